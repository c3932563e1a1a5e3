"""``detente forecast``: how probable each answer is, where events end, and on what that hangs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import click

from detente.cli.choosing import do_option, do_words, held_settings, settings
from detente.cli.opened import as_day, faults_told, json_option, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, table, working
from detente.outlook.forecasting import forecast
from detente.outlook.headline import LIMITS, MEANINGS, counted_words, headline
from detente.outlook.results import Deal, Forecast, Outcome, QuestionForecast
from detente.situation.phrasing import actor_name, change_words, percent, sentence
from detente.situation.records import Situation

MOST_SAID = 8  # end states written out

WHAT_IF: Mapping[str, str] = {
    "do": "held from the beginning; nobody can move it, and everybody foresees that",
    "start": "so at the beginning only; its owner may undo it",
    "given": "only courses on which it came about at some time count",
}


@click.command()
@situation_argument
@click.option(
    "--draws",
    type=click.IntRange(0),
    default=200,
    show_default=True,
    help="Draws from the ranges of the file.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Begin the draws here.")
@click.option("--as-of", "as_of", metavar="DAY", help="Only what was known by this day counts.")
@do_option
@click.option(
    "--start", multiple=True, metavar="OPTION=yes", help="Begin with an option at yes or no (repeatable)."
)
@click.option(
    "--given", multiple=True, metavar="OPTION=yes", help="Count only courses that meet it (repeatable)."
)
@click.option(
    "--record", "recording", is_flag=True, help="Store it in the journal beside the file, to be scored later."
)
@click.option(
    "--beside",
    multiple=True,
    metavar="OPTION=yes",
    help="Put beside it a forecast in which this is held (repeatable), or 'filed'.",
)
@click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that share the draws."
)
@json_option
def command(
    *,
    situation: str,
    draws: int,
    seed: int,
    as_of: str | None,
    do: tuple[str, ...],
    start: tuple[str, ...],
    given: tuple[str, ...],
    recording: bool,
    beside: tuple[str, ...],
    workers: int,
    as_json: bool,
) -> None:
    """Forecast the questions of a situation and where events end.

    --do, --start and --given ask three different things: of a world in which the option is held at its value, of one
    in which events begin there, and of the courses on which it comes about.
    """
    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    held = held_settings(sit, do)
    begun, met = settings(sit, start, "--start"), settings(sit, given, "--given")
    twice = next((name for name in begun if name in held), None)
    if twice is not None:
        raise click.UsageError(f"'{twice}' can't be held by --do and begin by --start")
    other = held_settings(sit, [one for one in beside if one.strip() != "filed"])
    with faults_told(sit, as_json=as_json), working("forecasting"):
        run = partial(forecast, sit, draws=draws, seed=seed, as_of=day, workers=workers)
        found = run(do=held, start=begun, given=met)
        second = run(do=other) if beside else None
        if recording:
            _record(sit, found)
    if second is not None:
        _show_sides(sit, found, second, as_json=as_json)
    elif as_json:
        print_json(as_data(found))
    else:
        _say(sit, found)


def _show_sides(sit: Situation, first: Forecast, second: Forecast, *, as_json: bool) -> None:
    """Print two branches side by side."""
    from detente.cli import siding
    from detente.outlook.sides import beside

    sides = beside(sit, first, second)
    if as_json:
        both = {"first": as_data(first), "second": as_data(second)}
        print_json({**both, "sides": siding.as_data(sides)})
    else:
        siding.say_sides(sit, (first, second), sides)


def _record(sit: Situation, found: Forecast) -> None:
    """Store a forecast in the journal, with the time."""
    from datetime import UTC, datetime

    from detente import __version__
    from detente.outlook.journal import journal_of, record

    entry = record(sit, found, datetime.now(UTC), version=__version__)
    click.echo(f"recorded as entry {entry.number} of {journal_of(sit)}", err=True)


def as_data(found: Forecast) -> dict[str, Any]:
    """Give what ``--json`` prints."""
    return {
        "questions": {name: question_as_data(one) for name, one in found.questions.items()},
        "outcomes": found.outcomes,
        "methods": found.methods,
        "deals": found.deals,
        "draws": found.draws,
        "seed": found.seed,
        "as_of": None if found.as_of is None else found.as_of.isoformat(),
        "digest": found.digest,
        "what_if": {"do": found.do, "start": found.start, "given": found.given},
        "status_quo": found.status_quo,
        "knowledge": found.knowledge,
        "caution": found.caution,
        "doubt": found.doubt,
        "combinations": found.combinations,
        "flows": found.flows,
        "held_back": found.held_back,
    }


def question_as_data(one: QuestionForecast) -> dict[str, Any]:
    """Give the figures of one question; what isn't known is null, and why stands beside it."""
    return {
        "text": one.text,
        "probability": one.probability,
        "undoubted": one.undoubted,
        "low": one.low,
        "high": one.high,
        "monte_carlo_error": one.monte_carlo_error,
        "method_span": one.method_span,
        "hinge": one.hinge,
        "word": one.word,
        "modelled": one.modelled,
        "why": one.why,
        "counted": one.counted,
        "by": one.by,
        "on": None if one.on is None else one.on.isoformat(),
        "base": one.base,
        "based": one.based,
    }


