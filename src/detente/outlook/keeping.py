"""Whether a commitment would be kept: what its author chooses where it is triggered, or, for a pledge, on any course.

Where the consequence R doesn't hold at a trigger state, the commitment is kept if the author chooses a move and every
move it chooses leads to R; where R holds, if no move that it chooses leads out of R. A pledge is kept if the author
chooses no move into a state without R on any course.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from detente.conflict.moves import Bools, Positions
from detente.outlook.deciding import Kind, beliefs_over_rows
from detente.outlook.inputs import Values
from detente.outlook.model import Model
from detente.outlook.pledged import Pledged, Way, pledged_in, ways_of
from detente.outlook.running import Combination, Setting, Stage
from detente.outlook.verdicts import Weights

ANY = -1  # a combination, where all are alike
NOBODY = -1  # a viewer who is none of the actors


class Keeping:
    """Decisions of a commitment's author, for one set of values under one kind of knowledge.

    Parameters
    ----------
    stage : Stage
    values : Values
    setting : Setting
        Its behaviour is left aside: each way to be has its own.
    """

    def __init__(self, stage: Stage, values: Values, setting: Setting) -> None:
        self.stage, self.values = stage, values
        self.deciding = stage.deciding(values, setting)

    def given_order(self, actor: int, order: int) -> tuple[Positions, Weights]:
        """Give the combinations in which an actor has an order, with their probabilities given that it has."""
        rows = self.stage.verdicts.with_order(actor, order)
        held = [
            _by_order(self.values.types[name], self.values.orders[name]) for name in self.stage.world.actors
        ]
        verdicts = self.stage.verdicts
        weights = beliefs_over_rows(verdicts.rows[rows], actor, held) * verdicts.scale[rows]
        total = float(weights.sum())
        return rows, weights / total if total else weights

    def chances(self) -> Weights:
        """Give the probability of each combination of orders."""
        held = [
            _by_order(self.values.types[name], self.values.orders[name]) for name in self.stage.world.actors
        ]
        verdicts = self.stage.verdicts
        likely = beliefs_over_rows(verdicts.rows, NOBODY, held) * verdicts.scale
        likely /= likely.sum()
        return likely

    def kept(self, pledged: Pledged, kind: Kind, states: Sequence[int]) -> float:
        """Give the probability that an author of a kind keeps a commitment at each of some states."""
        if self.deciding.rules.weights is not None:  # then it decides alike in all combinations
            return float(all(self.keeps(pledged, kind, state, ANY) for state in states))
        rows, weights = self.given_order(pledged.by, kind.order)
        flags = [
            all(self.keeps(pledged, kind, state, row) for state in states) if weight else False
            for row, weight in zip(rows.tolist(), weights.tolist(), strict=True)
        ]
        return neat(float(weights @ np.array(flags, bool)))

    def keeps(self, pledged: Pledged, kind: Kind, state: int, combination: int) -> bool:
        """Tell whether an author of a kind keeps a commitment at a state where its condition holds."""
        chosen = self.deciding.chosen(pledged.by, kind, state, combination)
        to_consequence = all(bool(pledged.consequence[target]) for target in chosen)
        return to_consequence and (bool(chosen) or bool(pledged.consequence[state]))


def can_keep(stage: Stage, pledged: Pledged, state: int) -> bool:
    """Tell whether the author has any move that keeps the commitment at a state, or need make none."""
    targets = stage.world.moves.targets(pledged.by, state)
    return bool(pledged.consequence[state] or pledged.consequence[targets].any())


def kept_by_way(
    keeping: Keeping, pledged: Pledged, states: Sequence[int], behaviour: str | None = None
) -> dict[Way, float]:
    """Give for each way the author may be the probability that it keeps a commitment at each of some states."""
    author = keeping.stage.world.actors[pledged.by]
    ways = ways_of(keeping.values, author, behaviour=behaviour)
    return {way: keeping.kept(pledged, way.kind, states) for way in ways}


def neat(probability: float) -> float:
    """Round what sums of floats have left of a probability, so that 1 is 1; no negative zero."""
    return min(1.0, max(0.0, round(probability, 12))) + 0.0


def on_average(by_way: Mapping[Way, float]) -> float:
    """Average over the ways an actor may be."""
    return neat(sum(way.probability * p for way, p in by_way.items()))


class Run(NamedTuple):
    """All courses of one world: its probability, and what every combination of types and behaviours leads to."""

    chance: float
    stage: Stage
    combinations: Sequence[Combination]


def runs_of(model: Model, values: Values) -> list[Run]:
    """Run all worlds, with and without each chance event, for one set of values."""
    return [
        Run(chance, stage, stage.combinations(values, model.filed, model.seed)[0])
        for chance, stage in zip(model.chances(values), model.stages, strict=True)
        if chance
    ]


def deciding_alike(values: Values, actor: str, behaviour: str) -> Values:
    """Let an actor decide by one behaviour, whatever its type."""
    alike = {name: {behaviour: 1.0} for name in values.types[actor]}
    return replace(values, behaviours={**values.behaviours, actor: alike})


def pledge_by_way(model: Model, pledged: Pledged, values: Values, runs: Sequence[Run]) -> dict[Way, float]:
    """Give for each way the author may be the probability that it keeps a pledge on every course.

    Chance events count: the pledge must be kept whether they happen or not.
    """
    whole: dict[Kind, float] = defaultdict(float)
    kept: dict[Kind, float] = defaultdict(float)
    for chance, stage, combinations in runs:
        here = pledged if stage is model.stages[0] else pledged_in(stage.world, pledged.record)
        movers = _movers(model.filed, here.by, len(stage.world.actors))
        for one in combinations:
            kind = one.kinds[here.by]
            whole[kind] += chance * one.probability
            kept[kind] += chance * one.probability * _kept_on(one, movers, here.consequence)
    ways = ways_of(values, model.actors[pledged.by])
    return {way: neat(kept[way.kind] / whole[way.kind]) for way in ways if whole[way.kind]}


def _movers(setting: Setting, by: int, actors: int) -> list[int]:
    """Give the turns in which an actor takes part: its own, and those of its pacts."""
    return [by, *(actors + at for at, pact in enumerate(setting.pacts) if by in pact.members)]


def _kept_on(one: Combination, movers: Sequence[int], consequence: Bools) -> bool:
    """Tell whether none of some movers chooses a move into a state without the consequence."""
    return all(
        bool(consequence[target])
        for turns in one.passage.turns.values()
        for mover in movers
        for target in turns[mover].targets
    )


def _by_order(types: Mapping[str, float], orders: Mapping[str, int]) -> dict[int, float]:
    """Sum the probabilities of types by their order."""
    held: dict[int, float] = defaultdict(float)
    for name, p in types.items():
        held[orders[name]] += p
    return dict(held)
