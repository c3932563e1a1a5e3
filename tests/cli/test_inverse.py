"""``detente inverse``: what would make a state stable, in words and as JSON."""

import pytest

from cli.asking import ask, told, wide


def test_the_euphrates_in_words(capsys):
    said = ask(capsys, "inverse", "syria-iraq-euphrates-1975", "s2")
    assert said.code == 0
    assert "Syria: not stable by its order" in said.flat
    assert "to s3 (NYN): no better than staying; or an answer no better: s6 (NYY)" in said.flat
    assert "384 of 720 strict orders do (53 %); with ties 2,768 of 4,683" in said.flat
    assert "Syria alone: 53 % of its strict orders" in said.flat
    assert "Iraq alone: no order of its own will do" in said.flat
    assert "[no smaller one does]" in said.flat
    assert "release can't be undone once taken [line 13]" in said.flat
    assert "are this program's own" in said.flat
    assert wide(said) == []


def test_the_euphrates_as_data(capsys):
    found = told(capsys, "inverse", "syria-iraq-euphrates-1975", "YNN", "--concept", "smr")
    syria = found["actors"]["Syria"]
    assert (found["state"], found["concept"], found["equilibrium"]) == ("YNN", "smr", False)
    assert syria["orders"] == {"strict": 300, "all_strict": 720, "weak": 2222, "all_weak": 4683}
    assert syria["smallest"] == [["NNN", "NYN"], ["NNY", "YNY", "NYY"]]
    assert syria["change"] == {"actor": "Syria", "past": [], "to": ["NYY"], "cost": 1}
    assert found["together"]["proved"]
    assert {one["kind"] for one in found["single_changes"]} >= {"lasting", "held"}


def test_an_equilibrium_needs_nothing(capsys):
    found = told(capsys, "inverse", "prisoners-dilemma", "NN")
    assert found["equilibrium"]
    assert found["single_changes"] == []
    said = ask(capsys, "inverse", "prisoners-dilemma", "NN")
    assert "it is one as it is" in said.flat
    assert "Single changes" not in said.flat


def test_in_graph_form_and_for_who_can_not_move(capsys):
    said = ask(capsys, "inverse", "elmira-1991-graph", "s9")
    assert "no move from here, so the state is stable for it whatever it wants" in said.flat
    assert ask(capsys, "inverse", "elmira-1991-graph", "s1", "--concept", "nash").code == 0


def test_types_and_held_options_are_taken(capsys, threat):
    found = told(capsys, "inverse", threat, "NN", "--types", "D=soft")
    assert ("type", "firm") in {(one["kind"], one["what"]) for one in found["single_changes"]}
    assert told(capsys, "inverse", threat, "NN", "--types", "D=firm")["equilibrium"]
    held = told(capsys, "inverse", threat, "status_quo", "--do", "attack=no")
    assert (held["do"], held["equilibrium"]) == ({"attack": False}, True)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["prisoners-dilemma", "s9"], 2, "s9"),
        (["prisoners-dilemma", "NN", "--concept", "seq2"], 2, "seq2"),
        (["lake-gisborne-unknown", "s4"], 1, "certain pairs only"),
    ],
)
def test_wrong_use_and_what_a_file_lacks(capsys, arguments, code, words):
    said = ask(capsys, "inverse", *arguments)
    assert (said.code, said.out) == (code, "")
    assert words in " ".join(said.err.split())


def test_names_taken_as_one_are_looked_at_apart(capsys, written):
    import detente

    text = detente.load("elmira-1991").text + "coalesce: [{state: s9, absorbing: yes}]\n"
    said = ask(capsys, "inverse", written(text), "s3")
    assert said.code == 0
    assert "States that 'coalesce:' takes as one are kept apart here." in said.flat
