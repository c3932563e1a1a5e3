"""Two whole cases: a bargain that the program has to find, and a crisis in which one side doesn't know the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day
from itertools import product

import pytest

import detente
from detente.outlook.flips import flips
from detente.outlook.standing import changes, status_quo_on
from detente.situation.records import Situation

CASES = ("sweden-2023", "suez-1956")
LATER = "DT513"  # observations known only after the file's own day: what a replay lives on


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_wrong_and_the_only_warning_is_that_some_evidence_comes_later(case: str) -> None:
    sit, faults = detente.read(case)
    assert sit is not None
    assert [fault.code for fault in faults] == [LATER]


@pytest.mark.parametrize("case", CASES)
def test_every_question_has_a_base_rate_with_its_reason_and_an_answer(case: str) -> None:
    for question in detente.load(case).questions.values():
        assert question.base is not None, question.id
        assert question.because, question.id
        assert question.came is not None, question.id


@pytest.mark.parametrize("case", CASES)
def test_every_observation_has_a_dated_and_graded_source(case: str) -> None:
    sit = detente.load(case)
    for seen in sit.evidence.values():
        source = sit.sources[seen.source]
        assert seen.says, seen.id
        assert source.title, seen.id
        assert source.publisher, seen.id
        assert source.date is not None, seen.id
        assert source.grade is not None, seen.id


@pytest.mark.parametrize("case", CASES)
def test_every_prior_rests_on_a_reason(case: str) -> None:
    for preference in detente.load(case).preferences.values():
        assert preference.because
        for kind in preference.types.values():
            assert kind.because or not preference.typed, kind.id


def garbled(sit: Situation, day: Day) -> Situation:
    """Make nonsense of all that became known after a day, and turn every answer round."""
    assert sit.as_of is not None
    sources = {name: replace(one, title="?", grade=None) for name, one in sit.sources.items()}
    evidence = {}
    for name, one in sit.evidence.items():
        assert one.known_by is not None
        later = one.known_by > day
        if later:
            rows = {
                group: row._replace(
                    cells=dict(zip(row.cells, reversed(row.cells.values()), strict=True)),
                )
                for group, row in one.expected_if.items()
            }
            one = replace(one, says="?", grade=None, expected_if=rows)  # noqa: PLW2901 - the same one, garbled
        if one.known_by > max(day, sit.as_of):
            one = replace(one, took=one.dropped, dropped=one.took)  # noqa: PLW2901 - as above
        evidence[name] = one
    questions = {name: replace(one, came=not one.came) for name, one in sit.questions.items()}
    return replace(sit, evidence=evidence, questions=questions, sources=sources)


DAYS = [
    ("sweden-2023", Day(2023, 7, 10)),
    ("sweden-2023", Day(2023, 10, 1)),
    ("sweden-2023", Day(2024, 1, 23)),
    ("suez-1956", Day(1956, 9, 13)),
    ("suez-1956", Day(1956, 10, 30)),
    ("suez-1956", Day(1956, 11, 5)),
]


@pytest.mark.parametrize(("case", "day"), DAYS)
def test_what_became_known_later_never_reaches_a_forecast(case: str, day: Day) -> None:
    sit = detente.load(case)
    assert detente.forecast(garbled(sit, day), draws=0, as_of=day) == detente.forecast(
        sit, draws=0, as_of=day
    )
    assert detente.beliefs(garbled(sit, day), as_of=day) == detente.beliefs(sit, as_of=day)


@pytest.mark.parametrize("case", CASES)
def test_events_that_came_about_are_dated_after_the_day_of_the_file(case: str) -> None:
    sit = detente.load(case)
    assert sit.as_of is not None
    later = {one.bit for one in changes(sit) if one.day > sit.as_of}
    asked = {q.id for q in sit.questions.values() if q.came and q.counted == "ever"}
    assert len(later) >= len(asked)


# A bargain


def test_without_a_pact_no_course_leads_to_ratification() -> None:
    sit = detente.load("sweden-2023")
    assert sit.play.pacts == ()
    forecast = detente.forecast(sit, draws=0)
    assert forecast.questions["ratified"].undoubted == 0
    assert forecast.questions["hungary"].undoubted == 0
    assert {theory: asked["ratified"] for theory, asked in forecast.methods.items()} == {
        "nash": 0,
        "seq": 0,
        "seq2": 0,
    }


def test_the_only_deal_on_the_table_is_aircraft_for_ratification() -> None:
    (deal,) = detente.forecast(detente.load("sweden-2023"), draws=0).deals
    sit = detente.load("sweden-2023")
    at = [option.label for option in sit.options]
    assert deal.actors == ("TUR", "USA")
    changed = {at[k] for k, (a, b) in enumerate(zip(deal.state, deal.to, strict=True)) if a != b}
    assert changed == {"tur_ratifies", "request"}
    assert deal.gain == 1


def test_the_answer_turns_on_the_pact_and_on_nothing_else() -> None:
    hinge = detente.forecast(detente.load("sweden-2023"), draws=0).questions["ratified"].hinge
    assert hinge is not None
    assert hinge.setting == "pact"
    without, with_pact = hinge.cases
    assert (without.when, with_pact.when) == (
        "nobody moves together",
        "Türkiye and Washington move as one",
    )
    assert without.low == without.high == pytest.approx(0.05 * 0.6)
    assert with_pact.low == with_pact.high == pytest.approx(0.95 + 0.05 * 0.6)


@pytest.mark.parametrize(("behaviour", "knowledge"), list(product(("nash", "seq", "seq2"), ("own", "all"))))
def test_with_the_pact_every_course_leads_to_ratification(behaviour: str, knowledge: str) -> None:
    text = detente.load("sweden-2023").text
    text = text.replace("knowledge: own ", f"knowledge: {knowledge}\n  pacts: [[TUR, USA]]  ", 1)
    head, _, tail = text.partition("\npreferences:\n")
    for actor in ("TUR", "SWE", "USA", "CON", "HUN"):
        tail = tail.replace(f"  {actor}:\n", f"  {actor}:\n    behaviour: {behaviour}\n", 1)
    questions = detente.forecast(detente.load(f"{head}\npreferences:\n{tail}"), draws=0).questions
    assert questions["ratified"].undoubted == 1
    assert questions["hungary"].undoubted == 1


def test_the_pact_is_found_as_the_structural_change_that_turns_the_answer() -> None:
    found = flips(detente.load("sweden-2023"), "ratified", max_size=1)
    assert found.verdict is False
    (turn,) = found.structural
    (edit,) = turn.edits
    assert (edit.kind, edit.cell[1:]) == ("pact", ("TUR", "USA"))
    assert turn.probability == 1


def test_who_goes_first_has_to_trust_the_other() -> None:
    sit = detente.load("sweden-2023")
    first = detente.forecast(sit, draws=0, start={"request": True}).questions["ratified"].undoubted
    assert first == pytest.approx(detente.beliefs(sit)["TUR"]["keeps_word"].value)
    banned = detente.forecast(sit, draws=0, do={"ban": True}).questions["ratified"].undoubted
    assert banned == 0


# A crisis


def test_the_crisis_is_of_the_size_of_a_classroom() -> None:
    sit = detente.load("suez-1956")
    assert sit.states is not None
    assert sit.as_of is not None
    assert len(sit.actors) <= 6
    assert 8 <= len(sit.options) <= 14
    assert len(sit.states) < 5000
    known = [one.known_by for one in sit.evidence.values() if one.known_by is not None]
    assert len([day for day in known if day <= sit.as_of]) >= 25
    assert len([day for day in known if day > sit.as_of]) >= 15


def test_the_landing_hangs_on_what_london_believes_of_washington() -> None:
    sit = detente.load("suez-1956")
    beliefs = detente.beliefs(sit)
    believed = sit.believes["GBR"]["USA"]["stern"].central
    assert believed < 0.5 < beliefs["USA"]["stern"].value
    landing = detente.forecast(sit, draws=0).questions["landing"].undoubted
    assert landing == pytest.approx(1 - beliefs["GBR"]["bluffs"].value)
    informed = detente.forecast(replace(sit, believes={}), draws=0).questions["landing"].undoubted
    assert informed == pytest.approx(beliefs["GBR"]["resolved"].value)


def test_nobody_leaves_but_for_dollars_or_russians() -> None:
    sit = detente.load("suez-1956")
    forecast = detente.forecast(sit, draws=0, do={"squeeze": False, "volunteers": False})
    assert forecast.questions["stops"].undoubted == 0
    assert forecast.questions["landing"].undoubted is not None
    assert forecast.questions["landing"].undoubted > 0.5


def test_the_plot_comes_to_light_in_steps() -> None:
    sit = detente.load("suez-1956")
    days = (Day(1956, 9, 27), Day(1956, 10, 28), Day(1956, 10, 29), Day(1956, 12, 20), Day(1997, 12, 31))
    seen = [detente.beliefs(sit, as_of=day)["plot"]["planned"].value for day in days]
    assert seen == sorted(seen)
    assert [round(value, 1) for value in seen] == [0.2, 0.3, 0.8, 0.8, 1.0]


def test_the_status_quo_follows_the_crisis_day_by_day() -> None:
    sit = detente.load("suez-1956")
    taken = {
        Day(1956, 10, 28): {"run_canal"},
        Day(1956, 10, 29): {"run_canal", "sinai"},
        Day(1956, 10, 31): {"run_canal", "sinai", "bomb"},
        Day(1956, 11, 6): {
            "run_canal",
            "sinai",
            "bomb",
            "un_vote",
            "block",
            "land",
            "join",
            "rockets",
            "squeeze",
        },
        Day(1956, 12, 3): {"run_canal", "sinai", "bomb", "un_vote", "block", "land", "rockets", "quit"},
        Day(1957, 4, 10): {"run_canal", "bomb", "un_vote", "land", "rockets", "quit", "assure"},
    }
    for day, expected in taken.items():
        code = status_quo_on(sit, day)
        assert {one.label for one in sit.options if code >> one.bit & 1} == expected, day
