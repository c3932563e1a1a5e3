"""Ideal points from votes in the General Assembly of the United Nations: how far apart two states stand in a year.

Source: Bailey, M., Strezhnev, A. and Voeten, E. (2017), Estimating Dynamic State Preferences from United Nations Voting
Data, Journal of Conflict Resolution 61(2), 430-456. An ideal point has no unit, and its sign is a convention; what two
of them tell is their distance. Every release estimates all years afresh: what a later release says of a year was not known
in that year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from detente.ties.readers.account import Account
from detente.ties.readers.asked import OTHER_YEAR, Asked
from detente.ties.readers.cells import amount, made_of, once, party, year_of
from detente.ties.readers.columns import Table, Wanted, table
from detente.ties.readers.flows import Flow, plain
from detente.ties.readers.sheets import Sheet
from detente.ties.readers.store import Seen

ESTIMATES: Mapping[str, Wanted] = {
    "final": {"point": ("IdealPointFP", "IdealPoint"), "low?": ("Q5%FP", "Q5%"), "high?": ("Q95%FP", "Q95%")},
    "all": {"point": ("IdealPointAll",), "low?": ("Q5%All",), "high?": ("Q95%All",)},
}
"""The columns of each estimate: from votes on the final passage of resolutions, or from all votes."""

_KEYS: Wanted = {"state": ("ccode",), "year": ("year", "session")}
_FOUNDED = 1945  # a session begins in this year plus its number
_SESSIONS = 200  # a number up to here is a session


class Point(NamedTuple):
    """A state's ideal point in a year, with the bounds of its 5 to 95 % range; None where there is none."""

    state: str
    year: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None


def read(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Flow]:
    """Read the distances between states: between those asked for and all others, in each year.

    States are told apart by the code of the Correlates of War: some releases give them a name or an ISO code that they
    had before.

    Parameters
    ----------
    sheets : iterable of Sheet
    asked : Asked
        ``choices["estimate"]`` is ``final`` (the default) or ``all``.
    account : Account

    Yields
    ------
    Flow
        From each other state to the one asked for; an estimate, whose note gives the range that the two ranges leave. A
        state without a point in a year is not reported.
    """
    wanted = {**_KEYS, **ESTIMATES[asked.choices.get("estimate", "final")]}
    points: dict[int, list[Point]] = {}
    seen = Seen()
    for sheet in sheets:
        one = table(sheet, account, wanted)
        for point in made_of(one, account, _maker(one, asked, seen)):
            if asked.covers(point.year):
                points.setdefault(point.year, []).append(point)
            else:
                account.left_out[OTHER_YEAR] += 1
    for year in sorted(points):
        row = sorted(points[year])
        yield from (
            _flow(other, point)
            for point in row
            if not asked.actors or point.state in asked.actors
            for other in row
            if other is not point
        )


def _maker(one: Table, asked: Asked, seen: Seen) -> Callable[[list[str]], tuple[Point, ...]]:
    """Make the function that reads a row."""

    def make(cells: list[str]) -> tuple[Point, ...]:
        year = _year(cells[one.at["year"]])
        state = party("cow", cells[one.at["state"]], year, asked, "state")
        once(seen, (state, str(year)), "this state in this year", "state")
        value, low, high = (
            amount(cells[one.at[key]], key) if key in one.at else None for key in ("point", "low", "high")
        )
        return (Point(state, year, value, low, high),)

    return make


def _year(text: str) -> int:
    """Read a year, or the session that began in it."""
    bare = text.strip().removesuffix(".0")
    if bare.isascii() and bare.isdigit() and int(bare) <= _SESSIONS:
        return _FOUNDED + int(bare)
    return year_of(text)


def _flow(other: Point, one: Point) -> Flow:
    """Make the tie between two states of one year: their distance, and what their ranges leave of it."""
    if one.value is None or other.value is None:
        return Flow(other.state, one.state, one.year, None, "not_reported")
    note = ""
    if not (one.low is None or one.high is None or other.low is None or other.high is None):
        low = max(Decimal(0), one.low - other.high, other.low - one.high)
        high = max(one.high - other.low, other.high - one.low)
        note = f"{plain(low)} to {plain(high)} where each lies within its 5 to 95 % range"
    return Flow(other.state, one.state, one.year, abs(one.value - other.value), "estimated", "", note)
