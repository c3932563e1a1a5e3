"""How events run, over all combinations of what the actors may want and how they decide.

For every combination the chain of states is built and solved; combinations in which everybody does the same share
one solution. Nothing is simulated: where there are too many combinations to go through, some are drawn, and the
chain of each is still solved exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain, product
from math import prod, sqrt
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.conflict.chain import Limit, Probability, Turn, chain_from, limit_of
from detente.conflict.moves import Positions
from detente.outlook.asking import Asked
from detente.outlook.deciding import Deciding, Kind, Rules, beliefs_over_rows
from detente.outlook.inputs import Values
from detente.outlook.verdicts import Verdicts
from detente.outlook.worlds import World

MOST_COMBINATIONS = 4096
_EXACT_STATES = 8  # reached states up to which chains are solved in fractions


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
    verdicts : Verdicts, optional
        Of the same states, moves, orders and combinations, if they are at hand.
    """

    def __init__(
        self,
        world: World,
        table: Table,
        asked: Sequence[Asked],
        condition: Sequence[frozenset[int]],
        rows: Positions,
        verdicts: Verdicts | None = None,
    ) -> None:
        self.world, self.table, self.asked, self.condition = world, table, asked, tuple(condition)
        self.verdicts = Verdicts(world, rows) if verdicts is None else verdicts
        self._row = {tuple(row): at for at, row in enumerate(rows.tolist())}
        self._passages: dict[object, Passage] = {}
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
        deciding = self.deciding(values, setting)
        unfolded = self._unfold(deciding, [chosen for _, chosen in listed], setting.pacts)
        return [
            Combination(p, chosen, self._passage(turns, setting.pacts))
            for (p, chosen), turns in zip(listed, unfolded, strict=True)
        ], drawn

    def deciding(self, values: Values, setting: Setting) -> Deciding:
        """Give how everybody decides, for one set of values; what one theory has settled serves the others."""
        known = self._deciding.get(setting.knowledge)
        if known is None or known[0] is not values:
            known = (values, Deciding(self.verdicts, self._rules(values, setting)))
            self._deciding[setting.knowledge] = known
        return known[1]

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

    def _passage(self, turns: Mapping[int, Targets], pacts: Sequence[Together]) -> Passage:
        key = (tuple(pact.pace for pact in pacts), tuple(sorted(turns.items())))
        if key not in self._passages:
            paces = (*self.table.pace, *(pact.pace for pact in pacts))
            full = {state: tuple(map(Turn, paces, targets)) for state, targets in key[1]}
            self._passages[key] = self._solved(full)
        return self._passages[key]

    def _unfold(
        self, deciding: Deciding, combinations: Sequence[tuple[Kind, ...]], pacts: Sequence[Together]
    ) -> list[dict[int, Targets]]:
        """Give everybody's moves at every state that is reached, for each combination.

        All combinations go on together, so that what must be known of a round's states is worked out at one go.
        """
        rows = [self._row.get(tuple(kind.order for kind in kinds), 0) for kinds in combinations]
        turns: list[dict[int, Targets]] = [{} for _ in combinations]
        fronts = [{self.world.start} for _ in combinations]
        while any(fronts):
            if any(kind.behaviour != "nash" for kinds in combinations for kind in kinds):
                self.verdicts.cover({state for front in fronts for state in front})
            for at, kinds in enumerate(combinations):
                reached: set[int] = set()
                for state in fronts[at]:
                    chosen = self._chosen(deciding, kinds, state, rows[at], pacts)
                    turns[at][state] = chosen
                    reached.update(chain.from_iterable(chosen))
                fronts[at] = reached - turns[at].keys()
        return turns

    def _chosen(
        self, deciding: Deciding, kinds: Sequence[Kind], state: int, row: int, pacts: Sequence[Together]
    ) -> Targets:
        """Give where each actor and each pact moves from a state."""
        own = [deciding.chosen(actor, kind, state, row) for actor, kind in enumerate(kinds)]
        joint = [deciding.chosen_jointly(pact.members, kinds, state, row) for pact in pacts]
        return (*own, *joint)

    def _solved(self, turns: Mapping[int, tuple[Turn, ...]]) -> Passage:
        solved = _Solved(self.world.start, turns)
        plain = solved.limit(self.condition)
        met = plain.probability(lambda _state, flags: all(flags))
        values = {one.id: solved.answer(one, self.condition) for one in self.asked}
        return Passage(self.world.labels, self.world.start, turns, plain, values, met)


class _Solved:
    """The ends of one chain, with whatever sets of states must be watched on the way."""

    def __init__(self, start: int, turns: Mapping[int, tuple[Turn, ...]]) -> None:
        self._start, self._turns = start, turns
        self._limits: dict[tuple[frozenset[int], ...], Limit] = {}

    def limit(self, flags: Sequence[frozenset[int]]) -> Limit:
        """Solve the chain with flags; each choice of flags once."""
        key = tuple(flags)
        if key not in self._limits:
            exact = len(self._turns) <= _EXACT_STATES
            linked = chain_from(self._start, self._turns.__getitem__, key, exact=exact)
            self._limits[key] = limit_of(linked)
        return self._limits[key]

    def answer(self, one: Asked, condition: Sequence[frozenset[int]]) -> Probability:
        """Give the probability of a question, together with the condition if there is one.

        A set that holds the first state, or none that is reached, needs no watching.
        """
        inside = [flag.intersection(self._turns) for flag in one.flags]
        watched = [at for at, flag in enumerate(inside) if flag and self._start not in flag]
        fixed = [self._start in flag for flag in inside]
        limit = self.limit((*(inside[at] for at in watched), *condition))

        def holds(state: int, flags: tuple[bool, ...]) -> bool:
            own = list(fixed)
            for at, flag in zip(watched, flags, strict=False):
                own[at] = flag
            return all(flags[len(watched) :]) and one.yes(state, tuple(own))

        return limit.probability(holds)


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
