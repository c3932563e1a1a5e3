"""Attitudes: an actor may wish others well or ill, and looks at what a move does to them.

An attitude of i towards j is positive, neutral or negative. Another state q is *acceptable* to i, as against s, if for each j

* where the attitude is positive, j likes q at least as well as s;
* where it is negative, j likes s at least as well as q;
* where it is neutral, nothing is asked.

An actor moves from s to what is acceptable (its *relational replies*). A state is stable if each such move has an
answer: an end state that is not acceptable as against s. Under ``rseq`` the others step by their own relational replies.

A state is not acceptable as against itself, so an answer that leads back to it counts. With a positive attitude towards
oneself and neutral ones towards all others, and no two states equally good, these are nash, gmr, smr and seq. Ties make a difference: a move to an equally good state is acceptable. The variants whose names
end in ``_strict`` ask that a positive attitude towards oneself be served by what is strictly better; with them the
reduction holds for ties too.

References
----------
Inohara, Hipel and Walker (2007); Walker, Hipel and Inohara (2009), IEEE International Conference on Systems, Man, and
Cybernetics, on how these concepts relate to the usual ones. The definitions here were written down from memory of them;
the relations of 2009, which are tested, could be read in its abstract only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.conflict.bitsets import Sets, better_sets, check_room, move_sets
from detente.conflict.model import Conflict
from detente.conflict.relations import View, both, ends_of_others, stability_by_views, without
from detente.conflict.results import Stability


def attitude_stability(conflict: Conflict, concept: str) -> Stability:
    """Tell which states are stable for whom, given the actors' attitudes.

    Parameters
    ----------
    conflict : Conflict
        Attitudes that it doesn't name are positive towards oneself and neutral towards others.
    concept : {"rnash", "rgmr", "rsmr", "rseq"}, or one of these with "_strict"

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
    Chicken, in which the first driver wishes the second well: it would rather swerve than drive on.

    >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [0, 1, 3, 2], "B": [0, 3, 1, 2]})
    >>> kind = con.refined(attitudes={"A": {"A": 0, "B": 1}})
    >>> [con.states[at] for at in kind.stability("rnash").equilibria]
    ['YN']
    """
    kind, strict = concept.removesuffix("_strict"), concept.endswith("_strict")
    actors, states = range(len(conflict.actors)), len(conflict.states)
    check_room(states, 5 * len(conflict.actors), f"attitudes of {len(conflict.actors)} actors")
    better = [better_sets(conflict.ranks[actor]) for actor in actors]
    worse = [better_sets(-conflict.ranks[actor]) for actor in actors]
    allowed = [
        acceptable_sets(conflict.attitudes.get(actor, {}), actor, better, worse, strict=strict)
        for actor in actors
    ]
    own = [move_sets(conflict.moves, actor) for actor in actors]
    steps = list(map(both, own, allowed)) if kind == "rseq" else own
    views = [
        View(
            own=own[actor],
            wants=allowed[actor],
            harms=without(allowed[actor]),
            ends=None if kind == "rnash" else ends_of_others(steps, actor),
            flees=allowed[actor] if kind == "rsmr" else None,
        )
        for actor in actors
    ]
    return stability_by_views(conflict, concept, conflict.actors, views, steps)


def acceptable_sets(
    attitudes: Mapping[int, int], actor: int, better: Sequence[Sets], worse: Sequence[Sets], *, strict: bool
) -> Sets:
    """Give for each state the other states that are acceptable to an actor as against it.

    Parameters
    ----------
    attitudes : mapping of int to int
        Towards each actor 1, 0 or -1; those not named are 1 towards oneself and 0 towards others.
    actor : int
    better, worse : sequence of list of int
        By actor, the states that it likes better or less than each state.
    strict : bool
        Whether a positive attitude towards oneself asks for what is strictly better.

    Returns
    -------
    list of int

    Examples
    --------
    >>> acceptable_sets({}, 0, [[2, 0]], [[0, 1]], strict=False)
    [2, 0]
    >>> acceptable_sets({0: -1}, 0, [[2, 0]], [[0, 1]], strict=False)
    [0, 1]
    """
    found = without([1 << state for state in range(len(better[actor]))])
    for other in range(len(better)):
        attitude = attitudes.get(other, int(other == actor))
        if attitude > 0:
            kept = better[other] if strict and other == actor else without(worse[other])
            found = both(found, kept)
        elif attitude < 0:
            found = both(found, without(better[other]))
    return found
