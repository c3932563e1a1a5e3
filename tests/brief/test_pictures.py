"""Pictures: no state hides another, texts fit, shares are drawn to scale."""

from __future__ import annotations

import re

import pytest

import detente
from detente.brief.figures import Figure
from detente.brief.gather import gather
from detente.brief.origins import Origins
from detente.brief.pictures import svg
from detente.brief.pictures.bands import Spot, bands, ways_out
from detente.brief.pictures.courses import courses_picture
from detente.brief.pictures.ranges import Bar, ranges_picture
from detente.brief.routes import routes_of
from detente.outlook.results import Flow

SPOTS = {name: Spot(20.0 * at + 10, 30.0 * at + 10, 8, at) for at, name in enumerate("abcd")}


def numbers(d: str) -> list[float]:
    return [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", d)]


@pytest.mark.parametrize("case", ["belarus-2023", "sustainable-development", "elmira-1991-graph"])
def test_no_two_states_share_a_row_or_a_lane(case: str) -> None:
    sit = detente.load(case)
    g = gather(sit, draws=0, seed=1, what_if={})
    assert g.forecast is not None
    picture = courses_picture(g, g.forecast, routes_of(sit, g.forecast, 10), Origins(sit), "x")
    for drawing in (picture.wide, picture.narrow):
        marks = [
            (float(x), float(y))
            for x, y in re.findall(r'<text x="([\d.]+)" y="([\d.]+)" class="mark', drawing)
        ]
        assert len({x for x, _ in marks}) == len({y for _, y in marks}) == len(marks)
        assert marks == sorted(marks)


def test_a_band_is_as_thick_as_its_share() -> None:
    steps = [Flow("A", "a", "b", 0.5), Flow("B", "a", "c", 0.25), Flow("A", "a", "d", 1e-6)]
    drawn = list(bands(steps, SPOTS, {"A": "c0", "B": "c1"}, 16))
    widths = [float(re.search(r'stroke-width="([\d.]+)"', one)[1]) for one in drawn]
    assert widths == [8, 4, 1]
    assert ['class="band c0"' in one for one in drawn] == [True, False, True]


def test_bands_that_leave_a_state_lie_side_by_side_the_nearer_end_further_right() -> None:
    steps = [Flow("A", "a", "b", 0.5), Flow("A", "a", "d", 0.5)]
    near, far = (numbers(re.search(r' d="([^"]+)"', one)[1]) for one in bands(steps, SPOTS, {}, 16))
    assert near[0] - far[0] == pytest.approx(8)
    assert (near[0] + far[0]) / 2 == pytest.approx(SPOTS["a"].x)


def test_a_band_ends_in_its_state() -> None:
    (one,) = bands([Flow("A", "a", "c", 0.5)], SPOTS, {}, 16)
    d = re.search(r' d="([^"]+)"', one)[1]
    assert numbers(d)[:2] == [SPOTS["a"].x, SPOTS["a"].y]
    assert d.endswith(f"H{svg.short(SPOTS['c'].x)}")


def test_a_move_back_is_broken_and_one_out_runs_to_the_bottom() -> None:
    (back,) = bands([Flow("A", "c", "a", 0.5)], SPOTS, {}, 16)
    assert 'class="band back"' in back
    (out,) = ways_out([Flow("A", "a", "x", 0.25), Flow("B", "a", "y", 0.25)], SPOTS, 200, 16)
    assert 'stroke-width="8"' in out
    assert "V200" in out


def test_a_share_is_drawn_to_scale_and_an_unknown_one_as_its_range() -> None:
    sit = detente.load("chicken")
    known = Bar("known", Figure("k", 0.25, "percent", "K", ""), Figure("kr", (0.0, 0.5), "percent", "K", ""))
    unknown = Bar(
        "unknown", Figure("u", None, "percent", "U", ""), Figure("ur", (0.0, 1.0), "percent", "U", "")
    )
    wide = ranges_picture([known, unknown], Origins(sit), "r", "Shares", "Read so.").wide
    left, length = (float(one) for one in re.search(r'd="M([\d.]+) [\d.]+h([\d.]+)', wide).groups())
    point = float(re.search(r'<circle cx="([\d.]+)"', wide)[1])
    assert point == pytest.approx(left + length / 4, abs=0.1)
    boxes = [
        (kind, float(width))
        for width, kind in re.findall(r'width="([\d.]+)" height="[\d.]+" class="(\w+)"', wide)
    ]
    assert boxes == [
        ("within", pytest.approx(length / 2, abs=0.1)),
        ("unknown", pytest.approx(length, abs=0.1)),
    ]
    assert wide.count("<circle") == 1
    assert "not known" in wide


@pytest.mark.parametrize("text", ["a b c", "word " * 40, "x" * 200, "\u6f22\u5b57" * 50, ""])
def test_lines_fit_their_width_and_what_is_cut_is_marked(text: str) -> None:
    lines = svg.wrapped(text, 120, 12, 3)
    assert len(lines) <= 3
    assert all(svg.units(line) <= 120 / (12 * 0.53) + 1 for line in lines)
    whole = "".join(text.split())
    shown = "".join("".join(lines).split())
    assert shown == whole or (shown.endswith("\u2026") and whole.startswith(shown[:-1].rstrip(" ,;:")))


def test_a_picture_tells_itself_to_those_who_do_not_see_it() -> None:
    drawn = svg.canvas("n", "wide", 10, 10, "T <i>", "D", [])
    assert '<title id="n-t">T &lt;i&gt;</title><desc id="n-d">D</desc>' in drawn
    assert 'aria-labelledby="n-t n-d"' in drawn
