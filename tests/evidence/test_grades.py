"""Grades of sources and of information as weights of reports."""

from fractions import Fraction

import pytest

from detente.evidence.grades import REPORT_WEIGHTS, report_weight, ungraded
from evidence.making import DRONES, TWO, observation, situation


def weight(sources=None, grades=None, **more):
    one = observation("o", DRONES, **more)
    return report_weight(situation(TWO, one, sources=sources, grades=grades), one)


@pytest.mark.parametrize(
    ("grade", "entry", "rho"),
    [
        ("A", "A", "0.95"),
        ("B", "B", "0.8"),
        ("C3", "3", "0.6"),
        ("D", "D", "0.35"),
        ("E5", "5", "0.1"),
        ("B4", "4", "0.35"),
        ("B6", "B", "0.8"),
        ("F2", "2", "0.8"),
        ("1", "1", "0.95"),
    ],
)
def test_a_judged_credibility_sets_the_weight_else_the_reliability(grade, entry, rho):
    found = weight(grade=grade)
    assert found.entry == entry
    assert found.low == found.value == found.high == Fraction(rho)


@pytest.mark.parametrize("grade", ["F", "6", "F6"])
def test_what_cannot_be_judged_is_a_range_and_not_the_worst(grade):
    found = weight(grade=grade)
    assert (found.low, found.value, found.high) == (Fraction("0.1"), Fraction("0.525"), Fraction("0.95"))


def test_an_own_grade_goes_before_the_source_s():
    assert weight(sources={"s": "A"}, source="s").entry == "A"
    assert weight(sources={"s": "A"}, source="s", grade="E").entry == "E"


def test_uncertainty_is_shared_by_what_shares_the_grade():
    assert weight(sources={"s": "F"}, source="s").grade_name == "sources.s.grade"
    assert weight(sources={"s": "A"}, source="s", grade="F").grade_name == "evidence.o.grade"


def test_without_a_grade_a_report_is_taken_as_fact_and_named():
    assert weight().value == 1
    graded = observation("g", DRONES, source="s")
    fact = observation("fact", DRONES)
    silent = observation("silent", {})
    assert ungraded(situation(TWO, graded, fact, silent, sources={"s": "B"})) == ("fact",)


def test_a_file_may_override_single_entries():
    assert weight(grade="F", grades={"F": (0.2, 0.4)}).value == Fraction("0.3")
    assert weight(grade="6", grades={"F": (0.2, 0.4)}).value == REPORT_WEIGHTS["6"].central


def test_attribution_multiplies_the_weight_and_ranges_multiply():
    found = weight(grade="F", attributed="likely")
    assert found.low == Fraction("0.1") * Fraction("0.55")
    assert found.value == Fraction("0.525") * Fraction("0.675")
    assert found.high == Fraction("0.95") * Fraction("0.8")
