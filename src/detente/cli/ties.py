"""``detente ties``: who depends on whom, how far, and what isn't known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import click

from detente.cli.behind import OrImport
from detente.cli.opened import as_day, json_option, known_name, leave, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, show_faults, table
from detente.situation.needs import lacking
from detente.situation.phrasing import actor_name, percent, sentence
from detente.situation.records import Situation
from detente.situation.scalars import to_probability
from detente.situation.shapes import Unreadable
from detente.ties.bearing import Bearing, agreements_on_tie
from detente.ties.ledger import natural_direction
from detente.ties.patrons import Mutual, worth_to_patrons
from detente.ties.shares import Dependence, Share, dependence
from detente.ties.standins import StandIn, stand_ins

MOST_SAID = 8  # partners per table

Found = Mapping[str, Mapping[str, Dependence]]
"""Dependence by actor and vector."""


class Asked(NamedTuple):
    """What the command line asks of whom: the actors, the year, and the day by which ties must be known."""

    actors: list[str]
    year: int | None
    day: date | None


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
        _dependence_view(sit, asked, as_json=as_json)


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


def level_of(text: str, flag: str) -> float:
    """Read a level of the command line: a share between 0 and 100 %."""
    try:
        return float(to_probability(text))
    except Unreadable as why:
        raise click.UsageError(f"{flag} {text}: {why.message}; write it as 50% or 0.5") from None


def _asked(sit: Situation, actor: str | None, year: int | None, day: date | None) -> Asked:
    """Name the actors that are asked about."""
    vectors = vectors_by_actor(sit)
    if actor is None:
        return Asked([one for one in sit.actors if one in vectors], year, day)
    ends = (end for tie in sit.ties for end in (tie.source_actor, tie.target_actor))
    known_name(actor, list(dict.fromkeys([*sit.actors, *ends])), "actor")
    return Asked([actor], year, day)


def dependences(sit: Situation, asked: Asked) -> Found:
    """Give the dependence of those asked about, on each vector."""
    vectors = vectors_by_actor(sit)
    return {
        one: {
            vector: dependence(sit, one, vector, asked.year, natural_direction(vector), as_of=asked.day)
            for vector in vectors.get(one, ())
        }
        for one in asked.actors
    }


def _dependence_view(sit: Situation, asked: Asked, *, as_json: bool) -> None:
    """Show shares and concentration."""
    found = dependences(sit, asked)
    show_faults(one for row in found.values() for on in row.values() for one in on.warnings)
    if as_json:
        print_json(
            {
                one: {vector: {**as_data(on), **_beside(sit, on, asked.day)} for vector, on in row.items()}
                for one, row in found.items()
            }
        )
    else:
        _say(sit, found, asked.day)


def vectors_by_actor(sit: Situation) -> dict[str, tuple[str, ...]]:
    """Name the vectors on which each actor has ties, the way they run: to it, but for exports."""
    found: dict[str, dict[str, None]] = {}
    for tie in sit.ties:
        out = natural_direction(tie.vector) == "out"
        found.setdefault(tie.source_actor if out else tie.target_actor, {})[tie.vector] = None
    return {actor: tuple(vectors) for actor, vectors in found.items()}


def as_data(on: Dependence) -> dict[str, Any]:
    """Give what ``--json`` prints of one actor on one vector."""
    return {
        "year": on.year,
        "direction": on.direction,
        "partners": {partner: share_as_data(share) for partner, share in on.shares.items()},
        "hhi": share_as_data(on.hhi),
        "effective": share_as_data(on.effective),
        "total": {**share_as_data(on.total), "unit": on.unit},
        "status": on.hhi.status,
        "unlisted": {
            "most": on.unlisted,
            "why": "" if math.isfinite(on.unlisted) else "nothing is known of partners that aren't listed",
        },
        "absent": on.absent,
        "warnings": on.warnings,
        "notes": on.notes,
    }


def _beside(sit: Situation, on: Dependence, day: date | None) -> dict[str, Any]:
    """Give what stands beside an actor's shares: the other side of them, stand-ins for what isn't known, agreements."""
    mutual = worth_to_patrons(sit, on, as_of=day)
    return {
        "mutual": {partner: _mutual_as_data(one) for partner, one in mutual.items()},
        "stand_ins": [_stand_in_as_data(one) for one in _stand_ins(sit, on, day)],
        "agreements": {
            partner: [_agreement_as_data(one) for one in bearing]
            for partner in on.shares
            if (bearing := agreements_on_tie(sit, on.actor, partner, on.vector, as_of=day))
        },
    }


def _mutual_as_data(one: Mutual) -> dict[str, Any]:
    """Give how far two hang on each other; infinite where one side is nought."""
    log = share_as_data(one.asymmetry)
    ends = (one.asymmetry.low, one.asymmetry.value, one.asymmetry.high)
    if any(end is not None and math.isinf(end) for end in ends):
        log["why"] = log["why"] or "one-sided: one of the two has nothing at stake"
    return {
        "ours": share_as_data(one.ours),
        "theirs": share_as_data(one.theirs),
        "outlet": share_as_data(one.outlet),
        "asymmetry": log,
    }


def _stand_ins(sit: Situation, on: Dependence, day: date | None) -> tuple[StandIn, ...]:
    return stand_ins(sit, on.actor, on.vector, on.year, on.direction, as_of=day)


def _stand_in_as_data(one: StandIn) -> dict[str, Any]:
    return {
        "partner": one.partner,
        "kind": one.kind,
        "year": one.year,
        "amount": share_as_data(one.amount),
        "share": share_as_data(one.share),
        "hhi": share_as_data(one.hhi),
        "effective": share_as_data(one.effective),
    }


def _agreement_as_data(one: Bearing) -> dict[str, Any]:
    when = one.agreement.date
    return {
        "id": one.agreement.id,
        "date": None if when is None else when.text,
        "fields": one.agreement.fields,
        "naming": one.fields,
    }


def share_as_data(share: Share) -> dict[str, Any]:
    """Give a share; where a number is missing, why stands beside it."""
    missing = None in (share.low, share.value, share.high)
    why = share.why or (f"no figure: {share.status.replace('_', ' ')}" if missing else "")
    return {**share._asdict(), "why": why}


def _say(sit: Situation, found: Found, day: date | None) -> None:
    """Print a table per actor and vector."""
    say(sit.title)
    for actor, row in found.items():
        name = actor_name(sit, actor)
        if not row:
            say(f"{name}: no ties are recorded that run its way.")
        for vector, on in row.items():
            way = f"from {name}" if on.direction == "out" else f"to {name}"
            heading(f"{vector} {way}, {on.year or 'undated'}")
            _say_vector(sit, on)
            _say_beside(sit, on, day)


def _say_vector(sit: Situation, on: Dependence) -> None:
    """Print partners with their shares, the concentration, and what isn't known."""
    largest = sorted(on.shares, key=lambda partner: -_weight(on.shares[partner]))
    rows = []
    for partner in largest[:MOST_SAID]:
        share = on.shares[partner]
        value = "not known" if share.value is None else percent(share.value)
        rows.append((actor_name(sit, partner), value, range_words(share), share.status.replace("_", " ")))
    if rows:
        table(("partner", "share", "range", "status"), rows, right=(1, 2))
    if len(largest) > MOST_SAID:
        say(f"... and {len(largest) - MOST_SAID} more partners; --json lists them.")
    say(_concentration_words(on.hhi, on.effective))
    for note in on.notes:
        say(sentence(note.message))


