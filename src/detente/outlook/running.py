"""How events run, over all combinations of what the actors may want and how they decide.

For every combination the chain of states is built and solved; combinations in which everybody does the same share
one solution. Nothing is simulated: where there are too many combinations to go through, some are drawn, and the
chain of each is still solved exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import inf, nextafter, prod, sqrt
from typing import NamedTuple

import numpy as np

from detente.conflict.chain import Turn
from detente.conflict.moves import Positions
from detente.outlook.asking import Asked
from detente.outlook.deciding import Deciding, Kind, Rules, beliefs_over_rows
from detente.outlook.inputs import Values
from detente.outlook.passages import Passage, passage
from detente.outlook.unfolding import Alike, Targets, unfolded
from detente.outlook.verdicts import Verdicts, Weights
from detente.outlook.worlds import World

MOST_COMBINATIONS = 8192
_FEWER = (1024, 256, 64)  # combinations that are drawn where more would pass too many states
_MOST_STATES = 2**16

_ALMOST_ONE = nextafter(1.0, 0.0)


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
    scale : array of float, optional
        How many combinations each of them stands for (:func:`scale_of`).
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
        scale: Weights | None = None,
    ) -> None:
        self.world, self.table, self.asked, self.condition = world, table, asked, tuple(condition)
        self.verdicts = Verdicts(world, rows, scale=scale) if verdicts is None else verdicts
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
        deciding = self.deciding(values, setting, seed)
        listed, drawn, found = self._unfolded(deciding, kinds, setting, seed)
        passages = {at: one for one in found for at in one.ways}
        led_to = {id(one): self._passage(one.turns, setting.pacts) for one in found}
        return [
            Combination(p, chosen, led_to[id(passages[at])]) for at, (p, chosen) in enumerate(listed)
        ], drawn

    def _unfolded(
        self, deciding: Deciding, kinds: Sequence[Sequence[tuple[float, Kind]]], setting: Setting, seed: int
    ) -> tuple[list[tuple[float, tuple[Kind, ...]]], int, list[Alike]]:
        """List combinations and give everybody's moves in them; draw fewer while they pass too many states in all."""
        movers = [
            *((actor,) for actor in range(len(self.world.actors))),
            *(one.members for one in setting.pacts),
        ]
        for most in (MOST_COMBINATIONS, *_FEWER):
            listed, drawn = combinations_of(kinds, seed, most)
            ways = [chosen for _, chosen in listed]
            among = deciding
            if (
                drawn and setting.knowledge == "all"
            ):  # types were drawn, so their verdicts are needed one by one
                among = Deciding(self.verdicts.among(_rows_in(ways)), deciding.rules)
            found = unfolded(among, ways, movers, _MOST_STATES if len(ways) > _FEWER[-1] else inf)
            if found is not None:
                break
        assert found is not None  # noqa: S101 - the last have no limit
        return listed, drawn, found

    def deciding(self, values: Values, setting: Setting, seed: int = 1) -> Deciding:
        """Give how everybody decides, for one set of values; what one theory has settled serves the others."""
        known = self._deciding.get(setting.knowledge)
        if known is None or known[0] is not values:
            verdicts = self._verdicts_for(values, seed)
            known = (values, Deciding(verdicts, self._rules(verdicts, values, setting)))
            self._deciding[setting.knowledge] = known
        return known[1]

    def _verdicts_for(self, values: Values, seed: int) -> Verdicts:
        """Give the verdicts for the orders that types have in one set of values."""
        held = [set(values.orders[actor].values()) for actor in self.world.actors]
        if all(own <= set(here) for own, here in zip(held, self.verdicts.rows.T.tolist(), strict=True)):
            return self.verdicts
        rows = rows_of(self.world.actors, [values], seed)
        return self.verdicts.among(rows, scale_of(self.world.actors, values, rows))

    def _kinds(self, actor: str, values: Values, behaviour: str | None) -> list[tuple[float, Kind]]:
        """List the ways an actor may be, with probabilities."""
        kinds: list[tuple[float, Kind]] = []
        for name, p in values.types[actor].items():
            shares = {behaviour: 1.0} if behaviour else values.behaviours[actor][name]
            kinds.extend(
                (p * share, Kind(values.orders[actor][name], concept)) for concept, share in shares.items()
            )
        return [(p, kind) for p, kind in kinds if p > 0]

    def _rules(self, verdicts: Verdicts, values: Values, setting: Setting) -> Rules:
        if setting.knowledge == "all":
            return Rules(None, self.table.caution, self.table.choice)
        weights = []
        for viewer, name in enumerate(self.world.actors):
            own = values.views.get(name, {})
            held = [
                {values.orders[actor][t]: p for t, p in own.get(actor, values.types[actor]).items()}
                for actor in self.world.actors
            ]
            weights.append(beliefs_over_rows(verdicts.rows, viewer, held) * verdicts.scale)
        return Rules(weights, self.table.caution, self.table.choice)

    def _passage(self, turns: Mapping[int, Targets], pacts: Sequence[Together]) -> Passage:
        key = (tuple(pact.pace for pact in pacts), tuple(sorted(turns.items())))
        if key not in self.passages:
            paces = (*self.table.pace, *(pact.pace for pact in pacts))
            full = {state: tuple(map(Turn, paces, targets)) for state, targets in key[1]}
            self.passages[key] = passage(self.world, full, self.asked, self.condition)
        return self.passages[key]


