"""Commitments against a twin written from the definitions, and what must hold of every test of one."""

from copy import copy
from fractions import Fraction

import numpy as np
import pytest

import detente
from detente.outlook.commitments import commitments
from naive import commitments as naive
from naive.forecast import Model, Play

KINDS = ("threat", "red_line", "promise", "pledge")


def labelled(state):
    return "".join("Y" if taken else "N" for taken in state)


def random_case(rng, **more):
    """A random model with one commitment of each kind, for the twin and for the package."""
    model = Model(rng, **more)
    words = {kind: naive.Word.random(rng, model, kind) for kind in KINDS}
    text = model.text() + "commitments:\n" + "".join(word.text(name) for name, word in words.items())
    return model, words, text


@pytest.mark.parametrize("seed", range(8))
def test_all_that_is_told_of_a_commitment_agrees_with_the_twin(seed):
    rng = np.random.default_rng([7, seed])
    for _ in range(12):
        model, words, text = random_case(rng)
        found = commitments(detente.load(text), draws=0)
        plays = {}
        for knowledge in ("own", "all"):
            other = copy(model)
            other.knowledge = knowledge
            plays[knowledge] = Play(other)
        for name, word in words.items():
            check(found[name], plays, model, word, text)


def check(told, plays, model, word, text):
    play = plays[model.knowledge]
    if word.kind == "pledge":
        assert told.honoured.value == pytest.approx(float(naive.pledge_honoured(play, word)), abs=1e-9), text
    else:
        where = {labelled(s) for s in naive.triggers(play, word)}
        assert {one.state for one in told.triggers} == where, text
        check_kept(told, play, word, text)
        for knowledge, each in plays.items():
            got = tuple(told.by_knowledge[knowledge])
            if word.kind == "promise":
                assert got[:2] == pytest.approx([float(p) for p in naive.inducement(each, word)], abs=1e-9), (
                    text
                )
            else:
                assert got == pytest.approx([float(p) for p in naive.deterrence(each, word)], abs=1e-9), text
    check_effect(told.effect.condition, play, word, text)


def check_kept(told, play, word, text):
    expected = naive.honoured(play, word)
    if expected is None:
        assert tuple(told.honoured) == (None, None, None)
        assert told.why == "the others can't bring its condition about"
        return
    assert told.honoured.value == pytest.approx(float(expected), abs=1e-9), text
    assert told.wants_to == pytest.approx(float(naive.honoured(play, word, "nash")), abs=1e-9), text
    assert told.credible == (expected > Fraction(1, 2)), text


def check_effect(effect, play, word, text):
    def happens(s):
        return word.when(s) if word.kind != "pledge" else not word.done(s)

    expected = [naive.ever(play, happens)]
    for kept in (True, False):
        other = naive.sworn(play.model, word, kept=kept)
        expected.append(naive.ever(Play(other), happens))
    assert tuple(effect) == pytest.approx([float(p) for p in expected], abs=1e-9), text
