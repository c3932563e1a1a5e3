"""Cut-offs and capacity to influence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.ties.capacity import influence_capacity
from detente.ties.cutoff import ces_output, geopolitical_supply_risk, uncovered_share, welfare_loss


@given(st.floats(0.01, 0.5), st.floats(0.01, 0.9))
def test_output_rises_with_the_elasticity_from_leontief_up(share, cut):
    outputs = [ces_output(share, cut, s) for s in (0, 0.05, 0.5, 1, 2, 10)]
    assert outputs[0] == pytest.approx(1 - cut)
    assert outputs == sorted(outputs)
    assert ces_output(share, cut, 1 + 1e-7) == pytest.approx(ces_output(share, cut, 1), abs=1e-5)


def test_losing_all_of_an_input_ends_output_unless_it_can_be_replaced():
    assert ces_output(0.2, 1, 0.5) == ces_output(0.2, 1, 1) == 0
    assert ces_output(0.2, 1, 2) == pytest.approx(0.64)
    assert ces_output(0.2, 0, 0.5) == 1
    with pytest.raises(ValueError, match="elasticity"):
        ces_output(0.2, 0.5, -1)


def test_spare_capacity_covers_up_to_the_whole():
    assert uncovered_share(60, 80, 100) == 0
    assert uncovered_share(60, 0, 100) == 0.6


def test_no_change_of_trade_is_no_loss():
    assert welfare_loss(0.6, 0.6, 5) == 0


def test_what_is_not_used_is_at_no_risk():
    assert geopolitical_supply_risk(0.35, {}, {}, 0) is None
    assert geopolitical_supply_risk(0.35, {}, {}, 10) == 0


def test_an_unknown_vector_is_dropped_and_the_weights_are_scaled():
    weights = {"trade": 0.5, "arms": 0.5}
    found = influence_capacity({"trade": 0.4}, {"trade": 0.5, "arms": 0.1}, weights, weights)
    assert found.value == pytest.approx(0.4 * 0.3)
    assert found.coverage == 0.5
    assert influence_capacity({}, {"trade": 0.5}, weights, weights) is None
