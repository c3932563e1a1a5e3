"""``detente preferences``: what the file makes an actor want, in words."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.opened import json_option, known_name, leave, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, table
from detente.faults import Fault
from detente.situation.needs import lacking, lacks_of_model
from detente.situation.phrasing import actor_name, change_words, sentence
from detente.situation.readback import ReadBack, Step, against, place_words, read_back, who
from detente.situation.readback_beyond import beyond_order
from detente.situation.records import Situation

SHOWN = 12
"""Moves and states that are shown; the JSON has more."""


@click.command()
@situation_argument
@click.argument("actor", required=False)
@json_option
def command(situation: str, actor: str | None, *, as_json: bool) -> None:
    """Read an actor's preferences back in words; without ACTOR those of all.

    Shown are the best and the worst states, where today stands, and each own move from there: better or worse, and which
    statement decides. A statement written the wrong way round is seen here.
    """
    sit = opened(situation, as_json=as_json)
    if actor is not None:
        known_name(actor, sit.actors, "actor")
    faults = _lacks(sit, actor)
    if faults:
        leave(faults, as_json=as_json)
    actors = [actor] if actor is not None else list(sit.preferences)
    told = {name: read_back(sit, name) for name in actors}
    if as_json:
        print_json({name: {kind: _plain(one) for kind, one in own.items()} for name, own in told.items()})
        return
    for name, own in told.items():
        for one in own.values():
            _tell(sit, one)
        beyond = beyond_order(sit, name)
        if beyond and not own:
            heading(actor_name(sit, name))
        points(sentence(one) for one in beyond)


def _lacks(sit: Situation, actor: str | None) -> list[Fault]:
    """Say what is missing: options, or what the actor wants."""
    what = "'detente preferences'"
    if not sit.options and sit.graph is None:
        return [lacking(sit, "options", what)]
    if actor is None:
        return [] if sit.preferences else [lacking(sit, "preferences", what)]
    if actor in sit.preferences:
        return []
    own = [one for one in lacks_of_model(sit, what) if one.message.startswith(f"{actor} ")]
    return own or [lacking(sit, f"preferences: {actor}", what)]


def _plain(one: ReadBack) -> dict[str, Any]:
    """Give what is told of one type, without the names that stand above it."""
    return {key: value for key, value in one._asdict().items() if key not in {"actor", "type"}}


def _tell(sit: Situation, one: ReadBack) -> None:
    today = one.status_quo.state if one.status_quo else None
    heading(who(sit, one))
    points(
        [
            f"Best ({_states(one.best_states)}): {against(sit, today, one.best[0])}",
            f"Worst ({_states(one.worst_states)}): {against(sit, today, one.worst[0])}",
            *([f"Today: {place_words(one.status_quo)}"] if one.status_quo else []),
        ]
    )
    if today is None:
        return
    if one.moves:
        rows = [(_moved(sit, today, step, one.actor), *_verdict(step)) for step in one.moves[:SHOWN]]
        table(("own move from today", "", "decided by"), rows)
        if one.moves_in_all > SHOWN:
            say(f"{one.moves_in_all - SHOWN:,} more moves of several options are not shown.")
    points(
        f"After {_moved(sit, today, reaction.after, reaction.by)}: better with "
        f"{_moved(sit, reaction.after, step, one.actor)} ({_because(step)})"
        for reaction in one.reactions[:SHOWN]
        for step in reaction.steps[:1]
    )


def _states(number: int) -> str:
    return "1 state" if number == 1 else f"{number:,} states"


def _moved(sit: Situation, before: str, after: Step | str, actor: str) -> str:
    """Say what changes between two states."""
    return change_words(sit, before, after if isinstance(after, str) else after.to, by=actor)


def _verdict(step: Step) -> tuple[str, str]:
    verdict = {True: "better", False: "worse", None: "as good"}[step.better]
    return verdict, _because(step)


def _because(step: Step) -> str:
    """Say what decides, in the words of the file, and where it stands."""
    if step.better is None:
        return ""
    gain = "" if step.gain is None else f" ({float(step.gain):+.3g})"
    return f"{step.decided_by}{gain}, line {step.line}"
