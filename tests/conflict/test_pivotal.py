"""The pivotal test against a twin written from its definition, on random models in both forms."""

import numpy as np
import pytest

from detente.conflict import pivotal
from detente.conflict.stability import Answers
from naive import commitments as naive
from naive.models import draws

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "seq2")


def random_vow(rng, draw):
    """A commitment over random sets of states, for the engine and for the twin."""
    by = int(rng.integers(len(draw.ranks)))
    condition, consequence = rng.random((2, len(draw.twin.states))) < 0.5
    states = np.array([None, *draw.twin.states], object)[1:]
    vow = naive.Vow(by, set(states[condition]), set(states[consequence]))
    return pivotal.Vow(by, condition & ~consequence, condition & consequence), vow


def improvements(draw, actor):
    """All improvements of an actor as (source, target) positions."""
    place = {state: at for at, state in enumerate(draw.twin.states)}
    return [(place[s], place[t]) for s in draw.twin.states for t in sorted(draw.twin.better(actor, s))]


def answered(answers, actor, concept, changed, moves):
    least = pivotal.least_given(answers, actor, concept, changed)
    sources, targets = (np.array(ends, np.intp) for ends in zip(*moves, strict=True))
    return pivotal.answered_given(answers, actor, concept, least, sources, targets).tolist()


@pytest.mark.parametrize("concept", CONCEPTS)
def test_steps_as_they_are_and_surely_broken_and_surely_kept_answer_as_defined(concept):
    rng = np.random.default_rng(41)
    met = set()
    for draw in draws(40, 60):
        answers = Answers(draw.moves, draw.ranks)
        vow, twin_vow = random_vow(rng, draw)
        ways = [{}, pivotal.broken(answers, concept, [vow]), pivotal.kept(answers, concept, vow)]
        for actor in range(len(draw.ranks)):
            moves = improvements(draw, actor)
            if not moves:
                continue
            told = list(zip(*(answered(answers, actor, concept, way, moves) for way in ways), strict=True))
            labelled = [(draw.twin.states[s], draw.twin.states[t]) for s, t in moves]
            assert told == [naive.three(draw.twin, actor, move, concept, twin_vow) for move in labelled]
            met |= set(told)
    assert len(met) >= {"nash": 1, "gmr": 3, "smr": 3}.get(
        concept, 4
    )  # any move: nothing is left to be believed


@pytest.mark.parametrize("concept", ["gmr", "seq", "seq2", "sseq"])
def test_several_commitments_are_broken_jointly(concept):
    rng = np.random.default_rng(43)
    for draw in draws(42, 40):
        answers = Answers(draw.moves, draw.ranks)
        pairs = [random_vow(rng, draw) for _ in range(3)]
        changed = pivotal.broken(answers, concept, [vow for vow, _ in pairs])
        step = naive.surely_broken(draw.twin, concept, [vow for _, vow in pairs])
        for actor in range(len(draw.ranks)):
            moves = improvements(draw, actor)
            if moves:
                labelled = [(draw.twin.states[s], draw.twin.states[t]) for s, t in moves]
                expected = [naive.answered(draw.twin, actor, move, concept, step) for move in labelled]
                assert answered(answers, actor, concept, changed, moves) == expected


@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_path_of_an_answer_is_legal_and_harms_and_is_there_iff_the_improvement_is_answered(concept):
    rng = np.random.default_rng(45)
    for draw in draws(44, 30):
        answers = Answers(draw.moves, draw.ranks)
        vow, twin_vow = random_vow(rng, draw)
        twin, states = draw.twin, draw.twin.states
        for changed, step in (
            (pivotal.broken(answers, concept, [vow]), naive.surely_broken(twin, concept, [twin_vow])),
            (pivotal.kept(answers, concept, vow), naive.surely_kept(twin, concept, twin_vow)),
        ):
            for actor in range(len(draw.ranks)):
                for move in improvements(draw, actor):
                    labelled = states[move[0]], states[move[1]]
                    path = pivotal.answer_given(answers, actor, concept, changed, move)
                    assert (path is not None) == naive.answered(twin, actor, labelled, concept, step)
                    check_path(twin, actor, labelled, step, path or ())


def check_path(twin, actor, move, step, path):
    at, last = move[1], actor
    for by, to in path:
        assert by not in {last, actor}
        assert twin.states[to] in step(by, at)
        at, last = twin.states[to], by
    if path:
        assert twin.ranks[actor][at] <= twin.ranks[actor][move[0]]


def test_a_commitment_that_nobody_made_a_step_by_changes_nothing():
    """Where no state is unmet, surely kept and surely broken are what is."""
    for draw in draws(46, 20):
        answers = Answers(draw.moves, draw.ranks)
        nowhere = np.zeros(len(draw.twin.states), bool)
        vow = pivotal.Vow(0, nowhere, ~nowhere)
        for actor in range(len(draw.ranks)):
            usual = answers.least(actor, "seq")
            for changed in (pivotal.broken(answers, "seq", [vow]), pivotal.kept(answers, "seq", vow)):
                assert np.array_equal(pivotal.least_given(answers, actor, "seq", changed), usual)
