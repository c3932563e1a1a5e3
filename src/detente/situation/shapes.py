"""Shapes of values: how a node is read, and how an editor's schema describes it, from one description.

A shape has two methods: :meth:`read` turns a node into a value and collects faults, :meth:`schema` gives JSON
Schema. :mod:`detente.situation.fields` puts them together into the one table of keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from detente.faults import Fault, Place, fault, warning
from detente.situation.names import nearest
from detente.situation.nodes import Node

UNREAD: Final = object()
"""What a shape returns for a node that it could not read; the fault has been noted."""

_KINDS = {"scalar": "a text", "list": "a list", "mapping": "keys with values"}


class Unreadable(ValueError):  # noqa: N818 - says why one scalar can't be read; a shape turns it into a fault
    """Why a scalar can't be converted: code, message, and how to mend it."""

    def __init__(self, code: str, message: str, expected: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.expected, self.hint = code, message, expected, hint


@dataclass(slots=True)
class Reading:
    """The faults met so far, and who must be asked about words of likelihood."""

    faults: list[Fault] = field(default_factory=list)
    rows: dict[str, Place] = field(default_factory=dict)  # row of words of likelihood -> where first used

    def fault(self, code: str, place: Place, message: str, **more: str) -> None:
        """Note a fault."""
        self.faults.append(fault(code, place, message, **more))

    def warning(self, code: str, place: Place, message: str, **more: str) -> None:
        """Note a warning."""
        self.faults.append(warning(code, place, message, **more))


class Shape(Protocol):
    """How one kind of value is read and described."""

    def read(self, node: Node, reading: Reading) -> Any:
        """Give the value of a node, or :data:`UNREAD` after noting why not."""
        ...

    def schema(self) -> dict[str, Any]:
        """Describe the shape as JSON Schema."""
        ...


def wrong_kind(node: Node, expected: str, reading: Reading) -> object:
    """Note that a node is of another kind than its key asks for."""
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
        reading.fault("DT109", node.place, "this value has the wrong form", expected=expected, got=got)
    return UNREAD


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text on its own, converted by a function that raises :class:`Unreadable`."""

    convert: Callable[[str], Any]
    expected: str
    described: Mapping[str, Any]
    marked: bool = False  # give the converter's value its place

    def read(self, node: Node, reading: Reading) -> Any:
        """Convert the text of a scalar."""
        if node.kind != "scalar" or node.missing:
            return wrong_kind(node, self.expected, reading)
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


class Written(str):
    """A text with the node it stands in: names to be looked up and expressions to be parsed, later."""

    __slots__ = ("node",)
    node: Node

    @property
    def place(self) -> Place:
        """Where the text stands."""
        return self.node.place


@dataclass(frozen=True, slots=True)
class Source:
    """A text that is looked up or parsed later, when the names it uses are known."""

    expected: str

    def read(self, node: Node, reading: Reading) -> Any:
        """Keep the text with its node."""
        if node.kind != "scalar" or node.missing:
            return wrong_kind(node, self.expected, reading)
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
            if not self.lone or node.missing:
                return wrong_kind(node, self.expected, reading)
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


class Named(dict[Any, Any]):
    """Values by the name that the file gives them, with the place of each name."""

    __slots__ = ("broken", "place", "places")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.places: dict[Any, Place] = {}
        self.broken: set[Any] = set()


@dataclass(frozen=True, slots=True)
class Table:
    """Any number of names, each with a value of one shape; names are read by ``key``."""

    key: Shape
    value: Shape
    expected: str

    def read(self, node: Node, reading: Reading) -> Any:
        """Read each name and its value."""
        if node.kind != "mapping":
            return wrong_kind(node, self.expected, reading)
        table = Named(node.place)
        for name_node, value_node in node.pairs:
            name = self.key.read(name_node, reading)
            value = self.value.read(value_node, reading)
            if name is UNREAD:
                continue
            table.places[name] = name_node.place
            if value is UNREAD:
                table.broken.add(name)
            else:
                table[name] = value
        return table

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


class Entry:
    """The values of one record's keys, as they were read, with places."""

    __slots__ = ("broken", "nodes", "place", "values")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.values: dict[str, Any] = {}
        self.nodes: dict[str, Node] = {}
        self.broken: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def get(self, key: str, default: Any = None) -> Any:
        """Give a value, or the default where the key isn't there or could not be read."""
        return self.values.get(key, default)

    def place_of(self, key: str) -> Place:
        """Give the place of a key's value, or of the record."""
        return self.nodes[key].place if key in self.nodes else self.place


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys; ``short`` names the key that a text, list or the like on its own stands for."""

    name: str
    keys: Mapping[str, Key]
    short: str = ""

    def read(self, node: Node, reading: Reading) -> Any:
        """Read the known keys; unknown, reserved and missing ones are noted."""
        entry = Entry(node.place)
        if node.kind != "mapping":
            if not self.short or node.missing:
                return wrong_kind(node, f"the keys of {self.name}: {', '.join(self.keys)}", reading)
            self._take(entry, self.short, node, reading)
            return UNREAD if self.short in entry.broken else entry
        for key_node, value_node in node.pairs:
            key = key_node.text
            if key not in self.keys:
                self._unknown(key_node, reading)
            elif self.keys[key].reserved:
                reading.warning("DT119", key_node.place, f"the key '{key}' is reserved and has no effect yet")
            else:
                self._take(entry, key, value_node, reading)
        return self._whole(entry, reading)

    def _take(self, entry: Entry, key: str, node: Node, reading: Reading) -> None:
        entry.nodes[key] = node
        value = self.keys[key].shape.read(node, reading)
        if value is UNREAD:
            entry.broken.add(key)
        else:
            entry.values[key] = value

    def _unknown(self, node: Node, reading: Reading) -> None:
        near = nearest(node.text, self.keys)
        reading.fault(
            "DT107",
            node.place,
            f"{self.name} has no key '{node.text}'",
            expected=", ".join(self.keys),
            hint=f"did you mean '{near}'?" if near else "",
        )

    def _whole(self, entry: Entry, reading: Reading) -> Any:
        missing = [key for key, one in self.keys.items() if one.required and key not in entry.nodes]
        for key in missing:
            reading.fault(
                "DT108", entry.place, f"{self.name} lacks the key '{key}'", expected=self.keys[key].doc
            )
        return UNREAD if missing or any(self.keys[key].required for key in entry.broken) else entry

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
