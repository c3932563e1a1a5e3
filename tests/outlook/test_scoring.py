"""The score of a situation: each question against what came, kinds of forecast apart, references beside them."""

from datetime import UTC, date, datetime, timedelta
from math import inf, log

import pytest

import detente
from detente.outlook.journal import entries, journal_of, record
from detente.outlook.scoring import resolved_on, score
from naive.scores import mean_daily_brier

TEXT = """detente: 1
title: Patrols
note: Made up.
as_of: 2023-03-01
actors: {A: Alpha, B: Beta}
options:
  A: {x: Patrol}
  B: {y: Protest, z: Search}
status_quo: [z]
preferences:
  A:
    types:
      bold: {prior: 60%, statements: [x]}
      meek: {statements: [not x]}
  B: {statements: [x -> y, not y]}
evidence:
  before: {says: Words, known: 2023-02-20, expected_if: {A: {bold: 50%, meek: 50%}}}
  words: {says: Words, known: 2023-03-11, expected_if: {A: {bold: 60%, meek: 30%}}}
  deeds: {says: Deeds, known: 2023-03-21, took: x, expected_if: {A: {bold: 90%, meek: 10%}}}
questions:
  patrols: {text: Does Alpha patrol?, when: x, counted: ever, by: 2023-12-31, base: 30%, came: yes}
  protests: {text: Does Beta protest?, when: y, counted: at_end, by: 2023-12-31, base: 30%, came: no}
  calm: {text: Is there never a protest?, when: not y, counted: always, by: 2023-12-31, came: yes}
  rain: {text: Does it rain?, base: 20%, came: yes}
  later: {text: Does Beta search?, when: z, counted: at_end, by: 2023-12-31, base: 90%}
"""
OWN = date(2023, 3, 1)


@pytest.fixture
def patrols(tmp_path):
    path = tmp_path / "patrols.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return detente.load(path)


def doubted(p, base):
    return 0.95 * p + 0.05 * base


def test_scores_carry_the_doubt_and_are_those_of_the_day(patrols):
    found = score(patrols).questions["patrols"]
    p = doubted(0.6, 0.3)
    own = found.replayed.marks
    assert own.probability == pytest.approx(p)
    assert own.probability == detente.forecast(patrols, draws=0).questions["patrols"].probability
    assert (own.brier, own.log) == pytest.approx(((1 - p) ** 2, -log(p)))
    assert found.replayed.made == OWN


def test_the_daily_mean_goes_on_with_each_days_news_until_the_answer_was_known(patrols):
    """Alpha's patrol was known on the 21st, so that day and later ones don't count."""
    found = score(patrols).questions["patrols"]
    posterior = 0.6 * 0.6 / (0.6 * 0.6 + 0.4 * 0.3)
    told = [(OWN, doubted(0.6, 0.3)), (date(2023, 3, 11), doubted(posterior, 0.3))]
    value, days, _ = mean_daily_brier(told, OWN, date(2023, 3, 21), 1)
    assert (found.replayed.daily.value, found.replayed.daily.scored) == (pytest.approx(value), days)
    assert found.resolved == date(2023, 3, 21)


def test_a_question_about_the_end_stays_open_until_its_day(patrols):
    found = score(patrols).questions["protests"]
    assert (found.resolved, found.replayed.daily.scored) == (
        date(2023, 12, 31),
        (date(2023, 12, 31) - OWN).days,
    )


def test_an_answer_is_known_once_the_status_quo_settles_what_came(patrols):
    """A protest in the status quo would settle that it came; it can't settle that it never came."""
    protest = patrols.evidence["deeds"]
    assert resolved_on(patrols, patrols.questions["calm"], OWN) == date(2023, 12, 31)
    sit = detente.load(TEXT.replace("took: x", "took: y").replace("came: yes}\n  rain", "came: no}\n  rain"))
    assert resolved_on(sit, sit.questions["calm"], OWN) == protest.known_by
    assert resolved_on(sit, sit.questions["patrols"], OWN) == date(2023, 12, 31)


def test_references_are_the_base_rate_and_that_nothing_changes(patrols):
    found = score(patrols)
    rates = {name: one.base_rate.probability for name, one in found.questions.items()}
    assert rates == {"patrols": 0.3, "protests": 0.3, "calm": 0.5}
    assert {name: one.based for name, one in found.questions.items()} == {
        **dict.fromkeys(rates, True),
        "calm": False,
    }
    today = {name: one.persistence.probability for name, one in found.questions.items()}
    assert today == {"patrols": 0, "protests": 0, "calm": 1}
    assert found.questions["patrols"].persistence.log == inf
    assert found.persistence.log == inf
    assert found.persistence.brier == pytest.approx(1 / 3)


def test_means_and_skill_are_of_the_questions_that_were_answered(patrols):
    found = score(patrols)
    own = [one.replayed.marks.brier for one in found.questions.values()]
    base = [one.base_rate.brier for one in found.questions.values()]
    assert (found.replayed.questions, found.replayed.brier) == (3, pytest.approx(sum(own) / 3))
    assert found.base_rate.skill == pytest.approx(1 - sum(own) / sum(base))
    assert found.parts.brier == pytest.approx(found.replayed.brier)
    assert found.calibration.groups == ()


def test_unmodelled_and_open_questions_stand_apart(patrols):
    found = score(patrols)
    assert found.unmodelled["rain"].brier == pytest.approx(0.64)
    assert found.open == ("later",)
    assert list(found.questions) == ["patrols", "protests", "calm"]