def _say(sit: Situation, found: Forecast) -> None:
    """Print the answers, their figures, the end states, and what the model can't tell."""
    say(sit.title)
    if found.as_of:
        say(f"As known by {found.as_of}.")
    for name, changes in (("do", found.do), ("start", found.start), ("given", found.given)):
        if changes:
            say(f"What if, --{name} {do_words(changes)}: {WHAT_IF[name]}.")
    for one in found.questions.values():
        heading(one.text or one.id)
        say(headline(one, doubt=found.doubt))
    if found.questions:
        _say_figures(found)
    else:
        say("The file asks no questions; this is where events end.")
    _say_outcomes(sit, found)
    _say_deals(sit, found.deals)
    heading("What this can't tell")
    points(sentence(one) for one in LIMITS)


def _say_figures(found: Forecast) -> None:
    """Print the figures of the questions, each kind in its own column, and what they mean."""
    heading("Figures")
    questions = list(found.questions.values())
    rows = [
        (
            one.id,
            counted_words(one),
            _probability(one),
            _ends(one.low, one.high),
            _span(one),
            _base(one),
        )
        for one in questions
    ]
    table(("question", "counted", "probability", "interval", "span", "base"), rows, right=(2, 3, 4, 5))
    points(f"{name}: {meaning}" for name, meaning in MEANINGS.items() if name != "error")
    if any(map(_rests_on_doubt, questions)):
        say(
            f"* The model says never or always, or the file gives no base rate: without the doubt of "
            f"{percent(found.doubt)} this figure would be another."
        )
    if any(not one.modelled for one in questions):
        say("Where there is no span, the model says nothing, and the base rate stands.")
    _say_error(questions)
    _say_methods(found, questions)


def _say_error(questions: Sequence[QuestionForecast]) -> None:
    """Print standard errors where combinations were drawn."""
    drawn = [one for one in questions if one.monte_carlo_error is not None]
    if drawn:
        say(sentence(f"error: {MEANINGS['error']}"))
        points(f"{one.id}: {100 * (one.monte_carlo_error or 0):.2g} percentage points" for one in drawn)


def _say_methods(found: Forecast, questions: Sequence[QuestionForecast]) -> None:
    """Print what the model says under each theory of behaviour, without the doubt."""
    modelled = [one for one in questions if one.undoubted is not None]
    if not modelled:
        return
    heading("If everybody decided alike, without the doubt")
    rows = [
        (one.id, _figure(one.undoubted), *(_figure(row.get(one.id)) for row in found.methods.values()))
        for one in modelled
    ]
    table(("question", "as filed", *found.methods), rows, right=range(1, 2 + len(found.methods)))


