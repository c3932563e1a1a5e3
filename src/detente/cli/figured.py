"""What ``detente ties`` says of figures that must add up, and of what options change in the ties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from detente.cli.depending import range_words, share_as_data
from detente.cli.render import heading, points, print_json, say, show_faults, table
from detente.outlook.tie_changes import TieChange, tie_changes
from detente.situation.phrasing import actor_name, percent, sentence
from detente.situation.records import Situation
from detente.ties.shares import Share
from detente.ties.sums import Beside, Number, Sum, side_by_side, sums


def figures_view(sit: Situation, *, as_json: bool) -> None:
    """Show figures with their rest and shares, and those of one thing side by side."""
    found, groups = sums(sit), side_by_side(sit)
    show_faults(one for group in groups for one in group.warnings)
    if as_json:
        print_json(
            {
                "figures": {name: _sum_as_data(one) for name, one in found.items()},
                "beside": [_beside_as_data(group) for group in groups],
            }
        )
        return
    say(sit.title)
    for one in found.values():
        heading(f"{one.text or one.id}")
        say(f"{_number(one.total)} {one.unit}{_origin(one)}".rstrip())
        rows = [
            (actor_name(sit, name), _number(part.amount), _share(part.share), "the rest" if part.rest else "")
            for name, part in one.parts.items()
        ]
        table(("part", "number", "share", ""), rows, right=(1, 2))
    for group in groups:
        heading("Side by side")
        points(
            f"{name}: {_number(found[name].total)} {found[name].unit}{_origin(found[name])}"
            for name in group.ids
        )
        if group.apart is not None:
            low, high = (f"{float(end):g}" for end in group.apart)
            say(
                f"They lie {low if low == high else f'{low} to {high}'} apart; neither is taken for the other."
            )


def _origin(one: Sum) -> str:
    """Say where a figure is from, and when."""
    said = [part for part in (one.source, one.date.text if one.date else "") if part]
    return f" ({', '.join(said)})" if said else ""


def _number(one: Number) -> str:
    if one.low == one.high:
        return f"{float(one.value):g}"
    return f"{float(one.low):g} to {float(one.high):g}"


def _share(one: Number | None) -> str:
    return "" if one is None else percent(float(one.value))


def _sum_as_data(one: Sum) -> dict[str, Any]:
    return {
        "text": one.text,
        "unit": one.unit,
        "source": one.source,
        "date": None if one.date is None else one.date.text,
        "total": one.total,
        "parts": dict(one.parts),
    }


def _beside_as_data(group: Beside) -> dict[str, Any]:
    apart = None if group.apart is None else {"low": group.apart[0], "high": group.apart[1]}
    return {"ids": group.ids, "apart": apart, "warnings": group.warnings}


def changes_view(sit: Situation, day: date | None, *, as_json: bool) -> None:
    """Show what effects of options change in dependence, concentration and balance."""
    found = tie_changes(sit, as_of=day)
    if as_json:
        print_json([_change_as_data(one) for one in found])
        return
    say(sit.title)
    for one in found:
        today = " (so today)" if one.holds else ""
        heading(f"{one.when}{today}: {one.vector} of {actor_name(sit, one.actor)}")
        points(sentence(said) for said in _change_words(sit, one))


def _change_words(sit: Situation, one: TieChange) -> Iterator[str]:
    before, after = one.before.shares.get(one.partner), one.after.shares.get(one.partner)
    yield f"{actor_name(sit, one.partner)}: {_known(before)} before, {_known(after)} after"
    yield f"concentration: {_index(one.before.hhi)} before, {_index(one.after.hhi)} after"
    if one.balance_before is not None and one.balance_after is not None:
        yield f"balance between poles: {_known(one.balance_before.balance)} before, {_known(one.balance_after.balance)} after"


def _known(one: Share | None) -> str:
    if one is None or one.low is None:
        return "none on record"
    return percent(one.value) if one.value is not None else f"not known ({range_words(one)})"


def _index(one: Share) -> str:
    if one.low is None or one.high is None:
        return "none"
    return f"{one.value:.2f}" if one.value is not None else f"not known ({one.low:.2f} to {one.high:.2f})"


def _change_as_data(one: TieChange) -> dict[str, Any]:
    none = {"low": None, "value": None, "high": None, "status": "not_reported", "why": "none on record"}
    before, after = one.before.shares.get(one.partner), one.after.shares.get(one.partner)
    balances = [one.balance_before, one.balance_after]
    return {
        "when": one.when,
        "holds": one.holds,
        "actor": one.actor,
        "vector": one.vector,
        "partner": one.partner,
        "line": one.line,
        "share": [none if share is None else share_as_data(share) for share in (before, after)],
        "hhi": [share_as_data(on.hhi) for on in (one.before, one.after)],
        "balance": [None if held is None else share_as_data(held.balance) for held in balances],
    }
