"""Blackouts: partners whose figures stop because nobody reports them, told apart from trade that really ended."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from detente.ties.ledger import Entry

LARGE = Fraction(1, 5)
NOTABLE = Fraction(1, 20)

#: A partner's report of an export (f.o.b.) as an import (c.i.f.): least, usual and greatest factor.
MIRROR_FACTORS = (1.0, 1.06, 1.2)


class Silence(NamedTuple):
    """A partner without a figure that had one: when last, and which share of the total it then was.

    ``blackout``: its figure is missing rather than small, and counts as unknown until a reported 0 is written.
    """

    partner: str
    last: int
    share: Fraction
    blackout: bool


def silences(years: Mapping[int, Mapping[str, Entry]], *, shares: bool) -> dict[int, tuple[Silence, ...]]:
    """Find, year by year, partners whose figures have stopped.

    It is a blackout if the partner had at least 20 % in its last reported year, and the total over all partners is
    lower than in that year by at least half of what it supplied, or the figures are the partners' mirror figures
    without it. Only the total tells a dip from a blackout; where figures are shares there is no total to say so, and
    the large partner counts as missing. A blackout stays open until the partner has a figure again. A share of 5 to
    20 %, or no such fall, is worth a note. While a blackout is open, the year compared with is the last one before it.

    Parameters
    ----------
    years : mapping of int to mapping of str to Entry
        Rows by year and partner, as written.
    shares : bool
        Whether the figures are shares of a total.

    Returns
    -------
    dict of int to tuple of Silence
        For each year, the silences of at least 5 %.

    Notes
    -----
    Linear in years times partners. A zero whose status isn't ``reported`` doesn't end a blackout.
    """
    found: dict[int, tuple[Silence, ...]] = {}
    before: dict[int, Mapping[str, Entry]] = {}
    dark: set[str] = set()
    limit: int | None = None
    for year in sorted(years):
        now = years[year]
        quiet, latest = [], limit if dark else None
        seen = dict.fromkeys(partner for entries in before.values() for partner in entries)
        for partner in seen:
            if _speaks(now.get(partner)):
                dark.discard(partner)
                continue
            last = _last(partner, before, latest)
            if last is not None:
                one = _silence(partner, last, before[last], now, shares=shares)
                quiet.append(one._replace(blackout=one.blackout or partner in dark))
                if one.blackout:
                    dark.add(partner)
        found[year] = tuple(one for one in quiet if one.share >= NOTABLE)
        before[year] = now
        if not dark:
            limit = year
    return found


def mirrored(exported: float) -> tuple[float, float, float]:
    """Turn a partner's report of its exports into an actor's imports: least, usual and greatest.

    Imports are valued c.i.f., exports f.o.b.; the difference is freight and insurance. Not for data that have
    reconciled both sides already.

    Examples
    --------
    >>> [round(one, 6) for one in mirrored(100)]
    [100.0, 106.0, 120.0]

    Notes
    -----
    The factor 1.06 is that of the IMF's *Direction of Trade Statistics*; 1.10 before.
    """
    low, usual, high = (exported * factor for factor in MIRROR_FACTORS)
    return low, usual, high


def _speaks(entry: Entry | None) -> bool:
    """Say whether an entry is a figure; a zero counts only if it is reported."""
    return entry is not None and entry.value is not None and (entry.value > 0 or entry.status == "reported")


def _last(partner: str, before: Mapping[int, Mapping[str, Entry]], limit: int | None) -> int | None:
    """Find the last year in which a partner had a figure, no later than the limit."""
    years = [
        year
        for year, entries in before.items()
        if (limit is None or year <= limit) and _speaks(entries.get(partner))
    ]
    return max(years, default=None)


def _silence(
    partner: str, last: int, then: Mapping[str, Entry], now: Mapping[str, Entry], *, shares: bool
) -> Silence:
    """Compare a year without a partner's figure with the last one that has it."""
    supplied = then[partner].value or Fraction(0)
    total = _total(then)
    share = supplied if shares else supplied / total if total else Fraction(0)
    known = [entry for entry in now.values() if entry.value is not None]
    mirror = bool(known) and all(entry.status == "mirror" for entry in known)
    fell = shares or _total(now) <= total - supplied / 2
    return Silence(partner, last, share, blackout=share >= LARGE and (mirror or fell))


def _total(entries: Mapping[str, Entry]) -> Fraction:
    """Add up the known figures."""
    return sum((entry.value for entry in entries.values() if entry.value is not None), Fraction(0))
