"""Tables as comma-separated values."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

from detente.faults import Place, SituationError, fault
from detente.interop.tables import MOST_CELLS, Given, Table

_SEPARATORS = ",;\t"


def csv_of(table: Table) -> str:
    r"""Write a table as comma-separated values; truth values as Y and N.

    Parameters
    ----------
    table : Table

    Returns
    -------
    str
        A header and a line per row, as RFC 4180 has it.

    Examples
    --------
    >>> csv_of({"state": ["NN", "YN"], "A.go": [False, True]})
    'state,A.go\r\nNN,N\r\nYN,Y\r\n'
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table)
    writer.writerows(zip(*([_cell(value) for value in column] for column in table.values()), strict=True))
    return out.getvalue()


def _cell(value: Any) -> str:
    """Write one value."""
    if isinstance(value, bool):
        return "Y" if value else "N"
    return str(value)


def table_of_csv(text: str, file: str) -> Given:
    r"""Read a table of comma-separated values, or of values apart by semicolons or tabs.

    Parameters
    ----------
    text : str
    file : str
        Its name, for the places of faults.

    Returns
    -------
    Given
        Texts without blanks around them. Empty lines don't count.

    Raises
    ------
    SituationError
        If it isn't a table, has two columns of one name, lines of another length than the header, or more than 2^23
        cells.

    Examples
    --------
    >>> table_of_csv("state;A.go\nNN;N\n", "x.csv")
    Given(table={'state': ['NN'], 'A.go': ['N']}, file='x.csv', lines=[2])
    """
    rows = _rows(text, file)
    _, header = next(rows, (1, []))
    if not header:
        _refuse("DT809", Place(1, 1, file), "the table is empty")
    twice = next((name for name, times in Counter(header).items() if times > 1), None)
    if twice is not None:
        _refuse("DT809", Place(1, 1, file), "two columns have one name", got=repr(twice[:40]))
    listed: list[list[str]] = []
    lines: list[int] = []
    for line, cells in rows:
        if len(cells) != len(header):
            message = "the line has another number of cells than the header"
            _refuse("DT809", Place(line, 1, file), message, expected=str(len(header)), got=str(len(cells)))
        listed.append(cells)
        lines.append(line)
        if len(listed) * len(header) > MOST_CELLS:
            expected = f"at most {MOST_CELLS:,} cells"
            _refuse("DT807", Place(line, 1, file), "the table is too large", expected=expected)
    return Given({name: [row[at] for row in listed] for at, name in enumerate(header)}, file, lines)


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that aren't empty, each with the number of the line on which it ends."""
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in rows:
            if any(cells):
                yield rows.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        _refuse("DT809", Place(rows.line_num, 1, file), f"the table can't be read: {error}")


def _refuse(code: str, place: Place, message: str, **more: str) -> NoReturn:
    """Stop with a fault."""
    raise SituationError([fault(code, place, message, **more)])
