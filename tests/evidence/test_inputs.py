"""Uncertain inputs by name, and the posterior that values of them give."""

import pytest

from detente.evidence.bayes import AllExcludedError
from detente.evidence.beliefs import beliefs
from detente.evidence.frames import frames
from detente.evidence.inputs import inputs, posterior_given
from evidence.making import TWO, observation, situation
from naive.beliefs import posterior, report

CELL = "evidence.o.expected_if.CHN.trade_first"


def ranged(**more):
    one = observation(
        "o", {"CHN": {"trade_first": "likely", "provoked": 0.3}}, source="s", attributed=(0.5, 1), **more
    )
    two = observation(
        "p", {"CHN": {"trade_first": 0.4, "provoked": 0.8}, "peace": {"yes": 0.5, "no": 0.2}}, source="s"
    )
    return situation(
        {"CHN": {"trade_first": (0.6, 0.8), "provoked": None}},
        one,
        two,
        sources={"s": "F"},
        hypotheses={"peace": {"yes": (0.1, 0.2), "no": (0.5, 0.9), "later": 0.1}},
    )


def test_inputs_are_named_by_their_place_in_the_file_and_once():
    named = {
        one.name: (float(one.quantity.low), float(one.quantity.high), one.kind, one.group)
        for one in inputs(ranged())
    }
    assert (
        named
        == {
            "preferences.CHN.types.trade_first.prior": (0.6, 0.8, "prior", "CHN"),
            "preferences.CHN.types.provoked.prior": (0.2, 0.4, "prior", "CHN"),
            CELL: (0.55, 0.8, "likelihood", "CHN"),
            "sources.s.grade": (0.1, 0.95, "grade", ""),
            "evidence.o.attributed": (0.5, 1, "attributed", ""),
            "hypotheses.peace.answers.no": (0.7, 0.8, "prior", "peace"),
            "hypotheses.peace.answers.yes": (0.1, 0.2, "prior", "peace"),
        }
        | {}
    )


def test_a_file_without_ranges_has_no_inputs():
    assert inputs(situation(TWO, observation("o", {"CHN": "equal"}))) == ()


def test_values_of_inputs_give_the_posterior_at_them():
    values = {
        "preferences.CHN.types.trade_first.prior": 0.65,
        CELL: 0.6,
        "sources.s.grade": 0.5,
        "evidence.o.attributed": 0.8,
    }
    rows = [[report(p, 0.4) for p in (0.6, 0.3)], [report(p, 0.5) for p in (0.4, 0.8)]]
    given = posterior_given(frames(ranged()), values)
    assert list(given["CHN"].values()) == pytest.approx(posterior([0.65, 0.35], rows))


def test_without_values_inputs_stand_at_their_means():
    sit = situation(
        {"CHN": {"trade_first": (0.6, 0.8), "provoked": None}},
        observation("o", {"CHN": {"trade_first": "likely", "provoked": 0.3}}, grade="F"),
    )
    given = posterior_given(frames(sit), {})["CHN"]
    assert given == pytest.approx({name: one.value for name, one in beliefs(sit)["CHN"].items()})


def test_one_prior_may_be_left_to_the_rest_and_points_need_no_value():
    sit = situation({"X": {"a": (0.1, 0.3), "b": (0.4, 0.7), "c": 0.2}})
    path = "preferences.X.types"
    given = posterior_given(frames(sit), {f"{path}.a.prior": 0.25})["X"]
    assert given == pytest.approx({"a": 0.25, "b": 0.55, "c": 0.2})


@pytest.mark.parametrize("values", [{"a": 0.25}, {"a": 0.2, "b": 0.5, "c": 0.2}])
def test_priors_that_leave_a_gap_are_refused(values):
    sit = situation({"X": {"a": (0.1, 0.3), "b": (0.4, 0.7), "c": (0.1, 0.4)}})
    named = {f"preferences.X.types.{name}.prior": value for name, value in values.items()}
    with pytest.raises(ValueError, match="sum to one"):
        posterior_given(frames(sit), named)


def test_values_that_exclude_every_type_name_the_group():
    sit = situation(TWO, observation("o", {"CHN": {"trade_first": (0, 0.5), "provoked": 0}}))
    with pytest.raises(AllExcludedError, match="CHN"):
        posterior_given(frames(sit), {CELL: 0.0})
