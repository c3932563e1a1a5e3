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
from typing import TypeAlias

import numpy as np

from detente.conflict.moves import Bools, Codes, Ints, Moves, Positions

Answered: TypeAlias = Callable[[Positions, Positions], Bools]
"""Tells, move by move, whether an actor's improvements from sources to targets are answered."""


def chosen_moves(
    moves: Moves,
    rank: Ints,
    actor: int,
    state: int,
    made: Positions,
    *,
    answered: Answered,
    choice: str = "best",
) -> tuple[int, ...]:
    """Give the states to which an actor moves from a state, each equally likely.

    Parameters
    ----------
    moves : Moves
    rank : array of int32, shape (states,)
        The actor's ranks.
    actor, state : int
    made : array of int
        The states that its unanswered improvements lead to.
    answered : callable
        Which of its improvements are answered, as the actor judges: given arrays of sources and targets, an array of
        bool. It is asked about improvements only.
    choice : {"best", "any"}

    Returns
    -------
    tuple of int
        Ascending; empty if nothing is made.

    Raises
    ------
    ValueError
        If ``choice`` is neither.

    Notes
    -----
    Cost: for each move made, one look at the actor's block of states.

    Examples
    --------
    An actor with two options could take either or both; the more the better; nothing is answered.

    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> moves = OptionMoves(np.arange(4), [Owner(3)])
    >>> never = lambda sources, targets: np.zeros(sources.size, bool)
    >>> chosen_moves(moves, np.array([0, 1, 1, 2]), 0, 0, np.array([1, 2, 3]), answered=never)
    (3,)
    >>> chosen_moves(moves, np.array([0, 1, 1, 1]), 0, 0, np.array([1, 2, 3]), answered=never)
    (1, 2)
    """
    if choice == "any":
        return tuple(sorted(map(int, made)))
    if choice != "best":
        raise ValueError(f"expected choice 'best' or 'any', found {choice!r}")
    codes = moves.codes
    if made.size > 1 and codes is not None:
        block = moves.targets(actor, state)
        free = np.array([_rides_free(codes, rank, (state, int(t)), block, answered) for t in made])
        made = made if free.all() else made[~free]
    if made.size > 1:
        made = made[rank[made] == rank[made].max()]
    if made.size > 1 and codes is not None:
        changed = np.array([int(codes[t] ^ codes[state]).bit_count() for t in made])
        made = made[changed == changed.min()]
    return tuple(sorted(map(int, made)))


def _rides_free(
    codes: Codes, rank: Ints, step: tuple[int, int], block: Positions, answered: Answered
) -> bool:
    """Tell whether a part of the step leaves a remainder that is an answered improvement."""
    state, target = step
    within = ((codes[block] ^ codes[state]) & ~(codes[target] ^ codes[state])) == 0
    parts = block[
        within & (rank[block] < rank[target])
    ]  # the target is not among them: it isn't below itself
    return bool(parts.size and answered(parts, np.full(parts.size, target)).any())
