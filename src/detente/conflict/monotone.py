"""Conditions on which states must be no better than a given one: their smallest solutions, and how many there are.

A condition is a set of *clauses*, all of which must hold; a clause is a set of *ways*, one of which must hold; a way is a
set of states, all of which must be no better than the given one. So more states that are no better never hurt.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import comb
from typing import Final, TypeAlias

Way: TypeAlias = frozenset[int]
Clause: TypeAlias = frozenset[Way]
Condition: TypeAlias = frozenset[Clause]

MOST_PAIRS: Final = 4_000
"""How many sets are put together at one go, for the smallest solutions."""

MOST_WORK: Final = 2_000_000
"""How many pairs of ways are compared before counting is given up."""

MOST_STATES: Final = 300
"""How many states clauses that hang together may speak of, for counting by cases."""

MOST_NAMED: Final = 2_000
"""How many states a condition may speak of in all, for counting."""


def simplified(clauses: Iterable[Iterable[Iterable[int]]]) -> Condition:
    """Leave out ways that ask more than another way, and clauses that ask less than another clause.

    Parameters
    ----------
    clauses : iterable of clauses, each an iterable of ways, each an iterable of states

    Returns
    -------
    frozenset of frozenset of frozenset of int

    Examples
    --------
    >>> sorted(sorted(map(sorted, clause)) for clause in simplified([[[1], [1, 2]], [[1], [3]]]))
    [[[1]]]
    """
    least = {_least(frozenset(frozenset(way) for way in clause)) for clause in clauses}
    return frozenset(
        clause
        for clause in least
        if frozenset() not in clause
        and not any(_implies(other, clause) for other in least if other != clause)
    )


def _least(ways: Clause) -> Clause:
    """Keep the ways that contain no other."""
    if frozenset() in ways:
        return frozenset({frozenset()})
    single = frozenset(way for way in ways if len(way) == 1)
    alone = frozenset(state for way in single for state in way)
    more = [way for way in ways if len(way) > 1 and not way & alone]
    return single | {way for way in more if not any(other < way for other in more)}


def _implies(one: Clause, other: Clause) -> bool:
    """Whether each way of one clause serves the other too."""
    return all(way in other or any(way >= less for less in other) for way in one)


def holds(condition: Condition, no_better: frozenset[int]) -> bool:
    """Tell whether a condition holds, given the states that are no better.

    Examples
    --------
    >>> holds(simplified([[[1], [2, 3]]]), frozenset({2})), holds(simplified([[[1], [2, 3]]]), frozenset({2, 3}))
    (False, True)
    """
    return all(any(way <= no_better for way in clause) for clause in condition)


def smallest_solutions(condition: Condition, most: int = 200) -> tuple[tuple[int, ...], ...] | None:
    """Give all smallest sets of states that, if no better, make a condition hold.

    Parameters
    ----------
    condition : Condition
    most : int
        How many are kept on the way before giving up.

    Returns
    -------
    tuple of tuple of int, or None
        Small ones first; None where there are too many to be written out.

    Examples
    --------
    >>> smallest_solutions(simplified([[[1], [2]], [[1], [3]]]))
    ((1,), (2, 3))
    """
    found: Clause = frozenset({frozenset()})
    for clause in sorted(condition, key=lambda one: (len(one), sorted(map(sorted, one)))):
        if len(found) * len(clause) > MOST_PAIRS:
            return None
        found = _least(frozenset(one | way for one in found for way in clause))
        if len(found) > most:
            return None
    return tuple(sorted((tuple(sorted(one)) for one in found), key=lambda one: (len(one), one)))


def states_in(condition: Condition) -> frozenset[int]:
    """Give the states that a condition speaks of.

    Examples
    --------
    >>> sorted(states_in(simplified([[[1], [2, 3]]])))
    [1, 2, 3]
    """
    return frozenset(state for clause in condition for way in clause for state in way)


def solutions_by_size(condition: Condition) -> tuple[int, ...] | None:
    """Count the sets of states that, being all that is no better, make a condition hold.

    Parameters
    ----------
    condition : Condition

    Returns
    -------
    tuple of int, or None
        At place k the number of such sets of k states, out of those that the condition speaks of; None where too many
        cases would have to be looked at.

    Notes
    -----
    Cases are told apart by the state that most ways name: no better, or better. Parts that share no state are counted
    apart, and what has been counted is kept.

    Examples
    --------
    >>> solutions_by_size(simplified([[[1], [2]]]))
    (0, 2, 1)
    """
    return None if len(states_in(condition)) > MOST_NAMED else _Counting().count(condition)


class _Counting:
    """Counting by cases, with a bound on the work."""

    def __init__(self) -> None:
        self.known: dict[Condition, tuple[int, ...]] = {}
        self.work = 0

    def count(self, condition: Condition) -> tuple[int, ...] | None:
        """Count the solutions by size."""
        if frozenset() in condition:
            return (0,) * (len(states_in(condition)) + 1)
        total: tuple[int, ...] = (1,)
        for part in _parts(condition):
            found = self._part(part)
            if found is None:
                return None
            total = _product(total, found)
        return total

    def _part(self, part: Condition) -> tuple[int, ...] | None:
        """Count the solutions of clauses that hang together."""
        if part in self.known:
            return self.known[part]
        states = states_in(part)
        if len(part) == 1 and all(len(way) == 1 for clause in part for way in clause):
            return (0, *(comb(len(states), k) for k in range(1, len(states) + 1)))  # all but none
        self.work += sum(len(clause) ** 2 for clause in part) + len(states) ** 2
        if self.work > MOST_WORK or len(states) > MOST_STATES:
            return None
        state, free = _most_named(part), len(states) - 1
        yes = self.count(simplified([[way - {state} for way in clause] for clause in part]))
        no = self.count(simplified([[way for way in clause if state not in way] for clause in part]))
        if yes is None or no is None:
            return None
        found = _sum((0, *_padded(yes, free)), _padded(no, free))
        self.known[part] = found
        return found


def _most_named(part: Condition) -> int:
    """Give the state that most ways name, the first on a tie."""
    times: dict[int, int] = {}
    for clause in part:
        for way in clause:
            for state in way:
                times[state] = times.get(state, 0) + 1
    return min(times, key=lambda state: (-times[state], state))


def _parts(condition: Condition) -> list[Condition]:
    """Split a condition into parts that share no state."""
    parts: list[tuple[set[int], set[Clause]]] = []
    for clause in condition:
        states = set(states_in(frozenset({clause})))
        joined = {clause}
        apart = []
        for other, clauses in parts:
            if other & states:
                states |= other
                joined |= clauses
            else:
                apart.append((other, clauses))
        parts = [*apart, (states, joined)]
    return [frozenset(clauses) for _, clauses in parts]


def _padded(counts: tuple[int, ...], states: int) -> tuple[int, ...]:
    """Count over more states, of which the others may be either."""
    more = states + 1 - len(counts)
    return _product(counts, tuple(comb(more, k) for k in range(more + 1)))


def _product(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    """Multiply counts by size of independent parts."""
    found = [0] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            found[i + j] += a * b
    return tuple(found)


def _sum(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    """Add counts by size."""
    size = max(len(one), len(other))
    return tuple((one[k] if k < len(one) else 0) + (other[k] if k < len(other) else 0) for k in range(size))
