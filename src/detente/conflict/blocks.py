"""Moves in option form, kept without a list of arcs.

Two feasible states are joined for an actor when they differ in its own options only, so the states fall into blocks,
one per pattern of everybody else's options. A *lasting* option changes in one direction only; then a state's moves
lead to those states of its block whose lasting options include its own. For each pattern of the actor's own lasting
options there is a block of all states that include the pattern, in which only the states equal to it *ask*; an entry
is a state's membership of one such block, so each lasting option makes the entries grow by half at most.

Moves so defined are transitive, and so are improvements and the moves that an actor would make under sequential
stability: from r(s) < r(t) < r(u), m(t) > r(s) and m(u) > r(t) follow r(s) < r(u) and m(u) > r(s).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from detente.conflict.growing import Indices
from detente.conflict.layout import Layout
from detente.conflict.moves import FREE, Bools, Codes, Ints, Positions, Steps

_KEY = 1 << 32  # blocks and values are told apart by block * _KEY + value
_MOST_ENTRIES = 1 << 27
_PIECE = 1 << 14  # entries sorted at one go: few enough to stay in a processor's cache


class Owner(NamedTuple):
    """One actor's options as masks of bits: all of them, those that last once taken, those that last once dropped."""

    own: int
    taken: int = 0
    dropped: int = 0


class Blocks:
    """One actor's moves: entries block after block, and the entry at which each state asks.

    Parameters
    ----------
    rows : array of int32, shape (entries,)
        The state of each entry; ascending within a block.
    starts : array of int, shape (blocks + 1,)
        Where each block starts; the last is the number of entries.
    asks : array of int32, shape (states,)
        The entry of each state in the block that holds all its moves.
    """

    def __init__(self, rows: Ints, starts: Positions, asks: Ints) -> None:
        self.rows = rows
        self.starts = starts
        self.asks = asks

    @cached_property
    def block(self) -> Ints:
        """The block of each entry."""
        return np.repeat(np.arange(self.starts.size - 1, dtype=np.int32), np.diff(self.starts))

    @cached_property
    def home(self) -> Ints:
        """The block in which each state asks."""
        return np.take(self.block, self.asks)

    @cached_property
    def pieces(self) -> tuple[slice, ...]:
        """Runs of whole blocks, each of about as many entries as are best sorted at one go."""
        whole = int(self.starts[-1])
        cuts = np.searchsorted(self.starts, np.arange(0, whole, _PIECE))
        bounds = np.unique(np.append(self.starts[cuts], whole)).tolist()
        return tuple(slice(*run) for run in pairwise(bounds))

    @cached_property
    def layout(self) -> Layout:
        """The places of the entries for running minima."""
        return Layout(self.starts)


def blocks_of(codes: Codes, owner: Owner, copy: Positions | None = None) -> Blocks:
    """Build one actor's blocks over ascending codes.

    Parameters
    ----------
    codes : array of int64, shape (states,)
        The states' codes.
    owner : Owner
        The actor's own options.
    copy : array of int, shape (states,), optional
        Which of several unconnected copies of the model each state belongs to.

    Returns
    -------
    Blocks

    Raises
    ------
    ValueError
        If lasting options make more than 2^27 entries.

    Examples
    --------
    One actor has bit 0 and one lasting option, bit 1; nobody else has any. Taken, bit 1 stays.

    >>> import numpy as np
    >>> blocks = blocks_of(np.arange(4), Owner(own=3, taken=2))
    >>> [blocks.rows[a:b].tolist() for a, b in zip(blocks.starts, blocks.starts[1:])]
    [[0, 1, 2, 3], [2, 3]]
    >>> blocks.home.tolist()
    [0, 0, 1, 1]

    Notes
    -----
    Cost: sorting the entries, of which there are as many as states, times 1.5 at most per lasting option.
    """
    lasting = owner.taken | owner.dropped
    progress = (codes ^ owner.dropped) & lasting
    key = (codes & ~owner.own) | progress
    states = np.arange(codes.size)
    bits = _bits(lasting)
    if bits and entries_of(codes, owner) > _MOST_ENTRIES:
        raise ValueError(f"too many lasting options of one actor: {len(bits)} over {codes.size} states")
    for bit in bits:
        more = (key >> bit & 1) == 1
        states = np.concatenate((states, states[more]))
        key = np.concatenate((key, key[more] ^ 1 << bit))
    if copy is not None:
        key = np.unique(key, return_inverse=True)[1] * (copy[-1] + 1) + copy[states]
    return _gathered(states, key, codes.size)


