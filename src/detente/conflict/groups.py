"""Combinations of orders put into groups, and moves asked about in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from detente.conflict.ascents import Ascents
from detente.conflict.moves import Bools, Codes, Positions


class Queries(NamedTuple):
    """Moves asked about: whose, in which group, from which state to which."""

    actor: Positions
    group: Positions
    source: Positions
    target: Positions

    def where(self, kept: Positions | Bools) -> Queries:
        """Keep some of them."""
        return Queries(*(one[kept] for one in self))


class Made(NamedTuple):
    """Tells which improvements are made: possibly and surely in a group, or in each of its combinations."""

    bounds: Callable[[Queries], tuple[Bools, Bools]]
    exactly: Callable[[Queries], Bools]


class Keys(NamedTuple):
    """How nodes are numbered: by slot (an actor that looks on, and a group), state, and who moved last.

    ``last`` is the number of ways somebody may have moved last; 1 where it doesn't matter.
    """

    states: int
    last: int

    def of(self, slot: Positions, state: Positions) -> Codes:
        """Give the keys of states at which nobody has moved yet."""
        return np.asarray((slot * self.states + state) * self.last, np.int64)

    def after(self, slot: Positions, state: Positions, by: Positions) -> Codes:
        """Give the keys of states that somebody has moved to."""
        return self.of(slot, state) + (by + 1 if self.last > 1 else 0)

    def split(self, keys: Codes) -> tuple[Positions, Positions]:
        """Give slots and states."""
        slot, state = np.divmod(keys if self.last == 1 else keys // self.last, self.states)
        return slot, state

    def may_move(self, keys: Codes, by: Positions) -> Bools | None:
        """Tell who may move next: not who moved last. None where everybody may."""
        return None if self.last == 1 else np.asarray(by + 1 != keys % self.last, bool)


class Groups:
    """Groups of combinations, with the orders that occur in each.

    Attributes
    ----------
    rows : array of int, shape (groups, most)
        The combinations in each group; shorter lists repeat their last.
    sets : array of int, shape (groups, actors)
        The numbers of the sets of orders of each actor.
    own : list of arrays of int, one per actor, each of shape (groups, width)
        The actor's orders in each group, ascending; shorter lists repeat their last.
    columns : list of arrays of int, one per actor, each of shape (groups, most)
        For each combination which of these is the actor's.
    wide : array of bool, shape (actors,)
        Whether an actor has several orders in any group.

    Parameters
    ----------
    ascents : Ascents
    groups : sequence of arrays of int
        The combinations in each group.

    Examples
    --------
    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> from detente.conflict.ground import Ground
    >>> ground = Ground(OptionMoves(np.arange(4), [Owner(1), Owner(2)]))
    >>> _ = ground.add_orders(0, np.array([[0, 1, 0, 1]])), ground.add_orders(1, np.array([[0, 0, 1, 1], [0, 1, 2, 3]]))
    >>> groups = Groups(Ascents(ground), [ground.add_rows(np.array([[0, 1], [0, 2]]))])
    >>> groups.own[1].tolist(), groups.columns[1].tolist(), groups.wide.tolist()
    ([[1, 2]], [[0, 1]], [False, True])
    """

    def __init__(self, ascents: Ascents, groups: Sequence[Positions]) -> None:
        self.ascents, self.ground = ascents, ascents.ground
        self.rows = _filled_up(groups)
        orders = self.ground.rows
        actors = range(orders.shape[1])
        own = [[np.unique(orders[rows, actor]) for rows in groups] for actor in actors]
        self.sets = np.array(
            [[ascents.number(actor, listed) for listed in own[actor]] for actor in actors], np.intp
        ).T
        self.own = [_filled_up(each) for each in own]
        self.columns = [
            np.array(
                [np.searchsorted(*one) for one in zip(own[actor], orders[self.rows, actor], strict=True)]
            )
            for actor in actors
        ]
        self.wide = np.array([each.shape[1] > 1 for each in self.own])

    def batches(self, actors: Positions) -> Iterator[Positions]:
        """Give positions in a list of actors, put together as they can be asked about at once.

        All those who have one order in each group go together; each of the others goes by itself.
        """
        wide = self.wide[actors]
        if not wide.all():
            yield np.flatnonzero(~wide)
        for actor in np.unique(actors[wide]).tolist():
            yield np.flatnonzero(actors == actor)

    def together_with(self, actor: int) -> list[int]:
        """Give the actors that can be asked about at once with an actor, itself included."""
        return [actor] if self.wide[actor] else np.flatnonzero(~self.wide).tolist()


def _filled_up(lists: Sequence[Positions]) -> Positions:
    """Put lists below each other; shorter ones repeat their last."""
    most = max(one.size for one in lists)
    return np.stack([np.append(one, np.full(most - one.size, one[-1])) for one in lists])
