"""Games of Gambit: both forms are read, full models are written, and Nash stability is the same there."""

import re
from fractions import Fraction

import nashpy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.faults import SituationError
from detente.interop import nfg_writing
from detente.interop.converting import imported
from detente.interop.formats import NFG
from detente.interop.laying_out import laid_out
from detente.interop.nfg import read_game
from detente.interop.nfg_sketch import decimal, nfg_sketch
from detente.interop.nfg_writing import nfg_text
from interop.making import CASES, DATA, arcs_by_label, codes, ranks_by_label, situations
from naive.games import pure_equilibria, read

REFUSED = ["belarus-2023", "elmira-1991-graph", "suez-1956"]
PRODUCTS = [case for case in CASES if case not in REFUSED]


def conflict(sit):
    return detente.Conflict.from_situation(sit)


def sketched(text):
    return nfg_sketch(text, "x.nfg", "x")


def brought(text):
    return detente.load(laid_out(sketched(text)))


def nash(sit):
    """Give the Nash equilibria as sets of options taken, by owner."""
    con = conflict(sit)
    return {taken(sit, con.states[at]) for at in con.stability("nash").equilibria}


def taken(sit, label):
    return frozenset((option.owner, option.id) for option in sit.options if label[option.bit] == "Y")


def profile(players, labels, one):
    """Give the options that a profile of strategies takes."""
    names = (labels[at][choice] for at, choice in enumerate(one))
    return frozenset(
        (player, name)
        for player, label in zip(players, names, strict=True)
        if label != "nothing"
        for name in label.split("+")
    )


def without_lasting(sit):
    return detente.load(re.sub(r"(?m)^ +lasting: \w+\n|, lasting: \w+", "", sit.text))


@pytest.mark.parametrize("case", PRODUCTS)
def test_a_built_in_case_comes_back_as_the_same_game(case):
    sit = without_lasting(detente.load(case))
    back = brought(nfg_text(sit, {}).text)
    assert back.title == sit.title
    by_options = [
        {
            taken(one, label): {
                one.actors[a].name: r[label] for a, r in ranks_by_label(conflict(one)).items()
            }
            for label in conflict(one).states
        }
        for one in (sit, renamed(back, sit))
    ]
    assert by_options[0] == by_options[1]
    assert arcs(sit) == arcs(renamed(back, sit))


def renamed(back, sit):
    """Give players the ids of the actors whose names they have, for a comparison."""
    ids = {one.name: one.id for one in sit.actors.values()}
    text = back.text
    for one in back.actors.values():
        text = re.sub(rf"\b{one.id}(?=[:.])", ids[one.name], text)
    return detente.load(text)


def arcs(sit):
    """Give each actor's moves as pairs of sets of options."""
    found = arcs_by_label(conflict(sit))
    return {actor: {(taken(sit, a), taken(sit, b)) for a, b in own} for actor, own in found.items()}


@pytest.mark.parametrize("case", REFUSED)
def test_a_built_in_case_that_is_no_game_is_refused_and_says_why(case):
    with pytest.raises(SituationError) as error:
        nfg_text(detente.load(case), {})
    one = error.value.faults[0]
    assert one.code == "DT806"
    assert "what one actor can do hangs on what others do" in one.message or "one by one" in one.message


def test_the_combination_that_is_refused_is_not_feasible():
    sit = detente.load("suez-1956")
    with pytest.raises(SituationError) as error:
        nfg_text(sit, {})
    said = re.search(r"([YN]+) is not$", error.value.faults[0].got)[1]
    assert said not in list(sit.states.labels)


def test_nash_equilibria_of_random_full_models_are_those_of_the_game():
    checked = 0
    for sit in situations(7, 60, full=True):
        title, players, labels, payoffs = read(nfg_text(sit, {}).text)
        ids = [name.removeprefix("Actor ") for name in players]
        assert (title, len(payoffs)) == ("Random", len(sit.states))
        expected = {profile(ids, labels, one) for one in pure_equilibria(payoffs)}
        assert nash(sit) == expected
        checked += len(players) > 2
    assert checked > 20


