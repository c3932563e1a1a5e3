"""The headline rule: a number only where the theories agree, a condition where they don't, courses where defaults speak."""

import re

import pytest

from detente.outlook.headline import COUNTED, MEANINGS, headline
from detente.outlook.results import Case, Hinge, QuestionForecast, Span
from detente.words import word_for

DOUBT = 0.05


def doubted(p, base=0.5, doubt=DOUBT):
    return (1 - doubt) * p + doubt * base


def record(base, probability, *, based=True, **more):
    """Make a question's forecast; its interval is the probability itself unless more is said."""
    whole = {"low": probability, "high": probability, "word": "", "modelled": True, **more}
    return QuestionForecast("q", "Will it?", "ever", "2030-01-01", base, based, probability, **whole)


def question(p, base=0.5, *, based=True, low=None, high=None, span=None, hinge=None):
    probability = doubted(p, base)
    ends = [probability if end is None else doubted(end, base) for end in (low, high)]
    return record(
        base,
        probability,
        based=based,
        word=word_for(probability),
        low=ends[0],
        high=ends[1],
        undoubted=p,
        method_span=span,
        hinge=hinge,
    )


def hinged(*cases, p=0.3, base=0.5, based=True):
    told = tuple(Case(when, doubted(low, base), doubted(high, base)) for when, low, high in cases)
    return question(p, base, based=based, hinge=Hinge("behaviour", told))


def say(one, doubt=DOUBT):
    return headline(one, doubt=doubt)


def test_where_the_theories_agree_the_word_and_the_number_stand_first_with_the_interval():
    assert (
        say(question(0.3, low=0.25, high=0.4))
        == "In the end unlikely, 31 % (26 % to 41 % over the stated ranges)."
    )


def test_an_interval_that_looks_like_the_number_is_left_out():
    assert say(question(0.3)) == "In the end unlikely, 31 %."
    assert say(question(0.3, low=0.2999, high=0.3001)) == "In the end unlikely, 31 %."


def test_below_one_per_cent_there_is_no_word():
    assert say(question(0.004, base=0.0)) == "In the end under 1 %."


@pytest.mark.parametrize(
    ("p", "words"), [(0, "In no course of this model."), (1, "In every course of this model.")]
)
@pytest.mark.parametrize("based", [True, False])
def test_where_the_model_says_exactly_0_or_1_the_sentence_speaks_of_its_courses(p, words, based):
    same = doubted(p, 0.2)
    assert say(question(p, base=0.2, based=based)) == words
    assert say(question(p, base=0.2, based=based, span=Span(same, same))) == words


def test_an_exact_answer_says_if_it_holds_for_the_file_only():
    told = say(question(0, base=0.02, span=Span(doubted(0, 0.02), doubted(0.005, 0.02))))
    assert told.startswith("In no course of this model as the file has it")
    assert "whatever theory" in told


def test_a_question_without_a_base_rate_gets_no_figure_that_rests_on_the_default():
    assert say(question(0.4, based=False)) == "In the end unlikely, in 40 % of the courses of this model."
    assert say(question(0.004, based=False)) == "In the end in under 1 % of the courses of this model."


def test_where_the_span_leaves_one_band_the_sentence_is_a_condition_and_has_no_number():
    told = say(hinged(("they can strike a deal", 1, 1), ("not", 0, 0)))
    assert told == (
        "In the end it hangs on how the actors decide: in every course of this model if they can strike a deal; "
        "in no course of this model if not."
    )
    assert not re.search(r"\d", told)


def test_sides_of_one_answer_go_together_and_ranges_are_named_by_both_ends():
    told = say(hinged(("a", 0.1, 0.12), ("b", 0.5, 0.9), ("c", 0.11, 0.13), base=0.2))
    assert told == (
        "In the end it hangs on how the actors decide: "
        "very unlikely if a, or c; roughly even chance to very likely if b."
    )


def test_where_no_setting_splits_the_answer_the_sentence_says_so():
    told = say(hinged(("a", 0.1, 0.9), ("b", 0.12, 0.88)))
    assert told == "In the end very unlikely to very likely, and no single setting decides it."


def test_the_sides_of_a_hinge_do_not_rest_on_a_default_either():
    """A side of 0.001 and a default base of one half would read as almost no chance, 2.6 %."""
    told = say(hinged(("a", 0.0005, 0.001), ("b", 0.999, 0.9995), based=False))
    assert told == "In the end it hangs on how the actors decide: below 1 % if a; above 99 % if b."


def test_without_doubt_the_model_speaks_for_itself():
    one = record(0.5, 0.0, based=False, undoubted=0.0, method_span=Span(0.0, 0.0))
    assert say(one, doubt=0.0) == "In no course of this model."


def test_where_doubt_is_all_the_base_rate_is_the_answer():
    hinge = Hinge("behaviour", (Case("a", 0.2, 0.2), Case("b", 0.2, 0.2)))
    one = record(0.2, 0.2, undoubted=0.7, hinge=hinge)
    assert say(one, doubt=1.0) == "In the end unlikely, and no single setting decides it."


def test_a_question_that_is_not_modelled_keeps_its_base_rate_and_says_why():
    one = record(0.3, 0.3, word="unlikely", modelled=False, why="it has no 'when'")
    assert (
        say(one)
        == "The model says nothing of it, since it has no 'when'; its base rate stands: unlikely, 30 %."
    )
    bare = record(0.5, 0.5, based=False, word="roughly even chance", modelled=False)
    assert say(bare) == "The model says nothing of it, and the file gives no base rate."


def test_a_condition_that_never_comes_about_leaves_no_answer():
    one = record(0.3, None, low=None, high=None)
    assert say(one) == "The condition comes about in no course of this model, so there is no answer."


def test_no_sentence_names_a_date_for_events_have_none():
    for one in (question(0.3), question(0), hinged(("a", 0.1, 0.1), ("b", 0.9, 0.9))):
        assert "2030" not in say(one)


def test_the_figures_and_the_ways_of_counting_have_words():
    assert set(MEANINGS) == {"probability", "interval", "span", "error"}
    assert COUNTED["ever"] == "at some time"


def test_what_is_certain_by_central_figures_only_is_said_to_be_left_open_by_the_ranges():
    told = "by the central figures, but the ranges leave it open"
    assert (
        say(question(1, 0.4, low=0))
        == f"In every course of this model {told} (2 % to 97 % over the stated ranges)."
    )
    assert say(question(0, high=1, based=False)) == f"In no course of this model {told}."
