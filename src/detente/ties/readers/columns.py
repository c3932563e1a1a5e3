"""The columns of a table, found by name: renamed ones by their other names, missing ones a fault with the names found."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from detente.faults import Fault, Place, SituationError, fault
from detente.situation.names import nearest
from detente.ties.readers.account import Account
from detente.ties.readers.sheets import Sheet

Line: TypeAlias = tuple[int, list[str]]
"""The line on which a row begins, and its cells."""

Wanted: TypeAlias = Mapping[str, tuple[str, ...]]
"""The names that a column goes by, the usual one first; a key that ends in ``?`` may be missing."""

_SIGNS = re.compile(r"[\W_]+")
_DELIMITERS = (",", "\t", ";")
_SHOWN = 60  # names of columns in a message


class Table(NamedTuple):
    """A table whose header was read: where each wanted column stands, and the rows below."""

    file: str
    header: list[str]
    at: Mapping[str, int]
    rows: Iterator[Line]

    def place(self, line: int, key: str = "") -> Place:
        """Give the place of a row or of a cell of it; the column is counted in cells."""
        return Place(line, self.at.get(key, 0) + 1, self.file)


def table(
    sheet: Sheet, account: Account, wanted: Wanted, *, before: int = 0, first: Iterable[str] = ()
) -> Table:
    """Read the header of a table, and make its rows ready to be read one by one.

    Parameters
    ----------
    sheet : Sheet
    account : Account
        Is told of rows that have another number of cells than the header.
    wanted : mapping of str to tuple of str
        The columns by key.
    before : int
        Lines that have been read already.
    first : iterable of str
        Lines that have been read already but belong to the table.

    Raises
    ------
    SituationError
        DT650, if the table is empty or lacks a column.
    """
    lines = chain(first, sheet.lines)
    top = ""
    for top in lines:
        if top.strip():
            break
        before += 1
    if not top.strip():
        raise SituationError([_lacking(sheet.name, "the file is empty", wanted, [])])
    delimiter = max(_DELIMITERS, key=top.count)
    rows = split(chain([top], lines), sheet.name, account, delimiter=delimiter, before=before)
    lost = account.unread
    line, header = next(rows, (0, [""]))
    if account.unread > lost:
        raise SituationError(
            [_lacking(sheet.name, "the header can't be split into cells", wanted, [], before + 1)]
        )
    at = find(header, wanted, Place(line, 1, sheet.name))
    return Table(sheet.name, header, at, _fitting(rows, len(header), sheet.name, account))


def split(
    lines: Iterable[str],
    file: str,
    account: Account,
    *,
    delimiter: str,
    quoted: bool = True,
    before: int = 0,
) -> Iterator[Line]:
    """Split lines into cells; a row that can't be split is noted, an empty one is nothing.

    A quote that is never closed is an error here: else it would swallow the lines that follow.
    """
    reader = csv.reader(
        lines, delimiter=delimiter, strict=True, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    )
    while True:
        line = reader.line_num + 1 + before
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            account.read += 1
            until = reader.line_num + before
            account.drop(
                "DT651",
                Place(line, 1, file),
                f"a row can't be split into cells: {error}",
                "",
                got=f"lines {line} to {until}",
                hint="look for a quote that is not closed",
            )
            continue
        if cells and (len(cells) > 1 or cells[0].strip()):
            yield line, cells


def find(header: Sequence[str], wanted: Wanted, place: Place) -> dict[str, int]:
    """Find the wanted columns in a header; case, blanks and signs don't count.

    Raises
    ------
    SituationError
        DT650, if any is missing; all of them at once, each with the nearest name found.

    Examples
    --------
    >>> find(["Year", "IdealPointFP"], {"year": ("year",), "point": ("idealpointfp",), "low?": ("q5fp",)}, Place(1, 1))
    {'year': 0, 'point': 1}
    """
    known: dict[str, int] = {}
    for position, name in enumerate(header):
        known.setdefault(bare(name), position)
    at = {}
    missing = []
    for key, names in wanted.items():
        position = next((known[bare(name)] for name in names if bare(name) in known), -1)
        if position >= 0:
            at[key.removesuffix("?")] = position
        elif not key.endswith("?"):
            missing.append(names[0])
    if missing:
        message = f"the table lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}"
        near = [(name, nearest(name, [one.strip() for one in header])) for name in missing]
        hint = ", ".join(f"is '{found}' what is meant by '{name}'?" for name, found in near if found)
        raise SituationError([_lacking(place.file, message, wanted, header, place.line, hint)])
    return at


def bare(name: str) -> str:
    """Bring the name of a column to the form in which names are compared."""
    return _SIGNS.sub("", name).casefold()


def _fitting(rows: Iterator[Line], width: int, file: str, account: Account) -> Iterator[Line]:
    """Give the rows that have as many cells as the header; empty ones at the end don't count."""
    for line, cells in rows:
        account.read += 1
        if len(cells) == width or (len(cells) > width and not any(cells[width:])):
            yield line, cells
            continue
        account.drop(
            "DT651",
            Place(line, 1, file),
            f"the row has {len(cells)} cells and the header {width}",
            ",".join(cells)[:500],
            hint="a cell with a delimiter in it must be quoted",
        )


def _lacking(
    file: str, message: str, wanted: Wanted, header: Sequence[str], line: int = 1, hint: str = ""
) -> Fault:
    """Say which columns are missing, and which there are."""
    expected = ", ".join(names[0] for key, names in wanted.items() if not key.endswith("?"))
    shown = ", ".join(name.strip()[:40] for name in header[:_SHOWN] if name.strip())
    return fault("DT650", Place(line, 1, file), message, expected=expected, got=shown, hint=hint)
