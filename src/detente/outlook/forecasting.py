"""The forecast: how probable each answer is, over all that is uncertain, and on what that hangs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from fractions import Fraction
from itertools import product

import numpy as np

from detente.evidence.frames import day_of
from detente.faults import Fault, SituationError, fault
from detente.outlook.asking import ask, states_where
from detente.outlook.courses import flows_of, held_back, outcomes_of
from detente.outlook.draws import CENTRAL, Draws
from detente.outlook.inputs import Taken, Values
from detente.outlook.results import Forecast, QuestionForecast
from detente.outlook.running import Mixture, Setting, Stage, Table, mixed, rows_of
from detente.outlook.span import KNOWLEDGE, THEORIES, Variant, hinge_of, span_of
from detente.outlook.worlds import make_world, option_of
from detente.situation.expressions import Compare, Not, walk
from detente.situation.expressions import Taken as Is
from detente.situation.opening import digest
from detente.situation.records import Question, Situation
from detente.words import word_for

Changes = Mapping[str, bool]


def forecast(
    sit: Situation,
    *,
    draws: int = 200,
    seed: int = 1,
    as_of: Day | str | None = None,
    do: Changes | None = None,
    start: Changes | None = None,
    given: Changes | None = None,
) -> Forecast:
    """Forecast the questions of a situation and the states in which events end.

    Parameters
    ----------
    sit : Situation
    draws : int
        How many sets of values to draw from the ranges of the file.
    seed : int
    as_of : date, optional
        Only what was known by this day counts; default: the situation's own day.
    do : mapping of str to bool, optional
        Options held at a value from the beginning; nobody moves them and everybody foresees that.
    start : mapping of str to bool, optional
        Options that begin at another value; their owners may move them back.
    given : mapping of str to bool, optional
        Only courses on which each option had that value at some time count.

    Returns
    -------
    Forecast

    Raises
    ------
    SituationError
        If the situation lacks what a forecast needs, or events can't begin as asked.
    ValueError
        If an option is unknown.

    Notes
    -----
    The probability of a question is the sum, over the types and behaviours of all actors and over chance events, of
    their probability times that of the question on the chain of states; every chain is solved exactly.

    Examples
    --------
    >>> import detente
    >>> detente.forecast(detente.load("prisoners-dilemma")).outcomes[0].probability
    1.0
    """
    _require(sit)
    run = _Run(sit, day_of(as_of, sit), draws, seed, do or {}, start or {}, given or {})
    spread = [run.mixture(values, run.filed) for values in run.drawn]
    variants = {setting: run.mixture(run.central, setting) for setting in run.settings()}
    filed = variants[run.filed]
    stage = run.stages[0]
    world = stage.world
    return Forecast(
        questions={q.id: _question(q, run, spread, variants) for q in sit.questions.values()},
        outcomes=outcomes_of(sit, filed),
        methods=run.methods(variants),
        flows=flows_of(world.actors, filed),
        held_back=held_back(stage, run.central, run.filed, [world.start]),
        status_quo=world.labels[world.start],
        actors=world.actors,
        knowledge=sit.play.knowledge,
        caution=dict(zip(world.actors, stage.table.caution, strict=True)),
        doubt=float(sit.play.doubt),
        combinations=sum(len(one.verdicts.rows) for one in run.stages),
        draws=len(run.drawn),
        seed=seed,
        as_of=run.as_of,
        digest=digest(sit),
        do=run.do,
        start=run.start,
        given=run.given,
    )


def _require(sit: Situation) -> None:
    """Raise the faults of what a forecast needs and the file lacks."""
    faults: list[Fault] = []
    if not sit.options and sit.graph is None:
        faults.append(fault("DT420", sit.place, "a forecast needs 'options:', and the file has none"))
    owners = {option.owner for option in sit.options} | set(sit.graph.moves if sit.graph else ())
    faults += [
        fault(
            "DT413",
            sit.actors[actor].place,
            f"{actor} can move, but the file doesn't say what it wants",
            expected=f"statements, weights or a ranking under 'preferences: {actor}:'",
        )
        for actor in sit.actors
        if actor in owners and not (actor in sit.preferences and sit.preferences[actor].types)
    ]
    if sit.status_quo is None:
        faults.append(fault("DT420", sit.place, "a forecast needs 'status_quo:', and the file has none"))
    if faults:
        raise SituationError(faults)


class _Run:
    """Everything that one forecast works on: the worlds, the central values and the drawn ones."""

    def __init__(
        self,
        sit: Situation,
        as_of: Day | None,
        draws: int,
        seed: int,
        do: Changes,
        start: Changes,
        given: Changes,
    ) -> None:
        self.sit, self.as_of, self.seed = sit, as_of, seed
        self.do, self.start, self.given = dict(do), dict(start), dict(given)
        taken = Taken(sit, as_of, Draws(draws, seed))
        self.central = taken.values(CENTRAL)
        self.drawn = [taken.values(draw) for draw in range(draws)] if taken.has_ranges else []
        self.modelled = [q for q in sit.questions.values() if _is_modelled(q)]
        self.filed = Setting(None, sit.play.knowledge)
        self.chosen = list(product((False, True), repeat=len(sit.events))) if sit.events else [()]
        self.stages = [self._stage(taken, happened) for happened in self.chosen]
        self.movers = self.stages[0].world.actors

    def _stage(self, taken: Taken, happened: Sequence[bool]) -> Stage:
        """Make the world in which some of the chance events have happened."""
        sit = self.sit
        do = dict(self.do)
        for event, so in zip(sit.events.values(), happened, strict=True):
            if so:
                do.update({sit.options[bit].label: value for bit, value in event.sets.items()})
        world = make_world(sit, taken.orders, do=do, start=self.start)
        asked = [ask(question, world, _unmeasured) for question in self.modelled]
        condition = []
        for name, value in self.given.items():
            option = option_of(sit, name)
            there = Is(option.bit, option.label)
            condition.append(states_where(there if value else Not(there), world, _unmeasured))
        return Stage(
            world,
            _table(sit, world.actors),
            asked,
            condition,
            rows_of(world.actors, [self.central, *self.drawn], self.seed),
        )

    def mixture(self, values: Values, setting: Setting) -> Mixture:
        """Run all worlds for one set of values, and mix them by the chances of events."""
        parts = []
        for happened, stage in zip(self.chosen, self.stages, strict=True):
            chances = zip(self.sit.events, happened, strict=True)
            chance = float(
                np.prod([values.chances[name] if so else 1 - values.chances[name] for name, so in chances])
            )
            if chance:
                parts.append((chance, stage.run(values, setting, self.seed)))
        return mixed(parts)

    def settings(self) -> list[Setting]:
        """List the theories and kinds of knowledge of the method span."""
        return [Setting(theory, knowledge) for theory in THEORIES for knowledge in KNOWLEDGE]

    def methods(self, variants: Mapping[Setting, Mixture]) -> dict[str, dict[str, float]]:
        """Give each question's probability under each theory, with knowledge as filed."""
        return {
            theory: {
                q.id: p
                for q in self.modelled
                if (p := variants[Setting(theory, self.sit.play.knowledge)].probability(q.id)) is not None
            }
            for theory in THEORIES
            if theory is not None
        }


