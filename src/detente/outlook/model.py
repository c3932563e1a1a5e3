"""A situation made ready to run: its worlds, the central values and the drawn ones, and the settings of the span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Day
from fractions import Fraction
from itertools import product
from typing import NamedTuple

import numpy as np

from detente.faults import SituationError
from detente.outlook.asking import ask, states_where
from detente.outlook.draws import CENTRAL, Draws
from detente.outlook.inputs import Taken, Values
from detente.outlook.measures import Measures
from detente.outlook.running import Mixture, Setting, Stage, Table, Together, mixed, rows_of
from detente.outlook.standing import known_on, unknown_stakes
from detente.outlook.worlds import make_world, option_of
from detente.situation.expressions import Not
from detente.situation.expressions import Taken as Is
from detente.situation.needs import lacks_of_model, lacks_of_start
from detente.situation.records import Question, Situation

Changes = Mapping[str, bool]


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
        The same branch of the situation on another day; what was worked out there and still holds is not done again.
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
        taken = Taken(sit, as_of, Draws(draws, seed))
        self.central = taken.values(CENTRAL)
        self.drawn = [taken.values(draw) for draw in range(draws)] if taken.has_ranges else []
        self.measures = Measures(sit, as_of)
        self.modelled = [q for q in sit.questions.values() if q.when is not None]
        self.happenings = list(product((False, True), repeat=len(sit.events)))
        self.stages = [self._stage(taken, k, before) for k in range(len(self.happenings))]
        self.actors = self.stages[0].world.actors
        self.filed = Setting(None, sit.play.knowledge, self.declared)

    @property
    def declared(self) -> tuple[Together, ...]:
        """The pacts that the file declares."""
        return tuple(self.together(pact.members, pact.pace) for pact in self.sit.play.pacts)

    def together(self, members: Sequence[str], pace: Fraction = Fraction(1)) -> Together:
        """Make a pact of some actors."""
        return Together(tuple(self.actors.index(member) for member in members), pace)

    def _stage(self, taken: Taken, number: int, before: Model | None) -> Stage:
        """Make the world in which some of the chance events have happened, or take it from another day."""
        sit = self.sit
        do = dict(self.branch.do)
        for event, so in zip(sit.events.values(), self.happenings[number], strict=True):
            if so:
                do.update({sit.options[bit].label: value for bit, value in event.sets.items()})
        world = make_world(sit, taken.orders, do=do, start=self.branch.start)
        rows = rows_of(world.actors, [self.central, *self.drawn], self.seed)
        verdicts = None
        if before is not None and before.stages[number].verdicts.serve(world, rows):
            old = before.stages[number]
            if old.world.start == world.start and self._asks_as(before):
                return old
            verdicts = old.verdicts
        measured = self.measures.over(world)
        asked = [one for question in self.modelled for one in ask(question, world, measured)]
        condition = []
        for name, value in self.branch.given.items():
            option = option_of(sit, name)
            there = Is(option.bit, option.label)
            condition.append(states_where(there if value else Not(there), world, measured.central))
        return Stage(world, _table(sit, world.actors), asked, condition, rows, verdicts)

    def _asks_as(self, other: Model) -> bool:
        """Tell whether questions have the same answers at every state as on another day."""
        return self.sit.ties == other.sit.ties and self.sit.play.rates is None

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
