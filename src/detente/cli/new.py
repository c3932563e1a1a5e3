"""``detente new``: a commented file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from detente.cli.render import say
from detente.situation.starter import write_starter


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
def command(path: Path) -> None:
    """Write a commented starter file to PATH.

    It holds a small situation that can be solved and forecast as it is. Nothing is ever overwritten.
    """
    try:
        write_starter(path)
    except FileExistsError as error:
        raise click.UsageError(str(error)) from None
    say(f"{path} is written. Change it, and run 'detente check {path}' after each change.")
