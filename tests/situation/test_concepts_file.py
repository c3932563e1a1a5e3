"""The keys for what goes beyond orders: what they are read as, and every slip that is found."""

import pytest

import detente
from detente.conflict.model import Conflict
from naive.concepts import Unknown
from naive.conflict import Twin, option_moves

BASE = """\
detente: 1
title: Beyond orders
actors: {A: Alpha, B: Beta}
options:
  A: {x: Do, y: Do more}
  B: {z: Answer}
status_quo: []
states: {none: NNN, first: YNN, second: -YN, answered: --Y}
preferences:
  A: {ranking: first >> none > second ~ answered}
  B: {statements: [not x, {holds: z, vital: true}]}
"""


def read(*edits, add=""):
    text = BASE + add
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return detente.read(text)


RANKING = "{ranking: first >> none > second ~ answered}"
CERTAIN = "{certain: CHAINS}"
MISTAKES = {
    "certain beside an order": (
        (RANKING, "{ranking: first > none > second ~ answered, certain: [first > none]}"),
        "DT404",
        "stand in place of an order",
    ),
    "certain pairs that contradict": (
        (RANKING, CERTAIN.replace("CHAINS", "[first > none, none > first]")),
        "DT439",
        "contradict each other",
    ),
    "an equal pair that contradicts": (
        (RANKING, CERTAIN.replace("CHAINS", "[first ~ none, [first, none]]")),
        "DT439",
        "first ~ none",
    ),
    "a pair of names that overlap": (
        (RANKING, "{ranking: first > none > second ~ answered, unknown: [[first, here]]}"),
        "DT439",
        "compares a state with itself",
    ),
    "an unknown name of a state": (
        (RANKING, CERTAIN.replace("CHAINS", "[first > nune]")),
        "DT245",
        "nune",
    ),
    "an attitude of another kind": (
        (RANKING, "{ranking: first > none > second ~ answered, attitudes: {B: hostile}}"),
        "DT114",
        "",
    ),
    "an attitude towards nobody": (
        (RANKING, "{ranking: first > none > second ~ answered, attitudes: {C: positive}}"),
        "DT240",
        "C",
    ),
    "an actor unaware of its own option": (
        (RANKING, "{ranking: first > none > second ~ answered, sees: {unaware: [x]}}"),
        "DT440",
        "must know its own option",
    ),
    "an actor that takes itself to want something else": (
        (RANKING, "{ranking: first > none > second ~ answered, sees: {preferences: {A: {statements: [x]}}}}"),
        "DT440",
        "must know what it wants",
    ),
    "an actor that sees no state": (
        (RANKING, "{ranking: first > none > second ~ answered, sees: {rules: [x, not x]}}"),
        "DT440",
        "sees no feasible state",
    ),
    "a type that the other doesn't have": (
        (RANKING, "{ranking: first > none > second ~ answered, sees: {types: {B: firm}}}"),
        "DT242",
        "no type 'firm'",
    ),
    "a belief without an order": (
        (RANKING, "{ranking: first > none > second ~ answered, sees: {preferences: {B: {because: So}}}}"),
        "DT414",
        "no order of preference",
    ),
    "states as one that an actor tells apart": (
        ("title: Beyond orders", "title: Beyond orders\ncoalesce: [second]"),
        "DT438",
        "doesn't like the states of second equally",
    ),
    "states as one that overlap": (
        ("title: Beyond orders", "title: Beyond orders\ncoalesce: [answered, here]"),
        "DT438",
        "share states",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_every_slip_is_a_fault_with_its_place(name):
    (old, new), code, words = MISTAKES[name]
    extra = ("states: {none: NNN,", "states: {here: YN-, none: NNN,") if "here" in new else None
    _, faults = read((old, new), *([extra] if extra else []))
    found = [one for one in faults if one.severity == "fault"]
    assert code in {one.code for one in found}, found
    told = " ".join(f"{one.message} {one.got} {one.expected}" for one in found)
    assert words in told, told
    assert all(one.line > 0 for one in found)


def test_the_sound_file_has_no_fault():
    sit, faults = read()
    assert [one for one in faults if one.severity == "fault"] == []
    assert sit.preferences["A"].types["only"].ranking.great == frozenset({0})


def test_vital_statements_and_double_signs_are_strength():
    """A greatly prefers first; B ranks by not x, then z, and both differences count as great, for what is vital stands last."""
    con = Conflict.from_situation(read()[0])
    assert con.levels is not None
    level = {state: con.levels[1][:, at].tolist() for at, state in enumerate(con.states)}
    assert level["YNN"] == [1, 0]
    assert level["NNN"] == [0, 2]
    assert level["NYN"][0] == level["NNY"][0] == 0
    assert Conflict.from_situation(detente.load("chicken")).levels is None


def test_statements_below_the_last_vital_one_are_mild():
    text = BASE.replace("[not x, {holds: z, vital: true}]", "[{holds: not x, vital: true}, z]")
    con = Conflict.from_situation(detente.load(text))
    level = dict(zip(con.states, con.levels[1][1].tolist(), strict=True))
    assert level["NNN"] == level["NNY"] == 1
    assert level["YNN"] == level["YNY"] == 0


def test_unknown_groups_and_certain_chains_are_the_relation_they_say():
    """Unknown: all pairs within each group. Certain: the pairs of each chain; all others are unknown."""
    for a, kinds in [
        (
            "{ranking: first > none > second ~ answered, unknown: [[first, none]]}",
            lambda s, q: "U" if {s, q} == {"first", "none"} else "",
        ),
        (
            "{certain: ['first > none > second']}",
            lambda s, q: {("first", "none"): ">", ("first", "second"): ">", ("none", "second"): ">"}.get(
                (s, q), "U"
            ),
        ),
        (
            "{certain: ['first > none ~ second', [none, answered]]}",
            lambda s, q: {
                ("first", "none"): ">",
                ("first", "second"): ">",
                ("none", "second"): "~",
                ("second", "none"): "~",
                ("none", "answered"): ">",
            }.get((s, q), "U"),
        ),
    ]:
        con = Conflict.from_situation(read((RANKING, a))[0])
        assert_as_twin(con, kinds)


def assert_as_twin(con, kinds):
    """Under all extensions the verdicts are those of the relation spelled out pair by pair."""
    states = [tuple(sign == "Y" for sign in label) for label in con.states]
    names = {s: name_of(s) for s in states}
    order = {"first": 2, "none": 1, "second": 0, "answered": 0}
    table = {}
    for s in states:
        for q in states:
            said, back = kinds(names[s], names[q]), kinds(names[q], names[s])
            if said == "":
                d = order[names[s]] - order[names[q]]
                said = ">" if d > 0 else "<" if d < 0 else "~"
            elif said == "U" and back == ">":
                said = "<"
            table[s, q] = said
    worth = [{s: order[names[s]] for s in states}, {s: 2 * (not s[0]) + s[2] for s in states}]
    other = {
        (s, q): ">" if worth[1][s] > worth[1][q] else "<" if worth[1][s] < worth[1][q] else "~"
        for s in states
        for q in states
    }
    twin = Twin(states, option_moves(states, [[0, 1], [2]], {}), worth)
    naive = Unknown(twin, [table, other])
    for plain in ("nash", "gmr", "smr", "seq"):
        for letter in "abcd":
            found = con.stability(f"{plain}_{letter}").stable.tolist()
            assert found == [[naive.stable(i, s, plain, letter) for s in states] for i in (0, 1)]


def name_of(s):
    return "answered" if s[2] else "second" if s[1] else "first" if s[0] else "none"


def test_attitudes_are_read():
    con = Conflict.from_situation(
        read((RANKING, "{ranking: first > none > second ~ answered, attitudes: {B: negative, A: neutral}}"))[
            0
        ]
    )
    assert con.attitudes == {0: {1: -1, 0: 0}}


def test_in_graph_form_nothing_is_taken_as_one():
    text = "detente: 1\ntitle: G\nactors: {A: A}\nstates: [p, q]\nmoves: {A: [[p, q]]}\n"
    text += "preferences: {A: {ranking: p > q}}\ncoalesce: [p]\n"
    _, faults = detente.read(text)
    assert [one.code for one in faults if one.severity == "fault"] == ["DT438"]


def test_commands_that_need_whole_orders_say_so():
    sit, _ = read((RANKING, "{certain: ['first > none']}"))
    with pytest.raises(detente.SituationError) as caught:
        detente.forecast(sit)
    assert {one.code for one in caught.value.faults} == {"DT441"}
