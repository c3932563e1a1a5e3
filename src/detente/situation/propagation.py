"""What rules force: partial states, many at a time, and the options whose value follows from them.

A partial state says of each option that it is taken, not taken, or undecided. An expression over it is surely
true, surely false or open (Kleene's three-valued logic). Where a rule must hold, its truth is passed down to its
parts, and fixes every option that can't be otherwise as far as one rule at a time tells; for a clause this is
unit propagation.

Partial states are the columns of bool matrices, one row per option, so each step is one array operation for all
of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import count
from operator import and_, or_
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.situation.expressions import (
    And,
    Count,
    Expr,
    Iff,
    Implies,
    Not,
    Or,
    Taken,
    parts_of,
    walk,
)

Flags: TypeAlias = npt.NDArray[np.bool_]

_TOGETHER = 1 << 18  # rules times partial states looked at in one array


class Known(NamedTuple):
    """Of one expression, per partial state: is it surely true, is it surely false."""

    yes: Flags
    no: Flags


class Wanted(NamedTuple):
    """Of one expression, per partial state: must it be true, must it be false; None where nowhere."""

    yes: Flags | None
    no: Flags | None


class Node(NamedTuple):
    """One part of a rule: the positions of its own parts among the nodes, or which leaf it is (else -1)."""

    expr: Expr
    parts: tuple[int, ...]
    leaf: int


class Shape(NamedTuple):
    """Rules that differ in the options they name only, so that they are applied together.

    ``rules`` are their positions, ``rows`` the rows of their options, shape (leaves, rules).
    """

    nodes: tuple[Node, ...]
    rules: npt.NDArray[np.intp]
    rows: npt.NDArray[np.intp]


class Group(NamedTuple):
    """Options that hang together, by their positions in option order, and the rules about them.

    ``touching[row]`` are the rules that name the option of this row; ``size`` is the number of parts of all rules.
    """

    options: tuple[int, ...]
    rules: tuple[Expr, ...]
    shapes: tuple[Shape, ...]
    touching: tuple[npt.NDArray[np.intp], ...]
    size: int


class Partial(NamedTuple):
    """Partial states as columns: ``yes`` and ``no`` (options, states), ``open`` (rules, states) where not surely true."""

    yes: Flags
    no: Flags
    open: Flags

    @property
    def width(self) -> int:
        """The number of partial states."""
        return int(self.yes.shape[1])

    def at(self, columns: npt.NDArray[np.intp]) -> Partial:
        """Copy some of the partial states; rows stay contiguous, as they must for speed."""
        return Partial(*(flags.take(columns, axis=1) for flags in self))


def grouped(options: Sequence[int], rules: Sequence[Expr]) -> Group:
    """Prepare rules over the given options, whose rows are in the given order."""
    row = {bit: k for k, bit in enumerate(options)}
    touching: list[dict[int, None]] = [{} for _ in options]
    alike: dict[tuple[object, ...], list[tuple[int, list[int]]]] = {}
    nodes: dict[tuple[object, ...], tuple[Node, ...]] = {}
    size = 0
    for k, rule in enumerate(rules):
        order = list(walk(rule))
        rows = [row[one.bit] for one in order if isinstance(one, Taken)]
        form = tuple(map(_form, order))
        alike.setdefault(form, []).append((k, rows))
        if form not in nodes:
            nodes[form] = _nodes(order)
        for one in rows:
            touching[one][k] = None
        size += len(order)
    shapes = tuple(
        Shape(nodes[form], np.array([k for k, _ in some]), np.array([rows for _, rows in some]).T)
        for form, some in alike.items()
    )
    return Group(
        tuple(options),
        tuple(rules),
        shapes,
        tuple(np.array([*some], dtype=np.intp) for some in touching),
        size,
    )


def undecided(group: Group, fixed: Mapping[int, bool]) -> Partial:
    """Give the one partial state in which only the given options are decided, and every rule is open."""
    yes = np.array([[fixed.get(bit) is True] for bit in group.options], dtype=np.bool_).reshape(-1, 1)
    no = np.array([[fixed.get(bit) is False] for bit in group.options], dtype=np.bool_).reshape(-1, 1)
    return Partial(yes, no, np.ones((len(group.rules), 1), dtype=np.bool_))


def propagate(group: Group, partial: Partial, rows: Iterable[int]) -> Flags:
    """Decide every option that the rules force, in place, until nothing more follows.

    Parameters
    ----------
    group
        The rules.
    partial
        The partial states; changed in place: options that follow, and rules that have become surely true.
    rows
        The rows of options decided since the last time; all rows at first.

    Returns
    -------
    numpy.ndarray
        Shape (states,), bool: the partial states in which some rule can't hold any more. What else is said of
        them has no meaning.
    """
    failed = np.zeros(partial.width, dtype=np.bool_)
    changed = set(rows)
    while changed:
        waiting = np.zeros(len(group.rules), dtype=np.bool_)
        for row in changed:
            waiting[group.touching[row]] = True
        changed = set()
        for shape in group.shapes:
            chosen = np.flatnonzero(waiting[shape.rules])
            for some in (
                np.array_split(chosen, -(-chosen.size * partial.width // _TOGETHER)) if chosen.size else ()
            ):
                changed |= _applied(shape, some, partial, failed)
    return failed


def _applied(shape: Shape, chosen: npt.NDArray[np.intp], partial: Partial, failed: Flags) -> set[int]:
    """Apply rules of one shape where they are open; note failures; give the rows that were decided."""
    rules, rows = shape.rules[chosen], shape.rows[:, chosen]
    still = partial.open[rules]
    known = _known(shape.nodes, rows, partial)
    failed |= (still & known[0].no).any(axis=0)
    still &= ~(known[0].yes | failed)
    partial.open[rules] = still
    changed: set[int] = set()
    for leaf, wanted in _leaves(shape.nodes, known, still):
        for want, own, other in ((wanted.yes, partial.yes, partial.no), (wanted.no, partial.no, partial.yes)):
            if want is None:
                continue
            new = want & ~own[rows[leaf]]
            for k in np.flatnonzero(new.any(axis=1)).tolist():
                row = int(rows[leaf, k])
                own[row] |= new[k]
                failed |= new[k] & other[row]
                changed.add(row)
    return changed


def _form(part: Expr) -> tuple[object, ...]:
    """Tell what kind of part this is, but not which option it is."""
    bounds = (part.least, part.most) if isinstance(part, Count) else ()
    return (type(part), len(parts_of(part)), *bounds)


def _nodes(order: Sequence[Expr]) -> tuple[Node, ...]:
    """Give the nodes of a rule whose parts are listed, each whole before its parts."""
    parts: list[tuple[int, ...]] = [()] * len(order)
    waiting: list[int] = []
    for k in reversed(range(len(order))):
        parts[k] = tuple(waiting.pop() for _ in parts_of(order[k]))
        waiting.append(k)
    leaf = count()
    leaves = (next(leaf) if isinstance(one, Taken) else -1 for one in order)
    return tuple(map(Node, order, parts, leaves))


def _known(nodes: Sequence[Node], rows: npt.NDArray[np.intp], partial: Partial) -> list[Known]:
    """Tell for every part of some rules where it is surely true and where surely false; shape (rules, states)."""
    known: dict[int, Known] = {}
    for k in reversed(range(len(nodes))):
        node = nodes[k]
        if node.leaf >= 0:
            known[k] = Known(partial.yes[rows[node.leaf]], partial.no[rows[node.leaf]])
        else:
            known[k] = _combined(node.expr, [known[part] for part in node.parts])
    return [known[k] for k in range(len(nodes))]


def _combined(expr: Expr, parts: Sequence[Known]) -> Known:
    """Combine what is known of the parts."""
    match expr:
        case Not():
            return Known(parts[0].no, parts[0].yes)
        case And():
            return Known(reduce(and_, [p.yes for p in parts]), reduce(or_, [p.no for p in parts]))
        case Or():
            return Known(reduce(or_, [p.yes for p in parts]), reduce(and_, [p.no for p in parts]))
        case Implies():
            return Known(parts[0].no | parts[1].yes, parts[0].yes & parts[1].no)
        case Iff():
            a, b = parts
            return Known((a.yes & b.yes) | (a.no & b.no), (a.yes & b.no) | (a.no & b.yes))
        case Count(least, most):
            low, high = _counted(parts)
            return Known((low >= least) & (high <= most), (low > most) | (high < least))
    raise ValueError(f"a rule is about a single state, found {expr}")


def _counted(parts: Sequence[Known]) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int16]]:
    """Give the least and the greatest number of parts that hold."""
    low = np.zeros(parts[0].yes.shape, dtype=np.int16)
    high = np.full(parts[0].yes.shape, len(parts), dtype=np.int16)
    for part in parts:
        low += part.yes
        high -= part.no
    return low, high


def _leaves(nodes: Sequence[Node], known: Sequence[Known], still: Flags) -> Iterable[tuple[int, Wanted]]:
    """Pass the truth of a rule down to its options."""
    wanted: list[Wanted] = [Wanted(None, None)] * len(nodes)
    wanted[0] = Wanted(still, None)
    for k, node in enumerate(nodes):
        if wanted[k].yes is None and wanted[k].no is None:
            continue
        if node.leaf >= 0:
            yield node.leaf, wanted[k]
            continue
        passed = _passed(node.expr, wanted[k], [known[part] for part in node.parts])
        for part, want in zip(node.parts, passed, strict=True):
            wanted[part] = want


def _passed(expr: Expr, wanted: Wanted, parts: Sequence[Known]) -> Sequence[Wanted]:
    """Tell what must hold of the parts where it is settled what must hold of the whole."""
    match expr:
        case Not():
            return [Wanted(wanted.no, wanted.yes)]
        case And():
            last = _but_one(wanted.no, [p.yes for p in parts])
            return [Wanted(wanted.yes, one) for one in last]
        case Or():
            last = _but_one(wanted.yes, [p.no for p in parts])
            return [Wanted(one, wanted.no) for one in last]
        case Implies():
            a, b = parts
            return [
                Wanted(wanted.no, _both(wanted.yes, b.no)),
                Wanted(_both(wanted.yes, a.yes), wanted.no),
            ]
        case Iff():
            return [_equal(wanted, parts[1]), _equal(wanted, parts[0])]
        case Count(least, most):
            return _to_count(wanted, least, most, parts)
    raise AssertionError(expr)


def _both(a: Flags | None, b: Flags) -> Flags | None:
    """Intersect, where None is nowhere."""
    return None if a is None else a & b


def _either(a: Flags | None, b: Flags | None) -> Flags | None:
    """Unite, where None is nowhere."""
    if a is None or b is None:
        return b if a is None else a
    return a | b


def _equal(wanted: Wanted, other: Known) -> Wanted:
    """Tell what one side of an equivalence must be, given what is known of the other."""
    return Wanted(
        _either(_both(wanted.yes, other.yes), _both(wanted.no, other.no)),
        _either(_both(wanted.yes, other.no), _both(wanted.no, other.yes)),
    )


def _but_one(wanted: Flags | None, settled: Sequence[Flags]) -> list[Flags | None]:
    """For each part: where something is wanted and all other parts are settled, so that this part must give it."""
    if wanted is None:
        return [None] * len(settled)
    before = [wanted]
    for one in settled[:-1]:
        before.append(before[-1] & one)
    after = wanted
    last: list[Flags | None] = [None] * len(settled)
    for k in reversed(range(len(settled))):
        last[k] = before[k] & after
        after = after & settled[k]
    return last


def _to_count(wanted: Wanted, least: int, most: int, parts: Sequence[Known]) -> list[Wanted]:
    """Tell what must hold of counted parts: all that can where too few would be left, none more where enough do."""
    low, high = _counted(parts)
    fill = stop = np.zeros(low.shape, dtype=np.bool_)
    if wanted.yes is not None:
        fill, stop = wanted.yes & (high == least), wanted.yes & (low == most)
    if wanted.no is not None and least <= 0:
        fill = fill | wanted.no & (high == most + 1)
    elif wanted.no is not None and most >= len(parts):
        stop = stop | wanted.no & (low == least - 1)
    return [Wanted(fill & ~part.no, stop & ~part.yes) for part in parts]
