"""Shortest courses from a state to others, by moves or by improvements: status quo analysis.

Courses are legal sequences of all actors: one moves at a time, nobody twice in a row.

References
----------
Li, Kilgour and Hipel (2005), Journal of the Operational Research Society 56; Xu, Kilgour, Hipel and Kemkes (2010),
European Journal of Operational Research 207, give the same sets by matrices.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.conflict.moves import Bools, Ints, Moves, Positions

Course = tuple[tuple[int, int], ...]
"""Steps as (actor, state that it moves to)."""


class Courses(NamedTuple):
    """The shortest courses: their length, how many there are, and the first of them in order of actors, then states."""

    length: int
    number: int
    first: tuple[Course, ...]


class _Level(NamedTuple):
    """Steps from nodes of one level to nodes of the next; a node is state * (actors + 1) + last mover + 1."""

    sources: Positions
    targets: Positions


def shortest_courses(
    moves: Moves, start: int, goal: Bools, ranks: Ints | None = None, *, most: int = 20
) -> Courses | None:
    """Give the shortest courses from a state to any that satisfies a condition.

    Parameters
    ----------
    moves : Moves
    start : int
        Where courses begin.
    goal : array of bool, shape (states,)
        Where they may end.
    ranks : array of int32, shape (actors, states), optional
        If given, each step must be an improvement for its mover.
    most : int
        How many courses to write out.

    Returns
    -------
    Courses or None
        None if no course leads there. If the start satisfies the condition, one course without a step.

    Notes
    -----
    Linear in states times actors and the steps between them: pairs of a state and the last mover, level by level.

    Examples
    --------
    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> moves = OptionMoves(np.arange(4), [Owner(1), Owner(2)])
    >>> shortest_courses(moves, 0, np.arange(4) == 3)
    Courses(length=2, number=2, first=(((0, 1), (1, 3)), ((1, 2), (0, 3))))
    """
    if goal[start]:
        return Courses(0, 1, ((),))
    levels = _levels(moves, start, goal, ranks)
    if levels is None:
        return None
    onward: dict[int, list[int]] = {}
    span = moves.actors + 1
    ends = np.unique(levels[-1].targets[goal[levels[-1].targets // span]])
    count = {int(node): 1 for node in ends}
    good = ends
    for level in reversed(levels):
        kept = np.isin(level.targets, good)
        sources, targets = level.sources[kept], level.targets[kept]
        for source, target in zip(sources.tolist(), targets.tolist(), strict=True):
            onward.setdefault(source, []).append(target)
            count[source] = count.get(source, 0) + count[target]
        good = np.unique(sources)
    root = start * span
    return Courses(len(levels), count[root], _written(onward, root, span, most))


def _levels(moves: Moves, start: int, goal: Bools, ranks: Ints | None) -> list[_Level] | None:
    """Go level by level until one holds a goal; None if there is none."""
    span = moves.actors + 1
    seen = np.zeros(moves.states * span, bool)
    frontier = np.array([start * span])
    seen[frontier] = True
    levels = []
    while frontier.size:
        level = _level(moves, frontier, ranks)
        fresh = ~seen[level.targets]
        level = _Level(level.sources[fresh], level.targets[fresh])
        levels.append(level)
        if goal[level.targets // span].any():
            return levels
        frontier = np.unique(level.targets)
        seen[frontier] = True
    return None


def _level(moves: Moves, frontier: Positions, ranks: Ints | None) -> _Level:
    """Give all steps from a level."""
    span = moves.actors + 1
    sources, targets = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    for actor in range(moves.actors):
        nodes = frontier[frontier % span != actor + 1]
        which, target = moves.pairs(actor, nodes // span)
        if ranks is not None:
            rises = ranks[actor, target] > ranks[actor, nodes[which] // span]
            which, target = which[rises], target[rises]
        sources.append(nodes[which])
        targets.append(target * span + actor + 1)
    return _Level(np.concatenate(sources), np.concatenate(targets))


def _written(onward: dict[int, list[int]], root: int, span: int, most: int) -> tuple[Course, ...]:
    """Write out the first courses in order of actors, then states, going back from each end."""
    found: list[Course] = []
    waiting: list[tuple[int, Course]] = [(root, ())]
    while waiting and len(found) < most:
        node, course = waiting.pop()
        if node not in onward:
            found.append(course)
            continue
        steps = sorted(((target % span - 1, target // span) for target in onward[node]), reverse=True)
        waiting.extend((state * span + actor + 1, (*course, (actor, state))) for actor, state in steps)
    return tuple(found)
