"""Conversion: from a foreign file to the text of a situation, and from a situation to foreign files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from detente.faults import Place, SituationError, fault
from detente.interop.foreign_text import MOST_BYTES, bytes_of, text_of
from detente.interop.formats import CSV, GMCR, NFG, PARQUET, SITUATION, Format, format_of
from detente.interop.laying_out import laid_out
from detente.interop.sketch import Sketch
from detente.situation.reader import read_text
from detente.situation.records import Situation
from detente.situation.text import MAX_BYTES

MOST_TABLE_BYTES = 64_000_000

_PROJECT = b'"decisionMakers"'  # what a project of GMCR+ has and a situation written as JSON hasn't


class Imported(NamedTuple):
    """A situation made from a foreign file, its text, and what of the file it doesn't hold."""

    situation: Situation
    text: str
    lost: tuple[str, ...]


class Exported(NamedTuple):
    """The files that a situation becomes, by path, and what of it they don't hold."""

    files: Mapping[Path, bytes]
    lost: tuple[str, ...]


def format_in(path: Path) -> Format | None:
    """Give the format of a file that is there; JSON without decision makers is a situation.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Format or None
        None where the ending names no format, or there is no such file.
    """
    kind = format_of(path) if path.is_file() else None
    if kind is GMCR and path.suffix.lower() == ".json":
        with path.open("rb") as stream:
            return GMCR if _PROJECT in stream.read(MOST_BYTES) else SITUATION
    return kind


def imported(path: Path, kind: Format) -> Imported:
    """Make a situation from a foreign file.

    Parameters
    ----------
    path : Path
        The file; of tables that of the states, beside which that of the moves may lie.
    kind : Format
        A foreign format.

    Returns
    -------
    Imported

    Raises
    ------
    SituationError
        If it can't be read in this format, or the model in it can't be used.
    OSError
        If there is no such file.
    ModuleNotFoundError
        If the format needs a package that isn't installed.
    """
    sketch = _sketch(path, kind)
    text = laid_out(sketch)
    size = len(text.encode())
    if size > MAX_BYTES:
        message = "the model is too large for a situation, which would have one line for each state"
        expected = f"at most {MAX_BYTES:,} bytes"
        raise SituationError(
            [fault("DT807", Place(1, 1, str(path)), message, expected=expected, got=f"{size:,} bytes")]
        )
    situation, faults = read_text(text)
    wrong = [one for one in faults if one.severity == "fault"]
    if situation is None or wrong:
        raise SituationError(
            one._replace(file=str(path), line=1, column=1, message=f"as a situation: {one.message}")
            for one in wrong
        )
    return Imported(situation, text, sketch.lost)


def _sketch(path: Path, kind: Format) -> Sketch:
    """Read a foreign file."""
    file, stem = str(path), path.stem
    if kind in (CSV, PARQUET):
        return _from_tables(path, kind)
    text = text_of(bytes_of(path), file)
    if kind is GMCR:
        from detente.interop.gmcr_sketch import gmcr_sketch

        return gmcr_sketch(text, file, stem)
    from detente.interop.nfg_sketch import nfg_sketch

    return nfg_sketch(text, file, stem)


def _from_tables(path: Path, kind: Format) -> Sketch:
    """Read a table of states, and that of moves if it lies beside it."""
    from detente.interop.csv_table import table_of_csv
    from detente.interop.parquet_table import table_of_parquet
    from detente.interop.table_sketch import table_sketch
    from detente.interop.tables import Given

    def given(one: Path) -> Given:
        data, file = bytes_of(one, MOST_TABLE_BYTES), str(one)
        return table_of_parquet(data, file) if kind is PARQUET else table_of_csv(text_of(data, file), file)

    beside = moves_path(path)
    return table_sketch(given(path), given(beside) if beside.exists() else None, path.stem)


def exported(sit: Situation, path: Path, kind: Format, types: Mapping[str, str]) -> Exported:
    """Write a situation in a foreign format.

    Parameters
    ----------
    sit : Situation
        With preferences of everybody who can move.
    path : Path
        Where it shall stand; nothing is written here.
    kind : Format
        A foreign format.
    types : mapping of str to str
        The types that are taken, by actor; else those of greatest central prior.

    Returns
    -------
    Exported
        Tables become two files.

    Raises
    ------
    SituationError
        If the format can't hold the situation.
    ModuleNotFoundError
        If the format needs a package that isn't installed.
    """
    if kind in (CSV, PARQUET):
        from detente.interop.csv_table import csv_of
        from detente.interop.parquet_table import parquet_of
        from detente.interop.tables import tables_of

        made = tables_of(sit, types)
        write = parquet_of if kind is PARQUET else lambda table: csv_of(table).encode()
        return Exported({path: write(made.states), moves_path(path): write(made.moves)}, made.lost)
    if kind is NFG:
        from detente.interop.nfg_writing import nfg_text as text
    else:
        from detente.interop.gmcr_writing import gmcr_text as text
    out = text(sit, types)
    return Exported({path: out.text.encode()}, out.lost)


def moves_path(path: Path) -> Path:
    """Give where the table of moves stands, beside that of the states.

    Examples
    --------
    >>> moves_path(Path("elmira.csv")).name
    'elmira.moves.csv'
    """
    return path.with_name(f"{path.stem}.moves{path.suffix}")
