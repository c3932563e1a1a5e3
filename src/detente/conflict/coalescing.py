"""States that can't be told apart, taken as one.

A class of states becomes one state. An actor can move from one class to another iff it can move from some state of the
one to some state of the other. That can create ways through a class that no single state has; a class that nobody is
meant to leave must be marked as absorbing. Every actor must be indifferent within a class.

References
----------
Hipel, Fang, Kilgour and Haight (1993), on the Elmira conflict, in which four states are taken as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from detente.conflict.moves import Bools, Moves, Positions
from detente.conflict.rows import Arcs, GraphMoves, arcs_of


class Coalescence(NamedTuple):
    """Moves between classes; ``place`` gives the class of each state, ``first`` the first state of each class."""

    moves: GraphMoves
    place: Positions
    first: Positions


def coalesced(moves: Moves, classes: Sequence[Bools], absorbing: Sequence[bool]) -> Coalescence:
    """Take states as one, class by class; all others stay single.

    Parameters
    ----------
    moves : Moves
    classes : sequence of arrays of bool, each of shape (states,)
        Disjoint sets of states.
    absorbing : sequence of bool
        For each class, whether nobody leaves it.

    Returns
    -------
    Coalescence
        Classes in the order of their first states.

    Examples
    --------
    Two actors with one option each; once the second has taken its own, what the first does matters no longer.

    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> moves = OptionMoves(np.arange(4), [Owner(1), Owner(2)])
    >>> found = coalesced(moves, [np.array([False, False, True, True])], [True])
    >>> found.place.tolist(), found.first.tolist()
    ([0, 1, 2, 2], [0, 1, 2])
    >>> [list(zip(one.sources.tolist(), one.targets.tolist())) for one in found.moves.arcs]
    [[(0, 1), (1, 0)], [(0, 2), (1, 2)]]
    """
    states = moves.states
    head = np.arange(states)
    closed = np.zeros(states, bool)
    for one, ends in zip(classes, absorbing, strict=True):
        if one.any():
            head[one] = int(np.argmax(one))
            closed[one] = ends
    first, place = np.unique(head, return_inverse=True)

    def between(actor: int) -> Arcs:
        which, target = moves.pairs(actor, np.flatnonzero(~closed))
        source = place[np.flatnonzero(~closed)[which]]
        moved = source != place[target]
        pairs = zip(source[moved].tolist(), place[target[moved]].tolist(), strict=True)
        return arcs_of(pairs, first.size)

    return Coalescence(
        GraphMoves([between(actor) for actor in range(moves.actors)], first.size), place, first
    )
