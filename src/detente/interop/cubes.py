"""Expressions as alternatives of conjunctions, and back: the form in which other programs keep them.

A *cube* names options that are taken and options that are not; a pattern over Y, N and - is one. A set of cubes
holds where at least one of them holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.situation.expressions import And, Count, Expr, Iff, Implies, Not, Or, Taken

MOST_CUBES = 1024
MOST_PRODUCTS = 8192  # cubes before those are left out that others contain


class Cube(NamedTuple):
    """Options that are taken and options that are not, as masks: bit b is the option at position b."""

    yes: int
    no: int


Cubes = tuple[Cube, ...]

ALWAYS: Cubes = (Cube(0, 0),)
NEVER: Cubes = ()


class TooManyCubesError(ValueError):
    """An expression is an alternative of more conjunctions than can be handled."""


def cubes_of(expr: Expr, *, holds: bool = True) -> Cubes:
    """Write an expression as alternatives of conjunctions, none of which is contained in another.

    Parameters
    ----------
    expr : Expr
        An expression about a single state.
    holds : bool
        Whether the expression shall hold, or fail.

    Returns
    -------
    tuple of Cube
        :data:`ALWAYS` where nothing is asked, :data:`NEVER` where nothing will do.

    Raises
    ------
    TooManyCubesError
        If there are more than 1024.
    ValueError
        For ``ever``, comparisons of ties, and counts other than at most one and exactly one.

    Examples
    --------
    >>> a, b = Taken(0, "a"), Taken(1, "b")
    >>> cubes_of(Implies(a, b))
    (Cube(yes=0, no=1), Cube(yes=2, no=0))
    >>> cubes_of(Implies(a, b), holds=False)
    (Cube(yes=1, no=2),)
    """
    match expr:
        case Taken(bit):
            return (Cube(1 << bit, 0) if holds else Cube(0, 1 << bit),)
        case Not(part):
            return cubes_of(part, holds=not holds)
        case And(parts) | Or(parts):
            together = _all if isinstance(expr, And) == holds else _any
            return together(cubes_of(part, holds=holds) for part in parts)
        case Implies(condition, consequence):
            return cubes_of(Or((Not(condition), consequence)), holds=holds)
        case Iff(left, right):
            same = [
                _all((cubes_of(left, holds=way), cubes_of(right, holds=way == holds)))
                for way in (True, False)
            ]
            return _any(same)
        case Count(least, 1, parts) if least in (0, 1):
            return _counted(parts, least, holds=holds)
    raise ValueError(f"expected an expression about a single state, found {type(expr).__name__}")


def _counted(parts: Sequence[Expr], least: int, *, holds: bool) -> Cubes:
    """Write 'exactly one' or 'at most one' of some parts, or that it fails."""
    fails = [cubes_of(part, holds=False) for part in parts]
    if not holds:
        pairs = (And(pair) for pair in combinations(parts, 2))
        return _any([*map(cubes_of, pairs), *([_all(fails)] if least else [])])
    first: list[Cubes] = []
    for at, part in enumerate(parts):
        others = _all(fails[:at] + fails[at + 1 :])
        first.append(_all((cubes_of(part), others)) if least else others)
    return _any(first)


def _any(sets: Iterable[Cubes]) -> Cubes:
    """Put alternatives together."""
    return _kept(cube for one in sets for cube in one)


def _all(sets: Iterable[Cubes]) -> Cubes:
    """Ask for one alternative of each set at once."""
    return reduce(_both, sets, ALWAYS)


def _both(left: Cubes, right: Cubes) -> Cubes:
    """Ask for one alternative of each of two sets at once."""
    if len(left) * len(right) > MOST_PRODUCTS:
        raise TooManyCubesError(f"more than {MOST_CUBES} alternatives")
    joined = (Cube(a.yes | b.yes, a.no | b.no) for a in left for b in right)
    return _kept(cube for cube in joined if not cube.yes & cube.no)


def _kept(cubes: Iterable[Cube]) -> Cubes:
    """Leave out cubes that others contain, and join those that differ in one option's sign only."""
    kept = list(dict.fromkeys(cubes))
    if len(kept) > MOST_PRODUCTS:
        raise TooManyCubesError(f"more than {MOST_CUBES} alternatives")
    while True:
        kept = _least(kept)
        joined = list(dict.fromkeys(_joined(kept)))
        if joined == kept:
            break
        kept = joined
    if len(kept) > MOST_CUBES:
        raise TooManyCubesError(f"more than {MOST_CUBES} alternatives")
    return tuple(kept)


def _least(cubes: list[Cube]) -> list[Cube]:
    """Leave out cubes that ask for more than another one does; all are different."""
    yes = np.array([one.yes for one in cubes], np.int64)
    no = np.array([one.no for one in cubes], np.int64)
    kept = []
    for at, one in enumerate(cubes):
        within = (yes & ~one.yes == 0) & (no & ~one.no == 0)
        within[at] = False
        if not within.any():
            kept.append(one)
    return kept


def _joined(cubes: Sequence[Cube]) -> Iterator[Cube]:
    """Join each cube with the first that differs from it in one option's sign, whose sign then doesn't matter."""
    place = set(cubes)
    for one in cubes:
        flipped = ((bit, Cube(one.yes ^ bit, one.no ^ bit)) for bit in _single_bits(one.yes | one.no))
        bit = next((bit for bit, other in flipped if other in place), 0)
        yield Cube(one.yes & ~bit, one.no & ~bit)


