"""Orders of preference: which of two states is better and what decides, and numbers of all states that grow with it.

Statements are compared one by one, the most important first; worths are added, at their central values and exactly; a
ranking lists groups of states, the best first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.situation.evaluate import holds, truth
from detente.situation.expressions import Expr
from detente.situation.records import Ranking, Situation, Statement, Weight
from detente.situation.stakes import central_worth

_CHUNK = 32  # statements compared at one go
_SMALL = 1 << 62

Keys: TypeAlias = npt.NDArray[np.int64] | npt.NDArray[np.object_]


class Verdict(NamedTuple):
    """Whether the second of two states is better; None where both are equally good, and nothing decides.

    ``decided_by`` is the statement, weight or pair of groups that decides, ``line`` where it stands; ``gain`` is what
    a weight that decides adds.
    """

    better: bool | None
    decided_by: str
    line: int
    gain: Fraction | None = None


EVEN = Verdict(None, "", 0)


def keys_of_statements(codes: npt.NDArray[np.int64], exprs: Sequence[Expr]) -> Keys:
    """Give states numbers that are greater for a greater truth vector, compared lexicographically; shape (states,)."""
    keys = np.zeros(len(codes), dtype=np.int64)
    for k, expr in enumerate(exprs):
        if k and k % _CHUNK == 0:
            keys = np.unique(keys, return_inverse=True)[1].astype(np.int64)
        keys = keys << 1 | truth(expr, codes)
    return keys


def keys_of_weights(sit: Situation, weights: Sequence[Weight], codes: npt.NDArray[np.int64]) -> Keys:
    """Add the worths of what holds, exactly, in units of a common fraction."""
    worths = [central_worth(sit, weight.worth) for weight in weights]
    unit = lcm(*(worth.denominator for worth in worths))
    whole = [int(worth * unit) for worth in worths]
    small = sum(abs(worth) for worth in whole) < _SMALL
    keys: Keys = np.zeros(len(codes), dtype=np.int64 if small else object)
    for weight, worth in zip(weights, whole, strict=True):
        keys[truth(weight.expr, codes)] += worth
    return keys


def keys_of_ranking(ranking: Ranking, masks: Mapping[str, npt.NDArray[np.bool_]], states: int) -> Keys:
    """Give states numbers by the group of a ranking that names them, the best the greatest; ``rest`` is all others."""
    groups, rest = ranking.groups, _rest(ranking)
    keys = np.full(states, -rest, dtype=np.int64)
    for k, group in enumerate(groups):
        for name in group:
            if name != "rest":
                keys[masks[name]] = -k
    return keys


def _rest(ranking: Ranking) -> int:
    """Give the position of the group that holds what no name covers; after all others if none does."""
    return next((k for k, group in enumerate(ranking.groups) if "rest" in group), len(ranking.groups))


def by_statements(statements: Sequence[Statement], before: int, after: int) -> Verdict:
    """Compare two states by the first statement that is true of one and false of the other."""
    for one in statements:
        if holds(one.expr, before) != holds(one.expr, after):
            return Verdict(holds(one.expr, after), one.text, one.place.line)
    return EVEN


def by_groups(ranking: Ranking, before: Collection[str], after: Collection[str]) -> Verdict:
    """Compare two states, each given by the names it has, by a ranking."""

    def place(names: Collection[str]) -> tuple[int, str]:
        found = ((k, name) for k, group in enumerate(ranking.groups) for name in group if name in names)
        return next(found, (_rest(ranking), "rest"))

    (first, one), (second, other) = place(before), place(after)
    if first == second:
        return EVEN
    best, least = (other, one) if second < first else (one, other)
    return Verdict(second < first, f"{best} > {least}", ranking.place.line)


def by_weights(sit: Situation, weights: Sequence[Weight], before: int, after: int) -> Verdict:
    """Compare two states by worth; the largest of the terms that pull the way of the whole decides."""
    gains = [
        (central_worth(sit, weight.worth) * (holds(weight.expr, after) - holds(weight.expr, before)), weight)
        for weight in weights
    ]
    total = sum((gain for gain, _ in gains), Fraction(0))
    if total == 0:
        return EVEN
    gain, largest = max(gains, key=lambda item: item[0] if total > 0 else -item[0])
    return Verdict(total > 0, largest.text, largest.place.line, gain)
