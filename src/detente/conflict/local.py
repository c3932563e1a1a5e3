"""Which states matter: a small part of a model on which verdicts are the same as on the whole.

Events move by improvements, so only what improvements reach from the status quo can come about: the *core*. It is
closed under the improvements of everybody, and therefore nash, seq, seq2 and sseq verdicts at its states need nothing
else (an escape that matters for sseq is an improvement). Three things are added where they are needed:

* gmr and smr let the others make any moves: all that these reach from the core, and for smr the actor's improvements
  from there;
* the rule against free riders compares a step with its parts: the states in which only some of the options that an
  improvement changes have changed; under seq2, whose bar depends on what the others would do there, also all that
  improvements reach from them;
* where pacts act, their joint improvements lead on like an actor's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from detente.conflict.blocks import expanded
from detente.conflict.moves import Bools, Ints, Moves, Positions

_AT_ONCE = 1 << 22  # comparisons of one array operation


class Needed(NamedTuple):
    """States to solve on: ascending positions in the whole model, and which of them belong to the core."""

    positions: Positions
    core: Bools


def needed_states(
    moves: Moves,
    orders: Sequence[Ints],
    start: int,
    concepts: Sequence[Collection[str]],
    *,
    parts: bool = True,
    pacts: Sequence[Sequence[int]] = (),
) -> Needed:
    """Give the states on which verdicts at the core are the same as on the whole model.

    Parameters
    ----------
    moves : Moves
    orders : sequence of arrays of int32, one per actor, each of shape (types, states)
        Every order of preference that the actor may have; an improvement of any of them counts.
    start : int
        Where events begin.
    concepts : sequence of collections of str, one per actor
        The behaviours that the actor may have.
    parts : bool
        Whether to add the parts of improvements (option form only).
    pacts : sequence of sequences of int
        Actors who may move as one.

    Returns
    -------
    Needed
        Least answers and verdicts hold at the core, for each actor under each of its concepts; the core is all that
        can come about.

    Notes
    -----
    Cost: linear in the moves from the states found; for parts, the square of an actor's moves per state of the core.

    Examples
    --------
    Two actors with an option each; only the first wants to move, once.

    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> moves = OptionMoves(np.arange(4), [Owner(1), Owner(2)])
    >>> orders = [np.array([[0, 1, 0, 1]]), np.array([[1, 1, 0, 0]])]
    >>> needed_states(moves, orders, 0, [["seq"], ["seq"]]).positions.tolist()
    [0, 1]
    >>> needed_states(moves, orders, 0, [["gmr"], ["seq"]]).positions.tolist()
    [0, 1, 2, 3]
    """
    everyone = range(moves.actors)

    def improving(states: Positions) -> Iterator[Positions]:
        for actor in everyone:
            yield _better(moves, orders, actor, states)
        for members in pacts:
            yield _jointly_better(moves, orders, members, states)

    core = _closure(np.arange(moves.states) == start, improving)
    found = core.copy()
    for actor in everyone:
        if not {"gmr", "smr"}.isdisjoint(concepts[actor]):
            found |= _metarational(moves, orders, actor, core, escapes="smr" in concepts[actor])
    if parts and moves.codes is not None:
        due = np.zeros(moves.states, bool)
        for actor in everyone:
            of_steps = _parts(moves, moves.codes, orders, actor, np.flatnonzero(core))
            (due if "seq2" in concepts[actor] else found)[of_steps] = True
        found |= _closure(due, improving)
    positions = np.flatnonzero(found)
    return Needed(positions, core[positions])


def _closure(seeds: Bools, step: Callable[[Positions], Iterator[Positions]]) -> Bools:
    """Collect all that repeated steps lead to, and the seeds."""
    found = seeds.copy()
    frontier = np.flatnonzero(found)
    while frontier.size:
        fresh = np.zeros(found.size, bool)
        for targets in step(frontier):
            fresh[targets] = True
        fresh &= ~found
        found |= fresh
        frontier = np.flatnonzero(fresh)
    return found


def _better(moves: Moves, orders: Sequence[Ints], actor: int, states: Positions) -> Positions:
    """Give where the actor's improvements, of any of its orders, lead to."""
    which, target = moves.pairs(actor, states)
    return np.asarray(target[_rises(orders[actor], states[which], target)], np.intp)


def _rises(orders: Ints, source: Positions, target: Positions) -> Bools:
    """Tell for each move whether any of the orders prefers its target."""
    rises = np.zeros(target.size, bool)
    for order in orders:  # one by one: a draw of inputs may bring hundreds
        rises |= order[target] > order[source]
    return rises


def _jointly_better(
    moves: Moves, orders: Sequence[Ints], members: Sequence[int], states: Positions
) -> Positions:
    """Give where joint moves lead that every member may prefer."""
    which, target = moves.joint_pairs(members, states)
    for_all = np.ones(which.size, bool)
    for member in members:
        for_all &= _rises(orders[member], states[which], target)
    return np.asarray(target[for_all], np.intp)


def _metarational(moves: Moves, orders: Sequence[Ints], actor: int, core: Bools, *, escapes: bool) -> Bools:
    """Collect what the others' moves reach from the core, and the actor's improvements from there."""
    others = [other for other in range(moves.actors) if other != actor]

    def any_move(states: Positions) -> Iterator[Positions]:
        return (moves.pairs(other, states)[1] for other in others)

    found = _closure(core, any_move)
    if escapes:
        found[_better(moves, orders, actor, np.flatnonzero(found))] = True
    return found


def _parts(
    moves: Moves, codes: np.ndarray, orders: Sequence[Ints], actor: int, sources: Positions
) -> Positions:
    """Give the states in which some, not all, of the options that an improvement changes have changed."""
    counts = np.bincount(moves.pairs(actor, sources)[0], minlength=sources.size)
    group = np.cumsum(counts.astype(np.int64) ** 2) // _AT_ONCE
    found = [np.empty(0, np.intp)]
    for some in np.split(sources, np.flatnonzero(np.diff(group)) + 1):
        which, target = moves.pairs(actor, some)
        changed = codes[some[which]] ^ codes[target]
        step = np.flatnonzero(_rises(orders[actor], some[which], target))
        rows = np.arange(some.size)
        starts, ends = np.searchsorted(which, rows, "left"), np.searchsorted(which, rows, "right")
        of, part = expanded(starts[which[step]], ends[which[step]])
        whole = changed[step[of]]
        proper = ((changed[part] & ~whole) == 0) & (changed[part] != whole)
        found.append(np.unique(target[part[proper]]))
    return np.unique(np.concatenate(found))