def _say_beside(sit: Situation, on: Dependence, day: date | None) -> None:
    """Print what could stand in for figures that aren't known, what the actor is worth to partners, and agreements."""
    said = []
    for one in _stand_ins(sit, on, day):
        what = f"the figure of {one.year}" if one.kind == "carried" else "its own report"
        said.append(f"if {what} stood in for {actor_name(sit, one.partner)}: {range_words(one.share)}")
    for partner, mutual in worth_to_patrons(sit, on, as_of=day).items():
        if mutual.theirs.value is not None:
            share = f"{percent(mutual.theirs.value)} of its {on.vector}"
            said.append(f"seen from {actor_name(sit, partner)}: {actor_name(sit, on.actor)} is {share}")
    for partner in on.shares:
        for bearing in agreements_on_tie(sit, on.actor, partner, on.vector, as_of=day):
            if bearing.fields:
                when = f", {bearing.agreement.date.text}" if bearing.agreement.date else ""
                said.append(
                    f"agreed with {actor_name(sit, partner)}{when}: {', '.join(bearing.fields)} ({bearing.agreement.id})"
                )
    points(sentence(one) for one in said[:MOST_SAID])


def _weight(share: Share) -> float:
    """Give what partners are ordered by: the value, else the most that is certain."""
    return share.value if share.value is not None else share.low or 0.0


def range_words(share: Share) -> str:
    """Write the range of a share; nothing where it is the value itself."""
    if share.low is None or share.high is None:
        return ""
    low, high = percent(share.low), percent(share.high)
    return low if low == high else f"{low} to {high}"


def _concentration_words(hhi: Share, effective: Share) -> str:
    """Say how concentrated shares are, from 0 to 1, and what number of equal partners that is like."""
    if hhi.low is None or hhi.high is None:
        return sentence(f"concentration: {hhi.status.replace('_', ' ')}")
    span = f"{hhi.low:.2f} to {hhi.high:.2f}"
    if hhi.value is None:
        return sentence(f"concentration: not known, {span}{f': {hhi.why}' if hhi.why else ''}")
    like = f", as with {effective.value:.1f} equal partners" if effective.value else ""
    between = "" if math.isclose(hhi.low, hhi.high, abs_tol=0.005) else f" ({span})"
    return sentence(f"concentration {hhi.value:.2f}{between}{like}")
