"""Concentration: the Herfindahl-Hirschman index of shares, and its bounds where shares are known in part.

Bounds come in three kinds: a ranked list whose tail is known in sum, shares that each lie in a range, and amounts that
each lie in a range, of which some may have no upper end at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.simplex import Number, tighten

Floats: TypeAlias = NDArray[np.float64]

MOST_FREE = 16  # ranges whose corners are all looked at


class IndexBounds(NamedTuple):
    """Least and greatest index; not ``exact``: the greatest is a safe bound that may not be reached."""

    low: float
    high: float
    exact: bool = True


def hhi(shares: Sequence[float]) -> float:
    """Give the Herfindahl-Hirschman index: the sum of squared shares, from 1/n to 1.

    Hirschman's own index of 1945 is 100 times its square root. Whether the members of a bloc are taken together
    changes it.

    Examples
    --------
    >>> round(hhi([0.5, 0.3, 0.2]), 6)
    0.38
    """
    return math.fsum(share * share for share in shares)


def normalised_hhi(index: float, possible: int) -> float | None:
    """Give (H - 1/n) / (1 - 1/n): 0 for even shares, 1 for one partner.

    Parameters
    ----------
    index : float
        The index H.
    possible : int
        Number n of possible partners, fixed before looking at the shares.

    Returns
    -------
    float or None
        None for one possible partner, where it isn't applicable.

    Examples
    --------
    >>> round(normalised_hhi(0.38, 3), 6)
    0.07
    """
    return None if possible < 2 else (index - 1 / possible) / (1 - 1 / possible)


def effective_partners(shares: Sequence[float]) -> tuple[float, float]:
    """Give the effective numbers of partners: exp(entropy), and 1/H.

    Both are members of one family, which starts with the plain count and never rises (Hill 1973).

    Examples
    --------
    >>> [round(number, 6) for number in effective_partners([0.5, 0.3, 0.2])]
    [2.800094, 2.631579]
    """
    return math.exp(_entropy(shares)), 1 / hhi(shares)


def theil(shares: Sequence[float]) -> float:
    """Give Theil's index, ln n less the entropy: 0 for even shares, ln n for one partner of n.

    Examples
    --------
    >>> abs(round(theil([0.25, 0.25, 0.25, 0.25]), 6))
    0.0
    """
    return math.log(len(shares)) - _entropy(shares)


def _entropy(shares: Sequence[float]) -> float:
    """Give the entropy in nats."""
    return -math.fsum(share * math.log(share) for share in shares if share)


def hhi_with_tail(shares: Sequence[float], largest: float | None = None) -> IndexBounds:
    """Bound the index of a ranked list whose tail is known in sum only.

    The rest R = 1 - sum is spread over partners none of whom exceeds c. Spread thin it adds nothing; packed it adds
    floor(R/c) c^2 + (R - floor(R/c) c)^2.

    Parameters
    ----------
    shares : sequence of float
        The listed shares.
    largest : float or None
        The cap c; default the smallest listed share above zero, which is right for a list of the largest partners.

    Returns
    -------
    IndexBounds
        The bounds, reached.

    Raises
    ------
    ValueError
        If the shares sum to more than one.

    Examples
    --------
    >>> low, high, _ = hhi_with_tail([0.5, 0.2])
    >>> round(low, 6), round(high, 6)
    (0.29, 0.34)
    """
    listed = hhi(shares)
    rest = round(1 - math.fsum(shares), 12)
    if rest < 0:
        raise ValueError(f"hhi_with_tail(): the shares sum to more than one; got {math.fsum(shares):g}")
    cap = min((share for share in shares if share), default=1.0) if largest is None else largest
    if not rest:
        return IndexBounds(listed, listed)
    whole = math.floor(round(rest / cap, 9))
    return IndexBounds(listed, listed + whole * cap**2 + max(0.0, rest - whole * cap) ** 2)


def hhi_in_ranges(lows: Sequence[Number], highs: Sequence[Number]) -> IndexBounds:
    """Bound the index of shares that sum to one, each in a range.

    The index is convex. It is least where each share is clipped to one common level, greatest at a corner, where all
    shares but one stand at an end. Up to 16 free shares all corners are looked at; beyond, s^2 <= (l + u) s - l u
    gives a safe upper bound, filled in the order of l + u.

    Parameters
    ----------
    lows, highs : sequence of Fraction or float, shape (n,)
        The ends of each share's range.

    Returns
    -------
    IndexBounds
        The bounds.

    Raises
    ------
    NoSharesError
        If no shares within the ranges sum to one.

    Examples
    --------
    >>> low, high, exact = hhi_in_ranges([0.4, 0.05, 0.05, 0], [0.7, 0.3, 0.25, 0.2])
    >>> round(low, 6), round(high, 6), exact
    (0.28, 0.555, True)

    Notes
    -----
    Cost of the least O(n log n); of the greatest n 2^n up to n = 16, else O(n log n). The greatest is a knapsack
    problem, hence hard in general. The secant's overshoot is (s - l)(u - s) of the one share that is split.
    """
    tight = tighten(lows, highs)
    low, high = (np.array([float(one) for one in ends]) for ends in tight)
    free = low < high
    settled, total = float(np.sum(low[~free] ** 2)), float(1 - np.sum(low[~free]))
    least = float(np.sum(np.clip(_level(low, high), low, high) ** 2))
    if free.sum() > MOST_FREE:
        return IndexBounds(least, settled + _secant(low[free], high[free], total), exact=False)
    return IndexBounds(least, max(least, settled + _greatest_corner(low[free], high[free], total)))


def hhi_of_amounts(
    lows: ArrayLike,
    highs: ArrayLike,
    others: float = 0.0,
    index_of_others: tuple[float, float] = (0, 0),
) -> IndexBounds:
    """Bound the index of amounts, each in a range that may be without an upper end.

    H(x) = (sum of squares) / (sum)^2 falls in an amount until it reaches Q/S, the others' sum of squares over their
    sum, then rises; it is quasi-convex, hence least where each amount is clipped to one common level, greatest at a
    corner. With one amount that may be anything it can come as near to 1 as one likes.

    Parameters
    ----------
    lows, highs : array_like of float, shape (n,)
        The ends of each amount's range; an upper end of infinity for what isn't known.
    others : float
        A further sum that is known as a whole.
    index_of_others : tuple of float
        Least and greatest index within that sum.

    Returns
    -------
    IndexBounds
        The bounds. Exact up to 16 amounts that are ranges.

    Examples
    --------
    >>> round(hhi_of_amounts([30, 20, 10, 0], [30, 20, 10, float("inf")]).low, 6)
    0.28

    Notes
    -----
    Cost O(n log n) for the least, 2^n for the greatest up to 16 ranges; beyond, the shares' own ranges are used.
    """
    low, high = np.asarray(lows, float), np.asarray(highs, float)
    least_squares, most_squares = (index * others**2 for index in index_of_others)
    at_least = np.clip(_turning_level(low, high, others, least_squares), low, high)
    least = (np.sum(at_least**2) + least_squares) / (np.sum(at_least) + others) ** 2
    free = low < high
    if np.isinf(high).any():
        return IndexBounds(float(least), 1.0)
    if free.sum() > MOST_FREE:
        bounds = [share_bounds(low, high, k, others) for k in range(len(low))]
        rest = share_bounds(np.append(low, others), np.append(high, others), len(low))
        ranges = [*bounds, rest] if others else bounds
        loose = hhi_in_ranges([a for a, _ in ranges], [b for _, b in ranges]).high
        return IndexBounds(float(least), loose, exact=False)
    corners = _ends(low[free], high[free])
    total = corners.sum(axis=1) + low[~free].sum() + others
    squares = (corners**2).sum(axis=1) + (low[~free] ** 2).sum() + most_squares
    held = total > 0
    return IndexBounds(float(least), float((squares[held] / total[held] ** 2).max()))


def share_bounds(lows: Floats, highs: Floats, k: int, others: float = 0.0) -> tuple[float, float]:
    """Bound the share of one amount among amounts that each lie in a range.

    The least puts it at its low end and all others at their high ends, the greatest the other way round. Without an
    upper end a share may be anything up to one, and the others' anything down to nought.

    Parameters
    ----------
    lows, highs : ndarray of float, shape (n,)
        The ends of each amount's range; infinity for what isn't known.
    k : int
        Position of the amount.
    others : float
        A further sum that is known as a whole.

    Returns
    -------
    tuple of float
        Least and greatest share.

    Examples
    --------
    >>> import numpy as np
    >>> low, high = np.array([100.0, 300.0]), np.array([120.0, 300.0])
    >>> [round(end, 6) for end in share_bounds(low, high, 0)]
    [0.25, 0.285714]
    """
    above, below = np.delete(highs, k).sum() + others, np.delete(lows, k).sum() + others
    low = 0.0 if lows[k] == 0 or np.isinf(above) else lows[k] / (lows[k] + above)
    if highs[k] == 0:
        return float(low), 0.0
    return float(low), 1.0 if np.isinf(highs[k]) else float(highs[k] / (highs[k] + below))


def _level(low: Floats, high: Floats) -> float:
    """Find the level at which shares clipped to it sum to one."""
    ends = np.unique(np.concatenate([low, high]))
    sums = np.clip(ends[:, None], low, high).sum(axis=1)
    at = int(np.searchsorted(sums, 1 - 1e-12))
    if at == 0 or at == len(ends) or sums[at] == sums[at - 1]:
        return float(ends[min(at, len(ends) - 1)])
    return float(ends[at - 1] + (1 - sums[at - 1]) / (sums[at] - sums[at - 1]) * (ends[at] - ends[at - 1]))


def _turning_level(low: Floats, high: Floats, others: float, squares: float) -> float:
    """Find the level t = Q/S at which amounts clipped to it have sum S and sum of squares Q.

    S t - Q never falls in t; between two ends of ranges it is a straight line.
    """
    ends = np.concatenate([low, high[np.isfinite(high)], [squares / others if others else 1.0]])
    ends = np.unique(ends[ends > 0])
    clipped = np.clip(ends[:, None], low, high)
    excess = (clipped * (ends[:, None] - clipped)).sum(axis=1) + others * ends - squares
    excess[-1] = max(excess[-1], 0.0)  # but for rounding it never is below
    at = int(np.argmax(excess >= 0))
    if at == 0:
        return float(ends[0])
    share = -excess[at - 1] / (excess[at] - excess[at - 1])
    return float(ends[at - 1] + share * (ends[at] - ends[at - 1]))


def _ends(low: Floats, high: Floats) -> Floats:
    """List all corners of a box, shape (2^n, n)."""
    chosen = np.arange(2 ** len(low))[:, None] >> np.arange(len(low)) & 1
    return np.where(chosen == 1, high, low)


def _greatest_corner(low: Floats, high: Floats, total: float) -> float:
    """Give the greatest sum of squares over the corners of a box cut by a sum: all stand at an end but one."""
    best = 0.0
    for k in range(len(low)):
        corners = _ends(np.delete(low, k), np.delete(high, k))
        last = total - corners.sum(axis=1)
        reached = (last >= low[k] - 1e-12) & (last <= high[k] + 1e-12)
        squares = (corners[reached] ** 2).sum(axis=1) + last[reached] ** 2
        best = max(best, float(squares.max(initial=0.0)))
    return best


def _secant(low: Floats, high: Floats, total: float) -> float:
    """Give the secant bound on the sum of squares: the free sum is filled where low + high is greatest."""
    order = np.argsort(-(low + high), kind="stable")
    room = (high - low)[order]
    filled = np.clip(total - low.sum() - (np.cumsum(room) - room), 0, room)
    return float(np.sum((low**2)[order] + (low + high)[order] * filled))
