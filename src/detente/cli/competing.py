"""The matrix of competing hypotheses on the command line: shown, written as a table, and read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any

import click

from detente.cli.believed import group_name
from detente.cli.opened import known_name, leave
from detente.cli.render import heading, points, print_json, say, table
from detente.evidence.bayes import decibans
from detente.evidence.disagreement import Comparison, Disagreement, comparisons
from detente.evidence.matrix import Matrix, MatrixRow, Scores, matrices
from detente.evidence.matrix_csv import RowEdit, edited, read_csv, to_csv
from detente.situation.phrasing import listed, sentence
from detente.situation.reader import read_text
from detente.situation.records import Situation
from detente.situation.text import read_file

_SIGNS = {"not_rated": "-", "not_applicable": "n/a", "unknown": "?", "neutral": "N"}
_KEY = (
    "C consistent, I inconsistent, II strongly so, 0 ruled out, N tells nothing; - not rated, n/a not applicable, "
    "? unknown. Last column: how far the report tells them apart, in decibans."
)
_REASONS = {
    "strength": "when it counts how strongly each observation speaks, support included, and not steps of inconsistency",
    "reports": "when reports are not taken as facts",
    "counting": "when an origin counts once, and less where reports hang together",
    "priors": "when what was believed before counts",
}


def chosen_groups(sit: Situation, group: str, *, lone: bool) -> tuple[str, ...]:
    """Give the groups that were asked for; ``lone``: there must be one, and wrong use says which there are."""
    groups = [
        *(name for name, one in sit.preferences.items() if one.typed and len(one.types) > 1),
        *(name for name, one in sit.hypotheses.items() if len(one.answers) > 1),
    ]
    if group:
        return (known_name(group, groups, "actor with types, and no hypothesis,"),)
    if lone and len(groups) > 1:
        raise click.UsageError(
            f"a table holds one matrix: name it by --matrix; there are {', '.join(groups)}"
        )
    return tuple(groups)


def matrix_as_data(sit: Situation, groups: Sequence[str], day: date | None, use: Any) -> dict[str, Any]:
    """Give the matrices as ``--json`` prints them."""
    made, compared = matrices(sit, day, use), comparisons(sit, day, use)
    return {
        group: {
            "columns": made[group].columns,
            "rows": [_row_as_data(made[group], row) for row in made[group].rows],
            "inconsistency": _scores_as_data(made[group].published),
            "weighted": _scores_as_data(made[group].weighted),
            "on_shared_rows": _scores_as_data(made[group].on_shared_rows),
            "bayes": compared[group].bayes,
            "disagreements": compared[group].disagreements,
        }
        for group in groups
    }


def _row_as_data(matrix: Matrix, row: MatrixRow) -> dict[str, Any]:
    """Give one row of a matrix."""
    tells = row.diagnosticity
    return {
        "observation": row.observation,
        "origin": row.origin,
        "cells": {name: mark._asdict() for name, mark in zip(matrix.columns, row.marks, strict=True)},
        "credibility": row.credibility,
        "report_weight": row.weight.value,
        "decibans": None if tells is None else decibans(tells),
        "why": row.why_not or ("" if tells != float("inf") else "a likelihood of 0 makes a type impossible"),
    }


def _scores_as_data(scores: Scores) -> dict[str, Any]:
    """Give scores and their ranking; where there is none it is null, and why stands beside it."""
    return {
        "scores": scores.inconsistency,
        "rated": scores.rated,
        "ranking": scores.ranking,
        "why": scores.why,
    }


def say_matrix(sit: Situation, groups: Sequence[str], day: date | None, use: Any) -> None:
    """Print matrices, their scores, and where Bayes' rule ranks otherwise."""
    made, compared = matrices(sit, day, use), comparisons(sit, day, use)
    say(sit.title, _KEY)
    for group in groups:
        heading(group_name(sit, group))
        _say_one(made[group])
        _say_comparison(compared[group])


def _say_one(matrix: Matrix) -> None:
    """Print one matrix with its scores."""
    rows = [
        (row.observation, *_signs(row), row.weight.entry or "-", _tells(row.diagnosticity))
        for row in matrix.rows
    ]
    scores = matrix.published.inconsistency
    rows.append(("inconsistency", *(f"{scores[name]:g}" for name in matrix.columns), "", ""))
    weighted = matrix.weighted.inconsistency
    rows.append(("by credibility", *(f"{weighted[name]:.2f}" for name in matrix.columns), "", ""))
    table(("", *matrix.columns, "grade", "dB"), rows, right=(len(matrix.columns) + 2,))
    why_not = [f"{row.observation} ({row.why_not})" for row in matrix.rows if row.why_not]
    if why_not:
        say(f"Not counted by Bayes' rule: {', '.join(why_not)}.")


def _signs(row: MatrixRow) -> list[str]:
    """Write the cells of a row."""
    return [
        "0" if mark.rated and mark.probability == 0 else mark.rating or _SIGNS[mark.status]
        for mark in row.marks
    ]


def _tells(nats: float | None) -> str:
    """Write how far a report tells hypotheses apart."""
    return "" if nats is None else f"{decibans(nats):.1f}"


def _say_comparison(made: Comparison) -> None:
    """Print both rankings, and why they differ."""
    if not made.matrix:
        say("No row rates all of them, so the matrix ranks nothing.")
    else:
        say(f"By inconsistency: {_ranking(made.matrix)}. By Bayes' rule: {_ranking(made.bayes)}.")
    points(_disagreement_words(one) for one in made.disagreements)


def _ranking(ranking: Sequence[Sequence[str]]) -> str:
    """Write a ranking, ties joined."""
    return " > ".join(" = ".join(level) for level in ranking)


def _disagreement_words(one: Disagreement) -> str:
    """Say where the order turns."""
    return sentence(
        f"the matrix puts {one.by_matrix} before {one.by_bayes}; the order turns {_REASONS[one.reason]}"
    )


def write_csv(sit: Situation, group: str, out: str, day: date | None, use: Any) -> None:
    """Write one matrix as a table; ``-`` is standard output."""
    from detente.cli.report import write_whole

    text = to_csv(sit, matrices(sit, day, use)[group])
    if out == "-":
        click.echo(text, nl=False)
        return
    write_whole(Path(out), text.encode())
    click.echo(f"Wrote {out}.", err=True)


def take_in(sit: Situation, name: str, group: str, *, source: str, write: bool, as_json: bool) -> None:
    """Read a table of ratings and show what it would change in the file; change it only where that is asked for."""
    from detente.cli.report import write_whole

    text, faults = read_file(Path(name))
    edits: tuple[RowEdit, ...] = ()
    if text is not None:
        edits, more = read_csv(text, name, sit, group)
        faults += more
    if faults:
        leave(faults, as_json=as_json)
    target = Path(source)
    if write and not target.is_file():
        raise click.UsageError(f"'{source}' is a built-in case; copy it to a file of your own to change it")
    try:
        after = edited(sit, edits)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    broken = [one for one in read_text(after, sit.file, target.parent)[1] if one.severity == "fault"]
    if broken:
        leave(broken, as_json=as_json)
    if write and edits:
        write_whole(target, after.encode())
    if as_json:
        print_json({"edits": edits, "written": bool(write and edits)})
        return
    lines = unified_diff(
        sit.text.splitlines(keepends=True), after.splitlines(keepends=True), sit.file, sit.file, n=1
    )
    click.echo("".join(lines), nl=False)
    if not edits:
        say("The table says what the file says.")
    elif write:
        say(f"Changed {sit.file}: {listed([one.observation for one in edits])}.")
    else:
        say("Nothing is written; --write changes the file.")
