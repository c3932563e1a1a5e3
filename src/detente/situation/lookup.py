"""Names looked up: options, actors, sources, observations, types; each miss is a fault with the nearest name.

Where a declaration could not be read, a name that may have stood in it is no fault: one slip is told once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente.faults import NOWHERE, Place
from detente.situation.entries import Entry, Named, Written
from detente.situation.expressions import Expr, Taken
from detente.situation.grammar import parse_expression
from detente.situation.names import Names, nearest
from detente.situation.shapes import Reading

_WORD = re.compile(r"\w+")
_UNKNOWN = frozenset({"DT201", "DT202", "DT203"})  # what a name is told that no option has


@dataclass(slots=True)
class Lookup:
    """What is known while records are built: the faults so far, the file, and the names declared in it."""

    reading: Reading
    file: str = ""
    folder: Path | None = None
    names: Names = field(default_factory=lambda: Names.of({}))
    known: dict[str, Collection[str]] = field(default_factory=dict)  # what -> names declared
    tables: dict[str, str] = field(default_factory=dict)
    strangers: set[str] = field(
        default_factory=set
    )  # who appears in ties and transfers without being declared
    vague: dict[str, frozenset[str] | None] = field(default_factory=dict)  # what -> unread names; None: any

    def declare(self, what: str, root: Entry) -> None:
        """Declare the names that a section gives, and those in it that could not be read."""
        table = root.get(what, {})
        self.known[what] = tuple(table.places) if isinstance(table, Named) else tuple(table)
        if what in root.broken or (what == "actors" and what not in root.nodes):
            self.vague[what] = None
        elif isinstance(table, Named):
            self.vague[what] = frozenset(table.unread)

    def may_be(self, what: str, written: str) -> bool:
        """Whether a name may have been declared in a part that could not be read."""
        unread = self.vague.get(what, frozenset())
        return unread is None or written in unread

    def is_whole(self, what: str) -> bool:
        """Whether all declarations of a kind could be read."""
        return self.vague.get(what, frozenset()) == frozenset()

    def name(
        self, code: str, what: str, written: str | None, place: Place | None = None, *, soft: bool = False
    ) -> str:
        """Give a declared name; note a fault (``soft``: a warning) where it isn't one, and give ''."""
        if written is None:
            return ""
        at: Place = place or getattr(written, "place", None) or NOWHERE
        declared = self.known.get(what, ())
        if written in declared:
            return str(written)
        if self.may_be(what, written) or self.reading.is_full:
            self.reading.dropped |= self.reading.is_full
            return str(written) if soft else ""
        near = nearest(written, declared)
        hint = f"did you mean '{near}'?" if near else ""
        if what == "states" and not near and isinstance(self.names.lookup(str(written)), int):
            hint = f"'{written}' is an option; name a state under 'states:', such as with_{written}: {{{written}: yes}}"
        if soft:
            if written not in self.strangers:
                self.strangers.add(written)
                self.reading.warning(code, at, f"'{written}' isn't among the {what}", hint=hint)
            return str(written)
        expected = ", ".join(list(declared)[:12]) or f"a name declared under '{what}:'"
        self.reading.fault(
            code,
            at,
            f"there is no '{written[:60]}' among the {what}",
            expected=expected,
            got=str(written[:60]),
            hint=hint,
        )
        return ""

    def all(self, code: str, what: str, written: Iterable[Written]) -> tuple[str, ...]:
        """Look up several names; those that aren't declared are left out."""
        return tuple(name for name in (self.name(code, what, one) for one in written) if name)

    def actor(self, written: str | None, place: Place | None = None, *, soft: bool = False) -> str:
        """Look up an actor."""
        return self.name("DT240", "actors", written, place, soft=soft)

    def observations(self, entry: Entry) -> tuple[str, ...]:
        """Look up the observations that a record rests on."""
        return self.all("DT244", "evidence", entry.get("evidence", ()))

    def option(self, written: Written) -> int | None:
        """Look up an option; give its position."""
        expr = self.expression(written)
        if isinstance(expr, Taken):
            return expr.bit
        if expr is not None:
            self.reading.fault(
                "DT201",
                written.place,
                "this is not an option",
                expected="the name of one option",
                got=written,
            )
        return None

    def options(self, written: Iterable[Written]) -> tuple[int, ...]:
        """Look up several options."""
        return tuple(bit for bit in map(self.option, written) if bit is not None)

    def settings(self, table: Mapping[Written, bool]) -> dict[int, bool]:
        """Look up options with yes or no."""
        found = ((self.option(name), value) for name, value in table.items())
        return {bit: value for bit, value in found if bit is not None}

    def expression(self, written: Written | None, *, question: bool = False) -> Expr | None:
        """Parse an expression over the options."""
        if written is None:
            return None
        if self.reading.is_full:
            self.reading.dropped = True
            return None
        expr, faults = parse_expression(str(written), self.names, placer(written), question=question)
        unread = self.vague.get("options", frozenset())
        if unread is None:
            faults = [one for one in faults if one.code not in _UNKNOWN]
        elif unread.intersection(_WORD.findall(written)):
            faults = []
        elif unread:  # a name that is like no other may be the one that could not be read
            faults = [one for one in faults if one.code not in _UNKNOWN or one.hint]
        self.reading.extend(faults)
        return expr


def placer(written: Written) -> Callable[[int], Place]:
    """Give a function from an offset in a text to its place; the blanks before the text were not kept."""
    node = written.node
    lead = len(node.text) - len(node.text.lstrip())
    return lambda offset: node.at(lead + offset)


def grounds(entry: Entry, lookup: Lookup) -> dict[str, Any]:
    """Give the reasons of a record: its ``because`` and the observations it rests on."""
    return {"because": entry.get("because", ""), "evidence": lookup.observations(entry)}
