"""GDELT events, versions 1 and 2: what a program read in the news of the world, as leads or counts of stories.

Source: Leetaru, K. and Schrodt, P. (2013), GDELT: Global Data on Events, Language, and Tone, 1979-2012, meeting of the
International Studies Association; data format codebooks. Tab-separated, without a header and without quotes, of 57, 58
(version 1) or 61 columns (version 2). Actors have codes of CAMEO, places codes of FIPS 10-4, two different lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from detente.ties.codes import State, state_of
from detente.ties.readers.account import Account
from detente.ties.readers.asked import Asked
from detente.ties.readers.cells import BadCellError, Memo, day_of, made_of, party
from detente.ties.readers.columns import Table, split
from detente.ties.readers.events import KINDS, Event, code_of, story_of, told, wanted
from detente.ties.readers.leads import Count, Lead
from detente.ties.readers.sheets import Sheet

REGIONS = frozenset(
    {
        "AFR",
        "ASA",
        "BLK",
        "CAS",
        "CAU",
        "CEU",
        "CFR",
        "CRB",
        "EAF",
        "EEU",
        "EIN",
        "EUR",
        "LAM",
        "MDT",
        "MEA",
        "NAF",
        "NMR",
        "PGS",
        "SAF",
        "SAM",
        "SAS",
        "SCN",
        "SEA",
        "WAF",
        "WST",
    }
)
"""Codes of CAMEO that stand for a part of the world, not for a state."""


class Layout(NamedTuple):
    """Where the columns stand whose place depends on the version."""

    place: int
    added: int
    address: int | None


LAYOUTS = {57: Layout(51, 56, None), 58: Layout(51, 56, 57), 61: Layout(53, 59, 60)}
"""The layouts by the number of columns: before April 2013, version 1, version 2."""

_DAY, _ACTOR1, _NAME1, _COUNTRY1, _ACTOR2, _NAME2, _COUNTRY2, _CODE = 1, 5, 6, 7, 15, 16, 17, 26
_KEYS = {"day": _DAY, "country1": _COUNTRY1, "country2": _COUNTRY2, "code": _CODE}
_FIRST = "GLOBALEVENTID"
_NO_STATE = "one side is no state"
_NO_STORY = "rows without an address: one day, pair and kind of event is taken for one story"
_EARLIER = "events dated before the day on which they were reported"


def read(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Lead] | Iterator[Count]:
    """Read what states are reported to have done to other states, each story once.

    Events within a state, or with a side that is none, are left out and counted. What counts for the month or year is
    the day on which it was reported: the day of the event is often a guess, up to years before.

    Parameters
    ----------
    sheets : iterable of Sheet
    asked : Asked
    account : Account

    Yields
    ------
    Lead or Count
    """
    return told(_events(sheets, asked, account), asked, account)


def _events(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Event]:
    """Give the events between two states."""
    for sheet in sheets:
        rows = split(sheet.lines, sheet.name, account, delimiter="\t", quoted=False)
        one = Table(sheet.name, [], _KEYS, _counted(rows, account))
        yield from made_of(one, account, _maker(asked, account))


def _counted(rows: Iterable[tuple[int, list[str]]], account: Account) -> Iterator[tuple[int, list[str]]]:
    """Count the rows; the names of the columns, which somebody may have put above them, are none."""
    for line, cells in rows:
        if cells[0].strip().upper() != _FIRST:
            account.read += 1
            yield line, cells


def _maker(asked: Asked, account: Account) -> Callable[[list[str]], tuple[Event, ...]]:
    """Make the function that reads a row."""
    days = Memo[str, str](lambda text: _day(text, "day"))
    added = Memo[str, str](lambda text: _day(text, "added"))
    actors = Memo[tuple[str, str, str], str](lambda key: _actor(*key, asked))

    def make(cells: list[str]) -> tuple[Event, ...]:
        layout = LAYOUTS.get(len(cells))
        if layout is None:
            raise BadCellError(
                "", f"a row of GDELT has 57, 58 or 61 cells and this one {len(cells)}", cells[0]
            )
        day, known, code = days[cells[_DAY]], added[cells[layout.added]], code_of(cells[_CODE], "code")
        by = actors[cells[_COUNTRY1], known, "country1"]
        on = actors[cells[_COUNTRY2], known, "country2"]
        if not (by and on):
            account.left_out[_NO_STATE] += 1
            return ()
        if not wanted(by, on, int(known[:4]), asked, account):
            return ()
        if day < known:
            account.notes[_EARLIER] += 1
        address = "" if layout.address is None else cells[layout.address].strip()
        if not address:
            account.notes[_NO_STORY] += 1
        story = story_of(address) if address else f"{known}: {by} on {on}"
        return (Event(day, known, by, on, code, _said(cells, layout, code, known), story, address),)

    return make


def _day(text: str, key: str) -> str:
    """Read a day of 8 digits, or the second of 14 digits on which a row was added."""
    bare = text.strip()
    if len(bare) not in {8, 14} or not bare.isdigit():
        raise BadCellError(key, "this is not a day of 8 or a time of 14 digits", bare)
    return day_of(bare[:8], key).isoformat()


def _actor(code: str, known: str, key: str, asked: Asked) -> str:
    """Find the state of an actor; empty where there is none."""
    bare = code.strip()
    if not bare or (bare in REGIONS and bare not in asked.names):
        return ""
    return party("cameo", bare, day_of(known), asked, key)


def _said(cells: list[str], layout: Layout, code: str, known: str) -> str:
    """Say in words what a row has."""
    one, other = (
        f"{cells[name].strip().title() or 'Somebody'} ({cells[actor].strip()})"
        for name, actor in ((_NAME1, _ACTOR1), (_NAME2, _ACTOR2))
    )
    place = cells[layout.place].strip()
    where = state_of("fips", place, day_of(known)) if place else None
    said = f", in {where.name}" if isinstance(where, State) else ""
    return f"{one} {KINDS[code[:2]]}, towards {other}{said}"
