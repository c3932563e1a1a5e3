"""Balance over several kinds of ties: by the analyst's weights, where that verdict turns, and how many weights agree.

Kinds of ties are averaged only with weights that the analyst states. Whether an actor is balanced often hangs on them; so
it is told at which weight of one kind the verdict turns, and in what part of all weightings it is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from detente.simplex import mean_shares
from detente.situation.records import Situation
from detente.ties.balance import Balance
from detente.ties.ledger import worst
from detente.ties.shares import Share
from detente.words import DIGITS

LEVEL = 0.5
"""From this balance on an actor counts as balanced, unless another level is asked for."""


class Overall(NamedTuple):
    """Balance over kinds of ties.

    Attributes
    ----------
    level : float
        From which balance on an actor counts as balanced.
    weights : mapping of str to float
        By vector, summing to one over those to which a balance applies; empty if the file states none.
    coverage : float
        The weight of these vectors before that.
    balance : Share
        The weighted mean; not applicable without weights.
    balanced : bool or None
        Whether it is at least the level; None if that isn't known.
    turns : mapping of str to float or None
        By vector, the weight at which the verdict turns if the others keep their proportions; None if it never does, or
        that isn't known.
    agrees : Share
        The part of all weightings in which the actor is balanced. The ends are over what isn't known.
    """

    level: float
    weights: Mapping[str, float]
    coverage: float
    balance: Share
    balanced: bool | None
    turns: Mapping[str, float | None]
    agrees: Share


def overall(sit: Situation, held: Balance, level: float = LEVEL) -> Overall:
    """Average the balance between poles over kinds of ties.

    Parameters
    ----------
    sit : Situation
        With weights of vectors, if the analyst states any.
    held : Balance
    level : float
        From which balance on an actor counts as balanced.

    Returns
    -------
    Overall

    Examples
    --------
    >>> from detente import read
    >>> from detente.ties.balance import balance
    >>> sit, _ = read('''detente: 1
    ... title: Two
    ... actors: {A: Alpha}
    ... vectors: {energy: {weight: 60%}, trade: {weight: 40%}}
    ... poles: {east: [E], west: [W]}
    ... ties:
    ...   - {from: E, to: A, vector: energy, value: 90, unit: PJ, year: 2021}
    ...   - {from: W, to: A, vector: energy, value: 10, unit: PJ, year: 2021}
    ...   - {from: E, to: A, vector: trade, value: 50, unit: million USD, year: 2021}
    ...   - {from: W, to: A, vector: trade, value: 50, unit: million USD, year: 2021}
    ... ''')
    >>> found = overall(sit, balance(sit, "A"))
    >>> round(found.balance.value, 3), found.balanced
    (0.616, True)
    >>> round(found.turns["energy"], 5), round(found.agrees.value, 5)
    (0.78125, 0.78125)

    Notes
    -----
    The part of the weightings is exact; see :func:`part_of_weightings`.
    """
    known = {
        vector: one.balance for vector, one in held.profile.items() if one.balance.status != "not_applicable"
    }
    weights, coverage = _weights(sit, list(known))
    mean = _mean(known, weights)
    ends = [[_end(one, side) for one in known.values()] for side in (0, 2)]
    values = [one.value for one in known.values() if one.value is not None]
    agrees = Share(
        part_of_weightings(ends[0], level) if known else None,
        part_of_weightings(values, level) if known and len(values) == len(known) else None,
        part_of_weightings(ends[1], level) if known else None,
        worst(one.status for one in known.values()),
    )
    balanced = _verdict(mean, level)
    turns = {vector: _turn(vector, known, weights, level) for vector in weights}
    return Overall(level, weights, coverage, mean, balanced, turns, agrees)


def part_of_weightings(values: Sequence[float], level: float) -> float:
    """Give the part of all weightings for which a weighted mean is at least a level.

    Parameters
    ----------
    values : sequence of float
        What is averaged.
    level : float

    Returns
    -------
    float
        The volume of {w : w >= 0, sum w = 1, sum w v >= level} over that of the whole simplex.

    Examples
    --------
    >>> part_of_weightings([1, 0], 0.25), part_of_weightings([1, 1, 0], 0.5)
    (0.75, 0.75)

    Notes
    -----
    Exact: with y = v - level, for one positive y_p and one negative y_n the part F of a set of values is
    (y_p F(without n) - y_n F(without p)) / (y_p - y_n); F is 1 where none is negative, 0 where none is positive. This is
    the recursion of divided differences that gives B-splines (Curry & Schoenberg 1966; Varsi 1973). O(n^2).
    """
    above = [Fraction(value) - Fraction(level) for value in values]
    positive = [one for one in above if one > 0]
    negative = [one for one in above if one <= 0]
    if not any(negative):
        return 1.0
    row = [Fraction(1)] + [Fraction(0)] * len(negative)
    for p in positive:
        fresh = [Fraction(1)]
        for at, n in enumerate(negative, start=1):
            fresh.append((p * fresh[at - 1] - n * row[at]) / (p - n))
        row = fresh
    return float(row[-1])


def _weights(sit: Situation, vectors: Sequence[str]) -> tuple[dict[str, float], float]:
    """Give the stated weights of vectors, scaled to those that apply, and what these had before."""
    stated = {name: one.weight for name, one in sit.vector_records.items() if one.weight is not None}
    if not stated:
        return {}, 0.0
    means = mean_shares([one.low for one in stated.values()], [one.high for one in stated.values()])
    held = {name: mean for name, mean in zip(stated, means, strict=True) if name in vectors}
    total = sum(held.values(), Fraction(0))
    if not total:
        return {}, 0.0
    return {name: float(weight / total) for name, weight in held.items()}, float(total)


def _mean(known: Mapping[str, Share], weights: Mapping[str, float]) -> Share:
    """Average balances by weights; one that isn't known may be anything."""
    if not weights:
        return Share(None, None, None, "not_applicable", "the file states no weights of vectors")
    parts = [(weight, known[vector]) for vector, weight in weights.items()]
    low, high = (sum(weight * _end(one, side) for weight, one in parts) for side in (0, 2))
    values = [weight * one.value for weight, one in parts if one.value is not None]
    value = sum(values) if len(values) == len(parts) else None
    return Share(low, value, high, worst(one.status for _, one in parts))


def _end(one: Share, side: int) -> float:
    end = (one.low, one.value, one.high)[side]
    return (0.0 if side == 0 else 1.0) if end is None else end


def _verdict(mean: Share, level: float) -> bool | None:
    """Tell whether a balance is at least a level, if that is certain."""
    if mean.low is None or mean.high is None:
        return None
    if mean.value is not None:
        return round(mean.value - level, DIGITS) >= 0
    least, most = (round(end - level, DIGITS) >= 0 for end in (mean.low, mean.high))
    return least if least == most else None


def _turn(
    vector: str, known: Mapping[str, Share], weights: Mapping[str, float], level: float
) -> float | None:
    """Give the weight of one vector at which the mean is at the level, the others keeping their proportions."""
    values = {name: known[name].value for name in weights}
    own = values[vector]
    rest = [(weights[name], value) for name, value in values.items() if name != vector]
    total = sum(weight for weight, _ in rest)
    if own is None or not total or any(value is None for _, value in rest):
        return None
    others = sum(weight * (value or 0.0) for weight, value in rest) / total
    if own == others:
        return None
    turn = (level - others) / (own - others)
    return turn if 0 <= turn <= 1 else None
