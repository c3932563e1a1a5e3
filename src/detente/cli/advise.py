"""``detente advise``: what an actor can do about a question, and what that does to the actor itself."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.opened import as_day, faults_told, json_option, known_name, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, working
from detente.outlook.advice import FIXED, Advice, Advised, Measure, advise
from detente.outlook.model import required
from detente.situation.phrasing import actor_name, option_words, percent, sentence
from detente.situation.records import Situation


@click.command()
@situation_argument
@click.argument("actor")
@click.argument("question")
@click.option("--options-only", is_flag=True, help="Leave out commitments that the actor could make.")
@click.option(
    "--most", type=click.IntRange(1), default=5, show_default=True, help="Show so many in each direction."
)
@click.option("--as-of", "as_of", metavar="DAY", help="Only what was known by this day counts.")
@json_option
def command(
    *,
    situation: str,
    actor: str,
    question: str,
    options_only: bool,
    most: int,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Find what ACTOR can do about QUESTION: options it could hold, commitments it could make.

    Each measure is taken by itself at central values. Shown are those that change the answer, with how the actor fares by
    its own order of preference, and whether the measure would last by itself.
    """
    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    known_name(actor, sit.actors, "actor")
    asked = known_name(question, sit.questions, "question")
    with faults_told(sit, as_json=as_json), working("trying measures") as progress:
        required(sit)
        try:
            found = advise(
                sit, actor, asked, as_of=day, promises=not options_only, checked=most, progress=progress
            )
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    if as_json:
        print_json(as_data(sit, found))
    else:
        _say(sit, found, most)


def as_data(sit: Situation, found: Advice) -> dict[str, Any]:
    """Give what ``--json`` prints."""
    return {
        "actor": found.actor,
        "question": found.question,
        "base": found.base,
        "measures": [
            {
                "measure": _words(sit, one.measure),
                "do": {one.measure.option: one.measure.value},
                "if": {one.measure.if_option: one.measure.if_value} if one.measure.if_option else None,
                "probability": one.probability,
                "change": one.change,
                "better": one.fared.better if one.fared else None,
                "worse": one.fared.worse if one.fared else None,
                "lasts": one.lasts,
                "why": one.why,
            }
            for one in found.measures
        ],
        "fixed": FIXED,
    }


def _say(sit: Situation, found: Advice, most: int) -> None:
    """Say what raises and what lowers the probability, what can't be done, and what is held fixed."""
    asked = sit.questions[found.question]
    name = actor_name(sit, found.actor)
    say(asked.text or asked.id, f"As filed: {percent(found.base)}, without the doubt.")
    for way, title in ((1, "makes it more probable"), (-1, "makes it less probable")):
        moved = [one for one in found.measures if way * one.change > 0]
        heading(f"What {name} can do that {title}")
        if not moved:
            say("Nothing that was tried.")
        points(_told(sit, found, one) for one in moved[:most])
        if len(moved) > most:
            say(f"... and {len(moved) - most} more; --most {len(moved)} shows them.")
    _say_others(sit, found)
    if any(one.fared is not None for one in found.measures):
        say(
            "",
            "Better and worse: of two courses, one with the measure and one without, by the actor's own order.",
        )
    heading("What is held fixed")
    points(sentence(one) for one in FIXED)


def _say_others(sit: Situation, found: Advice) -> None:
    """Count what changes nothing, and name what can't be done by itself."""
    idle = [one for one in found.measures if not one.change and one.probability is not None]
    unmade = [one for one in found.measures if one.probability is None]
    if idle:
        alike = sum(bool(one.why) for one in idle)
        more = f", {alike} of them commitments whose opposite does the same" if alike else ""
        say("", f"{len(idle)} of {len(found.measures)} measures change nothing{more}.")
    points(f"{_words(sit, one.measure)}: can't be done by itself; {one.why}" for one in unmade)


def _told(sit: Situation, found: Advice, one: Advised) -> str:
    """Say what one measure does."""
    said = f"{percent(one.probability or 0.0)}: {_words(sit, one.measure)}. {_fares(one, actor_name(sit, found.actor))}."
    if one.lasts is None:
        return said
    if one.measure.if_option:
        return f"{said} When it comes to it, kept in {percent(one.lasts)}."
    return f"{said} Left free, it ends so in {percent(one.lasts)}."


def _fares(one: Advised, actor: str) -> str:
    """Say how an actor fares."""
    if one.fared is None or (not one.fared.better and not one.fared.worse):
        return f"As good for {actor}"
    return f"For {actor} better in {percent(one.fared.better)}, worse in {percent(one.fared.worse)}"


def _words(sit: Situation, measure: Measure) -> str:
    """Say a measure in the words of the file."""
    does = _at(sit, measure.option, value=measure.value)
    if not measure.if_option:
        return f"from now on, {does}"
    return f"commitment: if {_at(sit, measure.if_option, value=measure.if_value)}, then {does}"


def _at(sit: Situation, name: str, *, value: bool) -> str:
    """Say that an option is taken, or isn't."""
    option = next(one for one in sit.options if one.label == name)
    return f"{actor_name(sit, option.owner)}: {'' if value else 'do not '}{option_words(option)}"
