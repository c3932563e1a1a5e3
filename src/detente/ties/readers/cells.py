"""Cells read as numbers, years, days and actors; a row with a bad one is noted with its line and nothing else is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date as Day
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from detente.ties.codes import Unmatched
from detente.ties.readers.account import Account
from detente.ties.readers.asked import Asked, who_is
from detente.ties.readers.columns import Table
from detente.ties.readers.store import Seen

MISSING = frozenset({"", "NA", "N/A", "NAN", "NULL", "NONE", ".", ".."})
"""How data sets write that there is no figure, in capitals."""

_LARGEST = 30  # digits before or behind the point
_SHOWN = 60

_REMEMBERED = 50_000  # texts

Made = TypeVar("Made")
Key = TypeVar("Key")


class BadCellError(ValueError):
    """A cell that can't be read: the key of its column, and what is wrong with it."""

    def __init__(self, key: str, message: str, got: str, hint: str = "", code: str = "DT651") -> None:
        super().__init__(message)
        self.key, self.message, self.got, self.hint, self.code = key, message, got, hint, code


def made_of(one: Table, account: Account, make: Callable[[list[str]], Iterable[Made]]) -> Iterator[Made]:
    """Make records of the rows of a table; a row with a bad cell is noted, and makes none.

    Parameters
    ----------
    one : Table
    account : Account
    make : callable
        Gives the records of one row, and raises :class:`BadCellError` where it can't.
    """
    for line, cells in one.rows:
        try:
            made = make(cells)
        except BadCellError as bad:
            text = ",".join(cells)[:500]
            account.drop(
                bad.code, one.place(line, bad.key), bad.message, text, got=bad.got[:_SHOWN], hint=bad.hint
            )
        else:
            yield from made


def amount(text: str, key: str = "value") -> Decimal | None:
    """Read a number, exactly; None where the source has no figure.

    Raises
    ------
    BadCellError
        If it is not a number.

    Examples
    --------
    >>> amount(" 305643.963"), amount("1e+05"), amount("   NA")
    (Decimal('305643.963'), Decimal('1E+5'), None)
    """
    try:
        value = Decimal(text)
    except InvalidOperation:
        if text.strip().upper() in MISSING:
            return None
        raise BadCellError(key, "this is not a number", text.strip()) from None
    if value.is_finite() and -_LARGEST < value.adjusted() < _LARGEST and "_" not in text:
        return value
    if text.strip().upper() in MISSING:
        return None
    raise BadCellError(key, "this is not a number", text.strip())


def volume(text: str, key: str = "value") -> Decimal | None:
    """Read a number that isn't negative; None where the source has no figure.

    Raises
    ------
    BadCellError
        If it is something else.
    """
    value = amount(text, key)
    if value is not None and value < 0:
        raise BadCellError(key, "this can't be negative", text.strip())
    return value


def year_of(text: str, key: str = "year") -> int:
    """Read a year, which some programs write as 2014.0.

    Raises
    ------
    BadCellError
        If it is none.

    Examples
    --------
    >>> year_of("2014"), year_of("2014.0")
    (2014, 2014)
    """
    bare = text.strip().removesuffix(".0")
    if len(bare) == 4 and bare.isascii() and bare.isdigit() and bare != "0000":
        return int(bare)
    raise BadCellError(key, "this is not a year", text.strip())


def day_of(text: str, key: str = "date") -> Day:
    """Read a day, written as 2018-01-31 or 20180131.

    Raises
    ------
    BadCellError
        If it is none.
    """
    bare = text.strip()[:10]
    try:
        return Day.fromisoformat(bare)
    except ValueError:
        raise BadCellError(key, "this is not a day", text.strip(), "2018-01-31 or 20180131") from None


def party(scheme: str, code: str, when: int | Day | None, asked: Asked, key: str) -> str:
    """Read the code or name of an actor.

    Raises
    ------
    BadCellError
        DT652 if it stands for nobody, DT653 if whom it stood for had ended by then.
    """
    found = who_is(scheme, code, when, asked)
    if not isinstance(found, Unmatched):
        return found
    if found.ended:
        raise BadCellError(key, found.message, code.strip(), found.hint, "DT653")
    told = f"say for whom it stands with --name '{code.strip()[:_SHOWN]}=ID'"
    hint = f"{found.hint} Else {told}" if found.hint else told
    raise BadCellError(key, found.message, code.strip(), hint, "DT652")


class Memo(dict[Key, Made]):
    """What was made of a text, kept so that it is made once; at most so much of it that memory stays bounded."""

    def __init__(self, make: Callable[[Key], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Made:
        made = self._make(key)
        if len(self) < _REMEMBERED:
            self[key] = made
        return made


def parties(scheme: str, asked: Asked, key: str) -> Memo[int | Day | None, Memo[str, str]]:
    """Make the lookup of actors, first by year or day and then by code, as :func:`party` finds them."""
    return Memo(lambda when: Memo(lambda code: party(scheme, code, when, asked, key)))


def once(seen: Seen, key: Iterable[str], what: str, column: str) -> None:
    """Remember the key of a row.

    Raises
    ------
    BadCellError
        DT654, if another row had it: of the two the first counts.
    """
    if not seen.add(*key):
        raise BadCellError(column, f"{what} stands twice; the first row counts", "", code="DT654")
