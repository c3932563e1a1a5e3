"""What rules force: nothing that some completion contradicts, and for clauses all that unit propagation gives."""

from __future__ import annotations

import numpy as np
import pytest

from detente.situation.evaluate import holds
from detente.situation.expressions import And, Count, Iff, Implies, Not, Or
from detente.situation.growth import completable, count_completions, list_completions
from detente.situation.propagation import grouped, propagate, undecided
from naive import states as naive
from situation.making import OPTIONS, draw_clauses, draw_expression

A, B, C, D = OPTIONS[:4]


def forced(options, rules, fixed):
    """What follows at once: options by value, and the rules still open; None if nothing can follow any more."""
    group = grouped(range(options), rules)
    partial = undecided(group, fixed)
    if propagate(group, partial, range(options)).any():
        return None
    values = dict.fromkeys(np.flatnonzero(partial.yes[:, 0]).tolist(), True)
    values.update(dict.fromkeys(np.flatnonzero(partial.no[:, 0]).tolist(), False))
    return values, np.flatnonzero(partial.open[:, 0]).tolist()


@pytest.mark.parametrize(
    ("rule", "fixed", "values"),
    [
        (A, {}, {0: True}),
        (Not(A), {}, {0: False}),
        (And((A, Not(B))), {}, {0: True, 1: False}),
        (Not(And((A, B))), {0: True}, {0: True, 1: False}),
        (Or((A, B, C)), {0: False, 2: False}, {0: False, 1: True, 2: False}),
        (Not(Or((A, B))), {}, {0: False, 1: False}),
        (Implies(A, B), {0: True}, {0: True, 1: True}),
        (Implies(A, B), {1: False}, {0: False, 1: False}),
        (Not(Implies(A, B)), {}, {0: True, 1: False}),
        (Iff(A, B), {0: False}, {0: False, 1: False}),
        (Not(Iff(A, B)), {1: False}, {0: True, 1: False}),
        (Count(1, 1, (A, B, C)), {0: True}, {0: True, 1: False, 2: False}),
        (Count(1, 1, (A, B, C)), {0: False, 1: False}, {0: False, 1: False, 2: True}),
        (Not(Count(0, 1, (A, B, C))), {0: False}, {0: False, 1: True, 2: True}),
        (Not(Count(2, 3, (A, B, C))), {0: True}, {0: True, 1: False, 2: False}),
        (Or((And((A, B)), And((C, D)))), {0: False}, {0: False, 2: True, 3: True}),
    ],
)
def test_each_kind_of_rule_forces_what_it_must(rule, fixed, values):
    assert forced(4, [rule], fixed) == (values, [])


def test_what_follows_is_followed_on():
    rules = [Implies(C, D), Implies(B, C), Implies(A, B)]
    assert forced(4, rules, {0: True}) == ({0: True, 1: True, 2: True, 3: True}, [])
    assert forced(4, rules, {0: True, 3: False}) is None


@pytest.mark.parametrize("seed", range(5))
def test_only_what_every_completion_agrees_with_is_forced(seed):
    rng = np.random.default_rng(seed)
    for _ in range(40):
        rules = [draw_expression(rng, 7, int(rng.integers(0, 4))) for _ in range(4)]
        fixed = {int(bit): bool(rng.integers(2)) for bit in rng.integers(0, 7, rng.integers(0, 4))}
        completions = naive.feasible(7, rules, fixed)
        found = forced(7, rules, fixed)
        if found is None:
            assert completions == []
            continue
        values, still = found
        assert all(bool(code >> bit & 1) == value for code in completions for bit, value in values.items())
        surely = [rule for k, rule in enumerate(rules) if k not in still]
        agreeing = naive.feasible(7, [], values)
        assert all(holds(rule, code) for rule in surely for code in agreeing)


def test_partial_states_do_not_affect_each_other():
    """Many columns at once give what each gives alone."""
    rng = np.random.default_rng(9)
    rules = draw_clauses(rng, 12, 40)
    group = grouped(range(12), rules)
    partial = undecided(group, {}).at(np.zeros(200, dtype=np.intp))
    values = rng.integers(0, 3, (12, 200))
    values[rng.random((12, 200)) < 0.6] = 2
    partial.yes[:], partial.no[:] = values == 1, values == 0
    failed = propagate(group, partial, range(12))
    for k in range(200):
        alone = forced(12, rules, {bit: bool(values[bit, k]) for bit in range(12) if values[bit, k] < 2})
        assert (alone is None) == bool(failed[k])
        if alone is not None:
            assert {bit for bit, value in alone[0].items() if value} == set(np.flatnonzero(partial.yes[:, k]))
            assert {bit for bit, value in alone[0].items() if not value} == set(
                np.flatnonzero(partial.no[:, k])
            )
            assert alone[1] == np.flatnonzero(partial.open[:, k]).tolist()


def test_completions_are_counted_as_they_are_listed():
    rng = np.random.default_rng(4)
    for _ in range(20):
        rules = draw_clauses(rng, 10, 12)
        group = grouped(range(10), rules)
        start = undecided(group, {})
        completions = list_completions(group, start)
        spread = sum(1 << int(either).bit_count() for either in completions.either)
        assert spread == count_completions(group, start, 1 << 10, 1 << 40) == len(naive.feasible(10, rules))
        assert completable(group, start, 1 << 40)[0] is (spread > 0)


def test_too_little_work_leaves_it_open_whether_there_is_a_completion():
    group = grouped(range(40), draw_clauses(np.random.default_rng(2), 40, 230))
    start = undecided(group, {})
    assert completable(group, start, 1)[0] is None
    assert completable(group, start, 1 << 40)[0] is False