def test_nash_equilibria_of_two_actors_are_those_that_nashpy_finds():
    checked = 0
    for sit in situations(8, 80, full=True, most=4):
        _, players, labels, payoffs = read(nfg_text(sit, {}).text)
        if len(players) != 2:
            continue
        checked += 1
        shape = tuple(map(len, labels))
        own = [
            np.array([[float(payoffs[a, b][k]) for b in range(shape[1])] for a in range(shape[0])])
            for k in range(2)
        ]
        game = nashpy.Game(*own)
        found = set()
        for a in range(shape[0]):
            for b in range(shape[1]):
                row, column = np.eye(shape[0])[a], np.eye(shape[1])[b]
                if all(game.is_best_response(row, column)):
                    found.add(profile([name.removeprefix("Actor ") for name in players], labels, (a, b)))
        assert nash(sit) == found
    assert checked > 15


def test_random_full_models_come_back_as_the_same_game():
    for sit in situations(9, 40, full=True):
        text = nfg_text(sit, {}).text
        back = brought(text)
        assert nash(renamed(back, sit)) == nash(sit)
        again = nfg_text(back, {}).text
        assert by_taken(again) == by_taken(text)
        assert again.startswith(text.partition("\n")[0])


def by_taken(text):
    """Give the payoffs of a game by the sets of options taken."""
    _, players, labels, payoffs = read(text)
    return {profile(players, labels, one): own for one, own in payoffs.items()}


def test_worths_are_the_payoffs_and_ranks_where_there_are_none():
    text = (
        "detente: 1\ntitle: T\nactors: {A: Alpha, B: Beta}\noptions: {A: {a: A}, B: {b: B}}\npreferences:\n"
        "  A: {weights: [{when: a, worth: 2.5}, {when: b, worth: -1}]}\n  B: {statements: [not a, b]}\n"
    )
    made = nfg_text(detente.load(text), {})
    assert made.text.splitlines()[-4:] == ["0 2", "5/2 0", "-1 3", "3/2 1"]
    assert "order of B: its ranks are the payoffs" in made.lost
    ranged = nfg_text(detente.load(text.replace("2.5", "[2, 3]")), {})
    assert "order of A: its ranks are the payoffs" in ranged.lost
    assert ranged.text.splitlines()[-4:] == ["1 2", "3 0", "0 3", "2 1"]


def test_both_forms_of_the_file_are_read():
    table = imported(DATA / "table.nfg", NFG)
    assert table.situation.title == 'Two roads "to" one town'
    assert "# The remark.\n" in table.text
    assert [
        [option.text for option in table.situation.options if option.owner == one]
        for one in ("Row", "Column")
    ] == [
        ["1", "2", "3"],
        ["1", "2"],
    ]
    assert "      - {when: Row.s1 and Column.s2, worth: 1}\n" in table.text
    outcomes = imported(DATA / "outcomes.nfg", NFG)
    assert outcomes.lost == ("payoffs of C: multiplied by 3, which changes no comparison",)
    assert [option.id for option in outcomes.situation.options] == ["stay", "move", "stay", "move", "pay"]
    assert len(conflict(outcomes.situation).states) == 8
    _, players, labels, payoffs = read(nfg_text(outcomes.situation, {}).text)
    assert nash(outcomes.situation) == {profile(players, labels, one) for one in pure_equilibria(payoffs)}


def test_payoffs_stand_as_the_format_orders_them():
    game = read_game((DATA / "outcomes.nfg").read_text(), "x")
    none, peace, war, draw = (
        (0, 0, 0),
        (Fraction(3, 2), Fraction(-1, 4), Fraction(1, 3)),
        (0, -1, 0),
        (20, 0, 1),
    )
    assert game.payoffs == (peace, none, war, draw, war, war, peace, none)
    assert game.strategies == (("stay", "move"), ("stay", "move"), ("nothing", "pay"))


def test_strategies_that_name_options_are_read_as_options():
    text = 'NFG 1 R "T" { "A" "B" } { { "nothing" "a" "b" "a+b" } { "c" "d" } }\n' + " ".join(
        "0 1" for _ in range(8)
    )
    sit = brought(text)
    assert [option.id for option in sit.options] == ["a", "b", "c", "d"]
    assert [rule.text for rule in sit.rules] == ["exactly one of c, d"]
    assert len(sit.states) == 8
    one = brought('NFG 1 R "T" { "A" } { { "nothing" "a" "b" } } 1 2 3')
    assert [rule.text for rule in one.rules] == ["at most one of a, b"]
    odd = brought('NFG 1 R "T" { "A" } { { "a" "a+a" "" } } 1 2 3')
    assert [option.text for option in odd.options] == ["a", "a+a", "s3"]
    assert len(odd.states) == 3