def test_what_was_answered_by_the_day_is_not_forecast_any_more(patrols):
    found = score(patrols, as_of=date(2023, 3, 25))
    assert found.apart == {"patrols": "it was answered by 2023-03-25"}
    assert "patrols" not in found.questions


TIED = TEXT.replace(
    "questions:\n",
    """ties:
  - {from: B, to: A, vector: imports, value: 40, unit: PJ, year: 2021}
  - {from: B, to: A, vector: imports, unit: PJ, year: 2022, status: not_reported}
  - {from: C, to: A, vector: imports, value: 10, unit: PJ, year: 2022}
questions:
  leans: {text: Does Alpha lean on Beta?, when: share(A/B/imports) > 50%, counted: ever, by: 2023-12-31, base: 50%, came: yes}
""",
).replace("B: Beta}", "B: Beta, C: Gamma}")


def test_a_forecast_that_hangs_on_a_tie_that_is_not_known_is_not_scored():
    found = score(detente.load(TIED))
    assert list(found.apart) == ["leans"]
    assert "tie" in found.apart["leans"]


def test_a_question_about_ties_resolves_on_its_day():
    sit = detente.load(TIED)
    assert resolved_on(sit, sit.questions["leans"], OWN) == date(2023, 12, 31)


def test_a_status_quo_that_rules_forbid_settles_nothing():
    sit = detente.load(TEXT.replace("status_quo:", "rules: [x -> y]\nstatus_quo:"))
    assert resolved_on(sit, sit.questions["patrols"], OWN) == date(2023, 12, 31)


def test_what_is_settled_after_its_day_comes_too_late():
    sit = detente.load(TEXT.replace("known: 2023-03-21", "known: 2024-03-21"))
    assert resolved_on(sit, sit.questions["patrols"], OWN) == date(2023, 12, 31)


def test_a_day_of_which_no_forecast_can_be_made_is_a_fault_of_that_day():
    sit = detente.load("belarus-2023")
    with pytest.raises(detente.SituationError) as caught:
        score(sit, as_of=date(2022, 10, 1))
    assert {one.code for one in caught.value.faults} == {"DT431"}


def test_forecasts_for_the_end_of_events_are_marked(patrols):
    assert all(one.in_the_end for one in score(patrols).questions.values())


def test_no_forecast_reads_what_came(patrols):
    other = detente.load(TEXT.replace("came: yes", "came: no"))
    for name, one in detente.forecast(patrols, draws=0).questions.items():
        assert one == detente.forecast(other, draws=0).questions[name]


def kept(sit, day, **more):
    when = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    record(sit, detente.forecast(sit, draws=0, **more), when, version="1")


def test_recorded_forecasts_are_scored_from_the_day_they_were_made(patrols):
    kept(patrols, OWN + timedelta(days=3))
    kept(patrols, OWN + timedelta(days=12), as_of=date(2023, 3, 11))
    kept(patrols, OWN + timedelta(days=40), as_of=date(2023, 3, 21))
    kept(patrols, OWN + timedelta(days=13), do={"x": True})
    found = score(patrols, journal=entries(journal_of(patrols)))
    own = found.questions["patrols"].recorded
    assert own.made == OWN + timedelta(days=12)
    assert own.marks.probability == pytest.approx(doubted(0.75, 0.3))
    assert own.daily.scored == 20 - 3
    assert found.recorded.questions == 3
    assert found.questions["patrols"].replayed == score(patrols).questions["patrols"].replayed


def test_a_recorded_forecast_of_another_question_is_not_scored_in_its_place(patrols):
    kept(patrols, OWN)
    other = detente.load(TEXT.replace("when: x, counted: ever", "when: x and y, counted: ever"))
    found = score(other, journal=entries(journal_of(patrols)))
    assert found.questions["patrols"].recorded is None
    assert found.questions["protests"].recorded is not None


def test_without_a_record_there_is_no_such_column(patrols):
    assert score(patrols).recorded is None


def test_a_file_without_a_day_is_scored_once():
    text = "\n".join(line for line in TEXT.splitlines() if "known:" not in line and "as_of" not in line)
    sit = detente.load(text.replace("evidence:\n", "") + "\n")
    found = score(sit)
    assert found.as_of is None
    assert found.questions["patrols"].replayed.daily is None
    assert found.questions["patrols"].replayed.made is None


def test_without_answers_there_is_no_mean():
    found = score(detente.load(TEXT.replace(", came: yes", "").replace(", came: no", "")))
    assert (found.questions, found.replayed.brier, found.parts) == ({}, None, None)
    assert len(found.open) == 5


def test_what_a_score_needs_and_the_file_lacks_is_a_fault():
    with pytest.raises(detente.SituationError, match="questions"):
        score(detente.load("chicken"))
    bare = detente.read(
        "detente: 1\ntitle: T\nactors: {A: A}\nquestions: {q: {text: Q?, base: 10%, came: no}}\n"
    )[0]
    with pytest.raises(detente.SituationError, match="options"):
        score(bare)


def test_the_flagship_is_scored_as_it_comes_out():
    found = score(detente.load("belarus-2023"))
    assert "Written afterwards" in found.note
    assert (len(found.questions), list(found.unmodelled)) == (9, ["firms"])
    assert 0 < found.replayed.brier < 1
