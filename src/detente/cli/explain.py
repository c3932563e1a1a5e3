"""``detente explain``: why a state is stable or not, move by move."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.choosing import (
    CONCEPT_HELP,
    Chosen,
    choice_words,
    chosen_conflict,
    concept_choice,
    do_option,
    types_option,
)
from detente.cli.opened import json_option, known_name, opened, situation_argument
from detente.cli.reasons import conclusion, reason
from detente.cli.render import heading, points, print_json, say, working
from detente.cli.settings import (
    Told,
    concept_words,
    origins,
    read_told,
    solved,
    told_options,
    wanted_concepts,
)
from detente.cli.stating import Found, called, state_at
from detente.conflict.results import Improvement, Verdict
from detente.situation.phrasing import sentence, state_words
from detente.situation.records import Situation

MOST_SAID = 10  # improvements written out per actor


@click.command()
@situation_argument
@click.argument("state")
@click.argument("actor", required=False)
@click.option(
    "--concept",
    type=concept_choice,
    metavar="NAME",
    help=f"By which concept actors decide; seq if nothing else is said: {CONCEPT_HELP}",
)
@told_options
@types_option
@do_option
@json_option
def command(
    *,
    situation: str,
    state: str,
    actor: str | None,
    concept: str | None,
    types: tuple[str, ...],
    do: tuple[str, ...],
    as_json: bool,
    **given: Any,
) -> None:
    """Say why a state is stable or not, for one ACTOR or for each.

    STATE is a pattern of Y and N in the order of the options, the name of a state, status_quo, or the options taken
    joined by +. Under the concepts of coalitions ACTOR may be a coalition, its members joined by +.
    """
    sit = opened(situation, as_json=as_json)
    if actor is not None:
        for member in actor.split("+"):
            known_name(member, list(sit.actors), "actor")
    chosen = chosen_conflict(sit, types, do, what="'detente explain'", as_json=as_json, pairs=True)
    how = read_told(chosen, given)
    asked_for = concept or _concept_of(chosen, how)
    wanted_concepts(chosen, [asked_for], how)
    found = state_at(sit, chosen, state)
    with working("looking for answers"):
        stability = solved(sit, chosen, asked_for, how, as_json=as_json)
        if actor is not None:
            known_name(actor, list(stability.actors), "actor who can move or wants something,")
        asked = stability.actors if actor is None else (actor,)
        verdicts = [stability.explain(found.position, one) for one in asked]
    if as_json:
        listed = [as_data(one, found, chosen, how) for one in verdicts]
        print_json(listed if actor is None else listed[0])
    else:
        _say(sit, chosen, state, found, verdicts, how)


def _concept_of(chosen: Chosen, how: Told) -> str:
    """Give the concept that is meant where none is named."""
    if how.coalition:
        return "cseq"
    if how.horizon is not None:
        return "limited"
    if how.leader is not None:
        return "stackelberg"
    return "seq_b" if chosen.conflict.relations else "seq"


def as_data(verdict: Verdict, found: Found, chosen: Chosen, how: Told = Told()) -> dict[str, Any]:  # noqa: B008 - frozen
    """Give what ``--json`` prints of one actor."""
    return {
        "actor": verdict.actor,
        "state": verdict.state,
        "matching": found.matching,
        "concept": verdict.concept,
        "origin": origins([verdict.concept])[verdict.concept],
        "told": {key: value for key, value in how._asdict().items() if value not in (None, (), "robust")},
        "types": {actor: one.type for actor, one in chosen.types.items()},
        "do": chosen.do,
        "stable": verdict.stable,
        "structural": verdict.structural,
        "improvements": [_plainly(one) for one in verdict.improvements],
    }


def _plainly(one: Improvement) -> dict[str, Any]:
    """Give one improvement; the steps only where there are some."""
    data = one._asdict()
    if not one.steps:
        del data["steps"]
    return data


def _say(
    sit: Situation, chosen: Chosen, written: str, found: Found, verdicts: list[Verdict], how: Told
) -> None:
    """Print the state and each actor's reasons."""
    label = verdicts[0].state
    today = found.position == chosen.conflict.status_quo
    say(f"{'Today, ' if today else ''}{called(sit, label)}")
    if sit.graph is None:
        say(sentence(state_words(sit, label)))
    if found.matching > 1:
        say(f"'{written}' stands for {found.matching:,} states; this is the first of them.")
    say(f"By {concept_words(verdicts[0].concept, how)}.", *choice_words(sit, chosen))
    for verdict in verdicts:
        heading(conclusion(sit, verdict))
        points(reason(sit, chosen, verdict, one) for one in _foremost(verdict))
        if len(verdict.improvements) > MOST_SAID:
            say(f"... and {len(verdict.improvements) - MOST_SAID:,} more moves; --json lists them.")


def _foremost(verdict: Verdict) -> list[Improvement]:
    """Give the first improvements: those without an answer, then those that change the fewest options."""

    def order(one: Improvement) -> tuple[bool, int]:
        return one.answer is not None, sum(a != b for a, b in zip(verdict.state, one.to, strict=False))

    return sorted(verdict.improvements, key=order)[:MOST_SAID]
