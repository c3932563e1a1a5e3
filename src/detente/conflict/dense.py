"""Large classes of a chain by linear algebra in floating point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.conflict.chain import Row


def passed_on(inside: Sequence[int], jumps: Mapping[int, Row], held: Row) -> Row:
    """Give what a class that is left in the end hands on to the nodes outside it.

    Parameters
    ----------
    inside : sequence of int
        The nodes of the class.
    jumps : mapping of int to Row
        For each of them, the probabilities of the jumps from it.
    held : Row
        The probability that events enter the class at a node.

    Returns
    -------
    Row
        For nodes outside, the probability that events pass from the class to there.

    Notes
    -----
    Expected visits x solve (I - Q')x = held, with Q the jumps within the class; each exit then takes its part.

    Examples
    --------
    >>> passed_on([0, 1], {0: {1: 0.5, 2: 0.5}, 1: {0: 1.0}}, {0: 1.0})
    {2: 1.0}
    """
    place = {node: k for k, node in enumerate(inside)}
    system = np.eye(len(inside))
    for node in inside:
        for target, part in jumps[node].items():
            if target in place:
                system[place[target], place[node]] -= float(part)
    visits = np.linalg.solve(system, np.array([float(held.get(node, 0)) for node in inside]))
    out: Row = {}
    for node in inside:
        for target, part in jumps[node].items():
            if target not in place:
                out[target] = float(out.get(target, 0.0)) + float(visits[place[node]]) * float(part)
    return out


def stationary(rows: Sequence[Row]) -> tuple[float, ...]:
    """Give the shares of time in a closed class.

    Parameters
    ----------
    rows : sequence of Row
        For each node, the rates of the jumps from it to others.

    Returns
    -------
    tuple of float
        They sum to one.

    Notes
    -----
    The shares p solve: what flows into a node flows out of it, with one of these equations replaced by sum p = 1.

    Examples
    --------
    >>> stationary([{1: 2.0}, {0: 1.0}])
    (0.3333333333333333, 0.6666666666666666)
    """
    flow = np.zeros((len(rows), len(rows)))
    for node, row in enumerate(rows):
        for target, rate in row.items():
            flow[target, node] += float(rate)
            flow[node, node] -= float(rate)
    flow[-1] = 1.0
    right = np.zeros(len(rows))
    right[-1] = 1.0
    shares = np.clip(np.linalg.solve(flow, right), 0.0, 1.0)
    return tuple((shares / shares.sum()).tolist())
