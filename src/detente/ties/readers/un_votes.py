"""Votes in the General Assembly of the United Nations: how often two states vote alike, or each vote as a lead.

Source: Voeten, E., Strezhnev, A. and Bailey, M. (2009), United Nations General Assembly Voting Data, Harvard Dataverse.
Two files: votes (``rcid, country, country_code, vote``) and roll calls (``rcid, session, date, unres``), in any order.
The file of votes has no rows for states that were absent, so absence is nobody's disagreement: only votes that both cast
are compared.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Day
from decimal import Decimal
from typing import NamedTuple

from detente.faults import NOWHERE, Fault, SituationError, fault
from detente.ties.readers.account import Account
from detente.ties.readers.asked import NOT_ASKED, OTHER_YEAR, Asked
from detente.ties.readers.cells import MISSING, BadCellError, Memo, day_of, made_of, once, party
from detente.ties.readers.columns import Table, Wanted, table
from detente.ties.readers.flows import Flow
from detente.ties.readers.leads import PEOPLE, Lead
from detente.ties.readers.sheets import Sheet
from detente.ties.readers.store import Seen

COLUMNS: Wanted = {
    "call": ("rcid",),
    "country?": ("country", "countryname"),
    "code?": ("country_code",),
    "vote?": ("vote",),
    "session?": ("session",),
    "date?": ("date",),
    "resolution?": ("unres",),
    "title?": ("short",),
    "text?": ("descr",),
}
"""The columns of both files; a file of votes has ``vote``, a file of roll calls ``date``."""

_CAST = {"yes": "yes", "no": "no", "abstain": "abstain", "1": "yes", "3": "no", "2": "abstain"}
_DID = {"yes": "Voted for", "no": "Voted against", "abstain": "Abstained on"}
_ABSENT = frozenset({"8", "9", "absent", "not a member"})
_RESOLUTION = re.compile(r"(?:A/)?(?:RES/|R/)(.+)", re.IGNORECASE)
_PLACES = Decimal("0.000001")
_LONGEST = 200  # letters of a title


class Call(NamedTuple):
    """A roll call: its day, the resolution and its title."""

    day: Day
    resolution: str
    title: str


class Vote(NamedTuple):
    """How a state voted in a roll call."""

    call: Call
    number: str
    state: str
    vote: str


def read(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Flow] | Iterator[Lead]:
    """Read how alike states vote in each year, or each vote as a lead.

    Two states vote alike where both vote yes, both no, or both abstain; the share is of the votes that both cast.

    Parameters
    ----------
    sheets : iterable of Sheet
        The file of votes and that of roll calls; gone through twice.
    asked : Asked
        Where ``kind`` is ``leads``, each vote of the actors asked for is a lead.
    account : Account

    Yields
    ------
    Flow or Lead
        A tie leads from the other state to the one asked for; its note says of how many votes.

    Raises
    ------
    SituationError
        DT650, if one of the two files is missing.
    """
    calls: dict[str, Call] = {}
    for sheet in sheets:
        one = table(sheet, account, COLUMNS)
        if "date" in one.at and "vote" not in one.at:
            calls.update(made_of(one, account, _call_maker(one, Seen())))
    if not calls:
        raise SituationError([_lacking("there is no file of roll calls, which has the day of each vote")])
    votes = _votes(sheets, calls, asked, account)
    return _leads(votes, asked, account) if asked.kind == "leads" else _alike(votes, asked)


def resolution_of(text: str) -> str:
    """Write the number of a resolution in one style.

    Examples
    --------
    >>> resolution_of("R/72/50"), resolution_of("A/RES/72/50"), resolution_of("")
    ('A/RES/72/50', 'A/RES/72/50', '')
    """
    match = _RESOLUTION.fullmatch(text.strip())
    return f"A/RES/{match[1]}" if match else text.strip()


def _call_maker(one: Table, seen: Seen) -> Callable[[list[str]], tuple[tuple[str, Call], ...]]:
    """Make the function that reads a roll call."""

    def cell(cells: list[str], key: str) -> str:
        return cells[one.at[key]].strip() if key in one.at else ""

    def make(cells: list[str]) -> tuple[tuple[str, Call], ...]:
        number = _number(cells[one.at["call"]])
        day = day_of(cells[one.at["date"]])
        once(seen, [number], "this roll call", "call")
        title = " ".join((cell(cells, "title") or cell(cells, "text")).split())
        return ((number, Call(day, resolution_of(cell(cells, "resolution")), title[:_LONGEST])),)

    return make


def _votes(
    sheets: Iterable[Sheet], calls: Mapping[str, Call], asked: Asked, account: Account
) -> Iterator[Vote]:
    """Give the votes that were cast, one by one."""
    found = False
    seen = Seen()
    for sheet in sheets:
        one = table(sheet, account, COLUMNS)
        if "vote" in one.at:
            found = True
            yield from made_of(one, account, _vote_maker(one, calls, asked, account, seen))
    if not found:
        raise SituationError([_lacking("there is no file of votes, which has the columns country and vote")])


def _vote_maker(
    one: Table, calls: Mapping[str, Call], asked: Asked, account: Account, seen: Seen
) -> Callable[[list[str]], tuple[Vote, ...]]:
    """Make the function that reads a vote."""
    states: Memo[tuple[str, str, int], str] = Memo(lambda key: _state(*key, asked))
    at_code, at_country = one.at.get("code"), one.at.get("country")
    at_call, at_vote = one.at["call"], one.at["vote"]

    def make(cells: list[str]) -> tuple[Vote, ...]:
        number, vote = _number(cells[at_call]), cells[at_vote].strip().lower().removesuffix(".0")
        if vote in _ABSENT:
            account.left_out["absent, or not a member"] += 1
            return ()
        if vote not in _CAST:
            raise BadCellError("vote", "this is not a vote", vote, "yes, no, abstain, or 1, 3, 2")
        call = calls.get(number)
        if call is None:
            raise BadCellError(
                "call", "no roll call has this number", number, "name the whole file of roll calls"
            )
        if not asked.covers(call.day.year):
            account.left_out[OTHER_YEAR] += 1
            return ()
        code = "" if at_code is None else cells[at_code].strip()
        country = "" if at_country is None else cells[at_country].strip()
        state = states[code, country, call.day.year]
        once(seen, (number, state), "the vote of this state in this roll call", "country")
        return (Vote(call, number, state, _CAST[vote]),)

    return make


def _state(code: str, country: str, year: int, asked: Asked) -> str:
    """Find a state by its code, or by its name where it has none; NA is Namibia's code unless the name says otherwise."""
    by_name = country and (code.upper() in MISSING or country in asked.names) and country != "Namibia"
    return (
        party("name", country, year, asked, "country")
        if by_name
        else party("iso2", code, year, asked, "code")
    )


