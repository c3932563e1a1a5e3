"""How many completions partial states have, and which: all ways to decide the rest so that every rule holds.

A step decides one more option in every partial state, both ways, and lets the rules force what follows. Options
that no open rule names any more can't matter: they are forgotten, and partial states that agree on all the rest
become one. So chains, counts and other rules that look at few options at a time stay narrow, however many states
they admit. Where the partial states become too many for memory they are taken in slices, one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.situation.propagation import Flags, Group, Partial, propagate

Codes = npt.NDArray[np.int64]

_ROOM = 1 << 23  # bytes for the partial states of one slice
_PATIENCE = 1 << 24  # partial states looked at before a search is given up


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


@dataclass(slots=True)
class _Effort:
    """What a count has cost and found so far, and how many completions are more than enough."""

    enough: int
    looked_at: int = 0
    found: int = 0

    def add(self, looked_at: int, found: int) -> None:
        """Note work done; give up when enough was found at some cost, or when the cost is too high."""
        self.looked_at += looked_at
        self.found += found
        plenty = self.found > self.enough and self.looked_at > _PATIENCE >> 6
        if plenty or self.looked_at > _PATIENCE:
            raise TooManyCompletionsError(self.found)


def count_completions(group: Group, partial: Partial, enough: int) -> int:
    """Count the states that complete one partial state.

    Parameters
    ----------
    group
        The rules.
    partial
        One partial state from which nothing follows that isn't decided.
    enough
        A count above this may be left unfinished where finishing is hard.

    Returns
    -------
    int
        The exact number.

    Raises
    ------
    TooManyCompletionsError
        If counting takes too long; it carries a lower bound.
    """
    return int(_counts(group, partial, _Effort(enough))[0])


def _counts(group: Group, partial: Partial, effort: _Effort) -> npt.NDArray[np.uint64]:
    """Count the completions of every partial state."""
    room = _slice_width(group)
    if partial.width > room:
        slices = (partial.at(slice(at, at + room)) for at in range(0, partial.width, room))
        return np.concatenate([_counts(group, one, effort) for one in slices])
    step = _stepped(group, partial)
    ways = np.left_shift(np.uint64(1), step.spare)
    ended = step.child < 0
    effort.add(partial.width, int(ways[ended].sum()))
    if step.children.width:
        below = _counts(group, step.children, effort)
        ways[~ended] *= below[step.child[~ended]]
    totals = np.zeros(partial.width, dtype=np.uint64)
    np.add.at(totals, step.parent, ways)
    return totals


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
    room = _slice_width(group)
    if partial.width > room:
        starts = range(0, partial.width, room)
        slices = [list_completions(group, partial.at(slice(at, at + room))) for at in starts]
        owners = [one.owner + at for one, at in zip(slices, starts, strict=True)]
        return _together([one._replace(owner=own) for one, own in zip(slices, owners, strict=True)])
    step = _stepped(group, partial)
    ended = step.child < 0
    done = Completions(step.parent[ended], step.taken[ended], step.either[ended])
    if not step.children.width:
        return done
    return _together([done, _joined(step, ~ended, list_completions(group, step.children))])


def _slice_width(group: Group) -> int:
    """Give how many partial states fit into one slice."""
    return max(64, _ROOM // (4 * len(group.options) + len(group.rules)))


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
    touched = sorted({rule for row in np.unique(option) for rule in group.touching[row]})
    failed = propagate(group, both, touched)

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
    children, child[going_on] = _merged(grown.at(going_on))
    return _Step(parent, child, taken, either, spare, children)


def _mattering(group: Group, still: Flags) -> Flags:
    """Tell which options an open rule names, per partial state."""
    matters = np.zeros((len(group.options), still.shape[1]), dtype=np.bool_)
    for rule, rows in enumerate(group.rows):
        if still[rule].any():
            for row in rows:
                matters[row] |= still[rule]
    return matters


def _packed(flags: Flags, bits: tuple[int, ...]) -> Codes:
    """Turn columns of flags into bit patterns."""
    spread = np.zeros((64, flags.shape[1]), dtype=np.bool_)
    spread[list(bits)] = flags
    octets = np.packbits(spread, axis=0, bitorder="little")
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
