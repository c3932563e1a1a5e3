"""The graph of courses: likeliest states first kept, states after those that lead to them, nothing lost."""

from __future__ import annotations

import math

import pytest

import detente
from brief.making import gathered, harbour, loaded
from detente.brief.branching import branches_of
from detente.brief.routes import Routes, beginnings, mark_of, routes_of
from detente.outlook.results import Forecast
from detente.situation.records import Situation

CASES = ["belarus-2023", "chicken", "elmira-1991", "elmira-1991-graph", "sustainable-development"]


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[Situation, Forecast]:
    sit = detente.load(request.param)
    return sit, detente.forecast(sit, draws=0)


def all_of(sit: Situation, forecast: Forecast) -> Routes:
    return routes_of(sit, forecast, 10_000)


def test_what_enters_a_state_leaves_it_or_rests_there(case: tuple[Situation, Forecast]) -> None:
    """On courses without a way back, what begins in a state or comes in is what passes it."""
    sit, forecast = case
    routes = all_of(sit, forecast)
    for node in routes.nodes:
        into = node.begins + sum(step.share for step in routes.steps if step.target == node.state)
        assert math.isclose(node.passed, into, abs_tol=1e-9)


def test_ends_and_beginnings_are_whole(case: tuple[Situation, Forecast]) -> None:
    sit, forecast = case
    routes = all_of(sit, forecast)
    assert math.isclose(sum(node.begins for node in routes.nodes), 1)
    assert math.isclose(sum(node.rests for node in routes.nodes), 1)
    assert (routes.hidden, routes.leaving) == (0, ())


def test_a_state_stands_after_all_that_lead_to_it(case: tuple[Situation, Forecast]) -> None:
    sit, forecast = case
    routes = all_of(sit, forecast)
    row = {node.state: at for at, node in enumerate(routes.nodes)}
    assert all(row[step.source] < row[step.target] for step in routes.steps)
    assert [node.mark for node in routes.nodes] == [mark_of(at) for at in range(len(routes.nodes))]


@pytest.mark.parametrize("most", [1, 3, 6])
def test_what_is_left_out_is_told(case: tuple[Situation, Forecast], most: int) -> None:
    sit, forecast = case
    whole, part = all_of(sit, forecast), routes_of(sit, forecast, most)
    assert len(part.nodes) == min(most, len(whole.nodes))
    assert part.hidden == len(whole.nodes) - len(part.nodes)
    assert math.isclose(part.hidden_end + sum(node.rests for node in part.nodes), 1)
    least = min(node.passed for node in part.nodes)
    shown = {node.state for node in part.nodes}
    assert all(node.passed <= least + 1e-9 for node in whole.nodes if node.state not in shown)


def test_chance_events_begin_elsewhere_with_their_probability() -> None:
    sit = detente.load("belarus-2023")
    begins, by = beginnings(sit, detente.forecast(sit, draws=0))
    chance = float(sit.events["spillover"].chance.central)
    assert sorted(begins.values()) == pytest.approx([chance, 1 - chance])
    assert sorted(by.values()) == [(), ("spillover",)]


def test_an_event_that_changes_nothing_begins_where_the_others_do() -> None:
    begins, by = beginnings(harbour(), gathered().forecast)
    assert begins == {gathered().forecast.status_quo: pytest.approx(1)}
    assert list(by.values()) == [()]


def test_states_that_lead_to_each_other_are_all_there() -> None:
    text = (
        "detente: 1\ntitle: Pursuit\nactors: {A: Alpha, B: Beta}\noptions: {A: {x: Run}, B: {y: Follow}}\n"
        "status_quo: []\npreferences:\n  A: {behaviour: nash, statements: [not (x <-> y)]}\n"
        "  B: {behaviour: nash, statements: [x <-> y]}\n"
    )
    sit = loaded(text)
    routes = all_of(sit, detente.forecast(sit))
    assert len(routes.nodes) == 4
    assert all(node.turns == pytest.approx(1) and node.passed == pytest.approx(1) for node in routes.nodes)


def test_the_branch_is_what_others_wishes_are_conditioned_on() -> None:
    assert branches_of(detente.load("belarus-2023"), {}) == ({"arm_taiwan": True}, {"arm_taiwan": False})
    assert branches_of(harbour(), {}) == ({"open": True}, {"open": False})
    assert branches_of(harbour(), {"open": True}) == ()
    assert branches_of(detente.load("elmira-1991-graph"), {}) == ()


def test_what_cannot_be_taken_by_itself_is_no_branch() -> None:
    text = (
        "detente: 1\ntitle: T\nactors: {A: Alpha, B: Beta}\noptions: {A: {x: Do, y: Dare}, B: {z: Reply}}\n"
        "rules: [x -> z]\nstatus_quo: []\npreferences: {B: {statements: [x -> z, y -> z, not z]}}\n"
    )
    assert branches_of(loaded(text), {}) == ({"y": True}, {"y": False})


def test_options_that_stay_are_asked_about_before_others() -> None:
    text = (
        "detente: 1\ntitle: T\nactors: {A: Alpha, B: Beta}\n"
        "options: {A: {x: Do, y: {text: Dare, lasting: taken}}, B: {z: Reply}}\n"
        "status_quo: []\npreferences: {B: {statements: [x -> z, y -> z, not z]}}\n"
    )
    assert branches_of(loaded(text), {}) == ({"y": True}, {"y": False})
