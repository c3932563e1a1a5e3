"""Probabilities or shares that move with time: a small step line for each, in a row of its own with its last number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from detente.brief.blocks import Picture
from detente.brief.figures import Figure
from detente.brief.origins import Origins
from detente.brief.pictures import svg

_MOST_LINES = 3
_HEIGHT = 44.0  # from none to all
_NUMBER = 74.0
_SIZES = (("wide", 760.0, 260.0, 13.0), ("narrow", 360.0, 0.0, 12.5))


class Point(NamedTuple):
    """A value at a time; a value that isn't known breaks the line."""

    at: float
    value: Figure


class Track(NamedTuple):
    """One row: what it is, a text of the file or its words, and its values in order of time."""

    label: str
    points: tuple[Point, ...]


def steps_picture(
    tracks: Sequence[Track], ends: tuple[str, str], book: Origins, name: str, title: str, caption: str
) -> Picture:
    """Draw step lines on one scale of time.

    Parameters
    ----------
    tracks : sequence of Track
    ends : tuple of str
        When time begins and ends, in words.
    book : Origins
    name : str
        Begins the ids of the drawings.
    title, caption : str
    """
    wide, narrow = (_drawing(tracks, ends, book, f"{name}-{size[0][0]}", title, size) for size in _SIZES)
    return Picture(wide, narrow, caption)


def _drawing(
    tracks: Sequence[Track],
    ends: tuple[str, str],
    book: Origins,
    name: str,
    title: str,
    size: tuple[str, float, float, float],
) -> Markup:
    kind, width, label, font = size
    length = width - label - _NUMBER
    times = [point.at for track in tracks for point in track.points]
    first, last = min(times), max(times)
    scale = length / (last - first) if last > first else 0.0

    def at(time: float) -> float:
        return label + (time - first) * scale

    body: list[Markup] = []
    top = 4.0
    for track in tracks:
        lines = svg.wrapped(track.label, (label or width) - 12, font, _MOST_LINES)
        body += [
            svg.text(0, top + font + row * (font + 3), svg.quoted(line)) for row, line in enumerate(lines)
        ]
        top += 0.0 if label else len(lines) * (font + 3) + 4
        for edge in (0.0, _HEIGHT):
            body.append(svg.line(label, top + edge, label + length, top + edge, "axis"))
        body += [svg.path(d, "track", 2) for d in _lines(track, at, top)]
        final = track.points[-1].value
        if isinstance(final.value, float):
            y = top + _HEIGHT * (1 - final.value)
            body.append(svg.disc(at(track.points[-1].at), y, 3.5, "point"))
            body.append(svg.text(label + length + 10, y + font * 0.34, book.drawn(final), "end"))
        top += max(_HEIGHT, len(lines) * (font + 3) if label else 0.0) + font
    axis = Markup('<tspan class="q">{}</tspan>')
    body.append(svg.text(label, top + font * 0.4, axis.format(ends[0]), "minor"))
    body.append(svg.text(label + length, top + font * 0.4, axis.format(ends[1]), "minor last"))
    described = "A row for each, with a step line from none below to all above. The table has the figures."
    return svg.canvas(name, kind, width, top + font + 2, title, described, body)


def _lines(track: Track, at: svg.Scale, top: float) -> list[str]:
    """Give the pieces of the step line; where a value isn't known the line breaks."""
    pieces: list[str] = []
    is_drawn = False
    for point in track.points:
        value = point.value.value
        if not isinstance(value, float):
            is_drawn = False
            continue
        x, y = svg.short(at(point.at)), svg.short(top + _HEIGHT * (1 - min(1.0, max(0.0, value))))
        if is_drawn:
            pieces[-1] += f"H{x}V{y}"
        else:
            pieces.append(f"M{x} {y}")
        is_drawn = True
    return pieces
