"""Preference that is partly unknown: a state may be better, no better, or nobody can say which.

For an actor, q U s says that it is not known which of the two it prefers. Four extensions of each concept differ in how
the actor takes that:

=========  =========================  ===============================  ===================================
extension  moves from s to            an end state t answers if        from t there is a way out to
=========  =========================  ===============================  ===================================
a          q better than s, or q U s  t is no better than s            q better than s, or q U s
b          q better than s            t is no better than s            q better than s, or q U s
c          q better than s, or q U s  t is no better than s, or t U s  q better than s
d          q better than s            t is no better than s, or t U s  q better than s
=========  =========================  ===============================  ===================================

Under seq the others step to what is better or may be better for them. For each concept a implies b and c, and each of
these implies d; b and c don't imply each other. Where nothing is unknown all four are the plain concept.

References
----------
Li, Hipel, Kilgour and Fang (2004), Preference uncertainty in the graph model for conflict resolution, IEEE Transactions
on Systems, Man, and Cybernetics A 34(4), 507-520.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from detente.conflict.bitsets import Sets, all_of, better_sets, check_room, move_sets
from detente.conflict.model import Conflict
from detente.conflict.relations import View, both, ends_of_others, stability_by_views, without
from detente.conflict.results import Stability

_DARING = "ac"  # extensions in which an actor moves to what may be better
_FEARING = "cd"  # extensions in which an unknown end state answers


class Relation(NamedTuple):
    """What an actor prefers, where some of it is unknown: by state, the states that are better, and the unknown ones."""

    better: Sets
    unknown: Sets


def relation_of_certain(states: int, pairs: Iterable[tuple[int, int, bool]]) -> Relation:
    """Give the relation in which only some pairs are known.

    Parameters
    ----------
    states : int
    pairs : iterable of (int, int, bool)
        The first state is preferred to the second; or equally good, where the third entry is True.

    Returns
    -------
    Relation
        Every other pair is unknown. Nothing is concluded from several pairs together.

    Examples
    --------
    >>> relation_of_certain(3, [(0, 1, False)])
    Relation(better=[0, 1, 0], unknown=[4, 4, 3])
    """
    better = [0] * states
    unknown = [all_of(states) & ~(1 << state) for state in range(states)]
    for first, second, equal in pairs:
        if not equal:
            better[second] |= 1 << first
        unknown[first] &= ~(1 << second)
        unknown[second] &= ~(1 << first)
    return Relation(better, unknown)


def relation_with_unknown(better: Sets, pairs: Iterable[tuple[int, int]]) -> Relation:
    """Give the relation of an order from which some pairs are taken out as unknown.

    Parameters
    ----------
    better : list of int
        For each state, the set of those that the order puts above it.
    pairs : iterable of (int, int)
        Two different states each.

    Returns
    -------
    Relation

    Examples
    --------
    >>> relation_with_unknown([6, 0, 2], [(0, 1)])
    Relation(better=[4, 0, 2], unknown=[2, 1, 0])
    """
    left, unknown = list(better), [0] * len(better)
    for first, second in pairs:
        for one, other in ((first, second), (second, first)):
            left[one] &= ~(1 << other)
            unknown[one] |= 1 << other
    return Relation(left, unknown)


def unknown_stability(conflict: Conflict, concept: str) -> Stability:
    """Tell which states are stable for whom where preference is partly unknown.

    Parameters
    ----------
    conflict : Conflict
    concept : str
        "nash", "gmr", "smr" or "seq" with the letter of an extension: "seq_a" to "seq_d".

    Returns
    -------
    Stability

    Raises
    ------
    TooLargeError
        If there are too many states.

    Notes
    -----
    Sets of states as integers, some four per state and actor.

    Examples
    --------
    It is not known whether A prefers q to p. Daring, it leaves p; otherwise it stays.

    >>> con = Conflict.from_moves(["p", "q"], {"A": [("p", "q")]}, {"A": [0, 1], "B": [0, 0]})
    >>> con = con.refined(unknown={"A": [("p", "q")]})
    >>> [con.stability(name).stable[0].tolist() for name in ("nash_a", "nash_b")]
    [[False, True], [True, True]]
    """
    plain, _, letter = concept.rpartition("_")
    actors, states = range(len(conflict.actors)), len(conflict.states)
    check_room(states, 5 * len(conflict.actors), f"unknown preference of {len(conflict.actors)} actors")
    relations = [relation_of(conflict, actor) for actor in actors]
    hopeful = [[a | b for a, b in zip(*relation, strict=True)] for relation in relations]
    own = [move_sets(conflict.moves, actor) for actor in actors]
    steps = list(map(both, own, hopeful)) if plain == "seq" else own
    views = []
    for actor in actors:
        surely = relations[actor].better
        safe = surely if letter in _FEARING else hopeful[actor]  # what an end state must not be, to answer
        views.append(
            View(
                own=own[actor],
                wants=hopeful[actor] if letter in _DARING else surely,
                harms=without(safe),
                ends=None if plain == "nash" else ends_of_others(steps, actor),
                flees=safe if plain == "smr" else None,
            )
        )
    return stability_by_views(conflict, concept, conflict.actors, views, steps)


def relation_of(conflict: Conflict, actor: int) -> Relation:
    """Give an actor's relation: the one that says what is unknown, or that of its ranks, in which nothing is.

    Parameters
    ----------
    conflict : Conflict
    actor : int

    Returns
    -------
    Relation
    """
    if actor in conflict.relations:
        return conflict.relations[actor]
    return Relation(better_sets(conflict.ranks[actor]), [0] * len(conflict.states))
