"""Overlays: files of other analysts that hold some things otherwise than a base file.

An overlay may replace priors, rows of evidence and statements, nothing else. It is laid over the base as nodes, before
anything is read, so that faults in either stand at their own line of their own file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from detente.faults import Fault, Place, fault
from detente.situation.fields import OVERLAY
from detente.situation.names import nearest
from detente.situation.nodes import Node, compose
from detente.situation.records import Overlay
from detente.situation.shapes import Reading
from detente.situation.text import inside, read_file

_Change: TypeAlias = tuple[tuple[str, ...], Node, Node]  # path in the base, the overlay's key and value

_ORDERS = ("statements", "weights", "ranking")


class Laid(NamedTuple):
    """A base with an overlay laid over it: its nodes, text, file and folder, and what was laid."""

    root: Node
    text: str
    file: str
    folder: Path | None
    overlay: Overlay


def lay_over(over: Node, text: str, file: str, folder: Path | None, reading: Reading) -> Laid | None:
    """Lay an overlay over the base that it names.

    Parameters
    ----------
    over : Node
        The overlay's mapping.
    text : str
        The overlay's text.
    file : str
        Its name.
    folder : Path or None
        Its folder, in which the base lies; a base may also be a built-in case.
    reading : Reading
        Where faults go. If the overlay has any, the base is given as it is.

    Returns
    -------
    Laid or None
        None where there is no base to read.
    """
    mine = Reading(meant=reading.meant, rows=reading.rows)
    entry = OVERLAY.entry(over, mine)
    written = over.get("overlays")
    base = None if written is None else _base(written, folder, reading)
    changes: list[_Change] = []
    if base is not None:
        _gather(over, base.root, changes, mine)
    reading.faults += mine.faults
    if base is None:
        return None
    root = base.root
    if not any(one.severity == "fault" for one in mine.faults):
        for path, key, value in changes:
            root = _put(root, path, key, value)
    paths = tuple((path, key.place) for path, key, _ in changes)
    overlay = Overlay(entry.get("analyst", ""), file, text, paths)
    return Laid(root, base.text, base.file, base.folder, overlay)


class _Base(NamedTuple):
    """A base as it was read."""

    root: Node
    text: str
    file: str
    folder: Path


def _base(written: Node, folder: Path | None, reading: Reading) -> _Base | None:
    """Read the base: a file in the overlay's own folder, or a built-in case."""
    from detente.situation.opening import case_file

    if written.kind != "scalar" or written.missing:
        return None
    name = written.text.strip()
    path = inside(folder, name)
    if path is None or not path.is_file():
        path = case_file(name) or path
    if path is None or not path.is_file():
        reading.faults.append(_no_base(name, written.place, outside=path is None and folder is not None))
        return None
    text, faults = read_file(path)
    root, more = (None, []) if text is None else compose(text, str(path))
    reading.faults += [*faults, *more]
    if text is None or root is None:
        return None
    if root.kind != "mapping" or root.get("overlays") is not None:
        reading.fault(
            "DT132",
            written.place,
            "the base is not a situation of its own",
            expected="a file with 'detente: 1', 'title:' and 'actors:'",
            got="another overlay" if root.kind == "mapping" else "no keys",
            hint="name the file that both lie over" if root.kind == "mapping" else "",
        )
        return None
    return _Base(root, text, str(path), path.parent)


def _no_base(name: str, place: Place, *, outside: bool) -> Fault:
    """Say that there is no base to lie over."""
    if outside:
        message = "an overlay's base lies in the overlay's own folder, or is a built-in case"
        return fault("DT120", place, message, got=name, expected="a name such as base.yaml, without '..'")
    return fault(
        "DT131",
        place,
        "there is no such base",
        got=name,
        expected="a situation file in the overlay's own folder, or the name of a built-in case",
    )


def _gather(over: Node, root: Node, changes: list[_Change], reading: Reading) -> None:
    """Gather what the overlay changes; what the base doesn't have is a fault."""
    for actor, wants, held in _pairs(over, root, ("preferences",), "actors", "DT240", reading):
        at = ("preferences", actor)
        changes += _keys(wants, at, ("statements", "because"))
        for name, kind, _ in _pairs(wants, held, ("types",), f"types of {actor}", "DT242", reading):
            changes += _keys(kind, (*at, "types", name), ("prior", "statements", "because"))
    for name, one, held in _pairs(over, root, ("hypotheses",), "hypotheses", "DT247", reading):
        for answer, _, _ in _pairs(one, held, ("answers",), f"answers of {name}", "DT242", reading):
            changes += _keys(one.get("answers"), ("hypotheses", name, "answers"), (answer,))
        changes += _keys(one, ("hypotheses", name), ("because",))
    for name, one, _ in _pairs(over, root, ("evidence",), "evidence", "DT244", reading):
        rows = one.get("expected_if")
        groups = [key.text for key, _ in rows.pairs] if rows is not None else []
        changes += _keys(rows, ("evidence", name, "expected_if"), groups)
        changes += _keys(one, ("evidence", name), ("because",))


def _pairs(
    over: Node, base: Node, path: Sequence[str], what: str, code: str, reading: Reading
) -> Iterator[tuple[str, Node, Node]]:
    """Give the names under a key of an overlay with their values there and in the base, where the base has them."""
    mine: Node | None = over
    theirs: Node | None = base
    for key in path:
        mine = None if mine is None else mine.get(key)
        theirs = None if theirs is None else theirs.get(key)
    for name, value in [] if mine is None else mine.pairs:
        held = None if theirs is None else theirs.get(name.text)
        if held is not None:
            yield name.text, value, held
            continue
        declared = [] if theirs is None else [key.text for key, _ in theirs.pairs]
        near = nearest(name.text, declared)
        hint = f"did you mean '{near}'?" if near else "an overlay changes what the base has, and adds nothing"
        reading.fault(
            code,
            name.place,
            f"the base has no such name among its {what}",
            expected=", ".join(declared[:12]) or f"{what} in the base",
            got=name.text[:40],
            hint=hint,
        )


def _keys(node: Node | None, at: tuple[str, ...], keys: Sequence[str]) -> Iterator[_Change]:
    """Give the changes that a mapping of the overlay makes under some of its keys."""
    for key, value in [] if node is None else node.pairs:
        if key.text in keys:
            yield (*at, key.text), key, value


def _put(node: Node, path: Sequence[str], key: Node, value: Node) -> Node:
    """Give a node with one value put in at a path; statements put an end to any other order of preference."""
    name, rest = path[0], path[1:]
    pairs = list(node.pairs)
    if not rest and name == "statements":
        pairs = [pair for pair in pairs if pair[0].text not in _ORDERS]
    at = next((k for k, (one, _) in enumerate(pairs) if one.text == name), len(pairs))
    if rest:
        empty = Node("mapping", key.place, key.start, key.end)
        old_key, old = pairs[at] if at < len(pairs) else (replace(key, text=name), empty)
        pairs[at : at + 1] = [(old_key, _put(old, rest, key, value))]
    else:
        pairs[at : at + 1] = [(key, value)]
    return replace(node, pairs=pairs)
