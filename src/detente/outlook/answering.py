"""The answer to one question at other values of the inputs that the file gives as ranges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

from detente.evidence.bayes import AllExcludedError
from detente.faults import Place
from detente.outlook.asking import UNTOLD, asks_of_ties, variant
from detente.outlook.draws import CENTRAL, Draws
from detente.outlook.inputs import Taken, Values
from detente.outlook.model import Model
from detente.outlook.ranged import Stake, drawn_inputs, stakes_of
from detente.situation.records import Quantity, Situation
from detente.situation.stakes import recorded_row

Value: TypeAlias = float | Fraction | tuple[float, ...]
Orders: TypeAlias = tuple[bytes, ...]
_GRID = 10**6  # worths have no greater denominators, so that they are added and compared exactly
_SAME = 12  # digits to which beliefs are compared


class Given(Draws):
    """Draws of which some are given by name, a mapping for each draw; the others are the central values.

    What is asked for, and has a range, is noted on the way.
    """

    def __init__(self, given: Sequence[Mapping[str, Value]]) -> None:
        super().__init__(len(given), 0)
        self.given = given
        self.asked: dict[str, tuple[Quantity, ...]] = {}

    def value(self, name: str, quantity: Quantity, draw: int) -> float:
        """Give the value of an input as it is given, else its central value."""
        if not quantity.is_point:
            self.asked.setdefault(name, (quantity,))
        found: Any = self.given[draw].get(name) if draw != CENTRAL else None
        return super().value(name, quantity, CENTRAL) if found is None else float(found)

    def shares(self, name: str, quantities: Sequence[Quantity], draw: int) -> list[float]:
        """Give shares as they are given, else the central ones."""
        if not all(one.is_point for one in quantities):
            self.asked.setdefault(name, tuple(quantities))
        found: Any = self.given[draw].get(name) if draw != CENTRAL else None
        return super().shares(name, quantities, CENTRAL) if found is None else list(found)


class Lever(NamedTuple):
    """One way to move an answer: an input of the file, between the ends of its range.

    ``given`` is the name under which the ``values`` at the two ends are given; of several shares that sum to one it
    is the same for all.
    """

    given: str
    values: tuple[Value, Value]
    input: str
    text: str
    low: float
    high: float
    place: Place


class UnansweredError(ValueError):
    """The model says nothing of a question; the message says why."""


def model_of(sit: Situation, question: str, as_of: Day | None, *, draws: int = 0, seed: int = 1) -> Model:
    """Make the model of a question, at central values and with some draws of the ranges.

    Parameters
    ----------
    sit : Situation
    question : str
    as_of : date or None
    draws, seed : int

    Returns
    -------
    Model

    Raises
    ------
    KeyError
        If there is no such question.
    UnansweredError
        If the model doesn't answer it.
    SituationError
        If the situation lacks what a forecast needs.
    """
    asked = sit.questions[question]
    if asked.when is None:
        raise UnansweredError(
            f"the question '{question}' has no 'when', so no assumption of the model moves it"
        )
    model = Model(sit, as_of, draws, seed)
    if asks_of_ties(asked) and model.mixture(model.central, model.filed).probability(
        variant(question, UNTOLD)
    ):
        raise UnansweredError(f"the question '{question}' hangs on a tie whose value isn't known")
    return model


class Answering:
    """One question's probability, without the doubt, at given values of inputs with ranges.

    Parameters
    ----------
    model : Model
        From :func:`model_of`.
    question : str

    Attributes
    ----------
    base : float
        The probability at the central values.
    drawn : tuple of Ranged
        Inputs that change beliefs, behaviours and chances.
    stakes : tuple of Stake
        Inputs that change orders of preference; for these the conflict is solved anew.
    """

    def __init__(self, model: Model, question: str) -> None:
        self.model, self.question = model, question
        draws = Given([{}])
        Taken(model.sit, model.as_of, draws, model.taken).values(0)
        self.drawn = drawn_inputs(model.sit, model.as_of, draws.asked)
        self.stakes = stakes_of(model.sit)
        self._by_name = {one.name: one for one in self.stakes}
        self._measured = asks_of_ties(model.sit.questions[question])  # then ties count beyond the orders
        known = {actor: [order.tobytes() for order in own] for actor, own in model.taken.orders.items()}
        self._models: dict[object, Model] = {(_orders(model.central, known), ()): model}
        self.base = self._of(model, model.central)

    def probabilities(self, many: Sequence[Mapping[str, Value]]) -> list[float | None]:
        """Give the probabilities with some inputs at other values; None where the evidence then excludes every type.

        Parameters
        ----------
        many : sequence of mappings of str to float or tuple of float
            By name of input; several shares together, as one tuple.
        """
        return [
            None if taken is None else self._at(*taken, given)
            for taken, given in zip(self._values(many), many, strict=True)
        ]

    def _at(self, values: Values, orders: Orders, given: Mapping[str, Value]) -> float:
        model = self._model(orders, given)
        if model is self.model and _alike(values, model.central):
            return self.base
        return self._of(model, values)

    def levers(self) -> Iterator[Lever]:
        """Give every input with a range, one at a time, in the order of the file."""
        for one in self.drawn:
            for member in one.members:
                low, high = member.ends(one.quantities)
                values = (
                    member.shares(one.quantities, high=False),
                    member.shares(one.quantities, high=True),
                )
                yield Lever(one.name, values, member.name, member.text, low, high, member.place)
            if not one.members:
                low, high = float(one.quantities[0].low), float(one.quantities[0].high)
                yield Lever(one.name, (low, high), one.name, one.text, low, high, one.place)
        for stake in self.stakes:
            ends = stake.quantity.low, stake.quantity.high
            yield Lever(
                stake.name, ends, stake.input, stake.text, float(ends[0]), float(ends[1]), stake.place
            )

    def bearing(self) -> frozenset[str]:
        """Name the inputs that change anything that the model works on; those of hypotheses don't."""
        tried = [(lever.given, value) for lever in self.levers() for value in lever.values]
        found = self._values([{name: value} for name, value in tried])
        return frozenset(
            name
            for (name, _), taken in zip(tried, found, strict=True)
            if name in self._by_name or taken is None or not _alike(taken[0], self.model.central)
        )

    def _of(self, model: Model, values: Values) -> float:
        probability = model.mixture(values, model.filed).probability(self.question)
        assert probability is not None  # noqa: S101 - it is None under a condition only
        return probability

    def _values(self, many: Sequence[Mapping[str, Value]]) -> list[tuple[Values, Orders] | None]:
        """Take values with some inputs given, and with them the orders of preference that they bring."""
        taken = Taken(self.model.sit, self.model.as_of, Given(many), self.model.taken)
        try:
            found = [taken.values(k) for k in range(len(many))]
        except AllExcludedError:  # one of them excludes every type: it is looked for by halving
            if len(many) == 1:
                return [None]
            middle = len(many) // 2
            return [*self._values(many[:middle]), *self._values(many[middle:])]
        made = {actor: [order.tobytes() for order in own] for actor, own in taken.orders.items()}
        return [(replace(one, orders=self.model.central.orders), _orders(one, made)) for one in found]

    def _model(self, orders: Orders, given: Mapping[str, Value]) -> Model:
        """Give a model in which everybody has these orders; it is made once, with worths as given the first time."""
        staked = {name: value for name, value in given.items() if name in self._by_name}
        key = orders, tuple(staked.items()) if self._measured else ()
        if key not in self._models:
            sit = self.model.sit
            for name, value in staked.items():
                assert not isinstance(value, tuple)  # noqa: S101 - a worth is one number
                sit = _with_stake(sit, self.model.sit, self._by_name[name], Fraction(value))
            self._models[key] = Model(sit, self.model.as_of, 0, 1, before=self.model)
        return self._models[key]


