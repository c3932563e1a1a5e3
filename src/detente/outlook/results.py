"""What a forecast says: frozen records keyed by label, which say how they were made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Literal, NamedTuple

from detente.notebook import table_html
from detente.situation.phrasing import percent, ranged

COLUMNS = ("counted", "probability (range)", "in words", "under other theories", "base rate")


class Span(NamedTuple):
    """The least and greatest of several figures."""

    low: float
    high: float


class Case(NamedTuple):
    """One side of a hinge: a value of the setting in words, and the probabilities met there."""

    when: str
    low: float
    high: float


class Hinge(NamedTuple):
    """The setting on which an answer turns, and what it makes of the answer."""

    setting: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class QuestionForecast:
    """The forecast of one question.

    Attributes
    ----------
    probability : float or None
        With the doubt. None where the condition (``given``) can't come about.
    undoubted : float or None
        As the model has it; None where the question isn't modelled.
    low, high : float or None
        The 5 and 95 % quantiles over draws of the ranges, widened to contain the probability.
    monte_carlo_error : float or None
        Standard error where combinations were drawn; None where all were gone through.
    method_span : Span or None
        Least and greatest probability over theories of behaviour and kinds of knowledge.
    hinge : Hinge or None
        Where the span leaves one band of words: the setting that splits it.
    word : str
        The word of likelihood; empty where there is none.
    modelled : bool
        Whether the model says anything; else the base rate is the forecast.
    on : date or None
        The day that the figures are about, where actors move at given rates; None where they are about the end.
    base : float
        What the doubt draws towards; ``based`` tells whether the file gives it or it is the default of one half.
    """

    id: str
    text: str
    counted: str
    by: str
    base: float
    based: bool
    probability: float | None
    word: str
    low: float | None
    high: float | None
    undoubted: float | None = None
    monte_carlo_error: float | None = None
    method_span: Span | None = None
    hinge: Hinge | None = None
    modelled: bool = False
    why: str = ""
    on: Day | None = None

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        return table_html(self.text, COLUMNS, [self.row()[1:]], self.why)

    def row(self) -> list[str]:
        """Give its id, how it is counted, and its figures in words."""
        span = self.method_span
        between = "" if span is None else f"{percent(span.low)} to {percent(span.high)}"
        figure = ranged(self.probability, self.low, self.high)
        base = percent(self.base) if self.based else "none given"
        return [self.id, self.counted.replace("_", " "), figure, self.word, between, base]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A state in which events may come to rest, or a cycle in which they keep turning.

    ``states`` are those of the cycle with their ``shares`` of time; for a state of rest, the one state.
    ``options`` are those taken; in a cycle, those taken throughout.
    """

    state: str
    options: tuple[str, ...]
    probability: float
    kind: Literal["rest", "cycle"]
    states: tuple[str, ...]
    shares: tuple[float, ...]


class Deal(NamedTuple):
    """A joint move by which two actors would both gain at a state of rest, and which neither begins alone.

    ``share`` is how probable it is that events come to rest there; ``gain`` in what part of these courses both are of
    types that gain.
    """

    actors: tuple[str, str]
    state: str
    to: str
    share: float
    gain: float


class Flow(NamedTuple):
    """A move on the way: who makes it, from where to where, and in what share of courses."""

    by: str
    source: str
    target: str
    share: float


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What an actor of a type would do at a state if nobody answered, and why it does it or leaves it.

    ``answered`` is the probability, as the actor sees it, that the move is answered; ``caution`` what that is held
    against; ``answer`` a path by which the others answer it, as (who, state) pairs, and ``if_types`` for which of
    their types; ``does`` lists the states that it moves to instead.
    """

    actor: str
    type: str
    behaviour: str
    type_probability: float
    state: str
    to: str
    made: bool
    answered: float
    caution: float
    answer: tuple[tuple[str, str], ...]
    if_types: Mapping[str, str]
    does: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of a situation: questions, where events end, how they get there, what holds them back."""

    questions: Mapping[str, QuestionForecast]
    outcomes: tuple[Outcome, ...]
    methods: Mapping[str, Mapping[str, float]]
    flows: tuple[Flow, ...]
    held_back: tuple[HeldBack, ...]
    status_quo: str
    actors: tuple[str, ...]
    knowledge: str
    caution: Mapping[str, float]
    doubt: float
    combinations: int
    draws: int
    seed: int
    as_of: Day | None
    digest: str
    do: Mapping[str, bool] = field(default_factory=dict)
    start: Mapping[str, bool] = field(default_factory=dict)
    given: Mapping[str, bool] = field(default_factory=dict)
    deals: tuple[Deal, ...] = ()

    def _repr_html_(self) -> str:
        """Show the questions and where events end in a notebook."""
        asked = [one.row() for one in self.questions.values()]
        ends = [
            [percent(one.probability), one.kind, ", ".join(one.options) or "none"] for one in self.outcomes
        ]
        day = f" as known by {self.as_of}" if self.as_of else ""
        return table_html(f"Forecast{day}", ["question", *COLUMNS], asked) + table_html(
            "Where events end", ["probability", "kind", "options taken"], ends
        )
