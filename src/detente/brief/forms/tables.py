"""The tables of a brief by themselves, as comma-separated values and for LaTeX."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from detente.brief.blocks import Cell, Table
from detente.brief.forms.inline import text_of
from detente.brief.forms.latex import latex
from detente.brief.whole import Whole

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would reckon with what begins so


def tables_of(whole: Whole) -> Iterator[tuple[str, Table]]:
    """Go through the tables of a brief, each with a name for its file: its section, its place there and its caption."""
    for section in whole.sections:
        tables = [block for block in section.blocks if isinstance(block, Table)]
        for place, table in enumerate(tables, start=1):
            caption = re.sub(r"[^a-z0-9]+", "-", text_of(table.caption).lower()).strip("-")[:40].strip("-")
            yield "-".join(part for part in (section.id, str(place), caption) if part), table


def csv_of(table: Table) -> str:
    r"""Write a table as comma-separated values.

    Examples
    --------
    >>> from detente.brief.blocks import Row
    >>> csv_of(Table("Ends", ("End", "Probability"), (Row(("War, or not", "4 %")),)))
    'End,Probability\r\n"War, or not",4 %\r\n'
    """
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([text_of(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([_harmless(text_of(cell)) for cell in row.cells])
    return made.getvalue()


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a text of the file for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) and not re.fullmatch(r"[-+]?[\d.,]+( %)?", text) else text


def latex_of(table: Table) -> str:
    r"""Write a table for LaTeX, with rules of the package booktabs.

    Examples
    --------
    >>> from detente.brief.blocks import Row
    >>> print(latex_of(Table("Ends", ("End", "Probability"), (Row(("War & peace", "4 %")),), frozenset({1}))), end="")
    % Ends
    \begin{tabular}{lr}
    \toprule
    End & Probability \\
    \midrule
    War \& peace & 4 \% \\
    \bottomrule
    \end{tabular}
    """
    columns = "".join("r" if place in table.numbers else "l" for place in range(len(table.columns)))
    head = [f"% {text_of(table.caption)}", rf"\begin{{tabular}}{{{columns}}}", r"\toprule"]
    rows = [_latex_row(row.cells) for row in table.rows]
    lines = [*head, _latex_row(table.columns), r"\midrule", *rows, r"\bottomrule", r"\end{tabular}"]
    return "\n".join(lines) + "\n"


def _latex_row(cells: tuple[Cell, ...]) -> str:
    return " & ".join(latex(text_of(cell)) for cell in cells) + r" \\"
