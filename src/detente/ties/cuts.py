"""The smallest sets of consents whose refusal leaves no route, found without listing all routes.

Where each consent stands at one place of the network, they are the smallest cuts, by greatest flow. Where one consent
is needed in several places (a licence that many steps share), it is a hitting-set problem, which is hard in general:
smallest sets that meet the routes known so far are proposed, and each that leaves a way adds that way to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

from detente.ties.blocking import bits_in, hitting_of_size, in_order
from detente.ties.flows import Arc, least_cuts
from detente.ties.routes import Network, needs_of, way_around

MOST_CUTS = 1_000
MOST_ROUNDS = 2_000


class Cuts(NamedTuple):
    """The smallest blocking sets, as masks of consents.

    Empty if nobody can block; the empty set alone if there is nothing to block. ``complete`` if all of them are listed;
    else there may be others of that size, or, where none is listed, it isn't known how large they are.
    """

    sets: tuple[int, ...]
    complete: bool


def smallest_cuts(network: Network, most: int = MOST_CUTS) -> Cuts:
    """Give the smallest sets of consents without which no way leads to the goal.

    Parameters
    ----------
    network : Network
    most : int
        How many to list at most.

    Returns
    -------
    Cuts

    Examples
    --------
    >>> from detente.ties.routes import Step, network_of
    >>> made = network_of("SABT", [Step(0, 1, 1), Step(0, 2, 2), Step(1, 3, 4), Step(2, 3, 4)], 0, 3)
    >>> smallest_cuts(made)
    Cuts(sets=(4,), complete=True)

    Notes
    -----
    "Nothing to block" and "nobody can block" are told apart before anything is cut: both have an empty cut elsewhere.
    """
    if not network.steps:
        return Cuts((0,), complete=True)
    if way_around(network, needs_of(network.steps)) is not None:
        return Cuts((), complete=True)
    places = places_of(network)
    if places is not None:
        return _by_flow(network, places, most)
    return _by_hitting(network, most)


class Places(NamedTuple):
    """Where consents stand: those that all who pass a hand need, and those of single steps, by their position."""

    at_hands: Mapping[int, Sequence[int]]
    on_steps: Mapping[int, Sequence[int]]


def places_of(network: Network) -> Places | None:
    """Find the one place at which each consent stands; None if one stands at several.

    It stands at a hand if all steps that arrive there need it, or all that leave, and no step elsewhere does; else on a
    single step.

    Examples
    --------
    >>> from detente.ties.routes import Step, network_of
    >>> hand, step, licence = 1, 2, 4
    >>> steps = [Step(0, 1, hand), Step(1, 2), Step(1, 3, step), Step(2, 3), Step(0, 2)]
    >>> places_of(network_of("SABT", steps, 0, 3))
    Places(at_hands={1: [0]}, on_steps={2: [1]})
    >>> places_of(network_of("SABT", [Step(0, 1, licence), Step(1, 3), Step(0, 2), Step(2, 3, licence)], 0, 3))
    """
    needing: dict[int, set[int]] = defaultdict(set)
    arriving: dict[int, set[int]] = defaultdict(set)
    leaving: dict[int, set[int]] = defaultdict(set)
    for at, step in enumerate(network.steps):
        arriving[step.target].add(at)
        leaving[step.source].add(at)
        for bit in bits_in(step.needs):
            needing[bit].add(at)
    at_hands: dict[int, list[int]] = defaultdict(list)
    on_steps: dict[int, list[int]] = defaultdict(list)
    for bit, steps in sorted(needing.items()):
        one = network.steps[min(steps)]
        hand = next(
            (hand for hand in (one.target, one.source) if _stands_at(steps, arriving[hand], leaving[hand])),
            None,
        )
        if hand is not None:
            at_hands[hand].append(bit)
        elif len(steps) == 1:
            on_steps[min(steps)].append(bit)
        else:
            return None
    return Places(dict(at_hands), dict(on_steps))


def _stands_at(steps: set[int], arriving: set[int], leaving: set[int]) -> bool:
    """Tell whether steps are at one hand, and among them all that arrive there or all that leave."""
    if not steps <= arriving | leaving:
        return False
    return bool(arriving and arriving <= steps) or bool(leaving and leaving <= steps)


def _by_flow(network: Network, places: Places, most: int) -> Cuts:
    """Cut at the places of consents; where several stand at one place, each of them will do."""
    cut_at: list[Sequence[int]] = []
    arcs = []
    for hand in range(len(network.hands)):
        arcs.append(Arc(2 * hand, 2 * hand + 1, cuttable=hand in places.at_hands))
        cut_at.append(places.at_hands.get(hand, ()))
    for at, step in enumerate(network.steps):
        arcs.append(Arc(2 * step.source + 1, 2 * step.target, cuttable=at in places.on_steps))
        cut_at.append(places.on_steps.get(at, ()))
    found = least_cuts(2 * len(network.hands), arcs, 2 * network.start, 2 * network.goal + 1, most)
    sets: list[int] = []
    for cut in found.cuts:
        for chosen in product(*(cut_at[at] for at in cut)):
            if len(sets) == most:
                return Cuts(tuple(in_order(sets)), complete=False)
            sets.append(sum(1 << bit for bit in chosen))
    return Cuts(tuple(in_order(sets)), found.complete)


def _by_hitting(network: Network, most: int) -> Cuts:
    """Propose the smallest sets that meet the known routes, until none of them leaves a way."""
    known = [needs_of(way_around(network) or ())]
    size, proven = 1, set[int]()
    for _ in range(MOST_ROUNDS):
        way = None
        try:
            for proposed in hitting_of_size(known, size):
                if proposed not in proven:
                    way = way_around(network, proposed)
                    if way is not None:
                        break
                    proven.add(proposed)
                    if len(proven) > most:
                        return Cuts(tuple(in_order(proven)[:most]), complete=False)
        except OverflowError:
            break
        if way is not None:
            known.append(needs_of(way))
        elif proven:
            return Cuts(tuple(in_order(proven)), complete=True)
        else:
            size += 1
    return Cuts(tuple(in_order(proven)), complete=False)
