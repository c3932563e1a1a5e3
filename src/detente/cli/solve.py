"""``detente solve``: which states are stable, for whom, under which concept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import click
import numpy as np

from detente.cli.beyond import more_as_data, say_more
from detente.cli.choosing import (
    CONCEPT_HELP,
    Chosen,
    choice_words,
    chosen_conflict,
    concept_choice,
    do_option,
    types_option,
)
from detente.cli.opened import json_option, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, table, working
from detente.cli.settings import (
    Told,
    concept_words,
    mover_name,
    origins,
    read_told,
    solved,
    told_options,
    wanted_concepts,
)
from detente.cli.stating import called, no_today, told
from detente.cli.tabulating import FORMATS, print_table
from detente.conflict.moves import Positions
from detente.conflict.results import Stability
from detente.situation.phrasing import sentence, state_words
from detente.situation.records import Situation

MOST_SAID = 6  # states written out per group of concepts
MOST_COLUMNS = 8  # concepts side by side
MOST_LISTED = 100_000  # labels in one list of the JSON


class Solved(NamedTuple):
    """A conflict as the command line chose it, with its stabilities by concept."""

    sit: Situation
    chosen: Chosen
    stability: Mapping[str, Stability]
    how: Told = Told()

    @property
    def movers(self) -> list[str]:
        """Who the verdicts are about: actors, or coalitions, in order."""
        return list(dict.fromkeys(row for one in self.stability.values() for row in one.actors))

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
    "--concept",
    "concepts",
    type=concept_choice,
    multiple=True,
    metavar="NAME",
    help=f"Only this concept (repeatable): {CONCEPT_HELP}",
)
@told_options
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
    **given: Any,
) -> None:
    """Tell which states are stable, and for whom.

    A state is stable for an actor that wouldn't leave it, and an equilibrium if that goes for everybody. The concepts
    differ in what the actors reckon with: see 'detente explain' for the reasons.
    """
    if form and as_json:
        raise click.UsageError("--table and --json are two ways to print: give one of them")
    sit = opened(situation, as_json=as_json)
    chosen = chosen_conflict(sit, types, do, what="'detente solve'", as_json=as_json, pairs=True)
    how = read_told(chosen, given)
    wanted = wanted_concepts(chosen, concepts, how)
    with working("finding the stable states"):
        found = Solved(
            sit, chosen, {one: solved(sit, chosen, one, how, as_json=as_json) for one in wanted}, how
        )
    if form:
        print_table(sit, chosen.conflict, found.stability, form)
    elif as_json:
        print_json(as_data(found))
    else:
        _say(found)


def as_data(found: Solved) -> dict[str, Any]:
    """Give what ``--json`` prints; lists of more than 100,000 states are cut, which ``truncated`` says."""
    con, truncated = found.chosen.conflict, dict[str, int]()
    taken = found.sit.options

    def labels(name: str, positions: Any) -> list[str]:
        if len(positions) > MOST_LISTED:
            truncated[name] = len(positions)
        return [con.states[int(at)] for at in positions[:MOST_LISTED]]

    def equilibrium(label: str) -> dict[str, Any]:
        return {"state": label, "options": [one.label for one in taken if label[one.bit] == "Y"]}

    def by_mover(name: str, movers: Sequence[str], rows: Any) -> dict[str, list[str]]:
        return {
            mover: labels(f"{name}.{mover}", np.flatnonzero(row))
            for mover, row in zip(movers, rows, strict=True)
        }

    stability = found.stability
    structural: dict[str, list[str]] = {}
    for one in stability.values():
        structural = {**by_mover("structural", one.actors, one.structural), **structural}
    return {
        "states": labels("states", np.arange(len(con.states))),
        "number_of_states": len(con.states),
        "actors": con.actors,
        "options": con.options,
        "types": {actor: one.type for actor, one in found.chosen.types.items()},
        "types_named": [actor for actor, one in found.chosen.types.items() if one.named],
        "do": found.chosen.do,
        "concepts": list(stability),
        "origins": origins(list(stability)),
        "equilibria": {
            name: [equilibrium(label) for label in labels(f"equilibria.{name}", one.equilibria)]
            for name, one in stability.items()
        },
        "stable": {
            name: by_mover(f"stable.{name}", one.actors, one.stable) for name, one in stability.items()
        },
        "structural": structural,
        "status_quo": _today_as_data(found),
        **more_as_data(found.sit, found.chosen, found.stability, found.how),
        "truncated": {"at": MOST_LISTED, "lists": truncated} if truncated else None,
    }


def _today_as_data(found: Solved) -> dict[str, Any]:
    """Say for whom today's state is stable."""
    if found.today is None:
        return {"state": None, "stable_for": {}, "why": _why_no_today(found)}
    return {
        "state": found.label(found.today),
        "stable_for": {name: _holding(one, found.today) for name, one in found.stability.items()},
    }


