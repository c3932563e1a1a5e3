"""Flows between two actors: one row each, or several that are added up exactly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from detente.ties.ledger import worst


class Flow(NamedTuple):
    """What goes from one actor to another in a year; ``value`` is None where the source has no figure."""

    source: str
    target: str
    year: int
    value: Decimal | None
    status: str = "reported"
    product: str = ""
    note: str = ""


class _Total:
    """The running sum of the flows with one key."""

    __slots__ = ("notes", "rows", "statuses", "unknown", "value")

    def __init__(self) -> None:
        self.value = Decimal(0)
        self.rows = 0
        self.unknown = 0
        self.statuses: set[str] = set()
        self.notes: Counter[str] | None = None


def summed(flows: Iterable[Flow]) -> Iterator[Flow]:
    """Add up flows of the same actors, year and product; what is unknown in part is unknown as a whole.

    Memory grows with the number of sums, not with the number of flows.

    Parameters
    ----------
    flows : iterable of Flow

    Yields
    ------
    Flow
        In order of year, source, target and product. A sum with a part that has no figure has none either; the note says
        what the known parts come to. The status is the worst of the parts'.

    Examples
    --------
    >>> oil = Flow("RUS", "BLR", 2021, Decimal("1.5"))
    >>> [one.value for one in summed([oil, oil])]
    [Decimal('3.0')]
    >>> next(summed([oil, oil._replace(value=None)])).note
    'at least 1.5: 1 of 2 figures is missing'
    """
    totals: dict[tuple[int, str, str, str], _Total] = defaultdict(_Total)
    for source, target, year, value, status, product, note in flows:
        total = totals[year, source, target, product]
        total.rows += 1
        if value is None:
            total.unknown += 1
        else:
            total.value += value
        if status not in total.statuses:
            total.statuses.add(status)
        if note:
            total.notes = total.notes or Counter()
            total.notes[note] += 1
    for key in sorted(totals):
        yield _flow(key, totals[key])


def _flow(key: tuple[int, str, str, str], total: _Total) -> Flow:
    """Make the flow that a sum stands for."""
    year, source, target, product = key
    said = (total.notes or {}).items()
    notes = [note if count == 1 else f"{note} ({count} times)" for note, count in said]
    if not total.unknown:
        return Flow(source, target, year, total.value, worst(total.statuses), product, "; ".join(notes))
    if total.unknown < total.rows:
        verb = "is" if total.unknown == 1 else "are"
        known = f"at least {plain(total.value)}: {total.unknown} of {total.rows} figures {verb} missing"
        notes = [known, *notes]
    return Flow(source, target, year, None, "not_reported", product, "; ".join(notes))


def plain(value: Decimal) -> str:
    """Write a number without an exponent and without noughts at its end.

    Examples
    --------
    >>> plain(Decimal("1E+5")), plain(Decimal("2.500")), plain(Decimal("-0.0"))
    ('100000', '2.5', '0')
    """
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
