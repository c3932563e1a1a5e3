"""Bayes' rule on plain numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.bayes import (
    AllExcludedError,
    diagnosticity,
    divergence,
    effective_number,
    jensen_shannon,
    report_likelihood,
    update,
    weight_of_evidence,
)
from naive.beliefs import posterior

UNIT = st.floats(0.01, 1)


def tables(n=4, k=3):
    return st.lists(st.lists(UNIT, min_size=k, max_size=k), max_size=n)


def beliefs(k=3):
    return st.lists(UNIT, min_size=k, max_size=k).map(lambda raw: [x / sum(raw) for x in raw])


@given(beliefs(), tables())
def test_update_agrees_with_plain_products(prior, rows):
    assert update(prior, rows) == pytest.approx(posterior(prior, rows), abs=1e-12)


def test_a_thousand_rows_do_not_underflow():
    assert update([0.5, 0.5], [[1e-9, 2e-9]] * 1000) == pytest.approx([0, 1])
    assert update([0.5, 0.5], [[1e-9, 1e-9]] * 1000) == pytest.approx([0.5, 0.5])


def test_no_rows_leave_the_prior():
    assert update([0.25, 0.75], []).tolist() == [0.25, 0.75]


def test_zero_removes_a_type_and_only_that():
    assert update([0.5, 0.3, 0.2], [[0, 0.5, 0.5]]) == pytest.approx([0, 0.6, 0.4])


@pytest.mark.parametrize(("prior", "rows"), [([0.5, 0.5], [[0, 1], [1, 0]]), ([1, 0], [[0, 1]])])
def test_all_types_excluded_is_an_error(prior, rows):
    with pytest.raises(AllExcludedError, match="no type can produce"):
        update(prior, rows)


def test_an_exponent_of_zero_is_no_row_at_all():
    assert update([0.5, 0.5], [[0, 1], [0.2, 0.4]], [0, 1]) == pytest.approx([1 / 3, 2 / 3])


@given(UNIT, UNIT, st.floats(0, 0.99))
def test_no_ratio_of_reports_exceeds_that_of_the_event_or_its_limit(p, q, rho):
    a, b = report_likelihood([p, q], rho)
    assert a / b <= max(1, p / q) + 1e-9
    assert a / b <= 1 / (1 - rho) + 1e-9


def test_weight_of_evidence_at_the_edges():
    assert weight_of_evidence(0, 0) == 0
    assert weight_of_evidence(0, 0.5) == -math.inf
    assert weight_of_evidence(0.5, 0) == math.inf


@given(st.lists(UNIT, min_size=2, max_size=5))
def test_diagnosticity_is_zero_exactly_for_equal_rows(row):
    assert diagnosticity(row) >= 0
    assert (diagnosticity(row) == 0) == (len(set(row)) == 1)


def test_effective_number_runs_from_all_to_one():
    assert effective_number(4, 0) == 4
    assert effective_number(4, 1) == 1
    assert effective_number(1, 0.7) == 1


@given(beliefs(), beliefs())
def test_jensen_shannon_is_symmetric_within_zero_and_one(p, q):
    size = jensen_shannon(p, q)
    assert size == pytest.approx(jensen_shannon(q, p), abs=1e-12)
    assert -1e-12 <= size <= 1
    assert jensen_shannon(p, p) == 0


def test_jensen_shannon_is_one_for_beliefs_without_overlap():
    assert jensen_shannon([1, 0], [0, 1]) == 1


def test_divergence_is_infinite_where_the_prior_excludes_what_is_held():
    assert divergence([0.5, 0.5], [1, 0]) == np.inf
    assert divergence([1, 0], [0.5, 0.5]) == 1
