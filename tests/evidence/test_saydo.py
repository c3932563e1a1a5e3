"""The say-do gap."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.saydo import say_do
from evidence.making import TWO, observation, situation

PROBABILITY = st.integers(1, 99).map(lambda n: n / 100)
PAIRS = st.tuples(PROBABILITY, PROBABILITY)


def pair(kind, a, b, **more):
    return observation(kind[0], {"CHN": {"trade_first": a, "provoked": b}}, kind=kind, by="CHN", **more)


def gap(said, done, priors=TWO):
    return say_do(situation(priors, pair("statement", *said), pair("conduct", *done)))["CHN"]


@given(PAIRS, PAIRS)
def test_the_gap_turns_its_sign_with_the_sides_and_the_size_stays(said, done):
    one, other = gap(said, done), gap(done, said)
    for name in TWO["CHN"]:
        assert one.types[name].value == pytest.approx(-other.types[name].value, abs=1e-9)
    assert one.size == pytest.approx(other.size, abs=1e-12)
    assert 0 <= one.size + 1e-12 <= 1


@given(PAIRS, PAIRS, PROBABILITY)
def test_with_two_types_the_gap_is_free_of_the_prior(said, done, prior):
    expected = math.log(said[0] / said[1]) - math.log(done[0] / done[1])
    found = gap(said, done, {"CHN": {"trade_first": prior, "provoked": None}})
    assert found.types["trade_first"].value == pytest.approx(expected, abs=1e-6)


def test_the_range_of_the_gap_contains_it():
    found = gap(("likely", "unlikely"), ("unlikely", 0.5)).types["trade_first"]
    assert found.low < found.value < found.high


@pytest.mark.parametrize(("kind", "missing"), [("statement", "conduct"), ("conduct", "statement")])
def test_without_one_side_the_gap_is_not_available_rather_than_zero(kind, missing):
    report = pair("report", 0.9, 0.1)
    found = say_do(situation(TWO, pair(kind, 0.8, 0.2), report))["CHN"]
    assert found.size is None
    assert found.types == {}
    assert missing in found.why


def test_a_side_that_makes_a_type_certain_has_no_log_odds():
    found = gap((0.8, 0), (0.3, 0.6))
    assert found.types == {"trade_first": None, "provoked": None}
    assert 0 < found.size <= 1


def test_what_became_known_later_is_on_no_side():
    later = pair("conduct", 0.3, 0.6, known="2023-04-01")
    sit = situation(TWO, pair("statement", 0.8, 0.2), later, as_of="2023-03-08")
    assert say_do(sit)["CHN"].conduct == ()
    assert say_do(sit, "2023-04-01")["CHN"].conduct == ("c",)
