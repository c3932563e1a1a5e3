"""The brief as plain text, 72 columns wide, for a mail: the first screen and the conclusion and tables of each section."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from detente.brief.blocks import Block, Bullets, Cell, Heading, Paragraph, Picture, Row, Table
from detente.brief.composing import Composed
from detente.brief.outputs.runs import BREAK, runs_of, text_of

_WIDTH = 72
_LEFT = frozenset({"assumptions", "sources"})
_ACCOUNT = "The page and the Word file have the assumptions, the sources, and how each number was made."


def mail(made: Composed) -> str:
    """Write the brief as plain text.

    Of a table each row is a line or a few. Assumptions and sources, and how each number was made, are left to the other
    forms.

    Parameters
    ----------
    made : Composed

    Returns
    -------
    str
    """
    first = made.first
    lines = [*_wrapped(first.marking), *_titled(first.title, "=")]
    for one in (first.asks, first.question, first.answer, first.held, *first.turns):
        lines += ["", *_wrapped(one)] if one else []
    if first.watch:
        lines += ["", "To watch:", *(line for one in first.watch for line in _item(one))]
    lines += ["", *(line for fact in first.facts for line in _wrapped(fact))]
    lines += ["", *_wrapped(first.note)] if first.note else []
    for section in made.sections:
        if section.id in _LEFT:
            continue
        lines += ["", "", *_titled(section.title, "-"), "", *_wrapped(section.lead)]
        for block in section.blocks:
            lines += ["", *_block(block)]
    lines += ["", "", *_filled(_ACCOUNT, "", "")]
    if first.marking:
        lines += ["", *_wrapped(first.marking)]
    return "\n".join(_spaced(lines)).strip("\n") + "\n"


def _spaced(lines: list[str]) -> Iterator[str]:
    """Leave no more than two empty lines in a row."""
    empty = 0
    for line in lines:
        empty = 0 if line else empty + 1
        if empty <= 2:
            yield line


def _titled(title: Cell, mark: str) -> list[str]:
    lines = _wrapped(title)
    return [*lines, mark * max(map(len, lines), default=1)]


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text) | Paragraph(text):
            yield from _wrapped(text)
        case Bullets(items):
            for item in items:
                yield from _item(item)
        case Table(caption, columns, rows):
            yield from _wrapped(caption)
            for row in rows:
                yield from _row(row, columns)
        case Picture():
            return


def _row(row: Row, columns: tuple[Cell, ...]) -> list[str]:
    """Write a row: its head, then each further cell after the name of its column."""
    head, *rest = (_inline(cell) for cell in row.cells)
    named = [
        f"{text_of(column)}: {cell}" for column, cell in zip(columns[1:], rest, strict=False) if cell.strip()
    ]
    return _filled("; ".join(one for one in (head, *named) if one), "- ", "  ")


def _item(item: Cell) -> list[str]:
    return _filled(_inline(item), "- ", "  ")


def _wrapped(cell: Cell) -> list[str]:
    return _filled(_inline(cell), "", "")


def _filled(text: str, first: str, later: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _inline(cell: Cell) -> str:
    """Write one piece on one line; a number isn't parted from its sign."""
    parts = []
    for one in runs_of(cell):
        if one.text == BREAK:
            parts.append("; ")
        elif one.number is not None:
            parts.append(one.text.replace(" ", "\N{NO-BREAK SPACE}"))
        else:
            parts.append(one.text)
    return "".join(parts).strip()
