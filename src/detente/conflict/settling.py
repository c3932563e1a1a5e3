"""Which improvements are answered, for all combinations of orders that occur; each is found out once.

Combinations whose orders are of the same types are looked at together, as one group: most verdicts are the same in all
of them (:mod:`detente.conflict.bounds`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.conflict.ascents import Ascents
from detente.conflict.bounds import Bounds
from detente.conflict.ground import Ground
from detente.conflict.groups import Queries
from detente.conflict.moves import Bools, Moves, Positions

_KEPT = (
    4  # how many of the sets of combinations that came last, beside the first, keep what they went through
)
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
        self._known: dict[tuple[int, str], _Known] = {}

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
            if len(self._frames) > _KEPT + 1:
                self._frames[-_KEPT - 1].forget()
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
        return self.find(concept, [ask])[0]

    def _by_any_move(self, concept: str, ask: Ask) -> Bools:
        told = np.empty((ask.rows.size, len(ask.pairs)), bool)
        own = self.ground.rows[ask.rows, ask.actor]
        for order in np.unique(own).tolist():
            least = self.ground.least(concept, order)
            told[own == order] = least[ask.pairs[:, 1]] <= self.ground.ranks[order, ask.pairs[:, 0]]
        return told

    def find(self, concept: str, asks: Sequence[Ask]) -> list[Bools]:
        """Tell which improvements are answered for each of several asks; what isn't known is found at one go.

        Parameters
        ----------
        concept : str
        asks : sequence of Ask

        Returns
        -------
        list of arrays of bool, shape (combinations, moves)
        """
        if concept in _ANY_MOVE:
            return [self._by_any_move(concept, ask) for ask in asks]
        if concept not in _IMPROVEMENTS:
            return [np.zeros((ask.rows.size, len(ask.pairs)), bool) for ask in asks]
        told = [self._known_of(concept, ask.actor).of(ask) for ask in asks]
        open_ = [at for at, known in enumerate(told) if (known == _OPEN).any()]
        if open_:
            self._find_lacking(concept, [(asks[at], told[at] == _OPEN) for at in open_])
            for at in open_:
                told[at] = self._known_of(concept, asks[at].actor).of(asks[at])
        return [np.asarray(known.T == 1, bool) for known in told]

    def _find_lacking(self, concept: str, asks: Iterable[tuple[Ask, Bools]]) -> None:
        """Find what isn't known of some asks: a row per move, a column per combination tells where."""
        by_frame: dict[int, list[Queries]] = defaultdict(list)
        for ask, open_ in asks:
            rows, pairs = ask.rows[open_.any(axis=0)], ask.pairs[open_.any(axis=1)]
            for frame in np.unique(self._frame_of[rows]).tolist():
                groups = np.unique(self._group_of[rows[self._frame_of[rows] == frame]])
                by_frame[frame].append(_queries(ask.actor, groups, pairs))
        for frame, some in by_frame.items():
            queries = Queries(*(np.concatenate(one) for one in zip(*some, strict=True)))
            self._tell(concept, self._frames[frame], queries)

    def _known_of(self, concept: str, actor: int) -> _Known:
        known = self._known.setdefault((actor, concept), _Known())
        known.make_room(len(self.ground.rows))
        return known

    def _tell(self, concept: str, bounds: Bounds, queries: Queries) -> None:
        """Work out what is asked, and keep it."""
        for some in bounds.groups.batches(queries.actor):
            batch = queries.where(some)
            told = bounds.told(concept, batch)
            rows = bounds.groups.rows[batch.group]
            for actor in np.unique(batch.actor).tolist():
                mine, known = batch.actor == actor, self._known_of(concept, actor)
                places = known.places(np.stack((batch.source[mine], batch.target[mine]), axis=1))
                known.told[places[:, None], rows[mine]] = told[mine]


class _Known:
    """What is known of an actor's moves under one concept: a row per move, a column per combination."""

    __slots__ = ("_place", "told")

    def __init__(self) -> None:
        self.told = np.empty((0, 0), np.int8)
        self._place: dict[tuple[int, int], int] = {}

    def of(self, ask: Ask) -> NDArray[np.int8]:
        """Give what is known of what is asked: a row per move, a column per combination."""
        places = self.places(ask.pairs)
        return self.told[places[:, None], ask.rows]

    def places(self, pairs: Positions) -> Positions:
        """Give the rows of moves; there are new ones for those that are new."""
        place = self._place
        found = [place.setdefault((source, target), len(place)) for source, target in pairs.tolist()]
        if len(place) > len(self.told):
            self.make_room(self.told.shape[1])
        return np.array(found, np.intp)

    def make_room(self, combinations: int) -> None:
        """Have a row for each move and a column for each combination."""
        rows, columns = self.told.shape
        if len(self._place) > rows or combinations > columns:
            grown = np.full((2 * len(self._place), combinations), _OPEN, np.int8)
            grown[:rows, :columns] = self.told
            self.told = grown


def _queries(actor: int, groups: Positions, pairs: Positions) -> Queries:
    """Ask about all moves in all groups."""
    listed = np.tile(pairs, (groups.size, 1))
    return Queries(np.full(len(listed), actor), np.repeat(groups, len(pairs)), listed[:, 0], listed[:, 1])
