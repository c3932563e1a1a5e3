"""Edits of a situation's text at the marks: what isn't edited stays as it is, byte by byte.

Nothing is ever dumped. An edit becomes patches of the text, worked out from the spans of nodes; afterwards the new text
is read again and compared with what the edits were to make of it. A comment above an entry, or behind it, belongs to
the entry and goes where it goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from detente.situation.layout import Layout
from detente.situation.nodes import Node, compose
from detente.situation.writing import Value, written

Path: TypeAlias = tuple[str | int, ...]
"""Keys of mappings and positions of items, from the root."""


class Set(NamedTuple):
    """Put a value in the place of another: a text, or lists and mappings of texts, written on one line."""

    path: Path
    value: Value


class Remove(NamedTuple):
    """Take an item out of a list, or a key with its value out of a mapping."""

    path: Path


class Insert(NamedTuple):
    """Put a value into a list or mapping, before the entry at a position; at the end if there is no such entry."""

    path: Path
    position: int
    value: Value
    key: str = ""


class Swap(NamedTuple):
    """Exchange two entries of a list or mapping, by position."""

    path: Path
    first: int
    second: int


Edit: TypeAlias = Set | Remove | Insert | Swap


class Patch(NamedTuple):
    """A piece of the text, and what stands there afterwards; of two at one place the ``outer`` comes second."""

    start: int
    end: int
    text: str
    outer: int = 0


def splice(text: str, edits: Iterable[Edit]) -> str:
    r"""Edit a text; all paths and positions are those of the text as given.

    Parameters
    ----------
    text : str
        A text that can be read.
    edits : iterable of Set, Remove, Insert or Swap
        They must not touch one part twice.

    Returns
    -------
    str
        The edited text. Every byte outside the edited parts is as it was.

    Raises
    ------
    ValueError
        If the text can't be read, a path leads nowhere, two edits touch one part, or the text is written in a way that
        an edit doesn't fit (as when an anchor would come to stand behind its alias).

    Examples
    --------
    >>> text = "statements:\n  - not a   # first\n  - b\nprior: 30%\n"
    >>> print(splice(text, [Swap(("statements",), 0, 1), Set(("prior",), "40%")]), end="")
    statements:
      - b
      - not a   # first
    prior: 40%
    """
    edits = tuple(edits)
    root, faults = compose(text)
    if root is None or any(one.severity == "fault" for one in faults):
        raise ValueError(
            f"splice(): expected a text that can be read; got {faults[0] if faults else 'nothing'}"
        )
    layout = Layout(text, root)
    _refuse_nested(layout, edits)
    patches = [patch for edit in edits if isinstance(edit, Set | Swap) for patch in _patches(layout, edit)]
    inserts = [edit for edit in edits if isinstance(edit, Insert)]
    for k, edit in enumerate(inserts):
        first = all(other.path != edit.path for other in inserts[:k])
        patches.append(_inserted(layout, edit, first=first))
    for path, positions in _removals(layout, edits).items():
        patches += _removed(layout, path, positions, [one for one in inserts if one.path == path])
    edited = _patched(text, patches)
    _verify(edited, root, edits)
    return edited


def _refuse_nested(layout: Layout, edits: Sequence[Edit]) -> None:
    """Refuse an edit within a part that another edit replaces, moves or takes away."""
    touched: list[tuple[Path, Edit]] = []
    for edit in edits:
        if isinstance(edit, Swap):
            node = layout.container(edit.path)
            names = range(len(node.items)) if node.kind == "list" else [key.text for key, _ in node.pairs]
            if not 0 <= min(edit.first, edit.second) <= max(edit.first, edit.second) < len(names):
                raise ValueError(f"splice(): there are {len(names)} entries at {edit.path}")
            touched += [((*edit.path, names[k]), edit) for k in (edit.first, edit.second)]
        elif not isinstance(edit, Insert):
            touched.append((edit.path, edit))
    for path, edit in touched:
        if any(other is not edit and other.path[: len(path)] == path for other in edits):
            raise ValueError("splice(): two edits touch one part of the text")


def _patched(text: str, patches: list[Patch]) -> str:
    """Put patches into a text."""
    ordered = sorted(patches, key=lambda patch: (patch.start, patch.end, patch.outer))
    for one, other in pairwise(ordered):
        if other.start < one.end:
            raise ValueError("splice(): two edits touch one part of the text")
    parts, done = [], 0
    for patch in ordered:
        parts += [text[done : patch.start], patch.text]
        done = patch.end
    return "".join([*parts, text[done:]])


def _patches(layout: Layout, edit: Set | Swap) -> list[Patch]:
    return [_set(layout, edit)] if isinstance(edit, Set) else _swapped(layout, edit)


def _set(layout: Layout, edit: Set) -> Patch:
    node = layout.node(edit.path)
    start, end = node.start, layout.tail(node)
    lead = ""
    if node.kind != "scalar" and not node.flow and not node.alias:
        start = layout.behind_mark(edit.path)
        lead = " " if edit.path else ""
    elif node.missing:
        lead = " "
    style = node.style if isinstance(edit.value, str) and node.kind == "scalar" else ""
    return Patch(start, end, lead + written(edit.value, style))


def _inserted(layout: Layout, edit: Insert, *, first: bool) -> Patch:
    """Give the patch of an insertion; ``first`` of those into one list or mapping, which may be empty."""
    node = layout.container(edit.path)
    count = len(node.items) if node.kind == "list" else len(node.pairs)
    flow = node.flow or not count
    value = written(edit.value)
    entry = f"{written(edit.key)}: {value}" if node.kind == "mapping" else value
    if not count:
        return Patch(node.start + 1, node.start + 1, entry if first else f", {entry}")
    last = edit.position >= count
    if flow:
        start, end = layout.span(node, min(edit.position, count - 1))
        return Patch(end, end, f", {entry}") if last else Patch(start, start, f"{entry}, ")
    entry = entry if node.kind == "mapping" else f"- {entry}"
    indent = " " * layout.column(layout.own(node, 0))
    if last:
        _, end = layout.region(node, count - 1)
        return Patch(end, end, layout.newline + indent + entry, -len(indent))
    start, _ = layout.region(node, edit.position)
    if layout.shares_line(node, edit.position):
        return Patch(start, start, entry + layout.newline + indent)
    return Patch(start, start, indent + entry + layout.newline)


def _swapped(layout: Layout, edit: Swap) -> list[Patch]:
    node = layout.container(edit.path)
    first, second = sorted((edit.first, edit.second))
    if node.flow:
        spans = [layout.span(node, first), layout.span(node, second)]
    elif layout.shares_line(node, first):
        spans = [(layout.own(node, k), layout.region(node, k)[1]) for k in (first, second)]
    else:
        spans = [layout.region(node, first), layout.region(node, second)]
    (a, b), (c, d) = spans
    return [Patch(a, b, layout.text[c:d]), Patch(c, d, layout.text[a:b])] if first != second else []


def _removals(layout: Layout, edits: Sequence[Edit]) -> dict[Path, list[int]]:
    """Group what is removed by the list or mapping that it is removed from."""
    grouped: dict[Path, list[int]] = {}
    for edit in edits:
        if isinstance(edit, Remove):
            if not edit.path:
                raise ValueError("splice(): the whole text can't be removed")
            layout.node(edit.path)
            position = layout.position(edit.path)
            grouped.setdefault(edit.path[:-1], []).append(position)
    return {path: sorted(set(positions)) for path, positions in grouped.items()}


def _removed(layout: Layout, path: Path, positions: Sequence[int], inserts: Sequence[Insert]) -> list[Patch]:
    node = layout.container(path)
    count = len(node.items) if node.kind == "list" else len(node.pairs)
    kept = [k for k in range(count) if k not in positions]
    if not kept and inserts:
        raise ValueError("splice(): two edits touch one part of the text")
    if node.flow:
        return _removed_in_flow(layout, node, positions, kept)
    patches = [layout.line_patch(node, k) for k in positions]
    if not kept:
        empty = "[]" if node.kind == "list" else "{}"
        if path and not layout.shares_line(node, 0):
            mark = layout.behind_mark(path)
            return [Patch(mark, mark, f" {empty}"), *(Patch(*span, "") for span in patches)]
        (start, end), *others = patches
        ends = layout.text[end - 1 : end] == "\n"
        first = Patch(start, end, empty + (layout.newline if ends else ""))
        return [first, *(Patch(*span, "") for span in others)]
    return [Patch(*span, "") for span in patches]


def _removed_in_flow(
    layout: Layout, node: Node, positions: Sequence[int], kept: Sequence[int]
) -> list[Patch]:
    """Remove entries between brackets: each with the comma behind it, or with the comma before it at the end."""
    spans = [layout.span(node, k) for k in range(len(positions) + len(kept))]
    if not kept:
        return [Patch(spans[0][0], layout.past_comma(spans[-1][1]), "")]
    patches = [Patch(spans[k][0], spans[k + 1][0], "") for k in positions if k < kept[-1]]
    if kept[-1] + 1 < len(spans):
        end, start = spans[kept[-1]][1], spans[kept[-1] + 1][0]
        between = layout.text[end:start]
        if "#" in between or "\n" in between:
            comma = end + between.index(",")
            patches.append(Patch(comma, comma + 1, ""))
            patches.append(Patch(start, spans[-1][1], ""))
        else:
            patches.append(Patch(end, spans[-1][1], ""))
    return patches


Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def plain_of(node: Node) -> Plain:
    """Give the texts of a node, without places: a text, a list, or a mapping in order."""
    if node.kind == "scalar":
        return node.text
    if node.kind == "list":
        return [plain_of(item) for item in node.items]
    return {key.text: plain_of(value) for key, value in node.pairs}


def _verify(edited: str, root: Node, edits: Sequence[Edit]) -> None:
    """Compare an edited text with what the edits were to make of it."""
    found, faults = compose(edited)
    wanted = edited_plainly(plain_of(root), edits)
    same = found is not None and _in_order(plain_of(found)) == _in_order(wanted)
    if not same and not (found is None and wanted == ""):
        why = f": {faults[0]}" if faults else ""
        raise ValueError(f"splice(): the text is written in a way that the edit doesn't fit{why}")


def _in_order(value: Plain) -> object:
    """Make the order of keys count in a comparison, and not the line break that ends a block of text."""
    if isinstance(value, dict):
        return tuple((key, _in_order(one)) for key, one in value.items())
    return [_in_order(one) for one in value] if isinstance(value, list) else value.rstrip("\n")


def edited_plainly(value: Plain, edits: Iterable[Edit]) -> Plain:
    """Make the same edits of lists and mappings, all at the places that they name in the original.

    Examples
    --------
    >>> edited_plainly({"a": ["x", "y"]}, [Remove(("a", 0)), Insert(("a",), 9, "z")])
    {'a': ['y', 'z']}
    """
    return _edited(value, tuple(edits), ())


def _edited(value: Plain, edits: Sequence[Edit], path: Path) -> Plain:
    replaced = [edit.value for edit in edits if isinstance(edit, Set) and edit.path == path]
    if replaced:
        return _plain_value(replaced[-1])
    if isinstance(value, str):
        return value
    names: list[str | int] = list(value) if isinstance(value, dict) else list(range(len(value)))
    entries: list[tuple[str | int, Plain]] = [
        (name, _edited(value[name], edits, (*path, name)))  # type: ignore[index]
        for name in names
    ]
    order = list(range(len(entries)))
    for edit in edits:
        if isinstance(edit, Swap) and edit.path == path:
            order[edit.first], order[edit.second] = order[edit.second], order[edit.first]
    out: list[tuple[str | int, Plain]] = []
    for k in range(len(entries) + 1):
        last = k == len(entries)
        here = (edit for edit in edits if isinstance(edit, Insert) and edit.path == path)
        out += [
            (edit.key, _plain_value(edit.value))
            for edit in here
            if edit.position == k or (last and edit.position > k)
        ]
        if not last and Remove((*path, names[k])) not in edits:
            out.append(entries[order[k]])
    if isinstance(value, dict):
        return {str(name): one for name, one in out}
    return [one for _, one in out]


def _plain_value(value: Value) -> Plain:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _plain_value(one) for key, one in value.items()}
    return [_plain_value(one) for one in value]
