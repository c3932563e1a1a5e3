"""From what an actor wants to ranks of states: whole numbers, 0 the worst, equal where it is indifferent.

Only the order of ranks means anything. It is found by comparing integers, fractions and truth values, never by
comparing rounded numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from detente.conflict.moves import Bools, Ints

Number: TypeAlias = int | float | Fraction

_SHIFT = 32  # statements compared at one go
_SMALL = 1 << 62  # sums below this fit into 64 bits


def dense_ranks(values: Any) -> Ints:
    """Give values numbers from 0 in ascending order, equal ones the same.

    Parameters
    ----------
    values : sequence or array of int, float or Fraction, shape (states,)
        Higher is better. Numbers of different kinds are compared exactly.

    Returns
    -------
    array of int32, shape (states,)

    Raises
    ------
    ValueError
        If a value is not a number (NaN isn't one).

    Examples
    --------
    >>> dense_ranks([3, Fraction(1, 2), 0.5, -1]).tolist()
    [2, 1, 1, 0]
    """
    if isinstance(values, np.ndarray) and values.dtype.kind in "iubf" and values.ndim == 1:
        if values.dtype.kind == "f" and np.isnan(values).any():
            raise ValueError(
                f"expected a number for each state, found NaN at {int(np.isnan(values).argmax())}"
            )
        return np.unique(values, return_inverse=True)[1].astype(np.int32)
    numbers = [_number(value, at) for at, value in enumerate(values)]
    rank = {value: rank for rank, value in enumerate(sorted(set(numbers)))}
    return np.array([rank[value] for value in numbers], np.int32)


def _number(value: Any, at: int) -> Number:
    """Take one value as a number that can be compared exactly with any other."""
    plain = value.item() if isinstance(value, np.generic) else value
    if not isinstance(plain, int | float | Fraction) or plain != plain:  # noqa: PLR0124 - NaN differs from itself
        raise ValueError(
            f"expected an integer, a float or a Fraction for each state, found {value!r} at {at}"
        )
    return plain


def ranks_by_statements(truth: Bools) -> Ints:
    """Rank states by statements in order of importance: truth vectors are compared lexicographically.

    A higher statement is never traded for any number of lower ones; states with equal vectors are indifferent.

    Parameters
    ----------
    truth : array of bool, shape (statements, states)
        Whether a statement holds at a state, the most important statement first.

    Returns
    -------
    array of int32, shape (states,)

    Notes
    -----
    Cost: a sort of the states per 32 statements. The groups of states that agree so far are numbered in order, and
    each further run of statements refines them, so any number of statements will do.

    References
    ----------
    Peng, Hipel and Fang (1997); Fang, Hipel, Kilgour and Peng (2003), on option prioritisation.

    Examples
    --------
    >>> ranks_by_statements(np.array([[True, True, False, False], [False, True, False, True]])).tolist()
    [2, 3, 0, 1]
    """
    group = np.zeros(truth.shape[1], np.int64)
    for at, holds in enumerate(truth):
        if at and at % _SHIFT == 0:
            group = np.unique(group, return_inverse=True)[1].astype(np.int64)
        group = group << 1 | holds
    return dense_ranks(group)


def ranks_by_worth(truth: Bools, worths: Sequence[Fraction]) -> Ints:
    """Rank states by what they are worth: the sum of the worths of what holds, in exact arithmetic.

    Parameters
    ----------
    truth : array of bool, shape (weights, states)
        Whether what a weight is given to holds at a state.
    worths : sequence of Fraction, length weights
        What each is worth when it holds.

    Returns
    -------
    array of int32, shape (states,)

    Notes
    -----
    Fractions are brought to their common denominator; the sums are integers of 64 bits, or Python's where those
    would not do.

    Examples
    --------
    >>> holds = np.array([[False, True, True], [False, False, True]])
    >>> ranks_by_worth(holds, [Fraction(1, 3), Fraction(-1, 3)]).tolist()
    [0, 1, 0]
    """
    common = math.lcm(*(Fraction(worth).denominator for worth in worths))
    whole = [int(worth * common) for worth in worths]
    kind = np.int64 if sum(map(abs, whole)) < _SMALL else object
    total = np.zeros(truth.shape[1], kind)
    for holds, worth in zip(truth, whole, strict=True):
        total[holds] += worth
    return dense_ranks(total if kind is np.int64 else total.tolist())


def ranks_by_groups(groups: Sequence[Sequence[Bools]]) -> Ints:
    """Rank states by groups of equally good ones, the best group first.

    Parameters
    ----------
    groups : sequence of sequences of arrays of bool, each of shape (states,)
        Each group is a union of sets of states; all sets together cover each state exactly once.

    Returns
    -------
    array of int32, shape (states,)

    Raises
    ------
    ValueError
        If a state is in no set or in several; it names the first such state by its position.

    Examples
    --------
    >>> ranks_by_groups([[np.array([False, True, False])], [np.array([True, False, True])]]).tolist()
    [0, 1, 0]
    """
    group = np.array([-at for at, sets in enumerate(groups) for _ in sets])
    cover = np.array([one for sets in groups for one in sets], bool)
    times = cover.sum(axis=0)
    wrong = np.flatnonzero(times != 1)
    if wrong.size:
        state = int(wrong[0])
        raise ValueError(
            f"expected each state in exactly one group, found state {state} in {int(times[state])}"
        )
    return dense_ranks(group[cover.argmax(axis=0)])
