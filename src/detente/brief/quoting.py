"""Texts of the file on the page: cleaned, escaped and kept apart from what the page says itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date as Day
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from detente.situation.records import When

NOTHING = Markup()
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_PERCENT = re.compile(r"(?<=\d) %")  # a number isn't parted from its sign at the end of a line
_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff]")


def plain(text: str) -> str:
    r"""Make a text harmless to show: control marks become visible, and runs of blanks one blank.

    Marks that turn the direction of what follows them would let a text rewrite the page around it, so that they are
    shown by their number.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> plain("one \n two"), plain("abc\u202edef")
    ('one two', 'abc[U+202E]def')
    """
    shown = _MARKS.sub(lambda mark: f"[U+{ord(mark.group()):04X}]", " ".join(text.split()))
    kept = "".join(one if _is_shown(one) else "\N{REPLACEMENT CHARACTER}" for one in shown)
    return _PERCENT.sub("\N{NO-BREAK SPACE}%", kept)


def _is_shown(one: str) -> bool:
    """Tell letters and the like from control characters and halves of characters."""
    return unicodedata.category(one) not in {"Cc", "Cs"}


def said(text: str) -> Markup:
    """Quote a text of the file, isolated so that its direction doesn't spread.

    Examples
    --------
    >>> said("<b> & co")
    Markup('<bdi>&lt;b&gt; &amp; co</bdi>')
    """
    return Markup("<bdi>{}</bdi>").format(plain(text)) if text.strip() else NOTHING


def code(text: str) -> Markup:
    """Show a name or an expression of the file as it is written there."""
    return Markup("<code>{}</code>").format(plain(text)) if text.strip() else NOTHING


def listed(parts: Iterable[Markup | str], last: str = "and") -> Markup:
    """Join parts by commas, the last one by a word.

    Examples
    --------
    >>> listed(["a", "b & c", "d"])
    Markup('a, b &amp; c and d')
    """
    found = [escape(part) for part in parts]
    if len(found) < 2:
        return found[0] if found else NOTHING
    return Markup("{} {} {}").format(Markup(", ").join(found[:-1]), last, found[-1])


def joined(parts: Iterable[Markup | str], by: str = " ") -> Markup:
    """Join the parts that aren't empty."""
    return escape(by).join(part for part in parts if part)


def capital(words: Markup) -> Markup:
    """Begin words with a capital, unless they begin with a text of the file.

    Examples
    --------
    >>> capital(Markup("nothing &amp; more"))
    Markup('Nothing &amp; more')
    """
    return words[:1].upper() + words[1:] if words[:1].isalpha() else words


def day(one: Day) -> Markup:
    """Write a day.

    Examples
    --------
    >>> day(Day(2023, 3, 8))
    Markup('<time datetime="2023-03-08">8 March 2023</time>')
    """
    words = f"{one.day} {_MONTHS[one.month - 1]} {one.year}"
    return Markup('<time datetime="{}">{}</time>').format(one.isoformat(), words)


def date_of(when: When | None) -> Markup:
    """Write a date no more precisely than it was written: a day, a month or a year."""
    if when is None:
        return NOTHING
    if when.first == when.day:
        return day(when.day)
    if when.first.month == when.day.month:
        month = f"{when.day.year}-{when.day.month:02}"
        words = f"{_MONTHS[when.day.month - 1]} {when.day.year}"
        return Markup('<time datetime="{}">{}</time>').format(month, words)
    return year(when.day.year)


def year(one: int | None) -> Markup:
    """Write a year."""
    return NOTHING if one is None else Markup('<time datetime="{}">{}</time>').format(f"{one:04}", one)


def link(url: str) -> Markup:
    """Link to an address of the web; any other text is shown and leads nowhere.

    Examples
    --------
    >>> link("javascript:alert(1)")
    Markup('<bdi>javascript:alert(1)</bdi>')
    """
    shown = plain(url)
    try:
        parts = urlsplit(shown)
    except ValueError:
        return said(url)
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc or " " in shown:
        return said(url)
    return Markup('<a href="{0}" rel="noopener noreferrer"><bdi>{0}</bdi></a>').format(shown)
