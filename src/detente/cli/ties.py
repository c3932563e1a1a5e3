"""``detente ties``: who depends on whom, how far, and what isn't known."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import click

from detente.cli.behind import OrImport
from detente.cli.depending import Asked, dependence_view, vectors_by_actor
from detente.cli.opened import as_day, json_option, known_name, leave, level_of, opened, situation_argument
from detente.situation.needs import lacking
from detente.situation.records import Situation


@click.command(cls=OrImport)
@situation_argument
@click.option("--actor", metavar="ACTOR", help="Only this actor; default: each actor that has ties.")
@click.option(
    "--year", type=int, metavar="YEAR", help="The year of the figures; default: the latest on each vector."
)
@click.option("--as-of", "as_of", metavar="DAY", help="Only what was known by this day counts.")
@click.option("--series", is_flag=True, help="Show all years.")
@click.option(
    "--balance",
    is_flag=False,
    flag_value="50%",
    metavar="[LEVEL]",
    help="Show the balance between poles; balanced from this level on.",
)
@click.option(
    "--cut",
    multiple=True,
    metavar="PARTNER",
    help="Say what the end of ties with a partner leaves (repeatable).",
)
@click.option(
    "--below",
    metavar="LEVEL",
    help="Find the fewest partners whose loss leaves less than this part of the total.",
)
@click.option(
    "--diversion", metavar="PRODUCT", help="Where a direct flow fell, show what rose through third states."
)
@click.option("--base", type=int, metavar="YEAR", help="With --diversion: the year to compare with.")
@click.option("--changes", is_flag=True, help="Show what the options' effects change in the ties.")
@click.option(
    "--figures", is_flag=True, help="Show figures that must add up, and those of one thing side by side."
)
@json_option
def command(
    *,
    situation: str,
    actor: str | None,
    year: int | None,
    as_of: str | None,
    series: bool,
    balance: str | None,
    cut: tuple[str, ...],
    below: str | None,
    diversion: str | None,
    base: int | None,
    changes: bool,
    figures: bool,
    as_json: bool,
) -> None:
    """Tell on whom each actor depends, how far, and how concentrated that is.

    Unknown is never zero: a share whose total isn't known in all its parts is a range. What stops because nobody
    reports it is a warning, not independence.

    'detente ties import SOURCE FILE... -o TABLE' makes a table of ties of a standard data set.
    """
    views = Views(series, balance, cut, below, diversion, changes, figures)
    view = _view(views)
    if base is not None and diversion is None:
        raise click.UsageError("--base goes with --diversion")
    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    needed = {"figures": "figures", "changes": "effects"}.get(view, "ties")
    needs = [needed, "poles"] if view == "balance" else [needed]
    missing = [
        lacking(sit, one, f"'detente ties{f' --{view}' if view else ''}'")
        for one in needs
        if not getattr(sit, one)
    ]
    if missing:
        leave(missing, as_json=as_json)
    asked = _asked(sit, actor, year, day)
    if view in {"figures", "changes", "diversion"}:
        _of_the_file(sit, view, views, (base, asked), as_json=as_json)
    elif view:
        _of_actors(sit, view, views, asked, as_json=as_json)
    else:
        dependence_view(sit, asked, as_json=as_json)


class Views(NamedTuple):
    """What else than dependence may be asked: at most one of them."""

    series: bool
    balance: str | None
    cut: tuple[str, ...]
    below: str | None
    diversion: str | None
    changes: bool
    figures: bool


def _view(views: Views) -> str:
    """Name the view that is asked for, if any; two at once is wrong use."""
    chosen = [name for name, value in views._asdict().items() if value not in {None, False, ()}]
    if len(chosen) > 1:
        raise click.UsageError(
            f"--{chosen[0]} and --{chosen[1]} are two different questions; ask one at a time"
        )
    return chosen[0] if chosen else ""


def _of_the_file(
    sit: Situation, view: str, views: Views, asked: tuple[int | None, Asked], *, as_json: bool
) -> None:
    """Show what isn't about single actors."""
    from detente.cli.diverted import diversion_view
    from detente.cli.figured import changes_view, figures_view

    base, (_, year, day) = asked
    if view == "figures":
        figures_view(sit, as_json=as_json)
    elif view == "changes":
        changes_view(sit, day, as_json=as_json)
    else:
        diversion_view(sit, views.diversion or "", (base, year), day, as_json=as_json)


def _of_actors(sit: Situation, view: str, views: Views, asked: Asked, *, as_json: bool) -> None:
    """Show what is asked of actors."""
    from detente.cli.balanced import balance_view, series_view
    from detente.cli.cutting import below_view, cut_view

    if view == "series":
        series_view(sit, asked, as_json=as_json)
    elif view == "balance":
        balance_view(sit, asked, level_of(views.balance or "", "--balance"), as_json=as_json)
    elif view == "cut":
        cut_view(sit, asked, views.cut, as_json=as_json)
    else:
        below_view(sit, asked, level_of(views.below or "", "--below"), as_json=as_json)


def _asked(sit: Situation, actor: str | None, year: int | None, day: date | None) -> Asked:
    """Name the actors that are asked about."""
    vectors = vectors_by_actor(sit)
    if actor is None:
        return Asked([one for one in sit.actors if one in vectors], year, day)
    ends = (end for tie in sit.ties for end in (tie.source_actor, tie.target_actor))
    known_name(actor, list(dict.fromkeys([*sit.actors, *ends])), "actor")
    return Asked([actor], year, day)
