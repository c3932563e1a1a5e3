"""``detente solve``: stable states by concept and actor, in words, as JSON and as tables."""

import csv
import io

import numpy as np
import pytest

import detente
import detente.cli.solve as command
from cli.asking import ask, told, wide

FLAGSHIP = "belarus-2023"


def test_the_json_has_the_states_types_equilibria_and_verdicts(capsys, threat):
    found = told(capsys, "solve", threat)
    assert found["states"] == ["NN", "YN", "NY", "YY"]
    assert found["types"] == {"D": "soft"}
    assert found["concepts"] == ["nash", "gmr", "smr", "seq", "sseq", "seq2"]
    assert found["equilibria"]["seq"] == [{"state": "YN", "options": ["attack"]}]
    assert [one["state"] for one in found["equilibria"]["gmr"]] == ["NN", "YN"]
    assert found["stable"]["seq"]["A"] == ["YN", "YY"]
    assert found["status_quo"] == {
        "state": "NN",
        "stable_for": {
            "nash": ["D"],
            "gmr": ["A", "D"],
            "smr": ["A", "D"],
            "seq": ["D"],
            "sseq": ["D"],
            "seq2": ["D"],
        },
    }
    assert found["truncated"] is None


def test_a_type_that_is_named_is_taken_and_said(capsys, threat):
    found = told(capsys, "solve", threat, "--types", "D=firm", "--concept", "seq")
    assert found["types"] == {"D": "firm"}
    assert found["types_named"] == ["D"]
    assert found["concepts"] == ["seq"]
    assert [one["state"] for one in found["equilibria"]["seq"]] == ["NN", "YY"]
    assert "Delta firm (as asked)" in ask(capsys, "solve", threat, "--types", "D=firm").out


def test_where_no_type_is_named_the_one_of_greatest_prior_is_taken_and_the_text_says_why(capsys, threat):
    said = ask(capsys, "solve", threat)
    assert "Delta soft (prior 70 %)" in said.out
    assert "the type of greatest prior is taken" in said.flat


def test_options_that_are_held_leave_states_out_and_keep_their_full_patterns(capsys, threat):
    found = told(capsys, "solve", threat, "--do", "attack=yes")
    assert found["states"] == ["YN", "YY"]
    assert found["do"] == {"attack": True}
    assert found["structural"]["A"] == ["YN", "YY"]
    assert found["status_quo"]["state"] == "YN"
    assert "everybody foresees it" in ask(capsys, "solve", threat, "--do", "attack=yes").flat


def test_where_holding_options_forbids_today_s_state_there_is_none_and_why_stands_beside(capsys):
    found = told(capsys, "solve", FLAGSHIP, "--do", "transfer=yes", "--concept", "nash")
    assert found["status_quo"]["state"] is None
    assert "transfer -> licence" in found["status_quo"]["why"]
    said = ask(capsys, "solve", FLAGSHIP, "--do", "transfer=yes", "--concept", "nash")
    assert "is not feasible" in said.flat


def test_the_text_says_sizes_today_s_state_and_equilibria_in_words(capsys, threat):
    said = ask(capsys, "solve", threat)
    assert "2 actors, 2 options, 4 states." in said.out
    assert "Nobody takes any option." in said.out
    assert "Stable for everybody under gmr, smr." in said.out
    assert "- NN: as today" in said.out
    assert "- YN: Alpha: attack the pass" in said.out
    assert "harm that is due" in said.flat


def test_concepts_of_the_same_equilibria_are_said_together(capsys):
    said = ask(capsys, "solve", "chicken")
    assert "Stable for everybody under nash, seq, sseq, seq2\n" in said.out
    assert "Stable for everybody under gmr, smr\n" in said.out


def test_of_many_equilibria_the_nearest_to_today_come_first_and_the_rest_is_counted_not_shown(capsys):
    said = ask(capsys, "solve", FLAGSHIP, "--concept", "gmr")
    shown = [line for line in said.out.splitlines() if line.startswith("- YY")]
    assert 1 <= len(shown) <= command.MOST_SAID
    assert "Nearest to today's state first." in said.out
    assert " more; --json and --table list them." in said.out


def test_where_somebody_would_move_on_from_every_state_it_says_so(capsys, written):
    matching = written(
        "detente: 1\ntitle: Turning\nactors: {A: Alpha, B: Beta}\noptions: {A: {x: Do x}, B: {y: Do y}}\n"
        "preferences: {A: {statements: [x <-> y]}, B: {statements: [not (x <-> y)]}}\n"
    )
    said = ask(capsys, "solve", matching, "--concept", "nash")
    assert "No state: wherever events stand, somebody would move on." in said.out
    assert "has no 'status_quo:'" in said.out
    assert told(capsys, "solve", matching)["status_quo"]["why"] == "the file has no 'status_quo:'"


def test_stable_because_there_is_no_move_is_told_apart(capsys):
    said = ask(capsys, "solve", "elmira-1991-graph", "--concept", "seq")
    assert "s8 [no move from here: Ontario Ministry of the Environment]" in said.out
    found = told(capsys, "solve", "elmira-1991-graph", "--concept", "seq")
    assert found["structural"]["MoE"] == ["s2", "s4", "s6", "s8", "s9"]
    assert found["equilibria"]["seq"][0] == {"state": "s5", "options": []}


@pytest.mark.parametrize("case", [one.name for one in detente.cases()])
def test_every_built_in_case_is_solved_within_80_columns(capsys, case):
    said = ask(capsys, "solve", case)
    assert said.code == 0
    assert wide(said) == []


