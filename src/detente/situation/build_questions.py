"""From entries to records: commitments, questions, transfers."""

from __future__ import annotations

from typing import Any

from detente.situation.entries import Entry, Written
from detente.situation.lookup import Lookup, grounds
from detente.situation.records import Commitment, Consent, Quantity, Question, Route, Transfer, When
from detente.situation.scalars import LIKELIHOOD
from detente.situation.shapes import UNREAD


def build_commitments(root: Entry, lookup: Lookup) -> dict[str, Commitment]:
    """Build the threats, promises, red lines and pledges; those without a consequence that can be read are left out."""
    found = {}
    for name, entry in root.get("commitments", {}).items():
        condition, then = lookup.expression(entry.get("if")), lookup.expression(entry.get("then"))
        kind = entry.get("kind")
        if kind == "pledge" and "if" in entry.nodes:
            lookup.reading.fault(
                "DT407",
                entry.place_of("if"),
                "a pledge has no condition",
                hint="a conditional commitment is a promise, a threat or a red line",
            )
        if kind != "pledge" and not entry.names("if"):
            lookup.reading.fault(
                "DT108",
                entry.place,
                f"a {kind.replace('_', ' ')} lacks the key 'if'",
                expected="if: an expression",
            )
        if then is None or (condition is None and "if" in entry.nodes):
            continue
        found[name] = Commitment(
            name,
            lookup.actor(entry.get("by")),
            kind,
            condition,
            str(entry.get("if", "")),
            then,
            str(entry.get("then")),
            entry.place,
            claimed_by=lookup.actor(entry.get("claimed_by")),
            text=entry.get("text", ""),
            **grounds(entry, lookup),
        )
    return found


def build_questions(root: Entry, lookup: Lookup, horizon: When | None) -> dict[str, Question]:
    """Build the questions; one whose proposition can't be read is left out."""
    found = {}
    for name, entry in root.get("questions", {}).items():
        written = entry.get("when")
        when = lookup.expression(written, question=True)
        if "when" in entry.nodes and not entry.names("counted"):
            lookup.reading.fault(
                "DT408",
                entry.place_of("when"),
                "a question with 'when' says how it is counted",
                expected="counted: at_end, ever or always",
                hint="ever: true at some time; at_end: true in the end; always: true all along",
            )
        if when is None and "when" in entry.nodes:
            continue
        found[name] = Question(
            name,
            entry.get("text"),
            when,
            str(written or ""),
            entry.get("counted", "at_end" if when is not None else ""),
            entry.place,
            entry.get("by", horizon),
            entry.get("base"),
            entry.get("came"),
            **grounds(entry, lookup),
        )
    return found


def build_transfers(root: Entry, lookup: Lookup) -> dict[str, Transfer]:
    """Build the items on their way."""
    return {name: _transfer(name, entry, lookup) for name, entry in root.get("transfers", {}).items()}


def _transfer(name: str, entry: Entry, lookup: Lookup) -> Transfer:
    return Transfer(
        name,
        entry.get("item"),
        lookup.actor(entry.get("from"), soft=True),
        lookup.actor(entry.get("to"), soft=True),
        lookup.options(entry.get("by", ())),
        _consents(entry, lookup),
        tuple(_route(one, lookup) for one in entry.get("routes", ())),
        entry.place,
        entry.get("product", ""),
        **grounds(entry, lookup),
    )


def _route(entry: Entry, lookup: Lookup) -> Route:
    through = tuple(lookup.actor(hand, soft=True) for hand in entry.get("through", ()))
    return Route(through, _consents(entry, lookup), entry.place)


def _consents(entry: Entry, lookup: Lookup) -> tuple[Consent, ...]:
    table = entry.get("consent", {})
    return tuple(_consent(holder, value, lookup) for holder, value in table.items())


def _consent(holder: Written, value: Any, lookup: Lookup) -> Consent:
    name = lookup.actor(holder, soft=True)
    place = holder.place
    if isinstance(value, Entry):
        options = lookup.options(value.get("option", ()))
        return Consent(name, options, value.get("chance"), place, value.get("basis", ""), value.get("until"))
    if isinstance(value, tuple):
        return Consent(name, lookup.options(value), None, place)
    chance = _chance(value, lookup)
    return Consent(name, () if chance else lookup.options((value,)), chance, place)


def _chance(written: Written, lookup: Lookup) -> Quantity | None:
    """Read a consent's probability; None where the text names an option."""
    from detente.words import band_of

    if not (written[:1].isdigit() or written[:1] in ".+-" or band_of(written.lower())):
        return None
    quantity = LIKELIHOOD.read(written.node, lookup.reading)
    return None if quantity is UNREAD else quantity
