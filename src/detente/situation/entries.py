"""What was read from a file before names are looked up: texts, tables and records, each with places."""

from __future__ import annotations

from typing import Any

from detente.faults import Place
from detente.situation.nodes import Node


class Written(str):
    """A text with the node it stands in: names to be looked up and expressions to be parsed, later."""

    __slots__ = ("node",)
    node: Node

    @property
    def place(self) -> Place:
        """Where the text stands."""
        return self.node.place


class Named(dict[Any, Any]):
    """Values by the name that the file gives them, with the place of each name.

    ``broken`` are names whose values could not be read, ``unread`` texts that could not be read as names.
    """

    __slots__ = ("broken", "place", "places", "unread")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.places: dict[Any, Place] = {}
        self.broken: set[Any] = set()
        self.unread: set[str] = set()


class Entry:
    """The values of one record's keys, as they were read, with places.

    ``broken`` are keys whose values could not be read, among them those that a misspelt key seems to mean.
    """

    __slots__ = ("broken", "nodes", "place", "values")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.values: dict[str, Any] = {}
        self.nodes: dict[str, Node] = {}
        self.broken: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def names(self, key: str) -> bool:
        """Whether the file has a key, or a misspelt one that seems to mean it."""
        return key in self.nodes or key in self.broken

    def get(self, key: str, default: Any = None) -> Any:
        """Give a value, or the default where the key isn't there or could not be read."""
        return self.values.get(key, default)

    def place_of(self, key: str) -> Place:
        """Give the place of a key's value, or of the record."""
        return self.nodes[key].place if key in self.nodes else self.place
