"""Whom a threat or a red line deters: the pivotal test over all types, behaviours and beliefs.

Each improvement of another actor from where events begin is looked at three times: with the author's steps as they are,
with the commitment surely broken, and surely kept (:mod:`detente.conflict.pivotal`). Where each actor knows its own type
only, the probability that an improvement is answered stands in for the yes or no, and the mover's caution decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.conflict.moves import Bools, Positions
from detente.outlook.aftermath import AS_IS, Aftermath, Change
from detente.outlook.keeping import Keeping, neat
from detente.outlook.pledged import Pledged, Way, smallest, ways_of
from detente.outlook.worlds import World

VERDICTS = ("deters", "would_if_believed", "deterred_anyway", "idle")
MORE_LIKELY = 0.5 + 1e-12
"""Something is more likely than not if its probability is above this; the margin is for rounding."""

MOST_TOGETHER = 4
"""Deterrents are tested jointly in sets of up to this many."""

Floats = NDArray[np.float64]


class Deterrence(NamedTuple):
    """The probabilities of the four verdicts; the first one that holds for any improvement counts."""

    deters: float
    would_if_believed: float
    deterred_anyway: float
    idle: float


class Flags(NamedTuple):
    """Verdicts on the improvements of an actor of one order and behaviour: combinations with that order x improvements.

    Only those count after which the condition may come about, and whose changes contain no other such improvement's.
    ``leads`` tells whether it couldn't come about without the step, as far as the actor can tell; ``taken`` whether the
    actor takes such a step even if the commitment is kept.
    """

    targets: Positions
    deters: Bools
    would: Bools
    anyway: Bools
    leads: Bools

    @property
    def taken(self) -> Bools:
        """Whether a step that leads to the condition is taken whatever the author does."""
        return self.leads & ~self.deters & ~self.would & ~self.anyway


class Deterring:
    """The test of one commitment after another, for one set of values under one kind of knowledge.

    Parameters
    ----------
    aftermath : Aftermath
        Over the combinations of the keeping's stage.
    keeping : Keeping
    known : mapping of str to Pledged
        All commitments that have a condition.
    """

    def __init__(self, aftermath: Aftermath, keeping: Keeping, known: Mapping[str, Pledged]) -> None:
        self.aftermath, self.keeping, self.known = aftermath, keeping, known
        self.world = aftermath.world

    def ways(self, actor: int) -> list[Way]:
        """List the ways an actor may be."""
        return ways_of(self.keeping.values, self.world.actors[actor])

    def improvements(self, actor: int, order: int) -> Positions:
        """Give the improvements of an actor from where events begin."""
        rank = self.world.orders[actor][order]
        targets = self.aftermath.steps_of(actor)
        return np.asarray(targets[rank[targets] > rank[self.world.start]], np.intp)

    def judged(self, actor: int, way: Way, change: Change, targets: Positions) -> Bools:
        """Tell for each combination with the way's order which improvements the actor takes to be answered."""
        answered = self.aftermath.answered(actor, *way.kind, change, targets)
        return self.foreseen(actor, way, answered)

    def foreseen(self, actor: int, way: Way, answered: Bools) -> Bools:
        """Tell the same of what would follow the improvements, where it is known in which of these combinations it does."""
        if self.keeping.deciding.rules.weights is None:
            return answered
        blocked = self.keeping.deciding.blocked(actor, way.kind.order, answered, 0)
        return np.broadcast_to(blocked, answered.shape)

    def answer_probability(self, actor: int, way: Way, change: Change, target: int) -> float:
        """Give the probability of an answer to an improvement, as the actor sees it before it knows the others."""
        order, concept = way.kind
        answered = self.aftermath.answered(actor, order, concept, change, np.array([target]))
        return float(self.weights(actor, order) @ answered[:, 0])

    def weights(self, actor: int, order: int) -> Floats:
        """Give an actor's beliefs over the combinations with its order: its own, or those of the analyst."""
        rows, weights = self.keeping.given_order(actor, order)
        own = self.keeping.deciding.rules.weights
        if own is None or not (total := float(own[actor][rows].sum())):
            return weights
        return own[actor][rows] / total

    def flags(self, pledged: Pledged, actor: int, way: Way) -> Flags:
        """Test the improvements of an actor of one order and behaviour."""
        name = pledged.record.id
        targets = self.improvements(actor, way.kind.order)
        usual = self.judged(actor, way, AS_IS, targets)
        without = self.judged(actor, way, Change(broken=(name,)), targets)
        rows = self.keeping.given_order(actor, way.kind.order)[0]
        start = np.array([self.world.start])
        may = self.may_come(self.aftermath, pledged, actor, way, rows, targets)
        before = self.may_come(self.aftermath, pledged, actor, way, rows, start)
        counted = least_steps(self.world, targets, self.possible(actor, way, may))
        leads = self.foreseen(actor, way, may & ~before) & counted
        return Flags(
            targets,
            deters=usual & ~without & counted,
            would=~usual & self.judged(actor, way, Change(kept=name), targets) & counted,
            anyway=usual & without & leads,
            leads=leads,
        )

    def may_come(
        self, aftermath: Aftermath, pledged: Pledged, actor: int, way: Way, rows: Positions, states: Positions
    ) -> Bools:
        """Tell for some combinations after which states the condition may come about, if the commitment is kept."""
        concept = "seq" if way.kind.behaviour == "nash" else way.kind.behaviour
        may = aftermath.may_come(actor, concept, pledged.record.id, pledged.condition)
        return np.asarray(may[aftermath.keys(rows, states)], bool)

    def possible(self, actor: int, way: Way, flags: Bools) -> Bools:
        """Tell for each combination with the way's order what may be so, as far as the actor can tell."""
        if self.keeping.deciding.rules.weights is None:
            return flags
        return np.broadcast_to(flags[self.weights(actor, way.kind.order) > 0].any(axis=0), flags.shape)

    def deterrence(self, pledged: Pledged) -> Deterrence:
        """Give the probability of each verdict over everything that the actors may be."""
        rows, chance = self.combinations()
        at_best = np.ones((len(rows), len(VERDICTS)))  # that no actor has a verdict before the k-th
        for actor in range(len(self.world.actors)):
            if actor != pledged.by:
                at_best[:, 1:] *= 1 - np.cumsum(self._verdicts(pledged, actor), axis=1)[:, :-1]
        parts = -np.diff(at_best, axis=1, append=0)
        return Deterrence(*(neat(float(part)) for part in chance @ parts))

    def combinations(self) -> tuple[Positions, Floats]:
        """Give all combinations of orders with their probabilities."""
        return self.aftermath.rows, self.keeping.chances()

    def _verdicts(self, pledged: Pledged, actor: int) -> Floats:
        """Give for each combination the probability of each verdict on an actor, over its behaviours."""
        found = np.zeros((len(self.aftermath.rows), len(VERDICTS)))
        found[:, -1] = 1.0
        ways = self.ways(actor)
        for order in {way.kind.order for way in ways}:
            alike = [way for way in ways if way.kind.order == order]
            whole = sum(way.probability for way in alike)
            part = np.zeros((int((self.aftermath.rows[:, actor] == order).sum()), len(VERDICTS)))
            for way in alike:
                flags = self.flags(pledged, actor, way)
                part[np.arange(len(part)), first_verdict(flags)] += way.probability / whole
            found[self.aftermath.rows[:, actor] == order] = part
        return found

    def takers(self, pledged: Pledged) -> list[str]:
        """List those who, as some type, take a step that leads to the condition even if they believe the commitment."""
        return [
            name
            for actor, name in enumerate(self.world.actors)
            if actor != pledged.by
            and any(self.flags(pledged, actor, way).taken.any() for way in self.ways(actor))
        ]

    def together(self, pledged: Pledged, actor: int, way: Way, target: int) -> dict[tuple[str, ...], float]:
        """Give the smallest sets of commitments, this one among them, that deter from a step only jointly.

        Parameters
        ----------
        pledged : Pledged
            A commitment without which the step is deterred too.
        actor : int
        way : Way
        target : int
            The step.

        Returns
        -------
        dict of tuple of str to float
            With the probability that the set is pivotal, given the way the actor is.

        Notes
        -----
        A set is pivotal if the step is answered as things are and not once all of the set are surely broken, and no
        smaller part of it does. Sets of up to four are tried, smallest first, in the order of the file.
        """
        name = pledged.record.id
        others = [
            one
            for one, known in self.known.items()
            if one != name and known.by != actor and known.record.kind != "promise"
        ]
        weights = self.keeping.given_order(actor, way.kind.order)[1]
        usual = self._at(actor, way, AS_IS, target)

        def pivotal(group: Sequence[str]) -> Bools:
            return usual & ~self._at(actor, way, Change(broken=tuple(group)), target)

        if way.kind.behaviour != "seq2" and not pivotal([name, *others]).any():
            return {}
        left = usual & ~pivotal([name])
        for size in range(2, min(MOST_TOGETHER, 1 + len(others)) + 1):
            found = {}
            for chosen in combinations(others, size - 1):
                group = tuple(one for one in self.known if one == name or one in chosen)
                parts = [part for less in range(1, size) for part in combinations(group, less)]
                alone = np.logical_or.reduce([pivotal(part) for part in parts])
                if (share := float(weights @ (left & pivotal(group) & ~alone))) > 0:
                    found[group] = share
            if found:
                return found
        return {}

    def _at(self, actor: int, way: Way, change: Change, target: int) -> Bools:
        return self.judged(actor, way, change, np.array([target]))[:, 0]


def first_verdict(flags: Flags) -> Positions:
    """Give for each combination the first of the four verdicts that holds for any improvement."""
    holding = [one.any(axis=1) for one in (flags.deters, flags.would, flags.anyway)]
    return np.asarray(np.stack([*holding, np.ones(len(flags.deters), bool)]).argmax(axis=0), np.intp)


def least_steps(world: World, targets: Positions, holding: Bools) -> Bools:
    """Keep, of the steps for which something holds, those whose changed options contain no other such step's.

    Parameters
    ----------
    world : World
    targets : array of int
        Steps from where events begin.
    holding : array of bool, shape (combinations, targets)

    Returns
    -------
    array of bool, shape (combinations, targets)
    """
    codes = world.codes
    assert codes is not None  # noqa: S101 - commitments are about options
    kept = np.zeros(holding.shape, bool)
    patterns, which = np.unique(holding, axis=0, return_inverse=True)
    for at, pattern in enumerate(patterns):
        some = np.flatnonzero(pattern)
        least = some[smallest(codes[targets[some]] ^ codes[world.start])]
        kept[np.ix_(which.reshape(-1) == at, least)] = True
    return kept
