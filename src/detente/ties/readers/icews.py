"""ICEWS events: what a program read in the news from 1995 to 2023, as leads or counts of stories.

Source: Boschee, E. et al. (2015), ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075. Tab-separated, 20
columns. The number of an event is unique only together with its date. States are named, not coded; ``NA`` says that there
is none. Sectors are a list whose order differs from row to row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date as Day

from detente.ties.readers.account import Account
from detente.ties.readers.asked import Asked
from detente.ties.readers.cells import MISSING, Memo, day_of, made_of, party
from detente.ties.readers.columns import Table, Wanted, table
from detente.ties.readers.events import Event, code_of, told, wanted
from detente.ties.readers.leads import Count, Lead
from detente.ties.readers.sheets import Sheet

COLUMNS: Wanted = {
    "event": ("Event ID",),
    "day": ("Event Date",),
    "name1": ("Source Name",),
    "sectors1": ("Source Sectors",),
    "country1": ("Source Country",),
    "text": ("Event Text",),
    "code": ("CAMEO Code",),
    "name2": ("Target Name",),
    "sectors2": ("Target Sectors",),
    "country2": ("Target Country",),
    "story": ("Story ID",),
    "publisher": ("Publisher",),
    "country": ("Country",),
}
"""The columns that are read."""

_NO_STATE = "one side is no state"


def read(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Lead] | Iterator[Count]:
    """Read what states are reported to have done to other states, each story once.

    Events within a state, or with a side that is none, are left out and counted.

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
        one = table(sheet, account, COLUMNS)
        yield from made_of(one, account, _maker(one, asked, account))


def _maker(one: Table, asked: Asked, account: Account) -> Callable[[list[str]], tuple[Event, ...]]:
    """Make the function that reads a row."""
    at = one.at
    days = Memo[str, Day](lambda text: day_of(text, "day"))
    actors = Memo[tuple[str, str, str], str](lambda key: _actor(*key, asked))

    def make(cells: list[str]) -> tuple[Event, ...]:
        day, code = days[cells[at["day"]]], code_of(cells[at["code"]], "code")
        known = day.isoformat()
        by = actors[cells[at["country1"]], known, "country1"]
        on = actors[cells[at["country2"]], known, "country2"]
        if not (by and on):
            account.left_out[_NO_STATE] += 1
            return ()
        if not wanted(by, on, day.year, asked, account):
            return ()
        cell = {key: "" if _is_missing(cells[place]) else cells[place].strip() for key, place in at.items()}
        number = f"event {cell['event']} of {known}"
        story = f"story {cell['story']}" if cell["story"] else number
        return (Event(known, known, by, on, code, _said(cell), story, f"ICEWS {number}"),)

    return make


def _is_missing(text: str) -> bool:
    return text.strip().upper() in MISSING


def _actor(name: str, known: str, key: str, asked: Asked) -> str:
    """Find the state of an actor; empty where there is none."""
    return "" if _is_missing(name) else party("name", name, day_of(known), asked, key)


def _said(cell: dict[str, str]) -> str:
    """Say in words what a row has; sectors in alphabetical order, since theirs means nothing."""
    one, other = (
        cell[f"name{side}"] + (f" ({', '.join(sectors)})" if sectors else "")
        for side in ("1", "2")
        for sectors in [sorted({part.strip() for part in cell[f"sectors{side}"].split(",") if part.strip()})]
    )
    where = f", in {cell['country']}" if cell["country"] else ""
    by = f"; {cell['publisher']}" if cell["publisher"] else ""
    return f"{one}: {cell['text']}, towards {other}{where}{by}"
