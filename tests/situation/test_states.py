"""Feasible states: against trying every combination, at the sizes that no trying reaches, and what is said of too many."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.situation.evaluate import holds, truth
from detente.situation.expressions import And, Count, Ever, Iff, Implies, Not, Or
from detente.situation.listing import subsets
from detente.situation.states import (
    States,
    TooManyStates,
    code_of,
    conflicting,
    feasible_states,
    pattern_mask,
    pattern_of,
)
from naive import states as naive
from situation.making import OPTIONS, draw_clauses, draw_expression, expressions

A, B, C = OPTIONS[:3]


def chain(options, kind=Implies):
    return [kind(OPTIONS[k], OPTIONS[k + 1]) for k in range(options - 1)]


def parity(options):
    whole = OPTIONS[0]
    for option in OPTIONS[1:options]:
        whole = Iff(option, whole)
    return whole


def excess(options, rules, **more):
    with pytest.raises(TooManyStates) as error:
        feasible_states(options, rules, **more)
    return error.value


# patterns


def test_a_pattern_has_one_letter_per_option_in_option_order():
    assert pattern_of(0b0110, 4) == "NYYN"
    assert pattern_of(0, 3) == "NNN"
    assert pattern_of(0, 0) == ""
    assert pattern_of((1 << 63) - 1, 63) == "Y" * 63


@given(st.integers(0, 2**63 - 1))
def test_a_pattern_is_read_as_the_code_it_was_written_from(code):
    assert code_of(pattern_of(code, 63)) == code


def test_a_pattern_matches_the_states_that_agree_with_it():
    codes = np.arange(8)
    assert codes[pattern_mask("Y-N", codes)].tolist() == [1, 3]
    assert pattern_mask("---", codes).all()
    assert pattern_mask("", codes).all()
    assert codes[pattern_mask("NYN", codes)].tolist() == [2]
    assert pattern_mask("-" * 62 + "Y", np.array([1, 1 << 62])).tolist() == [False, True]


@pytest.mark.parametrize(("pattern", "place"), [("YNX", 3), ("y", 1), ("Y N", 2)])
def test_a_pattern_with_another_sign_is_refused(pattern, place):
    with pytest.raises(ValueError, match=rf"expected one of Y, N, - at place {place}"):
        pattern_mask(pattern, np.arange(2))
    with pytest.raises(ValueError, match=rf"expected one of Y, N at place {place}"):
        code_of(pattern)


def test_a_code_has_no_open_options():
    with pytest.raises(ValueError, match="expected one of Y, N at place 2, found '-'"):
        code_of("Y-")


# states


def test_states_are_found_by_code():
    states = feasible_states(4, [Implies(A, B)])
    assert states.codes.tolist() == sorted(states.codes.tolist())
    assert [states.find(int(code)) for code in states.codes] == list(range(len(states)))
    assert [states.find(code) for code in (0b0001, 16, -1, 1 << 63, 1 << 70)] == [None] * 5
    assert states.positions(np.array([0, 1, 2])).tolist() == [0, -1, 1]
    assert states.positions(np.array([], dtype=np.int64)).tolist() == []


def test_no_states_have_no_positions():
    none = feasible_states(2, [A, Not(A)])
    assert len(none) == 0
    assert (list(none.labels), none.find(0), none.options) == ([], None, 2)
    assert none.positions(np.array([0, 3])).tolist() == [-1, -1]


def test_labels_are_patterns_written_when_asked_for():
    labels = feasible_states(24, []).labels
    assert len(labels) == 1 << 24
    assert (labels[0], labels[-1], labels[5]) == ("N" * 24, "Y" * 24, "YNY" + "N" * 21)
    assert labels[1:3] == ("Y" + "N" * 23, "NY" + "N" * 22)
    with pytest.raises(IndexError):
        labels[1 << 24]
    few = feasible_states(2, [Or((A, B))]).labels
    assert list(few) == ["YN", "NY", "YY"]
    assert few.index("YY") == 2
    assert "NN" not in few


def test_codes_cannot_be_changed():
    states = feasible_states(2, [])
    assert states.codes.dtype == np.int64
    with pytest.raises(ValueError, match="read-only"):
        states.codes[0] = 1
    with pytest.raises(AttributeError):
        states.options = 3


def test_without_options_there_is_one_state():
    assert feasible_states(0, []).codes.tolist() == [0]


@settings(max_examples=150, deadline=None)
@given(st.lists(expressions(6), max_size=5))
def test_feasible_states_are_those_of_a_naive_twin(rules):
    assert feasible_states(6, rules).codes.tolist() == naive.feasible(6, rules)


@pytest.mark.parametrize("seed", range(6))
def test_random_rules_give_the_states_of_a_naive_twin(seed):
    """Up to ten options, rules of every kind, fixed options; counts and limits are exact."""
    rng = np.random.default_rng(seed)
    for _ in range(25):
        options = int(rng.integers(1, 11))
        rules = [draw_expression(rng, options, int(rng.integers(0, 4))) for _ in range(rng.integers(0, 8))]
        fixed = {int(bit): bool(rng.integers(2)) for bit in rng.integers(0, options, rng.integers(0, 3))}
        wanted = naive.feasible(options, rules, fixed)
        assert feasible_states(options, rules, fixed=fixed, limit=len(wanted)).codes.tolist() == wanted
        if wanted:
            error = excess(options, rules, fixed=fixed, limit=len(wanted) - 1)
            assert (error.count, error.bound) == (len(wanted), False)


@pytest.mark.parametrize("seed", range(4))
def test_growth_gives_the_states_that_trying_gives(seed, monkeypatch):
    """Small groups are tried; here they are grown, in slices of 64 partial states, as large ones are."""
    monkeypatch.setattr("detente.situation.listing._LITTLE", 0)
    monkeypatch.setattr("detente.situation.listing._GROWING", 0)
    monkeypatch.setattr("detente.situation.growth._ROOM", 0)
    rng = np.random.default_rng(seed)
    for _ in range(20):
        rules = [draw_expression(rng, 10, int(rng.integers(1, 4))) for _ in range(rng.integers(1, 6))]
        assert feasible_states(10, rules).codes.tolist() == naive.feasible(10, rules)
    wide = [parity(11), Or(tuple(OPTIONS[:11]))]
    assert feasible_states(11, wide).codes.tolist() == naive.feasible(11, wide)


# sizes


def test_twenty_four_free_options_are_listed():
    states = feasible_states(24, [])
    assert len(states) == 1 << 24
    assert np.array_equal(states.codes, np.arange(1 << 24))


def test_sixty_three_options_in_a_chain_have_sixty_four_states():
    """Whatever the order of the rules and of the options in them."""
    rng = np.random.default_rng(5)
    wanted = sorted((1 << 63) - (1 << k) for k in range(64))
    for rules in (chain(63), chain(63)[::-1], [chain(63)[k] for k in rng.permutation(62)]):
        assert feasible_states(63, rules).codes.tolist() == wanted
    order = rng.permutation(63)
    mixed = [Implies(OPTIONS[a], OPTIONS[b]) for a, b in pairwise(order)]
    assert len(feasible_states(63, mixed)) == 64


def test_equivalences_leave_two_states():
    states = feasible_states(63, chain(63, Iff))
    assert states.codes.tolist() == [0, (1 << 63) - 1]
    assert states.find((1 << 63) - 1) == 1


@pytest.mark.parametrize("options", [40, 63])
def test_exactly_one_of_many_has_as_many_states(options):
    states = feasible_states(options, [Count(1, 1, tuple(OPTIONS[:options]))])
    assert states.codes.tolist() == [1 << k for k in range(options)]
    pairs = [Not(And((OPTIONS[k], OPTIONS[j]))) for k in range(options) for j in range(k)]
    assert len(feasible_states(options, pairs)) == options + 1


@pytest.mark.parametrize(("number", "seed"), [(290, 1), (260, 2)])
def test_many_clauses_over_63_options_leave_few_states(number, seed):
    """Each state found satisfies every rule, and stays the only one once its options are all but fixed."""
    rules = draw_clauses(np.random.default_rng(seed), 63, number)
    states = feasible_states(63, rules)
    assert all(truth(rule, states.codes).all() for rule in rules)
    assert len(set(states.codes.tolist())) == len(states) < 1000
    for code in states.codes[:3].tolist():
        fixed = {bit: bool(code >> bit & 1) for bit in range(60)}
        near = [code & (1 << 60) - 1 | rest << 60 for rest in range(8)]
        wanted = [one for one in near if all(holds(rule, one) for rule in rules)]
        assert feasible_states(63, rules, fixed=fixed).codes.tolist() == sorted(wanted)


def test_groups_that_share_no_rule_are_multiplied():
    """Two chains, one choice, and two free options, interleaved."""
    evens, odds = OPTIONS[0:20:2], OPTIONS[1:20:2]
    rules = [Implies(a, b) for some in (evens, odds) for a, b in pairwise(some)]
    states = feasible_states(25, [*rules, Count(1, 1, tuple(OPTIONS[20:23]))])
    assert len(states) == 11 * 11 * 3 * 4
    assert (np.diff(states.codes) > 0).all()
    assert all(truth(rule, states.codes).all() for rule in rules)


def test_a_rule_over_many_options_that_can_not_be_grown_is_tried():
    states = feasible_states(18, [parity(18)])
    assert len(states) == 1 << 17
    assert truth(parity(18), states.codes).all()


# too many


def test_forty_options_without_rules_are_too_many_at_once():
    error = excess(40, [])
    assert (error.count, error.bound, error.parts) == (2**40, False, ())
    assert error.free == tuple(range(40))
    assert str(error) == "1,099,511,627,776 states are feasible"


def test_too_many_says_what_rules_tie_together_and_what_none_does():
    rules = [Implies(OPTIONS[k], OPTIONS[39 - k]) for k in range(3)] + chain(30)[10:20]
    error = excess(40, rules)
    assert error.free == tuple(bit for bit in range(3, 37) if not 10 <= bit <= 20)
    assert [(part.options[0], part.states) for part in error.parts] == [(10, 12), (0, 3), (1, 3), (2, 3)]
    assert (error.count, error.bound) == (2**23 * 12 * 27, False)


@pytest.mark.parametrize(
    ("options", "rules", "count"),
    [
        (63, [Or((OPTIONS[k], OPTIONS[k + 1])) for k in range(62)], 17_167_680_177_565),  # Fibonacci
        (40, [Or(tuple(OPTIONS[:40]))], 2**40 - 1),
        (63, [Or(tuple(OPTIONS))], 2**63 - 1),
        (63, [], 2**63),
        (26, [Or((A, Not(A)))], 2**26),
    ],
)
def test_large_numbers_are_counted_exactly(options, rules, count):
    error = excess(options, rules)
    assert (error.count, error.bound) == (count, False)


def test_what_is_hard_to_count_has_a_lower_bound():
    error = excess(63, draw_clauses(np.random.default_rng(1), 63, 100))
    assert error.bound
    assert error.count > 1 << 24
    assert str(error).startswith("at least ")


def test_what_is_too_hard_to_count_or_try_has_a_lower_bound(monkeypatch):
    """Parity has no short cut: neither growth nor trying gets far with little patience."""
    monkeypatch.setattr("detente.situation.listing._PATIENCE", 1 << 20)
    monkeypatch.setattr("detente.situation.listing._MUCH", 1 << 20)
    error = excess(40, [parity(40)])
    assert error.bound


def test_trying_ends_when_there_are_more_than_the_limit(monkeypatch):
    monkeypatch.setattr("detente.situation.listing._PATIENCE", 1)
    error = excess(18, [parity(18)], limit=1000)
    assert error.bound
    assert 1000 < error.count <= 1 << 17


def test_the_limit_itself_is_not_too_many():
    assert len(feasible_states(10, [], limit=1024)) == 1024
    assert excess(10, [], limit=1023).count == 1024


# nothing, and wrong use


@pytest.mark.parametrize("seed", range(3))
def test_a_core_of_rules_is_minimal(seed):
    rng = np.random.default_rng(seed)
    found = 0
    while found < 12:
        rules = [draw_expression(rng, 6, int(rng.integers(0, 3))) for _ in range(8)]
        if naive.feasible(6, rules):
            assert conflicting(6, rules) == ()
            continue
        found += 1
        assert naive.is_minimal_core(6, rules, conflicting(6, rules))


def test_a_core_is_found_among_many_rules():
    """The state in which all options are taken satisfies every rule but one, which is in every core."""
    others = [Or((OPTIONS[k], OPTIONS[j])) for k in range(21, 40) for j in range(40, 45)]
    rules = [*chain(63), A, *others, Not(OPTIONS[20])]
    assert conflicting(63, rules) == (*range(20), 62, len(rules) - 1)


def test_fixed_options_belong_to_the_core():
    assert conflicting(3, [Implies(A, B), C], fixed={0: True, 1: False}) == (0,)
    assert conflicting(3, [Implies(A, B), C], fixed={0: True}) == ()


def test_a_rule_that_can_not_hold_is_a_core_alone():
    assert conflicting(2, [B, And((A, Not(A))), Not(B)]) in {(1,), (0, 2)}


def test_a_search_for_a_core_ends(monkeypatch):
    """What is left then still admits no state."""
    monkeypatch.setattr("detente.situation.states._PATIENCE", 1 << 20)
    rules = draw_clauses(np.random.default_rng(2), 40, 230)
    assert len(feasible_states(40, rules)) == 0
    core = conflicting(40, rules)
    assert core
    assert len(feasible_states(40, [rules[k] for k in core])) == 0


def test_more_than_63_options_are_refused():
    with pytest.raises(ValueError, match="expected at most 63 options, found 64"):
        feasible_states(64, [])


def test_a_rule_about_the_course_is_refused():
    with pytest.raises(ValueError, match="a rule is about a single state"):
        feasible_states(2, [Or((A, Ever(B)))])


def test_an_option_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="expected options at positions 0 to 1, found position 2"):
        feasible_states(2, [Implies(A, C)])
    with pytest.raises(ValueError, match="found position 5"):
        feasible_states(2, [], fixed={5: True})


def test_states_of_given_codes_can_be_made():
    states = States(np.array([1, 4]), 3)
    assert states.labels[:] == ("YNN", "NNY")


def test_subsets_are_all_choices_ascending():
    assert subsets([]).tolist() == [0]
    assert subsets([0, 3]).tolist() == [0, 1, 8, 9]
