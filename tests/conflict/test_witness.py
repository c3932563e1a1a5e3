"""Every verdict carries a witness, and an independent checker accepts it; broken ones are refused."""

import numpy as np
import pytest

from detente.conflict.model import Conflict
from detente.conflict.results import Improvement, Step
from detente.conflict.stability import CONCEPTS
from detente.conflict.witness_check import objections
from naive.models import draws


def conflict_of(draw):
    actors = tuple(f"A{k}" for k in range(draw.moves.actors))
    states = tuple(f"s{k}" for k in range(draw.moves.states))
    return Conflict(actors, draw.moves, draw.ranks, states)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_checker_accepts_every_verdict_and_the_twin_agrees_with_it(concept):
    for draw in draws(seed=11, count=150):
        con = conflict_of(draw)
        if len(con.states) > 16:
            continue
        res = con.stability(concept)
        for at in range(len(con.states)):
            for actor in range(len(con.actors)):
                verdict = res.explain(at, actor)
                assert objections(con, verdict) == ()
                state = draw.twin.states[at]
                assert verdict.stable == draw.twin.stable(actor, state, concept)
                assert verdict.structural == (not draw.twin.reach(actor, state))


def test_the_path_given_is_the_shortest_and_the_first_of_those():
    for draw in draws(seed=12, count=80):
        con = conflict_of(draw)
        for concept in ("gmr", "seq", "sseq", "seq2"):
            res = con.stability(concept)
            for actor in range(len(con.actors)):
                for at in range(min(len(con.states), 8)):
                    for one in res.explain(at, actor).improvements:
                        if one.answer is not None:
                            assert path_of(one) == first_shortest(draw, concept, actor, at, one.to)


def path_of(one):
    return [(int(by[1:]), int(to[1:])) for by, to in one.answer]


def first_shortest(draw, concept, actor, at, label):
    """All legal paths by length, then in order of actors and states; the first whose end answers."""
    twin = draw.twin
    number = {state: k for k, state in enumerate(twin.states)}
    source, start = twin.states[at], twin.states[int(label[1:])]
    others = [j for j in twin.actors if j != actor]
    floor = twin.ranks[actor][source]
    if concept == "seq2":
        floor = min(floor, *(x for x in [twin.least(actor, source, concept)] if x is not None), floor) - 1
    paths = [((-1, start),)]
    while paths:
        longer, seen = [], set()
        for path in paths:
            last, state = path[-1]
            for j in others:
                if j == last:
                    continue
                for t in sorted(twin.step(concept)(j, state), key=number.get):
                    if twin.value(actor, t, concept) <= floor:
                        return [(by, number[to]) for by, to in (*path[1:], (j, t))]
                    if (j, t) not in seen:
                        seen.add((j, t))
                        longer.append((*path, (j, t)))
        paths = longer
    raise AssertionError


@pytest.fixture
def threat():
    return Conflict.from_options(
        {"A": ["x"], "D": ["p"]}, ranks={"A": [2, 3, 0, 1], "D": [3, 0, 2, 1]}, status_quo="NN"
    )


def test_the_checker_refuses_whatever_is_wrong(threat):
    good = threat.stability("seq").explain("NN", "A")
    bad_path = Improvement("YN", (Step("D", "NY"),))
    wrong = {
        "structural": good._replace(structural=True),
        "improvements are not": good._replace(improvements=()),
        "overlooked": good._replace(stable=False, improvements=(Improvement("YN", None),)),
        "does not step": good._replace(improvements=(bad_path,)),
        "must not move": good._replace(improvements=(Improvement("YN", (Step("A", "NN"),)),)),
        "ends in no answer": good._replace(improvements=(Improvement("YN", ()),)),
        "anyway": good._replace(improvements=(good.improvements[0]._replace(anyway=True),)),
        "every improvement has": good._replace(stable=False),
    }
    for part, verdict in wrong.items():
        assert any(part in sentence for sentence in objections(threat, verdict)), part
    nash = threat.stability("nash").explain("NN", "A")
    assert objections(threat, nash._replace(stable=True)) == (
        "stable is True, but some improvement has none",
    )


def test_harm_that_comes_anyway_is_told_apart_from_no_harm():
    con = Conflict.from_options({"A": ["x"], "C": ["z"]}, ranks={"A": [2, 3, 0, 1], "C": [0, 0, 1, 1]})
    assert con.stability("seq").explain("NN", "A").improvements == (Improvement("YN", (Step("C", "YY"),)),)
    verdict = con.stability("seq2").explain("NN", "A")
    assert verdict.improvements == (Improvement("YN", None, anyway=True),)
    assert not verdict.stable
    assert objections(con, verdict) == ()
    claimed = verdict._replace(stable=True, improvements=(Improvement("YN", (Step("C", "YY"),)),))
    assert any("comes anyway" in sentence for sentence in objections(con, claimed))


def test_states_and_actors_are_named_by_label_or_position(threat):
    res = threat.stability("seq")
    assert res.explain(0, 0) == res.explain("NN", "A") == res.explain(np.int64(0), np.int64(0))
    with pytest.raises(ValueError, match="did you mean 'A'"):
        res.explain("NN", "a")
    with pytest.raises(ValueError, match="no feasible state 'NNN'; expected 2 letters"):
        res.explain("NNN", "A")
    with pytest.raises(ValueError, match="expected a state from 0 to 3, found 4"):
        res.explain(4, "A")
