"""Which of several moves: no free riders, then the best, then the fewest changes."""

import numpy as np
import pytest

from detente.conflict.choice import chosen_moves
from detente.conflict.stability import CONCEPTS, Answers
from naive import conflict as naive
from naive.models import draws


def test_choices_agree_with_the_rules_one_by_one():
    rode = 0
    for draw in draws(seed=41, count=700):
        twin, answers = draw.twin, Answers(draw.moves, draw.ranks)
        concept = CONCEPTS[draw.moves.states % len(CONCEPTS)]
        for actor in twin.actors:
            for at, state in enumerate(twin.states):
                made = twin.made(actor, state, concept)
                expected = naive.chosen(
                    twin,
                    actor,
                    state,
                    made,
                    answered=lambda u, t, i=actor: twin.answered(i, u, t, concept),
                    own=draw.owners and draw.owners[actor],
                )
                found = chosen_moves(
                    draw.moves,
                    draw.ranks[actor],
                    actor,
                    at,
                    answers.made_at(actor, concept, at),
                    answered=lambda u, t, i=actor: answers.answered(i, concept, u, t),
                )
                assert {twin.states[t] for t in found} == expected
                best = max((twin.ranks[actor][t] for t in made), default=None)
                rode += bool(expected) and max(twin.ranks[actor][t] for t in expected) < best
    assert rode > 3  # a free rider was dropped that would have been best


def test_any_takes_all_and_other_words_are_refused():
    draw = next(draws(seed=42, count=1))
    made = np.array([3, 1])
    assert chosen_moves(draw.moves, draw.ranks[0], 0, 0, made, answered=None, choice="any") == (1, 3)
    with pytest.raises(ValueError, match="expected choice 'best' or 'any', found 'first'"):
        chosen_moves(draw.moves, draw.ranks[0], 0, 0, made, answered=None, choice="first")
