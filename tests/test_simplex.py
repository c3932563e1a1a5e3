"""Shares in ranges that sum to one: what is reachable, and the exact mean."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.simplex import NoSharesError, exact, mean_shares, tighten
from strategies import ranges_of_shares

PERCENT = st.integers(0, 100).map(lambda n: Fraction(n, 100))


def test_a_float_means_the_decimal_it_prints_as():
    assert exact(0.1) + exact(0.2) == Fraction(3, 10)


@pytest.mark.parametrize(
    ("lows", "highs"), [([0.6, 0.5], [1, 1]), ([0, 0.1], [0.3, 0.6]), ([0.5, 0.4], [0.4, 0.7])]
)
def test_ranges_that_allow_no_sum_of_one_are_refused(lows, highs):
    with pytest.raises(NoSharesError, match="sum to one"):
        tighten(lows, highs)


@given(ranges_of_shares())
def test_tightened_ends_are_reached_and_nothing_is_lost(box):
    lows, highs = [a for a, _ in box], [b for _, b in box]
    low, high = tighten(lows, highs)
    for j in range(len(box)):
        for end in (low[j], high[j]):
            others = [k for k in range(len(box)) if k != j]
            assert sum(low[k] for k in others) <= 1 - end <= sum(high[k] for k in others)
    assert tighten(low, high) == (low, high)


@given(ranges_of_shares())
def test_the_mean_is_inside_and_sums_to_one(box):
    lows, highs = [a for a, _ in box], [b for _, b in box]
    low, high = tighten(lows, highs)
    mean = mean_shares(lows, highs)
    assert sum(mean) == 1
    assert all(a <= m <= b for a, m, b in zip(low, mean, high, strict=True))


@given(PERCENT, PERCENT)
def test_the_mean_of_two_is_the_middle(a, b):
    low, high = sorted([a, b])
    assert mean_shares([low, 0], [high, 1]) == ((low + high) / 2, 1 - (low + high) / 2)


def test_points_are_their_own_mean():
    assert mean_shares([0.2, 0.3, 0.5], [0.2, 0.3, 0.5]) == (Fraction(1, 5), Fraction(3, 10), Fraction(1, 2))


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 1000))
def test_the_mean_is_that_of_uniform_draws(seed):
    rng = Random(seed)
    lows = [Fraction(rng.randint(0, 20), 100) for _ in range(4)]
    highs = [low + Fraction(rng.randint(30, 60), 100) for low in lows]
    draws = []
    while len(draws) < 3000:
        raw = [rng.expovariate(1) for _ in lows]
        share = [float(a) + float(1 - sum(lows)) * x / sum(raw) for a, x in zip(lows, raw, strict=True)]
        if all(x <= b for x, b in zip(share, highs, strict=True)):
            draws.append(share)
    for j, expected in enumerate(mean_shares(lows, highs)):
        assert sum(draw[j] for draw in draws) / 3000 == pytest.approx(float(expected), abs=0.02)


def test_many_shares_are_no_harder_than_few():
    assert mean_shares([0] * 40, [0.1] * 40) == (Fraction(1, 40),) * 40
