"""Means of uncertain inputs and averages over a shared one."""

from fractions import Fraction

import numpy as np
import pytest

from detente.evidence.beliefs import beliefs
from detente.evidence.means import averaging
from evidence.making import observation, quantity, situation


def test_nodes_average_a_range_uniformly():
    nodes, weights = averaging(quantity((0.1, 0.95)), 3)
    assert weights.sum() == pytest.approx(1)
    for power in range(6):
        mean = (0.95 ** (power + 1) - 0.1 ** (power + 1)) / (power + 1) / 0.85
        assert weights @ nodes**power == pytest.approx(mean)


def test_nodes_average_a_most_likely_value_by_pert():
    low, likely, high = Fraction(-9), Fraction(-6), Fraction(-5)
    nodes, weights = averaging(quantity((low, likely, high)), 4)
    mean = weights @ nodes
    assert mean == pytest.approx(-6.333333, abs=5e-7)
    assert weights @ (nodes - mean) ** 2 == pytest.approx(0.507937, abs=5e-7)


def test_a_thousand_reports_of_one_unjudged_source_are_averaged_exactly():
    rng = np.random.default_rng(1)
    cells = rng.integers(5, 96, (1000, 2)) / 100
    cells[:, 1] = cells[:, 0][::-1]
    rows = [
        observation(f"o{k}", {"X": {"a": float(p), "b": float(q)}}, source="s")
        for k, (p, q) in enumerate(cells)
    ]
    sit = situation({"X": {"a": 0.5, "b": 0.5}}, *rows[:999], sources={"s": "F"})
    rho = 0.1 + 0.85 * (np.arange(20_000) + 0.5) / 20_000
    logs = [sum(np.log(1 - rho * (1 - p)) for p in cells[:999, j]) for j in range(2)]
    top = max(one.max() for one in logs)
    a, b = (np.exp(one - top).sum() for one in logs)
    assert beliefs(sit)["X"]["a"].value == pytest.approx(a / (a + b), abs=1e-6)
