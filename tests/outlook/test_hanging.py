"""On which origins the answers to questions hang, against forecasts of files from which the origins were taken out."""

from itertools import combinations

import pytest

from detente.evidence.linchpins import set_aside
from detente.outlook.forecasting import forecast
from detente.outlook.hanging import hanging
from detente.situation.opening import read

TWO_SAY_THE_SAME = """
detente: 1
title: A pass and two witnesses
actors: {A: Highland, B: Lowland}
options: {A: {block: Block the pass}, B: {march: March}}
status_quo: []
preferences:
  A: {statements: [march -> block, not block]}
  B:
    types:
      bold: {prior: 30%, statements: [march]}
      meek: {prior: 70%, statements: [not march]}
sources: {paper: {title: A paper, date: 2020-01-01}}
evidence:
  first: {date: 2020-01-01, source: paper, grade: A1, says: Tents., expected_if: {B: {bold: 80%, meek: 20%}}}
  second: {date: 2020-01-01, source: paper, grade: A1, says: Carts., expected_if: {B: {bold: 80%, meek: 20%}}}
  third: {date: 2020-01-01, source: paper, grade: A1, says: Nothing., expected_if: {B: equal}}
questions:
  war: {text: Does B march?, when: march, counted: ever, base: 50%}
  quiet: {text: Does it stay quiet?, when: not march and not block, counted: always, base: 50%}
  talk: {text: Do they talk?, base: 20%}
"""


@pytest.fixture
def sit():
    made, faults = read(TWO_SAY_THE_SAME)
    assert [one for one in faults if one.severity == "fault"] == []
    return made


def by_hand(sit, moved):
    """Forecast each file without one or two origins anew."""
    origins = sorted({one.origin for one in sit.evidence.values()})
    asked = [name for name, question in sit.questions.items() if question.when is not None]

    def answers(one):
        return {name: forecast(one, draws=0, span=False).questions[name].undoubted for name in asked}

    before = answers(sit)
    after = {
        removed: answers(set_aside(sit, removed))
        for size in (1, 2)
        for removed in combinations(origins, size)
    }
    found = set()
    for removed, told in after.items():
        for name in asked:
            if abs(told[name] - before[name]) >= moved:
                parts = [(one,) for one in removed] if len(removed) == 2 else []
                if not any(abs(after[part][name] - before[name]) >= moved for part in parts):
                    found.add((name, tuple(sorted(removed)), round(before[name], 9), round(told[name], 9)))
    return found


@pytest.mark.parametrize("moved", [0.05, 0.2, 0.35])
def test_every_origin_and_pair_is_found_that_a_forecast_of_the_file_without_it_shows(sit, moved):
    told = {
        (one.question, tuple(sorted(one.origins)), round(one.before, 9), round(one.after, 9))
        for one in hanging(sit, moved=moved)
    }
    assert told == by_hand(sit, moved)
    assert told


def test_two_that_say_the_same_are_named_together_only_where_neither_does_it_alone(sit):
    assert [one.origins for one in hanging(sit, moved=0.35) if one.question == "war"] == [("first", "second")]
    assert {one.origins for one in hanging(sit, moved=0.05) if one.question == "war"} == {
        ("first",),
        ("second",),
    }


def test_pairs_are_left_out_on_request_and_what_tells_nothing_is_never_named(sit):
    assert hanging(sit, moved=0.35, most=1) == ()
    assert all("third" not in one.origins for one in hanging(sit, moved=0.01))


@pytest.mark.parametrize(("moved", "most"), [(0, 1), (1.5, 1), (0.1, 3), (0.1, 0)])
def test_arguments_out_of_range_are_refused(sit, moved, most):
    with pytest.raises(ValueError, match="moved must lie"):
        hanging(sit, moved=moved, most=most)
