"""Where events stand at a date, when actors move at given rates.

With rates, chances to move come to each mover at random times, independently and so often a year on average; at each
chance it makes one of its chosen moves, if it has any. The distribution over states after a time follows by
*uniformisation*: the chain is watched at the ticks of one clock that is as fast as its fastest state, and the numbers
of ticks have a Poisson distribution.

References
----------
Jensen (1953), Skandinavisk Aktuarietidskrift 36, on uniformisation; Fox and Glynn (1988), Communications of the ACM
31, on computing with Poisson weights.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Day
from fractions import Fraction
from math import ceil, fsum, log2, nextafter, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.conflict.chain import Chain, Node, Probability

Floats = NDArray[np.float64]
Step = Callable[[Floats], Floats]

DAYS_A_YEAR = 365.25

_TAIL = 35.0  # the weight left out at either end is at most e to the power of minus this
_DENSE = 256  # nodes up to which a product with a full matrix is the quicker step
_SQUARE = 2048  # nodes up to which a matrix is squared rather than a great many ticks gone through
_TICKS = 2**12  # what a great many is
_STILL = 1e-15  # change in all that is left to go through that no longer matters
_LEAST, _MOST = 1e-300, nextafter(1.0, 0.0)  # between never and always


class Dated(NamedTuple):
    """Where events stand after some years: the probability of each node of the chain."""

    nodes: tuple[Node, ...]
    probabilities: tuple[float, ...]
    years: float

    def probability(self, holds: Callable[[int, tuple[bool, ...]], bool]) -> Probability:
        """Give the probability, at the date, of what holds of a state and the flags.

        Parameters
        ----------
        holds : callable
            Whether it holds at a state, given which sets have been entered by then.

        Returns
        -------
        Fraction or float
            Exactly 0 or 1 where it holds on no course or on every one, and nowhere else.

        Examples
        --------
        >>> Dated((Node(0), Node(3)), (0.25, 0.75), 1.0).probability(lambda state, flags: state == 3)
        0.75
        """
        reached = len(self.nodes) if self.years else 1
        cases = [holds(*node) for node in self.nodes[:reached]]
        if all(cases):
            return Fraction(1)
        if not any(cases):
            return Fraction(0)
        met = fsum(p for hold, p in zip(cases, self.probabilities, strict=False) if hold)
        return min(max(met, _LEAST), _MOST)


def years_between(first: Day, last: Day) -> float:
    """Give the time from a day to another in years of 365.25 days; 0 where the other isn't later.

    Examples
    --------
    >>> years_between(Day(2023, 3, 8), Day(2027, 3, 8)), years_between(Day(2023, 3, 8), Day(2022, 3, 8))
    (4.0, 0.0)
    """
    return max(0, (last - first).days) / DAYS_A_YEAR


def dated(chain: Chain, years: float) -> Dated:
    """Give where events stand after some years.

    Parameters
    ----------
    chain : Chain
        With rates in moves per year. Its flags tell which sets have been entered by then.
    years : float
        Not negative.

    Returns
    -------
    Dated

    Raises
    ------
    ValueError
        If the time is negative or not finite.

    Notes
    -----
    P(t) = sum over k of e^(-qt) (qt)^k / k! times P^k, with q the greatest rate at which a state is left and
    P = 1 + Q/q. Ticks further than x from the mean m = qt are left out, x the root of x^2 = 2 (m + x/3) 35: by
    Bernstein's inequality they weigh less than 2 e^-35 < 1.3e-15 together. The rest is scaled to one, and rounding adds
    about 1e-16 a tick. The ticks end early once all that are left can change no probability by more than 1e-15.

    A step costs as much as there are moves, and there are about m + 8 sqrt(m) steps. Where the chain doesn't settle
    within 4,096 ticks and has at most 2,048 nodes, the matrix of a shorter time is squared as often as needed; where
    rates differ by a factor of 10^7 that still keeps 9 digits.

    Examples
    --------
    Two actors would each take one thing, and neither wants both to; each has one chance a year on average.

    >>> from detente.conflict.chain import Turn, chain_from
    >>> turns = {0: [Turn(Fraction(1), (1,)), Turn(Fraction(1), (2,))], 1: [], 2: []}
    >>> [f"{p:.4f}" for p in dated(chain_from(0, turns.get), 1.0).probabilities]
    ['0.1353', '0.4323', '0.4323']
    """
    if not 0 <= years < np.inf:
        raise ValueError(f"a time is a finite number of years, 0 or more; got {years}")
    clock = _Clock(chain)
    return Dated(chain.nodes, tuple(_after(clock, clock.fastest * years).tolist()), years)


class _Clock:
    """A chain watched at the ticks of a clock that is as fast as its fastest state."""

    def __init__(self, chain: Chain) -> None:
        self.count = len(chain.nodes)
        arcs = [
            (source, target, float(rate))
            for source, row in enumerate(chain.rates)
            for target, rate in row.items()
        ]
        self._sources = np.array([source for source, _, _ in arcs], np.intp)
        self._targets = np.array([target for _, target, _ in arcs], np.intp)
        rates = np.array([rate for _, _, rate in arcs], np.float64)
        leaving = np.bincount(self._sources, rates, self.count)
        self.fastest = float(leaving.max())
        scale = self.fastest or 1.0
        self._jumps, self._stays = rates / scale, (self.fastest - leaving) / scale
        self.step: Step = self._dense() if self.count <= _DENSE else self._sparse

    def matrix(self) -> Floats:
        """Give the probabilities of what happens at a tick, as a full matrix."""
        matrix = np.diag(self._stays)
        np.add.at(matrix, (self._sources, self._targets), self._jumps)
        return matrix

    def start(self) -> Floats:
        """Give the distribution at the beginning."""
        at = np.zeros(self.count)
        at[0] = 1.0
        return at

    def _dense(self) -> Step:
        matrix = self.matrix()
        return lambda at: at @ matrix

    def _sparse(self, at: Floats) -> Floats:
        stepped: Floats = at * self._stays
        stepped += np.bincount(self._targets, at[self._sources] * self._jumps, self.count)
        return stepped


def _after(clock: _Clock, mean: float) -> Floats:
    """Give the distribution after a number of ticks that is Poisson with this mean."""
    if mean == 0:
        return clock.start()
    first, weights = poisson_weights(mean)
    at, total = clock.start(), np.zeros(clock.count)
    last = first + len(weights) - 1
    few = _TICKS if clock.count <= _SQUARE else last
    for tick in range(min(last, few) + 1):
        if tick >= first:
            total += weights[tick - first] * at
        after = clock.step(at)
        if tick % 16 == 15 and np.abs(after - at).sum() * (last - tick) <= _STILL:
            return _scaled(total + weights[max(0, tick + 1 - first) :].sum() * after)
        at = after
    return _scaled(total) if last <= few else _squared(clock, mean)


def _squared(clock: _Clock, mean: float) -> Floats:
    """Square the matrix of a time short enough for few ticks until the whole time has passed."""
    times = ceil(log2(mean)) - 2
    first, weights = poisson_weights(mean / 2**times)
    matrix = clock.matrix()
    power = np.linalg.matrix_power(matrix, first)
    total = np.zeros_like(matrix)
    for weight in weights:
        total += weight * power
        power = power @ matrix
    for _ in range(times):
        total = total @ total
        total /= total.sum(axis=1, keepdims=True)
    return _scaled(total[0])


def poisson_weights(mean: float) -> tuple[int, Floats]:
    """Give the Poisson probabilities that matter: the first count they belong to, and one for each count from there.

    Parameters
    ----------
    mean : float
        Positive.

    Returns
    -------
    int
    array of float
        Scaled to one; what is left out weighs less than 1.3e-15.

    Notes
    -----
    From the most probable count on, each weight follows from its neighbour, so that nothing overflows.

    Examples
    --------
    >>> first, weights = poisson_weights(2.0)
    >>> first, [f"{weight:.6f}" for weight in weights[:3]]
    (0, ['0.135335', '0.270671', '0.270671'])
    """
    width = ceil((_TAIL * 2 / 3 + sqrt((_TAIL * 2 / 3) ** 2 + 8 * _TAIL * mean)) / 2) + 1
    peak = int(mean)
    first = max(0, peak - width)
    up = np.cumprod(mean / np.arange(peak + 1, peak + width + 1))
    down = np.cumprod(np.arange(peak, first, -1) / mean)
    return first, _scaled(np.concatenate([down[::-1], [1.0], up]))


def _scaled(parts: Floats) -> Floats:
    """Make parts sum to one."""
    return np.asarray(parts / parts.sum(), np.float64)
