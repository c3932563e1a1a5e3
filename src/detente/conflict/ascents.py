"""Improvements looked up by state: for one order of preference, or for many of them at once.

Where an actor's order isn't known, a move may be an improvement by some of the orders that it may have, and it surely is
one if it is by all of them. What the others can reach by moves of the first kind and of the second bounds what they can
reach, whichever order is the case.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.conflict.blocks import expanded
from detente.conflict.ground import Ground
from detente.conflict.growing import Growing, Indices
from detente.conflict.moves import Bools, Positions

NOBODY = 0
"""The number of the set of orders of somebody who doesn't move."""

_ALL = 1 << 15  # states up to which one order's improvements are looked up at one go
_AT_ONCE = 1 << 22  # comparisons of one array operation


class Rising(NamedTuple):
    """Improvements from several states: which of those asked about, by whom, where to, and whether by all orders."""

    which: Positions
    by: Positions
    target: Indices
    sure: Bools


class Ascents:
    """The improvements of all actors, for sets of orders; each state is looked up once.

    Parameters
    ----------
    ground : Ground

    Examples
    --------
    Of two orders of A both would take x; only the first would then take y too.

    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> ground = Ground(OptionMoves(np.arange(4), [Owner(3)]))
    >>> own = ground.add_orders(0, np.array([[0, 1, 0, 2], [1, 2, 0, 1]]))
    >>> ascents = Ascents(ground)
    >>> rising = ascents.of(np.array([[ascents.number(0, own)]]), np.array([1]))
    >>> rising.target.tolist(), rising.sure.tolist()
    ([3], [False])
    """

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._number: dict[tuple[int, bytes], int] = {}
        self._sets: list[tuple[int, Positions]] = [(-1, np.empty(0, np.intp))]
        self._first = np.zeros((1, ground.moves.states), np.int32)
        self._last = np.zeros((1, ground.moves.states), np.int32)
        self._target: Growing[np.int32] = Growing(np.int32)
        self._sure: Growing[np.bool_] = Growing(np.bool_)

    def number(self, actor: int, orders: Positions) -> int:
        """Give the number under which a set of orders of an actor is kept."""
        key = (actor, orders.tobytes())
        if key not in self._number:
            self._number[key] = len(self._sets)
            self._sets.append((actor, orders))
        return self._number[key]

    def of(self, sets: Positions, states: Positions) -> Rising:
        """Give the improvements from some states, each by several movers.

        Parameters
        ----------
        sets : array of int, shape (states asked about, movers)
            Numbers of sets of orders.
        states : array of int, shape (states asked about,)

        Returns
        -------
        Rising
            Sorted by state asked about, then by mover; ``by`` is the column of the mover.
        """
        self._make_room()
        columns = states[:, None]
        first = self._first[sets, columns]
        lacking = first < 0
        if lacking.any():
            self._look_up(sets[lacking], np.broadcast_to(columns, sets.shape)[lacking])
            first = self._first[sets, columns]
        which, entry = expanded(first.reshape(-1), self._last[sets, columns].reshape(-1))
        asked, by = np.divmod(np.arange(sets.size), sets.shape[1])
        return Rising(asked[which], by[which], self._target.values[entry], self._sure.values[entry])

    def _make_room(self) -> None:
        """Have a row for each set."""
        before = len(self._first)
        if before < len(self._sets):
            room = (2 * len(self._sets), self.ground.moves.states)
            first, last = np.full(room, -1, np.int32), np.zeros(room, np.int32)
            first[:before], last[:before] = self._first, self._last
            self._first, self._last = first, last

    def _look_up(self, sets: Positions, states: Positions) -> None:
        for number in np.unique(sets).tolist():
            actor, orders = self._sets[number]
            if orders.size == 1 and self.ground.moves.states <= _ALL:
                fresh = np.arange(self.ground.moves.states)
            else:
                fresh = np.unique(states[sets == number])
            which, target = self.ground.moves.pairs(actor, fresh)
            some, every = self._preferring(orders, fresh[which], target)
            counts = np.bincount(which[some], minlength=fresh.size)
            ends = self._target.count + np.cumsum(counts)
            self._first[number, fresh], self._last[number, fresh] = ends - counts, ends
            self._target.add(target[some])
            self._sure.add(every[some])

    def _preferring(self, orders: Positions, source: Positions, target: Positions) -> tuple[Bools, Bools]:
        """Tell which moves any of the orders prefers, and which all of them do."""
        if orders.size == 1:
            rank = self.ground.ranks[orders[0]]
            better = rank[target] > rank[source]
            return better, better
        some, every = np.empty(source.size, bool), np.empty(source.size, bool)
        step = max(1, _AT_ONCE // orders.size)
        for at in range(0, source.size, step):
            part = slice(at, at + step)
            better = self.ground.preferring(orders, source[part], target[part])
            some[part], every[part] = better.any(axis=1), better.all(axis=1)
        return some, every
