"""Which move each actor, and each pact, makes at a state, given what it knows of the others.

Under ``own`` knowledge an actor holds beliefs over the others' types: an improvement counts as answered iff the
probability that it is answered is at least the actor's caution. Under ``all`` everybody sees the types.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.conflict.moves import Bools, Positions
from detente.conflict.picking import picked_moves
from detente.outlook.verdicts import Verdicts
from detente.outlook.worlds import World

MARGIN = 1e-12
"""A probability of an answer this close to the caution counts as reaching it."""

Weights = NDArray[np.float64]


class Kind(NamedTuple):
    """One way an actor may be: which order of preference it has, and by which concept it decides."""

    order: int
    behaviour: str


class Rules(NamedTuple):
    """How decisions are made: ``weights[i]`` are actor i's beliefs over combinations (``own``); None under ``all``."""

    weights: Sequence[Weights] | None
    caution: Sequence[float]
    choice: str = "best"


class Deciding:
    """Decisions under one set of rules; each is made once.

    Parameters
    ----------
    verdicts : Verdicts
    rules : Rules
    """

    def __init__(self, verdicts: Verdicts, rules: Rules) -> None:
        self.verdicts, self.rules = verdicts, rules
        self._made: dict[tuple[int, Kind, int, int], tuple[int, ...]] = {}
        self._joint: dict[tuple[tuple[int, ...], tuple[Kind, ...], int, int], tuple[int, ...]] = {}

    def weights_of(self, actor: int) -> Weights:
        """Give an actor's beliefs over combinations; all alike where everybody sees the types."""
        if self.rules.weights is None:
            return np.ones(len(self.verdicts.rows))
        return self.rules.weights[actor]

    def answer_probability(self, actor: int, order: int, answered: Bools, combination: int) -> Weights:
        """Give the probability, as the actor sees it, that each of some improvements is answered.

        Parameters
        ----------
        actor, order : int
        answered : array of bool, shape (combinations with the order, improvements)
        combination : int
            The one that is the case; it matters where everybody sees the types.
        """
        among = self.verdicts.with_order(actor, order)
        if self.rules.weights is None:
            seen: Weights = answered[int(np.searchsorted(among, combination))].astype(np.float64)
            return seen
        weights = self.rules.weights[actor][among]
        total = float(weights.sum())
        shares: Weights = weights @ answered / total if total else answered.mean(axis=0)
        return shares

    def blocked(self, actor: int, order: int, answered: Bools, combination: int) -> Bools:
        """Tell which improvements an actor takes to be answered; what nobody could answer is never among them."""
        pi = self.answer_probability(actor, order, answered, combination)
        bar = 0.5 if self.rules.weights is None else self.rules.caution[actor] - MARGIN
        return np.asarray((pi >= bar) & (pi > 0), bool)

    def chosen(self, actor: int, kind: Kind, state: int, combination: int) -> tuple[int, ...]:
        """Give the states that an actor of a kind moves to from a state, each equally likely; none if it stays."""
        key = (actor, kind, state, combination if self.rules.weights is None else -1)
        if key not in self._made:
            world = self.verdicts.world

            def answered(sources: Positions, targets: Positions) -> Bools:
                pairs = zip(sources.tolist(), targets.tolist(), strict=True)
                known = self.verdicts.answered(actor, kind.order, kind.behaviour, pairs)
                return self.blocked(actor, kind.order, known, combination)

            rank = world.orders[actor][kind.order]
            self._made[key] = picked_moves(
                world.moves, rank, actor, state, answered=answered, choice=self.rules.choice
            )
        return self._made[key]

    def chosen_jointly(
        self, members: Sequence[int], kinds: Sequence[Kind], state: int, combination: int
    ) -> tuple[int, ...]:
        """Give the states that a pact moves to: improvements of all its members that none of them sees answered.

        Those stay that no other such move beats for all members, then those that change the fewest options.
        """
        own = tuple(kinds[member] for member in members)
        key = (tuple(members), own, state, combination if self.rules.weights is None else -1)
        if key not in self._joint:
            self._joint[key] = self._jointly(members, own, state, combination)
        return self._joint[key]

    def _jointly(
        self, members: Sequence[int], kinds: Sequence[Kind], state: int, combination: int
    ) -> tuple[int, ...]:
        world = self.verdicts.world
        orders = [kind.order for kind in kinds]
        left = joint_improvements(world, members, orders, state)
        made: list[int] = []
        while left.size:
            front = left[~dominated(world, members, orders, left, left)]
            open_to = self._open_to(members, kinds, state, front, combination)
            made += open_to.tolist()
            left = left[~np.isin(left, front)]
            left = left[~dominated(world, members, orders, left, open_to)]
        return fewest_changes(world, state, np.array(sorted(made), np.intp))

    def _open_to(
        self, members: Sequence[int], kinds: Sequence[Kind], state: int, targets: Positions, combination: int
    ) -> Positions:
        """Give the joint moves that no member sees answered."""
        for member, kind in zip(members, kinds, strict=True):
            if targets.size:
                pairs = [(state, target) for target in targets.tolist()]
                known = self.verdicts.answered(member, kind.order, kind.behaviour, pairs)
                targets = targets[~self.blocked(member, kind.order, known, combination)]
        return targets


def joint_improvements(world: World, members: Sequence[int], orders: Sequence[int], state: int) -> Positions:
    """Give the states that a joint move leads to and that every member strictly prefers.

    Parameters
    ----------
    world : World
    members : sequence of int
        Actors who would move as one; at least two of them change options.
    orders : sequence of int
        Each member's order of preference.
    state : int
    """
    targets = world.moves.joint_pairs(members, np.array([state]))[1]
    for member, order in zip(members, orders, strict=True):
        rank = world.orders[member][order]
        targets = targets[rank[targets] > rank[state]]
    return targets


def dominated(
    world: World, members: Sequence[int], orders: Sequence[int], targets: Positions, by: Positions
) -> Bools:
    """Tell which joint moves another beats: no worse for any member, better for one."""
    ranks = [world.orders[member][order] for member, order in zip(members, orders, strict=True)]
    weakly = np.ones((by.size, targets.size), bool)
    strictly = np.zeros((by.size, targets.size), bool)
    for rank in ranks:
        weakly &= rank[by][:, None] >= rank[targets]
        strictly |= rank[by][:, None] > rank[targets]
    return np.asarray((weakly & strictly).any(axis=0), bool)


def fewest_changes(world: World, state: int, targets: Positions) -> tuple[int, ...]:
    """Keep the moves that change the fewest options; all of them in graph form."""
    codes = world.codes
    if codes is None or targets.size < 2:
        return tuple(targets.tolist())
    changed = np.array([int(codes[t] ^ codes[state]).bit_count() for t in targets])
    return tuple(targets[changed == changed.min()].tolist())


def beliefs_over_rows(rows: Positions, viewer: int, probabilities: Sequence[Mapping[int, float]]) -> Weights:
    """Give an actor's beliefs over combinations: the product, over the others, of the probability of their orders.

    Parameters
    ----------
    rows : array of int, shape (combinations, actors)
    viewer : int
        The actor; its own order is known to it.
    probabilities : sequence of mappings of int to float, one per actor
        As the viewer holds them; an order that is not in it has probability 0.
    """
    weights = np.ones(len(rows))
    for actor, held in enumerate(probabilities):
        if actor != viewer:
            weights *= np.array([held.get(order, 0.0) for order in rows[:, actor].tolist()])
    return weights
