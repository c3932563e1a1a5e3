"""Opening a situation: from a path, a built-in case's name, or a text; and the list of built-in cases."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from detente.faults import Fault, SituationError
from detente.situation.names import nearest
from detente.situation.reader import read_text
from detente.situation.records import Situation
from detente.situation.text import decode, read_file

_FILE = "situation.yaml"


class Case(NamedTuple):
    """A built-in case: its name, title, size and where it comes from."""

    name: str
    title: str
    states: int
    actors: int
    source: str


class NoSuchCaseError(FileNotFoundError):
    """Neither a file nor a built-in case has this name."""


def casebook() -> Path:
    """Give the folder of the built-in cases."""
    return Path(str(resources.files("detente") / "casebook"))


def case_names() -> tuple[str, ...]:
    """Give the names of the built-in cases, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in casebook().glob(f"*/{_FILE}")))


def case_file(name: str) -> Path | None:
    """Give the file of a built-in case; None where there is no such case."""
    return casebook() / name / _FILE if name in case_names() else None


def cases() -> tuple[Case, ...]:
    """List the built-in cases with title, size and source.

    Examples
    --------
    >>> [case.name for case in cases()][:2]
    ['belarus-2023', 'chicken']
    """
    return tuple(_described(name) for name in case_names())


def _described(name: str) -> Case:
    sit = load(name)
    if sit.graph is not None:
        states = len(sit.graph.states)
    else:
        states = len(sit.states) if sit.states is not None else 0
    first = next(iter(sit.sources.values()), None)
    cited = (
        (first.author, first.title, first.publisher, first.date.text if first.date else "") if first else ()
    )
    return Case(name, sit.title, states, len(sit.actors), ", ".join(part for part in cited if part))


def find(source: str) -> Path:
    """Find a situation by path or by the name of a built-in case; an existing file wins.

    Raises
    ------
    NoSuchCaseError
        If there is neither; the message names the nearest case.
    """
    path = Path(source)
    if source and "\0" not in source and (path.is_file() or path.is_dir()):
        return path
    case = case_file(source)
    if case is not None:
        return case
    near = nearest(source, case_names())
    hint = (
        f"; did you mean the built-in case '{near}'?"
        if near
        else "; 'detente cases' lists the built-in cases"
    )
    raise NoSuchCaseError(f"there is no file and no built-in case '{source}'{hint}")


def read(source: str | os.PathLike[str]) -> tuple[Situation | None, list[Fault]]:
    r"""Read a situation and all that is wrong with it; never raises for what is in the file.

    Parameters
    ----------
    source : str or PathLike
        A path; or a text, if it holds a line break; or the name of a built-in case. An existing file wins over a case.

    Returns
    -------
    situation : Situation or None
        None where it is unusable.
    faults : list of Fault
        Faults and warnings.

    Raises
    ------
    OSError
        If there is no such file or case.

    Examples
    --------
    >>> sit, faults = read("detente: 1\ntitle: Two\nactors: {A: Alpha}\n")
    >>> sit.title, faults
    ('Two', [])
    """
    situation, faults = examine(source)
    broken = any(one.severity == "fault" for one in faults)
    return (None if broken else situation), faults


def examine(source: str | os.PathLike[str]) -> tuple[Situation | None, list[Fault]]:
    """Read a situation as :func:`read` does, but give as much of it as could be read even where it has faults.

    Parameters
    ----------
    source : str or PathLike
        As for :func:`read`.

    Returns
    -------
    situation : Situation or None
        What could be read, usable only if there is no fault; None where there is nothing to read.
    faults : list of Fault
        Faults and warnings.

    Raises
    ------
    OSError
        If there is no such file or case.
    """
    if isinstance(source, str) and "\n" in source:
        text, faults = decode(source.encode("utf-8", "surrogatepass"))
        return (None, faults) if text is None else read_text(text)
    path = find(source) if isinstance(source, str) else Path(source)
    text, faults = read_file(path)
    return (None, faults) if text is None else read_text(text, str(path), path.parent)


def load(source: str | os.PathLike[str]) -> Situation:
    """Read a situation that must be usable.

    Parameters
    ----------
    source : str or PathLike
        As for :func:`read`.

    Raises
    ------
    SituationError
        With all faults, if it isn't.
    OSError
        If there is no such file or case.

    Examples
    --------
    >>> load("prisoners-dilemma").title
    "Prisoners' dilemma"
    """
    sit, faults = read(source)
    if sit is None:
        raise SituationError(one for one in faults if one.severity == "fault")
    return sit


def digest(sit: Situation) -> str:
    """Give the SHA-256 of a situation's text and of the tables it names, in order of name, and of what lies over it."""
    over = [] if sit.overlay is None else [sit.overlay.text]
    return _sha256(
        [sit.text, *(part for name in sorted(sit.tables) for part in (name, sit.tables[name])), *over]
    )


def _sha256(texts: Iterable[str]) -> str:
    total = hashlib.sha256()
    for text in texts:
        total.update(text.encode("utf-8", "surrogatepass"))
        total.update(b"\0")
    return total.hexdigest()
