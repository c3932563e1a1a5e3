"""``detente convert``: between the situation file and files of other programs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from detente.cli.choosing import kinds, types_option
from detente.cli.opened import json_option, leave, opened
from detente.cli.render import points, print_json, say
from detente.cli.report import write_whole
from detente.faults import SituationError
from detente.interop.converting import Exported, exported, format_in, imported
from detente.interop.formats import FORMATS, SITUATION, Format, format_of
from detente.situation.needs import lacks_of_model


@click.command()
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@types_option
@click.option("--force", is_flag=True, help="Write over files that are there already.")
@json_option
def command(*, source: str, target: Path, types: tuple[str, ...], force: bool, as_json: bool) -> None:
    """Convert IN to OUT; the endings of their names say how.

    A situation is .yaml, or the name of a built-in case. Other formats: .gmcr and .json of GMCR+, .nfg of Gambit, and
    tables of states and moves as .csv or .parquet. What a format has no place for is listed. Nothing is overwritten
    without --force.
    """
    kind = format_of(target)
    if kind is None:
        endings = ", ".join(suffix for one in FORMATS for suffix in one.suffixes)
        raise click.UsageError(f"the ending of '{target}' names no format; expected {endings}")
    try:
        made = _made(source, target, kind, types, as_json=as_json)
    except SituationError as error:
        leave(list(error.faults), as_json=as_json)
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f"this format needs the package '{error.name}': pip install 'detente[exchange]'"
        ) from None
    _write(made.files, force=force)
    written = [str(path) for path in made.files]
    if as_json:
        print_json({"lost": made.lost, "written": written})
        return
    say(f"Wrote {' and '.join(written)}.")
    say("Lost, because the format has no place for it:" if made.lost else "Nothing was lost.")
    points(made.lost)


def _made(source: str, target: Path, kind: Format, types: Sequence[str], *, as_json: bool) -> Exported:
    """Read what is to be converted, and make the files that it becomes."""
    path = Path(source) if "\0" not in source else Path()
    foreign = format_in(path)
    if foreign is None or foreign is SITUATION:
        if kind is SITUATION:
            raise click.UsageError("both are situation files; copy the file instead")
        sit = opened(source, as_json=as_json)
        missing = lacks_of_model(sit, "'detente convert'")
        if missing:
            leave(missing, as_json=as_json)
        return exported(sit, target, kind, kinds(sit, types))
    brought = imported(path, foreign)
    if kind is SITUATION:
        if types:
            raise click.UsageError("--types takes types of a situation, and a foreign file has none")
        return Exported({target: brought.text.encode()}, brought.lost)
    missing = lacks_of_model(brought.situation, "'detente convert'")
    if missing:
        leave(missing, as_json=as_json)
    made = exported(brought.situation, target, kind, kinds(brought.situation, types))
    return made._replace(lost=(*brought.lost, *made.lost))


def _write(files: Mapping[Path, bytes], *, force: bool) -> None:
    """Write the files, each as a whole or not at all, and none where one is there already."""
    there = [path for path in files if os.path.lexists(path)]
    if there and not force:
        raise click.UsageError(
            f"{there[0]} is there already, and nothing was written; --force writes over it"
        )
    for path, content in files.items():
        write_whole(path, content)
