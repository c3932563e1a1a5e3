"""Figures: a value, how many of its digits are shown, and how it came about."""

from __future__ import annotations

import math
from collections.abc import Sized
from dataclasses import dataclass
from typing import Literal, TypeAlias

from detente.faults import Place
from detente.situation.phrasing import percent

Form: TypeAlias = Literal["percent", "count", "index", "amount", "decibans", "ratio", "hundredths"]
Value: TypeAlias = float | tuple[float, float] | None

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the page with its origin.

    Attributes
    ----------
    key : str
        Names the figure: two figures of one key are one.
    value : float, pair of float or None
        The number, the ends of a range, or None where it isn't known.
    form : str
        How it is written: as a probability or share, a count, an index, an amount, decibans, a ratio or hundredths.
    what : str
        What it is the number of.
    how : str
        How it was made.
    inputs : tuple of Figure
        The figures that it was made from.
    places : tuple of Place
        Where in the file that was written which it rests on.
    """

    key: str
    value: Value
    form: Form
    what: str
    how: str
    inputs: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()


def written(value: Value, form: Form) -> str:
    """Write a number with no more digits than it deserves.

    Examples
    --------
    >>> written(0.0368, "percent"), written(0.0015, "percent"), written((0.02, 0.07), "percent"), written(0.0, "percent")
    ('4 %', 'under 1 %', '2-7 %', '0 %')
    >>> written(38.3e9, "amount"), written(2.0454, "ratio"), written(12.0, "count"), written(None, "percent")
    ('38.3 billion', '2.0', '12', 'not known')
    """
    if value is None:
        return "not known"
    if isinstance(value, tuple):
        return _range(value, form)
    return percent(value) if form == "percent" else _one(value, form)


def exactly(value: Value, form: Form) -> str:
    """Write a number with as many digits as it takes to check it; empty where :func:`written` says it all.

    Examples
    --------
    >>> exactly(0.036817427, "percent"), exactly(12.0, "count"), exactly((0.02, 0.07), "percent")
    ('0.03682', '', '')
    """
    if value is None or form == "count":
        return ""
    ends = value if isinstance(value, tuple) else (value,)
    shown = [f"{end:.4g}" for end in ends]
    scale = 100 if form == "percent" else 1
    if all(written(end, form).split()[0] == f"{end * scale:.10g}" for end in ends):
        return ""
    return " to ".join(shown)


def _range(value: tuple[float, float], form: Form) -> str:
    """Write the ends of a range; one number where they look alike."""
    low, high = (written(end, form) for end in value)
    if low == high:
        return low
    unit = " %" if form == "percent" else ""
    first, last = low.removesuffix(unit), high.removesuffix(unit)
    if any(" " in end for end in (first, last)) or "\N{MINUS SIGN}" in first + last:
        return f"{first} to {last}{unit}"
    return f"{first}-{last}{unit}"


def _one(value: float, form: Form) -> str:
    """Write one number that isn't a per cent."""
    if math.isinf(value):
        return "without end"
    if form == "count":
        grouped = f"{value:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
        return grouped.replace("-", "\N{MINUS SIGN}")
    if form == "index":
        return f"{value:.2f}"
    if form == "decibans":
        return f"{value:.1f}".replace("-", "\N{MINUS SIGN}")
    if form == "amount":
        return _amount(value)
    if form == "hundredths":
        return f"{value:.1f}" if value >= 0.05 or value == 0 else "under 0.1"
    return f"{value:.1f}" if value < 9.95 else f"{value:.0f}"


def _amount(value: float) -> str:
    """Write an amount with three digits."""
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{value / scale:.3g} {word}"
    return f"{value:.3g}" if abs(value) < 1000 else _one(value, "count")


def count(key: str, number: int | Sized, what: str, how: str = "Counted on this page.") -> Figure:
    """Make the figure of a count.

    Examples
    --------
    >>> count("sources", ["a", "b"], "sources").value
    2.0
    """
    total = number if isinstance(number, int) else len(number)
    return Figure(f"count.{key}", float(total), "count", what, how)


def plural(number: int, one: str, many: str) -> str:
    """Choose the word that goes with a number.

    Examples
    --------
    >>> plural(1, "tie", "ties"), plural(0, "tie", "ties")
    ('tie', 'ties')
    """
    return one if number == 1 else many
