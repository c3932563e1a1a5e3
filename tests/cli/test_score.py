"""``detente score``: scores against what came, references beside them, recorded forecasts apart from replayed ones."""

from datetime import UTC, datetime

import pytest

import detente
from cli.asking import ask, told, wide
from cli.test_replay import PATROLS
from detente.outlook.journal import entries, journal_of, record


@pytest.fixture
def patrols(written):
    return written(PATROLS)


def many(count, came):
    """Questions with the same answer of the model and different ones of the world."""
    lines = [
        f"  q{k}: {{text: Patrol {k}?, when: x, counted: ever, by: 2023-12-31, base: 30%, "
        f"came: {'yes' if k < came else 'no'}}}\n"
        for k in range(count)
    ]
    return PATROLS.split("questions:")[0] + "questions:\n" + "".join(lines)


def test_json_has_each_question_the_mean_and_the_references(capsys, patrols):
    data = told(capsys, "score", patrols)
    p = told(capsys, "forecast", patrols)["questions"]["patrols"]["probability"]
    own = data["questions"]["patrols"]
    assert own["brier"] == pytest.approx((1 - p) ** 2)
    assert own["log"] > 0
    assert own["in_the_end"] is True
    assert own["recorded"] is None
    assert data["mean_brier"] == own["brier"]
    assert data["references"]["base_rate"]["mean_brier"] == pytest.approx(0.49)
    assert data["references"]["base_rate"]["skill"] == pytest.approx(1 - own["brier"] / 0.49)
    assert data["open"] == ["rain"]


def test_an_infinite_score_is_null_with_why_beside_it(capsys, patrols):
    references = told(capsys, "score", patrols)["references"]["persistence"]
    assert (references["mean_brier"], references["mean_log"]) == (1, None)
    assert "infinite" in references["why"]
    still = told(capsys, "score", patrols)["questions"]["patrols"]["references"]["persistence"]
    assert still["log"] is None
    assert "infinite" in still["why"]


def test_the_terminal_has_a_table_and_says_what_it_is_worth(capsys, patrols):
    said = ask(capsys, "score", patrols)
    assert said.code == 0
    assert "as of 2023-03-08" in said.out
    assert "patrols*" in said.out
    assert "% better than that of the base rates" in said.flat
    assert "there is a list and no calibration" in said.flat
    assert "rain: not answered yet" in said.flat
    assert wide(said) == []
    assert "spherical" not in said.out
    assert "spherical" in ask(capsys, "score", patrols, "--spherical").out


def test_no_skill_is_claimed_against_a_perfect_reference(capsys, written):
    """Nothing changed, so 'no change' scored zero."""
    said = ask(capsys, "score", written(PATROLS.replace("came: yes", "came: no")))
    assert said.code == 0
    assert "'no change'" not in said.flat.split("Forecast for the end")[1]


def test_calibration_is_shown_from_ten_questions_on(capsys, written):
    said = ask(capsys, "score", written(many(12, 4)))
    assert "95 % interval" in said.out
    assert "% worse than that of the base rates" in said.flat
    assert "for telling questions apart" in said.flat
    assert wide(said) == []
    groups = told(capsys, "score", written(many(12, 4)))["calibration"]["groups"]
    assert [(one["questions"], one["came"]) for one in groups] == [(12, 4)]


def test_recorded_forecasts_have_a_table_of_their_own(capsys, patrols):
    sit = detente.load(patrols)
    made = datetime(2023, 3, 20, tzinfo=UTC)
    record(sit, detente.forecast(sit, draws=0), made, version="1")
    said = ask(capsys, "score", patrols)
    assert "Recorded: forecasts as they were made (1 entry)" in said.out
    assert "2023-03-20" in said.out
    own = told(capsys, "score", patrols)["questions"]["patrols"]["recorded"]
    assert (own["made"], own["days"]) == ("2023-03-20", 286)
    moved = journal_of(sit).rename(patrols.with_name("elsewhere.db"))
    assert told(capsys, "score", patrols)["recorded"] is None
    assert told(capsys, "score", patrols, "--journal", moved)["recorded"]["answered"] == 1
    assert ask(capsys, "score", patrols, "--journal", patrols.with_name("none.db")).code == 2


def test_a_forecast_is_recorded_only_on_request(capsys, patrols):
    path = patrols.with_name("case.journal.db")
    plain = ask(capsys, "forecast", patrols, "--json")
    assert not path.exists()
    said = ask(capsys, "forecast", patrols, "--json", "--record")
    assert (said.code, said.out) == (0, plain.out)
    assert f"recorded as entry 1 of {path}" in said.err
    (entry,) = entries(path)
    assert entry.version == detente.__version__
    assert entry.questions["patrols"].probability == pytest.approx(
        plain.data["questions"]["patrols"]["probability"]
    )
    path.write_text("not a journal " * 80, encoding="utf-8")
    said = ask(capsys, "forecast", patrols, "--json", "--record")
    assert (said.code, said.data["faults"][0]["code"]) == (1, "DT141")


def test_records_made_too_late_score_nothing(capsys, patrols):
    sit = detente.load(patrols)
    record(sit, detente.forecast(sit, draws=0), datetime(2024, 3, 20, tzinfo=UTC), version="1")
    assert "None of them is of a question" in ask(capsys, "score", patrols).flat


def test_a_journal_that_was_altered_is_a_fault(capsys, patrols):
    journal_of(detente.load(patrols)).write_text("not a journal " * 80, encoding="utf-8")
    said = ask(capsys, "score", patrols, "--json")
    assert (said.code, said.data["faults"][0]["code"]) == (1, "DT141")


def test_without_answers_nothing_is_scored(capsys, written):
    path = written(PATROLS.replace(", came: yes", ""))
    data = told(capsys, "score", path)
    assert (data["questions"], data["mean_brier"]) == ({}, None)
    assert "why" in data
    assert "write 'came: yes'" in ask(capsys, "score", path).flat


def test_what_is_lacking_is_a_fault(capsys, bare):
    said = ask(capsys, "score", bare, "--json")
    assert said.code == 1
    assert said.data["faults"]


def test_the_flagship_comes_with_its_caveat_and_the_unmodelled_question_apart(capsys):
    said = ask(capsys, "score", "belarus-2023")
    assert said.code == 0
    assert "Written afterwards by people who knew what happened" in said.flat
    assert "firms: not modelled" in said.flat
    assert wide(said) == []
