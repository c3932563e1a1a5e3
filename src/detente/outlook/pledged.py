"""A commitment over the states of a world: where its condition and its consequence hold, and what would trigger it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.conflict.blocks import OptionMoves, Owner
from detente.conflict.moves import Bools, Codes, Positions
from detente.conflict.pivotal import Vow
from detente.outlook.deciding import Kind
from detente.outlook.inputs import Values
from detente.outlook.worlds import World
from detente.situation.evaluate import truth
from detente.situation.records import Commitment


class Pledged(NamedTuple):
    """A commitment over the states of a world.

    ``condition`` (T) and ``consequence`` (R) tell where these hold; a pledge, which has no condition, has T everywhere.
    ``triggers`` are the states at which it must be kept; a pledge has none, for it must be kept on every course.
    """

    record: Commitment
    by: int
    condition: Bools
    consequence: Bools
    triggers: tuple[int, ...]

    @property
    def vow(self) -> Vow:
        """What the pivotal test needs of it."""
        return Vow(self.by, self.condition & ~self.consequence, self.condition & self.consequence)


def pledged_in(world: World, record: Commitment) -> Pledged:
    """Make a commitment ready for a world.

    Parameters
    ----------
    world : World
        In option form.
    record : Commitment

    Returns
    -------
    Pledged
    """
    codes, by = _codes(world), world.actors.index(record.by)
    consequence = truth(record.then, codes)
    if record.condition is None:
        return Pledged(record, by, np.ones(codes.size, bool), consequence, ())
    condition = truth(record.condition, codes)
    return Pledged(record, by, condition, consequence, trigger_states(world, by, condition))


def trigger_states(world: World, by: int, condition: Bools) -> tuple[int, ...]:
    """Give the states in which the others can bring a condition about, changing no more than they must.

    They are the states where it holds that the others can reach from where events begin, by legal sequences of moves,
    and of whose changed options no part would do. If the condition holds at the beginning, that is the only one.

    Parameters
    ----------
    world : World
        In option form.
    by : int
        Whose commitment it is; its own options stay as they are.
    condition : array of bool, shape (states,)

    Returns
    -------
    tuple of int
        Ascending; empty if the others can't bring it about.

    Notes
    -----
    Cost: a few sweeps over the states with the actor's own options as they are.

    Examples
    --------
    D would answer x or y of A. A can take either, so neither needs the other.

    >>> moves = OptionMoves(np.arange(8), [Owner(3), Owner(4)])
    >>> labels = [f"{code:03b}" for code in range(8)]
    >>> world = World(("A", "D"), moves, labels, moves.codes, 0, (np.zeros((1, 8)), np.zeros((1, 8))))
    >>> trigger_states(world, 1, (np.arange(8) & 3) > 0)
    (1, 2)
    """
    if condition[world.start]:
        return (world.start,)
    there = np.flatnonzero(_reachable(world, by) & condition)
    changed = _codes(world)[there] ^ _codes(world)[world.start]
    return tuple(sorted(there[smallest(changed)].tolist()))


def smallest(changed: Codes) -> Positions:
    """Give the positions of those sets of options that contain none of the others.

    Parameters
    ----------
    changed : array of int64
        Sets of options as masks of bits, all different.

    Returns
    -------
    array of int
        Ascending.

    Examples
    --------
    >>> smallest(np.array([0b011, 0b010, 0b101, 0b111])).tolist()
    [1, 2]
    """
    left = np.array(sorted(range(changed.size), key=lambda at: int(changed[at]).bit_count()), np.intp)
    found = []
    while left.size:
        least = int(left[0])
        found.append(least)
        left = left[(changed[left] & changed[least]) != changed[least]]
    return np.array(sorted(found), np.intp)


def _reachable(world: World, by: int) -> Bools:
    """Tell which states the others can reach from the beginning, the beginning included."""
    moves, codes = world.moves, _codes(world)
    assert isinstance(moves, OptionMoves)  # noqa: S101 - commitments are about options
    inside = np.flatnonzero((codes ^ codes[world.start]) & moves.owners[by].own == 0)
    backward = OptionMoves(codes[inside], [Owner(one.own, one.dropped, one.taken) for one in moves.owners])
    others = [backward.every(other) for other in range(moves.actors) if other != by]
    marked = np.where(inside == world.start, -1, 0).astype(np.int32)
    grown = True
    while grown:
        grown = False
        for steps in others:
            fresh = (steps.least(marked) == -1) & (marked == 0)
            marked[fresh] = -1
            grown |= bool(fresh.any())
    reached = np.zeros(codes.size, bool)
    reached[inside[marked == -1]] = True
    return reached


def _codes(world: World) -> Codes:
    assert world.codes is not None  # noqa: S101 - commitments are about options
    return world.codes


class Way(NamedTuple):
    """One way an actor may be: its type, its order and behaviour, and how probable both are together."""

    type: str
    kind: Kind
    probability: float


def ways_of(values: Values, actor: str, *, behaviour: str | None = None) -> list[Way]:
    """List the ways an actor may be that have any probability; with one behaviour for all types if it is given."""
    ways = []
    for name, p in values.types[actor].items():
        shares = {behaviour: 1.0} if behaviour else values.behaviours[actor][name]
        ways += [
            Way(name, Kind(values.orders[actor][name], concept), p * share)
            for concept, share in shares.items()
        ]
    return [way for way in ways if way.probability > 0]
