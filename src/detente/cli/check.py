"""``detente check``: all that is wrong with a situation, and what each actor is read to want."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from detente.cli.opened import json_option, situation_argument
from detente.cli.render import heading, points, print_json, say, show_faults
from detente.cli.watching import changed
from detente.faults import Fault
from detente.situation.opening import NoSuchCaseError, examine, find
from detente.situation.records import Situation


class Checked(NamedTuple):
    """What there is to say of a file: what was read of it, its faults, and what each actor is read to want."""

    sit: Situation | None
    faults: list[Fault]
    wants: list[str]

    @property
    def usable(self) -> bool:
        """Whether nothing stops a run."""
        return self.sit is not None and all(one.severity == "warning" for one in self.faults)


@click.command()
@situation_argument
@click.option("--sources", is_flag=True, help="Compare digests with the texts of sources at hand.")
@click.option("--watch", is_flag=True, help="Check again whenever a file of the situation changes.")
@json_option
def command(situation: str, *, sources: bool, watch: bool, as_json: bool) -> None:
    """Find all that is wrong with a situation, and say what each actor is read to want.

    Faults stop a run, warnings don't. What an actor is read to want shows a statement that was written the wrong way
    round; 'detente preferences' says more. With --watch it goes on until you interrupt it.
    """
    if watch and as_json:
        raise click.UsageError("--watch goes without --json")
    found = _checked(situation, sources=sources)
    if as_json:
        print_json({"faults": found.faults, **_sizes(found.sit), "wants": found.wants})
    else:
        _tell(found)
    while watch:
        say("Waiting for changes; interrupt to stop.")
        path = changed(_files(situation, found))
        click.clear()
        say(f"{path.name} has changed.")
        found = _checked(situation, sources=sources)
        _tell(found)
    if not found.usable:
        raise click.exceptions.Exit(1)


def _checked(situation: str, *, sources: bool) -> Checked:
    """Read a situation and look at what only shows in the whole of it."""
    try:
        sit, faults = examine(situation)
    except NoSuchCaseError as error:
        raise click.UsageError(str(error)) from None
    if sources and sit is not None:
        from detente.situation.quotes import quotes_stand

        faults = [*faults, *quotes_stand(sit)]
    found = Checked(sit, list(dict.fromkeys(faults)), [])
    if sit is None or not found.usable:
        return found
    from detente.evidence.coherence import coherence

    apart = [one.fault for one in coherence(sit).found]
    return Checked(sit, [*found.faults, *apart], list(_wants(sit)))


def _files(situation: str, found: Checked) -> list[Path]:
    """Give the files that a situation is read from."""
    path = find(situation)
    if found.sit is None:
        return [path]
    base = Path(found.sit.file)
    return list(dict.fromkeys([path, base, *(base.parent / name for name in found.sit.tables)]))


def _sizes(sit: Situation | None) -> dict[str, int | None]:
    """Count states, actors and options, as far as the file could be read."""
    if sit is None:
        return {"states": None, "actors": None, "options": None}
    states = len(sit.graph.states) if sit.graph else None if sit.states is None else len(sit.states)
    return {"states": states, "actors": len(sit.actors), "options": len(sit.options)}


def _wants(sit: Situation) -> Iterator[str]:
    """Say in a line for each actor, and each of its types, what it is read to want."""
    if sit.graph is None and sit.states is None:
        return
    from detente.situation.phrasing import actor_name
    from detente.situation.readback import in_a_line, read_back
    from detente.situation.readback_beyond import beyond_order

    for actor in sit.preferences:
        yield from (in_a_line(sit, told) for told in read_back(sit, actor).values())
        beyond = beyond_order(sit, actor)
        if beyond:
            yield f"{actor_name(sit, actor)}, beyond an order: {'; '.join(beyond)}."


def _tell(found: Checked) -> None:
    show_faults(found.faults)
    wrong = sum(one.severity == "fault" for one in found.faults)
    counted = f"{_number(wrong, 'fault')}, {_number(len(found.faults) - wrong, 'warning')}"
    sizes = [_number(count, what[:-1]) for what, count in _sizes(found.sit).items() if count]
    say(f"{counted}. {', '.join(sizes)}." if sizes else f"{counted}.")
    if found.wants:
        heading("What each is read to want")
        points(found.wants)


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
