"""Figures of the replay and of scores."""

from __future__ import annotations

from detente.brief.figures import Figure
from detente.brief.gather import Gathered
from detente.brief.made.answers import without_doubt
from detente.outlook.replaying import Moment
from detente.outlook.scored import Marks, Means, QuestionScore

_BRIER = "The square of the difference between the probability and what came: none is best, a half everywhere gives a quarter."


def on_day(g: Gathered, moment: Moment, name: str) -> Figure:
    """Make the figure of a question as of a day; without the doubt where that would draw towards a default."""
    asked = moment.questions[name]
    value = asked.probability
    if value is not None and not asked.based:
        value = without_doubt(g.sit, asked, value)
    what = f"“{asked.text}” as of {moment.date.isoformat()}"
    how = "The model as filed, with what was known by that day only, at central values."
    places = tuple(g.sit.evidence[one].place for one in moment.news if one in g.sit.evidence)[:3]
    return Figure(f"replay.{moment.date.isoformat()}.{name}", value, "percent", what, how, (), places)


def scored(g: Gathered, one: QuestionScore, which: str, marks: Marks) -> Figure:
    """Make the figure of a Brier score."""
    key = f"score.{one.id}.{which}"
    place = g.sit.questions[one.id].place
    return Figure(key, marks.brier, "index", f"Brier score of {which}: “{one.text}”", _BRIER, (), (place,))


def forecast_of(g: Gathered, one: QuestionScore) -> Figure:
    """Make the figure of the forecast that is scored."""
    place = g.sit.questions[one.id].place
    what = f"Scored forecast of “{one.text}”"
    how = "Made now, from what was known by the day of the page; with the doubt, as scores are."
    return Figure(
        f"score.{one.id}.forecast", one.replayed.marks.probability, "percent", what, how, (), (place,)
    )


def mean(which: str, found: Means) -> Figure:
    """Make the figure of a mean Brier score."""
    return Figure(f"score.mean.{which}", found.brier, "index", f"Mean Brier score of {which}", _BRIER)
