"""What an actor can do about a question: its own options, and commitments that it could make and would surely keep.

Each measure is taken by itself, with everything else as filed. What it does to the question is one thing; how the actor
itself fares is another, and is judged by its own order of preference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.conflict.moves import Ints
from detente.conflict.situated import ranks_of_type
from detente.evidence.frames import day_of
from detente.faults import SituationError
from detente.outlook.commitments import commitments
from detente.outlook.edits_structural import with_commitment
from detente.outlook.model import Branch, Model, required
from detente.situation.expressions import Expr, Not, Taken
from detente.situation.records import Commitment, Option, Situation

CHECKED = 5
"""Measures of which it is looked at whether they would last by themselves, in each direction."""

FIXED = (
    "beliefs: nobody learns anything from the measure",
    "the orders of preference and the behaviours of all others",
    "that a commitment is believed, and kept whatever it costs",
    "one measure at a time; the actor's other options are free",
)
"""What advice holds fixed, in words."""

_ID = "advised"
_SAME = 1e-9

Ends: TypeAlias = Mapping[str, Mapping[int, float]]
"""By the actor's own type: how probable it is that events end in each state, by code."""


class Measure(NamedTuple):
    """Something an actor can do: hold an option at a value, or commit itself to that should another option come otherwise.

    ``if_option`` and ``if_value`` are the condition of a commitment; empty and False for an option that is simply held.
    """

    option: str
    value: bool
    if_option: str = ""
    if_value: bool = False


class Fared(NamedTuple):
    """How an actor fares with a measure against how it fares without, by its own order of preference.

    The end of one course with the measure and of one without it are drawn apart. ``better`` is the probability that the
    first is better, ``worse`` that it is worse; else it is equally good to the actor.
    """

    better: float
    worse: float


@dataclass(frozen=True, slots=True)
class Advised:
    """A measure with what it does.

    Attributes
    ----------
    measure : Measure
    probability : float or None
        That of the question with it, without the doubt; None where there is none, and ``why`` says so.
    change : float
        By how much that is more than as filed.
    fared : Fared or None
        None where the question is as filed.
    lasts : float or None
        How probable it is that it holds by itself. An option that only begins so and may be moved back: that it is so in
        the end. A commitment that isn't surely kept: that it is honoured. None where that was not looked at.
    why : str
    """

    measure: Measure
    probability: float | None
    change: float = 0.0
    fared: Fared | None = None
    lasts: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What an actor can do about a question, the greatest change first; measures that change nothing come last.

    A commitment whose opposite does the same says nothing of what should be promised; it is given no change, and says why.
    """

    actor: str
    question: str
    base: float
    measures: tuple[Advised, ...]


def advise(
    sit: Situation,
    actor: str,
    question: str,
    *,
    as_of: Day | str | None = None,
    promises: bool = True,
    checked: int = CHECKED,
    progress: Callable[[str], None] | None = None,
) -> Advice:
    """Find what an actor can do about a question, and what it does to the actor itself.

    The measures are: each of its options held at either value from the beginning; and, for each option of another and
    each of its own, the commitment "should that option come to be other than today, then this", put first in every order
    of the actor's.

    Parameters
    ----------
    sit : Situation
        In option form.
    actor : str
    question : str
    as_of : date, optional
        Only what was known by this day counts; default: the situation's own day.
    promises : bool
        Whether commitments are looked at, or options only.
    checked : int
        Of how many measures in each direction to look at whether they last by themselves.
    progress : callable, optional
        Is told what is being tried.

    Returns
    -------
    Advice

    Raises
    ------
    SituationError
        If the situation lacks what a forecast needs.
    KeyError
        If there is no such actor or question.
    ValueError
        If the model doesn't answer the question, or the actor has no options.

    Notes
    -----
    Cost: one forecast at central values for each measure. With m options of the actor and n of others there are 2m of the
    one kind and 2mn of the other.

    Examples
    --------
    >>> import detente
    >>> found = advise(detente.load("sweden-2023"), "CON", "ratified", promises=False)
    >>> one = found.measures[0]
    >>> one.measure.option, one.measure.value, round(one.probability, 2), round(one.fared.worse, 2), one.lasts
    ('hold', False, 0.47, 0.53, 0)
    """
    own = [option for option in sit.options if option.owner == sit.actors[actor].id]
    required(sit)
    if not own:
        raise ValueError(f"{actor} has no option, so there is nothing that it can do")
    advising = _Advising(sit, actor, question, day_of(as_of, sit))
    listed = [*_options(own), *(_commitments(sit, own) if promises else ())]
    told = progress or (lambda _: None)
    found = []
    for number, measure in enumerate(listed, start=1):
        told(f"trying measure {number} of {len(listed)}")
        found.append(advising.tried(measure))
    ranked = sorted(_telling(found), key=lambda one: -round(abs(one.change), 9))
    for way in (1, -1):
        best = [at for at, one in enumerate(ranked) if way * one.change > _SAME][:checked]
        for at in best:
            ranked[at] = replace(ranked[at], lasts=advising.lasts(ranked[at].measure))
    return Advice(actor, question, advising.base, tuple(ranked))


def _telling(found: Sequence[Advised]) -> Iterator[Advised]:
    """Give what was found, where commitments that do the same as their opposites have no change of their own."""
    known = {one.measure: one for one in found}
    for one in found:
        other = known.get(one.measure._replace(value=not one.measure.value))
        same = other is not None and abs(one.change - other.change) < _SAME and other.fared == one.fared
        if one.measure.if_option and one.change and same:
            yield replace(one, change=0.0, fared=None, why="its opposite does the same")
        else:
            yield one


def _options(own: Sequence[Option]) -> Iterator[Measure]:
    for option in own:
        yield Measure(option.label, value=True)
        yield Measure(option.label, value=False)


def _commitments(sit: Situation, own: Sequence[Option]) -> Iterator[Measure]:
    """List commitments for the case that another's option comes to be other than today."""
    today = sit.status_quo or 0
    for other in sit.options:
        if other.owner != own[0].owner:
            for option in own:
                for value in (True, False):
                    yield Measure(option.label, value, other.label, not today >> other.bit & 1)


