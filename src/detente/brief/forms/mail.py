"""The brief as plain text for mail: lines of 72 characters, tables as columns where they fit and as lists where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from detente.brief.blocks import Block, Bullets, Cell, Heading, Paragraph, Table
from detente.brief.forms.inline import text_of
from detente.brief.whole import Whole

WIDTH = 72
_LOOKED_UP = {"assumptions", "sources", "making"}
_REST = "The assumptions with their lines, the sources, and how each number was made stand on the page of the brief."
_LEAST = 9  # characters that a column needs to be readable


def mail_of(whole: Whole) -> str:
    """Write a brief as plain text.

    A mail is read once: what one looks up, assumptions, sources and how each number was made, stays with the page.
    Pictures are left out; the tables beside them say the same.

    Parameters
    ----------
    whole : Whole

    Returns
    -------
    str
    """
    parts = [*_first(whole)]
    for section in (one for one in whole.sections if one.id not in _LOOKED_UP):
        parts += [_ruled(section.title, "-"), _wrapped(section.lead)]
        parts += [text for block in section.blocks for text in _block(block)]
    parts.append(_wrapped(_REST))
    return "\n\n".join(part for part in parts if part) + "\n"


def _wrapped(cell: Cell, first: str = "", after: str = "") -> str:
    """Wrap text to the width."""
    return "\n".join(
        wrap(
            text_of(cell),
            WIDTH,
            initial_indent=first,
            subsequent_indent=after or " " * len(first),
            break_on_hyphens=False,
            break_long_words=False,
        )
    )


def _ruled(title: str, rule: str) -> str:
    """Write a heading with a rule below it."""
    lines = wrap(title, WIDTH) or [""]
    return "\n".join([*lines, rule * max(map(len, lines))])


def _first(whole: Whole) -> Iterator[str]:
    """Write the first screen."""
    first = whole.first
    yield text_of(first.marking).upper()
    yield _ruled(text_of(first.title), "=")
    yield _wrapped(first.asks)
    yield _wrapped(first.question)
    yield _wrapped(first.answer)
    yield _wrapped(first.held)
    yield "\n".join(_wrapped(fact) for fact in first.facts)
    yield _wrapped(first.note)


def _block(block: Block) -> Iterator[str]:
    """Write one block of a section; nothing for a picture."""
    if isinstance(block, Heading):
        yield text_of(block.text)
    elif isinstance(block, Paragraph):
        yield _wrapped(block.text)
    elif isinstance(block, Bullets):
        marks = [f"{place}. " if block.ordered else "- " for place in range(1, len(block.items) + 1)]
        yield "\n".join(_wrapped(item, mark) for mark, item in zip(marks, block.items, strict=True))
    elif isinstance(block, Table):
        yield _table(block)


def _table(table: Table) -> str:
    """Write a table: as columns where each gets room enough, else each row as a list."""
    rows = [[text_of(column) for column in table.columns]]
    rows += [[text_of(cell) for cell in row.cells] for row in table.rows]
    widths = _widths(rows)
    lines = [_wrapped(f"{text_of(table.caption)}:")]
    if widths is None:
        lines += [line for row in rows[1:] for line in _listed(rows[0], row)]
    else:
        head, *body = rows
        lines += [*_columns(head, widths, table), "-" * (sum(widths) + 2 * (len(widths) - 1))]
        lines += [line for row in body for line in _columns(row, widths, table)]
    return "\n".join(lines)


def _widths(rows: Sequence[Sequence[str]]) -> list[int] | None:
    """Share the width out between columns, the narrow ones first; None where it is too little for some."""
    wanted = [max(map(len, column)) for column in zip(*rows, strict=True)]
    left, open_ = WIDTH - 2 * (len(wanted) - 1), len(wanted)
    widths = [0] * len(wanted)
    for place in sorted(range(len(wanted)), key=lambda one: wanted[one]):
        widths[place] = min(wanted[place], max(left, 0) // open_)
        left, open_ = left - widths[place], open_ - 1
    longest = [
        max(len(word) for text in column for word in (text.split() or [""]))
        for column in zip(*rows, strict=True)
    ]
    fits = all(
        width >= min(want, max(_LEAST, long))
        for width, want, long in zip(widths, wanted, longest, strict=True)
    )
    return widths if fits else None


def _columns(cells: Sequence[str], widths: Sequence[int], table: Table) -> Iterator[str]:
    """Write one row as columns, on as many lines as its longest cell needs."""
    columns = [wrap(cell, width, break_on_hyphens=False) for cell, width in zip(cells, widths, strict=True)]
    for line in zip_longest(*columns, fillvalue=""):
        parts = [
            text.rjust(width) if place in table.numbers else text.ljust(width)
            for place, (text, width) in enumerate(zip(line, widths, strict=True))
        ]
        yield "  ".join(parts).rstrip()


def _listed(columns: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """Write one row as a list: its first cell, then each other one behind the name of its column."""
    yield _wrapped(cells[0], "- ")
    for column, cell in zip(columns[1:], cells[1:], strict=True):
        if cell:
            yield _wrapped(f"{column}: {cell}", "  ", "    ")
