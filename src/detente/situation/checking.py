"""What a check is given: the situation, the nodes of its file, and what of it could not be read."""

from __future__ import annotations

from bisect import bisect_right

from detente.faults import Fault, Place
from detente.situation.nodes import Node
from detente.situation.records import Overlay, Situation
from detente.situation.shapes import Reading


class Checking:
    """A situation with the nodes of its file, and the faults that were found before the checks.

    A check leaves out what rests on a part that could not be read: one slip is told once. Parts are named by their
    path of keys, such as ``("preferences", "CHN", "types", "firm")``; items of a list by their position.
    """

    __slots__ = ("_broken", "_root", "has_states", "rows", "sit")

    def __init__(self, sit: Situation, root: Node, reading: Reading) -> None:
        self.sit = sit
        self.has_states = True  # False where the rules admit no state
        self.rows = reading.rows
        self._root = root
        stops = [one for one in reading.faults if one.severity == "fault"]
        paths = {_meant(path_of(root, one), one, reading) for one in stops if one.file == sit.file}
        if sit.overlay is not None:
            paths |= {_laid(sit.overlay, one) for one in stops if one.file == sit.overlay.file}
        self._broken = {path[:k] for path in paths for k in range(len(path) + 1)}

    def is_broken(self, *path: str) -> bool:
        """Whether a fault was found within a part of the file."""
        return path in self._broken

    def broken_keys(self, *path: str) -> set[str]:
        """Give the keys of a part of the file, directly below it, within which a fault was found."""
        return {
            one[len(path)] for one in self._broken if len(one) == len(path) + 1 and one[: len(path)] == path
        }

    def place(self, *path: str) -> Place:
        """Give the place of a part of the file, or of the nearest part around it that is there."""
        node = self._root
        for key in path:
            found = _below(node, key)
            if found is None:
                break
            node = found
        return node.place

    def key_place(self, *path: str) -> Place:
        """Give the place of the key of a part of the file, or of the nearest part around it that is there."""
        node = self._root
        for key in path[:-1]:
            found = _below(node, key)
            if found is None:
                return node.place
            node = found
        return next((name.place for name, _ in node.pairs if name.text == path[-1]), node.place)

    def has(self, *path: str) -> bool:
        """Whether the file has this part."""
        node: Node | None = self._root
        for key in path:
            node = None if node is None else _below(node, key)
        return node is not None

    @property
    def settled(self) -> bool:
        """Whether the feasible states are known: options and rules could all be read."""
        sit = self.sit
        return sit.states is not None and not self.is_broken("options") and not self.is_broken("rules")


def path_of(root: Node, fault: Fault) -> tuple[str, ...]:
    """Find the path of keys that leads to the part of a file in which a fault stands.

    Parameters
    ----------
    root : Node
        The whole file.
    fault : Fault
        Only its place counts.

    Returns
    -------
    tuple of str
        Keys, and positions of items of lists; empty for the file itself.
    """
    at = (fault.line, fault.column)
    path: list[str] = []
    node = root
    while node.kind != "scalar":
        if node.kind == "mapping":
            k = bisect_right(node.pairs, at, key=lambda pair: pair[0].place[:2]) - 1
            name, below = (node.pairs[k][0].text, node.pairs[k][1]) if k >= 0 else ("", node)
        else:
            k = bisect_right(node.items, at, key=lambda item: item.place[:2]) - 1
            name, below = (str(k), node.items[k]) if k >= 0 else ("", node)
        if k < 0:
            break
        path.append(name)
        node = below
    return tuple(path)


def _laid(overlay: Overlay, fault: Fault) -> tuple[str, ...]:
    """Find the path of the change of an overlay in which a fault stands; empty for none."""
    at = (fault.line, fault.column)
    before = [(place[:2], path) for path, place in overlay.changes if place[:2] <= at]
    return max(before, default=(at, ()))[1]


def _meant(path: tuple[str, ...], fault: Fault, reading: Reading) -> tuple[str, ...]:
    """Take a misspelt key for the one that is probably meant."""
    near = reading.meant.get(Place(fault.line, fault.column, fault.file))
    return (*path[:-1], near) if near else path


def _below(node: Node, key: str) -> Node | None:
    """Give the part of a node that a key or a position names."""
    if node.kind == "list":
        return node.items[int(key)] if key.isdigit() and int(key) < len(node.items) else None
    return node.get(key)
