"""What the page says itself, as against what it quotes: plain words, one row of likelihood, no claim too much."""

from __future__ import annotations

import re

import pytest

from brief.making import case_page, page
from brief.reading import read
from detente.words import BANDS

LIKELIHOOD = re.compile("|".join(rf"\b{band.first}\b" for band in BANDS))
SECOND_ROW = re.compile("|".join(rf"\b{band.second}\b" for band in BANDS), re.IGNORECASE)
FORBIDDEN = re.compile(
    r"\b(robust\w*|sanction\w*|limit of|equilibri\w+|unilateral|payoff|utility|optimal|guarantee[sd]?|prove[sn]?|"
    r"powerful|seamless\w*|novel|state of the art|by 31|will happen)\b",
    re.IGNORECASE,
)
CONFIDENCE = re.compile(r"\b(?:low|moderate|high) confidence\b|\bconfiden(?:t|ce)\b", re.IGNORECASE)


def own_words(text: str) -> list[str]:
    """Give the sentences that the page says itself: quotations, names and the style are cut out."""
    made = read(text)
    found: dict[int, str] = {}
    for one in made.texts:
        if one.within("style", "script", "title", "desc") or not one.above:
            continue
        block = next(
            (
                e
                for e in reversed(one.above)
                if e.tag in {"p", "li", "td", "th", "caption", "h2", "h3", "text"}
            ),
            one.above[-1],
        )
        quoted = one.within("bdi", "code", "time") or any(e.attributes.get("class") == "q" for e in one.above)
        found[id(block)] = found.get(id(block), "") + ("X" if quoted else one.content)
    return [
        part
        for block in found.values()
        for part in re.split(r"(?<=[.;:?])\s", re.sub(r"\s+", " ", block).strip())
    ]


@pytest.fixture(scope="module", params=["the small case", "belarus-2023", "sustainable-development"])
def sentences(request: pytest.FixtureRequest) -> list[str]:
    text = page() if request.param == "the small case" else case_page(request.param)
    return own_words(text.partition('<section id="origins"')[0] + "</main></body></html>")


def test_no_word_claims_too_much_or_is_of_the_trade(sentences: list[str]) -> None:
    assert [one for one in sentences if FORBIDDEN.search(one)] == []


def test_words_of_likelihood_are_of_the_first_row(sentences: list[str]) -> None:
    assert [one for one in sentences if SECOND_ROW.search(one)] == []


def test_likelihood_and_confidence_never_stand_in_one_sentence(sentences: list[str]) -> None:
    assert [one for one in sentences if LIKELIHOOD.search(one) and CONFIDENCE.search(one)] == []


def test_no_sentence_gives_a_day_for_an_outcome() -> None:
    made = read(page())
    dated = [text for text in made.texts if text.within("time") and text.section == "questions"]
    assert {one.above[-2].tag for one in dated} == {"small"}
    assert all("scored on" in block for block in made.blocks("small") if "31 December 2031" in block)


def test_what_is_looked_for_is_found() -> None:
    assert FORBIDDEN.search("a robust result")
    assert SECOND_ROW.search("It is improbable.")
    assert LIKELIHOOD.search("It is very unlikely, with high confidence")
    assert CONFIDENCE.search("It is very unlikely, with high confidence")
