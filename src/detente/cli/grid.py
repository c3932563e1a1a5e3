"""``detente grid``: the answers for every combination of what may be held, or begin, otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

import click

from detente.cli.choosing import do_option, held_settings, option_at, option_names
from detente.cli.opened import as_day, json_option, known_name, opened, situation_argument
from detente.cli.render import points, print_json, say, table, working
from detente.outlook.grid import Axis, Cell, forecasts_over
from detente.outlook.model import Branch, required
from detente.outlook.results import QuestionForecast
from detente.situation.phrasing import percent
from detente.situation.records import Question, Situation

MOST_CELLS = 10_000
_ACROSS = 4  # questions beside one another
_VALUES = {"yes": True, "no": False, "filed": None}
_WORDS = {value: word for word, value in _VALUES.items()}


@click.command()
@situation_argument
@click.argument("conditions", nargs=-1)
@click.option(
    "--start",
    multiple=True,
    metavar="OPTION=yes,no",
    help="A condition in which the option only begins so (repeatable).",
)
@do_option
@click.option("--question", "asked", multiple=True, metavar="ID", help="Show this question (repeatable).")
@click.option(
    "--draws",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Draws from the ranges of the file, for intervals.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Begin the draws here.")
@click.option("--as-of", "as_of", metavar="DAY", help="Only what was known by this day counts.")
@click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that share the cells."
)
@json_option
def command(
    *,
    situation: str,
    conditions: tuple[str, ...],
    start: tuple[str, ...],
    do: tuple[str, ...],
    asked: tuple[str, ...],
    draws: int,
    seed: int,
    as_of: str | None,
    workers: int,
    as_json: bool,
) -> None:
    """Forecast every combination of CONDITIONS, such as arm_taiwan=yes,no cut_trade=yes,no,filed.

    Each option is held at each of its values, as by 'forecast --do'; 'filed' leaves it as the file has it. What --do holds is
    held in all combinations.
    """
    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    required(sit)
    axes = [*axes_of(sit, conditions, "do"), *axes_of(sit, start, "start")]
    if not axes:
        raise click.UsageError("expected a condition such as OPTION=yes,no")
    questions = [sit.questions[known_name(name, sit.questions, "question")] for name in asked] or [
        one for one in sit.questions.values() if one.when is not None
    ]
    if not questions:
        raise click.UsageError("the file asks no question that has a 'when', so a grid has nothing to show")
    branch = Branch(held_settings(sit, do), {}, {})
    cells = prod(len(axis.values) for axis in axes)
    if cells > MOST_CELLS:
        raise click.UsageError(
            f"these conditions make {cells:,} combinations; at most {MOST_CELLS:,} are run"
        )
    with working(f"forecasting {cells} combinations"):
        try:
            found = forecasts_over(
                sit, axes, branch=branch, draws=draws, seed=seed, as_of=day, workers=workers
            )
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    if as_json:
        print_json(as_data(axes, questions, found))
    else:
        _say(sit, axes, questions, found)


def axes_of(sit: Situation, written: Sequence[str], kind: str) -> Iterator[Axis]:
    """Read conditions of the command line."""
    names = option_names(sit)
    for one in written:
        option, _, listed = (part.strip() for part in one.partition("="))
        label = names.labels[option_at(names, option, one)]
        values = [value.strip().lower() for value in listed.split(",")]
        if any(value not in _VALUES for value in values) or len(set(values)) < len(values):
            raise click.UsageError(
                f"{one}: expected {option}=yes,no or {option}=yes,no,filed, each value once"
            )
        yield Axis("start" if kind == "start" else "do", label, tuple(_VALUES[value] for value in values))


def as_data(axes: Sequence[Axis], questions: Sequence[Question], cells: Sequence[Cell]) -> dict[str, Any]:
    """Give what ``--json`` prints."""
    return {
        "axes": [
            {"kind": axis.kind, "option": axis.option, "values": [_WORDS[one] for one in axis.values]}
            for axis in axes
        ],
        "cells": [
            {
                "values": {axis.option: _WORDS[one] for axis, one in zip(axes, cell.values, strict=True)},
                "questions": {one.id: _figures(cell, one) for one in questions},
                "why": cell.why,
            }
            for cell in cells
        ],
    }


def _figures(cell: Cell, question: Question) -> dict[str, Any] | None:
    if cell.forecast is None:
        return None
    one = cell.forecast.questions[question.id]
    return {
        "probability": one.probability,
        "undoubted": one.undoubted,
        "low": one.low,
        "high": one.high,
        "word": one.word,
        "why": one.why,
    }


def _say(sit: Situation, axes: Sequence[Axis], questions: Sequence[Question], cells: Sequence[Cell]) -> None:
    """Print the answers, some questions beside one another, and why a combination has none."""
    say(sit.title, "The probability of each question, without the doubt.")
    heads = [axis.option if axis.kind == "do" else f"{axis.option} at first" for axis in axes]
    for first in range(0, len(questions), _ACROSS):
        some = questions[first : first + _ACROSS]
        rows = [
            (*(_WORDS[value] for value in cell.values), *(_probability(cell, one) for one in some))
            for cell in cells
        ]
        say("")
        table((*heads, *(one.id for one in some)), rows, right=range(len(axes), len(axes) + len(some)))
    unrun = [cell for cell in cells if cell.forecast is None]
    if unrun:
        say("")
        points(
            f"{', '.join(f'{axis.option}={_WORDS[value]}' for axis, value in zip(axes, cell.values, strict=True))} "
            f"can't be: {'; '.join(cell.why)}"
            for cell in unrun
        )


def _probability(cell: Cell, question: Question) -> str:
    """Write one answer: without the doubt, or the base rate where the model says nothing."""
    if cell.forecast is None:
        return "-"
    one: QuestionForecast = cell.forecast.questions[question.id]
    if one.undoubted is None:
        return "none" if one.probability is None else f"base {percent(one.probability)}"
    if one.low is None or one.high is None or not cell.forecast.draws:
        return percent(one.undoubted)
    return f"{percent(one.undoubted)} ({percent(one.low)} to {percent(one.high)})"
