"""Looking at no more improvements than needed picks the same moves as the rules applied to all."""

from functools import partial

import numpy as np
import pytest

from detente.conflict.choice import chosen_moves
from detente.conflict.picking import picked_moves
from detente.conflict.stability import CONCEPTS, Answers
from naive.models import draws


@pytest.mark.parametrize("choice", ["best", "any"])
def test_picked_moves_are_the_chosen_ones(choice):
    for draw in draws(seed=45, count=400):
        answers = Answers(draw.moves, draw.ranks)
        concept = CONCEPTS[draw.moves.states % len(CONCEPTS)]
        for actor in range(draw.moves.actors):
            given = partial(answers.answered, actor, concept)
            rank = draw.ranks[actor]
            every = np.arange(draw.moves.states)
            which, target = chosen_moves(draw.moves, rank, actor, every, answered=given, choice=choice)
            for at in range(draw.moves.states):
                picked = picked_moves(draw.moves, rank, actor, at, answered=given, choice=choice)
                assert list(picked) == target[which == at].tolist()


def test_arbitrary_answers_lead_to_the_same_moves_too():
    """Under partial knowledge what counts as answered need not come from one set of ranks."""
    rng = np.random.default_rng(46)
    for draw in draws(seed=46, count=300):
        table = rng.random((draw.moves.states, draw.moves.states)) < 0.5

        def given(sources, targets, table=table):
            return table[sources, targets]

        for actor in range(draw.moves.actors):
            rank = draw.ranks[actor]
            which, target = chosen_moves(
                draw.moves, rank, actor, np.arange(draw.moves.states), answered=given
            )
            for at in range(draw.moves.states):
                picked = picked_moves(draw.moves, rank, actor, at, answered=given)
                assert list(picked) == target[which == at].tolist()
