"""Running least within many blocks at once.

The entries of all blocks stand in one array. Short blocks are laid out by columns: first the first entry of every
block, then the second of every block that has one, and so on, the longest block first, so that one array operation
advances all blocks by one entry. A model of few long blocks keeps block after block, and a step of each block's
offset makes one running minimum start afresh in each.
"""

from __future__ import annotations

import numpy as np

from detente.conflict.moves import FREE, Codes, Ints, Positions

_STEP = 1 << 32  # more than the distance between any two values


class Layout:
    """Where the entries of consecutive blocks are put, and the running least over them.

    Parameters
    ----------
    starts : array of int, shape (blocks + 1,)
        Where each block starts; the last is the number of entries.
    """

    __slots__ = ("_columns", "_offset", "place")

    place: Ints
    """For each entry, block after block, where it is put."""

    def __init__(self, starts: Positions) -> None:
        lengths = np.diff(starts)
        width = int(lengths.max(initial=0))
        self._columns: tuple[tuple[slice, slice], ...] = ()
        self._offset: Codes | None = None
        if width * 64 <= starts[-1] + 2048:
            self.place = self._by_columns(starts, lengths, width)
        else:
            self.place = np.arange(starts[-1], dtype=np.int32)
            self._offset = np.repeat(np.arange(lengths.size) * _STEP, lengths)

    def _by_columns(self, starts: Positions, lengths: Positions, width: int) -> Ints:
        """Lay the entries out by columns, the longest block first."""
        height = np.empty(lengths.size, np.intp)
        height[np.argsort(-lengths, kind="stable")] = np.arange(lengths.size)
        counts = np.cumsum(np.bincount(lengths, minlength=width + 1)[::-1])[::-1][1:]
        tops = np.concatenate(([0], np.cumsum(counts)))
        self._columns = tuple(
            (slice(tops[c], tops[c] + counts[c + 1]), slice(tops[c + 1], tops[c + 2]))
            for c in range(width - 2, -1, -1)
        )
        column = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        return np.asarray(tops[column] + np.repeat(height, lengths), np.int32)

    def later(self, values: Ints, order: Positions) -> Ints:
        """Give for each place the least of values[order] from there to the end of its block.

        One more element, :data:`~detente.conflict.moves.FREE`, stands at the end, for those who have nothing.
        """
        lowest = np.empty(order.size + 1, np.int32)
        lowest[-1] = FREE
        np.take(values, order, out=lowest[:-1], mode="clip")
        if self._offset is not None:
            shifted = lowest[:-1] + self._offset
            lowest[:-1] = np.minimum.accumulate(shifted[::-1])[::-1] - self._offset
        for here, further in self._columns:
            np.minimum(lowest[here], lowest[further], out=lowest[here])
        return lowest
