"""Actors merged into one: they change their options in one joint step, and only where all of them gain.

This is not the same as a coalition (:mod:`detente.conflict.coalitions`), which moves by a sequence of its members' own
moves. A merged group can pass states that no single move of a member would leave feasible, and it never moves in two
steps. It takes part as one actor among the others, so its own improvements answer theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detente.conflict.bitsets import Sets, all_of, better_sets, check_room, joint_sets, members
from detente.conflict.build import known
from detente.conflict.coalitions import coalition_of
from detente.conflict.model import Conflict
from detente.conflict.relations import View, both, ends_of_others, stability_by_views, without
from detente.conflict.results import Stability

CONCEPTS: Final = ("nash", "gmr", "smr", "seq", "sseq")


def merged_stability(conflict: Conflict, concept: str, coalition: Sequence[str | int]) -> Stability:
    """Tell which states are stable where some actors are merged into one.

    Parameters
    ----------
    conflict : Conflict
    concept : {"nash", "gmr", "smr", "seq", "sseq"}
    coalition : sequence of str or int
        Those who are merged. A move of theirs changes any of their options at once; in graph form, which has no
        joint moves, it is an arc of one of them. It is an improvement if all of them strictly prefer where it leads.

    Returns
    -------
    Stability
        Rows are the merged group, named by its members joined by "+", and then the other actors.

    Raises
    ------
    ValueError
        If there is no such actor or concept; TooLargeError if there are too many states.

    Notes
    -----
    Cost as for coalitions, with one mover in place of the members.

    Examples
    --------
    >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [2, 3, 0, 1], "B": [2, 0, 3, 1]})
    >>> res = merged_stability(con, "nash", ["A", "B"])
    >>> res.actors, [con.states[at] for at in res.equilibria]
    (('A+B',), ['NN', 'YN', 'NY'])
    """
    known(concept, CONCEPTS, "concept for merged actors")
    group = coalition_of(conflict, coalition)
    count, states = len(conflict.actors), len(conflict.states)
    check_room(states, 4 * count, f"{count} actors, some of them merged")
    movers = [group, *(1 << actor for actor in range(count) if not group >> actor & 1)]
    own = [joint_sets(conflict.moves, list(members(one))) for one in movers]
    better = [_better(conflict, one) for one in movers]
    steps = own if concept in ("gmr", "smr") else list(map(both, own, better))
    views = [
        View(
            own=own[row],
            wants=better[row],
            harms=without(better[row]),
            ends=None if concept == "nash" else ends_of_others(steps, row),
            flees=better[row] if concept in ("smr", "sseq") else None,
        )
        for row in range(len(movers))
    ]
    names = ["+".join(conflict.actors[actor] for actor in members(one)) for one in movers]
    return stability_by_views(conflict, concept, names, views, steps)


def _better(conflict: Conflict, group: int) -> Sets:
    """Give the states that all of a group prefer."""
    found = [all_of(len(conflict.states))] * len(conflict.states)
    for actor in members(group):
        found = both(found, better_sets(conflict.ranks[actor]))
    return found
