"""The courses of events as a graph: the likeliest states, the moves between them, and what is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import product
from math import prod
from typing import NamedTuple

from detente.outlook.results import Flow, Forecast
from detente.situation.records import Situation

_LEAST = 1e-9


class Node(NamedTuple):
    """A state that events pass.

    ``mark`` is the letter by which the picture and its table call it; ``begins`` the share of courses that begin
    there, ``by`` the chance events by which they do; ``passed`` the share that passes it, ``rests`` the share that
    ends there, ``turns`` the share that keeps turning through it for ever.
    """

    state: str
    mark: str
    begins: float
    by: tuple[str, ...]
    passed: float
    rests: float
    turns: float


class Routes(NamedTuple):
    """The nodes in an order in which a state comes after those that lead to it, as far as there is one.

    ``steps`` are the moves between nodes, ``leaving`` the moves from a node to a state left out. ``hidden`` is how
    many states are left out, ``hidden_end`` the share of courses that end in them.
    """

    nodes: tuple[Node, ...]
    steps: tuple[Flow, ...]
    leaving: tuple[Flow, ...]
    hidden: int
    hidden_end: float


def routes_of(sit: Situation, forecast: Forecast, most: int) -> Routes:
    """Keep the states that most courses pass.

    Parameters
    ----------
    sit : Situation
    forecast : Forecast
    most : int
        How many states to keep.

    Returns
    -------
    Routes

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("chicken")
    >>> [(one.mark, one.rests) for one in routes_of(sit, detente.forecast(sit), 5).nodes]
    [('A', 0.0), ('B', 0.5), ('C', 0.5)]
    """
    begins, by = beginnings(sit, forecast)
    rests, turns = _ends(forecast)
    passed: dict[str, float] = {**begins, **dict.fromkeys(turns, 0.0)}
    for state, share in rests.items():
        passed[state] = max(passed.get(state, 0.0), share)
    for state, share in _left(forecast).items():
        passed[state] = share + rests.get(state, 0.0)
    for flow in forecast.flows:
        passed.setdefault(flow.target, 0.0)
    ranked = sorted(passed, key=lambda state: (-round(passed[state], 12), state))
    kept = set(ranked[:most])
    steps = tuple(one for one in forecast.flows if {one.source, one.target} <= kept)
    ordered = _ordered(kept, steps, passed, begins)
    nodes = tuple(
        Node(
            state,
            mark_of(at),
            begins.get(state, 0.0),
            by.get(state, ()),
            min(1.0, passed[state]),
            rests.get(state, 0.0),
            turns.get(state, 0.0),
        )
        for at, state in enumerate(ordered)
    )
    unseen = sum(p for state, p in rests.items() if state not in kept)
    unseen += sum(
        one.probability for one in forecast.outcomes if one.kind == "cycle" and not kept & {*one.states}
    )
    leaving = tuple(one for one in forecast.flows if one.source in kept and one.target not in kept)
    return Routes(nodes, steps, leaving, len(passed) - len(kept), unseen)


def beginnings(sit: Situation, forecast: Forecast) -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    """Give the states in which events begin with their probability, and by which chance events.

    Without chance events they begin in the status quo; each event may have happened or not, by itself.
    """
    begins: dict[str, float] = defaultdict(float)
    by: dict[str, tuple[str, ...]] = {}
    chances = [float(event.chance.central) for event in sit.events.values()]
    for happened in product((False, True), repeat=len(chances)):
        share = prod(p if so else 1 - p for p, so in zip(chances, happened, strict=True))
        names = [name for name, so in zip(sit.events, happened, strict=True) if so]
        state = list(forecast.status_quo)
        for name in names:
            for bit, value in sit.events[name].sets.items():
                state[bit] = "Y" if value else "N"
        label = "".join(state)
        begins[label] += share
        by.setdefault(label, tuple(names))
    return {state: share for state, share in begins.items() if share > _LEAST}, by


def mark_of(position: int) -> str:
    """Give the letter of a node.

    Examples
    --------
    >>> mark_of(0), mark_of(25), mark_of(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _ends(forecast: Forecast) -> tuple[dict[str, float], dict[str, float]]:
    """Give the share of courses that rests in each state, and that which keeps turning through it."""
    rests: dict[str, float] = defaultdict(float)
    turns: dict[str, float] = defaultdict(float)
    for outcome in forecast.outcomes:
        for state in outcome.states:
            (rests if outcome.kind == "rest" else turns)[state] += outcome.probability
    return rests, turns


def _left(forecast: Forecast) -> dict[str, float]:
    """Give the share of courses that leaves each state by a move."""
    left: dict[str, float] = defaultdict(float)
    for flow in forecast.flows:
        left[flow.source] += flow.share
    return left


def _ordered(
    kept: set[str], steps: tuple[Flow, ...], passed: Mapping[str, float], begins: Mapping[str, float]
) -> list[str]:
    """Put states after those that lead to them; where they lead to each other, the more often passed comes first."""
    before: dict[str, set[str]] = {state: set() for state in kept}
    for step in steps:
        before[step.target].add(step.source)
    ordered: list[str] = []
    waiting = set(kept)
    while waiting:
        free = [state for state in waiting if not before[state] & waiting] or list(waiting)
        best = min(free, key=lambda s: (s not in begins, -round(passed[s], 12), s))
        ordered.append(best)
        waiting.discard(best)
    return ordered
