"""A replay gives each day's forecast, from what was known by then and nothing else."""

import json
from dataclasses import asdict, replace
from datetime import date
from fractions import Fraction

import pytest

import detente
from detente.outlook.replaying import forecasts_on, replay
from detente.outlook.standing import news_of
from detente.situation.records import Cell, Grade, Quantity

TEXT = """detente: 1
title: Patrols
as_of: 2023-03-08
actors: {A: Alpha, B: Beta}
options:
  A: {x: {text: Patrol, since: 2023-01-15}, y: Search}
  B: {z: Protest}
status_quo: [x]
preferences:
  A:
    types:
      bold: {prior: [40%, 60%], statements: [y, not z]}
      meek: {statements: [not y, not z]}
  B:
    weights:
      - {when: z, worth: 0.3}
      - {when: z and x, worth: -1 * tie(B/A/trade)}
evidence:
  first: {says: Words, known: 2023-01-10, expected_if: {A: {bold: 60%, meek: 30%}}}
  second: {says: Deeds, known: 2023-02-20, expected_if: {A: {bold: 20%, meek: 40%}}}
  third: {says: More deeds, known: 2023-04-02, took: z, expected_if: {A: {bold: 90%, meek: 10%}}}
ties:
  - {from: B, to: A, vector: trade, value: 20%, unit: share, year: 2021, known: 2022-06-30}
  - {from: B, to: A, vector: trade, value: 40%, unit: share, year: 2022, known: 2023-03-20}
questions:
  searches: {text: Does Alpha search?, when: y, counted: ever, by: 2023-12-31, base: 30%, came: yes}
  protests: {text: Does Beta protest?, when: z, counted: at_end, by: 2023-12-31, base: 30%, came: no}
"""


def patrols(**changed):
    text = TEXT
    for old, new in changed.values():
        assert old in text
        text = text.replace(old, new)
    return detente.load(text)


def by_day(sit, **more):
    return {one.date: one.questions for one in replay(sit, **more).moments}


def told(questions):
    return json.dumps({name: asdict(one) for name, one in questions.items()}, sort_keys=True)


def test_there_is_a_forecast_for_each_day_with_news():
    sit = patrols()
    days = list(by_day(sit))
    assert days == [date(2022, 6, 30), *(date(2023, m, d) for m, d in ((1, 10), (2, 20), (3, 20), (4, 2)))]
    assert days == list(news_of(sit))
    assert list(by_day(sit, as_of=date(2023, 3, 8))) == days[:3]
    assert list(by_day(sit, as_of=date(2022, 1, 1))) == []


def test_each_is_the_forecast_as_of_its_day():
    """Evidence, the status quo (since, took) and stakes of that day: Beta protests while a patrol costs it little."""
    sit = patrols()
    for day, questions in by_day(sit).items():
        alone = detente.forecast(sit, as_of=day, draws=0).questions
        for name, one in questions.items():
            assert (one.probability, one.undoubted) == (alone[name].probability, alone[name].undoubted)
    searches = [round(one["searches"].undoubted, 4) for one in by_day(sit).values()]
    assert searches == [0.5, 0.6667, 0.5, 0.5, 0.9]
    assert [one["protests"].undoubted for one in by_day(sit).values()] == [1, 1, 1, 0, 0]


def test_what_one_day_worked_out_never_changes_another():
    sit = detente.load("belarus-2023")
    days = [day for day in news_of(sit) if date(2023, 2, 13) <= day <= date(2023, 8, 17)]
    together = forecasts_on(sit, days).moments
    for moment in (together[1], together[8], together[-1]):
        (alone,) = forecasts_on(sit, [moment.date]).moments
        assert told(moment.questions) == told(alone.questions)


