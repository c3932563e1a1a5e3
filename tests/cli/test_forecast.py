"""``detente forecast``: the answers by the headline rule, their figures apart, what-ifs by name."""

import pytest

import detente
import detente.cli.forecast as command
from cli.asking import THREAT, ask, told, wide
from detente.outlook.results import QuestionForecast

FLAGSHIP = "belarus-2023"
KEYS = {
    "probability",
    "undoubted",
    "low",
    "high",
    "monte_carlo_error",
    "method_span",
    "hinge",
    "word",
    "modelled",
}


def test_the_json_has_the_figures_of_each_question_apart(capsys, threat):
    found = told(capsys, "forecast", threat)
    assert set(found) >= {"questions", "outcomes", "methods", "deals", "draws", "seed", "as_of", "digest"}
    assert all(set(one) >= KEYS for one in found["questions"].values())
    attacks = found["questions"]["attacks"]
    assert attacks["probability"] == pytest.approx(0.95 * attacks["undoubted"] + 0.05 * 0.4)
    assert set(attacks["method_span"]) == {"low", "high"}
    assert attacks["monte_carlo_error"] is None
    assert (found["draws"], found["seed"], found["as_of"]) == (200, 1, "2023-03-08")
    assert found["digest"] == detente.forecast(detente.load(threat), draws=0).digest


def test_the_figures_are_those_of_the_python_interface(capsys):
    found = told(capsys, "forecast", FLAGSHIP, "--draws", "20", "--seed", "3")
    expected = detente.forecast(detente.load(FLAGSHIP), draws=20, seed=3)
    for name, one in expected.questions.items():
        told_of = found["questions"][name]
        assert told_of["probability"] == pytest.approx(one.probability, abs=1e-9)
        assert (told_of["low"], told_of["high"]) == (pytest.approx(one.low), pytest.approx(one.high))
        assert told_of["word"] == one.word
    assert [one["state"] for one in found["outcomes"]] == [one.state for one in expected.outcomes]
    assert set(found["outcomes"][0]) >= {"state", "options", "probability", "kind"}
    assert set(found["methods"]) == {"nash", "seq", "seq2"}


def test_a_question_that_is_not_modelled_has_null_and_why(capsys, threat):
    rain = told(capsys, "forecast", threat)["questions"]["weather"]
    assert (rain["modelled"], rain["undoubted"], rain["method_span"]) == (False, None, None)
    assert rain["probability"] == 0.3
    assert rain["why"] == "it has no 'when'"


def test_the_same_command_prints_the_same_bytes(capsys, threat):
    assert ask(capsys, "forecast", threat, "--json").out == ask(capsys, "forecast", threat, "--json").out


def test_each_question_is_answered_by_a_sentence_before_any_figure(capsys, threat):
    said = ask(capsys, "forecast", threat)
    answers, _, figures = said.out.partition("\nFigures\n")
    assert "Does Alpha attack?\nIn the end" in answers
    assert "Does it rain?\nThe model says nothing of it" in answers
    assert "attacks" in figures
    assert "interval: where most of it lies" in figures
    assert "2024" not in answers


def test_no_percentage_made_of_defaults_stands_in_a_sentence_and_in_tables_it_is_marked(capsys, threat):
    said = ask(capsys, "forecast", threat, "--do", "attack=no")
    answers, _, figures = said.out.partition("\nFigures\n")
    assert "Does Delta punish?\nIn no course of this model" in answers
    row = next(line for line in figures.splitlines() if line.startswith("punishes"))
    assert "*" in row
    assert "* The model says never or always" in figures


def test_what_ifs_are_three_different_things_and_the_output_names_them(capsys, threat):
    """Delta is firm in part: only then does it punish. Given the attack only the soft were provoked."""
    alike = {}
    for flag in ("--do", "--start", "--given"):
        found = told(capsys, "forecast", threat, flag, "attack=yes")
        assert found["what_if"][flag[2:]] == {"attack": True}
        alike[flag] = found["questions"]["punishes"]["undoubted"]
        said = ask(capsys, "forecast", threat, flag, "attack=yes")
        assert f"What if, {flag} attack=yes:" in said.out
    assert (
        alike["--do"]
        == alike["--start"]
        == pytest.approx(told(capsys, "beliefs", threat)["posterior"]["D"]["firm"]["value"])
    )
    assert alike["--given"] == 0


def test_several_what_ifs_may_be_asked_at_once(capsys, threat):
    found = told(capsys, "forecast", threat, "--do", "attack=yes", "--given", "punish=yes")
    assert found["what_if"] == {"do": {"attack": True}, "start": {}, "given": {"punish": True}}
    assert found["questions"]["punishes"]["undoubted"] == 1


def test_a_condition_that_never_comes_about_leaves_null_and_why(capsys, threat):
    found = told(capsys, "forecast", threat, "--do", "attack=no", "--given", "punish=yes")
    attacks = found["questions"]["attacks"]
    assert (attacks["probability"], attacks["why"]) == (None, "the condition comes about on no course")
    assert found["outcomes"] == []
    said = ask(capsys, "forecast", threat, "--do", "attack=no", "--given", "punish=yes")
    assert "The condition comes about in no course of this model." in said.out


