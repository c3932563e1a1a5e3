"""States and moves in words: nothing is conjugated, everything taken or dropped is said, by whom."""

import math

import pytest

import detente
from detente.faults import NOWHERE
from detente.situation.phrasing import (
    actor_name,
    change_words,
    listed,
    option_words,
    path_words,
    percent,
    sentence,
    state_name,
    state_words,
    support_words,
)
from detente.situation.records import Option

TEXT = """\
detente: 1
title: Three moves
actors: {A: Alpha, B: Beta, C: Gamma}
options:
  A:
    strike: Strike first
    pay: {text: Pay for peace and quiet.}
    talk: talk
  B:
    hold: NATO help is asked for
    sell_gas: {lasting: taken}
status_quo: [strike]
states: {war: YNNNN, some: {pay: yes}}
"""


@pytest.fixture(scope="module")
def sit():
    return detente.load(TEXT)


@pytest.fixture(scope="module")
def graph():
    return detente.load("elmira-1991-graph")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Strike first", "strike first"),
        ("Pay.", "pay"),
        ("NATO help is asked for", "NATO help is asked for"),
        ("A strike", "A strike"),
        ("o_pt", "o pt"),
        ("", "o pt"),
        ("Co-operate", "co-operate"),
        ("Überqueren", "überqueren"),
    ],
)
def test_a_text_follows_could_and_keeps_capitals_that_are_not_its_first_letter_only(text, words):
    assert option_words(Option("o_pt", "A", text, 0, NOWHERE)) == words


def test_a_state_is_what_each_actor_takes(sit):
    assert state_words(sit, "YYNNN") == "Alpha: strike first, and pay for peace and quiet"
    assert state_words(sit, "NYYNY") == "Alpha: pay for peace and quiet, and talk; Beta: sell gas"
    assert state_words(sit, "NNNNN") == "nobody takes any option"


def test_a_change_says_what_is_taken_and_what_is_dropped_and_by_whom(sit):
    assert change_words(sit, "YNNNN", "NNNNY") == "Alpha: no longer strike first; Beta: sell gas"
    would = "Alpha would pay for peace and quiet, and no longer strike first"
    assert change_words(sit, "YNNNN", "NYNNN", modal="would") == would
    assert change_words(sit, "YNNNN", "YNNNN") == "nothing changes"


def test_what_somebody_could_leave_undone_does_not_read_like_what_it_is_not_able_to_do(sit):
    assert (
        change_words(sit, "YNNNN", "NNNNN", modal="could") == "Alpha could choose no longer to strike first"
    )


def test_a_path_is_said_step_by_step(sit):
    steps = [("B", "YNNNY"), ("A", "NNNNY")]
    words = "Beta would sell gas, then Alpha would no longer strike first"
    assert path_words(sit, "YNNNN", steps) == words
    assert path_words(sit, "YNNNN", steps, modal="").startswith("Beta: sell gas, then Alpha: no longer")
    assert path_words(sit, "YNNNN", []) == ""


def test_a_name_is_given_to_a_state_only_if_it_stands_for_that_state_alone(sit, graph):
    assert state_name(sit, "YNNNN") == "war"
    assert state_name(sit, "NYNNN") == ""
    assert state_name(graph, "s5") == "s5"


def test_in_graph_form_states_are_named_and_movers_come_from_the_path(graph):
    assert state_words(graph, "s5") == "s5"
    assert change_words(graph, "s1", "s5") == "s5 comes about"
    assert change_words(graph, "s1", "s5", by="LG", modal="could") == "Local government could go to s5"
    assert path_words(graph, "s1", [("LG", "s5"), ("UR", "s7")], modal="") == (
        "Local government: go to s5, then Uniroyal Chemical: go to s7"
    )


def test_an_actor_without_a_name_goes_by_what_it_is_called(sit):
    assert [actor_name(sit, actor) for actor in ("A", "EU")] == ["Alpha", "EU"]


def test_the_word_of_a_weight_is_the_nearest_of_the_scale_and_knows_no_sign():
    assert [support_words(one) for one in (0, 1.5, 1.6, -4.6, 8.1, -12.4, math.inf)] == [
        "hardly",
        "hardly",
        "slightly",
        "moderately",
        "strongly",
        "very strongly",
        "very strongly",
    ]


def test_lists_and_sentences():
    assert listed([]) == ""
    assert sentence("") == ""
    assert sentence("nothing changes") == "Nothing changes."
    assert sentence("Done!") == "Done!"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1e-12, "0 %"),
        (0.01, "1 %"),
        (0.005, "under 1 %"),
        (0.994, "over 99 %"),
        (0.99, "99 %"),
        (0.1 + 0.45, "55 %"),
    ],
)
def test_per_cents_are_whole_and_keep_near_the_end_apart_from_the_end(value, words):
    assert percent(value) == words
