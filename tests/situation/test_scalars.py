"""Scalars: each field turns its text into one value, exactly, or says what would have been right."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from detente.situation import scalars
from detente.situation.nodes import compose
from detente.situation.shapes import UNREAD, Reading, Unreadable


def read(shape, text):
    root, faults = compose(text)
    assert faults == []
    reading = Reading()
    return shape.read(root, reading), [one.code for one in reading.faults]


BOUNDS = "write 0% at least and 100% at most"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4", Fraction(4)),
        ("-0.5", Fraction(-1, 2)),
        ("+.25", Fraction(1, 4)),
        ("60%", Fraction(3, 5)),
        ("57 %", Fraction(57, 100)),
        ("0.1", Fraction(1, 10)),
        ("\N{MINUS SIGN}3", Fraction(-3)),
        ("1.", Fraction(1)),
        ("0.333333333333333333", Fraction(333333333333333333, 10**18)),
    ],
)
def test_numbers_are_exact(text, value):
    assert scalars.to_number(text) == value


@pytest.mark.parametrize(
    "text",
    ["1e3", "1,000", "1 000", "0,5", "half", "nan", "inf", "1/2", "0x10", "1:30", "--1", "%", "1%%", ""],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Unreadable) as caught:
        scalars.to_number(text)
    assert caught.value.code == "DT301"


def test_a_number_may_have_thirty_characters():
    assert scalars.to_number("9" * 30) == 10**30 - 1
    with pytest.raises(Unreadable, match="too long") as caught:
        scalars.to_number("9" * 31)
    assert caught.value.code == "DT914"


@pytest.mark.parametrize(
    ("text", "hint"),
    [("130%", BOUNDS), ("30", "write 30%"), ("-1%", BOUNDS), ("1.5", "write 1.5%"), ("101", BOUNDS)],
)
def test_probabilities_lie_between_nought_and_one(text, hint):
    with pytest.raises(Unreadable) as caught:
        scalars.to_probability(text)
    assert (caught.value.code, caught.value.hint) == ("DT302", hint)


def test_words_of_likelihood_are_bands_and_remember_their_row():
    reading = Reading()
    root, _ = compose("[likely, Roughly  even chance, improbable, 70%]")
    likely, even, improbable, point = (scalars.LIKELIHOOD.read(item, reading) for item in root.items)
    assert (likely.low, likely.high, likely.word) == (Fraction(11, 20), Fraction(4, 5), "likely")
    assert even.word == "roughly even chance"
    assert (improbable.low, point.is_point) == (Fraction(1, 5), True)
    assert {row: place.column for row, place in reading.rows.items()} == {"first": 2, "second": 32}


@pytest.mark.parametrize(
    ("text", "day", "first"),
    [
        ("2023-03-08", (2023, 3, 8), (2023, 3, 8)),
        ("2023-3-8", (2023, 3, 8), (2023, 3, 8)),
        ("2023-02", (2023, 2, 28), (2023, 2, 1)),
        ("2024-02", (2024, 2, 29), (2024, 2, 1)),
        ("2023", (2023, 12, 31), (2023, 1, 1)),
    ],
)
def test_a_month_or_year_means_its_last_day(text, day, first):
    when = scalars.to_when(text)
    assert (when.day, when.first, when.text) == (date(*day), date(*first), text)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-30",
        "2023-13",
        "0000-01-01",
        "8.3.2023",
        "2023/03/08",
        "yesterday",
        "23-03-08",
        "2023-03-08T10:00",
    ],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Unreadable) as caught:
        scalars.to_when(text)
    assert caught.value.code == "DT115"


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("B2", ("B", "2")),
        ("b", ("B", "")),
        ("3", ("", "3")),
        ("F6", ("F", "6")),
        ("A-1", ("A", "1")),
        ("C / 4", ("C", "4")),
    ],
)
def test_a_grade_has_a_letter_a_digit_or_both(text, grade):
    assert scalars.to_grade(text)[:2] == grade


@pytest.mark.parametrize("text", ["G", "7", "2B", "", "A1B", "0"])
def test_what_is_no_grade_is_refused(text):
    with pytest.raises(Unreadable):
        scalars.to_grade(text)


@pytest.mark.parametrize("text", ["yes", "Yes", "NO", "on", "false", "n", "TRUE"])
def test_yes_and_no_in_every_spelling(text):
    assert scalars.to_yes_no(text) is (text.lower() in {"yes", "on", "true"})


@pytest.mark.parametrize("text", ["1", "maybe", "", "ja"])
def test_nothing_else_is_yes_or_no(text):
    with pytest.raises(Unreadable):
        scalars.to_yes_no(text)


@pytest.mark.parametrize("text", ["a", "_x", "A1", "trade_first"])
def test_names_are_letters_digits_and_the_underscore(text):
    assert scalars.to_identifier(text) == text


@pytest.mark.parametrize("text", ["1a", "a b", "a-b", "é", "", "not", "and", "or", "a.b"])
def test_no_other_names(text):
    with pytest.raises(Unreadable) as caught:
        scalars.to_identifier(text)
    assert caught.value.code == "DT117"


def test_options_are_not_named_like_functions():
    for name in ("ever", "share", "tie"):
        assert scalars.to_identifier(name) == name
        with pytest.raises(Unreadable):
            scalars.to_option_name(name)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[60%, 80%]", []),
        ("[60%, 60%]", []),
        ("[80%, 60%]", ["DT304"]),
        ("[60%]", ["DT303"]),
        ("[10%, 20%, 30%]", ["DT303"]),
        ("[60%, 180%]", ["DT302"]),
        ("[a, b]", ["DT301", "DT301"]),
        ("{a: b}", ["DT109"]),
        ("''", ["DT301"]),
    ],
)
def test_ranges_of_probability(text, codes):
    value, found = read(scalars.LIKELIHOOD, text)
    assert found == codes
    assert (value is UNREAD) is bool(codes)


def test_a_range_of_three_has_its_likely_value_between():
    value, codes = read(scalars.QUANTITY, "[1, 2, 4]")
    assert codes == []
    assert (value.low, value.likely, value.high, value.text) == (1, 2, 4, "[1, 2, 4]")
    assert value.central == Fraction(13, 6)
    assert read(scalars.QUANTITY, "[1, 5, 4]")[1] == ["DT304"]
