"""Numbers as an analyst writes them: ranges and words kept, everything exact; dates and grades with their places."""

from __future__ import annotations

from datetime import date as Day
from fractions import Fraction
from typing import NamedTuple

from detente.faults import NOWHERE, Place


class Quantity(NamedTuple):
    """A number, a range [low, high], or a range with a most likely value; ``word`` if it was written as one."""

    low: Fraction
    high: Fraction
    likely: Fraction | None = None
    text: str = ""
    word: str = ""
    place: Place = NOWHERE

    @property
    def central(self) -> Fraction:
        """The mean: of a uniform range, or of PERT where a most likely value is given."""
        if self.likely is None:
            return (self.low + self.high) / 2
        return (self.low + 4 * self.likely + self.high) / 6

    @property
    def is_point(self) -> bool:
        """Whether low and high are one number."""
        return self.low == self.high


class TieName(NamedTuple):
    """A tie as a stake refers to it: ``tie(FROM/TO/VECTOR[/YEAR])``."""

    source: str
    target: str
    vector: str
    year: int | None = None


class WorthTerm(NamedTuple):
    """A factor, times the recorded value of a tie if one is named."""

    factor: Quantity
    tie: TieName | None = None


class Worth(NamedTuple):
    """A sum of terms."""

    terms: tuple[WorthTerm, ...]
    text: str
    place: Place


class When(NamedTuple):
    """A date as it was written: ``day`` is the last day that it may mean (a month or year ends on its last day)."""

    day: Day
    first: Day
    text: str
    place: Place = NOWHERE


class Grade(NamedTuple):
    """Reliability A-F of the source, credibility 1-6 of the information; empty where not given."""

    reliability: str
    credibility: str
    place: Place = NOWHERE
