"""``detente explain``: the reasons of a verdict, in words and as JSON."""

import pytest

import detente
from cli.asking import ask, told, wide

FLAGSHIP = "belarus-2023"


def test_with_an_actor_the_json_is_one_object_with_the_answer_as_a_path(capsys, threat):
    found = told(capsys, "explain", threat, "status_quo", "A", "--types", "D=firm")
    assert found == {
        "actor": "A",
        "state": "NN",
        "matching": 1,
        "concept": "seq",
        "origin": {"origin": "literature", "source": "Fraser and Hipel 1979, 1984"},
        "told": {},
        "types": {"D": "firm"},
        "do": {},
        "stable": True,
        "structural": False,
        "improvements": [{"to": "YN", "answer": [{"by": "D", "to": "YY"}], "anyway": False}],
    }


def test_without_an_actor_the_json_is_a_list_and_no_answer_is_null(capsys, threat):
    found = told(capsys, "explain", threat, "NN")
    assert [(one["actor"], one["stable"]) for one in found] == [("A", False), ("D", True)]
    assert found[0]["improvements"] == [{"to": "YN", "answer": None, "anyway": False}]


def test_the_text_says_what_an_actor_could_do_and_what_would_follow(capsys, threat):
    said = ask(capsys, "explain", threat, "NN", "--types", "D=firm")
    assert "Alpha would stay: whatever it would gain by, the others would answer." in said.out
    assert (
        "- Alpha could attack the pass; but then Delta would punish the attack, which leaves Alpha worse off than now."
        in said.flat
    )
    assert "Delta would stay: no move of its own leads to a state that it prefers." in said.flat
    assert "sanction" not in said.out


def test_a_move_without_an_answer_is_said_to_have_none(capsys, threat):
    said = ask(capsys, "explain", threat, "NN", "A")
    assert "Alpha would not stay" in said.out
    assert "- Alpha could attack the pass; no answer stands against it." in said.out


def test_an_answer_that_leaves_the_mover_where_it_was_is_not_called_a_loss(capsys, written):
    even = written(
        "detente: 1\ntitle: Even\nactors: {A: Alpha, B: Beta}\noptions: {A: {x: Do x}, B: {y: Do y}}\n"
        "preferences:\n  A: {statements: [x and not y]}\n  B: {statements: [x -> y, not y]}\n"
    )
    said = ask(capsys, "explain", even, "NN", "A")
    assert "which leaves Alpha no better off than now." in said.flat


def test_where_answers_need_not_pay_the_others_could_and_there_is_no_way_out_under_smr(capsys, threat):
    said = ask(capsys, "explain", threat, "NN", "A", "--concept", "smr")
    assert "but then Delta could punish the attack" in said.flat
    assert "worse off than now, with no way out." in said.flat


def test_harm_that_comes_anyway_is_no_answer_under_seq2(capsys, written):
    anyway = written(
        "detente: 1\ntitle: Anyway\nactors: {A: Alpha, C: Gamma}\noptions: {A: {x: Do x}, C: {z: Do z}}\n"
        "preferences:\n  A: {statements: [not z, x]}\n  C: {statements: [z]}\n"
    )
    found = told(capsys, "explain", anyway, "NN", "A", "--concept", "seq2")
    assert found["stable"] is False
    assert found["improvements"] == [{"to": "YN", "answer": None, "anyway": True}]
    assert "it would come anyway" in ask(capsys, "explain", anyway, "NN", "A", "--concept", "seq2").flat


def test_who_has_no_move_is_told_apart(capsys, threat):
    said = ask(capsys, "explain", threat, "YN", "A", "--do", "attack=yes")
    assert "Alpha has no move from here, so the state is stable for it whatever it wants." in said.flat
    assert told(capsys, "explain", threat, "YN", "A", "--do", "attack=yes")["structural"] is True


def test_in_graph_form_states_go_by_their_names(capsys):
    found = told(capsys, "explain", "elmira-1991-graph", "s1", "LG")
    assert found["improvements"] == [{"to": "s5", "answer": None, "anyway": False}]
    said = ask(capsys, "explain", "elmira-1991-graph", "s1", "LG")
    assert "- Local government could go to s5; no answer stands against it." in said.out


