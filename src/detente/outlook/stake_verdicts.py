"""Verdicts on a commitment as functions of one weight: whether it deters a type, would induce it, or is kept by it.

Each also says where it may change. How the others answer doesn't depend on what the one who is answered wants, as long
as that one decides by nash, gmr or seq; so what they reach is worked out once, in two passes over the order of states.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from detente.conflict.moves import FREE, Bools, Ints, Positions
from detente.conflict.picking import picked_moves
from detente.conflict.ranks import dense_ranks
from detente.outlook.aftermath import AS_IS, Aftermath, Change
from detente.outlook.deterring import MORE_LIKELY, Deterring, least_steps
from detente.outlook.inducing import rewarded, steps_into, would_induce
from detente.outlook.pledged import Pledged, Way
from detente.outlook.sliding import Ends, Slide, Wholes, ends_from, wholes
from detente.situation.records import Type

FIXED = frozenset({"nash", "gmr", "seq"})
"""Concepts under which the others' answers don't depend on what the answered actor wants."""


class Target(NamedTuple):
    """A type whose weights slide: the actor, the type, the ways it may behave, and how probable the type is."""

    actor: int
    type: Type
    ways: Sequence[Way]
    probability: float


class SlidingVerdict(Protocol):
    """A verdict as a function of a weight."""

    def breaks(self) -> set[int]:
        """Give where it may change."""

    def verdict(self, x: int) -> bool:
        """Give it when the weight is x."""


def ends_of(
    aftermath: Aftermath, target: Target, change: Change, slide: Slide, states: Positions
) -> dict[Way, Ends]:
    """Give by way the two least worths of what the others reach from some states, when they answer a type.

    Parameters
    ----------
    aftermath : Aftermath
        Over the combinations with the type's order.
    target : Target
    change : Change
    slide : Slide
        Over the states of the world.
    states : array of int

    Returns
    -------
    dict of Way to Ends
        Of shape (combinations, states); none for nash, under which nobody answers.
    """
    levels = sorted(set(slide.base.tolist()))
    rank = np.searchsorted(wholes(levels), slide.base).astype(np.int32)
    keys = aftermath.keys(np.arange(len(aftermath.rows)), states)
    found: dict[str, Ends] = {}
    for concept in {way.kind.behaviour for way in target.ways} - {"nash"}:
        worths = [np.where(slide.holds == holds, rank, FREE).astype(np.int32) for holds in (False, True)]
        reached = [aftermath.reached(target.actor, concept, change, worth)[keys] for worth in worths]
        found[concept] = ends_from(levels, reached)
    return {way: found[way.kind.behaviour] for way in target.ways if way.kind.behaviour in found}


class Scene(NamedTuple):
    """What a verdict is about: the commitment, the type whose weight slides, and what the others may bring about.

    ``aftermath`` is over the combinations with the type's order.
    """

    deterring: Deterring
    aftermath: Aftermath
    pledged: Pledged
    target: Target
    slide: Slide

    def seen(self, way: Way, answered: Bools) -> Bools:
        """Tell which steps the type takes to be answered."""
        return self.deterring.foreseen(self.target.actor, way, answered)

    def more_likely(self, flags: Mapping[Way, Bools]) -> bool:
        """Tell whether something holds with a probability of more than one half, given the type."""
        probability = 0.0
        for way, holds in flags.items():
            weights = self.deterring.keeping.given_order(self.target.actor, way.kind.order)[1]
            probability += way.probability / self.target.probability * float(weights @ holds)
        return probability > MORE_LIKELY


class Deters:
    """Whether a type is deterred by a commitment, as one of its weights slides.

    Parameters
    ----------
    scene : Scene
    without : sequence of str
        Further commitments that are surely broken.
    """

    def __init__(self, scene: Scene, without: Sequence[str]) -> None:
        self._scene = scene
        self._steps = scene.aftermath.steps_of(scene.target.actor)
        self._start = scene.slide.at(np.array([scene.deterring.world.start]))
        self._slide = scene.slide.at(self._steps)
        names = {scene.pledged.record.id, *without}
        changes = (
            Change(broken=tuple(without)),
            Change(broken=tuple(one for one in scene.deterring.known if one in names)),
        )
        usual, broken = (
            ends_of(scene.aftermath, scene.target, change, scene.slide, self._steps) for change in changes
        )
        self._ends = {way: (usual[way], broken[way]) for way in usual}
        self._may = {way: self._may_come(way) for way in usual}

    def _may_come(self, way: Way) -> Bools:
        """Tell for each combination after which steps the commitment's condition may come about."""
        scene, actor = self._scene, self._scene.target.actor
        rows = np.arange(len(scene.aftermath.rows))
        may = scene.deterring.may_come(scene.aftermath, scene.pledged, actor, way, rows, self._steps)
        return scene.deterring.possible(actor, way, may)

    def breaks(self) -> set[int]:
        """Give where it may change: where a step, or the end of an answer to it, is worth what staying is."""
        start, held = self._start.base[0], bool(self._start.holds[0])
        others = set(self._slide.base[self._slide.holds != held].tolist())
        for both in self._ends.values():
            for one in both:
                without, holding = one.worths()
                others |= without if held else holding
        return {other - start if held else start - other for other in others}

    def verdict(self, x: int) -> bool:
        """Tell whether the commitment deters the type when the weight is x."""
        bar = self._start.worth(x)[0]
        better = (self._slide.worth(x) > bar).astype(bool)
        flags = {}
        for way, both in self._ends.items():
            usual, broken = (self._scene.seen(way, one.bad(x, bar)) for one in both)
            counted = least_steps(self._scene.deterring.world, self._steps, self._may[way] & better)
            flags[way] = np.asarray((usual & ~broken & counted).any(axis=1), bool)
        return self._scene.more_likely(flags)


