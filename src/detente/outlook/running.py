"""How events run, over all combinations of what the actors may want and how they decide.

For every combination the chain of states is built and solved; combinations in which everybody does the same share
one solution. Nothing is simulated: where there are too many combinations to go through, some are drawn, and the
chain of each is still solved exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import nextafter, prod, sqrt
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.conflict.chain import Turn
from detente.conflict.moves import Positions
from detente.outlook.asking import Asked
from detente.outlook.deciding import Deciding, Decision, Kind, Rules, beliefs_over_rows
from detente.outlook.inputs import Values
from detente.outlook.passages import Passage, passage
from detente.outlook.verdicts import Verdicts
from detente.outlook.worlds import World

MOST_COMBINATIONS = 4096

_ALMOST_ONE = nextafter(1.0, 0.0)

Targets: TypeAlias = tuple[tuple[int, ...], ...]
"""For each mover, actors first, then pacts: the states it moves to, each equally likely."""


class Together(NamedTuple):
    """A pact as a run knows it: who moves as one, and how often relative to an actor."""

    members: tuple[int, ...]
    pace: Fraction = Fraction(1)


class Setting(NamedTuple):
    """The theory of behaviour that a run assumes; behaviour None is as filed."""

    behaviour: str | None
    knowledge: str
    pacts: tuple[Together, ...] = ()


class Table(NamedTuple):
    """What is fixed of the play: by actor its pace and caution, and the rule of choice."""

    pace: tuple[Fraction, ...]
    caution: tuple[float, ...]
    choice: str


class Combination(NamedTuple):
    """One combination of what the actors may be, with its probability and the passage it leads to."""

    probability: float
    kinds: tuple[Kind, ...]
    passage: Passage


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
        values = [(p, part.values[name], part.met(name)) for p, part in self.parts if p > 0]
        weight = sum(p * float(c) for p, _, c in values)
        if not weight:
            return None
        met = [(p, value, c) for p, value, c in values if c]
        if all(value == c for _, value, c in met):
            return 1.0
        return min(_ALMOST_ONE, sum(p * float(value) for p, value, _ in met) / weight)

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

    Attributes
    ----------
    passages : dict
        Every way of deciding that was met, run to its end.

    Parameters
    ----------
    world : World
    table : Table
    asked : sequence of Asked
    condition : sequence of frozensets of int
        Sets of states that must all be entered (``given``); empty for no condition.
    rows : array of int, shape (combinations, actors)
        The combinations of orders that occur at central values.
    verdicts : Verdicts, optional
        Of the same world and combinations, if they are at hand.
    like : Stage, optional
        One with the same beginning, paces, questions and condition: the passages that were solved there are taken over.
    """

    def __init__(
        self,
        world: World,
        table: Table,
        asked: Sequence[Asked],
        condition: Sequence[frozenset[int]],
        rows: Positions,
        verdicts: Verdicts | None = None,
        like: Stage | None = None,
    ) -> None:
        self.world, self.table, self.asked, self.condition = world, table, asked, tuple(condition)
        self.verdicts = Verdicts(world, rows) if verdicts is None else verdicts
        self.passages: dict[object, Passage] = like.passages if like is not None else {}
        self._deciding: dict[str, tuple[Values, Deciding]] = {}

    def run(self, values: Values, setting: Setting, seed: int) -> Mixture:
        """Run the world for one set of values under one theory of behaviour."""
        combinations, drawn = self.combinations(values, setting, seed)
        found: dict[int, tuple[float, Passage]] = {}
        for one in combinations:
            before = found.get(id(one.passage))
            found[id(one.passage)] = ((before[0] if before else 0.0) + one.probability, one.passage)
        return Mixture(tuple(Part(p, passage) for p, passage in found.values()), drawn)

    def combinations(self, values: Values, setting: Setting, seed: int) -> tuple[list[Combination], int]:
        """Run every combination of types and behaviours; give how many were drawn, 0 if all were gone through."""
        kinds = [self._kinds(actor, values, setting.behaviour) for actor in self.world.actors]
        listed, drawn = combinations_of(kinds, seed)
        ways = [chosen for _, chosen in listed]
        deciding = self.deciding(values, setting, seed)
        if drawn and setting.knowledge == "all":  # types were drawn, so their verdicts are needed one by one
            deciding = Deciding(self.verdicts.among(_rows_in(ways)), deciding.rules)
        unfolded = self._unfold(deciding, ways, setting.pacts)
        return [
            Combination(p, chosen, self._passage(turns, setting.pacts))
            for (p, chosen), turns in zip(listed, unfolded, strict=True)
        ], drawn

    def deciding(self, values: Values, setting: Setting, seed: int = 1) -> Deciding:
        """Give how everybody decides, for one set of values; what one theory has settled serves the others."""
        known = self._deciding.get(setting.knowledge)
        if known is None or known[0] is not values:
            verdicts = self._verdicts_for(values, seed)
            known = (values, Deciding(verdicts, self._rules(verdicts.rows, values, setting)))
            self._deciding[setting.knowledge] = known
        return known[1]

    def _verdicts_for(self, values: Values, seed: int) -> Verdicts:
        """Give the verdicts for the orders that types have in one set of values."""
        held = [set(values.orders[actor].values()) for actor in self.world.actors]
        if all(own <= set(here) for own, here in zip(held, self.verdicts.rows.T.tolist(), strict=True)):
            return self.verdicts
        return self.verdicts.among(rows_of(self.world.actors, [values], seed))

    def _kinds(self, actor: str, values: Values, behaviour: str | None) -> list[tuple[float, Kind]]:
        """List the ways an actor may be, with probabilities."""
        kinds: list[tuple[float, Kind]] = []
        for name, p in values.types[actor].items():
            shares = {behaviour: 1.0} if behaviour else values.behaviours[actor][name]
            kinds.extend(
                (p * share, Kind(values.orders[actor][name], concept)) for concept, share in shares.items()
            )
        return [(p, kind) for p, kind in kinds if p > 0]

    def _rules(self, rows: Positions, values: Values, setting: Setting) -> Rules:
        if setting.knowledge == "all":
            return Rules(None, self.table.caution, self.table.choice)
        weights = []
        for viewer, name in enumerate(self.world.actors):
            own = values.views.get(name, {})
            held = [
                {values.orders[actor][t]: p for t, p in own.get(actor, values.types[actor]).items()}
                for actor in self.world.actors
            ]
            weights.append(beliefs_over_rows(rows, viewer, held))
        return Rules(weights, self.table.caution, self.table.choice)

    def _passage(self, turns: Mapping[int, Targets], pacts: Sequence[Together]) -> Passage:
        key = (tuple(pact.pace for pact in pacts), tuple(sorted(turns.items())))
        if key not in self.passages:
            paces = (*self.table.pace, *(pact.pace for pact in pacts))
            full = {state: tuple(map(Turn, paces, targets)) for state, targets in key[1]}
            self.passages[key] = passage(self.world, full, self.asked, self.condition)
        return self.passages[key]

    def _unfold(
        self, deciding: Deciding, combinations: Sequence[tuple[Kind, ...]], pacts: Sequence[Together]
    ) -> list[dict[int, Targets]]:
        """Give everybody's moves at every state that is reached, for each combination.

        All combinations go on together, so that what must be known of a round's states is worked out at one go.
        """
        together = [*((actor,) for actor in range(len(self.world.actors))), *(pact.members for pact in pacts)]
        reckoning = deciding.rules.weights is None and any(
            kind.behaviour != "nash" for kinds in combinations for kind in kinds
        )
        deciders = [
            [deciding.who(group, tuple(kinds[one] for one in group), row) for group in together]
            for kinds in combinations
            for row in [deciding.verdicts.row_of(kind.order for kind in kinds) if reckoning else 0]
        ]
        made = [[deciding.made[who] for who in own] for own in deciders]
        turns: list[dict[int, Targets]] = [{} for _ in combinations]
        fronts = [{self.world.start} for _ in combinations]
        while any(fronts):
            deciding.decide(
                Decision(who, state)
                for front, own, known in zip(fronts, deciders, made, strict=True)
                for state in front
                for who, table in zip(own, known, strict=True)
                if state not in table
            )
            for front, passed, known in zip(fronts, turns, made, strict=True):
                passed.update((state, tuple([table[state] for table in known])) for state in front)
            fronts = [
                {target for state in front for targets in passed[state] for target in targets} - passed.keys()
                for front, passed in zip(fronts, turns, strict=True)
            ]
        return turns


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


def _rows_in(ways: Sequence[tuple[Kind, ...]]) -> Positions:
    """Give the combinations of orders that occur in some ways to be, each once."""
    rows = list(dict.fromkeys(tuple(kind.order for kind in kinds) for kinds in ways))
    return np.array(rows, np.intp).reshape(len(rows), -1)