def garbled(sit, day):
    """Every record known after a day says something else: what it saw, how it is graded, whom it bears on.

    What took place by the file's own day stays, for it dates the status quo of the file.
    """

    def observation(one):
        if one.known_by <= day:
            return one
        rows = {
            group: replace_cells(row) if row.cells else row._replace(status="not_rated")
            for group, row in one.expected_if.items()
        }
        flipped = {"took": one.dropped, "dropped": one.took} if one.known_by > sit.as_of else {}
        return replace(
            one, says="Garbled", grade=Grade("E", "5"), expected_if=rows, origin="garbled", **flipped
        )

    def replace_cells(row):
        values = [Quantity(Fraction(k, 100), Fraction(k, 100)) for k in range(3, 3 + 7 * len(row.cells), 7)]
        cells = {
            name: Cell("rated", value, cell.place)
            for (name, cell), value in zip(row.cells.items(), values, strict=True)
        }
        return row._replace(cells=cells)

    def tie(one):
        return (
            one
            if one.known_by is None or one.known_by <= day
            else replace(one, value=None, status="suppressed")
        )

    return replace(
        sit,
        evidence={name: observation(one) for name, one in sit.evidence.items()},
        ties=tuple(tie(one) for one in sit.ties),
        agreements={},
        questions={name: replace(one, came=not one.came) for name, one in sit.questions.items()},
    )


@pytest.mark.parametrize("day", [date(2023, 1, 27), date(2023, 3, 8), date(2023, 8, 1)])
def test_later_records_change_no_byte_of_an_earlier_forecast(day):
    sit = detente.load("belarus-2023")
    other = garbled(sit, day)
    days = [one for one in news_of(sit) if date(2023, 1, 1) <= one <= day]
    for before, after in zip(forecasts_on(sit, days).moments, forecasts_on(other, days).moments, strict=True):
        assert told(before.questions) == told(after.questions)
    later = [one for one in news_of(sit) if one > day][-1]
    assert told(forecasts_on(sit, [later]).moments[0].questions) != told(
        forecasts_on(other, [later]).moments[0].questions
    )


@pytest.mark.parametrize("day", [date(2022, 6, 30), date(2023, 1, 10), date(2023, 2, 20), date(2023, 3, 20)])
def test_what_is_deleted_later_changes_no_byte_either(day):
    sit = patrols()
    less = replace(
        sit,
        evidence={name: one for name, one in sit.evidence.items() if one.known_by <= day},
        ties=tuple(one for one in sit.ties if one.known_by <= day),
    )
    assert told(by_day(sit)[day]) == told(by_day(less)[day])
    whole = asdict(detente.forecast(sit, as_of=day, draws=20))
    assert json.dumps(whole, default=str) == json.dumps(
        asdict(detente.forecast(less, as_of=day, draws=20)), default=str
    )


def test_days_before_a_stake_was_known_are_left_out_and_named():
    sit = patrols(known=("known: 2022-06-30", "known: 2023-02-01"))
    found = replay(sit)
    assert [one.date for one in found.left_out] == [date(2023, 1, 10)]
    assert "tie(B/A/trade)" in found.left_out[0].why
    assert found.moments[0].date == date(2023, 2, 1)


def test_draws_are_made_on_request():
    sit = patrols()
    (point,) = forecasts_on(sit, [date(2023, 3, 8)]).moments
    (spread,) = forecasts_on(sit, [date(2023, 3, 8)], draws=50).moments
    one, other = point.questions["searches"], spread.questions["searches"]
    assert one.low == one.high == one.probability == other.probability
    assert other.low < other.probability < other.high
    assert one.method_span is None


def test_news_name_what_became_known():
    news = {one.date: one.news for one in replay(patrols()).moments}
    assert news[date(2023, 3, 20)] == ("tie B/A/trade",)
    assert news[date(2023, 4, 2)] == ("third",)


def test_an_observation_without_a_day_is_a_fault():
    sit = patrols(undated=("says: Deeds, known: 2023-02-20", "says: Deeds"))
    with pytest.raises(detente.SituationError) as caught:
        replay(sit)
    assert [(one.code, one.line) for one in caught.value.faults] == [
        ("DT541", sit.evidence["second"].place.line)
    ]


def test_what_a_replay_needs_and_the_file_lacks_is_a_fault():
    with pytest.raises(detente.SituationError, match="evidence"):
        replay(detente.load("chicken"))
    with pytest.raises(detente.SituationError, match="status_quo"):
        replay(patrols(sq=("status_quo: [x]\n", "")))


def test_if_no_day_can_be_forecast_the_reason_is_told():
    sit = patrols(known=("known: 2022-06-30", "known: 2023-03-01"))
    with pytest.raises(detente.SituationError, match=r"tie\(B/A/trade\)"):
        replay(sit, as_of=date(2023, 2, 20))
