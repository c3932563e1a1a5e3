"""Opening by path, by the name of a case, or as a text; and what a digest covers."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente.situation.opening import NoSuchCaseError, case_names, cases, digest, examine, find, load, read

TEXT = "detente: 1\ntitle: Two\nactors: {A: Alpha}\n"


def test_a_path_a_name_and_a_text_are_told_apart(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(TEXT)
    assert read(path)[0].file == str(path)
    assert read(str(path))[0].title == "Two"
    assert read(TEXT)[0].file == ""
    assert read("chicken")[0].file.endswith("situation.yaml")


def test_an_existing_file_wins_over_a_case(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("chicken").write_text(TEXT)
    assert load("chicken").title == "Two"
    assert find("chicken") == Path("chicken")


def test_a_path_object_is_never_a_case():
    with pytest.raises(FileNotFoundError):
        read(Path("chicken"))


@pytest.mark.parametrize("name", ["chiken", "nothing like it", "", "a\0b", "../chicken"])
def test_what_is_not_there_is_an_os_error(name):
    with pytest.raises(OSError, match="there is no file and no built-in case"):
        load(name)
    with pytest.raises(NoSuchCaseError):
        read(name)


def test_the_nearest_case_is_named():
    with pytest.raises(NoSuchCaseError, match="did you mean the built-in case 'chicken'"):
        find("chiken")


def test_faults_of_a_usable_file_are_warnings_and_an_unusable_file_is_none():
    sit, faults = read(TEXT + "preferences: {A: {coalesce: x}}\n")
    assert (sit, faults[0].severity) == (None, "fault")
    assert examine(TEXT + "horizon: x\n")[0] is not None
    with pytest.raises(detente.SituationError) as caught:
        load(TEXT + "horizon: x\n")
    assert isinstance(caught.value, ValueError)
    assert [one.code for one in caught.value.faults] == ["DT115"]


def test_all_cases_load_and_are_described():
    listed = cases()
    assert [one.name for one in listed] == sorted(case_names())
    assert all(one.title and one.source and one.states >= 4 and one.actors >= 2 for one in listed)


def test_the_digest_covers_the_text_and_the_tables_it_names(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(TEXT + "ties: [{table: t.csv}]\n")
    table = tmp_path / "t.csv"
    table.write_text("from,to,vector,value,unit\nA,B,trade,1,x\n")
    first = digest(load(path))
    assert first == digest(load(path))
    assert len(first) == 64
    table.write_text("from,to,vector,value,unit\nA,B,trade,2,x\n")
    second = digest(load(path))
    path.write_text(TEXT + "ties: [{table: t.csv}] # a remark\n")
    assert len({first, second, digest(load(path))}) == 3
