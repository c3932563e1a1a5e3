"""How events run, over all combinations of what the actors may want and how they decide.

For every combination the chain of states is built and solved; combinations in which everybody does the same share
one solution. Nothing is simulated: where there are too many combinations to go through, some are drawn, and the
chain of each is still solved exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod, sqrt
from typing import NamedTuple

import numpy as np

from detente.conflict.chain import Limit, Probability, Turn, chain_from, limit_of
from detente.conflict.moves import Positions
from detente.outlook.asking import Asked
from detente.outlook.deciding import Deciding, Kind, Rules, beliefs_over_rows
from detente.outlook.inputs import Values
from detente.outlook.verdicts import Verdicts
from detente.outlook.worlds import World

MOST_COMBINATIONS = 4096
_EXACT_STATES = 200  # reached states up to which chains are solved in fractions


class Setting(NamedTuple):
    """The theory of behaviour that a run assumes; behaviour None is as filed."""

    behaviour: str | None
    knowledge: str
    pacts: tuple[int, ...] = ()


class Table(NamedTuple):
    """What is fixed of the play: by actor its pace and caution, by pact its pace, and the rule of choice."""

    pace: tuple[Fraction, ...]
    caution: tuple[float, ...]
    pact_pace: tuple[Fraction, ...]
    choice: str


class Passage(NamedTuple):
    """One way of deciding, run to its end.

    ``turns`` gives for each state passed who moves where; movers are actors, then pacts. ``values`` are the
    probabilities of the questions (under a condition: of question and condition), ``condition`` that of the condition.
    ``labels`` name the positions, of which ``start`` is the first.
    """

    labels: Sequence[str]
    start: int
    turns: Mapping[int, tuple[Turn, ...]]
    limit: Limit
    values: Mapping[str, Probability]
    condition: Probability


class Part(NamedTuple):
    """A passage with the probability of the combinations that lead to it."""

    probability: float
    passage: Passage


def mixed(parts: Sequence[tuple[float, Mixture]]) -> Mixture:
    """Mix the runs of several worlds by the chances of the worlds."""
    scaled = tuple(
        Part(chance * part.probability, part.passage) for chance, one in parts for part in one.parts
    )
    return Mixture(scaled, max(one.drawn for _, one in parts))


class Mixture(NamedTuple):
    """All passages of a run with their probabilities; ``drawn`` is the number of combinations drawn, 0 if all were met."""

    parts: tuple[Part, ...]
    drawn: int = 0

    def probability(self, name: str) -> float | None:
        """Give the probability of a question; None where the condition has none. Exactly 0 or 1 where it is."""
        values = [(p, part.values[name], part.condition) for p, part in self.parts if p > 0]
        weight = sum(p * float(c) for p, _, c in values)
        if not weight:
            return None
        met = [(p, value, c) for p, value, c in values if c]
        if all(value == c for _, value, c in met):
            return 1.0
        return min(1.0, sum(p * float(value) for p, value, _ in met) / weight)

    def error(self, name: str) -> float | None:
        """Give the standard error of a question's probability; None where nothing was drawn."""
        if not self.drawn:
            return None
        values = np.array([float(part.values[name]) for _, part in self.parts])
        weights = np.array([p for p, _ in self.parts])
        spread = float(weights @ (values - weights @ values) ** 2)
        return sqrt(spread / self.drawn)


