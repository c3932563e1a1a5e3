"""Where events stand at a date agrees with a Taylor series in decimals, and joins up with where they end."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import exp

import numpy as np
import pytest

from conflict.test_chain import random_turns
from detente.conflict import timing
from detente.conflict.chain import Turn, chain_from, limit_of
from detente.conflict.timing import dated, poisson_weights, years_between
from naive.timing import after

RACE = {0: [Turn(Fraction(1), (1,)), Turn(Fraction(1), (2,))], 1: [], 2: []}
TOGGLE = {0: [Turn(Fraction(3), (1,))], 1: [Turn(Fraction(1), (0,))]}


@pytest.mark.parametrize("dense", [256, 0])
def test_dates_agree_with_the_twin(monkeypatch, dense):
    """With flags, with fractions and floats, by full matrices and by arcs; also after no time at all."""
    monkeypatch.setattr(timing, "_DENSE", dense)
    rng = np.random.default_rng(61)
    for _ in range(60):
        turns = random_turns(rng)
        flags = [{int(rng.integers(0, len(turns)))} for _ in range(int(rng.integers(0, 3)))]
        chain = chain_from(0, turns.get, flags, exact=bool(rng.integers(2)))
        years = float(rng.choice([0, 0.02, 0.5, 1, 1.83, 7]))
        assert dated(chain, years).probabilities == pytest.approx(after(chain.rates, years), abs=1e-12)


def test_rates_that_lie_far_apart_are_solved_by_squaring():
    turns = {
        0: [Turn(Fraction(3000), (1,)), Turn(Fraction(1, 10), (2,))],
        1: [Turn(Fraction(2000), (0,))],
        2: [Turn(Fraction(1, 7), (3,))],
        3: [],
    }
    chain = chain_from(0, turns.get)
    assert dated(chain, 2.0).probabilities == pytest.approx(after(chain.rates, 2.0), abs=1e-12)
    fast = {**turns, 0: [Turn(Fraction(10**8), (1,)), turns[0][1]], 1: [Turn(Fraction(10**8), (0,))]}
    stays = sum(dated(chain_from(0, fast.get), 2.0).probabilities[:2])
    assert stays == pytest.approx(exp(-0.1), abs=1e-8)


def test_chains_too_large_to_square_are_gone_through_tick_by_tick(monkeypatch):
    turns = {0: [Turn(Fraction(3000), (1,))], 1: [Turn(Fraction(3000), (0,)), Turn(Fraction(1), (2,))], 2: []}
    chain = chain_from(0, turns.get)
    squared = dated(chain, 1.0).probabilities
    monkeypatch.setattr(timing, "_SQUARE", 0)
    assert dated(chain, 1.0).probabilities == pytest.approx(squared, abs=1e-11)


def test_a_race_with_equal_rates_after_one_year():
    """Nobody has moved with probability e^-2; else either was first."""
    assert dated(chain_from(0, RACE.get), 1.0).probabilities == pytest.approx(
        (exp(-2), (1 - exp(-2)) / 2, (1 - exp(-2)) / 2), abs=1e-14
    )


def test_what_has_been_entered_by_a_date_is_told_by_flags():
    """A state that is left again counts as entered: the first jump has come with probability 1 - e^-3t."""
    chain = chain_from(0, TOGGLE.get, [{1}])
    entered = dated(chain, 0.5).probability(lambda _state, flags: flags[0])
    assert entered == pytest.approx(1 - exp(-1.5), abs=1e-14)
    there = dated(chain, 0.5).probability(lambda state, _flags: state == 1)
    assert there == pytest.approx(0.75 * (1 - exp(-2)), abs=1e-14)


def test_after_a_long_time_events_stand_where_they_end():
    """In cycles by the shares of time."""
    rng = np.random.default_rng(62)
    for _ in range(100):
        turns = random_turns(rng)
        chain = chain_from(0, turns.get, exact=False)
        limit = limit_of(chain)
        late = dated(chain, 2000.0)
        for state in turns:
            at_last = limit.probability(lambda s, _flags, one=state: s == one)
            assert late.probability(lambda s, _flags, one=state: s == one) == pytest.approx(at_last, abs=1e-9)


def test_what_has_once_been_entered_only_grows_more_probable():
    rng = np.random.default_rng(63)
    for _ in range(50):
        turns = random_turns(rng)
        chain = chain_from(0, turns.get, [{len(turns) - 1}])
        met = [float(dated(chain, t).probability(lambda _s, flags: flags[0])) for t in (0, 0.1, 1, 3, 30)]
        assert all(later >= sooner - 1e-14 for sooner, later in pairwise(met))


def test_only_what_is_sure_is_exactly_sure():
    chain = chain_from(0, RACE.get)
    assert dated(chain, 5000.0).probability(lambda state, _flags: state != 0) < 1
    assert dated(chain, 5000.0).probability(lambda state, _flags: state == 0) > 0
    assert dated(chain, 1.0).probability(lambda *_: True) == Fraction(1)
    assert dated(chain, 1.0).probability(lambda *_: False) == Fraction(0)
    assert dated(chain, 0.0).probability(lambda state, _flags: state == 0) == Fraction(1)
    assert dated(chain, 0.0).probability(lambda state, _flags: state != 0) == Fraction(0)


def test_a_state_that_nobody_leaves_stays():
    assert dated(chain_from(0, {0: []}.get), 3.0).probabilities == (1.0,)


@pytest.mark.parametrize("years", [-1.0, float("inf"), float("nan")])
def test_a_time_is_finite_and_not_negative(years):
    with pytest.raises(ValueError, match="number of years"):
        dated(chain_from(0, RACE.get), years)


@pytest.mark.parametrize("mean", [0.001, 1.0, 17.3, 800.0, 1e5])
def test_poisson_weights_have_the_mean_and_the_spread_of_poisson(mean):
    first, weights = poisson_weights(mean)
    counts = np.arange(first, first + len(weights))
    assert weights.sum() == pytest.approx(1)
    assert weights @ counts == pytest.approx(mean)
    assert weights @ (counts - mean) ** 2 == pytest.approx(mean)


def test_a_year_has_365_and_a_quarter_days():
    assert years_between(date(2023, 3, 8), date(2024, 12, 31)) == 664 / 365.25
    assert years_between(date(2024, 12, 31), date(2023, 3, 8)) == 0
