"""What the engine asks of moves, in whichever form they are stored.

States are positions 0, 1, ... and actors are indices 0, 1, ...; labels stay outside. Two forms exist:
:mod:`detente.conflict.blocks` (option form) and :mod:`detente.conflict.rows` (graph form).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int32]
Codes: TypeAlias = NDArray[np.int64]
Positions: TypeAlias = NDArray[np.intp]
Levels: TypeAlias = NDArray[np.int32]
Bools: TypeAlias = NDArray[np.bool_]

FREE: Final = int(np.iinfo(np.int32).max)
"""The least over nothing: greater than every rank."""


class Steps(Protocol):
    """One actor's steps of one kind (all its moves, its improvements, those it would make)."""

    def least(self, values: Ints) -> Ints:
        """Give for each state the least value among the states that one step leads to, or :data:`FREE`.

        ``values`` lie between -FREE and FREE, so the greatest value is got by turning signs.
        """


class Moves(Protocol):
    """All actors' moves over one set of states, without their preferences."""

    @property
    def actors(self) -> int:
        """How many actors there are."""

    @property
    def states(self) -> int:
        """How many states there are."""

    @property
    def codes(self) -> Codes | None:
        """The states' codes in option form, ascending; None in graph form."""

    def targets(self, actor: int, state: int) -> Positions:
        """Give the states that one move of the actor leads to, ascending."""

    def pairs(self, actor: int, sources: Positions) -> tuple[Positions, Positions]:
        """Give all moves from the sources as (index into ``sources``, target), sorted by index, then target."""

    def joint_pairs(self, members: Sequence[int], sources: Positions) -> tuple[Positions, Positions]:
        """Give the joint moves of a pact, as ``pairs``: they change options of at least two members, of nobody else.

        Graph form has no options and therefore no joint moves.
        """

    def movable(self, actor: int) -> Bools:
        """Tell at which states the actor has any move."""

    def every(self, actor: int) -> Steps:
        """Give all moves of the actor as steps."""

    def above(self, actor: int, key: Ints, floor: Ints) -> Steps:
        """Give the actor's moves s -> t with key[t] > floor[s] as steps; no state's key exceeds its own floor."""

    def restricted(self, positions: Positions) -> Moves:
        """Give the moves among the states at the given ascending positions, which are numbered anew."""

    def copies(self, count: int) -> Moves:
        """Give the moves over ``count`` unconnected copies of the states: the k-th copy's start at k * states.

        Ranks laid end to end are so solved at one go: each copy may have its own.
        """

    def copied(self, copy: Positions, positions: Positions) -> Moves:
        """Give the moves over unconnected copies of parts of the states: the k-th state is ``positions[k]`` of ``copy[k]``.

        Ascending by copy, then by position.
        """
