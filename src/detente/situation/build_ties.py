"""From entries to records: ties and their tables, agreements, effects, poles, figures."""

from __future__ import annotations

from collections.abc import Mapping

from detente.situation.entries import Entry, Written
from detente.situation.lookup import Lookup, grounds
from detente.situation.records import Agreement, Effect, Figure, Quantity, Source, Tie, TieName, Vector
from detente.situation.scalars import QUANTITY
from detente.situation.shapes import UNREAD
from detente.situation.tables import TIES, read_table

VECTORS = (
    "trade",
    "imports",
    "exports",
    "credit",
    "arms",
    "energy",
    "investment",
    "guarantee",
    "diplomacy",
    "alignment",
)


def build_vectors(root: Entry, lookup: Lookup) -> dict[str, str]:
    """Build the further kinds of tie and declare all kinds."""
    table = root.get("vectors", {})
    lookup.known["vectors"] = (*VECTORS, *table)
    return {name: value if isinstance(value, str) else value.get("text", "") for name, value in table.items()}


def build_vector_records(root: Entry, lookup: Lookup) -> dict[str, Vector]:
    """Build what the file says of kinds of tie beyond their texts."""
    return {
        name: Vector(
            name,
            one.place,
            one.get("text", ""),
            one.get("weight"),
            one.get("cost_share"),
            one.get("elasticity"),
            **grounds(one, lookup),
        )
        for name, one in root.get("vectors", {}).items()
        if isinstance(one, Entry)
    }


def build_ties(root: Entry, lookup: Lookup, sources: Mapping[str, Source]) -> tuple[Tie, ...]:
    """Build the ties of the file and of the tables it names."""
    ties: list[Tie | None] = []
    for entry in root.get("ties", ()):
        if "table" not in entry.nodes:
            ties.append(_tie(entry, lookup, sources, soft=False))
            continue
        others = [key for key in entry.nodes if key not in {"table", "complete", "note"}]
        if others:
            lookup.reading.fault(
                "DT603",
                entry.place,
                "a table carries its columns itself",
                got=", ".join(others),
                expected="table and complete",
            )
        if "table" in entry:
            complete = entry.get("complete", False)
            rows = read_table(entry.get("table"), TIES, lookup)
            ties.extend(_tie(row, lookup, sources, soft=True, complete=complete) for row in rows)
    return tuple(tie for tie in ties if tie is not None)


def _tie(
    entry: Entry, lookup: Lookup, sources: Mapping[str, Source], *, soft: bool, complete: bool = False
) -> Tie | None:
    missing = [key for key in ("from", "to", "vector") if not entry.names(key)]
    if missing:
        lookup.reading.fault(
            "DT108", entry.place, f"a tie lacks the key '{missing[0]}'", expected="from, to, vector, value"
        )
        return None
    source = lookup.name("DT243", "sources", entry.get("source"))
    value, status = entry.get("value"), entry.get("status")
    if not entry.names("value") and status in {"reported", "provisional", "estimated", "mirror"}:
        lookup.reading.fault(
            "DT601",
            entry.place,
            f"a tie with status {status} lacks its value",
            hint="a value that isn't known has the status not_reported",
        )
    if value is not None and _can_have_none(value, status):
        lookup.reading.fault(
            "DT602",
            entry.place_of("value"),
            f"a tie with status {status} has no value",
            got=value.text,
            hint="" if status == "not_applicable" else "bounds may stand as a range, such as [0.5, 0.65]",
        )
        value = None
    known = entry.get("known") or (sources[source].date if source in sources else None)
    name = _partner if soft else _party
    return Tie(
        name(entry.get("from"), lookup),
        name(entry.get("to"), lookup),
        lookup.name("DT246", "vectors", entry.get("vector")),
        value,
        entry.get("unit", ""),
        status or ("not_reported" if value is None else "reported"),
        entry.place,
        entry.get("year"),
        source,
        known.day if known else None,
        entry.get("product", ""),
        entry.get("note", ""),
        complete,
        entry.get("spare"),
    )


def _can_have_none(value: Quantity, status: str | None) -> bool:
    """Whether a status says that there is no such value; of a value not known, bounds may be."""
    return status == "not_applicable" or (status in {"not_reported", "suppressed"} and value.is_point)


def _party(written: Written, lookup: Lookup) -> str:
    return lookup.actor(written, soft=True)


def _partner(written: Written, _lookup: Lookup) -> str:
    """Take a partner of a table as it stands: a table names many states that decide nothing here."""
    return str(written)


def build_agreements(root: Entry, lookup: Lookup) -> dict[str, Agreement]:
    """Build who agreed on what."""
    return {
        name: Agreement(
            name,
            lookup.all("DT240", "actors", entry.get("between", ())),
            entry.get("fields", ()),
            entry.place,
            entry.get("date"),
            lookup.name("DT243", "sources", entry.get("source")),
            entry.get("text", ""),
            lookup.observations(entry),
        )
        for name, entry in root.get("agreements", {}).items()
    }


def build_effects(root: Entry, lookup: Lookup) -> tuple[Effect, ...]:
    """Build what options do to ties."""
    effects = (_effect(entry, lookup) for entry in root.get("effects", ()))
    return tuple(effect for effect in effects if effect is not None)


def _effect(entry: Entry, lookup: Lookup) -> Effect | None:
    written = entry.get("when")
    expr = lookup.expression(written)
    name: Written = entry.get("tie")
    tie = _tie_name(name, lookup)
    if expr is None or tie is None:
        return None
    return Effect(
        expr, str(written), tie, entry.get("by"), entry.get("unit", ""), entry.place, **grounds(entry, lookup)
    )


def _tie_name(written: Written, lookup: Lookup) -> TieName | None:
    parts = written.split("/")
    if len(parts) not in {3, 4} or (len(parts) == 4 and not parts[3].isdigit()):
        lookup.reading.fault(
            "DT604",
            written.place,
            "this doesn't name a tie",
            expected="FROM/TO/VECTOR or FROM/TO/VECTOR/YEAR",
            got=str(written),
        )
        return None
    year = int(parts[3]) if parts[3:] else None
    return TieName(parts[0], parts[1], lookup.name("DT246", "vectors", parts[2], written.place), year)


def build_poles(root: Entry, lookup: Lookup) -> dict[str, tuple[str, ...]]:
    """Build the poles between whom an actor balances."""
    return {
        name: tuple(lookup.actor(member, soft=True) for member in members)
        for name, members in root.get("poles", {}).items()
    }


def build_figures(root: Entry, lookup: Lookup) -> dict[str, Figure]:
    """Build the counts that must add up."""
    return {
        name: Figure(
            name,
            entry.get("total"),
            _parts(entry, lookup),
            entry.place,
            lookup.name("DT243", "sources", entry.get("source")),
            entry.get("unit", ""),
            entry.get("date"),
            entry.get("text", ""),
            lookup.name("DT618", "figures", entry.get("beside")),
        )
        for name, entry in root.get("figures", {}).items()
    }


def _parts(entry: Entry, lookup: Lookup) -> dict[str, Quantity | None]:
    parts: dict[str, Quantity | None] = {}
    for name, value in entry.get("parts", {}).items():
        if value == "rest":
            parts[str(name)] = None
        elif isinstance(value, Written):
            quantity = QUANTITY.read(value.node, lookup.reading)
            if quantity is not UNREAD:
                parts[str(name)] = quantity
        else:
            parts[str(name)] = value
    return parts
