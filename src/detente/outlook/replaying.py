"""The replay: what would have been forecast on each day on which something became known.

A replay is a back-cast. It uses no record that became known later, but it is made with preferences, priors and questions
that were written with whatever their author knew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Day
from typing import NamedTuple

from detente.evidence.bayes import AllExcludedError
from detente.faults import SituationError, fault
from detente.outlook.forecasting import question_forecast
from detente.outlook.model import Model, required
from detente.outlook.results import QuestionForecast
from detente.outlook.standing import news_of
from detente.simplex import NoSharesError
from detente.situation.records import Situation


class Moment(NamedTuple):
    """The forecast as of a day: the news of that day, and the questions by id.

    A question's method span is left out: a replay runs the model as filed.
    """

    date: Day
    news: tuple[str, ...]
    questions: Mapping[str, QuestionForecast]


class LeftOut(NamedTuple):
    """A day of which no forecast can be made, and why."""

    date: Day
    why: str


class Replay(NamedTuple):
    """The forecasts by day, and the days that were left out."""

    moments: tuple[Moment, ...]
    left_out: tuple[LeftOut, ...]


def replay(sit: Situation, *, as_of: Day | None = None, draws: int = 0, seed: int = 1) -> Replay:
    """Forecast as of each day on which something became known: an observation, or a tie.

    Each forecast uses what was known by its day and nothing else, and begins in the status quo of its day.

    Parameters
    ----------
    sit : Situation
    as_of : date, optional
        The last day to go to; default: the last on which something became known, also beyond the file's own day.
    draws : int
        How many sets of values to draw from the ranges; none unless asked for, so that low and high are the value.
    seed : int

    Returns
    -------
    Replay
        In order of day. Days of which no forecast can be made are told apart: when a tie on which a stake rests was
        not known yet, say.

    Raises
    ------
    SituationError
        If the situation lacks what a forecast needs, an observation has no day on which it was known, or there is
        nothing dated to replay.

    Notes
    -----
    A day costs what its news change: who can answer what is worked out anew only when a stake or the chance of a
    combination changes, the courses of events only when the status quo or a tie does.

    Examples
    --------
    >>> import detente
    >>> found = replay(detente.load("belarus-2023"), as_of=Day(2023, 3, 8))
    >>> last = found.moments[-1]
    >>> last.date.isoformat(), f"{last.questions['via_belarus'].probability:.4f}"
    ('2023-03-08', '0.0368')
    """
    required(sit)
    undated = [one for one in sit.evidence.values() if one.known_by is None]
    if undated:
        raise SituationError(
            fault(
                "DT541",
                one.place,
                f"nobody can tell from when on {one.id} was known",
                expected="'known:', a date, or a source with a date",
                hint="a replay takes each observation in when its day comes",
            )
            for one in undated
        )
    news = news_of(sit)
    if not news:
        raise SituationError(
            [fault("DT420", sit.place, "a replay needs 'evidence:' or ties with the day they were known")]
        )
    days = {day: what for day, what in news.items() if as_of is None or day <= as_of}
    return forecasts_on(sit, days, news=days, draws=draws, seed=seed)


def forecasts_on(
    sit: Situation,
    days: Iterable[Day],
    *,
    news: Mapping[Day, tuple[str, ...]] | None = None,
    draws: int = 0,
    seed: int = 1,
) -> Replay:
    """Forecast as of some days.

    Parameters
    ----------
    sit : Situation
    days : iterable of date
        In order.
    news : mapping of date to tuple of str, optional
        What became known on each day.
    draws, seed : int

    Returns
    -------
    Replay

    Raises
    ------
    SituationError, AllExcludedError, NoSharesError
        If no forecast can be made of any of the days: what is wrong with the last.
    """
    moments: list[Moment] = []
    left_out: list[LeftOut] = []
    before: Model | None = None
    failed: ValueError | None = None
    for day in days:
        try:
            before = Model(sit, day, draws, seed, before=before)
        except (SituationError, AllExcludedError, NoSharesError) as error:
            left_out.append(LeftOut(day, _plain(error)))
            failed = error
        else:
            moments.append(Moment(day, (news or {}).get(day, ()), _filed(before)))
    if failed is not None and not moments:
        raise failed
    return Replay(tuple(moments), tuple(left_out))


def _filed(model: Model) -> dict[str, QuestionForecast]:
    """Forecast all questions with the model as filed."""
    from dataclasses import replace

    central = model.mixture(model.central, model.filed)
    spread = [model.mixture(values, model.filed) for values in model.drawn]
    found = {
        name: question_forecast(question, model, spread, {model.filed: central})
        for name, question in model.sit.questions.items()
    }
    return {name: replace(one, method_span=None) for name, one in found.items()}


def _plain(error: ValueError) -> str:
    """Say in one line why a day's forecast failed."""
    faults = error.faults if isinstance(error, SituationError) else ()
    return "; ".join(one.message for one in faults) or str(error)
