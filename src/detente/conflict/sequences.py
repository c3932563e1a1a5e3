"""Legal sequences: what several actors can bring about between them.

A legal sequence is a path of at least one step, each by a member of the group, none of whom steps twice in a row. A
member may step again after another has; a path may come back to where it began.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.conflict.moves import FREE, Ints, Steps


def least_reached(steps: Sequence[Steps], worth: Ints) -> Ints:
    """Give for each state the least worth of an end state that the members can reach by a legal sequence.

    Parameters
    ----------
    steps : sequence of Steps
        Each member's steps.
    worth : array of int32, shape (states,)
        What an end state is worth to whoever looks on.

    Returns
    -------
    array of int32, shape (states,)
        The least worth; FREE where the members have no step.

    Notes
    -----
    For each member k, let M_k(s) be the least worth over sequences that k begins:
    M_k(s) = min over k's steps s -> t of min(worth(t), min over j other than k of M_j(t)).
    The M_k are the greatest solution, found from above: they start at FREE and fall until nothing changes. Only those
    are computed anew whose right-hand side has changed. With no member but k, a sequence is one step.

    This is reach over pairs of a state and the last mover, turned round, and so exact for all kinds of moves: arcs
    that are not transitive, common moves, parts of a model.

    References
    ----------
    Fang, Hipel and Kilgour (1993), Interactive Decision Making, on legal sequences of moves and improvements.

    Examples
    --------
    Two actors hold one arc each, 0 -> 1 and 1 -> 2; the worth of the states is 5, 4 and 3.

    >>> from detente.conflict.rows import arcs_of
    >>> least_reached([arcs_of([(0, 1)], 3), arcs_of([(1, 2)], 3)], np.array([5, 4, 3], np.int32)).tolist()
    [3, 3, 2147483647]
    """
    members = range(len(steps))
    begun = [np.full(worth.size, FREE, np.int32) for _ in members]
    stale = [True for _ in members]
    while any(stale):
        for member in members:
            if not stale[member]:
                continue
            stale[member] = False
            after = worth.copy()
            for other in members:
                if other != member:
                    np.minimum(after, begun[other], out=after)
            least = steps[member].least(after)
            if not np.array_equal(least, begun[member]):
                begun[member] = least
                stale = [stale[other] or other != member for other in members]
    reached = np.full(worth.size, FREE, np.int32)
    for one in begun:
        np.minimum(reached, one, out=reached)
    return reached
