"""Scores agree with their definitions, are proper, and keep what is infinite or unknown apart."""

from datetime import date, timedelta
from math import inf
from statistics import NormalDist

import numpy as np
import pytest

from detente.outlook import scores
from naive.scores import expected, expected_of, mean_daily_brier, simplex

GRID = [k / 20 for k in range(21)]


@pytest.mark.parametrize("truth", GRID)
def test_who_says_what_it_believes_expects_the_best_score(truth):
    """Brier and logarithm are least, the spherical score is greatest, where the forecast is the probability."""
    inner = [p for p in GRID if 0 < p < 1 or p == truth]
    assert min(GRID, key=lambda p: expected(scores.brier, p, truth)) == truth
    if 0 < truth < 1:
        assert min(inner, key=lambda p: expected(scores.log_score, p, truth)) == truth
    assert max(GRID, key=lambda p: expected(scores.spherical, p, truth)) == truth


@pytest.mark.parametrize("truth", [[0.5, 0.25, 0.25], [0.125, 0.625, 0.25], [0.0, 0.25, 0.75]])
def test_scores_of_categories_are_proper_too(truth):
    everywhere = list(simplex(3, 8))
    assert min(everywhere, key=lambda p: expected_of(scores.brier_of, p, truth)) == truth
    assert min(everywhere, key=lambda p: expected_of(scores.ranked, p, truth)) == truth
    assert min(everywhere, key=lambda p: expected_of(scores.log_of, p, truth)) == truth
    assert max(everywhere, key=lambda p: expected_of(scores.spherical_of, p, truth)) == truth


@pytest.mark.parametrize("p", GRID)
@pytest.mark.parametrize("came", [True, False])
def test_yes_or_no_is_two_categories(p, came):
    """Brier's score of two categories is twice that of yes or no, and the ranked score is the same."""
    two, which = [p, 1 - p], 0 if came else 1
    assert scores.brier_of(two, which) == pytest.approx(2 * scores.brier(p, came=came))
    assert scores.ranked(two, which) == pytest.approx(scores.brier(p, came=came))
    assert scores.log_of(two, which) == scores.log_score(p, came=came)


def test_what_was_called_impossible_and_came_has_no_finite_logarithm():
    assert scores.log_score(0.0, came=True) == inf
    assert scores.log_score(1.0, came=False) == inf
    assert scores.log_score(1.0, came=True) == 0


@pytest.mark.parametrize("score", [scores.brier, scores.log_score, scores.spherical])
@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_a_probability_lies_between_0_and_1(score, p):
    with pytest.raises(ValueError, match="between 0 and 1"):
        score(p, came=True)


def test_skill_against_a_perfect_reference_is_not_defined():
    assert scores.skill(0.25, 0.0) is None
    assert scores.skill(0.0, 0.25) == 1


def test_a_sure_number_is_as_wrong_as_it_is_far_off():
    assert scores.crps([5.0], 3.0) == 2.0
    assert scores.crps_of_normal(0, 1e-9, 3.0) == pytest.approx(3.0)


def test_the_score_of_many_numbers_is_that_of_the_distribution_they_stand_for():
    normal = NormalDist(2.0, 3.0)
    spread = [normal.inv_cdf((k + 0.5) / 800) for k in range(800)]
    assert scores.crps(spread, 4.0) == pytest.approx(scores.crps_of_normal(2.0, 3.0, 4.0), abs=2e-3)


START = date(2023, 1, 1)


def test_daily_means_agree_with_going_through_the_days():
    rng = np.random.default_rng(71)
    for _ in range(300):
        on = sorted(int(k) for k in rng.integers(-5, 25, int(rng.integers(0, 6))))
        forecasts = [(START + timedelta(days=k), float(rng.random())) for k in on]
        opened = START + timedelta(days=int(rng.integers(-3, 10)))
        resolved = START + timedelta(days=int(rng.integers(-3, 30)))
        came = bool(rng.integers(2))
        value, scored, days = mean_daily_brier(forecasts, opened, resolved, came)
        found = scores.daily_brier(forecasts, opened, resolved, came=came)
        assert (found.scored, found.open) == (scored, days)
        assert found.value == (None if value is None else pytest.approx(value))


def test_days_before_the_first_forecast_lower_the_coverage_and_not_the_score():
    forecasts = [(START + timedelta(days=6), 0.5)]
    found = scores.daily_brier(forecasts, START, START + timedelta(days=10), came=True)
    assert (found.value, found.coverage) == (0.25, 0.4)


def test_a_question_that_was_never_open_has_no_daily_mean():
    found = scores.daily_brier([(START, 0.5)], START, START, came=True)
    assert (found.value, found.coverage) == (None, None)
