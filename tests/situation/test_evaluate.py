"""Truth of expressions at states: against recursion over dictionaries."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.situation.evaluate import holds, truth
from detente.situation.expressions import And, Compare, Count, Ever, Iff, Implies, Measure, Not, Or, Taken
from naive import evaluate as naive
from situation.making import OPTIONS, draw_expression, expressions

A, B, C = OPTIONS[:3]


@pytest.mark.parametrize(
    ("expr", "at"),
    [
        (A, [1, 3, 5, 7]),
        (Not(A), [0, 2, 4, 6]),
        (And((A, B, C)), [7]),
        (Or((A, B, C)), [1, 2, 3, 4, 5, 6, 7]),
        (Implies(A, B), [0, 2, 3, 4, 6, 7]),
        (Iff(A, B), [0, 3, 4, 7]),
        (Count(1, 1, (A, B, C)), [1, 2, 4]),
        (Count(0, 1, (A, B, C)), [0, 1, 2, 4]),
        (Count(2, 3, (A, B, C)), [3, 5, 6, 7]),
        (Count(1, 1, (A, A, B)), [2, 6]),  # an option written twice counts twice
    ],
)
def test_each_kind_of_expression_holds_where_it_should(expr, at):
    assert np.flatnonzero(truth(expr, np.arange(8))).tolist() == at
    assert [code for code in range(8) if holds(expr, code)] == at


@settings(max_examples=150, deadline=None)
@given(expressions(5), st.integers(0, 31))
def test_truth_is_that_of_a_naive_twin(expr, code):
    wanted = naive.holds(expr, {bit: bool(code >> bit & 1) for bit in range(5)})
    assert holds(expr, code) is wanted
    assert truth(expr, np.array([code])).tolist() == [wanted]


def test_truth_at_many_states_is_that_at_each():
    """More states than one block, in any order, some twice."""
    rng = np.random.default_rng(7)
    codes = rng.integers(0, 1 << 20, 70_000)
    for _ in range(20):
        expr = draw_expression(rng, 20, 3)
        found = truth(expr, codes)
        some = rng.integers(0, len(codes), 200)
        assert found[some].tolist() == [holds(expr, int(code)) for code in codes[some]]


def test_the_63rd_option_is_an_option_like_any_other():
    codes = np.array([0, 1 << 62, (1 << 63) - 1])
    assert truth(OPTIONS[62], codes).tolist() == [False, True, True]
    assert truth(And((OPTIONS[62], Not(OPTIONS[0]))), codes).tolist() == [False, True, False]
    assert holds(OPTIONS[62], 1 << 62)


def test_no_depth_is_too_deep():
    deep = reduce(lambda inner, _: Not(inner), range(10_001), A)
    assert truth(deep, np.arange(2)).tolist() == [True, False]
    assert not holds(deep, 1)


def test_no_states_have_no_truth():
    assert truth(A, np.array([], dtype=np.int64)).tolist() == []


@pytest.mark.parametrize(
    "expr",
    [Ever(A), And((A, Not(Ever(B)))), Or((A, Compare(Measure("hhi", ("A", "trade")), "<", 0)))],
)
def test_what_one_state_cannot_answer_is_refused(expr):
    with pytest.raises(ValueError, match=r"is answered by a forecast"):
        truth(expr, np.arange(2))
    with pytest.raises(ValueError, match=r"is answered by a forecast"):
        holds(expr, 0)


def test_a_name_does_not_matter_only_the_position():
    assert truth(Taken(1, "a"), np.arange(4)).tolist() == truth(Taken(1, "b"), np.arange(4)).tolist()
