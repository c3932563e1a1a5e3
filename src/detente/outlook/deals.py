"""Deals on the table: joint moves by which two actors would both gain and which neither begins alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from detente.outlook.deciding import dominated, fewest_changes, joint_improvements
from detente.outlook.results import Deal
from detente.outlook.running import Combination, Stage

LIKELY = 0.1
"""The least share of courses that must come to rest in a state for its deals to be looked for."""

_LEAST_GAIN = 0.5  # of the courses that rest there, in how many both must gain


def deals_of(stage: Stage, run: Sequence[Combination]) -> tuple[Deal, ...]:
    """List the deals at each likely state of rest, those that most courses would leave open first.

    A deal is a joint improvement of two actors that no other joint improvement of theirs beats for both; it is listed
    where, in most of the courses that rest in the state, the actors are of types to whom it is one.

    Parameters
    ----------
    stage : Stage
    run : sequence of Combination
        The combinations of types and behaviours that were gone through, with where they end.
    """
    rests: dict[int, list[tuple[float, tuple[int, ...]]]] = {}
    for one in run:
        for end in one.passage.limit.ends:
            if not end.is_cycle and end.probability:
                weight = one.probability * float(end.probability)
                rests.setdefault(end.states[0], []).append((weight, tuple(kind.order for kind in one.kinds)))
    found = [
        deal
        for state, cases in rests.items()
        if sum(weight for weight, _ in cases) >= LIKELY
        for pair in combinations(range(len(stage.world.actors)), 2)
        for deal in _between(stage, pair, state, cases)
    ]
    return tuple(sorted(found, key=lambda deal: (-round(deal.share, 9), deal.state, deal.actors, deal.to)))


def _between(
    stage: Stage, pair: tuple[int, int], state: int, cases: Sequence[tuple[float, tuple[int, ...]]]
) -> list[Deal]:
    """List the deals of one pair at one state of rest."""
    world = stage.world
    total = sum(weight for weight, _ in cases)
    gains: dict[int, float] = {}
    known: dict[tuple[int, int], tuple[int, ...]] = {}
    for weight, orders in cases:
        own = (orders[pair[0]], orders[pair[1]])
        if own not in known:
            found = joint_improvements(world, pair, own, state)
            best = found[~dominated(world, pair, own, found, found)]
            known[own] = fewest_changes(world, state, best)
        for target in known[own]:
            gains[target] = gains.get(target, 0.0) + weight
    names = (world.actors[pair[0]], world.actors[pair[1]])
    return [
        Deal(names, world.labels[state], world.labels[target], total, gained / total)
        for target, gained in sorted(gains.items())
        if gained / total >= _LEAST_GAIN
    ]


def pairs_of(deals: Sequence[Deal]) -> tuple[tuple[str, str], ...]:
    """Give the pairs that have a deal, each once, in the order of the deals."""
    return tuple(dict.fromkeys(deal.actors for deal in deals))
