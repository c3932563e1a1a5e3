"""The inverse question: which orders of preference would make a state stable, and the smallest change that does it.

Take the moves and everybody else's orders as given, and ask of one actor which orders would make a state s stable for it.
Only comparisons with s matter, and the fewer states are better than s the more likely it is: a move to q needs

======  ==============================================================================================================
nash    that q is no better than s
gmr     that, or that some state which the others reach from q by moves is no better than s
smr     that, or that some such state, and all to which the actor could move on from there, are no better than s
seq     as gmr, but by improvements of the others
sseq    as smr, but by improvements of the others
======  ==============================================================================================================

So the answer is a condition on the set of states that must be no better than s (:mod:`detente.conflict.monotone`), and the
orders that meet it can be counted exactly: if of m states just b are better than s in a strict order, there are
b! (m - 1 - b)! such orders.

The smallest change is measured by comparisons: for each pair of states, turning "better" into "equally good" counts 1,
turning it into "worse" counts 2. *Raising s until it is as good as the lowest states that suffice is a smallest change.*
For let d be the highest state that must come down to s in some order that does. A state y between s and d can't stay both
above s and below d, so the pairs (s, y) and (y, d) together change by 2 at least; one that was as good as d, or as good as
s, costs 1 at least, and so does d itself; these pairs are all different. Raising s to d costs just that, and leaves every
state up to d no better than s, so that the condition holds.

References
----------
Kinsara, Kilgour and Hipel (2015), on the inverse graph model; Wang, Hipel, Fang and Dang (2018). The smallest change for one
actor, and its proof, are this program's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import comb, factorial
from typing import Final, NamedTuple

import numpy as np

from detente.conflict.bitsets import TooLargeError
from detente.conflict.build import known
from detente.conflict.model import Conflict
from detente.conflict.monotone import Condition, holds, simplified, smallest_solutions, solutions_by_size
from detente.conflict.moves import Ints
from detente.conflict.spot import answering_step, ends_met

CONCEPTS: Final = ("nash", "gmr", "smr", "seq", "sseq")
MOST_WAYS: Final = 20_000
"""How many states the answers to the moves from a state may name, to be written out."""

MOST_COUNTED: Final = 60
"""In models of more states, orders are given as a share only."""


class Need(NamedTuple):
    """What one move from the state asks of an order: that it is no better, or that all states of one of the ways are.

    ``ways`` are the answers of the others: the end state, and under smr and sseq where the actor could move on to.
    """

    to: str
    ways: tuple[tuple[str, ...], ...]


class Orders(NamedTuple):
    """How many orders of all states would do, of how many: strict orders, and orders with ties."""

    strict: int
    all_strict: int
    weak: int
    all_weak: int


class Raised(NamedTuple):
    """A smallest change of an order: the state is raised past some states, to be as good as others.

    ``cost``: changed comparisons; from better to equal 1, from better to worse 2. ``ranks``: the new order.
    """

    actor: str
    past: tuple[str, ...]
    to: tuple[str, ...]
    cost: int
    ranks: Ints


class ActorInverse(NamedTuple):
    """Which orders of one actor would make a state stable for it, everybody else's being given.

    ``smallest``: the smallest sets of states that, if no better than the state, make it stable; None where they are too
    many to be written out. ``share``: of all strict orders, how many would do; None where that can't be counted.
    ``orders``: the numbers themselves; None in models of more than 60 states. ``change``: None where the state is stable as
    it is.
    """

    actor: str
    state: str
    concept: str
    stable: bool
    needs: tuple[Need, ...]
    smallest: tuple[tuple[str, ...], ...] | None
    share: Fraction | None
    orders: Orders | None
    change: Raised | None


def condition_of(
    conflict: Conflict, actor: int, state: int, concept: str
) -> list[tuple[int, list[list[int]]]]:
    """Give what each move from a state asks of the actor's order, in positions: the ways other than being no better."""
    others = [other for other in range(len(conflict.actors)) if other != actor]
    step, way_out = answering_step(conflict, concept), concept in ("smr", "sseq")
    found, named = [], 0
    for target in map(int, conflict.moves.targets(actor, state)):
        ways = []
        for end in sorted(set(ends_met(others, target, step))):
            onward = conflict.moves.targets(actor, end).tolist() if way_out else []
            ways.append([one for one in (end, *onward) if one != state])
            named += len(ways[-1])
            if named > MOST_WAYS:
                raise TooLargeError(
                    f"the conditions of {concept} at this state name more than {MOST_WAYS:,} states"
                )
        found.append((target, ways))
    return found


