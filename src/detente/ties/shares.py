"""Dependence: an actor's shares by partner on one vector, how concentrated they are, and what isn't known of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from detente.faults import Fault
from detente.notebook import table_html
from detente.situation.phrasing import ranged
from detente.situation.records import Situation
from detente.ties.concentration import IndexBounds, hhi, hhi_of_amounts, share_bounds
from detente.ties.findings import blackout, excess, improved, no_figures, stopped
from detente.ties.ledger import Direction, Entry, Ledger, ledger_of, worst
from detente.ties.stated import Reckoned, stated_shares
from detente.ties.status import Silence, silences
from detente.words import DIGITS


class Share(NamedTuple):
    """A number between ``low`` and ``high``; ``value`` is None where something it rests on isn't known.

    ``status`` is that of the figure, for a number over several figures the worst of theirs. Where it is
    ``not_applicable`` there are no numbers at all. ``why`` says what a reader must know about a missing value.
    """

    low: float | None
    value: float | None
    high: float | None
    status: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Dependence:
    """Whom an actor depends on, on one vector in one year.

    Attributes
    ----------
    actor, vector, direction : str
        Whose dependence, on what, and which way it flows.
    year : int or None
        The year of the figures; None where they are undated.
    shares : mapping of str to Share
        Share in the actor's total, by partner.
    hhi : Share
        Herfindahl-Hirschman index of the shares.
    effective : Share
        Effective number of partners, 1/H.
    total : Share
        The total in ``unit``; 1 where figures are shares. Without an upper end ``high`` is None.
    unit : str
        Unit of the total.
    unlisted : float
        What a partner who isn't listed may have at most, as a multiple of the listed total; infinite where nothing
        is known of it, 0 where the list is complete.
    absent : tuple of str
        Partners on record in an earlier year, who have no row in this one.
    warnings, notes : tuple of Fault
        What must be known before a number is used, and what is worth a look.
    silent : tuple of Silence
        Partners whose figures have stopped, with the share that they had.
    """

    actor: str
    vector: str
    direction: Direction
    year: int | None
    shares: Mapping[str, Share]
    hhi: Share
    effective: Share
    total: Share
    unit: str
    unlisted: float
    absent: tuple[str, ...]
    warnings: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    silent: tuple[Silence, ...] = ()

    def _repr_html_(self) -> str:
        """Show the shares in a notebook."""
        rows = [
            [partner, ranged(one.value, one.low, one.high), one.status.replace("_", " "), one.why]
            for partner, one in self.shares.items()
        ]
        which = "has from" if self.direction == "in" else "sends to"
        year = f", {self.year}" if self.year is not None else ""
        title = f"{self.vector.capitalize()} that {self.actor} {which} others{year}"
        told = [one.message for one in self.warnings]
        return table_html(title, ["partner", "share (range)", "status", "to know"], rows, *told)


def dependence(
    sit: Situation,
    actor: str,
    vector: str,
    year: int | None = None,
    direction: Direction = "in",
    *,
    as_of: Day | None = None,
) -> Dependence:
    """Give an actor's dependence on each partner: what flows between them over the actor's total.

    Unknown is never zero. A partner whose figure isn't known may have any share that its range allows, and the shares
    of the others are ranges too: a sum with an unknown term is a range without a value. A row absent from a table is
    not reported unless the table is complete; where that is all that is missing, the others keep the value they have
    among the partners on record, beside their range. A partner in a blackout is unknown, complete table or not.

    Parameters
    ----------
    sit : Situation
        The situation.
    actor : str
        Whose dependence.
    vector : str
        Kind of tie.
    year : int or None
        The year; default is the latest that has figures.
    direction : {"in", "out"}
        What flows to the actor (supply), or from it (market).
    as_of : date or None
        Only ties known by this day count; default is the situation's own day.

    Returns
    -------
    Dependence
        Shares, concentration, total, warnings.

    Raises
    ------
    ValueError
        If nobody of that name is in the situation, or ``direction`` is neither.

    Notes
    -----
    Figures that are shares are taken as recorded, the rest being unknown in its parts; see
    :func:`detente.ties.stated.stated_shares`. Hirschman, *National Power and the Structure of Foreign Trade* (1945).
    """
    if actor not in sit.actors and all(actor not in (tie.source_actor, tie.target_actor) for tie in sit.ties):
        raise ValueError(f"dependence(): there is no actor {actor!r}")
    ledger = ledger_of(sit, actor, vector, direction, as_of)
    when = max(ledger.dated, default=None) if year is None else year
    entries, quiet = ledger.entries(when), _silences(ledger, when)
    dark = [one.partner for one in quiet if one.blackout]
    for partner in dark:
        entries[partner] = _unknown(entries[partner])
    warnings = [*ledger.warnings, *(blackout(ledger, when, one, entries) for one in quiet if one.blackout)]
    if not any(entry.written for entry in entries.values()):
        warnings.append(no_figures(sit.place, ledger, when))
    reckoned = _reckon(ledger, entries, when, dark)
    if reckoned.excess:
        warnings.append(excess(ledger, when, entries))
    shares = _shares(ledger, entries, reckoned)
    index = _index(shares, reckoned)
    for one in quiet:
        if one.blackout:
            before = dependence(sit, actor, vector, one.last, direction, as_of=as_of)
            warnings += _improved(ledger, when, one, entries, before.hhi)
    return Dependence(
        actor,
        vector,
        direction,
        when,
        shares,
        index,
        _effective(index),
        _total(ledger, entries),
        ledger.unit.text,
        reckoned.unlisted,
        tuple(name for name, entry in entries.items() if entry.value is None and not entry.written),
        tuple(warnings),
        tuple(stopped(ledger, when, one, entries) for one in quiet if not one.blackout),
        quiet,
    )


def asymmetry(ours: Share, theirs: Share) -> Share:
    """Give ln[d(a on b) / d(b on a)], from two actors' dependence on each other; above 0, a depends more.

    Influence comes from the difference (Hirschman 1945). Where one side is nought it is one-sided: infinite.

    Parameters
    ----------
    ours, theirs : Share
        The actor's dependence on the other, and the other's on it.

    Examples
    --------
    >>> ours, theirs = (Share(x, x, x, "reported") for x in (0.554298, 0.041296))
    >>> round(asymmetry(ours, theirs).value, 3)
    2.597
    """
    return Share(
        _log_ratio(ours.low, theirs.high),
        _log_ratio(ours.value, theirs.value),
        _log_ratio(ours.high, theirs.low),
        worst([ours.status, theirs.status]),
        ours.why or theirs.why,
    )


def _log_ratio(a: float | None, b: float | None) -> float | None:
    """Take the logarithm of a ratio; None where an end is missing or both are nought."""
    if a is None or b is None or not (a or b):
        return None
    if not b:
        return math.inf
    return math.log(a / b) if a else -math.inf


def _improved(
    ledger: Ledger, when: int | None, silence: Silence, entries: Mapping[str, Entry], before: Share
) -> list[Fault]:
    """Warn if the concentration among those who are left would be lower than before a partner went dark."""
    known = [entry.value for entry in entries.values() if entry.value is not None and entry.written]
    total = Fraction(1) if ledger.unit.share else sum(known, Fraction(0))
    held = before.low if before.value is None else before.value
    if not total or held is None:
        return []
    now = hhi([float(value / total) for value in known])
    figures = ("concentration", held, now)
    return [improved(ledger, when, silence, figures, entries[silence.partner].place)] if now < held else []


def _silences(ledger: Ledger, when: int | None) -> tuple[Silence, ...]:
    """Find whose figures have stopped by a year."""
    dated = {year: entries for year, entries in ledger.dated.items() if when is not None and year <= when}
    return silences(dated, shares=ledger.unit.share).get(when, ()) if when is not None else ()


def _unknown(entry: Entry) -> Entry:
    """Treat an entry as unknown, within its stated range if there is one."""
    if entry.value is None:
        return entry._replace(written=True)
    return Entry(Fraction(0), None, None, "not_reported", entry.place)


def _reckon(ledger: Ledger, entries: Mapping[str, Entry], when: int | None, dark: list[str]) -> Reckoned:
    """Bound the shares and the index."""
    complete = when in ledger.complete
    if ledger.unit.share or not entries:
        return stated_shares(entries, complete=complete, dark=dark)
    low = np.array([float(entry.low) for entry in entries.values()])
    high = np.array([math.inf if entry.high is None else float(entry.high) for entry in entries.values()])
    ranges = {partner: share_bounds(low, high, k) for k, partner in enumerate(entries)}
    index = hhi_of_amounts(low, high) if high.any() else IndexBounds(0.0, 1.0)
    return Reckoned(ranges, index, 0.0 if complete else math.inf)


def _is_nought(ledger: Ledger, entries: Mapping[str, Entry]) -> bool:
    """Say whether there is a total and it is zero, so that nobody has a share in it."""
    return not ledger.unit.share and bool(entries) and all(entry.high == 0 for entry in entries.values())


def _shares(ledger: Ledger, entries: Mapping[str, Entry], reckoned: Reckoned) -> dict[str, Share]:
    """Give each partner its share."""
    nought = _is_nought(ledger, entries)
    total = _known_total(entries)
    shares = {}
    for partner, entry in entries.items():
        if nought or entry.status == "not_applicable":
            shares[partner] = Share(None, None, None, "not_applicable", "the total is zero" if nought else "")
            continue
        low, high = reckoned.ranges[partner]
        missing, why = _missing(partner, ledger, entries, reckoned)
        if missing or entry.value is None:
            shares[partner] = Share(low, None, high, entry.status, why)
        else:
            among = reckoned.beside if ledger.unit.share and partner not in reckoned.scaled else Fraction(1)
            part = entry.value * among if ledger.unit.share or not entry.value else entry.value / total
            value = float(part)
            shares[partner] = _around(low, value, high, entry.status, why)
    return shares


def _around(low: float, value: float, high: float, status: str, why: str) -> Share:
    """Put a value into its range; ends that differ by rounding only are the value."""
    if not round(high - low, 12):
        return Share(value, value, value, status, why)
    return Share(min(low, value), value, max(high, value), status, why)


def _known_total(entries: Mapping[str, Entry]) -> Fraction:
    """Add up the known figures."""
    return sum((entry.value for entry in entries.values() if entry.value is not None), Fraction(0))


def _missing(
    partner: str, ledger: Ledger, entries: Mapping[str, Entry], reckoned: Reckoned
) -> tuple[bool, str]:
    """Say whether a partner's share lacks a value for want of figures, and what a reader must know of them."""
    unknown = [name for name, entry in entries.items() if entry.value is None]
    if entries[partner].value is None:
        return True, f"not reported: {partner}"
    if ledger.unit.share:
        unknown = [] if partner in reckoned.scaled else [name for name in reckoned.scaled if name in unknown]
    written = [name for name in unknown if entries[name].written]
    if written:
        return True, f"not reported: {_listed(written)}"
    return False, f"no figure in this year: {_listed(unknown)}" if unknown else ""


