"""Several analysts: their beliefs side by side, pooled, and where they part.

Disagreement is a result and not noise: a pool never stands alone. The default pool is the geometric mean of odds; it
commutes with Bayes' rule (externally Bayesian, Genest 1984), while a linear pool of calibrated beliefs is too cautious
(Ranjan & Gneiting 2010).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date as Day
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from detente.evidence.bayes import Floats, jensen_shannon, logs
from detente.evidence.beliefs import Beliefs, Posterior, beliefs
from detente.evidence.frames import Frame, Use, exponents, frames
from detente.evidence.means import log_likelihoods, means_of
from detente.evidence.weighing import leading_pair
from detente.faults import NOWHERE, Fault, SituationError, fault
from detente.situation.records import Situation
from detente.words import DIGITS


class Difference(NamedTuple):
    """What drives two analysts apart, in nats of log-odds: an origin of evidence, or the prior where it is None."""

    origin: str | None
    nats: float


class Divide(NamedTuple):
    """The two analysts who are furthest apart on one belief.

    Attributes
    ----------
    analysts : tuple of str
        Both.
    size : float
        Jensen-Shannon divergence of their beliefs in bits, in [0, 1].
    pair : tuple of str
        The two types between which the log-odds are given: the leading ones of the pool.
    differences : tuple of Difference
        What the first's log-odds have over the second's, item by item, the greatest first. They add up to the whole
        unless reports share an uncertain weight; ``rest`` is what is left then.
    rest : float
        The part of the difference that no single item accounts for, in nats.
    """

    analysts: tuple[str, str]
    size: float
    pair: tuple[str, str]
    differences: tuple[Difference, ...]
    rest: float


class Pooled(NamedTuple):
    """What several analysts believe about one actor's types or one hypothesis.

    Attributes
    ----------
    group : str
        The actor or hypothesis.
    apart : mapping of str to mapping of str to Posterior
        By analyst and type: each one's own belief with its range.
    log_odds, linear : mapping of str to float
        Both pools, by type, with equal weights.
    leaders : mapping of str to str
        The type that each analyst thinks most probable.
    divide : Divide
        Who is furthest apart, and over what.
    """

    group: str
    apart: Mapping[str, Mapping[str, Posterior]]
    log_odds: Mapping[str, float]
    linear: Mapping[str, float]
    leaders: Mapping[str, str]
    divide: Divide

    @property
    def agreed(self) -> bool:
        """Whether all think the same type most probable."""
        return len(set(self.leaders.values())) == 1

    def span(self, kind: str) -> tuple[float, float]:
        """Give the least and the greatest probability that any analyst gives a type."""
        values = [one[kind].value for one in self.apart.values()]
        return min(values), max(values)


def linear_pool(beliefs_of: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """Pool beliefs by their weighted mean.

    Parameters
    ----------
    beliefs_of : array_like of float, shape (n, K)
        One row per analyst; each sums to one.
    weights : array_like of float, shape (n,), optional
        They sum to one; equal if not given.

    Returns
    -------
    ndarray of float, shape (K,)
        The pool.

    Examples
    --------
    >>> linear_pool([[p, 1 - p] for p in (0.0140, 0.0221, 0.0039, 0.0040)]).round(4)
    array([0.011, 0.989])
    """
    rows = np.asarray(beliefs_of, float)
    pooled: Floats = _weights(weights, len(rows)) @ rows
    return pooled


def log_pool(beliefs_of: ArrayLike, weights: ArrayLike | None = None, extremising: float = 1.0) -> Floats:
    """Pool beliefs by the weighted geometric mean, normalised: for two types, by the mean of log-odds.

    Parameters
    ----------
    beliefs_of : array_like of float, shape (n, K)
        One row per analyst; each sums to one, without zeros.
    weights : array_like of float, shape (n,), optional
        They sum to one; equal if not given.
    extremising : float
        Multiplies the pooled log-odds. More than 1 corrects for what analysts know and don't share, and should be
        fitted on many resolved questions of the same group; who reads the same cables shares it.

    Returns
    -------
    ndarray of float, shape (K,)
        The pool.

    Raises
    ------
    ValueError
        If a belief is zero: it would dictate the pool. Ask for a number.

    Examples
    --------
    >>> log_pool([[p, 1 - p] for p in (0.0140, 0.0221, 0.0039, 0.0040)]).round(4)
    array([0.0084, 0.9916])
    >>> log_pool([[0.6, 0.4], [0.7, 0.3], [0.8, 0.2]], extremising=2.5).round(6)
    array([0.900179, 0.099821])

    Notes
    -----
    Genest (1984) for the pool; Baron et al. (2014) and Satopää et al. (2014) for the factor.
    """
    rows = np.asarray(beliefs_of, float)
    if (rows <= 0).any():
        raise ValueError(
            "log_pool(): a probability of 0 or 1 would dictate the pool; expected a number between"
        )
    return _from_logs(extremising * (_weights(weights, len(rows)) @ logs(rows)))


def pool(
    views: Mapping[str, Situation], as_of: Day | str | None = None, use: Use = "all"
) -> dict[str, Pooled]:
    """Put the beliefs of several analysts side by side and pool them with equal weights.

    Parameters
    ----------
    views : mapping of str to Situation
        Two or more files of the same situation, by analyst: a base and overlays, or overlays only.
    as_of : date, ISO date or None
        Only evidence known by this day counts; default is each file's own day.
    use : {"all", "statements", "conduct"}
        The evidence to look at.

    Returns
    -------
    dict of str to Pooled
        By actor or hypothesis.

    Raises
    ------
    SituationError
        If an analyst holds a type certain or impossible: a pool by log-odds needs a number.
    AllExcludedError
        If an analyst's observations exclude every type of some actor or hypothesis.
    ValueError
        With fewer than two analysts, or if they don't speak of the same types.
    """
    if len(views) < 2:
        raise ValueError(f"pool(): expected two analysts or more; got {len(views)}")
    held = {name: beliefs(sit, as_of, use) for name, sit in views.items()}
    kinds = {name: {group: tuple(one) for group, one in found.items()} for name, found in held.items()}
    first = next(iter(kinds.values()))
    strays = [name for name, one in kinds.items() if one != first]
    if strays:
        raise ValueError(
            f"pool(): {', '.join(strays)} and {next(iter(kinds))} don't speak of the same types; "
            "expected files that lie over one base"
        )
    framed = {name: frames(sit, as_of, use) for name, sit in views.items()}
    settled = [
        one
        for name, by_group in framed.items()
        for frame in by_group.values()
        for one in _settled(name, views[name], frame)
    ]
    if settled:
        raise SituationError(settled)
    return {group: _pool(group, {name: one[group] for name, one in framed.items()}, held) for group in first}


def _weights(weights: ArrayLike | None, n: int) -> Floats:
    """Give weights that sum to one; equal ones if none are given."""
    if weights is None:
        return np.full(n, 1 / n)
    given = np.asarray(weights, float)
    if given.shape != (n,) or (given < 0).any() or round(float(given.sum()) - 1, DIGITS):
        raise ValueError(f"pool weights must be {n} numbers that sum to one; got {given.tolist()}")
    return given


def _from_logs(sums: Floats) -> Floats:
    """Turn logarithms into probabilities, shape (..., K)."""
    scaled = np.exp(sums - sums.max(axis=-1, keepdims=True))
    shares: Floats = scaled / scaled.sum(axis=-1, keepdims=True)
    return shares


def _log_belief(frame: Frame) -> Floats:
    """Give the logarithm of a belief up to a constant, shape (K,): far from certain, however much evidence there is."""
    means = means_of(frame)
    return logs(means.prior) + log_likelihoods(means, exponents(frame))


def _settled(name: str, sit: Situation, frame: Frame) -> Iterator[Fault]:
    """Say which types an analyst holds impossible, and where that is written."""
    for k in np.flatnonzero(np.isneginf(_log_belief(frame))).tolist():
        kind = frame.types[k]
        row = next((row for row in frame.rows if row.cells[k].central == 0), None)
        if frame.priors[k].high == 0 or row is None:
            place, what = frame.priors[k].place, "its prior is 0"
        else:
            place, what = row.cells[k].place, f"its likelihood in {row.observation} is 0"
        yield fault(
            "DT542",
            sit.place if place == NOWHERE else place,
            f"{name} holds {kind} of {frame.group} impossible, for {what}; that would dictate a pool by log-odds",
            expected="a number above 0, however small",
            got="0%",
        )


def _pool(group: str, framed: Mapping[str, Frame], held: Mapping[str, Beliefs]) -> Pooled:
    """Pool the beliefs about one group."""
    types = next(iter(framed.values())).types
    apart = {name: held[name][group] for name in framed}
    log_beliefs = np.array([_log_belief(frame) for frame in framed.values()])
    rows = _from_logs(log_beliefs)
    by_odds = _from_logs(log_beliefs.mean(axis=0))
    return Pooled(
        group,
        apart,
        dict(zip(types, by_odds.tolist(), strict=True)),
        dict(zip(types, linear_pool(rows).tolist(), strict=True)),
        {name: types[leading_pair(row)[0]] for name, row in zip(apart, rows, strict=True)},
        _divide(framed, log_beliefs, leading_pair(by_odds)),
    )


def _divide(framed: Mapping[str, Frame], log_beliefs: Floats, pair: tuple[int, int]) -> Divide:
    """Find the two who are furthest apart, and what drives them apart."""
    names, rows = tuple(framed), _from_logs(log_beliefs)
    sizes = {
        both: jensen_shannon(rows[both[0]], rows[both[1]]) for both in combinations(range(len(names)), 2)
    }
    one, other = max(sizes, key=lambda both: round(sizes[both], DIGITS))
    a, b = pair
    mine, theirs = (_items(framed[names[k]], a, b) for k in (one, other))
    gaps = {item: mine.get(item, 0.0) - theirs.get(item, 0.0) for item in {**mine, **theirs}}
    listed = [Difference(item, nats) for item, nats in gaps.items() if round(nats, DIGITS)]
    odds = log_beliefs[:, a] - log_beliefs[:, b]
    types = framed[names[0]].types
    return Divide(
        (names[one], names[other]),
        sizes[one, other],
        (types[a], types[b]),
        tuple(sorted(listed, key=lambda gap: -round(abs(gap.nats), DIGITS))),
        float(odds[one] - odds[other]) - math.fsum(gaps.values()),
    )


def _items(frame: Frame, a: int, b: int) -> dict[str | None, float]:
    """Give what each item adds to the log-odds of two types: the prior, and each origin by itself."""
    means = means_of(frame)
    counted = exponents(frame)
    items: dict[str | None, float] = {None: math.log(means.prior[a] / means.prior[b])}
    for origin in frame.origins:
        mine = np.array([row.origin == origin for row in frame.rows])
        sums = log_likelihoods(means, np.where(mine, counted, 0.0))
        items[origin] = float(sums[a] - sums[b])
    return items
