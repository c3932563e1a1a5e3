"""Records of one situation: everything an analyst asserts, each with the place where it is written.

All records are frozen. Numbers stay exact (:class:`fractions.Fraction`), because a verdict may hang on them.
Mappings keep the order of the file. Names have been resolved: an expression refers to options by position.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from detente.faults import NOWHERE, Place
from detente.situation.expressions import Expr
from detente.situation.quantities import Grade, Quantity, TieName, When, Worth, WorthTerm
from detente.situation.records_concepts import Coalesced, Pair, Sees
from detente.situation.records_evidence import Cell, Dependence, Hypothesis, Observation, Row, Source
from detente.situation.records_ties import (
    STATUSES,
    Agreement,
    Consent,
    Consents,
    Effect,
    Figure,
    Part,
    Route,
    Step,
    Tie,
    Transfer,
    Vector,
)

if TYPE_CHECKING:
    from detente.situation.states import States

__all__ = [
    "BEHAVIOURS",
    "STATUSES",
    "Actor",
    "Agreement",
    "Cell",
    "Coalesced",
    "Commitment",
    "Consent",
    "Consents",
    "Dependence",
    "Effect",
    "Event",
    "Figure",
    "Grade",
    "Graph",
    "Hypothesis",
    "NamedState",
    "Observation",
    "Option",
    "Overlay",
    "Pact",
    "Pair",
    "Part",
    "Play",
    "Preference",
    "Quantity",
    "Question",
    "Ranking",
    "Route",
    "Row",
    "Rule",
    "Sees",
    "Situation",
    "Source",
    "Statement",
    "Step",
    "Tie",
    "TieName",
    "Transfer",
    "Type",
    "Vector",
    "Weight",
    "When",
    "Worth",
    "WorthTerm",
]

BEHAVIOURS = ("nash", "gmr", "smr", "seq", "sseq", "seq2")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decides."""

    id: str
    name: str
    place: Place
    note: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Something one actor can do or leave undone; ``bit`` is its position in option order."""

    id: str
    owner: str
    text: str
    bit: int
    place: Place
    lasting: Literal["", "taken", "dropped"] = ""
    since: When | None = None
    because: str = ""
    evidence: tuple[str, ...] = ()
    label: str = ""  # its id, or OWNER.id where two actors use one id


@dataclass(frozen=True, slots=True)
class Rule:
    """What a feasible state must satisfy."""

    expr: Expr
    text: str
    place: Place
    because: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedState:
    """A name for the states that match a pattern over Y, N and - in option order."""

    id: str
    pattern: str
    place: Place
    text: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an order of preference: what an actor wants, the most important first."""

    expr: Expr
    text: str
    place: Place
    because: str = ""
    evidence: tuple[str, ...] = ()
    vital: bool = False


@dataclass(frozen=True, slots=True)
class Weight:
    """The worth of what holds."""

    expr: Expr
    text: str
    worth: Worth
    place: Place
    because: str = ""
    evidence: tuple[str, ...] = ()
    vital: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """Groups of named states, the best first; the states of one group are equally good. ``rest`` is what no name covers.

    ``great`` are the groups, by position, that are greatly preferred to the next one.
    """

    groups: tuple[tuple[str, ...], ...]
    place: Place
    great: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Type:
    """One of several possible preference orders of an actor; exactly one of the three forms is given."""

    id: str
    actor: str
    place: Place
    prior: Quantity | None = None
    statements: tuple[Statement, ...] = ()
    weights: tuple[Weight, ...] = ()
    ranking: Ranking | None = None
    behaviour: Mapping[str, Quantity] = field(default_factory=dict)  # shares of concepts; empty: default
    because: str = ""
    text: str = ""
    evidence: tuple[str, ...] = ()
    above: tuple[Statement, ...] = ()  # stand above the order; no file has them, a what-if may