def _number(text: str) -> str:
    """Read the number of a roll call, which some programs write as 5546.0."""
    return text.strip().removesuffix(".0")


def _leads(votes: Iterable[Vote], asked: Asked, account: Account) -> Iterator[Lead]:
    """Make each vote a lead."""
    for call, number, state, vote in votes:
        if asked.actors and state not in asked.actors:
            account.left_out[NOT_ASKED] += 1
            continue
        day, origin = call.day.isoformat(), f"roll call {number}"
        said = f"{_DID[vote]} {call.resolution or origin}" + (f": {call.title}" if call.title else "")
        yield Lead(day, day, state, "", "conduct", call.resolution or number, said, "", origin, PEOPLE)


def _alike(votes: Iterable[Vote], asked: Asked) -> Iterator[Flow]:
    """Count how often two states cast the same vote, of the votes that both cast."""
    years: dict[int, dict[str, dict[str, int]]] = defaultdict(
        lambda: defaultdict(lambda: dict.fromkeys(_DID, 0))
    )
    bits: dict[tuple[int, str], int] = {}
    counted: Counter[int] = Counter()
    for call, number, state, vote in votes:
        year = call.day.year
        if (year, number) not in bits:
            bits[year, number] = 1 << counted[year]
            counted[year] += 1
        years[year][state][vote] |= bits[year, number]
    for year in sorted(years):
        cast = years[year]
        for one in sorted(cast):
            if not asked.actors or one in asked.actors:
                yield from _with_all(one, cast, year)


def _with_all(one: str, cast: Mapping[str, Mapping[str, int]], year: int) -> Iterator[Flow]:
    """Compare one state with all others; the sets of roll calls are the bits of whole numbers."""
    mine = cast[one]
    all_mine = mine["yes"] | mine["no"] | mine["abstain"]
    for other in sorted(cast):
        if other == one:
            continue
        theirs = cast[other]
        both = (all_mine & (theirs["yes"] | theirs["no"] | theirs["abstain"])).bit_count()
        same = sum((mine[vote] & theirs[vote]).bit_count() for vote in _DID)
        if both:
            share = (Decimal(same) / Decimal(both)).quantize(_PLACES)
            yield Flow(other, one, year, share, note=f"{same} of {both} votes that both cast")


def _lacking(message: str) -> Fault:
    return fault("DT650", NOWHERE, message, expected="a file of votes and a file of roll calls")
