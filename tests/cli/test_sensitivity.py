"""``detente sensitivity``: what moves an answer, what is worth knowing, what to watch for; in words and as JSON."""

import importlib

import pytest

from cli.asking import ask, told, wide
from detente.outlook.indicators import indicators
from detente.outlook.tornado import tornado
from detente.outlook.voi import value_of_information
from detente.situation.opening import load

DECISION = "action,yes,no\ndefend,-2,-2\nwait,-10,0\n"


@pytest.fixture
def table(written):
    return written(DECISION, "decision.csv")


def test_the_json_has_what_python_gives(capsys, threat):
    found = told(capsys, "sensitivity", threat, "attacks", "--draws", "20")
    sit = load(threat)
    bars = tornado(sit, "attacks")
    assert found["question"] == "attacks"
    assert found["probability"] == pytest.approx(bars.base)
    assert [one["input"] for one in found["tornado"]] == [bar.input for bar in bars.bars]
    assert set(found["tornado"][0]) == {"input", "text", "low", "high", "at_low", "at_high", "line"}
    assert [one["what"] for one in found["voi"]] == [one.text for one in value_of_information(sit, "attacks")]
    assert [one["what"] for one in found["indicators"]] == [one.text for one in indicators(sit, "attacks")]
    assert found["spread"]["least"] <= found["spread"]["mean"] <= found["spread"]["most"]
    assert (found["indices"], found["decision"], found["confidence"]) == (None, None, None)
    assert "--indices" in found["why"]


def test_every_bar_names_a_line_of_the_file(capsys, threat):
    lines = threat.read_text(encoding="utf-8").splitlines()
    for bar in told(capsys, "sensitivity", threat, "attacks", "--draws", "0")["tornado"]:
        assert bar["input"].split(".")[-1] in lines[bar["line"] - 1]


def test_the_words_say_what_bars_are_blind_to_and_fit_the_width(capsys, threat):
    said = ask(capsys, "sensitivity", threat, "attacks", "--draws", "20")
    assert said.code == 0
    assert "Inputs that matter only together have no bar" in said.flat
    assert "The mean is not the estimate" in said.flat
    assert "Not varied:" in said.flat
    assert "What to watch for" in said.out
    assert wide(said) == []


def test_confidence_is_said_only_where_it_is_asked_for_and_in_a_sentence_of_its_own(capsys, threat):
    assert "onfidence" not in ask(capsys, "sensitivity", threat, "attacks", "--draws", "0").out
    said = ask(capsys, "sensitivity", threat, "attacks", "--draws", "0", "--confidence")
    (sentence,) = (one for one in said.flat.split(". ") if "Confidence in this answer" in one)
    assert "%" not in sentence.split("Confidence in this answer")[1]
    found = told(capsys, "sensitivity", threat, "attacks", "--draws", "0", "--confidence")["confidence"]
    assert found["level"] in {"high", "moderate", "low"}
    assert found["reasons"]


def test_a_decision_gives_worth_in_its_own_units(capsys, threat, table):
    found = told(capsys, "sensitivity", threat, "attacks", "--draws", "0", "--decision", table)
    yes = found["probability"]
    assert found["decision"]["best"] == ("defend" if 10 * yes > 2 else "wait")
    perfect = yes * -2 - max(-2, -10 * yes)
    assert found["decision"]["perfect"] == pytest.approx(perfect)
    for one in (*found["voi"], *found["indicators"]):
        assert 0 <= one["worth"] <= perfect + 1e-9
    said = ask(capsys, "sensitivity", threat, "attacks", "--draws", "0", "--decision", table)
    assert "for the decision" in said.out


def test_the_variance_is_divided_on_request(capsys, threat):
    found = told(capsys, "sensitivity", threat, "attacks", "--draws", "0", "--indices", "64")
    inputs = {one["input"] for one in found["tornado"] if one["at_low"] != one["at_high"]}
    assert {name for name, one in found["indices"].items() if one["total"] > 0.01} <= inputs
    assert sum(one["first"] for one in found["indices"].values()) == pytest.approx(1, abs=0.2)
    said = ask(capsys, "sensitivity", threat, "attacks", "--draws", "0", "--indices", "64")
    assert "Shares of the variance" in said.out


