"""From entries to records: sources, observations, dependence, hypotheses, grades."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.situation.entries import Entry, Named, Written
from detente.situation.lookup import Lookup
from detente.situation.records import (
    Cell,
    Dependence,
    Hypothesis,
    Observation,
    Quantity,
    Row,
    Source,
)
from detente.situation.scalars import LIKELIHOOD
from detente.situation.shapes import UNREAD

MAX_OBSERVATIONS = 1000

GROUPS = "actors with types, or hypotheses"

_APART = {"not rated": "not_rated", "not applicable": "not_applicable", "n/a": "not_applicable"}


def build_sources(root: Entry) -> dict[str, Source]:
    """Build where things were read."""
    keys = ("title", "publisher", "author", "date", "url", "licence", "grade", "text", "retrieved", "note")
    return {
        name: Source(name, entry.place, **{key: entry.get(key) for key in keys if key in entry})
        for name, entry in root.get("sources", {}).items()
    }


def build_hypotheses(root: Entry, lookup: Lookup) -> dict[str, Hypothesis]:
    """Build the questions of fact that are not preference types."""
    table = root.get("hypotheses", {})
    for name in table:
        if name in lookup.known["actors"]:
            lookup.reading.fault(
                "DT248",
                table.places[name],
                f"'{name}' is an actor and a hypothesis",
                hint="rename the hypothesis",
            )
    return {
        name: Hypothesis(
            name, entry.get("text"), _answers(entry, lookup), table.places[name], entry.get("because", "")
        )
        for name, entry in table.items()
    }


def _answers(entry: Entry, lookup: Lookup) -> dict[str, Quantity | None]:
    answers: dict[str, Quantity | None] = {}
    for name, value in entry.get("answers", {}).items():
        if value == "rest":
            answers[name] = None
        elif isinstance(value, Written):
            quantity = LIKELIHOOD.read(value.node, lookup.reading)
            answers[name] = None if quantity is UNREAD else quantity
        else:
            answers[name] = value
    return answers


def groups_of(root: Entry, lookup: Lookup) -> dict[str, tuple[str, ...] | None]:
    """Give what evidence can bear on: types by actor, answers by hypothesis; None where they could not be read."""
    groups: dict[str, tuple[str, ...] | None] = {}
    for section, key in (("preferences", "types"), ("hypotheses", "answers")):
        table = root.get(section, {})
        if section in root.broken:
            lookup.vague[GROUPS] = None
            continue
        groups.update(dict.fromkeys((*table.broken, *table.unread), None) if table else {})
        for name, entry in table.items():
            if entry.names(key):
                named = entry.get(key)
                groups[name] = None if named is None or named.unread else tuple(named.places)
    return groups


def build_evidence(
    root: Entry, lookup: Lookup, sources: Mapping[str, Source], groups: Mapping[str, tuple[str, ...] | None]
) -> dict[str, Observation]:
    """Build what was read."""
    table = root.get("evidence", {})
    if len(table) > MAX_OBSERVATIONS:
        lookup.reading.fault(
            "DT915",
            table.place,
            "there are too many observations",
            expected=f"at most {MAX_OBSERVATIONS:,}",
            got=f"{len(table):,}",
        )
        return {}
    return {name: _observation(name, entry, lookup, sources, groups) for name, entry in table.items()}


def _observation(
    name: str,
    entry: Entry,
    lookup: Lookup,
    sources: Mapping[str, Source],
    groups: Mapping[str, tuple[str, ...] | None],
) -> Observation:
    source = lookup.name("DT243", "sources", entry.get("source"))
    known = entry.get("known")
    dated = known or (sources[source].date if source in sources else None) or entry.get("date")
    table = entry.get("expected_if", {})
    rows = {group: _row(group, cells, lookup, groups) for group, cells in table.items()}
    return Observation(
        name,
        entry.place,
        entry.get("says"),
        entry.get("date"),
        known,
        dated.day if dated else None,
        source,
        entry.get("at", ""),
        entry.get("digest", ""),
        entry.get("kind", ""),
        lookup.actor(entry.get("by")),
        entry.get("attributed"),
        entry.get("grade") or (sources[source].grade if source in sources else None),
        str(entry.get("origin", name)),
        lookup.options(entry.get("took", ())),
        lookup.options(entry.get("dropped", ())),
        {group: row for group, row in rows.items() if row is not None},
        entry.get("because", ""),
    )


def _row(
    group: Written, cells: Any, lookup: Lookup, groups: Mapping[str, tuple[str, ...] | None]
) -> Row | None:
    lookup.known[GROUPS] = tuple(groups)
    types = groups.get(group)
    if types is None:
        lookup.name("DT247", GROUPS, group)
        return None
    place = group.place
    if isinstance(cells, Named):
        if "favours" in cells and "favours" not in types:
            return _favours(str(group), cells["favours"], types, lookup)
        return _rated(str(group), cells, types, lookup)
    text = " ".join(cells.lower().split())
    if text.startswith("favours"):
        return _favours(str(group), cells, types, lookup)
    status = {"equal": "equal", **_APART}.get(text)
    if status is None:
        lookup.reading.fault(
            "DT502",
            cells.place,
            "this row can't be read",
            got=str(cells),
            expected=(
                "a probability for each type, 'equal', 'not rated', 'not applicable' or 'favours: TYPE, strongly'"
            ),
        )
        return None
    return Row(str(group), status, {}, place)  # type: ignore[arg-type]


def _favours(group: str, written: Written, types: tuple[str, ...], lookup: Lookup) -> Row | None:
    name, _, strength = str(written).removeprefix("favours").lstrip(": ").partition(",")
    word = " ".join(strength.split()).lower()
    from detente.words import FAVOURS

    if name.strip() not in types or word not in FAVOURS:
        lookup.reading.fault(
            "DT503",
            written.place,
            "relative support names a type and a strength",
            got=str(written),
            expected=f"favours: {types[0] if types else 'TYPE'}, {' | '.join(FAVOURS)}",
        )
        return None
    return Row(group, "rated", {}, written.place, (name.strip(), word))


def _rated(group: str, cells: Named, types: tuple[str, ...], lookup: Lookup) -> Row:
    lookup.known[f"types of {group}"] = types
    read = {
        lookup.name("DT242", f"types of {group}", name): _cell(value, lookup) for name, value in cells.items()
    }
    rated = {name: cell for name, cell in read.items() if name and cell is not None}
    missing = [name for name in types if name not in rated]
    whole = "" not in read and None not in read.values() and not (cells.broken or cells.unread)
    if missing and whole:
        lookup.reading.fault(
            "DT504",
            cells.place,
            f"the row doesn't say how it bears on {', '.join(missing)}",
            expected=f"a probability for each type of {group}",
            hint="write 'not rated' for a type nobody has thought about, or 'equal' for the whole row",
        )
    return Row(group, "rated", rated, cells.place)


def _cell(value: Any, lookup: Lookup) -> Cell | None:
    if isinstance(value, Quantity):
        return Cell("rated", value, value.place)
    apart = _APART.get(" ".join(value.lower().split()))
    if apart:
        return Cell(apart, None, value.place)  # type: ignore[arg-type]
    quantity = LIKELIHOOD.read(value.node, lookup.reading)
    return None if quantity is UNREAD else Cell("rated", quantity, value.place)


def build_dependence(root: Entry, lookup: Lookup) -> tuple[Dependence, ...]:
    """Build the groups of observations that hang together."""
    return tuple(
        Dependence(
            lookup.observations(entry), entry.get("correlation"), entry.place, entry.get("because", "")
        )
        for entry in root.get("dependence", ())
    )


def build_grades(root: Entry, lookup: Lookup) -> dict[str, Quantity]:
    """Build the report weights that differ from the usual."""
    lookup.known["grades"] = tuple("ABCDEF123456")
    table = root.get("grades", {})
    return {str(name): value for name, value in table.items() if lookup.name("DT501", "grades", name)}
