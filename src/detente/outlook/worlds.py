"""A world: who plays, which states there are, what each may want, and where events begin.

A forecast looks at several worlds of one situation: with options held (``do``), and with or without each chance event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from detente.conflict.moves import Codes, Ints, Moves
from detente.conflict.situated import held, moves_of, players
from detente.faults import Fault, SituationError, fault
from detente.situation.needs import lacks_of_start
from detente.situation.records import Option, Situation

Orders = Mapping[str, Sequence[Ints]]
"""By actor, the orders of preference that it may have, each as ranks over all feasible states."""


class World(NamedTuple):
    """What a situation is once options are held and the beginning is fixed.

    ``orders[i]`` has one row of ranks for each order that actor i may have; positions are those of ``labels``.
    """

    actors: tuple[str, ...]
    moves: Moves
    labels: Sequence[str]
    codes: Codes | None
    start: int
    orders: tuple[Ints, ...]


def make_world(
    sit: Situation,
    orders: Orders,
    *,
    do: Mapping[str, bool] | None = None,
    start: Mapping[str, bool] | None = None,
) -> World:
    """Hold options, fix the beginning, and put together what everybody may want.

    Parameters
    ----------
    sit : Situation
    orders : mapping of str to sequence of arrays of int32
        By actor, every order that it may have, over all feasible states.
    do : mapping of str to bool, optional
        Options held at a value in every state; nobody can move them.
    start : mapping of str to bool, optional
        Options that begin at another value than in the status quo; their owners can move them.

    Returns
    -------
    World

    Raises
    ------
    SituationError
        If there is no status quo, or it is not feasible once options are held.
    """
    actors = players(sit)
    code = beginning(sit, {**(start or {}), **(do or {})})
    if sit.graph is not None:
        moves, kept, codes = moves_of(sit, actors), np.ones(len(sit.graph.states), bool), None
        labels: Sequence[str] = sit.graph.states
        position = code
    else:
        states, kept = held(sit, do or {})
        moves, codes, labels = moves_of(sit, actors, states), states.codes, states.labels
        found = states.find(code)
        if found is None:
            raise SituationError([infeasible_beginning(sit, code, states.codes)])
        position = found
    rows = tuple(np.stack([order[kept] for order in orders[actor]]) for actor in actors)
    return World(actors, moves, labels, codes, position, rows)


def beginning(sit: Situation, changed: Mapping[str, bool]) -> int:
    """Give the code (in graph form the position) in which events begin, with options changed.

    Raises
    ------
    SituationError
        If the situation has no status quo.
    """
    if sit.status_quo is None:
        raise SituationError(lacks_of_start(sit, "a forecast"))
    code = sit.status_quo
    for name, value in changed.items():
        bit = option_of(sit, name).bit
        code = code | 1 << bit if value else code & ~(1 << bit)
    return code


def option_of(sit: Situation, name: str) -> Option:
    """Find an option by its id or OWNER.id.

    Raises
    ------
    ValueError
        If there is none of that name, or several; the nearest are named.
    """
    from detente.conflict.build import option_named
    from detente.situation.names import Names

    owners: dict[str, list[str]] = {}
    for option in sit.options:
        owners.setdefault(option.owner, []).append(option.id)
    return sit.options[option_named(name, Names.of(owners))]


def infeasible_beginning(sit: Situation, code: int, codes: Codes) -> Fault:
    """Say which rule the beginning breaks, and which options would have to change too.

    Parameters
    ----------
    sit : Situation
    code : int
        Where events were to begin.
    codes : array of int64
        The states that are left once options are held; the nearest of them tells what else must change.
    """
    from detente.situation.evaluate import holds

    broken = next(rule for rule in sit.rules if not holds(rule.expr, code))
    distance = [int(other).bit_count() for other in (codes ^ code).tolist()]
    nearest = int(codes[int(np.argmin(distance))])
    also = ", ".join(
        f"{option.label}={'yes' if nearest >> option.bit & 1 else 'no'}"
        for option in sit.options
        if (nearest ^ code) >> option.bit & 1
    )
    return fault(
        "DT411",
        broken.place,
        f"events can't begin there: it breaks the rule '{broken.text}'",
        got=broken.because,
        hint=f"change also {also}",
    )
