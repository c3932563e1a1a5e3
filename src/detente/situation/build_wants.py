"""From entries to records: what each actor wants, its types, and what it holds of others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from detente.situation.build_sees import build_attitudes, build_certain, build_sees, build_unknown
from detente.situation.entries import Entry, Written
from detente.situation.grammar import parse_worth
from detente.situation.lookup import Lookup, grounds, placer
from detente.situation.records import (
    Preference,
    Quantity,
    Ranking,
    Sees,
    Statement,
    Type,
    Weight,
    Worth,
    WorthTerm,
)

ONLY = "only"
"""The name of the type of an actor that has no types."""

_FORMS = ("statements", "weights", "ranking")


def build_preferences(root: Entry, lookup: Lookup) -> dict[str, Preference]:
    """Build what each actor wants."""
    table = root.get("preferences", {})
    return {
        actor: _preference(actor, entry, lookup)
        for actor, entry in table.items()
        if lookup.actor(actor, table.places[actor])
    }


def _preference(actor: str, entry: Entry, lookup: Lookup) -> Preference:
    behaviour = _behaviour(entry)
    typed = entry.names("types")
    table = entry.get("types", {})
    forms = [key for key in _FORMS if key in entry.nodes]
    if typed and forms:
        lookup.reading.fault(
            "DT404",
            entry.place_of(forms[0]),
            "an actor with types has its order in each type",
            hint=f"move '{forms[0]}:' into a type",
        )
    if typed:
        types = {name: _type(name, actor, one, lookup) for name, one in table.items()}
    elif forms:
        types = {ONLY: _type(ONLY, actor, entry, lookup)}
    else:
        types = {}
    if (typed or forms) and "certain" in entry.nodes:
        lookup.reading.fault(
            "DT404",
            entry.place_of("certain"),
            "certain pairs stand in place of an order",
            hint="remove the order, or give the pairs that are not known under 'unknown:'",
        )
    return Preference(
        actor,
        types,
        typed,
        entry.place,
        behaviour,
        None,
        entry.get("because", ""),
        build_unknown(entry, lookup),
        build_certain(entry, lookup),
        build_attitudes(entry, lookup),
        _sees(actor, entry, lookup),
    )


def _sees(actor: str, entry: Entry, lookup: Lookup) -> Sees | None:
    """Build what an actor sees, with the orders that it takes others to have."""
    seen: Entry | None = entry.get("sees")
    table: Any = seen.get("preferences", {}) if seen is not None else {}
    believed = {
        other: _type(ONLY, other, one, lookup)
        for other, one in table.items()
        if lookup.actor(other, table.places[other])
    }
    return build_sees(actor, entry, lookup, believed)


def _behaviour(entry: Entry) -> dict[str, Quantity]:
    """Give the shares of behaviours; none where the file says nothing."""
    value = entry.get("behaviour")
    if value is None:
        return {}
    if isinstance(value, str):
        place = entry.place_of("behaviour")
        from fractions import Fraction

        return {value: Quantity(Fraction(1), Fraction(1), None, value, "", place)}
    return dict(value)


def _type(name: str, actor: str, entry: Entry, lookup: Lookup) -> Type:
    forms = [key for key in _FORMS if key in entry.nodes]
    if len(forms) > 1:
        lookup.reading.fault(
            "DT404",
            entry.place_of(forms[1]),
            "an order of preference is given in one form",
            expected="statements, weights or ranking",
            got=" and ".join(forms),
        )
    return Type(
        name,
        actor,
        entry.place,
        entry.get("prior"),
        _whole([_statement(one, lookup) for one in entry.get("statements", ())]),
        _whole([_weight(one, lookup) for one in entry.get("weights", ())]),
        _ranking(entry, lookup),
        _behaviour(entry) if name != ONLY else {},
        text=entry.get("text", ""),
        **grounds(entry, lookup),
    )


def _whole(records: list[Any]) -> tuple[Any, ...]:
    """Leave out what could not be read."""
    return tuple(record for record in records if record is not None)


def _statement(entry: Entry, lookup: Lookup) -> Statement | None:
    written = entry.get("holds")
    expr = lookup.expression(written)
    if expr is None:
        return None
    return Statement(
        expr, str(written), entry.place_of("holds"), vital=entry.get("vital", False), **grounds(entry, lookup)
    )


def _weight(entry: Entry, lookup: Lookup) -> Weight | None:
    written = entry.get("when")
    expr, worth = lookup.expression(written), _worth(entry, lookup)
    if expr is None or worth is None:
        return None
    return Weight(
        expr,
        str(written),
        worth,
        entry.place_of("when"),
        vital=entry.get("vital", False),
        **grounds(entry, lookup),
    )


def _worth(entry: Entry, lookup: Lookup) -> Worth | None:
    value = entry.get("worth")
    if isinstance(value, Quantity):
        return Worth((WorthTerm(value),), value.text, value.place)
    if not isinstance(value, Written):
        return None
    worth, faults = parse_worth(str(value), placer(value))
    lookup.reading.extend(faults)
    return worth


def _ranking(entry: Entry, lookup: Lookup) -> Ranking | None:
    value = entry.get("ranking")
    if value is None:
        return None
    place = entry.place_of("ranking")
    great: frozenset[int] = frozenset()
    if isinstance(value, Written):
        parts = re.split(r"(>+)", value)
        groups = [[name.strip() for name in group.split("~")] for group in parts[::2]]
        great = frozenset(at for at, sign in enumerate(parts[1::2]) if sign == ">>")
    else:
        groups = [list(group) for group in value]
    known = {*lookup.known.get("states", ()), "rest"}
    bad = [name for group in groups for name in group if name not in known]
    for name in bad:
        lookup.name("DT245", "states", name, getattr(name, "place", place))
    if bad:
        return None
    return Ranking(tuple(tuple(str(name) for name in group) for group in groups), place, great)


def build_believes(root: Entry, lookup: Lookup) -> dict[str, dict[str, Mapping[str, Quantity]]]:
    """Build where an actor's belief about another differs from the analyst's."""
    table = root.get("believes", {})
    found: dict[str, dict[str, Mapping[str, Quantity]]] = {}
    for holder, others in table.items():
        if lookup.actor(holder, table.places[holder]):
            found[holder] = {
                other: dict(shares)
                for other, shares in others.items()
                if lookup.actor(other, others.places[other])
            }
    return found
