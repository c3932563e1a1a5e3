"""What a score says: frozen records keyed by question, with forecasts of different kinds kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day
from typing import NamedTuple

from detente.outlook.calibration import Calibration, Decomposition
from detente.outlook.scores import DailyMean, brier, log_score, spherical


class Marks(NamedTuple):
    """A probability of yes and its scores; the logarithm may be infinite."""

    probability: float
    brier: float
    log: float
    spherical: float


class Column(NamedTuple):
    """One question's forecasts of one kind: the marks of one of them, its day, and the mean over the days open."""

    marks: Marks
    made: Day | None
    daily: DailyMean | None


class QuestionScore(NamedTuple):
    """How one question was forecast.

    Attributes
    ----------
    came : bool
        Whether the answer was yes.
    in_the_end : bool
        Whether the forecast is about the end of events, so that the date only says when it is scored.
    based : bool
        Whether the file gives a base rate; else one half stands for it.
    resolved : date or None
        The day on which the answer was known: ``by``, or an earlier one on which the status quo settled it.
    replayed : Column
        As of the day that the score is for, and over the days from then until the question resolved.
    recorded : Column or None
        The last one recorded before the question resolved, and over the days since the first.
    base_rate : Marks
    persistence : Marks or None
        None where the model says nothing of today's answer.
    """

    id: str
    text: str
    by: Day | None
    resolved: Day | None
    came: bool
    in_the_end: bool
    based: bool
    replayed: Column
    recorded: Column | None
    base_rate: Marks
    persistence: Marks | None


class Means(NamedTuple):
    """Mean scores over questions, and the skill against them of the model on the same questions."""

    questions: int
    brier: float | None
    log: float | None
    daily_brier: float | None
    skill: float | None


class Score(NamedTuple):
    """The score of a situation.

    Attributes
    ----------
    questions : mapping of str to QuestionScore
        Modelled and answered; only they enter the means.
    unmodelled : mapping of str to Marks
        Answered, of which the model says nothing: the base rate is the forecast.
    open : tuple of str
        Not answered yet.
    apart : mapping of str to str
        Answered and modelled, but without a forecast that could be scored, and why.
    replayed, recorded, base_rate, persistence : Means
        None of recorded forecasts where there are none.
    parts : Decomposition or None
        Of the mean Brier score of replayed forecasts.
    calibration : Calibration
        Of replayed forecasts.
    """

    as_of: Day | None
    digest: str
    note: str
    questions: Mapping[str, QuestionScore]
    unmodelled: Mapping[str, Marks]
    open: tuple[str, ...]
    apart: Mapping[str, str]
    replayed: Means
    recorded: Means | None
    base_rate: Means
    persistence: Means
    parts: Decomposition | None
    calibration: Calibration


def marks(probability: float, *, came: bool) -> Marks:
    """Give a probability of yes with its scores.

    Examples
    --------
    >>> marks(0.5, came=True).brier
    0.25
    """
    return Marks(
        probability,
        brier(probability, came=came),
        log_score(probability, came=came),
        spherical(probability, came=came),
    )
