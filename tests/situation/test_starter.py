"""The starter file: sound, small, and written whole or not at all."""

from __future__ import annotations

import pytest

import detente
from detente.situation.splice import Set, splice
from detente.situation.starter import STARTER, write_starter


def test_it_reads_without_faults_and_warnings():
    sit, faults = detente.read(STARTER)
    assert faults == []
    assert (len(sit.actors), len(sit.options), len(sit.states)) == (2, 3, 6)


def test_it_can_be_solved_believed_and_forecast():
    sit = detente.load(STARTER)
    assert detente.Conflict.from_situation(sit).stability("seq").equilibria.size
    assert 0.3 < detente.beliefs(sit)["SOU"]["bold"].value < 0.8
    assert 0 <= detente.forecast(sit, draws=5).questions["seizure"].probability <= 1


def test_its_remarks_outlive_an_edit():
    edited = splice(STARTER, [Set(("preferences", "SOU", "types", "bold", "prior"), "60%")])
    assert "prior: 60%        # a range" in edited
    assert detente.read(edited)[1] == []


def test_it_is_never_written_over_anything(tmp_path):
    write_starter(tmp_path / "a.yaml")
    with pytest.raises(FileExistsError):
        write_starter(tmp_path / "a.yaml")
    with pytest.raises(FileExistsError):
        write_starter(tmp_path)
    with pytest.raises(FileNotFoundError):
        write_starter(tmp_path / "no" / "a.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
