"""``detente sensitivity``: which inputs move an answer, what to find out, and what to watch for."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from detente.cli.moving import Found, say_found
from detente.cli.opened import as_day, faults_told, json_option, known_name, opened, situation_argument
from detente.cli.render import print_json, working
from detente.outlook.answering import Answering, UnansweredError, model_of
from detente.outlook.confidence import Confidence, confidence_in
from detente.outlook.forecasting import forecast
from detente.outlook.gains import Decision
from detente.outlook.indicators import Indicator, watched
from detente.outlook.tornado import Tornado, bars_of
from detente.outlook.variance import NamedIndex, indices_of, spread_of
from detente.outlook.voi import Learned, learned
from detente.situation.records import Situation

_HEADER = ["action", "yes", "no"]


@click.command()
@situation_argument
@click.argument("question")
@click.option(
    "--indices",
    "samples",
    type=int,
    default=0,
    metavar="N",
    help="Also divide the variance between the inputs, by N samples (a power of two, such as 64); needs the extra "
    "'sensitivity', and N times as many runs as there are inputs.",
)
@click.option(
    "--decision",
    metavar="FILE",
    help="A table of what could be done, with columns action, yes, no: how good each is if the answer is yes, and if no.",
)
@click.option(
    "--confidence", "signed", is_flag=True, help="Say how much the answer rests on; you sign for it."
)
@click.option("--as-of", "as_of", metavar="DAY", help="Only what was known by this day counts.")
@click.option(
    "--draws", type=click.IntRange(min=0), default=200, show_default=True, help="Draws of the ranges."
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Of the draws and samples."
)
@json_option
def command(
    *,
    situation: str,
    question: str,
    samples: int,
    decision: str | None,
    signed: bool,
    as_of: str | None,
    draws: int,
    seed: int,
    as_json: bool,
) -> None:
    """Say which inputs move the answer to QUESTION, what would be worth knowing, and what to watch for.

    Every input that the file gives as a range goes to its low and its high end, one at a time. What it would be worth to
    learn an actor's type, or to see a sign of it, is said as the expected gain of the answer's Brier score and in bits;
    with a decision, in the units of its table.
    """
    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    asked = known_name(question, sit.questions, "question")
    chosen = read_decision(Path(decision)) if decision is not None else None
    if samples and (samples < 2 or samples & (samples - 1)):
        raise click.UsageError(
            f"--indices {samples}: the number of samples must be a power of two, such as 64"
        )
    with faults_told(sit, as_json=as_json), working("moving inputs to the ends of their ranges"):
        try:
            model = model_of(sit, asked, day or sit.as_of, draws=draws, seed=seed)
        except UnansweredError as error:
            raise click.UsageError(str(error)) from None
        answering = Answering(model, asked)
        bars = bars_of(answering)
        found = Found(
            bars,
            spread_of(model, asked),
            _indices(answering, samples, seed) if samples else None,
            learned(model, asked),
            watched(model, asked),
            _confidence(sit, answering, bars) if signed else None,
        )
    if as_json:
        print_json(as_data(found, chosen, samples=samples))
    else:
        say_found(sit, found, chosen, samples=samples)


def _indices(answering: Answering, samples: int, seed: int) -> tuple[NamedIndex, ...] | None:
    """Divide the variance; without the package for it, that is said."""
    try:
        return indices_of(answering, samples=samples, seed=seed)
    except ModuleNotFoundError as error:
        raise click.UsageError(str(error)) from None


def _confidence(sit: Situation, answering: Answering, bars: Tornado) -> Confidence:
    """Work out the confidence from what is at hand; a forecast is needed for its figures only."""
    filed = forecast(sit, draws=0, as_of=answering.model.as_of, span=False)
    return confidence_in(sit, filed, answering.question, bars=bars)


def read_decision(path: Path) -> Decision:
    """Read a table of actions; what is wrong with it is wrong use, said by line."""
    try:
        written = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        lines = [(written.line_num, [cell.strip() for cell in line]) for line in written]
    except (UnicodeDecodeError, csv.Error) as error:
        raise click.UsageError(f"--decision {path}: this is no table of text ({error})") from None
    lines = [(at, line) for at, line in lines if any(line) and not line[0].startswith("#")]
    if not lines or [cell.lower() for cell in lines[0][1]] != _HEADER:
        raise click.UsageError(f"--decision {path}: expected the columns {', '.join(_HEADER)}")
    rows = [_action(path, at, line) for at, line in lines[1:]]
    names = [name for name, _ in rows]
    if len(rows) < 2:
        raise click.UsageError(f"--decision {path}: a decision has two actions at least")
    if twice := next((name for at, name in enumerate(names) if name in names[:at]), None):
        raise click.UsageError(f"--decision {path}: the action '{twice}' stands there twice")
    return Decision(tuple(names), tuple(utilities for _, utilities in rows))


def _action(path: Path, at: int, line: Sequence[str]) -> tuple[str, tuple[float, float]]:
    """Read one action and how good it is if the answer is yes, and if it is no."""
    try:
        name, yes, no = line
        found = float(yes), float(no)
    except ValueError:
        name, found = "", (math.nan, math.nan)
    if not name or not all(map(math.isfinite, found)):
        raise click.UsageError(
            f"--decision {path}:{at}: expected an action and two numbers; found {','.join(line)}"
        )
    return name, found


def as_data(found: Found, chosen: Decision | None, *, samples: int) -> dict[str, Any]:
    """Give what ``--json`` prints."""
    base = found.bars.base
    indices = {one.input: {"text": one.text, **one.indices._asdict()} for one in found.indices or ()}
    return {
        "question": found.bars.question,
        "probability": base,
        "spread": found.spread,
        "tornado": [
            {
                "input": bar.input,
                "text": bar.text,
                "low": bar.low,
                "high": bar.high,
                "at_low": bar.at_low,
                "at_high": bar.at_high,
                "line": bar.place.line,
            }
            for bar in found.bars.bars
        ],
        "not_varied": found.bars.not_varied,
        "indices": indices or None,
        "why": "" if indices else _no_indices(samples),
        "voi": [
            {"what": one.text, "kind": one.kind, "name": one.name, **_gains(one, chosen)}
            for one in found.learned
        ],
        "indicators": [
            {
                "what": one.text,
                "kind": one.kind,
                "name": one.name,
                "actor": one.actor,
                "if_type": one.if_type,
                "line": one.place.line,
                **_gains(one, chosen),
            }
            for one in found.watched
        ],
        "decision": None if chosen is None else _decided(chosen, base),
        "confidence": found.confidence,
    }


def _no_indices(samples: int) -> str:
    return "no range moves the answer" if samples else "not asked for: --indices N"


def _gains(one: Learned | Indicator, chosen: Decision | None) -> dict[str, Any]:
    """Give what something is worth knowing, by every measure."""
    return {
        "brier_reduction": one.brier_reduction,
        "bits": one.bits,
        "worth": None if chosen is None else chosen.worth(one.outcomes),
        "outcomes": [each._asdict() for each in one.outcomes],
    }


def _decided(chosen: Decision, base: float) -> dict[str, Any]:
    action, expected = chosen.best(base)
    return {"best": action, "expected": expected, "perfect": chosen.perfect(base), "actions": chosen.actions}
