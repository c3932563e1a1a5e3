"""Events that a program read out of the news: one story told many times is one story, and stories are not events.

The codes of CAMEO have two, three or four digits and can begin with a nought; the first two are the kind of event.

Source: Schrodt, P. (2012), CAMEO: Conflict and Mediation Event Observations, Event and Actor Codebook, version 1.1b3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

from detente.ties.readers.account import Account
from detente.ties.readers.asked import NOT_ASKED, OTHER_YEAR, WITHIN, Asked
from detente.ties.readers.cells import BadCellError
from detente.ties.readers.leads import MACHINE, UNJUDGED, Count, Lead
from detente.ties.readers.store import number_of, store

KINDS = {
    "01": "makes a public statement",
    "02": "appeals",
    "03": "says that it intends to cooperate",
    "04": "consults",
    "05": "cooperates diplomatically",
    "06": "cooperates materially",
    "07": "gives aid",
    "08": "yields",
    "09": "investigates",
    "10": "demands",
    "11": "disapproves",
    "12": "rejects",
    "13": "threatens",
    "14": "protests",
    "15": "shows force",
    "16": "reduces relations",
    "17": "coerces",
    "18": "assaults",
    "19": "fights",
    "20": "uses mass violence",
}
"""The kinds of event by the first two digits of their code."""

_STATEMENTS = frozenset({"01", "02", "03", "04", "05", "09", "10", "11", "12", "13"})  # the rest are deeds
_CODE = re.compile(r"[0-9]{3,4}")
_WORDS = re.compile(r"[^\W\d_]+")
_TELLING = 4  # words that make the name of a page the name of a story
_SCRIPTS = (".php", ".asp", ".aspx", ".jsp", ".cfm", ".cgi")  # pages that a query tells apart
_STORIES = """CREATE TABLE story (id INTEGER PRIMARY KEY, "when" TEXT, "by" TEXT, "on" TEXT, kind TEXT, told INTEGER)"""
_TOLD = "INSERT INTO story VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET told = told + 1"
_BY_GROUP = """
    SELECT "when", "by", "on", kind, count(*), sum(told) FROM story
    GROUP BY "when", "by", "on", kind ORDER BY "when", "by", "on", kind
"""
_AGAIN = "the story had been told"


class Event(NamedTuple):
    """What a program read: who did what to whom, on which day, known from when, told in which story."""

    day: str
    known: str
    by: str
    on: str
    code: str
    says: str
    story: str
    address: str


def told(events: Iterable[Event], asked: Asked, account: Account) -> Iterator[Lead] | Iterator[Count]:
    """Tell each story once: as leads, or counted by month or year.

    Of a story that has an actor do things of one kind to another, the first row counts. Memory is bounded: what doesn't fit
    goes to a temporary file.

    Parameters
    ----------
    events : iterable of Event
    asked : Asked
        ``kind`` is ``leads`` or ``counts``; ``choices["every"]`` is ``month`` (the default) or ``year``.
    account : Account
        Is told how many rows told a story again.

    Yields
    ------
    Lead or Count
        In order of time.
    """
    if asked.kind == "leads":
        return _leads(events, account)
    return _counts(events, account, asked.choices.get("every", "month"))


def wanted(by: str, on: str, year: int, asked: Asked, account: Account) -> bool:
    """Whether an event between two states is asked for; if not, the reason is counted."""
    reason = ""
    if not asked.wants(by, on):
        reason = NOT_ASKED
    elif not asked.covers(year):
        reason = OTHER_YEAR
    elif by == on:
        reason = WITHIN
    if reason:
        account.left_out[reason] += 1
    return not reason


def code_of(text: str, key: str) -> str:
    """Read a code of CAMEO, which is a text: 040 is not 40.

    Raises
    ------
    BadCellError
        If it isn't one.

    Examples
    --------
    >>> code_of("040", "code"), KINDS["040"[:2]]
    ('040', 'consults')
    """
    code = text.strip()
    if _CODE.fullmatch(code) and code[:2] in KINDS:
        return code
    lost = code.isascii() and code.isdigit() and len(code) < 3
    hint = "the nought that it begins with was lost: read the column as text" if lost else ""
    raise BadCellError(key, "this is not a code of CAMEO", code, hint)


def story_of(address: str) -> str:
    """Give what tells a story by the address of its page.

    Papers that print one agency's report often keep the name of its page: a name of four words or more is taken for the
    story itself, whoever printed it. Else the address is the story, without what follows a question mark.

    Examples
    --------
    >>> story_of("http://www.a.com/news/minsk-says-talks-go-on/123/?rss=1")
    'minsk-says-talks-go-on'
    >>> story_of("https://b.org/2018/01/minsk-says-talks-go-on.html") == story_of("http://a.com/minsk-says-talks-go-on/9")
    True
    >>> story_of("http://www.c.net/a.php?id=7")
    'c.net/a.php?id=7'
    """
    bare = address.strip().lower().partition("#")[0]
    host, _, path = bare.partition("://")[2].removeprefix("www.").partition("/")
    if not host:
        return bare
    page = path.partition("?")[0]
    names = ["-".join(_WORDS.findall(part.rpartition(".")[0] or part)) for part in page.split("/")]
    longest = max(names, key=lambda name: name.count("-"))
    if longest.count("-") >= _TELLING - 1:
        return longest
    return f"{host}/{path if page.endswith(_SCRIPTS) else page}".rstrip("/")


def _leads(events: Iterable[Event], account: Account) -> Iterator[Lead]:
    """Give one lead for each story, pair and kind of event, in order of the day it was known."""
    read = 0

    def keyed() -> Iterator[tuple[int | str, ...]]:
        nonlocal read
        for event in events:
            read += 1
            yield _key(event), *event

    fields = ", ".join(f'"{name}" TEXT' for name in Event._fields)
    marks = ", ".join("?" * (len(Event._fields) + 1))
    with closing(store(f"CREATE TABLE event (id INTEGER PRIMARY KEY, {fields})")) as kept:
        inserted = kept.executemany(f"INSERT OR IGNORE INTO event VALUES ({marks})", keyed()).rowcount  # noqa: S608 - marks only
        if read > inserted:
            account.left_out[_AGAIN] += read - inserted
        for _, *values in kept.execute('SELECT * FROM event ORDER BY known, day, "by", "on", code, story'):
            yield _lead(Event(*values))


def _lead(event: Event) -> Lead:
    """Make an event a lead: words are a statement, deeds are conduct."""
    return Lead(
        event.day,
        event.known,
        event.by,
        event.on,
        "statement" if event.code[:2] in _STATEMENTS else "conduct",
        f"CAMEO {event.code}",
        event.says,
        UNJUDGED,
        event.story,
        MACHINE,
        event.address,
    )


def _counts(events: Iterable[Event], account: Account, every: str) -> Iterator[Count]:
    """Count the stories of each pair, kind of event and month or year in which they were known."""
    letters = 4 if every == "year" else 7
    rows = (
        (_key(event, letters), event.known[:letters], event.by, event.on, event.code[:2]) for event in events
    )
    with closing(store(_STORIES)) as kept:
        kept.executemany(_TOLD, rows)
        again = kept.execute("SELECT sum(told) - count(*) FROM story").fetchone()[0]
        if again:
            account.notes["rows that told a story again"] += again
        for when, by, on, kind, stories, told in kept.execute(_BY_GROUP):
            yield Count(by, on, when, kind, KINDS[kind], stories, told)


def _key(event: Event, letters: int = 7) -> int:
    """Give the number of a story about one pair, kind of event, and month or year."""
    return number_of((event.story, event.by, event.on, event.code[:2], event.known[:letters]))
