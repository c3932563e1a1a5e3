"""The answer to one question at other values of the inputs that the file gives as ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from fractions import Fraction
from typing import Any, TypeAlias

from detente.evidence.bayes import AllExcludedError
from detente.outlook.asking import UNTOLD, asks_of_ties, variant
from detente.outlook.draws import CENTRAL, Draws
from detente.outlook.inputs import Taken, Values
from detente.outlook.model import Model
from detente.outlook.ranged import Ranged, Stake, drawn_inputs, stakes_of
from detente.situation.records import Quantity, Situation
from detente.situation.stakes import recorded_row

Value: TypeAlias = float | Fraction | tuple[float, ...]
_GRID = 10**6  # worths have no greater denominators, so that they are added and compared exactly
_SAME = 12  # digits to which beliefs are compared


class Given(Draws):
    """Draws of which some are given by name; the others are the central values.

    What is asked for, and has a range, is noted on the way.
    """

    def __init__(self) -> None:
        super().__init__(1, 0)
        self.given: Mapping[str, Value] = {}
        self.asked: dict[str, tuple[Quantity, ...]] = {}

    def value(self, name: str, quantity: Quantity, draw: int) -> float:  # noqa: ARG002 - there is one draw only
        """Give the value of an input as it is given, else its central value."""
        if not quantity.is_point:
            self.asked.setdefault(name, (quantity,))
        found: Any = self.given.get(name)
        return super().value(name, quantity, CENTRAL) if found is None else float(found)

    def shares(self, name: str, quantities: Sequence[Quantity], draw: int) -> list[float]:  # noqa: ARG002 - as above
        """Give shares as they are given, else the central ones."""
        if not all(one.is_point for one in quantities):
            self.asked.setdefault(name, tuple(quantities))
        found: Any = self.given.get(name)
        return super().shares(name, quantities, CENTRAL) if found is None else list(found)


def model_of(sit: Situation, question: str, as_of: Day | None) -> Model:
    """Make the model of a question, at central values.

    Parameters
    ----------
    sit : Situation
    question : str
    as_of : date or None

    Returns
    -------
    Model

    Raises
    ------
    KeyError
        If there is no such question.
    ValueError
        If the model doesn't answer it.
    """
    asked = sit.questions[question]
    if asked.when is None:
        raise ValueError(f"the question '{question}' has no 'when', so no assumption of the model moves it")
    model = Model(sit, as_of, 0, 1)
    if asks_of_ties(asked) and model.mixture(model.central, model.filed).probability(
        variant(question, UNTOLD)
    ):
        raise ValueError(f"the question '{question}' hangs on a tie whose value isn't known")
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
        self._draws = Given()
        self._taken = Taken(model.sit, model.as_of, self._draws)
        self._taken.values(0)
        self.drawn = drawn_inputs(model.sit, model.as_of, self._draws.asked)
        self.stakes = stakes_of(model.sit)
        self._by_name = {one.name: one for one in self.stakes}
        self._staked: tuple[Mapping[str, Value], Model] = ({}, model)
        self.base = self._of(model, model.central)

    def probability(self, given: Mapping[str, Value]) -> float | None:
        """Give the probability with some inputs at other values; None where the evidence then excludes every type.

        Parameters
        ----------
        given : mapping of str to float or tuple of float
            By name of input; several shares together, as one tuple.
        """
        staked = {name: value for name, value in given.items() if name in self._by_name}
        model = self._model(staked)
        try:
            values = self._values({name: value for name, value in given.items() if name not in staked})
        except AllExcludedError:
            return None
        if model is self.model and _alike(values, model.central):
            return self.base
        return self._of(model, values)

    def bears(self, one: Ranged) -> bool:
        """Tell whether an input changes anything that the model works on; those of hypotheses don't."""
        for end in (False, True):
            shares = (member.shares(one.quantities, high=end) for member in one.members)
            (single, *_) = one.quantities
            for value in shares if one.members else (float(single.high if end else single.low),):
                try:
                    if not _alike(self._values({one.name: value}), self.model.central):
                        return True
                except AllExcludedError:
                    return True
        return False

    def _of(self, model: Model, values: Values) -> float:
        probability = model.mixture(values, model.filed).probability(self.question)
        assert probability is not None  # noqa: S101 - it is None under a condition only
        return probability

    def _values(self, given: Mapping[str, Value]) -> Values:
        """Take values with some inputs given; orders of preference are those of the model."""
        if not given:
            return self.model.central
        self._draws.given = given
        return replace(self._taken.values(0), orders=self.model.central.orders)

    def _model(self, staked: Mapping[str, Value]) -> Model:
        """Make the model in which worths are as given; the last one is kept."""
        if not staked:
            return self.model
        if self._staked[0] != staked:
            sit = self.model.sit
            for name, value in staked.items():
                assert not isinstance(value, tuple)  # noqa: S101 - a worth is one number
                sit = _with_stake(sit, self.model.sit, self._by_name[name], Fraction(value))
            self._staked = (dict(staked), Model(sit, self.model.as_of, 0, 1, before=self.model))
        return self._staked[1]


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
    assert stake.whose is not None  # noqa: S101 - it is a weight's or a tie's
    actor, name = stake.whose
    preference = sit.preferences[actor]
    kind = preference.types[name]
    at, k = stake.at
    weights = list(kind.weights)
    terms = list(weights[at].worth.terms)
    terms[k] = terms[k]._replace(factor=point)
    weights[at] = replace(weights[at], worth=weights[at].worth._replace(terms=tuple(terms)))
    types = {**preference.types, name: replace(kind, weights=tuple(weights))}
    return replace(sit, preferences={**sit.preferences, actor: replace(preference, types=types)})
