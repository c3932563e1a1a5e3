"""Every number of a page is written with its origin; what is not is a date, a heading, a line or a quotation."""

from __future__ import annotations

import re

import pytest

import detente
from brief.making import case_page, gathered, harbour, loaded, page, with_texts
from brief.reading import Text, read
from detente.brief.figures import Figure, exactly, written
from detente.brief.origins import Origins
from detente.faults import Place

QUOTED = ("bdi", "code", "time", "title", "desc", "style", "script", "h1", "h2", "h3", "ol")


def is_accounted_for(text: Text) -> bool:
    """Whether a text with a digit is a quotation, a date, a heading, a line, or leads to its origin."""
    if text.within(*QUOTED) or text.section == "origins":
        return True
    for one in text.above:
        if re.match(r"#[nL]\d+$", one.attributes.get("href", "")):
            return True
        if one.attributes.get("class") in {"place", "q", "marking"}:
            return True
        if re.match(r"#(obs|src)-", one.attributes.get("href", "")):
            return True
    return False


@pytest.mark.parametrize("source", ["the small case", "belarus-2023", "chicken", "elmira-1991-graph"])
def test_every_number_leads_to_its_origin(source: str) -> None:
    text = page() if source == "the small case" else case_page(source)
    loose = [
        one.content for one in read(text).texts if re.search(r"\d", one.content) and not is_accounted_for(one)
    ]
    assert loose == []


def test_a_number_without_an_origin_would_be_found() -> None:
    loose = [
        one
        for one in read("<p>There are 3 of them, <a href='#n1'>4 %</a>.</p>").texts
        if not is_accounted_for(one)
    ]
    assert [one.content for one in loose] == ["There are 3 of them, ", "."]


def test_texts_of_the_file_are_quoted_wherever_they_stand() -> None:
    """A text that is nothing but a mark stands in no place that the page speaks for itself."""
    made = read(detente.report(loaded(with_texts("Mark 77")), draws=0))
    loose = [one.content for one in made.texts if "Mark 77" in one.content and not is_accounted_for(one)]
    assert loose == []


def test_an_entry_says_the_value_how_it_was_made_from_what_and_where() -> None:
    made = read(page())
    entries = {
        one: text
        for one, text in enumerate(made.blocks("li"))
        if text.startswith("Probability of “Does the island")
    }
    told = next(iter(entries.values()))
    assert re.match(r"Probability of “Does the island open its harbour\?”: \d+ % \(0\.\d{2,4}\)\.", told)
    assert "drawn towards the base rate by the doubt" in told
    assert re.search(
        r"Made from: .*as the model has it \d+ %; Base rate .* 20 %; Doubt in the model 5 %\.", told
    )
    assert told.endswith("back back")


def test_an_entry_leads_to_the_line_where_it_stands_on_the_page() -> None:
    lines = harbour().text.splitlines()
    made = read(page())
    base = next(text for text in made.blocks("li") if text.startswith("Base rate of “Does the island open"))
    number = int(re.search(r"In the file: line (\d+)", base)[1])
    assert "base: 20%" in lines[number - 1]
    links = [one.attributes["href"] for one in made.tagged("a") if one.section == "origins"]
    assert f"#L{number}" in links


def test_a_figure_is_entered_once_and_written_anew_each_time() -> None:
    book = Origins(harbour())
    half = Figure("half", 0.5, "percent", "A half", "By halving.")
    first, second = book.number(half), book.number(half)
    assert (first, second) == ('<a id="u1" href="#n1">50 %</a>', '<a id="u2" href="#n1">50 %</a>')
    assert len(book.entries()) == 1


def test_what_a_figure_was_made_from_is_entered_with_it() -> None:
    book = Origins(harbour())
    part = Figure("part", 0.25, "percent", "A quarter", "")
    book.number(Figure("whole", 0.5, "percent", "Twice a quarter", "Doubled.", (part,)))
    texts = [str(entry["text"]) for entry in book.entries()]
    assert 'Made from: <a href="#n2">A quarter 25 %</a>' in texts[0]
    assert "A quarter" in texts[1]


def test_percentages_of_a_sentence_go_to_the_figures_that_are_written_so() -> None:
    book = Origins(harbour())
    one = Figure("one", 0.04, "percent", "One", "")
    ends = Figure("ends", (0.02, 0.07), "percent", "Ends", "")
    linked = str(book.linked("About 4 % (2 % to 7 %), under 1 % & more", [one, ends]))
    assert re.findall(r'href="#(n\d)">([^<]+)<', linked) == [
        ("n1", "4 %"),
        ("n2", "2 %"),
        ("n2", "7 %"),
        ("n1", "under 1 %"),
    ]
    assert linked.endswith("&amp; more")


def test_a_place_in_a_table_is_named_from_the_folder_of_the_file() -> None:
    sit = detente.load("belarus-2023")
    folder = sit.file.rpartition("/")[0]
    book = Origins(sit)
    assert (
        book.place(Place(3, 1, f"{folder}/data/trade.csv"))
        == '<span class="place">data/trade.csv line 3</span>'
    )
    assert folder not in case_page("belarus-2023")


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.0, "percent", "0 %"),
        (1.0, "percent", "100 %"),
        (0.004, "percent", "under 1 %"),
        (0.9951, "percent", "over 99 %"),
        (0.145, "percent", "15 %"),
        ((0.004, 0.2), "percent", "under 1 to 20 %"),
        ((0.214, 0.476), "percent", "21-48 %"),
        ((0.211, 0.213), "percent", "21 %"),
        (None, "percent", "not known"),
        (1234567.0, "count", "1\u202f234\u202f567"),
        (-1050.0, "amount", "\u22121\u202f050"),
        ((-5000.0, -1000.0), "amount", "\u22125\u202f000 to \u22121\u202f000"),
        (0.123456, "index", "0.12"),
        (3.17, "decibans", "3.2"),
        (12.34, "ratio", "12"),
        (float("inf"), "ratio", "without end"),
        (2.5e12, "amount", "2.5 trillion"),
    ],
)
def test_a_number_has_no_more_digits_than_it_deserves(value: object, form: str, shown: str) -> None:
    assert written(value, form) == shown


def test_the_account_gives_the_digits_that_were_rounded_away() -> None:
    assert exactly(0.0368174, "percent") == "0.03682"
    assert exactly((0.0214, 0.0476), "percent") == "0.0214 to 0.0476"
    assert exactly(0.5, "percent") == ""


def test_two_branches_of_one_question_are_two_figures() -> None:
    made = read(page())
    told = [
        text
        for text in made.blocks("li")
        if text.startswith("“Does the island sell its boats?” as the model has it")
    ]
    assert len(told) == 3
    assert sum("with open=yes held" in text for text in told) == 1
    assert gathered().branches[0].held == {"open": True}
