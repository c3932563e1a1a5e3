"""What concepts are told on the command line: a coalition, a horizon, a leader; and which concepts are meant."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

import click

from detente.cli.choosing import Chosen, no_room
from detente.cli.opened import known_name, leave
from detente.conflict.concepts import CONCEPTS, concept_named, names_of, origin_words
from detente.faults import fault
from detente.situation.needs import lacking
from detente.situation.phrasing import actor_name
from detente.situation.records import BEHAVIOURS, Situation

if TYPE_CHECKING:
    from detente.conflict.results import Stability

MANY = 100_000  # states from which several actors are worked on at the same time
MERGED = ("nash", "gmr", "smr", "seq", "sseq")

Function = TypeVar("Function", bound=Callable[..., Any])


class Told(NamedTuple):
    """What the command line tells concepts; actors have been looked up."""

    coalition: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()
    horizon: int | None = None
    leader: str | None = None
    ties: Literal["robust", "possible"] = "robust"


def told_options(command: Function) -> Function:
    """Add the options that tell concepts what they need."""
    for option in (
        click.option(
            "--ties",
            type=click.Choice(["robust", "possible"]),
            default="robust",
            show_default=True,
            help="With foresight: stable for every choice among equally good moves, or for some.",
        ),
        click.option("--leader", metavar="ACTOR", help="Who leads; means --concept stackelberg."),
        click.option(
            "--horizon",
            type=click.IntRange(1, 1000),
            metavar="N",
            help="How many moves are foreseen; means --concept limited.",
        ),
        click.option("--merge", metavar="A,B", help="Actors who move as one, in one step."),
        click.option(
            "--coalition", metavar="A,B", help="Ask about this coalition; means the concepts of coalitions."
        ),
    ):
        command = option(command)
    return command


def read_told(chosen: Chosen, given: Mapping[str, Any]) -> Told:
    """Read what the command line tells concepts; wrong use names what was meant."""
    actors = list(chosen.conflict.actors)

    def members(flag: str, least: int) -> tuple[str, ...]:
        written = given[flag]
        if written is None:
            return ()
        found = [
            known_name(one.strip(), actors, "actor who can move or wants something,")
            for one in written.split(",")
        ]
        if len(set(found)) < max(least, len(found)):
            raise click.UsageError(
                f"--{flag} {written}: expected {least} or more different actors, such as A,B"
            )
        return tuple(actor for actor in actors if actor in found)

    leader = given["leader"]
    if leader is not None:
        known_name(leader, actors, "actor who can move or wants something,")
    if given["coalition"] is not None and given["merge"] is not None:
        raise click.UsageError("--coalition moves step by step, --merge in one step: give one of them")
    return Told(members("coalition", 1), members("merge", 2), given["horizon"], leader, given["ties"])


def wanted_concepts(chosen: Chosen, named: Sequence[str], how: Told) -> list[str]:
    """Give the concepts that are meant: those named, or those that belong to what else was said.

    What belongs to no concept that is meant is wrong use.
    """
    concepts = [name for name in CONCEPTS if name in named] or _implied(chosen, how)
    families = {concept_named(name).family for name in concepts}
    for flag, given, fits in (
        ("coalition", how.coalition, "coalition" in families),
        ("merge", how.merge, set(concepts) <= set(MERGED)),
        ("horizon", how.horizon, "limited" in concepts),
        ("leader", how.leader, "stackelberg" in concepts),
        ("ties", how.ties != "robust", "foresight" in families),
    ):
        if given and not fits:
            raise click.UsageError(f"--{flag} has no meaning for {', '.join(concepts)}")
    for name in concepts:
        needs = concept_named(name).needs
        if needs and getattr(how, needs) is None:
            raise click.UsageError(f"--concept {name} needs --{needs}")
    return concepts


def _implied(chosen: Chosen, how: Told) -> list[str]:
    """Give the concepts that belong to what was said, or to the file."""
    found: list[str] = []
    if how.coalition:
        found += names_of("coalition")
    if how.horizon is not None:
        found.append("limited")
    if how.leader is not None:
        found.append("stackelberg")
    if found:
        return found
    if how.merge:
        return list(MERGED)
    con = chosen.conflict
    if con.relations:
        return list(names_of("unknown"))
    relational = [name for name in names_of("attitude") if not name.endswith("_strict")]
    return [*BEHAVIOURS, *(relational if con.attitudes else ())]


def solved(sit: Situation, chosen: Chosen, concept: str, how: Told, *, as_json: bool) -> Stability:
    """Solve for one concept; what can't be asked of the situation is told in words."""
    from detente.conflict.bitsets import TooLargeError
    from detente.conflict.room import NoRoomError

    con, one = chosen.conflict, concept_named(concept)
    if one.family == "strength" and con.levels is None:
        leave([lacking(sit, "vital", f"'--concept {concept}'")], as_json=as_json)
    settings: dict[str, Any] = {}
    if one.family == "coalition" and how.coalition:
        settings["coalition"] = how.coalition
    if one.family == "foresight":
        settings["ties"] = how.ties
    if one.needs:
        settings[one.needs] = getattr(how, one.needs)
    if how.merge:
        settings["merged"] = how.merge
    if len(con.states) > MANY:
        settings["workers"] = os.cpu_count() or 1
    try:
        return con.stability(concept, **settings)
    except TooLargeError as error:
        leave([fault("DT919", sit.place, str(error))], as_json=as_json)
    except NoRoomError as error:
        leave([no_room(sit, error)], as_json=as_json)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def origins(concepts: Sequence[str]) -> dict[str, dict[str, str]]:
    """Give for JSON where each concept comes from."""
    return {
        name: {"origin": concept_named(name).origin, "source": concept_named(name).source}
        for name in concepts
    }


def concept_words(name: str, how: Told) -> str:
    """Say what a concept reckons with, what it was told, and where it comes from."""
    one = concept_named(name)
    more = {
        "limited": f" with a horizon of {how.horizon}",
        "stackelberg": f" with {how.leader} leading",
    }.get(name, "")
    merged = f", {' and '.join(how.merge)} as one" if how.merge else ""
    return f"{name}{more}{merged}: {one.words} ({origin_words(one)})"


def mover_name(sit: Situation, label: str) -> str:
    """Name who a row of verdicts is about: an actor, or the members of a coalition."""
    return " + ".join(actor_name(sit, part) for part in label.split("+"))
