"""Records of what was read, where, and how it bears on types and hypotheses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from fractions import Fraction
from typing import Literal, NamedTuple

from detente.faults import Place
from detente.situation.quantities import Grade, Quantity, When


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read."""

    id: str
    place: Place
    title: str = ""
    publisher: str = ""
    author: str = ""
    date: When | None = None
    url: str = ""
    licence: str = ""
    grade: Grade | None = None
    text: str = ""  # path within the situation's folder
    retrieved: When | None = None
    note: str = ""


class Cell(NamedTuple):
    """How probable an observation is if a type is true: rated, ``not rated`` or ``not applicable``."""

    status: Literal["rated", "not_rated", "not_applicable"]
    quantity: Quantity | None
    place: Place


class Row(NamedTuple):
    """One observation's cells for an actor's types or a hypothesis's answers.

    ``equal``: bears equally on all. ``favours``: (type, strength in words) where only relative support is given.
    """

    group: str
    status: Literal["rated", "equal", "not_rated", "not_applicable"]
    cells: Mapping[str, Cell]
    place: Place
    favours: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """What was read."""

    id: str
    place: Place
    says: str = ""
    date: When | None = None
    known: When | None = None  # as written; :attr:`known_by` is what counts
    known_by: Day | None = None
    source: str = ""
    at: str = ""
    digest: str = ""
    kind: Literal["", "statement", "conduct", "report", "assessment"] = ""
    by: str = ""
    attributed: Quantity | None = None
    grade: Grade | None = None  # its own, else its source's
    origin: str = ""  # its own id where none is given
    took: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    expected_if: Mapping[str, Row] = field(default_factory=dict)
    because: str = ""


@dataclass(frozen=True, slots=True)
class Dependence:
    """Observations of different origin that hang together."""

    evidence: tuple[str, ...]
    correlation: Fraction
    place: Place
    because: str = ""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Several answers to what is not a preference type."""

    id: str
    text: str
    answers: Mapping[str, Quantity | None]
    place: Place
    because: str = ""
