"""What follows from figures that are shares already: ranges of all shares and of their concentration.

The figures of a list seldom sum to one. The rest is unknown in its parts, never nought.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import NamedTuple

from detente.simplex import NoSharesError, tighten
from detente.ties.concentration import (
    MOST_FREE,
    IndexBounds,
    hhi_in_ranges,
    hhi_of_amounts,
    hhi_with_tail,
)
from detente.ties.ledger import Entry
from detente.words import DIGITS


class Reckoned(NamedTuple):
    """Ranges of shares by partner, bounds of their index, and what a partner not listed may have at most.

    ``excess``: the figures sum to more than one. ``scaled``: partners whom the mirror figures of the others leave out,
    so that those were scaled; by ``beside`` at the middle of the ranges.
    """

    ranges: Mapping[str, tuple[float, float]]
    concentration: IndexBounds
    unlisted: float
    excess: bool = False
    scaled: tuple[str, ...] = ()
    beside: Fraction = Fraction(1)


def stated_shares(entries: Mapping[str, Entry], *, complete: bool, dark: Collection[str] = ()) -> Reckoned:
    """Bound shares and their concentration where the figures are shares.

    A list is taken to name the largest partners, so no other exceeds the smallest that is listed. A partner that is
    named but not reported may have the whole rest. Mirror figures leave out whoever doesn't report: if a partner has
    gone dark, or the figures would sum to more than one with it, the mirror figures are shares of what is left beside
    it and are scaled by 1 - r.

    Parameters
    ----------
    entries : mapping of str to Entry
        Figures by partner.
    complete : bool
        Whether the list names every partner.
    dark : collection of str
        Partners in a blackout.

    Returns
    -------
    Reckoned
        Ranges of shares and bounds of the index.
    """
    outside = _outside(entries, dark)
    if not outside:
        return _beside(entries, complete=complete)
    inner = _beside(
        {name: entry for name, entry in entries.items() if name not in outside}, complete=complete
    )
    low = {name: float(entries[name].low) for name in outside}
    high = {name: _top(entries[name]) for name in outside}
    least, most = math.fsum(low.values()), min(1.0, math.fsum(high.values()))
    ranges = {}
    for name in entries:
        if name in outside:
            ranges[name] = (low[name], min(high[name], 1 - least + low[name]))
        else:
            a, b = inner.ranges[name]
            ranges[name] = (a * (1 - most), b * (1 - least))
    index = hhi_of_amounts(
        [one / (1 - least) if least < 1 else math.inf for one in low.values()],
        [one / (1 - most) if most < 1 else math.inf for one in high.values()],
        others=1.0,
        index_of_others=inner.concentration[:2],
    )
    left = 1 - least
    beside = 1 - sum((entries[name].value or Fraction(0) for name in outside), Fraction(0))
    return Reckoned(ranges, index, inner.unlisted * left, inner.excess, tuple(outside), beside)


def _outside(entries: Mapping[str, Entry], dark: Collection[str]) -> list[str]:
    """Name the partners that the mirror figures leave out; none where there are no such figures."""
    known = {name: entry for name, entry in entries.items() if entry.value is not None}
    mirror = [name for name, entry in known.items() if entry.status == "mirror"]
    if not mirror:
        return []
    others = [name for name in known if name not in mirror and known[name].status != "not_applicable"]
    apart = others if _exceeds(sum(entry.low for entry in known.values())) else []
    return apart + [name for name in entries if name in dark and name not in known]


def _exceeds(total: Fraction | int) -> bool:
    """Say whether a sum exceeds one by more than rounding."""
    return round(Fraction(total) - 1, DIGITS) > 0


def _top(entry: Entry) -> float:
    """Give the greatest share an entry allows."""
    return 1.0 if entry.high is None else float(entry.high)


def _beside(entries: Mapping[str, Entry], *, complete: bool) -> Reckoned:
    """Bound shares of one total."""
    known = {name: entry for name, entry in entries.items() if entry.value is not None}
    named = {name: entry for name, entry in entries.items() if name not in known and entry.written}
    least = sum((entry.low for entry in [*known.values(), *named.values()]), Fraction(0))
    if _exceeds(least):
        ranges = {name: (float(entry.low), _top(entry)) for name, entry in entries.items()}
        low, high = (min(1.0, math.fsum(ends[side] ** 2 for ends in ranges.values())) for side in (0, 1))
        index = IndexBounds(low, high, exact=False)
        return Reckoned(ranges, index, 0.0, excess=True)
    rest = max(Fraction(0), 1 - least)
    cap = min((entry.high for entry in known.values() if entry.high), default=Fraction(1))
    boxes = {
        name: (entry.low, min(entry.low + rest, entry.high if entry.high is not None else Fraction(1)))
        for name, entry in [*known.items(), *named.items()]
    }
    if complete:
        whole = _whole(boxes)
        if whole:
            return whole
    unlisted = min(rest, cap)
    ranges = {name: _floats(boxes.get(name, (Fraction(0), unlisted))) for name in entries}
    index = _open_index(boxes, unlisted)
    return Reckoned(ranges, index, float(unlisted))


def _whole(boxes: Mapping[str, tuple[Fraction, Fraction]]) -> Reckoned | None:
    """Bound shares that sum to one without others; None if they can't."""
    try:
        low, high = tighten([a for a, _ in boxes.values()], [b for _, b in boxes.values()])
    except NoSharesError:
        return None
    ranges = {name: _floats(ends) for name, *ends in zip(boxes, low, high, strict=True)}
    return Reckoned(ranges, hhi_in_ranges(low, high), 0.0)


def _open_index(boxes: Mapping[str, tuple[Fraction, Fraction]], unlisted: Fraction) -> IndexBounds:
    """Bound the index of shares beside which there may be others, none greater than ``unlisted``."""
    lows, highs = [a for a, _ in boxes.values()], [b for _, b in boxes.values()]
    if lows == highs:
        return hhi_with_tail([float(a) for a in lows], float(unlisted) or None)
    rest = 1 - sum(lows, Fraction(0))
    pieces = math.ceil(rest / unlisted) if unlisted else 0
    exact = len(boxes) + pieces <= MOST_FREE
    tail = [unlisted] * pieces if exact else [rest]
    bounds = hhi_in_ranges([*lows, *([0] * len(tail))], [*highs, *tail])
    return IndexBounds(math.fsum(float(a) ** 2 for a in lows), bounds.high, exact and bounds.exact)


def _floats(ends: Collection[Fraction]) -> tuple[float, float]:
    """Turn two exact ends into floats."""
    low, high = ends
    return float(low), float(high)
