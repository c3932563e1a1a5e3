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

if TYPE_CHECKING:
    from detente.situation.states import States

BEHAVIOURS = ("nash", "gmr", "smr", "seq", "sseq", "seq2")
STATUSES = (
    "reported",
    "provisional",
    "estimated",
    "mirror",
    "not_reported",
    "suppressed",
    "not_applicable",
)


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
        """The mean: of a uniform range, or of PERT where a most likely value is given (methods.md B1)."""
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
    """Groups of named states, the best first; the states of one group are equally good. ``rest`` is what no name covers."""

    groups: tuple[tuple[str, ...], ...]
    place: Place


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


@dataclass(frozen=True, slots=True)
class Preference:
    """What an actor may want: one type, or several with probabilities (``typed``)."""

    actor: str
    types: Mapping[str, Type]
    typed: bool
    place: Place
    behaviour: Mapping[str, Quantity] = field(default_factory=dict)
    caution: Quantity | None = None
    because: str = ""


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


class Grade(NamedTuple):
    """Reliability A-F of the source, credibility 1-6 of the information; empty where not given."""

    reliability: str
    credibility: str
    place: Place = NOWHERE


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
class Tie:
    """A directed, dated, sourced quantity on one vector between two actors; ``value`` is None where not known."""

    source_actor: str
    target_actor: str
    vector: str
    value: Quantity | None
    unit: str
    status: str
    place: Place
    year: int | None = None
    source: str = ""
    known_by: Day | None = None
    product: str = ""
    note: str = ""
    complete: bool = False  # of its table: an absent row is a true zero


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agreed on which fields, when."""

    id: str
    between: tuple[str, ...]
    fields: tuple[str, ...]
    place: Place
    date: When | None = None
    source: str = ""
    text: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What an option does to a tie."""

    expr: Expr
    text: str
    tie: TieName
    by: Quantity
    unit: str
    place: Place
    because: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that must add up; a part of None is the rest."""

    id: str
    total: Quantity
    parts: Mapping[str, Quantity | None]
    place: Place
    source: str = ""
    unit: str = ""
    date: When | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a holder must agree to: options of its own (all needed), or a probability; its basis and date of expiry."""

    holder: str
    options: tuple[int, ...]
    chance: Quantity | None
    place: Place
    basis: str = ""
    until: When | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One way through other hands, with the consents that this way needs."""

    through: tuple[str, ...]
    consent: tuple[Consent, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Transfer:
    """An item on its way from an owner to a recipient, with the consents it needs on every route and per route."""

    id: str
    item: str
    owner: str
    recipient: str
    by: tuple[int, ...]  # the owner's options that hand it over
    consent: tuple[Consent, ...]
    routes: tuple[Route, ...]
    place: Place
    product: str = ""
    because: str = ""
    evidence: tuple[str, ...] = ()


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
