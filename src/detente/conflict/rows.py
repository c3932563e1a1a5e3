"""Moves in graph form: arcs given one by one, kept as compressed rows.

Arcs need be neither symmetric nor transitive, and two actors may own the same arc. Nothing is assumed of them, so
every reach over several steps follows the last mover.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from detente.conflict.blocks import expanded
from detente.conflict.moves import FREE, Bools, Ints, Positions, Steps


class Arcs(NamedTuple):
    """One actor's arcs, sorted by source, then target, each once."""

    sources: Positions
    targets: Positions
    states: int

    def row(self, states: Positions) -> tuple[Positions, Positions]:
        """Give where the arcs of the given states start and end."""
        return np.searchsorted(self.sources, states, "left"), np.searchsorted(self.sources, states, "right")

    def least(self, values: Ints) -> Ints:
        """Give for each state the least value that one arc leads to (:class:`detente.conflict.moves.Steps`)."""
        lowest = np.full(self.states, FREE, np.int32)
        if self.sources.size:
            starts = np.flatnonzero(np.diff(self.sources, prepend=-1))
            lowest[self.sources[starts]] = np.minimum.reduceat(values[self.targets], starts)
        return lowest

    def where(self, kept: Bools) -> Arcs:
        """Keep some of the arcs."""
        return Arcs(self.sources[kept], self.targets[kept], self.states)


def arcs_of(pairs: Iterable[tuple[int, int]], states: int) -> Arcs:
    """Sort pairs of positions into one actor's arcs.

    Parameters
    ----------
    pairs : iterable of (source, target)
        Positions; a pair given twice counts once.
    states : int
        How many states there are.

    Returns
    -------
    Arcs

    Examples
    --------
    >>> arcs_of([(1, 0), (0, 2), (1, 0)], 3).targets.tolist()
    [2, 0]
    """
    ordered = np.array(sorted(set(pairs)), np.intp).reshape(-1, 2)
    return Arcs(ordered[:, 0], ordered[:, 1], states)


class GraphMoves:
    """Moves of all actors in graph form (:class:`detente.conflict.moves.Moves`).

    Parameters
    ----------
    arcs : sequence of Arcs
        Each actor's arcs over the same states.
    states : int
        How many states there are.

    Examples
    --------
    >>> moves = GraphMoves([arcs_of([(0, 1)], 2), arcs_of([], 2)], 2)
    >>> moves.targets(0, 0).tolist(), moves.targets(1, 0).tolist()
    ([1], [])
    """

    codes = None

    def __init__(self, arcs: Sequence[Arcs], states: int) -> None:
        self.arcs = tuple(arcs)
        self._states = states

    @property
    def actors(self) -> int:
        """How many actors there are."""
        return len(self.arcs)

    @property
    def states(self) -> int:
        """How many states there are."""
        return self._states

    def targets(self, actor: int, state: int) -> Positions:
        """Give the states that one move of the actor leads to, ascending."""
        return self.pairs(actor, np.array([state]))[1]

    def pairs(self, actor: int, sources: Positions) -> tuple[Positions, Positions]:
        """Give all moves from the sources as (index into ``sources``, target)."""
        arcs = self.arcs[actor]
        which, entry = expanded(*arcs.row(sources))
        return which, arcs.targets[entry]

    def joint_pairs(
        self,
        members: Sequence[int],  # noqa: ARG002 - the protocol's
        sources: Positions,  # noqa: ARG002 - the protocol's
    ) -> tuple[Positions, Positions]:
        """Give no joint moves: they are defined by options."""
        return np.empty(0, np.intp), np.empty(0, np.intp)

    def movable(self, actor: int) -> Bools:
        """Tell at which states the actor has any move."""
        can = np.zeros(self._states, bool)
        can[self.arcs[actor].sources] = True
        return can

    def every(self, actor: int) -> Steps:
        """Give all moves of the actor as steps."""
        return self.arcs[actor]

    def above(self, actor: int, key: Ints, floor: Ints) -> Steps:
        """Give the actor's moves s -> t with key[t] > floor[s] as steps."""
        arcs = self.arcs[actor]
        return arcs.where(key[arcs.targets] > floor[arcs.sources])

    def restricted(self, positions: Positions) -> GraphMoves:
        """Give the moves among some of the states."""
        anew = np.full(self._states, -1)
        anew[positions] = np.arange(positions.size)

        def among(arcs: Arcs) -> Arcs:
            source, target = anew[arcs.sources], anew[arcs.targets]
            inside = (source >= 0) & (target >= 0)
            return Arcs(source[inside], target[inside], positions.size)

        return GraphMoves([among(arcs) for arcs in self.arcs], positions.size)

    def copies(self, count: int) -> GraphMoves:
        """Give the moves over unconnected copies of the states."""
        states = self._states * count

        def repeated(one: Positions) -> Positions:
            return np.add.outer(np.arange(count) * self._states, one).ravel()

        arcs = [Arcs(repeated(each.sources), repeated(each.targets), states) for each in self.arcs]
        return GraphMoves(arcs, states)

    def copied(self, copy: Positions, positions: Positions) -> GraphMoves:
        """Give the moves over unconnected copies of parts of the states."""
        count = int(copy[-1]) + 1 if copy.size else 0
        return self.copies(count).restricted(copy * self._states + positions)
