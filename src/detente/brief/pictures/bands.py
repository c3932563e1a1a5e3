"""Bands between states that stand on a staircase: down a state's lane, then across into the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from detente.brief.pictures import svg
from detente.brief.pictures.svg import short
from detente.outlook.results import Flow

_THIN = 1.0


class Spot(NamedTuple):
    """Where a state stands, how large its mark is, and in which row."""

    x: float
    y: float
    radius: float
    row: int


def bands(
    steps: Sequence[Flow], spots: Mapping[str, Spot], colours: Mapping[str, str], thick: float
) -> Iterator[Markup]:
    """Draw moves as bands.

    Parameters
    ----------
    steps : sequence of Flow
    spots : mapping of str to Spot
        By state.
    colours : mapping of str to str
        Class by mover.
    thick : float
        How thick a band is that all courses take.
    """
    onward = [step for step in steps if spots[step.source].row < spots[step.target].row]
    leaving = _stacked(onward, thick, by_source=True, spots=spots)
    arriving = _stacked(onward, thick, by_source=False, spots=spots)
    for step in onward:
        yield _band(step, spots, (leaving[step], arriving[step]), colours, thick)
    for step in steps:
        if step not in leaving:
            yield _back(spots[step.source], spots[step.target])


def ways_out(
    leaving: Sequence[Flow], spots: Mapping[str, Spot], bottom: float, thick: float
) -> Iterator[Markup]:
    """Draw the moves to states that aren't shown, as bands that run out at the bottom."""
    shares: dict[str, float] = defaultdict(float)
    for step in leaving:
        shares[step.source] += step.share
    for state, share in shares.items():
        spot = spots[state]
        yield svg.path(f"M{short(spot.x)} {short(spot.y)}V{short(bottom)}", "band out", _width(share, thick))


def _width(share: float, thick: float) -> float:
    return max(_THIN, share * thick)


def _stacked(
    steps: Sequence[Flow], thick: float, *, by_source: bool, spots: Mapping[str, Spot]
) -> dict[Flow, float]:
    """Give each band its distance from the middle of the lane that it leaves by, or of the row that it comes in by.

    Bands that go less far lie further right, those that come from less far lie higher: then they don't cross.
    """
    together: dict[str, list[Flow]] = defaultdict(list)
    for step in steps:
        together[step.source if by_source else step.target].append(step)
    offsets = {}
    for bundle in together.values():
        bundle.sort(key=lambda step: -spots[step.target if by_source else step.source].row)
        total = sum(_width(step.share, thick) for step in bundle)
        at = -total / 2
        for step in bundle:
            width = _width(step.share, thick)
            offsets[step] = at + width / 2
            at += width
    return offsets


def _band(
    step: Flow,
    spots: Mapping[str, Spot],
    offsets: tuple[float, float],
    colours: Mapping[str, str],
    thick: float,
) -> Markup:
    source, target = spots[step.source], spots[step.target]
    x, y = source.x + offsets[0], target.y + offsets[1]
    bend = min(10.0, target.x - x, y - source.y)
    d = f"M{short(x)} {short(source.y)}V{short(y - bend)}"
    d += f"Q{short(x)} {short(y)} {short(x + bend)} {short(y)}H{short(target.x)}"
    return svg.path(d, f"band {colours.get(step.by, 'c0')}", _width(step.share, thick))


def _back(source: Spot, target: Spot) -> Markup:
    """Draw a move that leads back up, broken."""
    down, left = source.y + source.radius + 5, target.x - target.radius * 0.5
    d = f"M{short(source.x)} {short(source.y)}V{short(down)}H{short(left)}V{short(target.y)}"
    return svg.path(d, "band back", 1.5)
