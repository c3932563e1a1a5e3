"""Shares that sum to one, each in a range: which are possible, and what they are on average.

Prior probabilities, shares of behaviours and shares of trade are all of this kind. Everything is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial
from typing import TypeAlias

Number: TypeAlias = Fraction | float
Shares: TypeAlias = tuple[Fraction, ...]


class NoSharesError(ValueError):
    """The ranges allow no shares that sum to one."""


def exact(number: Number) -> Fraction:
    """Give a number as a fraction; a float means the decimal number that it prints as.

    Examples
    --------
    >>> exact(0.1)
    Fraction(1, 10)
    """
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def tighten(lows: Sequence[Number], highs: Sequence[Number]) -> tuple[Shares, Shares]:
    """Cut ranges down to what shares that sum to one can reach in them.

    l' = max(l, 1 - sum of the other u) and u' = min(u, 1 - sum of the other l); afterwards every end is reached.

    Parameters
    ----------
    lows, highs : sequence of Fraction or float, shape (K,)
        The ends of each share's range; a share that is the rest has [0, 1].

    Returns
    -------
    tuple of two tuples of Fraction, shape (K,)
        The tightened low and high ends.

    Raises
    ------
    NoSharesError
        If the low ends sum to more than one or the high ends to less.

    Examples
    --------
    >>> low, high = tighten([0.7, 0], [0.8, 1])
    >>> [str(x) for x in low], [str(x) for x in high]
    (['7/10', '1/5'], ['4/5', '3/10'])

    Notes
    -----
    Linear in K. Walley, *Statistical Reasoning with Imprecise Probabilities* (1991), sec. 4.6.1: reachable bounds.
    """
    low, high = [exact(x) for x in lows], [exact(x) for x in highs]
    least, most = sum(low), sum(high)
    if any(a > b for a, b in zip(low, high, strict=True)) or least > 1 or most < 1:
        raise NoSharesError(
            f"tighten(): no shares within the ranges sum to one; the low ends sum to {float(least):g}, "
            f"the high ends to {float(most):g}"
        )
    return (
        tuple(max(a, 1 - (most - b)) for a, b in zip(low, high, strict=True)),
        tuple(min(b, 1 - (least - a)) for a, b in zip(low, high, strict=True)),
    )


def mean_shares(lows: Sequence[Number], highs: Sequence[Number]) -> Shares:
    """Give the mean of shares drawn uniformly from the ranges cut by "sum to one".

    For two shares it is the middle of the tightened ranges. For three or more it is the centroid of the polytope, by
    inclusion and exclusion over the corners of the box. It is not the midpoints scaled to one.

    Parameters
    ----------
    lows, highs : sequence of Fraction or float, shape (K,)
        The ends of each share's range.

    Returns
    -------
    tuple of Fraction, shape (K,)
        The mean; it sums to one exactly.

    Raises
    ------
    NoSharesError
        If the ranges allow no shares that sum to one.

    Examples
    --------
    >>> [round(float(x), 6) for x in mean_shares([0.2, 0.3, 0.1], [0.4, 0.6, 0.3])]
    [0.309524, 0.480952, 0.209524]

    Notes
    -----
    With y = share - low, widths w, slack s = 1 - sum of lows and n free shares, the region's volume is proportional
    to the sum over sets S of (-1)^|S| (s - w(S))_+^(n-1). Sets of equal width are counted together, so the cost grows
    with the number of distinct sums rather than with 2^n.
    """
    low, high = tighten(lows, highs)
    widths = [b - a for a, b in zip(low, high, strict=True)]
    slack = 1 - sum(low, Fraction(0))
    free = [position for position, width in enumerate(widths) if width]
    if not free:
        return low
    n = len(free)
    corners = _corners([widths[position] for position in free], slack)
    volume, common = _moment(corners, slack, n - 1), _moment(corners, slack, n)
    mean = list(low)
    for position in free:
        width = widths[position]
        others = _corners([widths[other] for other in free if other != position], slack - width)
        mean[position] += (common - width * _moment(others, slack - width, n - 1)) / volume
    return tuple(mean)


def _moment(corners: dict[Fraction, int], slack: Fraction, power: int) -> Fraction:
    """Sum count x (slack - sum)^power / power! over the corners."""
    terms = (count * (slack - total) ** power for total, count in corners.items())
    return sum(terms, Fraction(0)) / factorial(power)


def _corners(widths: Sequence[Fraction], slack: Fraction) -> dict[Fraction, int]:
    """Count the sets of widths by their sum, odd sets negatively; sums that reach the slack play no part."""
    counts = {Fraction(0): 1} if slack > 0 else {}
    for width in widths:
        for total, count in list(counts.items()):
            if total + width < slack:
                counts[total + width] = counts.get(total + width, 0) - count
    return counts
