"""Stakes: the recorded values of ties that weights refer to, and units as far as a file must agree with itself."""

from __future__ import annotations

import re
from fractions import Fraction

from detente.situation.records import Quantity, Situation, Tie, TieName, Worth

_SHARE = re.compile(r"\s*(share|fraction|proportion|per cent|percent|%)", re.IGNORECASE)
_SCALE = re.compile(r"\b(hundred|thousand|million|billion|trillion)s?\b|\b(mn|mln|bn|tn)\b", re.IGNORECASE)

NOT_KNOWN = Quantity(Fraction(0), Fraction(1), None, "[0, 1]")
"""The value of a share of which nothing is known."""


def rows_of(sit: Situation, tie: TieName) -> tuple[Tie, ...]:
    """Give the records of a tie that a stake refers to: for the whole, not of a single product.

    Parameters
    ----------
    sit : Situation
    tie : TieName
        Without a year, the records of every year are meant.

    Returns
    -------
    tuple of Tie
        In the order of the file, those that became known after ``as_of`` included.
    """
    named = (tie.source, tie.target, tie.vector)
    return tuple(
        row
        for row in sit.ties
        if (row.source_actor, row.target_actor, row.vector) == named
        and tie.year in (None, row.year)
        and not row.product
    )


def recorded_row(sit: Situation, tie: TieName) -> Tie | None:
    """Give the record that a stake takes its value from.

    It is the one of the latest year that has a value, among those known by ``as_of``; without any value, the first.

    Parameters
    ----------
    sit : Situation
    tie : TieName

    Returns
    -------
    Tie or None
        None if there is no record by then.
    """
    known = [
        row
        for row in rows_of(sit, tie)
        if sit.as_of is None or row.known_by is None or row.known_by <= sit.as_of
    ]
    valued = [row for row in known if row.value is not None]
    return max(valued, key=lambda row: row.year or 0) if valued else next(iter(known), None)


def central_worth(sit: Situation, worth: Worth) -> Fraction:
    """Give the central value of a worth; a tie that isn't recorded, or whose value isn't known, is taken as [0, 1].

    Parameters
    ----------
    sit : Situation
    worth : Worth

    Returns
    -------
    Fraction
    """
    total = Fraction(0)
    for factor, tie in worth.terms:
        row = recorded_row(sit, tie) if tie else None
        value = (row.value if row and row.value else NOT_KNOWN) if tie else None
        total += factor.central * (value.central if value else 1)
    return total


def is_share(unit: str) -> bool:
    """Tell whether a unit is a share of a whole.

    Examples
    --------
    >>> is_share("share of imports"), is_share("% of exports"), is_share("million USD")
    (True, True, False)
    """
    return _SHARE.match(unit) is not None


def base_of(unit: str) -> str:
    """Give what a unit counts, without its scale: figures of one base can be compared.

    Examples
    --------
    >>> base_of("million USD") == base_of("thousand USD")
    True
    """
    if is_share(unit):
        return "share"
    return " ".join(_SCALE.sub(" ", unit).split()).casefold()