class WouldInduce:
    """Whether a promise would induce a type, as one of its weights slides."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        world, pledged = scene.deterring.world, scene.pledged
        self._steps = steps_into(world, pledged, scene.target.actor).tolist()
        authors = range(len(world.orders[pledged.by]))
        self._best = {order: [rewarded(world, pledged, order, t) for t in self._steps] for order in authors}

    def breaks(self) -> set[int]:
        """Give where it may change: where a step or its reward is worth what staying is."""
        base, holds, start = (
            self._scene.slide.base,
            self._scene.slide.holds,
            self._scene.deterring.world.start,
        )
        rewards = {int(end) for ends in self._best.values() for best in ends for end in best}
        sign = -1 if holds[start] else 1
        return {
            sign * (base[start] - base[state])
            for state in {*self._steps, *rewards}
            if holds[state] != holds[start]
        }

    def verdict(self, x: int) -> bool:
        """Tell whether the promise would induce the type when the weight is x."""
        world = self._scene.deterring.world
        rank = dense_ranks(self._scene.slide.worth(x).tolist())
        would = {
            order: any(would_induce(world, rank, *one) for one in zip(self._steps, ends, strict=True))
            for order, ends in self._best.items()
        }
        authors = self._scene.aftermath.rows[:, self._scene.pledged.by].tolist()
        flags = np.array([would[order] for order in authors], bool)
        return self._scene.more_likely(dict.fromkeys(self._scene.target.ways, flags))


class Kept:
    """Whether a type of the author keeps its commitment where it is triggered, as one of its weights slides."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        moves, pledged = scene.deterring.world.moves, scene.pledged
        blocks = [np.append(moves.targets(pledged.by, state), state) for state in pledged.triggers]
        self._block: Positions = np.unique(np.concatenate([np.empty(0, np.intp), *blocks]))
        self._slide = scene.slide.at(self._block)
        self._ends = ends_of(scene.aftermath, scene.target, AS_IS, scene.slide, self._block)

    def breaks(self) -> set[int]:
        """Give where it may change: where two states, or a state and the end of an answer, are worth the same."""
        base, holds = self._slide.base, self._slide.holds
        plain, held = set(base[~holds].tolist()), set(base[holds].tolist())
        found = {one - other for one in plain for other in held}
        for ends in self._ends.values():
            without, holding = ends.worths()
            found |= {one - other for one in plain for other in holding}
            found |= {one - other for one in without for other in held}
        return found

    def verdict(self, x: int) -> bool:
        """Tell whether the commitment is kept at every trigger state when the weight is x."""
        worth = self._slide.worth(x)
        rank = np.zeros(len(self._scene.deterring.world.labels), np.int32)
        rank[self._block] = dense_ranks(worth.tolist())
        combinations = len(self._scene.aftermath.rows)
        alike = self._scene.deterring.keeping.deciding.rules.weights is not None
        flags = {}
        for way in self._scene.target.ways:
            blocked = self._blocked(way, x, worth)
            rows = range(1 if alike or blocked is None else combinations)
            kept = [self._kept(rank, None if blocked is None else blocked[row]) for row in rows]
            flags[way] = np.array(kept * (combinations // len(kept)), bool)
        return self._scene.more_likely(flags)

    def _blocked(self, way: Way, x: int, worth: Wholes) -> Bools | None:
        """Tell for each combination which moves within the block are taken to be answered; None if none can be."""
        if way not in self._ends:
            return None
        ends = self._ends[way]
        each = Ends(ends.without[:, None, :], ends.holding[:, None, :], ends.none)
        answered = each.bad(x, worth[None, :, None])
        seen = self._scene.seen(way, answered.reshape(len(answered), -1))
        return np.asarray(seen.reshape(answered.shape), bool)

    def _kept(self, rank: Ints, blocked: Bools | None) -> bool:
        """Tell whether the commitment is kept at every trigger state, given which moves are taken to be answered."""
        scene, inside = self._scene, self._scene.pledged.consequence

        def answered(sources: Positions, targets: Positions) -> Bools:
            if blocked is None:
                return np.zeros(sources.size, bool)
            return blocked[np.searchsorted(self._block, sources), np.searchsorted(self._block, targets)]

        for state in scene.pledged.triggers:
            chosen = picked_moves(
                scene.deterring.world.moves,
                rank,
                scene.pledged.by,
                state,
                answered=answered,
                choice=scene.deterring.keeping.stage.table.choice,
            )
            if not (inside[list(chosen)].all() and (chosen or inside[state])):
                return False
        return True
