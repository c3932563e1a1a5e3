"""Why a state is stable or not: every improvement from it, with the shortest path of the others that answers it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from detente.conflict.moves import Positions
from detente.conflict.stability import Answers, improvements

Path = tuple[tuple[int, int], ...]
"""Steps as (actor, state that it moves to)."""


class Reply(NamedTuple):
    """What meets one improvement, in positions.

    ``path`` answers the improvement, or is None. ``anyway``: the others would reach a state no better than where the
    actor began, but the harm is not due to the move, so it does not count as an answer (SEQ2 only). ``steps``: how a
    coalition gets to ``to``, or what an actor of limited foresight expects to follow.
    """

    to: int
    path: Path | None
    anyway: bool
    steps: Path = ()


def replies(answers: Answers, actor: int, state: int, concept: str) -> tuple[Reply, ...]:
    """Give each improvement of an actor from a state, with a shortest path that answers it if there is one.

    Parameters
    ----------
    answers : Answers
    actor, state : int
    concept : str

    Returns
    -------
    tuple of Reply
        By ascending target. Of several shortest paths the first in order of actors, then of states, is given.

    Examples
    --------
    >>> import numpy as np
    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> moves = OptionMoves(np.arange(4), [Owner(1), Owner(2)])
    >>> replies(Answers(moves, np.array([[2, 3, 0, 1], [3, 0, 2, 1]], np.int32)), 0, 0, "seq")
    (Reply(to=1, path=((1, 3),), anyway=False, steps=()),)
    """
    least = answers.least(actor, concept)
    bar = int(answers.bar(actor, concept)[state])
    rank = int(answers.ranks[actor, state])
    found = []
    for target in map(int, improvements(answers.moves, answers.ranks, actor, state)):
        answered = least[target] <= bar
        path = _shortest(answers, actor, target, concept, bar) if answered else None
        found.append(Reply(target, path, anyway=not answered and bool(least[target] <= rank)))
    return tuple(found)


def _shortest(answers: Answers, actor: int, start: int, concept: str, bar: int) -> Path:
    """Find a shortest legal sequence of the others to an end state worth at most ``bar`` to the actor."""
    worth = answers.worth(actor, concept)
    return shortest_sequence(
        [other for other in range(answers.moves.actors) if other != actor],
        start,
        lambda mover, state: step_from(answers, mover, state, concept),
        lambda end: bool(worth[end] <= bar),
    )


def shortest_sequence(
    members: Sequence[int],
    start: int,
    step: Callable[[int, int], Iterable[int]],
    wanted: Callable[[int], bool],
) -> Path:
    """Find a shortest legal sequence of some actors from a state to an end state that is wanted; there must be one.

    Parameters
    ----------
    members : sequence of int
    start : int
    step : callable
        Where one step of an actor leads from a state, ascending.
    wanted : callable
        Whether a state will do as the end.

    Returns
    -------
    tuple of (actor, state)
        Of several shortest ones the first in order of actors, then of states.

    Examples
    --------
    >>> shortest_sequence([0, 1], 0, lambda mover, state: [state + 1 + mover], lambda end: end == 3)
    ((0, 1), (1, 3))
    """
    root = (start, -1)
    came: dict[tuple[int, int], tuple[int, int]] = {root: root}
    waiting = deque([root])
    while True:  # ends, for some end state is wanted
        node = waiting.popleft()
        for mover in members:
            if mover == node[1]:
                continue
            for target in map(int, step(mover, node[0])):
                after = (target, mover)
                if after in came:
                    continue
                came[after] = node
                if wanted(target):
                    return _traced(came, after, root)
                waiting.append(after)


def step_from(answers: Answers, mover: int, state: int, concept: str) -> Positions:
    """Give where one answering step of an actor leads under a concept, ascending."""
    if concept in ("gmr", "smr"):
        return answers.moves.targets(mover, state)
    if concept == "seq2":
        return answers.made_at(mover, "seq", state)
    return improvements(answers.moves, answers.ranks, mover, state)


def _traced(
    came: dict[tuple[int, int], tuple[int, int]], node: tuple[int, int], root: tuple[int, int]
) -> Path:
    """Follow the way back to the root."""
    path = []
    while node != root:
        path.append((node[1], node[0]))
        node = came[node]
    return tuple(reversed(path))
