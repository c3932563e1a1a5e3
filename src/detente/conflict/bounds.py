"""Which improvements are answered in groups of combinations: surely, possibly, and in each combination."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.conflict.ascents import Ascents
from detente.conflict.credible import bar_if_due
from detente.conflict.groups import Groups, Made, Queries
from detente.conflict.moves import Bools, Ints, Positions
from detente.conflict.nodes import Nodes


class Bounds:
    """Verdicts for some groups of combinations, under concepts by which others answer by improvements.

    Parameters
    ----------
    ascents : Ascents
        Where improvements are looked up.
    groups : sequence of arrays of int
        The combinations in each group.
    """

    def __init__(self, ascents: Ascents, groups: Sequence[Positions]) -> None:
        self.groups = Groups(ascents, groups)
        self._nodes: dict[tuple[str, int], Nodes] = {}

    def forget(self) -> None:
        """Let go of what was gone through; it is gone through again if it is asked about again."""
        self._nodes.clear()

    def told(self, concept: str, queries: Queries) -> Bools:
        """Tell which improvements are answered in which combinations.

        Parameters
        ----------
        concept : {"seq", "sseq", "seq2"}
        queries : Queries
            One batch (:meth:`detente.conflict.groups.Groups.batches`).

        Returns
        -------
        array of bool, shape (asked, combinations of a group)
        """
        nodes = self._nodes_of(concept, int(queries.actor[0]))
        surely, possibly = self._between(concept, queries)
        told = np.take_along_axis(surely, nodes.columns(queries), axis=1)
        left = np.flatnonzero((surely != possibly).any(axis=1))
        if left.size:
            some = queries.where(left)
            bar = np.take_along_axis(nodes.ranks(some, some.source), nodes.columns(some), axis=1)
            if concept == "seq2":
                bar = bar_if_due(bar, nodes.exactly(some, some.source))
            told[left] = nodes.exactly(some, some.target) <= bar
        return told

    def _between(self, concept: str, queries: Queries) -> tuple[Bools, Bools]:
        """Tell which are surely answered, and which possibly, by each order of the actor in its group."""
        nodes = self._nodes_of(concept, int(queries.actor[0]))
        bar = nodes.ranks(queries, queries.source)
        if concept == "seq2":
            return self._between_if_due(nodes, queries, bar)
        surely = nodes.quickly(queries, bar)
        possibly = surely.copy()
        left = np.flatnonzero(~surely.all(axis=1))
        low, high = nodes.least(queries.where(left), queries.target[left])
        surely[left], possibly[left] = high <= bar[left], low <= bar[left]
        return surely, possibly

    def _between_if_due(self, nodes: Nodes, queries: Queries, bar: Ints) -> tuple[Bools, Bools]:
        """Look first at all answers, then at those that would be made, then at the harm that comes anyway."""
        surely, possibly = np.zeros(bar.shape, bool), np.zeros(bar.shape, bool)
        left = np.flatnonzero(self._between("seq", queries)[1].any(axis=1))
        low, high = nodes.least(queries.where(left), queries.target[left])
        harmed = (low <= bar[left]).any(axis=1)
        left, low, high = left[harmed], low[harmed], high[harmed]
        low_before, high_before = nodes.least(queries.where(left), queries.source[left])
        surely[left] = high <= bar_if_due(bar[left], low_before)
        possibly[left] = low <= bar_if_due(bar[left], high_before)
        return surely, possibly

    def _nodes_of(self, concept: str, actor: int) -> Nodes:
        together = self.groups.together_with(actor)
        key = (concept, together[0])
        if key not in self._nodes:
            made = Made(self._made, self._made_exactly) if concept == "seq2" else None
            self._nodes[key] = Nodes(self.groups, concept, together, made)
        return self._nodes[key]

    def _made(self, queries: Queries) -> tuple[Bools, Bools]:
        """Tell which moves their actors would possibly make under seq, and which surely."""
        possible, sure = np.empty(queries.actor.size, bool), np.empty(queries.actor.size, bool)
        for some in self.groups.batches(queries.actor):
            batch = queries.where(some)
            surely, possibly = self._between("seq", batch)
            better = self._better(batch)
            possible[some] = (better & ~surely).any(axis=1)
            sure[some] = (better & ~possibly).all(axis=1)
        return possible, sure

    def _made_exactly(self, queries: Queries) -> Bools:
        """Tell in which combinations which moves are made under seq."""
        made = np.empty((queries.actor.size, self.groups.rows.shape[1]), bool)
        for some in self.groups.batches(queries.actor):
            batch = queries.where(some)
            columns = self._nodes_of("seq", int(batch.actor[0])).columns(batch)
            better = np.take_along_axis(self._better(batch), columns, axis=1)
            made[some] = better & ~self.told("seq", batch)
        return made

    def _better(self, batch: Queries) -> Bools:
        """Tell which moves are improvements, by each order of the actor in its group."""
        nodes = self._nodes_of("seq", int(batch.actor[0]))
        return np.asarray(nodes.ranks(batch, batch.target) > nodes.ranks(batch, batch.source), bool)
