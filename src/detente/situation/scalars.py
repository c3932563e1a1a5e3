"""Scalars: texts of a file turned into dates, numbers, probabilities, grades and choices, by field.

Every converter takes the text and returns a value, or raises :class:`Unreadable` with what would have been right.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from detente.situation.names import nearest
from detente.situation.nodes import Node
from detente.situation.records import Grade, Quantity, When
from detente.situation.shapes import UNREAD, ByKind, Listing, Reading, Scalar, Source, Unreadable
from detente.words import band_of, known_words

MAX_DIGITS = 30

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OPERATORS = frozenset({"not", "and", "or"})
_FUNCTIONS = frozenset({"ever", "share", "hhi", "balance", "tie"})
_YES = frozenset({"yes", "true", "on", "y"})
_NO = frozenset({"no", "false", "off", "n"})


def to_text(text: str) -> str:
    """Read a text: anything but blanks."""
    if not text.strip():
        raise Unreadable("DT110", "a text is empty", "a text")
    return text.strip()


def to_identifier(text: str) -> str:
    """Read an identifier: a letter or _, then letters, digits and _; not a word that expressions use."""
    if not _IDENTIFIER.fullmatch(text):
        tidy = re.sub(r"\W+", "_", text.strip(), flags=re.ASCII).strip("_")
        raise Unreadable(
            "DT117",
            f"'{text[:40]}' can't be a name",
            "letters, digits and _, not beginning with a digit",
            f"write '{tidy}'" if _IDENTIFIER.fullmatch(tidy) else "",
        )
    if text in _OPERATORS:
        raise Unreadable(
            "DT117",
            f"'{text}' can't be a name: expressions use the word",
            "another name",
            f"write another word, or '{text}_it'",
        )
    return text


def to_option_name(text: str) -> str:
    """Read an option's identifier, which expressions must be able to tell from their functions."""
    if text in _FUNCTIONS:
        raise Unreadable(
            "DT117",
            f"'{text}' can't name an option: it is a function of expressions",
            "another name",
            f"write another word, or '{text}_it'",
        )
    return to_identifier(text)


def to_yes_no(text: str) -> bool:
    """Read yes or no."""
    low = text.strip().lower()
    if low in _YES:
        return True
    if low in _NO:
        return False
    raise Unreadable("DT116", "this is neither yes nor no", "yes or no")


def to_number(text: str) -> Fraction:
    """Read a decimal number, exactly; a per cent sign divides by 100."""
    bare = text.strip().replace("\N{MINUS SIGN}", "-")
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").rstrip()
    if len(bare) > MAX_DIGITS:
        raise Unreadable("DT914", "the number is too long", f"at most {MAX_DIGITS} characters")
    if not _NUMBER.fullmatch(bare):
        hint = (
            "write thousands without separators and decimals with a point"
            if re.fullmatch(r"[\d., ]+", bare)
            else ""
        )
        raise Unreadable("DT301", "this is not a number", "a number such as 4, -0.5 or 60%", hint)
    return Fraction(bare) / (100 if percent else 1)


def to_probability(text: str) -> Fraction:
    """Read a probability: 70%, 0.7 or 7/10 of a number between 0 and 1."""
    try:
        value = to_number(text)
    except Unreadable as why:
        near = nearest(text.strip().lower(), known_words())
        hint = f"did you mean '{near}'?" if near else why.hint
        raise Unreadable(
            why.code, "this is not a probability", "70%, 0.7, [60%, 80%] or a word such as 'likely'", hint
        ) from None
    if 0 <= value <= 1:
        return value
    percent = 1 < value <= 100 and "%" not in text
    hint = f"write {text.strip()}%" if percent else "write 0% at least and 100% at most"
    raise Unreadable("DT302", "a probability lies between 0 and 100 %", "0% to 100%", hint)


def to_likelihood(text: str) -> Quantity:
    """Read a probability or a word of likelihood, which stands for its band."""
    word = " ".join(text.strip().lower().split())
    band = band_of(word)
    if band is not None:
        return Quantity(band[0], band[1], None, text.strip(), word)
    value = to_probability(text)
    return Quantity(value, value, None, text.strip())


def to_quantity(text: str) -> Quantity:
    """Read a number as a quantity without a range."""
    value = to_number(text)
    return Quantity(value, value, None, text.strip())


