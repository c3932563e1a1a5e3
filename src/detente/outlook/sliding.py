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

from detente.conflict.moves import FREE, Bools, Codes, Ints
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
    """The least worth of the end states that others reach: of those where the weight doesn't hold, and of those where it does.

    Of the latter it is the worth without the weight. Where there is none, it is ``none``, above every worth.
    """

    without: Wholes
    holding: Wholes
    none: int

    def bad(self, x: int, bar: Wholes | int) -> Bools:
        """Tell where some end state is worth at most a bar when the weight is x."""
        return np.asarray((self.without <= bar) | (self.holding + x <= bar), bool)

    def worths(self) -> tuple[set[int], set[int]]:
        """Give the worths that occur: where the weight doesn't hold, and where it does."""
        without, holding = (
            set(np.unique(one).tolist()) - {self.none} for one in (self.without, self.holding)
        )
        return without, holding


def ends_from(levels: Sequence[int], reached: Sequence[Ints]) -> Ends:
    """Put worths in place of ranks.

    Parameters
    ----------
    levels : sequence of int
        All worths, ascending.
    reached : pair of arrays of int32
        Least ranks among these, of the end states without and with the weight; FREE where there are none.

    Returns
    -------
    Ends

    Examples
    --------
    >>> ends = ends_from([-2, 5], [np.array([0, FREE]), np.array([FREE, 1])])
    >>> ends.bad(-4, 1).tolist(), ends.bad(0, 1).tolist()
    ([True, True], [True, False])
    """
    values = wholes(levels)
    none = 1 << 62 if values.dtype.kind == "i" else 1 << 4096
    table = np.append(values, np.array([none], values.dtype))
    without, holding = (table[np.where(one == FREE, len(levels), one)] for one in reached)
    return Ends(without, holding, none)


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
