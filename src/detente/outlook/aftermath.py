"""What follows a step from where events begin, with commitments as they are, surely kept or surely broken.

The states that may matter are gone through for every combination, as unconnected copies of one model that are solved
at one go (:mod:`detente.conflict.pivotal` says what is solved).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from detente.conflict.credible import bar_if_due
from detente.conflict.moves import FREE, Bools, Codes, Ints, Positions
from detente.conflict.pivotal import (
    Redirected,
    Vow,
    answer_given,
    answering,
    broken,
    highest_from,
    kept,
    least_given,
)
from detente.conflict.sequences import least_reached
from detente.conflict.stability import Answers
from detente.conflict.witness import Path
from detente.outlook.worlds import World

_AT_ONCE = 1 << 20  # states of all copies that are solved together


class Change(NamedTuple):
    """Which commitments are surely broken, and which one is surely kept."""

    broken: tuple[str, ...] = ()
    kept: str = ""


AS_IS = Change()


class _Copies(NamedTuple):
    """Copies of the states that matter, some combinations at once: the combination and the state of each."""

    keys: Codes
    answers: Answers
    vows: Mapping[str, Vow]


class Aftermath:
    """Answers to the steps that actors may take from where events begin.

    Parameters
    ----------
    world : World
        In option form.
    rows : array of int, shape (combinations, actors)
        Which of its orders each actor has.
    vows : mapping of str to Vow
        The commitments over the states of the world.
    concepts : collection of str
        The behaviours that anybody may have.
    also : array of int, optional
        Further states of which it must be known what the others bring about from there.
    only : collection of int, optional
        Only these actors move; all if left out.

    Notes
    -----
    Only states that improvements reach matter (any move, under gmr and smr), combination by combination.
    """

    def __init__(
        self,
        world: World,
        rows: Positions,
        vows: Mapping[str, Vow],
        concepts: Collection[str],
        also: Positions | None = None,
        only: Collection[int] | None = None,
    ) -> None:
        self.world, self.rows, self.vows = world, rows, vows
        self._movers = range(len(world.actors)) if only is None else only
        self._keeping = [vow for vow in vows.values() if vow.by in self._movers]
        self._keys = self._all_keys(concepts, np.empty(0, np.intp) if also is None else also)
        self._solved: tuple[int, _Copies] | None = None
        self._found: dict[object, Ints] = {}

    def _all_keys(self, concepts: Collection[str], also: Positions) -> Codes:
        """Give combination * states + state for all that may matter, ascending."""
        size = len(self.world.labels)
        if not {"gmr", "smr"}.isdisjoint(concepts):
            return np.arange(len(self.rows) * size)
        seeds = np.unique(np.append(also, self.world.start))
        inside = np.zeros(len(self.rows) * size, bool)
        keys = np.add.outer(np.arange(len(self.rows)) * size, seeds).ravel()
        while keys.size:
            inside[keys] = True
            row, state = np.divmod(keys, size)
            fresh = np.concatenate([np.empty(0, np.int64), *self._onward(row, state)])
            keys = np.unique(fresh[~inside[fresh]])
        return np.flatnonzero(inside)

    def _onward(self, row: Positions, state: Positions) -> Iterator[Codes]:
        """Give the keys that improvements, and the best moves that keep a commitment, lead to."""
        moves, size = self.world.moves, len(self.world.labels)
        for actor in self._movers:
            orders = self.world.orders[actor]
            which, target = moves.pairs(actor, state)
            order = self.rows[row, actor][which]
            better = orders[order, target] > orders[order, state[which]]
            yield row[which[better]] * size + target[better]
        for vow in self._keeping:
            unmet = vow.unmet[state]
            which, target = moves.pairs(vow.by, state[unmet])
            which, target = which[vow.met[target]], target[vow.met[target]]
            rank = self.world.orders[vow.by][self.rows[row[unmet], vow.by][which], target]
            best = highest_from(rank, which, np.arange(target.size))
            yield row[unmet][which[best]] * size + target[best]

    def steps_of(self, actor: int) -> Positions:
        """Give where the actor can move from the beginning, ascending."""
        return self.world.moves.targets(actor, self.world.start)

    def keys(self, rows: Positions, states: Positions) -> Positions:
        """Give where some combinations' copies of some states are, as array of shape (combinations, states)."""
        wanted = np.add.outer(rows * len(self.world.labels), states)
        return np.asarray(np.searchsorted(self._keys, wanted), np.intp)

    def least(self, actor: int, concept: str, change: Change) -> Ints:
        """Give an actor's least answers at all copies of states."""
        key = (actor, concept, change)
        if key not in self._found:
            parts = [
                least_given(one.answers, actor, concept, _changed(one, concept, change))
                for one in self._copies()
            ]
            self._found[key] = np.concatenate(parts)
        return self._found[key]

    def reached(self, actor: int, concept: str, change: Change, worth: Ints) -> Ints:
        """Give the least worth of an end state that the others reach from every copy when they answer an actor.

        Parameters
        ----------
        actor : int
        concept : str
            The actor's behaviour; not nash, under which nobody answers.
        change : Change
        worth : array of int32, shape (states,)
            What a state of the world is worth as an end, the same in every combination.

        Returns
        -------
        array of int32, one for each copy
        """
        size = len(self.world.labels)
        parts = [
            least_reached(
                answering(one.answers, actor, concept, _changed(one, concept, change)), worth[one.keys % size]
            )
            for one in self._copies()
        ]
        return np.concatenate(parts)

    def may_come(self, actor: int, concept: str, name: str, condition: Bools) -> Bools:
        """Tell at which copies a commitment's condition holds, or may come about as the others answer an actor.

        The others move as if the commitment were surely kept.
        """
        key = (actor, concept, name)
        if key not in self._found:
            worth = np.where(condition, 0, FREE).astype(np.int32)
            reached = self.reached(actor, concept, Change(kept=name), worth) == 0
            self._found[key] = (reached | condition[self._keys % len(self.world.labels)]).astype(np.int32)
        return np.asarray(self._found[key] == 1, bool)

    def answered(self, actor: int, order: int, concept: str, change: Change, targets: Positions) -> Bools:
        """Tell which improvements from the beginning are answered, in each combination with an order of the actor.

        Parameters
        ----------
        actor, order : int
        concept : str
        change : Change
        targets : array of int
            States of the world.

        Returns
        -------
        array of bool, shape (combinations with that order, targets)
        """
        rank = self.world.orders[actor][order]
        rows = np.flatnonzero(self.rows[:, actor] == order)
        least = self.least(actor, concept, change)
        bar = np.full((rows.size, 1), rank[self.world.start], np.int32)
        if concept == "seq2":
            bar = bar_if_due(bar, least[self.keys(rows, np.array([self.world.start]))])
        return np.asarray(least[self.keys(rows, targets)] <= bar, bool)

    def answer(self, row: int, actor: int, concept: str, change: Change, target: int) -> Path:
        """Give a shortest path by which the others answer a step, in one combination; empty if they don't.

        Steps are given as (actor, state of the world).
        """
        size = len(self.world.labels)
        keys = self._keys[
            np.searchsorted(self._keys, row * size) : np.searchsorted(self._keys, (row + 1) * size)
        ]
        one = self._made(keys)
        source, end = np.searchsorted(keys, row * size + np.array([self.world.start, target])).tolist()
        path = answer_given(one.answers, actor, concept, _changed(one, concept, change), (source, end))
        return tuple((by, int(keys[at] % size)) for by, at in path or ())

    def _copies(self) -> Iterator[_Copies]:
        """Give all copies, as many combinations at once as fit."""
        ends = np.searchsorted(self._keys, np.arange(len(self.rows) + 1) * len(self.world.labels))
        first = 0
        while first < len(self.rows):
            last = max(first + 1, int(np.searchsorted(ends, ends[first] + _AT_ONCE, side="right")) - 1)
            if self._solved is None or self._solved[0] != first:
                self._solved = (first, self._made(self._keys[ends[first] : ends[last]]))
            yield self._solved[1]
            first = last

    def _made(self, keys: Codes) -> _Copies:
        row, state = np.divmod(keys, len(self.world.labels))
        ranks = np.stack([own[self.rows[row, actor], state] for actor, own in enumerate(self.world.orders)])
        vows = {name: Vow(vow.by, vow.unmet[state], vow.met[state]) for name, vow in self.vows.items()}
        return _Copies(keys, Answers(self.world.moves.copied(row - row[0], state), ranks), vows)


def _changed(copies: _Copies, concept: str, change: Change) -> dict[int, Redirected]:
    if change.kept:
        return kept(copies.answers, concept, copies.vows[change.kept])
    return broken(copies.answers, concept, [copies.vows[name] for name in change.broken])
