"""Batches: forecasts of many situations and settings, each once, kept line by line so that an interrupted one goes on.

A job's key is made of everything that its result depends on. Results are kept in a file of lines, one for each job, each
with its key; what stands there is not done again. Lines are written in the order of the jobs, whoever is ready first, so
that the file is the same however many processes there were and however often it was interrupted.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from detente.faults import SituationError
from detente.outlook.forecasting import forecast
from detente.outlook.model import NO_BRANCH, Branch
from detente.outlook.results import Forecast
from detente.outlook.spreading import in_order, processes
from detente.situation.opening import digest
from detente.situation.records import Situation

AHEAD = 4
"""How many jobs are handed out for each process, so that none waits for the next."""

WINDOW = 8 * AHEAD  # where nobody says how many processes an executor has


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One forecast that is wanted.

    Attributes
    ----------
    name : str
        What the situation is called; the result doesn't depend on it.
    sit : Situation
    branch : Branch
        What is assumed beyond the file.
    as_of : date or None
    draws, seed : int
    span : bool
        Whether the other theories of behaviour are run too.
    """

    name: str
    sit: Situation
    branch: Branch = NO_BRANCH
    as_of: Day | None = None
    draws: int = 200
    seed: int = 1
    span: bool = True

    @property
    def settings(self) -> dict[str, Any]:
        """The settings, as JSON has them."""
        return {
            "do": dict(self.branch.do),
            "start": dict(self.branch.start),
            "given": dict(self.branch.given),
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "draws": self.draws,
            "seed": self.seed,
            "span": self.span,
        }

    def key(self, version: str) -> str:
        """Give a SHA-256 of all that the result depends on: the file with its tables, the settings, the program.

        Parameters
        ----------
        version : str
            Of the program.

        Examples
        --------
        >>> import detente
        >>> sit = detente.load("chicken")
        >>> Job("a", sit).key("1") == Job("b", sit).key("1"), Job("a", sit).key("1") == Job("a", sit, seed=2).key("1")
        (True, False)
        """
        told = json.dumps([digest(self.sit), self.settings, version], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()


class Done(NamedTuple):
    """What a job came to: its forecast, or why there is none."""

    job: Job
    forecast: Forecast | None
    why: tuple[str, ...] = ()


def run(
    jobs: Iterable[Job], *, workers: int = 1, executor: Executor | None = None, window: int = WINDOW
) -> Iterator[Done]:
    """Do jobs, and give what each came to, in the order of the jobs.

    Parameters
    ----------
    jobs : iterable of Job
        Taken one by one, as they are handed out.
    workers : int
        How many local processes to start where there is no executor; with one, this process does them.
    executor : concurrent.futures.Executor, optional
        Who does them in place of local processes.
    window : int
        How many may be handed out to an executor at a time.

    Yields
    ------
    Done

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("prisoners-dilemma")
    >>> for done in run([Job("free", sit), Job("held", sit, Branch({"swerve": True}, {}, {}))]):
    ...     print(done.job.name, done.forecast is not None, done.why[:1] != ())
    free True False
    held False True
    """
    if executor is None and workers > 1:
        with processes(workers) as pool:
            yield from run(jobs, executor=pool, window=AHEAD * workers)
        return
    taken: deque[Job] = deque()

    def handed_out() -> Iterator[tuple[Job]]:
        for job in jobs:
            taken.append(job)
            yield (job,)

    if executor is None:
        results: Iterator[_Result] = (_forecast(job) for (job,) in handed_out())
    else:
        results = in_order(executor, _forecast, handed_out(), window)
    for result in results:
        yield Done(taken.popleft(), *result)


_Result: TypeAlias = tuple[Forecast | None, tuple[str, ...]]


def _forecast(job: Job) -> _Result:
    """Do one job; what can't be forecast is told, not raised."""
    try:
        found = forecast(
            job.sit,
            draws=job.draws,
            seed=job.seed,
            as_of=job.as_of,
            do=job.branch.do,
            start=job.branch.start,
            given=job.branch.given,
            span=job.span,
        )
    except ValueError as error:
        return None, _reasons(error)
    return found, ()


def _reasons(error: ValueError) -> tuple[str, ...]:
    """Say why there is no forecast: each fault with its line, or what was wrong with the settings."""
    if not isinstance(error, SituationError):
        return (str(error),)
    return tuple(
        f"line {one.line}: {one.message}" + (f"; {one.hint}" if one.hint else "") for one in error.faults
    )


_BEGINNING = b'{"key": "'  # of every line; what is cut off at the end of a file begins so too


class BusyError(OSError):
    """Another run writes to the same file of results."""


class Results:
    """A file of results that lines are added to; ``keys`` are those of the jobs whose results it held when it was opened."""

    def __init__(self, file: BinaryIO, keys: frozenset[str]) -> None:
        self._file, self.keys = file, keys

    def add(self, record: Mapping[str, Any]) -> None:
        """Write one line, whole and at once."""
        line = json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"
        self._file.write(line.encode())


@contextmanager
def results_in(path: Path) -> Iterator[Results]:
    r"""Open a file of results, one a line, so that more can be added; it is made where it isn't there.

    A last line that was not written to its end doesn't count and is taken away. Nobody else can open the file so meanwhile.

    Parameters
    ----------
    path : Path

    Yields
    ------
    Results

    Raises
    ------
    ValueError
        If a line is no result of a job: then the file is something else, and stays as it is.
    BusyError
        If another run has opened it.
    OSError
        If it can't be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "results.jsonl"
    ...     _ = path.write_text('{"key": "ab", "questions": {}}\n{"key": "c')
    ...     with results_in(path) as results:
    ...         results.add({"key": "d"})
    ...     sorted(results.keys), path.read_text()
    (['ab'], '{"key": "ab", "questions": {}}\n{"key": "d"}\n')
    """
    with path.open("a+b", buffering=0) as file:
        _claim(file, path)
        file.seek(0)
        *whole, rest = file.readall().split(b"\n")
        keys = frozenset(_key(line, f"{path}, line {number}") for number, line in enumerate(whole, start=1))
        if not rest.startswith(_BEGINNING[: len(rest)]):
            raise ValueError(f"{path}, line {len(whole) + 1}: this is no result of a job")
        file.truncate(sum(len(line) + 1 for line in whole))
        yield Results(file, keys)


def _claim(file: BinaryIO, path: Path) -> None:
    """Keep other runs from writing to a file; the claim ends when it is closed."""
    try:
        import fcntl
    except ImportError:  # not a system that has such claims
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BusyError(f"another run is writing to {path}; name another file") from None


def _key(line: bytes, where: str) -> str:
    try:
        return str(json.loads(line)["key"])
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"{where}: this is no result of a job") from None
