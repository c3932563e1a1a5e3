"""The literature's further concepts on the command line: what each is told, what each tells, and where it comes from."""

import pytest

import detente
from cli.asking import ask, told, wide

MISTAKEN = """\
detente: 1
title: Chicken, seen wrongly
actors: {A: Alpha, B: Beta}
options: {A: {a: Drive on}, B: {b: Drive on}}
states: {none: NN, first: YN, second: NY, both: YY}
status_quo: [a]
preferences:
  A: {ranking: first > none > second > both}
  B:
    ranking: second > none > first > both
    sees: {preferences: {A: {ranking: none > second > first > both}}}
"""
STRONG = """\
detente: 1
title: Fear
actors: {A: Alpha, D: Delta}
options: {A: {x: Take}, D: {p: Punish}}
states: {none: NN, taken: YN, idle: NY, war: YY}
status_quo: []
preferences:
  A: {ranking: taken > none >> war > idle}
  D: {ranking: none > idle > war > taken}
"""
KIND = """\
detente: 1
title: Good will
actors: {A: Alpha, B: Beta}
options: {A: {a: Help}, B: {b: Help}}
states: {none: NN, first: YN, second: NY, both: YY}
preferences:
  A: {ranking: second > both > none > first, attitudes: {A: neutral, B: positive}}
  B: {ranking: first > both > none > second}
"""


def test_a_coalition_and_its_equilibrium_jump(capsys):
    found = told(capsys, "solve", "elmira-1991-graph", "--coalition", "MoE,UR")
    assert found["concepts"] == ["cnash", "cgmr", "csmr", "cseq", "csseq"]
    assert list(found["stable"]["cnash"]) == ["MoE+UR"]
    assert "s5" not in found["stable"]["cnash"]["MoE+UR"]
    assert found["coalition"]["improvements"] == {"s2": ["s4"], "s5": ["s8"], "s6": ["s8"]}
    (jump,) = found["coalition"]["jumps"]["nash"]
    assert (jump["state"], jump["to"]) == ("s5", "s8")
    assert found["origins"]["cseq"]["origin"] == "unverified"
    assert found["origins"]["csseq"]["origin"] == "own"
    said = ask(capsys, "solve", "elmira-1991", "--coalition", "MoE,UR")
    assert "from s5 (NYNNY) to s8 (YNYNY) (nash, gmr, smr, seq, sseq)" in said.flat
    assert wide(said) == []


def test_without_a_named_coalition_all_are_asked(capsys):
    found = told(capsys, "solve", "prisoners-dilemma", "--concept", "cgmr")
    assert list(found["stable"]["cgmr"]) == ["P1", "P2", "P1+P2"]
    assert [one["state"] for one in found["equilibria"]["cgmr"]] == ["YY"]
    said = ask(capsys, "solve", "prisoners-dilemma", "--concept", "cgmr")
    assert "Stable for every coalition under cgmr" in said.flat


def test_explain_says_how_a_coalition_gets_there_and_what_answers(capsys):
    said = ask(capsys, "explain", "elmira-1991-graph", "s5", "MoE+UR", "--coalition", "MoE,UR")
    assert said.code == 0
    assert "would not stay" in said.flat
    found = told(capsys, "explain", "elmira-1991-graph", "s5", "MoE+UR", "--coalition", "MoE,UR")
    assert found["improvements"][0]["steps"] == [{"by": "MoE", "to": "s6"}, {"by": "UR", "to": "s8"}]
    assert found["origin"]["origin"] == "unverified"


def test_merged_actors_move_in_one_step(capsys):
    found = told(capsys, "solve", "prisoners-dilemma", "--merge", "P1,P2", "--concept", "nash")
    assert list(found["stable"]["nash"]) == ["P1+P2"]
    assert found["merged"] == ["P1", "P2"]


def test_horizons_and_leaders(capsys):
    found = told(
        capsys, "solve", "chicken", "--horizon", "3", "--concept", "nonmyopic", "--concept", "limited"
    )
    assert found["concepts"] == ["limited", "nonmyopic"]
    led = told(capsys, "solve", "chicken", "--leader", "P1")
    assert led["concepts"] == ["stackelberg"]
    assert led["origins"]["stackelberg"]["origin"] == "unverified"
    said = ask(capsys, "explain", "chicken", "NN", "P1", "--horizon", "2")
    assert "limited with a horizon of 2" in said.flat
    assert "expects" in said.flat