class _Advising:
    """What is worked out once for all measures: the model as filed, the actor's orders, and where events end."""

    def __init__(self, sit: Situation, actor: str, question: str, as_of: Day | None) -> None:
        asked = sit.questions[question]
        if asked.when is None:
            raise ValueError(f"the question '{question}' has no 'when', so the model says nothing of it")
        self.sit, self.actor, self.question, self.as_of = sit, actor, question, as_of
        self.model = Model(sit, as_of, 0, 1)
        base = self._probability(self.model)
        if base is None:
            raise ValueError(f"the question '{question}' has no probability as filed")
        self.base = base
        if sit.states is None:
            raise ValueError("advice needs a situation in option form")
        self.states = sit.states
        self.options = {option.label: option for option in sit.options}
        known = self.model.sit
        self.ranks = {kind.id: ranks_of_type(known, kind) for kind in known.preferences[actor].types.values()}
        self.filed = self._ends(self.model)

    def _probability(self, model: Model) -> float | None:
        return model.mixture(model.central, model.filed).probability(self.question)

    def tried(self, measure: Measure) -> Advised:
        """Take a measure, and see what it does."""
        try:
            model = self._with(measure)
        except (SituationError, ValueError) as error:
            return Advised(measure, None, why=_reason(error))
        p = self._probability(model)
        if p is None:
            return Advised(measure, None, why="the question has no probability then")
        if abs(p - self.base) < _SAME:
            return Advised(measure, p)
        return Advised(measure, p, p - self.base, self._fared(self._ends(model)))

    def _with(self, measure: Measure) -> Model:
        if not measure.if_option:
            return Model(self.sit, self.as_of, 0, 1, Branch({measure.option: measure.value}, {}, {}))
        kept = with_commitment(self.sit, one=self._commitment(measure), kept=True)
        return Model(kept, self.as_of, 0, 1, before=self.model)

    def _commitment(self, measure: Measure) -> Commitment:
        """Write a measure as a commitment of the file."""
        condition = self._at(measure.if_option, value=measure.if_value)
        then = self._at(measure.option, value=measure.value)
        return Commitment(_ID, self.actor, "threat", condition, "", then, "", self.sit.place)

    def _at(self, name: str, *, value: bool) -> Expr:
        there = Taken(self.options[name].bit, name)
        return there if value else Not(there)

    def _ends(self, model: Model) -> Ends:
        """Give where events end, by the actor's own type; in a cycle by shares of time."""
        ends: dict[str, dict[int, float]] = {}
        at = model.actors.index(self.actor)
        names = list(model.sit.preferences[self.actor].types)
        for chance, stage in zip(model.chances(model.central), model.stages, strict=True):
            codes = stage.world.codes
            if not chance or codes is None:
                continue
            for one in stage.combinations(model.central, model.filed, model.seed)[0]:
                own = ends.setdefault(names[one.kinds[at].order], {})
                for end in one.passage.limit.ends:
                    for state, share in zip(end.states, end.shares, strict=True):
                        p = chance * one.probability * float(end.probability) * float(share)
                        own[int(codes[state])] = own.get(int(codes[state]), 0.0) + p
        return ends

    def _fared(self, ends: Ends) -> Fared:
        """Compare where events end with a measure and without, type by type."""
        total = np.zeros(2)
        for name, filed in self.filed.items():
            total += sum(filed.values()) * np.array(self._compared(name, ends[name], filed))
        return Fared(*(min(1.0, round(float(one), 12)) for one in total))

    def _compared(
        self, name: str, first: Mapping[int, float], second: Mapping[int, float]
    ) -> tuple[float, float]:
        """Give how probable it is that a state drawn from the first is better, and worse, than one from the second."""
        ranks = [self._ranks(self.ranks[name], side) for side in (first, second)]
        weights = [np.array(list(side.values())) / sum(side.values()) for side in (first, second)]
        both = weights[0][:, None] * weights[1][None, :]
        above = ranks[0][:, None] > ranks[1][None, :]
        below = ranks[0][:, None] < ranks[1][None, :]
        return float(both[above].sum()), float(both[below].sum())

    def _ranks(self, ranks: Ints, side: Mapping[int, float]) -> Ints:
        found: Ints = ranks[self.states.positions(np.array(list(side), np.int64))]
        return found

    def lasts(self, measure: Measure) -> float | None:
        """Give how probable it is that a measure holds by itself."""
        if measure.if_option:
            record = self._commitment(measure)
            made = replace(self.sit, commitments={_ID: record})
            return commitments(made, draws=0, as_of=self.as_of)[_ID].honoured.value
        try:
            model = Model(self.sit, self.as_of, 0, 1, Branch({}, {measure.option: measure.value}, {}))
        except SituationError:
            return None
        bit = self.options[measure.option].bit
        return min(
            1.0,
            sum(
                p
                for own in self._ends(model).values()
                for code, p in own.items()
                if bool(code >> bit & 1) == measure.value
            ),
        )


def _reason(error: ValueError) -> str:
    """Say why a measure can't be taken."""
    return error.faults[0].message if isinstance(error, SituationError) else str(error)
