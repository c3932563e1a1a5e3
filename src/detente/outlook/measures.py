"""Questions about ties: shares, concentration and balance at a state, with what its options do to the ties.

The recorded ties are those of the day; an effect counts at a state where its condition holds. A comparison may be
true, false, or not known, because a figure is a range or isn't known at all. It is then answered three times: by
the central values, and with everything in doubt taken as false and as true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date as Day
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from detente.conflict.moves import Bools
from detente.outlook.worlds import World
from detente.situation.evaluate import truth
from detente.situation.expressions import Compare, Measure
from detente.situation.records import Effect, Quantity, Situation, Tie
from detente.ties.balance import balance
from detente.ties.ledger import natural_direction
from detente.ties.shares import Share, dependence
from detente.ties.units import unit_of


class Reading(NamedTuple):
    """A measure at a state: its bounds and its value; None where it isn't known."""

    low: float | None
    value: float | None
    high: float | None


class Compared(NamedTuple):
    """A comparison at every state of a world: by central values, at least, at most, and where it can't be told."""

    central: Bools
    least: Bools
    most: Bools
    untold: Bools


class Measures:
    """Measures of the ties, with the effects of options; each set of effects is worked out once.

    Parameters
    ----------
    sit : Situation
    as_of : date or None
        Only ties known by this day count.
    """

    def __init__(self, sit: Situation, as_of: Day | None) -> None:
        self.sit, self.as_of = sit, as_of
        self._changed: dict[tuple[bool, ...], Situation] = {}
        self._readings: dict[tuple[Measure, tuple[bool, ...]], Reading] = {}

    def over(self, world: World) -> MeasuredWorld:
        """Make the measures ready for the states of a world."""
        return MeasuredWorld(self, world)

    def reading(self, measure: Measure, active: tuple[bool, ...]) -> Reading:
        """Give a measure when some of the effects are active."""
        key = (measure, active)
        if key not in self._readings:
            if active not in self._changed:
                effects = [one for one, so in zip(self.sit.effects, active, strict=True) if so]
                self._changed[active] = with_effects(self.sit, effects)
            self._readings[key] = read_measure(self._changed[active], measure, self.as_of)
        return self._readings[key]


class MeasuredWorld:
    """Comparisons over the states of one world."""

    def __init__(self, measures: Measures, world: World) -> None:
        self._measures = measures
        self._compared: dict[Compare, Compared] = {}
        codes = world.codes if world.codes is not None else np.zeros(len(world.labels), np.int64)
        holding = [truth(effect.expr, codes) for effect in measures.sit.effects]
        self._active = np.stack(holding, axis=1) if holding else np.zeros((codes.size, 0), bool)

    def compared(self, comparison: Compare) -> Compared:
        """Compare at every state."""
        if comparison not in self._compared:
            patterns, which = np.unique(self._active, axis=0, return_inverse=True)
            told = [self._told(comparison, tuple(pattern.tolist())) for pattern in patterns]
            columns = np.array(told, bool)[which.reshape(-1)].T
            self._compared[comparison] = Compared(*columns)
        return self._compared[comparison]

    def central(self, comparison: Compare) -> Bools:
        """Compare by central values."""
        return self.compared(comparison).central

    def _told(self, comparison: Compare, active: tuple[bool, ...]) -> tuple[bool, bool, bool, bool]:
        low, value, high = self._measures.reading(comparison.measure, active)
        number = float(comparison.number)
        untold = value is None
        if low is None or high is None:
            return False, False, True, untold
        ends = {_holds(comparison.relation, end, number) for end in (low, high)}
        if low < number < high and comparison.relation in {"=", "!="}:
            ends = {True, False}
        central = value is not None and _holds(comparison.relation, value, number)
        return central, ends == {True}, True in ends, untold


def _holds(relation: str, value: float, number: float) -> bool:
    """Compare two numbers after rounding to a billionth."""
    difference = round(value - number, 9)
    told: Mapping[str, bool] = {
        "<": difference < 0,
        "<=": difference <= 0,
        ">": difference > 0,
        ">=": difference >= 0,
        "=": difference == 0,
        "!=": difference != 0,
    }
    return told[relation]


def read_measure(sit: Situation, measure: Measure, as_of: Day | None) -> Reading:
    """Read a share, a concentration or a balance from the ties of a situation."""
    actor, *rest = measure.arguments
    if measure.kind == "balance":
        return _mean([one.balance for one in balance(sit, actor, as_of=as_of).profile.values()])
    vector = rest[-1]
    on = dependence(sit, actor, vector, direction=natural_direction(vector), as_of=as_of)
    one = on.hhi if measure.kind == "hhi" else on.shares.get(rest[0])
    if one is not None:
        return Reading(one.low, one.value, one.high)
    return Reading(0.0, 0.0 if not on.unlisted else None, min(1.0, on.unlisted))


def _mean(parts: list[Share]) -> Reading:
    """Average the balances of several vectors, each counting alike; one that isn't known may be anything."""
    known = [part for part in parts if part.status != "not_applicable"]
    if not known:
        return Reading(None, None, None)
    low = sum(0.0 if part.low is None else part.low for part in known) / len(known)
    high = sum(1.0 if part.high is None else part.high for part in known) / len(known)
    values = [part.value for part in known if part.value is not None]
    return Reading(low, sum(values) / len(known) if len(values) == len(known) else None, high)


def with_effects(sit: Situation, effects: list[Effect]) -> Situation:
    """Give the situation with its ties as some effects leave them."""
    ties = list(sit.ties)
    for effect in effects:
        at = _position(ties, effect)
        if at is None:
            ties.append(_new(effect, ties))
        elif ties[at].value is not None:
            ties[at] = _changed(ties[at], effect)
    return replace(sit, ties=tuple(ties))


def _position(ties: list[Tie], effect: Effect) -> int | None:
    """Find the tie that an effect changes: of the year named, or else the latest."""
    name = effect.tie
    alike = [
        at
        for at, tie in enumerate(ties)
        if (tie.source_actor, tie.target_actor, tie.vector) == (name.source, name.target, name.vector)
        and name.year in {None, tie.year}
        and not tie.product
    ]
    return max(alike, key=lambda at: ties[at].year or 0, default=None)


def _changed(tie: Tie, effect: Effect) -> Tie:
    """Add what an effect brings to a tie; no amount falls below zero."""
    assert tie.value is not None  # noqa: S101 - the caller looked
    factor = unit_of(effect.unit).scale / unit_of(tie.unit).scale if effect.unit else Fraction(1)
    low = max(Fraction(0), tie.value.low + effect.by.low * factor)
    high = max(low, tie.value.high + effect.by.high * factor)
    likely = tie.value.central + effect.by.central * factor
    value = Quantity(low, high, _most_likely(low, high, likely), "", "", effect.place)
    return replace(tie, value=value)


def _most_likely(low: Fraction, high: Fraction, mean: Fraction) -> Fraction | None:
    """Give the most likely value that makes a range's mean what it should be; None where the middle does."""
    likely = (6 * mean - low - high) / 4
    return None if 2 * mean == low + high else min(high, max(low, likely))


def _new(effect: Effect, ties: list[Tie]) -> Tie:
    """Make the tie that an effect brings about, of the latest year of its vector."""
    name = effect.tie
    years = [tie.year for tie in ties if tie.vector == name.vector and tie.year is not None]
    year = name.year or max(years, default=None)
    return Tie(name.source, name.target, name.vector, effect.by, effect.unit, "estimated", effect.place, year)
