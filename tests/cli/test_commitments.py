"""``detente commitments``: whether commitments would be kept, whom they deter, what they are worth."""

import pytest

from cli.asking import THREAT, ask, told, wide

WORDS = """\
commitments:
  threat: {by: D, kind: threat, if: attack, then: punish, text: Whoever attacks will be punished}
  calm: {by: A, kind: pledge, then: not attack, claimed_by: D}
"""


@pytest.fixture
def committed(written):
    return written(THREAT + WORDS)


def test_the_data_have_the_keys_that_others_rely_on(capsys, committed):
    data = told(capsys, "commitments", committed, "--draws", 20)
    assert list(data) == ["threat", "calm"]
    threat = data["threat"]
    assert set(threat["honoured"]) == {"low", "value", "high"}
    assert threat["honoured"]["low"] <= threat["honoured"]["value"] <= threat["honoured"]["high"]
    assert set(threat["deterrence"]) == {"deters", "would_if_believed", "deterred_anyway", "idle"}
    assert sum(threat["deterrence"].values()) == pytest.approx(1)
    assert (threat["credible"], threat["deters"]) == (False, False)
    assert threat["wants_to"] == threat["honoured"]["value"]
    assert threat["stake"] is None
    assert set(threat["effect"]["condition"]) == {"as_is", "kept", "broken"}
    assert set(threat["effect"]["questions"]) == {"attacks", "punishes"}
    assert [one["state"] for one in threat["triggers"]] == ["YN"]
    assert data["calm"]["claimed_by"] == "D"
    assert data["calm"]["why"] == "a pledge has no condition, so it deters nobody"


def test_a_stake_is_a_number_with_whose_weight_it_is(capsys, written):
    weights = "{weights: [{when: attack, worth: 0.7}, {when: punish, worth: -3}]}"
    case = written(
        (THREAT + WORDS)
        .replace("{statements: [not punish, attack]}", weights)
        .replace("soft: {", "soft: {prior: 10%, ")
        .replace("prior: 30%", "prior: 90%")
    )
    stake = told(capsys, "commitments", case, "threat", "--draws", 0)["threat"]["stake"]
    assert (stake["actor"], stake["when"], stake["value"]) == ("A", "punish", -0.7)


def test_the_words_fit_the_width_and_say_who_fears_what(capsys, committed):
    said = ask(capsys, "commitments", committed, "--draws", 0)
    assert said.code == 0
    assert wide(said) == []
    assert "Alpha could attack the pass: would be deterred if this were believed" in said.flat
    assert "A threat not believed: Delta would not carry it out" in said.flat
    assert "calm: pledge by Alpha, as Delta claims" in said.flat
    assert "sanction" not in said.flat


def test_only_what_is_named_is_told(capsys, committed):
    assert list(told(capsys, "commitments", committed, "calm", "--draws", 0)) == ["calm"]
    said = ask(capsys, "commitments", committed, "clam")
    assert said.code == 2
    assert "did you mean 'calm'?" in said.err


def test_a_commitment_is_tested_where_events_are_told_to_begin(capsys, committed):
    begun = told(capsys, "commitments", committed, "threat", "--start", "attack=yes", "--draws", 0)["threat"]
    assert (begun["state"], begun["why"]) == ("YN", "its condition holds already")
    said = ask(capsys, "commitments", committed, "threat", "--do", "attack=yes", "--draws", 0)
    assert "Tested with --do attack=yes." in said.flat
    assert ask(capsys, "commitments", committed, "--do", "attack=yes", "--start", "attack=no").code == 2


def test_a_file_without_commitments_lacks_what_is_needed(capsys, threat):
    said = ask(capsys, "commitments", threat, "--json")
    assert (said.code, said.data["faults"][0]["code"]) == (1, "DT420")


def test_a_broken_file_is_told_so(capsys, broken):
    said = ask(capsys, "commitments", broken)
    assert (said.code, said.out) == (1, "")


def test_every_kind_of_use_of_the_flagship_is_told(capsys):
    names = ("retaliation", "red_line")
    said = ask(capsys, "commitments", "belarus-2023", *names, "--start", "arm_taiwan=yes", "--draws", 0)
    assert said.code == 0
    assert wide(said) == []
    assert "Only together do us_warning and red_line deter" in said.flat
    assert ", which is a share " in said.flat
    assert "with us_warning out of the way" in said.flat