@dataclass(frozen=True, slots=True)
class Preference:
    """What an actor may want: one type, or several with probabilities (``typed``).

    Where only ``certain`` pairs are given it has no type.
    """

    actor: str
    types: Mapping[str, Type]
    typed: bool
    place: Place
    behaviour: Mapping[str, Quantity] = field(default_factory=dict)
    caution: Quantity | None = None
    because: str = ""
    unknown: tuple[Pair, ...] = ()
    certain: tuple[Pair, ...] = ()
    attitudes: Mapping[str, int] = field(default_factory=dict)  # 1, 0 or -1 towards actors
    sees: Sees | None = None


@dataclass(frozen=True, slots=True)
class Pact:
    """Actors who can move as one."""

    members: tuple[str, ...]
    place: Place
    pace: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Play:
    """How the situation unfolds."""

    place: Place = NOWHERE
    knowledge: Literal["own", "all"] = "own"
    caution: Mapping[str, Fraction] = field(default_factory=dict)  # by actor; "" is everyone else
    pace: Mapping[str, Fraction] = field(default_factory=dict)
    rates: Mapping[str, Fraction] | None = None  # moves per year; "default" is everyone else
    pacts: tuple[Pact, ...] = ()
    doubt: Fraction = Fraction(1, 20)
    choice: Literal["best", "any"] = "best"
    written: frozenset[str] = frozenset()  # the keys that the file has, as against defaults


@dataclass(frozen=True, slots=True)
class Event:
    """Something nobody decides."""

    id: str
    text: str
    chance: Quantity
    sets: Mapping[int, bool]
    place: Place
    because: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """A threat, promise, red line or pledge: who, if what, then what."""

    id: str
    by: str
    kind: Literal["threat", "promise", "red_line", "pledge"]
    condition: Expr | None
    condition_text: str
    then: Expr
    then_text: str
    place: Place
    evidence: tuple[str, ...] = ()
    claimed_by: str = ""
    because: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A yes/no proposition about the outcome, with a date by which it resolves; ``when`` None: not modelled."""

    id: str
    text: str
    when: Expr | None
    when_text: str
    counted: Literal["", "at_end", "ever", "always"]
    place: Place
    by: When | None = None
    base: Quantity | None = None
    came: bool | None = None
    because: str = ""
    evidence: tuple[str, ...] = ()


class Graph(NamedTuple):
    """Arcs of a situation in graph form: its states by name, and each actor's moves as pairs of positions."""

    states: tuple[str, ...]
    moves: Mapping[str, tuple[tuple[int, int], ...]]
    place: Place


class Overlay(NamedTuple):
    """What another analyst's file lays over a base: whose it is, its name and text, and where it changes what.

    ``changes`` are paths of keys in the base, with the places in the overlay.
    """

    analyst: str
    file: str
    text: str
    changes: tuple[tuple[tuple[str, ...], Place], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """One file, read: everything an analyst asserts about one case."""

    file: str
    text: str
    title: str
    place: Place
    actors: Mapping[str, Actor]
    asks: str = ""
    marking: str = ""
    note: str = ""
    as_of: Day | None = None
    horizon: When | None = None
    options: tuple[Option, ...] = ()
    rules: tuple[Rule, ...] = ()
    status_quo: int | None = None  # a code in option form, a position in graph form
    status_quo_place: Place = NOWHERE
    named_states: Mapping[str, NamedState] = field(default_factory=dict)
    graph: Graph | None = None
    preferences: Mapping[str, Preference] = field(default_factory=dict)
    play: Play = field(default_factory=Play)
    events: Mapping[str, Event] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    evidence: Mapping[str, Observation] = field(default_factory=dict)
    dependence: tuple[Dependence, ...] = ()
    hypotheses: Mapping[str, Hypothesis] = field(default_factory=dict)
    believes: Mapping[str, Mapping[str, Mapping[str, Quantity]]] = field(default_factory=dict)
    commitments: Mapping[str, Commitment] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()
    vectors: Mapping[str, str] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    poles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    transfers: Mapping[str, Transfer] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    grades: Mapping[str, Quantity] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)  # tables it names: path as written -> their text
    states: States | None = None  # feasible states; None without options
    coalesced: tuple[Coalesced, ...] = ()
    vector_records: Mapping[str, Vector] = field(default_factory=dict)  # what it says of kinds of ties
    analyst: str = ""  # whose view it is
    overlay: Overlay | None = None  # the file laid over this one, if any