def test_a_player_with_one_strategy_and_one_who_gains_nothing():
    sit = brought('NFG 1 R "" { "A" "B" } { 1 2 } 0 0 5 0')
    assert sit.title == "x"
    assert conflict(sit).ranks.tolist() == [[0, 1], [0, 0]]


def test_payoffs_that_are_no_short_decimals():
    long = "1" * 40
    sketch = sketched(f'NFG 1 R "T" {{ "A" }} {{ 3 }} 1/7 {long} -2')
    assert sketch.lost == ("payoffs of A: too long, so their ranks are written",)
    assert [worth for _, worth in sketch.orders["A"].weights] == ["1", "2"]
    assert decimal(Fraction(-1, 1024)) == "-0.0009765625"


def test_texts_are_written_so_that_they_are_read_back():
    text = (
        'detente: 1\ntitle: "A \\"big\\" game \\\\ small"\nactors: {A: "The \\"A\\""}\noptions: {A: {nothing: X}}\n'
        "preferences: {A: {statements: [nothing]}}\n"
    )
    game = read_game(nfg_text(detente.load(text), {}).text, "x")
    assert (game.title, game.players, game.strategies) == (
        'A "big" game / small',
        ('The "A"',),
        (("no option", "nothing"),),
    )


def test_a_game_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(nfg_writing, "MOST_PAYOFFS", 7)
    with pytest.raises(SituationError, match="DT807"):
        nfg_text(detente.load("chicken"), {})


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "DT801", 1, 1),
        ("EFG 2 R", "DT801", 1, 1),
        ('NFG 2 R "T"', "DT801", 1, 5),
        ('NFG 1 X "T"', "DT801", 1, 7),
        ("NFG 1 R T", "DT801", 1, 9),
        ('NFG 1 R "T', "DT801", 1, 9),
        ('NFG 1 R "T" { }', "DT801", 1, 16),
        ('NFG 1 R "T" { "A" ', "DT801", 1, 18),
        ('NFG 1 R "T" { "A" } { }', "DT808", 1, 23),
        ('NFG 1 R "T" { "A" } { 0 }', "DT801", 1, 25),
        ('NFG 1 R "T" { "A" } { x }', "DT808", 1, 23),
        ('NFG 1 R "T" { "A" } { 2 2 } 1 2', "DT808", 1, 27),
        ('NFG 1 R "T" { "A" } { 2 }\n1', "DT808", 2, 2),
        ('NFG 1 R "T" { "A" } { 2 }\n1 2 3', "DT808", 2, 5),
        ('NFG 1 R "T" { "A" } { 2 }\n1 x', "DT808", 2, 3),
        ('NFG 1 R "T" { "A" } { 2 }\n1 1/0', "DT808", 2, 3),
        ('NFG 1 R "T" { "A" } { 2 }\n1 1e9999', "DT808", 2, 3),
        ('NFG 1 R "T" { "A" } { 2 }\n1 nan', "DT808", 2, 3),
        ('NFG 1 R "T" { "A" } { 2 }\n{ { "" 1 } }\n1 2', "DT803", 3, 3),
        ('NFG 1 R "T" { "A" } { 2 }\n{ { "" 1 2 } }\n1 2', "DT801", 2, 10),
        ('NFG 1 R "T" { "A" } { 2 }\n{ { "" } }\n1 2', "DT808", 2, 8),
        ('NFG 1 R "T" { "A" "B" } { 999999 999999 }', "DT807", 1, 34),
        ('NFG 1 R "T" { "A" "B" } { 9999 9999 }', "DT807", 1, 38),
        ('NFG 1 R "T" { "A" } { 70 } ' + "1 " * 70, "DT807", 1, 1),
    ],
)
def test_what_is_no_game_is_a_fault_at_its_place(text, code, line, column):
    with pytest.raises(SituationError) as error:
        sketched(text)
    one = error.value.faults[0]
    assert (one.code, one.file, one.line, one.column) == (code, "x.nfg", line, column)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_game_is_read_or_refused_and_nothing_else(data):
    text = data.draw(st.sampled_from([(DATA / name).read_text() for name in ("table.nfg", "outcomes.nfg")]))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 8)))
    put = data.draw(st.sampled_from(["", "0", "{", "}", '"', "-1", ",", "1/0", "99999999", '""', "\\", "é"]))
    assert all(code[:3] in {"DT4", "DT8"} for code in codes(brought, text[:start] + put + text[end:]))
