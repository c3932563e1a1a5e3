"""``detente beliefs``: posteriors, what moved them, linchpins, words against deeds."""

import pytest

import detente
from cli.asking import ask, told, wide

FLAGSHIP = "belarus-2023"

TWO = """\
detente: 1
title: Two types
actors: {{A: Alpha}}
preferences:
  A:
    types:
      first: {{prior: {prior}, statements: [go]}}
      second: {{statements: [not go]}}
options: {{A: {{go: Go}}}}
evidence:
  seen: {{known: 2023-01-01, says: It was seen., expected_if: {{A: {{first: {first}, second: {second}}}}}}}
"""


def two(prior="70%", first="likely", second="unlikely"):
    return TWO.format(prior=prior, first=first, second=second)


def test_the_posterior_is_bayes_rule_with_ten_digits(capsys, written):
    """70/30, likely against unlikely: 0.4725 / (0.4725 + 0.0975), and as ranges from 0.740385 to 0.903226."""
    found = told(capsys, "beliefs", written(two()))
    first = found["posterior"]["A"]["first"]
    assert first["value"] == 0.8289473684
    assert (round(first["low"], 6), round(first["high"], 6)) == (0.740385, 0.903226)
    assert set(found) >= {"posterior", "prior", "weights", "linchpins", "gaps", "as_of", "use"}


def test_weights_are_in_decibans_for_one_type_against_another(capsys, written):
    (weight,) = told(capsys, "beliefs", written(two()))["weights"]
    assert (weight["origin"], weight["for"], weight["against"]) == ("seen", "first", "second")
    assert round(weight["decibans"], 2) == 3.17
    assert weight["why"] == ""


def test_a_weight_beyond_measure_is_null_and_why_stands_beside(capsys, written):
    (weight,) = told(capsys, "beliefs", written(two(second="0%")))["weights"]
    assert weight["decibans"] is None
    assert "a likelihood of 0" in weight["why"]
    said = ask(capsys, "beliefs", written(two(second="0%")))
    assert "beyond measure, very strongly for first" in said.out


def test_an_origin_without_which_another_type_would_lead_is_a_linchpin(capsys, written):
    path = written(two(prior="40%"))
    (found,) = told(capsys, "beliefs", path)["linchpins"]
    named = {"group": "A", "origin": "seen", "leader": "first", "without": "second", "turns": True}
    assert named.items() <= found.items()
    assert "Alpha: first leads; without seen, second would." in ask(capsys, "beliefs", path).out
    assert "No single origin decides" in ask(capsys, "beliefs", written(two())).out


def test_words_and_deeds_are_compared_where_there_are_both(capsys, threat):
    found = told(capsys, "beliefs", threat)["gaps"]["D"]
    assert (found["statements"], found["conduct"], found["why"]) == (["speech"], ["retreat"], "")
    assert found["types"]["firm"]["value"] > 0
    assert 0 < found["size"] < 1
    said = ask(capsys, "beliefs", threat)
    assert "Delta: its words speak moderately more for firm than its deeds" in said.flat


def test_a_gap_without_words_is_not_available_which_is_not_zero(capsys, written):
    found = told(capsys, "beliefs", written(two()))["gaps"]["A"]
    assert (found["size"], found["types"]) == (None, {})
    assert "no statement of A itself" in found["why"]
    assert "Alpha: not available" in ask(capsys, "beliefs", written(two())).out


def test_a_gap_against_certainty_has_no_measure(capsys, written):
    text = two(second="0%").replace("known: 2023-01-01,", "known: 2023-01-01, kind: statement, by: A,")
    text += "  done: {known: 2023-01-02, kind: conduct, by: A, says: Done., expected_if: {A: {first: 50%, second: 50%}}}\n"
    found = told(capsys, "beliefs", written(text))["gaps"]["A"]["types"]["first"]
    assert (found["value"], found["low"]) == (None, None)
    assert "certain or impossible" in found["why"]
    assert "Alpha: without measure" in ask(capsys, "beliefs", written(text)).flat


