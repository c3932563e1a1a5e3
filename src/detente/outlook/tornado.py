"""One at a time: what becomes of an answer when one input goes to either end of its range and the others stay.

Such bars are blind to interactions: two inputs that matter only together have no bar, and a bar at other values of the
others may be another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from typing import NamedTuple

from detente.evidence.frames import day_of
from detente.faults import Place
from detente.outlook.answering import Answering, Value, model_of
from detente.outlook.ranged import NOT_VARIED
from detente.situation.records import Situation

_EQUAL = 12  # digits after which two probabilities are the same


class Bar(NamedTuple):
    """What one input does to the answer.

    Attributes
    ----------
    input, text : str
        Its name, a path of keys, and what it is in words.
    low, high : float
        The ends of its range.
    at_low, at_high : float or None
        The probability there, the other inputs at their central values; None where the evidence then excludes all types.
    place : Place
        Where it stands in the file.
    """

    input: str
    text: str
    low: float
    high: float
    at_low: float | None
    at_high: float | None
    place: Place

    @property
    def width(self) -> float:
        """How far apart the answers at the two ends are; 0 where one of them isn't there."""
        if self.at_low is None or self.at_high is None:
            return 0.0
        return abs(round(self.at_high - self.at_low, _EQUAL))

    @property
    def reach(self) -> tuple[float, ...]:
        """The probabilities at the ends, as far as they are there."""
        return tuple(one for one in (self.at_low, self.at_high) if one is not None)


@dataclass(frozen=True, slots=True)
class Tornado:
    """Bars for every input with a range, the widest first.

    Attributes
    ----------
    question : str
    base : float
        The probability at the central values, without the doubt.
    bars : tuple of Bar
    not_varied : tuple of str
        What has no range and stayed as it is.
    """

    question: str
    base: float
    bars: tuple[Bar, ...]
    not_varied: tuple[str, ...] = NOT_VARIED

    @property
    def moving(self) -> tuple[Bar, ...]:
        """The bars of inputs that move the answer at one end at least."""
        return tuple(bar for bar in self.bars if any(round(one - self.base, _EQUAL) for one in bar.reach))


def tornado(sit: Situation, question: str, *, as_of: Day | str | None = None) -> Tornado:
    """Move every input with a range to its low and its high end, one at a time, the others at their central values.

    Inputs are priors, likelihoods, report weights, attributions, shares of behaviours, what actors believe of others,
    chances of events, and what worths are made of. Where two shares sum to one, they move together along their
    segment and have one bar. Of three or more each has a bar, on which the others take the mean of what is left.

    Parameters
    ----------
    sit : Situation
    question : str
        The id of a question that the model answers.
    as_of : date, optional
        Only what was known by this day counts; default: the situation's own day.

    Returns
    -------
    Tornado

    Raises
    ------
    KeyError
        If there is no such question.
    ValueError
        If the model doesn't answer it.

    Examples
    --------
    >>> import detente
    >>> found = tornado(detente.load("sweden-2023"), "ratified")
    >>> found.base, len(found.moving)
    (0.0, 0)

    Notes
    -----
    Two evaluations for each input; where worths change, the conflict is solved anew. Howard (1988), Decision analysis:
    practice and promise, Management Science 34, on tornado diagrams.
    """
    return bars_of(Answering(model_of(sit, question, day_of(as_of, sit)), question))


def bars_of(answering: Answering) -> Tornado:
    """Make the bars of a question whose model is at hand; see :func:`tornado`."""
    levers = list(answering.levers())
    found = answering.probabilities([{lever.given: value} for lever in levers for value in lever.values])
    bars = [
        Bar(lever.input, lever.text, lever.low, lever.high, at_low, at_high, lever.place)
        for lever, at_low, at_high in zip(levers, found[::2], found[1::2], strict=True)
    ]
    return Tornado(answering.question, answering.base, tuple(sorted(bars, key=lambda bar: -bar.width)))


def pulled(answering: Answering, found: Tornado, *, up: bool) -> float | None:
    """Give the answer with all inputs at once at the ends that move it most one way, each by its bar.

    Parameters
    ----------
    answering : Answering
    found : Tornado
        Of the same question.
    up : bool
        Whether towards a greater probability.

    Returns
    -------
    float or None
        No answer within the ranges goes further where the answer rises or falls with each input whatever the others;
        elsewhere one may. None where the evidence then excludes every type.
    """
    bars = {bar.input: bar for bar in found.bars}
    way = 1 if up else -1
    best: dict[str, tuple[float, Value]] = {}
    for lever in answering.levers():
        bar = bars[lever.input]
        for at, value in zip((bar.at_low, bar.at_high), lever.values, strict=True):
            pull = way * ((found.base if at is None else at) - found.base)
            if round(pull, _EQUAL) > best.get(lever.given, (0.0, value))[0]:
                best[lever.given] = (pull, value)
    return answering.probabilities([{name: value for name, (_, value) in best.items()}])[0]
