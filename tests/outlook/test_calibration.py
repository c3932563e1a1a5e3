"""Calibration says what the number of questions allows, and the parts of a Brier score add up to it."""

from math import sqrt

import numpy as np
import pytest

from detente.outlook.calibration import calibration, decomposed, groups_of, isotonic, wilson
from naive.scores import mean_brier


def random_scored(rng, most=40):
    forecasts = [round(float(one), 1) for one in rng.random(int(rng.integers(1, most)))]
    return [(p, bool(rng.random() < p)) for p in forecasts]


def test_reliability_less_resolution_plus_uncertainty_is_the_brier_score():
    rng = np.random.default_rng(81)
    for _ in range(200):
        scored = random_scored(rng)
        parts = decomposed(scored)
        assert parts.brier == pytest.approx(mean_brier(scored))
        assert min(parts) >= 0


def test_forecasts_equal_up_to_rounding_form_one_group():
    assert [group.questions for group in groups_of([(0.3, True), (0.1 + 0.2, False)])] == [2]


@pytest.mark.parametrize("many", [1, 4, 30])
def test_intervals_solve_the_equation_of_wilson(many):
    """At its ends the frequency lies just 1.96 standard errors of the end away."""
    for came in range(many + 1):
        for end in wilson(came, many):
            if 0 < end < 1:
                assert abs(came / many - end) == pytest.approx(
                    1.959963984540054 * sqrt(end * (1 - end) / many)
                )
    assert wilson(0, many).low == 0
    assert wilson(many, many).high == pytest.approx(1)


def test_the_fewer_questions_the_less_is_said():
    rng = np.random.default_rng(82)
    scored = [(p, bool(rng.random() < p)) for p in rng.random(30).round(1).tolist()]
    few, some, many = (calibration(scored[:k]) for k in (9, 29, 30))
    assert (few.groups, few.curve) == ((), ())
    assert "9 questions" in few.why
    assert some.groups
    assert not some.curve
    assert many.curve
    assert many.why == ""
    assert "1 question answered" in calibration(scored[:1]).why


def test_a_fitted_curve_never_falls_and_no_other_that_never_falls_fits_better():
    """Within each run of equal values the mean is met; raising or lowering any run makes the fit worse."""
    rng = np.random.default_rng(83)
    for _ in range(60):
        scored = random_scored(rng)
        curve = dict(isotonic(scored))
        values = [curve[p] for p in sorted(curve)]
        assert values == sorted(values)

        def loss(fit, scored=scored):
            return sum((fit[round(p, 9)] - came) ** 2 for p, came in scored)

        for _ in range(20):
            other = dict(zip(sorted(curve), np.sort(rng.random(len(curve))).tolist(), strict=True))
            step = {p: curve[p] + 0.01 * (other[p] - curve[p]) for p in curve}
            assert loss(step) >= loss(curve) - 1e-12
