"""``detente solve``: which states are stable, for whom, under which concept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import click
import numpy as np

from detente.cli.choosing import (
    CONCEPTS,
    Chosen,
    choice_words,
    chosen_conflict,
    concept_choice,
    do_option,
    types_option,
)
from detente.cli.opened import json_option, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, table, working
from detente.cli.stating import called, no_today, told
from detente.cli.tabulating import FORMATS, print_table
from detente.conflict.moves import Positions
from detente.conflict.results import Stability
from detente.situation.phrasing import actor_name, sentence, state_words
from detente.situation.records import BEHAVIOURS, Situation

MOST_SAID = 6  # states written out per group of concepts
MOST_LISTED = 100_000  # labels in one list of the JSON


class Solved(NamedTuple):
    """A conflict as the command line chose it, with its stabilities by concept."""

    sit: Situation
    chosen: Chosen
    stability: Mapping[str, Stability]

    @property
    def today(self) -> int | None:
        """The position of today's state."""
        return self.chosen.conflict.status_quo

    def label(self, position: int) -> str:
        """Give the label of a state."""
        return self.chosen.conflict.states[position]


@click.command()
@situation_argument
@click.option(
    "--concept", "concepts", type=concept_choice, multiple=True, help="Only this concept (repeatable)."
)
@types_option
@do_option
@click.option(
    "--table",
    "form",
    type=click.Choice(list(FORMATS)),
    help="Print states by actors and concepts as a table.",
)
@json_option
def command(
    *,
    situation: str,
    concepts: tuple[str, ...],
    types: tuple[str, ...],
    do: tuple[str, ...],
    form: str | None,
    as_json: bool,
) -> None:
    """Tell which states are stable, and for whom.

    A state is stable for an actor that wouldn't leave it, and an equilibrium if that goes for everybody. The concepts
    differ in what the actors reckon with: see 'detente explain' for the reasons.
    """
    if form and as_json:
        raise click.UsageError("--table and --json are two ways to print: give one of them")
    sit = opened(situation, as_json=as_json)
    chosen = chosen_conflict(sit, types, do, what="'detente solve'", as_json=as_json)
    wanted = [concept for concept in BEHAVIOURS if concept in (concepts or BEHAVIOURS)]
    with working("finding the stable states"):
        solved = Solved(sit, chosen, {one: chosen.conflict.stability(one) for one in wanted})
    if form:
        print_table(sit, chosen.conflict, solved.stability, form)
    elif as_json:
        print_json(as_data(solved))
    else:
        _say(solved)


def as_data(solved: Solved) -> dict[str, Any]:
    """Give what ``--json`` prints; lists of more than 100,000 states are cut, which ``truncated`` says."""
    con, truncated = solved.chosen.conflict, dict[str, int]()
    taken = solved.sit.options

    def labels(name: str, found: Any) -> list[str]:
        if len(found) > MOST_LISTED:
            truncated[name] = len(found)
        return [con.states[int(at)] for at in found[:MOST_LISTED]]

    def equilibrium(label: str) -> dict[str, Any]:
        return {"state": label, "options": [one.label for one in taken if label[one.bit] == "Y"]}

    def by_actor(name: str, stable: Any) -> dict[str, list[str]]:
        return {
            actor: labels(f"{name}.{actor}", np.flatnonzero(row))
            for actor, row in zip(con.actors, stable, strict=True)
        }

    stability = solved.stability
    any_concept = next(iter(stability.values()))
    return {
        "states": labels("states", np.arange(len(con.states))),
        "number_of_states": len(con.states),
        "actors": con.actors,
        "options": con.options,
        "types": {actor: one.type for actor, one in solved.chosen.types.items()},
        "types_named": [actor for actor, one in solved.chosen.types.items() if one.named],
        "do": solved.chosen.do,
        "concepts": list(stability),
        "equilibria": {
            name: [equilibrium(label) for label in labels(f"equilibria.{name}", one.equilibria)]
            for name, one in stability.items()
        },
        "stable": {name: by_actor(f"stable.{name}", one.stable) for name, one in stability.items()},
        "structural": by_actor("structural", any_concept.structural),
        "status_quo": _today_as_data(solved),
        "truncated": {"at": MOST_LISTED, "lists": truncated} if truncated else None,
    }


def _today_as_data(solved: Solved) -> dict[str, Any]:
    """Say for whom today's state is stable."""
    if solved.today is None:
        return {"state": None, "stable_for": {}, "why": _why_no_today(solved)}
    return {
        "state": solved.label(solved.today),
        "stable_for": {name: _holding(one, solved.today) for name, one in solved.stability.items()},
    }


