"""``detente schema``: the JSON Schema of the situation file, for editors."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.render import print_json
from detente.situation.fields import SITUATION

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest draft that the YAML support of the usual editors reads."""


def schema() -> dict[str, Any]:
    """Give the JSON Schema of the situation file.

    It comes from the table of keys that the reader uses, and describes what an editor's YAML reader makes of a file.

    Examples
    --------
    >>> sorted(schema())[:3], schema()["required"]
    (['$schema', 'additionalProperties', 'description'], ['detente', 'title', 'actors'])
    """
    described = "A situation, version 1: everything an analyst asserts about one case."
    return {"$schema": DRAFT, "title": "Situation file", "description": described, **SITUATION.schema()}


@click.command()
@click.option("--json", "_as_json", is_flag=True, help="Print one JSON document (it always does).")
def command(*, _as_json: bool) -> None:
    """Print the JSON Schema of the situation file, for editors.

    An editor that knows it completes keys, shows what they mean, and marks what doesn't fit while you write.
    'detente new --editor' puts it beside the file that it writes.
    """
    print_json(schema())
