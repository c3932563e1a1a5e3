"""Stability where preference is a relation between states, or several of them, rather than one order.

Four questions make a stability concept: to which states would the mover go, which end states answer that, from which
of these would it have a way out, and by which steps do the others get there. A state is stable for the mover iff each
state that it would go to has an answer: an end of a legal sequence of the others that harms it, and from which, if the
concept asks for that, none of its moves is a way out. The concepts of unknown preference, of attitudes and of
coalitions are given by such questions; the usual ones are the case in which all four come from one order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.conflict.bitsets import Sets, all_of, ends_of, flags_of, members
from detente.conflict.results import Stability
from detente.conflict.witness import Path, Reply, shortest_sequence

if TYPE_CHECKING:
    from detente.conflict.model import Conflict


class View(NamedTuple):
    """What one mover, an actor or a coalition, reckons with.

    ``own``: where its moves lead. ``wants``: the states to which it would go. ``harms``: the end states that answer.
    ``flees``: the states that would be a way out; None where the concept doesn't ask for one. ``ends``: where the
    others get by legal sequences; None where nobody answers. All are sets by the state in which the mover begins,
    except ``own`` and ``ends``, which are by the state from which the moves are made.
    """

    own: Sets
    wants: Sets
    harms: Sets
    ends: Sets | None
    flees: Sets | None = None


class Movers(NamedTuple):
    """Who answers in a view, and where one step of each leads: what a witness is made of."""

    indices: tuple[int, ...]
    steps: Sequence[Sets]


def answers_at(view: View, state: int, target: int) -> int:
    """Give the end states that answer a move.

    Parameters
    ----------
    view : View
    state, target : int
        The move.

    Returns
    -------
    int
        A set.

    Examples
    --------
    From 0 one may go to 1; from there the others lead on to 2, which is worse, but leaves a way to 1.

    >>> view = View([2, 0, 2], [2, 0, 0], [5, 7, 7], [0, 4, 0], [2, 0, 0])
    >>> answers_at(view, 0, 1), answers_at(view._replace(flees=None), 0, 1)
    (0, 4)
    """
    if view.ends is None:
        return 0
    found = view.ends[target] & view.harms[state]
    if view.flees is None:
        return found
    flees = view.flees[state]
    kept = 0
    for end in members(found):
        if not view.own[end] & flees:
            kept |= 1 << end
    return kept


def stable_set(view: View) -> int:
    """Give the set of states from which each move that the mover would make has an answer.

    Parameters
    ----------
    view : View

    Returns
    -------
    int
        A set.

    Notes
    -----
    Cost: one intersection per move; where ways out are asked for, one more per end state that may answer.

    Examples
    --------
    >>> stable_set(View([2, 0], [2, 0], [1, 3], [0, 1]))
    3
    """
    found = 0
    for state, (own, wants) in enumerate(zip(view.own, view.wants, strict=True)):
        if all(_answered(view, state, target) for target in members(own & wants)):
            found |= 1 << state
    return found


def _answered(view: View, state: int, target: int) -> bool:
    """Tell whether a move has an answer, looking no further than the first."""
    if view.ends is None:
        return False
    found = view.ends[target] & view.harms[state]
    if view.flees is None:
        return found != 0
    flees = view.flees[state]
    return any(not view.own[end] & flees for end in members(found))


def replies_by(view: View, movers: Movers, state: int) -> Iterator[Reply]:
    """Give each state to which the mover would go, with a shortest path of the others that answers if there is one.

    Parameters
    ----------
    view : View
    movers : Movers
        Who answers.
    state : int

    Yields
    ------
    Reply
        By ascending target.

    Examples
    --------
    >>> view = View([2, 0], [2, 0], [1, 3], [0, 1])
    >>> list(replies_by(view, Movers((1,), [[0, 1]]), 0))
    [Reply(to=1, path=((1, 0),), anyway=False, steps=())]
    """
    for target in members(view.own[state] & view.wants[state]):
        ends = answers_at(view, state, target)
        path = path_to(movers, target, ends) if ends else None
        yield Reply(target, path, anyway=False)


def path_to(movers: Movers, start: int, ends: int) -> Path:
    """Give a shortest legal sequence of some movers from a state into a set; there must be one.

    Parameters
    ----------
    movers : Movers
    start : int
    ends : int
        A set of states.

    Returns
    -------
    tuple of (mover, state)

    Examples
    --------
    >>> path_to(Movers((3, 5), [[2, 0, 0], [0, 4, 0]]), 0, 4)
    ((3, 1), (5, 2))
    """
    place = {mover: at for at, mover in enumerate(movers.indices)}
    return shortest_sequence(
        movers.indices,
        start,
        lambda mover, state: list(members(movers.steps[place[mover]][state])),
        lambda end: bool(ends >> end & 1),
    )


def both(one: Sets, other: Sets) -> Sets:
    """Give what is in both, state by state.

    Examples
    --------
    >>> both([3, 1], [2, 0])
    [2, 0]
    """
    return [a & b for a, b in zip(one, other, strict=True)]


def without(one: Sets) -> Sets:
    """Give what is not in a set, state by state.

    Examples
    --------
    >>> without([1, 2])
    [2, 1]
    """
    every = all_of(len(one))
    return [every & ~each for each in one]


def ends_of_others(steps: Sequence[Sets], row: int) -> Sets:
    """Give where legal sequences of all movers but one lead.

    Parameters
    ----------
    steps : sequence of list of int
        By mover, where one step leads from each state.
    row : int
        The mover that is left out.

    Returns
    -------
    list of int

    Examples
    --------
    >>> ends_of_others([[2, 0], [0, 1]], 0)
    [0, 1]
    """
    others = [one for other, one in enumerate(steps) if other != row]
    return ends_of(others) if others else [0] * len(steps[row])


def stability_by_views(
    conflict: Conflict, concept: str, names: Sequence[str], views: Sequence[View], steps: Sequence[Sets]
) -> Stability:
    """Put verdicts together: each mover has its own view, and the others answer by their steps.

    Parameters
    ----------
    conflict : Conflict
    concept : str
    names : sequence of str
        The movers.
    views : sequence of View
        What each reckons with.
    steps : sequence of list of int
        By mover, where one of its answering steps leads.

    Returns
    -------
    Stability
        One row per mover.
    """
    states = len(conflict.states)
    stable = np.array([flags_of(stable_set(view), states) for view in views], bool)
    structural = np.array([[not one for one in view.own] for view in views], bool)

    def replies(row: int, state: int) -> Iterator[Reply]:
        others = tuple(other for other in range(len(views)) if other != row)
        return replies_by(views[row], Movers(others, [steps[other] for other in others]), state)

    return Stability(
        concept=concept,
        actors=tuple(names),
        states=conflict.states,
        stable=stable.reshape(len(views), states),
        structural=structural.reshape(len(views), states),
        equilibria=np.flatnonzero(stable.all(axis=0)),
        replies=replies,
        position=conflict.position,
        name=lambda mover: names[mover],
    )
