"""From entries to records: transfers, their routes, networks of steps, parts, and the consents that they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from detente.faults import Place
from detente.situation.entries import Entry, Written
from detente.situation.expressions import Not, Taken
from detente.situation.lookup import Lookup, grounds
from detente.situation.nodes import Node
from detente.situation.records import Consent, Consents, Part, Quantity, Route, Step, Transfer
from detente.situation.scalars import LIKELIHOOD
from detente.situation.shapes import UNREAD
from detente.situation.tables import STEPS, read_table


def build_transfers(root: Entry, lookup: Lookup) -> dict[str, Transfer]:
    """Build the items on their way."""
    return {name: _transfer(name, entry, lookup) for name, entry in root.get("transfers", {}).items()}


def _transfer(name: str, entry: Entry, lookup: Lookup) -> Transfer:
    before = len(lookup.reading.faults)
    steps = tuple(_steps(entry.get("steps", ()), lookup))
    unread = any(one.severity == "fault" for one in lookup.reading.faults[before:])
    return Transfer(
        name,
        entry.get("item"),
        lookup.actor(entry.get("from"), soft=True),
        lookup.actor(entry.get("to"), soft=True),
        lookup.options(entry.get("by", ())),
        _consents(entry.get("consent", ()), lookup),
        tuple(_route(one, lookup) for one in entry.get("routes", ())),
        entry.place,
        entry.get("product", ""),
        either=_either(entry, lookup),
        steps=steps,
        networked="steps" in entry.nodes,
        unread=unread,
        parts={part: _part(part, one, lookup) for part, one in entry.get("parts", {}).items()},
        **grounds(entry, lookup),
    )


def _route(entry: Entry, lookup: Lookup) -> Route:
    through = tuple(lookup.actor(hand, soft=True) for hand in entry.get("through", ()))
    return Route(through, _consents(entry.get("consent", ()), lookup), entry.place, _either(entry, lookup))


def _part(name: str, entry: Entry, lookup: Lookup) -> Part:
    return Part(
        name,
        entry.get("item", ""),
        str(entry.get("within", "")),
        _consents(entry.get("consent", ()), lookup),
        entry.place,
        _either(entry, lookup),
    )


def _steps(value: Any, lookup: Lookup) -> Iterator[Step]:
    """Build the steps of a network, of the file or of a table that it names; hands are taken as they stand."""
    if isinstance(value, Written):
        for row in read_table(value, STEPS, lookup):
            yield _row(row, lookup)
        return
    for entry in value:
        yield Step(
            str(entry.get("from")),
            str(entry.get("to")),
            _consents(entry.get("consent", ()), lookup),
            entry.place,
            _either(entry, lookup),
        )


def _row(row: Entry, lookup: Lookup) -> Step:
    """Build a step of a row of a table."""
    either = tuple((one,) for one in _cell(row, "either", lookup))
    return Step(
        str(row.get("from")), str(row.get("to")), tuple(_cell(row, "consent", lookup)), row.place, either
    )


def _cell(row: Entry, key: str, lookup: Lookup) -> Iterator[Consent]:
    """Build the consents of a cell: holders parted by semicolons, each with an option or a probability, or bare."""
    for part in row.get(key, "").split(";"):
        holder, colon, said = (one.strip() for one in part.partition(":"))
        if not holder:
            continue
        value = _written(said, row.place) if colon else None
        consent = _consent(_written(holder, row.place), value, lookup)
        yield replace(consent, basis=row.get("basis", ""), until=row.get("until"))


def _written(text: str, place: Place) -> Written:
    """Make a text of a cell what it would be in the file."""
    written = Written(text)
    written.node = Node("scalar", place, 0, 0, text)
    return written


def _either(entry: Entry, lookup: Lookup) -> tuple[Consents, ...]:
    return tuple(_consents(one, lookup) for one in entry.get("either", ()))


def _consents(table: Mapping[Written, Any] | Iterable[Written], lookup: Lookup) -> Consents:
    """Build consents that are all needed: by holder, or bare."""
    if isinstance(table, Mapping):
        return tuple(_consent(holder, value, lookup) for holder, value in table.items())
    return tuple(_consent(holder, None, lookup) for holder in table)


def _consent(holder: Written, value: Any, lookup: Lookup) -> Consent:
    """Build one consent of what stands beside its holder."""
    name = _holder(holder, lookup)
    if value is None:
        return Consent(name, (), None, holder.place, bare=True)
    if not isinstance(value, Entry):
        texts = value if isinstance(value, tuple) else (value,)
        if _is_rated(texts):
            chance = _chance(texts, lookup)
            return Consent(name, (), chance, holder.place, bare=chance is None)
        taken, refusing = _options(texts, lookup)
        unread = bool(texts) and not (taken or refusing)
        return Consent(name, taken, None, holder.place, refusing=refusing, bare=unread)
    taken, refusing = _options(value.get("option", ()), lookup)
    chance = value.get("chance")
    by_type = dict(chance) if isinstance(chance, Mapping) else {}
    return Consent(
        name,
        taken,
        None if by_type else chance,
        holder.place,
        value.get("basis", ""),
        value.get("until"),
        refusing,
        by_type,
    )


def _holder(written: Written, lookup: Lookup) -> str:
    """Look up a holder; one of a table's row may be nobody who acts here, as with partners in tables of ties."""
    if written.node.end:
        return lookup.actor(written, soft=True)
    return str(written)


def _options(written: Iterable[Written], lookup: Lookup) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Look up options that must be taken, and those written with 'not', which must not."""
    taken: list[int] = []
    refusing: list[int] = []
    for one in written:
        expr = lookup.expression(one) if one.startswith("not ") else None
        if isinstance(expr, Not) and isinstance(expr.part, Taken):
            refusing.append(expr.part.bit)
        elif expr is not None or not one.startswith("not "):
            bit = lookup.option(one)
            taken += [] if bit is None else [bit]
    return tuple(taken), tuple(refusing)


def _is_rated(written: Sequence[Written]) -> bool:
    """Tell whether texts are meant as a probability, or as the ends of its range, and not as options."""
    from detente.words import band_of

    first = written[0] if written else ""
    return first[:1].isdigit() or first[:1] in {".", "+", "-"} or band_of(first.lower()) is not None


def _chance(written: Sequence[Written], lookup: Lookup) -> Quantity | None:
    """Read a consent's probability; None where it can't be read."""
    nodes = [one.node for one in written]
    whole = nodes[0] if len(nodes) == 1 else replace(nodes[0], kind="list", items=nodes)
    quantity = LIKELIHOOD.read(whole, lookup.reading)
    return None if quantity is UNREAD else quantity
