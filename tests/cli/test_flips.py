"""``detente flips``: what would turn an answer, in words and as JSON; the file itself stays as it is."""

import detente
from cli.asking import ask, told


def test_the_json_has_the_flip_sets_with_their_lines(capsys, threat):
    found = told(capsys, "flips", threat, "attacks")
    assert set(found) >= {
        "question",
        "verdict",
        "size",
        "sets",
        "structural",
        "strongest",
        "varied",
        "not_varied",
    }
    assert found["sets"]
    lines = threat.read_text(encoding="utf-8").count("\n")
    for one in found["sets"]:
        assert one["cost"] == found["size"]
        assert (one["probability"] > 0.5) != found["verdict"]
        assert all(1 <= edit["line"] <= lines for edit in one["edits"])


def test_it_says_what_is_found_from_python(capsys, threat):
    found = told(capsys, "flips", threat, "attacks")
    expected = detente.flips(detente.load(threat), "attacks")
    assert [[edit["edit"] for edit in one["edits"]] for one in found["sets"]] == [
        [edit.text for edit in edits] for edits in expected.sets
    ]


def test_the_words_name_what_was_varied_and_never_say_robust(capsys, threat):
    said = ask(capsys, "flips", threat, "attacks")
    assert said.code == 0
    assert "What turns it" in said.flat
    assert "Varied:" in said.flat
    assert "Not varied:" in said.flat
    assert "robust" not in said.flat


def test_the_file_is_not_changed(capsys, threat):
    before = threat.read_bytes()
    ask(capsys, "flips", threat, "attacks")
    assert threat.read_bytes() == before


def test_another_threshold_is_another_question(capsys, threat):
    assert told(capsys, "flips", threat, "attacks", "--at", "1%")["verdict"] is True
    assert told(capsys, "flips", threat, "attacks", "--at", "99%", "--max-size", "1")["verdict"] is False


def test_wrong_use_ends_with_two(capsys, threat):
    assert ask(capsys, "flips", threat, "atacks").code == 2
    assert ask(capsys, "flips", threat, "attacks", "--at", "often").code == 2


def test_a_file_without_options_lacks_what_it_needs(capsys, written):
    path = written("detente: 1\ntitle: T\nactors: {A: A}\nquestions: {q: {text: Q?, base: 50%}}\n")
    assert ask(capsys, "flips", path, "q").code == 2
