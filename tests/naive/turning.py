"""What turns a belief and which answers go together, written from the definitions: by trying everything."""

from __future__ import annotations

import itertools


def fewest(log_odds, weights):
    """Every set of least size whose removal leaves less than nothing."""
    for size in range(len(weights) + 1):
        sets = [
            some
            for some in itertools.combinations(weights, size)
            if log_odds + sum(w for name, w in weights.items() if name not in some) < 0
        ]
        if sets:
            return size, sets
    return None, []


def courses(kinds, today, moments):
    """All courses over so many moments, from today's kind of state or from any."""
    for start in [today] if today is not None else range(kinds):
        for later in itertools.product(range(kinds), repeat=moments - 1):
            yield (start, *later)


def answer(counted, day, kinds, course, moments):
    """Answer a question along a course of kinds of states: at the end of a day, ever or always until it."""
    until = [kind in kinds for kind, moment in zip(course, moments, strict=True) if moment <= day]
    return {"at_end": until[-1], "ever": any(until), "always": all(until)}[counted]
