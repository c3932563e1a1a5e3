"""What ``detente ties`` says of dependence: shares, concentration, the other side of them, and what isn't known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from detente.cli.render import heading, points, print_json, say, show_faults, table
from detente.situation.phrasing import actor_name, percent, sentence
from detente.situation.records import Situation
from detente.ties.bearing import Bearing, agreements_on_tie
from detente.ties.codes import name_of
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


def dependence_view(sit: Situation, asked: Asked, *, as_json: bool) -> None:
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
            heading(f"{sentence(vector).rstrip('.')} {way}, {on.year or 'undated'}")
            _say_vector(sit, on)
            _say_beside(sit, on, day)


def _party(sit: Situation, party: str) -> str:
    """Name an actor, or a state that is none by the table of codes."""
    return actor_name(sit, party) if party in sit.actors else name_of(party)


def _say_vector(sit: Situation, on: Dependence) -> None:
    """Print partners with their shares, the concentration, and what isn't known."""
    largest = sorted(on.shares, key=lambda partner: -_weight(on.shares[partner]))
    rows = []
    for partner in largest[:MOST_SAID]:
        share = on.shares[partner]
        value = "not known" if share.value is None else percent(share.value)
        rows.append((_party(sit, partner), value, range_words(share), share.status.replace("_", " ")))
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
        said.append(f"if {what} stood in for {_party(sit, one.partner)}: {range_words(one.share)}")
    for partner, mutual in worth_to_patrons(sit, on, as_of=day).items():
        if mutual.theirs.value is not None:
            share = f"{percent(mutual.theirs.value)} of its {on.vector}"
            said.append(f"seen from {_party(sit, partner)}: {actor_name(sit, on.actor)} is {share}")
    for partner in on.shares:
        for bearing in agreements_on_tie(sit, on.actor, partner, on.vector, as_of=day):
            if bearing.fields:
                when = f", {bearing.agreement.date.text}" if bearing.agreement.date else ""
                said.append(
                    f"agreed with {_party(sit, partner)}{when}: {', '.join(bearing.fields)} ({bearing.agreement.id})"
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
