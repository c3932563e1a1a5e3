"""Tables: CSV files in the situation's folder, each row of which is read as the keys that it would be in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from detente.faults import Place
from detente.situation.entries import Entry, Written
from detente.situation.fields_ties import STEP_ROW, TIE
from detente.situation.lookup import Lookup
from detente.situation.names import nearest
from detente.situation.nodes import Node
from detente.situation.shapes import UNREAD, Record
from detente.situation.text import inside, read_file


class Layout(NamedTuple):
    """What the rows of a table are, which columns it may have, and which it must have."""

    rows: str
    record: Record
    columns: tuple[str, ...]
    required: tuple[str, ...]


COLUMNS = ("from", "to", "vector", "value", "unit", "year", "source", "status", "known", "product", "note")
"""The columns of ties that a data set brings; an analyst may add what more could come."""

TIES = Layout("ties", TIE, (*COLUMNS, "spare"), ("from", "to", "vector", "value"))
STEPS = Layout("steps", STEP_ROW, tuple(STEP_ROW.keys), ("from", "to"))


def read_table(written: Written, layout: Layout, lookup: Lookup) -> Iterator[Entry]:
    """Read the rows of a table as entries; rows that can't be read are noted with their line.

    Parameters
    ----------
    written : Written
        The name of the file as the situation has it; only files in the situation's own folder are read.
    layout : Layout
        What its rows are.
    lookup : Lookup
        Where faults go; the text of the table is kept there for the digest.
    """
    name = str(written)
    path = inside(lookup.folder, name)
    if path is None:
        lookup.reading.fault(
            "DT120",
            written.place,
            "a table lies in the situation's own folder",
            got=name,
            expected="a name such as data/trade.csv, without '..' and without a leading '/'",
        )
        return
    try:
        text, faults = read_file(path)
    except OSError:
        lookup.reading.fault(
            "DT121",
            written.place,
            "there is no such table",
            got=name,
            hint="correct the name, which is relative to the situation file",
        )
        return
    lookup.reading.extend(faults)
    if text is not None:
        lookup.tables[name] = text
        yield from _rows(text, layout, str(path), lookup)


def _rows(text: str, layout: Layout, file: str, lookup: Lookup) -> Iterator[Entry]:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        if not _header(header, layout, file, lookup):
            return
        for cells in rows:
            place = Place(rows.line_num, 1, file)
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                lookup.reading.fault(
                    "DT123",
                    place,
                    "a row has another number of cells than the header",
                    expected=str(len(header)),
                    got=str(len(cells)),
                    hint="quote a cell that contains a comma",
                )
                continue
            entry = _entry(header, cells, layout, place, lookup)
            if entry is not None:
                yield entry
    except csv.Error as error:
        lookup.reading.fault(
            "DT123",
            Place(rows.line_num or 1, 1, file),
            f"the table can't be read: {error}",
            hint="look for a quote that is not closed",
        )


def _header(header: list[str], layout: Layout, file: str, lookup: Lookup) -> bool:
    place = Place(1, 1, file)
    missing = [name for name in layout.required if name not in header]
    unknown = [name for name in header if name not in layout.columns]
    for name in unknown:
        near = nearest(name, layout.columns)
        lookup.reading.fault(
            "DT122",
            place,
            f"a table of {layout.rows} has no column '{name}'",
            expected=", ".join(layout.columns),
            hint=f"did you mean '{near}'?" if near else "",
        )
    if missing:
        lookup.reading.fault(
            "DT122",
            place,
            f"the table lacks {', '.join(missing)}",
            expected=", ".join(layout.columns),
            got=", ".join(header),
        )
    return not missing and not unknown


def _entry(header: list[str], cells: list[str], layout: Layout, place: Place, lookup: Lookup) -> Entry | None:
    """Read one row as the mapping that the same keys would be in the file."""
    filled = [(name, cell.strip()) for name, cell in zip(header, cells, strict=True) if cell.strip()]
    pairs = [(Node("scalar", place, 0, 0, name), Node("scalar", place, 0, 0, cell)) for name, cell in filled]
    entry = layout.record.read(Node("mapping", place, 0, 0, pairs=pairs), lookup.reading)
    return None if entry is UNREAD else entry
