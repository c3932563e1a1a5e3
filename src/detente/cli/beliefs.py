"""``detente beliefs``: how probable each type is, and what moved that."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import click

from detente.cli.analysts import pool_as_data, say_pool, views_of
from detente.cli.believed import ONE_SIDED, Findings, say_findings
from detente.cli.competing import chosen_groups, matrix_as_data, say_matrix, take_in, write_csv
from detente.cli.hung import hanging_as_data, say_hanging
from detente.cli.opened import (
    as_day,
    faults_told,
    json_option,
    known_name,
    leave,
    level_of,
    opened,
    situation_argument,
)
from detente.cli.render import print_json, working
from detente.evidence.beliefs import beliefs
from detente.evidence.coherence import Incoherence, coherence
from detente.evidence.grades import unweighted
from detente.evidence.linchpins import Linchpin, linchpins, set_aside
from detente.evidence.saydo import Gap, say_do
from detente.evidence.turning import Turning, turning
from detente.evidence.weighing import Weighed
from detente.outlook.hanging import hanging
from detente.situation.needs import lacking
from detente.situation.records import Situation

_CERTAIN = "a likelihood of 0 makes a type impossible"
_NO_PRIOR = "a rival has no prior to begin with"


@click.command()
@situation_argument
@click.option("--as-of", "as_of", metavar="DAY", help="Only evidence known by this day counts.")
@click.option(
    "--use",
    type=click.Choice(["all", "statements", "conduct"]),
    default="all",
    show_default=True,
    help="All evidence, or an actor's own words or deeds only.",
)
@click.option(
    "--without",
    multiple=True,
    metavar="ORIGIN",
    help="Leave out what goes back to this origin (repeatable).",
)
@click.option(
    "--weights",
    type=click.Choice(["on", "grades", "attribution", "off"]),
    default="on",
    show_default=True,
    help="Let grades and attribution count, one of them, or neither: every report a fact.",
)
@click.option(
    "--matrix",
    is_flag=False,
    flag_value="",
    metavar="[GROUP]",
    help="Show the matrix of competing hypotheses, of one actor or hypothesis or of all.",
)
@click.option("--matrix-csv", metavar="OUT", help="Write the matrix as a table; - is standard output.")
@click.option("--matrix-in", metavar="FILE", help="Read such a table back: show what it would change.")
@click.option("--write", is_flag=True, help="With --matrix-in: change the file.")
@click.option(
    "--answers",
    is_flag=False,
    flag_value="5%",
    metavar="[LEVEL]",
    help="Show without which origins the answer to a question moves by so much.",
)
@click.option("--pool", multiple=True, metavar="FILE", help="Pool with another analyst's file (repeatable).")
@json_option
def command(
    *,
    situation: str,
    as_of: str | None,
    use: Any,
    without: tuple[str, ...],
    weights: str,
    matrix: str | None,
    matrix_csv: str | None,
    matrix_in: str | None,
    write: bool,
    answers: str | None,
    pool: tuple[str, ...],
    as_json: bool,
) -> None:
    """Tell how probable each type and each answer to a hypothesis is, and what moved that.

    Weights of evidence are in decibans: 10 stands for ten times as likely under one type as under the other, 3 for
    twice.
    """
    if write and not matrix_in:
        raise click.UsageError("--write goes with --matrix-in")
    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    groups = chosen_groups(sit, matrix or "", lone=bool(matrix_csv or matrix_in))
    if not groups:
        leave([lacking(sit, "types", "'detente beliefs'")], as_json=as_json)
    if matrix_in:
        take_in(sit, matrix_in, groups[0], source=situation, write=write, as_json=as_json)
        return
    least = None if answers is None else level_of(answers, "--answers")
    if least == 0:
        raise click.UsageError("--answers 0: every origin moves an answer by nothing or more")
    with faults_told(sit, as_json=as_json), working("weighing the evidence"):
        views = {
            name: _as_asked(one, without, weights)
            for name, one in views_of(sit, pool, as_json=as_json).items()
        }
        sit = next(iter(views.values()))
        if matrix_csv:
            write_csv(sit, groups[0], matrix_csv, day, use)
        elif as_json:
            data = as_data(_findings(sit, day, use, without, weights))
            data |= {} if matrix is None else {"matrix": matrix_as_data(sit, groups, day, use)}
            data |= {"pooled": pool_as_data(views, day, use)} if pool else {}
            data |= {} if least is None else {"answers": hanging_as_data(hanging(sit, day, moved=least))}
            print_json(data)
        elif matrix is not None:
            say_matrix(sit, groups, day, use)
        elif least is not None:
            say_hanging(sit, hanging(sit, day, moved=least), least)
        elif pool:
            say_pool(views, day, use)
        else:
            say_findings(sit, _findings(sit, day, use, without, weights))


def _as_asked(sit: Situation, without: tuple[str, ...], weights: Any) -> Situation:
    """Leave out origins and switch off report weights, as asked."""
    origins = sorted({one.origin for one in sit.evidence.values()})
    for origin in without:
        known_name(origin, origins, "origin")
    left = set_aside(sit, without) if without else sit
    return left if weights == "on" else unweighted(left, "" if weights == "off" else weights)


def _findings(sit: Situation, day: date | None, use: Any, without: tuple[str, ...], weights: str) -> Findings:
    """Ask the evidence everything."""
    return Findings(
        beliefs(sit, day, use),
        say_do(sit, day),
        linchpins(sit, day, use),
        turning(sit, day, use),
        coherence(sit),
        without,
        weights,
    )


def as_data(made: Findings) -> dict[str, Any]:
    """Give what ``--json`` prints."""
    found = made.beliefs
    return {
        "posterior": found.posterior,
        "prior": found.prior,
        "shift": found.shift,
        "counted": found.counted,
        "weights": [_weight_as_data(one) for one in found.weighed],
        "linchpins": [_linchpin_as_data(one) for one in made.linchpins],
        "turning": {group: _turning_as_data(one) for group, one in made.turning.items()},
        "gaps": {actor: _gap_as_data(one) for actor, one in made.gaps.items()},
        "coherence": {
            "compared": made.coherence.compared,
            "left_out": made.coherence.left_out,
            "found": [_incoherence_as_data(one) for one in made.coherence.found],
        },
        "left_out": found.left_out,
        "loose": found.loose,
        "as_of": None if found.as_of is None else found.as_of.isoformat(),
        "use": found.use,
        "without": made.without,
        "report_weights": made.weights,
    }


def _linchpin_as_data(one: Linchpin) -> dict[str, Any]:
    """Give one linchpin; ``origin`` names it where it is a single one."""
    return {
        "group": one.group,
        "origin": one.origins[0] if len(one.origins) == 1 else None,
        "origins": one.origins,
        "leader": one.leader,
        "without": one.leader_without,
        "turns": one.turns,
        "type": one.type,
        "before": one.before,
        "after": one.after,
    }


def _turning_as_data(one: Turning) -> dict[str, Any]:
    """Give what turns one belief; where a prior can't, it is null, and why stands beside it."""
    even = all(map(math.isfinite, one.evens_at.values()))
    return {
        "leader": one.leader,
        "size": one.drops.size,
        "sets": one.drops.sets,
        "whole": one.drops.whole,
        "limit": one.limit,
        "evens_at": one.evens_at,
        "why": "" if even else _NO_PRIOR,
    }


