"""Golden numbers of dates, replay and scores, worked out by independent code; absolute tolerance 5e-7."""

from datetime import date, timedelta
from fractions import Fraction
from math import exp

import pytest

import detente
from detente.conflict.chain import Turn, chain_from
from detente.conflict.timing import dated
from detente.outlook.calibration import decomposed, wilson
from detente.outlook.replaying import replay
from detente.outlook.scores import (
    brier_of,
    crps,
    crps_of_normal,
    daily_brier,
    log_of,
    log_score,
    ranked,
    skill,
    spherical_of,
)

THREE = [0.6, 0.3, 0.1]

BELIEVED = """detente: 1
title: What it does follows from what it is
actors: {A: Alpha}
options: {A: {x: Act}}
status_quo: []
preferences:
  A:
    types:
      acts: {prior: 50%, statements: [x]}
      rests: {prior: 50%, statements: [not x]}
play: {doubt: 0%}
evidence:
  one: {says: One, date: 2023-02-24, known: 2023-02-25, expected_if: {A: {acts: 40%, rests: 20%}}}
  two: {says: Two, date: 2023-02-28, known: 2023-03-01, expected_if: {A: {acts: 60%, rests: 20%}}}
  late: {says: Late, date: 2023-02-10, known: 2023-03-15, expected_if: {A: {acts: 20%, rests: 80%}}}
questions:
  acts: {text: Does it act?, when: x, counted: at_end, base: 50%}
"""


def near(value):
    return pytest.approx(value, abs=5e-7)


def test_a6_a_replay_counts_evidence_from_the_day_it_was_known():
    """By the day on which it happened, the third report would have leaked into the forecast of 8 March."""
    told = {one.date: one.questions["acts"].probability for one in replay(detente.load(BELIEVED)).moments}
    assert told == {
        date(2023, 2, 25): near(2 / 3),
        date(2023, 3, 1): near(0.857143),
        date(2023, 3, 15): near(0.6),
    }
    asked = detente.forecast(detente.load(BELIEVED), as_of="2023-03-08", draws=0)
    assert asked.questions["acts"].probability == near(0.857143)


def test_b2_scores_of_three_categories():
    assert brier_of(THREE, 1) == near(0.86)
    assert ranked(THREE, 1) == near(0.37)
    assert log_of(THREE, 1) == log_score(0.3, came=True) == near(1.203973)
    assert spherical_of(THREE, 1) == near(0.442326)


def test_b2_the_daily_mean_carries_forecasts_forward():
    start = date(2023, 1, 1)
    told = [(start + timedelta(days=k), p) for k, p in ((0, 0.3), (4, 0.6), (7, 0.9))]
    assert daily_brier(told, start, start + timedelta(days=10), came=True).value == near(0.247)


def test_b2_a_brier_score_taken_apart():
    groups = [(0.1, 5, 1), (0.4, 5, 2), (0.8, 10, 7)]
    parts = decomposed([(p, k < came) for p, many, came in groups for k in range(many)])
    assert parts == (near(0.0075), near(0.045), near(0.25))
    assert parts.brier == near(0.2125)
    assert skill(parts.brier, 0.25) == near(0.15)


def test_b2_scores_of_numbers():
    assert crps([1, 2, 4], 3) == near(2 / 3)
    assert crps_of_normal(0, 1, 0) == near(0.233695)


def test_b2_an_interval_for_three_of_four():
    assert wilson(3, 4) == (near(0.300642), near(0.954413))


def test_a_race_after_one_year_at_one_chance_a_year_each():
    turns = {0: [Turn(Fraction(1), (1,)), Turn(Fraction(1), (2,))], 1: [], 2: []}
    still, first, second = dated(chain_from(0, turns.get), 1.0).probabilities
    assert still == near(exp(-2)) == pytest.approx(0.1353, abs=5e-5)
    assert first == second == pytest.approx(0.4323, abs=5e-5)
