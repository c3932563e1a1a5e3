"""Two forecasts side by side: what is asked, what is taken where events end, and the ends that only one of them has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from detente.outlook.results import Forecast, Outcome, QuestionForecast
from detente.situation.records import Situation

_SAME = 1e-9  # probabilities this close are one


class Answers(NamedTuple):
    """A question as it comes out on either side."""

    id: str
    first: QuestionForecast
    second: QuestionForecast

    @property
    def change(self) -> float | None:
        """By how much the second side's probability is greater, without the doubt; None where a side has none."""
        if self.first.undoubted is None or self.second.undoubted is None:
            return None
        return self.second.undoubted - self.first.undoubted

    @property
    def differs(self) -> bool:
        """Whether the two sides give another probability, or only one gives any."""
        if self.change is None:
            return self.first.undoubted != self.second.undoubted
        return abs(self.change) > _SAME


class Shares(NamedTuple):
    """Something that holds where events end, with its probability on either side."""

    what: str
    first: float
    second: float

    @property
    def differs(self) -> bool:
        """Whether the two sides give another probability."""
        return abs(self.second - self.first) > _SAME


class Sides(NamedTuple):
    """Two forecasts side by side.

    ``options`` tells for each option how probable it is that it is taken where events end; ``ends`` does so for each state
    in which they may come to rest, and for each cycle, by the first of its states.
    """

    answers: tuple[Answers, ...]
    options: tuple[Shares, ...]
    ends: tuple[Shares, ...]


def beside(sit: Situation, first: Forecast, second: Forecast) -> Sides:
    """Put two forecasts of one situation side by side.

    Parameters
    ----------
    sit : Situation
    first, second : Forecast

    Returns
    -------
    Sides
        Everything in the order of the file, ends as the first side has them; what is the same on both sides too.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("sweden-2023")
    >>> free, held = detente.forecast(sit, draws=0), detente.forecast(sit, draws=0, do={"hold": False})
    >>> sides = beside(sit, free, held)
    >>> [(one.what, round(one.first, 2), round(one.second, 2)) for one in sides.options if one.differs][:2]
    [('tur_ratifies', 0.0, 0.47), ('court', 0.0, 0.31)]
    """
    answers = tuple(Answers(name, one, second.questions[name]) for name, one in first.questions.items())
    options = tuple(
        Shares(option.label, _taken(first, option.bit), _taken(second, option.bit)) for option in sit.options
    )
    return Sides(answers, options, _ends(first.outcomes, second.outcomes))


def _taken(found: Forecast, bit: int) -> float:
    """Give the probability that an option is taken where events end; in a cycle, its share of the time."""
    return min(
        1.0,
        0.0
        + sum(
            end.probability * share
            for end in found.outcomes
            for state, share in zip(end.states, end.shares, strict=True)
            if state[bit] == "Y"
        ),
    )


def _ends(first: Sequence[Outcome], second: Sequence[Outcome]) -> tuple[Shares, ...]:
    shares = [{end.states: end.probability for end in side} for side in (first, second)]
    return tuple(
        Shares(states[0], shares[0].get(states, 0.0), shares[1].get(states, 0.0))
        for states in dict.fromkeys([*shares[0], *shares[1]])
    )
