"""Bounds of a posterior: what it may be while every input stays within its range.

Priors lie in a box on the simplex, likelihoods in boxes, report weights in ranges, all free of each other, except that
one weight is the same for all types of a row and for all rows that share its grade (robust Bayes: Berger 1985,
Walley 1991).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.evidence.bayes import Floats, logs, report_likelihood
from detente.evidence.frames import Frame
from detente.evidence.means import sharing
from detente.simplex import tighten

Bools: TypeAlias = NDArray[np.bool_]
Positions: TypeAlias = NDArray[np.int64]

MOST_CHOICES = 4096  # ways of setting the open report weights that are looked at together
GRID = 33
ROUNDS = 6  # each narrows the grid of a shared weight sixteenfold

#: Suggested weight of "I may be wrong" by confidence.
CONTAMINATION = {"high": 0.0, "moderate": 0.1, "low": 0.3}


class Boxes(NamedTuple):
    """A frame at the ends of its ranges.

    Priors have shape (K,), likelihoods (n, K). The weight of a row is a grade times how far the act is the actor's
    own, each shape (n,). ``shared`` holds the positions of rows that hang on one uncertain grade.
    """

    prior_low: Floats
    prior_high: Floats
    low: Floats
    high: Floats
    grade_low: Floats
    grade_high: Floats
    attributed_low: Floats
    attributed_high: Floats
    shared: tuple[Positions, ...]


class Bounds(NamedTuple):
    """Least and greatest posterior of each type, shape (K,); not ``exact``: safe, but perhaps wider than need be."""

    low: Floats
    high: Floats
    exact: bool


def boxes_of(frame: Frame) -> Boxes:
    """Take the ends of a frame's ranges; the priors' are cut down to what a sum of one allows.

    Raises
    ------
    NoSharesError
        If the priors' ranges don't allow a sum of one.
    """
    prior_low, prior_high = tighten([one.low for one in frame.priors], [one.high for one in frame.priors])
    shape = (len(frame.rows), len(frame.types))
    weights = [row.weight for row in frame.rows]
    return Boxes(
        _floats(prior_low),
        _floats(prior_high),
        _floats(cell.low for row in frame.rows for cell in row.cells).reshape(shape),
        _floats(cell.high for row in frame.rows for cell in row.cells).reshape(shape),
        _floats(weight.grade.low for weight in weights),
        _floats(weight.grade.high for weight in weights),
        _floats(weight.attributed.low for weight in weights),
        _floats(weight.attributed.high for weight in weights),
        tuple(np.array(rows) for rows in sharing(frame.rows)),
    )


def posterior_bounds(boxes: Boxes, counted: ArrayLike) -> Bounds:
    """Give the least and the greatest posterior probability of each type.

    For the greatest of type j its likelihoods stand at their upper ends, all others at their lower, its prior at its
    upper end, and the rest of the prior is poured over the others from their lower ends, least likelihood first. The
    least is the mirror image. The posterior is monotone in a weight that one row has for itself, so its ends are
    tried; a weight that several rows share, or that counts in part, is searched between its ends where types pull apart.

    Parameters
    ----------
    boxes : Boxes
        The frame at the ends of its ranges.
    counted : array_like of float, shape (n,)
        Exponent of each row, above zero.

    Returns
    -------
    Bounds
        The bounds. They are exact unless more than 4,096 ways of setting open weights would have to be looked at, or
        rows that share a weight are attributed only within a range and pull several ways; then each type's ratio is
        bounded by itself, which can only widen.

    Notes
    -----
    Cost O(n K) per type where no weight is open, plus K log K. Checked against random search in the tests.
    """
    exponents = np.asarray(counted, float)
    types = range(len(boxes.prior_low))
    low = [_extreme(_corner(boxes, exponents, j, greatest=False)) for j in types]
    high = [_extreme(_corner(boxes, exponents, j, greatest=True)) for j in types]
    exact = all(sure for _, sure in low + high)
    return Bounds(np.array([value for value, _ in low]), np.array([value for value, _ in high]), exact)


def contaminate(low: float, high: float, epsilon: float) -> tuple[float, float]:
    """Widen a range for "I may be wrong" with weight epsilon: [(1 - e) l, (1 - e) u + e].

    Confidence is about the basis of a judgement, not about the event; nothing is computed from it unless asked.

    Parameters
    ----------
    low, high : float
        The range.
    epsilon : float
        Weight in [0, 1] of everything else that might be true; :data:`CONTAMINATION` suggests one per confidence.

    Examples
    --------
    >>> [round(end, 3) for end in contaminate(0.55, 0.8, CONTAMINATION["moderate"])]
    [0.495, 0.82]

    Notes
    -----
    Epsilon-contamination: Huber; Berger, *Statistical Decision Theory and Bayesian Analysis* (1985), sec. 4.7.4.
    """
    return (1 - epsilon) * low, (1 - epsilon) * high + epsilon


class _Corner(NamedTuple):
    """One search: drive the other types' likelihood ratios to type j down (greatest) or up (least)."""

    greatest: bool
    prior: float
    others_low: Floats  # of the prior, shape (K-1,)
    others_high: Floats
    cells: Floats  # (n, K), own column first
    exponents: Floats
    helps: Bools  # (n,): whether a greater weight serves the search
    apart: Bools  # (n,): whether it serves it for some of the other types only
    boxes: Boxes

    def ends(self, rows: Positions) -> Floats:
        """Give the least and the greatest weight of rows, shape (2, m)."""
        of = self.boxes
        return np.array(
            [of.grade_low[rows] * of.attributed_low[rows], of.grade_high[rows] * of.attributed_high[rows]]
        )


