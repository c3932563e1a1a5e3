"""Which move each actor, and each pact, makes at a state, given what it knows of the others.

Under ``own`` knowledge an actor holds beliefs over the others' types: an improvement counts as answered iff the
probability that it is answered is at least the actor's caution. Under ``all`` everybody sees the types.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.conflict.choice import chosen_moves
from detente.conflict.moves import Bools, Positions
from detente.outlook.verdicts import Candidates, Verdicts

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


@dataclass(slots=True)
class Memory:
    """What has been looked up already; it serves every set of beliefs over one set of verdicts."""

    candidates: dict[tuple[int, Kind, int], Candidates] = field(default_factory=dict)
    chosen: dict[tuple[int, Kind, int, bytes], tuple[int, ...]] = field(default_factory=dict)
    joint: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)


class Deciding:
    """Decisions under one set of rules; each is made once.

    Parameters
    ----------
    verdicts : Verdicts
    rules : Rules
    memory : Memory
        Shared between sets of rules over the same verdicts.
    """

    def __init__(self, verdicts: Verdicts, rules: Rules, memory: Memory) -> None:
        self.verdicts, self.rules, self.memory = verdicts, rules, memory
        self._own: dict[tuple[int, Kind, int], tuple[int, ...]] = {}

    def candidates(self, actor: int, kind: Kind, state: int) -> Candidates:
        """Give an actor's improvements from a state with who could answer them."""
        key = (actor, kind, state)
        if key not in self.memory.candidates:
            self.memory.candidates[key] = self.verdicts.candidates(actor, kind.order, kind.behaviour, state)
        return self.memory.candidates[key]

    def answer_probability(self, actor: int, order: int, answered: Bools, combination: int) -> Weights:
        """Give the probability, as the actor sees it, that each improvement is answered."""
        among = self.verdicts.with_order(actor, order)
        if self.rules.weights is None:
            row = int(np.searchsorted(among, combination))
            seen: Weights = answered[row].astype(np.float64)
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
        if self.rules.weights is not None and (actor, kind, state) in self._own:
            return self._own[actor, kind, state]
        found = self.candidates(actor, kind, state)
        if not found.improvements:
            moves: tuple[int, ...] = ()
        else:
            blocked = self.blocked(actor, kind.order, found.answered, combination)
            moves = self._choice(actor, kind, state, found, blocked)
        if self.rules.weights is not None:
            self._own[actor, kind, state] = moves
        return moves

    def _choice(
        self, actor: int, kind: Kind, state: int, found: Candidates, blocked: Bools
    ) -> tuple[int, ...]:
        key = (actor, kind, state, blocked.tobytes())
        if key not in self.memory.chosen:
            made = found.targets[: found.improvements][~blocked[: found.improvements]]
            answered = {
                (int(s), int(t)): bool(b)
                for s, t, b in zip(found.sources, found.targets, blocked, strict=True)
            }

            def known(sources: Positions, targets: Positions) -> Bools:
                pairs = zip(sources.tolist(), targets.tolist(), strict=True)
                return np.array([answered.get(pair, False) for pair in pairs], bool)

            world = self.verdicts.world
            rank = world.orders[actor][kind.order]
            self.memory.chosen[key] = chosen_moves(
                world.moves, rank, actor, state, made, answered=known, choice=self.rules.choice
            )
        return self.memory.chosen[key]

    def chosen_jointly(
        self, pact: int, kinds: Sequence[Kind], state: int, combination: int
    ) -> tuple[int, ...]:
        """Give the states that a pact moves to: improvements of all its members that none of them sees answered.

        Those stay that no other such move beats for all members, then those that change the fewest options.
        """
        world = self.verdicts.world
        members = world.pacts[pact]
        targets = self._joint(pact, state)
        for member in members:
            rank = world.orders[member][kinds[member].order]
            targets = targets[rank[targets] > rank[state]]
        for member in members:
            kind = kinds[member]
            sources = np.full(targets.size, state, np.intp)
            answered = self.verdicts.answered(member, kind.order, kind.behaviour, sources, targets)
            targets = targets[~self.blocked(member, kind.order, answered, combination)]
        return self._undominated(members, kinds, state, targets)

    def _joint(self, pact: int, state: int) -> Positions:
        world = self.verdicts.world
        if (pact, state) not in self.memory.joint:
            found = world.moves.joint_pairs(world.pacts[pact], np.array([state]))[1]
            self.memory.joint[pact, state] = tuple(found.tolist())
        return np.array(self.memory.joint[pact, state], np.intp)

    def _undominated(
        self, members: Sequence[int], kinds: Sequence[Kind], state: int, targets: Positions
    ) -> tuple[int, ...]:
        if targets.size < 2:
            return tuple(targets.tolist())
        world = self.verdicts.world
        ranks = np.stack([world.orders[member][kinds[member].order][targets] for member in members])
        weakly = (ranks[:, :, None] >= ranks[:, None, :]).all(axis=0)
        strictly = (ranks[:, :, None] > ranks[:, None, :]).any(axis=0)
        left = targets[~(weakly & strictly).any(axis=0)]
        codes = world.codes
        if codes is None:
            return tuple(left.tolist())
        changed = np.array([int(codes[t] ^ codes[state]).bit_count() for t in left])
        return tuple(left[changed == changed.min()].tolist())


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
