"""Whether a commitment makes the difference between an improvement that is answered and one that isn't.

A commitment of actor i, "if T, then R", takes i from states where T holds and R doesn't, *unmet*, to states where both
hold, *met*. Let K be the steps by which the others answer an improvement of actor j under j's concept (their moves,
their improvements, or those improvements that they would make under sequential stability), and

* K- those of K that are left when i's steps from unmet to met are taken away: surely broken;
* K+ K with i's steps from unmet states replaced by its moves of highest rank to met ones, ties all kept, improvements
  or not; by none where it has no such move: surely kept.

An improvement is *deterred by the commitment* if it is answered with K and not with K-, *would be deterred if it were
believed* if it is not answered with K but with K+, and *deterred anyway* if it is answered with K and with K- too.
Taking away the steps of several commitments tests them jointly.

Neither K- nor K+ is transitive, so what the others can reach follows pairs of a state and the last mover
(:func:`detente.conflict.sequences.least_reached`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from detente.conflict.credible import bar_if_due
from detente.conflict.moves import FREE, Bools, Ints, Positions, Steps
from detente.conflict.rows import Arcs
from detente.conflict.sequences import least_reached
from detente.conflict.stability import Answers
from detente.conflict.witness import Path, shortest_sequence, step_from


class Vow(NamedTuple):
    """A commitment as sets of states: whose it is, where it is unmet (T without R), and where it is met (T and R)."""

    by: int
    unmet: Bools
    met: Bools


class Redirected(NamedTuple):
    """Steps of one actor of which those from some states are replaced by arcs."""

    steps: Steps
    where: Bools
    arcs: Arcs

    def least(self, values: Ints) -> Ints:
        """Give for each state the least value that one step leads to (:class:`detente.conflict.moves.Steps`)."""
        return np.where(self.where, self.arcs.least(values), self.steps.least(values))


Changed = Mapping[int, Redirected]
"""By actor, the steps that stand in for its usual ones."""


def broken(answers: Answers, concept: str, vows: Sequence[Vow]) -> dict[int, Redirected]:
    """Give the steps of those who made some commitments when all of these are surely broken: K-.

    Parameters
    ----------
    answers : Answers
    concept : str
        That of the actor who would be answered.
    vows : sequence of Vow

    Returns
    -------
    dict of int to Redirected
        By actor.

    Notes
    -----
    Cost: the moves from unmet states, once.

    Examples
    --------
    D threatens to answer x with p, and would.

    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> answers = Answers(OptionMoves(np.arange(4), [Owner(1), Owner(2)]), np.array([[2, 3, 0, 1], [3, 0, 2, 1]], np.int32))
    >>> threat = Vow(1, np.arange(4) == 1, np.arange(4) == 3)
    >>> bool(least_given(answers, 0, "seq", broken(answers, "seq", [threat]))[1] == FREE)
    True
    """
    by_actor: dict[int, list[Vow]] = defaultdict(list)
    for vow in vows:
        by_actor[vow.by].append(vow)
    changed = {}
    for actor, own in by_actor.items():
        where = np.logical_or.reduce([vow.unmet for vow in own])
        source, target = _moves_from(answers, actor, where)
        kept = _is_step(answers, actor, concept, source, target)
        for vow in own:
            kept &= ~(vow.unmet[source] & vow.met[target])
        changed[actor] = _redirected(answers, actor, concept, where, source[kept], target[kept])
    return changed


def kept(answers: Answers, concept: str, vow: Vow) -> dict[int, Redirected]:
    """Give the steps of whoever made a commitment when it is surely kept: K+.

    Parameters
    ----------
    answers : Answers
    concept : str
        That of the actor who would be answered.
    vow : Vow

    Returns
    -------
    dict of int to Redirected
        For the one actor.

    Examples
    --------
    D threatens to answer x with p, but wouldn't.

    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> answers = Answers(OptionMoves(np.arange(4), [Owner(1), Owner(2)]), np.array([[2, 3, 0, 1], [3, 2, 1, 0]], np.int32))
    >>> threat = Vow(1, np.arange(4) == 1, np.arange(4) == 3)
    >>> int(least_given(answers, 0, "seq", kept(answers, "seq", threat))[1])
    1
    """
    source, target = _moves_from(answers, vow.by, vow.unmet)
    into = vow.met[target]
    source, target = source[into], target[into]
    best = highest_from(answers.ranks[vow.by], source, target)
    return {vow.by: _redirected(answers, vow.by, concept, vow.unmet, source[best], target[best])}


def highest_from(rank: Ints, source: Positions, target: Positions) -> Bools:
    """Tell which moves lead to the highest rank among those from the same source.

    Parameters
    ----------
    rank : array of int32, shape (states,)
    source, target : array of int
        Moves, sorted by source.

    Returns
    -------
    array of bool

    Examples
    --------
    >>> highest_from(np.array([0, 1, 2, 2]), np.array([0, 0, 0, 3]), np.array([1, 2, 3, 0])).tolist()
    [False, True, True, True]
    """
    if not source.size:
        return np.zeros(0, bool)
    starts = np.flatnonzero(np.diff(source, prepend=-1))
    highest = np.maximum.reduceat(rank[target], starts)
    return np.asarray(rank[target] == np.repeat(highest, np.diff(starts, append=source.size)), bool)


def least_given(answers: Answers, actor: int, concept: str, changed: Changed) -> Ints:
    """Give an actor's least answer at each state when some of the others take other steps than their usual ones.

    Parameters
    ----------
    answers : Answers
    actor : int
        Who would be answered.
    concept : str
        Its behaviour.
    changed : mapping of int to Steps
        By actor; the actor's own are left aside.

    Returns
    -------
    array of int32, shape (states,)
        FREE where the others have no step.

    Notes
    -----
    Cost: that of :func:`detente.conflict.sequences.least_reached`.
    """
    if concept == "nash":
        return np.full(answers.moves.states, FREE, np.int32)
    return least_reached(answering(answers, actor, concept, changed), answers.worth(actor, concept))


def answering(answers: Answers, actor: int, concept: str, changed: Changed) -> list[Steps]:
    """Give the steps of all others by which they answer an actor, some of them changed."""
    return [
        changed[other] if other in changed else answers.steps(other, concept)
        for other in range(answers.moves.actors)
        if other != actor
    ]


def answered_given(
    answers: Answers, actor: int, concept: str, least: Ints, sources: Positions, targets: Positions
) -> Bools:
    """Tell, move by move, whether an actor's improvements are answered when its least answers are the given ones.

    Parameters
    ----------
    answers : Answers
    actor : int
    concept : str
    least : array of int32, shape (states,)
        As :func:`least_given` gives them.
    sources, targets : array of int
        Improvements of the actor.

    Returns
    -------
    array of bool

    Examples
    --------
    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> answers = Answers(OptionMoves(np.arange(4), [Owner(1), Owner(2)]), np.array([[2, 3, 0, 1], [3, 0, 2, 1]], np.int32))
    >>> threat = Vow(1, np.arange(4) == 1, np.arange(4) == 3)
    >>> changes = {"K": {}, "K-": broken(answers, "seq", [threat]), "K+": kept(answers, "seq", threat)}
    >>> step = np.array([0]), np.array([1])
    >>> {name: answered_given(answers, 0, "seq", least_given(answers, 0, "seq", one), *step).tolist()
    ...  for name, one in changes.items()}
    {'K': [True], 'K-': [False], 'K+': [True]}
    """
    rank = answers.ranks[actor]
    bar = bar_if_due(rank, least) if concept == "seq2" else rank
    return np.asarray(least[targets] <= bar[sources], bool)


def answer_given(
    answers: Answers, actor: int, concept: str, changed: Changed, move: tuple[int, int]
) -> Path | None:
    """Give a shortest path by which the others answer an improvement, when some of them take other steps.

    Parameters
    ----------
    answers : Answers
    actor : int
    concept : str
    changed : mapping of int to Redirected
    move : (source, target)

    Returns
    -------
    tuple of (actor, state), or None
        None if the improvement is not answered. Of several shortest paths the first in order of actors, then of
        states, is given.
    """
    least = least_given(answers, actor, concept, changed)
    source, target = (np.array([at]) for at in move)
    if not answered_given(answers, actor, concept, least, source, target)[0]:
        return None
    bar = bar_if_due(answers.ranks[actor], least) if concept == "seq2" else answers.ranks[actor]
    worth = answers.worth(actor, concept)
    others = [other for other in range(answers.moves.actors) if other != actor]

    def step(mover: int, state: int) -> Positions:
        if mover in changed and changed[mover].where[state]:
            arcs = changed[mover].arcs
            start, end = arcs.row(np.array([state]))
            return arcs.targets[start[0] : end[0]]
        return step_from(answers, mover, state, concept)

    return shortest_sequence(others, move[1], step, lambda end: bool(worth[end] <= bar[move[0]]))


def _moves_from(answers: Answers, actor: int, where: Bools) -> tuple[Positions, Positions]:
    """Give all moves of an actor from some states as (source, target)."""
    sources = np.flatnonzero(where)
    which, target = answers.moves.pairs(actor, sources)
    return sources[which], target


def _is_step(answers: Answers, actor: int, concept: str, source: Positions, target: Positions) -> Bools:
    """Tell which moves are steps by which the actor answers others under a concept."""
    if concept in {"gmr", "smr"}:
        return np.ones(source.size, bool)
    rank = answers.ranks[actor]
    better = rank[target] > rank[source]
    if concept == "seq2":
        better &= ~answers.answered(actor, "seq", source, target)
    return np.asarray(better, bool)


def _redirected(
    answers: Answers, actor: int, concept: str, where: Bools, source: Positions, target: Positions
) -> Redirected:
    return Redirected(answers.steps(actor, concept), where, Arcs(source, target, where.size))
