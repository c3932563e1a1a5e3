"""From a text to nodes: what stands where, before anything is known of its meaning.

Events come from the YAML parser; the tree is built here, because a situation file needs what a loader doesn't
give: every place, all duplicate keys at once, a bound on depth and aliases before anything is expanded, and
scalars left as text. Nothing here recurses, so no document can exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from detente.faults import Fault, Place, fault, warning
from detente.situation.misread import MAX_DEPTH, syntax_fault, too_deep

MAX_ALIASES = 50
MAX_ALIASED_NODES = 10_000

Kind = Literal["scalar", "list", "mapping"]


@dataclass(slots=True)
class Node:
    """A scalar (text), a list (items) or a mapping (pairs of key and value), with its span in the text."""

    kind: Kind
    place: Place
    start: int
    end: int
    text: str = ""
    style: str = ""  # "" plain, else the quote or block mark
    items: list[Node] = field(default_factory=list)
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    flow: bool = False
    size: int = 1  # nodes below and including this one
    alias: bool = False  # whether an alias stands here: then what is below stands elsewhere

    @property
    def missing(self) -> bool:
        """Whether a key stands without a value."""
        return self.kind == "scalar" and not self.style and not self.text

    def at(self, offset: int) -> Place:
        """Give the place of a character of the text of a scalar written on one line; else of its beginning."""
        width = self.end - self.start
        quotes = 1 if self.style in {"'", '"'} else 0
        if self.kind == "scalar" and width == len(self.text) + 2 * quotes:
            return self.place._replace(column=self.place.column + quotes + offset)
        return self.place

    def get(self, key: str) -> Node | None:
        """Give the value of a key of a mapping."""
        return next((value for name, value in self.pairs if name.text == key), None)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been met."""

    node: Node
    key: Node | None = None
    seen: dict[str, Place] = field(default_factory=dict)
    anchor: str | None = None


class _Stop(Exception):  # noqa: N818 - ends the reading of one text; never leaves this module
    """The text can't be read further."""


