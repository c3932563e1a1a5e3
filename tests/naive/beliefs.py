"""Beliefs written from the definitions, sharing no code with the package: plain products, grids and random search."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction


def report(p, rho):
    return (1 - rho) + rho * p


def posterior(priors, rows, powers=None):
    """Prior times the product of likelihoods over the sum, by plain multiplication."""
    weights = []
    for j, prior in enumerate(priors):
        weight = prior
        for k, row in enumerate(rows):
            weight = weight * row[j] ** (powers[k] if powers else 1)
        weights.append(weight)
    total = sum(weights)
    return [weight / total for weight in weights]


def one_per_origin(reports):
    """reports: (origin, rho, likelihoods of the event). Give one row per origin: strongest, or their geometric mean."""
    rows = []
    for origin in dict.fromkeys(report_[0] for report_ in reports):
        same = [one for one in reports if one[0] == origin]
        greatest = max(rho for _, rho, _ in same)
        kept = [[report(p, rho) for p in row] for _, rho, row in same if rho == greatest]
        rows.append([math.prod(column) ** (1 / len(kept)) for column in zip(*kept, strict=True)])
    return rows


def averaged(priors, rows, low, high, steps=2000):
    """Average the product of rows that share one uncertain weight over the weight, by the midpoint rule."""
    totals = [0.0] * len(priors)
    for step in range(steps):
        rho = low + (high - low) * (step + 0.5) / steps
        for j, prior in enumerate(priors):
            totals[j] += prior * math.prod(report(row[j], rho) for row in rows)
    return [total / sum(totals) for total in totals]


def prior_corners(lows, highs):
    """Corners of a box cut by "sum to one": all shares but one stand at an end."""
    corners = set()
    for free in range(len(lows)):
        others = [k for k in range(len(lows)) if k != free]
        for ends in itertools.product(*[(lows[k], highs[k]) for k in others]):
            rest = 1 - sum(ends)
            if lows[free] <= rest <= highs[free]:
                corner = [Fraction(0)] * len(lows)
                corner[free] = rest
                for k, end in zip(others, ends, strict=True):
                    corner[k] = end
                corners.add(tuple(corner))
    return sorted(corners)


def extremes(prior_lows, prior_highs, rows, grades, powers=None):
    """Least and greatest posterior over all corners.

    rows: per row, per type (low, high); grades: per row a list of weights to try, or the name of a shared list.
    """
    names = list(dict.fromkeys(name for name, _ in grades))
    values = dict(grades)
    corners = prior_corners(prior_lows, prior_highs)
    cells = [cell for row in rows for cell in row]
    least, greatest = [1.0] * len(prior_lows), [0.0] * len(prior_lows)
    for chosen in itertools.product(*[values[name] for name in names]):
        weight = dict(zip(names, chosen, strict=True))
        for ends in itertools.product(*[sorted({float(a), float(b)}) for a, b in cells]):
            table = [ends[k * len(least) : (k + 1) * len(least)] for k in range(len(rows))]
            likelihoods = [[report(p, weight[grades[k][0]]) for p in table[k]] for k in range(len(rows))]
            for corner in corners:
                if not any(
                    float(prior) * math.prod(row[j] for row in likelihoods) for j, prior in enumerate(corner)
                ):
                    continue
                one = posterior([float(p) for p in corner], likelihoods, powers)
                least = [min(a, b) for a, b in zip(least, one, strict=True)]
                greatest = [max(a, b) for a, b in zip(greatest, one, strict=True)]
    return least, greatest
