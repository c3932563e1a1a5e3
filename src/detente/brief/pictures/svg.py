"""Shapes and texts of a picture, escaped; nothing is styled here but by class."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeAlias

from markupsafe import Markup

from detente.brief.quoting import NOTHING, plain

Scale: TypeAlias = Callable[[float], float]
"""Where on a drawing a value stands."""

_EM = 0.53  # mean width of a letter, in font sizes
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def canvas(
    name: str, kind: str, width: float, height: float, title: str, description: str, body: Iterable[Markup]
) -> Markup:
    """Make a picture with a title and a description for those who don't see it.

    Parameters
    ----------
    name : str
        Its id; no other picture has it.
    kind : str
        Its class: on which pages it is shown.
    width, height : float
        Its size; it grows and shrinks with the page.
    title, description : str
    body : iterable of Markup
    """
    return Markup(
        '<svg class="{kind}" viewBox="0 0 {w} {h}" role="group" aria-labelledby="{name}-t {name}-d">'
        '<title id="{name}-t">{title}</title><desc id="{name}-d">{description}</desc>{body}</svg>'
    ).format(
        kind=kind,
        w=short(width),
        h=short(height),
        name=name,
        title=plain(title),
        description=plain(description),
        body=NOTHING.join(body),
    )


def short(value: float) -> str:
    """Write a coordinate.

    Examples
    --------
    >>> short(2.0), short(1.26), short(-0.04)
    ('2', '1.3', '0')
    """
    rounded = f"{value:.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded


def text(x: float, y: float, content: Markup | str, kind: str = "") -> Markup:
    """Write a text of the page at a point."""
    return Markup('<text x="{}" y="{}"{}>{}</text>').format(short(x), short(y), _class(kind), content)


def quoted(content: str) -> Markup:
    """Quote a text of the file within a text of the picture."""
    return Markup('<tspan class="q">{}</tspan>').format(plain(content))


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    """Draw a line."""
    return path(f"M{short(x1)} {short(y1)}L{short(x2)} {short(y2)}", kind)


def path(d: str, kind: str, thick: float | None = None) -> Markup:
    """Draw a curve, of a given thickness or of that of its class."""
    width = NOTHING if thick is None else Markup(' stroke-width="{}"').format(short(thick))
    return Markup('<path d="{}" class="{}"{}/>').format(d, kind, width)


def box(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    """Draw a rectangle; it is never too thin to be seen."""
    sizes = (x, y, max(width, 0.8), height)
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" class="{}"/>').format(*map(short, sizes), kind)


def disc(x: float, y: float, radius: float, kind: str) -> Markup:
    """Draw a disc."""
    return Markup('<circle cx="{}" cy="{}" r="{}" class="{}"/>').format(*map(short, (x, y, radius)), kind)


def diamond(x: float, y: float, radius: float, kind: str) -> Markup:
    """Draw a square that stands on its corner."""
    corners = f"M{short(x)} {short(y - radius)}L{short(x + radius)} {short(y)}"
    corners += f"L{short(x)} {short(y + radius)}L{short(x - radius)} {short(y)}Z"
    return path(corners, kind)


def group(content: Iterable[Markup], title: str = "") -> Markup:
    """Put shapes together; the title is what a pointer that rests on them shows."""
    said = Markup("<title>{}</title>").format(plain(title)) if title else NOTHING
    return Markup("<g>{}{}</g>").format(said, NOTHING.join(content))


def wrapped(content: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """Break a text into lines that fit a width, as far as that can be told without the font.

    Parameters
    ----------
    content : str
    width : float
        What there is room for.
    size : float
        Font size.
    most : int
        How many lines there may be; what is cut off is marked.

    Examples
    --------
    >>> wrapped("hand launchers and missiles to Russia", 100, 12, 2)
    ('hand launchers', 'and missiles to…')
    """
    room = max(4.0, width / (size * _EM))
    lines, words = [""], [piece for word in plain(content).split(" ") for piece in _pieces(word, room)]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and units(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        return (*lines[: most - 1], f"{lines[most - 1].rstrip(' ,;:')}{_ELLIPSIS}")
    return tuple(lines)


def units(content: str) -> float:
    """Measure a text in letters; those of East Asian scripts are twice as wide."""
    return sum(2.0 if unicodedata.east_asian_width(one) in {"W", "F"} else 1.0 for one in content)


def _pieces(word: str, room: float) -> list[str]:
    """Cut a word that is longer than a line."""
    pieces = [""]
    for letter in word:
        if units(pieces[-1]) + units(letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _class(kind: str) -> Markup:
    return Markup(' class="{}"').format(kind) if kind else NOTHING
