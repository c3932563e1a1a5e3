"""The matrix as a table of comma-separated values: out for a spreadsheet, and back in as edits of the file.

A cell under a hypothesis is what the file says: a word, a probability, a range, ``equal``, ``not rated`` or
``not applicable``. The letters CC to II stand in columns of their own and are never read back, because a letter
doesn't say how probable an observation is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from detente.evidence.bayes import decibans
from detente.evidence.matrix import Matrix, MatrixRow
from detente.faults import Fault, Place
from detente.situation.names import nearest
from detente.situation.nodes import Node
from detente.situation.records import Quantity, Row, Situation
from detente.situation.scalars import LIKELIHOOD
from detente.situation.shapes import UNREAD, Reading
from detente.situation.splice import Edit, Insert, Set, splice

Cells: TypeAlias = "str | dict[str, str | list[str]]"
"""A row as the file has it: one word for the whole row, or a value for each type."""

ABOUT = ("observation", "says", "origin", "grade", "report weight")
FITS = "fits "
TELLS = "diagnosticity in decibans"
_LETTERS = frozenset({"CC", "C", "N", "I", "II", "+", "-", "++", "--"})
_WHOLE = {"equal": "equal", "not rated": "not rated", "not applicable": "not applicable"}
_APART = {
    "not rated": "not rated",
    "": "not rated",
    "not applicable": "not applicable",
    "n/a": "not applicable",
}


class RowEdit(NamedTuple):
    """A row of the file that a table changes: the observation, the actor or hypothesis, and what the row becomes."""

    observation: str
    group: str
    cells: Cells


def to_csv(sit: Situation, matrix: Matrix) -> str:
    """Write a matrix as a table.

    Parameters
    ----------
    sit : Situation
        The situation that the matrix was made from.
    matrix : Matrix
        One matrix.

    Returns
    -------
    str
        A header, and a line per observation, in the order of the file; lines end as RFC 4180 has it.

    Notes
    -----
    A text of the file that a spreadsheet could take for a formula is led by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    fits = [FITS + name for name in matrix.columns]
    writer.writerow([*ABOUT, *matrix.columns, *fits, TELLS])
    for row in matrix.rows:
        writer.writerow(_line(sit, matrix, row))
    return out.getvalue()


def read_csv(text: str, file: str, sit: Situation, group: str) -> tuple[tuple[RowEdit, ...], list[Fault]]:
    """Read a table of ratings: which rows of the file it would change.

    Parameters
    ----------
    text : str
        The table: a column ``observation``, and one for each type or answer. Columns that :func:`to_csv` adds are
        passed over. A line whose cells are all empty changes nothing; a single empty cell is not rated.
    file : str
        Its name, for the places of faults.
    sit : Situation
        The situation whose rows are meant.
    group : str
        The actor or hypothesis.

    Returns
    -------
    edits : tuple of RowEdit
        Only rows that differ from the file's.
    faults : list of Fault
        What can't be read, each at its line of the table.
    """
    reading = Reading()
    types = _types(sit, group)
    lines = list(_lines(text, file, reading))
    header = lines[0][1] if lines else []
    if not _columns(header, types, file, reading):
        return (), reading.faults
    edits = []
    seen: dict[str, int] = {}
    for place, cells in lines[1:]:
        values = dict(zip(header, cells, strict=False))
        name = values.get("observation", "")
        if not any(values.get(kind, "") for kind in types) or not _known(name, sit, seen, place, reading):
            continue
        made = _cells({kind: values.get(kind, "") for kind in types}, place, reading)
        if made is not None and made != _written(sit.evidence[name].expected_if.get(group), types):
            edits.append(RowEdit(name, group, made))
    return tuple(edits), reading.faults


