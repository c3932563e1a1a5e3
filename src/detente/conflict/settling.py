"""Which improvements are answered, for all combinations of orders that occur; each is found out once.

Combinations whose orders are of the same types are looked at together, as one group: most verdicts are the same in all
of them (:mod:`detente.conflict.bounds`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.conflict.ascents import Ascents
from detente.conflict.bounds import Bounds
from detente.conflict.ground import Ground
from detente.conflict.groups import Queries
from detente.conflict.moves import Bools, Moves, Positions

_OPEN = -1  # not known whether answered (1) or not (0)
_ANY_MOVE = frozenset({"gmr", "smr"})  # concepts under which others may answer by any move
_IMPROVEMENTS = frozenset({"seq", "sseq", "seq2"})


class Ask(NamedTuple):
    """Moves of an actor, from ``pairs[k, 0]`` to ``pairs[k, 1]``, asked about in some combinations."""

    actor: int
    rows: Positions
    pairs: Positions


class Settled:
    """Verdicts over one set of states and moves, kept for every combination that was asked about.

    Parameters
    ----------
    moves : Moves

    Examples
    --------
    A has option x and D option p. If D is firm, it answers x by p; if it is soft, it doesn't.

    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> settled = Settled(OptionMoves(np.arange(4), [Owner(1), Owner(2)]))
    >>> (a,) = settled.ground.add_orders(0, np.array([[2, 3, 0, 1]]))
    >>> firm, soft = settled.ground.add_orders(1, np.array([[3, 0, 2, 1], [3, 2, 1, 0]]))
    >>> rows = settled.enrol(np.array([[a, firm], [a, soft]]))
    >>> settled.answered("seq", Ask(0, rows, np.array([[0, 1]]))).tolist()
    [[True], [False]]
    """

    def __init__(self, moves: Moves) -> None:
        self.ground = Ground(moves)
        self._ascents = Ascents(self.ground)
        self._frames: list[Bounds] = []
        self._frame_of = np.empty(0, np.intp)
        self._group_of = np.empty(0, np.intp)
        self._known: dict[tuple[int, str, int, int], NDArray[np.int8]] = {}

    def enrol(self, rows: Positions, kinds: Positions | None = None) -> Positions:
        """Give the positions of combinations; those that are new are added.

        Parameters
        ----------
        rows : array of int, shape (combinations, actors)
            Numbers of orders.
        kinds : array of int, shape (combinations, actors), optional
            Of which types the orders are: combinations of the same types are looked at together. Each by itself if
            left out.

        Returns
        -------
        array of int, shape (combinations,)
        """
        before = len(self.ground.rows)
        positions = self.ground.add_rows(rows)
        count = len(self.ground.rows) - before
        if count:
            group = np.arange(count)
            if kinds is not None:
                listed = np.empty((count, rows.shape[1]), np.intp)
                fresh = positions >= before
                listed[positions[fresh] - before] = kinds[fresh]
                group = np.unique(listed, axis=0, return_inverse=True)[1].reshape(-1)
            self._frame_of = np.append(self._frame_of, np.full(count, len(self._frames)))
            self._group_of = np.append(self._group_of, group)
            members = [before + np.flatnonzero(group == number) for number in range(group.max() + 1)]
            self._frames.append(Bounds(self._ascents, members))
        return positions

    def answered(self, concept: str, ask: Ask) -> Bools:
        """Tell which improvements are answered in which combinations.

        Parameters
        ----------
        concept : str
        ask : Ask

        Returns
        -------
        array of bool, shape (combinations, moves)

        Notes
        -----
        Cost: the first time, what the others' improvements lead to from the targets, group by group.
        """
        if concept in _ANY_MOVE:
            return self._by_any_move(concept, ask)
        if concept not in _IMPROVEMENTS:
            return np.zeros((ask.rows.size, len(ask.pairs)), bool)
        self.find(concept, [ask])
        told = [self._known[ask.actor, concept, *pair][ask.rows] for pair in ask.pairs.tolist()]
        return np.asarray(np.stack(told, axis=1) == 1, bool)

    def _by_any_move(self, concept: str, ask: Ask) -> Bools:
        told = np.empty((ask.rows.size, len(ask.pairs)), bool)
        own = self.ground.rows[ask.rows, ask.actor]
        for order in np.unique(own).tolist():
            least = self.ground.least(concept, order)
            told[own == order] = least[ask.pairs[:, 1]] <= self.ground.ranks[order, ask.pairs[:, 0]]
        return told

    def find(self, concept: str, asks: Iterable[Ask]) -> None:
        """Find verdicts, so that they are at hand; those of several actors are found at one go."""
        if concept not in _IMPROVEMENTS:
            return
        by_frame: dict[int, list[Queries]] = defaultdict(list)
        for ask in asks:
            rows, pairs = self._lacking(concept, ask)
            for frame in np.unique(self._frame_of[rows]).tolist():
                groups = np.unique(self._group_of[rows[self._frame_of[rows] == frame]])
                by_frame[frame].append(_queries(ask.actor, groups, pairs))
        for frame, some in by_frame.items():
            queries = Queries(*(np.concatenate(one) for one in zip(*some, strict=True)))
            self._tell(concept, self._frames[frame], queries)

    def _lacking(self, concept: str, ask: Ask) -> tuple[Positions, Positions]:
        """Give the combinations and the moves of which something isn't known."""
        count = len(self.ground.rows)
        told = []
        for pair in ask.pairs.tolist():
            key = (ask.actor, concept, *pair)
            known = self._known.get(key)
            if known is None or known.size < count:
                grown = np.full(count, _OPEN, np.int8)
                if known is not None:
                    grown[: known.size] = known
                self._known[key] = known = grown
            told.append(known[ask.rows])
        open_ = np.array(told).reshape(len(told), ask.rows.size) == _OPEN
        return ask.rows[open_.any(axis=0)], ask.pairs[open_.any(axis=1)]

    def _tell(self, concept: str, bounds: Bounds, queries: Queries) -> None:
        """Work out what is asked, and keep it."""
        for some in bounds.groups.batches(queries.actor):
            batch = queries.where(some)
            told = bounds.told(concept, batch)
            rows = bounds.groups.rows[batch.group]
            moves = zip(batch.actor.tolist(), batch.source.tolist(), batch.target.tolist(), strict=True)
            for at, (actor, source, target) in enumerate(moves):
                self._known[actor, concept, source, target][rows[at]] = told[at]


def _queries(actor: int, groups: Positions, pairs: Positions) -> Queries:
    """Ask about all moves in all groups."""
    listed = np.tile(pairs, (groups.size, 1))
    return Queries(np.full(len(listed), actor), np.repeat(groups, len(pairs)), listed[:, 0], listed[:, 1])