class Stage:
    """One world with everything that has been worked out on it.

    Parameters
    ----------
    world : World
    table : Table
    asked : sequence of Asked
    condition : sequence of frozensets of int
        Sets of states that must all be entered (``given``); empty for no condition.
    rows : array of int, shape (combinations, actors)
        The combinations of orders that occur.
    """

    def __init__(
        self,
        world: World,
        table: Table,
        asked: Sequence[Asked],
        condition: Sequence[frozenset[int]],
        rows: Positions,
    ) -> None:
        self.world, self.table, self.asked, self.condition = world, table, asked, tuple(condition)
        self.verdicts = Verdicts(world, rows)
        self._row = {tuple(row): at for at, row in enumerate(rows.tolist())}
        self._passages: dict[object, Passage] = {}

    def run(self, values: Values, setting: Setting, seed: int) -> Mixture:
        """Run the world for one set of values under one theory of behaviour."""
        kinds = [self._kinds(actor, values, setting.behaviour) for actor in self.world.actors]
        deciding = self.deciding(values, setting)
        combinations, drawn = combinations_of(kinds, seed)
        unfolded = self._unfold(deciding, [chosen for _, chosen in combinations], setting.pacts)
        found: dict[object, tuple[float, Passage]] = {}
        for (probability, _), turns in zip(combinations, unfolded, strict=True):
            key, passage = self._passage(turns)
            before = found.get(key)
            found[key] = ((before[0] if before else 0.0) + probability, passage)
        return Mixture(tuple(Part(p, passage) for p, passage in found.values()), drawn)

    def deciding(self, values: Values, setting: Setting) -> Deciding:
        """Give how everybody decides, for one set of values under one theory of behaviour."""
        return Deciding(self.verdicts, self._rules(values, setting))

    def _kinds(self, actor: str, values: Values, behaviour: str | None) -> list[tuple[float, Kind]]:
        """List the ways an actor may be, with probabilities."""
        kinds: list[tuple[float, Kind]] = []
        for name, p in values.types[actor].items():
            shares = {behaviour: 1.0} if behaviour else values.behaviours[actor][name]
            kinds.extend(
                (p * share, Kind(values.orders[actor][name], concept)) for concept, share in shares.items()
            )
        return [(p, kind) for p, kind in kinds if p > 0]

    def _rules(self, values: Values, setting: Setting) -> Rules:
        if setting.knowledge == "all":
            return Rules(None, self.table.caution, self.table.choice)
        weights = []
        for viewer, name in enumerate(self.world.actors):
            own = values.views.get(name, {})
            held = [
                {values.orders[actor][t]: p for t, p in own.get(actor, values.types[actor]).items()}
                for actor in self.world.actors
            ]
            weights.append(beliefs_over_rows(self.verdicts.rows, viewer, held))
        return Rules(weights, self.table.caution, self.table.choice)

    def _passage(self, turns: Mapping[int, tuple[Turn, ...]]) -> tuple[object, Passage]:
        key = tuple(sorted(turns.items()))
        if key not in self._passages:
            self._passages[key] = self._solved(dict(key))
        return key, self._passages[key]

    def _unfold(
        self, deciding: Deciding, combinations: Sequence[tuple[Kind, ...]], pacts: Sequence[int]
    ) -> list[dict[int, tuple[Turn, ...]]]:
        """Give everybody's moves at every state that is reached, for each combination.

        All combinations go on together, so that what must be known of a round's states is worked out at one go.
        """
        rows = [self._row.get(tuple(kind.order for kind in kinds), 0) for kinds in combinations]
        turns: list[dict[int, tuple[Turn, ...]]] = [{} for _ in combinations]
        fronts = [{self.world.start} for _ in combinations]
        while any(fronts):
            if any(kind.behaviour != "nash" for kinds in combinations for kind in kinds):
                self.verdicts.cover({state for front in fronts for state in front})
            for at, kinds in enumerate(combinations):
                reached: set[int] = set()
                for state in fronts[at]:
                    turns[at][state] = self._turns(deciding, kinds, state, rows[at], pacts)
                    reached.update(target for turn in turns[at][state] for target in turn.targets)
                fronts[at] = reached - turns[at].keys()
        return turns

    def _turns(
        self, deciding: Deciding, kinds: Sequence[Kind], state: int, row: int, pacts: Sequence[int]
    ) -> tuple[Turn, ...]:
        """Give each actor's and each pact's turn at a state."""
        pace = zip(self.table.pace, enumerate(kinds), strict=True)
        own = [Turn(rate, deciding.chosen(actor, kind, state, row)) for rate, (actor, kind) in pace]
        joint = [
            Turn(self.table.pact_pace[pact], deciding.chosen_jointly(pact, kinds, state, row))
            for pact in pacts
        ]
        return (*own, *joint)

    def _solved(self, turns: Mapping[int, tuple[Turn, ...]]) -> Passage:
        exact = len(turns) <= _EXACT_STATES

        def limit(flags: Sequence[frozenset[int]]) -> Limit:
            return limit_of(chain_from(self.world.start, turns.__getitem__, flags, exact=exact))

        plain = limit(self.condition)
        met = plain.probability(lambda _state, flags: all(flags))
        values = {one.id: _answered(one, limit, plain, self.condition) for one in self.asked}
        return Passage(self.world.labels, self.world.start, turns, plain, values, met)


def _answered(
    one: Asked,
    limit: Callable[[Sequence[frozenset[int]]], Limit],
    plain: Limit,
    condition: Sequence[frozenset[int]],
) -> Probability:
    """Give the probability of a question, together with the condition if there is one."""
    own = len(one.flags)
    solved = limit((*one.flags, *condition)) if own else plain
    return solved.probability(lambda state, flags: all(flags[own:]) and one.yes(state, flags[:own]))


def combinations_of(
    kinds: Sequence[Sequence[tuple[float, Kind]]], seed: int
) -> tuple[list[tuple[float, tuple[Kind, ...]]], int]:
    """List the combinations of kinds with their probabilities; draw some where there are too many.

    Returns
    -------
    list of (probability, kinds)
    int
        How many were drawn; 0 where all are listed.
    """
    if prod(len(own) for own in kinds) <= MOST_COMBINATIONS:
        return [
            (prod(p for p, _ in chosen), tuple(kind for _, kind in chosen)) for chosen in product(*kinds)
        ], 0
    stream = np.random.default_rng(np.random.SeedSequence([seed, MOST_COMBINATIONS]))
    columns = []
    for own in kinds:
        shares = np.array([p for p, _ in own])
        columns.append(stream.choice(len(own), size=MOST_COMBINATIONS, p=shares / shares.sum()))
    picked = np.stack(columns, axis=1).tolist()
    listed = [tuple(own[at][1] for own, at in zip(kinds, row, strict=True)) for row in picked]
    return [(1 / MOST_COMBINATIONS, one) for one in listed], MOST_COMBINATIONS


def rows_of(actors: Sequence[str], many: Sequence[Values], seed: int) -> Positions:
    """Give the combinations of orders that occur in any set of values, each once."""
    rows: dict[tuple[int, ...], None] = {}
    for values in many:
        orders = [
            [(p, Kind(values.orders[actor][t], "")) for t, p in values.types[actor].items()]
            for actor in actors
        ]
        listed, _ = combinations_of(orders, seed)
        rows.update(dict.fromkeys(tuple(kind.order for kind in kinds) for _, kinds in listed))
    return np.array(list(rows), np.intp).reshape(len(rows), len(actors))
