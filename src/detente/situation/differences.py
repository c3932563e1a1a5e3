"""What differs between two files, key by key, and the files that lie between them: the first with some changes made.

Files are compared as nodes, so every difference has its lines, and a file in between is read like any other. The order of
the keys of a mapping counts only where something hangs on it: actors, options, types.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, TypeAlias

from detente.faults import Place
from detente.situation.nodes import Node
from detente.situation.splice import Plain, plain_of
from detente.situation.writing import written

Where: TypeAlias = tuple[str, ...]
"""Keys from the root; an item of a list by its place in the first file that has it, from 1."""

Kind: TypeAlias = Literal["changed", "only_first", "only_second", "moved", "order"]

WORDING = frozenset(
    {
        "analyst",
        "asks",
        "author",
        "because",
        "licence",
        "marking",
        "name",
        "note",
        "publisher",
        "retrieved",
        "says",
        "text",
        "title",
        "url",
    }
)
"""Keys that say something to readers, and nothing to the model."""

_WHOLE = frozenset({"answers", "behaviour", "worth"})  # mappings whose values only make sense together
_NUMBER = re.compile(r"[-+]?[\d.,_]+(?:e[-+]?\d+)?\s*%?", re.IGNORECASE)
_ORDERS = frozenset({"statements", "weights", "ranking"})


class Difference(NamedTuple):
    """One place at which two files differ: what stands there in each, and where; nothing where it isn't there."""

    path: Where
    kind: Kind
    first: str
    second: str
    first_place: Place | None
    second_place: Place | None

    @property
    def wording(self) -> bool:
        """Whether it is a matter of words only, on which no result hangs."""
        return any(key in WORDING for key in self.path[-1:])


class Change(NamedTuple):
    """Differences that are made together, since one without the others would be no file: shares that sum to one, say."""

    numbers: tuple[int, ...]
    differences: tuple[Difference, ...]

    @property
    def wording(self) -> bool:
        """Whether all of it is a matter of words."""
        return all(one.wording for one in self.differences)


class Fork(NamedTuple):
    """A place at which one of two nodes stands, or none."""

    number: int
    first: Node | None
    second: Node | None


class Entry(NamedTuple):
    """An entry of a list or mapping; a list's has no key."""

    key: Node | None
    value: Merged


class Inner(NamedTuple):
    """A list or mapping in which something differs; ``turned`` has the second file's order, where that is a difference."""

    node: Node
    entries: tuple[Entry, ...]
    turned: tuple[Entry, ...] = ()
    number: int = -1


Merged: TypeAlias = "Node | Fork | Inner"
"""Two files in one: what they share, with a fork wherever they differ."""


def merged(first: Node, second: Node) -> tuple[Merged, tuple[Change, ...]]:
    r"""Lay two files into one another.

    Parameters
    ----------
    first, second : Node
        Their roots.

    Returns
    -------
    Merged
        Both in one; :func:`between` takes a file out of it.
    tuple of Change
        All that differs, in the order of the first file.

    Examples
    --------
    >>> from detente.situation.nodes import compose
    >>> roots = [compose(text)[0] for text in ("a: 1\nb: [x, y]\n", "b: [y, x]\na: 2\n")]
    >>> both, changes = merged(*roots)
    >>> [(one.kind, ".".join(one.path), one.first, one.second) for change in changes for one in change.differences]
    [('changed', 'a', '1', '2'), ('moved', 'b.2', 'y', 'y')]
    >>> plain_of(between(both, changes[1].numbers))
    {'a': '1', 'b': ['y', 'x']}
    """
    comparing = _Comparing()
    both = comparing.nodes(first, second, ())
    groups: dict[object, list[int]] = {}
    for number, one in enumerate(comparing.found):
        groups.setdefault(_together(one) or number, []).append(number)
    changes = (
        Change(tuple(numbers), tuple(comparing.found[k] for k in numbers)) for numbers in groups.values()
    )
    return both, tuple(changes)


def between(both: Merged, numbers: Collection[int]) -> Node:
    """Take out the first file with some differences made, by number; with all of them it says what the second says."""
    node = _taken(both, frozenset(numbers))
    if node is None:
        raise ValueError("between(): expected a whole file")
    return node


def _taken(part: Merged, numbers: frozenset[int]) -> Node | None:
    if isinstance(part, Node):
        return part
    if isinstance(part, Fork):
        return part.second if part.number in numbers else part.first
    entries = part.turned if part.number in numbers else part.entries
    taken = [(one.key, node) for one in entries if (node := _taken(one.value, numbers)) is not None]
    pairs = [(key, node) for key, node in taken if key is not None]
    items = [node for key, node in taken if key is None]
    return replace(part.node, pairs=pairs, items=items)


def _together(one: Difference) -> object:
    """Say which differences make sense only together: priors of one actor's types, and one order for another."""
    path = one.path
    if path[:1] == ("preferences",):
        there = one.kind in {"only_first", "only_second"}
        if path[2:3] == ("types",) and (path[4:] == ("prior",) or (len(path) == 4 and there)):
            return ("priors", path[:2])
        if path[-1] in _ORDERS and there:
            return ("order", path[:-1])
    return ("tables",) if path[-1:] == ("table",) else None


def _told(node: Node) -> object:
    """Give what a node says, where line breaks within a text don't count."""
    return _folded(plain_of(node))


def _folded(value: Plain) -> object:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_folded(one) for one in value]
    return {key: _folded(one) for key, one in value.items()}


def _counts_order(path: Where) -> bool:
    """Tell whether something hangs on the order of the keys of a mapping."""
    return path in {("actors",), ("options",)} or (
        (len(path) == 2 and path[0] == "options") or (len(path) == 3 and path[2] == "types")
    )