@pytest.mark.parametrize("use", ["all", "statements", "conduct"])
def test_only_the_evidence_that_is_asked_for_counts(capsys, threat, use):
    found = told(capsys, "beliefs", threat, "--use", use)
    assert found["use"] == use
    assert {one["origin"] for one in found["weights"]} == {
        "all": {"speech", "retreat"},
        "statements": {"speech"},
        "conduct": {"retreat"},
    }[use]
    expected = detente.beliefs(detente.load(threat), use=use)["D"]
    believed = {name: one["value"] for name, one in found["posterior"]["D"].items()}
    assert believed == pytest.approx({name: one.value for name, one in expected.items()}, abs=1e-9)


def test_what_becomes_known_later_counts_from_that_day(capsys, threat):
    before, after = (told(capsys, "beliefs", threat, *day) for day in ([], ["--as-of", "2023-04-01"]))
    assert before["as_of"] == "2023-03-08"
    assert [one["observation"] for one in before["left_out"]] == ["later"]
    assert after["left_out"] == []
    assert after["posterior"]["D"]["firm"]["value"] > before["posterior"]["D"]["firm"]["value"]
    assert "Known only later: later." in ask(capsys, "beliefs", threat).out


def test_reports_of_one_origin_are_named_together(capsys, written):
    text = two() + (
        "  again: {known: 2023-01-02, says: Again., origin: seen, grade: B, expected_if: {A: {first: likely, second: unlikely}}}\n"
    )
    said = ask(capsys, "beliefs", written(text))
    assert "seen [one origin with again]" in said.flat
    assert "A weaker report of what counts already: again (A)." in said.flat


def test_a_belief_without_evidence_says_so(capsys, written):
    assert "No evidence bears on it." in ask(capsys, "beliefs", written(two().partition("evidence:")[0])).out


def test_hypotheses_have_beliefs_too(capsys, written):
    text = (
        "detente: 1\ntitle: H\nactors: {A: Alpha}\n"
        "hypotheses: {why: {text: Why was it done?, answers: {gain: 40%, fear: 60%}}}\n"
        "evidence: {note: {known: 2023-01-01, says: A note., expected_if: {why: {gain: 80%, fear: 20%}}}}\n"
    )
    found = told(capsys, "beliefs", written(text))
    assert found["posterior"]["why"]["gain"]["value"] == pytest.approx(8 / 11)
    assert found["gaps"] == {}
    said = ask(capsys, "beliefs", written(text))
    assert "Why was it done?" in said.out
    assert "Words and deeds" not in said.out


def test_evidence_that_excludes_every_type_by_a_day_is_a_fault(capsys, written):
    text = two(first="0%", second="50%").replace("evidence:", "as_of: 2023-01-01\nevidence:")
    text += "  more: {known: 2023-06-01, says: More., expected_if: {A: {first: 50%, second: 0%}}}\n"
    said = ask(capsys, "beliefs", written(text), "--as-of", "2023-07-01", "--json")
    assert said.code == 1
    assert [one["code"] for one in said.data["faults"]] == ["DT510"]


def test_the_flagship_is_said_within_80_columns(capsys):
    said = ask(capsys, "beliefs", FLAGSHIP)
    assert said.code == 0
    assert wide(said) == []
    assert "that weigh less; --json lists them." in said.out


@pytest.mark.parametrize("arguments", [["--as-of", "yesterday"], ["--use", "rumours"]])
def test_wrong_use_ends_with_2(capsys, threat, arguments):
    said = ask(capsys, "beliefs", threat, *arguments)
    assert (said.code, said.out) == (2, "")


@pytest.mark.parametrize("source", ["chicken", "elmira-1991-graph"])
def test_a_case_without_types_or_hypotheses_lacks_them(capsys, source):
    said = ask(capsys, "beliefs", source, "--json")
    assert said.code == 1
    assert [one["code"] for one in said.data["faults"]] == ["DT420"]


@pytest.mark.parametrize("name", ["ties", "bare", "broken"])
def test_what_a_file_lacks_or_has_wrong_ends_with_1(capsys, request, name):
    said = ask(capsys, "beliefs", request.getfixturevalue(name), "--json")
    assert said.code == 1
    assert said.data["faults"]
