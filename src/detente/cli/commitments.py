"""``detente commitments``: whether threats and promises would be kept, whom they deter, and what they are worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from detente.cli.choosing import do_option, do_words, held_settings, settings
from detente.cli.opened import as_day, faults_told, json_option, known_name, leave, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, table, working
from detente.outlook.commitment_results import CommitmentResult
from detente.outlook.commitment_words import (
    KINDS,
    deterrence_words,
    dilemma_words,
    kept_words,
    stake_words,
    terms_words,
    title_words,
)
from detente.outlook.commitments import commitments
from detente.outlook.surely import Effect, Surely
from detente.situation.needs import lacking
from detente.situation.phrasing import percent, sentence
from detente.situation.records import Situation

Results = Mapping[str, CommitmentResult]

MOST_SAID = 3  # stakes written out

_KNOWN = {
    "own": "Each actor knows its own type only, and weighs the others' by what it believes.",
    "all": "All actors see through one another.",
}


@click.command()
@situation_argument
@click.argument("names", nargs=-1, metavar="[COMMITMENT]...")
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
@json_option
def command(
    *,
    situation: str,
    names: tuple[str, ...],
    draws: int,
    seed: int,
    as_of: str | None,
    do: tuple[str, ...],
    start: tuple[str, ...],
    as_json: bool,
) -> None:
    """Test threats, promises, red lines and pledges where events begin.

    Would each be kept? Whom does it deter, or win? What is it worth, and at what stake does that end? A commitment
    that is idle today may matter after a step: --start OPTION=yes tests it there.
    """
    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    if not sit.commitments:
        leave([lacking(sit, "commitments", "'detente commitments'")], as_json=as_json)
    for name in names:
        known_name(name, list(sit.commitments), "commitment")
    held, begun = held_settings(sit, do), settings(sit, start, "--start")
    twice = next((name for name in begun if name in held), None)
    if twice is not None:
        raise click.UsageError(f"'{twice}' can't be held by --do and begin by --start")
    with faults_told(sit, as_json=as_json), working("testing commitments"):
        found = commitments(sit, draws=draws, seed=seed, as_of=day, do=held, start=begun)
    wanted = {name: one for name, one in found.items() if not names or name in names}
    if as_json:
        print_json({name: as_data(one) for name, one in wanted.items()})
        return
    say(sit.title)
    for flag, changes in (("--do", held), ("--start", begun)):
        if changes:
            say(f"Tested with {flag} {do_words(changes)}.")
    say(_KNOWN[sit.play.knowledge])
    _say_overview(wanted)
    for one in wanted.values():
        _say(sit, one)


def as_data(one: CommitmentResult) -> dict[str, Any]:
    """Give what ``--json`` prints of one commitment; where a probability is missing, why stands beside it."""
    return {
        "by": one.by,
        "kind": one.kind,
        "claimed_by": one.claimed_by,
        "if": one.condition,
        "then": one.then,
        "line": one.line,
        "state": one.state,
        "knowledge": one.knowledge,
        "why": one.why,
        "honoured": one.honoured,
        "wants_to": one.wants_to,
        "credible": one.credible,
        "deters": one.deters,
        "deterrence": one.deterrence,
        "by_knowledge": one.by_knowledge,
        "jointly": [{"commitments": group, "probability": p} for group, p in one.jointly],
        "effect": one.effect,
        "stake": one.stake,
        "stakes": one.stakes,
        "triggers": one.triggers,
        "types": one.types,
        "difference": one.difference,
        "steps": one.steps,
        "dilemmas": one.dilemmas,
    }


def _say_overview(found: Results) -> None:
    """Print one line per commitment."""
    rows = [
        (
            name,
            KINDS[one.kind],
            _figure(one.honoured.value),
            _figure(one.wants_to),
            "yes" if one.credible else "no",
            ("" if one.kind == "pledge" else "yes" if one.deters else "no"),
        )
        for name, one in found.items()
    ]
    table(("commitment", "kind", "kept", "wants to", "credible", "deters"), rows, right=(2, 3))
    say(
        "kept: how probable it is that its author would keep it wherever it is put to the test; wants to: the same if "
        "it feared no answer; credible and deters: more likely than not (a promise: wins somebody)."
    )


def _figure(value: float | None) -> str:
    """Write a probability, or that there is none."""
    return "none" if value is None else percent(value)


def _say(sit: Situation, one: CommitmentResult) -> None:
    """Print everything about one commitment."""
    heading(title_words(sit, one))
    if one.text:
        say(sentence(one.text))
    say(sentence(terms_words(one)))
    points([*kept_words(sit, one), *deterrence_words(sit, one)])
    points(stake_words(sit, stake) for stake in one.stakes[:MOST_SAID])
    points(dilemma_words(sit, dilemma) for dilemma in one.dilemmas)
    _say_effect(one)


def _say_effect(one: CommitmentResult) -> None:
    """Print what it is worth: every probability that hangs on whether it is surely kept or surely broken."""
    rows = list(_worth_rows(one.effect, "comes to the test" if one.condition else "is broken"))
    if rows:
        table(("what it is worth", "as things are", "surely kept", "surely broken"), rows, right=(1, 2, 3))
    else:
        points(["No question hangs on whether it is kept or broken."])


def _worth_rows(effect: Effect, condition: str) -> list[tuple[str, ...]]:
    named = {condition: effect.condition, **effect.questions}
    return [(name, *map(_figure, told)) for name, told in named.items() if _differs(told)]


def _differs(told: Surely) -> bool:
    """Whether it makes a difference that can be seen."""
    return len({_figure(value) for value in told}) > 1
