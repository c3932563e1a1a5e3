"""The states of a group of options: how many, and which, by growth or by trying every way, whichever is less work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from detente.situation.evaluate import truth
from detente.situation.growth import (
    Codes,
    Completions,
    TooManyCompletionsError,
    count_completions,
    list_completions,
)
from detente.situation.propagation import Group, Partial

# work of trying every way: ways times parts of rules; a unit takes about a nanosecond
_LITTLE = 1 << 22
_MUCH = 1 << 31
_GROWING = 1 << 9  # the same for each state listed by growth
_PATIENCE = 1 << 29  # work of growth after which a count is given up: partial states times parts of rules
_ALL = 1 << 63  # more than any number of states
_BLOCK = 15  # options whose choices are tried together


class Counted(NamedTuple):
    """How many states a group has; at least, if ``bound``."""

    states: int
    bound: bool = False


def counted(group: Group, start: Partial, limit: int) -> Counted:
    """Count the states of a group.

    Parameters
    ----------
    group
        Options and the rules that tie them together.
    start
        The partial state that all of them complete.
    limit
        A count above this may be left unfinished.

    Returns
    -------
    Counted
        The number, exact unless it is above the limit or can't be found with reasonable work.
    """
    cost = _cost(group, start)
    if cost < _LITTLE:
        return Counted(len(_tried(group, start, _ALL)))
    try:
        return Counted(count_completions(group, start, limit, min(_PATIENCE, cost >> 3)))
    except TooManyCompletionsError as error:
        found = error.found
    if found > limit or cost >= _MUCH:
        return Counted(found, bound=True)
    try:
        return Counted(len(_tried(group, start, limit)))
    except TooManyCompletionsError as error:
        return Counted(error.found, bound=True)


def listed(group: Group, start: Partial, states: int) -> Codes:
    """List the states of a group.

    Parameters
    ----------
    group
        Options and the rules that tie them together.
    start
        The partial state that all of them complete.
    states
        How many there are.

    Returns
    -------
    numpy.ndarray
        The options taken besides those that are decided in ``start``, as bit patterns, int64, ascending.
    """
    cost = _cost(group, start)
    if cost < max(_LITTLE, min(_MUCH, states * _GROWING)):
        return _tried(group, start, states)
    return _expanded(list_completions(group, start))


def subsets(bits: Sequence[int]) -> Codes:
    """List all choices among options, as bit patterns; ascending if the options are.

    Examples
    --------
    >>> subsets([1, 2])
    array([0, 2, 4, 6])
    """
    codes = np.zeros(1 << len(bits), dtype=np.int64)
    for k, bit in enumerate(bits):
        np.bitwise_or(codes[: 1 << k], 1 << bit, out=codes[1 << k : 2 << k])
    return codes


def _cost(group: Group, start: Partial) -> int:
    """Give the work of trying every way to complete one partial state: ways times parts of rules."""
    return group.size << int(np.sum(~(start.yes | start.no)))


def _tried(group: Group, start: Partial, enough: int) -> Codes:
    """List the states of a group by trying every way, ascending; refuse more than enough."""
    taken, undecided = start.yes[:, 0], ~(start.yes | start.no)[:, 0]
    base = sum(1 << bit for bit, yes in zip(group.options, taken, strict=True) if yes)
    bits = sorted(bit for bit, open_ in zip(group.options, undecided, strict=True) if open_)
    low = subsets(bits[:_BLOCK])
    found: list[Codes] = []
    number = 0
    for high in subsets(bits[_BLOCK:]):
        codes = low | high
        for rule in group.rules:
            codes = codes[truth(rule, codes | base)]
        found.append(codes)
        number += len(codes)
        if number > enough:
            raise TooManyCompletionsError(number)
    return np.concatenate(found)


def _expanded(completions: Completions) -> Codes:
    """Write out the options that may be either; ascending."""
    codes, either = completions.taken, completions.either
    done = []
    while len(codes):
        finished = either == 0
        done.append(codes[finished])
        codes, either = codes[~finished], either[~finished]
        lowest = either & -either
        codes, either = np.concatenate([codes, codes | lowest]), np.concatenate([either ^ lowest] * 2)
    whole: Codes = np.concatenate(done)
    whole.sort()
    return whole
