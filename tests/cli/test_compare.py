"""``detente compare``: what differs, what follows, and which change did it, in words and as JSON."""

from cli.asking import BROKEN, THREAT, ask, told, wide


def test_the_json_has_both_sides_the_assumptions_and_what_follows(capsys, written):
    first = written(THREAT)
    second = written(THREAT.replace("[not punish, attack]", "[attack, not punish]"), "second.yaml")
    found = told(capsys, "compare", first, second)
    assert set(found) >= {"first", "second", "assumptions", "questions", "lost", "gained", "pairs_tried"}
    assert found["first"]["digest"] != found["second"]["digest"]
    (one,) = found["assumptions"]
    assert one["differences"][0]["path"] == ["preferences", "A", "statements", "2"]
    assert one["differences"][0]["kind"] == "moved"
    assert one["differences"][0]["first_line"] == one["differences"][0]["second_line"]
    assert found["questions"]["attacks"]["second"] == 1
    assert all(set(each) == {"kind", "about", "value", "by"} for each in [*found["lost"], *found["gained"]])


def test_the_words_name_the_change_that_did_it(capsys, written):
    first = written(THREAT.replace("prior: 30%", "prior: 80%"))
    second = written(
        THREAT.replace("prior: 30%", "prior: 10%").replace("title: A threat", "title: B"), "second.yaml"
    )
    said = ask(capsys, "compare", first, second)
    assert said.code == 0
    assert wide(said) == [line for line in wide(said) if "yaml" in line]
    for words in ("What is assumed otherwise", "1 text differs", "Which change did it", "Change 1:"):
        assert words in said.flat


def test_one_file_given_twice_differs_in_nothing(capsys, threat):
    said = ask(capsys, "compare", threat, threat)
    assert (said.code, "the files say the same" in said.flat) == (0, True)
    assert told(capsys, "compare", threat, threat)["assumptions"] == []


def test_what_is_wrong_with_either_file_is_told(capsys, written, threat):
    broken = written(BROKEN, "broken.yaml")
    said = ask(capsys, "compare", threat, broken, "--json")
    assert said.code == 1
    assert all(one["file"] == str(broken) for one in said.data["faults"])
    assert ask(capsys, "compare", broken, threat).code == 1


def test_wrong_use_ends_with_two(capsys, threat):
    assert ask(capsys, "compare", threat).code == 2
    assert ask(capsys, "compare", threat, "nowhere.yaml").code == 2
    assert ask(capsys, "compare", threat, threat, "--as-of", "soon").code == 2


def test_files_of_ties_only_are_compared_by_what_they_say(capsys, ties, written):
    other = written(ties.read_text(encoding="utf-8").replace("value: 95", "value: 90"), "other.yaml")
    said = ask(capsys, "compare", ties, other)
    assert said.code == 0
    assert "Nothing follows from the first" in said.flat
