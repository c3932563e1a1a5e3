"""``detente flips``: the smallest changes of assumptions that turn an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from detente.cli.opened import as_day, faults_told, json_option, known_name, opened, situation_argument
from detente.cli.render import console, heading, points, print_json, say, working
from detente.outlook.flips import Flips, FlipSet, flips
from detente.situation.phrasing import percent, sentence
from detente.situation.records import Situation
from detente.situation.scalars import to_probability
from detente.situation.shapes import Unreadable

MOST_SAID = 12  # flip sets written out


@click.command()
@situation_argument
@click.argument("question")
@click.option(
    "--at", "threshold", default="50%", show_default=True, metavar="P", help="Yes means more than this."
)
@click.option(
    "--max-size",
    type=click.IntRange(1, 2),
    default=2,
    show_default=True,
    help="Try up to so many edits together.",
)
@click.option("--as-of", "as_of", metavar="DAY", help="Only what was known by this day counts.")
@json_option
def command(
    *, situation: str, question: str, threshold: str, max_size: int, as_of: str | None, as_json: bool
) -> None:
    """Find the smallest changes of assumptions that turn the answer to QUESTION.

    Evidence left out, words of likelihood moved a step, priors, statements swapped or dropped, behaviours, cautions
    and commitments are tried one by one and in pairs; then changes of what can happen. Every change found is written
    into a copy of the file, read anew, and shown as the lines that differ. The file itself isn't changed.
    """
    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    asked = known_name(question, sit.questions, "question")
    at = _threshold(threshold)
    if sit.questions[asked].when is None:
        raise click.UsageError(
            f"the question '{asked}' has no 'when', so no assumption of the model turns it"
        )
    with faults_told(sit, as_json=as_json), working("trying changes of assumptions"):
        found = flips(sit, asked, max_size=max_size, threshold=at, as_of=day)
    if as_json:
        print_json(as_data(found))
    else:
        _say(sit, found)


def _threshold(text: str) -> float:
    """Read a threshold of the command line."""
    try:
        return float(to_probability(text))
    except Unreadable as why:
        raise click.UsageError(f"--at {text}: {why.message}; write {why.expected}") from None


def as_data(found: Flips) -> dict[str, Any]:
    """Give what ``--json`` prints."""
    return {
        "question": found.question,
        "threshold": found.threshold,
        "verdict": found.verdict,
        "probability": found.probability,
        "size": found.size,
        "smallest": found.smallest,
        "sets": [_set_as_data(one) for one in found.found],
        "structural": [_set_as_data(one) for one in found.structural],
        "strongest": [
            {
                "edit": one.edit.text,
                "line": one.edit.place.line,
                "cost": one.edit.cost,
                "probability": one.probability,
            }
            for one in found.strongest
        ],
        "varied": found.varied,
        "not_varied": found.not_varied,
        "tried": found.tried,
    }


def _set_as_data(one: FlipSet) -> dict[str, Any]:
    edits = [{"edit": edit.text, "line": edit.place.line, "kind": edit.kind} for edit in one.edits]
    return {"cost": one.cost, "edits": edits, "probability": one.probability, "difference": one.difference}


def _say(sit: Situation, found: Flips) -> None:
    """Say what would turn the answer."""
    asked = sit.questions[found.question]
    answer = "yes" if found.verdict else "no"
    more = "more than" if found.verdict else "not more than"
    say(
        asked.text,
        f"As filed: {answer}, in {percent(found.probability)} of courses, {more} {percent(found.threshold)}.",
    )
    heading("What turns it")
    if not found.found:
        say("No change of up to two of these assumptions turns it." if found.smallest else _nothing(found))
    elif not found.smallest:
        say("Found by adding one change after another; not shown to be the smallest.")
    _tell(found.found)
    if found.structural:
        heading("What turns it by changing what can happen")
        _tell(found.structural)
    heading("What moves it most, one change at a time")
    points(
        [
            f"{sentence(one.edit.text)} It becomes {percent(one.probability)} [line {one.edit.place.line}]"
            for one in found.strongest
        ]
    )
    say(f"Varied: {', '.join(found.varied)}.", f"Not varied: {', '.join(found.not_varied)}.")


def _nothing(found: Flips) -> str:
    return f"No change of up to two of these assumptions turns it, nor do up to four added one by one ({found.tried} tried)."


def _tell(sets: Sequence[FlipSet]) -> None:
    """Tell flip sets, each with the lines that would have to be written."""
    for one in sets[:MOST_SAID]:
        edits = sentence("; ".join(f"{edit.text} [line {edit.place.line}]" for edit in one.edits))
        points([f"{edits} It becomes {percent(one.probability)}."])
        for line in one.difference:
            console().print(f"    {line}", no_wrap=True, overflow="ellipsis")
    if len(sets) > MOST_SAID:
        points([f"... and {len(sets) - MOST_SAID} more; --json lists them."])
