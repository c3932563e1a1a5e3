"""Uncertain inputs of beliefs, by name, and the posterior that given values of them lead to.

A forecast draws each input with a stream of its own, named as here: by the path of keys in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Day
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

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
    return next(posteriors_given(framed, [values]))


def posteriors_given(
    framed: Mapping[str, Frame], many: Iterable[Mapping[str, float]]
) -> Iterator[dict[str, dict[str, float]]]:
    """Give the posterior of every group for many sets of values of inputs, one after another.

    Parameters
    ----------
    framed : mapping of str to Frame
        From :func:`detente.evidence.frames.frames`.
    many : iterable of mappings of str to float
        Each as for :func:`posterior_given`, which also says what may be raised.

    Yields
    ------
    dict of str to dict of str to float
        By actor or hypothesis, and type.
    """
    ready = {group: _ready(frame) for group, frame in framed.items()}
    for values in many:
        yield {group: _posterior(one, values) for group, one in ready.items()}


class _Ready(NamedTuple):
    """A frame made ready for many sets of values: means by row, the type cells before grade and attribution."""

    frame: Frame
    priors: list[Input]
    means: NDArray[np.float64]
    places: Mapping[str, list[int]]
    exponents: NDArray[np.float64]


def _ready(frame: Frame) -> _Ready:
    """Take what doesn't hang on values, and where values go."""
    parts = [part for row in frame.rows for part in _parts(frame, row)]
    places: dict[str, list[int]] = {}
    for at, part in enumerate(parts):
        places.setdefault(part.name, []).append(at)
    means = np.array([float(part.quantity.central) for part in parts])
    shape = (len(frame.rows), len(frame.types) + 2)
    return _Ready(frame, _priors(frame), means.reshape(shape), places, exponents(frame))


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


def _posterior(ready: _Ready, values: Mapping[str, float]) -> dict[str, float]:
    """Update one frame at given values."""
    numbers = ready.means.copy()
    for name, value in values.items():
        for at in ready.places.get(name, ()):
            numbers.flat[at] = value
    likelihoods = report_likelihood(numbers[:, :-2], (numbers[:, -2] * numbers[:, -1])[:, None])
    try:
        posterior = update(_prior(ready, values), likelihoods, ready.exponents)
    except AllExcludedError:
        raise AllExcludedError(ready.frame.group) from None
    return dict(zip(ready.frame.types, posterior.tolist(), strict=True))


def _prior(ready: _Ready, values: Mapping[str, float]) -> list[float]:
    """Give the priors at given values: the mean where none is given, the rest where one is missing."""
    frame, priors = ready.frame, ready.priors
    ranged = dict.fromkeys(one.name for one in priors if not one.quantity.is_point)
    given = {name: values[name] for name in ranged if name in values}
    if not given:
        return [
            float(one) for one in mean_shares([p.low for p in frame.priors], [p.high for p in frame.priors])
        ]
    shares = [given.get(one.name) if one.name in ranged else float(one.quantity.low) for one in priors]
    known = sum(one for one in shares if one is not None)
    if len(given) < len(ranged) - 1 or (len(given) == len(ranged) and round(known - 1, DIGITS)):
        raise ValueError(
            f"posterior_given(): the priors of {frame.group} must be given, all or all but one, and sum to one; "
            f"got {given}"
        )
    return [max(0.0, 1 - known) if one is None else one for one in shares]
