"""Two files compared: which assumptions differ, which conclusions are lost and gained, and which change did it.

Every change is made to the first file by itself, and what follows is worked out anew. A conclusion that no change turns
by itself is looked for in pairs of changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date as Day
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from detente.outlook.concluding import KINDS, Concluded, Key, concluded
from detente.situation.differences import Change, Difference, Merged, between, merged
from detente.situation.reader import nodes_of, read_nodes
from detente.situation.records import Situation

MOST_PAIRS = 300
"""Pairs of changes that are tried if nothing else is asked for."""

_OWN = frozenset({"file", "text", "states", "overlay"})
_TABLES = ("tables",)


class Tried(NamedTuple):
    """Some changes made to the first file: what follows, or why they make no file by themselves."""

    changes: tuple[int, ...]
    found: Concluded | None
    why: str = ""


class Turned(NamedTuple):
    """A conclusion that differs: what it is in either file, empty where there is none, and which changes turn it.

    ``by`` has sets of changes, each by its number: single ones; where none does it, those that can't be made by themselves,
    all together; else pairs.
    """

    key: Key
    first: str
    second: str
    by: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """How two files differ in what they assume and in what follows.

    Attributes
    ----------
    changes : tuple of Change
        What differs, in the order of the first file, words last; changes go by their position in this list.
    first, second : Concluded
        What follows from either.
    turned : tuple of Turned
        Conclusions that differ.
    tried : tuple of Tried
        Each change of more than words, made to the first file by itself; then, where some can't be made by themselves,
        all those together.
    pairs, left : int
        How many pairs were tried, and how many were left out.
    """

    changes: tuple[Change, ...]
    first: Concluded
    second: Concluded
    turned: tuple[Turned, ...]
    tried: tuple[Tried, ...]
    pairs: int
    left: int


def compare(
    first: Situation,
    second: Situation,
    *,
    as_of: Day | str | None = None,
    pairs: int = MOST_PAIRS,
    vows: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Comparison:
    """Compare two situations.

    Parameters
    ----------
    first, second : Situation
    as_of : date, optional
        Only what was known by this day counts in either; default: each situation's own day.
    pairs : int
        How many pairs of changes to try at most, those first of which a change alone moved something.
    vows : bool
        Whether to test commitments too, which takes longer than all the rest.
    progress : callable, optional
        Is told what is being tried.

    Returns
    -------
    Comparison

    Notes
    -----
    Cost: one forecast at central values for each change, and for each pair that is tried; each reuses what was worked out
    on the first file and still holds.

    Examples
    --------
    >>> import detente
    >>> first = detente.load("chicken")
    >>> second = detente.load(first.text.replace("status_quo: [P1.swerve, P2.swerve]", "status_quo: [P1.swerve]"))
    >>> found = compare(first, second)
    >>> [(one.kind, one.path, one.first) for change in found.changes for one in change.differences]
    [('only_first', ('status_quo', '2'), 'P2.swerve')]
    >>> [(one.key.kind, one.key.about, one.first, one.second, one.by) for one in found.turned][-1]
    ('today', 'seq2', 'not stable for P1, P2', 'stable', ((0,),))
    """
    both, changes = merged(nodes_of(first), nodes_of(second))
    changes = (*changes, *_tables(first, second, sum(len(one.numbers) for one in changes)))
    changes = tuple(sorted(changes, key=lambda one: one.wording))
    conclude = partial(concluded, as_of=as_of, vows=vows)
    ends = conclude(first), conclude(second)
    trying = _Trying(first, second, both, changes, ends, conclude)
    turned = [key for key in _keys(*ends) if ends[0].values.get(key) != ends[1].values.get(key)]
    told = progress or (lambda _: None)
    numbers = [k for k, change in enumerate(changes) if not change.wording]
    tried = (
        list(trying.all_of([(k,) for k in numbers], told))
        if len(numbers) > 1
        else [_tried((k,), ends[1], ends) for k in numbers]
    )
    unmade = tuple(one.changes[0] for one in tried if one.found is None)
    bundle = list(trying.all_of([unmade], told)) if len(unmade) > 1 else []
    by = {key: _turning(key, ends[1], tried) or _turning(key, ends[1], bundle) for key in turned}
    unexplained = [key for key in turned if not by[key]]
    candidates = _pairs(numbers, tried, ends[0]) if unexplained and len(numbers) > 2 else []
    met = list(trying.all_of(candidates[:pairs], told))
    by |= {key: _turning(key, ends[1], met) for key in unexplained}
    return Comparison(
        changes,
        *ends,
        tuple(
            Turned(key, ends[0].values.get(key, ""), ends[1].values.get(key, ""), by[key]) for key in turned
        ),
        (*tried, *bundle),
        len(met),
        len(candidates) - len(met),
    )


def _tried(chosen: tuple[int, ...], found: Concluded, ends: tuple[Concluded, Concluded]) -> Tried:
    """Say what follows from a change; where it leaves no model and one of the two files has one, it can't be made so."""
    if found.why and not all(one.why for one in ends):
        return Tried(chosen, None, found.why)
    return Tried(chosen, replace(found, model=None))


