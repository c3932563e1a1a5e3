"""What an actor chooses at one state, looking at no more of its improvements than it must.

The rules are those of :mod:`detente.conflict.choice`. The best improvements come first: as soon as one of them is
made and rides on nobody's back, those of lower rank need not be looked at, so that few answers are asked for.

A choice is a process that asks and waits for replies, so that many of them can go on side by side and what all of them
ask can be found at one go.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import groupby
from typing import TypeAlias

import numpy as np

from detente.conflict.choice import Answered
from detente.conflict.moves import Ints, Moves

Pair: TypeAlias = tuple[int, int]
"""A move: from which state to which."""

Picking: TypeAlias = Generator[list[Pair], Sequence[bool], tuple[int, ...]]
"""Asks which improvements are answered, takes the replies, and gives the states moved to, ascending."""


class Wishes:
    """An actor's improvements from one state, the best first, with what the rules of choice look at.

    Parameters
    ----------
    moves : Moves
    rank : array of int32, shape (states,)
        The actor's ranks.
    actor, state : int

    Examples
    --------
    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> wishes = Wishes(OptionMoves(np.arange(4), [Owner(3)]), np.array([0, 1, 1, 2]), 0, 0)
    >>> wishes.levels, wishes.parts(3)
    ([[3], [1, 2]], [1, 2])
    """

    __slots__ = ("_block", "_codes", "_parts", "_rank", "levels", "state")

    def __init__(self, moves: Moves, rank: Ints, actor: int, state: int) -> None:
        block = moves.targets(actor, state)
        better = block[rank[block] > rank[state]]
        listed = sorted(zip((-rank[better]).tolist(), better.tolist(), strict=True))
        self.state = state
        self.levels = [
            [target for _, target in level] for _, level in groupby(listed, key=lambda one: one[0])
        ]
        self._block, self._rank, self._codes = block, rank, moves.codes
        self._parts: dict[int, list[int]] = {}

    def parts(self, target: int) -> list[int]:
        """Give the worse states of which only some of the options that the move to a target changes have changed.

        From each of them the rest of the move would be an improvement. Graph form has no such parts.
        """
        if self._codes is None:
            return []
        if target not in self._parts:
            codes, block, start = self._codes, self._block, self._codes[self.state]
            within = ((codes[block] ^ start) & ~(codes[target] ^ start)) == 0
            found = block[within & (self._rank[block] < self._rank[target])]
            self._parts[target] = found.tolist()
        return self._parts[target]

    def fewest_changes(self, made: Sequence[int]) -> tuple[int, ...]:
        """Keep the moves that change the fewest options."""
        codes = self._codes
        if codes is None or len(made) < 2:
            return tuple(sorted(made))
        changed = [int(codes[target] ^ codes[self.state]).bit_count() for target in made]
        least = min(changed)
        return tuple(sorted(target for target, count in zip(made, changed, strict=True) if count == least))


def picking(wishes: Wishes, choice: str = "best") -> Picking:
    """Choose among an actor's improvements from one state.

    Parameters
    ----------
    wishes : Wishes
    choice : {"best", "any"}

    Yields
    ------
    list of (source, target)
        Improvements of which it must be known whether they are answered, as the actor judges.

    Returns
    -------
    tuple of int
        The states moved to, each equally likely; empty if the actor stays.
    """
    if choice == "any":
        every = [target for level in wishes.levels for target in level]
        return tuple(sorted((yield from _unanswered(wishes, every))))
    riding: list[int] = []
    for level in wishes.levels:
        made = yield from _unanswered(wishes, level)
        remainders = [(part, target) for target in made for part in wishes.parts(target)]
        answered = (yield remainders) if remainders else ()
        rides = {target for (_, target), flag in zip(remainders, answered, strict=True) if flag}
        alone = [target for target in made if target not in rides]
        if alone:
            return wishes.fewest_changes(alone)
        riding = riding or made
    return wishes.fewest_changes(riding)


def _unanswered(wishes: Wishes, targets: list[int]) -> Generator[list[Pair], Sequence[bool], list[int]]:
    """Ask about some improvements, and keep those that aren't answered."""
    if not targets:
        return []
    answered = yield [(wishes.state, target) for target in targets]
    return [target for target, flag in zip(targets, answered, strict=True) if not flag]


def picked_moves(
    moves: Moves, rank: Ints, actor: int, state: int, *, answered: Answered, choice: str = "best"
) -> tuple[int, ...]:
    """Give the states that an actor moves to from one state, each equally likely.

    Parameters
    ----------
    moves : Moves
    rank : array of int32, shape (states,)
        The actor's ranks.
    actor, state : int
    answered : callable
        Which of its improvements are answered, as the actor judges: given arrays of sources and targets, an array of
        bool. It is asked about improvements only.
    choice : {"best", "any"}

    Returns
    -------
    tuple of int
        Ascending; empty if it stays.

    Notes
    -----
    Cost: one question for each of the improvements of highest rank, and so on down until one is chosen.

    Examples
    --------
    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> best_is_answered = lambda sources, targets: targets == 3
    >>> picked_moves(OptionMoves(np.arange(4), [Owner(3)]), np.array([0, 1, 1, 2]), 0, 0, answered=best_is_answered)
    (1, 2)
    """
    process = picking(Wishes(moves, rank, actor, state), choice)
    try:
        pairs = next(process)
        while True:
            sources, targets = np.array(pairs, np.intp).T
            pairs = process.send(answered(sources, targets).tolist())
    except StopIteration as end:
        picked: tuple[int, ...] = end.value
        return picked
