"""Several analysts on the command line: their beliefs apart and pooled, and what drives them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.cli.believed import DECIBANS_PER_NAT, MOST_SAID, group_name
from detente.cli.opened import opened
from detente.cli.render import heading, points, say, table
from detente.evidence.pooling import Divide, Pooled, pool
from detente.situation.phrasing import percent, sentence
from detente.situation.records import Situation


def views_of(sit: Situation, others: Sequence[str], *, as_json: bool) -> dict[str, Situation]:
    """Open the files of other analysts; give all views by analyst, the first being the situation itself."""
    views: dict[str, Situation] = {}
    for one in (sit, *(opened(source, as_json=as_json) for source in others)):
        name = one.analyst or Path(one.file).stem
        if name in views:
            raise click.UsageError(f"two files are of the analyst '{name}'; name them apart by 'analyst:'")
        views[name] = one
    return views


def pooled(views: Mapping[str, Situation], day: date | None, use: Any) -> dict[str, Pooled]:
    """Pool views; files that don't speak of the same types are wrong use."""
    try:
        return pool(views, day, use)
    except ValueError as error:
        if type(error) is not ValueError:
            raise
        raise click.UsageError(f"--pool: {error}") from None


def pool_as_data(views: Mapping[str, Situation], day: date | None, use: Any) -> dict[str, Any]:
    """Give what ``--json`` prints of several analysts."""
    return {
        "analysts": {name: one.overlay.file if one.overlay else one.file for name, one in views.items()},
        "changes": {name: _changes(one) for name, one in views.items()},
        "groups": {
            group: {
                "apart": one.apart,
                "log_odds": one.log_odds,
                "linear": one.linear,
                "leaders": one.leaders,
                "agreed": one.agreed,
                "divide": one.divide,
            }
            for group, one in pooled(views, day, use).items()
        },
    }


def _changes(sit: Situation) -> list[str]:
    """Name what an overlay holds otherwise, by path of keys."""
    changes = () if sit.overlay is None else sit.overlay.changes
    return [".".join(path) for path, _ in changes if path[-1] != "because"]


def say_pool(views: Mapping[str, Situation], day: date | None, use: Any) -> None:
    """Print what each analyst believes, both pools, and what drives them apart."""
    sit = next(iter(views.values()))
    say(
        sit.title,
        f"As {_together(list(views))} see it, with equal weights. Odds: the geometric mean of their odds.",
    )
    for group, one in pooled(views, day, use).items():
        heading(group_name(sit, group))
        _say_one(one)
    told = [f"{name}: {', '.join(_changes(one))}" for name, one in views.items() if _changes(one)]
    if told:
        heading("What each holds otherwise than the base")
        points(told)


def _say_one(one: Pooled) -> None:
    """Print one belief, apart and pooled."""
    names = list(one.apart)
    rows = [
        (
            kind,
            *(percent(one.apart[name][kind].value) for name in names),
            percent(one.log_odds[kind]),
            percent(one.linear[kind]),
        )
        for kind in one.log_odds
    ]
    table(("", *names, "odds", "mean"), rows, right=range(1, len(names) + 3))
    if not one.agreed:
        who = [f"{name} {kind}" for name, kind in one.leaders.items()]
        say(f"They don't agree which is the most probable: {_together(who)}.")
    if one.divide.differences:
        say(_divide_words(one.divide))


def _together(names: Sequence[str]) -> str:
    """Join names in words."""
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _divide_words(one: Divide) -> str:
    """Say who is furthest apart, and over what."""
    first, second = one.analysts
    parts = [
        f"{'the prior' if gap.origin is None else gap.origin} {gap.nats * DECIBANS_PER_NAT:+.1f}"
        for gap in one.differences[:MOST_SAID]
    ]
    return sentence(
        f"furthest apart: {first} and {second}. What {first} has over {second} for {one.pair[0]} against "
        f"{one.pair[1]}, in decibans: {', '.join(parts)}"
    )