def inverse(conflict: Conflict, state: str | int, concept: str = "seq") -> tuple[ActorInverse, ...]:
    """Tell for each actor which orders of preference would make a state stable for it.

    Parameters
    ----------
    conflict : Conflict
        Its moves, and for each actor the orders of the others, are taken as given.
    state : str or int
    concept : {"nash", "gmr", "smr", "seq", "sseq"}

    Returns
    -------
    tuple of ActorInverse
        One per actor.

    Raises
    ------
    ValueError
        If there is no such state or concept, or preference is partly unknown; TooLargeError if the conditions speak of
        too many states.

    Notes
    -----
    Cost: a search from each move of each actor; counting takes cases, up to a bound.

    Examples
    --------
    The Euphrates in 1975: which of Syria's 720 strict orders make the release of water stable for it.

    >>> import detente
    >>> con = Conflict.from_situation(detente.load("syria-iraq-euphrates-1975"))
    >>> [inverse(con, "YNN", name)[0].orders.strict for name in ("nash", "gmr", "smr", "seq", "sseq")]
    [240, 384, 300, 384, 300]
    >>> found = inverse(con, "YNN", "nash")[0]
    >>> found.smallest, found.change.past, found.change.to, found.change.cost
    ((('NNN', 'NYN'),), ('NYN', 'NYY'), ('NNN',), 5)
    """
    check_inverse(conflict, concept)
    at = conflict.position(state)
    return tuple(_of_actor(conflict, actor, at, concept) for actor in range(len(conflict.actors)))


def check_inverse(conflict: Conflict, concept: str) -> None:
    """Refuse concepts that can't be inverted, and orders of which something is unknown."""
    known(concept, CONCEPTS, "concept that can be inverted:")
    if conflict.relations:
        names = ", ".join(conflict.actors[actor] for actor in conflict.relations)
        raise ValueError(
            f"the preference of {names} is partly unknown; the inverse question needs whole orders"
        )


def _of_actor(conflict: Conflict, actor: int, state: int, concept: str) -> ActorInverse:
    """Answer for one actor."""
    asked = condition_of(conflict, actor, state, concept)
    condition = simplified_of(asked)
    rank = conflict.ranks[actor]
    no_better = frozenset(np.flatnonzero(rank <= rank[state]).tolist())
    stable = holds(condition, no_better)
    labels = conflict.states
    smallest, sizes = smallest_solutions(condition), solutions_by_size(condition)
    return ActorInverse(
        conflict.actors[actor],
        labels[state],
        concept,
        stable,
        tuple(
            Need(labels[to], tuple(tuple(labels[one] for one in way) for way in ways)) for to, ways in asked
        ),
        None if smallest is None else tuple(tuple(labels[one] for one in each) for each in smallest),
        None if sizes is None else share_of(sizes),
        None if sizes is None or len(labels) > MOST_COUNTED else orders_of(sizes, len(labels)),
        None if stable else raised(conflict, actor, state, level_needed(rank, state, condition)),
    )


def simplified_of(asked: Iterable[tuple[int, list[list[int]]]]) -> Condition:
    """Make a condition of what the moves from a state ask."""
    return simplified([[to], *ways] for to, ways in asked)


