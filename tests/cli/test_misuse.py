"""Every command on what is no situation: a fault and 1; on what isn't there, or used wrongly: 2; never a traceback."""

from __future__ import annotations

import pytest

from cli.asking import ask
from detente.cli.main import GROUPS

WITH = {  # what a command asks for besides the situation
    "advise": ["A", "q"],
    "compare": ["chicken"],
    "convert": ["out.gmcr"],
    "explain": ["status_quo"],
    "flips": ["q"],
    "inverse": ["status_quo"],
    "path": ["--to", "x"],
    "sensitivity": ["q"],
    "source": ["s"],
}
COMMANDS = [
    name for group in GROUPS.values() for name in group if name not in {"batch", "cases", "new", "schema"}
]
NO_SITUATION = {
    "empty.yaml": b"",
    "letter.docx": b"PK\x03\x04\x00\x00",
    "other.json": b'{"nodes": [1, 2]}',
    "rows.csv": b"a,b\n1,2\n",
    "latin.yaml": "title: Türkiye".encode("latin-1"),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, content in NO_SITUATION.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_situation_gives_a_fault_and_nothing_is_written(capsys, folder, command):
    before = sorted(path.name for path in folder.iterdir())
    for name in (*NO_SITUATION, "folder"):
        said = ask(capsys, command, name, *WITH.get(command, []))
        assert said.code == 1, (name, said.err)
        assert "fault DT" in said.err, name
        assert "hint: " in said.err, name
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_file_a_missing_argument_and_an_unknown_option_are_wrong_use(capsys, folder, command):
    for arguments in (["missing.yaml", *WITH.get(command, [])], [], ["chicken", "--nonsense"]):
        said = ask(capsys, command, *arguments)
        assert (said.code, said.out) == (2, ""), arguments
        assert "Error: " in said.err
