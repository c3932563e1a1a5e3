"""What an actor chooses at one state, looking at no more of its improvements than it must.

The rules are those of :mod:`detente.conflict.choice`. The best improvements come first: as soon as one of them is
made and rides on nobody's back, those of lower rank need not be looked at, so that few answers are asked for.
"""

from __future__ import annotations

import numpy as np

from detente.conflict.choice import Answered
from detente.conflict.moves import Bools, Ints, Moves, Positions


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
    block = moves.targets(actor, state)
    better = block[rank[block] > rank[state]]
    if not better.size:
        return ()
    if choice == "any":
        return _ascending(better[~answered(np.full(better.size, state, np.intp), better)])
    riding: Positions = better[:0]
    for level in np.unique(rank[better])[::-1]:
        group = better[rank[better] == level]
        made = group[~answered(np.full(group.size, state, np.intp), group)]
        alone = made[~_riding(moves, rank, state, block, made, answered=answered)]
        if alone.size:
            return _fewest_changes(moves, state, alone)
        riding = riding if riding.size else made
    return _fewest_changes(moves, state, riding)


def _riding(
    moves: Moves, rank: Ints, state: int, block: Positions, made: Positions, *, answered: Answered
) -> Bools:
    """Tell which moves have a part whose remainder is an answered improvement."""
    codes = moves.codes
    rides = np.zeros(made.size, bool)
    if codes is None:
        return rides
    changed = codes[block] ^ codes[state]
    for at, target in enumerate(made.tolist()):
        within = (changed & ~(codes[target] ^ codes[state])) == 0
        parts = block[
            within & (rank[block] < rank[target])
        ]  # the target is not among them: it isn't below itself
        rides[at] = parts.size and answered(parts, np.full(parts.size, target, np.intp)).any()
    return rides


def _fewest_changes(moves: Moves, state: int, made: Positions) -> tuple[int, ...]:
    """Keep the moves that change the fewest options."""
    codes = moves.codes
    if codes is None or made.size < 2:
        return _ascending(made)
    changed = np.array([int(codes[target] ^ codes[state]).bit_count() for target in made])
    return _ascending(made[changed == changed.min()])


def _ascending(made: Positions) -> tuple[int, ...]:
    return tuple(sorted(made.tolist()))
