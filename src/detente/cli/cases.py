"""``detente cases``: the built-in cases."""

from __future__ import annotations

import click

from detente.cli.opened import json_option
from detente.cli.render import print_json, table


@click.command()
@json_option
def command(*, as_json: bool) -> None:
    """List the built-in cases with their source and size."""
    from detente.situation.opening import cases

    listed = cases()
    if as_json:
        print_json(list(listed))
        return
    rows = [
        (case.name, f"{case.title}. {case.source}", str(case.states), str(case.actors)) for case in listed
    ]
    table(("case", "what it is", "states", "actors"), rows, right=(2, 3))
