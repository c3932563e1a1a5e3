"""Tables as comma-separated values."""

from __future__ import annotations

import csv
import io
from typing import Any

from detente.faults import Place, SituationError, fault
from detente.interop.tables import Table

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


def table_of_csv(text: str, file: str) -> Table:
    r"""Read a table of comma-separated values, or of values apart by semicolons or tabs.

    Parameters
    ----------
    text : str
    file : str
        Its name, for the places of faults.

    Returns
    -------
    Table
        Texts without blanks around them. Empty lines don't count.

    Raises
    ------
    SituationError
        If it isn't a table, has two columns of one name, or lines of another length than the header.

    Examples
    --------
    >>> table_of_csv("state;A.go\nNN;N\n", "x.csv")
    {'state': ['NN'], 'A.go': ['N']}
    """
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: list[str] = []
    rows: list[list[str]] = []
    try:
        for cells in lines:
            if not any(cells):
                continue
            stripped = [cell.strip() for cell in cells]
            if not header:
                header = _header(stripped, Place(lines.line_num, 1, file))
                continue
            if len(stripped) != len(header):
                message = "the line has another number of cells than the header"
                place = Place(lines.line_num, 1, file)
                raise SituationError(
                    [fault("DT809", place, message, expected=str(len(header)), got=str(len(stripped)))]
                )
            rows.append(stripped)
    except csv.Error as error:
        raise SituationError(
            [fault("DT809", Place(lines.line_num, 1, file), f"the table can't be read: {error}")]
        ) from None
    if not header:
        raise SituationError([fault("DT809", Place(1, 1, file), "the table is empty")])
    return {name: [row[at] for row in rows] for at, name in enumerate(header)}


def _header(names: list[str], place: Place) -> list[str]:
    """Check the names of the columns."""
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise SituationError([fault("DT809", place, "two columns have one name", got=repr(twice[:40]))])
    return names
