"""Events that a program read out of the news: one story told many times is one story, and stories are not events.

The codes of CAMEO have two, three or four digits and can begin with a nought; the first two are the kind of event.

Source: Schrodt, P. (2012), CAMEO: Conflict and Mediation Event Observations, Event and Actor Codebook, version 1.1b3.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import blake2b
from typing import NamedTuple

from detente.ties.readers.account import Account
from detente.ties.readers.asked import NOT_ASKED, OTHER_YEAR, WITHIN, Asked
from detente.ties.readers.cells import BadCellError
from detente.ties.readers.leads import MACHINE, UNJUDGED, Count, Lead

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
_AGAIN = "the story had been told"
_MEMORY = "-64000"  # of the store, in KB; more goes to a temporary file


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
    fields = ", ".join(f'"{name}" TEXT' for name in Event._fields)
    with closing(_store(f"CREATE TABLE event (id INTEGER PRIMARY KEY, {fields})")) as store:
        marks = ", ".join("?" * (len(Event._fields) + 1))
        rows = ((_key(event), *event) for event in _tallied(events, account))
        store.executemany(f"INSERT OR IGNORE INTO event VALUES ({marks})", rows)  # noqa: S608 - marks only
        account.left_out[_AGAIN] -= store.execute("SELECT count(*) FROM event").fetchone()[0]
        for _, *values in store.execute('SELECT * FROM event ORDER BY known, day, "by", "on", code, story'):
            event = Event(*values)
            kind = "statement" if event.code[:2] in _STATEMENTS else "conduct"
            yield Lead(
                event.day,
                event.known,
                event.by,
                event.on,
                kind,
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
    groups: dict[tuple[str, str, str, str], int] = {}
    rows: Counter[int] = Counter()

    def keyed() -> Iterator[tuple[int, int]]:
        for event in events:
            group = groups.setdefault(
                (event.known[:letters], event.by, event.on, event.code[:2]), len(groups)
            )
            rows[group] += 1
            yield _key(event), group

    with closing(_store("CREATE TABLE seen (id INTEGER PRIMARY KEY, place INTEGER)")) as store:
        store.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", keyed())
        stories = dict(store.execute("SELECT place, count(*) FROM seen GROUP BY place"))
    account.notes["rows that told a story again"] += rows.total() - sum(stories.values())
    for (when, by, on, kind), group in sorted(groups.items()):
        yield Count(by, on, when, kind, KINDS[kind], stories.get(group, 0), rows[group])


def _tallied(events: Iterable[Event], account: Account) -> Iterator[Event]:
    """Count the events as they pass."""
    for event in events:
        account.left_out[_AGAIN] += 1
        yield event


def _key(event: Event) -> int:
    """Give the number of a story about one pair, kind and month; two share one with a chance of 2^-64."""
    text = "\n".join((event.story, event.by, event.on, event.code[:2], event.known[:7]))
    return int.from_bytes(
        blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True
    )


def _store(table: str) -> sqlite3.Connection:
    """Make a store that keeps in memory what fits and the rest in a file that nobody else sees."""
    store = sqlite3.connect("", isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = {_MEMORY}"):
        store.execute(f"PRAGMA {setting}")
    store.execute(table)
    store.execute("BEGIN")
    return store
