"""Which of several moves: no free riders, then the best, then the fewest changes."""

from functools import partial

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
            which, target = chosen_moves(
                draw.moves,
                draw.ranks[actor],
                actor,
                np.arange(draw.moves.states),
                answered=partial(answers.answered, actor, concept),
            )
            for at, state in enumerate(twin.states):
                found = target[which == at]
                made = twin.made(actor, state, concept)
                expected = naive.chosen(
                    twin,
                    actor,
                    state,
                    made,
                    answered=lambda u, t, i=actor, c=concept, of=twin: of.answered(i, u, t, c),
                    own=draw.owners and draw.owners[actor],
                )
                assert {twin.states[t] for t in found} == expected
                best = max((twin.ranks[actor][t] for t in made), default=None)
                rode += bool(expected) and max(twin.ranks[actor][t] for t in expected) < best
    assert rode > 3  # a free rider was dropped that would have been best


def never(sources, targets):
    return np.zeros(sources.size, bool)


def test_any_takes_all_and_other_words_are_refused():
    draw = next(draws(seed=42, count=1))
    answers = Answers(draw.moves, draw.ranks)
    for actor in range(draw.moves.actors):
        which, target = chosen_moves(
            draw.moves, draw.ranks[actor], actor, np.arange(draw.moves.states), answered=never, choice="any"
        )
        for at in range(draw.moves.states):
            assert target[which == at].tolist() == answers.made_at(actor, "nash", at).tolist()
    with pytest.raises(ValueError, match="expected choice 'best' or 'any', found 'first'"):
        chosen_moves(draw.moves, draw.ranks[0], 0, np.array([0]), answered=never, choice="first")
