"""A grid of conditions, and two branches side by side: each cell is the forecast of its own what-if."""

import pytest

import detente
from detente.outlook.grid import Axis, forecasts_over
from detente.outlook.model import Branch
from detente.outlook.sides import beside

SWEDEN = detente.load("sweden-2023")


def test_each_cell_is_the_forecast_with_its_conditions():
    axes = [Axis("do", "hold", (True, False)), Axis("start", "request", (True, None))]
    cells = forecasts_over(SWEDEN, axes)
    assert [cell.values for cell in cells] == [(True, True), (True, None), (False, True), (False, None)]
    for cell in cells:
        held, begun = cell.values
        start = {} if begun is None else {"request": begun}
        expected = detente.forecast(SWEDEN, draws=0, span=False, do={"hold": held}, start=start)
        assert repr(cell.forecast) == repr(expected)


def test_what_is_assumed_anyway_is_assumed_in_all_cells():
    (cell,) = forecasts_over(SWEDEN, [Axis("do", "hold", (None,))], branch=Branch({"request": True}, {}, {}))
    assert repr(cell.forecast) == repr(detente.forecast(SWEDEN, draws=0, span=False, do={"request": True}))


def test_a_combination_that_rules_forbid_says_so():
    sit = detente.load("belarus-2023")
    axes = [Axis("do", "transfer", (True,)), Axis("do", "licence", (False,))]
    (cell,) = forecasts_over(sit, axes)
    assert cell.forecast is None
    assert "no feasible state" in cell.why[0]


@pytest.mark.parametrize("named", ["hold", "CON.hold"])
def test_one_option_is_given_values_once(named):
    axes = [Axis("do", "hold", (True,)), Axis("start", named, (True,))]
    with pytest.raises(ValueError, match="twice"):
        forecasts_over(SWEDEN, axes)
    with pytest.raises(ValueError, match="no one option"):
        forecasts_over(SWEDEN, [Axis("do", "holt", (True,))])


def test_processes_share_the_cells_and_nothing_else_changes():
    axes = [Axis("do", "hold", (True, False))]
    alone, shared = forecasts_over(SWEDEN, axes), forecasts_over(SWEDEN, axes, workers=2)
    assert repr(shared) == repr(alone)


def test_a_forecast_beside_itself_differs_in_nothing():
    found = detente.forecast(SWEDEN, draws=0)
    sides = beside(SWEDEN, found, found)
    assert not any(one.differs for one in (*sides.answers, *sides.options, *sides.ends))


def test_shares_of_options_are_those_of_the_ends():
    free, held = (detente.forecast(SWEDEN, draws=0, do=do) for do in ({}, {"hold": False}))
    sides = beside(SWEDEN, free, held)
    for which, found in (("first", free), ("second", held)):
        for option, share in zip(SWEDEN.options, sides.options, strict=True):
            expected = sum(
                end.probability * part
                for end in found.outcomes
                for state, part in zip(end.states, end.shares, strict=True)
                if state[option.bit] == "Y"
            )
            assert getattr(share, which) == pytest.approx(expected, abs=1e-9)
    assert sum(one.first for one in sides.ends) == pytest.approx(1)
    assert sum(one.second for one in sides.ends) == pytest.approx(1)
    assert {one.id: one.change for one in sides.answers if one.id == "stopped"} == {"stopped": None}
