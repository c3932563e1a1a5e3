"""Coalitions: what several actors can bring about together, and which states hold against that.

A coalition H moves by legal sequences of its members' moves; R_H(s) is what it can reach from s so. A *coalition
improvement* is a reachable state that every member strictly prefers to s; states on the way may be worse. A state s is
stable for H iff each of its coalition improvements t is answered:

========  =============================================================================================
cnash     nothing answers
cgmr      an end of a legal sequence of the others that is no better than s for some member of H
csmr      as cgmr, and from that end H can reach no state that all of H prefer to s
cseq      as cgmr, but the others step by coalition improvements of their own coalitions, none twice in a row
csseq     as cseq, with the way out of csmr (by analogy; this program's own)
========  =============================================================================================

The coalition of one under cnash, cgmr and csmr is the plain nash, gmr and smr. Not so cseq: coalitional answers are
more, so seq stability implies cseq stability of the coalition of one, and not the other way round. Where moves are transitive,
as in option form, cseq implies cgmr; on other graphs a coalition and one of its members in turn can make two moves of one
actor in a row, which no legal sequence of moves has, and cseq may hold without cgmr.

References
----------
Kilgour, Hipel, Fang and Peng (2001), Group Decision and Negotiation 10, on coalition improvements and equilibrium jumps;
Inohara and Hipel (2008), on the other stabilities.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Final, NamedTuple

import numpy as np

from detente.conflict.bitsets import (
    Sets,
    TooLargeError,
    all_of,
    better_sets,
    check_room,
    ends_of,
    flags_of,
    members,
    move_sets,
)
from detente.conflict.model import Conflict
from detente.conflict.relations import Movers, View, path_to, replies_by, stable_set
from detente.conflict.results import Stability, Step
from detente.conflict.witness import Reply

MOST_ACTORS: Final = 10
_WAY_OUT = ("csmr", "csseq")
_CREDIBLE = ("cseq", "csseq")


class Jump(NamedTuple):
    """A coalition's way from one equilibrium to another that all its members prefer."""

    coalition: tuple[str, ...]
    state: str
    to: str
    path: tuple[Step, ...]


class Coalitions:
    """What each coalition can reach and wants to reach; a coalition is a number whose bits are its members.

    Parameters
    ----------
    conflict : Conflict

    Raises
    ------
    TooLargeError
        If the sets of states would not fit.
    """

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        self.everybody = all_of(len(conflict.actors))
        self.reach = cache(self._reach)
        self.better = cache(self._better)
        self.gains = cache(self._gains)
        self.answers = cache(self._answers)

    @cached_property
    def moves(self) -> list[Sets]:
        """Each actor's moves."""
        return [move_sets(self.conflict.moves, actor) for actor in range(len(self.conflict.actors))]

    def name(self, coalition: int) -> str:
        """Name a coalition by its members, in order."""
        return "+".join(self.conflict.actors[actor] for actor in members(coalition))

    def _reach(self, coalition: int) -> Sets:
        """Give where legal sequences of a coalition lead."""
        if not coalition:
            return [0] * len(self.conflict.states)
        return ends_of([self.moves[actor] for actor in members(coalition)])

    def _better(self, coalition: int) -> Sets:
        """Give the states that all members prefer."""
        found = [all_of(len(self.conflict.states))] * len(self.conflict.states)
        for actor in members(coalition):
            more = better_sets(self.conflict.ranks[actor])
            found = [a & b for a, b in zip(found, more, strict=True)]
        return found

    def _gains(self, coalition: int) -> Sets:
        """Give the coalition improvements."""
        return [a & b for a, b in zip(self.reach(coalition), self.better(coalition), strict=True)]

    def _answers(self, coalition: int, *, credible: bool) -> Sets:
        """Give where the others of a coalition get, by moves or by improvements of their own coalitions."""
        rest = self.everybody & ~coalition
        if not credible or not rest:
            return self.reach(rest)
        return ends_of([self.gains(part) for part in parts_of(rest)])

    def view(self, coalition: int, concept: str) -> View:
        """Put the questions of a concept for one coalition."""
        every, better = all_of(len(self.conflict.states)), self.better(coalition)
        return View(
            own=self.reach(coalition),
            wants=better,
            harms=[every & ~one for one in better],
            ends=None if concept == "cnash" else self.answers(coalition, credible=concept in _CREDIBLE),
            flees=better if concept in _WAY_OUT else None,
        )

    def movers(self, coalition: int, concept: str) -> Movers:
        """Give who answers a coalition, and by which steps."""
        rest = self.everybody & ~coalition
        if concept in _CREDIBLE:
            each = tuple(parts_of(rest))
            return Movers(each, [self.gains(part) for part in each])
        return self.steps_of(rest)

    def steps_of(self, coalition: int) -> Movers:
        """Give the members of a coalition with their moves."""
        own = tuple(members(coalition))
        return Movers(tuple(1 << actor for actor in own), [self.moves[actor] for actor in own])

    def replies(self, coalition: int, concept: str, state: int) -> Iterator[Reply]:
        """Give each improvement of a coalition with how it gets there and what answers it."""
        own = self.steps_of(coalition)
        for one in replies_by(self.view(coalition, concept), self.movers(coalition, concept), state):
            yield one._replace(steps=path_to(own, state, 1 << one.to))


