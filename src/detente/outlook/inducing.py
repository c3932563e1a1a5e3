"""Whom a promise induces to a step that it would not take otherwise.

Actors move by improvements, so nobody takes a costly step for a reward that comes later: promises are tested, they don't
drive events. Let t be a state with the condition but without the consequence, to which an actor j who owns part of the
condition can move from where events begin, c. The promise *would induce* j to that step if j doesn't prefer t to c, but
prefers to c every best state with the consequence to which the author can move from t. It *induces* j if it would, and
is kept at t.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from detente.conflict.blocks import OptionMoves
from detente.conflict.moves import Bools, Ints, Positions
from detente.conflict.pivotal import highest_from
from detente.outlook.deterring import Deterrence
from detente.outlook.keeping import Keeping, neat
from detente.outlook.pledged import Pledged, Way, smallest, ways_of
from detente.outlook.worlds import World
from detente.situation.expressions import bits_of


class Step(NamedTuple):
    """A step into the condition that an actor of some type would not take for its own sake.

    ``would`` and ``induces`` are probabilities over what the author and the others may be.
    """

    actor: int
    way: Way
    target: int
    would: float
    induces: float


def rewarded(world: World, pledged: Pledged, order: int, state: int) -> Positions:
    """Give the best states with the consequence to which an author of an order can move from a state."""
    targets = world.moves.targets(pledged.by, state)
    targets = targets[pledged.consequence[targets]]
    best = highest_from(world.orders[pledged.by][order], np.zeros(targets.size, np.intp), targets)
    return np.asarray(targets[best], np.intp)


def would_induce(world: World, rank: Ints, target: int, best: Positions) -> bool:
    """Tell whether an actor shuns a step by itself, but prefers what it would be rewarded with to staying.

    Parameters
    ----------
    world : World
    rank : array of int32, shape (states,)
        The actor's ranks.
    target : int
        Where the step leads.
    best : array of int
        The best states with the consequence to which the author can move from there.
    """
    now = rank[world.start]
    return bool(best.size and rank[target] <= now and (rank[best] > now).all())


def steps_into(world: World, pledged: Pledged, actor: int) -> Positions:
    """Give the states with the condition but without the consequence to which an owner of part of it can move."""
    assert isinstance(world.moves, OptionMoves)  # noqa: S101 - commitments are about options
    condition = pledged.record.condition
    named = sum(1 << bit for bit in bits_of(condition)) if condition is not None else 0
    owned = world.moves.owners[actor].own & named
    if not owned or actor == pledged.by or pledged.condition[world.start]:
        return np.empty(0, np.intp)
    targets = world.moves.targets(actor, world.start)
    return np.asarray(targets[pledged.condition[targets] & ~pledged.consequence[targets]], np.intp)


class Inducing:
    """The test of promises, for one set of values under one kind of knowledge."""

    def __init__(self, keeping: Keeping) -> None:
        self.keeping = keeping
        self.world = keeping.stage.world

    def inducement(self, pledged: Pledged) -> Deterrence:
        """Give the probabilities that a promise induces somebody, that it would, and that it makes no difference."""
        rows, chance = self.keeping.stage.verdicts.rows, self.keeping.chances()
        induces, would = 0.0, 0.0
        for way, share in self._shares(pledged):
            among = np.flatnonzero(rows[:, pledged.by] == way.kind.order)
            for row in among.tolist():
                found = list(self._in_combination(pledged, way, row))
                p = float(chance[row]) * share
                induces += p * any(kept for _, _, kept in found)
                would += p * (bool(found) and not any(kept for _, _, kept in found))
        return Deterrence(neat(induces), neat(would), 0.0, neat(1 - induces - would))

    def _shares(self, pledged: Pledged) -> Iterator[tuple[Way, float]]:
        """Give the ways the author may be, with their probabilities given the order."""
        ways = ways_of(self.keeping.values, self.world.actors[pledged.by])
        for way in ways:
            yield (
                way,
                way.probability / sum(one.probability for one in ways if one.kind.order == way.kind.order),
            )

    def _in_combination(self, pledged: Pledged, way: Way, row: int) -> Iterator[tuple[int, int, bool]]:
        """Give the steps that a promise would induce in one combination, and whether it is kept there."""
        orders = self.keeping.stage.verdicts.rows[row].tolist()
        for actor in range(len(self.world.actors)):
            rank = self.world.orders[actor][orders[actor]]
            for target in steps_into(self.world, pledged, actor).tolist():
                best = rewarded(self.world, pledged, way.kind.order, target)
                if would_induce(self.world, rank, target, best):
                    yield actor, target, self.keeping.keeps(pledged, way.kind, target, row)

    def steps(self, pledged: Pledged) -> Iterator[Step]:
        """List the steps that a promise would induce, for each way that their actor may be."""
        for actor, name in enumerate(self.world.actors):
            targets = steps_into(self.world, pledged, actor)
            if not targets.size:
                continue
            for way in ways_of(self.keeping.values, name):
                chances = np.array([self._chance(pledged, actor, way, target) for target in targets.tolist()])
                for at in np.flatnonzero(self._least(targets, chances[:, 0] > 0)).tolist():
                    yield Step(actor, way, int(targets[at]), *chances[at].tolist())

    def _least(self, targets: Positions, wanted: Bools) -> Bools:
        codes = self.world.codes
        assert codes is not None  # noqa: S101 - commitments are about options
        some = np.flatnonzero(wanted)
        kept = np.zeros(targets.size, bool)
        kept[some[smallest(codes[targets[some]] ^ codes[self.world.start])]] = True
        return kept

    def _chance(self, pledged: Pledged, actor: int, way: Way, target: int) -> tuple[float, float]:
        """Give the probabilities that a promise would induce and does induce an actor of one order to one step."""
        rank = self.world.orders[actor][way.kind.order]
        rows, weights = self.keeping.given_order(actor, way.kind.order)
        by = self.keeping.stage.verdicts.rows[rows, pledged.by]
        would, does = np.zeros(rows.size), np.zeros(rows.size)
        for author, share in self._shares(pledged):
            among = np.flatnonzero(by == author.kind.order)
            if not would_induce(
                self.world, rank, target, rewarded(self.world, pledged, author.kind.order, target)
            ):
                continue
            would[among] += share
            for at in among.tolist():
                does[at] += share * self.keeping.keeps(pledged, author.kind, target, int(rows[at]))
        return float(weights @ would), float(weights @ does)


def tempted(world: World, rank: Ints, actor: int, state: int, within: Bools) -> bool:
    """Tell whether an actor has an improvement that leaves the states in which something holds.

    Parameters
    ----------
    world : World
    rank : array of int32, shape (states,)
        The actor's ranks.
    actor, state : int
    within : array of bool, shape (states,)
    """
    targets = world.moves.targets(actor, state)
    return bool((~within[targets] & (rank[targets] > rank[state])).any())