def combinations_of(
    kinds: Sequence[Sequence[tuple[float, Kind]]], seed: int, most: int | None = None
) -> tuple[list[tuple[float, tuple[Kind, ...]]], int]:
    """List the combinations of kinds with their probabilities; draw some where there are too many.

    Returns
    -------
    list of (probability, kinds)
    int
        How many were drawn; 0 where all are listed.
    """
    most = MOST_COMBINATIONS if most is None else most
    if prod(len(own) for own in kinds) <= most:
        return [
            (prod(p for p, _ in chosen), tuple(kind for _, kind in chosen)) for chosen in product(*kinds)
        ], 0
    stream = np.random.default_rng(np.random.SeedSequence([seed, most]))
    columns = []
    for own in kinds:
        shares = np.array([p for p, _ in own])
        columns.append(stream.choice(len(own), size=most, p=shares / shares.sum()))
    picked = np.stack(columns, axis=1).tolist()
    listed = [tuple(own[at][1] for own, at in zip(kinds, row, strict=True)) for row in picked]
    return [(1 / most, one) for one in listed], most


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


def scale_of(actors: Sequence[str], values: Values, rows: Positions) -> Weights | None:
    """Tell how many combinations each of those that :func:`rows_of` gives for a set of values stands for.

    Each counts by one over its chance of having been drawn at all (Horvitz and Thompson), so that sums over those that
    were drawn stand for sums over all; None where all are listed.
    """
    if prod(len(values.types[actor]) for actor in actors) <= MOST_COMBINATIONS:
        return None
    held = [{values.orders[actor][t]: p for t, p in values.types[actor].items()} for actor in actors]
    likely = np.prod(
        [
            [own.get(order, 0.0) for order in column]
            for own, column in zip(held, rows.T.tolist(), strict=True)
        ],
        axis=0,
    )
    never_drawn = np.exp(MOST_COMBINATIONS * np.log1p(-np.minimum(likely, 0.5)))
    return np.asarray(1 / np.maximum(1 - never_drawn, np.finfo(float).tiny), np.float64)


def _rows_in(ways: Sequence[tuple[Kind, ...]]) -> Positions:
    """Give the combinations of orders that occur in some ways to be, each once."""
    rows = list(dict.fromkeys(tuple(kind.order for kind in kinds) for kinds in ways))
    return np.array(rows, np.intp).reshape(len(rows), -1)