def test_lists_longer_than_the_limit_are_cut_and_say_so(capsys, monkeypatch, threat):
    monkeypatch.setattr(command, "MOST_LISTED", 2)
    found = told(capsys, "solve", threat, "--concept", "gmr")
    assert found["states"] == ["NN", "YN"]
    assert found["number_of_states"] == 4
    assert found["truncated"] == {"at": 2, "lists": {"states": 4, "stable.gmr.A": 3}}


def test_the_table_has_a_row_per_state_and_a_column_per_concept_and_actor(capsys, threat):
    said = ask(capsys, "solve", threat, "--table", "csv", "--concept", "seq", "--concept", "nash")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert [row["state"] for row in rows] == ["NN", "YN", "NY", "YY"]
    assert list(rows[0]) == [
        "state",
        "name",
        *(f"{concept}:{who}" for concept in ("nash", "seq") for who in ("A", "D", "equilibrium")),
    ]
    assert rows[1] | {} == {
        "state": "YN",
        "name": "",
        "nash:A": "stable",
        "nash:D": "stable",
        "nash:equilibrium": "yes",
        "seq:A": "stable",
        "seq:D": "stable",
        "seq:equilibrium": "yes",
    }
    assert rows[3]["name"] == "war"


def test_the_table_agrees_with_the_python_interface(capsys):
    con = detente.Conflict.from_situation(detente.load("elmira-1991-graph"))
    found = con.stability("seq")
    rows = list(csv.DictReader(io.StringIO(ask(capsys, "solve", "elmira-1991-graph", "--table", "csv").out)))
    stable = np.array([[row[f"seq:{actor}"] != "unstable" for row in rows] for actor in con.actors])
    assert (stable == found.stable).all()
    assert [at for at, row in enumerate(rows) if row["seq:equilibrium"] == "yes"] == found.equilibria.tolist()
    assert rows[8]["seq:MoE"] == "structural"


def test_the_latex_table_is_a_tabular_with_its_signs_explained(capsys, written):
    odd = written(
        "detente: 1\ntitle: Odd\nactors: {A_1: 'A & B_{50 %}'}\noptions: {A_1: {go: Go}}\n"
        "preferences: {A_1: {statements: [go]}}\n"
    )
    lines = ask(capsys, "solve", odd, "--table", "latex", "--concept", "nash").out.splitlines()
    assert lines[0].startswith("% s stable, m stable because")
    assert lines[1] == r"\begin{tabular}{l|cc}"
    assert r"A \& B\_\{50 \%\}" in lines[3]
    assert lines[4:] == [r"N & u &  \\", r"Y & s & E \\", r"\end{tabular}"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--types", "X=firm"], "there is no actor 'X'"),
        (["--types", "d=firm"], "did you mean 'D'?"),
        (["--types", "D=frm"], "did you mean 'firm'?"),
        (["--types", "A=firm"], "the file gives A no types"),
        (["--types", "D"], "expected ACTOR=TYPE"),
        (["--types", "D=firm", "--types", "D=soft"], "two types at once"),
        (["--do", "atack=yes"], "did you mean 'attack'?"),
        (["--do", "attack=perhaps"], "expected attack=yes or attack=no"),
        (["--do", "attack=yes", "--do", "attack=no"], "can't be both yes and no"),
        (["--concept", "nsh"], "'nsh'"),
        (["--table", "csv", "--json"], "give one of them"),
    ],
)
def test_wrong_use_ends_with_2_and_names_what_was_meant(capsys, threat, arguments, hint):
    said = ask(capsys, "solve", threat, *arguments)
    assert (said.code, said.out) == (2, "")
    assert hint in said.err


def test_holding_options_that_rules_forbid_together_is_wrong_use(capsys):
    said = ask(capsys, "solve", FLAGSHIP, "--do", "transfer=yes", "--do", "licence=no")
    assert said.code == 2
    assert "no feasible state has transfer=yes, licence=no" in said.err


def test_an_option_that_several_actors_have_needs_its_owner(capsys):
    said = ask(capsys, "solve", "chicken", "--do", "swerve=yes")
    assert said.code == 2
    assert "write P1.swerve or P2.swerve" in said.err
    assert told(capsys, "solve", "chicken", "--do", "P1.swerve=no")["states"] == ["NN", "NY"]


def test_in_graph_form_there_is_no_option_to_hold(capsys):
    said = ask(capsys, "solve", "elmira-1991-graph", "--do", "x=yes")
    assert said.code == 2
    assert "it has none" in said.err


def test_a_file_with_only_ties_lacks_options(capsys, ties):
    said = ask(capsys, "solve", ties, "--json")
    assert said.code == 1
    assert [one["code"] for one in said.data["faults"]] == ["DT420"]
    assert "'options:'" in said.data["faults"][0]["message"]


def test_a_file_that_does_not_say_what_actors_want_is_a_fault_at_the_actor(capsys, bare):
    said = ask(capsys, "solve", bare, "--json")
    assert said.code == 1
    assert [(one["code"], one["line"]) for one in said.data["faults"]] == [("DT413", 3)]


def test_a_broken_file_gives_all_its_faults_and_1(capsys, broken):
    said = ask(capsys, "solve", broken, "--json")
    assert said.code == 1
    assert len(said.data["faults"]) >= 2
    said = ask(capsys, "solve", broken)
    assert (said.code, said.out) == (1, "")
    assert "DT201" in said.err


def test_what_would_not_fit_into_memory_is_a_fault_that_says_what_would(capsys, monkeypatch):
    from detente.conflict import room

    monkeypatch.setattr(room, "SMALL", 0)
    monkeypatch.setattr(room, "memory_free", lambda: 400)
    said = ask(capsys, "solve", "chicken", "--json")
    assert said.code == 1
    (one,) = said.data["faults"]
    assert one["code"] == "DT920"
    assert "for 4 states" in one["got"]
    assert "would fit: hold" in one["hint"]
