"""Commitments tested: whether they would be kept, whom they deter, what they are worth, and at what stake that ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date as Day

from detente.evidence.frames import day_of
from detente.outlook.aftermath import Aftermath
from detente.outlook.commitment_results import (
    IDLE,
    NO_EFFECT,
    UNTOLD,
    Bounds,
    CommitmentResult,
    Deterred,
    KeptBy,
    Trigger,
)
from detente.outlook.courses import held_back
from detente.outlook.deterring import MORE_LIKELY, Deterrence, Deterring
from detente.outlook.dilemmas import Dilemma, dilemmas_of_promise, dilemmas_of_threat
from detente.outlook.forecasting import interval
from detente.outlook.inducing import Inducing
from detente.outlook.keeping import (
    Keeping,
    can_keep,
    deciding_alike,
    kept_by_way,
    neat,
    on_average,
    pledge_by_way,
    runs_of,
)
from detente.outlook.model import Branch, Changes, Model
from detente.outlook.pledged import Pledged, Way, pledged_in
from detente.outlook.results import HeldBack
from detente.outlook.running import Setting, Stage, rows_of, scale_of
from detente.outlook.span import KNOWLEDGE
from detente.outlook.stake_verdicts import Target
from detente.outlook.stakes import StakeScan
from detente.outlook.steps import joint_sets, steps_of_promise, steps_of_threat
from detente.outlook.surely import effects
from detente.situation.phrasing import actor_name, listed
from detente.situation.records import Commitment, Situation


def commitments(
    sit: Situation,
    *,
    draws: int = 200,
    seed: int = 1,
    as_of: Day | str | None = None,
    do: Changes | None = None,
    start: Changes | None = None,
    worth: bool = True,
) -> dict[str, CommitmentResult]:
    """Test the threats, promises, red lines and pledges of a situation.

    Each is tested where events begin. Its trigger states are those in which the others can bring its condition about,
    changing no more than they must. It is honoured if its author's chosen moves keep it at each of them; a pledge, if
    they break it on no course. A threat or a red line deters an improvement if that is answered as things are and would
    not be if the commitment were surely broken.

    Parameters
    ----------
    sit : Situation
    draws : int
        How many sets of values to draw from the ranges of the file, for the bounds of ``honoured``.
    seed : int
    as_of : date, optional
        Only what was known by this day counts; default: the situation's own day.
    do : mapping of str to bool, optional
        Options held at a value from the beginning; nobody moves them and everybody foresees that.
    start : mapping of str to bool, optional
        Options that begin at another value; their owners may move them back.
    worth : bool
        Whether to work out also what each commitment is worth for the questions, and at what stakes verdicts end. That
        is most of the cost.

    Returns
    -------
    dict of str to CommitmentResult
        By the commitment's id, in the order of the file; empty if it has none.

    Raises
    ------
    SituationError
        If the situation lacks what a forecast needs, or events can't begin as asked.
    ValueError
        If an option is unknown.

    Notes
    -----
    Chance events don't enter the test of a commitment that has a condition; hold the event's options to test what
    follows it. They do count for a pledge, and for the effect on questions. The cost is that of three forecasts at
    central values per commitment, and of a few passes over the states for each combination of types.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load('''
    ... detente: 1
    ... title: A threat
    ... actors: {A: Challenger, D: Defender}
    ... options: {A: {x: Attack}, D: {p: Punish}}
    ... status_quo: []
    ... preferences:
    ...   A: {statements: [not p, x]}
    ...   D: {statements: [not x, x -> p, not p]}
    ... commitments:
    ...   threat: {by: D, kind: threat, if: x, then: p}
    ... ''')
    >>> threat = commitments(sit)["threat"]
    >>> threat.honoured.value, threat.credible, threat.deters
    (1.0, True, True)
    """
    if not sit.commitments:
        return {}
    model = Model(sit, day_of(as_of, sit), draws, seed, Branch(dict(do or {}), dict(start or {}), {}))
    study = Study(model, worth=worth)
    return {one.id: study.result(one) for one in sit.commitments.values()}


class Study:
    """Everything that the tests of one situation work on.

    Parameters
    ----------
    model : Model
        Of a situation in option form.
    worth : bool
        Whether to work out effects and stakes.
    """

    def __init__(self, model: Model, *, worth: bool = True) -> None:
        self.model, self.values, self.filed = model, model.central, model.sit.play.knowledge
        self.stage = _central(model)
        self.world = self.stage.world
        known = [one for one in model.sit.commitments.values() if one.by in self.world.actors]
        self.pledged = {one.id: pledged_in(self.world, one) for one in known}
        conditional = {name: one for name, one in self.pledged.items() if one.record.condition is not None}
        behaviours = {
            concept
            for kinds in self.values.behaviours.values()
            for shares in kinds.values()
            for concept in shares
        }
        aftermath = Aftermath(
            self.world,
            self.stage.verdicts.rows,
            {name: one.vow for name, one in conditional.items()},
            behaviours,
        )
        self.keeping = {k: Keeping(self.stage, self.values, Setting(None, k)) for k in KNOWLEDGE}
        self.deterring = {k: Deterring(aftermath, self.keeping[k], conditional) for k in KNOWLEDGE}
        self.scan = StakeScan(model.sit, self.deterring[self.filed])
        self.worth = worth
        self.effects = effects(model, known) if worth else {}
        self.met = self._met_in_draws()

    def result(self, record: Commitment) -> CommitmentResult:
        """Test one commitment."""
        told = CommitmentResult(
            id=record.id,
            by=record.by,
            kind=record.kind,
            claimed_by=record.claimed_by,
            text=record.text,
            condition=record.condition_text,
            then=record.then_text,
            line=record.place.line,
            state=self.world.labels[self.world.start],
            knowledge=self.filed,
        )
        pledged = self.pledged.get(record.id)
        if pledged is None:
            who = actor_name(self.model.sit, record.by)
            return replace(told, why=f"{who} has no option here, so it can keep nothing")
        return self._tested(told, pledged)

    def _tested(self, told: CommitmentResult, pledged: Pledged) -> CommitmentResult:
        kept, wants = self._kept(pledged), self._kept(pledged, "nash")
        honoured = self._bounds(pledged, kept)
        by_knowledge = {k: self._deterrence(pledged, k) for k in KNOWLEDGE}
        steps = self._steps(pledged)
        stakes = self.scan.stakes(pledged, _hidden_by(steps)) if self.worth else ()
        return replace(
            told,
            why=self._why(pledged, by_knowledge[self.filed]),
            honoured=honoured,
            wants_to=on_average(wants) if wants else None,
            credible=honoured.value is not None and honoured.value > MORE_LIKELY,
            deters=by_knowledge[self.filed].deters > MORE_LIKELY,
            deterrence=by_knowledge[self.filed],
            by_knowledge=by_knowledge,
            triggers=tuple(self._trigger(pledged, state) for state in pledged.triggers),
            types=_by_type(kept, wants),
            difference=self._difference(pledged),
            steps=steps,
            jointly=joint_sets(steps),
            effect=self.effects.get(told.id, NO_EFFECT),
            stake=stakes[0] if stakes else None,
            stakes=stakes,
            dilemmas=self._dilemmas(pledged, honoured.value),
        )

    def _kept(self, pledged: Pledged, behaviour: str | None = None) -> dict[Way, float]:
        """Give by way the probability that it is kept, everywhere; nothing where it can't come to the test."""
        if pledged.record.condition is None:
            values = self.values
            if behaviour is not None:
                values = deciding_alike(values, pledged.record.by, behaviour)
            return pledge_by_way(self.model, pledged, values, runs_of(self.model, values))
        if not pledged.triggers:
            return {}
        return kept_by_way(self.keeping[self.filed], pledged, pledged.triggers, behaviour)

    def _bounds(self, pledged: Pledged, central: Mapping[Way, float]) -> Bounds:
        """Average over what the author may be, at central values and in every draw."""
        if not central:
            return UNTOLD
        value = on_average(central)
        low, high = interval(value, [value, *self.met[pledged.record.id]])
        return Bounds(low, value, high)

    def _met_in_draws(self) -> dict[str, list[float]]:
        """Give, for each commitment that can come to the test, the probability that it is kept in every draw."""
        met: dict[str, list[float]] = {name: [] for name in self.pledged}
        pledges = [one for one in self.pledged.values() if one.record.condition is None]
        others = [one for one in self.pledged.values() if one.triggers]
        for values in self.model.drawn:
            runs = runs_of(self.model, values) if pledges else []
            for one in pledges:
                met[one.record.id].append(on_average(pledge_by_way(self.model, one, values, runs)))
            keeping = Keeping(self.model.stages[0], values, Setting(None, self.filed))
            for one in others:
                met[one.record.id].append(on_average(kept_by_way(keeping, one, one.triggers)))
        return met

    def _deterrence(self, pledged: Pledged, knowledge: str) -> Deterrence:
        if pledged.record.condition is None:
            return IDLE
        if pledged.record.kind == "promise":
            return Inducing(self.keeping[knowledge]).inducement(pledged)
        return self.deterring[knowledge].deterrence(pledged)

    def _steps(self, pledged: Pledged) -> tuple[Deterred, ...]:
        if pledged.record.condition is None:
            return ()
        if pledged.record.kind == "promise":
            return steps_of_promise(Inducing(self.keeping[self.filed]), pledged)
        return steps_of_threat(self.deterring[self.filed], pledged)

    def _why(self, pledged: Pledged, deterrence: Deterrence) -> str:
        """Say why a commitment is not tested, or idle."""
        if pledged.record.condition is None:
            return "a pledge has no condition, so it deters nobody"
        if not pledged.triggers:
            return "the others can't bring its condition about"
        if deterrence.idle < MORE_LIKELY:
            return ""
        if pledged.condition[self.world.start]:
            return "its condition holds already"
        if pledged.record.kind == "promise":
            return "nobody could be won for the step by it"
        takers = self.deterring[self.filed].takers(pledged)
        if takers:
            who = listed([actor_name(self.model.sit, one) for one in takers])
            return f"{who} would take a step that may lead there in any case"
        return "nobody wants a step that leads there"

    def _trigger(self, pledged: Pledged, state: int) -> Trigger:
        keeping = self.keeping[self.filed]
        kept, wants = (kept_by_way(keeping, pledged, [state], behaviour) for behaviour in (None, "nash"))
        whole: dict[str, float] = defaultdict(float)
        part: dict[str, float] = defaultdict(float)
        for way, p in kept.items():
            whole[way.type] += way.probability
            part[way.type] += way.probability * p
        return Trigger(
            self.world.labels[state],
            on_average(kept),
            on_average(wants),
            not can_keep(self.stage, pledged, state),
            {name: neat(part[name] / whole[name]) for name in whole},
        )

    def _difference(self, pledged: Pledged) -> tuple[HeldBack, ...]:
        """Give what the author would do if it feared no answer, where that would keep or break its commitment."""
        states = pledged.triggers or (self.world.start,)
        held = held_back(self.stage, self.values, Setting(None, self.filed), states, [pledged.by])
        return tuple(one for one in held if one.answer and not one.made and self._matters(pledged, one))

    def _matters(self, pledged: Pledged, held: HeldBack) -> bool:
        """Tell whether what an author would do and what it does differ in whether the consequence holds."""
        holds = {
            label: bool(pledged.consequence[self.world.labels.index(label)])
            for label in (held.to, held.state)
        }
        does = [bool(pledged.consequence[self.world.labels.index(label)]) for label in held.does]
        return holds[held.to] != (all(does) if does else holds[held.state])

    def _dilemmas(self, pledged: Pledged, honoured: float | None) -> tuple[Dilemma, ...]:
        if pledged.record.kind in {"promise", "pledge"}:
            return dilemmas_of_promise(self.keeping[self.filed], pledged, honoured)
        return dilemmas_of_threat(self.deterring[self.filed], pledged, honoured)


