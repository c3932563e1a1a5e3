"""Draws of ranges: each named input has a stream of random numbers of its own.

Adding an input leaves the draws of all others as they were, and two branches of a what-if see the same draws.

References
----------
O'Hagan et al. (2006), Uncertain Judgements, on asking for ranges; PERT: Malcolm et al. (1959), Operations Research 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from detente.simplex import mean_shares, tighten
from detente.situation.records import Quantity

Floats = NDArray[np.float64]

CENTRAL = -1
"""The number of the draw that stands for the central values."""

_BATCHES = 200  # of candidate shares before the rest of a very small region is filled by walking


class Draws:
    """Values of named inputs, by number of draw; :data:`CENTRAL` gives the central value.

    Parameters
    ----------
    count : int
        How many draws.
    seed : int

    Examples
    --------
    >>> from fractions import Fraction
    >>> likely = Quantity(Fraction(55, 100), Fraction(80, 100))
    >>> draws = Draws(200, seed=1)
    >>> draws.value("a", likely, CENTRAL)
    0.675
    >>> 0.55 <= draws.value("a", likely, 17) <= 0.8
    True
    """

    def __init__(self, count: int, seed: int) -> None:
        self.count, self.seed = count, seed
        self._numbers: dict[str, Floats] = {}
        self._fixed: dict[tuple[Quantity, ...], list[float]] = {}

    def _stream(self, name: str) -> np.random.Generator:
        return np.random.default_rng(np.random.SeedSequence([self.seed, crc32(name.encode())]))

    def value(self, name: str, quantity: Quantity, draw: int) -> float:
        """Give the value of an input: uniform on a range, PERT where a most likely value is given."""
        if draw == CENTRAL or quantity.is_point:
            return float(quantity.central)
        if name not in self._numbers:
            self._numbers[name] = _sampled(quantity, self._stream(name), self.count)
        return float(self._numbers[name][draw])

    def shares(self, name: str, quantities: Sequence[Quantity], draw: int) -> list[float]:
        """Give shares that sum to one: uniform on the ranges cut by that sum; the mean at the centre."""
        lows, highs = [one.low for one in quantities], [one.high for one in quantities]
        if draw == CENTRAL or all(one.is_point for one in quantities):
            key = tuple(quantities)
            if key not in self._fixed:
                self._fixed[key] = [float(share) for share in mean_shares(lows, highs)]
            return self._fixed[key]
        if name not in self._numbers:
            low, high = (np.array(ends, float) for ends in tighten(lows, highs))
            self._numbers[name] = _sampled_shares(low, high, self._stream(name), self.count)
        numbers: list[float] = self._numbers[name][draw].tolist()
        return numbers


def _sampled(quantity: Quantity, stream: np.random.Generator, count: int) -> Floats:
    low, high = float(quantity.low), float(quantity.high)
    if quantity.likely is None:
        return stream.uniform(low, high, count)
    peak = (float(quantity.likely) - low) / (high - low)
    return low + (high - low) * stream.beta(1 + 4 * peak, 1 + 4 * (1 - peak), count)


def _sampled_shares(low: Floats, high: Floats, stream: np.random.Generator, count: int) -> Floats:
    """Draw uniformly from the shares within a box that sum to one.

    The slack above the low ends is shared out uniformly, and what leaves the box is drawn again; where almost
    everything leaves it, a walk along directions that keep the sum goes on from the mean.
    """
    free = np.flatnonzero(high > low)
    shares = np.tile(low, (count, 1))
    if not free.size:
        return shares
    slack = 1 - float(low.sum())
    found: list[Floats] = []
    have = 0
    for _ in range(_BATCHES):
        tried = stream.dirichlet(np.ones(free.size), 4 * count) * slack
        kept = tried[(tried <= (high - low)[free]).all(axis=1)]
        found.append(kept)
        have += len(kept)
        if have >= count:
            break
    drawn = np.concatenate(found)[:count]
    if len(drawn) < count:
        drawn = np.concatenate([drawn, _walked((high - low)[free], slack, stream, count - len(drawn))])
    shares[:, free] += drawn
    return shares


def _walked(width: Floats, slack: float, stream: np.random.Generator, count: int) -> Floats:
    """Walk through a very small region: step along a random direction, uniformly within what the box allows."""
    at = slack * width / width.sum()
    steps: list[Floats] = []
    for _ in range(count * 10):
        direction = stream.normal(size=width.size)
        direction -= direction.mean()
        with np.errstate(divide="ignore"):
            ends = np.stack([-at / direction, (width - at) / direction])
        at = np.clip(
            at + stream.uniform(ends.min(axis=0).max(), ends.max(axis=0).min()) * direction, 0, width
        )
        steps.append(at)
    return np.stack(steps[9::10])
