"""Shapes of values: how a node is read, and how an editor's schema describes it, from one description.

A shape has two methods: :meth:`read` turns a node into a value and collects faults, :meth:`schema` gives JSON
Schema. :mod:`detente.situation.fields` puts them together into the one table of keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from detente.faults import Fault, Place, fault, warning
from detente.situation.entries import Entry, Named, Written
from detente.situation.names import nearest
from detente.situation.nodes import Node

MOST_FAULTS = 500

UNREAD: Final = object()
"""What a shape returns for a node that it could not read; the fault has been noted."""

_GLUED = re.compile(r"\w+:\S")
_AS_TEXT = (
    "write one value, without brackets and without anything below it; a text with commas may stand in quotes"
)
_AS_LIST = "write '- ' before each item on a line of its own, or [first, second]"
_AS_KEYS = "write each name below it, indented by two blanks, with a colon and its value"
_KINDS = {"scalar": "a text", "list": "a list", "mapping": "keys with values"}


class Unreadable(ValueError):  # noqa: N818 - says why one scalar can't be read; a shape turns it into a fault
    """Why a scalar can't be converted: code, message, and how to mend it."""

    def __init__(self, code: str, message: str, expected: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.expected, self.hint = code, message, expected, hint


@dataclass(slots=True)
class Reading:
    """The faults met so far, and who must be asked about words of likelihood.

    No more than :data:`MOST_FAULTS` are kept: whoever has so many mends them first. ``dropped`` says that there are more.
    """

    faults: list[Fault] = field(default_factory=list)
    rows: dict[str, Place] = field(default_factory=dict)  # row of words of likelihood -> where first used
    meant: dict[Place, str] = field(default_factory=dict)  # misspelt keys -> the key that is probably meant
    dropped: bool = False

    @property
    def is_full(self) -> bool:
        """Whether no more faults are kept, so that looking for them can stop."""
        return len(self.faults) >= MOST_FAULTS

    def extend(self, faults: Iterable[Fault]) -> None:
        """Note faults and warnings that were made elsewhere."""
        for one in faults:
            if self.is_full:
                self.dropped = True
                return
            self.faults.append(one)

    def fault(self, code: str, place: Place, message: str, **more: str) -> None:
        """Note a fault."""
        self.extend([fault(code, place, message, **more)])

    def warning(self, code: str, place: Place, message: str, **more: str) -> None:
        """Note a warning."""
        self.extend([warning(code, place, message, **more)])


class Shape(Protocol):
    """How one kind of value is read and described."""

    def read(self, node: Node, reading: Reading) -> Any:
        """Give the value of a node, or :data:`UNREAD` after noting why not."""
        ...

    def schema(self) -> dict[str, Any]:
        """Describe the shape as JSON Schema."""
        ...


def wrong_kind(node: Node, expected: str, reading: Reading, how: str = "") -> object:
    """Note that a node is of another kind than its key asks for, and say how to write what it asks for."""
    if node.missing:
        reading.fault(
            "DT110",
            node.place,
            "a key stands without a value",
            expected=expected,
            hint="write a value or remove the key; a text that begins with '#' must be quoted",
        )
    else:
        got = node.text[:40] if node.kind == "scalar" else _KINDS[node.kind]
        glued = node.kind == "scalar" and not node.style and _GLUED.match(node.text)
        hint = "a blank follows the colon of a key" if glued else how
        reading.fault(
            "DT109", node.place, "this value has the wrong form", expected=expected, got=got, hint=hint
        )
    return UNREAD


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text on its own, converted by a function that raises :class:`Unreadable`.

    ``blank`` stands in for a required value that is missing, so that the rest of its record is looked at as well.
    """

    convert: Callable[[str], Any]
    expected: str
    described: Mapping[str, Any]
    marked: bool = False  # give the converter's value its place
    blank: Any = UNREAD

    def read(self, node: Node, reading: Reading) -> Any:
        """Convert the text of a scalar."""
        if node.kind != "scalar" or node.missing:
            return wrong_kind(node, self.expected, reading, _AS_TEXT)
        try:
            value = self.convert(node.text)
        except Unreadable as why:
            reading.fault(
                why.code,
                node.place,
                why.message,
                expected=why.expected or self.expected,
                got=node.text[:60],
                hint=why.hint,
            )
            return UNREAD
        if self.marked:
            value = value._replace(place=node.place)
            word = getattr(value, "word", "")
            if word:
                _note_row(word, node.place, reading)
        return value

    def schema(self) -> dict[str, Any]:
        """Describe the scalar."""
        return dict(self.described)


def _note_row(word: str, place: Place, reading: Reading) -> None:
    """Remember which row of words is used; a word that stands in both rows tells nothing."""
    from detente.words import row_of

    row = row_of(word)
    if row:
        reading.rows.setdefault(row, place)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that is looked up or parsed later, when the names it uses are known."""

    expected: str

    def read(self, node: Node, reading: Reading) -> Any:
        """Keep the text with its node."""
        if node.kind != "scalar" or node.missing:
            return wrong_kind(node, self.expected, reading, _AS_TEXT)
        written = Written(node.text.strip())
        written.node = node
        return written

    def schema(self) -> dict[str, Any]:
        """Describe the text; a bare number or truth value is a text too."""
        return {"type": ["string", "number", "boolean"], "description": self.expected}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one shape; ``lone`` accepts a single value in its place."""

    item: Shape
    expected: str
    lone: bool = False
    least: int = 0

    def read(self, node: Node, reading: Reading) -> Any:
        """Read every item; those that can't be read are left out."""
        if node.kind != "list":
            if (
                not self.lone
                or node.missing
                or (node.kind == "mapping" and isinstance(self.item, Scalar | Source))
            ):
                return wrong_kind(node, self.expected, reading, _AS_LIST)
            node = Node("list", node.place, node.start, node.end, items=[node])
        if len(node.items) < self.least:
            reading.fault("DT109", node.place, "the list is too short", expected=self.expected)
            return UNREAD
        values = [self.item.read(item, reading) for item in node.items]
        return tuple(value for value in values if value is not UNREAD)

    def schema(self) -> dict[str, Any]:
        """Describe the list."""
        items = self.item.schema()
        listed: dict[str, Any] = {"type": "array", "items": items}
        return {"anyOf": [items, listed]} if self.lone else listed


def _glued(key: Node, value: Node, reading: Reading) -> bool:
    """Note a key and value that YAML reads as one text, because no blank follows the colon."""
    name, colon, rest = key.text.partition(":")
    if not (value.missing and colon and rest.strip() and not key.style):
        return False
    reading.fault(
        "DT124",
        key.place,
        "no blank follows the colon, so this is one text and not a key with its value",
        got=key.text[:60],
        hint=f"write '{name}: {rest.strip()[:40]}'",
    )
    return True


@dataclass(frozen=True, slots=True)
class Table:
    """Any number of names, each with a value of one shape; names are read by ``key``."""

    key: Shape
    value: Shape
    expected: str

    def read(self, node: Node, reading: Reading) -> Any:
        """Read each name and its value."""
        if node.kind != "mapping":
            return wrong_kind(node, self.expected, reading, _AS_KEYS)
        table = Named(node.place)
        for name_node, value_node in node.pairs:
            if not _glued(name_node, value_node, reading):
                self._take(table, name_node, value_node, reading)
            else:
                table.unread.add(name_node.text)
        return table

    def _take(self, table: Named, name_node: Node, value_node: Node, reading: Reading) -> None:
        name = self.key.read(name_node, reading)
        value = self.value.read(value_node, reading)
        if name is UNREAD:
            table.unread.add(name_node.text)
            return
        table.places[name] = name_node.place
        if value is UNREAD:
            table.broken.add(name)
        else:
            table[name] = value

    def schema(self) -> dict[str, Any]:
        """Describe the mapping."""
        return {"type": "object", "additionalProperties": self.value.schema()}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record: its shape, whether it must stand, and a sentence for the reference and the editor."""

    shape: Shape
    doc: str
    required: bool = False
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys; ``short`` names the key that a text, list or the like on its own stands for."""

    name: str
    keys: Mapping[str, Key]
    short: str = ""

    def read(self, node: Node, reading: Reading) -> Any:
        """Read the known keys; unknown, reserved and missing ones are noted."""
        if node.kind != "mapping":
            if not self.short or node.missing:
                expected = f"the keys of {self.name}: {', '.join(self.keys)}"
                return wrong_kind(node, expected, reading, _AS_KEYS)
            entry = Entry(node.place)
            self._take(entry, self.short, node, reading)
            return UNREAD if self.short in entry.broken else entry
        entry = self.entry(node, reading)
        lacking = [key for key, one in self.keys.items() if one.required and key not in entry]
        for key in lacking:
            blank = getattr(self.keys[key].shape, "blank", UNREAD)
            if blank is not UNREAD:
                entry.values[key] = blank
        return UNREAD if any(key not in entry for key in lacking) else entry

    def entry(self, node: Node, reading: Reading) -> Entry:
        """Read what can be read of a mapping, even where a required key is missing."""
        entry = Entry(node.place)
        meant: set[str] = set()
        for key_node, value_node in node.pairs:
            key = key_node.text
            if key not in self.keys:
                meant.add(self._unknown(key_node, value_node, reading))
            elif self.keys[key].reserved:
                reading.warning("DT119", key_node.place, f"the key '{key}' is reserved and has no effect yet")
            else:
                self._take(entry, key, value_node, reading)
        self._missing(entry, meant, reading)
        entry.broken |= {key for key in meant if key and key not in entry.nodes}
        return entry

    def _take(self, entry: Entry, key: str, node: Node, reading: Reading) -> None:
        entry.nodes[key] = node
        value = self.keys[key].shape.read(node, reading)
        if value is UNREAD:
            entry.broken.add(key)
        else:
            entry.values[key] = value

    def _unknown(self, node: Node, value: Node, reading: Reading) -> str:
        """Note a key that the record doesn't have; give the one that was probably meant."""
        if _glued(node, value, reading):
            return node.text.partition(":")[0]
        near = "" if reading.is_full else nearest(node.text, self.keys)
        reading.meant[node.place] = near
        reading.fault(
            "DT107",
            node.place,
            f"{self.name} has no key '{node.text[:40]}'",
            expected="" if near else ", ".join(self.keys),
            hint=f"did you mean '{near}'?" if near else "",
        )
        return near

    def _missing(self, entry: Entry, meant: Collection[str], reading: Reading) -> None:
        """Note required keys that are missing, unless a misspelt one stands for them."""
        for key, one in self.keys.items():
            if one.required and key not in entry.nodes and key not in meant:
                reading.fault(
                    "DT108",
                    entry.place,
                    f"{self.name} lacks the key '{key}'",
                    expected=f"{key}: {one.doc}",
                    hint=f"add '{key}: {'1' if key == 'detente' else '...'}'",
                )

    def schema(self) -> dict[str, Any]:
        """Describe the keys, with the sentence of each."""
        properties = {key: {**one.shape.schema(), "description": one.doc} for key, one in self.keys.items()}
        required = [key for key, one in self.keys.items() if one.required]
        described: dict[str, Any] = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        if required:
            described["required"] = required
        if not self.short:
            return described
        return {"anyOf": [self.keys[self.short].shape.schema(), described]}


@dataclass(frozen=True, slots=True)
class ByKind:
    """Another shape for a scalar, a list and a mapping."""

    expected: str
    scalar: Shape | None = None
    listing: Shape | None = None
    mapping: Shape | None = None

    def _choice(self) -> Sequence[Shape]:
        return [one for one in (self.scalar, self.listing, self.mapping) if one is not None]

    def read(self, node: Node, reading: Reading) -> Any:
        """Read by the node's kind."""
        shape = {"scalar": self.scalar, "list": self.listing, "mapping": self.mapping}[node.kind]
        if shape is None or node.missing:
            return wrong_kind(node, self.expected, reading)
        return shape.read(node, reading)

    def schema(self) -> dict[str, Any]:
        """Describe the alternatives."""
        return {"anyOf": [shape.schema() for shape in self._choice()]}
