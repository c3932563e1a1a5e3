"""Marked-up text of the page as runs of plain text, for forms that don't know HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from detente.brief.blocks import Cell

_DASH = "\N{EN DASH}"
_BRACKETS = "(\N{LEFT DOUBLE QUOTATION MARK}"


class Run(NamedTuple):
    """A piece of text of one look.

    Attributes
    ----------
    text : str
    bold, small, code : bool
    link : str
        Where it leads: an address, ``#`` and an anchor of the brief, or nothing.
    anchor : str
        The name by which a link leads here, or nothing.
    """

    text: str
    bold: bool = False
    small: bool = False
    code: bool = False
    link: str = ""
    anchor: str = ""


class _Reader(HTMLParser):
    """Collects runs; what a page shows as a new line becomes one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "br":
            self.handle_data("\n")
        else:
            self._open.append((tag, given.get("href", ""), given.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _, _ in self._open}
        link = next((to for _, to, _ in reversed(self._open) if to), "")
        anchor = next((name for _, _, name in reversed(self._open) if name), "")
        self.runs.append(Run(data, "b" in tags, "small" in tags, "code" in tags, link, anchor))


def runs_of(cell: Cell) -> tuple[Run, ...]:
    """Read marked-up text as runs; plain text is one run.

    Parameters
    ----------
    cell : Markup or str
        Text that isn't marked up is taken as it is.

    Examples
    --------
    >>> from markupsafe import Markup
    >>> [run.text for run in runs_of(Markup('In <a href="#n1" id="u1">4 %</a> &amp; more'))]
    ['In ', '4 %', ' & more']
    >>> runs_of("a < b")
    (Run(text='a < b', bold=False, small=False, code=False, link='', anchor=''),)
    """
    if not hasattr(cell, "__html__"):
        return (Run(str(cell)),) if cell else ()
    reader = _Reader()
    reader.feed(str(cell))
    reader.close()
    return tuple(reader.runs)


def spaced(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Put a dash where the page begins something small on a line of its own.

    Examples
    --------
    >>> [run.text for run in spaced([Run("one"), Run("(two", small=True), Run(")", small=True)])]
    ['one', ' (two', ')']
    """
    before = Run("", small=True)
    found = []
    for run in runs:
        begins = run.small and not before.small
        blank = "" if before.text[-1:].isspace() else " "
        dash = "" if run.text[:1] in _BRACKETS else f"{_DASH} "
        found.append(run._replace(text=f"{blank}{dash}{run.text}") if begins else run)
        before = run if run.text.strip() else before
    return tuple(found)


def text_of(cell: Cell) -> str:
    """Give marked-up text without its marks, on one line.

    Examples
    --------
    >>> from markupsafe import Markup
    >>> text_of(Markup("one<small>(two &lt; three)</small>"))
    'one (two < three)'
    """
    return " ".join("".join(run.text for run in spaced(runs_of(cell))).split())
