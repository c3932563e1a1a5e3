"""What the ends of ranges do to an answer, as bars that go out from it: the widest on top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from detente.brief.blocks import Picture
from detente.brief.figures import Figure
from detente.brief.made.turning import at_ends
from detente.brief.origins import Origins
from detente.brief.pictures import svg
from detente.outlook.tornado import Bar

_MOST_LINES = 2
_WIDTHS = (("wide", 760.0, 300.0, 13.0), ("narrow", 360.0, 0.0, 12.5))
_NUMBER = 110.0  # room for the numbers at the right


def tornado_picture(bars: Sequence[Bar], base: Figure, book: Origins, name: str) -> Picture:
    """Draw bars from the answer at central values to the answers at the ends of each range.

    Parameters
    ----------
    bars : sequence of Bar
        The widest first.
    base : Figure
        The answer at central values.
    book : Origins
    name : str
        Begins the ids of the drawings.
    """
    wide, narrow = (_drawing(bars, base, book, f"{name}-{size[0][0]}", size) for size in _WIDTHS)
    caption = (
        "The line is the answer with everything at its centre. Each bar goes to the answers at the two ends of one range: "
        "the hollow part to that at the low end, the filled part to that at the high end."
    )
    return Picture(wide, narrow, caption)


def _drawing(
    bars: Sequence[Bar], base: Figure, book: Origins, name: str, size: tuple[str, float, float, float]
) -> Markup:
    kind, width, label, font = size
    left, length = label, width - label - _NUMBER
    centre = base.value if isinstance(base.value, float) else 0.0
    reach = [one for bar in bars for one in (*bar.reach, centre)]
    low, high = min(reach), max(reach)
    scale = length / (high - low) if high > low else 0.0

    def at(share: float) -> float:
        return left + (share - low) * scale

    body: list[Markup] = []
    top = font * 1.6
    middle = min(max(at(centre), left + 20), left + length - 20)
    body.append(svg.text(middle, font, Markup("as filed {}").format(book.drawn(base)), "centred"))
    first = top
    for bar in bars:
        lines = svg.wrapped(bar.text, (label or width) - 12, font, _MOST_LINES)
        body += [
            svg.text(0, top + font + row * (font + 3), svg.quoted(line)) for row, line in enumerate(lines)
        ]
        below = 0.0 if label else len(lines) * (font + 3)
        y = top + below + font * 0.68
        body += _parts(bar, centre, at, y)
        body.append(svg.text(left + length + 10, y + font * 0.34, book.drawn(at_ends(bar)), "end"))
        top += max(font + 3, below + 18 if below else len(lines) * (font + 3)) + font * 0.5
    body.append(svg.line(at(centre), first, at(centre), top, "axis"))
    described = "A bar for each input, from the answer at one end of its range to that at the other. The table has the same figures."
    return svg.canvas(
        name, kind, width, top + 4, "What the ends of each range do to the answer", described, body
    )


def _parts(bar: Bar, centre: float, at: svg.Scale, y: float) -> Iterator[Markup]:
    """Draw the part to the low end hollow, that to the high end filled."""
    for end, kind in ((bar.at_low, "hollow"), (bar.at_high, "filled")):
        if end is not None and end != centre:
            ends = sorted((at(end), at(centre)))
            yield svg.box(ends[0], y - 5, ends[1] - ends[0], 10, kind)
