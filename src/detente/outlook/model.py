"""A situation made ready to run: its worlds, the central values and the drawn ones, and the settings of the span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Day
from fractions import Fraction
from itertools import product
from typing import NamedTuple

import numpy as np

from detente.conflict.timing import years_between
from detente.faults import SituationError
from detente.outlook.asking import Asked, ask, states_where
from detente.outlook.draws import CENTRAL, Draws
from detente.outlook.inputs import Taken, Values
from detente.outlook.measures import Measures
from detente.outlook.running import Mixture, Setting, Stage, Table, Together, mixed, rows_of, scale_of
from detente.outlook.standing import known_on, unknown_stakes
from detente.outlook.verdicts import Verdicts
from detente.outlook.worlds import World, make_world, option_of
from detente.situation.expressions import Not
from detente.situation.expressions import Taken as Is
from detente.situation.needs import lacks_of_model, lacks_of_start
from detente.situation.records import Question, Situation

Changes = Mapping[str, bool]

_TOGETHER = 256  # draws whose combinations are looked at together


class Branch(NamedTuple):
    """What is assumed beyond the file: options held, options that begin elsewhere, and options that courses must pass."""

    do: Changes
    start: Changes
    given: Changes


NO_BRANCH = Branch({}, {}, {})


def required(sit: Situation) -> None:
    """Raise the faults of what a forecast needs and the file lacks.

    Raises
    ------
    SituationError
        If there are no options or moves, no status quo, or an actor can move and the file doesn't say what it wants.
    """
    faults = [*lacks_of_model(sit, "a forecast"), *lacks_of_start(sit, "a forecast")]
    if faults:
        raise SituationError(faults)


def day_asked(question: Question, sit: Situation, as_of: Day | None) -> Day | None:
    """Give the day that the forecast of a question is about; None where it is about the end of events.

    There is a calendar only where actors move at given rates, and it begins on the day of the forecast.
    """
    if question.by is None or question.when is None or sit.play.rates is None or as_of is None:
        return None
    return question.by.day


class Model:
    """Everything that one forecast works on.

    Parameters
    ----------
    sit : Situation
    as_of : date or None
        Only what was known by this day counts, and events begin in the status quo of this day.
    draws, seed : int
    branch : Branch
    before : Model, optional
        Of the same branch, on another day or of a situation that was edited: what was worked out there and holds here
        too is not done again. Nothing else depends on it.
    """

    def __init__(
        self,
        sit: Situation,
        as_of: Day | None,
        draws: int,
        seed: int,
        branch: Branch = NO_BRANCH,
        before: Model | None = None,
    ) -> None:
        required(sit)
        whole, sit = sit, known_on(sit, as_of)
        if faults := unknown_stakes(whole, sit):
            raise SituationError(faults)
        self.sit, self.as_of, self.seed, self.branch = sit, as_of, seed, branch
        self.taken: Taken = Taken(sit, as_of, Draws(draws, seed), before.taken if before else None)
        self.central = self.taken.values(CENTRAL)
        self.drawn = [self.taken.values(draw) for draw in range(draws)] if self.taken.has_ranges else []
        self.measures = Measures(sit, as_of)
        self.modelled = [q for q in sit.questions.values() if q.when is not None]
        self.happenings = list(product((False, True), repeat=len(sit.events)))
        like = before if before is not None and _can_happen_alike(sit, before.sit) else None
        self.stages = [self._stage(number, like) for number in range(len(self.happenings))]
        self.actors = self.stages[0].world.actors
        self.filed = Setting(None, sit.play.knowledge, self.declared)

    @property
    def declared(self) -> tuple[Together, ...]:
        """The pacts that the file declares."""
        return tuple(self.together(pact.members, pact.pace) for pact in self.sit.play.pacts)

    def together(self, members: Sequence[str], pace: Fraction = Fraction(1)) -> Together:
        """Make a pact of some actors."""
        return Together(tuple(self.actors.index(member) for member in members), pace)

    def _stage(self, number: int, like: Model | None) -> Stage:
        """Make the world in which some of the chance events have happened, with all that another model can lend."""
        old = like.stages[number] if like else None
        world = self._world(number, like)
        table, rows = _table(self.sit, world.actors), rows_of(world.actors, [self.central], self.seed)
        scale = scale_of(world.actors, self.central, rows)
        verdicts = old.verdicts.over(world, rows, scale) if old else None
        if verdicts is None:
            verdicts = Verdicts(world, rows, scale=scale)
        self._look_ahead(verdicts)
        if old is None or like is None or not self._asks_as(like):
            return Stage(world, table, *self._asked(world), rows, verdicts)
        if old.world is world and old.table == table and not self.drawn:
            return old
        begins_alike = old.world.start == world.start and old.table.pace == table.pace
        return Stage(
            world, table, old.asked, old.condition, rows, verdicts, like=old if begins_alike else None
        )

    def _world(self, number: int, like: Model | None) -> World:
        """Make a world, or take it from a model in which everybody wants the same."""
        if like is not None and like.sit.status_quo == self.sit.status_quo and self._wants_as(like):
            return like.stages[number].world
        do = dict(self.branch.do)
        for event, so in zip(self.sit.events.values(), self.happenings[number], strict=True):
            if so:
                do.update({self.sit.options[bit].label: value for bit, value in event.sets.items()})
        return make_world(self.sit, self.taken.orders, do=do, start=self.branch.start)

    def _look_ahead(self, verdicts: Verdicts) -> None:
        """Let the combinations that draws of worths bring be looked at together, some draws at a time."""
        kinds = [np.array(self.taken.kinds[actor]) for actor in verdicts.world.actors]
        for first in range(0, len(self.drawn), _TOGETHER):
            some = self.drawn[first : first + _TOGETHER]
            verdicts.look_at_together(rows_of(verdicts.world.actors, some, self.seed), kinds)

    def _asked(self, world: World) -> tuple[list[Asked], list[frozenset[int]]]:
        """Make the questions, and the condition, ready for a world."""
        measured = self.measures.over(world)
        asked = [
            one._replace(years=self._years_to(day_asked(question, self.sit, self.as_of)))
            for question in self.modelled
            for one in ask(question, world, measured)
        ]
        condition = []
        for name, value in self.branch.given.items():
            option = option_of(self.sit, name)
            there = Is(option.bit, option.label)
            condition.append(states_where(there if value else Not(there), world, measured.central))
        return asked, condition

    def _wants_as(self, other: Model) -> bool:
        """Tell whether everybody's orders of preference are the very ones of another model."""
        return all(
            len(own) == len(theirs) and all(one is another for one, another in zip(own, theirs, strict=True))
            for own, theirs in zip(self.taken.orders.values(), other.taken.orders.values(), strict=True)
        )

    def _asks_as(self, other: Model) -> bool:
        """Tell whether questions have the same answers at every state as in another model."""
        mine, theirs = self.sit, other.sit
        if mine.play.rates != theirs.play.rates or (
            mine.play.rates is not None and self.as_of != other.as_of
        ):
            return False
        return all(
            getattr(mine, name) == getattr(theirs, name) for name in ("questions", "ties", "effects", "poles")
        )

    def _years_to(self, day: Day | None) -> float | None:
        return None if day is None or self.as_of is None else years_between(self.as_of, day)

    def chances(self, values: Values) -> list[float]:
        """Give the probability of each world, for one set of values."""
        found = []
        for happened in self.happenings:
            chances = zip(self.sit.events, happened, strict=True)
            factors = [values.chances[name] if so else 1 - values.chances[name] for name, so in chances]
            found.append(float(np.prod(factors)))
        return found

    def mixture(self, values: Values, setting: Setting, stages: Sequence[Stage] | None = None) -> Mixture:
        """Run all worlds, or others in their place, for one set of values, and mix them by their chances."""
        worlds = zip(self.chances(values), self.stages if stages is None else stages, strict=True)
        return mixed([(chance, stage.run(values, setting, self.seed)) for chance, stage in worlds if chance])

    def is_modelled(self, question: Question) -> bool:
        """Tell whether the model says anything about a question."""
        return question.when is not None


def _can_happen_alike(one: Situation, other: Situation) -> bool:
    """Tell whether the same states, moves and chance events are possible in two situations."""
    return (
        one.states is other.states
        and one.graph is other.graph
        and (one.options, [*one.actors], [*one.preferences])
        == (other.options, [*other.actors], [*other.preferences])
        and {name: event.sets for name, event in one.events.items()}
        == {name: event.sets for name, event in other.events.items()}
    )


def _table(sit: Situation, actors: Sequence[str]) -> Table:
    """Read paces and cautions, with defaults."""
    play = sit.play
    everyone = float(play.caution.get("", Fraction(1, 2)))
    pace = play.rates if play.rates is not None else play.pace
    usual = pace.get("", Fraction(1))
    return Table(
        tuple(pace.get(actor, usual) for actor in actors),
        tuple(float(play.caution.get(actor, everyone)) for actor in actors),
        play.choice,
    )
