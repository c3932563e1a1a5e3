"""A holder's refusal as a move: whether it would be kept where all others consent, under which concepts, at what price.

A refusal is taken as the commitment "if the others of a coalition consent, I don't", and tested by the same run that
gives the probability of the transfer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from detente.outlook.commitment_results import UNTOLD, Bounds
from detente.outlook.consent_model import Needed, all_of, needed_by
from detente.outlook.deterring import MORE_LIKELY
from detente.outlook.forecasting import interval
from detente.outlook.inputs import Values
from detente.outlook.keeping import (
    Keeping,
    Run,
    can_keep,
    deciding_alike,
    kept_by_way,
    on_average,
    pledge_by_way,
    runs_of,
)
from detente.outlook.model import Model
from detente.outlook.pledged import Pledged, Way, pledged_in
from detente.outlook.running import Setting
from detente.situation.evaluate import holds
from detente.situation.expressions import Expr, Not, Or
from detente.situation.records import BEHAVIOURS, Commitment, Situation, Weight
from detente.situation.stakes import NOT_KNOWN, central_worth, recorded_row
from detente.ties.blocking import minimal
from detente.ties.consents import Ways


class Price(NamedTuple):
    """What agreeing would cost a holder of one type, in points of its weights: the worth of refusing less that of agreeing.

    Below nought it gains by agreeing. ``why`` says why there is none. ``state`` is where it is asked.
    """

    type: str
    probability: float
    state: str
    low: float | None
    value: float | None
    high: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A holder's refusal, tested where all others of some coalition consent.

    Attributes
    ----------
    holder : str
    options : tuple of str
        What it would have to do to consent.
    states : tuple of str
        Where it is tested: the others consent, having changed no more than they must. Empty where its consent alone
        suffices, or the others can't consent before it does; then the refusal must be kept on every course.
    kept : Bounds
        The probability that it is kept everywhere. The range is over draws.
    wants_to : float or None
        The same if it feared no answer.
    credible : bool
        Whether it is more likely than not to be kept.
    stable : mapping of str to float
        By concept, the probability that no move by which the holder improves ends it.
    cannot : bool
        Whether there is no way for it to refuse any more.
    prices : tuple of Price
    why : str
        Why it isn't tested; empty if it is.
    """

    holder: str
    options: tuple[str, ...]
    states: tuple[str, ...] = ()
    kept: Bounds = UNTOLD
    wants_to: float | None = None
    credible: bool = False
    stable: Mapping[str, float] = field(default_factory=dict)
    cannot: bool = False
    prices: tuple[Price, ...] = ()
    why: str = ""


def refusals(model: Model, ways: Ways, sets: Sequence[int]) -> dict[str, Refusal]:
    """Test the refusal of each holder whose consent is by options.

    Parameters
    ----------
    model : Model
        Of the situation.
    ways : Ways
    sets : sequence of int
        The minimal coalitions, as masks of decisions.

    Returns
    -------
    dict of str to Refusal
        By holder, in the order of the file.

    Notes
    -----
    Consents with probabilities are taken as given. Chance events don't enter the test. The cost is that of a decision at
    each state where it is asked, under each concept and for each type.
    """
    by_options, tested = ways.by_options, _Tested(model)
    found = {}
    for holder in ways.holders:
        own = ways.held_by(holder) & by_options
        if own & _union(sets):
            found[holder] = _refusal(tested, ways, holder, own, [one & by_options for one in sets])
    return found


def _union(sets: Sequence[int]) -> int:
    mask = 0
    for one in sets:
        mask |= one
    return mask


def _refusal(tested: _Tested, ways: Ways, holder: str, own: int, sets: Sequence[int]) -> Refusal:
    """Test one holder's refusal."""
    model, sit = tested.model, tested.model.sit
    needed = needed_by(ways, own & _union(sets))
    told = Refusal(holder, tuple(_spelt(sit, needed)))
    if holder not in model.actors:
        return replace(told, why=f"{holder} takes no part")
    others = minimal(one & ~own for one in sets if one & own)
    condition: Expr | None = None
    if 0 not in others:
        condition = Or(tuple(all_of(sit, needed_by(ways, one)) for one in others))
    record = Commitment(
        holder,
        holder,
        "threat" if condition else "pledge",
        condition,
        "",
        Not(all_of(sit, needed)),
        "",
        sit.place,
    )
    world = model.stages[0].world
    pledged = pledged_in(world, record)
    if condition is not None and not pledged.triggers:
        pledged = pledged_in(world, replace(record, kind="pledge", condition=None))
    return tested.refusal(told, pledged, needed)


