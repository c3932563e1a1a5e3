"""What a project of GMCR+ means, written from the format: every pattern of options tried against every condition.

States are numbered from 1 by ascending code, in the program's own order of options; a statement weighs twice as much
as all below it together.
"""

import json
from itertools import product
from typing import NamedTuple


class Meaning(NamedTuple):
    """States as tuples of truth values, moves by decision maker as pairs of numbers, and payoffs by number."""

    makers: list
    states: list
    moves: dict
    payoffs: dict


def holds(condition, state):
    if isinstance(condition, dict):
        return any(holds(member, state) for member in condition["members"])
    return all(state[option] == (sign == "Y") for option, sign in condition)


def own_order(project):
    """By decision maker, then as each lists its options."""
    order = list(range(len(project["options"])))
    moved = []
    for maker in project["decisionMakers"]:
        for option in maker["options"]:
            if option not in moved:
                moved.append(option)
                order.insert(len(moved), order.pop(order.index(option)))
    return order


def may(direction, before, after):
    return before == after or direction in ("both", "fwd" if after else "back")


def can_move(project, maker, before, after):
    for option, (was, becomes) in enumerate(zip(before, after, strict=True)):
        if was != becomes and option not in maker["options"]:
            return False
        if not may(project["options"][option]["permittedDirection"], was, becomes):
            return False
    return before != after


def payoffs_of(project, maker, states):
    by_ranking = project.get("useManualPreferenceRanking", project.get("useManualPreferenceVectors"))
    if by_ranking:
        ranking = maker.get("preferenceRanking", maker.get("preferenceVector"))
        groups = [group if isinstance(group, list) else [group] for group in ranking]
        return [
            next(len(groups) - at for at, group in enumerate(groups) if number in group)
            for number in range(1, len(states) + 1)
        ]
    weights = [2**k for k in reversed(range(len(maker["preferences"])))]
    return [
        sum(weight for weight, wish in zip(weights, maker["preferences"], strict=True) if holds(wish, state))
        for state in states
    ]


def meaning(text):
    """Give the states (in the file's numbers of options), moves and payoffs of a project."""
    project = json.loads(text)
    order = own_order(project)
    every = product([False, True], repeat=len(order))
    found = []
    for values in every:
        state = [False] * len(order)
        for place, option in enumerate(order):
            state[option] = values[len(order) - 1 - place]
        if not any(holds(pattern, state) for pattern in project["infeasibles"]):
            found.append(tuple(state))
    states = sorted(found, key=lambda state: sum(2**k for k, option in enumerate(order) if state[option]))
    moves, payoffs = {}, {}
    makers = []
    for maker in project["decisionMakers"]:
        makers.append(maker["name"])
        moves[maker["name"]] = {
            (a + 1, b + 1)
            for a, before in enumerate(states)
            for b, after in enumerate(states)
            if can_move(project, maker, before, after)
        }
        payoffs[maker["name"]] = payoffs_of(project, maker, states)
    return Meaning(makers, [tuple(state[option] for option in order) for state in states], moves, payoffs)


def order_of(numbers):
    """Compare all pairs: the sign of each difference."""
    return [[(a > b) - (a < b) for b in numbers] for a in numbers]
