"""``detente new``: a starter file that works as it is, written whole or not at all."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from cli.asking import ask, told
from detente.cli.schema import schema
from detente.situation.starter import STARTER, write_starter


def test_the_starter_has_no_faults_and_no_warnings(tmp_path, capsys):
    said = ask(capsys, "new", tmp_path / "mine.yaml")
    assert said.code == 0
    sit, faults = detente.read(tmp_path / "mine.yaml")
    assert faults == []
    assert sit.text == STARTER
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


def test_every_section_of_the_starter_is_remarked_on_and_fits_a_screen():
    lines = STARTER.splitlines()
    assert len(lines) <= 70
    assert all(len(line) <= 120 for line in lines)
    assert sum("#" in line for line in lines) >= 15


@pytest.mark.parametrize("command", ["check", "preferences", "solve", "beliefs", "forecast"])
def test_commands_work_on_it(tmp_path, capsys, command):
    path = tmp_path / "mine.yaml"
    write_starter(path)
    assert told(capsys, command, path)


def test_it_never_overwrites(tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    path.write_text("mine\n")
    said = ask(capsys, "new", path)
    assert (said.code, said.out) == (2, "")
    assert "is there already" in said.err
    assert path.read_text() == "mine\n"
    assert ask(capsys, "new", tmp_path).code == 2
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    assert ask(capsys, "new", tmp_path / "dangling").code == 2
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path, capsys):
    said = ask(capsys, "new", tmp_path / "no" / "mine.yaml")
    assert (said.code, said.out) == (2, "")
    assert "no/mine.yaml: no such file or directory" in said.err


def test_nothing_is_left_behind_when_writing_fails(tmp_path, monkeypatch):
    def fail(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(KeyboardInterrupt):
        write_starter(tmp_path / "mine.yaml")
    assert list(tmp_path.iterdir()) == []


def test_the_file_has_the_usual_permissions(tmp_path):
    before = os.umask(0o022)
    try:
        write_starter(tmp_path / "mine.yaml")
    finally:
        os.umask(before)
    assert (tmp_path / "mine.yaml").stat().st_mode & 0o777 == 0o644


OWN = (
    "--who",
    "Upland, Lowland",
    "--could",
    "Upland: fill the reservoir; drain it",
    "--could",
    "Lowland: close its ports",
)


def test_what_is_said_of_a_situation_becomes_its_beginning(tmp_path, capsys):
    said = ask(capsys, "new", tmp_path / "mine.yaml", *OWN, "--asks", "Will Lowland close its ports?")
    assert said.code == 0
    assert "Say under 'preferences:' what each wants." in said.flat
    sit, faults = detente.read(tmp_path / "mine.yaml")
    assert [one.code for one in faults] == ["DT425"]
    assert {one.label: one.text for one in sit.options} == {
        "fill": "fill the reservoir",
        "drain": "drain it",
        "close": "close its ports",
    }
    assert (sit.title, sit.questions["asked"].text) == ("Will Lowland close its ports?",) * 2


def test_what_it_leaves_to_be_filled_in_can_be_uncommented_and_then_solved(tmp_path, capsys):
    ask(capsys, "new", tmp_path / "mine.yaml", *OWN, "--asks", "Will Lowland close its ports?")
    before, rest = (tmp_path / "mine.yaml").read_text(encoding="utf-8").split("# preferences:", 1)
    wants, _, question = rest.partition("\n\n")
    text = before + "preferences:" + wants.replace("\n#", "\n") + "\n\n" + question
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    assert told(capsys, "solve", tmp_path / "mine.yaml")["equilibria"]["nash"]
    assert told(capsys, "forecast", tmp_path / "mine.yaml", "--draws", 5)["questions"]["asked"]["modelled"]


@pytest.fixture
def terminal(monkeypatch):
    """Answer what is asked on a terminal, line by line; give what was asked."""
    asked = []

    def answering(*answers):
        waiting = iter(answers)
        monkeypatch.setattr("detente.cli.new.at_a_terminal", lambda: True)
        monkeypatch.setattr("click.prompt", lambda text, **_: (asked.append(text), next(waiting))[1])
        return asked

    return answering


def test_on_a_terminal_it_asks_three_things(tmp_path, capsys, terminal):
    asked = terminal("Upland, Lowland", "fill the reservoir", "close its ports", "Will it be filled?")
    assert ask(capsys, "new", tmp_path / "mine.yaml").code == 0
    assert asked == [
        "Who decides? (commas between)",
        "What could Upland do? (semicolons between)",
        "What could Lowland do? (semicolons between)",
        "What do you ask?",
    ]
    sit = detente.load(tmp_path / "mine.yaml")
    assert [one.label for one in sit.options] == ["fill", "close"]


def test_what_was_said_is_not_asked_again(tmp_path, capsys, terminal):
    asked = terminal("close its ports", "")
    said = ("--who", "Upland, Lowland", "--could", "Upland: fill")
    assert ask(capsys, "new", tmp_path / "mine.yaml", *said).code == 0
    assert asked == ["What could Lowland do? (semicolons between)", "What do you ask?"]


@pytest.mark.parametrize("said", [(), ("--starter",)])
def test_the_starter_is_written_to_who_answers_nothing_or_asks_for_it(tmp_path, capsys, terminal, said):
    terminal("")
    assert ask(capsys, "new", tmp_path / "mine.yaml", *said).code == 0
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == STARTER


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("--could", "fill the reservoir"), "write --could 'Upland: fill the reservoir'"),
        (("--asks", "What now?"), "--who says who decides"),
        (("--starter", "--who", "A"), "--starter goes without"),
    ],
)
def test_what_it_can_not_use_is_wrong_use_and_writes_nothing(tmp_path, capsys, said, why):
    found = ask(capsys, "new", tmp_path / "mine.yaml", *said)
    assert (found.code, found.out) == (2, "")
    assert why in " ".join(found.err.split())
    assert list(tmp_path.iterdir()) == []


def test_an_editor_is_given_the_schema_beside_the_file_without_a_network(tmp_path, capsys):
    assert ask(capsys, "new", tmp_path / "a.yaml", "--editor").code == 0
    assert ask(capsys, "new", tmp_path / "b.yaml", "--editor", *OWN).code == 0
    assert json.loads((tmp_path / "detente.schema.json").read_text(encoding="utf-8")) == schema()
    for name in ("a.yaml", "b.yaml"):
        first = (tmp_path / name).read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=detente.schema.json"
        assert detente.load(tmp_path / name)


def test_the_command_runs_as_a_module(tmp_path):
    made = subprocess.run(
        [sys.executable, "-m", "detente", "new", tmp_path / "a.yaml"], stdin=subprocess.DEVNULL, check=False
    )
    assert made.returncode == 0
    assert detente.load(tmp_path / "a.yaml")
