"""One weight of an actor as a variable: what states are worth as it slides, and where a verdict changes.

A state is worth a where the weight's condition doesn't hold, and a + x where it does. As x slides, the order of two
states changes at the difference of their a's and nowhere else, so a verdict that compares worths can change at such
differences only. All are rational, and are kept as integers on a common scale.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.conflict.moves import Bools, Codes, Ints
from detente.conflict.situated import central_worth
from detente.situation.evaluate import truth
from detente.situation.records import Situation, Type

Wholes = NDArray[Any]
"""Whole numbers: in 64 bits where they and their differences fit, else Python's."""

_SMALL = 1 << 60


def wholes(numbers: Sequence[int]) -> Wholes:
    """Put whole numbers into an array.

    Examples
    --------
    >>> wholes([1, 2]).dtype.name, wholes([1, 1 << 70]).dtype.name
    ('int64', 'object')
    """
    return np.array(numbers, np.int64 if all(-_SMALL < one < _SMALL for one in numbers) else object)


class Slide(NamedTuple):
    """What states are worth to a type as one of its weights slides; all numbers are in units of 1 / ``scale``."""

    base: Wholes
    holds: Bools
    now: int
    scale: int

    def worth(self, x: int) -> Wholes:
        """Give what each state is worth when the weight is x."""
        return np.asarray(self.base + self.holds.astype(self.base.dtype) * x)

    def value(self, x: int) -> Fraction:
        """Give a worth in the units of the file."""
        return Fraction(x, self.scale)

    def at(self, positions: NDArray[np.intp]) -> Slide:
        """Keep some of the states."""
        return self._replace(base=self.base[positions], holds=self.holds[positions])


def slide_of(sit: Situation, kind: Type, at: int, codes: Codes) -> Slide:
    """Let one weight of a type slide; the others have their central values.

    Parameters
    ----------
    sit : Situation
    kind : Type
        One with weights.
    at : int
        Which of its weights.
    codes : array of int64, shape (states,)

    Returns
    -------
    Slide
    """
    worths = [central_worth(sit, weight.worth) for weight in kind.weights]
    scale = 2 * math.lcm(*(worth.denominator for worth in worths))
    whole = wholes([int(worth * scale) * len(worths) for worth in worths])  # so that sums fit as well
    base = np.zeros(codes.size, whole.dtype)
    for k, weight in enumerate(kind.weights):
        if k != at:
            base = base + truth(weight.expr, codes).astype(whole.dtype) * int(worths[k] * scale)
    return Slide(base, truth(kind.weights[at].expr, codes), int(worths[at] * scale), scale)


class Ends(NamedTuple):
    """The least worth of the end states that others reach: of those where the weight holds, and of the others.

    Ranks stand for worths: ``levels`` gives them back; the last one stands for none.
    """

    without: Ints
    holding: Ints
    levels: Wholes

    def bad(self, x: int, bar: Wholes | int) -> Bools:
        """Tell where some end state is worth at most a bar when the weight is x."""
        none = len(self.levels) - 1
        below = (self.without < none) & (self.levels[self.without] <= bar).astype(bool)
        below |= (self.holding < none) & (self.levels[self.holding] + x <= bar).astype(bool)
        return np.asarray(below, bool)

    def worths(self) -> tuple[set[int], set[int]]:
        """Give the worths that occur: without the weight, and beside it."""
        none = len(self.levels) - 1
        levels = self.levels.tolist()
        without, holding = (
            {levels[k] for k in np.unique(one).tolist() if k < none} for one in (self.without, self.holding)
        )
        return without, holding


class Turn(NamedTuple):
    """Where a verdict changes: a worth, whether it is another one at that worth already, and the way there."""

    at: int
    already: bool
    upward: bool


def turns(now: int, breaks: Iterable[int], verdict: Callable[[int], bool]) -> list[Turn]:
    """Find the nearest value above the present one, and the nearest below, at which a verdict changes.

    Parameters
    ----------
    now : int
    breaks : iterable of int
        Where it may change: even numbers, so that there is a whole number between any two.
    verdict : callable
        The verdict at a value.

    Returns
    -------
    list of Turn
        The nearer one first; none where it never changes.

    Examples
    --------
    >>> turns(0, [-4, 2, 6], lambda x: -4 < x <= 2)
    [Turn(at=2, already=False, upward=True), Turn(at=-4, already=True, upward=False)]
    """
    places = sorted({now, *breaks})
    here = places.index(now)
    today = verdict(now)

    def changed(x: int) -> bool:
        return verdict(x) != today

    ways = {1: places[here:], -1: places[here::-1]}
    found = [turn for sign, way in ways.items() if (turn := _first(way, sign, changed)) is not None]
    return sorted(found, key=lambda one: (abs(one.at - now), not one.upward))


def _first(places: Iterable[int], sign: int, changed: Callable[[int], bool]) -> Turn | None:
    """Go one way from the present value; between two places, and beyond the last, the verdict doesn't change."""
    for place in places:
        if changed(place):
            return Turn(place, already=True, upward=sign > 0)
        if changed(place + sign):
            return Turn(place, already=False, upward=sign > 0)
    return None
