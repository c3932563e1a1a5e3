"""Concentration and its bounds, against random search and corners."""

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.simplex import NoSharesError
from detente.ties import concentration
from detente.ties.concentration import (
    effective_partners,
    hhi,
    hhi_in_ranges,
    hhi_of_amounts,
    hhi_with_tail,
    normalised_hhi,
    theil,
)
from naive.shares import amount_bounds, draw, index, packed, share_bounds
from strategies import ranges_of_shares

AMOUNT = st.integers(0, 40)
AMOUNTS = st.lists(st.tuples(AMOUNT, AMOUNT).map(sorted), min_size=1, max_size=4).filter(
    lambda ranges: any(low for low, _ in ranges)
)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_effective_numbers_fall_from_the_plain_count(raw):
    shares = [one / sum(raw) for one in raw]
    by_entropy, by_squares = effective_partners(shares)
    assert len(shares) + 1e-9 >= by_entropy >= by_squares - 1e-9
    assert 1 / len(shares) - 1e-12 <= hhi(shares) <= 1
    assert -1e-12 <= theil(shares) <= math.log(len(shares)) + 1e-12


def test_even_and_single_partners_are_the_ends_of_the_normalised_index():
    assert normalised_hhi(hhi([0.25] * 4), 4) == pytest.approx(0)
    assert normalised_hhi(hhi([1]), 4) == 1
    assert normalised_hhi(1, 1) is None


@given(st.lists(st.integers(1, 30), min_size=1, max_size=5))
def test_a_tail_is_packed_under_the_smallest_listed(raw):
    shares = [one / 150 for one in raw]
    bounds = hhi_with_tail(shares)
    assert bounds.low == pytest.approx(index(shares))
    assert bounds.high == pytest.approx(packed(shares, min(shares)), abs=1e-9)


def test_a_list_without_a_tail_is_a_point_and_too_much_is_refused():
    assert hhi_with_tail([0.7, 0.2, 0.1])[:2] == (pytest.approx(0.54), pytest.approx(0.54))
    assert hhi_with_tail([])[:2] == (0, 1)
    with pytest.raises(ValueError, match="more than one"):
        hhi_with_tail([0.7, 0.4])


@settings(deadline=None)
@given(ranges_of_shares(), st.integers(0, 999))
def test_index_over_ranges_contains_every_draw_and_is_reached(ranges, seed):
    lows, highs = [float(a) for a, _ in ranges], [float(b) for _, b in ranges]
    bounds, rng = hhi_in_ranges(lows, highs), Random(seed)
    drawn = [index(draw(rng, lows, highs)) for _ in range(60)]
    assert bounds.exact
    assert bounds.low - 1e-12 <= min(drawn)
    assert max(drawn) <= bounds.high + 1e-12
    corner = max(index(draw(rng, lows, highs)) for _ in range(300))
    assert bounds.high == pytest.approx(corner, abs=0.02)


@given(ranges_of_shares())
def test_wider_ranges_never_narrow_the_index(ranges):
    lows, highs = [a for a, _ in ranges], [b for _, b in ranges]
    one, other = (
        hhi_in_ranges(lows, highs),
        hhi_in_ranges([a / 2 for a in lows], [(1 + b) / 2 for b in highs]),
    )
    assert other.low <= one.low + 1e-12
    assert other.high >= one.high - 1e-12


def test_points_and_impossible_ranges():
    assert hhi_in_ranges([0.6, 0.4], [0.6, 0.4])[:2] == (pytest.approx(0.52), pytest.approx(0.52))
    with pytest.raises(NoSharesError):
        hhi_in_ranges([0.6, 0.6], [0.7, 0.7])


def test_many_ranges_have_a_safe_upper_bound(monkeypatch):
    rng = Random(4)
    for _ in range(60):
        lows = [rng.randint(0, 10) / 100 for _ in range(7)]
        highs = [low + rng.randint(1, 40) / 100 for low in lows]
        if not sum(lows) <= 1 <= sum(highs):
            continue
        exact = hhi_in_ranges(lows, highs)
        monkeypatch.setattr(concentration, "MOST_FREE", 3)
        safe = hhi_in_ranges(lows, highs)
        monkeypatch.undo()
        assert safe.low == exact.low
        assert safe.high >= exact.high - 1e-12
        assert not safe.exact


@settings(deadline=None)
@given(AMOUNTS)
def test_index_of_amounts_agrees_with_a_grid(ranges):
    lows, highs = [float(a) for a, _ in ranges], [float(b) for _, b in ranges]
    bounds = hhi_of_amounts(lows, highs)
    least, greatest = amount_bounds(lows, highs, steps=12)
    assert bounds.high == pytest.approx(greatest)
    assert bounds.low <= least + 1e-12
    assert bounds.low == pytest.approx(least, abs=0.02)


def test_amounts_beside_a_sum_that_is_known_as_a_whole():
    one, both = hhi_of_amounts([1.0], [2.0], 3.0, (0.5, 0.7)), []
    for x in (1.0, 1.25, 1.5, 2.0):
        both += [(x * x + h * 9) / (x + 3) ** 2 for h in (0.5, 0.7)]
    assert one.low <= min(both) + 1e-12
    assert one.low == pytest.approx(min(both), abs=1e-3)
    assert one.high == pytest.approx(max(both))


def test_an_amount_without_an_upper_end_may_be_everything():
    assert hhi_of_amounts([1, 0], [1, math.inf]).high == 1
    assert hhi_of_amounts([0, 0], [math.inf, math.inf]).low == pytest.approx(0.5)


def test_many_uncertain_amounts_have_a_safe_upper_bound(monkeypatch):
    lows, highs = [1.0, 2.0, 0.0, 4.0], [3.0, 5.0, 2.0, 9.0]
    for others, within in ((0.0, (0, 0)), (5.0, (0.2, 0.6))):
        exact = hhi_of_amounts(lows, highs, others, within)
        monkeypatch.setattr(concentration, "MOST_FREE", 2)
        safe = hhi_of_amounts(lows, highs, others, within)
        monkeypatch.undo()
        assert safe.low == exact.low
        assert exact.high - 1e-12 <= safe.high <= 1
        assert not safe.exact


@given(AMOUNTS)
def test_share_bounds_are_those_of_the_corners(ranges):
    import numpy as np

    lows, highs = np.array([float(a) for a, _ in ranges]), np.array([float(b) for _, b in ranges])
    for k in range(len(ranges)):
        assert concentration.share_bounds(lows, highs, k) == pytest.approx(
            share_bounds(lows.tolist(), highs.tolist(), k)
        )
