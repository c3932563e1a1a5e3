"""Who can answer what, for every combination of what the actors may want.

The least answers of a state depend on what improvements reach from there, and on nothing else. So when states are
asked about, all that improvements reach from them is gone through, combination by combination, and solved at one go
as unconnected copies of one model. Such a *part* stays right for good; later questions add parts of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import numpy as np

from detente.conflict.moves import Bools, Codes, Ints, Positions
from detente.conflict.stability import Answers
from detente.outlook.worlds import World

_ANY_MOVE = frozenset({"gmr", "smr"})  # concepts under which others may answer by any move

Column = tuple[int, int, str, int, int]
"""An actor, its order, the concept by which it decides, and one improvement: source and target."""


class _Part:
    """States of some combinations, closed under improvements, with their least answers."""

    def __init__(self, world: World, rows: Positions, keys: Codes) -> None:
        self._keys = keys
        row, state = np.divmod(keys, len(world.labels))
        ranks = [orders[rows[row, actor], state] for actor, orders in enumerate(world.orders)]
        self.answers = Answers(world.moves.copied(row, state), np.stack(ranks))

    def at(self, values: Ints, keys: Codes) -> Ints:
        """Look values up by key."""
        found: Ints = values[np.searchsorted(self._keys, keys)]
        return found


class Verdicts:
    """Least answers for combinations of orders: one row of orders per combination.

    Parameters
    ----------
    world : World
    rows : array of int, shape (combinations, actors)
        Which of its orders each actor has.
    """

    def __init__(self, world: World, rows: Positions) -> None:
        self.world = world
        self.rows = rows
        self._with: dict[tuple[int, int], Positions] = {}
        self._parts: list[_Part] = []
        self._part = np.full(len(rows) * len(world.labels), -1, np.int16)
        self._columns: dict[Column, Bools] = {}

    def serve(self, world: World, rows: Positions) -> bool:
        """Tell whether all this is right for another world and its combinations too: only its beginning may differ."""
        mine = self.world
        return (
            np.array_equal(rows, self.rows)
            and (world.actors, len(world.labels)) == (mine.actors, len(mine.labels))
            and (world.codes is None) == (mine.codes is None)
            and (world.codes is None or mine.codes is None or np.array_equal(world.codes, mine.codes))
            and all(np.array_equal(one, other) for one, other in zip(world.orders, mine.orders, strict=True))
        )

    def with_order(self, actor: int, order: int) -> Positions:
        """Give the combinations in which an actor has an order."""
        if (actor, order) not in self._with:
            self._with[actor, order] = np.flatnonzero(self.rows[:, actor] == order)
        return self._with[actor, order]

    def cover(self, states: Collection[int], combinations: Positions | None = None) -> None:
        """Make sure that the least answers at some states, and where improvements lead from them, can be told."""
        rows = np.arange(len(self.rows)) if combinations is None else combinations
        keys = self._keys_of(rows, np.array(sorted(states), np.intp)).reshape(-1)
        missing = keys[self._part[keys] < 0]
        if missing.size:
            self._add(self._closed(missing))

    def cover_all(self) -> None:
        """Make sure that everything can be told: others may answer by any move."""
        if (self._part < 0).any() or len(self._parts) > 1:
            self._parts.clear()
            self._add(np.arange(self._part.size))

    def _add(self, keys: Codes) -> None:
        self._part[keys] = len(self._parts)
        self._parts.append(_Part(self.world, self.rows, keys))

    def _keys_of(self, combinations: Positions, states: Positions) -> Codes:
        keys: Codes = combinations[:, None] * len(self.world.labels) + states
        return keys

    def _closed(self, keys: Codes) -> Codes:
        """Give all that improvements reach from some states, combination by combination, and these states."""
        world, size = self.world, len(self.world.labels)
        inside = np.zeros(self._part.size, bool)
        inside[keys] = True
        while keys.size:
            row, state = np.divmod(keys, size)
            fresh = [np.empty(0, np.int64)]
            for actor, orders in enumerate(world.orders):
                which, target = world.moves.pairs(actor, state)
                order = self.rows[row, actor][which]
                better = orders[order, target] > orders[order, state[which]]
                key = row[which[better]] * size + target[better]
                fresh.append(key[~inside[key]])
            keys = np.unique(np.concatenate(fresh))
            inside[keys] = True
        return np.flatnonzero(inside)

    def _least(self, actor: int, concept: str, keys: Codes) -> Ints:
        return self._told(keys, lambda part: part.answers.least(actor, concept))

    def _bar(self, actor: int, concept: str, keys: Codes) -> Ints:
        return self._told(keys, lambda part: part.answers.bar(actor, concept))

    def _told(self, keys: Codes, values: Callable[[_Part], Ints]) -> Ints:
        """Look values up in the parts that have them."""
        told = np.empty(keys.shape, np.int32)
        parts = self._part[keys]
        for at in np.unique(parts).tolist():
            here = parts == at
            told[here] = self._parts[at].at(values(self._parts[at]), keys[here])
        return told

    def answered(self, actor: int, order: int, concept: str, pairs: Iterable[tuple[int, int]]) -> Bools:
        """Tell for each combination with that order, and each improvement, whether it is answered.

        Parameters
        ----------
        actor, order : int
        concept : str
        pairs : iterable of (source, target)

        Returns
        -------
        array of bool, shape (combinations with the order, improvements)
        """
        keys = [(actor, order, concept, source, target) for source, target in pairs]
        missing = [key for key in keys if key not in self._columns]
        if missing:
            table = self._looked_up(actor, order, concept, np.array([key[3:] for key in missing], np.intp).T)
            self._columns.update(zip(missing, table.T, strict=True))
        return np.stack([self._columns[key] for key in keys], axis=1)

    def _looked_up(self, actor: int, order: int, concept: str, pairs: Positions) -> Bools:
        sources, targets = pairs
        combinations = self.with_order(actor, order)
        if concept == "nash":
            return np.zeros((combinations.size, targets.size), bool)
        if concept in _ANY_MOVE:
            self.cover_all()
        self.cover(targets.tolist(), combinations)
        least = self._least(actor, concept, self._keys_of(combinations, targets))
        harmed: Bools = least <= self.world.orders[actor][order][sources]
        if concept == "seq2":
            self._only_if_due(harmed, least, actor, combinations, sources)
        return harmed

    def _only_if_due(
        self, harmed: Bools, least: Ints, actor: int, combinations: Positions, sources: Positions
    ) -> None:
        """Under seq2, take back the harm that would come anyway; only where there is harm must that be known."""
        due = np.flatnonzero(harmed.any(axis=0))
        if due.size:
            self.cover(sources[due].tolist(), combinations)
            bar = self._bar(actor, "seq2", self._keys_of(combinations, sources[due]))
            harmed[:, due] &= least[:, due] <= bar
