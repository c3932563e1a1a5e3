"""``detente check``: all that is wrong with a situation, and what each actor is read to want."""

from __future__ import annotations

from collections.abc import Iterator

import click

from detente.cli.opened import json_option, situation_argument
from detente.cli.render import heading, points, print_json, say, show_faults
from detente.faults import Fault
from detente.situation.opening import NoSuchCaseError, examine
from detente.situation.records import Situation


@click.command()
@situation_argument
@click.option("--sources", is_flag=True, help="Compare digests with the texts of sources at hand.")
@json_option
def command(situation: str, *, sources: bool, as_json: bool) -> None:
    """Find all that is wrong with a situation, and say what each actor is read to want.

    Faults stop a run, warnings don't. What an actor is read to want shows a statement that was written the wrong way
    round; 'detente preferences' says more.
    """
    try:
        sit, faults = examine(situation)
    except NoSuchCaseError as error:
        raise click.UsageError(str(error)) from None
    if sources and sit is not None:
        from detente.situation.quotes import quotes_stand

        faults = list(dict.fromkeys([*faults, *quotes_stand(sit)]))
    usable = sit is not None and all(one.severity == "warning" for one in faults)
    wants = list(_wants(sit)) if usable and sit is not None else []
    if as_json:
        print_json({"faults": faults, **_sizes(sit), "wants": wants})
    else:
        _tell(sit, faults, wants)
    if not usable:
        raise click.exceptions.Exit(1)


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
    from detente.situation.readback import in_a_line, read_back

    for actor in sit.preferences:
        yield from (in_a_line(sit, told) for told in read_back(sit, actor).values())


def _tell(sit: Situation | None, faults: list[Fault], wants: list[str]) -> None:
    show_faults(faults)
    wrong = sum(one.severity == "fault" for one in faults)
    found = f"{_number(wrong, 'fault')}, {_number(len(faults) - wrong, 'warning')}"
    sizes = [_number(count, what[:-1]) for what, count in _sizes(sit).items() if count]
    say(f"{found}. {', '.join(sizes)}." if sizes else f"{found}.")
    if wants:
        heading("What each is read to want")
        points(wants)


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