def _spelt(sit: Situation, needed: Needed) -> list[str]:
    """Name options, with "not" before those that mustn't be taken."""
    return [sit.options[bit].label if so else f"not {sit.options[bit].label}" for bit, so in sorted(needed)]


class _Tested:
    """The tests of one model's refusals; each run of it is made once."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._runs: dict[tuple[int, str, str], tuple[Values, list[Run]]] = {}

    def refusal(self, told: Refusal, pledged: Pledged, needed: Needed) -> Refusal:
        """Say all that is told of a refusal."""
        model = self.model
        world, states = model.stages[0].world, pledged.triggers
        value = on_average(self._kept(model.central, pledged))
        drawn = [on_average(self._kept(values, pledged)) for values in model.drawn]
        low, high = interval(value, [value, *drawn])
        asked = states or (world.start,)
        stable = {concept: on_average(self._kept(model.central, pledged, concept)) for concept in BEHAVIOURS}
        return replace(
            told,
            states=tuple(world.labels[state] for state in states),
            kept=Bounds(low, value, high),
            wants_to=stable["nash"],
            credible=value > MORE_LIKELY,
            stable=stable,
            cannot=not all(can_keep(model.stages[0], pledged, state) for state in asked),
            prices=tuple(price for state in asked for price in _prices(model, pledged, state, needed)),
        )

    def _kept(self, values: Values, pledged: Pledged, behaviour: str = "") -> dict[Way, float]:
        """Give by way the probability that a refusal is kept: where it is asked, or else on every course."""
        model = self.model
        if pledged.record.condition is not None:
            keeping = Keeping(model.stages[0], values, Setting(None, model.sit.play.knowledge))
            return kept_by_way(keeping, pledged, pledged.triggers, behaviour or None)
        key = (id(values), pledged.record.by, behaviour)
        if key not in self._runs:
            alike = deciding_alike(values, pledged.record.by, behaviour) if behaviour else values
            self._runs[key] = (alike, runs_of(model, alike))
        alike, runs = self._runs[key]
        return pledge_by_way(model, pledged, alike, runs)


def _prices(model: Model, pledged: Pledged, state: int, needed: Needed) -> Iterator[Price]:
    """Say what agreeing at a state would cost each type."""
    sit, world = model.sit, model.stages[0].world
    assert world.codes is not None  # noqa: S101 - consents are about options
    refused = agreed = int(world.codes[state])
    for bit, so in needed:
        agreed = agreed | 1 << bit if so else agreed & ~(1 << bit)
    if not pledged.consequence[state]:
        first, so = min(needed)
        refused = refused & ~(1 << first) if so else refused | 1 << first
    feasible = all(sit.states is not None and sit.states.find(code) is not None for code in (agreed, refused))
    preference = sit.preferences.get(pledged.record.by)
    for name, kind in preference.types.items() if preference else ():
        probability = model.central.types[pledged.record.by].get(name, 0.0)
        told = Price(name, probability, world.labels[state], None, None, None)
        if not feasible:
            yield told._replace(why="the rules don't let it choose between the two there")
        elif not kind.weights:
            yield told._replace(why="its order of preference sets no price")
        else:
            low, value, high = (float(end) for end in _worth_of(sit, kind.weights, refused, agreed))
            yield told._replace(low=low, value=value, high=high)


def _worth_of(
    sit: Situation, weights: Sequence[Weight], code: int, other: int
) -> tuple[Fraction, Fraction, Fraction]:
    """Give how much more one state is worth than another: least, central and greatest."""
    ends = [Fraction(0)] * 3
    for weight in weights:
        sign = holds(weight.expr, code) - holds(weight.expr, other)
        if sign:
            low, high = _worth_ends(sit, weight)
            signed = sorted([sign * low, sign * high])
            ends[0] += signed[0]
            ends[1] += sign * central_worth(sit, weight.worth)
            ends[2] += signed[1]
    return ends[0], ends[1], ends[2]


def _worth_ends(sit: Situation, weight: Weight) -> tuple[Fraction, Fraction]:
    """Give the least and greatest worth of a weight, over the ranges of its factors and of the ties it is read from."""
    low = high = Fraction(0)
    for factor, tie in weight.worth.terms:
        row = recorded_row(sit, tie) if tie else None
        value = (row.value if row and row.value else NOT_KNOWN) if tie else None
        ends = (value.low, value.high) if value else (Fraction(1), Fraction(1))
        products = [a * b for a in (factor.low, factor.high) for b in ends]
        low, high = low + min(products), high + max(products)
    return low, high
