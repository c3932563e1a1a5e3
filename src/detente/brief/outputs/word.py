"""The brief as a Word file: Office Open XML, written by hand, the same byte for byte for the same brief."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from importlib import resources
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from detente.brief.blocks import Block, Bullets, Cell, Heading, Paragraph, Picture, Table
from detente.brief.composing import Composed
from detente.brief.outputs.runs import BREAK, Run, runs_of, text_of

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOREIGN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the least that a zip file can say; no clock is asked
_PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/numbering.xml",
)
_WIDTH = 9600  # of a table, in twentieths of a point


def word(made: Composed) -> bytes:
    """Write the brief as a Word file.

    Numbers are links to the account at the end. Pictures are left out; the table behind each is there. Addresses of
    sources are texts.

    Parameters
    ----------
    made : Composed

    Returns
    -------
    bytes
        A .docx file.

    Notes
    -----
    ECMA-376, Office Open XML File Formats, part 1.
    """
    written = BytesIO()
    folder = resources.files("detente.brief") / "templates" / "word"
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _PARTS:
            _put(archive, name, (folder / name.rpartition("/")[2]).read_text(encoding="utf-8"))
        _put(archive, "word/header1.xml", _header(text_of(made.first.marking)))
        _put(archive, "word/document.xml", _document(made))
    return written.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    about = zipfile.ZipInfo(name, _FIRST_DAY)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.external_attr = 0o600 << 16
    archive.writestr(about, text.encode("utf-8"))


def _header(marking: str) -> str:
    """Write the head that every page has: the marking."""
    body = _paragraph([Run(marking)] if marking else [], "Header")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:hdr xmlns:w="{_MAIN}">{body}</w:hdr>'


def _document(made: Composed) -> str:
    body = "".join([*_first(made), *_sections(made), *_account(made)])
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    page = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
        "</w:sectPr>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{_MAIN}" xmlns:r="{relations}"><w:body>{body}{page}</w:body></w:document>'
    )


def _first(made: Composed) -> Iterator[str]:
    first = made.first
    yield _paragraph(runs_of(first.title), "Title")
    for cell, style in ((first.asks, "Subtitle"), (first.question, "Strong"), (first.answer, "Lead")):
        if cell:
            yield _paragraph(runs_of(cell), style)
    for cell in (first.held, *first.turns):
        if cell:
            yield _paragraph(runs_of(cell))
    if first.watch:
        yield _paragraph([Run("To watch")], "Strong")
        yield from (_paragraph(runs_of(one), "ListBullet") for one in first.watch)
    yield from (_paragraph(runs_of(fact), "Note") for fact in (*first.facts, first.note) if fact)


def _sections(made: Composed) -> Iterator[str]:
    for section in made.sections:
        yield _paragraph([Run(section.title)], "Heading1")
        yield _paragraph(runs_of(section.lead), "Lead")
        for block in section.blocks:
            yield from _block(block)


def _account(made: Composed) -> Iterator[str]:
    """Write how each number was made, each entry a place that links lead to."""
    yield _paragraph([Run("How each number was made")], "Heading1")
    for entry in made.entries:
        number, text = entry["number"], entry["text"]
        mark = f'<w:bookmarkStart w:id="{number}" w:name="n{number}"/><w:bookmarkEnd w:id="{number}"/>'
        runs = [Run(f"{number}. "), *runs_of(text if isinstance(text, str) else "")]
        yield _paragraph(runs, "Note", before=mark)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield _paragraph(runs_of(text), "Heading2")
        case Paragraph(text, note):
            yield _paragraph(runs_of(text), "Note" if note else "")
        case Bullets(items, ordered):
            style = "ListNumber" if ordered else "ListBullet"
            yield from (_paragraph(runs_of(item), style) for item in items)
        case Table():
            yield from _table(block)
        case Picture():
            return


def _table(block: Table) -> Iterator[str]:
    """Write a table with its caption above; the head is said again on every page."""
    yield _paragraph(runs_of(block.caption), "Caption")
    width = _WIDTH // len(block.columns)
    grid = f'<w:gridCol w:w="{width}"/>' * len(block.columns)
    rows = [
        _row(block.columns, width, head=True),
        *(_row(row.cells, width, head=False) for row in block.rows),
    ]
    about = '<w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
    yield f"<w:tbl>{about}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{_paragraph(())}"


def _row(cells: Iterable[Cell], width: int, *, head: bool) -> str:
    about = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    style = "TableHead" if head else "TableText"
    made = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(runs_of(cell), style)}</w:tc>'
        for cell in cells
    )
    return f"<w:tr>{about}{''.join(made)}</w:tr>"


def _paragraph(runs: Iterable[Run], style: str = "", before: str = "") -> str:
    about = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{about}{before}{''.join(map(_run, runs))}</w:p>"


def _run(one: Run) -> str:
    if one.text == BREAK:
        return "<w:r><w:br/></w:r>"
    marks = "".join(
        made
        for mark, made in (("bold", "<w:b/>"), ("code", '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/>'))
        if mark in one.marks
    )
    marks += '<w:rStyle w:val="Hyperlink"/>' if one.number is not None and not marks else ""
    text = escape(_FOREIGN.sub("\N{REPLACEMENT CHARACTER}", one.text))
    made = f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    if one.number is not None:
        return f"<w:hyperlink w:anchor={quoteattr(f'n{one.number}')}>{made}</w:hyperlink>"
    return made
