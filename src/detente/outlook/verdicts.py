"""Who can answer what, for every combination of what the actors may want, computed at one go."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.conflict.moves import Bools, Ints, Positions
from detente.conflict.stability import Answers
from detente.outlook.worlds import World


class Candidates(NamedTuple):
    """An actor's improvements from one state, and the parts of them that could carry the remainder along.

    ``sources`` and ``targets`` list both kinds of pair; the first ``improvements`` of them start at the state.
    ``answered`` has a row for each combination in which the actor has the order concerned.
    """

    sources: Positions
    targets: Positions
    improvements: int
    answered: Bools


class Verdicts:
    """Least answers for combinations of orders: one row of orders per combination.

    Parameters
    ----------
    world : World
    rows : array of int, shape (combinations, actors)
        Which of its orders each actor has.
    """

    def __init__(self, world: World, rows: Positions) -> None:
        self.world = world
        self.rows = rows
        ranks = np.stack([orders[rows[:, actor]].reshape(-1) for actor, orders in enumerate(world.orders)])
        self._answers = Answers(world.moves.copies(len(rows)), ranks)
        self._with: dict[tuple[int, int], Positions] = {}

    def with_order(self, actor: int, order: int) -> Positions:
        """Give the combinations in which an actor has an order."""
        if (actor, order) not in self._with:
            self._with[actor, order] = np.flatnonzero(self.rows[:, actor] == order)
        return self._with[actor, order]

    def _at(self, values: Ints, combinations: Positions, states: Positions) -> Ints:
        table: Ints = values.reshape(len(self.rows), -1)[np.ix_(combinations, states)]
        return table

    def answered(self, actor: int, order: int, concept: str, sources: Positions, targets: Positions) -> Bools:
        """Tell for each combination with that order, and each improvement, whether it is answered.

        Returns
        -------
        array of bool, shape (combinations with the order, improvements)
        """
        combinations = self.with_order(actor, order)
        least = self._at(self._answers.least(actor, concept), combinations, targets)
        bar = self._at(self._answers.bar(actor, concept), combinations, sources)
        return np.asarray(least <= bar, bool)

    def candidates(self, actor: int, order: int, concept: str, state: int) -> Candidates:
        """Give the improvements of an actor from a state, the parts that matter to them, and who is answered when."""
        world = self.world
        rank = world.orders[actor][order]
        block = world.moves.targets(actor, state)
        better = block[rank[block] > rank[state]]
        sources, targets = [np.full(better.size, state, np.intp)], [better]
        if world.codes is not None and concept != "nash":
            inside = world.codes[block] ^ world.codes[state]
            for target in better.tolist():
                part = (inside & ~(world.codes[target] ^ world.codes[state])) == 0
                parts = block[part & (rank[block] < rank[target])]
                sources.append(parts)
                targets.append(np.full(parts.size, target, np.intp))
        pairs = np.concatenate(sources), np.concatenate(targets)
        return Candidates(*pairs, better.size, self.answered(actor, order, concept, *pairs))
