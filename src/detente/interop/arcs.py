"""All moves of a conflict one by one, as other programs want them; never more than asked for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.conflict.moves import Moves, Positions

MOST_MOVES = 1 << 22
_CHUNK = 1 << 10  # states whose moves are listed together


class TooManyMovesError(ValueError):
    """A conflict has more moves than can be listed."""


def arcs(moves: Moves, most: int = MOST_MOVES) -> Iterator[tuple[int, Positions, Positions]]:
    """List the moves of each actor.

    Parameters
    ----------
    moves : Moves
    most : int
        How many may be listed.

    Yields
    ------
    actor : int
    sources, targets : array of int, shape (moves of the actor,)
        Positions of states, sorted by source, then target.

    Raises
    ------
    TooManyMovesError
        If there are more; told before they are held in memory.

    Examples
    --------
    >>> from detente.conflict.model import Conflict
    >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [0, 1, 2, 3], "B": [3, 2, 1, 0]})
    >>> [list(zip(sources.tolist(), targets.tolist())) for _, sources, targets in arcs(con.moves)]
    [[(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (1, 3), (2, 0), (3, 1)]]
    """
    left = most
    for actor in range(moves.actors):
        parts = [(np.empty(0, np.intp), np.empty(0, np.intp))]
        for start in range(0, moves.states, _CHUNK):
            states = np.arange(start, min(start + _CHUNK, moves.states))
            which, targets = moves.pairs(actor, states)
            left -= targets.size
            if left < 0:
                raise TooManyMovesError(f"the conflict has more than {most:,} moves")
            parts.append((states[which], targets))
        sources, ends = zip(*parts, strict=True)
        yield actor, np.concatenate(sources), np.concatenate(ends)
