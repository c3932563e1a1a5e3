"""Uncertain inputs of beliefs, by name, and the posterior that given values of them lead to.

A forecast draws each input with a stream of its own, named as here: by the path of keys in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day
from typing import Literal, NamedTuple

import numpy as np

from detente.evidence.bayes import AllExcludedError, report_likelihood, update
from detente.evidence.frames import CountedRow, Frame, exponents, frames
from detente.simplex import mean_shares, tighten
from detente.situation.records import Quantity, Situation
from detente.words import DIGITS


class Input(NamedTuple):
    """A number that the file gives as a range.

    ``name`` is its path of keys; ``group`` the actor or hypothesis it belongs to, empty for grades and attributions,
    which may bear on several. The priors of one group must sum to one and are drawn together.
    """

    name: str
    quantity: Quantity
    kind: Literal["prior", "likelihood", "grade", "attributed"]
    group: str


def inputs(sit: Situation, as_of: Day | str | None = None) -> tuple[Input, ...]:
    """Give everything with a range that beliefs rest on: priors, likelihoods, report weights, attributions.

    Parameters
    ----------
    sit : Situation
        The situation.
    as_of : date, ISO date or None
        Only evidence known by this day counts; default is the situation's own day.

    Returns
    -------
    tuple of Input
        In the order of the file, each name once. Priors are cut down to what a sum of one allows; if one of a group
        has a range then all of the group that still have one are named.
    """
    found: dict[str, Input] = {}
    for frame in frames(sit, as_of).values():
        for one in (*_priors(frame), *(part for row in frame.rows for part in _parts(frame, row))):
            if not one.quantity.is_point:
                found.setdefault(one.name, one)
    return tuple(found.values())


def posterior_given(framed: Mapping[str, Frame], values: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Give the posterior of every group for given values of inputs; inputs without a value stand at their means.

    Parameters
    ----------
    framed : mapping of str to Frame
        From :func:`detente.evidence.frames.frames`, made once for many sets of values.
    values : mapping of str to float
        Values by name of input. If all but one of a group's priors are given, the last is the rest.

    Returns
    -------
    dict of str to dict of str to float
        By actor or hypothesis, and type.

    Raises
    ------
    AllExcludedError
        If no type of a group can produce the observations.
    ValueError
        If given priors of a group don't sum to one.
    """
    return {group: _posterior(frame, values) for group, frame in framed.items()}


def _priors(frame: Frame) -> list[Input]:
    """Name the priors of a frame."""
    low, high = tighten([one.low for one in frame.priors], [one.high for one in frame.priors])
    return [
        Input(_prior_name(frame, name), Quantity(a, b), "prior", frame.group)
        for name, a, b in zip(frame.types, low, high, strict=True)
    ]


def _prior_name(frame: Frame, name: str) -> str:
    """Name a prior by its place in the file."""
    return f"{frame.label}.{name}.prior" if frame.label.startswith("preferences") else f"{frame.label}.{name}"


def _parts(frame: Frame, row: CountedRow) -> list[Input]:
    """Name the likelihoods and the parts of the weight of one row."""
    path = f"evidence.{row.observation}.expected_if.{frame.group}"
    cells = zip(frame.types, row.cells, strict=True)
    return [
        *(Input(f"{path}.{name}", cell, "likelihood", frame.group) for name, cell in cells),
        Input(row.weight.grade_name, row.weight.grade, "grade", ""),
        Input(row.weight.attributed_name, row.weight.attributed, "attributed", ""),
    ]


def _posterior(frame: Frame, values: Mapping[str, float]) -> dict[str, float]:
    """Update one frame at given values."""
    rows = []
    for row in frame.rows:
        *cells, grade, attributed = (_value(one, values) for one in _parts(frame, row))
        rows.append(report_likelihood(cells, grade * attributed))
    shape = (len(rows), len(frame.types))
    try:
        posterior = update(_prior(frame, values), np.array(rows).reshape(shape), exponents(frame))
    except AllExcludedError:
        raise AllExcludedError(frame.group) from None
    return dict(zip(frame.types, posterior.tolist(), strict=True))


def _value(one: Input, values: Mapping[str, float]) -> float:
    """Give the value of an input, or its mean."""
    given = values.get(one.name)
    return float(one.quantity.central) if given is None else given


def _prior(frame: Frame, values: Mapping[str, float]) -> list[float]:
    """Give the priors at given values: the mean where none is given, the rest where one is missing."""
    ranged = [one for one in _priors(frame) if not one.quantity.is_point]
    given = {one.name: values[one.name] for one in ranged if one.name in values}
    if not given:
        return [
            float(one) for one in mean_shares([p.low for p in frame.priors], [p.high for p in frame.priors])
        ]
    shares = [given.get(one.name) if one in ranged else float(one.quantity.low) for one in _priors(frame)]
    known = sum(one for one in shares if one is not None)
    if len(given) < len(ranged) - 1 or (len(given) == len(ranged) and round(known - 1, DIGITS)):
        raise ValueError(
            f"posterior_given(): the priors of {frame.group} must be given, all or all but one, and sum to one; "
            f"got {given}"
        )
    return [max(0.0, 1 - known) if one is None else one for one in shares]
