"""How many completions partial states have, and which: all ways to decide the rest so that every rule holds.

A step decides one more option in every partial state, both ways, and lets the rules force what follows. Options
that no open rule names any more can't matter: they are forgotten, and partial states that agree on all the rest
become one. So chains, counts and other rules that look at few options at a time stay narrow, however many states
they admit. Where the partial states become too many for memory they are taken in slices, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.situation.propagation import Flags, Group, Partial, propagate

Codes = npt.NDArray[np.int64]

_ROOM = 1 << 23  # bytes for the partial states of one slice
_FEW = 256  # partial states below which a step takes as long as with so many
_AMPLE = (
    1 << 25
)  # bytes of partial states looked at before a count is left unfinished because enough was found


class Completions(NamedTuple):
    """Ways to complete partial states: whose, the options taken, and the options that may be either."""

    owner: npt.NDArray[np.intp]
    taken: Codes
    either: Codes


class _Step(NamedTuple):
    """One step: from which partial state to which (-1: no rule is open), and what was decided on the way.

    ``taken`` and ``either`` are bit patterns over all options; ``spare`` is how many bits ``either`` has.
    """

    parent: npt.NDArray[np.intp]
    child: npt.NDArray[np.intp]
    taken: Codes
    either: Codes
    spare: npt.NDArray[np.uint64]
    children: Partial


class TooManyCompletionsError(Exception):
    """Counting was given up; there are at least ``found`` completions."""

    def __init__(self, found: int) -> None:
        super().__init__(found)
        self.found = found


def count_completions(group: Group, partial: Partial, enough: int, patience: int) -> int:
    """Count the states that complete one partial state.

    Parameters
    ----------
    group
        The rules.
    partial
        One partial state from which nothing follows that isn't decided.
    enough
        A count above this may be left unfinished where finishing is hard.
    patience
        How much work may be done: partial states looked at, times parts of rules.

    Returns
    -------
    int
        The exact number.

    Raises
    ------
    TooManyCompletionsError
        If counting takes too long; it carries a lower bound.
    """
    done = found = 0
    for work, ended in _grown(group, partial):
        done += work
        found += ended
        if done > patience or (done > _AMPLE and found > enough):
            raise TooManyCompletionsError(found)
    return found


def completable(group: Group, partial: Partial, patience: int) -> tuple[bool | None, int]:
    """Tell whether any state completes one partial state, and how much work it took to know.

    Parameters
    ----------
    group
        The rules.
    partial
        One partial state from which nothing follows that isn't decided.
    patience
        How much work may be done.

    Returns
    -------
    tuple
        The answer, None where the work didn't suffice to find it, and the work.
    """
    done = 0
    for work, ended in _grown(group, partial):
        done += work
        if ended or done > patience:
            return True if ended else None, done
    return False, done


def _grown(group: Group, partial: Partial) -> Iterator[tuple[int, int]]:
    """Grow partial states until all have ended; give the work of each step and how many states ended in it."""
    waiting = [(partial, np.ones(partial.width, dtype=np.uint64))]  # and in how many ways each was reached
    effort = 4 * len(group.options) + group.size
    while waiting:
        some, ways = waiting.pop()
        pieces = _slices(group, some.width)
        if len(pieces) > 1:
            waiting += [(some.at(piece), ways[piece]) for piece in pieces]
            continue
        step = _stepped(group, some)
        reached = ways[step.parent] << step.spare
        ended = step.child < 0
        yield (some.width + _FEW) * effort, int(reached[ended].sum())
        if step.children.width:
            further = np.zeros(step.children.width, dtype=np.uint64)
            np.add.at(further, step.child[~ended], reached[~ended])
            waiting.append((step.children, further))


def list_completions(group: Group, partial: Partial) -> Completions:
    """List the completions of partial states.

    Parameters
    ----------
    group
        The rules.
    partial
        Partial states from which nothing follows that isn't decided.

    Returns
    -------
    Completions
        In no particular order; ``owner`` is the position of the partial state.

    Notes
    -----
    Memory grows with the number of completions: count them first.
    """
    pieces = _slices(group, partial.width)
    if len(pieces) > 1:
        below = [list_completions(group, partial.at(piece)) for piece in pieces]
        return _together(
            [one._replace(owner=piece[one.owner]) for one, piece in zip(below, pieces, strict=True)]
        )
    step = _stepped(group, partial)
    ended = step.child < 0
    done = Completions(step.parent[ended], step.taken[ended], step.either[ended])
    if not step.children.width:
        return done
    return _together([done, _joined(step, ~ended, list_completions(group, step.children))])


def _slices(group: Group, width: int) -> list[npt.NDArray[np.intp]]:
    """Divide partial states evenly into slices for which there is room."""
    room = max(64, _ROOM // (4 * len(group.options) + len(group.rules)))
    return np.array_split(np.arange(width), -(-width // room))


def _together(parts: list[Completions]) -> Completions:
    """Put lists of completions behind one another."""
    return Completions(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _joined(step: _Step, going_on: Flags, below: Completions) -> Completions:
    """Extend the completions of children to completions of their parents."""
    order = np.argsort(below.owner, kind="stable")
    first = np.searchsorted(below.owner[order], np.arange(step.children.width + 1))
    edges = np.flatnonzero(going_on)
    child = step.child[edges]
    number = first[child + 1] - first[child]
    edge = np.repeat(edges, number)
    place = (
        np.arange(len(edge)) - np.repeat(np.cumsum(number) - number, number) + np.repeat(first[child], number)
    )
    row = order[place]
    return Completions(
        step.parent[edge], step.taken[edge] | below.taken[row], step.either[edge] | below.either[row]
    )


def _stepped(group: Group, partial: Partial) -> _Step:
    """Decide one more option in every partial state, both ways."""
    width = partial.width
    columns = np.arange(width)
    option = np.argmin(partial.yes | partial.no, axis=0)  # the first that is undecided and matters
    both = partial.at(np.concatenate([columns, columns]))
    both.yes[option, columns] = True
    both.no[option, columns + width] = True
    failed = propagate(group, both, np.unique(option).tolist())

    parent = np.flatnonzero(~failed)
    grown = both.at(parent)
    parent = parent % width
    matters = _mattering(group, grown.open)
    before = partial.at(parent)
    taken = _packed(grown.yes & ~before.yes, group.options)
    free = ~(grown.yes | grown.no | matters)
    spare = free.sum(axis=0, dtype=np.uint64)
    either = _packed(free, group.options)
    grown.yes[~matters] = True  # forgotten: marked both ways, so that it is neither undecided nor told apart
    grown.no[~matters] = True
    going_on: Flags = np.any(matters, axis=0)
    child = np.full(len(parent), -1)
    children, child[going_on] = _merged(grown.at(np.flatnonzero(going_on)))
    return _Step(parent, child, taken, either, spare, children)


def _mattering(group: Group, still: Flags) -> Flags:
    """Tell which options an open rule names, per partial state."""
    return np.array([still[rules].any(axis=0) for rules in group.touching], dtype=np.bool_)


def _packed(flags: Flags, bits: tuple[int, ...]) -> Codes:
    """Turn columns of flags into bit patterns."""
    octets = np.zeros((8, flags.shape[1]), dtype=np.uint8)
    for row, bit in zip(flags, bits, strict=True):
        octets[bit >> 3] |= row.view(np.uint8) << np.uint8(bit & 7)
    return np.ascontiguousarray(octets.T).view("<i8").reshape(-1).astype(np.int64)


def _merged(partial: Partial) -> tuple[Partial, npt.NDArray[np.intp]]:
    """Keep one of all partial states that agree; say for each which one stands for it."""
    rows = tuple(range(len(partial.yes)))
    yes, no = _packed(partial.yes, rows), _packed(partial.no, rows)
    order = np.lexsort((yes, no))
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(yes[order]) != 0) | (np.diff(no[order]) != 0)
    stands_for = np.empty(len(order), dtype=np.intp)
    stands_for[order] = np.cumsum(new) - 1
    return partial.at(order[new]), stands_for
