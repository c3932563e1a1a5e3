"""The journal keeps forecasts as they were made, and tells when it was altered."""

import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

import detente
from detente.outlook.journal import asked, entries, journal_of, record

NOW = datetime(2023, 3, 8, 12, 30, 15, tzinfo=UTC)
TEXT = """detente: 1
title: Race
as_of: 2023-03-01
actors: {A: Alpha, B: Beta}
options: {A: {x: X}, B: {y: Y}}
status_quo: []
preferences:
  A: {statements: [not (x and y), x]}
  B: {statements: [not (x and y), y]}
questions:
  first: {text: Does Alpha take it?, when: x, counted: at_end, by: 2023-12-31, base: 30%}
  rain: {text: Does it rain?, base: 20%}
"""


@pytest.fixture
def race(tmp_path):
    path = tmp_path / "race.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return detente.load(path)


def kept(sit, when=NOW, **more):
    return record(sit, detente.forecast(sit, draws=0, **more), when, version="1.2.3")


def test_an_entry_comes_back_as_it_was_stored(race):
    made = kept(race)
    assert entries(journal_of(race)) == (made,)
    assert (made.number, made.made, made.version, made.as_of) == (1, NOW, "1.2.3", date(2023, 3, 1))
    assert made.digest == detente.forecast(race, draws=0).digest
    assert made.questions["first"].probability == pytest.approx(0.95 * 0.5 + 0.05 * 0.3)
    assert made.questions["first"].undoubted == 0.5
    assert made.questions["rain"].probability == 0.2


def test_the_journal_stands_beside_the_file(race, tmp_path):
    assert journal_of(race) == tmp_path / "race.journal.db"
    assert entries(journal_of(race)) == ()
    assert not journal_of(race).exists()


def test_the_journal_of_a_built_in_case_stands_in_the_current_folder():
    assert str(journal_of(detente.load("belarus-2023"))) == "belarus-2023.journal.db"


def test_a_text_has_no_journal():
    with pytest.raises(ValueError, match="beside a file"):
        journal_of(detente.load(TEXT))


def test_times_are_kept_in_one_zone(race):
    there = datetime(2023, 3, 9, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    assert kept(race, there).made == datetime(2023, 3, 8, 22, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        kept(race, datetime(2023, 3, 9))  # noqa: DTZ001 - what is refused


def test_what_was_assumed_beyond_the_file_is_kept(race):
    assert kept(race).branch == {}
    assert kept(race, do={"y": True}).branch == {"do": {"y": True}}


def test_entries_are_only_added(race):
    kept(race)
    kept(race, NOW + timedelta(days=1))
    assert [one.number for one in entries(journal_of(race))] == [1, 2]
    database = sqlite3.connect(journal_of(race))
    for change in ("update forecasts set version = '9'", "delete from forecasts"):
        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            database.execute(change)
    database.close()


@pytest.mark.parametrize(
    "change",
    [
        "update forecasts set forecast = replace(forecast, '0.49', '0.99') where number = 1",
        "update forecasts set made = '2023-01-01T00:00:00+00:00' where number = 2",
        "delete from forecasts where number = 1",
    ],
)
def test_an_entry_that_was_altered_or_taken_away_no_longer_fits(race, change):
    for k in range(3):
        kept(race, NOW + timedelta(days=k))
    database = sqlite3.connect(journal_of(race))
    database.executescript(f"drop trigger kept; drop trigger whole; {change}")
    database.close()
    with pytest.raises(detente.SituationError, match="altered") as caught:
        entries(journal_of(race))
    assert caught.value.faults[0].code == "DT142"
    with pytest.raises(detente.SituationError, match="altered"):
        kept(race)


def test_another_file_in_its_place_is_a_fault_and_stays_as_it_is(race):
    journal_of(race).write_text("not a database " * 100, encoding="utf-8")
    before = journal_of(race).read_bytes()
    for act in (lambda: entries(journal_of(race)), lambda: kept(race)):
        with pytest.raises(detente.SituationError) as caught:
            act()
        assert caught.value.faults[0].code == "DT141"
    assert journal_of(race).read_bytes() == before


def test_another_database_in_its_place_is_a_fault(race):
    sqlite3.connect(journal_of(race)).executescript(
        "create table other (a); insert into other values (1)"
    ).close()
    with pytest.raises(detente.SituationError, match="not a journal"):
        entries(journal_of(race))


def test_a_folder_that_is_not_there_is_the_systems_error(race, tmp_path):
    with pytest.raises(OSError, match=r"journal\.db"):
        record(
            race,
            detente.forecast(race, draws=0),
            NOW,
            version="1",
            path=tmp_path / "none" / "race.journal.db",
        )


def test_what_is_asked_is_told_by_its_condition_and_its_day():
    sit = detente.load(TEXT)
    assert asked(sit.questions["first"]) == "at_end: x; by 2023-12-31"
    assert asked(sit.questions["rain"]) == "Does it rain?"