def _why_no_today(found: Solved) -> str:
    """Say why there is no state of today."""
    if found.sit.status_quo is None:
        return "the file has no 'status_quo:'"
    return no_today(found.sit, found.chosen)


def _holding(stability: Stability, position: int) -> list[str]:
    """Name the actors for whom a state is stable."""
    return [actor for actor, so in zip(stability.actors, stability.stable[:, position], strict=True) if so]


def _say(found: Solved) -> None:
    """Print the results in words."""
    sit, con = found.sit, found.chosen.conflict
    options = f"{len(con.options)} options, " if con.options else ""
    say(
        sit.title,
        f"{len(con.actors)} actors, {options}{len(con.states):,} states.",
        *choice_words(sit, found.chosen),
    )
    _say_today(found)
    for concepts, positions in _groups(found):
        _say_equilibria(found, concepts, positions)
    say_more(sit, found.chosen, found.stability, found.how)
    heading("What the concepts reckon with, and where they come from")
    points(concept_words(name, found.how) for name in found.stability)


def _say_today(found: Solved) -> None:
    """Print for whom today's state is stable."""
    heading("Today's state")
    if found.today is None:
        say(sentence(_why_no_today(found)))
        return
    sit, at = found.sit, found.today
    label = found.label(at)
    say(called(sit, label))
    if sit.graph is None:
        say(sentence(state_words(sit, label)))
    rows = []
    for mover in found.movers:
        verdicts = [_verdict(one, mover, at) for one in found.stability.values()]
        rows.append((mover_name(sit, mover), *verdicts))
    if len(found.stability) <= MOST_COLUMNS:
        table(("would it stay?", *found.stability), rows)
    else:
        columns = zip(found.stability, *(row[1:] for row in rows), strict=True)
        table(("would they stay?", *(row[0] for row in rows)), columns)
    held = [name for name, one in found.stability.items() if one.stable[:, at].all()]
    say(
        sentence(
            f"stable for {_whom(found)} under {', '.join(held)}"
            if held
            else f"stable for {_whom(found)} under none of these"
        )
    )


def _whom(found: Solved) -> str:
    """Say for whom a state must be stable: one coalition that was named, or all rows."""
    movers = found.movers
    if found.how.coalition and len(movers) == 1:
        return mover_name(found.sit, movers[0])
    return (
        "every coalition"
        if set(movers) - set(found.chosen.conflict.actors) and not found.how.merge
        else "everybody"
    )


def _verdict(stability: Stability, mover: str, at: int) -> str:
    """Say whether an actor would stay at a state; where it can't leave, that says nothing of what it wants."""
    if mover not in stability.actors:
        return ""
    row = stability.actors.index(mover)
    if stability.structural[row, at]:
        return "no move"
    return "yes" if stability.stable[row, at] else "no"


def _groups(found: Solved) -> Iterator[tuple[list[str], Positions]]:
    """Put concepts of the same equilibria together."""
    groups: dict[bytes, list[str]] = {}
    for name, one in found.stability.items():
        groups.setdefault(one.equilibria.tobytes(), []).append(name)
    for names in groups.values():
        yield names, found.stability[names[0]].equilibria


def _say_equilibria(found: Solved, concepts: Sequence[str], positions: Positions) -> None:
    """Print the equilibria of some concepts, those nearest to today's state first."""
    heading(f"Stable for {_whom(found)} under {', '.join(concepts)}")
    if not positions.size:
        say("No state: wherever events stand, somebody would move on.")
        return
    chosen = _nearest(found, positions)
    if found.today is not None and found.sit.graph is None and len(positions) > MOST_SAID:
        say("Nearest to today's state first.")
    points(_described(found, concepts[0], at) for at in chosen)
    if len(positions) > len(chosen):
        say(f"... and {len(positions) - len(chosen):,} more; --json and --table list them.")


def _nearest(found: Solved, positions: Positions) -> list[int]:
    """Give the first states, by the number of options that differ from today's state, then in order."""
    ordered, codes = positions, found.chosen.conflict.first_codes
    if found.today is not None and codes is not None:
        changed = [code.bit_count() for code in (codes[positions] ^ codes[found.today]).tolist()]
        ordered = positions[np.argsort(changed, kind="stable")]
    return [int(at) for at in ordered[:MOST_SAID]]


def _described(found: Solved, concept: str, at: int) -> str:
    """Say an equilibrium in words, and who has no move from it."""
    sit, label = found.sit, found.label(at)
    start = None if found.today is None else found.label(found.today)
    words = (
        called(sit, label) if sit.graph is not None else f"{called(sit, label)}: {told(sit, label, start)}"
    )
    if at == found.today and sit.graph is not None:
        words += ": as today"
    stability = found.stability[concept]
    stuck = [
        mover_name(sit, a) for a, no in zip(stability.actors, stability.structural[:, at], strict=True) if no
    ]
    return f"{words} [no move from here: {', '.join(stuck)}]" if stuck else words
