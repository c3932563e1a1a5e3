"""The status quo and what is known of a day follow from the dates in the file, and from nothing later."""

from datetime import date, timedelta

import numpy as np
import pytest

import detente
from detente.outlook.standing import changes, known_on, news_of, status_quo_on
from naive.scores import status_quo

OWN = date(2023, 3, 8)
HEAD = "detente: 1\ntitle: T\nactors: {A: Alpha}\n"


def made(options, taken, evidence="", more="as_of: 2023-03-08\n"):
    text = f"{HEAD}{more}options: {{A: {{{options}}}}}\nstatus_quo: [{taken}]\n"
    text += "preferences: {A: {statements: [x]}}\n"
    sit, faults = detente.read(text + (f"evidence:\n{evidence}" if evidence else ""))
    assert sit is not None, faults
    return sit


def on(sit, day):
    return sit.states.labels[sit.states.find(status_quo_on(sit, day))]


def seen(name, day, **what):
    marks = "".join(f", {key}: {value}" for key, value in what.items())
    return f"  {name}: {{says: Seen, known: {day}{marks}}}\n"


def random_case(rng):
    names = [f"o{k}" for k in range(int(rng.integers(1, 5)))]
    taken = {name: bool(rng.integers(2)) for name in names}
    options, evidence, dated, later = [], [], [], []
    for name in names:
        day = OWN + timedelta(days=int(rng.integers(-40, 40)))
        if rng.random() < 0.4:
            options.append(f"{name}: {{text: T, since: {day}}}")
            dated.append((day, name, True))
        else:
            options.append(f"{name}: T")
    for k in range(int(rng.integers(0, 6))):
        name, day = str(rng.choice(names)), OWN + timedelta(days=int(rng.integers(-40, 40)))
        value = bool(rng.integers(2))
        evidence.append(seen(f"e{k}", day, **{"took" if value else "dropped": name}))
        later.append((day, name, value))
    listed = ", ".join(name for name in names if taken[name])
    text = f"{HEAD}as_of: {OWN}\noptions: {{A: {{{', '.join(options)}}}}}\nstatus_quo: [{listed}]\n"
    text += "preferences: {A: {statements: [o0]}}\n" + ("evidence:\n" + "".join(evidence) if evidence else "")
    sit, faults = detente.read(text)
    assert sit is not None, faults
    return sit, taken, dated + later


def test_the_status_quo_of_a_day_agrees_with_the_time_line_of_each_option():
    rng = np.random.default_rng(91)
    for _ in range(60):
        sit, taken, dated = random_case(rng)
        for shift in (-50, -20, -3, 0, 4, 21, 50):
            day = OWN + timedelta(days=shift)
            code = status_quo_on(sit, day)
            found = {option.id: bool(code >> option.bit & 1) for option in sit.options}
            assert found == status_quo(taken, dated, OWN, day), sit.text


def test_on_the_files_own_day_it_is_what_the_file_says():
    """Also where something dated says otherwise."""
    sit = made("x: {text: T, since: 2022}, y: T", "y", seen("e", "2023-01-01", dropped="y"))
    assert on(sit, OWN) == on(sit, None) == "NY"
    assert on(sit, date(2023, 2, 1)) == "YN"


def test_what_began_later_was_not_there_before_and_what_nothing_dates_was():
    sit = made("x: {text: T, since: 2022-02-24}, y: T", "x, y")
    assert on(sit, date(2022, 2, 23)) == "NY"
    assert on(sit, date(2022, 2, 24)) == "YY"


def test_what_was_taken_or_dropped_counts_from_the_day_it_was_known():
    evidence = seen("a", "2023-03-02", took="x") + seen("b", "2023-06-30", dropped="x", took="y")
    sit = made("x: T, y: T", "x", evidence)
    days = [date(2023, 3, 1), date(2023, 3, 2), date(2023, 6, 29), date(2023, 6, 30)]
    assert [on(sit, day) for day in days] == ["NN", "YN", "YN", "NY"]


def test_a_month_or_year_counts_from_its_last_day():
    sit = made("x: {text: T, since: 2022}", "x")
    assert [one.day for one in changes(sit)] == [date(2022, 12, 31)]


def test_a_beginning_within_the_year_of_the_file_is_at_the_latest_its_own_day():
    """The option is in the status quo, so it had begun."""
    sit = made("x: {text: T, since: 2023}, y: T", "x")
    assert (on(sit, date(2023, 3, 7)), on(sit, OWN)) == ("NN", "YN")
    assert on(made("x: {text: T, since: 2023}, y: T", "y"), date(2023, 12, 31)) == "YY"


def test_without_a_day_of_its_own_a_file_has_one_status_quo():
    sit = made("x: {text: T, since: 2022}", "x", more="")
    assert sit.as_of is None
    assert on(sit, date(2021, 1, 1)) == "Y"


def test_a_status_quo_that_rules_forbid_is_a_fault_where_it_came_about():
    sit = made(
        "x: T, y: T",
        "x",
        seen("e", "2023-06-30", dropped="x", took="y"),
        "as_of: 2023-03-08\nrules: [y -> x]\n",
    )
    with pytest.raises(detente.SituationError) as caught:
        status_quo_on(sit, date(2023, 7, 1))
    (fault,) = caught.value.faults
    assert (fault.code, fault.line) == ("DT411", sit.evidence["e"].place.line)
    assert "y -> x" in fault.message


def test_a_day_needs_a_status_quo():
    sit, _ = detente.read(f"{HEAD}options: {{A: {{x: T}}}}\npreferences: {{A: {{statements: [x]}}}}\n")
    assert sit is not None
    with pytest.raises(detente.SituationError, match="status_quo"):
        status_quo_on(sit, OWN)
    assert known_on(sit, OWN).status_quo is None


def test_a_given_graph_keeps_its_status_quo():
    sit = detente.load("elmira-1991-graph")
    assert status_quo_on(sit, date(1990, 1, 1)) == sit.status_quo


def test_what_became_known_later_is_gone():
    sit = detente.load("belarus-2023")
    day = date(2022, 12, 31)
    then = known_on(sit, day)
    assert then.as_of == day
    assert all(one.known_by <= day for one in then.evidence.values())
    assert all(tie.known_by is None or tie.known_by <= day for tie in then.ties)
    assert set(then.evidence) < set(sit.evidence)
    assert set(then.agreements) < set(sit.agreements)
    assert (then.text, then.questions) == (sit.text, sit.questions)


def test_what_is_known_only_grows():
    sit = detente.load("belarus-2023")
    before: set[str] = set()
    for day in news_of(sit):
        evidence = set(known_on(sit, day).evidence)
        assert before <= evidence
        before = evidence
    assert before == set(sit.evidence)


def test_news_are_listed_by_day():
    sit = detente.load("belarus-2023")
    news = news_of(sit)
    assert list(news) == sorted(news)
    assert sum(len([one for one in what if one in sit.evidence]) for what in news.values()) == len(
        sit.evidence
    )