def _is_whole(path: Where) -> bool:
    """Tell whether a mapping is one assumption, not one for each key."""
    return path[-1:] != () and (path[-1] in _WHOLE or (path[0] == "believes" and len(path) == 3))


def _is_range(node: Node) -> bool:
    """Tell whether a list holds the ends of a range, perhaps with a value between them."""
    return len(node.items) in {2, 3} and all(
        item.kind == "scalar" and _NUMBER.fullmatch(item.text.strip()) for item in node.items
    )


class _Comparing:
    """Collects the differences of two files, each with its number."""

    def __init__(self) -> None:
        self.found: list[Difference] = []

    def _note(self, path: Where, kind: Kind, first: Node | None, second: Node | None) -> int:
        says = ["" if node is None else _line(node) for node in (first, second)]
        places = [None if node is None else node.place for node in (first, second)]
        self.found.append(Difference(path, kind, says[0], says[1], places[0], places[1]))
        return len(self.found) - 1

    def _fork(self, path: Where, kind: Kind, first: Node | None, second: Node | None) -> Fork:
        return Fork(self._note(path, kind, first, second), first, second)

    def nodes(self, first: Node, second: Node, path: Where) -> Merged:
        """Lay two nodes into one another."""
        both = {first.kind, second.kind}
        if both == {"mapping"} and not _is_whole(path):
            return self._mappings(first, second, path)
        if _told(first) == _told(second):
            return first
        if both == {"list"} and not (_is_range(first) and _is_range(second)):
            return Inner(first, tuple(self._items(first.items, second.items, path)))
        return self._fork(path, "changed", first, second)

    def _mappings(self, first: Node, second: Node, path: Where) -> Merged:
        before = {key.text: (key, value) for key, value in first.pairs}
        after = {key.text: (key, value) for key, value in second.pairs}
        entries: dict[str, Entry] = {}
        for name in _mixed(list(before), list(after)):
            key, old = before.get(name, (None, None))
            other, new = after.get(name, (None, None))
            at = (*path, name)
            if old is not None and new is not None:
                value = self.nodes(old, new, at)
            else:
                value = self._fork(at, "only_first" if new is None else "only_second", old, new)
            entries[name] = Entry(key or other, value)
        shared = [[name for name in one if name in before and name in after] for one in (before, after)]
        listed = tuple(entries.values())
        if shared[0] == shared[1] or not _counts_order(path):
            same = all(one.value is before.get(name, (0, 0))[1] for name, one in entries.items())
            return first if same else Inner(first, listed)
        orders = [
            Node("list", node.place, 0, 0, items=[key for key, _ in node.pairs]) for node in (first, second)
        ]
        number = self._note(path, "order", *orders)
        turned = tuple(entries[name] for name in _mixed(list(after), list(before)))
        return Inner(first, listed, turned, number)

    def _items(self, first: Sequence[Node], second: Sequence[Node], path: Where) -> Iterator[Entry]:
        """Lay two lists into one another: what moved, what changed in its place, and what only one of them has."""
        said = [[repr(_told(node)) for node in listed] for listed in (first, second)]
        blocks = SequenceMatcher(None, said[0], said[1], autojunk=False).get_opcodes()
        gone = [k for tag, i, j, _, _ in blocks if tag != "equal" for k in range(i, j)]
        new = [k for tag, _, _, i, j in blocks if tag != "equal" for k in range(i, j)]
        moved = _moves(gone, new, said)
        out = {k: self._note((*path, str(k + 1)), "moved", first[k], second[to]) for k, to in moved.items()}
        back = {to: out[k] for k, to in moved.items()}

        def one(k: int | None, to: int | None) -> Entry:
            """Give the entry of an item of the first list, of one of the second, or of both."""
            at = (*path, str((to if k is None else k) + 1))  # type: ignore[operator]
            old, other = (None if k is None else first[k]), (None if to is None else second[to])
            if old is not None and other is not None:
                return Entry(None, self.nodes(old, other, at))
            number = out.get(k, back.get(to))  # type: ignore[arg-type]
            if number is not None:
                return Entry(None, Fork(number, old, other))
            return Entry(None, self._fork(at, "only_second" if old is None else "only_first", old, other))

        for tag, i, j, a, b in blocks:
            if tag == "equal":
                yield from (Entry(None, node) for node in first[i:j])
                continue
            pairs = zip(
                (k for k in range(i, j) if k not in out),
                (to for to in range(a, b) if to not in back),
                strict=False,
            )
            for k, to in [*pairs, (j, b)]:
                yield from (one(before, None) for before in range(i, k))
                yield from (one(None, before) for before in range(a, to))
                if k < j:
                    yield one(k, to)
                i, a = k + 1, to + 1  # noqa: PLW2901 - what has been given


def _moves(gone: Sequence[int], new: Sequence[int], said: Sequence[Sequence[str]]) -> dict[int, int]:
    """Find items that stand in both lists, elsewhere: from the place in the first to that in the second."""
    free: dict[str, list[int]] = {}
    for to in reversed(new):
        free.setdefault(said[1][to], []).append(to)
    return {k: free[said[0][k]].pop() for k in gone if free.get(said[0][k])}


def _mixed(first: list[str], second: list[str]) -> list[str]:
    """Give the names of two lists: those of the first in their order, the others each behind what it follows."""
    names = list(first)
    at = 0
    for name in second:
        if name not in first:
            names.insert(at, name)
        at = names.index(name) + 1
    return names


def _line(node: Node) -> str:
    """Say what a node says, on one line."""
    value = plain_of(node)
    return " ".join(value.split()) if isinstance(value, str) else written(value)
