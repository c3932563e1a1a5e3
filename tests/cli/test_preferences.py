"""``detente preferences``: best and worst states, where today stands, own moves and what decides."""

import pytest

from cli.asking import BARE, THREAT, ask, told, wide

WEIGHTS = THREAT.replace(
    "A: {statements: [not punish, attack]}",
    "A: {weights: [{when: punish, worth: -5}, {when: attack, worth: [1, 3]}, {when: attack and punish, worth: 1}]}",
)
RANKING = THREAT.replace("A: {statements: [not punish, attack]}", "A: {ranking: quiet > rest}")
GRAPH = """\
detente: 1
title: Graph
actors: {A: Alpha, B: Beta}
states: [s1, s2, s3]
status_quo: s1
moves: {A: [[s1, s2]], B: [[s2, s3]]}
preferences: {A: {ranking: s2 > s1 > s3}, B: {ranking: [[s3], [s1, s2]]}}
"""


def test_the_json_is_by_actor_and_type(capsys, threat):
    found = told(capsys, "preferences", threat)
    assert list(found) == ["A", "D"]
    assert list(found["A"]) == ["only"]
    assert list(found["D"]) == ["firm", "soft"]
    firm = found["D"]["firm"]
    assert (firm["best"], firm["worst"]) == (["NN"], ["YN"])
    assert firm["status_quo"] == {"state": "NN", "place": 1, "of": 4}
    assert firm["moves"] == [
        {"to": "NY", "better": False, "decided_by": "not punish", "line": 14, "gain": None}
    ]


def test_one_actor_may_be_asked_for(capsys, threat):
    assert list(told(capsys, "preferences", threat, "A")) == ["A"]
    assert told(capsys, "preferences", threat, "A")["A"]["only"]["moves"] == [
        {"to": "YN", "better": True, "decided_by": "attack", "line": 11, "gain": None}
    ]


def test_the_text_uses_the_options_own_words(capsys, threat):
    said = ask(capsys, "preferences", threat)
    assert "Delta, firm\n- Best (1 state): as today\n- Worst (1 state): Alpha: attack the pass\n" in said.out
    assert "Alpha: attack the pass   better   attack, line 11" in said.out
    assert (
        "After Alpha: attack the pass: better with Delta: punish the attack (attack -> punish, line 14)"
        in said.flat
    )
    assert wide(said) == []


def test_the_largest_weight_decides(capsys, written):
    found = told(capsys, "preferences", written(WEIGHTS), "A")["A"]["only"]
    assert found["moves"] == [{"to": "YN", "better": True, "decided_by": "attack", "line": 11, "gain": 2}]
    assert (found["best"], found["worst"]) == (["YN"], ["NY"])
    assert "attack (+2), line 11" in ask(capsys, "preferences", written(WEIGHTS), "A").out


def test_the_groups_of_a_ranking_decide(capsys, written):
    found = told(capsys, "preferences", written(RANKING), "A")["A"]["only"]
    assert found["moves"] == [
        {"to": "YN", "better": False, "decided_by": "quiet > rest", "line": 11, "gain": None}
    ]
    assert (found["best_states"], found["worst_states"]) == (2, 2)
    assert found["status_quo"] == {"state": "NN", "place": 1, "of": 2}


def test_in_graph_form_states_have_their_names(capsys, written):
    found = told(capsys, "preferences", written(GRAPH))
    assert found["A"]["only"]["moves"][0] == {
        "to": "s2",
        "better": True,
        "decided_by": "s2 > s1",
        "line": 7,
        "gain": None,
    }
    assert found["B"]["only"]["moves"] == []
    assert found["B"]["only"]["reactions"] == [
        {
            "after": "s2",
            "by": "A",
            "steps": [{"to": "s3", "better": True, "decided_by": "s3 > s2", "line": 7, "gain": None}],
        }
    ]
    assert (
        "After Alpha: go to s2: better with Beta: go to s3" in ask(capsys, "preferences", written(GRAPH)).flat
    )


def test_an_actor_that_is_not_there_is_wrong_use(capsys, threat):
    said = ask(capsys, "preferences", threat, "Delt")
    assert (said.code, said.out) == (2, "")
    assert "there is no actor 'Delt'" in said.err


def test_what_is_missing_is_a_fault(capsys, written):
    for text, arguments, code in [
        (BARE, (), "DT420"),
        (BARE, ("A",), "DT413"),
        (BARE.replace("options: {A: {go: Go}}\n", ""), (), "DT420"),
        (THREAT.replace("D: Delta}", "D: Delta, E: Epsilon}"), ("E",), "DT420"),
    ]:
        said = ask(capsys, "preferences", written(text), *arguments, "--json")
        assert said.code == 1
        assert [one["code"] for one in said.data["faults"]] == [code]


@pytest.mark.parametrize("name", ["belarus-2023", "elmira-1991", "elmira-1991-graph"])
def test_the_cases_read_back_within_80_columns(capsys, name):
    assert wide(ask(capsys, "preferences", name)) == []


def test_what_goes_beyond_an_order_is_read_back_too(capsys, written):
    said = ask(capsys, "preferences", "lake-gisborne-unknown", "Provincial")
    assert "Known only: s3 > s7, s4 > s8, s1 > s5, s2 > s6." in said.flat
    text = THREAT.replace(
        "A: {statements: [not punish, attack]}",
        "A: {statements: [not punish, attack], attitudes: {A: neutral, D: negative}, unknown: [[war, quiet]], "
        "sees: {unaware: [punish]}}",
    )
    path = written(text)
    for command in ("preferences", "check"):
        flat = ask(capsys, command, path).flat.lower()
        assert "not known: war or quiet" in flat
        assert "doesn't look to its own interest" in flat
        assert "wishes delta ill" in flat
        assert "doesn't know of punish" in flat
