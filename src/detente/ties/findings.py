"""What a reader must be told about an actor's figures: blackouts, figures that stopped, sums that don't fit."""

from __future__ import annotations

from collections.abc import Mapping

from detente.faults import Fault, Place, warning
from detente.ties.ledger import Entry, Ledger
from detente.ties.status import Silence


def blackout(ledger: Ledger, year: int | None, silence: Silence, entries: Mapping[str, Entry]) -> Fault:
    """Warn that a large partner's figures are missing, which isn't independence."""
    return warning(
        "DT683",
        entries[silence.partner].place,
        f"{silence.partner} is not reported on {_what(ledger, year)}; "
        f"it had {float(silence.share):.0%} in {silence.last}, so all shares are ranges",
        hint="if the flow really ended, write a value of 0 with status: reported",
    )


def improved(
    ledger: Ledger, year: int | None, silence: Silence, figures: tuple[str, float, float], place: Place
) -> Fault:
    """Warn that an index would have improved by a blackout alone."""
    which, before, now = figures
    return warning(
        "DT687",
        place,
        f"without {silence.partner} the {which} of {_what(ledger, year)} would seem to go from {before:.2f} in "
        f"{silence.last} to {now:.2f}; that is the blackout, not a change",
        hint="no figure of that year says how it really changed; bounds, or the partner's own figures, narrow it",
    )


def stopped(ledger: Ledger, year: int | None, silence: Silence, entries: Mapping[str, Entry]) -> Fault:
    """Note that a partner of some weight has no figure any more."""
    return warning(
        "DT684",
        entries[silence.partner].place,
        f"{silence.partner} has no figure on {_what(ledger, year)}; "
        f"it had {float(silence.share):.0%} in {silence.last}",
        hint="if the flow really ended, write a value of 0 with status: reported",
    )


def excess(ledger: Ledger, year: int | None, entries: Mapping[str, Entry]) -> Fault:
    """Warn that shares of one total sum to more than one: the sources disagree."""
    total = sum(float(entry.low) for entry in entries.values())
    return warning(
        "DT685",
        next(iter(entries.values())).place,
        f"the shares on {_what(ledger, year)} sum to more than one",
        expected="at most 100 %",
        got=f"{total:.1%}",
        hint="figures of sources that count different totals can't be put side by side",
    )


def no_figures(place: Place, ledger: Ledger, year: int | None) -> Fault:
    """Warn that nothing is on record."""
    return warning(
        "DT686",
        place,
        f"there are no figures on {_what(ledger, year)}",
        hint=f"the years on record: {', '.join(str(one) for one in ledger.dated)}" if ledger.dated else "",
    )


def _what(ledger: Ledger, year: int | None) -> str:
    """Name a ledger in words."""
    way = "to" if ledger.direction == "in" else "from"
    return f"{ledger.vector} {way} {ledger.actor}" + (f" in {year}" if year is not None else "")
