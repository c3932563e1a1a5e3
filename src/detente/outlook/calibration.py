"""How forecasts of many questions fit what came: calibration, and what a mean Brier score is made of.

With few questions there is little to say, and it isn't said: under ten there is a list and no more, and a curve is drawn
only from thirty on.

References
----------
Murphy (1973), Journal of Applied Meteorology 12, on the decomposition; Wilson (1927), Journal of the American Statistical
Association 22, on intervals; Dimitriadis, Gneiting and Jordan (2021), PNAS 118, on curves by isotonic regression.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

LIST_ONLY = 10
"""Questions under which they are listed, and no frequency is given."""

CURVE_FROM = 30
"""Questions from which a curve is drawn."""

_SAME = 9  # decimals to which forecasts are equal
_Z = 1.959963984540054  # 97.5 % quantile of the normal distribution

Scored = tuple[float, bool]
"""A probability of yes, and whether yes came."""


class Interval(NamedTuple):
    """The ends of an interval."""

    low: float
    high: float


class Group(NamedTuple):
    """Questions with equal forecasts: the forecast, how many there are, and how many came with which interval."""

    forecast: float
    questions: int
    came: int
    interval: Interval


class Decomposition(NamedTuple):
    """A mean Brier score is reliability less resolution plus uncertainty.

    Attributes
    ----------
    reliability : float
        How far forecasts lie from the frequencies of their groups: 0 is best. Biased upwards where groups are small.
    resolution : float
        How far the frequencies of groups lie from the overall frequency: more is better.
    uncertainty : float
        How uncertain the questions were by themselves.
    """

    reliability: float
    resolution: float
    uncertainty: float

    @property
    def brier(self) -> float:
        """The mean Brier score."""
        return self.reliability - self.resolution + self.uncertainty


class Calibration(NamedTuple):
    """How forecasts fit what came, as far as their number allows; ``why`` says what is left out."""

    questions: int
    groups: tuple[Group, ...]
    curve: tuple[tuple[float, float], ...]
    why: str


def wilson(came: int, many: int) -> Interval:
    """Give Wilson's 95 % interval for a frequency.

    Parameters
    ----------
    came, many : int
        How many of how many; at least one.

    Examples
    --------
    >>> [f"{end:.6f}" for end in wilson(3, 4)]
    ['0.300642', '0.954413']
    """
    share, square = came / many, _Z * _Z
    middle = share + square / (2 * many)
    spread = _Z * sqrt(share * (1 - share) / many + square / (4 * many**2))
    scale = 1 + square / many
    return Interval(max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))


def groups_of(scored: Sequence[Scored]) -> tuple[Group, ...]:
    """Put questions with equal forecasts together, in order of forecast.

    Parameters
    ----------
    scored : sequence of (float, bool)
        Probabilities are equal to nine decimals.

    Examples
    --------
    >>> [(group.forecast, group.questions, group.came) for group in groups_of([(0.4, True), (0.1, False), (0.4, False)])]
    [(0.1, 1, 0), (0.4, 2, 1)]
    """
    found: dict[float, list[bool]] = {}
    for probability, came in sorted(scored):
        found.setdefault(round(probability, _SAME), []).append(came)
    return tuple(Group(p, len(all_), sum(all_), wilson(sum(all_), len(all_))) for p, all_ in found.items())


def decomposed(scored: Sequence[Scored]) -> Decomposition:
    """Take a mean Brier score apart over groups of equal forecasts.

    Parameters
    ----------
    scored : sequence of (float, bool)
        Probabilities of yes and whether yes came; at least one.

    Returns
    -------
    Decomposition

    Examples
    --------
    >>> forecasts = [(0.1, 5, 1), (0.4, 5, 2), (0.8, 10, 7)]
    >>> parts = decomposed([(p, k < came) for p, many, came in forecasts for k in range(many)])
    >>> [f"{part:.4f}" for part in (*parts, parts.brier)]
    ['0.0075', '0.0450', '0.2500', '0.2125']
    """
    groups = groups_of(scored)
    many = len(scored)
    overall = sum(group.came for group in groups) / many
    apart = [(group, group.came / group.questions) for group in groups]
    reliability = fsum(group.questions * (group.forecast - share) ** 2 for group, share in apart) / many
    resolution = fsum(group.questions * (share - overall) ** 2 for group, share in apart) / many
    return Decomposition(reliability, resolution, overall * (1 - overall))


def calibration(scored: Sequence[Scored]) -> Calibration:
    """Say how forecasts fit what came, as far as there are enough of them.

    Parameters
    ----------
    scored : sequence of (float, bool)

    Returns
    -------
    Calibration
        Under ten questions without groups, under thirty without a curve.

    Examples
    --------
    >>> calibration([(0.2, False), (0.9, True)]).why
    'with 2 questions answered there is a list and no calibration, which takes 10'
    """
    many = len(scored)
    if many < LIST_ONLY:
        number = f"{many} question{'' if many == 1 else 's'} answered"
        return Calibration(
            many, (), (), f"with {number} there is a list and no calibration, which takes {LIST_ONLY}"
        )
    if many < CURVE_FROM:
        why = f"with {many} questions answered there are groups and no curve, which takes {CURVE_FROM}"
        return Calibration(many, groups_of(scored), (), why)
    return Calibration(many, groups_of(scored), isotonic(scored), "")


def isotonic(scored: Sequence[Scored]) -> tuple[tuple[float, float], ...]:
    """Fit the frequency of yes as a function of the forecast that never falls, by least squares.

    Neighbours that would fall are put together until none does (pool adjacent violators).

    Parameters
    ----------
    scored : sequence of (float, bool)

    Returns
    -------
    tuple of (float, float)
        Each different forecast with its fitted frequency, in order.

    Examples
    --------
    >>> isotonic([(0.1, False), (0.3, True), (0.5, False), (0.9, True)])
    ((0.1, 0.0), (0.3, 0.5), (0.5, 0.5), (0.9, 1.0))
    """
    pools: list[tuple[int, int, list[float]]] = []
    for group in groups_of(scored):
        came, many, forecasts = group.came, group.questions, [group.forecast]
        while pools and pools[-1][0] * many >= came * pools[-1][1]:
            before = pools.pop()
            came, many, forecasts = before[0] + came, before[1] + many, before[2] + forecasts
        pools.append((came, many, forecasts))
    return tuple((forecast, came / many) for came, many, forecasts in pools for forecast in forecasts)
