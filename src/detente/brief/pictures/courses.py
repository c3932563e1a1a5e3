"""How events may run, as a picture: each state stands below those that lead to it, on a line of its own.

A move is a band from its state down and to the right into the next. Its thickness is the share of courses that go
that way. No band hides a state, because no two states share a row or a lane.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from detente.brief.blocks import Picture
from detente.brief.figures import Figure
from detente.brief.gather import Gathered
from detente.brief.made.courses import begin_share, flow_share, hidden_share, rest_share, turn_share
from detente.brief.origins import Origins
from detente.brief.pictures import bands, svg
from detente.brief.routes import Node, Routes
from detente.outlook.results import Flow, Forecast
from detente.situation.phrasing import change_words, sentence

_MOST_LINES = 4
_MOST_WAYS = 3  # ways into a state that are written out
_COLOURS = 8


class Line(NamedTuple):
    """A line of text beside a state."""

    content: Markup
    kind: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one drawing is made from: the matter, and the measures of the page.

    ``lane`` is the distance between lanes, ``thick`` the thickest band, ``bar`` the room for bars at the right, where
    there is any.
    """

    g: Gathered
    forecast: Forecast
    routes: Routes
    book: Origins
    kind: str
    width: float
    lane: float
    radius: float
    font: float
    thick: float
    bar: float

    @property
    def column(self) -> float:
        """Where the texts begin."""
        return self.radius * 2 + self.lane * max(0, len(self.routes.nodes) - 1) + 10

    @property
    def room(self) -> float:
        """How wide the texts may be."""
        return self.width - self.column - self.bar


def courses_picture(g: Gathered, forecast: Forecast, routes: Routes, book: Origins, name: str) -> Picture:
    """Draw the courses of events.

    Parameters
    ----------
    g : Gathered
    forecast : Forecast
    routes : Routes
        What to draw.
    book : Origins
    name : str
        Begins the ids of the drawings.
    """
    wide = Sheet(g, forecast, routes, book, "wide", 760, 22, 8.5, 13, 16, 150)
    narrow = Sheet(g, forecast, routes, book, "narrow", 360, 15, 7.5, 12.5, 11, 0)
    return Picture(
        _drawing(wide, f"{name}-w"),
        _drawing(narrow, f"{name}-n"),
        "Each band is a move, as thick as the share of courses that go that way. Filled marks are states in which "
        "events may end, diamonds those in which chance lets them begin. Broken bands lead back.",
    )


def _drawing(sheet: Sheet, name: str) -> Markup:
    """Draw bands first, so that states stand on them."""
    lines = [tuple(_lines(sheet, node)) for node in sheet.routes.nodes]
    spots, bottom = _spots(sheet, lines)
    colours = {actor: f"c{at % _COLOURS}" for at, actor in enumerate(sheet.forecast.actors)}
    body = [
        *bands.bands(sheet.routes.steps, spots, colours, sheet.thick),
        *bands.ways_out(sheet.routes.leaving, spots, bottom, sheet.thick),
    ]
    for node, beside in zip(sheet.routes.nodes, lines, strict=True):
        body += _state(sheet, node, beside, spots[node.state])
    if sheet.routes.hidden:
        told = Markup("{} end in states left out here").format(_linked(sheet, hidden_share(sheet.routes)))
        body.append(svg.text(sheet.column, bottom + sheet.font, told, "minor"))
        bottom += sheet.font * 1.5
    title = "How events may run"
    return svg.canvas(name, sheet.kind, sheet.width, bottom + 4, title, _told(sheet), body)


def _told(sheet: Sheet) -> str:
    """Tell the picture to those who don't see it; the table has the rest."""
    ends = sorted((node for node in sheet.routes.nodes if node.rests), key=lambda node: -node.rests)
    told = [
        f"{node.mark}: {sentence(change_words(sheet.g.sit, sheet.forecast.status_quo, node.state))}"
        for node in ends[:3]
    ]
    start = "States with a letter each, from where events begin to where they end. The table of moves has all of it."
    return " ".join([start, *(["The likeliest ends."] if told else []), *told])


def _spots(sheet: Sheet, lines: Sequence[Sequence[Line]]) -> tuple[dict[str, bands.Spot], float]:
    """Put each state on its row and lane, with room for its lines; give also where the last row ends."""
    spots, top = {}, 2.0
    for at, (node, beside) in enumerate(zip(sheet.routes.nodes, lines, strict=True)):
        middle = top + sheet.radius + 1
        spots[node.state] = bands.Spot(sheet.radius + 2 + sheet.lane * at, middle, sheet.radius, at)
        top += max(2 * sheet.radius + 4, len(beside) * (sheet.font + 3)) + sheet.font * 0.8
    return spots, top