def _central(model: Model) -> Stage:
    """Make the stage for central values: the world without chance events, and the combinations that they allow."""
    first = model.stages[0]
    rows = rows_of(first.world.actors, [model.central], model.seed)
    scale = scale_of(first.world.actors, model.central, rows)
    return Stage(first.world, first.table, (), (), rows, scale=scale)


def _by_type(kept: Mapping[Way, float], wants: Mapping[Way, float]) -> tuple[KeptBy, ...]:
    """Put what a type does beside what it wants to do."""
    wanted = {way.type: p for way, p in wants.items()}
    return tuple(
        KeptBy(way.type, way.kind.behaviour, way.probability, p, wanted[way.type]) for way, p in kept.items()
    )


def _hidden_by(steps: Iterable[Deterred]) -> Callable[[Target, str], tuple[str, ...]]:
    """Tell for a type that is deterred only jointly which further commitments hide what one of them does."""

    def others(target: Target, name: str) -> tuple[str, ...]:
        mine = [step for step in steps if (step.actor, step.type) == (target.type.actor, target.type.id)]
        groups = [group for step in mine for group, _ in step.jointly]
        if not groups or any(step.deters > MORE_LIKELY for step in mine):
            return ()
        return tuple(one for one in groups[0] if one != name)

    return others
