"""What tables of states and moves say: options taken, ranks and moves, and each cell that can't be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, NoReturn, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.faults import Fault, Place, SituationError, fault
from detente.interop.tables import RANK, Given, Table
from detente.situation.states import MOST_OPTIONS, pattern_of

MOST_FAULTS = 50

_YES = frozenset({"y", "yes", "true", "1"})
_NO = frozenset({"n", "no", "false", "0"})
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?|[+-]?\d+/\d*[1-9]\d*")
_LONGEST = 60

_KNOWN = frozenset({"state", "status_quo"})

Arcs: TypeAlias = "dict[str, set[tuple[int, int]]]"
"""By actor, pairs of positions."""
Codes: TypeAlias = npt.NDArray[np.int64]


class TableReading(NamedTuple):
    """A table that was read, and the faults found in it."""

    given: Given
    faults: list[Fault]

    @property
    def table(self) -> Table:
        """Its columns by name."""
        return self.given.table

    def fault(self, code: str, row: int, message: str, **more: str) -> None:
        """Note a fault at a row, counted from 0."""
        self.faults.append(fault(code, Place(self.given.lines[row], 1, self.given.file), message, **more))
        if len(self.faults) >= MOST_FAULTS:
            self.stop()

    def refuse(self, message: str, code: str = "DT809", **more: str) -> NoReturn:
        """Stop with a fault at the header."""
        raise SituationError([*self.faults, fault(code, Place(1, 1, self.given.file), message, **more)])

    def stop(self) -> None:
        """Stop if there is any fault."""
        if self.faults:
            raise SituationError(self.faults)


class Model(NamedTuple):
    """What tables say: labels and codes of states, columns of options by owner, actors, their ranks and moves.

    ``moves`` is None where there is no table of them; ``today`` is the row of the state of today; ``unknown`` are
    columns that mean nothing here.
    """

    labels: list[str]
    codes: Codes
    columns: list[str]
    actors: tuple[str, ...]
    ranks: dict[str, list[Fraction]]
    moves: Arcs | None
    today: int | None
    unknown: tuple[str, ...]


def read_tables(reading: TableReading, moves: Given | None) -> Model:
    """Read a table of states and one of moves.

    Parameters
    ----------
    reading : TableReading
        The table of states.
    moves : Given or None
        The table of moves, if there is one.

    Returns
    -------
    Model

    Raises
    ------
    SituationError
        With everything in them that can't be read.

    Examples
    --------
    >>> given = Given({"A.go": ["N", "Y"], "rank:A": ["1", "0.5"]}, "x.csv", [2, 3])
    >>> model = read_tables(TableReading(given, []), None)
    >>> model.labels, model.codes.tolist(), [str(rank) for rank in model.ranks["A"]]
    (['N', 'Y'], [0, 1], ['1', '1/2'])
    """
    table = reading.table
    ranked = [name for name in table if name.startswith(RANK)]
    columns = _by_owner([name for name in table if "." in name and not name.startswith(RANK)])
    if not reading.given.lines or not (columns or "state" in table):
        expected = "a column 'state', or one 'OWNER.option' per option"
        reading.refuse("the table has no states", expected=expected)
    codes = _codes(reading, columns)
    labels = _labels(reading, codes, len(columns))
    ranks = {name.removeprefix(RANK): _numbers(reading, name) for name in ranked}
    today = _today(reading)
    arcs = None if moves is None else _arcs(TableReading(moves, reading.faults), labels)
    reading.stop()
    actors = dict.fromkeys([*(name.partition(".")[0] for name in columns), *ranks, *(arcs or {})])
    known = {*_KNOWN, *columns, *ranked}
    unknown = tuple(name for name in table if name not in known)
    return Model(labels, codes, columns, tuple(actors), ranks, arcs, today, unknown)


def _by_owner(columns: Sequence[str]) -> list[str]:
    """Put the columns of one owner's options side by side."""
    owned: dict[str, list[str]] = {}
    for name in columns:
        owned.setdefault(name.partition(".")[0], []).append(name)
    return [name for own in owned.values() for name in own]


def _codes(reading: TableReading, columns: Sequence[str]) -> Codes:
    """Read which options are taken at each state; all 0 without options."""
    if len(columns) > MOST_OPTIONS:
        expected, got = f"at most {MOST_OPTIONS}", str(len(columns))
        reading.refuse("there are too many options", "DT807", expected=expected, got=got)
    codes = np.zeros(len(reading.given.lines), np.int64)
    for bit, name in enumerate(columns):
        for row, cell in enumerate(reading.table[name]):
            low = cell.lower()
            if low in _YES:
                codes[row] |= 1 << bit
            elif low not in _NO:
                message = f"the option '{name[:40]}' is neither taken nor left"
                reading.fault("DT809", row, message, expected="Y or N", got=cell[:40])
    return codes


def _labels(reading: TableReading, codes: Codes, options: int) -> list[str]:
    """Give the labels of the states, which are all different, as are their options."""
    if "state" in reading.table:
        labels = list(reading.table["state"])
    else:
        labels = [pattern_of(int(code), options) for code in codes]
    seen: dict[object, int] = {}
    for row, label in enumerate(labels):
        for what in {label, int(codes[row])} if options else {label}:
            before = seen.setdefault(what, row)
            if before != row:
                hint = f"it stands before in line {reading.given.lines[before]}"
                reading.fault("DT809", row, "a state stands twice", got=label[:40], hint=hint)
    return labels


def _numbers(reading: TableReading, name: str) -> list[Fraction]:
    """Read a column of ranks."""
    found = []
    for row, cell in enumerate(reading.table[name]):
        if len(cell) <= _LONGEST and _NUMBER.fullmatch(cell):
            found.append(Fraction(cell))
        else:
            message = f"'{name[:40]}' is not a number"
            reading.fault("DT809", row, message, expected="a number; higher is better", got=cell[:40])
    return found


def _arcs(reading: TableReading, labels: Sequence[str]) -> Arcs:
    """Read who can move from where to where, by position."""
    moves = reading.table
    missing = [name for name in ("actor", "from", "to") if name not in moves]
    if missing:
        reading.refuse(f"the table of moves lacks the column '{missing[0]}'", expected="actor, from, to")
    place = {label: at for at, label in enumerate(labels)}
    found: Arcs = {}
    for row, (actor, source, target) in enumerate(
        zip(moves["actor"], moves["from"], moves["to"], strict=True)
    ):
        unknown = [label for label in (source, target) if label not in place]
        if unknown:
            reading.fault("DT803", row, "the table of states has no such state", got=unknown[0][:40])
        elif source == target:
            reading.fault("DT809", row, "a move leads from one state to another", got=source[:40])
        else:
            found.setdefault(actor, set()).add((place[source], place[target]))
    return found


def _today(reading: TableReading) -> int | None:
    """Give the row that is marked as the state of today; None where none is."""
    cells = reading.table.get("status_quo", [])
    marked = [row for row, cell in enumerate(cells) if cell.lower() in _YES]
    if len(marked) > 1:
        hint = f"the other stands in line {reading.given.lines[marked[0]]}"
        reading.fault("DT809", marked[1], "two states are marked as that of today", hint=hint)
    return marked[0] if marked else None
