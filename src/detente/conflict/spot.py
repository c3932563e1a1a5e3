"""Stability at a single state, found by looking around it: no numbers of all states are needed.

For questions that are asked of one state in many slightly different models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from detente.conflict.model import Conflict
from detente.conflict.moves import Positions
from detente.conflict.stability import improvements

Step = Callable[[int, int], Iterable[int]]
"""Where one step of an actor leads from a state."""


def ends_met(members: Sequence[int], start: int, step: Step) -> Iterator[int]:
    """Go through the ends of legal sequences of some actors from one state, of at least one step, as they are met.

    Parameters
    ----------
    members : sequence of int
    start : int
    step : callable

    Yields
    ------
    int
        A state may come twice, by different last movers.

    Examples
    --------
    >>> sorted(ends_met([0, 1], 0, lambda mover, state: [state + 1] if state < 2 and mover == state else []))
    [1, 2]
    """
    found: set[tuple[int, int]] = set()
    waiting = [(start, -1)]
    while waiting:
        state, last = waiting.pop()
        for by in members:
            if by == last:
                continue
            for to in map(int, step(by, state)):
                if (to, by) not in found:
                    found.add((to, by))
                    waiting.append((to, by))
                    yield to


def answering_step(conflict: Conflict, concept: str) -> Callable[[int, int], Positions]:
    """Give the steps by which actors answer each other under a concept.

    Parameters
    ----------
    conflict : Conflict
    concept : {"nash", "gmr", "smr", "seq", "sseq"}

    Returns
    -------
    callable

    Examples
    --------
    >>> con = Conflict.from_moves(["p", "q"], {"A": [("p", "q")]}, {"A": [1, 0], "B": [0, 0]})
    >>> [len(answering_step(con, name)(0, 0)) for name in ("nash", "gmr", "seq")]
    [0, 1, 0]
    """
    if concept == "nash":
        return lambda _by, _at: np.empty(0, np.intp)
    if concept in ("gmr", "smr"):
        return conflict.moves.targets
    return lambda by, at: improvements(conflict.moves, conflict.ranks, by, at)


def stable_at(conflict: Conflict, actor: int, state: int, concept: str, step: Step | None = None) -> bool:
    """Tell whether one state is stable for one actor.

    Parameters
    ----------
    conflict : Conflict
    actor, state : int
    concept : {"nash", "gmr", "smr", "seq", "sseq"}
    step : callable, optional
        By which steps the others answer; those of the concept if left out.

    Returns
    -------
    bool

    Examples
    --------
    >>> con = Conflict.from_options({"A": ["x"], "D": ["p"]}, ranks={"A": [2, 3, 0, 1], "D": [3, 0, 2, 1]})
    >>> stable_at(con, 0, 0, "nash"), stable_at(con, 0, 0, "seq")
    (False, True)
    """
    rank = conflict.ranks[actor]
    members = [other for other in range(len(conflict.actors)) if other != actor]
    answer_by = step or answering_step(conflict, concept)

    def answers(end: int) -> bool:
        if rank[end] > rank[state]:
            return False
        onward = conflict.moves.targets(actor, end) if concept in ("smr", "sseq") else ()
        return all(rank[one] <= rank[state] for one in onward)

    return all(
        any(answers(end) for end in ends_met(members, int(target), answer_by))
        for target in improvements(conflict.moves, conflict.ranks, actor, state)
    )
