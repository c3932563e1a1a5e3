"""``detente advise``: what an actor can do, in words and as JSON."""

import pytest

from cli.asking import THREAT, ask, told, wide


def test_the_json_has_each_measure_with_what_it_does(capsys, threat):
    found = told(capsys, "advise", threat, "D", "attacks")
    assert set(found) >= {"actor", "question", "base", "measures", "fixed"}
    assert all(
        set(one) >= {"measure", "do", "if", "probability", "change", "better", "worse", "lasts", "why"}
        for one in found["measures"]
    )
    threatening = next(
        one for one in found["measures"] if one["if"] == {"attack": True} and one["do"] == {"punish": True}
    )
    assert (threatening["probability"], threatening["change"]) == (0, pytest.approx(-found["base"]))


def test_the_words_say_what_it_costs_and_what_is_held_fixed(capsys, threat):
    said = ask(capsys, "advise", threat, "D", "attacks")
    assert (said.code, wide(said)) == (0, [])
    for words in (
        "commitment: if Alpha: attack the pass",
        "For Delta better in",
        "What is held fixed",
        "kept in",
    ):
        assert words in said.flat
    assert "commitment:" not in ask(capsys, "advise", threat, "D", "attacks", "--options-only").flat


@pytest.mark.parametrize(
    "arguments", [["D"], ["X", "attacks"], ["D", "atacks"], ["D", "weather"], ["D", "attacks", "--most", "0"]]
)
def test_wrong_use_ends_with_two(capsys, threat, arguments):
    assert ask(capsys, "advise", threat, *arguments).code == 2


def test_files_that_have_no_measures(capsys, ties, written):
    assert ask(capsys, "advise", ties, "A", "q").code == 2
    bystander = written(THREAT.replace("D: Delta}", "D: Delta, B: Beta}"))
    assert ask(capsys, "advise", bystander, "B", "attacks").code == 2
    graph = written(
        "detente: 1\ntitle: G\nactors: {A: Alpha}\nstates: [p, q]\nstatus_quo: p\nmoves: {A: [[p, q]]}\n"
        "preferences: {A: {ranking: q > p}}\nquestions: {asked: {text: Q?, when: q, counted: at_end}}\n"
    )
    assert ask(capsys, "advise", graph, "A", "asked").code in {1, 2}
