"""Bayes' rule and what goes with it, on plain numbers: weights of evidence, diagnosticity, divergences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]


class AllExcludedError(ValueError):
    """No type can produce the observations: each has a likelihood of zero in some row, or a prior of zero.

    ``group`` is the actor or hypothesis (empty for plain numbers), ``rows`` the observations that exclude types.
    """

    def __init__(self, group: str = "", rows: Sequence[str] = ()) -> None:
        self.group, self.rows = group, tuple(rows)
        about = f" of {group}" if group else ""
        named = f": {', '.join(rows)}" if rows else ""
        super().__init__(f"no type{about} can produce these observations{named}")


def report_likelihood(p: ArrayLike, rho: ArrayLike) -> Floats:
    """Give the likelihood of a report of an event: L = (1 - rho) + rho p.

    Parameters
    ----------
    p : array_like of float
        Probability of the event under each type.
    rho : array_like of float
        Report weight in [0, 1], broadcast against ``p``: 1 takes the report as fact, 0 as telling nothing.

    Returns
    -------
    ndarray of float
        The likelihood, up to a factor that no type changes. No ratio exceeds 1/(1 - rho).

    Examples
    --------
    >>> likely, unlikely = report_likelihood([0.675, 0.325], 0.8)
    >>> round(float(likely / unlikely), 6)
    1.608696

    Notes
    -----
    The level of ``p`` counts, not only the ratio. Schum (1994), cascaded inference; Shafer (1976), discounting.
    """
    likelihood: Floats = 1 - np.asarray(rho, float) * (1 - np.asarray(p, float))
    return likelihood


def logs(numbers: ArrayLike) -> Floats:
    """Give natural logarithms, minus infinity for zero, without a complaint."""
    with np.errstate(divide="ignore"):
        result: Floats = np.log(np.asarray(numbers, float))
    return result


def update(priors: ArrayLike, likelihoods: ArrayLike, exponents: ArrayLike = 1.0) -> Floats:
    """Update a belief: posterior_j proportional to prior_j times the product of L_kj over observations k.

    Observations are conditionally independent given the type. In logarithms, so that a thousand rows don't underflow.

    Parameters
    ----------
    priors : array_like of float, shape (K,)
        Prior probabilities of the K types.
    likelihoods : array_like of float, shape (n, K)
        Likelihood of each observation under each type; n may be 0.
    exponents : array_like of float, shape (n,) or scalar
        How far each row counts: 1 in full, less where reports hang together.

    Returns
    -------
    ndarray of float, shape (K,)
        The posterior.

    Raises
    ------
    AllExcludedError
        If no type has a positive prior and positive likelihoods.

    Examples
    --------
    >>> update([0.7, 0.3], [[0.675, 0.325]]).round(6)
    array([0.828947, 0.171053])

    Notes
    -----
    Cost O(n K). A likelihood of zero removes a type for ever (Cromwell's rule; Lindley 1985).
    """
    prior = np.asarray(priors, float)
    rows = np.asarray(likelihoods, float).reshape(-1, len(prior))
    return normalised(prior, weighted_logs(rows, np.broadcast_to(exponents, len(rows))))


def weighted_logs(rows: Floats, exponents: Floats) -> Floats:
    """Sum exponent times log likelihood over rows; a row of exponent zero counts for nothing, whatever it holds.

    ``rows`` are likelihoods of shape (n, K); ``exponents`` of shape (..., n) give sums of shape (..., K).
    """
    return weighted_sums(logs(rows), exponents)


def weighted_sums(log_likelihoods: Floats, exponents: Floats) -> Floats:
    """Sum exponent times log likelihood, where a row of exponent zero counts for nothing, even if it excludes."""
    excludes = np.isneginf(log_likelihoods)
    if not excludes.any():
        total: Floats = exponents @ log_likelihoods
        return total
    total = exponents @ np.where(excludes, 0.0, log_likelihoods)
    excluded = (exponents > 0).astype(float) @ excludes.astype(float) > 0
    return np.where(excluded, -math.inf, total)


def normalised(prior: Floats, log_likelihoods: Floats) -> Floats:
    """Turn priors and logarithms of likelihoods, shape (..., K), into probabilities; without evidence the prior stands."""
    held = log_likelihoods[..., prior > 0]
    top = held.max(axis=-1, keepdims=True, initial=-math.inf)
    if (top == -math.inf).any():
        raise AllExcludedError
    weights = prior * np.exp(np.minimum(log_likelihoods - top, 0))
    posterior: Floats = weights / weights.sum(axis=-1, keepdims=True)
    return posterior


def weight_of_evidence(a: float, b: float) -> float:
    """Give the weight of evidence ln(L_a / L_b), in nats; infinite where one likelihood is zero, 0 where both are.

    Examples
    --------
    >>> round(decibans(weight_of_evidence(0.675, 0.325)), 6)
    3.174204

    Notes
    -----
    Good, *Probability and the Weighing of Evidence* (1950).
    """
    if a == b:
        return 0.0
    if not a:
        return -math.inf
    return math.log(a / b) if b else math.inf


def decibans(nats: float) -> float:
    """Turn nats into decibans: ten times the base-10 logarithm of the ratio."""
    return 10 * nats / math.log(10)


def diagnosticity(likelihoods: Sequence[float]) -> float:
    """Give max ln L_j - min ln L_j, in nats: 0 exactly when the row tells nothing, whatever the prior.

    Examples
    --------
    >>> round(diagnosticity([0.8, 0.2]), 6), diagnosticity([0.5, 0.5])
    (1.386294, 0.0)
    """
    return weight_of_evidence(max(likelihoods), min(likelihoods))


def effective_number(n: int, correlation: float) -> float:
    """Give how many independent reports n correlated ones are worth: n / (1 + (n - 1) c).

    Examples
    --------
    >>> effective_number(3, 0.5)
    1.5

    Notes
    -----
    Kish's design effect (1965); for probabilities Clemen & Winkler (1985).
    """
    return n / (1 + (n - 1) * correlation)


def divergence(posterior: ArrayLike, prior: ArrayLike) -> float:
    """Give the Kullback-Leibler divergence of ``posterior`` from ``prior`` in bits: how far a belief has shifted.

    Examples
    --------
    >>> round(divergence([0.828947, 0.171053], [0.7, 0.3]), 4)
    0.0636
    """
    p, q = np.asarray(posterior, float), np.asarray(prior, float)
    held = p > 0
    with np.errstate(divide="ignore"):
        return float(np.sum(p[held] * np.log2(p[held] / q[held])))


def jensen_shannon(p: ArrayLike, q: ArrayLike) -> float:
    """Give the Jensen-Shannon divergence of two beliefs in bits: symmetric, in [0, 1], finite with zeros.

    Examples
    --------
    >>> round(jensen_shannon([0.903226, 0.096774], [0.538462, 0.461538]), 6)
    0.127092

    Notes
    -----
    Its square root is a metric (Endres & Schindelin 2003).
    """
    a, b = np.asarray(p, float), np.asarray(q, float)
    middle = (a + b) / 2
    return (divergence(a, middle) + divergence(b, middle)) / 2