def _lines(sheet: Sheet, node: Node) -> Iterator[Line]:
    """Say what a state is, how it is reached, and whether events end there."""
    if node.begins:
        yield from _beginning(sheet, node)
    yield from _ways(sheet, [step for step in sheet.routes.steps if step.target == node.state])
    if not sheet.bar:
        for words, share in _ends(sheet, node):
            yield Line(Markup("{}: {}").format(words, share), "end")


def _beginning(sheet: Sheet, node: Node) -> Iterator[Line]:
    if not node.by:
        yield Line(Markup("Today"), "strong")
        return
    events = " and ".join(sheet.g.sit.events[name].text or name for name in node.by)
    lines = svg.wrapped(f"By chance: {events}", sheet.room - 3 * sheet.font, sheet.font, _MOST_LINES)
    yield from _quoted(lines, _linked(sheet, begin_share(sheet.g.sit, node)), "strong")


def _ways(sheet: Sheet, steps: Sequence[Flow]) -> Iterator[Line]:
    """Say by which moves a state is reached, the most frequent one in full."""
    marks = {node.state: node.mark for node in sheet.routes.nodes}
    sit = sheet.g.sit
    for at, step in enumerate(steps[:_MOST_WAYS]):
        words = sentence(change_words(sit, step.source, step.target, by=step.by)).removesuffix(".")
        content = f"{'or after' if at else 'After'} {marks[step.source]}: {words}"
        lines = svg.wrapped(content, sheet.room - 3 * sheet.font, sheet.font, 1 if at else _MOST_LINES)
        yield from _quoted(lines, _linked(sheet, flow_share(sit, step)), "minor" if at else "")
    if len(steps) > _MOST_WAYS:
        yield Line(Markup("or in other ways"), "minor")


def _quoted(lines: Sequence[str], share: Markup, kind: str) -> Iterator[Line]:
    """Quote lines, the number after the last."""
    for at, content in enumerate(lines, start=1):
        yield Line(svg.quoted(content) + (Markup(" {}").format(share) if at == len(lines) else ""), kind)


def _ends(sheet: Sheet, node: Node) -> Iterator[tuple[str, Markup]]:
    """Say what share of courses ends in a state."""
    if node.rests:
        yield "ends here", _linked(sheet, rest_share(sheet.g.sit, sheet.forecast, node))
    if node.turns:
        yield "keeps turning", _linked(sheet, turn_share(sheet.g.sit, node))


def _linked(sheet: Sheet, figure: Figure) -> Markup:
    return sheet.book.drawn(figure)


def _state(sheet: Sheet, node: Node, beside: Sequence[Line], spot: bands.Spot) -> Iterator[Markup]:
    """Draw a state: its mark, the texts beside it, and how often events end in it."""
    mark = svg.text(spot.x, spot.y + sheet.font * 0.34, node.mark, "mark on" if node.rests else "mark")
    told = sentence(change_words(sheet.g.sit, sheet.forecast.status_quo, node.state))
    yield svg.line(spot.x + spot.radius, spot.y, sheet.column - 3, spot.y, "lead")
    yield svg.group((_shape(node, spot), mark), told)
    y = spot.y + sheet.font * 0.34
    for line in beside:
        yield svg.text(sheet.column, y, line.content, line.kind)
        y += sheet.font + 3
    if sheet.bar:
        yield from _bars(sheet, node, spot)


def _shape(node: Node, spot: bands.Spot) -> Markup:
    """Draw what stands for a state."""
    kind = "rest" if node.rests else "pass"
    if node.by:
        return svg.diamond(spot.x, spot.y, spot.radius + 2.5, kind)
    if node.rests:
        return svg.box(spot.x - spot.radius, spot.y - spot.radius, 2 * spot.radius, 2 * spot.radius, kind)
    return svg.disc(spot.x, spot.y, spot.radius, kind)


def _bars(sheet: Sheet, node: Node, spot: bands.Spot) -> Iterator[Markup]:
    """Draw how often events end in a state as a bar at the right, with the number."""
    left, y = sheet.width - sheet.bar + 12, spot.y
    for words, share in _ends(sheet, node):
        yield svg.box(left, y + 7, (node.rests or node.turns) * (sheet.bar - 14), 5, "bar")
        yield svg.text(left, y + 3, Markup("{} {}").format(words, share), "end")
        y += sheet.font + 12
