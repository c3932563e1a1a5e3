"""What of a source is wanted, and by what names: actors, years, products, groups that count as one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day
from typing import NamedTuple

from detente.ties.codes import State, Unmatched, state_of

NOT_ASKED = "neither side was asked for"
OTHER_YEAR = "another year than was asked for"
OTHER_PRODUCT = "another product than was asked for"
WITHIN = "both sides are one actor"


class Asked(NamedTuple):
    """What is wanted of a source.

    Attributes
    ----------
    kind : str
        ``ties``, ``counts`` or ``leads``.
    actors : frozenset of str
        Rows that touch none of them are left out; empty: all are wanted.
    years : tuple of int or None
        First and last year.
    products : tuple of str
        Beginnings of product codes; empty: all are wanted.
    by_product : bool
        Keep products apart.
    choices : mapping of str to str
        Settings of one format, such as ``measure`` of BACI.
    names : mapping of str to str
        Ids that the user gives to codes or names of the source.
    groups : mapping of str to str
        The group that a state counts into, by its id.
    columns, fixed : mapping of str to str
        Of a plain table: the column that holds a key, and keys that are the same in all rows.
    """

    kind: str = "ties"
    actors: frozenset[str] = frozenset()
    years: tuple[int, int] | None = None
    products: tuple[str, ...] = ()
    by_product: bool = False
    choices: Mapping[str, str] = {}
    names: Mapping[str, str] = {}
    groups: Mapping[str, str] = {}
    columns: Mapping[str, str] = {}
    fixed: Mapping[str, str] = {}

    def wants(self, source: str, target: str) -> bool:
        """Whether one of two actors is asked for."""
        return not self.actors or source in self.actors or target in self.actors

    def covers(self, year: int) -> bool:
        """Whether a year is asked for."""
        return self.years is None or self.years[0] <= year <= self.years[1]


def who_is(scheme: str, code: str, when: int | Day | None, asked: Asked) -> str | Unmatched:
    """Give the actor that a code stands for: by the user's own names, else by the table of codes; groups last.

    Examples
    --------
    >>> asked = Asked(groups={"DEU": "EU"}, names={"XYZ": "TWN"})
    >>> [who_is("iso3", code, 2020, asked) for code in ("DEU", "XYZ", "BLR")]
    ['EU', 'TWN', 'BLR']
    """
    bare = code.strip()
    if bare in asked.names:
        return asked.groups.get(asked.names[bare], asked.names[bare])
    found = state_of(scheme, bare, when)
    return asked.groups.get(found.id, found.id) if isinstance(found, State) else found
