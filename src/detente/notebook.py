"""How results show in a notebook: small tables of HTML, escaped, without a style or script of their own.

A notebook asks an object for ``_repr_html_``. Nothing of a notebook is imported, and none is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

MOST_ROWS = 25


def table_html(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *notes: str) -> str:
    """Write a table with a caption above it and remarks below it.

    Parameters
    ----------
    title : str
        What the table says, in a sentence.
    columns : sequence of str
        Heads of the columns.
    rows : iterable of sequences of str
        Cells; no more than :data:`MOST_ROWS` rows are shown, and it is said how many are left out.
    *notes : str
        Remarks; empty ones are left out.

    Returns
    -------
    str

    Examples
    --------
    >>> table_html("Two & one", ["a"], [["<b>"]])
    '<p><b>Two &amp; one</b></p><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    listed = list(rows)
    head = "".join(f"<th>{escape(one)}</th>" for one in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in listed[:MOST_ROWS]
    )
    left = len(listed) - MOST_ROWS
    said = [*notes, f"and {left:,} more" if left > 0 else ""]
    below = "".join(f"<p>{escape(one)}</p>" for one in said if one)
    grid = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if listed else ""
    return f"<p><b>{escape(title)}</b></p>{grid}{below}"
