"""From a text to a situation: what each section becomes, with places, in both forms."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

import detente
from detente.situation.expressions import Count, Implies, Taken
from detente.situation.reader import read_text

HEAD = "detente: 1\ntitle: T\nactors: {A: Alpha, B: {name: Beta, note: n}}\n"
GAME = HEAD + "options: {A: {x: Do x, y: {text: Do y, lasting: taken, since: 2023}}, B: {x: Do x too}}\n"


def good(text):
    sit, faults = detente.read(text)
    assert [str(one) for one in faults if one.severity == "fault"] == []
    return sit


def bad(text):
    sit, faults = detente.read(text)
    assert sit is None
    return [(one.code, one.line) for one in faults if one.severity == "fault"]


def test_the_least_file():
    sit = good("detente: 1\ntitle: T\nactors: {A: Alpha}\n")
    assert (sit.title, sit.as_of, sit.states, sit.options, sit.status_quo) == ("T", None, None, (), None)
    assert sit.actors["A"].place[:2] == (3, 10)


def test_options_have_bits_in_the_order_of_the_file_and_labels_that_tell_them_apart():
    sit = good(GAME)
    assert [(one.owner, one.id, one.bit, one.label) for one in sit.options] == [
        ("A", "x", 0, "A.x"),
        ("A", "y", 1, "y"),
        ("B", "x", 2, "B.x"),
    ]
    assert (sit.options[1].lasting, sit.options[1].since.day) == ("taken", date(2023, 12, 31))
    assert sit.options[0].place[:2] == (4, 15)
    assert len(sit.states) == 8


def test_rules_in_all_their_forms():
    sit = good(
        GAME
        + "rules:\n  - y -> A.x\n  - {rule: B.x, because: So}\n  - at_most_one: [A.x, y]\n  - exactly_one: [A.x, B.x]\n"
    )
    first, second, third, fourth = sit.rules
    assert first.expr == Implies(Taken(1, "y"), Taken(0, "A.x"))
    assert (second.because, second.place[:2]) == ("So", (7, 12))
    assert (third.expr.least, third.expr.most) == (0, 1)
    assert isinstance(fourth.expr, Count)
    assert list(sit.states.labels) == ["NNY"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("[]", 0),
        ("[y]", 0b010),
        ("y", 0b010),
        ("[A.x, B.x]", 0b101),
        ("YNY", 0b101),
        ("[NNN]", 0),
        ("only_y", 0b010),
        ("[y, y]", 0b010),
    ],
)
def test_the_status_quo_names_options_a_pattern_or_a_state(written, code):
    assert good(GAME + f"states: {{only_y: NYN}}\nstatus_quo: {written}\n").status_quo == code


def test_named_states_are_patterns():
    sit = good(GAME + "states: {a: y-n, b: {A.x: yes, B.x: no}, c: '- - -'}\n")
    assert {name: one.pattern for name, one in sit.named_states.items()} == {
        "a": "Y-N",
        "b": "Y-N",
        "c": "---",
    }
    assert bad(GAME + "states: {a: YN}\n") == [("DT403", 5)]


def test_graph_form():
    text = (
        HEAD
        + "states: [s, t]\nmoves: {A: [[s, t]], B: [[t, s]]}\nstatus_quo: t\npreferences: {A: {ranking: s > t}, B: {ranking: 's ~ t'}}\n"
    )
    sit = good(text)
    assert (sit.graph.states, sit.graph.moves["A"], sit.status_quo) == (("s", "t"), ((0, 1),), 1)
    assert sit.preferences["B"].types["only"].ranking.groups == (("s", "t"),)
    assert bad(text.replace("[s, t]]", "[s, u]]")) == [("DT245", 5)]
    assert bad(text.replace("[[t, s]]", "[[t, t]]")) == [("DT401", 5)]
    assert bad(HEAD + "moves: {A: [[s, t]]}\n") == [("DT108", 4), ("DT245", 4), ("DT245", 4)][:1]
    assert ("DT402", 6) in bad(GAME + "states: [s, t]\nmoves: {A: [[s, t]]}\n")


def test_types_statements_weights_and_behaviours():
    sit = good(
        GAME
        + "preferences:\n  A:\n    behaviour: nash\n    statements:\n      - not B.x\n      - {holds: y, vital: yes, because: So}\n"
        + "  B:\n    types:\n      p: {prior: 30%, weights: [{when: y, worth: [1, 2, 4]}, {when: A.x, worth: -2}], behaviour: {seq: 70%, nash: 30%}}\n"
        + "      q: {statements: [A.x, y, B.x]}\n"
    )
    only = sit.preferences["A"].types["only"]
    assert [one.text for one in only.statements] == ["not B.x", "y"]
    assert (only.statements[1].vital, only.statements[1].because) == (True, "So")
    assert sit.preferences["A"].behaviour["nash"].low == 1
    first = sit.preferences["B"].types["p"]
    assert (first.prior.low, first.weights[0].worth.terms[0].factor.likely) == (Fraction(3, 10), 2)
    assert first.behaviour["nash"].low == Fraction(3, 10)
    assert sit.preferences["B"].types["q"].prior is None
    assert (sit.preferences["A"].typed, sit.preferences["B"].typed) == (False, True)


def test_play_has_defaults_and_remembers_what_is_written():
    assert good(GAME).play.doubt == Fraction(1, 20)
    play = good(
        GAME
        + "play: {caution: {A: 30%, default: 40%}, pace: {A: 2}, pacts: [[A, B], {members: [A, B], pace: 3}]}\n"
    ).play
    assert play.caution == {"A": Fraction(3, 10), "": Fraction(2, 5)}
    assert (play.pace, play.rates, play.written) == ({"A": 2}, None, {"caution", "pace", "pacts"})
    assert [(pact.members, pact.pace) for pact in play.pacts] == [(("A", "B"), 1), (("A", "B"), 3)]
    assert good(GAME + "play: {rates: {A: 2, default: 1}}\n").play.rates == {"A": 2, "": 1}
    assert bad(GAME + "play: {rates: {A: 2}, pace: {A: 1}}\n") == [("DT405", 5)]
    assert bad(GAME + "play: {pace: {A: -1}}\n") == [("DT305", 5)]


EVIDENCE = (
    HEAD
    + "preferences: {B: {types: {p: {prior: 40%, ranking: [[s]]}, q: {ranking: [[s]]}}}}\nstates: [s]\nmoves: {}\n"
    + "sources: {src: {title: S, date: 2023-05, grade: B}}\nevidence:\n"
)


def test_an_observation_is_known_from_its_own_day_else_its_source_s_else_its_date():
    sit = good(
        EVIDENCE
        + "  a: {says: x, known: 2023-04-02, date: 2023-04-01, source: src}\n"
        + "  b: {says: x, date: 2023-04-01, source: src}\n  c: {says: x, date: 2023-04-01}\n  d: {says: x}\n"
    )
    days = {name: one.known_by for name, one in sit.evidence.items()}
    assert days == {"a": date(2023, 4, 2), "b": date(2023, 5, 31), "c": date(2023, 4, 1), "d": None}
    assert sit.as_of == date(2023, 5, 31)
    assert sit.evidence["b"].grade.reliability == "B"
    assert sit.evidence["a"].origin == "a"


@pytest.mark.parametrize(
    ("row", "status", "favours"),
    [
        ("{p: likely, q: 20%}", "rated", None),
        ("equal", "equal", None),
        ("not rated", "not_rated", None),
        ("not applicable", "not_applicable", None),
        ("'favours: p, strongly'", "rated", ("p", "strongly")),
        ("{favours: 'q, very strongly'}", "rated", ("q", "very strongly")),
        ("{p: not rated, q: not applicable}", "rated", None),
    ],
)
def test_rows_of_evidence(row, status, favours):
    found = good(EVIDENCE + f"  a: {{says: x, expected_if: {{B: {row}}}}}\n").evidence["a"].expected_if["B"]
    assert (found.status, found.favours) == (status, favours)


def test_not_rated_not_applicable_and_nought_stay_apart():
    cells = (
        good(EVIDENCE + "  a: {says: x, expected_if: {B: {p: not rated, q: 0%}}}\n")
        .evidence["a"]
        .expected_if["B"]
        .cells
    )
    assert (cells["p"].status, cells["p"].quantity) == ("not_rated", None)
    assert (cells["q"].status, cells["q"].quantity.low) == ("rated", 0)
    cells = (
        good(EVIDENCE + "  a: {says: x, expected_if: {B: {p: n/a, q: '[10%, 20%]'}}}\n".replace("'", ""))
        .evidence["a"]
        .expected_if["B"]
        .cells
    )
    assert (cells["p"].status, cells["q"].quantity.high) == ("not_applicable", Fraction(1, 5))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("{p: likely}", "DT504"),
        ("{p: likely, r: likely}", "DT242"),
        ("perhaps", "DT502"),
        ("'favours: p'", "DT503"),
        ("'favours: r, strongly'", "DT503"),
        ("{p: likely, q: perhaps}", "DT301"),
    ],
)
def test_rows_that_can_not_be_read(row, code):
    assert bad(EVIDENCE + f"  a: {{says: x, expected_if: {{B: {row}}}}}\n") == [(code, 9)]


def test_commitments_and_questions():
    sit = good(
        GAME
        + "commitments: {c: {by: A, kind: red_line, if: B.x, then: y}, p: {by: A, kind: pledge, then: not A.x}}\n"
        + "horizon: 2025\nquestions: {q: {text: T, when: 'ever(y) and not B.x', counted: at_end, base: 5%, came: no}, r: {text: R, base: likely}}\n"
    )
    assert (sit.commitments["c"].condition, sit.commitments["p"].condition) == (Taken(2, "B.x"), None)
    question = sit.questions["q"]
    assert (question.counted, question.came, question.by.day) == ("at_end", False, date(2025, 12, 31))
    assert (sit.questions["r"].when, sit.questions["r"].counted) == (None, "")
    for text, code in [
        ("commitments: {c: {by: A, kind: threat, then: y}}\n", "DT108"),
        ("commitments: {c: {by: A, kind: pledge, if: y, then: y}}\n", "DT407"),
        ("questions: {q: {text: T, when: y}}\n", "DT408"),
    ]:
        assert bad(GAME + text) == [(code, 5)]


def test_ties_effects_poles_and_figures():
    sit = good(
        GAME
        + "vectors: {gas: Gas by pipe}\nties: [{from: A, to: B, vector: gas, value: [1, 2], unit: PJ, year: 2020, status: estimated}, "
        + "{from: A, to: B, vector: gas, year: 2021}]\neffects: [{when: y, tie: A/B/gas/2020, by: -1}]\n"
        + "poles: {east: A, west: [B]}\nfigures: {f: {total: 3, parts: {a: 1, b: rest}}}\n"
    )
    known, unknown = sit.ties
    assert (known.value.low, known.status, known.year) == (1, "estimated", 2020)
    assert (unknown.value, unknown.status) == (None, "not_reported")
    assert sit.effects[0].tie == ("A", "B", "gas", 2020)
    assert sit.poles == {"east": ("A",), "west": ("B",)}
    assert sit.figures["f"].parts["b"] is None


@pytest.mark.parametrize(
    ("tie", "code"),
    [
        ("{from: A, to: B, vector: trade, status: reported}", "DT601"),
        ("{from: A, to: B, vector: trade, value: 1, unit: x, status: not_reported}", "DT602"),
        ("{from: A, to: B, vector: trade, value: '[1, 2]', unit: x, status: not_applicable}", "DT602"),
        ("{from: A, to: B, vector: gold, value: 1, unit: x}", "DT246"),
        ("{from: A, to: B, value: 1, unit: x}", "DT108"),
        ("{table: x.csv, from: A}", "DT603"),
    ],
)
def test_ties_that_can_not_be_read(tie, code):
    assert bad(HEAD + f"ties: [{tie}]\n".replace("'", ""))[0] == (code, 4)


def test_a_tie_that_is_not_reported_may_have_bounds():
    (tie,) = good(
        HEAD + "ties: [{from: A, to: B, vector: trade, value: [1, 2], unit: x, status: not_reported}]\n"
    ).ties
    assert (tie.value.low, tie.value.high, tie.status) == (1, 2, "not_reported")


def test_transfers_and_their_consents():
    sit = good(
        GAME
        + "transfers:\n  t:\n    item: I\n    from: A\n    to: C\n    by: y\n    consent: {B: B.x, C: 40%, D: {chance: likely, until: 2025-01}}\n"
        + "    routes: [{through: [D], consent: {D: [10%, 20%]}}, {through: E}]\n".replace(
            "[10%, 20%]", "{chance: [10%, 20%]}"
        )
    )
    transfer = sit.transfers["t"]
    assert (transfer.by, [one.holder for one in transfer.consent]) == ((1,), ["B", "C", "D"])
    assert (transfer.consent[0].options, transfer.consent[1].chance.low) == ((2,), Fraction(2, 5))
    assert transfer.routes[0].consent[0].chance.high == Fraction(1, 5)
    assert transfer.routes[1].through == ("E",)


def test_faults_come_in_the_order_of_the_file_and_name_it():
    sit, faults = read_text(
        "detente: 2\nextra: x\ntitle: T\nactors: {A: Alpha}\nhorizon: soon\n", "case.yaml"
    )
    assert sit is not None
    assert [(one.code, one.line, one.file) for one in faults] == [
        ("DT118", 1, "case.yaml"),
        ("DT107", 2, "case.yaml"),
        ("DT115", 5, "case.yaml"),
    ]


def test_what_can_be_read_of_a_faulty_file_is_given():
    sit, _ = read_text("detente: 1\nactors: {A: Alpha}\noptions: {A: {x: X}}\nrules: [y]\n")
    assert (sit.title, list(sit.actors), len(sit.options)) == ("", ["A"], 1)


def test_reading_twice_gives_the_same():
    text = detente.load("belarus-2023").text
    assert detente.read(text)[1] == detente.read(text)[1]
