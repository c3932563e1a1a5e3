"""The brief as Markdown: each number has a footnote that says how it was made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.brief.blocks import Block, Bullets, Cell, Heading, Paragraph, Picture, Table
from detente.brief.composing import Composed
from detente.brief.outputs.runs import BREAK, Run, runs_of

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")


def markdown(made: Composed) -> str:
    """Write the brief as Markdown.

    Pictures are left out; the table behind each is there. Every character that Markdown would take for its own is
    escaped.

    Parameters
    ----------
    made : Composed

    Returns
    -------
    str
    """
    lines = [*_first(made)]
    for section in made.sections:
        lines += ["", f"## {_inline(section.title)}", "", f"**{_inline(section.lead, bold=False)}**"]
        for block in section.blocks:
            lines += ["", *_block(block)]
    lines += ["", "## How each number was made", ""]
    lines += [f"[^{entry['number']}]: {_inline(_cell(entry['text']), notes=False)}" for entry in made.entries]
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return f"{kept}\n"


def _cell(value: object) -> Cell:
    assert isinstance(value, str)  # noqa: S101 - entries have a text
    return value


def _first(made: Composed) -> Iterator[str]:
    first = made.first
    if first.marking:
        yield from (f"**{_inline(first.marking)}**", "")
    yield f"# {_inline(first.title)}"
    for one in (first.asks, first.question, first.answer, first.held, *first.turns):
        if one:
            yield from ("", _inline(one))
    if first.watch:
        yield from ("", "To watch:", "", *(f"- {_inline(one)}" for one in first.watch))
    yield from ("", ". ".join(_inline(fact) for fact in first.facts))
    if first.note:
        yield from ("", _inline(first.note))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"### {_inline(text)}"
        case Paragraph(text):
            yield _inline(text)
        case Bullets(items, ordered):
            yield from (f"{'1.' if ordered else '-'} {_inline(item)}" for item in items)
        case Table(caption, columns, rows):
            yield from (f"**{_inline(caption)}**", "", _row(columns), _row(["---"] * len(columns), bare=True))
            yield from (_row(row.cells) for row in rows)
        case Picture():
            return


def _row(cells: object, *, bare: bool = False) -> str:
    assert isinstance(cells, (tuple, list))  # noqa: S101 - cells of a row
    return f"| {' | '.join(cell if bare else _inline(cell) for cell in cells)} |"


def _inline(cell: Cell, *, notes: bool = True, bold: bool = True) -> str:
    """Write one piece on one line."""
    return "".join(_run(one, notes=notes, bold=bold) for one in runs_of(cell)).strip()


def _run(one: Run, *, notes: bool, bold: bool) -> str:
    if one.text == BREAK:
        return "; "
    text = _SPECIAL.sub(r"\\\1", " ".join(one.text.split("\n")))
    if bold and "bold" in one.marks and text.strip():
        text = f"**{text.strip()}**"
    if one.number is not None:
        return f"{text}[^{one.number}]" if notes else text
    return f"{text} ({_SPECIAL.sub(_quoted, one.link)})" if _leads_out(one) else text


def _quoted(found: re.Match[str]) -> str:
    return f"%{ord(found.group()):02X}" if found.group() in "<>|" else f"\\{found.group()}"


def _leads_out(one: Run) -> bool:
    return one.link.startswith("http") and one.text != one.link
