"""A grid of conditions: the forecast for every combination of what may be held, or begin, otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import date as Day
from itertools import product
from typing import Literal, NamedTuple

from detente.outlook.batch import Job, run
from detente.outlook.model import Branch
from detente.outlook.results import Forecast
from detente.outlook.worlds import option_of
from detente.situation.records import Situation


class Axis(NamedTuple):
    """One condition with the values it takes: an option held at a value, or one that begins there.

    None among the values is "as filed": neither held nor changed.
    """

    kind: Literal["do", "start"]
    option: str
    values: tuple[bool | None, ...]


class Cell(NamedTuple):
    """One combination of conditions, a value for each axis, and its forecast, or why there is none."""

    values: tuple[bool | None, ...]
    branch: Branch
    forecast: Forecast | None
    why: tuple[str, ...] = ()


def forecasts_over(
    sit: Situation,
    axes: Sequence[Axis],
    *,
    branch: Branch | None = None,
    draws: int = 0,
    seed: int = 1,
    as_of: Day | None = None,
    span: bool = False,
    workers: int = 1,
    executor: Executor | None = None,
) -> tuple[Cell, ...]:
    """Forecast every combination of conditions.

    Parameters
    ----------
    sit : Situation
    axes : sequence of Axis
        The last one changes fastest.
    branch : Branch, optional
        What is assumed in all of them.
    draws, seed : int
    as_of : date, optional
    span : bool
    workers : int
        How many local processes share the work where there is no executor.
    executor : concurrent.futures.Executor, optional

    Returns
    -------
    tuple of Cell
        A combination that can't be forecast, because rules forbid it say, tells why.

    Raises
    ------
    ValueError
        If an option isn't known, or given values by two axes, or assumed already.

    Notes
    -----
    Cost: one forecast a cell, of which there is one for each combination of values.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("sweden-2023")
    >>> axes = [Axis("do", "hold", (True, False)), Axis("do", "request", (True, None))]
    >>> for cell in forecasts_over(sit, axes):
    ...     print(cell.values, round(cell.forecast.questions["ratified"].undoubted, 3))
    (True, True) 0.47
    (True, None) 0.0
    (False, True) 0.47
    (False, None) 0.47
    """
    assumed = Branch({}, {}, {}) if branch is None else branch
    named = [*assumed.do, *assumed.start, *(axis.option for axis in axes)]
    names = [option_of(sit, name).label for name in named]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"'{twice}' is given a value twice")
    combinations = list(product(*(axis.values for axis in axes)))
    jobs = [
        Job(sit.title, sit, with_conditions(assumed, axes, values), as_of, draws, seed, span)
        for values in combinations
    ]
    done = run(jobs, workers=workers, executor=executor)
    return tuple(
        Cell(values, one.job.branch, one.forecast, one.why)
        for values, one in zip(combinations, done, strict=True)
    )


def with_conditions(assumed: Branch, axes: Sequence[Axis], values: Sequence[bool | None]) -> Branch:
    """Add one combination of conditions to what is assumed anyway."""
    chosen = [(axis, value) for axis, value in zip(axes, values, strict=True) if value is not None]
    held = {axis.option: value for axis, value in chosen if axis.kind == "do"}
    begun = {axis.option: value for axis, value in chosen if axis.kind == "start"}
    return Branch({**assumed.do, **held}, {**assumed.start, **begun}, assumed.given)
