"""Tables as Parquet, by means of pyarrow, which the extra ``exchange`` installs."""

from __future__ import annotations

import io
from typing import Any

from detente.faults import Place, SituationError, fault
from detente.interop.tables import MOST_CELLS, Given, Table


def parquet_of(table: Table) -> bytes:
    """Write a table as Parquet: texts, whole numbers and truth values keep their kinds.

    Parameters
    ----------
    table : Table

    Returns
    -------
    bytes
        A file.

    Raises
    ------
    ModuleNotFoundError
        If pyarrow isn't installed.

    Examples
    --------
    >>> table_of_parquet(parquet_of({"state": ["NN"], "A.go": [False]}), "x.parquet").table
    {'state': ['NN'], 'A.go': ['N']}
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    columns = {name: pa.array(column, None if column else pa.string()) for name, column in table.items()}
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def table_of_parquet(data: bytes, file: str) -> Given:
    """Read a table of Parquet.

    Parameters
    ----------
    data : bytes
    file : str
        Its name, for the places of faults.

    Returns
    -------
    Given
        All values as texts: truth values as Y and N, what is missing as nothing. Rows are counted from 1.

    Raises
    ------
    SituationError
        If it isn't Parquet, or has more than 2^23 cells.
    ModuleNotFoundError
        If pyarrow isn't installed.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    place = Place(1, 1, file)
    try:
        source = pq.ParquetFile(pa.BufferReader(data))
        cells = source.metadata.num_rows * source.metadata.num_columns
        if cells > MOST_CELLS:
            message, expected = "the table is too large", f"at most {MOST_CELLS:,} cells"
            raise SituationError([fault("DT807", place, message, expected=expected, got=f"{cells:,}")])
        columns = source.read().to_pydict()
    except (pa.ArrowException, OSError) as error:
        told = " ".join(str(error).split())[:200]
        raise SituationError([fault("DT809", place, f"the file is not a table of Parquet: {told}")]) from None
    table = {name: [_text(value) for value in column] for name, column in columns.items()}
    return Given(table, file, range(1, source.metadata.num_rows + 1))


def _text(value: Any) -> str:
    """Give a value as a text."""
    if isinstance(value, bool):
        return "Y" if value else "N"
    return "" if value is None else str(value).strip()
