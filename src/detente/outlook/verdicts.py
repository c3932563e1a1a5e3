"""Who can answer what, for every combination of what the actors may want."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.conflict.blocks import OptionMoves
from detente.conflict.moves import Bools, Moves, Positions
from detente.conflict.picking import Pair, Wishes
from detente.conflict.rows import GraphMoves
from detente.conflict.settling import Ask, Settled
from detente.outlook.worlds import World

_FEW, _BLOCK = 64, 512  # combinations of central values that are looked at one by one, and so many together


Weights = NDArray[np.float64]


class Inquiry(NamedTuple):
    """Improvements of an actor with an order, of which it must be known whether they are answered under a concept."""

    actor: int
    order: int
    concept: str
    pairs: Sequence[Pair]


class Verdicts:
    """Which improvements are answered, for combinations of orders: one row of orders per combination.

    Parameters
    ----------
    world : World
    rows : array of int, shape (combinations, actors)
        Which of its orders each actor has.
    settled : Settled, optional
        What is known already over the same states and moves; it is added to.
    numbers : list of arrays of int, optional
        The numbers there of each actor's orders, if they are at hand.
    scale : array of float, optional
        How many combinations each stands for, where they were drawn from more; one if left out.
    like : Verdicts, optional
        Others of which the same has been asked as will be asked here: once anything is, all of that is found at one go.

    Attributes
    ----------
    asked : dict of (actor, order, concept) to moves
        What has been asked so far.
    """

    def __init__(
        self,
        world: World,
        rows: Positions,
        settled: Settled | None = None,
        numbers: Sequence[Positions] | None = None,
        scale: Weights | None = None,
        like: Verdicts | None = None,
    ) -> None:
        self.world, self.rows = world, rows
        self.scale: Weights = np.ones(len(rows)) if scale is None else scale
        self._settled = settled or Settled(world.moves)
        ground = self._settled.ground
        self._numbers = numbers or [ground.add_orders(*own) for own in enumerate(world.orders)]
        self._positions = self._settled.enrol(self._numbered(rows), _blocks(rows))
        self.asked: dict[tuple[int, int, str], dict[Pair, None]] = {}
        self._like = like
        self._with: dict[tuple[int, int], Positions] = {}
        self._row = {tuple(row): at for at, row in enumerate(rows.tolist())}

    def _numbered(self, rows: Positions) -> Positions:
        """Give the numbers of orders for those of the world."""
        return np.stack([numbers[own] for numbers, own in zip(self._numbers, rows.T, strict=True)], axis=1)

    def look_at_together(self, rows: Positions, kinds: Sequence[Positions]) -> None:
        """Prepare for many combinations that differ little: those whose orders are of the same types go together.

        Parameters
        ----------
        rows : array of int, shape (combinations, actors)
        kinds : sequence of arrays of int, one per actor
            Of which type each of the actor's orders is.
        """
        of_rows = np.stack([kind[own] for kind, own in zip(kinds, rows.T, strict=True)], axis=1)
        self._settled.enrol(self._numbered(rows), of_rows)

    def among(self, rows: Positions, scale: Weights | None = None) -> Verdicts:
        """Give verdicts for other combinations of orders of the same world."""
        return Verdicts(self.world, rows, self._settled, self._numbers, scale)

    def over(self, world: World, rows: Positions, scale: Weights | None = None) -> Verdicts | None:
        """Give verdicts for another world with the same states and moves, using what is known; None if they differ."""
        if not _alike(world.moves, self.world.moves):
            return None
        ground = self._settled.ground
        numbers = [
            ground.add_orders(actor, mine, like=(theirs, known))
            for actor, (mine, theirs, known) in enumerate(
                zip(world.orders, self.world.orders, self._numbers, strict=True)
            )
        ]
        return Verdicts(world, rows, self._settled, numbers, scale, like=self)

    def row_of(self, orders: Iterable[int]) -> int:
        """Give the combination of some orders.

        Raises
        ------
        KeyError
            If it isn't among them.
        """
        return self._row[tuple(orders)]

    def with_order(self, actor: int, order: int) -> Positions:
        """Give the combinations in which an actor has an order."""
        if (actor, order) not in self._with:
            self._with[actor, order] = np.flatnonzero(self.rows[:, actor] == order)
        return self._with[actor, order]

    def wishes(self, actor: int, order: int, state: int) -> Wishes:
        """Give an actor's improvements by one of its orders from a state, the best first."""
        return self._settled.ground.wishes(int(self._numbers[actor][order]), state)

    def find(self, asked: Sequence[Inquiry]) -> list[Bools]:
        """Tell which improvements are answered for each of several inquiries; what isn't known is found at one go.

        Parameters
        ----------
        asked : sequence of Inquiry

        Returns
        -------
        list of arrays of bool, shape (combinations with the order, improvements)
        """
        for one in asked:
            self.asked.setdefault(one[:3], {}).update(dict.fromkeys(one.pairs))
        every = list(asked)
        if self._like is not None:
            every += [Inquiry(*key, list(pairs)) for key, pairs in self._like.asked.items()]
            self._like = None
        by_concept: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(every):
            by_concept[one.concept].append(at)
        told: dict[int, Bools] = {}
        for concept, places in by_concept.items():
            found = self._settled.find(concept, [self._ask(every[at]) for at in places])
            told.update(zip(places, found, strict=True))
        return [told[at] for at in range(len(asked))]

    def answered(self, actor: int, order: int, concept: str, pairs: Iterable[Pair]) -> Bools:
        """Tell for each combination with that order, and each improvement, whether it is answered.

        Parameters
        ----------
        actor, order : int
        concept : str
        pairs : iterable of (source, target)

        Returns
        -------
        array of bool, shape (combinations with the order, improvements)
        """
        return self._settled.answered(concept, self._ask(Inquiry(actor, order, concept, list(pairs))))

    def _ask(self, one: Inquiry) -> Ask:
        rows = self._positions[self.with_order(one.actor, one.order)]
        return Ask(one.actor, rows, np.array(one.pairs, np.intp).reshape(-1, 2))


def _blocks(rows: Positions) -> Positions | None:
    """Say which of many combinations to look at together: those that stand near each other; of few, each by itself."""
    if len(rows) <= _FEW:
        return None
    return np.repeat(np.arange(len(rows))[:, None] // _BLOCK, rows.shape[1], axis=1)


def _alike(one: Moves, other: Moves) -> bool:
    """Tell whether moves are the same."""
    if isinstance(one, OptionMoves) and isinstance(other, OptionMoves):
        return one is other or (one.owners == other.owners and np.array_equal(one.codes, other.codes))
    if isinstance(one, GraphMoves) and isinstance(other, GraphMoves):
        pairs = zip(one.arcs, other.arcs, strict=False)
        return (one.states, one.actors) == (other.states, other.actors) and all(
            np.array_equal(a.sources, b.sources) and np.array_equal(a.targets, b.targets) for a, b in pairs
        )
    return False