def test_strength_is_told_from_the_file(capsys, written):
    fear = written(STRONG)
    found = told(capsys, "solve", fear, "--concept", "strong_seq", "--concept", "weak_seq")
    assert "NN" in found["stable"]["strong_seq"]["A"]
    assert "NN" not in found["stable"]["weak_seq"]["A"]
    said = ask(capsys, "explain", fear, "none", "A", "--concept", "strong_seq")
    assert "greatly worse off than now" in said.flat
    vacuous = ask(capsys, "solve", fear, "--concept", "strong_gmr")
    assert "Strength says nothing of these" in vacuous.flat
    plain = ask(capsys, "solve", "chicken", "--concept", "strong_seq")
    assert plain.code == 1
    assert "'vital" in plain.err


def test_unknown_preference_is_solved_by_its_extensions(capsys):
    found = told(capsys, "solve", "lake-gisborne-unknown")
    assert len(found["concepts"]) == 16
    assert [one["state"] for one in found["equilibria"]["seq_c"]] == ["YYN", "YNY"]
    refused = ask(capsys, "solve", "lake-gisborne-unknown", "--concept", "seq")
    assert refused.code == 2
    assert "partly unknown" in refused.err


def test_attitudes_add_their_concepts(capsys, written):
    found = told(capsys, "solve", written(KIND))
    assert found["concepts"][-4:] == ["rnash", "rgmr", "rsmr", "rseq"]
    assert "YN" in found["stable"]["rnash"]["A"]
    said = ask(capsys, "explain", written(KIND), "NN", "A", "--concept", "rnash")
    assert "from memory, not checked against the text" in said.flat


def test_what_each_sees_what_follows_and_who_is_surprised(capsys, written):
    found = told(capsys, "solve", written(MISTAKEN), "--concept", "seq")["perception"]
    assert found["concept"] == "seq"
    assert [(one["actor"], one["kind"]) for one in found["follows"]["surprises"]] == [("B", "absent")]
    assert [one["states"] for one in found["follows"]["endings"]] == [["YN"]]
    said = ask(capsys, "solve", written(MISTAKEN), "--concept", "seq")
    assert "If each plays the game that it sees" in said.flat
    assert "Beta is surprised that Alpha stays" in said.flat
    assert wide(said) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chicken", "--coalition", "P1,P3"], "P3"),
        (["chicken", "--coalition", "P1,P1"], "different actors"),
        (["chicken", "--coalition", "P1,P2", "--merge", "P1,P2"], "give one of them"),
        (["chicken", "--concept", "seq", "--coalition", "P1,P2"], "--coalition has no meaning for seq"),
        (["chicken", "--concept", "limited"], "needs --horizon"),
        (["chicken", "--concept", "stackelberg"], "needs --leader"),
        (["chicken", "--horizon", "0"], "1<=x<=1000"),
        (["chicken", "--ties", "possible"], "--ties has no meaning"),
        (["elmira-1991", "--horizon", "2"], "two actors who can move"),
        (["chicken", "--concept", "seqq"], "seqq"),
    ],
)
def test_wrong_use_says_what_was_meant(capsys, arguments, words):
    said = ask(capsys, "solve", *arguments)
    assert (said.code, said.out) == (2, "")
    assert words in " ".join(said.err.split())


def test_what_does_not_fit_into_memory_is_a_fault(capsys):
    said = ask(capsys, "solve", "belarus-2023", "--concept", "cseq")
    assert said.code == 1
    assert "DT919" in said.err
    assert "states are too many" in " ".join(said.err.split())


def test_states_taken_as_one_are_named_by_any_of_their_patterns(capsys, written):
    path = written(detente.load("elmira-1991").text + "coalesce: [{state: s9, absorbing: yes}]\n")
    found = told(capsys, "solve", path, "--concept", "nash")
    assert found["number_of_states"] == 9
    assert [one["state"] for one in found["equilibria"]["nash"]] == ["-NNY-", "NYNNY", "YNYNY"]
    for state in ("s9", "NNNYN", "YNNYY"):
        assert told(capsys, "explain", path, state, "UR")["state"] == "-NNY-"
    assert told(capsys, "path", path, "--to", "abandon")["by_moves"]
