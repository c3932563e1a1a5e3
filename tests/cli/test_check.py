"""``detente check``: all faults and warnings, sizes, and in a line what each actor is read to want."""

import pytest

from cli.asking import BROKEN, THREAT, ask, told
from detente.situation.opening import case_names

KEYS = ["severity", "code", "file", "line", "column", "message", "expected", "got", "hint"]

GOOD = (
    THREAT.replace("  punishes: {text", "  #")
    .replace("play: {knowledge: all}\n", "")
    .replace("  later: {known: 2023-04-01", "  #")
)

NOTES = "Beta will answer. It has said so before.\n\nNobody asked.\n"
QUOTED = """\
detente: 1
title: Quoted
actors: {A: Alpha}
sources:
  notes: {title: Notes, date: 2023-03-01, text: notes.txt}
  lost: {title: Lost, date: 2023-03-01}
evidence:
  first: {says: It will answer., source: notes, at: p1 s1, digest: 289c2ac7}
  second: {says: It was said., source: notes, at: p1 s1, digest: a1099e25}
  third: {says: Nobody., source: notes, at: p2 s1}
  fourth: {says: Gone., source: notes, at: p9 s9, digest: 00000000}
  fifth: {says: Not at hand., source: lost, at: p1 s1, digest: 00000000}
"""


def test_a_good_file_has_no_faults_and_says_its_sizes_and_what_each_wants(capsys, written):
    said = ask(capsys, "check", written(GOOD))
    assert (said.code, said.err) == (0, "")
    assert "0 faults, 0 warnings. 4 states, 2 actors, 2 options." in said.out
    assert "Alpha. Best:" in said.flat
    assert "Delta, firm. Best: as today." in said.flat
    assert (
        "After Alpha: attack the pass, it would gain by Delta: punish the attack (attack -> punish)."
        in said.flat
    )


def test_the_json_has_every_fault_with_all_its_parts_and_the_sizes(capsys, written):
    said = ask(capsys, "check", written(BROKEN), "--json")
    assert said.code == 1
    found = said.data
    assert [list(one) for one in found["faults"]] == [KEYS] * len(found["faults"])
    assert [(one["code"], one["line"]) for one in found["faults"]] == [("DT201", 5), ("DT201", 6)]
    assert found["faults"][0]["file"].endswith("case.yaml")
    assert (found["actors"], found["options"], found["wants"]) == (1, 1, [])


def test_faults_go_to_standard_error_with_what_was_expected_and_found(capsys, written):
    said = ask(capsys, "check", written(THREAT.replace("counted: ever, base", "counted: evr, base")))
    assert said.code == 1
    assert "fault DT114" in said.err
    assert "expected: at_end, ever, always" in said.err
    assert "hint: did you mean 'ever'?" in said.err
    assert "1 fault, " in said.out
    assert "read to want" not in said.out


def test_warnings_do_not_stop_anything(capsys, written):
    said = ask(capsys, "check", written(GOOD.replace("base: 40%", "because: x")))
    assert said.code == 0
    assert "warning DT425" in said.err
    assert "0 faults, 1 warning." in said.out


def test_what_can_not_be_read_at_all_has_no_sizes(capsys, written):
    found = ask(capsys, "check", written("[a"), "--json")
    assert found.code == 1
    assert (found.data["states"], found.data["actors"], found.data["options"]) == (None, None, None)
    assert "1 fault, 0 warnings.\n" in ask(capsys, "check", written("")).out


def test_an_arrow_the_wrong_way_round_is_seen_at_one_look(capsys, written):
    right = told(capsys, "check", written(GOOD))["wants"]
    wrong = told(capsys, "check", written(GOOD.replace("attack -> punish", "punish -> attack")))["wants"]
    assert right[0] == wrong[0]
    assert "Worst: Alpha: attack the pass." in right[1]
    assert "Worst: Alpha: attack the pass; Delta: punish the attack." in wrong[1]
    assert "it would gain by Delta: punish the attack" in right[1]
    assert "it would gain" not in wrong[1]


@pytest.mark.parametrize("name", case_names())
def test_the_built_in_cases_have_no_faults_and_next_to_no_warnings(capsys, name):
    found = told(capsys, "check", name)
    assert [one["code"] for one in found["faults"] if one["severity"] == "fault"] == []
    assert len(found["faults"]) <= 2
    assert found["states"] >= 4
    assert len(found["wants"]) >= found["actors"] - 1


def test_digests_are_compared_with_the_texts_at_hand_when_asked(capsys, written):
    path = written(QUOTED)
    (path.parent / "notes.txt").write_text(NOTES, encoding="utf-8")
    plain = told(capsys, "check", path)
    assert plain["faults"] == []
    said = ask(capsys, "check", path, "--sources", "--json")
    assert said.code == 1
    seen = [(one["code"], one["line"], one["severity"]) for one in said.data["faults"]]
    assert seen == [("DT522", 9, "warning"), ("DT523", 10, "warning"), ("DT521", 11, "fault")]
    assert said.data["faults"][0]["hint"] == "write 'at: p2 s1'"
    assert said.data["faults"][1]["hint"] == "write 'digest: a1099e25'"


def test_a_changed_sentence_is_a_fault_that_shows_it(capsys, written):
    path = written(QUOTED.replace("289c2ac7", "12345678"))
    (path.parent / "notes.txt").write_text(NOTES, encoding="utf-8")
    said = ask(capsys, "check", path, "--sources")
    assert "the sentence of first at p1 s1 is not the one that was read" in said.err
    assert "found: 289c2ac7: Beta will answer." in said.err


def test_a_missing_file_is_wrong_use(capsys):
    said = ask(capsys, "check", "chiken")
    assert (said.code, said.out) == (2, "")
    assert "did you mean the built-in case 'chicken'?" in said.err


def test_base_rates_that_do_not_fit_together_are_told_with_the_other_warnings(capsys, written):
    both = "  peace: {text: No attack?, when: not attack, counted: always, base: 90%, because: x}\n"
    text = GOOD.replace("questions:\n", "questions:\n" + both)
    found = told(capsys, "check", written(text))["faults"]
    assert [one["code"] for one in found if one["code"] == "DT543"] == ["DT543"]
