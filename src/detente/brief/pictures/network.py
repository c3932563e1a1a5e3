"""Ties as a network: actors on a ring, and a line for each share that is known, as thick as the share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import cos, hypot, pi, sin
from typing import NamedTuple

from markupsafe import Markup

from detente.brief.blocks import Picture
from detente.brief.figures import Figure
from detente.brief.origins import Origins
from detente.brief.pictures import svg

_SIZES = (("wide", 760.0, 480.0, 13.0), ("narrow", 360.0, 400.0, 12.0))
_THICK = 12.0  # of a tie that is everything
_BEND = 0.16


class Link(NamedTuple):
    """A tie: who depends, on whom, by how much; ``share`` isn't known where the line is broken."""

    actor: str
    partner: str
    share: Figure


def network_picture(
    links: Sequence[Link], names: Mapping[str, str], book: Origins, name: str, title: str, caption: str
) -> Picture:
    """Draw a network.

    Parameters
    ----------
    links : sequence of Link
    names : mapping of str to str
        By actor or partner, how it is called.
    book : Origins
    name : str
        Begins the ids of the drawings.
    title, caption : str
    """
    wide, narrow = (_drawing(links, names, book, f"{name}-{size[0][0]}", title, size) for size in _SIZES)
    return Picture(wide, narrow, caption)


def _drawing(
    links: Sequence[Link],
    names: Mapping[str, str],
    book: Origins,
    name: str,
    title: str,
    size: tuple[str, float, float, float],
) -> Markup:
    kind, width, height, font = size
    across, down = width / 2 - (150 if width > 500 else 70), height / 2 - 44
    spots = {
        one: (
            width / 2 + across * sin(2 * pi * at / len(names)),
            height / 2 - down * cos(2 * pi * at / len(names)),
        )
        for at, one in enumerate(names)
    }
    body: list[Markup] = []
    for link in links:
        body += _line(spots[link.partner], spots[link.actor], link, book, font)
    for one, (x, y) in spots.items():
        body += _named(names[one], x, y, (width, height, font))
    described = "A line runs from each partner to who depends on it, as thick as the share. The tables have the figures."
    return svg.canvas(name, kind, width, height, title, described, body)


def _line(
    start: tuple[float, float], end: tuple[float, float], link: Link, book: Origins, font: float
) -> Iterator[Markup]:
    """Draw a bent line, so that two ties between the same two lie beside each other, with the number in its middle."""
    (x1, y1), (x2, y2) = start, end
    middle = ((x1 + x2) / 2 - (y2 - y1) * _BEND, (y1 + y2) / 2 + (x2 - x1) * _BEND)
    share = link.share.value
    d = f"M{svg.short(x1)} {svg.short(y1)}Q{svg.short(middle[0])} {svg.short(middle[1])} {svg.short(x2)} {svg.short(y2)}"
    thick = max(1.0, share * _THICK) if isinstance(share, float) else 1.5
    yield svg.path(d, "tie" if isinstance(share, float) else "tie open", thick)
    at = 0.3  # of the way back from who depends, where lines are furthest apart
    x = (1 - at) ** 2 * x2 + 2 * at * (1 - at) * middle[0] + at**2 * x1
    y = (1 - at) ** 2 * y2 + 2 * at * (1 - at) * middle[1] + at**2 * y1
    if hypot(x2 - x1, y2 - y1) > 1:
        yield svg.text(x, y + font * 0.34, book.drawn(link.share), "centred halo")


def _named(name: str, x: float, y: float, size: tuple[float, float, float]) -> Iterator[Markup]:
    """Draw a node with its name above, below or beside it."""
    width, height, font = size
    yield svg.disc(x, y, 6, "rest")
    lines = svg.wrapped(name, 140 if width > 500 else 90, font, 2)
    if abs(x - width / 2) < width / 8:
        first = y - 12 - (len(lines) - 1) * (font + 2) if y < height / 2 else y + 12 + font
        kind, left = "centred halo", x
    else:
        first = y - 12 - (len(lines) - 1) * (font + 2)
        kind, left = "centred halo", min(max(x, 50.0), width - 50.0)
    for row, line in enumerate(lines):
        yield svg.text(left, first + row * (font + 2), svg.quoted(line), kind)
