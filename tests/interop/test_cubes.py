"""An expression and its cubes hold at the same states; patterns that don't occur cover just the other states."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.interop.covering import TooManyPatternsError, missing_patterns
from detente.interop.cubes import (
    ALWAYS,
    NEVER,
    Cube,
    TooManyCubesError,
    any_of,
    cubes_of,
    matched,
    none_of,
    rules_of,
)
from detente.situation.evaluate import truth
from detente.situation.expressions import And, Compare, Count, Ever, Iff, Implies, Measure, Not, Or, Taken
from detente.situation.names import spell

LABELS = tuple("abcdef")
CODES = np.arange(64)


def grown(parts):
    pair = st.tuples(parts, parts)
    several = st.lists(parts, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        parts.map(Not),
        several.map(And),
        several.map(Or),
        pair.map(lambda two: Implies(*two)),
        pair.map(lambda two: Iff(*two)),
        st.tuples(st.integers(0, 1), several).map(lambda one: Count(one[0], 1, one[1])),
    )


EXPRESSIONS = st.recursive(st.integers(0, 5).map(lambda bit: Taken(bit, LABELS[bit])), grown, max_leaves=12)
CUBES = st.tuples(st.integers(0, 63), st.integers(0, 63)).map(lambda two: Cube(two[0], two[1] & ~two[0]))
WORTH_SAYING = CUBES.filter(any)


def at(cubes):
    return matched(tuple(cubes), CODES).tolist()


@settings(max_examples=150, deadline=None)
@given(EXPRESSIONS, st.booleans())
def test_cubes_hold_where_the_expression_does(expr, holds):
    assert at(cubes_of(expr, holds=holds)) == (truth(expr, CODES) == holds).tolist()


@settings(max_examples=60, deadline=None)
@given(EXPRESSIONS)
def test_no_cube_contains_another(expr):
    cubes = cubes_of(expr)
    pairs = [(one, other) for one in cubes for other in cubes if one != other]
    assert not any(one.yes & ~other.yes == 0 and one.no & ~other.no == 0 for one, other in pairs)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORTH_SAYING, min_size=1, max_size=5, unique=True).map(tuple))
def test_what_is_said_of_cubes_holds_where_they_do(cubes):
    assert truth(any_of(cubes, LABELS), CODES).tolist() == at(cubes)
    assert truth(none_of(cubes[0], LABELS), CODES).tolist() == [not one for one in at(cubes[:1])]


@settings(max_examples=100, deadline=None)
@given(st.lists(WORTH_SAYING, max_size=8).map(tuple))
def test_rules_leave_the_states_that_no_cube_has(cubes):
    rules = rules_of(cubes, LABELS)
    left = np.logical_and.reduce([np.ones(64, bool), *(truth(rule, CODES) for rule in rules)])
    assert left.tolist() == [not one for one in at(cubes)]


def test_options_that_exclude_one_another_are_counted():
    pairs = [Cube(1 << i | 1 << k, 0) for i in range(4) for k in range(i)]
    said = [spell(rule, LABELS) for rule in rules_of((*pairs, Cube(0, 15), Cube(16, 1)), LABELS)]
    assert said == ["exactly_one(a, b, c, d)", "e -> a"]
    assert [spell(rule, LABELS) for rule in rules_of(tuple(pairs), LABELS)] == ["at_most_one(a, b, c, d)"]


def test_two_options_are_said_with_an_arrow():
    said = [
        spell(any_of(cubes, LABELS), LABELS)
        for cubes in (
            (Cube(1, 2), Cube(2, 1)),
            (Cube(3, 0), Cube(0, 3)),
            (Cube(3, 0), Cube(0, 3), Cube(2, 1)),
            (Cube(3, 0), Cube(1, 2), Cube(2, 1)),
            (Cube(0, 1), Cube(0, 2)),
        )
    ]
    assert said == ["a <-> not b", "a <-> b", "a -> b", "a or b", "not (a and b)"]


def test_an_expression_that_asks_nothing_or_too_much():
    a = Taken(0, "a")
    assert cubes_of(Or((a, Not(a)))) == ALWAYS
    assert cubes_of(And((a, Not(a)))) == NEVER


def test_too_many_alternatives_are_refused():
    pairs = And(tuple(Or((Taken(2 * k, ""), Taken(2 * k + 1, ""))) for k in range(20)))
    with pytest.raises(TooManyCubesError):
        cubes_of(pairs)
    odd = Taken(0, "")
    for bit in range(1, 20):
        odd = Iff(odd, Taken(bit, ""))
    with pytest.raises(TooManyCubesError):
        cubes_of(odd)


@pytest.mark.parametrize(
    "expr", [Ever(Taken(0, "a")), Compare(Measure("balance", ("A",)), "<", 1), Count(2, 3, (Taken(0, "a"),))]
)
def test_what_no_single_state_answers_has_no_cubes(expr):
    with pytest.raises(ValueError, match="about a single state"):
        cubes_of(expr)


@settings(max_examples=150, deadline=None)
@given(st.sets(st.integers(0, 63), min_size=1))
def test_missing_patterns_cover_just_the_other_states(codes):
    found = missing_patterns(np.array(sorted(codes), np.int64), 6)
    assert at(found) == [code not in codes for code in range(64)]
    for cube in found:
        for bit in (1 << k for k in range(6)):
            wider = Cube(cube.yes & ~bit, cube.no & ~bit)
            assert wider == cube or any(at([wider])[code] for code in codes)


def test_all_states_miss_nothing_and_scattered_ones_are_refused():
    assert missing_patterns(np.arange(8), 3) == ()
    rng = np.random.default_rng(1)
    with pytest.raises(TooManyPatternsError):
        missing_patterns(np.unique(rng.integers(0, 1 << 40, 500)), 40)
