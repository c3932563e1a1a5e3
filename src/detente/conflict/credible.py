"""Second-level sequential stability, SEQ2: only answers that their makers would not be deterred from.

Sequential stability lets any improvement of an answering actor count, even one which that actor would itself be
deterred from: a hollow threat. Under SEQ2 an improvement s -> t of actor i is answered iff

(a) the others can reach, by improvements that they would make under sequential stability, an end state that is no
    better for i than s, and
(b) the harm is due to the move: min(r(t), m(t)) < min(r(s), m(s)), where m is the least rank for i that the others
    reach so.

Both together say m(t) < min(r(s), m(s)): r(t) > r(s) >= m(t) by (a), so (b) reads m(t) < min(r(s), m(s)); and that
inequality gives (a) at once.
"""

from __future__ import annotations

import numpy as np

from detente.conflict.moves import Ints, Moves, Steps


def made_steps(moves: Moves, actor: int, rank: Ints, least: Ints) -> Steps:
    """Give the improvements that the actor would make under sequential stability, as steps.

    Parameters
    ----------
    moves : Moves
    actor : int
    rank : array of int32, shape (states,)
        The actor's ranks.
    least : array of int32, shape (states,)
        The least rank for the actor that the others reach by improvements.

    Returns
    -------
    Steps
        The moves s -> t with rank[t] > rank[s] and least[t] > rank[s].

    Examples
    --------
    >>> import numpy as np
    >>> from detente.conflict.rows import GraphMoves, arcs_of
    >>> moves = GraphMoves([arcs_of([(0, 1), (0, 2)], 3)], 3)
    >>> made = made_steps(moves, 0, np.array([1, 2, 3], np.int32), np.array([9, 9, 0], np.int32))
    >>> made.targets.tolist()  # the step to 2 would be answered
    [1]
    """
    return moves.above(actor, np.minimum(rank, least), rank)


def bar_if_due(rank: Ints, least: Ints) -> Ints:
    """Give the least rank that an answer must not exceed, so that the harm is due to the move.

    Parameters
    ----------
    rank : array of int32, shape (states,)
        The actor's ranks.
    least : array of int32, shape (states,)
        The least rank for the actor that the others reach by improvements that they would make.

    Returns
    -------
    array of int32, shape (states,)
        An improvement s -> t is answered iff least[t] is at most this at s; -1 where nothing can answer.

    Examples
    --------
    >>> import numpy as np
    >>> bar_if_due(np.array([2, 3], np.int32), np.array([0, 1], np.int32)).tolist()
    [-1, 0]
    """
    return np.minimum(rank, least) - np.int32(1)
