"""The language of rules, statements, questions and worths: what is read, and what each fault says."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.faults import Place
from detente.situation.expressions import (
    And,
    Compare,
    Count,
    Ever,
    Iff,
    Implies,
    Measure,
    Not,
    Or,
    Taken,
    walk,
)
from detente.situation.grammar import parse_expression, parse_worth
from detente.situation.names import Names
from detente.situation.records import TieName

NAMES = Names.of(
    {
        "X": ["a", "b", "c", "arm_direct", "share", "if_so"],
        "Y": ["d", "strike"],
        "Z": ["strike", "notable", "organise"],
        "AND": ["e"],
        "W": [],
    }
)
A, B, C, D, E = (Taken(NAMES.lookup(name), name) for name in "abcde")


def read(text, *, question=False):
    expr, faults = parse_expression(text, NAMES, question=question)
    assert faults == []
    return expr


def faults_of(text, *, question=False):
    expr, faults = parse_expression(text, NAMES, question=question)
    assert expr is None
    return [(fault.code, fault.column, fault.hint) for fault in faults]


def codes_of(text, *, question=False):
    return [code for code, _, _ in faults_of(text, question=question)]


# what is read


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ("a", A),
        ("X.a", A),
        ("AND.e", E),
        ("  a\n  and\tb ", And((A, B))),
        ("a and b and c", And((A, B, C))),
        ("a or b or c", Or((A, B, C))),
        ("(a and b) and c", And((And((A, B)), C))),
        ("not a and b", And((Not(A), B))),
        ("not not a", Not(Not(A))),
        ("not (a and b)", Not(And((A, B)))),
        ("a or b and c", Or((A, And((B, C))))),
        ("a and b or c and d", Or((And((A, B)), And((C, D))))),
        ("a or b -> c and d", Implies(Or((A, B)), And((C, D)))),
        ("a -> b <-> c -> d", Iff(Implies(A, B), Implies(C, D))),
        ("a -> not b", Implies(A, Not(B))),
        ("(not a) -> b", Implies(Not(A), B)),
        ("not a <-> b", Iff(Not(A), B)),
        ("not a and b -> c", Implies(And((Not(A), B)), C)),
        ("(a -> b) -> c", Implies(Implies(A, B), C)),
        ("a <-> (b <-> c)", Iff(A, Iff(B, C))),
        ("a->b", Implies(A, B)),
        ("a<->b", Iff(A, B)),
        ("at_most_one(a, not b, c -> d)", Count(0, 1, (A, Not(B), Implies(C, D)))),
        ("exactly_one (a, b)", Count(1, 1, (A, B))),
        ("not exactly_one(a, b) or c", Or((Not(Count(1, 1, (A, B))), C))),
        ("notable or organise", Or((Taken(9, "notable"), Taken(10, "organise")))),
        ("share and if_so", And((Taken(4, "share"), Taken(5, "if_so")))),
        ("Y.strike or Z.strike", Or((Taken(7, "Y.strike"), Taken(8, "Z.strike")))),
    ],
)
def test_precedence_is_not_and_or_arrow_double_arrow(text, expr):
    assert read(text) == expr


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ("ever(a)", Ever(A)),
        ("ever (a and not b) or c", Or((Ever(And((A, Not(B)))), C))),
        ("share(A/B/trade) < 57%", Compare(Measure("share", ("A", "B", "trade")), "<", Fraction(57, 100))),
        ("share( A / B /trade)<57 %", Compare(Measure("share", ("A", "B", "trade")), "<", Fraction(57, 100))),
        ("hhi(A/trade) >= 0.3", Compare(Measure("hhi", ("A", "trade")), ">=", Fraction(3, 10))),
        ("balance(A) > .5", Compare(Measure("balance", ("A",)), ">", Fraction(1, 2))),
        ("balance(A) = 1", Compare(Measure("balance", ("A",)), "=", Fraction(1))),
        ("not balance(A) != 0", Not(Compare(Measure("balance", ("A",)), "!=", Fraction(0)))),
        (
            "share(A/B/trade) <= 50.5% and a",
            And((Compare(Measure("share", ("A", "B", "trade")), "<=", Fraction(505, 1000)), A)),
        ),
    ],
)
def test_questions_may_also_ask_for_the_course_and_for_ties(text, expr):
    assert read(text, question=True) == expr


def test_numbers_are_exact():
    compared = read("hhi(A/trade) < 0.1000000000000000001", question=True)
    assert compared.number == Fraction(1000000000000000001, 10**19)


def test_not_before_an_arrow_is_read_and_warned_of():
    expr, (warning,) = parse_expression("c or d <-> (not a -> b)", NAMES)
    assert expr == Iff(Or((C, D)), Implies(Not(A), B))
    assert (warning.severity, warning.code, warning.column) == ("warning", "DT208", 13)
    assert warning.message == "this is read as (not a) -> b"
    assert warning.hint == "write it so, or not (a -> b)"


def test_a_hint_stays_short_where_the_parts_are_long():
    long = " and ".join(["arm_direct"] * 40)
    _, (warning,) = parse_expression(f"not ({long}) -> b", NAMES)
    assert warning.message == "this is read as (not a) -> b"
    assert faults_of(f"{long} -> b -> c") == [
        ("DT207", len(long) + 7, "write (a -> b) -> c or a -> (b -> c)")
    ]


# what is not read


def test_a_misspelt_name_hints_at_the_nearest():
    assert faults_of("a -> arm_direkt") == [("DT201", 6, "did you mean 'arm_direct'?")]
    assert faults_of("X.arm_direkt") == [("DT201", 1, "did you mean 'X.arm_direct'?")]
    assert faults_of("arm-direct") == [("DT201", 1, "did you mean 'arm_direct'?")]
    assert faults_of("A") == [("DT201", 1, "did you mean 'a'?")]
    assert faults_of("zzz") == [("DT201", 1, "")]


def test_an_actor_is_not_an_option():
    assert faults_of("X") == [("DT201", 1, "write X.option")]


def test_an_ambiguous_name_hints_at_both_spellings():
    assert faults_of("a or strike") == [("DT202", 6, "write Y.strike or Z.strike")]


def test_an_unknown_owner_hints_at_the_nearest():
    assert faults_of("ANT.e") == [("DT203", 1, "did you mean 'AND'?")]
    assert codes_of("Q.a") == ["DT203"]


def test_all_faults_of_a_text_are_found_at_once():
    found = faults_of("aa1 & (b | zz1) => !zz2 or strike and Q.a")
    assert [(code, column) for code, column, _ in found] == [
        ("DT201", 1),
        ("DT206", 5),
        ("DT206", 10),
        ("DT201", 12),
        ("DT206", 17),
        ("DT206", 20),
        ("DT201", 21),
        ("DT202", 28),
        ("DT203", 39),
    ]


def test_names_are_looked_up_even_where_the_text_cannot_be_parsed():
    assert codes_of("(a and zz1) zz2") == ["DT201", "DT201", "DT210"]
    assert codes_of("(zz1 or (zz2)") == ["DT211", "DT201", "DT201"]
    assert codes_of("'zz1'") == ["DT214", "DT201", "DT214"]


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_text_is_a_fault(text):
    assert codes_of(text) == ["DT205"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a & b", "write 'and'"),
        ("a && b", "write 'and'"),
        ("a AND b", "write 'and'"),
        ("a And b", "write 'and'"),
        ("a ∧ b", "write 'and'"),
        ("a | b", "write 'or'"),
        ("a || b", "write 'or'"),
        ("a OR b", "write 'or'"),
        ("!a", "write 'not'"),
        ("~a", "write 'not'"),
        ("NOT a", "write 'not'"),
        ("¬a", "write 'not'"),
        ("a => b", "write 'a -> b'"),
        ("a --> b", "write 'a -> b'"),
        ("a → b", "write 'a -> b'"),
        ("a implies b", "write 'a -> b'"),
        ("if a then b", "write 'if a then b' as 'a -> b'"),
        ("If a Then b", "write 'if a then b' as 'a -> b'"),
        ("b <- a", "write 'b <- a' as 'a -> b'"),
        ("a <=> b", "write 'a <-> b'"),
        ("a == b", "write 'a <-> b'"),
        ("a = b", "write 'a <-> b'"),
        ("a iff b", "write 'a <-> b'"),
        ("a ↔ b", "write 'a <-> b'"),
        ("a != b", "write 'not (a <-> b)'"),
        ("a xor b", "write 'not (a <-> b)'"),
    ],
)
def test_another_notation_hints_at_what_to_write(text, hint):
    assert [(code, said) for code, _, said in faults_of(text)] == [("DT206", hint)]


@pytest.mark.parametrize("text", ["true", "false", "yes", "no", "True", "NO"])
def test_a_truth_value_is_not_an_expression(text):
    assert codes_of(f"a and {text}") == ["DT209"]


def test_a_chain_of_arrows_hints_at_both_ways_to_bracket_it():
    assert faults_of("a -> b -> c") == [("DT207", 8, "write (a -> b) -> c or a -> (b -> c)")]
    assert faults_of("a <-> not b <-> c") == [
        ("DT207", 13, "write (a <-> not b) <-> c or a <-> (not b <-> c)")
    ]
    assert codes_of("a -> b -> c -> d") == ["DT207"]


@pytest.mark.parametrize(
    ("text", "column", "message", "expected"),
    [
        ("a b", 3, "'b' can't stand here", "and, or, -> or <->; the end"),
        ("(a b)", 4, "'b' can't stand here", "and, or, -> or <->; )"),
        ("and a", 1, "'and' can't stand here", "an option, not or ("),
        ("a and", 6, "this ends too early", "an option, not or ("),
        ("a ->  ", 7, "this ends too early", "an option, not or ("),
        ("a()", 2, "'(' can't stand here", "and, or, -> or <->; the end"),
        ("a, b", 2, "',' can't stand here", "and, or, -> or <->; the end"),
        ("a <= b", 3, "'<=' can't stand here", "and, or, -> or <->; the end"),
        ("()", 2, "')' can't stand here", "an option, not or ("),
        ("a 5", 3, "'5' can't stand here", "and, or, -> or <->; the end"),
        ("at_most_one(a b)", 15, "'b' can't stand here", "and, or, -> or <->; , or )"),
    ],
)
def test_a_sign_out_of_place_says_what_could_stand_there(text, column, message, expected):
    _, (fault,) = parse_expression(text, NAMES)
    assert (fault.code, fault.column, fault.message, fault.expected) == ("DT210", column, message, expected)


def test_parentheses_without_a_partner_are_shown_where_they_stand():
    assert faults_of("a and (b or (c)") == [("DT211", 7, "close it with ')'")]
    assert faults_of("a) and b)") == [
        ("DT211", 2, "remove it or open it before"),
        ("DT211", 9, "remove it or open it before"),
    ]


@pytest.mark.parametrize("text", ["ever(a)", "share(A/B/trade) < 5%", "a and (b or hhi(A/trade) > 0.2)"])
def test_what_only_questions_may_ask_is_refused_elsewhere(text):
    assert codes_of(text) == ["DT212"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("share(A/B) < 5%", ["DT213"]),
        ("share(A/B/trade/2021) < 5%", ["DT213"]),
        ("hhi(A) < 5%", ["DT213"]),
        ("hhi(A/tr ade) < 5%", ["DT213"]),
        ("balance() < 5%", ["DT213"]),
        ("hhi < 5%", ["DT213", "DT210"]),
        ("share(A/B/trade)", ["DT210"]),
        ("share(A/B/trade) < b", ["DT210"]),
        ("5% < share(A/B/trade)", ["DT210"]),
        ("share(A/B/trade) < 57", ["DT302"]),
        ("balance(A) > -0.5", ["DT302"]),
        ("hhi(A/trade) == 0.5", ["DT206"]),
        ("hhi(A/trade) => 0.5", ["DT206"]),
        ("hhi(A/trade) ≤ 0.5", ["DT206"]),
        ("hhi(A/trade) < 1e-3", ["DT301"]),
        ("hhi(A/trade) < 0.5.5", ["DT301"]),
        ("hhi(A/trade) < 0." + "1" * 40, ["DT914"]),
        ("at_most_one(a)", ["DT216"]),
    ],
)
def test_measures_and_numbers_have_their_forms(text, codes):
    assert codes_of(text, question=True) == codes


def test_a_share_over_one_hints_at_per_cent():
    assert faults_of("share(A/B/trade) < 57", question=True) == [("DT302", 20, "write 57%")]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('"a"', "names stand without quotes"),
        ("{a}", "group with ( and )"),
        ("a . b", "write an owner and its option as one word: OWNER.option"),
        ("a @ b", ""),
    ],
)
def test_a_stray_sign_hints_at_what_to_write(text, hint):
    assert ("DT214", hint) in [(code, said) for code, _, said in faults_of(text)]


# limits


@pytest.mark.parametrize(
    "text", ["(" * 100 + "a" + ")" * 100, "not " * 100 + "a", ("(" + "not ") * 50 + "a" + ")" * 50]
)
def test_a_hundred_parentheses_and_nots_are_read(text):
    assert Taken(0, "a") in walk(read(text))


def test_parentheses_side_by_side_are_not_nested():
    assert len(read(" and ".join(["(not (a))"] * 150)).parts) == 150


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(" * 101 + "a" + ")" * 101, "DT901"),
        ("not " * 101 + "a", "DT901"),
        ("!" * 101 + "a", "DT901"),
        ("(not " * 51 + "a" + ")" * 51, "DT901"),
        ("(" * 5_000 + "a" + ")" * 5_000, "DT901"),
        ("(" * 50_000, "DT901"),
        ("not " * 12_000 + "a", "DT901"),
        ("not " * 20_000 + "a", "DT902"),
        ("a and " * 350_000 + "a", "DT902"),
        ("a" * 2_000_000, "DT902"),
        (" " * 2_000_000, "DT902"),
    ],
)
def test_what_is_too_deep_or_too_long_is_a_fault_within_a_second(text, code):
    start = time.process_time()
    assert codes_of(text) == [code]
    assert time.process_time() - start < 1


@pytest.mark.parametrize("text", ["zz1 or " * 7_000 + "a", "@" * 50_000, "a -> " * 9_000 + "a", ")" * 50_000])
def test_the_longest_texts_with_faults_are_read_within_seconds(text):
    start = time.process_time()
    assert parse_expression(text, NAMES)[0] is None
    assert time.process_time() - start < 3


def test_places_are_those_of_the_file():
    places = [Place(7, 20, "case.yaml"), Place(8, 3, "case.yaml")]
    _, faults = parse_expression("zz1\nor zz2", NAMES, lambda offset: places[offset > 3])
    assert [(fault.file, fault.line, fault.column) for fault in faults] == [
        ("case.yaml", 7, 20),
        ("case.yaml", 8, 3),
    ]


WORDS = [
    "a",
    "b",
    "strike",
    "Q.a",
    "not",
    "and",
    "or",
    "->",
    "<->",
    "(",
    ")",
    "AND",
    "&&",
    "=>",
    "if",
    "then",
    ",",
]
QUESTIONS = [
    "ever(",
    "share(A/B/c)",
    "hhi(A/b)",
    "<",
    "=",
    "57%",
    "0.5",
    "1e9",
    "at_most_one(",
    "tie(A/B/c)",
    "é",
    "'",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS + QUESTIONS), max_size=12), st.booleans(), st.sampled_from([" ", ""]))
def test_any_text_gives_an_expression_or_a_fault(words, question, blank):
    text = blank.join(words)
    expr, faults = parse_expression(text, NAMES, question=question)
    assert (expr is None) == any(fault.severity == "fault" for fault in faults)
    assert [(fault.line, fault.column) for fault in faults] == sorted(
        (fault.line, fault.column) for fault in faults
    )
    assert all(1 <= fault.column <= len(text) + 1 for fault in faults)
    if expr is not None:
        assert all(0 <= one.bit < len(NAMES.labels) for one in walk(expr) if isinstance(one, Taken))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_signs_at_all_give_a_value_or_a_fault(text):
    expr, faults = parse_expression(text, NAMES)
    assert (expr is None) == any(fault.severity == "fault" for fault in faults)
    worth, faults = parse_worth(text)
    assert (worth is None) == bool(faults)


# worths


def terms_of(text):
    worth, faults = parse_worth(text)
    assert faults == []
    return [(term.factor.low, term.factor.likely, term.factor.high, term.tie) for term in worth.terms]


TRADE = TieName("CHN", "EU", "trade")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("4", [(4, None, 4, None)]),
        ("-0.5", [(Fraction(-1, 2), None, Fraction(-1, 2), None)]),
        ("+3", [(3, None, 3, None)]),
        ("60 %", [(Fraction(3, 5), None, Fraction(3, 5), None)]),
        ("[-9, -5]", [(-9, None, -5, None)]),
        ("[1, 2, 4]", [(1, 2, 4, None)]),
        ("[10%, 0.2]", [(Fraction(1, 10), None, Fraction(1, 5), None)]),
        ("[2, 2]", [(2, None, 2, None)]),
        ("-10 * tie(CHN/EU/trade)", [(-10, None, -10, TRADE)]),
        ("tie(CHN/EU/trade) * 2", [(2, None, 2, TRADE)]),
        ("tie( CHN / EU / trade ) * -2", [(-2, None, -2, TRADE)]),
        ("tie(CHN/EU/trade)", [(1, None, 1, TRADE)]),
        ("-tie(CHN/EU/trade/2021)", [(-1, None, -1, TieName("CHN", "EU", "trade", 2021))]),
        ("-[1, 2, 4] * tie(CHN/EU/trade)", [(-4, -2, -1, TRADE)]),
        (
            "2 - 3 + [1, 2] - tie(CHN/EU/trade)",
            [(2, None, 2, None), (-3, None, -3, None), (1, None, 2, None), (-1, None, -1, TRADE)],
        ),
        ("3 - -2", [(3, None, 3, None), (2, None, 2, None)]),
    ],
)
def test_a_worth_is_a_sum_of_numbers_ranges_and_ties(text, terms):
    assert terms_of(text) == terms


def test_a_worth_keeps_its_text_and_its_places():
    worth, _ = parse_worth("2 - [1, 3] * tie(CHN/EU/trade)", lambda offset: Place(9, 31 + offset))
    assert (worth.text, worth.place) == ("2 - [1, 3] * tie(CHN/EU/trade)", Place(9, 31))
    assert [(term.factor.text, term.factor.place.column) for term in worth.terms] == [
        ("2", 31),
        ("-[1, 3]", 35),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["DT205"]),
        ("1e3", ["DT301"]),
        ("1_000", ["DT301"]),
        ("1.2.3 + 4x", ["DT301", "DT301"]),
        ("9" * 31, ["DT914"]),
        ("1/2", ["DT214"]),
        ("[5, 1]", ["DT304"]),
        ("[1, 9, 4]", ["DT304"]),
        ("[4, 1, 9]", ["DT304"]),
        ("[1]", ["DT303"]),
        ("[1, 2, 3, 4]", ["DT303"]),
        ("[1, 2", ["DT210"]),
        ("[]", ["DT210"]),
        ("2 * 3", ["DT210"]),
        ("2 * (3)", ["DT210"]),
        ("(2", ["DT211"]),
        ("tie(CHN/EU/trade) * tie(CHN/EU/trade)", ["DT210"]),
        ("tie(CHN/EU)", ["DT215"]),
        ("tie(CHN/EU/trade/21)", ["DT215"]),
        ("tie(CHN/EU/trade/2021/x)", ["DT215"]),
        ("tie(CHN/E U/trade) + tie()", ["DT215", "DT215"]),
        ("tie", ["DT210"]),
        ("likely", ["DT210"]),
        ("3 -", ["DT210"]),
        ("3 and 4", ["DT210"]),
        ("\N{MINUS SIGN}3", ["DT206"]),
        ("2 \N{MULTIPLICATION SIGN} tie(CHN/EU/trade)", ["DT206"]),
        ("4 " + "+ 4 " * 20_000, ["DT902"]),
        ("(" * 101, ["DT901"]),
    ],
)
def test_what_is_no_worth_is_a_fault(text, codes):
    worth, faults = parse_worth(text)
    assert worth is None
    assert [fault.code for fault in faults] == codes
