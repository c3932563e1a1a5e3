"""Greatest flows and least cuts of a network whose arcs can be cut at a cost of one, or not at all.

Written here because the sets of arcs in all least cuts are wanted, and because a command must work on what is installed
with the package.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

_NEVER = 1 << 60


class Arc(NamedTuple):
    """An arc between two nodes; one that can't be cut carries any flow."""

    source: int
    target: int
    cuttable: bool = False


class LeastCuts(NamedTuple):
    """The size of a least cut, and least cuts as positions of arcs; all of them if ``complete``."""

    size: int
    cuts: tuple[tuple[int, ...], ...]
    complete: bool


def least_cuts(nodes: int, arcs: Sequence[Arc], source: int, sink: int, most: int) -> LeastCuts:
    """Give the least cuts between two nodes.

    Parameters
    ----------
    nodes : int
        How many there are.
    arcs : sequence of Arc
    source, sink : int
        Some cut must part them: not every way may consist of arcs that can't be cut.
    most : int
        How many cuts to list at most.

    Returns
    -------
    LeastCuts

    Examples
    --------
    >>> least_cuts(3, [Arc(0, 1, True), Arc(1, 2, True)], 0, 2, 9)
    LeastCuts(size=1, cuts=((0,), (1,)), complete=True)

    Notes
    -----
    Dinic's algorithm; on arcs of capacity one it takes O(E sqrt(V)). All least cuts are the closed sets of what the flow
    leaves open (Picard & Queyranne 1980, *On the structure of all minimum cuts in a network*); each is met once.
    """
    flow = _Flow(nodes, arcs)
    size = flow.greatest(source, sink)
    closed = _Closed(flow, arcs, source, sink)
    cuts: list[tuple[int, ...]] = []
    for cut in closed.cuts():
        if len(cuts) == most:
            return LeastCuts(size, tuple(cuts), complete=False)
        cuts.append(cut)
    return LeastCuts(size, tuple(cuts), complete=True)


class _Flow:
    """A flow; edge 2k is arc k, edge 2k + 1 the way back along it."""

    def __init__(self, nodes: int, arcs: Sequence[Arc]) -> None:
        self.heads: list[int] = []
        self.room: list[int] = []
        self.leaving: list[list[int]] = [[] for _ in range(nodes)]
        for at, arc in enumerate(arcs):
            self.heads += [arc.target, arc.source]
            self.room += [1 if arc.cuttable else _NEVER, 0]
            self.leaving[arc.source].append(2 * at)
            self.leaving[arc.target].append(2 * at + 1)

    def greatest(self, source: int, sink: int) -> int:
        """Send as much as there is room for; give how much."""
        sent = 0
        while (level := self._levels(source, sink)) is not None:
            begun = [0] * len(self.leaving)
            while path := self._path(source, sink, level, begun):
                least = min(self.room[edge] for edge in path)
                for edge in path:
                    self.room[edge] -= least
                    self.room[edge ^ 1] += least
                sent += least
        return sent

    def _levels(self, source: int, sink: int) -> list[int] | None:
        """Give each node's distance from the source along edges with room; None if the sink isn't reached."""
        level = [-1] * len(self.leaving)
        level[source] = 0
        front = [source]
        while front and level[sink] < 0:
            ahead = []
            for node in front:
                for edge in self.leaving[node]:
                    if self.room[edge] and level[self.heads[edge]] < 0:
                        level[self.heads[edge]] = level[node] + 1
                        ahead.append(self.heads[edge])
            front = ahead
        return level if level[sink] >= 0 else None

    def _path(self, source: int, sink: int, level: Sequence[int], begun: list[int]) -> list[int]:
        """Find a path with room along rising levels; edges that lead nowhere are never tried again."""
        path: list[int] = []
        node = source
        while node != sink:
            edges = self.leaving[node]
            while begun[node] < len(edges):
                edge = edges[begun[node]]
                if self.room[edge] and level[self.heads[edge]] == level[node] + 1:
                    break
                begun[node] += 1
            else:
                if not path:
                    return []
                node = self.heads[path.pop() ^ 1]
                begun[node] += 1
                continue
            path.append(edge)
            node = self.heads[edge]
        return path


