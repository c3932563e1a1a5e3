"""The score of a situation whose questions have been answered: against what came, and against what is easily said.

Two kinds of forecast are kept apart. A *replayed* one is made now, as of a day; who wrote the file may have known what
came. A *recorded* one was stored in the journal when it was made. Reference forecasts tell what the score would be
without any model: the base rate of each question, and persistence, which says that everything stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Day
from math import fsum, inf

from detente.conflict.chain import chain_from, limit_of
from detente.evidence.frames import day_of
from detente.faults import SituationError, fault
from detente.outlook.asking import UNTOLD, variant
from detente.outlook.calibration import calibration, decomposed
from detente.outlook.journal import Entry, asked
from detente.outlook.model import Model, day_asked, required
from detente.outlook.replaying import Moment, forecasts_on
from detente.outlook.scored import Column, Marks, Means, QuestionScore, Score, marks
from detente.outlook.scores import DailyMean, daily_brier, skill
from detente.outlook.standing import changes, news_of, status_quo_on
from detente.situation.evaluate import holds
from detente.situation.expressions import Compare, Ever, walk
from detente.situation.opening import digest
from detente.situation.records import Question, Situation


def score(sit: Situation, *, as_of: Day | str | None = None, journal: Sequence[Entry] = ()) -> Score:
    """Score the forecasts of a situation against what came.

    Parameters
    ----------
    sit : Situation
        Its questions say under ``came`` what happened. No forecast reads that.
    as_of : date, optional
        The day as of which questions are scored, and from which on they count as open; default: the file's own.
    journal : sequence of Entry, optional
        Recorded forecasts, in order.

    Returns
    -------
    Score
        Of replayed and, where there are some, of recorded forecasts. Scores carry the doubt.

    Raises
    ------
    SituationError
        If the situation has no question, or lacks what a forecast needs.

    Notes
    -----
    Every figure is that of yes or no: a Brier score lies between 0 and 1. The daily mean counts the whole days from the
    day of the score until the day before a question resolves, each with its latest forecast.

    Examples
    --------
    >>> import detente
    >>> found = score(detente.load("belarus-2023"))
    >>> len(found.questions), list(found.unmodelled), found.open
    (9, ['firms'], ('standing',))
    """
    if not sit.questions:
        raise SituationError([fault("DT420", sit.place, "a score needs 'questions:', and the file has none")])
    required(sit)
    day = day_of(as_of, sit)
    moments = _moments(sit, day)
    found: dict[str, QuestionScore] = {}
    unmodelled: dict[str, Marks] = {}
    apart: dict[str, str] = {}
    today = _persisting(sit, day)
    for question in sit.questions.values():
        now = moments[0].questions[question.id]
        if question.came is None:
            continue
        if question.when is None:
            unmodelled[question.id] = marks(_base(question), came=question.came)
        elif now.probability is None:
            apart[question.id] = now.why
        elif (resolved := resolved_on(sit, question, moments[0].date)) and resolved <= moments[0].date:
            apart[question.id] = f"it was answered by {resolved}"
        else:
            found[question.id] = _scored(sit, question, resolved, moments, journal, today)
    rows = list(found.values())
    pairs = [(one.replayed.marks.probability, one.came) for one in rows]
    kept = [(one, one.recorded) for one in rows if one.recorded is not None]
    still = [(one, one.persistence) for one in rows if one.persistence is not None]
    return Score(
        as_of=day,
        digest=digest(sit),
        note=sit.note,
        questions=found,
        unmodelled=unmodelled,
        open=tuple(question.id for question in sit.questions.values() if question.came is None),
        apart=apart,
        replayed=_mean([(one, one.replayed.marks, one.replayed.daily) for one in rows], against=False),
        recorded=_mean([(one, own.marks, own.daily) for one, own in kept], against=False) if kept else None,
        base_rate=_mean([(one, one.base_rate, None) for one in rows]),
        persistence=_mean([(one, own, None) for one, own in still]),
        parts=decomposed(pairs) if pairs else None,
        calibration=calibration(pairs),
    )


def _moments(sit: Situation, day: Day | None) -> tuple[Moment, ...]:
    """Forecast as of a day and of each later day with news on which some question is still open."""
    if day is None:
        return (_timeless(sit),)
    ends = [
        question.by.day for question in sit.questions.values() if question.by and question.came is not None
    ]
    last = max(ends, default=day)
    days = [day, *(one for one in news_of(sit) if day < one < last)]
    found = forecasts_on(sit, days)
    if found.moments[0].date != day:
        return forecasts_on(sit, [day]).moments
    return found.moments


def _timeless(sit: Situation) -> Moment:
    """Forecast a situation in which nothing has a date."""
    from detente.outlook.forecasting import forecast

    return Moment(Day.min, (), forecast(sit, draws=0).questions)


def _scored(
    sit: Situation,
    question: Question,
    resolved: Day | None,
    moments: Sequence[Moment],
    journal: Sequence[Entry],
    today: Mapping[str, float],
) -> QuestionScore:
    """Score one question that was answered."""
    came = bool(question.came)
    told = [(one.date, p) for one in moments if (p := one.questions[question.id].probability) is not None]
    opened, first = told[0]
    is_dated = opened != Day.min
    daily = daily_brier(told, opened, resolved, came=came) if is_dated and resolved else None
    return QuestionScore(
        id=question.id,
        text=question.text,
        by=question.by.day if question.by else None,
        resolved=resolved,
        came=came,
        in_the_end=day_asked(question, sit, opened if is_dated else None) is None,
        based=question.base is not None,
        replayed=Column(marks(first, came=came), opened if is_dated else None, daily),
        recorded=_recorded(question, journal, resolved),
        base_rate=marks(_base(question), came=came),
        persistence=marks(today[question.id], came=came) if question.id in today else None,
    )


def _recorded(question: Question, journal: Sequence[Entry], resolved: Day | None) -> Column | None:
    """Score what the journal has of a question: forecasts of just this, made before it resolved, nothing assumed."""
    told = [
        (entry.made.date(), p)
        for entry in journal
        if not entry.branch
        and (one := entry.questions.get(question.id)) is not None
        and one.asked == asked(question)
        and (p := one.probability) is not None
        and (resolved is None or entry.made.date() < resolved)
    ]
    if not told:
        return None
    came = bool(question.came)
    made, last = told[-1]
    daily = daily_brier(told, told[0][0], resolved, came=came) if resolved else None
    return Column(marks(last, came=came), made, daily)


def resolved_on(sit: Situation, question: Question, opened: Day) -> Day | None:
    """Give the day on which the answer to a question was known.

    It is ``by``, or an earlier day on which what had been taken or dropped by then settled the answer that came: an
    ``ever`` once the thing was there, an ``always`` once it was not. A question about the end stays open.

    Parameters
    ----------
    sit : Situation
    question : Question
    opened : date
        The first day to look at.

    Returns
    -------
    date or None
        None where the question has no day and nothing settled it.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("belarus-2023")
    >>> for name in ("eu_lists", "troops"):
    ...     print(resolved_on(sit, sit.questions[name], Day(2023, 3, 8)))
    2023-06-30
    2024-12-31
    """
    by = question.by.day if question.by else None
    settling = {("ever", True): True, ("always", False): False}.get((question.counted, question.came is True))
    when = question.when
    if settling is None or when is None or sit.graph is not None:
        return by
    if any(isinstance(one, Compare | Ever) for one in walk(when)):
        return by
    for day in sorted({opened, *(one.day for one in changes(sit) if one.day > opened)}):
        if by is not None and day >= by:
            return by
        try:
            code = status_quo_on(sit, day)
        except SituationError:
            continue
        if holds(when, code) is settling:
            return day
    return by


def _base(question: Question) -> float:
    """Give the base rate; one half where the file has none."""
    return float(question.base.central) if question.base else 0.5


def _persisting(sit: Situation, day: Day | None) -> dict[str, float]:
    """Give the answer of each question if everything stays as it is: 1 for yes, 0 for no; unknown ones are left out."""
    stage = Model(sit, day, 0, 1).stages[0]
    answers = {}
    for one in stage.asked:
        still = limit_of(chain_from(stage.world.start, lambda _state: (), one.flags))
        answers[one.id] = float(still.probability(one.yes))
    return {name: answer for name, answer in answers.items() if not answers.get(variant(name, UNTOLD))}


def _mean(rows: Sequence[tuple[QuestionScore, Marks, DailyMean | None]], *, against: bool = True) -> Means:
    """Average scores; ``against``: also tell the model's skill against them."""
    if not rows:
        return Means(0, None, None, None, None)
    own = fsum(one.brier for _, one, _ in rows) / len(rows)
    model = fsum(question.replayed.marks.brier for question, _, _ in rows) / len(rows)
    logs = [one.log for _, one, _ in rows]
    daily = [one.value for _, _, one in rows if one is not None and one.value is not None]
    return Means(
        len(rows),
        own,
        inf if inf in logs else fsum(logs) / len(rows),
        fsum(daily) / len(daily) if daily else None,
        skill(model, own) if against else None,
    )
