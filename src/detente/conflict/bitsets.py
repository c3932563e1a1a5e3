"""Sets of states as whole numbers: the state at position k is the bit of 2^k.

Concepts that compare states by relations other than one order (better for all of a coalition, unknown, acceptable to
several) can't be brought down to one number per state. Here each state carries sets instead, and a set is one integer:
union, intersection and difference are one operation each, and exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np

from detente.conflict.moves import Bools, Ints, Moves, Positions

Sets: TypeAlias = list[int]
"""For each state a set of states."""

MOST_BITS: Final = 1 << 32
"""What the sets of one question may hold together: 512 MB."""

_Pairs: TypeAlias = Callable[[Positions], tuple[Positions, Positions]]
_CHUNK = 1 << 24  # truth values turned into sets at one go


class TooLargeError(ValueError):
    """A model is too large for a concept that needs sets of states."""


def check_room(states: int, tables: int, what: str) -> None:
    """Refuse a question whose sets would not fit, before memory is taken.

    Parameters
    ----------
    states : int
    tables : int
        How many sets each state carries.
    what : str
        What is asked, for the message.

    Raises
    ------
    TooLargeError
        If states^2 x tables exceeds :data:`MOST_BITS`; it says how many states would do.

    Examples
    --------
    >>> check_room(1 << 20, 4, "coalitions of 2 actors")
    Traceback (most recent call last):
    ...
    detente.conflict.bitsets.TooLargeError: coalitions of 2 actors: 1,048,576 states are too many; at most 32,768 would do
    """
    if states * states * tables > MOST_BITS:
        most = int((MOST_BITS / max(tables, 1)) ** 0.5)
        raise TooLargeError(f"{what}: {states:,} states are too many; at most {most:,} would do")


def all_of(states: int) -> int:
    """Give the set of all states.

    Examples
    --------
    >>> all_of(3)
    7
    """
    return (1 << states) - 1


def set_of(positions: Iterable[int]) -> int:
    """Make a set of positions.

    Examples
    --------
    >>> set_of([0, 3])
    9
    """
    found = 0
    for one in positions:
        found |= 1 << one
    return found


def members(one: int) -> Iterator[int]:
    """Give the positions in a set, ascending.

    Examples
    --------
    >>> list(members(0b1001))
    [0, 3]
    """
    while one:
        low = one & -one
        yield low.bit_length() - 1
        one ^= low


def sets_of_rows(rows: Bools) -> Sets:
    """Turn rows of truth values into sets.

    Parameters
    ----------
    rows : array of bool, shape (rows, states)

    Returns
    -------
    list of int

    Examples
    --------
    >>> sets_of_rows(np.array([[True, False, True], [False, False, False]]))
    [5, 0]
    """
    packed = np.packbits(rows, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def flags_of(one: int, states: int) -> Bools:
    """Turn a set into truth values.

    Parameters
    ----------
    one : int
    states : int

    Returns
    -------
    array of bool, shape (states,)

    Examples
    --------
    >>> flags_of(5, 3).tolist()
    [True, False, True]
    """
    size = (states + 7) // 8
    packed = np.frombuffer(one.to_bytes(size, "little"), np.uint8)
    return np.unpackbits(packed, count=states, bitorder="little").astype(bool)


def move_sets(moves: Moves, actor: int) -> Sets:
    """Give for each state the set that one move of an actor leads to.

    Parameters
    ----------
    moves : Moves
    actor : int

    Returns
    -------
    list of int

    Examples
    --------
    >>> from detente.conflict.rows import GraphMoves, arcs_of
    >>> move_sets(GraphMoves([arcs_of([(0, 1), (0, 2)], 3)], 3), 0)
    [6, 0, 0]
    """
    return _by_chunks(moves.states, lambda sources: moves.pairs(actor, sources))


def joint_sets(moves: Moves, coalition: Sequence[int]) -> Sets:
    """Give for each state the set that one joint step of several actors leads to: each alone, or several at once.

    Parameters
    ----------
    moves : Moves
    coalition : sequence of int

    Returns
    -------
    list of int
        In graph form, which has no joint moves, the members' arcs together.

    Examples
    --------
    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> joint_sets(OptionMoves(np.arange(4), [Owner(1), Owner(2)]), [0, 1])
    [14, 13, 11, 7]
    """
    found = _by_chunks(moves.states, lambda sources: moves.joint_pairs(coalition, sources))
    for actor in coalition:
        found = [one | more for one, more in zip(found, move_sets(moves, actor), strict=True)]
    return found


def _by_chunks(states: int, pairs: _Pairs) -> Sets:
    """Write moves out as sets, some states at a time."""
    found: Sets = []
    step = max(1, _CHUNK // max(states, 1))
    for start in range(0, states, step):
        sources = np.arange(start, min(start + step, states))
        which, target = pairs(sources)
        rows = np.zeros((sources.size, states), bool)
        rows[which, target] = True
        found += sets_of_rows(rows)
    return found


def better_sets(rank: Ints) -> Sets:
    """Give for each state the set of those that an actor strictly prefers.

    Parameters
    ----------
    rank : array of int32, shape (states,)

    Returns
    -------
    list of int

    Examples
    --------
    >>> better_sets(np.array([0, 2, 1], np.int32))
    [6, 0, 2]
    """
    above: dict[int, int] = {}
    higher = 0
    for level in sorted(set(rank.tolist()), reverse=True):
        above[level] = higher
        higher |= sets_of_rows(rank[np.newaxis] == level)[0]
    return [above[level] for level in rank.tolist()]


def ends_of(steps: Sequence[Sets]) -> Sets:
    """Give for each state the set of ends of legal sequences of some movers, of at least one step.

    No mover steps twice in a row.

    Parameters
    ----------
    steps : sequence of list of int
        For each mover, where one of its steps leads from each state.

    Returns
    -------
    list of int

    Notes
    -----
    Let B_k(s) be the ends of sequences that k begins: the union, over k's steps s -> t, of t and of B_j(t) for all
    other movers j. The B_k are the smallest solution, found from below.

    References
    ----------
    Fang, Hipel and Kilgour (1993), Interactive Decision Making, on legal sequences of moves and improvements.

    Examples
    --------
    Two actors hold one arc each, 0 -> 1 and 1 -> 2.

    >>> ends_of([[2, 0, 0], [0, 4, 0]])
    [6, 4, 0]
    """
    count = len(steps[0]) if steps else 0
    targets = [[list(members(one)) for one in own] for own in steps]
    begun = [list(own) for own in steps]
    stale = [len(steps) > 1 for _ in steps]
    while any(stale):
        for mover, own in enumerate(targets):
            if not stale[mover]:
                continue
            stale[mover] = False
            after = [0] * count
            for other, one in enumerate(begun):
                if other != mover:
                    after = [a | b for a, b in zip(after, one, strict=True)]
            if _extended(begun[mover], own, after):
                stale = [old or other != mover for other, old in enumerate(stale)]
    found = [0] * count
    for one in begun:
        found = [a | b for a, b in zip(found, one, strict=True)]
    return found


def _extended(begun: Sets, targets: Sequence[Sequence[int]], after: Sets) -> bool:
    """Add what follows the steps of one mover; say whether anything was new."""
    changed = False
    for state, own in enumerate(targets):
        more = begun[state]
        for target in own:
            more |= after[target]
        if more != begun[state]:
            begun[state] = more
            changed = True
    return changed
