"""Where actors move at given rates, questions with a day are about that day; else about the end of events."""

import datetime as dt

import numpy as np
import pytest

import detente
from detente.conflict.timing import DAYS_A_YEAR
from detente.outlook.edits import every_edit
from detente.outlook.headline import headline
from detente.outlook.model import Branch, Model
from detente.outlook.scoring import score
from detente.outlook.turning import edited
from naive.forecast import Model as Random
from naive.forecast import forecast, forecast_after

FIRST, BY = dt.date(2020, 1, 1), dt.date(2020, 9, 1)
YEARS = (BY - FIRST).days / DAYS_A_YEAR

RACE = """\
detente: 1
title: Either may be first
as_of: 2020-01-01
actors: {A: Alpha, B: Beta}
options: {A: {x: Go}, B: {y: Go}}
status_quo: []
preferences:
  A: {statements: [not (x and y), x], behaviour: nash}
  B: {statements: [not (x and y), y], behaviour: nash}
play: {rates: {default: 1}}
questions:
  end: {text: Is Alpha first?, when: x, counted: at_end, by: 2021-01-01, base: 50%}
  ever: {text: Does either go?, when: x or y, counted: ever, by: 2021-01-01, base: 50%}
  always: {text: Does neither go?, when: not x and not y, counted: always, by: 2021-01-01, base: 50%}
  open: {text: Is Alpha first in the end?, when: x, counted: at_end, base: 50%}
"""


def told(model):
    mixture = model.mixture(model.central, model.filed)
    return {question.id: mixture.probability(question.id) for question in model.modelled}


def near(expected):
    return pytest.approx({name: float(p) for name, p in expected.items()}, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_forecasts_for_a_day_agree_with_the_twin(seed):
    rng = np.random.default_rng(450 + seed)
    for _ in range(8):
        random = Random(rng)
        model = Model(detente.load(random.text(by=BY)), FIRST, 0, 1)
        assert told(model) == near(forecast_after(random, YEARS)), random.text(by=BY)


@pytest.mark.parametrize("seed", range(4))
def test_a_condition_counts_if_it_is_met_by_the_day(seed):
    rng = np.random.default_rng(460 + seed)
    for _ in range(6):
        random = Random(rng)
        option, value = int(rng.integers(random.options)), bool(rng.integers(2))
        sit = detente.load(random.text(by=BY))
        given = Model(sit, FIRST, 0, 1, Branch({}, {}, {f"o{option}": value}))
        expected = forecast_after(random, YEARS, (option, value))
        if expected is None:
            assert set(told(given).values()) == {None}
        else:
            assert told(given) == near(expected)


def test_far_away_days_come_to_what_is_in_the_end():
    rng = np.random.default_rng(470)
    for _ in range(10):
        random = Random(rng)
        model = Model(detente.load(random.text(by=dt.date(9000, 1, 1))), FIRST, 0, 1)
        assert told(model) == near(forecast(random)[0])


def test_on_the_first_day_nothing_has_happened_yet():
    random = Random(np.random.default_rng(471))
    option, value = random.asked
    as_it_is = float(random.start[option] == value)
    model = Model(detente.load(random.text(by=FIRST)), FIRST, 0, 1)
    assert set(told(model).values()) == {as_it_is}


def test_a_race_after_a_year():
    """Nobody has moved with probability e^-2; else either was first."""
    found = detente.forecast(detente.load(RACE), draws=0).questions
    years = 366 / DAYS_A_YEAR
    still = np.exp(-2 * years)
    expected = {"end": (1 - still) / 2, "ever": 1 - still, "always": still, "open": 0.5}
    assert {name: one.undoubted for name, one in found.items()} == near(expected)
    assert {name: one.on for name, one in found.items()} == {
        "end": dt.date(2021, 1, 1),
        "ever": dt.date(2021, 1, 1),
        "always": dt.date(2021, 1, 1),
        "open": None,
    }


def test_the_words_name_the_day_and_speak_of_the_end_only_where_there_is_none():
    found = detente.forecast(detente.load(RACE), draws=0, span=False)
    said = {name: headline(one, doubt=found.doubt) for name, one in found.questions.items()}
    assert said["end"].startswith("On 2021-01-01 ")
    assert said["ever"].startswith("By 2021-01-01 ")
    assert said["always"].startswith("Until 2021-01-01 ")
    assert said["open"].startswith("In the end ")


def test_paces_are_no_calendar():
    found = detente.forecast(detente.load(RACE.replace("rates", "pace")), draws=0).questions
    assert {one.on for one in found.values()} == {None}
    assert found["end"].undoubted == 0.5


def test_without_a_first_day_there_is_no_calendar():
    sit = detente.load(RACE.replace("as_of: 2020-01-01\n", ""))
    assert {one.on for one in detente.forecast(sit, draws=0).questions.values()} == {None}


def test_later_days_leave_less_time():
    sit = detente.load(RACE)
    early, late = (detente.forecast(sit, as_of=day, draws=0) for day in ("2020-01-01", "2020-07-01"))
    assert early.questions["ever"].undoubted > late.questions["ever"].undoubted


def test_a_score_says_which_forecasts_are_about_the_end():
    answered = RACE.replace("by: 2021-01-01", "came: yes, by: 2021-01-01")
    marked = {name: one.in_the_end for name, one in score(detente.load(answered)).questions.items()}
    assert set(marked.values()) == {False}
    paces = score(detente.load(answered.replace("rates", "pace"))).questions.values()
    assert {one.in_the_end for one in paces} == {True}


def test_an_edited_situation_is_told_alike_with_and_without_another_model():
    sit = detente.load(Random(np.random.default_rng(472)).text(by=BY))
    before = Model(sit, FIRST, 0, 1)
    told(before)
    for edit in list(every_edit(sit))[:25]:
        other = edited(sit, [edit])
        assert told(Model(other, FIRST, 0, 1, before=before)) == told(Model(other, FIRST, 0, 1)), edit.text
    half = dt.date(2020, 5, 1)
    assert told(Model(sit, half, 0, 1, before=before)) == told(Model(sit, half, 0, 1))