def _figure(value: float | None) -> str:
    """Write a probability, or that there is none."""
    return "none" if value is None else percent(value)


def _probability(one: QuestionForecast) -> str:
    """Write a probability; marked where it rests on the doubt."""
    if not one.modelled and not one.based:
        return "none"
    return f"{_figure(one.probability)}{'*' if _rests_on_doubt(one) else ''}"


def _rests_on_doubt(one: QuestionForecast) -> bool:
    """Whether the figure owes itself to the doubt rather than to the model and a base rate."""
    return one.undoubted is not None and (one.undoubted in {0, 1} or not one.based)


def _ends(low: float | None, high: float | None) -> str:
    """Write the ends of a range, as short as a column needs; nothing where they look alike."""
    if low is None or high is None or percent(low) == percent(high):
        return ""
    least, most = (percent(end).replace("under ", "<").replace("over ", ">") for end in (low, high))
    return f"{least.removesuffix(' %')}-{most}"


def _span(one: QuestionForecast) -> str:
    """Write the method span."""
    if one.method_span is None:
        return ""
    return _ends(*one.method_span) or percent(one.method_span.low)


def _base(one: QuestionForecast) -> str:
    """Write the base rate of the file."""
    return percent(one.base) if one.based else "none"


def _say_outcomes(sit: Situation, found: Forecast) -> None:
    """Print where events end, the most probable first."""
    heading("Where events end")
    if not found.outcomes:
        say("The condition comes about in no course of this model.")
    points(
        f"{percent(one.probability)}: {_outcome_words(sit, one, found.status_quo)}"
        for one in found.outcomes[:MOST_SAID]
    )
    left = found.outcomes[MOST_SAID:]
    if left:
        say(f"... and others, {percent(sum(one.probability for one in left))} together; --json lists them.")


def _outcome_words(sit: Situation, one: Outcome, start: str) -> str:
    """Say an end state, or a cycle, in words."""
    if one.kind == "rest":
        return f"{_stated(sit, one.state, start)}."
    turning = "; ".join(
        f"{percent(share)} of the time {_stated(sit, state, start)}"
        for state, share in list(zip(one.states, one.shares, strict=True))[:MOST_SAID]
    )
    return f"keeps turning: {turning}."


def _stated(sit: Situation, state: str, start: str) -> str:
    """Say a state by what changed since the beginning, which need not be today's state."""
    if sit.graph is not None:
        return f"{state}, where events begin" if state == start else state
    return change_words(sit, start, state)


def _say_deals(sit: Situation, deals: Sequence[Deal]) -> None:
    """Print joint moves by which both would gain, and which neither begins."""
    if not deals:
        return
    heading("Deals on the table")
    say("Both would gain if both moved, and neither moves first.")
    shares: dict[str, float] = {}
    for one in deals:
        both = " and ".join(actor_name(sit, actor) for actor in one.actors)
        words = change_words(sit, one.state, one.to, by=both)
        shares[words] = shares.get(words, 0.0) + one.share
    ranked = sorted(shares, key=lambda words: -shares[words])
    points(f"{words}. [where {percent(shares[words])} of the courses end]" for words in ranked[:MOST_SAID])
    say(_of_pacts(sit, deals[0].actors))


def _of_pacts(sit: Situation, actors: Sequence[str]) -> str:
    """Say what to write so that a deal could come about, or why it doesn't although they can move as one."""
    if any(set(actors) <= set(pact.members) for pact in sit.play.pacts):
        return (
            "They can move as one and yet don't, since one of them would undo its part afterwards. "
            "An option that can't be undone has 'lasting: taken'."
        )
    together = f"'pacts: [[{', '.join(actors)}]]'"
    return f"To see whether they would strike it, let them move as one: {together} under 'play:'."