def _incoherence_as_data(one: Incoherence) -> dict[str, Any]:
    """Give base rates that don't fit together."""
    return {
        "kind": one.kind,
        "questions": one.questions,
        "rule": one.rule,
        "given": one.given,
        "line": one.fault.line,
    }


def _weight_as_data(one: Weighed) -> dict[str, Any]:
    """Give one origin's weight; where it is infinite there is none, and why stands beside it."""
    sure = all(math.isfinite(number) for number in (one.nats, one.change, one.diagnosticity))
    weight = one.weight
    return {
        "group": one.group,
        "origin": one.origin,
        "observations": one.observations,
        "repeats": one.repeats,
        "for": one.pair[0],
        "against": one.pair[1],
        "decibans": one.decibans,
        "nats": one.nats,
        "change": one.change,
        "diagnosticity": one.diagnosticity,
        "why": "" if sure else _CERTAIN,
        "report_weight": {
            "low": weight.low,
            "value": weight.value,
            "high": weight.high,
            "grade": weight.entry,
        },
        "counted": one.counted,
        "without": one.without,
        "leader_without": one.leader_without,
    }


def _gap_as_data(gap: Gap) -> dict[str, Any]:
    """Give one actor's gap; what isn't available is null, and why stands beside it."""
    return {
        "types": {
            name: {"low": None, "value": None, "high": None, "why": ONE_SIDED}
            if one is None
            else {**one._asdict(), "why": "" if all(map(math.isfinite, one)) else ONE_SIDED}
            for name, one in gap.types.items()
        },
        "size": gap.size,
        "statements": gap.statements,
        "conduct": gap.conduct,
        "why": gap.why,
    }
