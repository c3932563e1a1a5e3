"""Which orders, and which smallest changes of them, would make a state an equilibrium: stable for everybody at once.

Under nash, gmr and smr the actors don't hang together: whether a state is stable for one doesn't depend on what the others
want. Under seq and sseq it does, for their improvements answer. More improvements of one actor never make a state less
stable for another, which bounds what its order can do to the others; between the bounds, orders of few states are tried
one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from itertools import permutations, product
from typing import Final, NamedTuple

from detente.conflict.inverse import (
    Raised,
    check_inverse,
    condition_of,
    level_needed,
    raised,
    share_of,
    simplified_of,
)
from detente.conflict.model import Conflict
from detente.conflict.monotone import Condition, holds, solutions_by_size, states_in
from detente.conflict.moves import Ints
from detente.conflict.spot import Step, ends_met, stable_at
from detente.conflict.stability import Answers, improvements

MOST_TRIED: Final = 7
"""Of how many states all strict orders are tried."""

MOST_RAISES: Final = 2_000_000
"""How many combinations of raises are tried, times the number of states."""

_COUPLED = ("seq", "sseq")


class Alone(NamedTuple):
    """Whether one actor's change of order could make a state an equilibrium, everybody else's order being kept.

    ``share``: of all its strict orders, how many would; None where that was not found out.
    """

    actor: str
    share: Fraction | None


class Together(NamedTuple):
    """Changes of orders that together make a state an equilibrium.

    ``proved``: no changes with fewer comparisons do; otherwise none that raise the state in some actors' orders do.
    """

    changes: tuple[Raised, ...]
    cost: int
    proved: bool


def alone(conflict: Conflict, state: str | int, concept: str = "seq") -> tuple[Alone, ...]:
    """Tell for each actor how many of its strict orders make a state an equilibrium, the others' being kept.

    Parameters
    ----------
    conflict : Conflict
    state : str or int
    concept : {"nash", "gmr", "smr", "seq", "sseq"}

    Returns
    -------
    tuple of Alone
        One per actor.

    Raises
    ------
    ValueError
        As :func:`detente.conflict.inverse.inverse`.

    Examples
    --------
    >>> import detente
    >>> con = Conflict.from_situation(detente.load("syria-iraq-euphrates-1975"))
    >>> [(one.actor, one.share) for one in alone(con, "YNN", "seq")]
    [('Syria', Fraction(8, 15)), ('Iraq', Fraction(0, 1))]
    """
    check_inverse(conflict, concept)
    at = conflict.position(state)
    return tuple(
        Alone(conflict.actors[actor], _share(conflict, actor, at, concept))
        for actor in range(len(conflict.actors))
    )


def _share(conflict: Conflict, actor: int, state: int, concept: str) -> Fraction | None:
    """Give the share of one actor's strict orders that make a state an equilibrium."""
    condition = simplified_of(condition_of(conflict, actor, state, concept))
    others = [other for other in range(len(conflict.actors)) if other != actor]
    held = [stable_at(conflict, other, state, concept) for other in others]
    sizes = solutions_by_size(condition)
    own = None if sizes is None else share_of(sizes)
    if concept not in _COUPLED:
        return own if all(held) else Fraction(0)
    steps = [_step_if(conflict, actor, rises) for rises in (lambda _at, _to: False, lambda _at, _to: True)]
    bounds = [all(stable_at(conflict, other, state, concept, step) for other in others) for step in steps]
    if not bounds[1]:
        return Fraction(0)
    return own if bounds[0] else _tried(conflict, actor, state, concept, condition)


def _step_if(conflict: Conflict, actor: int, rises: Callable[[int, int], bool]) -> Step:
    """Give everybody's improvements, those of one actor being assumed."""

    def step(by: int, at: int) -> list[int]:
        if by == actor:
            return [to for to in conflict.moves.targets(actor, at).tolist() if rises(at, to)]
        found: list[int] = improvements(conflict.moves, conflict.ranks, by, at).tolist()
        return found

    return step


def _among(arcs: frozenset[tuple[int, int]], source: int, target: int) -> bool:
    """Tell whether a move is one of some."""
    return (source, target) in arcs


def _tried(conflict: Conflict, actor: int, state: int, concept: str, condition: Condition) -> Fraction | None:
    """Try all strict orders of the states that matter, if they are few."""
    others = [other for other in range(len(conflict.actors)) if other != actor]
    arcs = _arcs_that_matter(conflict, actor, state)
    named = sorted({state, *states_in(condition), *(end for arc in arcs for end in arc)})
    if len(named) > MOST_TRIED:
        return None
    known: dict[frozenset[tuple[int, int]], bool] = {}
    good = total = 0
    for order in permutations(named):
        total += 1
        place = {one: at for at, one in enumerate(order)}
        if not holds(condition, frozenset(one for one in named if place[one] <= place[state])):
            continue
        rising = frozenset(arc for arc in arcs if place[arc[1]] > place[arc[0]])
        if rising not in known:
            step = _step_if(conflict, actor, partial(_among, rising))
            known[rising] = all(stable_at(conflict, other, state, concept, step) for other in others)
        good += known[rising]
    return Fraction(good, total)