def _corner(boxes: Boxes, exponents: Floats, j: int, *, greatest: bool) -> _Corner:
    """Set likelihoods to the ends that favour or disfavour type j, its own column first."""
    mine, theirs = (boxes.high, boxes.low) if greatest else (boxes.low, boxes.high)
    own, others = mine[:, [j]], np.delete(theirs, j, axis=1)
    falls: Bools = np.all(others <= own, axis=1)
    rises: Bools = np.all(others >= own, axis=1)
    return _Corner(
        greatest,
        float(boxes.prior_high[j] if greatest else boxes.prior_low[j]),
        np.delete(boxes.prior_low, j),
        np.delete(boxes.prior_high, j),
        np.column_stack([own, others]),
        exponents,
        (falls if greatest else rises) & ~(falls & rises),
        ~(falls | rises),
        boxes,
    )


def _extreme(corner: _Corner) -> tuple[float, bool]:
    """Give the extreme posterior of the own type and whether it is exact."""
    settled, open_sets = _settled(corner)
    least, most = corner.ends(settled)
    rho = np.where(corner.helps[settled], most, least)
    logs_of = corner.exponents[settled] @ logs(report_likelihood(corner.cells[settled], rho[:, None]))
    if corner.greatest and logs_of[0] == -np.inf:
        return 0.0, True
    with np.errstate(invalid="ignore"):
        fixed = np.where(logs_of[1:] == -np.inf, -np.inf, logs_of[1:] - logs_of[0])
    searched, loose, room = [], np.zeros(len(fixed)), MOST_CHOICES
    for rows in open_sets:
        size = len(_choices(corner, rows))
        if len(fixed) == 1 or (size <= room and not (len(rows) > 1 and _attribution_varies(corner, rows))):
            searched.append(rows)
            room //= size
        else:
            loose += _loose(corner, rows)
    return _search(corner, fixed, loose, searched), len(searched) == len(open_sets)


def _settled(corner: _Corner) -> tuple[Positions, list[Positions]]:
    """Part the rows whose best weight is plain from the sets of rows that must be searched."""
    unsettled = np.zeros(len(corner.cells), bool)
    open_sets = []
    for rows in corner.boxes.shared:
        if corner.apart[rows].any() or len(set(corner.helps[rows].tolist())) > 1:
            open_sets.append(rows)
            unsettled[rows] = True
    least, greatest = corner.ends(np.arange(len(unsettled)))
    single = corner.apart & (least < greatest) & ~unsettled
    open_sets += [np.array([row]) for row in np.flatnonzero(single)]
    return np.flatnonzero(~(unsettled | single)), open_sets


def _choices(corner: _Corner, rows: Positions) -> Floats:
    """Give what to try first: a row's own weight at its ends, or a grid where the posterior may bend between them.

    It may bend in the grade that several rows share, and in the weight of a row that counts in part.
    """
    if len(rows) > 1:
        return np.linspace(corner.boxes.grade_low[rows[0]], corner.boxes.grade_high[rows[0]], GRID)
    least, most = corner.ends(rows)[:, 0].tolist()
    return np.linspace(least, most, 2 if corner.exponents[rows[0]] == 1 else GRID)


