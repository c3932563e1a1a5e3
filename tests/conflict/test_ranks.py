"""Ranks keep the order that was given, exactly."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from detente.conflict.ranks import dense_ranks, ranks_by_groups, ranks_by_statements, ranks_by_worth


def dense(keys):
    order = sorted(set(keys))
    return [order.index(key) for key in keys]


@pytest.mark.parametrize("count", [0, 1, 3, 32, 33, 64, 65, 200])
def test_statements_are_compared_lexicographically_for_any_number_of_them(count):
    rng = np.random.default_rng(count)
    for states in (1, 7, 60):
        truth = rng.random((count, states)) < rng.choice([0.5, 0.98])
        assert ranks_by_statements(truth).tolist() == dense([tuple(column) for column in truth.T.tolist()])


def test_a_higher_statement_outweighs_any_number_of_lower_ones():
    truth = np.ones((150, 2), bool)
    truth[0, 1] = False
    truth[1:, 0] = False
    assert ranks_by_statements(truth).tolist() == [1, 0]


def test_worths_are_summed_exactly():
    rng = np.random.default_rng(1)
    for _ in range(100):
        count, states = int(rng.integers(0, 6)), int(rng.integers(1, 9))
        truth = rng.random((count, states)) < 0.5
        worths = [Fraction(int(a), int(b)) for a, b in rng.integers(1, 40, (count, 2))]
        sums = [sum((w for w, h in zip(worths, column, strict=True) if h), Fraction(0)) for column in truth.T]
        assert ranks_by_worth(truth, worths).tolist() == dense(sums)
    tenth = [Fraction(1, 10)] * 3 + [Fraction(3, 10)]
    holds = np.array([[1, 0], [1, 0], [1, 0], [0, 1]], bool)
    assert ranks_by_worth(holds, tenth).tolist() == [0, 0]  # as floats 0.1 + 0.1 + 0.1 > 0.3


def test_worths_too_large_for_64_bits_are_summed_too():
    worths = [Fraction(10**30), Fraction(1, 10**30), Fraction(-(10**30))]
    holds = np.array([[1, 1, 0], [0, 1, 0], [1, 1, 0]], bool)
    assert ranks_by_worth(holds, worths).tolist() == [0, 1, 0]


def test_groups_cover_each_state_exactly_once():
    first, second = np.array([True, False, False]), np.array([False, True, True])
    assert ranks_by_groups([[first], [second]]).tolist() == [1, 0, 0]
    assert ranks_by_groups([[second], [first]]).tolist() == [0, 1, 1]
    assert ranks_by_groups([[first, second]]).tolist() == [0, 0, 0]
    with pytest.raises(ValueError, match="exactly one group, found state 1 in 0"):
        ranks_by_groups([[first]])
    with pytest.raises(ValueError, match="exactly one group, found state 0 in 2"):
        ranks_by_groups([[first, ~second], [second]])


def test_numbers_of_all_kinds_are_compared_exactly():
    big = 2**53
    assert dense_ranks([big, big + 1, float(big), Fraction(2 * big + 1, 2)]).tolist() == [0, 2, 0, 1]
    assert dense_ranks(np.array([0.25, -1.0, 0.25])).tolist() == [1, 0, 1]
    assert dense_ranks(np.array([5, 5, -7])).tolist() == [1, 1, 0]
    assert dense_ranks(np.array([True, False])).tolist() == [1, 0]
    assert dense_ranks(list(np.array([3, 1], np.int64))).tolist() == [1, 0]
    assert dense_ranks([]).tolist() == []
    assert dense_ranks([0.1, Fraction(1, 10)]).tolist() == [1, 0]  # the float is a little more than a tenth


@pytest.mark.parametrize(
    "values", [[1, float("nan")], np.array([np.nan]), ["a"], [None], [1j], np.array([["a"]])]
)
def test_what_is_not_a_number_is_refused(values):
    with pytest.raises(ValueError, match="expected"):
        dense_ranks(values)


def test_appending_a_statement_never_reverses_a_strict_preference():
    rng = np.random.default_rng(2)
    for _ in range(100):
        truth = rng.random((5, 20)) < 0.5
        for shorter, longer in pairwise(range(1, 6)):
            before, after = ranks_by_statements(truth[:shorter]), ranks_by_statements(truth[:longer])
            better = before[:, np.newaxis] > before
            assert (after[:, np.newaxis] > after)[better].all()