def test_where_events_end_is_said_in_words(capsys, threat):
    said = ask(capsys, "forecast", threat)
    assert "Where events end" in said.out
    assert "%: Alpha: attack the pass." in said.out
    assert "%: nothing changes." in said.out


def test_a_cycle_keeps_turning(capsys, written):
    turning = written(
        "detente: 1\ntitle: Turning\nactors: {A: Alpha, B: Beta}\noptions: {A: {x: Do x}, B: {y: Do y}}\n"
        "status_quo: []\npreferences:\n  A: {behaviour: nash, statements: [x <-> y]}\n"
        "  B: {behaviour: nash, statements: [not (x <-> y)]}\n"
        "questions: {y: {text: Y?, when: y, counted: at_end}}\n"
    )
    found = told(capsys, "forecast", turning)
    assert found["outcomes"][0]["kind"] == "cycle"
    assert found["questions"]["y"]["undoubted"] == 0.5
    said = ask(capsys, "forecast", turning)
    assert "- 100 %: keeps turning: 25 % of the time" in said.flat


def test_in_graph_form_end_states_go_by_their_names(capsys):
    said = ask(capsys, "forecast", "elmira-1991-graph")
    assert said.code == 0
    assert "The file asks no questions; this is where events end." in said.out
    assert "- 100 %: s5." in said.out
    assert told(capsys, "forecast", "elmira-1991-graph")["outcomes"][0]["state"] == "s5"


def test_deals_that_lie_on_the_table_are_said(capsys, written):
    promise = written(
        "detente: 1\ntitle: Promise\nactors: {A: Alpha, D: Delta}\noptions: {A: {x: Do x}, D: {g: Give}}\n"
        "status_quo: []\npreferences:\n  A: {statements: [g, not x]}\n  D: {statements: [x, x -> g, not g]}\n"
    )
    assert [one["actors"] for one in told(capsys, "forecast", promise)["deals"]] == [["A", "D"]]
    said = ask(capsys, "forecast", promise)
    assert "Both would gain if both moved, and neither moves first." in said.out
    assert "- Alpha: do x; Delta: give. [where 100 % of the courses end]" in said.out


def test_what_the_model_can_t_tell_is_said_with_every_forecast(capsys, threat):
    said = ask(capsys, "forecast", threat)
    assert "What this can't tell" in said.out
    assert "isn't an improvement at once" in said.flat


def test_a_question_without_model_or_base_rate_has_no_figure(capsys, written):
    bare = written(THREAT.replace('"Does it rain?", base: 30%', '"Does it rain?"'))
    said = ask(capsys, "forecast", bare)
    assert "Does it rain?\nThe model says nothing of it" in said.out
    assert "the file gives no base rate" in said.flat
    row = next(line for line in said.out.splitlines() if line.startswith("weather"))
    assert row.split() == ["weather", "none", "none"]


def test_where_combinations_were_drawn_the_standard_error_is_said_apart(capsys):
    drawn = QuestionForecast(
        "q",
        "Q?",
        "ever",
        "",
        0.5,
        based=True,
        probability=0.3,
        word="",
        low=0.3,
        high=0.3,
        monte_carlo_error=0.0042,
    )
    command._say_error([drawn])
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("Error: the standard error where combinations")
    assert said.endswith("- q: 0.42 percentage points")


def test_the_flagship_is_said_within_80_columns_and_names_its_hinge(capsys):
    said = ask(capsys, "forecast", FLAGSHIP, "--draws", "0")
    assert said.code == 0
    assert wide(said) == []
    first = said.flat.partition("Do Chinese missiles reach Russia through Belarus?")[2]
    assert first.startswith(" In the end it hangs on how the actors decide: ")
    assert "robust" not in said.out


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--do", "atack=yes"], "did you mean 'attack'?"),
        (["--given", "punsh=yes"], "--given: there is no one option 'punsh'; did you mean 'punish'?"),
        (["--start", "attack"], "expected attack=yes or attack=no"),
        (["--do", "attack=yes", "--start", "attack=no"], "can't be held by --do and begin by --start"),
        (["--as-of", "2023-13-01"], "is not a day"),
        (["--draws", "-1"], "--draws"),
        (["--seed", "x"], "--seed"),
    ],
)
def test_wrong_use_ends_with_2_and_names_what_was_meant(capsys, threat, arguments, hint):
    said = ask(capsys, "forecast", threat, *arguments)
    assert (said.code, said.out) == (2, "")
    assert hint in said.err


def test_holding_options_that_rules_forbid_together_is_wrong_use(capsys):
    said = ask(capsys, "forecast", FLAGSHIP, "--do", "transfer=yes", "--do", "licence=no")
    assert said.code == 2
    assert "no feasible state" in said.err


def test_a_beginning_that_breaks_a_rule_is_a_fault_that_names_it(capsys):
    said = ask(capsys, "forecast", FLAGSHIP, "--do", "transfer=yes", "--json")
    assert said.code == 1
    assert "transfer -> licence" in said.data["faults"][0]["message"]


@pytest.mark.parametrize("name", ["ties", "bare", "broken"])
def test_what_a_file_lacks_or_has_wrong_ends_with_1(capsys, request, name):
    said = ask(capsys, "forecast", request.getfixturevalue(name), "--json")
    assert said.code == 1
    assert said.data["faults"]