def entries_of(codes: Codes, owner: Owner) -> int:
    """Count the entries of one actor's blocks at most: a state is one for each pattern of lasting options it includes.

    Examples
    --------
    >>> entries_of(np.arange(4), Owner(own=3, taken=2))
    6
    """
    lasting = owner.taken | owner.dropped
    progress = (codes ^ owner.dropped) & lasting
    bits = _bits(lasting)
    return int(np.exp2(sum(progress >> bit & 1 for bit in bits)).sum()) if bits else codes.size


def _gathered(states: Positions, key: Codes, asking: int) -> Blocks:
    """Sort entries into blocks of equal key, keeping the blocks in which one of the first ``asking`` entries is."""
    order = np.argsort(key, kind="stable")
    if order.size > asking:
        order = np.lexsort((states, key))
        block = _numbered(key[order])
        asked = np.zeros(block[-1] + 1, bool)
        asked[block[order < asking]] = True
        order = order[asked[block]]
    block = _numbered(key[order])
    starts = np.append(np.flatnonzero(np.diff(block, prepend=-1)), order.size)
    asks = np.empty(asking, np.int32)
    first = np.flatnonzero(order < asking)
    asks[order[first]] = first
    return Blocks(states[order].astype(np.int32), starts, asks)


def _numbered(key: Codes) -> Positions:
    """Give the runs of equal keys numbers from 0."""
    return np.cumsum(np.diff(key, prepend=key[:1]) != 0)


def _bits(mask: int) -> list[int]:
    """List the positions of the bits of a mask."""
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]


class _Above:
    """Steps to the states of the block whose key lies above what each state asks for."""

    __slots__ = ("_first", "_layout", "_order")

    def __init__(self, blocks: Blocks, key: Ints, floor: Ints) -> None:
        self._layout = blocks.layout
        place, entries = blocks.layout.place, blocks.rows.size
        self._order = np.empty(entries, np.intp)
        self._first = np.full(blocks.asks.size, entries)
        asking = np.zeros(entries, bool)
        asking[blocks.asks] = True
        for piece in blocks.pieces:
            rows, block = blocks.rows[piece], blocks.block[piece]
            keys = block * np.int64(_KEY) + np.take(key, rows)
            rising = np.argsort(keys)
            self._order[place[piece]] = np.take(rows, rising)
            who = np.flatnonzero(asking[piece])
            asked = block[who] * np.int64(_KEY) + np.take(floor, rows[who])
            first = piece.start + np.searchsorted(keys[rising], asked, side="right")
            some = first < blocks.starts[block[who] + 1]
            self._first[rows[who[some]]] = place[first[some]]

    def least(self, values: Ints) -> Ints:
        return np.take(self._layout.later(values, self._order), self._first)


class _Every:
    """Steps to all other states of the block: the least of the block, or the second least where that is one's own."""

    __slots__ = ("_blocks",)

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks

    def least(self, values: Ints) -> Ints:
        blocks = self._blocks
        if not blocks.rows.size:
            return np.empty(0, np.int32)
        starts = blocks.starts[:-1]
        entries = values[blocks.rows]
        least = np.minimum.reduceat(entries, starts)
        attained = entries == least[blocks.block]
        once = np.add.reduceat(attained, starts, dtype=np.int32) == 1
        entries[attained] = FREE
        second = np.minimum.reduceat(entries, starts)
        own = attained[blocks.asks] & once[blocks.home]
        return np.asarray(np.where(own, second[blocks.home], least[blocks.home]), np.int32)