def _attribution_varies(corner: _Corner, rows: Positions) -> bool:
    """Say whether a row that pulls several ways is also attributed within a range."""
    pulled = rows[corner.apart[rows]]
    return bool((corner.boxes.attributed_low[pulled] < corner.boxes.attributed_high[pulled]).any())


def _ratios_at(corner: _Corner, rows: Positions, rho: Floats) -> Floats:
    """Give each type's log likelihood ratio to the own type, per row, for weights of shape (..., m)."""
    cells = corner.cells[rows]
    terms = logs(report_likelihood(cells, rho[..., None])) * corner.exponents[rows, None]
    with np.errstate(invalid="ignore"):
        ratios: Floats = np.where(cells[:, 1:] == cells[:, :1], 0.0, terms[..., 1:] - terms[..., :1])
    return ratios


def _loose(corner: _Corner, rows: Positions) -> Floats:
    """Bound each type's ratio by itself, every row's weight at its own better end, shape (K-1,)."""
    ratios = _ratios_at(corner, rows, corner.ends(rows))
    best: Floats = (ratios.min(axis=0) if corner.greatest else ratios.max(axis=0)).sum(axis=0)
    return best


def _table(corner: _Corner, rows: Positions, tried: Floats) -> Floats:
    """Give the ratios that rows contribute at each weight or shared grade that is tried, shape (choices, K-1)."""
    rho = tried[:, None]
    if len(rows) > 1:
        of = corner.boxes
        rho = rho * np.where(corner.helps[rows], of.attributed_high[rows], of.attributed_low[rows])
    total: Floats = _ratios_at(corner, rows, rho).sum(axis=1)
    return total


def _search(corner: _Corner, fixed: Floats, loose: Floats, sets: Sequence[Positions]) -> float:
    """Try the open weights at their ends, shared ones on a grid that narrows round the best."""
    grids = [_choices(corner, rows) for rows in sets]
    value = 0.0
    for _ in range(ROUNDS if any(len(grid) > 2 for grid in grids) else 1):
        tables = [_table(corner, rows, grid) for rows, grid in zip(sets, grids, strict=True)]
        value, picks = _best(corner, fixed, loose, tables)
        grids = [
            np.linspace(grid[max(pick - 1, 0)], grid[min(pick + 1, len(grid) - 1)], len(grid))
            for grid, pick in zip(grids, picks, strict=True)
        ]
    return value


def _best(corner: _Corner, fixed: Floats, loose: Floats, tables: Sequence[Floats]) -> tuple[float, list[int]]:
    """Choose the best entry of each table; with two types each table may be judged by itself."""
    find = np.argmin if corner.greatest else np.argmax
    if len(loose) == 1:
        picks = [int(find(table[:, 0])) for table in tables]
        tables = [table[[pick]] for table, pick in zip(tables, picks, strict=True)]
    totals = loose[None, :]
    for table in tables:
        totals = (totals[:, None, :] + table[None, :, :]).reshape(-1, len(loose))
    sums = _poured(corner, np.where(np.isfinite(fixed), fixed + totals, fixed))
    at = int(find(sums))
    if len(loose) > 1:
        picks = [int(one) for one in np.unravel_index(at, [len(table) for table in tables])] if tables else []
    if corner.prior == 0:
        return 0.0, picks
    return float(corner.prior / (corner.prior + sums[at])), picks


def _poured(corner: _Corner, ratios: Floats) -> Floats:
    """Sum prior times likelihood ratio over the other types, the free part of the prior poured the best way."""
    order = np.argsort(ratios if corner.greatest else -ratios, axis=1, kind="stable")
    room = (corner.others_high - corner.others_low)[order]
    before = np.cumsum(room, axis=1) - room
    free = 1 - corner.prior - corner.others_low.sum()
    prior = corner.others_low[order] + np.clip(free - before, 0, room)
    with np.errstate(over="ignore", invalid="ignore"):
        terms = prior * np.exp(np.take_along_axis(ratios, order, axis=1))
    total: Floats = np.where(prior > 0, terms, 0.0).sum(axis=1)
    return total


def _floats(numbers: Iterable[Fraction]) -> Floats:
    """Turn exact numbers into an array."""
    return np.array([float(one) for one in numbers])