def _listed(names: list[str]) -> str:
    """List names, the first few of many."""
    few = ", ".join(names[:3])
    return f"{few} and {len(names) - 3} more" if len(names) > 3 else few


def _index(shares: Mapping[str, Share], reckoned: Reckoned) -> Share:
    """Give the concentration of shares with its status; it has a value where the known shares sum to one."""
    held = {name: one for name, one in shares.items() if one.status != "not_applicable"}
    if shares and not held:
        return Share(None, None, None, "not_applicable", next(iter(shares.values())).why)
    low, high, _ = reckoned.concentration
    known = [one.value for one in held.values() if one.value is not None]
    gap = round(1 - math.fsum(known), DIGITS)
    status = worst(one.status for one in held.values())
    why = next((one.why for one in held.values() if one.why), "") if held else "there are no figures"
    if not gap:
        value = hhi(known)
        return _around(low, value, high, status, why)
    if reckoned.excess:
        return Share(low, None, high, status, "the shares sum to more than one")
    tail = f"{gap:.1%} is unknown in its parts; no partner in it is taken to have more than {reckoned.unlisted:.1%}"
    return Share(low, None, high, worst([status, "not_reported"]), why or tail)


def _effective(index: Share) -> Share:
    """Turn the index into the effective number of partners."""
    low, value, high = (None if not end else 1 / end for end in (index.high, index.value, index.low))
    return Share(low, value, high, index.status, index.why)


def _total(ledger: Ledger, entries: Mapping[str, Entry]) -> Share:
    """Add up the amounts; shares have the total one."""
    if ledger.unit.share:
        return Share(1.0, 1.0, 1.0, "reported")
    status = worst(entry.status for entry in entries.values()) if entries else "not_reported"
    low = float(sum(entry.low for entry in entries.values()))
    highs = [entry.high for entry in entries.values() if entry.high is not None]
    high = float(sum(highs)) if len(highs) == len(entries) and entries else None
    settled = any(entry.written for entry in entries.values()) and not any(
        entry.written and entry.value is None for entry in entries.values()
    )
    return Share(low, float(_known_total(entries)) if settled else None, high, status)
