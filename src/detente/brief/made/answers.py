"""Figures of the questions: probability, interval, method span, hinge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.brief.figures import Figure
from detente.brief.gather import Gathered
from detente.brief.made.inputs import base, chance, doubt, ends, posterior, run_key, run_words, setting
from detente.evidence.beliefs import Posterior
from detente.outlook.results import Case, Forecast, QuestionForecast
from detente.situation.records import Situation

_SOLVED = (
    "Over all types, behaviours and chance events: their probability times that of the answer on the chain of states, "
    "which is solved exactly."
)


def undoubted(g: Gathered, forecast: Forecast, asked: QuestionForecast) -> Figure:
    """Make the figure of a question as the model has it, without the doubt."""
    what = f"“{asked.text}” as the model has it{run_words(forecast)}"
    places = (g.sit.questions[asked.id].place,)
    key = f"{run_key(forecast)}question.{asked.id}.undoubted"
    return Figure(key, asked.undoubted, "percent", what, _SOLVED, tuple(_grounds(g, forecast)), places)


def probability(g: Gathered, forecast: Forecast, asked: QuestionForecast) -> Figure:
    """Make the figure of a question with the doubt; for one that isn't modelled, of its base rate."""
    what = f"Probability of “{asked.text}”{run_words(forecast)}"
    key = f"{run_key(forecast)}question.{asked.id}.probability"
    if not asked.modelled:
        how = "Not modelled: its base rate is its forecast."
        return Figure(key, asked.probability, "percent", what, how, (base(g.sit, asked),))
    inputs = (undoubted(g, forecast, asked), base(g.sit, asked), doubt(g.sit))
    how = "The model's own figure, drawn towards the base rate by the doubt."
    return Figure(key, asked.probability, "percent", what, how, inputs)


def interval(g: Gathered, asked: QuestionForecast) -> Figure:
    """Make the figure of what the ranges of the file make of a question."""
    drawn = g.forecast.draws if g.forecast else 0
    drawn_how = (
        "The middle nine tenths of what drawn values of the ranges give, widened to contain the value; "
    )
    how = drawn_how if drawn else "No values of the ranges were drawn: the value alone; "
    return Figure(
        f"question.{asked.id}.interval",
        _ends_of(g.sit, asked, asked.low, asked.high),
        "percent",
        f"“{asked.text}” over the stated ranges",
        how + _carried(asked),
        (setting("draws", drawn, "Draws", "As asked for."),) if drawn else (),
    )


def span(g: Gathered, asked: QuestionForecast) -> Figure:
    """Make the figure of what theories of behaviour and of knowledge make of a question."""
    found = asked.method_span
    return Figure(
        f"question.{asked.id}.span",
        _ends_of(g.sit, asked, found.low, found.high) if found else None,
        "percent",
        f"“{asked.text}” over theories of behaviour",
        "The least and greatest probability as the file has it and if all actors decide by one theory (nash, seq, or "
        "that of credible answers), each with every kind of knowledge and with pacts off and on; "
        + _carried(asked),
    )


def _carried(asked: QuestionForecast) -> str:
    return "with the doubt." if asked.based else "without the doubt, because the file gives no base rate."


def case_range(g: Gathered, asked: QuestionForecast, number: int, case: Case) -> Figure:
    """Make the figure of one side of a hinge."""
    return Figure(
        f"question.{asked.id}.case.{number}",
        _ends_of(g.sit, asked, case.low, case.high),
        "percent",
        f"“{asked.text}” if {case.when}",
        "The least and greatest probability over the runs of this setting; " + _carried(asked),
    )


def without_doubt(sit: Situation, asked: QuestionForecast, doubted: float) -> float:
    """Take the doubt out of a probability again.

    Returns
    -------
    float
        In [0, 1]; what lies within rounding of an end is the end.
    """
    share = float(sit.play.doubt)
    if share >= 1:
        return doubted
    value = round((doubted - share * asked.base) / (1 - share), 12)
    return min(1.0, max(0.0, value))


def _ends_of(
    sit: Situation, asked: QuestionForecast, low: float | None, high: float | None
) -> tuple[float, float] | None:
    """Give the ends of a range; without the doubt where that would draw towards a default."""
    if low is None or high is None or asked.based:
        return ends(low, high)
    return without_doubt(sit, asked, low), without_doubt(sit, asked, high)


def _grounds(g: Gathered, forecast: Forecast) -> Iterator[Figure]:
    """Go through what a forecast rests on: the leading type of each actor, and chance events."""
    for actor in forecast.actors:
        own: Mapping[str, Posterior] = g.beliefs.posterior.get(actor, {}) if g.beliefs else {}
        if own:
            leader = max(own, key=lambda name: own[name].value)
            found = posterior(g, actor, leader)
            if found is not None:
                yield found
    for name in g.sit.events:
        yield chance(g.sit, name)
