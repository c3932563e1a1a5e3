"""Which of the moves that an actor would make it chooses.

Among its unanswered improvements from a state:

1. *No free riders*: a move is dropped if for some proper part of its changed options, giving a feasible state u, the
   remainder u -> t is an improvement that is answered: the part would carry the remainder along. If this drops all,
   none is dropped. Option form only.
2. Those of highest rank stay.
3. Of these, those that change the fewest options stay. Option form only.
4. What is left is equally likely.

``any`` leaves out rules 1 to 3. It makes actors take dominated moves and serves to see what hangs on the rules.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.conflict.blocks import expanded
from detente.conflict.moves import Bools, Codes, Ints, Moves, Positions

Answered: TypeAlias = Callable[[Positions, Positions], Bools]
"""Tells, move by move, whether an actor's improvements from sources to targets are answered."""


class Chosen(NamedTuple):
    """Moves chosen, or to choose from, at several states: the index of the state in the list asked about, and the state moved to.

    Sorted by index, then target.
    """

    which: Positions
    target: Positions

    def where(self, kept: Bools) -> Chosen:
        """Keep some of the moves."""
        return Chosen(self.which[kept], self.target[kept])


def chosen_moves(
    moves: Moves,
    rank: Ints,
    actor: int,
    sources: Positions,
    *,
    answered: Answered,
    choice: str = "best",
) -> Chosen:
    """Give the moves that an actor chooses at each of several states; those at one state are equally likely.

    Parameters
    ----------
    moves : Moves
    rank : array of int32, shape (states,)
        The actor's ranks.
    actor : int
    sources : array of int
        The states asked about.
    answered : callable
        Which of its improvements are answered, as the actor judges: given arrays of sources and targets, an array of
        bool. It is asked about improvements only.
    choice : {"best", "any"}

    Returns
    -------
    Chosen
        Nothing for a state at which the actor makes no move.

    Raises
    ------
    ValueError
        If ``choice`` is neither.

    Notes
    -----
    Cost: a few operations per move from the sources, and per pair of a move made and a move from the same state.

    Examples
    --------
    An actor with two options could take either or both; the more the better; nothing is answered.

    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> moves = OptionMoves(np.arange(4), [Owner(3)])
    >>> never = lambda sources, targets: np.zeros(sources.size, bool)
    >>> chosen_moves(moves, np.array([0, 1, 1, 2]), 0, np.array([0]), answered=never).target.tolist()
    [3]
    >>> chosen_moves(moves, np.array([0, 1, 1, 1]), 0, np.array([0]), answered=never).target.tolist()
    [1, 2]
    """
    if choice not in ("best", "any"):
        raise ValueError(f"expected choice 'best' or 'any', found {choice!r}")
    every = Chosen(*moves.pairs(actor, sources))
    better = every.where(rank[every.target] > rank[sources[every.which]])
    made = better.where(~answered(sources[better.which], better.target))
    if choice == "any" or not made.which.size:
        return made
    codes = moves.codes
    if codes is not None:
        made = _without_riders(every, made, codes, sources, rank=rank, answered=answered)
    made = _least_of_each(made, -rank[made.target])
    if codes is not None:
        made = _least_of_each(made, _number_of_bits(codes[sources[made.which]] ^ codes[made.target]))
    return made


def _without_riders(
    every: Chosen, made: Chosen, codes: Codes, sources: Positions, *, rank: Ints, answered: Answered
) -> Chosen:
    """Drop moves with a part whose remainder is an answered improvement, unless that drops all of a state's moves."""
    starts = np.searchsorted(every.which, made.which, "left")
    whole, other = expanded(starts, np.searchsorted(every.which, made.which, "right"))
    start, part, end = codes[sources[made.which[whole]]], every.target[other], made.target[whole]
    proper = ((codes[part] ^ start) & ~(codes[end] ^ start)) == 0
    proper &= rank[part] < rank[end]  # so the remainder is an improvement, and the part is not the whole
    whole, part, end = whole[proper], part[proper], end[proper]
    rides = np.zeros(made.which.size, bool)
    rides[whole[answered(part, end)]] = True
    alone = np.bincount(made.which[~rides], minlength=sources.size) == 0
    return made.where(~rides | alone[made.which])


def _least_of_each(made: Chosen, value: np.ndarray) -> Chosen:
    """Keep, of each state's moves, those of least value."""
    first = np.flatnonzero(np.diff(made.which, prepend=-1))
    least = np.minimum.reduceat(value, first)
    lengths = np.diff(first, append=made.which.size)
    return made.where(value == np.repeat(least, lengths))


def _number_of_bits(masks: Codes) -> Positions:
    """Count the bits of each mask."""
    used = int(np.bitwise_or.reduce(masks))
    number = np.zeros(masks.size, np.intp)
    for bit in range(used.bit_length()):
        if used >> bit & 1:
            number += masks >> bit & 1
    return number
