"""``detente new``: a starter file that works as it is, written whole or not at all."""

import os
from pathlib import Path

import pytest

import detente
from cli.asking import ask, told
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
