"""The central posterior: Bayes' rule at the means of uncertain inputs.

If the ranges of priors and likelihoods are honest doubt, independent of each other and of the truth, the one coherent
posterior is Bayes' rule at the means. The mean of drawn posteriors is something else. Only a report weight that
several rows share breaks the independence: there the product of the rows is averaged over the weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from detente.evidence.bayes import (
    Floats,
    logs,
    normalised,
    report_likelihood,
    weighted_logs,
    weighted_sums,
)
from detente.evidence.frames import CountedRow, Frame
from detente.simplex import mean_shares
from detente.situation.records import Quantity

LEAST_NODES = 16  # rows that count in part make no polynomial; so many are enough for them
MOST_NODES = 64  # enough for double precision with a thousand rows of one source


class Shared(NamedTuple):
    """Rows that share one uncertain report weight, at the nodes over which their product is averaged.

    ``rows`` are positions, shape (m,); ``node_weights`` has shape (M,) and sums to one; ``log_likelihoods`` has shape
    (m, M, K).
    """

    rows: list[int]
    node_weights: Floats
    log_likelihoods: Floats


class Means(NamedTuple):
    """A frame at its means: prior (K,), likelihoods of reports (n, K), and the rows that share a weight."""

    prior: Floats
    likelihoods: Floats
    shared: tuple[Shared, ...]


def means_of(frame: Frame) -> Means:
    """Take the means of a frame's inputs.

    The mean of a prior's range is the mean over all priors that sum to one; of a word or range the middle; of a range
    with a most likely value the PERT mean.

    Parameters
    ----------
    frame : Frame
        The frame.

    Raises
    ------
    NoSharesError
        If the priors' ranges don't allow a sum of one.
    """
    prior = mean_shares([one.low for one in frame.priors], [one.high for one in frame.priors])
    cells = np.array([[float(cell.central) for cell in row.cells] for row in frame.rows])
    cells = cells.reshape(len(frame.rows), len(frame.types))
    rho = np.array([float(row.weight.value) for row in frame.rows])
    return Means(
        np.array([float(one) for one in prior]),
        report_likelihood(cells, rho[:, None]),
        tuple(_shared([frame.rows[k] for k in rows], rows, cells[rows]) for rows in sharing(frame.rows)),
    )


def sharing(rows: Sequence[CountedRow]) -> list[list[int]]:
    """Give the sets of two or more rows whose report weights hang on one uncertain grade, as positions."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        if not row.weight.grade.is_point:
            by_name[row.weight.grade_name].append(position)
    return [positions for positions in by_name.values() if len(positions) > 1]


def central(means: Means, counted: ArrayLike) -> Floats:
    """Give the central posterior.

    Parameters
    ----------
    means : Means
        The frame at its means.
    counted : array_like of float, shape (n,)
        Exponent of each row; zero leaves it out.

    Returns
    -------
    ndarray of float, shape (K,)
        The posterior.

    Raises
    ------
    AllExcludedError
        If no type can produce the rows.
    """
    return normalised(means.prior, log_likelihoods(means, np.asarray(counted, float)))


def log_likelihoods(means: Means, exponents: Floats) -> Floats:
    """Give the log likelihood of the rows under each type, up to what no type changes.

    Parameters
    ----------
    means : Means
        The frame at its means.
    exponents : ndarray of float, shape (..., n)
        How far each row counts; several sets of exponents give several results.

    Returns
    -------
    ndarray of float, shape (..., K)
        Minus infinity where a row that counts excludes the type.

    Notes
    -----
    Cost O(n K) per set, times the number of nodes for rows that share an uncertain weight.
    """
    alone = exponents.copy() if means.shared else exponents
    total = np.zeros((*exponents.shape[:-1], len(means.prior)))
    for shared in means.shared:
        counted = exponents[..., shared.rows]
        several = (counted > 0).sum(axis=-1, keepdims=True) > 1
        alone[..., shared.rows] = np.where(several, 0, counted)
        total += averaged(shared, _at_nodes(shared, np.where(several, counted, 0)))
    return total + weighted_logs(means.likelihoods, alone)


def averaged(shared: Shared, at_nodes: Floats) -> Floats:
    """Average a likelihood over the weight that rows share, from its logarithms at the nodes, shape (..., M, K)."""
    top = at_nodes.max(axis=-2)
    mean: Floats = top + np.log(shared.node_weights @ np.exp(at_nodes - top[..., None, :]))
    return mean


def part(means: Means, rows: Sequence[int]) -> Means:
    """Give the means of some rows only; rows that share a weight are taken all together or not at all."""
    place = {row: position for position, row in enumerate(rows)}
    shared = (one for one in means.shared if one.rows[0] in place)
    return Means(
        means.prior,
        means.likelihoods[list(rows)],
        tuple(one._replace(rows=[place[row] for row in one.rows]) for one in shared),
    )


def _at_nodes(shared: Shared, exponents: Floats) -> Floats:
    """Sum the rows at each node of the weight they share, shape (..., M, K)."""
    rows = shared.log_likelihoods
    sums = weighted_sums(rows.reshape(len(rows), -1), exponents)
    return sums.reshape(*exponents.shape[:-1], *rows.shape[1:])


def _shared(rows: Sequence[CountedRow], positions: list[int], cells: Floats) -> Shared:
    """Spread the shared weight over nodes at which the average of the product is exact."""
    nodes, weights = averaging(rows[0].weight.grade, min(max(len(rows) // 2 + 1, LEAST_NODES), MOST_NODES))
    attributed = np.array([float(row.weight.attributed.central) for row in rows])
    rho = attributed[:, None] * nodes
    return Shared(positions, weights, logs(report_likelihood(cells[:, None, :], rho[:, :, None])))


def averaging(quantity: Quantity, n: int) -> tuple[Floats, Floats]:
    """Give nodes and weights that average polynomials up to degree 2n - 1 over a quantity's distribution exactly.

    Uniform for a range, PERT (a Beta distribution scaled to the range) where a most likely value is given.

    Parameters
    ----------
    quantity : Quantity
        A range that is no point.
    n : int
        Number of nodes, at least 1.

    Returns
    -------
    tuple of two ndarrays of float, shape (n,)
        Nodes within the range, and weights that sum to one.

    Examples
    --------
    >>> from fractions import Fraction
    >>> nodes, weights = averaging(Quantity(Fraction(0), Fraction(1)), 2)
    >>> round(float(weights @ nodes**3), 12)
    0.25

    Notes
    -----
    Gauss-Jacobi nodes as eigenvalues of the recurrence matrix: Golub & Welsch (1969), Math. Comp. 23.
    """
    low, width = float(quantity.low), float(quantity.high - quantity.low)
    a = b = 0.0
    if quantity.likely is not None:
        a = 4 * float(quantity.high - quantity.likely) / width
        b = 4 * float(quantity.likely - quantity.low) / width
    k = np.arange(1, n)
    step = 2 * k + a + b
    diagonal = np.concatenate(([(b - a) / (a + b + 2)], (b * b - a * a) / (step * (step + 2))))
    beside = np.sqrt(4 * k * (k + a) * (k + b) * (k + a + b) / (step**2 * (step + 1) * (step - 1)))
    values, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
    return low + width * (values + 1) / 2, vectors[0] ** 2
