"""Golden numbers of sensitivity and of the value of information; absolute tolerance 5e-7 where nothing is sampled.

Ishigami & Homma (1990), with a = 7 and b = 0.1; Raiffa (1968) for the value of information.
"""

from itertools import product
from math import pi, sin

import numpy as np
import pytest

from detente.outlook.gains import (
    Decision,
    Outcome,
    brier_reduction,
    evpi,
    evppi,
    evsi,
    information_gain,
)
from detente.outlook.variance import finite_indices, sampled_indices

INVESTMENTS = [[1500, 300, -800], [900, 600, -200], [500, 500, 500]]
ACT_OR_WAIT = [[-2, -2], [-10, 0]]
PROVOKED = [0.3, 0.7]
SIGNAL = [[0.8, 0.25], [0.2, 0.75]]


def near(value):
    return pytest.approx(value, abs=5e-7)


def ishigami(point):
    x = 2 * pi * np.asarray(point) - pi
    return float(sin(x[0]) + 7 * sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * sin(x[0]))


@pytest.fixture(scope="module")
def sampled():
    return sampled_indices(lambda points: [ishigami(one) for one in points], 3, samples=2048)


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("first", 0, 0.313905),
        ("first", 1, 0.442411),
        ("first", 2, 0.0),
        ("total", 0, 0.557589),
        ("total", 1, 0.442411),
        ("total", 2, 0.243684),
    ],
)
def test_b3_the_published_indices_of_ishigami_by_samples(sampled, name, at, expected):
    assert getattr(sampled[at], name) == pytest.approx(expected, abs=0.02)


def test_b3_the_published_indices_of_ishigami_by_quadrature():
    nodes, weights = np.polynomial.legendre.leggauss(24)
    rows = list(product((nodes + 1) / 2, repeat=3))
    shares = [float(np.prod(one)) / 8 for one in product(weights, repeat=3)]
    found = finite_indices(rows, shares, [ishigami(row) for row in rows])
    assert [one.first for one in found] == [near(0.313905), near(0.442411), near(0.0)]
    assert [one.total for one in found] == [near(0.557589), near(0.442411), near(0.243684)]


def test_b3_the_value_of_perfect_information_of_three_investments():
    assert evpi([0.5, 0.3, 0.2], INVESTMENTS) == near(350)


def test_b3_a_signal_before_one_acts_or_waits():
    assert evpi(PROVOKED, ACT_OR_WAIT) == near(1.4)
    assert evsi(PROVOKED, ACT_OR_WAIT, SIGNAL) == near(0.57)


def test_b3_the_same_signal_without_a_decision():
    seen = 0.3 * 0.8 + 0.7 * 0.25
    outcomes = [Outcome("+", seen, 0.24 / seen), Outcome("-", 1 - seen, 0.06 / (1 - seen))]
    assert information_gain(outcomes) == near(0.194578)
    assert brier_reduction(outcomes) == near(0.054949)
    assert Decision(("act", "wait"), ((-2, -2), (-10, 0))).worth(outcomes) == near(0.57)


def test_b3_the_values_of_parts_do_not_add_up():
    first, second = [-2, -2, 4, 4], [-3, 3, -3, 3]
    utilities = [[a + b for a, b in zip(first, second, strict=True)], [0] * 4]
    assert evpi([0.25] * 4, utilities) == near(1.25)
    assert evppi([0.25] * 4, utilities, first) == near(1)
    assert evppi([0.25] * 4, utilities, second) == near(1)


def test_b3_the_indices_of_two_consents():
    rows = list(product((0, 1), repeat=2))
    shares = [(0.3 if a else 0.7) * (0.8 if b else 0.2) for a, b in rows]
    first, second = finite_indices(rows, shares, [a * b for a, b in rows])
    assert first.first == near(0.736842)
    assert second.first == near(0.078947)
    assert 1 - first.first - second.first == near(0.184211)
    assert (first.total, second.total) == (near(1 - 0.078947), near(1 - 0.736842))
