"""How the variance of an answer divides between its inputs, and how the answer spreads over the stated ranges.

The first-order index of an input is the share of the variance that would go, on average, if the input were known:
S = Var(E[Y | X]) / Var(Y). Its total index is the share that would stay if all the others were known:
T = 1 - Var(E[Y | the others]) / Var(Y). S never exceeds T, and the gap between them is interaction. Both need inputs
that are independent of one another.

References
----------
Sobol' (1993), Mathematical Modelling and Computational Experiments 1; Saltelli et al. (2010), Computer Physics
Communications 181.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import date as Day
from fractions import Fraction
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.evidence.frames import day_of
from detente.outlook.answering import Answering, Value, model_of
from detente.outlook.draws import Draws
from detente.outlook.model import Model
from detente.outlook.ranged import Ranged
from detente.situation.records import Quantity, Situation

Floats = NDArray[np.float64]

_POOL = 1024  # draws of shares that sum to one, among which a sample chooses
_NOTHING = 1e-18  # a variance below this is rounding


class Index(NamedTuple):
    """First-order and total index of one input; estimates come with half the width of their 95 % intervals.

    Estimates from samples may lie a little below 0, which is noise and is left as it is.
    """

    first: float
    total: float
    first_error: float | None = None
    total_error: float | None = None


class NamedIndex(NamedTuple):
    """The indices of an input of a situation."""

    input: str
    text: str
    indices: Index


class Spread(NamedTuple):
    """The answers that draws of all ranges give, without the doubt; their mean is not the estimate."""

    mean: float
    deviation: float
    least: float
    most: float
    draws: int


def spread(
    sit: Situation, question: str, *, draws: int = 200, seed: int = 1, as_of: Day | str | None = None
) -> Spread | None:
    """Give the mean and the extremes of the answer over draws of all ranges.

    The estimate of a forecast is the answer at the central values. The mean over draws differs from it where the answer
    bends, and has no meaning of its own; it tells how far the answer bends.

    Parameters
    ----------
    sit : Situation
    question : str
    draws, seed : int
    as_of : date, optional

    Returns
    -------
    Spread or None
        None where nothing is drawn.

    Raises
    ------
    KeyError
        If there is no such question.
    ValueError
        If the model doesn't answer it.

    Examples
    --------
    >>> import detente
    >>> spread(detente.load("sweden-2023"), "ratified", draws=3)
    Spread(mean=0.0, deviation=0.0, least=0.0, most=0.0, draws=3)
    """
    return spread_of(model_of(sit, question, day_of(as_of, sit), draws=draws, seed=seed), question)


def spread_of(model: Model, question: str) -> Spread | None:
    """Give the mean and the extremes of the answer over the draws of a model; see :func:`spread`."""
    met = [model.mixture(values, model.filed).probability(question) for values in model.drawn]
    found = np.array([one for one in met if one is not None])
    if not found.size:
        return None
    return Spread(
        float(found.mean()), float(found.std()), float(found.min()), float(found.max()), int(found.size)
    )


def finite_indices(
    rows: Sequence[Sequence[Hashable]], shares: Sequence[float], values: Sequence[float]
) -> tuple[Index, ...] | None:
    """Divide a variance between inputs with finitely many values, exactly.

    Parameters
    ----------
    rows : sequence of sequences
        Every combination of values: one entry for each input. The inputs are independent.
    shares : sequence of float
        The probability of each combination.
    values : sequence of float
        What comes of each.

    Returns
    -------
    tuple of Index or None
        One for each input; None where nothing varies.

    Examples
    --------
    Two consents of 0.3 and 0.8, both needed:

    >>> rows = [(a, b) for a in (0, 1) for b in (0, 1)]
    >>> shares = [(0.3 if a else 0.7) * (0.8 if b else 0.2) for a, b in rows]
    >>> first, second = finite_indices(rows, shares, [a * b for a, b in rows])
    >>> round(first.first, 6), round(second.first, 6)
    (0.736842, 0.078947)

    Notes
    -----
    Linear in combinations times inputs.
    """
    weights, y = np.array(shares, float), np.array(values, float)
    whole = _variance(weights, y)
    if whole < _NOTHING:
        return None
    found = []
    for at in range(len(rows[0])):
        alone = _between([row[at] for row in rows], weights, y)
        others = _between([(*row[:at], *row[at + 1 :]) for row in rows], weights, y)
        found.append(Index(alone / whole, 1 - others / whole))
    return tuple(found)


def _variance(weights: Floats, values: Floats) -> float:
    mean = weights @ values
    return float(weights @ (values - mean) ** 2)


def _between(keys: Sequence[Hashable], weights: Floats, values: Floats) -> float:
    """Give the variance of the means of groups."""
    sums: dict[Hashable, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for key, weight, value in zip(keys, weights.tolist(), values.tolist(), strict=True):
        sums[key][0] += weight
        sums[key][1] += weight * value
    groups = np.array([one for one in sums.values() if one[0] > 0])
    return _variance(groups[:, 0], groups[:, 1] / groups[:, 0])


def sampled_indices(
    answers: Callable[[Floats], Sequence[float]], inputs: int, *, samples: int, seed: int = 1
) -> tuple[Index, ...] | None:
    """Divide a variance between continuous inputs, by samples.

    Parameters
    ----------
    answers : callable
        Gives the answers at points of the unit cube, shape (points, inputs); each input is uniform there.
    inputs : int
    samples : int
        A power of two; there are ``samples * (inputs + 2)`` points.
    seed : int

    Returns
    -------
    tuple of Index or None
        One for each input; None where nothing varies.

    Raises
    ------
    ModuleNotFoundError
        If SALib isn't installed.
    ValueError
        If the number of samples isn't a power of two.

    Examples
    --------
    >>> first, second = sampled_indices(lambda x: 2 * x[:, 0] + x[:, 1], 2, samples=256)
    >>> round(first.first, 1), round(second.total, 1)
    (0.8, 0.2)

    Notes
    -----
    Sobol' sequences and the estimators of Saltelli et al. (2010) and Jansen (1999), both from SALib; intervals by 100
    resamples. No global random state is touched.
    """
    if samples < 2 or samples & (samples - 1):
        raise ValueError(f"the number of samples must be a power of two, such as 64; got {samples}")
    sampling, analysis = _salib()
    problem = {"num_vars": inputs, "names": [str(k) for k in range(inputs)], "bounds": [[0.0, 1.0]] * inputs}
    points = sampling.sample(problem, samples, calc_second_order=False, seed=seed)
    found = np.array(answers(points), float)
    if float(found.var()) < _NOTHING:
        return None
    # A seed of 0 would make SALib fall back on the global random state.
    indices = analysis.analyze(problem, found, calc_second_order=False, seed=seed + 1)
    columns = (indices[key].tolist() for key in ("S1", "ST", "S1_conf", "ST_conf"))
    return tuple(Index(*row) for row in zip(*columns, strict=True))


def _salib() -> tuple[Any, Any]:
    """Load the sampler and the estimator, which come with an extra."""
    try:
        return import_module("SALib.sample.sobol"), import_module("SALib.analyze.sobol")
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "variance-based indices of ranges need the package SALib; "
            "install it with: pip install 'detente[sensitivity]'",
            name=error.name,
        ) from None


def indices_of(answering: Answering, *, samples: int, seed: int = 1) -> tuple[NamedIndex, ...] | None:
    """Divide the variance of an answer between the inputs that the file gives as ranges.

    Shares that sum to one are one input, since they are not independent of each other. Where the evidence excludes every
    type, the answer at the central values is taken.

    Parameters
    ----------
    answering : Answering
    samples : int
        A power of two; the model is run ``samples * (inputs + 2)`` times.
    seed : int

    Returns
    -------
    tuple of NamedIndex or None
        The greatest total first; None where no range moves the answer.

    Raises
    ------
    ModuleNotFoundError
        If SALib isn't installed.
    ValueError
        If the number of samples isn't a power of two.
    """
    bearing = answering.bearing()
    drawn = [one for one in answering.drawn if one.name in bearing]
    named = [(one.name, *_told(one)) for one in drawn]
    named += [(one.name, one.input, one.text) for one in answering.stakes]
    if not named:
        return None
    takers: list[Callable[[float], Value]] = [_taker(one, seed) for one in drawn]
    takers += [partial(_exact_at, stake.quantity) for stake in answering.stakes]
    names = [name for name, _, _ in named]

    def answers(points: Floats) -> list[float]:
        given = [
            {name: take(u) for name, take, u in zip(names, takers, point, strict=True)}
            for point in points.tolist()
        ]
        return [answering.base if one is None else one for one in answering.probabilities(given)]

    found = sampled_indices(answers, len(named), samples=samples, seed=seed)
    if found is None:
        return None
    told = [NamedIndex(*name[1:], one) for name, one in zip(named, found, strict=True)]
    return tuple(sorted(told, key=lambda one: -one.indices.total))


def _told(one: Ranged) -> tuple[str, str]:
    """Name an input and say what it is; several shares are named together."""
    if len(one.members) == 1:
        return one.members[0].name, one.text
    return one.name, "; ".join(member.text for member in one.members) or one.text


def _taker(one: Ranged, seed: int) -> Callable[[float], Value]:
    """Give what turns a number between 0 and 1 into a value of an input."""
    if not one.members:
        (quantity,) = one.quantities
        return partial(_at, quantity)
    draws = Draws(_POOL, seed)
    pool = sorted(tuple(draws.shares(one.name, one.quantities, k)) for k in range(_POOL))
    return lambda u: pool[min(int(u * _POOL), _POOL - 1)]


def _at(quantity: Quantity, u: float) -> float:
    """Give a quantile: of the uniform distribution on a range, of PERT where there is a most likely value."""
    low, high = float(quantity.low), float(quantity.high)
    if quantity.likely is None:
        return low + u * (high - low)
    peak = (float(quantity.likely) - low) / (high - low)
    beta = import_module("scipy.stats").beta
    return low + (high - low) * float(beta.ppf(u, 1 + 4 * peak, 1 + 4 * (1 - peak)))


def _exact_at(quantity: Quantity, u: float) -> Fraction:
    return Fraction(_at(quantity, u))
