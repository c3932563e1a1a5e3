"""``detente replay``: the forecast as of each day on which something became known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from detente.cli.opened import as_day, faults_told, json_option, known_name, opened, situation_argument
from detente.cli.render import heading, print_json, say, table, working
from detente.outlook.replaying import LeftOut, Moment, Replay, replay
from detente.outlook.results import QuestionForecast
from detente.situation.phrasing import percent
from detente.situation.records import Situation

MOST_NEWS = 4  # pieces of news named on a day

HINDSIGHT = (
    "Made afterwards, from what was known by each day. Priors, preferences and questions were written with whatever "
    "their author knew."
)


@click.command()
@situation_argument
@click.option("--question", "questions", multiple=True, metavar="ID", help="Only this question (repeatable).")
@click.option(
    "--draws", type=click.IntRange(0), default=0, show_default=True, help="Draws from the ranges of the file."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Begin the draws here.")
@click.option("--as-of", "as_of", metavar="DAY", help="Go no further than this day.")
@json_option
def command(
    *, situation: str, questions: tuple[str, ...], draws: int, seed: int, as_of: str | None, as_json: bool
) -> None:
    """Forecast as of each day on which something became known.

    Each day's forecast uses the observations and ties known by then and begins in the status quo of the day. Values are
    central ones unless --draws asks for intervals.
    """
    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    wanted = [known_name(one, sit.questions, "question") for one in questions] or list(sit.questions)
    with faults_told(sit, as_json=as_json), working("replaying"):
        found = replay(sit, as_of=day, draws=draws, seed=seed)
    if as_json:
        print_json([_moment_as_data(one, wanted) for one in found.moments])
    else:
        _say(sit, found, wanted, draws=draws)


def _moment_as_data(moment: Moment, wanted: Sequence[str]) -> dict[str, Any]:
    """Give what ``--json`` prints of a day."""
    return {
        "date": moment.date.isoformat(),
        "news": moment.news,
        "questions": {name: _question_as_data(moment.questions[name]) for name in wanted},
    }


def _question_as_data(one: QuestionForecast) -> dict[str, Any]:
    """Give the figures of one question on one day."""
    return {
        "probability": one.probability,
        "undoubted": one.undoubted,
        "low": one.low,
        "high": one.high,
        "monte_carlo_error": one.monte_carlo_error,
        "word": one.word,
        "modelled": one.modelled,
        "why": one.why,
    }


def _say(sit: Situation, found: Replay, wanted: Sequence[str], *, draws: int) -> None:
    """Print each question with the days on which its forecast moved."""
    say(sit.title, HINDSIGHT)
    if not found.moments:
        say("Nothing was known yet by the day you name.")
    elif not wanted:
        say("The file asks no questions, so there is nothing to replay.")
    for name in wanted if found.moments else ():
        heading(sit.questions[name].text or name)
        _say_question(found.moments, name, draws=draws)
    if found.left_out:
        say("", _left_out(found.left_out))


def _say_question(moments: Sequence[Moment], name: str, *, draws: int) -> None:
    """Print the days on which one question's forecast moved by what can be seen."""
    first = moments[0].questions[name]
    if not first.modelled:
        say(f"Not modelled: {first.why}. Its forecast is its base rate, {percent(first.base)}, on every day.")
        return
    rows: list[tuple[str, ...]] = []
    for moment in moments:
        one = moment.questions[name]
        figures = (_probability(one), *((_interval(one),) if draws else ()))
        if not rows or figures != rows[-1][1:-1]:
            rows.append((moment.date.isoformat(), *figures, _news(moment.news)))
    columns = ("as of", "probability", *(("interval",) if draws else ()), "what became known")
    table(columns, rows, right=range(1, len(columns) - 1))
    still = len(moments) - len(rows)
    if still:
        say(
            f"On {still} more {'day' if still == 1 else 'days'} with news it didn't move by as much as is shown."
        )


def _probability(one: QuestionForecast) -> str:
    return "not known" if one.probability is None else percent(one.probability)


def _interval(one: QuestionForecast) -> str:
    return "" if one.low is None or one.high is None else f"{percent(one.low)} to {percent(one.high)}"


def _news(news: Sequence[str]) -> str:
    """Name what became known: observations, and how many ties."""
    seen = [one for one in news if not one.startswith("tie ")]
    ties = [one for one in news if one.startswith("tie ")]
    named = seen[:MOST_NEWS] if len(seen) > MOST_NEWS + 1 else seen
    more = [f"{len(seen) - len(named)} more"] if len(named) < len(seen) else []
    told = ties if len(ties) < 2 else [f"{len(ties)} ties"]
    return ", ".join([*named, *more, *told])


def _left_out(left_out: Sequence[LeftOut]) -> str:
    """Say of which days there is no forecast, and why not of the last of them."""
    last = left_out[-1]
    days = "1 day is" if len(left_out) == 1 else f"{len(left_out)} days are"
    return f"{days} left out, the last of them {last.date}, of which no forecast can be made: {last.why}."
