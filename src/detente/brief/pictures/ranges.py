"""Shares and probabilities with their ranges, a row each, on a line from none to all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from detente.brief.blocks import Picture
from detente.brief.figures import Figure
from detente.brief.origins import Origins
from detente.brief.pictures import svg

_MOST_LINES = 3
_GRID = (0.0, 0.25, 0.5, 0.75, 1.0)


class Bar(NamedTuple):
    """A row: a value (None where it isn't known) with its range, a wider range, and a mark to compare with.

    ``label`` is a text of the file or its words; ``head`` begins a group of rows; ``told`` stands where the number
    would.
    """

    label: str
    value: Figure
    within: Figure | None = None
    beyond: Figure | None = None
    before: Figure | None = None
    head: str = ""
    told: str = ""


class Size(NamedTuple):
    """Measures of one drawing; labels stand above their rows where there is no room for them at the left."""

    kind: str
    width: float
    label: float
    font: float


_SIZES = (Size("wide", 760, 300, 13), Size("narrow", 360, 0, 12.5))
_NUMBER = 116.0  # room for the number at the right


def ranges_picture(
    bars: Sequence[Bar], book: Origins, name: str, title: str, caption: Markup | str
) -> Picture:
    """Draw rows of shares.

    Parameters
    ----------
    bars : sequence of Bar
    book : Origins
    name : str
        Begins the ids of the drawings.
    title : str
        What the picture shows.
    caption : Markup or str
        How to read it.
    """
    wide, narrow = (_drawing(bars, book, f"{name}-{size.kind[0]}", title, size) for size in _SIZES)
    return Picture(wide, narrow, caption)


def _drawing(bars: Sequence[Bar], book: Origins, name: str, title: str, size: Size) -> Markup:
    body: list[Markup] = []
    top = 4.0
    for bar in bars:
        if bar.head:
            top += size.font * 0.6
            for line in svg.wrapped(bar.head, size.width, size.font, _MOST_LINES):
                body.append(svg.text(0, top + size.font, svg.quoted(line), "strong"))
                top += size.font + 3
        lines = svg.wrapped(bar.label, (size.label or size.width) - 10, size.font, _MOST_LINES)
        body += [
            svg.text(0, top + size.font + at * (size.font + 3), svg.quoted(line))
            for at, line in enumerate(lines)
        ]
        below = 0.0 if size.label else len(lines) * (size.font + 3)
        height = max(size.font + 3, below + 18 if below else len(lines) * (size.font + 3))
        body += _row(bar, book, size, top + below + size.font * 0.68)
        top += height + size.font * 0.5
    described = (
        "A row for each, with a point or a range on a line from none to all. The table has the same figures."
    )
    return svg.canvas(name, size.kind, size.width, top + 4, title, described, body)


def _row(bar: Bar, book: Origins, size: Size, y: float) -> Iterator[Markup]:
    """Draw the line, the ranges on it, the point, and the number at the right."""
    left, length = size.label, size.width - size.label - _NUMBER

    def at(share: float) -> float:
        return left + length * min(1.0, max(0.0, share))

    ticks = "".join(f"M{svg.short(at(tick))} {svg.short(y - 4)}v8" for tick in _GRID)
    yield svg.path(f"M{svg.short(left)} {svg.short(y)}h{svg.short(length)}{ticks}", "axis")
    for figure, thick, kind in ((bar.beyond, 3.0, "beyond"), (bar.within, 8.0, "within")):
        ends = figure.value if figure is not None else None
        if isinstance(ends, tuple) and ends[0] < ends[1]:
            known = isinstance(bar.value.value, float)
            yield svg.box(
                at(ends[0]), y - thick / 2, at(ends[1]) - at(ends[0]), thick, kind if known else "unknown"
            )
    if bar.before is not None and isinstance(bar.before.value, float):
        yield svg.diamond(at(bar.before.value), y, 5.5, "before")
    if isinstance(bar.value.value, float):
        yield svg.disc(at(bar.value.value), y, 4.5, "point")
    yield svg.text(left + length + 10, y + size.font * 0.34, bar.told or book.drawn(bar.value), "end")
