"""``detente new``: a commented file to start from, or the beginning of one's own."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click

from detente.cli.render import say
from detente.cli.schema import schema
from detente.situation.beginning import first_file
from detente.situation.starter import STARTER, write_starter

SCHEMA = "detente.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA}\n"


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--who", help="Who decides, with commas between: 'Upland, Lowland'.")
@click.option(
    "--could",
    multiple=True,
    help="What one of them could do, with semicolons between: 'Upland: fill the reservoir; sell power'. Repeatable.",
)
@click.option("--asks", help="What you ask.")
@click.option("--starter", is_flag=True, help="Ask nothing; write a small invented situation with remarks.")
@click.option("--editor", is_flag=True, help=f"Write {SCHEMA} beside it, by which an editor completes keys.")
def command(
    path: Path, *, who: str | None, could: tuple[str, ...], asks: str | None, starter: bool, editor: bool
) -> None:
    """Begin a situation in the file PATH.

    On a terminal it asks three things: who decides, what each could do, and what you ask. The same can be said with
    --who, --could and --asks. Without any of these it writes a starter file, a small situation with remarks that can be
    solved and forecast as it is. Nothing is ever overwritten.
    """
    given = bool(who or could or asks)
    if starter and given:
        raise click.UsageError("--starter goes without --who, --could and --asks")
    if path.is_dir() or path.is_symlink() or path.exists():
        raise click.UsageError(f"{path} is there already, and nothing was written")
    asking = at_a_terminal() and not (starter or (who and could and asks))
    if asking:
        say("Three questions; an empty answer to the first writes a starter file with remarks.")
        who = who or click.prompt("Who decides? (commas between)", default="", show_default=False)
    text = _own(who or "", could, asks, asking=asking) if who or given else STARTER
    _write(path, text, editor=editor)
    say(f"{path} is written. {_next(text)} Run 'detente check {path} --watch' while you write.")


def at_a_terminal() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin.isatty()


def _own(who: str, could: tuple[str, ...], asks: str | None, *, asking: bool) -> str:
    """Write the file that the answers begin; on a terminal what wasn't said is asked."""
    said = dict(_could(one) for one in could)
    names = list(dict.fromkeys([*_parts(who, ","), *said]))
    if not names:
        raise click.UsageError("--who says who decides, for example --who 'Upland, Lowland'")
    for name in names:
        if asking and name not in said:
            answer = click.prompt(
                f"What could {name} do? (semicolons between)", default="", show_default=False
            )
            said[name] = _parts(answer, ";")
    if asking and asks is None:
        asks = click.prompt("What do you ask?", default="", show_default=False)
    return first_file({name: said.get(name, []) for name in names}, (asks or "").strip())


def _could(text: str) -> tuple[str, list[str]]:
    """Part who could act from what it could do."""
    name, colon, rest = text.partition(":")
    if not colon or not name.strip():
        raise click.UsageError(f"--could '{text}' lacks who; write --could 'Upland: fill the reservoir'")
    return name.strip(), _parts(rest, ";")


def _parts(text: str, mark: str) -> list[str]:
    """Part a list, without what is empty or stands twice."""
    return list(dict.fromkeys(part.strip() for part in re.split(mark, text) if part.strip()))


def _write(path: Path, text: str, *, editor: bool) -> None:
    """Write the file, and the schema beside it where that is asked for and not there."""
    try:
        write_starter(path, MODELINE + text if editor else text)
        beside = path.parent / SCHEMA
        if editor and not beside.exists():
            write_starter(beside, json.dumps(schema(), ensure_ascii=False, indent=1) + "\n")
    except FileExistsError as error:
        raise click.UsageError(str(error)) from None


def _next(text: str) -> str:
    """Say what to do with the file."""
    if text == STARTER:
        return "Change it line by line."
    if "\n# preferences:" in text:
        return "Say under 'preferences:' what each wants."
    return "Add under 'options:' what each could do."
