"""Routes as rows of boxes from the owner through each hand to the recipient, with whose consents each route needs."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from detente.brief.blocks import Picture
from detente.brief.pictures import svg
from detente.situation.phrasing import actor_name
from detente.situation.records import Situation, Transfer
from detente.ties.power import Passage, Power

_SIZES = (("wide", 760.0, 13.0), ("narrow", 360.0, 12.0))
_MOST_LINES = 2


def passages_picture(sit: Situation, one: Transfer, found: Power, most: int, name: str) -> Picture:
    """Draw the routes of a transfer.

    Parameters
    ----------
    sit : Situation
    one : Transfer
    found : Power
    most : int
        How many routes to draw; the others are only said to be there.
    name : str
        Begins the ids of the drawings.
    """
    wide, narrow = (_drawing(sit, one, found, most, f"{name}-{size[0][0]}", size) for size in _SIZES)
    caption = "Each row is a route. Filled boxes are hands that can block the transfer alone."
    if len(found.routes) > most or not found.routes_complete:
        caption += " There are more routes than are drawn."
    return Picture(wide, narrow, caption)


def _drawing(
    sit: Situation, one: Transfer, found: Power, most: int, name: str, size: tuple[str, float, float]
) -> Markup:
    kind, width, font = size
    body: list[Markup] = []
    top = 4.0
    for route in found.routes[:most]:
        hands = (one.owner, *route.through, one.recipient)
        body += _chain(sit, hands, found, top, (width, font))
        top += (font + 4) * _MOST_LINES + 12
        for line in svg.wrapped(_needs(sit, route), width, font, _MOST_LINES):
            body.append(svg.text(0, top + font, svg.quoted(line), "minor"))
            top += font + 3
        top += font
    described = "A row of boxes for each route, from the owner through each hand to the recipient. The list has the same."
    return svg.canvas(name, kind, width, top, f"Routes of {one.item}", described, body)


def _needs(sit: Situation, route: Passage) -> str:
    """Say whose consents a route needs."""
    if not route.holders:
        return "needs nobody's consent"
    return f"needs the consent of {', '.join(actor_name(sit, one) for one in sorted(route.holders))}"


def _chain(
    sit: Situation, hands: tuple[str, ...], found: Power, top: float, size: tuple[float, float]
) -> Iterator[Markup]:
    """Draw one row of boxes with arrows between them."""
    width, font = size
    gap = 26.0 if width > 500 else 14.0
    box = min(170.0, (width - gap * (len(hands) - 1)) / len(hands))
    height = (font + 4) * _MOST_LINES + 4
    for at, hand in enumerate(hands):
        left = at * (box + gap)
        blocks = hand in found.vetoes
        yield svg.box(left, top, box, height, "rest" if blocks else "pass")
        lines = svg.wrapped(actor_name(sit, hand), box - 10, font, _MOST_LINES)
        for row, line in enumerate(lines):
            y = top + height / 2 + font * 0.34 + (row - (len(lines) - 1) / 2) * (font + 3)
            yield svg.text(left + box / 2, y, svg.quoted(line), "centred on" if blocks else "centred")
        if at:
            end, y = left - 2, top + height / 2
            d = f"M{svg.short(left - gap + 2)} {svg.short(y)}H{svg.short(end)}"
            d += f"M{svg.short(end - 5)} {svg.short(y - 4)}L{svg.short(end)} {svg.short(y)}L{svg.short(end - 5)} {svg.short(y + 4)}"
            yield svg.path(d, "arrow")
