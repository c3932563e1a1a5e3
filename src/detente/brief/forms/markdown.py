"""The brief as Markdown: headings, lists and pipe tables, with links between numbers and how they were made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.brief.blocks import Block, Bullets, Cell, Heading, Paragraph, Table
from detente.brief.forms.inline import Run, runs_of, spaced
from detente.brief.whole import ACCOUNT, ACCOUNT_LEAD, Whole

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LISTED = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def markdown_of(whole: Whole) -> str:
    """Write a brief as Markdown (CommonMark with pipe tables).

    Pictures are left out; the tables beside them say the same. Whatever the file says is escaped, so that it can neither
    format the text nor bring HTML into it.

    Parameters
    ----------
    whole : Whole

    Returns
    -------
    str
    """
    parts = [*_first(whole)]
    for section in whole.sections:
        parts += [f"## {inline(section.title)}", f"**{inline(section.lead)}**"]
        parts += [text for block in section.blocks for text in _block(block)]
    parts += [f"## {ACCOUNT}", ACCOUNT_LEAD, "\n".join(_entries(whole))]
    return "\n\n".join(part for part in parts if part) + "\n"


def inline(cell: Cell) -> str:
    r"""Write marked-up text as Markdown on one line.

    Parameters
    ----------
    cell : Markup or str

    Examples
    --------
    >>> from markupsafe import Markup
    >>> inline(Markup('<b>a_b</b>: <a href="#n1">4 %</a>')), inline("<script>")
    ('**a\\_b**: [4 %](#n1)', '\\<script\\>')
    """
    return " ".join("".join(_run(run) for run in spaced(runs_of(cell))).split())


def _run(run: Run) -> str:
    """Write one run; blanks at its ends stay outside of its marks."""
    text = run.text.strip()
    if not text:
        return run.text
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    shown = _SPECIAL.sub(r"\\\1", text)
    if run.bold:
        shown = f"**{shown}**"
    if run.link:
        shown = f"[{shown}]({run.link.replace(' ', '%20').replace(')', '%29').replace('(', '%28')})"
    return f"{before}{shown}{after}"


def _first(whole: Whole) -> Iterator[str]:
    """Write the first screen."""
    first = whole.first
    if first.marking:
        yield f"*{inline(first.marking)}*"
    yield f"# {inline(first.title)}"
    yield inline(first.asks)
    yield f"**{inline(first.question)}**" if first.question else ""
    yield inline(first.answer)
    yield inline(first.held)
    yield "\n".join(f"- {inline(fact)}" for fact in first.facts)
    yield inline(first.note)


def _block(block: Block) -> Iterator[str]:
    """Write one block of a section; nothing for a picture."""
    if isinstance(block, Heading):
        yield f"### {inline(block.text)}"
    elif isinstance(block, Paragraph):
        yield _LISTED.sub(r"\1\\\2", inline(block.text))
    elif isinstance(block, Bullets):
        marks = [f"{place}." if block.ordered else "-" for place in range(1, len(block.items) + 1)]
        yield "\n".join(f"{mark} {inline(item)}" for mark, item in zip(marks, block.items, strict=True))
    elif isinstance(block, Table):
        yield f"**{inline(block.caption)}**"
        yield "\n".join(_table(block))


def _table(table: Table) -> Iterator[str]:
    yield _row([inline(column) for column in table.columns])
    yield _row(["--:" if place in table.numbers else "--" for place in range(len(table.columns))])
    for row in table.rows:
        yield _row([inline(cell) for cell in row.cells])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _entries(whole: Whole) -> Iterator[str]:
    """Write the account; the number of each entry is where links lead to."""
    for entry in whole.entries:
        yield f'{entry.number}. <a id="n{entry.number}"></a>{inline(entry.text)}'