def level_needed(rank: Ints, state: int, condition: Condition) -> int:
    """Give the lowest rank to which the state must be raised, so that the condition holds.

    Parameters
    ----------
    rank : array of int32, shape (states,)
    state : int
    condition : Condition

    Returns
    -------
    int

    Examples
    --------
    >>> level_needed(np.array([0, 1, 2, 3], np.int32), 0, simplified([[[2], [3]]]))
    2
    """
    needed = (min(max(int(rank[one]) for one in way) for way in clause) for clause in condition)
    return max([int(rank[state]), *needed])


def raised(conflict: Conflict, actor: int, state: int, level: int) -> Raised:
    """Raise a state in an actor's order until it is as good as those of a rank.

    Parameters
    ----------
    conflict : Conflict
    actor, state, level : int

    Returns
    -------
    Raised

    Examples
    --------
    >>> con = Conflict.from_moves(["p", "q", "r", "s"], {}, {"A": [0, 0, 1, 2]})
    >>> change = raised(con, 0, 0, 2)
    >>> change.past, change.to, change.cost, change.ranks.tolist()
    (('r',), ('s',), 4, [2, 0, 1, 2])
    """
    rank = conflict.ranks[actor]
    ranks = rank.copy()
    ranks[state] = level
    past = np.flatnonzero((rank > rank[state]) & (rank < level)).tolist()
    to = np.flatnonzero(rank == level).tolist()
    left = int((rank == rank[state]).sum()) - 1
    return Raised(
        conflict.actors[actor],
        tuple(conflict.states[one] for one in past),
        tuple(conflict.states[one] for one in to),
        2 * len(past) + len(to) + left,
        ranks,
    )


def share_of(sizes: Sequence[int]) -> Fraction:
    """Give the share of strict orders that meet a condition on which states are no better than a given one.

    Parameters
    ----------
    sizes : sequence of int
        At place w the number N_w of sets of w states, of the a that the condition speaks of, that meet it.

    Returns
    -------
    Fraction
        The sum of N_w w! (a - w)! / (a + 1)!: in so many orders of these and the given state just w lie below it.

    Examples
    --------
    >>> share_of([0, 1])
    Fraction(1, 2)
    """
    named = len(sizes) - 1
    strict = sum(number * factorial(w) * factorial(named - w) for w, number in enumerate(sizes))
    return Fraction(strict, factorial(named + 1))


def orders_of(sizes: Sequence[int], states: int) -> Orders:
    """Count the orders of all states that meet a condition on which are no better than one of them.

    Parameters
    ----------
    sizes : sequence of int
        As for :func:`share_of`.
    states : int
        How many states there are in all.

    Returns
    -------
    Orders

    Notes
    -----
    With ties, the w states are split into those below and those equally good, the others are placed anywhere, and what
    lies on either side is ordered with ties among itself.

    Examples
    --------
    >>> orders_of([0, 1], 3)
    Orders(strict=3, all_strict=6, weak=8, all_weak=13)
    """
    weak_orders = fubini(states)
    strict = share_of(sizes) * factorial(states)
    return Orders(
        int(strict), factorial(states), _weak(sizes, states - len(sizes), weak_orders), weak_orders[states]
    )


def _weak(sizes: Sequence[int], others: int, weak_orders: Sequence[int]) -> int:
    """Count orders with ties, by how many states of each kind lie above, beside and below the given one."""
    named = len(sizes) - 1
    beyond = [
        (above, below, comb(others, above) * comb(others - above, below))
        for above in range(others + 1)
        for below in range(others - above + 1)
    ]

    def ordered(high: int, low: int) -> int:
        return sum(
            ways * weak_orders[high + above] * weak_orders[low + below] for above, below, ways in beyond
        )

    return sum(
        number * sum(comb(w, low) * ordered(named - w, low) for low in range(w + 1))
        for w, number in enumerate(sizes)
        if number
    )


def fubini(most: int) -> list[int]:
    """Give the number of orders with ties of 0, 1, ... things (ordered Bell numbers).

    Examples
    --------
    >>> fubini(4)
    [1, 1, 3, 13, 75]
    """
    found = [1]
    for size in range(1, most + 1):
        found.append(sum(comb(size, k) * found[size - k] for k in range(1, size + 1)))
    return found