def edited(sit: Situation, edits: Sequence[RowEdit]) -> str:
    """Give the text of the file with some rows changed; every other byte stays.

    Parameters
    ----------
    sit : Situation
        The situation.
    edits : sequence of RowEdit
        The changes.

    Raises
    ------
    ValueError
        If the file is written in a way that an edit doesn't fit, or the situation is an overlay, whose rows stand in
        two files.
    """
    if sit.overlay is not None:
        raise ValueError(
            f"the rows of {sit.analyst} lie over those of {sit.file}; expected a file of its own"
        )
    return splice(sit.text, [one for edit in edits for one in _splices(sit, edit)])


def _lines(text: str, file: str, reading: Reading) -> Iterator[tuple[Place, list[str]]]:
    """Give the lines of a table with their places; a header with semicolons alone is one of a spreadsheet's dialects."""
    bare = text.removeprefix("\ufeff")
    first = bare.partition("\n")[0]
    lines = csv.reader(
        io.StringIO(bare, newline=""), delimiter=";" if ";" in first and "," not in first else ","
    )
    width = 0
    try:
        for cells in lines:
            place = Place(lines.line_num, 1, file)
            width = width or len(cells)
            if len(cells) > width:
                reading.fault(
                    "DT547", place, "the line has more cells than the header", got=f"{len(cells)} cells"
                )
            yield place, [cell.strip() for cell in cells]
    except csv.Error as error:
        reading.fault("DT547", Place(lines.line_num, 1, file), f"the table can't be read: {error}")


def _line(sit: Situation, matrix: Matrix, row: MatrixRow) -> list[str]:
    """Write one observation."""
    one = sit.evidence[row.observation]
    written = _written(one.expected_if[matrix.group], matrix.columns)
    told = [_shown(written, name) for name in matrix.columns]
    tells = "" if row.diagnosticity is None else f"{decibans(row.diagnosticity):.2f}"
    weight = row.weight
    share = f"{float(weight.value):.4g}" if weight.entry or one.attributed else ""
    about = [row.observation, _harmless(one.says), _harmless(row.origin), weight.entry, share]
    return [*about, *told, *(mark.rating for mark in row.marks), tells]


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _shown(written: Cells | None, name: str) -> str:
    """Write one cell as the file has it."""
    if isinstance(written, dict):
        value = written[name]
        return value if isinstance(value, str) else f"[{', '.join(value)}]"
    favoured, _, strength = (written or "").removeprefix("favours: ").partition(", ")
    if strength:
        return f"favours {strength}" if name == favoured else ""
    return written or ""


def _written(row: Row | None, types: Sequence[str]) -> Cells | None:
    """Give a row as the file has it."""
    if row is None:
        return None
    if row.favours:
        return f"favours: {row.favours[0]}, {row.favours[1]}"
    if row.status != "rated":
        return row.status.replace("_", " ")
    cells: dict[str, str | list[str]] = {}
    for name in types:
        cell = row.cells[name]
        cells[name] = cell.status.replace("_", " ") if cell.quantity is None else _value(cell.quantity)
    return cells


def _value(quantity: Quantity) -> str | list[str]:
    """Give a probability as the file has it."""
    if quantity.text.startswith("["):
        return [part.strip() for part in quantity.text.strip("[]").split(",")]
    return quantity.text


def _types(sit: Situation, group: str) -> tuple[str, ...]:
    """Give the types of an actor, or the answers to a hypothesis."""
    if group in sit.hypotheses:
        return tuple(sit.hypotheses[group].answers)
    return tuple(sit.preferences[group].types)


def _columns(header: Sequence[str], types: Sequence[str], file: str, reading: Reading) -> bool:
    """Check the header: each type once, and nothing that nobody knows."""
    known = {*ABOUT, *types, TELLS, ""}
    place = Place(1, 1, file)
    for name in header:
        if name not in known and not name.startswith(FITS):
            near = nearest(name, types)
            hint = f"did you mean '{near}'?" if near else "remove the column"
            reading.fault("DT544", place, "no type has the name of this column", got=name[:40], hint=hint)
    for name in ("observation", *types):
        if header.count(name) != 1:
            what = "lacks the column" if name not in header else "has more than one column"
            reading.fault(
                "DT544", place, f"the table {what} '{name}'", expected=", ".join(("observation", *types))
            )
    return not reading.faults


