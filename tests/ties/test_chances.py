"""Probabilities of coalitions, against enumeration; power, importance, dependence."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ties import chances
from detente.ties.blocking import hitting, minimal
from detente.ties.chances import (
    Expansion,
    Joint,
    TooManyError,
    apart,
    expected,
    importance,
    swings,
    whatever_the_dependence,
)
from naive import transfers as naive
from ties.networks import families, members

P = st.lists(st.integers(0, 10).map(lambda one: Fraction(one, 10)), min_size=6, max_size=6)


def by_hand(sets, p):
    return naive.probability([members(one) for one in sets], dict(enumerate(p)))


@settings(deadline=None)
@given(families(), P)
def test_expansion_is_enumeration(sets, p):
    assert Expansion(p).chance(sets) == by_hand(sets, p)


@settings(deadline=None)
@given(families(), P, st.integers(0, 5))
def test_it_rises_in_each_probability(sets, p, k):
    more = [*p[:k], min(Fraction(1), p[k] + Fraction(1, 5)), *p[k + 1 :]]
    assert Expansion(p).chance(sets) <= Expansion(more).chance(sets)


@settings(deadline=None)
@given(families(), P, st.integers(0, 5))
def test_importance_is_the_slope(sets, p, k):
    ends = [by_hand(sets, [*p[:k], Fraction(end), *p[k + 1 :]]) for end in (0, 1)]
    assert importance(sets, p, 1 << k) == ends[1] - ends[0]


@settings(deadline=None)
@given(families())
def test_swings_are_counted_and_a_dummy_has_none(sets):
    least = minimal(sets)
    found = swings(least, 6)
    assert dict(enumerate(found)) == naive.swings([members(one) for one in least], range(6))
    for k in range(6):
        in_some = any(one >> k & 1 for one in least) and 0 not in least
        assert bool(found[k]) == in_some


@settings(deadline=None)
@given(families(), P)
def test_whatever_the_dependence_the_bounds_hold_what_independence_gives(sets, p):
    bounds = whatever_the_dependence(minimal(sets), hitting(sets), p, p)
    assert bounds.low - 1e-12 <= float(by_hand(sets, p)) <= bounds.high + 1e-12


@settings(deadline=None)
@given(families(4, 4), st.lists(st.integers(0, 4), min_size=16, max_size=16).filter(any))
def test_whatever_the_dependence_the_bounds_hold_for_any_way_to_hang_together(sets, weights):
    """Any distribution over who consents and who refuses, not only independent ones."""
    total = sum(weights)
    p = [Fraction(sum(w for state, w in enumerate(weights) if state >> k & 1), total) for k in range(4)]
    held = Fraction(
        sum(w for state, w in enumerate(weights) if any(one & state == one for one in sets)), total
    )
    bounds = whatever_the_dependence(minimal(sets), hitting(sets), p, p)
    assert bounds.low - 1e-12 <= float(held) <= bounds.high + 1e-12


@settings(deadline=None)
@given(families(), P, st.integers(0, 10))
def test_a_pair_that_hangs_together_is_gone_through_by_hand(sets, p, step):
    least, most = max(Fraction(0), p[0] + p[1] - 1), min(p[0], p[1])
    both = least + (most - least) * Fraction(step, 10)
    weights = {(1, 1): both, (1, 0): p[0] - both, (0, 1): p[1] - both}
    weights[0, 0] = 1 - sum(weights.values())
    wanted = sum(
        weight * by_hand(sets, [Fraction(a), Fraction(b), *p[2:]]) for (a, b), weight in weights.items()
    )
    assert expected(sets, p, [Joint(0, 1, both)]) == wanted


@settings(deadline=None)
@given(families(), P)
def test_what_a_model_decides_is_asked_of_it_and_the_rest_expanded(sets, p):
    asked = []

    def leaf(family):
        asked.append(family)
        return by_hand(family, p)

    assert expected(sets, p, (), 0b000111, leaf) == by_hand(sets, p)
    assert all(not one & 0b111000 for family in asked for one in family)


def test_independent_groups_are_worked_out_apart():
    pairs = [0b11 << (2 * k) for k in range(40)]
    p = [Fraction(1, 2)] * 80
    assert len(apart(pairs)) == 40
    assert Expansion(p, most=200).chance(pairs) == 1 - Fraction(3, 4) ** 40


def test_too_many_coalitions_are_refused(monkeypatch):
    chain = [0b111 << k for k in range(12)]
    with pytest.raises(TooManyError):
        Expansion([Fraction(1, 2)] * 14, most=3).chance(chain)
    monkeypatch.setattr(chances, "MOST_LEAVES", 1)
    with pytest.raises(TooManyError):
        expected(chain, [Fraction(1, 2)] * 14, (), 0b1 << 13, lambda _family: Fraction(1, 2))
