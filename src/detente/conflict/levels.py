"""Least answers that fall until nothing changes, over steps kept level by level.

Nodes are found in levels: those asked about, then those that one step leads to, and so on. Values flow against the steps,
so going from the last level to the first settles most of them in one pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from detente.conflict.growing import Growing, Indices
from detente.conflict.moves import FREE, Bools, Ints, Positions


class Level(NamedTuple):
    """Steps from some nodes: the nodes, where the steps of each start, and where the steps lead.

    ``holds`` tells in which columns a step is one; in all of them if it is left out.
    """

    nodes: Positions
    starts: Positions
    to: Indices
    holds: Bools | None = None


def level_of(node: Positions, to: Indices, holds: Bools | None = None) -> Level:
    """Put steps together by the node that they start from.

    Parameters
    ----------
    node, to : array of int, shape (steps,)
        From where and to where; equal nodes stand together.
    holds : array of bool, shape (steps, columns), optional
    """
    starts = np.flatnonzero(np.diff(node, prepend=-1))
    return Level(node[starts], starts, to, holds)


def least_led_to(level: Level, values: Ints) -> Ints:
    """Give for each node of a level the least value that a step leads to."""
    led = values[level.to]
    if level.holds is not None:
        led = np.where(level.holds, led, FREE)
    return np.asarray(np.minimum.reduceat(led, level.starts, axis=0), np.int32)


def settle(levels: Sequence[Level], read: Ints, write: Sequence[Ints]) -> None:
    """Let values fall to the least that steps lead to, until none falls.

    Parameters
    ----------
    levels : sequence of Level
    read : array of int32, shape (nodes,) or (nodes, columns)
        What a step to a node gives; one of those that fall.
    write : sequence of arrays of int32
        Those that fall.

    Examples
    --------
    >>> least, ends = np.full(3, FREE), np.array([5, 4, 3])
    >>> settle([level_of(np.array([0]), np.array([1])), level_of(np.array([1]), np.array([2]))], ends, [least, ends])
    >>> least.tolist() == [3, 3, FREE]
    True
    """
    some = [level for level in reversed(levels) if level.to.size]
    falling = True
    while falling:
        falling = False
        for level in some:
            least = least_led_to(level, read)
            for values in write:
                if (least < values[level.nodes]).any():
                    falling = True
                    values[level.nodes] = np.minimum(values[level.nodes], least)


class Least:
    """By node: the least answer, and the least of it and what the node's own state is worth.

    Parameters
    ----------
    width : int
        How many orders of preference judge; with one, a value is a number, else a row of numbers.
    """

    __slots__ = ("answer", "ends")

    def __init__(self, width: int) -> None:
        self.answer: Growing[np.int32] = Growing(np.int32, width if width > 1 else None)
        self.ends: Growing[np.int32] = Growing(np.int32, width if width > 1 else None)

    def add(self, worth: Ints) -> None:
        """Add nodes, as if nobody left them."""
        self.answer.add(np.full(worth.shape, FREE, np.int32))
        self.ends.add(worth)

    def settle(self, levels: Sequence[Level]) -> None:
        """Let the least answers of new nodes fall."""
        settle(levels, self.ends.values, (self.answer.values, self.ends.values))
