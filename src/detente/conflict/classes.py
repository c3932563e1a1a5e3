"""Strongly connected classes of a directed graph: sets of nodes each of which leads to all others of its set."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def strong_classes(successors: Sequence[Collection[int]]) -> list[frozenset[int]]:
    """Give the strongly connected classes, each after all that it leads to.

    Parameters
    ----------
    successors : sequence of collections of int
        For each node, the nodes that it leads to.

    Returns
    -------
    list of frozenset of int
        In reverse topological order.

    Notes
    -----
    Linear in nodes and arcs; no recursion.

    References
    ----------
    Tarjan (1972), SIAM Journal on Computing 1.

    Examples
    --------
    >>> [sorted(one) for one in strong_classes([[1], [2], [1], [0]])]
    [[1, 2], [0], [3]]
    """
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    open_nodes: list[int] = []
    waiting: set[int] = set()
    classes: list[frozenset[int]] = []
    for root in range(len(successors)):
        if root in order:
            continue
        path = [(root, iter(successors[root]))]
        order[root] = low[root] = len(order)
        open_nodes.append(root)
        waiting.add(root)
        while path:
            node, rest = path[-1]
            for target in rest:
                if target not in order:
                    order[target] = low[target] = len(order)
                    open_nodes.append(target)
                    waiting.add(target)
                    path.append((target, iter(successors[target])))
                    break
                if target in waiting:
                    low[node] = min(low[node], order[target])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == order[node]:
                    classes.append(_closed(node, open_nodes, waiting))
    return classes


def _closed(node: int, open_nodes: list[int], waiting: set[int]) -> frozenset[int]:
    """Take a finished class off the stack of open nodes."""
    group = set()
    last = -1
    while last != node:
        last = open_nodes.pop()
        group.add(last)
    waiting -= group
    return frozenset(group)
