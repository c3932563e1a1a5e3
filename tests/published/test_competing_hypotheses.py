"""Heuer's example of competing hypotheses, read from a file: the published ranking, and Bayes' rule beside it."""

from pathlib import Path

import pytest

from detente.evidence.beliefs import beliefs
from detente.evidence.disagreement import comparisons
from detente.evidence.linchpins import linchpins, without
from detente.evidence.matrix import matrices
from detente.evidence.turning import evening_prior, fewest_drops
from detente.situation.opening import load

IRAQ = Path(__file__).with_name("heuer-iraq-1993.yaml")
GROUP = "retaliation"


def near(value):
    return pytest.approx(value, abs=5e-7)


def test_a4_the_matrix_of_the_book():
    matrix = matrices(load(IRAQ))[GROUP]
    marks = {row.observation: "".join(mark.rating for mark in row.marks) for row in matrix.rows}
    assert marks == {
        "statement": "NNN",
        "no_offensive": "CCI",
        "no_war": "CCI",
        "broadcasts": "ICC",
        "precautions": "ICC",
        "loss_of_face": "ICC",
    }
    assert matrix.published.inconsistency == {"none": 3, "minor": 0, "major": 2}
    assert matrix.published.ranking == (("minor",), ("major",), ("none",))
    assert matrix.rows[0].diagnosticity == 0


def test_a4_bayes_agrees_where_each_inconsistency_costs_one_factor():
    sit = load(IRAQ)
    found = beliefs(sit)[GROUP]
    assert [one.value for one in found.values()] == [
        pytest.approx(1 / 11),
        near(0.727273),
        pytest.approx(2 / 11),
    ]
    scores = matrices(sit)[GROUP].published.inconsistency
    odds = {name: 2**-score for name, score in scores.items()}
    assert odds["minor"] / sum(odds.values()) == near(0.727273)
    assert comparisons(sit)[GROUP].disagreements == ()


def test_a4_no_single_observation_is_a_linchpin():
    sit = load(IRAQ)
    assert without(sit, ["no_war"])[GROUP]["minor"].value == near(0.615385)
    assert [one for one in linchpins(sit) if one.turns] == []


def test_e1_closed_forms():
    weights = {"e1": 1.2, "e2": 0.9, "e3": -1.0, "e4": 0.4}
    assert 1 - evening_prior(sum(weights.values())) == near(0.817574)
    assert evening_prior(sum(weights.values())) == near(0.182426)
    drops = fewest_drops(0.0, weights)
    assert (drops.size, len(drops.sets)) == (2, 2)
    assert drops.sets == (("e1", "e2"), ("e1", "e4"))
