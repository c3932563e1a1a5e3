"""``detente ties``: who depends on whom, how far, and what isn't known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import click

from detente.cli.importing import OrImport
from detente.cli.opened import json_option, known_name, leave, opened, situation_argument
from detente.cli.render import heading, print_json, say, show_faults, table
from detente.situation.needs import lacking
from detente.situation.phrasing import actor_name, percent, sentence
from detente.situation.records import Situation
from detente.ties.ledger import natural_direction
from detente.ties.shares import Dependence, Share, dependence

MOST_SAID = 8  # partners per table

Found = Mapping[str, Mapping[str, Dependence]]
"""Dependence by actor and vector."""


@click.command(cls=OrImport)
@situation_argument
@click.option("--actor", metavar="ACTOR", help="Only this actor; default: each actor that has ties.")
@click.option(
    "--year", type=int, metavar="YEAR", help="The year of the figures; default: the latest on each vector."
)
@json_option
def command(*, situation: str, actor: str | None, year: int | None, as_json: bool) -> None:
    """Tell on whom each actor depends, how far, and how concentrated that is.

    Unknown is never zero: a share whose total isn't known in all its parts is a range. What stops because nobody
    reports it is a warning, not independence.

    'detente ties import SOURCE FILE... -o TABLE' makes a table of ties of a standard data set.
    """
    sit = opened(situation, as_json=as_json)
    if not sit.ties:
        leave([lacking(sit, "ties", "'detente ties'")], as_json=as_json)
    vectors = vectors_by_actor(sit)
    if actor is not None:
        ends = (end for tie in sit.ties for end in (tie.source_actor, tie.target_actor))
        known_name(actor, list(dict.fromkeys([*sit.actors, *ends])), "actor")
    asked = [one for one in sit.actors if one in vectors] if actor is None else [actor]
    found: Found = {
        one: {
            vector: dependence(sit, one, vector, year, natural_direction(vector))
            for vector in vectors.get(one, ())
        }
        for one in asked
    }
    show_faults(one for row in found.values() for on in row.values() for one in on.warnings)
    if as_json:
        print_json({one: {vector: as_data(on) for vector, on in row.items()} for one, row in found.items()})
    else:
        _say(sit, found)


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
        "partners": {partner: _share_as_data(share) for partner, share in on.shares.items()},
        "hhi": _share_as_data(on.hhi),
        "effective": _share_as_data(on.effective),
        "total": {**_share_as_data(on.total), "unit": on.unit},
        "status": on.hhi.status,
        "unlisted": {
            "most": on.unlisted,
            "why": "" if math.isfinite(on.unlisted) else "nothing is known of partners that aren't listed",
        },
        "absent": on.absent,
        "warnings": on.warnings,
        "notes": on.notes,
    }


def _share_as_data(share: Share) -> dict[str, Any]:
    """Give a share; where a number is missing, why stands beside it."""
    missing = None in (share.low, share.value, share.high)
    why = share.why or (f"no figure: {share.status.replace('_', ' ')}" if missing else "")
    return {**share._asdict(), "why": why}


def _say(sit: Situation, found: Found) -> None:
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


def _say_vector(sit: Situation, on: Dependence) -> None:
    """Print partners with their shares, the concentration, and what isn't known."""
    largest = sorted(on.shares, key=lambda partner: -_weight(on.shares[partner]))
    rows = []
    for partner in largest[:MOST_SAID]:
        share = on.shares[partner]
        value = "not known" if share.value is None else percent(share.value)
        rows.append((actor_name(sit, partner), value, _range(share), share.status.replace("_", " ")))
    if rows:
        table(("partner", "share", "range", "status"), rows, right=(1, 2))
    if len(largest) > MOST_SAID:
        say(f"... and {len(largest) - MOST_SAID} more partners; --json lists them.")
    say(_concentration_words(on.hhi, on.effective))
    for note in on.notes:
        say(sentence(note.message))


def _weight(share: Share) -> float:
    """Give what partners are ordered by: the value, else the most that is certain."""
    return share.value if share.value is not None else share.low or 0.0


def _range(share: Share) -> str:
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
