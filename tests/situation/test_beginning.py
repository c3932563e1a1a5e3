"""The beginning of one's own situation: what three answers give reads without a fault, whatever they say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.situation.beginning import first_file

TEXTS = st.text(min_size=1, max_size=30).filter(lambda text: text.strip() and "\x00" not in text)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(TEXTS.map(str.strip), st.lists(TEXTS, max_size=3), min_size=1, max_size=3),
    st.text(max_size=40),
)
def test_whatever_is_answered_the_file_has_no_fault(could, asks):
    sit, faults = detente.read(first_file(could, asks.strip()))
    assert sit is not None, [str(one) for one in faults]
    assert len(sit.actors) == len(could)
    assert len(sit.options) == sum(len(texts) for texts in could.values())


@pytest.mark.parametrize(
    ("could", "actors", "options"),
    [
        ({"United States": [], "United Sisters": []}, ["US", "UNITED_SISTERS"], []),
        ({"Türkiye": ["send the protocol", "send an envoy"]}, ["TUR"], ["send", "send_envoy"]),
        ({"A": ["not", "or else"]}, ["A"], ["option_1", "else"]),
        ({"Россия": ["ждать", "идти"]}, ["ACTOR_1"], ["option_1", "option_2"]),
    ],
)
def test_names_come_from_the_words(could, actors, options):
    sit, _ = detente.read(first_file(could))
    assert list(sit.actors) == actors
    assert [one.label for one in sit.options] == options


def test_the_question_is_about_the_option_that_it_speaks_of_and_no_guess_is_made_between_two():
    could = {"Upland": ["fill the reservoir"], "Lowland": ["close its ports", "open its ports"]}
    assert "when: close " in first_file(could, "Will Lowland close the ports?")
    assert "# when: ..." in first_file(could, "What of the ports?")
    assert "# when: ..." in first_file(could, "Will there be war?")
