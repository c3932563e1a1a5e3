"""``detente score``: how good forecasts were, once the answers are known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from detente.cli.opened import as_day, faults_told, json_option, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, table, working
from detente.outlook.calibration import LIST_ONLY
from detente.outlook.journal import Entry, entries, journal_of
from detente.outlook.scored import Column, Marks, Means, QuestionScore, Score
from detente.outlook.scoring import score
from detente.situation.phrasing import percent, sentence
from detente.situation.records import Situation

INFINITE = "infinite: what came had been given no probability"
MEANINGS: Mapping[str, str] = {
    "Brier": "squared distance of the probability from what came, 0 to 1, less is better",
    "log": "minus the natural logarithm of the probability of what came, less is better",
    "spherical": "probability of what came over the length of both together, more is better",
    "daily": "mean Brier score over the days from then until the answer was known",
    "base rate": "Brier score of the base rate alone",
    "no change": "Brier score of saying that everything stays as it was",
}


@click.command()
@situation_argument
@click.option("--as-of", "as_of", metavar="DAY", help="Score the forecasts as of this day and later.")
@click.option("--spherical", "with_spherical", is_flag=True, help="Print the spherical score too.")
@click.option(
    "--journal",
    "journal",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take recorded forecasts from here [default: NAME.journal.db beside the file].",
)
@json_option
def command(
    *, situation: str, as_of: str | None, with_spherical: bool, journal: Path | None, as_json: bool
) -> None:
    """Score forecasts against what came.

    A question counts once it says under 'came' what happened. Forecasts made now are told apart from those that
    'detente forecast --record' stored when they were made.
    """
    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    if journal is not None and not journal.is_file():
        raise click.UsageError(f"there is no journal '{journal}'")
    with faults_told(sit, as_json=as_json), working("scoring"):
        recorded = entries(journal if journal is not None else journal_of(sit))
        found = score(sit, as_of=day, journal=recorded)
    if as_json:
        print_json(as_data(found))
    else:
        _say(sit, found, recorded, with_spherical=with_spherical)


def as_data(found: Score) -> dict[str, Any]:
    """Give what ``--json`` prints."""
    none = {} if found.questions else {"why": "no question that the model answers has been answered yet"}
    return {
        "as_of": found.as_of and found.as_of.isoformat(),
        "digest": found.digest,
        "note": found.note,
        "questions": {name: _question_as_data(one) for name, one in found.questions.items()},
        **_means_as_data(found.replayed),
        **none,
        "references": {
            "base_rate": _reference_as_data(found.base_rate),
            "persistence": _reference_as_data(found.persistence),
        },
        "recorded": found.recorded and _means_as_data(found.recorded),
        "decomposition": found.parts,
        "calibration": found.calibration,
        "unmodelled": {name: _marks_as_data(one) for name, one in found.unmodelled.items()},
        "open": found.open,
        "apart": found.apart,
    }


def _question_as_data(one: QuestionScore) -> dict[str, Any]:
    """Give the scores of one question: of the replayed forecast, of the recorded one, and of the references."""
    return {
        "text": one.text,
        "came": one.came,
        "by": one.by and one.by.isoformat(),
        "resolved": one.resolved and one.resolved.isoformat(),
        "in_the_end": one.in_the_end,
        "based": one.based,
        **_column_as_data(one.replayed),
        "recorded": one.recorded and _column_as_data(one.recorded),
        "references": {
            "base_rate": _marks_as_data(one.base_rate),
            "persistence": one.persistence and _marks_as_data(one.persistence),
        },
    }


def _column_as_data(column: Column) -> dict[str, Any]:
    """Give the scores of forecasts of one kind."""
    daily = column.daily
    return {
        **_marks_as_data(column.marks),
        "made": column.made and column.made.isoformat(),
        "daily_brier": daily and daily.value,
        "days": daily and daily.scored,
        "coverage": daily and daily.coverage,
    }


def _marks_as_data(marks: Marks) -> dict[str, Any]:
    """Give a probability with its scores; why stands beside a logarithm that is infinite."""
    return {**marks._asdict(), **_why(marks.log)}


def _means_as_data(means: Means) -> dict[str, Any]:
    """Give mean scores."""
    return {
        "answered": means.questions,
        "mean_brier": means.brier,
        "mean_log": means.log,
        "mean_daily_brier": means.daily_brier,
        **_why(means.log),
    }


def _reference_as_data(means: Means) -> dict[str, Any]:
    """Give the mean scores of a reference, and the skill of the model against it."""
    return {**_means_as_data(means), "skill": means.skill}


def _why(log: float | None) -> dict[str, str]:
    return {"why": INFINITE} if log is not None and math.isinf(log) else {}


def _say(sit: Situation, found: Score, recorded: tuple[Entry, ...], *, with_spherical: bool) -> None:
    """Print the caveat, the scores of each kind of forecast, what they are worth, and what stands apart."""
    say(sit.title, *([found.note] if found.note else []))
    if found.questions:
        when = f" as of {found.as_of}" if found.as_of else ""
        heading(f"Replayed: forecasts made now,{when or ' of a file without a day'}")
        _say_replayed(found, with_spherical=with_spherical)
        _say_worth(found)
    else:
        say(
            "No question that the model answers has been answered yet: write 'came: yes' or 'came: no' with it."
        )
    _say_recorded(found, recorded)
    _say_apart(sit, found)


def _say_replayed(found: Score, *, with_spherical: bool) -> None:
    """Print the table of replayed forecasts beside the references, with the means."""
    rows = [
        (
            f"{one.id}{'*' if one.in_the_end else ''}",
            percent(one.replayed.marks.probability),
            "yes" if one.came else "no",
            *_scores(one.replayed, with_spherical=with_spherical),
            *(() if with_spherical else map(_number, (one.base_rate.brier, _brier(one.persistence)))),
        )
        for one in found.questions.values()
    ]
    means = found.replayed
    references = (found.base_rate.brier, found.persistence.brier)
    figures = [_number(one) for one in (means.brier, means.log, means.daily_brier, *references)]
    named = ["Brier", "log", "daily", "base rate", "no change"]
    if with_spherical:
        figures, named = [*figures[:3], ""], ["Brier", "log", "daily", "spherical"]
    rows.append(("mean", "", "", *figures))
    table(("question", "forecast", "came", *named), rows, right=(1, *range(3, 3 + len(named))))
    points(f"{name}: {MEANINGS[name]}" for name in named)
    if any(one.in_the_end for one in found.questions.values()):
        say("* Forecast for the end of events; its date only says when it is scored.")


def _scores(column: Column, *, with_spherical: bool) -> tuple[str, ...]:
    own, daily = column.marks, column.daily.value if column.daily else None
    return tuple(map(_number, (own.brier, own.log, daily, *([own.spherical] if with_spherical else []))))


def _brier(marks: Marks | None) -> float | None:
    return None if marks is None else marks.brier


def _number(value: float | None) -> str:
    """Write a score with three decimals; an infinite one as such, and nothing where there is none."""
    if value is None:
        return "-"
    return "infinite" if math.isinf(value) else f"{value:.3f}"


def _say_worth(found: Score) -> None:
    """Say how much better than the references the forecasts were, and what can be said of calibration."""
    say("")
    for name, means in (("the base rates", found.base_rate), ("'no change'", found.persistence)):
        if means.skill is None:
            continue
        better = f"{abs(means.skill):.0%}".replace("%", " %")
        which = "better" if means.skill >= 0 else "worse"
        some = (
            ""
            if means.questions == len(found.questions)
            else f" on the {means.questions} questions that have it"
        )
        say(f"The mean Brier score is {better} {which} than that of {name}{some}.")
    known = found.calibration
    if known.why:
        say(sentence(known.why))
    if found.parts is not None and known.questions >= LIST_ONLY:
        parts = found.parts
        say(
            f"The mean Brier score is {parts.reliability:.3f} for being off, less {parts.resolution:.3f} for telling "
            f"questions apart, plus {parts.uncertainty:.3f} for how uncertain they were."
        )
        rows = [
            (
                percent(one.forecast),
                str(one.questions),
                str(one.came),
                " to ".join(map(percent, one.interval)),
            )
            for one in known.groups
        ]
        table(("forecast", "questions", "came", "95 % interval"), rows, right=(0, 1, 2, 3))


def _say_recorded(found: Score, recorded: tuple[Entry, ...]) -> None:
    """Print the table of recorded forecasts, if the journal has any."""
    if not recorded:
        return
    first, last = recorded[0].made.date(), recorded[-1].made.date()
    number = "1 entry" if len(recorded) == 1 else f"{len(recorded)} entries, {first} to {last}"
    heading(f"Recorded: forecasts as they were made ({number})")
    rows = [
        (
            one.id,
            percent(own.marks.probability),
            own.made.isoformat() if own.made else "-",
            *_scores(own, with_spherical=False),
        )
        for one in found.questions.values()
        if (own := one.recorded) is not None
    ]
    if not rows or found.recorded is None:
        say("None of them is of a question that was answered after it was made.")
        return
    means = found.recorded
    rows.append(("mean", "", "", *(_number(one) for one in (means.brier, means.log, means.daily_brier))))
    table(("question", "last forecast", "made", "Brier", "log", "daily"), rows, right=(1, 3, 4, 5))


def _say_apart(sit: Situation, found: Score) -> None:
    """Print what has no place in the means."""
    if not (found.unmodelled or found.open or found.apart):
        return
    heading("Apart")
    told = [
        f"{name}: not modelled, its base rate of {percent(one.probability)} stands in. "
        f"It {'came' if sit.questions[name].came else 'did not come'}: Brier {_number(one.brier)}, log {_number(one.log)}."
        for name, one in found.unmodelled.items()
    ]
    told += [f"{name}: {why}." for name, why in found.apart.items()]
    told += [f"{name}: not answered yet." for name in found.open]
    points(told)
