"""What a commitment is worth: how events run as it is, if it is surely kept, and if it is surely broken.

Surely kept, the author of "if T, then R" puts "T -> R" before everything else that it wants, whatever its type; surely
broken, "T -> not R". A pledge puts R, or "not R", first. The old order decides what these leave open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from detente.conflict.moves import Bools, Ints
from detente.conflict.ranks import dense_ranks
from detente.outlook.asking import Asked
from detente.outlook.model import Model
from detente.outlook.pledged import Pledged, pledged_in
from detente.outlook.running import Mixture, Stage, rows_of, scale_of
from detente.situation.records import Commitment


class Surely(NamedTuple):
    """A probability as things are, if a commitment is surely kept, and if it is surely broken."""

    as_is: float | None
    kept: float | None
    broken: float | None


class Effect(NamedTuple):
    """How probable it is that the condition ever comes about (of a pledge: that it is ever broken), and each question."""

    condition: Surely
    questions: Mapping[str, Surely]


def put_first(order: Ints, holds: Bools) -> Ints:
    """Put a statement before everything else that an order of preference holds.

    Parameters
    ----------
    order : array of int32, shape (states,)
        Ranks.
    holds : array of bool, shape (states,)
        Where the statement holds.

    Returns
    -------
    array of int32, shape (states,)

    Examples
    --------
    >>> put_first(np.array([2, 0, 1, 1]), np.array([False, True, True, False])).tolist()
    [1, 2, 3, 0]
    """
    return dense_ranks(order.astype(np.int64) + holds * (int(order.max(initial=0)) + 1))


def effects(model: Model, records: Sequence[Commitment]) -> dict[str, Effect]:
    """Give the effect of each commitment on whether it comes to the test, and on every question.

    Parameters
    ----------
    model : Model
    records : sequence of Commitment

    Returns
    -------
    dict of str to Effect

    Notes
    -----
    Cost: three forecasts at central values per commitment, of which the one as things are is shared.
    """
    as_is = _run(model, [_asking(stage, records) for stage in model.stages])
    found = {}
    for record in records:
        kept, broken = (
            _run(model, [_sworn(model, stage, record, keeps=keeps) for stage in model.stages])
            for keeps in (True, False)
        )

        def surely(name: str, runs: tuple[Mixture, Mixture, Mixture] = (as_is, kept, broken)) -> Surely:
            return Surely(*(one.probability(name) for one in runs))

        questions = {question.id: surely(question.id) for question in model.modelled}
        found[record.id] = Effect(surely(_name(record)), questions)
    return found


def _run(model: Model, stages: Sequence[Stage]) -> Mixture:
    return model.mixture(model.central, model.filed, stages)


def _name(record: Commitment) -> str:
    """Name the question whether a commitment comes to the test; no question of a file has a blank in its name."""
    return f"if {record.id}"


def _asking(stage: Stage, records: Sequence[Commitment]) -> Stage:
    """Ask of a world also whether the conditions of commitments come about."""
    asked = [*stage.asked, *(_asked(pledged_in(stage.world, record)) for record in records)]
    rows = stage.verdicts.rows
    return Stage(stage.world, stage.table, asked, stage.condition, rows, stage.verdicts)


def _asked(pledged: Pledged) -> Asked:
    is_pledge = pledged.record.condition is None
    there = ~pledged.consequence if is_pledge else pledged.condition
    entered = frozenset(np.flatnonzero(there).tolist())
    return Asked(_name(pledged.record), (entered,), lambda _state, flags: flags[0])


def _sworn(model: Model, stage: Stage, record: Commitment, *, keeps: bool) -> Stage:
    """Change what the author wants so that it surely keeps, or surely breaks, a commitment."""
    pledged = pledged_in(stage.world, record)
    holds = ~pledged.condition | (pledged.consequence == keeps)
    orders = list(stage.world.orders)
    orders[pledged.by] = np.stack([put_first(order, holds) for order in orders[pledged.by]])
    world = stage.world._replace(orders=tuple(orders))
    asked = [*stage.asked, _asked(pledged)]
    rows = rows_of(world.actors, [model.central], model.seed)
    scale = scale_of(world.actors, model.central, rows)
    return Stage(world, stage.table, asked, stage.condition, rows, scale=scale)