def _orders(values: Values, made: Mapping[str, Sequence[bytes]]) -> Orders:
    """Give the order of each actor's types, so that they can be told apart."""
    return tuple(made[actor][number] for actor, own in values.orders.items() for number in own.values())


def _alike(one: Values, other: Values) -> bool:
    """Tell whether two sets of values are the same but for rounding."""
    return _rounded(one) == _rounded(other)


def _rounded(values: Values) -> dict[tuple[str, ...], float]:
    """Give all numbers of a set of values by what they are of."""
    found: dict[tuple[str, ...], float] = {}
    waiting: list[tuple[tuple[str, ...], Any]] = [
        ((name,), getattr(values, name)) for name in ("types", "views", "behaviours", "chances")
    ]
    while waiting:
        path, held = waiting.pop()
        if isinstance(held, Mapping):
            waiting += [((*path, key), part) for key, part in held.items()]
        else:
            found[path] = round(float(held), _SAME)
    return found


def _with_stake(sit: Situation, known: Situation, stake: Stake, value: Fraction) -> Situation:
    """Give the situation in which a number that worths are made of has one value."""
    settled = value.limit_denominator(_GRID)
    point = stake.quantity._replace(low=settled, high=settled, likely=None)
    if stake.tie is not None:
        row = recorded_row(known, stake.tie)
        ties = tuple(replace(one, value=point) if one == row else one for one in sit.ties)
        return replace(sit, ties=ties)
    actor, name = stake.kind.actor, stake.kind.id
    preference = sit.preferences[actor]
    kind = preference.types[name]
    at, k = stake.at
    weights = list(kind.weights)
    terms = list(weights[at].worth.terms)
    terms[k] = terms[k]._replace(factor=point)
    weights[at] = replace(weights[at], worth=weights[at].worth._replace(terms=tuple(terms)))
    types = {**preference.types, name: replace(kind, weights=tuple(weights))}
    return replace(sit, preferences={**sit.preferences, actor: replace(preference, types=types)})
