"""Checks of orders of preference over the feasible states: statements that never matter, options that nobody minds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from detente.faults import Fault, warning
from detente.situation.checking import Checking
from detente.situation.checks_wants import types_with_paths, whose
from detente.situation.evaluate import truth
from detente.situation.expressions import bits_of
from detente.situation.records import Statement, Type, Weight

MOST_STATES = 1 << 21
"""Beyond so many states statements aren't looked at one by one: it would take longer than what is asked for."""


def statements_matter(checking: Checking) -> Iterator[Fault]:
    """Find statements and weights that are true or false throughout, and statements that those above them settle."""
    states = checking.sit.states
    if states is None or not checking.settled or len(states) > MOST_STATES:
        return
    for kind, path in types_with_paths(checking):
        if not checking.is_broken(*path):
            bits = sorted({bit for one in _wants(kind) for bit in bits_of(one.expr)})
            codes = told_apart(states.codes, bits)
            yield from _constant(kind, codes)
            yield from _settled(kind, codes)


def told_apart(codes: npt.NDArray[np.int64], bits: Sequence[int]) -> npt.NDArray[np.int64]:
    """Give states that stand for all as far as some options go: each way in which these are decided occurs.

    Parameters
    ----------
    codes : ndarray of int64, shape (n,)
        States.
    bits : sequence of int
        Positions of the options that matter.

    Returns
    -------
    ndarray of int64
        The given states if so many options matter that little is gained; else their parts in these options, each once.

    Examples
    --------
    >>> told_apart(np.arange(16), [1])
    array([0, 2])
    """
    if 2 << len(bits) > len(codes):
        return codes
    part = np.zeros(len(codes), dtype=np.int32)
    for k, bit in enumerate(bits):
        part |= (codes >> bit & 1).astype(np.int32) << k
    occurs = np.zeros(1 << len(bits), dtype=np.bool_)
    occurs[part] = True
    found = np.flatnonzero(occurs)
    whole = np.zeros(len(found), dtype=np.int64)
    for k, bit in enumerate(bits):
        whole |= (found >> k & 1) << bit
    return whole


def _wants(kind: Type) -> list[Statement | Weight]:
    return [*kind.statements, *kind.weights]


def _is_constant(flags: npt.NDArray[np.bool_]) -> bool:
    return bool(flags.all()) or not flags.any()


def _constant(kind: Type, codes: npt.NDArray[np.int64]) -> Iterator[Fault]:
    """Find what is the same in every feasible state."""
    for one in _wants(kind):
        flags = truth(one.expr, codes)
        if _is_constant(flags):
            yield warning(
                "DT427",
                one.place,
                f"'{one.text}' is {'true' if flags.all() else 'false'} in every feasible state, so it never matters"
                f" to {whose(kind)}",
                hint="a rule decides it already, or an option is not what you meant",
            )


def _settled(kind: Type, codes: npt.NDArray[np.int64]) -> Iterator[Fault]:
    """Find statements that tell no two states apart which those above them don't tell apart already."""
    groups = Partition(len(codes))
    for one in kind.statements:
        flags = truth(one.expr, codes)
        if not groups.split(flags) and not _is_constant(flags):
            yield warning(
                "DT428",
                one.place,
                f"'{one.text}' never decides: the statements above it settle it for {whose(kind)}",
                hint="remove it, or move it up if it matters more",
            )


class Partition:
    """States in groups that the statements so far don't tell apart.

    Examples
    --------
    >>> groups = Partition(3)
    >>> groups.split(np.array([True, False, False])), groups.split(np.array([False, True, True]))
    (True, False)
    """

    __slots__ = ("_count", "_group")

    def __init__(self, states: int) -> None:
        self._group = np.zeros(states, dtype=np.int32)
        self._count = 1

    def split(self, flags: npt.NDArray[np.bool_]) -> bool:
        """Tell apart what differs in one more statement; say whether some group came apart. Linear in the states."""
        with_true = np.zeros(self._count, dtype=np.bool_)
        with_false = np.zeros(self._count, dtype=np.bool_)
        with_true[self._group[flags]] = True
        with_false[self._group[~flags]] = True
        apart = with_true & with_false
        if not apart.any():
            return False
        fresh = np.cumsum(apart, dtype=np.int32) + np.int32(self._count - 1)
        moved = flags & apart[self._group]
        self._group[moved] = fresh[self._group[moved]]
        self._count += int(apart.sum())
        return True


def options_are_minded(checking: Checking) -> Iterator[Fault]:
    """Find options that stand in no statement and no weight of anyone, where everyone has either."""
    sit = checking.sit
    if not sit.options or checking.is_broken("options") or checking.is_broken("preferences"):
        return
    owners = {option.owner for option in sit.options}
    kinds = [kind for kind, _ in types_with_paths(checking)]
    if any(kind.ranking is not None for kind in kinds) or not owners <= set(sit.preferences):
        return
    minded = {bit for kind in kinds for one in _wants(kind) for bit in bits_of(one.expr)}
    for option in sit.options:
        if option.bit not in minded:
            yield warning(
                "DT426",
                option.place,
                f"nobody minds {option.label}: it stands in no statement",
                hint="say who wants it or fears it, or leave the option out",
            )


ORDER_CHECKS = (statements_matter, options_are_minded)
