"""A page read the way a browser reads it: elements, attributes, and texts with what they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr"}
_CLOSED = {"path", "rect", "circle"}


@dataclass
class Element:
    """An element with the elements that it stands in."""

    tag: str
    attributes: dict[str, str]
    above: list[Element]

    def within(self, tag: str) -> bool:
        return any(one.tag == tag for one in (*self.above, self))

    @property
    def section(self) -> str:
        return next(
            (one.attributes.get("id", "") for one in reversed(self.above) if one.tag == "section"), ""
        )


@dataclass
class Text:
    """A text with the elements that it stands in, the innermost last."""

    content: str
    above: list[Element]

    def within(self, *tags: str) -> bool:
        return any(one.tag in tags for one in self.above)

    @property
    def section(self) -> str:
        return next(
            (one.attributes.get("id", "") for one in reversed(self.above) if one.tag == "section"), ""
        )


@dataclass
class Page(HTMLParser):
    """Everything on a page, in its order."""

    elements: list[Element] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = Element(tag, {name: value or "" for name, value in attrs}, list(self.open))
        self.elements.append(one)
        if tag not in VOID:
            self.open.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        last = self.open.pop()
        assert last.tag == tag, f"</{tag}> closes <{last.tag}>"

    def handle_data(self, data: str) -> None:
        self.texts.append(Text(data, list(self.open)))

    def tagged(self, *tags: str) -> list[Element]:
        return [one for one in self.elements if one.tag in tags]

    def said(self, *, section: str | None = None) -> str:
        """Give the text of the page, or of one section, as it is read, the style left out."""
        kept = (
            one.content
            for one in self.texts
            if not one.within("style", "script") and section in (None, one.section)
        )
        return re.sub(r"\s+", " ", "".join(kept))

    def blocks(self, *tags: str) -> list[str]:
        """Give the texts of the elements of some kinds."""
        found: dict[int, str] = {}
        for text in self.texts:
            for one in text.above:
                if one.tag in tags:
                    found[id(one)] = found.get(id(one), "") + text.content
        return [re.sub(r"\s+", " ", one).strip() for one in found.values()]


def read(text: str) -> Page:
    """Read a page; every element that opens closes."""
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return page
