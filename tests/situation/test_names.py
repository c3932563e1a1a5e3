"""Names: short where unique, with the owner always; the nearest known name as a hint; expressions written out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from detente.situation.expressions import And, Compare, Count, Ever, Iff, Implies, Measure, Not, Or
from detente.situation.grammar import parse_expression
from detente.situation.names import Ambiguity, Names, Unknown, nearest, spell
from situation.making import OPTIONS, expressions

NAMES = Names.of({"CHN": ["licence", "strike"], "AND": [], "BLR": ["transfer", "strike", "and_more"]})
A, B, C = OPTIONS[:3]


def test_options_have_positions_in_the_order_they_are_given():
    assert [NAMES.lookup(name) for name in ("licence", "CHN.strike", "transfer", "BLR.strike")] == [
        0,
        1,
        2,
        3,
    ]


def test_a_label_is_the_short_name_unless_two_actors_use_it():
    assert NAMES.labels == ("licence", "CHN.strike", "transfer", "BLR.strike", "and_more")
    assert [NAMES.lookup(label) for label in NAMES.labels] == [0, 1, 2, 3, 4]


def test_the_owner_may_always_be_written():
    assert NAMES.lookup("CHN.licence") == 0


def test_an_ambiguous_name_says_how_to_tell_its_options_apart():
    assert NAMES.lookup("strike") == Ambiguity(("CHN.strike", "BLR.strike"))


@pytest.mark.parametrize(
    ("written", "unknown"),
    [
        ("licens", Unknown("option", "licence")),
        ("LICENCE", Unknown("option", "licence")),
        ("strik", Unknown("option", "strike")),
        ("CHN.licenc", Unknown("option", "CHN.licence")),
        ("CHN.transfer", Unknown("option", "")),
        ("CHM.licence", Unknown("owner", "CHN")),
        ("X.y", Unknown("owner", "")),
        ("AND.x", Unknown("option", "")),
        ("qqq", Unknown("option", "")),
        ("", Unknown("option", "")),
    ],
)
def test_an_unknown_name_says_which_part_and_what_is_nearest(written, unknown):
    assert NAMES.lookup(written) == unknown


def test_one_owner_cannot_have_an_option_twice():
    with pytest.raises(ValueError, match=r"expected each option of A once, found 'x' twice"):
        Names.of({"A": ["x", "y", "x"]})


def test_no_options_have_no_names():
    assert Names.of({}).labels == ()
    assert Names.of({"A": []}).lookup("x") == Unknown("option", "")


@pytest.mark.parametrize(
    ("word", "candidates", "found"),
    [
        ("licens", ["invest", "licence"], "licence"),
        ("INVEST", ["licence", "invest"], "invest"),
        ("arm-direct", ["arm", "arm_direct"], "arm_direct"),
        ("xyz", ["invest", "licence"], ""),
        ("invest", [], ""),
        ("", ["invest"], ""),
        ("ab", ["ac", "ad"], ""),
        ("abcd", ["abce", "abcf"], "abce"),  # of equals the first
        ("x" * 10_000, ["x" * 9_000], "x" * 9_000),
    ],
)
def test_the_nearest_name_is_close_or_nothing(word, candidates, found):
    assert nearest(word, candidates) == found


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (And((Not(A), Or((B, C)))), "not a and (b or c)"),
        (Implies(Not(A), B), "(not a) -> b"),
        (Implies(A, Implies(B, C)), "a -> (b -> c)"),
        (Iff(Implies(A, B), Not(Not(C))), "(a -> b) <-> not not c"),
        (Not(And((A, B))), "not (a and b)"),
        (Count(1, 1, (A, Not(B))), "exactly_one(a, not b)"),
        (Count(0, 1, (A, B, C)), "at_most_one(a, b, c)"),
        (Ever(Implies(A, B)), "ever(a -> b)"),
        (
            Compare(Measure("share", ("A", "B", "trade")), "<=", Fraction("0.575")),
            "share(A/B/trade) <= 0.575",
        ),
        (Compare(Measure("balance", ("A",)), ">", Fraction(-1, 2)), "balance(A) > -0.5"),
        (Compare(Measure("balance", ("A",)), ">", Fraction(1)), "balance(A) > 1"),
    ],
)
def test_an_expression_is_written_as_an_analyst_would(expr, text):
    assert spell(expr, ["a", "b", "c"]) == text


@settings(max_examples=200, deadline=None)
@given(expressions(4, question=True, any_count=False))
def test_what_is_written_is_read_as_the_same_expression(expr):
    names = Names.of({"X": ["o0", "o1"], "Y": ["o2", "o3"]})
    read, faults = parse_expression(spell(expr, names.labels), names, question=True)
    assert faults == []
    assert read == expr


def test_an_option_beyond_the_labels_is_written_by_its_own_name():
    assert spell(C, ["a"]) == "o2"


def test_what_has_no_written_form_is_refused():
    with pytest.raises(ValueError, match="a count between 2 and 3 has no written form"):
        spell(Count(2, 3, (A, B, C)), ["a", "b", "c"])
    with pytest.raises(ValueError, match="1/3 has no end"):
        spell(Compare(Measure("balance", ("A",)), "<", Fraction(1, 3)), [])