class _Closed:
    """The sets of nodes that contain the source, not the sink, and all that can be reached from them with room left."""

    def __init__(self, flow: _Flow, arcs: Sequence[Arc], source: int, sink: int) -> None:
        part = strong_parts([[flow.heads[e] for e in edges if flow.room[e]] for edges in flow.leaving])
        reach = [1 << k for k in range(max(part) + 1)]
        order = sorted(range(len(part)), key=part.__getitem__)  # a part comes after all that it leads to
        for node in order:
            for edge in flow.leaving[node]:
                if flow.room[edge]:
                    reach[part[node]] |= reach[part[flow.heads[edge]]]
        self._reach, self._start, self._sink = reach, reach[part[source]], 1 << part[sink]
        self._crossing = [
            (at, part[arc.source], part[arc.target])
            for at, arc in enumerate(arcs)
            if arc.cuttable and part[arc.source] != part[arc.target] and not flow.room[2 * at]
        ]

    def cuts(self) -> Iterator[tuple[int, ...]]:
        """Go through the cuts, each once: of an arc on the edge of a set, its head stays outside or comes in."""
        waiting = [(self._start, self._sink)]
        while waiting:
            inside, outside = waiting.pop()
            edge = [
                (at, head)
                for at, tail, head in self._crossing
                if inside >> tail & 1 and not inside >> head & 1
            ]
            undecided = next((head for _, head in edge if not outside >> head & 1), None)
            if undecided is None:
                yield tuple(at for at, _ in edge)
                continue
            grown = inside | self._reach[undecided]
            if not grown & outside:
                waiting.append((grown, outside))
            waiting.append((inside, outside | 1 << undecided))


def strong_parts(onward: Sequence[Sequence[int]]) -> list[int]:
    """Find the strongly connected parts of a directed graph, numbered so that each leads only to lower numbers.

    Parameters
    ----------
    onward : sequence of sequence of int
        By node, the nodes that it leads to.

    Returns
    -------
    list of int
        By node, the number of its part.

    Examples
    --------
    >>> strong_parts([[1], [2], [1], [0]])
    [1, 0, 0, 2]

    Notes
    -----
    Tarjan (1972), *Depth-first search and linear graph algorithms*, without recursion. Linear.
    """
    parts = _Parts(onward)
    for root in range(len(onward)):
        if parts.seen[root] < 0:
            parts.search(root)
    return parts.part


class _Parts:
    """A search for strongly connected parts: when each node was first seen, and how early a node it leads back to."""

    def __init__(self, onward: Sequence[Sequence[int]]) -> None:
        self.onward, self.count, self.clock = onward, 0, 0
        self.seen, self.low, self.part = ([-1] * len(onward) for _ in range(3))
        self.stack: list[int] = []

    def search(self, root: int) -> None:
        """Go on from a node that hasn't been seen."""
        waiting = [self._begin(root)]
        while waiting:
            node, rest = waiting[-1]
            for other in rest:
                if self.seen[other] < 0:
                    waiting.append(self._begin(other))
                    break
                if self.part[other] < 0:
                    self.low[node] = min(self.low[node], self.seen[other])
            else:
                waiting.pop()
                self._end(node)
                if waiting:
                    before = waiting[-1][0]
                    self.low[before] = min(self.low[before], self.low[node])

    def _begin(self, node: int) -> tuple[int, Iterator[int]]:
        self.seen[node] = self.low[node] = self.clock
        self.clock += 1
        self.stack.append(node)
        return node, iter(self.onward[node])

    def _end(self, node: int) -> None:
        """Give a part its number once its first node is done with."""
        if self.low[node] == self.seen[node]:
            while self.part[node] < 0:
                self.part[self.stack.pop()] = self.count
            self.count += 1