def _single_bits(mask: int) -> Iterator[int]:
    """Give the bits of a mask one by one, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest
        mask ^= lowest


def matched(cubes: Cubes, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Tell at which states at least one cube holds.

    Parameters
    ----------
    cubes : tuple of Cube
    codes : array of int64, shape (states,)

    Returns
    -------
    array of bool, shape (states,)

    Examples
    --------
    >>> matched((Cube(1, 2),), np.arange(4)).tolist()
    [False, True, False, False]
    """
    at = np.zeros(codes.shape, bool)
    for one in cubes:
        at |= (codes & (one.yes | one.no)) == one.yes
    return at


def all_of(cube: Cube, labels: Sequence[str]) -> Expr:
    """Say that a cube holds; it names at least one option.

    Examples
    --------
    >>> all_of(Cube(2, 1), ["a", "b"])
    And(parts=(Not(part=Taken(bit=0, name='a')), Taken(bit=1, name='b')))
    """
    parts = tuple(
        Taken(bit, name) if cube.yes >> bit & 1 else Not(Taken(bit, name))
        for bit, name in enumerate(labels)
        if (cube.yes | cube.no) >> bit & 1
    )
    return parts[0] if len(parts) == 1 else And(parts)


def none_of(cube: Cube, labels: Sequence[str]) -> Expr:
    """Say that a cube, which names at least one option, doesn't hold: what is taken lets one of the others be taken.

    Examples
    --------
    >>> from detente.situation.names import spell
    >>> [spell(none_of(cube, "abc"), "abc") for cube in (Cube(3, 4), Cube(3, 0), Cube(0, 3), Cube(1, 0))]
    ['(a and b) -> c', 'not (a and b)', 'a or b', 'not a']
    """
    taken = tuple(Taken(bit, name) for bit, name in enumerate(labels) if cube.yes >> bit & 1)
    left = tuple(Taken(bit, name) for bit, name in enumerate(labels) if cube.no >> bit & 1)
    condition = taken[0] if len(taken) == 1 else And(taken)
    consequence = left[0] if len(left) == 1 else Or(left)
    if not taken:
        return consequence
    return Implies(condition, consequence) if left else Not(condition)


def any_of(cubes: Cubes, labels: Sequence[str]) -> Expr:
    """Say that at least one of some cubes holds, each of which names an option, as an analyst would say it.

    Examples
    --------
    >>> from detente.situation.names import spell
    >>> same, unless = (Cube(3, 0), Cube(0, 3)), (Cube(3, 0), Cube(0, 3), Cube(2, 1))
    >>> spell(any_of(same, "ab"), "ab"), spell(any_of(unless, "ab"), "ab"), spell(any_of((Cube(1, 0), Cube(0, 2)), "ab"), "ab")
    ('a <-> b', 'a -> b', 'b -> a')
    """
    if len(cubes) == 1:
        return all_of(cubes[0], labels)
    return _of_two(cubes, labels) or Or(tuple(all_of(one, labels) for one in cubes))


def _of_two(cubes: Cubes, labels: Sequence[str]) -> Expr | None:
    """Say it with an arrow where cubes speak of two options only."""
    named = reduce(lambda mask, one: mask | one.yes | one.no, cubes, 0)
    if named.bit_count() != 2:
        return None
    low, high = _single_bits(named)
    codes = np.array([0, low, high, named], np.int64)
    fails = [int(code) for code in codes[~matched(cubes, codes)]]
    if len(fails) == 1:
        return none_of(Cube(fails[0], named ^ fails[0]), labels)
    left, right = (Taken(bit, name) for bit, name in enumerate(labels) if named >> bit & 1)
    if fails == [low, high]:
        return Iff(left, right)
    return Iff(left, Not(right)) if fails == [0, named] else None


def rules_of(infeasible: Cubes, labels: Sequence[str]) -> tuple[Expr, ...]:
    """Say which cubes don't occur, as rules: options that exclude one another are counted.

    Parameters
    ----------
    infeasible : tuple of Cube
        Each names at least one option.
    labels : sequence of str
        Names of the options.

    Returns
    -------
    tuple of Expr

    Examples
    --------
    >>> rules_of((Cube(3, 0), Cube(0, 3), Cube(1, 4)), "abc")
    (Count(least=1, most=1, parts=(Taken(bit=0, name='a'), Taken(bit=1, name='b'))), Implies(condition=Taken(bit=0, name='a'), consequence=Taken(bit=2, name='c')))
    """
    left = dict.fromkeys(infeasible)
    rules: list[Expr] = []
    while left:
        first = next(iter(left))
        group = _excluding(first, left)
        if not group:
            del left[first]
            rules.append(none_of(first, labels))
            continue
        for pair in combinations(_single_bits(group), 2):
            del left[Cube(sum(pair), 0)]
        least = int(Cube(0, group) in left)
        left.pop(Cube(0, group), None)
        parts = tuple(Taken(bit, name) for bit, name in enumerate(labels) if group >> bit & 1)
        rules.append(Count(least, 1, parts))
    return tuple(rules)


def _excluding(first: Cube, infeasible: Iterable[Cube]) -> int:
    """Give options, those of a first pair among them, each two of which exclude one another; 0 if it is no pair."""
    if first.no or first.yes.bit_count() != 2:
        return 0
    pairs = {cube.yes for cube in infeasible if not cube.no and cube.yes.bit_count() == 2}
    group = first.yes
    for bit in sorted({bit for pair in pairs for bit in _single_bits(pair)}):
        if not group & bit and all(bit | other in pairs for other in _single_bits(group)):
            group |= bit
    return group
