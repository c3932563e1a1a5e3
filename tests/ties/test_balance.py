"""Balance between poles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.ties.balance import balance
from ties.making import situation, tie

POLES = {"east": ("RUS",), "far_east": ("CHN",), "west": ("EU", "USA")}


def shares(vector="imports", **values):
    return [
        tie(name, value, unit="share", vector=vector, direction="out" if vector == "exports" else "in")
        for name, value in values.items()
    ]


def one(*ties, poles=None):
    return balance(situation(*ties, poles=POLES if poles is None else poles), "BLR").profile["imports"]


def test_even_poles_balance_and_one_pole_does_not():
    even = one(*shares(RUS=0.3, CHN=0.3, EU=0.2, USA=0.1))
    assert even.balance.value == pytest.approx(1)
    assert even.coverage.value == pytest.approx(0.9)
    assert even.lean["east", "west"].value == pytest.approx(0)
    alone = one(*shares(RUS=0.3, CHN=0, EU=0, USA=0))
    assert alone.balance.value == 0
    assert alone.lean["east", "west"].value == 1


@given(st.floats(0.01, 0.99))
def test_two_poles_balance_by_four_p_times_the_rest(p):
    rows = shares(RUS=p / 2, CHN=(1 - p) / 2)
    found = one(*rows, poles={"east": ("RUS",), "far_east": ("CHN",)})
    assert found.balance.value == pytest.approx(4 * p * (1 - p), abs=1e-9)


def test_a_member_without_a_row_is_in_the_range_only():
    found = one(*shares(RUS=0.55, CHN=0.06, EU=0.20))
    assert found.missing == ("USA",)
    assert found.poles["west"] == pytest.approx((0.2, 0.2, 0.26, "not_reported", "without USA"))
    assert found.balance.value == pytest.approx(0.708733, abs=5e-7)
    assert found.balance.low <= found.balance.value < found.balance.high
    assert found.lean["east", "west"][:2] == pytest.approx((0.29 / 0.81, 0.35 / 0.75))


def test_a_member_who_is_not_reported_leaves_no_value():
    found = one(*shares(RUS=0.5, CHN=0.2, EU=0.1), tie("USA", None, unit="share"))
    assert found.poles["west"][:3] == pytest.approx((0.1, None, 0.3))
    assert found.balance.value is None
    assert found.balance.low < found.balance.high
    assert found.lean["east", "west"][:3] == pytest.approx((0.2 / 0.8, None, 0.4 / 0.6))


def test_a_pole_without_any_figure_has_no_value():
    found = one(*shares(RUS=0.5, CHN=0.2))
    assert found.poles["west"].value is None
    assert found.balance.value is None
    assert found.missing == ("EU", "USA")


def test_a_member_of_whom_nothing_is_known_may_outweigh_all():
    found = one(tie("RUS", 60), tie("CHN", 40), poles={"east": ("RUS",), "west": ("USA",)})
    assert found.poles["west"][:3] == (0, None, 1)
    assert found.lean["east", "west"][:3] == (-1, None, 1)
    assert found.balance[:3] == (0, None, 1)
    assert found.coverage.high == 1


def test_captivity_is_the_greatest_dependence_on_any_vector():
    rows = [*shares(RUS=0.3, CHN=0.3, EU=0.2, USA=0.1), *shares("energy", RUS=0.95, CHN=0, EU=0, USA=0)]
    found = balance(situation(*rows, poles=POLES), "BLR")
    assert found.captivity.value == pytest.approx(0.95)
    assert found.captor == ("energy", "east")
    assert list(found.profile) == ["imports", "energy"]
    assert balance(situation(*rows, poles=POLES), "BLR", ["imports"]).captivity.value == pytest.approx(0.3)


def test_exports_run_out():
    rows = shares("exports", RUS=0.4, CHN=0.2, EU=0.1, USA=0.1)
    found = balance(situation(*rows, poles=POLES), "BLR")
    assert found.profile["exports"].poles["east"].value == pytest.approx(0.4)


def test_where_there_is_nothing_to_balance_it_is_not_applicable():
    assert one(*shares(RUS=0.3), poles={"east": ("RUS",)}).balance.status == "not_applicable"
    nothing = one(tie("RUS", 0), tie("CHN", 0), poles={"east": ("RUS",), "far_east": ("CHN",)})
    assert nothing.balance.status == "not_applicable"
    assert nothing.lean["east", "far_east"].status == "not_applicable"
    assert balance(situation(poles=POLES), "BLR").captivity.status == "not_applicable"
    assert balance(situation(tie("RUS", None), poles=POLES), "BLR").captor is None


def test_an_actor_is_no_pole_of_its_own():
    found = one(*shares(RUS=0.3, CHN=0.3), poles={"east": ("RUS", "BLR"), "far_east": ("CHN",)})
    assert found.poles["east"].value == pytest.approx(0.3)


def test_without_poles_there_is_no_balance():
    with pytest.raises(ValueError, match="no poles"):
        balance(situation(*shares(RUS=0.3)), "BLR")