def to_when(text: str) -> When:
    """Read a date: a day, or a month or year, which may mean its last day."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text.strip())
    if not match:
        raise Unreadable("DT115", "this is not a date", "2023-03-08, 2023-03 or 2023", _rewritten(text))
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101 - the pattern has it
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        hint = "write the year, then a month of 1 to 12"
        if 1 <= (month or 1) <= 12 and year:
            days = calendar.monthrange(year, month or 1)[1]
            hint = f"write a day of {year}-{month:02}, which has {days} days"
        raise Unreadable("DT115", "there is no such day", "2023-03-08, 2023-03 or 2023", hint) from None
    return When(last, first, text.strip())


def _rewritten(text: str) -> str:
    """Say how a day is written that has its parts in another order, where that is clear."""
    match = re.fullmatch(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})", text.strip())
    if match and int(match[1]) > 12 >= int(match[2]):
        return f"write {match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    return "write the year first, then the month and the day as numbers: 2023-03-08"


def to_year(text: str) -> int:
    """Read a year."""
    if not re.fullmatch(r"\d{4}", text.strip()):
        raise Unreadable("DT115", "this is not a year", "a year such as 2021")
    return int(text)


def to_grade(text: str) -> Grade:
    """Read a grade: reliability A-F, credibility 1-6, or both."""
    match = re.fullmatch(r"([A-Fa-f])?\s*[-/]?\s*([1-6])?", text.strip())
    if not match or not any(match.groups()):
        raise Unreadable(
            "DT501", "this is not a grade", "A-F for the source, 1-6 for the information, or both: B2"
        )
    return Grade((match[1] or "").upper(), match[2] or "")


def chosen(words: Iterable[str], what: str) -> Scalar:
    """Make the shape of a choice between fixed words."""
    known = tuple(words)

    def convert(text: str) -> str:
        word = text.strip()
        if word in known:
            return word
        low = word.lower().replace(" ", "_").replace("-", "_")
        near = low if low in known else nearest(low, known)
        raise Unreadable(
            "DT114",
            f"'{word[:40]}' is not {what}",
            ", ".join(known),
            f"did you mean '{near}'?" if near else "",
        )

    return Scalar(convert, ", ".join(known), {"enum": list(known)})


def scalar(convert: Callable[[str], Any], expected: str, *types: str, marked: bool = False) -> Scalar:
    """Make the shape of a scalar; JSON types of what an editor's YAML reader makes of it."""
    return Scalar(convert, expected, {"type": list(types) if len(types) > 1 else types[0]}, marked)


NAME_EXPECTED = "a name: letters, digits and _"
NAME_SCHEMA = {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}
TEXT = Scalar(to_text, "a text", {"type": ["string", "number", "boolean"]}, blank="")
NAME = Scalar(to_identifier, NAME_EXPECTED, NAME_SCHEMA)
OPTION_NAME = Scalar(to_option_name, NAME_EXPECTED, NAME_SCHEMA)
WORD = Source("a name")
YES_NO = scalar(to_yes_no, "yes or no", "boolean", "string")
NUMBER = scalar(to_number, "a number", "number", "string")
YEAR = scalar(to_year, "a year", "integer")
DATE = scalar(to_when, "a date: 2023-03-08, 2023-03 or 2023", "string", "integer", marked=True)
PROBABILITY = scalar(to_probability, "a probability such as 70% or 0.7", "string", "number")
GRADE = scalar(to_grade, "a grade such as B2", "string", "integer", marked=True)


def _ends(node: Node) -> str:
    """Say how a range keeps its two ends only."""
    if len(node.items) < 2:
        return "write its two ends, the lower first"
    return f"write its two ends only: [{node.items[0].text}, {node.items[-1].text}]"


class _Range:
    """[low, high], or [low, likely, high] where that is allowed."""

    def __init__(self, item: Scalar, expected: str, *, likely: bool) -> None:
        self.item, self.expected, self.likely = item, expected, likely

    def read(self, node: Node, reading: Reading) -> Any:
        """Read the two or three numbers and check their order."""
        sizes = (2, 3) if self.likely else (2,)
        if len(node.items) not in sizes:
            reading.fault(
                "DT303",
                node.place,
                "a range has the wrong number of parts",
                expected=self.expected,
                got=f"{len(node.items)} parts",
                hint=_ends(node),
            )
            return UNREAD
        values = [self.item.read(item, reading) for item in node.items]
        if any(value is UNREAD for value in values):
            return UNREAD
        if values != sorted(values):
            reading.fault(
                "DT304",
                node.place,
                "the parts of a range must not fall",
                expected=self.expected,
                got=", ".join(item.text for item in node.items),
                hint=f"put the least first: [{', '.join(node.items[at].text for at in sorted(range(len(values)), key=values.__getitem__))}]",
            )
            return UNREAD
        text = "[" + ", ".join(item.text for item in node.items) + "]"
        return Quantity(values[0], values[-1], values[1] if len(values) == 3 else None, text, "", node.place)

    def schema(self) -> dict[str, Any]:
        """Describe the range."""
        return {
            "type": "array",
            "items": self.item.schema(),
            "minItems": 2,
            "maxItems": 3 if self.likely else 2,
        }


LIKELIHOOD = ByKind(
    "a probability: 70%, 0.7, [60%, 80%] or a word such as 'likely'",
    scalar=scalar(
        to_likelihood, "70%, 0.7, [60%, 80%] or a word such as 'likely'", "string", "number", marked=True
    ),
    listing=_Range(PROBABILITY, "[low, high], such as [60%, 80%]", likely=False),
)
QUANTITY = ByKind(
    "a number, [low, high] or [low, likely, high]",
    scalar=scalar(
        to_quantity, "a number, [low, high] or [low, likely, high]", "number", "string", marked=True
    ),
    listing=_Range(NUMBER, "[low, high] or [low, likely, high]", likely=True),
)
TEXTS = Listing(TEXT, "a list of texts", lone=True)
WORDS = Listing(WORD, "a list of names", lone=True)
