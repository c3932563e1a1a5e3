"""What the sections say, on forecasts and files made for the purpose."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from fractions import Fraction

import pytest

import detente
from brief.making import gathered, harbour, loaded, page
from brief.reading import read
from detente.brief.gather import gather
from detente.brief.made.answers import without_doubt
from detente.brief.origins import Origins
from detente.brief.sections import believing, questions, today, tying
from detente.brief.sections.verdicts import answer, verdict
from detente.brief.telling import expression_words
from detente.outlook.results import Case, HeldBack, Hinge, QuestionForecast, Span
from detente.situation.expressions import And, Compare, Count, Ever, Iff, Implies, Measure, Not, Or, Taken

SIT = harbour()
OPENS = gathered().forecast.questions["opens"]


def bare(markup: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", str(markup)))


def asked(**changes: object) -> QuestionForecast:
    plain = {
        "hinge": None,
        "method_span": Span(0.3, 0.35),
        "probability": 0.33,
        "word": "unlikely",
        "low": 0.25,
        "high": 0.4,
    }
    return replace(OPENS, undoubted=0.34, **{**plain, **changes})


def told(one: QuestionForecast) -> tuple[str, str]:
    g = gathered()
    book = Origins(SIT)
    return bare(answer(g, g.forecast, one, book)), bare(verdict(g, g.forecast, one, book))


def test_where_all_theories_give_one_word_the_answer_is_number_word_and_interval() -> None:
    sentence, cell = told(asked())
    assert re.search(r"unlikely, 33 % \(25 % to 40 % over the stated ranges\)", sentence)
    assert cell == "33 % unlikely"


def test_where_theories_differ_the_answer_names_the_hinge_and_no_number() -> None:
    cases = (
        Case("nobody reckons with answers", 0.96, 0.97),
        Case("actors decide as the file says", 0.1, 0.15),
    )
    sentence, _ = told(asked(hinge=Hinge("behaviour", cases), method_span=Span(0.1, 0.97)))
    assert "almost certain if nobody reckons with answers" in sentence
    assert not re.search(r"\d", sentence)


@pytest.mark.parametrize(
    ("exact", "words"), [(0.0, "in no course of this model"), (1.0, "in every course of this model")]
)
def test_an_exact_answer_speaks_of_courses_and_its_doubted_figure_is_marked(exact: float, words: str) -> None:
    p = 0.95 * exact + 0.05 * OPENS.base
    one = asked(probability=p, low=p, high=p, method_span=Span(p, p))
    one = replace(one, undoubted=exact)
    sentence, cell = told(one)
    assert words in sentence.lower()
    assert not re.search(r"\d", sentence)
    assert cell.startswith(f"{words} (")
    assert cell.endswith("with the doubt, by the base rate alone)")


def test_without_a_base_rate_no_figure_carries_the_doubt() -> None:
    """A third drawn towards the default of one half is never printed."""
    one = asked(based=False, base=0.5, probability=0.95 * 0.34 + 0.025, low=0.2, high=0.4)
    sentence, cell = told(one)
    assert "34 %" in sentence
    assert cell == "34 % unlikely (the model alone)"
    assert "with the doubt" not in cell
    settled = replace(one, undoubted=0.0, probability=0.025)
    assert told(settled)[1] == "in no course of this model"


def test_the_doubt_is_taken_out_exactly() -> None:
    one = asked(based=False, base=0.5)
    assert without_doubt(SIT, one, 0.95 * 0.34 + 0.05 * 0.5) == pytest.approx(0.34)
    assert without_doubt(SIT, one, 0.025) == 0
    assert without_doubt(SIT, one, 0.975) == 1


def test_questions_that_are_not_modelled_have_their_base_rate() -> None:
    text = read(page()).said(section="questions")
    assert "not modelled: 30 %" in text
    assert "1 isn't modelled" in text


def test_questions_without_a_forecast_are_listed() -> None:
    sit = loaded("detente: 1\ntitle: T\nactors: {A: Alpha}\nquestions: {q: {text: Is it so?}}\n")
    made = questions.section(gather(sit, draws=0, seed=1), Origins(sit))
    assert made is not None
    assert "can't be answered" in made.lead


HELD = HeldBack(
    "ISL",
    "trader",
    "seq",
    0.6,
    "NNYN",
    "YNYN",
    made=False,
    answered=0.68,
    caution=0.45,
    answer=(("SOU", "YNYY"),),
    if_types={"SOU": "strict"},
    does=(),
)


def held(knowledge: str = "own", **changes: object) -> str:
    g = gathered()
    forecast = replace(g.forecast, held_back=(replace(HELD, **changes),), knowledge=knowledge)
    made = today.section(replace(g, forecast=forecast), Origins(SIT))
    assert made is not None
    return bare(made.lead) + " " + bare(made.blocks[0].items[0])


def test_what_an_actor_leaves_is_told_with_what_would_free_it() -> None:
    text = held()
    assert text.startswith("The Island would move but for the answers of others.")
    assert (
        "It leaves it. It gives an answer 68 %, and only a caution over that would free it; its caution is 45 %."
        in text
    )
    assert "The answer if the aim of Southland is “strict”: Southland would stop buying fish." in text


def test_what_an_actor_does_is_told_with_the_caution_that_would_hold_it() -> None:
    text = held(made=True, answered=0.23, does=("YNYN",))
    assert text.startswith("Nothing keeps The Island from moving.")
    assert (
        "It does. It gives an answer 23 %, and is free while its caution is over that; its caution is 45 %."
        in text
    )


def test_an_answer_that_is_sure_or_never_comes_needs_no_number() -> None:
    assert "It is sure of an answer that would spoil it, so that no caution would free it." in held(
        answered=1.0
    )
    assert "It sees no answer coming" in held(made=True, answered=0.0, answer=(), does=("YNYN",))
    assert "It doesn't reckon with answers." in held(behaviour="nash", made=True)


def test_who_sees_through_the_others_is_told_in_cases() -> None:
    assert "an answer would come in 68 % of cases" in held(knowledge="all")


def test_a_state_that_nobody_would_leave_keeps_itself() -> None:
    forecast = replace(gathered().forecast, held_back=())
    made = today.section(replace(gathered(), forecast=forecast), Origins(SIT))
    assert made is not None
    assert made.lead == "Today's state keeps itself: nobody would rather move."


@pytest.mark.parametrize(
    ("nats", "words"),
    [
        (0.1, "hardly speaks for"),
        (math.log(2), "speaks slightly for"),
        (-math.log(4), "speaks moderately for"),
        (math.log(10), "speaks strongly for"),
        (math.log(30), "speaks very strongly for"),
        (math.inf, "leaves only"),
    ],
)
def test_weights_of_evidence_are_told_in_the_words_of_the_scale_of_support(nats: float, words: str) -> None:
    assert believing.support_words(nats) == words


def test_beliefs_say_what_moved_and_what_was_left_out() -> None:
    text = read(page()).said(section="beliefs")
    assert re.search(
        r"The evidence moved most what to think of Southland: “strict” went from 40 % to \d+ %\.", text
    )
    assert "Known only later (1): later" in text
    assert re.search(r"Repeats of an origin .* \(1\): copy", text)
    assert "The Island itself gives “strict” of Southland: 55-80 %" in text
    assert "The Island: not available, for want of statements that bear on its types." in text


def test_ties_say_whose_figures_have_stopped_and_never_take_unknown_for_nothing() -> None:
    text = read(page()).said(section="ties")
    assert "Northland is not reported on energy in 2029, after 80 % in 2028. Unknown is not zero" in text
    assert "some figures are missing, which is not independence" in text
    assert "energy 2029NorthlandShare" not in text
    made = tying.section(gathered(), Origins(SIT))
    assert made is not None
    shares = next(block for block in made.blocks if getattr(block, "caption", "") == "Shares by partner")
    northland = next(row for row in shares.rows if "Northland" in row.cells[1] and "energy" in row.cells[0])
    assert bare(northland.cells[2]) == "not known"
    assert bare(northland.cells[3]) == "0-100 %"


def test_assumptions_stand_with_their_lines_and_marks() -> None:
    lines = SIT.text.splitlines()
    made = read(page())
    rows = [one for one in made.tagged("tr") if one.section == "assumptions" and "id" in one.attributes]
    assert len(rows) > 15
    text = made.said(section="assumptions")
    for needle in ("open -> build", "strict: {prior: 40%", "caution: 45%", "base: 20%", "storm:"):
        number = next(at for at, line in enumerate(lines, start=1) if needle in line)
        assert re.search(rf"(?<!\d){number}(?!\d)", text), needle
    assert "judgement" in text
    assert "no evidence" in text
    assert "reckons with no answer (nash)" in text


def test_sources_say_what_rests_on_them() -> None:
    text = read(page()).said(section="sources")
    assert "The file cites 2 sources and records 5 observations." in text
    assert re.search(r"piers, speech and later; 6 ties", text)
    assert "known too late for this page" in text
    assert "p2 s1 0a1b2c3d" in text


def test_records_are_listed_with_their_arithmetic() -> None:
    text = read(page()).said(section="records")
    assert "On record: 1 agreement and 1 count that must add up." in text
    assert re.search(r"total40 boats", text)
    assert re.search(r"others15", text)
    assert "claimed by Northland" in read(page()).said(section="commitments")


def test_expressions_are_told_in_the_words_of_the_options() -> None:
    a, b = Taken(0, "open"), Taken(3, "boycott")
    one, two = "“The Island: open the harbour to the fleet of Northland”", "“Southland: stop buying fish”"
    assert expression_words(SIT, Implies(Not(a), And((a, b)))) == f"if not {one}, then ({one} and {two})"
    assert expression_words(SIT, Iff(a, Or((a, b)))) == f"{one} exactly if ({one} or {two})"
    assert expression_words(SIT, Count(0, 1, (a, b))) == f"at most one of {one}, {two}"
    assert expression_words(SIT, Count(1, 1, (a, b))).startswith("exactly one of")
    assert expression_words(SIT, Ever(b)) == f"at some time {two}"
    share = Compare(Measure("share", ("ISL", "SOU", "exports")), "<", Fraction(1, 2))
    assert expression_words(SIT, share) == "share of ISL / SOU / exports < 0.5"


def test_a_later_day_lets_more_evidence_in() -> None:
    early, late = (read(detente.report(SIT, draws=0, as_of=day)) for day in ("2030-04-25", "2030-07-01"))
    assert "As of 25 April 2030" in early.said()
    assert "known too late for this page" not in late.said()


def test_a_file_without_a_day_has_a_page_without_one() -> None:
    sit = detente.load("chicken")
    assert sit.as_of is None or "As of" in read(detente.report(sit)).said()
    assert "As of" not in read(detente.report(replace(sit, as_of=None))).said()
