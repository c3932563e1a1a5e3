"""``detente grid`` and ``forecast --beside``: many what-ifs at once, in words and as JSON."""

import pytest

import detente
from cli.asking import THREAT, ask, told, wide


def test_the_json_has_a_cell_for_each_combination(capsys, threat):
    found = told(capsys, "grid", threat, "attack=yes,no", "--start", "punish=yes,filed", "--draws", "3")
    assert [one["option"] for one in found["axes"]] == ["attack", "punish"]
    assert [tuple(one["values"].values()) for one in found["cells"]] == [
        ("yes", "yes"),
        ("yes", "filed"),
        ("no", "yes"),
        ("no", "filed"),
    ]
    assert all(set(one["questions"]) == {"attacks", "punishes"} for one in found["cells"])
    assert [one["questions"]["attacks"]["undoubted"] for one in found["cells"]] == [1, 1, 0, 0]


def test_the_words_have_a_row_for_each_combination(capsys, threat):
    said = ask(capsys, "grid", threat, "attack=yes,no", "--question", "punishes")
    assert (said.code, wide(said)) == (0, [])
    rows = [line.split()[0] for line in said.out.splitlines() if line.startswith(("yes", "no"))]
    assert rows == ["yes", "no"]
    assert "attacks" not in said.out


def test_what_rules_forbid_is_told_below(capsys):
    said = ask(capsys, "grid", "belarus-2023", "transfer=yes", "licence=no", "--question", "via_belarus")
    assert said.code == 0
    assert "can't be: no feasible state" in said.flat


@pytest.mark.parametrize(
    "conditions",
    [[], ["attack"], ["attack=maybe"], ["atack=yes"], ["attack=yes,yes"], ["attack=yes", "A.attack=no"]],
)
def test_wrong_conditions_end_with_two(capsys, threat, conditions):
    assert ask(capsys, "grid", threat, *conditions).code == 2


def test_a_file_that_asks_nothing_or_has_no_model(capsys, bare, ties, written):
    assert ask(capsys, "grid", bare, "go=yes").code == 1
    assert ask(capsys, "grid", ties, "go=yes").code == 1
    silent = written(THREAT.partition("questions:")[0])
    said = ask(capsys, "grid", silent, "attack=yes")
    assert (said.code, "asks no question" in said.err) == (2, True)
    assert ask(capsys, "grid", "elmira-1991-graph", "go=yes").code == 2


def test_two_branches_stand_side_by_side(capsys, threat):
    found = told(capsys, "forecast", threat, "--do", "attack=yes", "--beside", "attack=no")
    assert found["sides"]["questions"]["attacks"] == {"first": 1, "second": 0, "change": -1}
    expected = detente.forecast(detente.load(threat), do={"attack": False})
    assert found["second"]["questions"]["punishes"]["undoubted"] == expected.questions["punishes"].undoubted
    said = ask(capsys, "forecast", threat, "--do", "attack=yes", "--beside", "filed")
    assert (said.code, wide(said)) == (0, [])
    assert "Second: as filed." in said.flat


def test_branches_without_questions_and_in_graph_form(capsys, written):
    silent = written(THREAT.partition("questions:")[0])
    said = ask(capsys, "forecast", silent, "--do", "attack=yes", "--beside", "attack=no")
    assert said.code == 0
    assert "asks no questions" in said.flat
    assert ask(capsys, "forecast", "elmira-1991-graph", "--beside", "filed").code == 0
    assert ask(capsys, "forecast", silent, "--beside", "atack=no").code == 2