def _why_no_today(solved: Solved) -> str:
    """Say why there is no state of today."""
    if solved.sit.status_quo is None:
        return "the file has no 'status_quo:'"
    return no_today(solved.sit, solved.chosen)


def _holding(stability: Stability, position: int) -> list[str]:
    """Name the actors for whom a state is stable."""
    return [actor for actor, so in zip(stability.actors, stability.stable[:, position], strict=True) if so]


def _say(solved: Solved) -> None:
    """Print the results in words."""
    sit, con = solved.sit, solved.chosen.conflict
    options = f"{len(con.options)} options, " if con.options else ""
    say(
        sit.title,
        f"{len(con.actors)} actors, {options}{len(con.states):,} states.",
        *choice_words(sit, solved.chosen),
    )
    _say_today(solved)
    for concepts, positions in _groups(solved):
        _say_equilibria(solved, concepts, positions)
    heading("What the concepts reckon with")
    points(f"{name}: {CONCEPTS[name]}" for name in solved.stability)


def _say_today(solved: Solved) -> None:
    """Print for whom today's state is stable."""
    heading("Today's state")
    if solved.today is None:
        say(sentence(_why_no_today(solved)))
        return
    sit, at = solved.sit, solved.today
    label = solved.label(at)
    say(called(sit, label))
    if sit.graph is None:
        say(sentence(state_words(sit, label)))
    rows = []
    for row, actor in enumerate(solved.chosen.conflict.actors):
        verdicts = [_verdict(one, row, at) for one in solved.stability.values()]
        rows.append((actor_name(sit, actor), *verdicts))
    table(("would it stay?", *solved.stability), rows)
    held = [name for name, one in solved.stability.items() if one.stable[:, at].all()]
    say(
        sentence(
            f"stable for everybody under {', '.join(held)}"
            if held
            else "stable for everybody under none of these"
        )
    )


def _verdict(stability: Stability, row: int, at: int) -> str:
    """Say whether an actor would stay at a state; where it can't leave, that says nothing of what it wants."""
    if stability.structural[row, at]:
        return "no move"
    return "yes" if stability.stable[row, at] else "no"


def _groups(solved: Solved) -> Iterator[tuple[list[str], Positions]]:
    """Put concepts of the same equilibria together."""
    groups: dict[bytes, list[str]] = {}
    for name, one in solved.stability.items():
        groups.setdefault(one.equilibria.tobytes(), []).append(name)
    for names in groups.values():
        yield names, solved.stability[names[0]].equilibria


def _say_equilibria(solved: Solved, concepts: Sequence[str], positions: Positions) -> None:
    """Print the equilibria of some concepts, those nearest to today's state first."""
    heading(f"Stable for everybody under {', '.join(concepts)}")
    if not positions.size:
        say("No state: wherever events stand, somebody would move on.")
        return
    chosen = _nearest(solved, positions)
    if solved.today is not None and solved.sit.graph is None and len(positions) > MOST_SAID:
        say("Nearest to today's state first.")
    points(_described(solved, concepts[0], at) for at in chosen)
    if len(positions) > len(chosen):
        say(f"... and {len(positions) - len(chosen):,} more; --json and --table list them.")


def _nearest(solved: Solved, positions: Positions) -> list[int]:
    """Give the first states, by the number of options that differ from today's state, then in order."""
    found = positions
    if solved.today is not None and solved.chosen.conflict.options:
        codes = solved.chosen.conflict.codes
        changed = [code.bit_count() for code in (codes[found] ^ codes[solved.today]).tolist()]
        found = found[np.argsort(changed, kind="stable")]
    return [int(at) for at in found[:MOST_SAID]]


def _described(solved: Solved, concept: str, at: int) -> str:
    """Say an equilibrium in words, and who has no move from it."""
    sit, label = solved.sit, solved.label(at)
    start = None if solved.today is None else solved.label(solved.today)
    words = (
        called(sit, label) if sit.graph is not None else f"{called(sit, label)}: {told(sit, label, start)}"
    )
    if at == solved.today and sit.graph is not None:
        words += ": as today"
    stability = solved.stability[concept]
    stuck = [
        actor_name(sit, a) for a, no in zip(stability.actors, stability.structural[:, at], strict=True) if no
    ]
    return f"{words} [no move from here: {', '.join(stuck)}]" if stuck else words
