"""The criteria of confidence, clause by clause, and that it never shares a sentence with a likelihood."""

import pytest

import detente
from detente.outlook.answering import Answering, model_of
from detente.outlook.confidence import confidence, confidence_in
from detente.outlook.tornado import bars_of, pulled

# Yes in all of firm's courses; posterior of firm about 71 % at 60 % against 50/50 twice.
TEXT = """\
detente: 1
title: Small
actors: {A: Alpha, B: Beta}
options: {A: {x: X}}
status_quo: []
preferences:
  A:
    types:
      firm: {prior: PRIOR, statements: [x]}
      soft: {statements: [not x]}
sources: {s: {title: Seen, date: 2020-01-01, grade: B2}}
evidence:
  one: {says: One, source: s, origin: o1, expected_if: {A: {firm: ONE, soft: 50%}}}
  two: {says: Two, source: s, origin: o2, expected_if: {A: {firm: TWO, soft: 50%}}}
questions:
  asked: {text: Asked?, when: x, counted: ever, base: 50%}
  rain: {text: Rain?, base: 50%}
"""


def small(prior="60%", one="60%", two="60%"):
    return TEXT.replace("PRIOR", prior).replace("ONE", one).replace("TWO", two)


def judged(text, question="asked"):
    sit = detente.load(text)
    filed = detente.forecast(sit, draws=0, span=False)
    found = confidence_in(sit, filed, question)
    flips = detente.flips(sit, question, max_size=1)
    assert confidence(sit, filed, flips) == found
    return found


def test_high_where_nothing_inside_the_ranges_turns_it_and_all_is_well_graded_and_known():
    found = judged(small(prior="[70%, 80%]"))
    assert found.level == "high"
    assert len(found.reasons) == 3


def test_low_where_one_input_within_its_range_turns_it():
    found = judged(small(prior="[20%, 80%]"))
    assert found.level == "low"
    assert found.reasons == ("One input within its range turns it: prior of Alpha being 'firm' [line 9].",)


def test_low_where_it_rests_on_one_origin():
    found = judged(small(prior="45%", one="75%", two="50%"))
    assert found.level == "low"
    assert found.reasons == ("It rests on one origin: leave out the evidence 'one' [line 13].",)


def test_low_where_one_word_moved_a_step_turns_it():
    found = judged(small(prior="60%", one="unlikely", two="70%"))
    assert found.level == "low"
    assert any(reason.startswith("One word moved a step turns it") for reason in found.reasons)


def test_moderate_where_only_all_ranges_together_turn_it():
    found = judged(small(prior="53%", one="[45%, 65%]", two="[45%, 65%]"))
    assert found.level == "moderate"
    assert found.reasons == ("All ranges at once, each at the end that moves it most, turn it.",)


@pytest.mark.parametrize(
    ("grade", "reason"),
    [
        (", grade: C3}", "Reports are graded worse than B or 2: one, two."),
        (", grade: F6}", "Reports are graded worse than B or 2: one, two."),
        (", grade: B}", None),
        (", grade: A1}", None),
        ("}", "Reports have no grade: one, two."),
    ],
)
def test_grades_bound_it(grade, reason):
    found = judged(small(prior="75%").replace(", grade: B2}", grade))
    if reason is None:
        assert found.level == "high"
    else:
        assert (found.level, found.reasons) == ("moderate", (reason,))


def test_a_report_that_tells_no_types_apart_is_not_what_it_rests_on():
    text = small(prior="75%").replace("grade: B2", "grade: C3").replace("firm: 60%", "firm: 50%")
    assert judged(text).reasons == ("No report bears on what the actors want.",)


def test_a_worth_that_hangs_on_an_unknown_tie_bounds_it():
    text = small(prior="75%").replace(
        "firm: {prior: 75%, statements: [x]}",
        'firm: {prior: 75%, weights: [{when: x, worth: 2}, {when: not x, worth: "tie(B/A/trade)"}]}',
    )
    text += "ties: [{from: B, to: A, vector: trade, unit: share of trade, status: not_reported}]\n"
    found = judged(text)
    assert found.level == "moderate"
    assert found.reasons == ("Worths hang on figures that aren't known: tie B/A/trade.",)


def test_a_question_whose_answer_is_dark_has_low_confidence():
    text = small(prior="75%").replace(
        "  rain:",
        '  dark: {text: Less?, when: "share(A/B/trade) < 30%", counted: at_end}\n  rain:',
    )
    text += "ties: [{from: B, to: A, vector: trade, year: 2021, unit: USD, status: not_reported}]\n"
    sit = detente.load(text)
    found = confidence_in(sit, detente.forecast(sit, draws=0, span=False), "dark")
    assert (found.level, found.reasons) == (
        "low",
        ("There is no answer: it hangs on a tie whose value isn't known.",),
    )


def test_what_the_model_does_not_answer_has_none():
    sit = detente.load(small())
    with pytest.raises(ValueError, match="has no 'when'"):
        confidence_in(sit, detente.forecast(sit, draws=0, span=False), "rain")


@pytest.mark.parametrize("prior", ["60%", "[20%, 80%]", "[60%, 70%]"])
def test_it_says_nothing_of_how_probable_the_answer_is(prior):
    found = judged(small(prior=prior))
    assert found.sentence == f"Confidence in this answer is {found.level}."
    said = " ".join((found.sentence, *found.reasons))
    assert "probab" not in said
    assert "likely" not in said


def test_all_ranges_pull_together():
    sit = detente.load(small(prior="[50%, 60%]", one="[45%, 65%]", two="[45%, 65%]"))
    answering = Answering(model_of(sit, "asked", None), "asked")
    bars = bars_of(answering)

    def at(prior, one, two):
        text = small(prior=f"{prior}%", one=f"{one}%", two=f"{two}%")
        return detente.forecast(detente.load(text), draws=0, span=False).questions["asked"].undoubted

    assert pulled(answering, bars, up=True) == pytest.approx(at(60, 65, 65))
    assert pulled(answering, bars, up=False) == pytest.approx(at(50, 45, 45))