@pytest.mark.parametrize(
    ("state", "label"),
    [("status_quo", "NN"), ("war", "YY"), ("attack", "YN"), ("attack + punish", "YY"), ("NY", "NY")],
)
def test_a_state_is_a_pattern_a_name_today_s_or_the_options_taken(capsys, threat, state, label):
    assert told(capsys, "explain", threat, state, "A")["state"] == label


def test_of_several_states_of_a_name_the_first_is_explained_and_the_text_says_so(capsys, threat):
    found = told(capsys, "explain", threat, "quiet", "A")
    assert (found["state"], found["matching"]) == ("NN", 2)
    assert (
        "'quiet' stands for 2 states; this is the first of them."
        in ask(capsys, "explain", threat, "quiet").out
    )


def test_an_option_that_is_held_need_not_be_named(capsys, threat):
    assert told(capsys, "explain", threat, "punish", "A", "--do", "attack=yes")["state"] == "YY"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["atack"], "there is no state 'atack'; did you mean 'attack'?"),
        (["wr"], "did you mean 'war'?"),
        (["attack+punsh"], "did you mean 'punish'?"),
        (["YNY"], "a pattern has 2 letters, one per option; found 3"),
        (["attack", "--do", "attack=no"], "--do leaves it out"),
        (["war", "--do", "attack=no"], "stands for no feasible state"),
        (["NN", "a"], "there is no actor 'a'; did you mean 'A'?"),
        (["NN", "A", "--concept", "nsh"], "'nsh'"),
    ],
)
def test_wrong_use_ends_with_2_and_names_what_was_meant(capsys, threat, arguments, hint):
    said = ask(capsys, "explain", threat, *arguments)
    assert (said.code, said.out) == (2, "")
    assert hint in said.err


def test_a_state_that_breaks_a_rule_names_the_rule(capsys):
    said = ask(capsys, "explain", FLAGSHIP, "transfer")
    assert said.code == 2
    assert "it breaks the rule 'transfer -> licence' in line" in said.err


def test_in_graph_form_a_misspelt_state_names_the_nearest(capsys):
    said = ask(capsys, "explain", "elmira-1991-graph", "S5")
    assert said.code == 2
    assert "did you mean 's5'?" in said.err


def test_today_s_state_needs_a_status_quo_that_is_feasible(capsys, written):
    without = written(
        "detente: 1\ntitle: None\nactors: {A: Alpha}\noptions: {A: {x: Do x}}\npreferences: {A: {statements: [x]}}\n"
    )
    said = ask(capsys, "explain", without, "status_quo")
    assert said.code == 2
    assert "the file has no 'status_quo:'" in said.err
    said = ask(capsys, "explain", FLAGSHIP, "status_quo", "--do", "transfer=yes")
    assert said.code == 2
    assert "today's state with transfer=yes is not feasible" in said.err


def test_the_flagship_is_explained_within_80_columns_and_agrees_with_python(capsys):
    said = ask(capsys, "explain", FLAGSHIP, "status_quo")
    assert said.code == 0
    assert wide(said) == []
    con = detente.Conflict.from_situation(detente.load(FLAGSHIP))
    for one in told(capsys, "explain", FLAGSHIP, "status_quo"):
        verdict = con.stability("seq").explain(con.status_quo, one["actor"])
        assert one["stable"] == verdict.stable
        assert [move["to"] for move in one["improvements"]] == [move.to for move in verdict.improvements]


def test_of_many_moves_those_without_an_answer_come_first_and_the_rest_is_in_the_json(capsys):
    said = ask(
        capsys, "explain", FLAGSHIP, "open_arming", "CHN", "--types", "CHN=provoked", "--concept", "gmr"
    )
    assert said.out.count("\n- ") == 10
    assert "more moves; --json lists them." in said.out


@pytest.mark.parametrize("name", ["ties", "bare", "broken"])
def test_what_a_file_lacks_or_has_wrong_ends_with_1(capsys, request, name):
    said = ask(capsys, "explain", request.getfixturevalue(name), "NN", "--json")
    assert said.code == 1
    assert said.data["faults"]