def _known(name: str, sit: Situation, seen: dict[str, int], place: Place, reading: Reading) -> bool:
    """Check that a line names an observation, and for the first time."""
    if name not in sit.evidence:
        near = nearest(name, sit.evidence)
        hint = f"did you mean '{near}'?" if near else ""
        reading.fault("DT244", place, "the file has no such observation", got=name[:40], hint=hint)
        return False
    if name in seen:
        message = f"the observation {name} has two lines"
        reading.fault(
            "DT545", place, message, hint=f"it stands before in line {seen[name]}; keep one of the two"
        )
        return False
    seen[name] = place.line
    return True


def _cells(values: Mapping[str, str], place: Place, reading: Reading) -> Cells | None:
    """Read the cells of one line."""
    low = {kind: " ".join(text.lower().split()) for kind, text in values.items()}
    favoured = [kind for kind, text in low.items() if text.startswith("favours ")]
    if len(favoured) == 1 and not any(text for kind, text in low.items() if kind != favoured[0]):
        return f"favours: {favoured[0]}, {low[favoured[0]].removeprefix('favours ')}"
    if len(set(low.values())) == 1 and next(iter(low.values())) in _WHOLE:
        return _WHOLE[next(iter(low.values()))]
    cells: dict[str, str | list[str]] = {}
    for kind, text in values.items():
        cell = _cell(kind, text, place, reading)
        if cell is not None:
            cells[kind] = cell
    return cells if len(cells) == len(values) else None


def _cell(kind: str, text: str, place: Place, reading: Reading) -> str | list[str] | None:
    """Read one cell: what it becomes in the file."""
    low = " ".join(text.lower().split())
    if low in _APART:
        return _APART[low]
    if low in {"unknown", "?"}:
        return ["0%", "100%"]
    if text.upper() in _LETTERS:
        reading.fault(
            "DT546",
            place,
            f"the letter under {kind} doesn't say how probable the observation is if {kind} is true",
            got=text,
            expected="a word such as 'likely', a probability such as 70%, or a range such as [60%, 80%]",
            hint="write how probable it is; an inconsistency is mostly unlikely, a strong one very unlikely",
        )
        return None
    parts = [part.strip() for part in text[1:-1].split(",")] if text[:1] == "[" and text[-1:] == "]" else None
    before = len(reading.faults)
    if LIKELIHOOD.read(_node(parts or text, place), reading) is UNREAD:
        reading.faults[before:] = [
            one._replace(message=f"{one.message} (under {kind})") for one in reading.faults[before:]
        ]
        return None
    return parts or text


def _node(value: str | Sequence[str], place: Place) -> Node:
    """Make a node of a cell, so that it is read as the file's own cells are."""
    if isinstance(value, str):
        return Node("scalar", place, 0, 0, value)
    return Node("list", place, 0, 0, items=[_node(part, place) for part in value])


def _splices(sit: Situation, edit: RowEdit) -> Iterator[Edit]:
    """Turn a change of a row into edits of the text: of single cells where the row has the same form."""
    path = ("evidence", edit.observation, "expected_if")
    rows = sit.evidence[edit.observation].expected_if
    if not rows:
        yield Insert(path[:2], 99, {edit.group: edit.cells}, key=path[2])
        return
    if edit.group not in rows:
        yield Insert(path, 99, edit.cells, key=edit.group)
        return
    before = _written(rows[edit.group], tuple(edit.cells)) if isinstance(edit.cells, dict) else None
    if isinstance(before, dict) and isinstance(edit.cells, dict):
        for kind, value in edit.cells.items():
            if before[kind] != value:
                yield Set((*path, edit.group, kind), value)
    else:
        yield Set((*path, edit.group), edit.cells)
