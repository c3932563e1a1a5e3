"""``detente path``: shortest courses from today's state, by moves and by improvements."""

import pytest

from cli.asking import ask, told, wide

FLAGSHIP = "belarus-2023"


def test_courses_are_lists_of_steps_by_moves_and_by_improvements(capsys, threat):
    found = told(capsys, "path", threat, "--to", "attack and punish", "--types", "D=firm")
    assert found["start"] == "NN"
    assert found["types"] == {"D": "firm"}
    assert found["by_moves"] == [
        [{"by": "A", "to": "YN"}, {"by": "D", "to": "YY"}],
        [{"by": "D", "to": "NY"}, {"by": "A", "to": "YY"}],
    ]
    assert found["by_improvements"] == [[{"by": "A", "to": "YN"}, {"by": "D", "to": "YY"}]]
    assert found["shortest"] == {
        "by_moves": {"length": 2, "number": 2},
        "by_improvements": {"length": 2, "number": 1},
    }


def test_where_no_course_leads_there_the_list_is_empty(capsys, threat):
    found = told(capsys, "path", threat, "--to", "punish", "--types", "D=soft")
    assert found["by_improvements"] == []
    assert found["shortest"]["by_improvements"] is None
    assert "No course leads there." in ask(capsys, "path", threat, "--to", "punish").out


def test_what_is_so_today_needs_no_step(capsys, threat):
    assert told(capsys, "path", threat, "--to", "not attack")["by_moves"] == [[]]
    assert "It is so today: no step is needed." in ask(capsys, "path", threat, "--to", "not attack").out


def test_the_text_says_each_course_in_words(capsys, threat):
    said = ask(capsys, "path", threat, "--to", "war", "--types", "D=firm")
    assert "2 steps." in said.out
    assert "- Alpha: attack the pass, then Delta: punish the attack." in said.out


def test_a_single_step_is_one_step(capsys, threat):
    assert "1 step." in ask(capsys, "path", threat, "--to", "attack").out


def test_a_goal_may_be_the_name_of_states(capsys, threat):
    assert told(capsys, "path", threat, "--to", "war")["by_moves"][0][-1]["to"] == "YY"
    graph = told(capsys, "path", "elmira-1991-graph", "--to", "s8")
    assert graph["shortest"]["by_moves"] == {"length": 3, "number": 6}
    assert all(course[-1]["to"] == "s8" for course in graph["by_moves"])


def test_options_that_are_held_are_not_moved(capsys, threat):
    assert told(capsys, "path", threat, "--to", "attack and punish", "--do", "attack=no")["by_moves"] == []


def test_the_courses_that_change_least_come_first(capsys):
    found = told(capsys, "path", FLAGSHIP, "--to", "transfer")
    first = found["by_moves"][0]
    assert [step["by"] for step in first] == ["CHN", "BLR"]
    changed = [
        sum(a != b for a, b in zip(found["start"], one[-1]["to"], strict=True)) for one in found["by_moves"]
    ]
    assert changed[0] == 2
    assert len(found["by_moves"]) == 20 < found["shortest"]["by_moves"]["number"]


def test_of_many_courses_some_are_said_and_the_text_fits(capsys):
    said = ask(capsys, "path", FLAGSHIP, "--to", "transfer and strike_belarus")
    assert said.code == 0
    assert wide(said) == []
    assert "other ways of the same length." in said.out


@pytest.mark.parametrize(
    ("goal", "hints"),
    [
        ("atack", ["did you mean 'attack'?"]),
        ("wr", ["did you mean 'war'?"]),
        ("atack and punsh", ["'attack'", "'punish'"]),
        ("attack and", ["--to:"]),
        ("share(A/D/trade) < 5%", ["in a question only"]),
        ("", ["--to:"]),
    ],
)
def test_a_goal_that_can_t_be_read_is_wrong_use_and_names_what_was_meant(capsys, threat, goal, hints):
    said = ask(capsys, "path", threat, "--to", goal)
    assert (said.code, said.out) == (2, "")
    assert all(hint in said.err for hint in hints)


def test_in_graph_form_the_goal_is_a_state(capsys):
    said = ask(capsys, "path", "elmira-1991-graph", "--to", "s99")
    assert said.code == 2
    assert "there is no state 's99'" in said.err


def test_a_goal_is_needed(capsys, threat):
    said = ask(capsys, "path", threat)
    assert said.code == 2
    assert "--to" in said.err


def test_without_a_status_quo_there_is_nowhere_to_begin(capsys, written):
    without = written(
        "detente: 1\ntitle: None\nactors: {A: Alpha}\noptions: {A: {x: Do x}}\npreferences: {A: {statements: [x]}}\n"
    )
    said = ask(capsys, "path", without, "--to", "x", "--json")
    assert said.code == 1
    assert [one["code"] for one in said.data["faults"]] == ["DT420"]


def test_a_beginning_that_rules_forbid_is_wrong_use(capsys):
    said = ask(capsys, "path", FLAGSHIP, "--to", "invest", "--do", "transfer=yes")
    assert said.code == 2
    assert "is not feasible" in said.err


@pytest.mark.parametrize("name", ["ties", "bare", "broken"])
def test_what_a_file_lacks_or_has_wrong_ends_with_1(capsys, request, name):
    said = ask(capsys, "path", request.getfixturevalue(name), "--to", "go", "--json")
    assert said.code == 1
    assert said.data["faults"]