def _keys(first: Concluded, second: Concluded) -> list[Key]:
    return sorted(dict.fromkeys([*first.values, *second.values]), key=lambda key: KINDS.index(key.kind))


def _turning(key: Key, second: Concluded, tried: Sequence[Tried]) -> tuple[tuple[int, ...], ...]:
    """Give the changes after which a conclusion is as in the second file."""
    wanted = second.values.get(key)
    return tuple(
        one.changes for one in tried if one.found is not None and one.found.values.get(key) == wanted
    )


def _pairs(numbers: Sequence[int], tried: Sequence[Tried], first: Concluded) -> list[tuple[int, int]]:
    """List the pairs of changes; those of which a change did something, or couldn't be made, come first."""
    idle = {
        one.changes[0]
        for one in tried
        if len(one.changes) == 1 and one.found is not None and not _moved(one.found, first)
    }
    return sorted(combinations(numbers, 2), key=lambda pair: (sum(k in idle for k in pair), pair))


def _moved(found: Concluded, first: Concluded) -> bool:
    """Tell whether anything follows that doesn't follow from the first file, be it a figure."""
    figures = [{name: one.undoubted for name, one in side.questions.items()} for side in (found, first)]
    return found.values != first.values or figures[0] != figures[1]


def _tables(first: Situation, second: Situation, number: int) -> Iterator[Change]:
    """Give the tables that both files name and that say something else, as one change."""
    names = [name for name, text in first.tables.items() if second.tables.get(name, text) != text]
    found = tuple(Difference((*_TABLES, name), "changed", name, name, None, None) for name in names)
    if found:
        yield Change(tuple(range(number, number + len(found))), found)


class _Trying:
    """Makes changes to the first file and works out what follows."""

    def __init__(
        self,
        first: Situation,
        second: Situation,
        both: Merged,
        changes: Sequence[Change],
        ends: tuple[Concluded, Concluded],
        conclude: Callable[..., Concluded],
    ) -> None:
        self._sits, self._both, self._changes = (first, second), both, changes
        self._ends, self._conclude = ends, conclude

    def all_of(self, sets: Sequence[tuple[int, ...]], told: Callable[[str], None]) -> Iterator[Tried]:
        """Try sets of changes, one after another."""
        for at, chosen in enumerate(sets, start=1):
            what = "change" if len(chosen) == 1 else "pair of changes"
            told(f"trying {what} {at} of {len(sets)}")
            yield self._tried(chosen)

    def _tried(self, chosen: tuple[int, ...]) -> Tried:
        numbers = [number for k in chosen for number in self._changes[k].numbers]
        paths = [one.path for k in chosen for one in self._changes[k].differences]
        sit = self._sits[any("table" in path or path[:1] == _TABLES for path in paths)]
        folder = Path(sit.file).parent if sit.file else None
        made, faults = read_nodes(between(self._both, numbers), self._sits[0].file, folder)
        stop = [one for one in faults if one.severity == "fault"]
        if stop:
            return Tried(chosen, None, stop[0].message)
        found = self._conclude(_sharing(made, self._sits[0]), before=self._ends[0].model)
        return _tried(chosen, found, self._ends)


def _sharing(made: Situation, first: Situation) -> Situation:
    """Let a situation have the very records of another wherever it says the same, so that work on them can be shared."""
    same = {
        one.name: getattr(first, one.name)
        for one in fields(Situation)
        if one.name not in _OWN and getattr(made, one.name) == getattr(first, one.name)
    }
    if {"options", "rules"} <= set(same):
        same["states"] = first.states
    return replace(made, **same)
