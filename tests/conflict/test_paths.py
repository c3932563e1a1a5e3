"""Shortest courses from a state: all legal sequences of moves or improvements, counted and written in order."""

import numpy as np

from detente.conflict.paths import shortest_courses
from naive.conflict import shortest
from naive.models import draws


def test_shortest_courses_agree_with_a_search_through_all_legal_sequences():
    rng = np.random.default_rng(61)
    for draw in draws(seed=61, count=400):
        twin = draw.twin
        number = {state: k for k, state in enumerate(twin.states)}
        start = int(rng.integers(len(twin.states)))
        goal = rng.random(len(twin.states)) < 0.15
        goals = {state for state, wanted in zip(twin.states, goal, strict=True) if wanted}
        for ranks, step in ((None, twin.reach), (draw.ranks, twin.better)):
            paths = shortest(twin, twin.states[start], goals, step)
            found = shortest_courses(draw.moves, start, goal, ranks, most=10_000)
            if not paths:
                assert found is None
                continue
            ordered = sorted(tuple((by, number[to]) for by, to in path) for path in paths)
            assert found.length == len(ordered[0])
            assert found.number == len(ordered)
            assert list(found.first) == ordered


def test_only_so_many_courses_are_written_out():
    draw = next(draws(seed=62, count=1))
    goal = np.ones(draw.moves.states, bool)
    assert shortest_courses(draw.moves, 0, goal) == (0, 1, ((),))
    goal[0] = False
    found = shortest_courses(draw.moves, 0, goal, most=1)
    assert found.length == 1
    assert len(found.first) == 1 <= found.number
