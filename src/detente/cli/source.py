"""``detente source``: the sentences of a source's text, ready to be pointed at."""

from __future__ import annotations

import click

from detente.cli.opened import json_option, known_name, leave, opened, situation_argument
from detente.cli.render import points, print_json
from detente.situation.quotes import sentences, text_of


@click.command()
@situation_argument
@click.argument("source_id", metavar="ID")
@json_option
def command(situation: str, source_id: str, *, as_json: bool) -> None:
    """Split a source's text into numbered sentences, each with its place and digest.

    Copy 'at' and 'digest' into the observation that rests on the sentence. The text must lie in the situation's folder,
    named by 'text:' of the source.
    """
    sit = opened(situation, as_json=as_json)
    known_name(source_id, sit.sources, "source")
    text, faults = text_of(sit, sit.sources[source_id])
    if text is None:
        leave(faults, as_json=as_json)
    numbered = sentences(text)
    if as_json:
        print_json(list(numbered))
        return
    for one in numbered:
        points([one.text], mark=f"at: {one.at}  digest: {one.digest}  ")