def _unmeasured(_comparison: Compare) -> np.ndarray:
    raise AssertionError("questions about ties are not asked of states")


def _is_modelled(question: Question) -> bool:
    return question.when is not None and not any(isinstance(one, Compare) for one in walk(question.when))


def _table(sit: Situation, actors: Sequence[str]) -> Table:
    """Read paces and cautions, with defaults."""
    play = sit.play
    everyone = float(play.caution.get("", 0.5))
    pace = play.rates if play.rates is not None else play.pace
    usual = pace.get("", Fraction(1))
    return Table(
        tuple(pace.get(actor, usual) for actor in actors),
        tuple(float(play.caution.get(actor, everyone)) for actor in actors),
        tuple(pact.pace for pact in play.pacts),
        play.choice,
    )


def _question(
    question: Question,
    run: _Run,
    spread: Sequence[Mixture],
    variants: Mapping[Setting, Mixture],
) -> QuestionForecast:
    """Put the figures of one question together."""
    doubt = float(run.sit.play.doubt)
    base = float(question.base.central) if question.base else 0.5
    stated = QuestionForecast(
        id=question.id,
        text=question.text,
        counted=question.counted,
        by=question.by.text if question.by else "",
        base=base,
        based=question.base is not None,
        probability=base,
        word=word_for(base),
        low=base,
        high=base,
    )
    if not _is_modelled(question):
        return replace(stated, why="it has no 'when'" if question.when is None else "it asks about ties")

    def doubted(p: float) -> float:
        return (1 - doubt) * p + doubt * base

    filed = variants[run.filed]
    undoubted = filed.probability(question.id)
    if undoubted is None:
        nothing = "the condition comes about on no course"
        return replace(stated, modelled=True, probability=None, low=None, high=None, word="", why=nothing)
    met = [p for one in spread if (p := one.probability(question.id)) is not None]
    low, high = _interval(undoubted, met)
    runs = [
        Variant({"behaviour": setting.behaviour or "", "knowledge": setting.knowledge}, doubted(p))
        for setting, one in variants.items()
        if (p := one.probability(question.id)) is not None
    ]
    error = filed.error(question.id)
    return replace(
        stated,
        modelled=True,
        probability=doubted(undoubted),
        undoubted=undoubted,
        low=doubted(low),
        high=doubted(high),
        monte_carlo_error=None if error is None else (1 - doubt) * error,
        method_span=span_of(runs),
        hinge=hinge_of(runs),
        word=word_for(doubted(undoubted)),
    )


def _interval(central: float, met: Sequence[float]) -> tuple[float, float]:
    """Give the 5 and 95 % quantiles of what the draws gave, widened to contain the central value."""
    if not met:
        return central, central
    low, high = np.quantile(met, [0.05, 0.95])
    return min(float(low), central), max(float(high), central)
