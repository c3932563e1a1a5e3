"""Everybody's chosen moves at every state: what the chain of events is built from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from typing import TypeAlias

import numpy as np

from detente.conflict.chain import Turn
from detente.conflict.choice import Chosen, chosen_moves
from detente.conflict.stability import Answers

Turns: TypeAlias = Callable[[int], list[Turn]]
"""For a state, one turn per mover."""


def turns_at(states: int, movers: Iterable[tuple[Fraction, Chosen]]) -> Turns:
    """Put movers' chosen moves together by state.

    Parameters
    ----------
    states : int
        How many states there are; moves refer to them by position.
    movers : iterable of (pace, Chosen)
        For each actor or pact its pace and the moves it chooses.

    Returns
    -------
    callable
        For a state, one turn per mover, in order; without targets where it stays.

    Examples
    --------
    >>> turns = turns_at(2, [(Fraction(1), Chosen(np.array([0]), np.array([1])))])
    >>> turns(0), turns(1)
    ([Turn(pace=Fraction(1, 1), targets=(1,))], [Turn(pace=Fraction(1, 1), targets=())])
    """
    rows = [
        (pace, np.searchsorted(chosen.which, np.arange(states + 1)).tolist(), chosen.target.tolist())
        for pace, chosen in movers
    ]

    def at(state: int) -> list[Turn]:
        return [
            Turn(pace, tuple(targets[starts[state] : starts[state + 1]])) for pace, starts, targets in rows
        ]

    return at


def turns_of(
    answers: Answers, concepts: Sequence[str], paces: Sequence[Fraction], choice: str = "best"
) -> Turns:
    """Give everybody's turns where all know each other's preferences and each decides by its own concept.

    Parameters
    ----------
    answers : Answers
        The moves and ranks.
    concepts : sequence of str
        Each actor's behaviour.
    paces : sequence of Fraction
        How often each actor is drawn, relatively.
    choice : {"best", "any"}
        See :mod:`detente.conflict.choice`.

    Returns
    -------
    callable
        For a state, one turn per actor.

    Examples
    --------
    Two actors who each want to take their option, but not both options taken.

    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> from detente.conflict.chain import chain_from, limit_of
    >>> moves = OptionMoves(np.arange(4), [Owner(1), Owner(2)])
    >>> answers = Answers(moves, np.array([[2, 3, 2, 1], [2, 2, 3, 1]]))
    >>> turns = turns_of(answers, ["nash", "nash"], [Fraction(2), Fraction(1)])
    >>> [(end.states, str(end.probability)) for end in limit_of(chain_from(0, turns)).ends]
    [((1,), '2/3'), ((2,), '1/3')]
    """
    moves = answers.moves
    everywhere = np.arange(moves.states)
    movers = [
        (
            paces[actor],
            chosen_moves(
                moves,
                answers.ranks[actor],
                actor,
                everywhere,
                answered=partial(answers.answered, actor, concept),
                choice=choice,
            ),
        )
        for actor, concept in enumerate(concepts)
    ]
    return turns_at(moves.states, movers)
