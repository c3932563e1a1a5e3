"""``detente replay``: one entry for each day with news; on the terminal, the days on which an answer moved."""

import pytest

from cli.asking import ask, told, wide

PATROLS = """\
detente: 1
title: Patrols
as_of: 2023-03-08
actors: {A: Alpha, B: Beta}
options: {A: {x: Patrol}, B: {y: Protest}}
status_quo: []
preferences:
  A:
    types:
      bold: {prior: [40%, 60%], statements: [x]}
      meek: {statements: [not x]}
  B: {weights: [{when: y, worth: 1 * tie(B/A/trade)}]}
evidence:
  early: {says: Words, known: 2022-05-01, expected_if: {A: {bold: 50%, meek: 50%}}}
  words: {says: Words, known: 2023-03-08, expected_if: {A: {bold: 60%, meek: 30%}}}
  talks: {says: Talks, known: 2023-03-09, expected_if: {A: equal}}
  deeds: {says: Deeds, known: 2023-04-02, expected_if: {A: {bold: 90%, meek: 10%}}}
ties:
  - {from: B, to: A, vector: trade, value: 20%, unit: share, year: 2021, known: 2022-06-30}
questions:
  patrols: {text: Does Alpha patrol?, when: x, counted: ever, by: 2023-12-31, base: 30%, came: yes}
  rain: {text: Does it rain?, base: 20%}
"""


@pytest.fixture
def patrols(written):
    return written(PATROLS)


def test_json_lists_the_days_with_each_questions_figures(capsys, patrols):
    data = told(capsys, "replay", patrols)
    assert [one["date"] for one in data] == ["2022-06-30", "2023-03-08", "2023-03-09", "2023-04-02"]
    assert [one["questions"]["patrols"]["undoubted"] for one in data] == pytest.approx(
        [0.5, 2 / 3, 2 / 3, 18 / 19]
    )
    assert data[0]["news"] == ["tie B/A/trade"]
    assert data[0]["questions"]["rain"]["probability"] == 0.2


def test_each_entry_is_the_forecast_as_of_its_day(capsys, patrols):
    for one in told(capsys, "replay", patrols, "--draws", "30"):
        alone = told(capsys, "forecast", patrols, "--as-of", one["date"], "--draws", "30")["questions"]
        for name, figures in one["questions"].items():
            assert figures == {key: alone[name][key] for key in figures}


def test_the_terminal_names_what_moved_an_answer_and_what_is_left_out(capsys, patrols):
    said = ask(capsys, "replay", patrols)
    assert said.code == 0
    assert "Does Alpha patrol?" in said.out
    assert "deeds" in said.out
    assert "talks" not in said.out
    assert "1 more day with news" in said.flat
    assert "Its forecast is its base rate, 20 %" in said.flat
    assert "1 day is left out, the last of them 2022-05-01" in said.flat
    assert "tie(B/A/trade)" in said.flat
    assert wide(said) == []


def test_intervals_are_shown_where_draws_are_asked_for(capsys, patrols):
    assert "interval" not in ask(capsys, "replay", patrols).out
    assert " to " in ask(capsys, "replay", patrols, "--draws", "20", "--question", "patrols").out


def test_it_goes_no_further_than_the_day_named(capsys, patrols):
    data = told(capsys, "replay", patrols, "--as-of", "2023-03-08")
    assert [one["date"] for one in data] == ["2022-06-30", "2023-03-08"]
    assert told(capsys, "replay", patrols, "--as-of", "2001-01-01") == []
    assert "Nothing was known yet" in ask(capsys, "replay", patrols, "--as-of", "2001-01-01").flat


def test_single_questions_may_be_named(capsys, patrols):
    assert list(told(capsys, "replay", patrols, "--question", "rain")[0]["questions"]) == ["rain"]
    said = ask(capsys, "replay", patrols, "--question", "patrol")
    assert said.code == 2
    assert "did you mean 'patrols'" in said.err


def test_a_file_without_questions_says_so(capsys, written):
    said = ask(capsys, "replay", written(PATROLS.split("questions:", maxsplit=1)[0]))
    assert "asks no questions" in said.flat


def test_what_is_lacking_is_a_fault(capsys, written, bare):
    said = ask(capsys, "replay", bare, "--json")
    assert said.code == 1
    assert said.data["faults"]
    undated = written(PATROLS.replace("says: Talks, known: 2023-03-09", "says: Talks"))
    (fault,) = ask(capsys, "replay", undated, "--json").data["faults"]
    assert fault["code"] == "DT541"
    assert ask(capsys, "replay", undated, "--as-of", "soon").code == 2


def test_many_news_of_a_day_are_told_in_short(capsys):
    said = ask(capsys, "replay", "belarus-2023", "--question", "eu_lists", "--as-of", "2023-03-08")
    assert said.code == 0
    assert " more, 11 ties" in said.flat
    assert wide(said) == []
