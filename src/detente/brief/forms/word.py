"""The brief as a file for Word: headings, lists, tables, and links between numbers and how they were made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.brief.blocks import Block, Bullets, Cell, Heading, Paragraph, Table
from detente.brief.forms.inline import Run, runs_of, spaced, text_of
from detente.brief.whole import ACCOUNT, ACCOUNT_LEAD, Whole

if TYPE_CHECKING:
    from docx.document import Document

_STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold: the file has no clock
_BLUE = "0B4F9E"
_NOTE = 9  # points


def word_of(whole: Whole) -> bytes:
    """Write a brief as a file for Word (Office Open XML).

    Pictures are left out; the tables beside them say the same. The marking stands at the head of each page. The bytes are the
    same for the same brief.

    Parameters
    ----------
    whole : Whole

    Returns
    -------
    bytes
    """
    import docx

    document = docx.Document()
    _head(document, whole)
    _first(document, whole)
    for section in whole.sections:
        document.add_heading(text_of(section.title), 1)
        _add(document.add_paragraph(), section.lead, bold=True)
        for block in section.blocks:
            _block(document, block)
    document.add_heading(ACCOUNT, 1)
    document.add_paragraph(ACCOUNT_LEAD)
    for entry in whole.entries:
        paragraph = document.add_paragraph()
        _bookmarked(paragraph, f"n{entry.number}", entry.number)
        paragraph.add_run(f"{entry.number}. ")
        _add(paragraph, entry.text)
    return _without_clock(document)


def _head(document: Document, whole: Whole) -> None:
    """Set what Word knows of the file, and the marking at the head of each page."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = text_of(whole.first.title), "Détente", ""
    if whole.first.marking:
        document.sections[0].header.paragraphs[0].add_run(text_of(whole.first.marking)).bold = True


def _first(document: Document, whole: Whole) -> None:
    """Write the first screen."""
    first = whole.first
    document.add_heading(text_of(first.title), 0)
    if first.asks:
        _add(document.add_paragraph(style="Subtitle"), first.asks)
    if first.question:
        _add(document.add_paragraph(), first.question, bold=True)
    for text in (first.answer, first.held):
        if text:
            _add(document.add_paragraph(), text)
    for fact in first.facts:
        _add(document.add_paragraph(style="List Bullet"), fact)
    if first.note:
        _add(document.add_paragraph(), first.note, small=True)


def _block(document: Document, block: Block) -> None:
    """Write one block of a section; nothing for a picture."""
    if isinstance(block, Heading):
        document.add_heading(text_of(block.text), 2)
    elif isinstance(block, Paragraph):
        _add(document.add_paragraph(), block.text, small=block.note)
    elif isinstance(block, Bullets):
        for item in block.items:
            _add(document.add_paragraph(style="List Number" if block.ordered else "List Bullet"), item)
    elif isinstance(block, Table):
        _table(document, block)


def _table(document: Document, table: Table) -> None:
    """Write a table below its caption; its head is repeated on each page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    _add(document.add_paragraph(style="Caption"), table.caption)
    made = document.add_table(rows=0, cols=len(table.columns))
    made.style = document.styles["Light List Accent 1"]
    for place, cells in enumerate([table.columns, *(row.cells for row in table.rows)]):
        row = made.add_row()
        for column, (cell, target) in enumerate(zip(cells, row.cells, strict=True)):
            paragraph = target.paragraphs[0]
            _add(paragraph, cell, small=True, bold=place == 0)
            if column in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if place == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  # there is no public way
    document.add_paragraph()


def _add(paragraph: Any, cell: Cell, *, bold: bool = False, small: bool = False) -> None:
    """Add marked-up text to a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for run in _tidied(cell):
        made = paragraph.add_run(run.text)
        made.bold = (bold or run.bold) or None
        if small or run.small:
            made.font.size = Pt(_NOTE)
        if run.code:
            made.font.name = "Courier New"
        if run.link:
            link = OxmlElement("w:hyperlink")
            if run.link.startswith("#"):
                link.set(qn("w:anchor"), run.link[1:])
            else:
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
                link.set(qn("r:id"), paragraph.part.relate_to(run.link, kind, is_external=True))
            _coloured(made)
            made._r.addprevious(link)  # noqa: SLF001  # there is no public way to make a link
            link.append(made._r)  # noqa: SLF001  # the same


def _coloured(run: Any) -> None:
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor.from_string(_BLUE)


def _tidied(cell: Cell) -> Iterator[Run]:
    """Give runs without what XML can't hold, and with runs of blanks as one."""
    for run in spaced(runs_of(cell)):
        text = "".join(one if one.isprintable() or one == " " else " " for one in run.text)
        yield run._replace(text=text)


def _bookmarked(paragraph: Any, name: str, number: int) -> None:
    """Make a place that links lead to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag.endswith("Start"):
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)  # noqa: SLF001  # there is no public way to make a bookmark


def _without_clock(document: Document) -> bytes:
    """Save a document with the same date on each of its parts."""
    raw, made = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(part))
    return made.getvalue()