def _arcs_that_matter(conflict: Conflict, actor: int, state: int) -> list[tuple[int, int]]:
    """Give the moves of an actor that may be steps of an answer to somebody else's improvement from a state."""
    found: set[tuple[int, int]] = set()
    step = _step_if(conflict, actor, lambda _at, _to: True)
    for other in range(len(conflict.actors)):
        members = [one for one in range(len(conflict.actors)) if one != other]
        better = improvements(conflict.moves, conflict.ranks, other, state).tolist() if other != actor else []
        for target in better:
            for at in {target, *ends_met(members, target, step)}:
                found |= {(at, to) for to in conflict.moves.targets(actor, at).tolist()}
    return sorted(found)


def together(conflict: Conflict, state: str | int, concept: str = "seq") -> Together | None:
    """Find the smallest changes of orders that make a state an equilibrium.

    Parameters
    ----------
    conflict : Conflict
    state : str or int
    concept : {"nash", "gmr", "smr", "seq", "sseq"}

    Returns
    -------
    Together or None
        Under nash, gmr and smr each actor for whom the state is not stable raises it just enough, which is proved to be
        smallest. Under seq and sseq the cheapest raises are given, tried and verified; they are proved to be smallest if
        they cost no more than gmr (smr) would need anyway. None if too many raises would have to be tried.

    Raises
    ------
    ValueError
        As :func:`detente.conflict.inverse.inverse`.

    Examples
    --------
    >>> import detente
    >>> con = Conflict.from_situation(detente.load("syria-iraq-euphrates-1975"))
    >>> found = together(con, "YNN", "seq")
    >>> [(one.actor, one.to) for one in found.changes], found.cost, found.proved
    ([('Syria', ('NYY',))], 1, True)
    """
    check_inverse(conflict, concept)
    at = conflict.position(state)
    if concept not in _COUPLED:
        return _put(conflict, at, _separately(conflict, at, concept), proved=True)
    raises = _raises(conflict, at)
    if not raises:
        return None
    least = _separately(conflict, at, "gmr" if concept == "seq" else "smr")
    for cost, levels in raises:
        if _is_equilibrium(conflict, at, levels, concept):
            return _put(conflict, at, levels, proved=cost == _cost(conflict, at, least))
    return None


def _separately(conflict: Conflict, state: int, concept: str) -> tuple[int, ...]:
    """Give the rank to which each actor must raise a state under a concept that asks nothing of the others' orders."""
    return tuple(
        level_needed(
            conflict.ranks[actor],
            state,
            simplified_of(condition_of(conflict, actor, state, concept)),
        )
        for actor in range(len(conflict.actors))
    )


def _raises(conflict: Conflict, state: int) -> list[tuple[int, tuple[int, ...]]]:
    """Give combinations of raises in all actors' orders, the cheapest first; none if there are too many."""
    choices = [
        range(int(rank[state]), int(rank.max()) + 1)
        if conflict.moves.movable(actor).any()
        else [int(rank[state])]
        for actor, rank in enumerate(conflict.ranks)
    ]
    number = 1
    for one in choices:
        number *= len(one)
    if number * len(conflict.states) > MOST_RAISES:
        return []
    return sorted((_cost(conflict, state, levels), levels) for levels in product(*choices))


def _cost(conflict: Conflict, state: int, levels: Sequence[int]) -> int:
    """Give how many comparisons raises change."""
    return sum(change.cost for change in _changes(conflict, state, levels))


def _changes(conflict: Conflict, state: int, levels: Sequence[int]) -> list[Raised]:
    """Give the raises that change anything."""
    return [
        raised(conflict, actor, state, level)
        for actor, level in enumerate(levels)
        if level != conflict.ranks[actor, state]
    ]


def _with(ranks: Ints, state: int, levels: Sequence[int]) -> Ints:
    """Give everybody's ranks with a state raised."""
    found = ranks.copy()
    found[:, state] = levels
    return found


def _is_equilibrium(conflict: Conflict, state: int, levels: Sequence[int], concept: str) -> bool:
    """Tell whether a state that is raised is an equilibrium."""
    answers = Answers(conflict.moves, _with(conflict.ranks, state, levels))
    return all(bool(answers.stable(actor, concept)[state]) for actor in range(len(conflict.actors)))


def _put(conflict: Conflict, state: int, levels: Sequence[int], *, proved: bool) -> Together:
    """Put raises together."""
    changes = _changes(conflict, state, levels)
    return Together(tuple(changes), sum(one.cost for one in changes), proved)
