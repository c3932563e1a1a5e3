"""From entries to records: certain and unknown pairs, attitudes, what an actor sees, states taken as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from detente.situation.build_game import build_rule
from detente.situation.entries import Entry, Written
from detente.situation.lookup import Lookup
from detente.situation.records import Graph, Type
from detente.situation.records_concepts import Coalesced, Pair, Sees

_ATTITUDES = {"positive": 1, "neutral": 0, "negative": -1}


def build_unknown(entry: Entry, lookup: Lookup) -> tuple[Pair, ...]:
    """Build the pairs whose order is unknown: all pairs among the names of each item."""
    found = []
    for names in entry.get("unknown", ()):
        known = _states(names, lookup)
        found += [Pair(one, other, names[0].place) for one, other in combinations(known, 2)]
    return tuple(found)


def build_certain(entry: Entry, lookup: Lookup) -> tuple[Pair, ...]:
    """Build the pairs that are certain: those of each chain such as 'a > b ~ c', or of a list, best first."""
    found = []
    for chain in entry.get("certain", ()):
        place = chain.place if isinstance(chain, Written) else chain[0].place
        groups = [_states(group, lookup, place) for group in _groups(chain)]
        for better, worse in combinations(groups, 2):
            found += [Pair(one, other, place) for one, other in product(better, worse)]
        for group in groups:
            found += [Pair(one, other, place, equal=True) for one, other in combinations(group, 2)]
    return tuple(found)


def _groups(chain: Written | Sequence[Written]) -> list[list[str]]:
    """Split a chain into groups of equally good states, best first."""
    if not isinstance(chain, Written):
        return [[name] for name in chain]
    return [[name.strip() for name in group.split("~")] for group in re.split(r">+", chain)]


def _states(names: Iterable[str], lookup: Lookup, place: Any = None) -> list[str]:
    """Look up names of states."""
    found = (lookup.name("DT245", "states", name, getattr(name, "place", place)) for name in names)
    return list(dict.fromkeys(name for name in found if name))


def build_attitudes(entry: Entry, lookup: Lookup) -> dict[str, int]:
    """Build an actor's attitudes: 1, 0 or -1 by whom they are towards."""
    table = entry.get("attitudes", {})
    return {
        other: _ATTITUDES[value] for other, value in table.items() if lookup.actor(other, table.places[other])
    }


def build_sees(actor: str, entry: Entry, lookup: Lookup, types: Mapping[str, Type]) -> Sees | None:
    """Build what an actor sees; ``types`` are what it takes others to want, read already."""
    seen: Entry | None = entry.get("sees")
    if seen is None:
        return None
    rules = (build_rule(one, lookup) for one in seen.get("rules", ()))
    kinds = seen.get("types", {})
    return Sees(
        actor,
        seen.place,
        _unaware(seen, lookup),
        tuple(rule for rule in rules if rule is not None),
        {other: str(kind) for other, kind in kinds.items() if lookup.actor(other, kinds.places[other])},
        types,
    )


def _unaware(seen: Entry, lookup: Lookup) -> tuple[int, ...]:
    """Find the options that an actor doesn't know of; in graph form the states."""
    written: tuple[Written, ...] = seen.get("unaware", ())
    if lookup.names.labels:
        return lookup.options(written)
    states = list(lookup.known.get("states", ()))
    return tuple(states.index(name) for name in lookup.all("DT245", "states", written))


def build_coalesced(root: Entry, lookup: Lookup, graph: Graph | None) -> tuple[Coalesced, ...]:
    """Build the names whose states are taken as one."""
    entries = root.get("coalesce", ())
    if entries and graph is not None:
        lookup.reading.fault(
            "DT438",
            root.place_of("coalesce"),
            "in graph form each state is one already",
            hint="give one state and its moves under 'states:' and 'moves:'",
        )
        return ()
    found = []
    for entry in entries:
        name = lookup.name("DT245", "states", entry.get("state"), entry.place)
        if name:
            found.append(Coalesced(name, entry.place, entry.get("absorbing", False)))
    return tuple(found)
