"""Routes of a network of hands: which ways lead from the owner to the recipient, and what each needs.

A network is a directed multigraph. Each step needs a set of consents, a mask with one bit for each; a route needs the
union over its steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from detente.ties.blocking import minimal

MOST_ROUTES = 10_000
MOST_STEPS = 3_000_000  # looked at on the way
MOST_COMPARED = 200_000


class Step(NamedTuple):
    """A step from one hand to another, by their positions, and the consents that it needs."""

    source: int
    target: int
    needs: int = 0


class Network(NamedTuple):
    """Hands and the steps between them that lie on a way from ``start`` to ``goal``; ``leaving`` are steps by source.

    ``hands`` are names, for people; two hands may have one name.
    """

    hands: Sequence[str]
    steps: Sequence[Step]
    start: int
    goal: int
    leaving: Sequence[Sequence[Step]]


class Routes(NamedTuple):
    """Routes as their steps, those of fewest steps first; ``complete`` if there are no others."""

    found: tuple[tuple[Step, ...], ...]
    complete: bool


class Coalitions(NamedTuple):
    """Minimal sets of consents that suffice, as masks; if not ``complete`` there may be others, and smaller ones."""

    sets: tuple[int, ...]
    complete: bool


def network_of(hands: Sequence[str], steps: Iterable[Step], start: int, goal: int) -> Network:
    """Make a network; steps that lie on no way from the start to the goal are left out.

    Parameters
    ----------
    hands : sequence of str
        Names, by position.
    steps : iterable of Step
    start, goal : int

    Returns
    -------
    Network
        Without steps if no way leads there.

    Examples
    --------
    >>> made = network_of("SABT", [Step(0, 1), Step(1, 3), Step(0, 2), Step(2, 0)], 0, 3)
    >>> [(step.source, step.target) for step in made.steps]
    [(0, 1), (1, 3)]
    """
    listed = [step for step in steps if step.target not in (step.source, start) and step.source != goal]
    onward: list[list[int]] = [[] for _ in hands]
    backward: list[list[int]] = [[] for _ in hands]
    for step in listed:
        onward[step.source].append(step.target)
        backward[step.target].append(step.source)
    ahead, behind = _reached(onward, start), _reached(backward, goal)
    useful = tuple(step for step in listed if step.source in ahead and step.target in behind)
    leaving: list[list[Step]] = [[] for _ in hands]
    for step in useful:
        leaving[step.source].append(step)
    return Network(hands, useful, start, goal, leaving)


def needs_of(route: Iterable[Step]) -> int:
    """Give the consents that a route needs: the union over its steps."""
    mask = 0
    for step in route:
        mask |= step.needs
    return mask


def routes_of(
    network: Network,
    most: int = MOST_ROUTES,
    longest: int | None = None,
    most_steps: int = MOST_STEPS,
) -> Routes:
    """List the routes: ways that pass no hand twice, those of fewest steps first.

    Parameters
    ----------
    network : Network
    most : int
        How many to list at most.
    longest : int, optional
        How many steps a route may have at most; default: as many as there are.
    most_steps : int
        How many steps to look at, at most.

    Returns
    -------
    Routes
        If a cap bites, not complete: there are at least these.

    Examples
    --------
    >>> square = network_of("SABT", [Step(0, 1), Step(0, 2), Step(1, 3), Step(2, 3), Step(1, 2)], 0, 3)
    >>> for route in routes_of(square).found:
    ...     print("".join(square.hands[step.target] for step in route))
    AT
    BT
    ABT

    Notes
    -----
    Depth first for each number of steps in turn, never away from the goal further than that number allows. There may
    be exponentially many: between any two of ten hands that all deal with one another there are 109,601.
    """
    if network.start == network.goal:
        return Routes((), complete=True)
    search = _Search(network, most, most_steps)
    length = search.distance.get(network.start)
    limit = len(network.hands) - 1
    bound = limit if longest is None else min(limit, longest)
    while length is not None and length <= bound and not search.stopped:
        length = search.of_length(length)
    whole = length is None or length > limit
    return Routes(tuple(search.found), complete=whole and not search.stopped)


class _Search:
    """A search for routes by their length."""

    def __init__(self, network: Network, most: int, most_steps: int) -> None:
        self.network, self.most, self.left = network, most, most_steps
        self.distance = _distances(network)
        self.found: list[tuple[Step, ...]] = []
        self.stopped = False

    def of_length(self, length: int) -> int | None:
        """List the routes of a length; give the next length that may have any, None if none has."""
        network, distance = self.network, self.distance
        beyond: int | None = None
        path: list[Step] = []
        passed = {network.start}
        waiting = [iter(network.leaving[network.start])]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                if path:
                    passed.discard(path.pop().target)
                continue
            self.left -= 1
            if self.left < 0:
                self.stopped = True
                break
            if step.target in passed:
                continue
            reach = len(path) + 1 + distance[step.target]
            if reach > length:
                beyond = reach if beyond is None else min(beyond, reach)
            elif step.target != network.goal:
                path.append(step)
                passed.add(step.target)
                waiting.append(iter(network.leaving[step.target]))
            elif len(path) + 1 == length and not self._take((*path, step)):
                break
        return beyond

    def _take(self, route: tuple[Step, ...]) -> bool:
        """Keep a route; stop where there are as many as are wanted already."""
        if len(self.found) == self.most:
            self.stopped = True
            return False
        self.found.append(route)
        return True


def coalitions_of(
    network: Network, routes: Routes | None = None, most_compared: int = MOST_COMPARED
) -> Coalitions:
    """Give the minimal sets of consents that open some route.

    Parameters
    ----------
    network : Network
    routes : Routes, optional
        What to fall back on where the search has to stop.
    most_compared : int
        How many beginnings of routes to make and compare at most.

    Returns
    -------
    Coalitions
        None where no way leads there; the empty set alone where a way needs nobody.

    Examples
    --------
    >>> square = network_of("SABT", [Step(0, 1, 1), Step(0, 2, 2), Step(1, 3), Step(2, 3), Step(1, 2, 4)], 0, 3)
    >>> coalitions_of(square)
    Coalitions(sets=(1, 2), complete=True)

    Notes
    -----
    Best first by the number of consents. At each hand only those sets are followed that contain none with which it was
    reached before, so that routes that need more than others are never listed. A way that passes a hand twice needs no
    less than the route within it.
    """
    if network.start == network.goal:
        return Coalitions((), complete=True)
    if routes is not None and routes.complete:
        return Coalitions(tuple(minimal(needs_of(route) for route in routes.found)), complete=True)
    fronts: list[list[int]] = [[] for _ in network.hands]
    ends = fronts[network.goal]
    waiting: list[tuple[int, int, int, int]] = [(0, 0, 0, network.start)]
    order = compared = 0
    while waiting and compared < most_compared:
        _, _, held, hand = heappop(waiting)
        compared += len(fronts[hand]) + len(ends)
        if _absorbed(held, fronts[hand]) or _absorbed(held, ends):
            continue
        fronts[hand].append(held)
        for step in network.leaving[hand] if hand != network.goal else ():
            grown = held | step.needs
            compared += 1 + len(fronts[step.target])
            if not _absorbed(grown, fronts[step.target]):
                order += 1
                heappush(waiting, (grown.bit_count(), order, grown, step.target))
    sets = ends
    if waiting and routes is not None:
        sets = [*ends, *(needs_of(route) for route in routes.found)]
    return Coalitions(tuple(minimal(sets)), complete=not waiting)


def blocks(network: Network, mask: int) -> bool:
    """Tell whether no way is left to the goal if the consents of a set are refused.

    Examples
    --------
    >>> square = network_of("SABT", [Step(0, 1, 1), Step(0, 2, 2), Step(1, 3), Step(2, 3)], 0, 3)
    >>> blocks(square, 1), blocks(square, 3)
    (False, True)
    """
    return way_around(network, mask) is None


def way_around(network: Network, mask: int = 0, without: int | None = None) -> tuple[Step, ...] | None:
    """Find a route of fewest steps that needs none of some consents; None if there is none.

    Parameters
    ----------
    network : Network
    mask : int
        The consents that are refused.
    without : int, optional
        A hand that it mustn't pass.
    """
    by: dict[int, Step | None] = {network.start: None}
    front = [network.start]
    while front and network.goal not in by:
        ahead = []
        for hand in front:
            for step in network.leaving[hand]:
                if step.target not in by and step.target != without and not step.needs & mask:
                    by[step.target] = step
                    ahead.append(step.target)
        front = ahead
    if network.goal not in by:
        return None
    return tuple(reversed(list(_back(by, network.goal))))


def _back(by: dict[int, Step | None], hand: int) -> Iterator[Step]:
    """Go back from a hand to the start."""
    step = by[hand]
    while step is not None:
        yield step
        step = by[step.source]


def narrow_hands(network: Network) -> tuple[str, ...]:
    """Name the hands between start and goal that every route passes (its dominators).

    Whoever holds such a hand needs no consent to be in the way; who may refuse is another question.

    Examples
    --------
    >>> made = network_of("SABT", [Step(0, 1), Step(0, 2), Step(1, 3), Step(2, 3), Step(1, 2)], 0, 3)
    >>> narrow_hands(made)
    ()
    >>> narrow_hands(network_of("SABT", [Step(0, 1), Step(1, 2), Step(2, 3), Step(0, 2)], 0, 3))
    ('B',)
    """
    first = way_around(network) or ()
    passed = [step.target for step in first[:-1]]
    return tuple(network.hands[hand] for hand in passed if way_around(network, without=hand) is None)


def _absorbed(one: int, others: Iterable[int]) -> bool:
    return any(other & one == other for other in others)


def _reached(onward: Sequence[Sequence[int]], start: int) -> set[int]:
    """Give the positions that can be reached."""
    reached, waiting = {start}, [start]
    while waiting:
        for other in onward[waiting.pop()]:
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached


def _distances(network: Network) -> dict[int, int]:
    """Give each hand's least number of steps to the goal."""
    arriving: list[list[int]] = [[] for _ in network.hands]
    for step in network.steps:
        arriving[step.target].append(step.source)
    found = {network.goal: 0}
    front = [network.goal]
    while front:
        ahead = []
        for hand in front:
            for other in arriving[hand]:
                if other not in found:
                    found[other] = found[hand] + 1
                    ahead.append(other)
        front = ahead
    return found
