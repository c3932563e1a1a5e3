"""Least answers at some states, closed under the others' steps, for groups of combinations at once.

A *node* is a state as an actor looks on in a group of combinations; where moves are given as arcs, also whoever moved
last, for nobody moves twice in a row. Nodes are added when they are asked about, together with all that the others' steps
lead to from there; what is known of a node stays right for good.

In a group a step is *sure* if it is one in all its combinations, and possible if it is one in any. So there are two least
answers, one over possible steps and one over sure ones, and that of each combination lies between them. Where the two
differ, those of the combinations are worked out side by side (:mod:`detente.conflict.apart`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from detente.conflict.apart import Apart, once
from detente.conflict.ascents import NOBODY
from detente.conflict.groups import Groups, Keys, Made, Queries
from detente.conflict.levels import Least, level_of
from detente.conflict.moves import Bools, Codes, Ints, Positions

_QUICK = 2  # steps within which answers are looked for before everything is gone through


class Steps(NamedTuple):
    """Steps from several nodes: which of them, to which node, by whom, and whether surely."""

    which: Positions
    to: Codes
    by: Positions
    sure: Bools


class Nodes:
    """The nodes of some actors under one concept.

    Parameters
    ----------
    groups : Groups
    concept : {"seq", "sseq", "seq2"}
    actors : sequence of int
        Those who look on: all that have one order in each group, or one that hasn't.
    made : Made, optional
        Under seq2, which improvements are made.
    """

    def __init__(self, groups: Groups, concept: str, actors: Sequence[int], made: Made | None = None) -> None:
        self._groups, self._concept, self._made = groups, concept, made
        moves, count = groups.ground.moves, len(groups.rows)
        self._keys = Keys(moves.states, 1 if moves.codes is not None else moves.actors + 1)
        self._first_slot = np.zeros(moves.actors, np.intp)
        self._first_slot[list(actors)] = np.arange(len(actors)) * count
        self._own = np.concatenate([groups.own[actor] for actor in actors])
        self._columns = np.concatenate([groups.columns[actor] for actor in actors])
        self._sets = np.concatenate([groups.sets] * len(actors))
        self._sets[np.arange(len(self._sets)), np.repeat(actors, count)] = NOBODY
        self._place = np.zeros(len(self._own) * self._keys.states * self._keys.last, np.int32)  # from 1
        width = self._own.shape[1]
        self._low = self._high = Least(width)
        self._apart: Apart | None = None
        if groups.wide.any() if made else np.delete(groups.wide, actors[0]).any():
            self._high = Least(width)
            self._apart = Apart(groups, self._keys, self._columns, self._low, self._high, made)

    def slots(self, queries: Queries) -> Positions:
        """Give the slots of moves asked about."""
        return np.asarray(self._first_slot[queries.actor] + queries.group, np.intp)

    def columns(self, queries: Queries) -> Positions:
        """Give for each move asked about which of the actor's orders each combination of the group has."""
        return np.asarray(self._columns[self.slots(queries)], np.intp)

    def ranks(self, queries: Queries, states: Positions) -> Ints:
        """Give the ranks of states, one for each move asked about, by each order of the actor in its group."""
        own = self._own[self.slots(queries)]
        return np.asarray(self._groups.ground.ranks[own, states[:, None]], np.int32)

    def quickly(self, queries: Queries, bar: Ints) -> Bools:
        """Tell which moves are surely answered within a few steps.

        Parameters
        ----------
        queries : Queries
        bar : array of int32, shape (asked, width)
            What an answer must bring the actor down to.

        Returns
        -------
        array of bool, shape (asked, width)
        """
        found = np.zeros(bar.shape, bool)
        keys = self._keys.of(self.slots(queries), queries.target)
        asked = np.flatnonzero(self._place[keys] == 0)
        keys = keys[asked]
        for _ in range(_QUICK):
            steps = self._steps(keys)
            asked, keys = asked[steps.which[steps.sure]], steps.to[steps.sure]
            if not keys.size:
                break
            harmed = self._worth(keys).reshape(keys.size, -1) <= bar[asked]
            first = np.flatnonzero(np.diff(asked, prepend=-1))
            found[asked[first]] |= np.logical_or.reduceat(harmed, first, axis=0)
            left = ~found[asked].all(axis=1)
            asked, keys = asked[left], keys[left]
        return found

    def least(self, queries: Queries, states: Positions) -> tuple[Ints, Ints]:
        """Give the least possible answer and the least sure one at states, one for each move asked about.

        Returns
        -------
        tuple of two arrays of int32, shape (asked, width)
        """
        at = self._covered(queries, states)
        low, high = (
            one.answer.values[at].reshape(at.size, self._own.shape[1]) for one in (self._low, self._high)
        )
        return low, high

    def exactly(self, queries: Queries, states: Positions) -> Ints:
        """Give the least answers at states, one for each move asked about, in each combination of the group.

        Returns
        -------
        array of int32, shape (asked, combinations of a group)
        """
        if self._apart is None:
            return np.take_along_axis(self.least(queries, states)[0], self.columns(queries), axis=1)
        return self._apart.answers(self._covered(queries, states))

    def _covered(self, queries: Queries, states: Positions) -> Positions:
        """Give the nodes of states; those that aren't known are added, with all that steps lead to from them."""
        keys = self._keys.of(self.slots(queries), states)
        first, fresh = self._low.ends.count, once(self._place, keys)
        levels: list[tuple[Codes, Steps]] = []
        while fresh.size:
            self._place[fresh] = self._low.ends.count + np.arange(1, fresh.size + 1)
            worth = self._worth(fresh)
            self._low.add(worth)
            if self._apart is not None:
                self._high.add(worth)
            levels.append((fresh, self._steps(fresh)))
            fresh = once(self._place, levels[-1][1].to)
        self._settle(levels, first)
        return self._place[keys] - np.int32(1)

    def _worth(self, keys: Codes) -> Ints:
        """Give what the states of nodes are worth to the actor who looks on."""
        slot, state = self._keys.split(keys)
        worth = self._groups.ground.worth(self._concept, self._own[slot], state[:, None])
        return worth if worth.shape[1] > 1 else worth[:, 0]

    def _steps(self, keys: Codes) -> Steps:
        """Give the others' steps from some nodes."""
        slot, state = self._keys.split(keys)
        which, by, target, sure = self._groups.ascents.of(self._sets[slot], state)
        may = self._keys.may_move(keys[which], by)
        if may is not None:
            which, by, target, sure = which[may], by[may], target[may], sure[may]
        if self._made is not None:
            made, sure = self._made.bounds(
                Queries(by, slot[which] % len(self._groups.rows), state[which], target)
            )
            which, by, target, sure = which[made], by[made], target[made], sure[made]
        return Steps(which, self._keys.after(slot[which], target, by), by, sure)

    def _settle(self, levels: Sequence[tuple[Codes, Steps]], first: int) -> None:
        """Let the least answers of new nodes fall until nothing changes."""
        low, high = [], []
        for keys, (which, key, by, sure) in levels:
            to = self._place[key] - 1
            low.append(level_of(first + which, to))
            if self._apart is not None:
                high.append(level_of(first + which[sure], to[sure]))
                self._apart.keep(keys, which, to, by, sure)
            first += keys.size
        self._low.settle(low)
        if self._apart is not None:
            self._high.settle(high)