class _Composer:
    """Builds nodes from events; the faults of one text are collected in :attr:`faults`."""

    def __init__(self, text: str, file: str, shift: int) -> None:
        self.text, self.file, self.shift = text, file, shift
        self.faults: list[Fault] = []
        self.root: Node | None = None
        self.open: list[_Open] = []
        self.anchors: dict[str, Node | None] = {}
        self.aliases = self.aliased = self.documents = 0

    def place(self, mark: Any) -> Place:
        return Place(mark.line + 1, mark.column + 1, self.file)

    def feed(self, event: Any) -> None:
        name = type(event).__name__
        if name == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                self.stop(
                    "DT105",
                    self.place(event.start_mark),
                    "the file holds more than one document",
                    hint="keep one situation per file: remove the line '---'",
                )
        elif name == "AliasEvent":
            self.alias(event)
        elif name == "ScalarEvent":
            self.scalar(event)
        elif name in {"SequenceStartEvent", "MappingStartEvent"}:
            self.begin(event, "list" if name.startswith("S") else "mapping")
        elif name in {"SequenceEndEvent", "MappingEndEvent"}:
            self.finish(event)

    def stop(self, code: str, place: Place, message: str, **more: str) -> None:
        self.faults.append(fault(code, place, message, **more))
        raise _Stop

    def tagged(self, event: Any) -> None:
        """Report a value that a tag has eaten."""
        if event.tag is not None:
            self.faults.append(
                fault(
                    "DT111",
                    self.place(event.start_mark),
                    "a value starts with '!', which YAML reads as a tag",
                    got=str(event.tag),
                    hint="put the whole text between quotes",
                )
            )

    def scalar(self, event: Any) -> None:
        self.tagged(event)
        style = "" if event.style is None else event.style
        start, end = event.start_mark.index + self.shift, event.end_mark.index + self.shift
        node = Node("scalar", self.place(event.start_mark), start, end, event.value, style)
        if not style and self.text[end : end + 2] == " #" and not self.text[end + 2 : end + 3].isspace():
            self.faults.append(
                warning(
                    "DT112",
                    node.place,
                    "the text ends where ' #' begins a comment",
                    got=event.value,
                    hint="put the whole text between quotes if '#' belongs to it",
                )
            )
        self.add(node, event.anchor)

    def begin(self, event: Any, kind: Kind) -> None:
        self.tagged(event)
        place = self.place(event.start_mark)
        if len(self.open) >= MAX_DEPTH:
            self.faults.append(too_deep(place))
            raise _Stop
        start = event.start_mark.index + self.shift
        node = Node(kind, place, start, start, flow=bool(event.flow_style))
        if event.anchor is not None:
            self.anchors[event.anchor] = None  # until it is whole
        self.open.append(_Open(node, anchor=event.anchor))

    def finish(self, event: Any) -> None:
        done = self.open.pop()
        done.node.end = event.end_mark.index + self.shift
        self.add(done.node, done.anchor)

    def alias(self, event: Any) -> None:
        place = self.place(event.start_mark)
        node = self.anchors.get(event.anchor)
        if node is None:
            self.stop(
                "DT113",
                place,
                f"the alias '*{event.anchor}' refers to nothing that stands before it",
                hint="put the text between quotes if it should begin with '*'",
            )
            return
        self.aliases += 1
        self.aliased += node.size
        if self.aliases > MAX_ALIASES or self.aliased > MAX_ALIASED_NODES:
            self.stop(
                "DT913",
                place,
                "too many aliases, or aliases that repeat too much",
                expected=f"at most {MAX_ALIASES} aliases that stand for at most {MAX_ALIASED_NODES:,} values",
            )
        start, end = event.start_mark.index + self.shift, event.end_mark.index + self.shift
        self.add(replace(node, place=place, start=start, end=end, alias=True), None)

    def add(self, node: Node, anchor: str | None) -> None:
        """Put a whole node where it belongs."""
        if anchor is not None:
            self.anchors[anchor] = node
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        parent.node.size += node.size
        if parent.node.kind == "list":
            parent.node.items.append(node)
        elif parent.key is None:
            self.key(parent, node)
        else:
            parent.node.pairs.append((parent.key, node))
            parent.key = None

    def key(self, parent: _Open, node: Node) -> None:
        """Take a node as the key of the next value."""
        parent.key = node
        if node.kind != "scalar":
            self.stop(
                "DT109",
                node.place,
                "a key is a list or mapping",
                expected="a name before ':'",
                hint="quote a text that begins with [ or {",
            )
        first = parent.seen.setdefault(node.text, node.place)
        if first is not node.place:
            self.faults.append(
                fault(
                    "DT106",
                    node.place,
                    f"the key '{node.text}' stands twice in one mapping",
                    hint=f"it stands before in line {first.line}; keep one of the two",
                )
            )


def _events(text: str) -> Iterator[Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    yield from yaml.parse(text, Loader=loader)


def compose(text: str, file: str = "") -> tuple[Node | None, list[Fault]]:
    r"""Compose the nodes of a text.

    Parameters
    ----------
    text : str
        The whole document.
    file : str
        Its name, for the places of faults.

    Returns
    -------
    node : Node or None
        The root; None where the text can't be read to its end.
    faults : list of Fault
        Syntax (the first only: what follows it can't be trusted), duplicate keys, tags, aliases, depth.

    Examples
    --------
    >>> root, faults = compose("a: 1\na: [2, 3]\n")
    >>> [f.code for f in faults], root.pairs[1][1].items[1].place.column
    (['DT106'], 8)
    """
    import yaml

    shift = 1 if text.startswith("\ufeff") else 0
    composer = _Composer(text, file, shift)
    try:
        for event in _events(text[shift:]):
            composer.feed(event)
    except _Stop:
        return None, composer.faults
    except yaml.YAMLError as error:
        composer.faults.append(syntax_fault(error, text, file))
        return None, composer.faults
    if composer.root is None or composer.root.missing:
        composer.faults.append(
            fault(
                "DT103",
                Place(1, 1, file),
                "the file is empty",
                hint="'detente new PATH' writes a file to start from",
            )
        )
        return None, composer.faults
    return composer.root, composer.faults
