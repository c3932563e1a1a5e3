"""``detente check --watch``: looks again whenever a file of the situation changes, until it is interrupted."""

from __future__ import annotations

import pytest

from cli.asking import ask
from detente.cli.main import INTERRUPTED

SMALL = "detente: 1\ntitle: Two\nactors: {A: Alpha, B: Beta}\nties:\n  - {table: ties.csv}\n"
TABLE = "from,to,vector,value,unit,year\nA,B,trade,5,million USD,2020\n"


@pytest.fixture
def pauses(monkeypatch):
    """Do these things one after the other while the command waits, then interrupt it."""

    def doing(*steps):
        waiting = iter(steps)

        def pause(_seconds):
            step = next(waiting, None)
            if step is None:
                raise KeyboardInterrupt
            step()

        monkeypatch.setattr("time.sleep", pause)

    return doing


def test_it_checks_again_after_each_change_and_not_without_one(written, capsys, pauses):
    path = written(SMALL.replace("  - {table: ties.csv}\n", "  []\n"))
    pauses(
        lambda: None,
        lambda: path.write_text("detente: 1\ntitle: Two\nactors: {A: Alpha}\nactor: 1\n", encoding="utf-8"),
        lambda: None,
    )
    said = ask(capsys, "check", path, "--watch")
    assert said.code == INTERRUPTED
    assert said.out.count("case.yaml has changed.") == 1
    assert said.out.count("0 faults") == 1
    assert said.out.count("1 fault,") == 1
    assert "did you mean 'actors'?" in said.err


def test_tables_are_watched_too_and_a_file_that_goes_is_told(written, capsys, pauses):
    table = written(TABLE, "ties.csv")
    path = written(SMALL)
    pauses(lambda: table.write_text(TABLE.replace("A,B", "A,Q"), encoding="utf-8"), table.unlink)
    said = ask(capsys, "check", path, "--watch")
    assert said.code == INTERRUPTED
    assert said.out.count("ties.csv has changed.") == 2
    assert "DT121" in said.err


def test_it_goes_without_json(written, capsys):
    assert ask(capsys, "check", written(SMALL), "--watch", "--json").code == 2
