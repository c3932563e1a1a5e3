"""Opening the situation that a command was given, with its faults said in the way that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NoReturn

import click

from detente.cli.render import print_json, show_faults
from detente.faults import Fault, SituationError, fault
from detente.situation.names import nearest
from detente.situation.opening import NoSuchCaseError, read
from detente.situation.records import Situation
from detente.situation.scalars import to_probability
from detente.situation.shapes import Unreadable

situation_argument = click.argument("situation")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def opened(source: str, *, as_json: bool) -> Situation:
    """Read a situation; print its faults and leave with 1 where it can't be used."""
    try:
        sit, faults = read(source)
    except NoSuchCaseError as error:
        raise click.UsageError(str(error)) from None
    if sit is None:
        leave([one for one in faults if one.severity == "fault"], as_json=as_json)
    return sit


def leave(faults: list[Fault], *, as_json: bool) -> NoReturn:
    """Print faults and leave with exit code 1."""
    if as_json:
        print_json({"faults": faults})
    else:
        show_faults(faults)
    raise click.exceptions.Exit(1)


@contextmanager
def faults_told(sit: Situation, *, as_json: bool) -> Iterator[None]:
    """Leave with 1 where a situation turns out to have faults while it is worked on."""
    from detente.evidence.bayes import AllExcludedError

    try:
        yield
    except SituationError as error:
        leave(list(error.faults), as_json=as_json)
    except AllExcludedError as error:
        said = sit.evidence[error.rows[0]].place if error.rows else sit.place
        leave([fault("DT510", said, str(error))], as_json=as_json)


def known_name(name: str, names: Any, what: str) -> str:
    """Give a name of the command line that the situation knows; wrong use names the nearest."""
    if name in names:
        return name
    near = nearest(name, names)
    hint = f"; did you mean '{near}'?" if near else f"; it has {', '.join(names)}" if names else ""
    raise click.UsageError(f"there is no {what} '{name}'{hint}")


def as_day(text: str | None) -> date | None:
    """Read a day of the command line."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"'{text}' is not a day; write it as 2023-03-08") from None


def level_of(text: str, flag: str) -> float:
    """Read a level of the command line: a share between 0 and 100 %."""
    try:
        return float(to_probability(text))
    except Unreadable as why:
        raise click.UsageError(f"{flag} {text}: {why.message}; write it as 50% or 0.5") from None