def test_without_the_package_for_indices_it_says_what_to_install(capsys, threat, monkeypatch):
    def missing(name):
        if name.startswith("SALib"):
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)
        return importlib.import_module(name)

    monkeypatch.setattr("detente.outlook.variance.import_module", missing)
    said = ask(capsys, "sensitivity", threat, "attacks", "--draws", "0", "--indices", "64")
    assert said.code == 2
    assert "pip install 'detente[sensitivity]'" in said.err


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "expected the columns"),
        ("action,if_yes,if_no\na,1,2\n", "expected the columns"),
        ("action,yes,no\na,1,2\n", "two actions at least"),
        ("action,yes,no\na,1,2\na,2,1\n", "stands there twice"),
        ("action,yes,no\na,1\nb,2,1\n", ":2: expected an action and two numbers; found a,1"),
        ("action,yes,no\n\na,1,often\nb,2,1\n", ":3: expected an action and two numbers; found a,1,often"),
        ("action,yes,no\na,1,nan\nb,2,1\n", ":2: expected"),
        ("action,yes,no\n,1,2\nb,2,1\n", ":2: expected"),
    ],
)
def test_what_is_wrong_with_a_decision_is_said_by_line(capsys, threat, written, text, wrong):
    path = written(text, "decision.csv")
    said = ask(capsys, "sensitivity", threat, "attacks", "--decision", path)
    assert said.code == 2
    assert wrong in said.err


def test_a_decision_may_begin_with_a_comment(capsys, threat, written):
    path = written("# mine\n" + DECISION, "decision.csv")
    assert told(capsys, "sensitivity", threat, "attacks", "--draws", "0", "--decision", path)["decision"]


def test_wrong_use_ends_with_two(capsys, threat, tmp_path):
    assert "did you mean 'attacks'" in ask(capsys, "sensitivity", threat, "atacks").err
    said = ask(capsys, "sensitivity", threat, "weather")
    assert (said.code, "has no 'when'" in said.err) == (2, True)
    assert ask(capsys, "sensitivity", threat, "attacks", "--indices", "50").code == 2
    assert ask(capsys, "sensitivity", threat, "attacks", "--indices", "-4").code == 2
    assert ask(capsys, "sensitivity", threat, "attacks", "--decision", tmp_path / "none.csv").code == 2
    assert ask(capsys, "sensitivity", threat, "attacks", "--decision", tmp_path).code == 2
    assert ask(capsys, "sensitivity", threat, "attacks", "--as-of", "today").code == 2


def test_files_that_lack_something(capsys, written, bare):
    assert ask(capsys, "sensitivity", bare, "q").code == 2
    path = written(
        "detente: 1\ntitle: T\nactors: {A: A}\noptions: {A: {go: Go}}\n"
        "questions: {q: {text: Q?, when: go, counted: ever}}\n"
    )
    said = ask(capsys, "sensitivity", path, "q")
    assert (said.code, "DT" in said.err) == (1, True)
    assert "faults" in ask(capsys, "sensitivity", path, "q", "--json").data


def test_evidence_that_excludes_every_type_is_a_fault(capsys, written, threat):
    text = threat.read_text(encoding="utf-8").replace("firm: likely, soft: unlikely", "firm: 0%, soft: 0%")
    path = written(
        text.replace("grade: A", "grade: A}}\ngrades: {A: 100%").replace("100%}}", "100%}"), "none.yaml"
    )
    said = ask(capsys, "sensitivity", path, "attacks")
    assert said.code == 1


def test_what_was_not_known_by_the_day_does_not_count(capsys, threat):
    early = told(capsys, "sensitivity", threat, "attacks", "--draws", "0", "--as-of", "2023-03-02")
    assert not any("retreat" in one["input"] for one in early["tornado"])
    late = told(capsys, "sensitivity", threat, "attacks", "--draws", "0", "--as-of", "2023-05-01")
    assert any("later" in one["input"] for one in late["tornado"])