class OptionMoves:
    """Moves of all actors in option form (:class:`detente.conflict.moves.Moves`).

    Parameters
    ----------
    codes : array of int64, shape (states,)
        The states' codes, ascending: a model's feasible states or any part of them.
    owners : sequence of Owner
        Each actor's options as masks.
    copy : array of int, shape (states,), optional
        Which copy of the model each state belongs to, ascending; the codes ascend within a copy.

    Examples
    --------
    >>> import numpy as np
    >>> moves = OptionMoves(np.arange(4), [Owner(1), Owner(2)])
    >>> moves.targets(1, 0).tolist()
    [2]
    """

    def __init__(self, codes: Codes, owners: Sequence[Owner], copy: Positions | None = None) -> None:
        self.codes = codes
        self.owners = tuple(owners)
        self._copy = copy
        self._blocks: dict[Owner, Blocks] = {}

    @property
    def actors(self) -> int:
        """How many actors there are."""
        return len(self.owners)

    @property
    def states(self) -> int:
        """How many states there are."""
        return self.codes.size

    def blocks(self, owner: Owner) -> Blocks:
        """Give the blocks of an actor, or of a pact whose options are taken together."""
        if owner not in self._blocks:
            self._blocks[owner] = blocks_of(self.codes, owner, self._copy)
        return self._blocks[owner]

    def targets(self, actor: int, state: int) -> Positions:
        """Give the states that one move of the actor leads to, ascending."""
        blocks = self.blocks(self.owners[actor])
        home = blocks.home[state]
        rows = blocks.rows[blocks.starts[home] : blocks.starts[home + 1]]
        return np.asarray(rows[rows != state], np.intp)

    def pairs(self, actor: int, sources: Positions) -> tuple[Positions, Positions]:
        """Give all moves from the sources as (index into ``sources``, target)."""
        return self._pairs(self.blocks(self.owners[actor]), sources)

    def _pairs(self, blocks: Blocks, sources: Positions) -> tuple[Positions, Positions]:
        """Write out the blocks of the sources."""
        home = blocks.home[sources]
        which, entry = expanded(blocks.starts[home], blocks.starts[home + 1])
        target = np.asarray(blocks.rows[entry], np.intp)
        other = target != sources[which]
        return which[other], target[other]

    def joint_pairs(self, members: Sequence[int], sources: Positions) -> tuple[Positions, Positions]:
        """Give the joint moves of a pact as (index into ``sources``, target)."""
        owners = [self.owners[member] for member in members]
        union = Owner(*(int(np.bitwise_or.reduce(masks)) for masks in zip(*owners, strict=True)))
        which, target = self._pairs(self.blocks(union), sources)
        changed = self.codes[sources[which]] ^ self.codes[target]
        movers = sum(((changed & owner.own) != 0).astype(np.intp) for owner in owners)
        joint = movers >= 2
        return which[joint], target[joint]

    def movable(self, actor: int) -> Bools:
        """Tell at which states the actor has any move."""
        blocks = self.blocks(self.owners[actor])
        return np.asarray(np.diff(blocks.starts)[blocks.home] > 1, bool)

    def every(self, actor: int) -> Steps:
        """Give all moves of the actor as steps."""
        return _Every(self.blocks(self.owners[actor]))

    def above(self, actor: int, key: Ints, floor: Ints) -> Steps:
        """Give the actor's moves s -> t with key[t] > floor[s] as steps."""
        return _Above(self.blocks(self.owners[actor]), key, floor)

    def restricted(self, positions: Positions) -> OptionMoves:
        """Give the moves among some of the states."""
        copy = None if self._copy is None else self._copy[positions]
        return OptionMoves(self.codes[positions], self.owners, copy)

    def copies(self, count: int) -> OptionMoves:
        """Give the moves over unconnected copies of the states."""
        return self.copied(np.repeat(np.arange(count), self.states), np.tile(np.arange(self.states), count))

    def copied(self, copy: Positions, positions: Positions) -> OptionMoves:
        """Give the moves over unconnected copies of parts of the states."""
        return OptionMoves(self.codes[positions], self.owners, copy)


def expanded(starts: Indices, ends: Indices) -> tuple[Positions, Positions]:
    """Write out ranges: (which range, member) for every member of every range."""
    lengths = ends - starts
    which = np.repeat(np.arange(lengths.size), lengths)
    before = np.cumsum(lengths) - lengths
    return which, np.arange(which.size) - np.repeat(before - starts, lengths)
