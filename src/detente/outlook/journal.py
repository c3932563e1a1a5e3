"""The journal: forecasts as they were made, kept in a small database beside the file.

A replayed forecast is made by people who may know what came. A recorded one was stored on its day, with a digest of all
that went into it. Entries are only ever added: the database refuses to change or delete one, and each carries a digest
of itself and of the entry before, so that one altered in another way no longer fits.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from datetime import date as Day
from pathlib import Path
from typing import Any, NamedTuple

from detente.faults import Place, SituationError, fault
from detente.outlook.results import Forecast
from detente.situation.opening import casebook
from detente.situation.records import Question, Situation

_TABLE = """
create table if not exists forecasts (
    number integer primary key,
    made text not null,
    version text not null,
    digest text not null,
    as_of text,
    forecast text not null,
    seal text not null
);
create trigger if not exists kept before update on forecasts
    begin select raise(abort, 'the journal is only added to'); end;
create trigger if not exists whole before delete on forecasts
    begin select raise(abort, 'the journal is only added to'); end;
"""
_COLUMNS = "number, made, version, digest, as_of, forecast, seal"


class Recorded(NamedTuple):
    """What was forecast of a question: the figures, and what exactly was asked."""

    probability: float | None
    undoubted: float | None
    low: float | None
    high: float | None
    asked: str


class Entry(NamedTuple):
    """A forecast as it was made.

    Attributes
    ----------
    number : int
        From 1, in the order of recording.
    made : datetime
        In UTC.
    version : str
        Of the program.
    digest : str
        SHA-256 of the file and the tables it names.
    as_of : date or None
        What was known by this day counted.
    branch : mapping of str to mapping of str to bool
        What was assumed beyond the file (``do``, ``start``, ``given``); empty for a forecast of what will happen.
    questions : mapping of str to Recorded
    """

    number: int
    made: datetime
    version: str
    digest: str
    as_of: Day | None
    branch: Mapping[str, Mapping[str, bool]]
    questions: Mapping[str, Recorded]


def journal_of(sit: Situation) -> Path:
    """Give the path of a situation's journal: ``NAME.journal.db`` beside its file.

    The journal of a built-in case stands in the current folder and bears the name of the case.

    Raises
    ------
    ValueError
        If the situation was read from a text and not from a file.

    Examples
    --------
    >>> import detente
    >>> journal_of(detente.load("chicken")).name
    'chicken.journal.db'
    """
    if not sit.file:
        raise ValueError("a journal stands beside a file, and the situation was read from a text")
    path = Path(sit.file)
    if path.resolve().is_relative_to(casebook().resolve()):
        return Path(f"{path.parent.name}.journal.db")
    return path.with_name(f"{path.stem}.journal.db")


def record(
    sit: Situation, forecast: Forecast, when: datetime, *, version: str, path: Path | None = None
) -> Entry:
    """Add a forecast to the journal.

    Parameters
    ----------
    sit : Situation
    forecast : Forecast
        Of this situation.
    when : datetime
        Now, with its time zone; only who calls this reads a clock.
    version : str
        Of the program.
    path : Path, optional
        Of the journal; default: beside the file.

    Returns
    -------
    Entry
        As it was stored.

    Raises
    ------
    ValueError
        If ``when`` has no time zone, or there is no file to stand beside.
    SituationError
        If what stands at the path is no journal, or one that was altered.
    OSError
        If it can't be written.
    """
    if when.tzinfo is None:
        raise ValueError(f"the time of a record needs a time zone; got {when}")
    path = journal_of(sit) if path is None else path
    with _opened(path, write=True) as database:
        before = _checked(path, _rows(database))
        row = _row(sit, forecast, when.astimezone(UTC), version, before)
        database.execute(f"insert into forecasts ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608 - the names of columns stand above
    return _entry(row)


def entries(path: Path) -> tuple[Entry, ...]:
    """Read a journal; one that isn't there has no entries.

    Parameters
    ----------
    path : Path

    Returns
    -------
    tuple of Entry
        In the order in which they were recorded.

    Raises
    ------
    SituationError
        If it can't be read as a journal, or an entry was altered, left out or put in.

    Notes
    -----
    Whoever may write the file can make a new journal that fits itself. The seals tell of accidents and of quiet changes to
    one entry; keep a copy of the last seal elsewhere to tell more.
    """
    if not path.is_file():
        return ()
    with _opened(path, write=False) as database:
        return tuple(_entry(row) for row in _checked(path, _rows(database)))


def asked(question: Question) -> str:
    """Say what exactly a question asks, so that a forecast of another question isn't scored in its place.

    Examples
    --------
    >>> import detente
    >>> asked(detente.load("belarus-2023").questions["troops"])
    'ever: join_war; by 2024-12-31'
    """
    what = f"{question.counted}: {question.when_text}" if question.when is not None else question.text
    return f"{what}; by {question.by.day}" if question.by else what


_Row = tuple[Any, ...]


def _row(sit: Situation, forecast: Forecast, when: datetime, version: str, before: list[_Row]) -> _Row:
    """Make the row of a new entry."""
    told = {
        "branch": {
            name: dict(values)
            for name, values in (("do", forecast.do), ("start", forecast.start), ("given", forecast.given))
            if values
        },
        "draws": forecast.draws,
        "seed": forecast.seed,
        "questions": {
            name: Recorded(
                one.probability, one.undoubted, one.low, one.high, asked(sit.questions[name])
            )._asdict()
            for name, one in forecast.questions.items()
        },
    }
    row = (
        len(before) + 1,
        when.isoformat(timespec="seconds"),
        version,
        forecast.digest,
        forecast.as_of.isoformat() if forecast.as_of else None,
        json.dumps(told, sort_keys=True, ensure_ascii=False),
    )
    return (*row, _seal(row, before[-1][-1] if before else ""))


def _seal(row: _Row, before: str) -> str:
    """Give the digest of an entry and of the seal before it."""
    return hashlib.sha256(json.dumps([before, *row]).encode()).hexdigest()


def _entry(row: _Row) -> Entry:
    """Make the record of a row."""
    number, made, version, digest, as_of, told, _ = row
    read = json.loads(told)
    questions = {name: Recorded(**one) for name, one in read["questions"].items()}
    day = Day.fromisoformat(as_of) if as_of else None
    return Entry(number, datetime.fromisoformat(made), version, digest, day, read["branch"], questions)


def _rows(database: sqlite3.Connection) -> list[_Row]:
    return database.execute(f"select {_COLUMNS} from forecasts order by number").fetchall()  # noqa: S608 - the names of columns stand above


def _checked(path: Path, rows: list[_Row]) -> list[_Row]:
    """Refuse a journal in which an entry doesn't fit the one before it."""
    before = ""
    for place, row in enumerate(rows, 1):
        if row[0] != place or row[-1] != _seal(row[:-1], before):
            raise SituationError(
                [
                    fault(
                        "DT142",
                        Place(1, 1, str(path)),
                        f"the journal was altered at or before entry {row[0]}",
                        expected="entries that are only added, never changed or taken away",
                        hint="go back to a copy from before; or move this one away, and a new one is begun",
                    )
                ]
            )
        before = row[-1]
    return rows


@contextmanager
def _opened(path: Path, *, write: bool) -> Iterator[sqlite3.Connection]:
    """Open a journal for one transaction; what goes wrong is told as a fault or as the system's error."""
    try:
        database = sqlite3.connect(path if write else f"{path.resolve().as_uri()}?mode=ro", uri=not write)
        try:
            with database:
                if write:
                    database.executescript(_TABLE)
                    database.execute("begin immediate")
                yield database
        finally:
            database.close()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and not str(error).startswith("no such"):
            raise OSError(0, str(error), str(path)) from error
        raise SituationError(
            [
                fault(
                    "DT141",
                    Place(1, 1, str(path)),
                    "this is not a journal of forecasts",
                    expected="a database that 'detente forecast --record' made",
                    got=str(error),
                    hint="move it away, and a new one is begun",
                )
            ]
        ) from error
