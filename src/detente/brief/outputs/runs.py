"""A piece of the page as runs of text: what is written, how, and where it leads."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

from detente.brief.blocks import Cell

_MARKED = {"b": "bold", "small": "small", "code": "code"}
BREAK = "\n"


class Run(NamedTuple):
    """A text, the marks on it ("bold", "small", "code"), and where it leads: "#n12" to the account, or an address."""

    text: str
    marks: frozenset[str] = frozenset()
    link: str = ""

    @property
    def number(self) -> int | None:
        """Which number of the account it leads to."""
        return int(self.link[2:]) if self.link.startswith("#n") and self.link[2:].isdigit() else None


class _Reader(HTMLParser):
    """Reads what the page's own functions wrote: it is well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.marks: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a mark or a link; break a line."""
        if tag == "br":
            self.runs.append(Run(BREAK))
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        elif tag in _MARKED:
            if tag == "small" and self.runs and not self.runs[-1].text.endswith((" ", BREAK)):
                self.runs.append(Run(" "))
            self.marks.append(_MARKED[tag])

    def handle_endtag(self, tag: str) -> None:
        """End a mark or a link."""
        if tag == "a":
            self.links.pop()
        elif tag in _MARKED:
            self.marks.remove(_MARKED[tag])

    def handle_data(self, data: str) -> None:
        """Take a text."""
        self.runs.append(Run(data, frozenset(self.marks), self.links[-1] if self.links else ""))


def runs_of(cell: Cell) -> tuple[Run, ...]:
    """Read a cell, a paragraph or an item.

    Parameters
    ----------
    cell : Markup or str
        A str is a text of the page itself; Markup has been escaped.

    Examples
    --------
    >>> from markupsafe import Markup
    >>> [(one.text, one.number) for one in runs_of(Markup('About <a id="u1" href="#n7">4 %</a>.'))]
    [('About ', None), ('4 %', 7), ('.', None)]
    """
    if not hasattr(cell, "__html__"):
        return (Run(cell),) if cell else ()
    reader = _Reader()
    reader.feed(str(cell))
    reader.close()
    return tuple(reader.runs)


def text_of(cell: Cell) -> str:
    """Give the bare text of a cell."""
    return "".join(one.text for one in runs_of(cell))
