"""Capacity to influence: bandwidth of exchange times the dependence of the receiver, after FBIC."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple


class Capacity(NamedTuple):
    """A capacity in [0, 1], and the weight of the vectors that it rests on."""

    value: float
    coverage: float


def influence_capacity(
    bandwidth: Mapping[str, float],
    dependence: Mapping[str, float],
    bandwidth_weights: Mapping[str, float],
    dependence_weights: Mapping[str, float],
) -> Capacity | None:
    """Give (sum of a_v band_v) (sum of b_v d_v): how much passes, times how much of the receiver's total that is.

    A vector that isn't known isn't nought: it is dropped and the weights of the others are scaled to one.

    Parameters
    ----------
    bandwidth : mapping of str to float
        By vector, volume over the greatest volume in a named reference set; it changes with that set.
    dependence : mapping of str to float
        By vector, share of the receiver's total.
    bandwidth_weights, dependence_weights : mapping of str to float
        The analyst's weights of vectors, each summing to one.

    Returns
    -------
    Capacity or None
        None where no weighted vector is known. ``coverage`` is the lesser sum of weights that could be used.

    Examples
    --------
    >>> weights = {"trade": 0.5, "arms": 0.3, "credit": 0.2}
    >>> band = {"trade": 0.30, "arms": 0.60, "credit": 0.50}
    >>> depends = {"trade": 0.55, "arms": 0.90, "credit": 0.20}
    >>> round(influence_capacity(band, depends, weights, weights).value, 6)
    0.25155

    Notes
    -----
    Follows the idea of the Formal Bilateral Influence Capacity index (Moyer et al. 2018, 2021), not its weights.
    """
    sides = [_weighted(bandwidth, bandwidth_weights), _weighted(dependence, dependence_weights)]
    known = [side for side in sides if side is not None]
    if len(known) < len(sides):
        return None
    return Capacity(math.prod(value for value, _ in known), min(weight for _, weight in known))


def _weighted(values: Mapping[str, float], weights: Mapping[str, float]) -> tuple[float, float] | None:
    """Give the weighted mean of the known values and their weight."""
    weight = math.fsum(weight for vector, weight in weights.items() if vector in values)
    if not weight:
        return None
    total = math.fsum(weight * values[vector] for vector, weight in weights.items() if vector in values)
    return total / weight, weight
