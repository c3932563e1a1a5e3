"""Least answers in each combination of a group, at nodes where the bounds of the group differ.

All combinations are worked out side by side: a step has a yes or no for each. Only nodes whose bounds differ are gone
through; where steps lead to others, the value is known.
"""

from __future__ import annotations

import numpy as np

from detente.conflict.blocks import expanded
from detente.conflict.groups import Groups, Keys, Made, Queries
from detente.conflict.growing import Growing, Indices
from detente.conflict.levels import Least, Level, least_led_to, level_of, settle
from detente.conflict.moves import Bools, Codes, Ints, Positions


class Apart:
    """Steps kept for telling combinations apart, and what came of it.

    Parameters
    ----------
    groups : Groups
    keys : Keys
    columns : array of int, shape (slots, combinations of a group)
        In which column of the bounds each combination is.
    low, high : Least
        The bounds, by node.
    made : Made, optional
        Under seq2, tells which improvements are made; else all are steps.
    """

    def __init__(
        self, groups: Groups, keys: Keys, columns: Positions, low: Least, high: Least, made: Made | None
    ) -> None:
        self._groups, self._keys, self._columns, self._made = groups, keys, columns, made
        self._low, self._high = low, high
        self._node: Growing[np.int64] = Growing(np.int64)
        self._first: Growing[np.int64] = Growing(np.int64)
        self._first.add(np.zeros(1, np.int64))
        self._to: Growing[np.int32] = Growing(np.int32)
        self._by: Growing[np.int8] = Growing(np.int8)
        self._sure: Growing[np.bool_] = Growing(np.bool_)
        self._place: Growing[np.int32] = Growing(np.int32)  # counted from 1
        self._answer: Growing[np.int32] = Growing(np.int32, groups.rows.shape[1])

    def keep(self, keys: Codes, which: Positions, to: Indices, by: Positions, sure: Bools) -> None:
        """Keep the steps from new nodes.

        Parameters
        ----------
        keys : array of int64
            Of the new nodes.
        which : array of int, shape (steps,)
            From which of them; ascending.
        to, by, sure : arrays, shape (steps,)
            To which node, by whom, and whether in all combinations.
        """
        self._node.add(keys)
        self._place.add(np.zeros(keys.size, np.int32))
        self._first.add(self._to.count + np.cumsum(np.bincount(which, minlength=keys.size)))
        self._to.add(to)
        self._by.add(by)
        self._sure.add(sure)

    def answers(self, nodes: Positions) -> Ints:
        """Give the least answers at some nodes.

        Returns
        -------
        array of int32, shape (nodes, combinations of a group)
        """
        slots = self._keys.split(self._node.values[nodes])[0]
        lacking = nodes[self._differ(nodes) & (self._place.values[nodes] == 0)]
        for slot in np.unique(self._keys.split(self._node.values[lacking])[0]).tolist():
            self._tell(slot, lacking[self._keys.split(self._node.values[lacking])[0] == slot])
        answers = self._by_combination(self._high.answer.values[nodes], slots)
        place = self._place.values[nodes]
        answers[place > 0] = self._answer.values[place[place > 0] - 1]
        return answers

    def _differ(self, nodes: Indices) -> Bools:
        """Tell at which nodes the bounds differ."""
        differ = self._low.answer.values[nodes] < self._high.answer.values[nodes]
        return np.asarray(differ.any(axis=1) if differ.ndim > 1 else differ, bool)

    def _by_combination(self, values: Ints, slots: Positions) -> Ints:
        """Give each combination the value of its column."""
        columns = self._columns[slots]
        return (
            np.take_along_axis(values, columns, axis=1)
            if values.ndim > 1
            else np.repeat(values[:, None], columns.shape[1], axis=1)
        )

    def _tell(self, slot: int, nodes: Positions) -> None:
        """Work out the least answers at some nodes of one slot, and wherever bounds differ on the way."""
        place, levels = self._place.values, []
        fresh = once(place, nodes)
        while fresh.size:
            before = self._answer.count
            place[fresh] = before + np.arange(1, fresh.size + 1)
            slots = np.full(fresh.size, slot)
            self._answer.add(self._by_combination(self._high.answer.values[fresh], slots))
            which, step = expanded(self._first.values[fresh], self._first.values[fresh + 1])
            to = self._to.values[step]
            levels.append(level_of(before + which, to, self._holds(slot, fresh[which], step)))
            fresh = once(place, to[self._differ(to)])
        settle([self._inward(slot, level) for level in levels], self._answer.values, (self._answer.values,))

    def _inward(self, slot: int, level: Level) -> Level:
        """Take what steps give at once, and leave those to nodes that are being worked out."""
        if not level.to.size:
            return level
        ends = self._by_combination(self._high.ends.values[level.to], np.full(level.to.size, slot))
        given = least_led_to(level._replace(to=np.arange(level.to.size)), ends)
        answer = self._answer.values
        answer[level.nodes] = np.minimum(answer[level.nodes], given)
        place = self._place.values[level.to]
        open_ = np.flatnonzero(place > 0)
        node = np.repeat(level.nodes, np.diff(level.starts, append=level.to.size))[open_]
        assert level.holds is not None  # noqa: S101 - made with it
        return level_of(node, place[open_] - 1, level.holds[open_])

    def _holds(self, slot: int, node: Positions, step: Positions) -> Bools:
        """Tell in which combinations steps are steps."""
        group = slot % len(self._groups.rows)
        rows = self._groups.rows[group]
        holds = np.ones((step.size, rows.size), bool)
        some = np.flatnonzero(~self._sure.values[step])
        by = self._by.values[step[some]].astype(np.intp)
        source = self._keys.split(self._node.values[node[some]])[1]
        target = self._keys.split(self._node.values[self._to.values[step[some]]])[1]
        if self._made is not None:
            holds[some] = self._made.exactly(Queries(by, np.full(some.size, group), source, target))
            return holds
        for mover in np.unique(by).tolist():
            mine = by == mover
            own = self._groups.ground.rows[rows, mover]
            holds[some[mine]] = self._groups.ground.preferring(own, source[mine], target[mine])
        return holds


def once(place: Ints, keys: Indices) -> Positions:
    """Give those keys that have no place yet, each once; they are left marked.

    Parameters
    ----------
    place : array of int32
        By key, 0 where there is none; written to.
    keys : array of int

    Examples
    --------
    >>> once(np.zeros(5, np.int32), np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    fresh = keys[place[keys] == 0]
    mine = np.arange(1, fresh.size + 1)
    place[fresh] = mine
    return np.asarray(fresh[place[fresh] == mine], np.intp)