def parts_of(coalition: int) -> Iterator[int]:
    """Give all non-empty coalitions within one, ascending.

    Examples
    --------
    >>> list(parts_of(0b101))
    [1, 4, 5]
    """
    part = 0
    while part != coalition:
        part = (part - coalition) & coalition
        yield part


def coalition_stability(
    conflict: Conflict, concept: str, coalition: Sequence[str | int] | None = None
) -> Stability:
    """Tell which states are stable for coalitions.

    Parameters
    ----------
    conflict : Conflict
    concept : {"cnash", "cgmr", "csmr", "cseq", "csseq"}
    coalition : sequence of str or int, optional
        Its members. All non-empty coalitions if left out; then the states that are stable for all of them, the
        equilibria of the result, are *universally* coalitionally stable.

    Returns
    -------
    Stability
        A row for each coalition, named by its members joined by "+"; single actors come before larger coalitions.

    Raises
    ------
    ValueError
        If there is no such actor; TooLargeError if there are too many states or actors.

    Notes
    -----
    Sets of states as integers: one of as many bits as there are states, for each state and coalition. With n actors
    there are 2^n - 1 coalitions; under cseq the answers to one step by up to 2^(n-1) - 1 coalitions of the others.

    Examples
    --------
    Prisoners' dilemma: both together would leave mutual defection for mutual cooperation.

    >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [2, 3, 0, 1], "B": [2, 0, 3, 1]})
    >>> res = coalition_stability(con, "cgmr")
    >>> res.actors, [con.states[at] for at in res.equilibria]
    (('A', 'B', 'A+B'), ['NN'])
    >>> res.explain("YY", "A+B").improvements[0].steps
    (Step(by='A', to='NY'), Step(by='B', to='NN'))
    """
    asked = _asked(conflict, concept, coalition)
    states = len(conflict.states)
    work = Coalitions(conflict)
    stable = np.array([flags_of(stable_set(work.view(one, concept)), states) for one in asked])
    structural = [[not reach for reach in work.reach(one)] for one in asked]
    return Stability(
        concept=concept,
        actors=tuple(work.name(one) for one in asked),
        states=conflict.states,
        stable=stable.reshape(len(asked), states),
        structural=np.array(structural, bool).reshape(len(asked), states),
        equilibria=np.flatnonzero(stable.all(axis=0)),
        replies=lambda row, state: work.replies(asked[row], concept, state),
        position=conflict.position,
        name=work.name,
    )


