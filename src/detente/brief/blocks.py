"""What a section of the page is built of: paragraphs, lists, tables, pictures. Each names the template that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from markupsafe import Markup

from detente.brief.quoting import NOTHING

Cell: TypeAlias = Markup | str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    text: Cell
    template: ClassVar[str] = "heading.html"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a ``note`` is set smaller."""

    text: Markup
    note: bool = False
    template: ClassVar[str] = "paragraph.html"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; its items have an order or none."""

    items: tuple[Markup, ...]
    ordered: bool = False
    template: ClassVar[str] = "bullets.html"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the first cell is its header; ``anchor`` its id, where a link leads to it."""

    cells: tuple[Cell, ...]
    anchor: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a header for each column; the columns in ``numbers`` hold figures."""

    caption: Cell
    columns: tuple[Cell, ...]
    rows: tuple[Row, ...]
    numbers: frozenset[int] = frozenset()
    template: ClassVar[str] = "table.html"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn for a wide and for a narrow page; a table or text nearby says the same."""

    wide: Markup
    narrow: Markup
    caption: Cell
    template: ClassVar[str] = "picture.html"


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its conclusion in one sentence, then what bears it out."""

    id: str
    title: str
    lead: Markup
    blocks: tuple[Block, ...]
