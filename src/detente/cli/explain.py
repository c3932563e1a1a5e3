"""``detente explain``: why a state is stable or not, move by move."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.choosing import (
    CONCEPTS,
    Chosen,
    choice_words,
    chosen_conflict,
    concept_choice,
    do_option,
    types_option,
)
from detente.cli.opened import json_option, known_name, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, working
from detente.cli.stating import Found, called, state_at
from detente.conflict.results import Improvement, Verdict
from detente.situation.phrasing import actor_name, change_words, path_words, sentence, state_words
from detente.situation.records import Situation

MOST_SAID = 10  # improvements written out per actor


@click.command()
@situation_argument
@click.argument("state")
@click.argument("actor", required=False)
@click.option(
    "--concept", type=concept_choice, default="seq", show_default=True, help="By which concept actors decide."
)
@types_option
@do_option
@json_option
def command(
    *,
    situation: str,
    state: str,
    actor: str | None,
    concept: str,
    types: tuple[str, ...],
    do: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say why a state is stable or not, for one ACTOR or for each.

    STATE is a pattern of Y and N in the order of the options, the name of a state, status_quo, or the options taken
    joined by +.
    """
    sit = opened(situation, as_json=as_json)
    if actor is not None:
        known_name(actor, list(sit.actors), "actor")
    chosen = chosen_conflict(sit, types, do, what="'detente explain'", as_json=as_json)
    if actor is not None:
        known_name(actor, list(chosen.conflict.actors), "actor who can move or wants something,")
    found = state_at(sit, chosen, state)
    with working("looking for answers"):
        stability = chosen.conflict.stability(concept)
        asked = chosen.conflict.actors if actor is None else (actor,)
        verdicts = [stability.explain(found.position, one) for one in asked]
    if as_json:
        listed = [as_data(one, found, chosen) for one in verdicts]
        print_json(listed if actor is None else listed[0])
    else:
        _say(sit, chosen, state, found, verdicts)


def as_data(verdict: Verdict, found: Found, chosen: Chosen) -> dict[str, Any]:
    """Give what ``--json`` prints of one actor."""
    return {
        "actor": verdict.actor,
        "state": verdict.state,
        "matching": found.matching,
        "concept": verdict.concept,
        "types": {actor: one.type for actor, one in chosen.types.items()},
        "do": chosen.do,
        "stable": verdict.stable,
        "structural": verdict.structural,
        "improvements": verdict.improvements,
    }


def _say(sit: Situation, chosen: Chosen, written: str, found: Found, verdicts: list[Verdict]) -> None:
    """Print the state and each actor's reasons."""
    label = verdicts[0].state
    say(called(sit, label))
    if sit.graph is None:
        say(sentence(state_words(sit, label)))
    if found.matching > 1:
        say(f"'{written}' stands for {found.matching:,} states; this is the first of them.")
    concept = verdicts[0].concept
    say(f"By {concept}: {CONCEPTS[concept]}.", *choice_words(sit, chosen))
    for verdict in verdicts:
        heading(_conclusion(sit, verdict))
        points(_reason(sit, chosen, verdict, one) for one in _foremost(verdict))
        if len(verdict.improvements) > MOST_SAID:
            say(f"... and {len(verdict.improvements) - MOST_SAID:,} more moves; --json lists them.")


def _foremost(verdict: Verdict) -> list[Improvement]:
    """Give the first improvements: those without an answer, then those that change the fewest options."""

    def order(one: Improvement) -> tuple[bool, int]:
        return one.answer is not None, sum(a != b for a, b in zip(verdict.state, one.to, strict=False))

    return sorted(verdict.improvements, key=order)[:MOST_SAID]


def _conclusion(sit: Situation, verdict: Verdict) -> str:
    """Say whether an actor would stay, and why, in one sentence."""
    name = actor_name(sit, verdict.actor)
    if verdict.structural:
        return f"{name} has no move from here, so the state is stable for it whatever it wants."
    if not verdict.improvements:
        return f"{name} would stay: no move of its own leads to a state that it prefers."
    if verdict.stable:
        return f"{name} would stay: whatever it would gain by, the others would answer."
    return f"{name} would not stay: it would gain by a move that has no answer."


def _reason(sit: Situation, chosen: Chosen, verdict: Verdict, one: Improvement) -> str:
    """Say what an improvement is met with."""
    could = change_words(sit, verdict.state, one.to, modal="could", by=verdict.actor)
    if one.answer is None and one.anyway:
        return sentence(f"{could}; harm may follow, but it would come anyway, so that is no answer")
    if one.answer is None:
        return sentence(f"{could}; no answer stands against it")
    modal = "could" if verdict.concept in ("gmr", "smr") else "would"
    path = path_words(sit, one.to, one.answer, modal=modal)
    name = actor_name(sit, verdict.actor)
    return sentence(
        f"{could}; but then {path}, which leaves {name} {_loss(chosen, verdict, one.answer[-1].to)}"
    )


def _loss(chosen: Chosen, verdict: Verdict, end: str) -> str:
    """Say how an actor fares at the end of an answer, compared with now."""
    con = chosen.conflict
    rank = con.ranks[con.actors.index(verdict.actor)]
    before, after = rank[con.position(verdict.state)], rank[con.position(end)]
    fares = "worse off than now" if after < before else "no better off than now"
    return f"{fares}, with no way out" if verdict.concept in ("smr", "sseq") else fares