def _asked(conflict: Conflict, concept: str, coalition: Sequence[str | int] | None) -> list[int]:
    """Give the coalitions that are asked about, once there is room for their sets."""
    actors = len(conflict.actors)
    single = coalition is not None
    everybody = all_of(actors)
    asked = [coalition_of(conflict, coalition)] if coalition is not None else []
    if not single:
        if actors > MOST_ACTORS:
            raise TooLargeError(
                f"{actors} actors have {(1 << actors) - 1:,} coalitions; at most {MOST_ACTORS} actors would do, "
                "or one coalition that is named"
            )
        asked = sorted(parts_of(everybody), key=lambda one: (one.bit_count(), one))
    tables = actors + 4 * len(asked)
    if single and concept in _CREDIBLE:
        tables += 3 << (everybody & ~asked[0]).bit_count()
    check_room(
        len(conflict.states), tables, f"{len(asked)} coalition{'s' * (len(asked) > 1)} of {actors} actors"
    )
    return asked


def coalition_of(conflict: Conflict, names: Sequence[str | int]) -> int:
    """Give a coalition as a number from the names or positions of its members.

    Parameters
    ----------
    conflict : Conflict
    names : sequence of str or int

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If there is no such actor, or no member.

    Examples
    --------
    >>> coalition_of(Conflict.from_moves(["p"], {}, {"A": [0], "B": [0], "C": [0]}), ["A", "C"])
    5
    """
    found = 0
    for name in names:
        found |= 1 << conflict.row(name)
    if not found:
        raise ValueError("expected at least one member of the coalition, found none")
    return found


def coalition_improvements(conflict: Conflict, coalition: Sequence[str | int]) -> dict[str, tuple[str, ...]]:
    """Give the coalition improvements from each state that has some.

    Parameters
    ----------
    conflict : Conflict
    coalition : sequence of str or int
        Its members.

    Returns
    -------
    dict of str to tuple of str
        By state, the states that the coalition can reach and all its members prefer.

    Examples
    --------
    >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [2, 3, 0, 1], "B": [2, 0, 3, 1]})
    >>> coalition_improvements(con, ["A", "B"])
    {'YY': ('NN',)}
    """
    (asked,) = _asked(conflict, "cnash", coalition)
    gains = Coalitions(conflict).gains(asked)
    return {
        conflict.states[state]: tuple(conflict.states[to] for to in members(one))
        for state, one in enumerate(gains)
        if one
    }


def equilibrium_jumps(
    conflict: Conflict, concept: str = "nash", coalition: Sequence[str | int] | None = None
) -> tuple[Jump, ...]:
    """Find how coalitions would go from one equilibrium to another.

    An equilibrium s jumps to another, t, by coalition H if t is a coalition improvement of H from s. It is then stable
    for each actor alone and yet not for H.

    Parameters
    ----------
    conflict : Conflict
    concept : str
        The plain concept whose equilibria are meant.
    coalition : sequence of str or int, optional
        All coalitions of two actors or more if left out.

    Returns
    -------
    tuple of Jump
        Small coalitions first, then by state; each with a shortest sequence of the members' moves.

    References
    ----------
    Kilgour, Hipel, Fang and Peng (2001), Group Decision and Negotiation 10.

    Examples
    --------
    >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [2, 3, 0, 1], "B": [2, 0, 3, 1]})
    >>> [(jump.state, jump.to) for jump in equilibrium_jumps(con, "seq")]
    [('YY', 'NN')]
    """
    equilibria = [int(at) for at in conflict.stability(concept).equilibria]
    wanted = sum(1 << at for at in equilibria)
    work = Coalitions(conflict)
    found = []
    for one in _asked(conflict, "cnash", coalition):
        if one.bit_count() < 2:
            continue
        names = tuple(conflict.actors[actor] for actor in members(one))
        for state in equilibria:
            for to in members(work.gains(one)[state] & wanted):
                path = path_to(work.steps_of(one), state, 1 << to)
                steps = tuple(Step(work.name(by), conflict.states[at]) for by, at in path)
                found.append(Jump(names, conflict.states[state], conflict.states[to], steps))
    return tuple(found)
