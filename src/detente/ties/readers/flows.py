"""Flows between two actors: one row each, or several that are added up exactly, in bounded memory."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from decimal import Decimal
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import IO, NamedTuple, TypeAlias

from detente.ties.ledger import worst
from detente.ties.readers.store import MOST


class Flow(NamedTuple):
    """What goes from one actor to another in a year; ``value`` is None where the source has no figure."""

    source: str
    target: str
    year: int
    value: Decimal | None
    status: str = "reported"
    product: str = ""
    note: str = ""


Key: TypeAlias = tuple[int, str, str, str]
"""Year, source, target, product: what flows that are added up have in common."""


class _Sum:
    """The running sum of the flows with one key."""

    __slots__ = ("notes", "rows", "status", "unknown", "value")

    def __init__(
        self, value: Decimal = Decimal(0), rows: int = 0, unknown: int = 0, status: str = ""
    ) -> None:
        self.value, self.rows, self.unknown, self.status = value, rows, unknown, status
        self.notes: Counter[str] | None = None

    def add(self, value: Decimal, rows: int, unknown: int, status: str, notes: Mapping[str, int]) -> None:
        """Add what is known of some rows, how many they are, and in how many there is no figure."""
        self.value += value
        self.rows += rows
        self.unknown += unknown
        if status != self.status:
            self.status = worst((self.status, status)) if self.status else status
        if notes:
            self.notes = self.notes or Counter()
            self.notes.update(notes)


def summed(flows: Iterable[Flow], most: int = MOST) -> Iterator[Flow]:
    """Add up flows of the same actors, year and product; what is unknown in part is unknown as a whole.

    Of more than ``most`` sums, those so far go to a temporary file in order, and all are merged in the end: memory is
    bounded whatever the number of flows.

    Parameters
    ----------
    flows : iterable of Flow
    most : int
        Sums that are kept in memory.

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
    with ExitStack() as stack:
        runs: list[IO[str]] = []
        sums: dict[Key, _Sum] = {}
        for source, target, year, value, status, product, note in flows:
            key = (year, source, target, product)
            one = sums.get(key)
            if one is None:
                if len(sums) >= most:
                    runs.append(_put_away(sums, stack.enter_context(_file())))
                    sums.clear()
                one = sums[key] = _Sum()
            notes = {note: 1} if note else {}
            if value is None:
                one.add(Decimal(0), 1, 1, status, notes)
            else:
                one.add(value, 1, 0, status, notes)
        parts = merge(*(_taken_back(run) for run in runs), _in_order(sums), key=itemgetter(0))
        for key, same in groupby(parts, key=itemgetter(0)):
            yield _flow(key, [one for _, one in same])


def _file() -> IO[str]:
    """Make a temporary file."""
    return tempfile.TemporaryFile("w+", encoding="utf-8")


def _in_order(sums: Mapping[Key, _Sum]) -> Iterator[tuple[Key, _Sum]]:
    """Give the sums in the order of their keys."""
    return ((key, sums[key]) for key in sorted(sums))


def _put_away(sums: Mapping[Key, _Sum], file: IO[str]) -> IO[str]:
    """Write sums to a file, in order."""
    for key, one in _in_order(sums):
        file.write(json.dumps([*key, str(one.value), one.rows, one.unknown, one.status, one.notes]) + "\n")
    file.seek(0)
    return file


def _taken_back(file: IO[str]) -> Iterator[tuple[Key, _Sum]]:
    """Read sums from a file."""
    for line in file:
        year, source, target, product, value, rows, unknown, status, notes = json.loads(line)
        one = _Sum()
        one.add(Decimal(value), rows, unknown, status, notes or {})
        yield (year, source, target, product), one


def _flow(key: Key, sums: list[_Sum]) -> Flow:
    """Make the flow that the sums with one key stand for."""
    year, source, target, product = key
    total = sums[0]
    for one in sums[1:]:
        total.add(one.value, one.rows, one.unknown, one.status, one.notes or {})
    said = (total.notes or {}).items()
    notes = [note if count == 1 else f"{note} ({count} times)" for note, count in said]
    if not total.unknown:
        return Flow(source, target, year, total.value, total.status, product, "; ".join(notes))
    status = total.status
    if total.unknown < total.rows:
        status = "not_reported"
        verb = "is" if total.unknown == 1 else "are"
        known = f"at least {plain(total.value)}: {total.unknown} of {total.rows} figures {verb} missing"
        notes = [known, *notes]
    return Flow(source, target, year, None, status, product, "; ".join(notes))


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
