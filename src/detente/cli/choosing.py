"""What a command line chooses of a situation: actors' types, options held at a value, a concept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from detente.cli.opened import known_name, leave
from detente.conflict.concepts import CONCEPTS
from detente.faults import Fault, fault
from detente.situation.names import Ambiguity, Names
from detente.situation.needs import lacks_of_model
from detente.situation.phrasing import actor_name, percent
from detente.situation.records import Situation

if TYPE_CHECKING:
    from detente.conflict.model import Conflict
    from detente.conflict.moves import Positions
    from detente.conflict.room import NoRoomError

types_option = click.option(
    "--types", multiple=True, metavar="ACTOR=TYPE", help="Take an actor as this type (repeatable)."
)
do_option = click.option(
    "--do",
    multiple=True,
    metavar="OPTION=yes",
    help="Hold an option at yes or no from the beginning (repeatable).",
)
concept_choice = click.Choice(list(CONCEPTS))
CONCEPT_HELP = (
    "nash, gmr, smr, seq, sseq, seq2; limited, nonmyopic, stackelberg; cnash, cgmr, csmr, cseq, csseq; strong_gmr to "
    "weak_seq; nash_a to seq_d; rnash to rseq_strict."
)


class TypeTaken(NamedTuple):
    """The type that an actor is taken as; ``named`` on the command line, else that of greatest central prior."""

    type: str
    named: bool
    prior: float


class Chosen(NamedTuple):
    """A conflict as the command line chose it: by actor with types the one taken, by option the value held.

    ``place``: for each feasible state its position in the conflict, -1 if it is left out.
    """

    conflict: Conflict
    types: Mapping[str, TypeTaken]
    do: Mapping[str, bool]
    place: Positions


def settings(sit: Situation, pairs: Sequence[str], flag: str) -> dict[str, bool]:
    """Read options with yes or no, as in ``--do arm_taiwan=yes``; wrong use names what was meant."""
    names = option_names(sit)
    found: dict[str, bool] = {}
    for pair in pairs:
        written, _, value = pair.partition("=")
        name = names.labels[option_at(names, written.strip(), flag)]
        wanted = {"yes": True, "no": False}.get(value.strip().lower())
        if wanted is None:
            raise click.UsageError(f"{flag} {pair}: expected {written.strip()}=yes or {written.strip()}=no")
        if found.setdefault(name, wanted) != wanted:
            raise click.UsageError(f"{flag}: '{name}' can't be both yes and no")
    return found


def option_names(sit: Situation) -> Names:
    """Give the names of a situation's options."""
    owners: dict[str, list[str]] = {}
    for option in sit.options:
        owners.setdefault(option.owner, []).append(option.id)
    return Names.of(owners)


def option_at(names: Names, written: str, where: str) -> int:
    """Find an option by its id or OWNER.id; wrong use names the nearest."""
    found = names.lookup(written)
    if isinstance(found, int):
        return found
    if isinstance(found, Ambiguity):
        hint = f"several actors have one: write {' or '.join(found.spellings)}"
    elif found.nearest:
        hint = f"did you mean '{found.nearest}'?"
    else:
        hint = f"it has {', '.join(names.labels)}" if names.labels else "it has none"
    raise click.UsageError(f"{where}: there is no one option '{written}'; {hint}")


def kinds(sit: Situation, pairs: Sequence[str]) -> dict[str, str]:
    """Read types of actors, as in ``--types CHN=provoked``; wrong use names what was meant."""
    found: dict[str, str] = {}
    for pair in pairs:
        actor, mark, kind = (part.strip() for part in pair.partition("="))
        if not mark:
            raise click.UsageError(f"--types {pair}: expected ACTOR=TYPE")
        known_name(actor, list(sit.actors), "actor")
        preference = sit.preferences.get(actor)
        if preference is None or not preference.typed:
            raise click.UsageError(f"--types {pair}: the file gives {actor} no types")
        known_name(kind, list(preference.types), f"type of {actor},")
        if found.setdefault(actor, kind) != kind:
            raise click.UsageError(f"--types: {actor} can't be two types at once")
    return found


def chosen_conflict(
    sit: Situation, types: Sequence[str], do: Sequence[str], *, what: str, as_json: bool, pairs: bool = False
) -> Chosen:
    """Make the conflict that the command line chose; ``pairs``: certain pairs will do in place of an order.

    What the file lacks ends with 1, what the command line has wrong with 2.
    """
    missing = lacks_of_model(sit, what, pairs=pairs)
    if missing:
        leave(missing, as_json=as_json)
    from detente.conflict.bitsets import TooLargeError
    from detente.conflict.model import Conflict
    from detente.conflict.room import NoRoomError
    from detente.conflict.situated import layout_of

    named, holding = kinds(sit, types), held_settings(sit, do)
    try:
        conflict = Conflict.from_situation(sit, types=named, do=holding)
    except TooLargeError as error:
        leave([fault("DT919", sit.place, str(error))], as_json=as_json)
    except NoRoomError as error:
        leave([no_room(sit, error)], as_json=as_json)
    place = layout_of(sit, conflict.actors, holding).place
    return Chosen(conflict, _taken(sit, conflict.actors, named), holding, place)


def no_room(sit: Situation, error: NoRoomError) -> Fault:
    """Say what would not fit into memory, and what would."""
    return fault("DT920", sit.place, error.message, expected=error.expected, got=error.got, hint=error.hint)


def held_settings(sit: Situation, pairs: Sequence[str]) -> dict[str, bool]:
    """Read the options of ``--do``; to hold what rules forbid together is wrong use."""
    holding = settings(sit, pairs, "--do")
    if holding:
        from detente.conflict.situated import held

        try:
            held(sit, holding)
        except ValueError as error:
            raise click.UsageError(f"--do: {error}") from None
    return holding


def _taken(sit: Situation, actors: Sequence[str], named: Mapping[str, str]) -> dict[str, TypeTaken]:
    """Say which type each actor that has types is taken as."""
    from detente.conflict.situated import central_priors, chosen_type

    taken: dict[str, TypeTaken] = {}
    for actor in actors:
        preference = sit.preferences.get(actor)
        kind = chosen_type(sit, actor, named.get(actor))
        if preference is not None and preference.typed and kind is not None:
            prior = central_priors(preference)[kind.id]
            taken[actor] = TypeTaken(kind.id, actor in named, float(prior))
    return taken


def choice_words(sit: Situation, chosen: Chosen) -> list[str]:
    """Say which types were taken and why, and which options are held."""
    said = []
    if chosen.types:
        each = [
            f"{actor_name(sit, actor)} {one.type} ({'as asked' if one.named else f'prior {percent(one.prior)}'})"
            for actor, one in chosen.types.items()
        ]
        rest = any(not one.named for one in chosen.types.values())
        why = (
            " Where none is named, the type of greatest prior is taken; --types ACTOR=TYPE names another."
            if rest
            else ""
        )
        said.append(f"Types taken: {', '.join(each)}.{why}")
    if chosen.do:
        said.append(
            f"Held from the beginning: {do_words(chosen.do)}. Nobody can move that, and everybody foresees it."
        )
    return said


def do_words(changes: Mapping[str, bool]) -> str:
    """Write options with yes or no."""
    return ", ".join(f"{name}={'yes' if value else 'no'}" for name, value in changes.items())
