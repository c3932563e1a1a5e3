"""Scores of forecasts, once the answer is known: how far a probability was from what came.

All are *proper*: whoever wants the best expected score reports what it believes. They are losses, so less is
better, except the spherical score.

References
----------
Brier (1950), Monthly Weather Review 78; Good (1952), Journal of the Royal Statistical Society B 14, on the logarithmic
score; Epstein (1969), Journal of Applied Meteorology 8, on ranked probabilities; Gneiting and Raftery (2007), Journal of
the American Statistical Association 102; Mellers et al. (2014), Psychological Science 25, on daily means.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day
from math import erf, exp, fsum, hypot, inf, log, pi, sqrt
from typing import NamedTuple


def brier(probability: float, *, came: bool) -> float:
    """Give the Brier score of a probability of yes: the squared distance from what came, in [0, 1].

    Parameters
    ----------
    probability : float
        In [0, 1].
    came : bool
        Whether the answer was yes.

    Raises
    ------
    ValueError
        If the probability lies outside [0, 1].

    Examples
    --------
    >>> brier(0.75, came=True)
    0.0625
    """
    return (_checked(probability) - came) ** 2


def log_score(probability: float, *, came: bool) -> float:
    """Give the logarithmic score: minus the natural logarithm of the probability of what came.

    It is infinite where what came had been called impossible, and never cut off.

    Parameters
    ----------
    probability : float
        In [0, 1].
    came : bool

    Raises
    ------
    ValueError
        If the probability lies outside [0, 1].

    Examples
    --------
    >>> f"{log_score(0.3, came=True):.6f}", log_score(1.0, came=False)
    ('1.203973', inf)
    """
    return log_of([_checked(probability), 1 - probability], 0 if came else 1)


def spherical(probability: float, *, came: bool) -> float:
    """Give the spherical score: the probability of what came over the length of both together; more is better.

    Parameters
    ----------
    probability : float
        In [0, 1].
    came : bool

    Raises
    ------
    ValueError
        If the probability lies outside [0, 1].

    Examples
    --------
    >>> spherical(1.0, came=True), f"{spherical(0.5, came=True):.4f}"
    (1.0, '0.7071')
    """
    return spherical_of([_checked(probability), 1 - probability], 0 if came else 1)


def brier_of(probabilities: Sequence[float], came: int) -> float:
    """Give Brier's score of several categories, in [0, 2]; with two it is twice that of yes or no.

    Parameters
    ----------
    probabilities : sequence of float
        One for each category.
    came : int
        The category that came, from 0.

    Examples
    --------
    >>> f"{brier_of([0.6, 0.3, 0.1], 1):.2f}"
    '0.86'
    """
    return fsum((p - (k == came)) ** 2 for k, p in enumerate(probabilities))


def log_of(probabilities: Sequence[float], came: int) -> float:
    """Give the logarithmic score of several categories, in nats; infinite where the one that came had none.

    Examples
    --------
    >>> f"{log_of([0.6, 0.3, 0.1], 1):.6f}"
    '1.203973'
    """
    return 0.0 - log(probabilities[came]) if probabilities[came] > 0 else inf


def spherical_of(probabilities: Sequence[float], came: int) -> float:
    """Give the spherical score of several categories, in [0, 1]; more is better.

    Examples
    --------
    >>> f"{spherical_of([0.6, 0.3, 0.1], 1):.6f}"
    '0.442326'
    """
    return probabilities[came] / hypot(*probabilities)


def ranked(probabilities: Sequence[float], came: int) -> float:
    """Give the ranked probability score of ordered categories: near misses cost less than far ones.

    The squared distances of the cumulated probabilities are added, not averaged: it lies in [0, K - 1].

    Parameters
    ----------
    probabilities : sequence of float
        One for each category, in order.
    came : int
        The category that came, from 0.

    Examples
    --------
    >>> f"{ranked([0.6, 0.3, 0.1], 1):.2f}"
    '0.37'
    """
    return fsum((fsum(probabilities[: k + 1]) - (came <= k)) ** 2 for k in range(len(probabilities) - 1))


def crps(drawn: Sequence[float], came: float) -> float:
    """Give the continuous ranked probability score of drawn numbers, in their unit.

    It is the mean distance from what came, less half the mean distance between two draws, each with itself included.

    Parameters
    ----------
    drawn : sequence of float
        At least one.
    came : float

    Examples
    --------
    >>> f"{crps([1, 2, 4], 3):.6f}"
    '0.666667'
    """
    many = len(drawn)
    apart = fsum(abs(x - y) for x in drawn for y in drawn)
    return fsum(abs(x - came) for x in drawn) / many - apart / (2 * many**2)


def crps_of_normal(mean: float, deviation: float, came: float) -> float:
    """Give the continuous ranked probability score of a normal distribution.

    Parameters
    ----------
    mean, deviation : float
        Of the distribution; the deviation is positive.
    came : float

    Examples
    --------
    >>> f"{crps_of_normal(0, 1, 0):.6f}"
    '0.233695'
    """
    z = (came - mean) / deviation
    density = exp(-z * z / 2) / sqrt(2 * pi)
    return deviation * (z * erf(z / sqrt(2)) + 2 * density - 1 / sqrt(pi))


def skill(score: float, reference: float) -> float | None:
    """Give by how much of its own a score is better than a reference; None against a perfect one.

    Of several questions take the skill of the mean scores, not the mean of skills.

    Examples
    --------
    >>> f"{skill(0.2125, 0.25):.2f}", skill(0.1, 0.0)
    ('0.15', None)
    """
    return 1 - score / reference if reference else None


class DailyMean(NamedTuple):
    """The mean Brier score over days; how many days were scored, and how many the question was open."""

    value: float | None
    scored: int
    open: int

    @property
    def coverage(self) -> float | None:
        """The share of the open days that had a forecast."""
        return self.scored / self.open if self.open else None


def daily_brier(
    forecasts: Sequence[tuple[Day, float]], opened: Day, resolved: Day, *, came: bool
) -> DailyMean:
    """Give the mean Brier score over the days on which a question was open.

    A forecast holds from its day until the next one. Days before the first forecast are left out and tell in the
    coverage; the day of resolution and later ones don't count.

    Parameters
    ----------
    forecasts : sequence of (date, float)
        Each day's probability of yes, in order of day; of several on a day the last counts.
    opened : date
        The first day that counts.
    resolved : date
        The day on which the answer is known.
    came : bool

    Returns
    -------
    DailyMean
        Without a value where no day can be scored.

    Examples
    --------
    >>> days = [(Day(2023, 1, 1), 0.3), (Day(2023, 1, 5), 0.6), (Day(2023, 1, 8), 0.9)]
    >>> f"{daily_brier(days, Day(2023, 1, 1), Day(2023, 1, 11), came=True).value:.3f}"
    '0.247'
    """
    last = dict(forecasts)
    days = sorted(last)
    scored: list[tuple[int, float]] = []
    for day, following in zip(days, [*days, resolved][1:], strict=True):
        length = (min(following, resolved) - max(day, opened)).days
        if length > 0:
            scored.append((length, brier(last[day], came=came)))
    total = sum(length for length, _ in scored)
    value = fsum(length * one for length, one in scored) / total if total else None
    return DailyMean(value, total, max(0, (resolved - opened).days))


def _checked(probability: float) -> float:
    """Refuse what is no probability."""
    if not 0 <= probability <= 1:
        raise ValueError(f"a probability lies between 0 and 1; got {probability}")
    return probability
