"""Stability of states, from one number per state.

For an actor i with ranks r, the *least answer* m(t) is the least value, for i, of an end state that the others can
reach from t by a legal sequence of at least one step; it is FREE if they have no step. An improvement s -> t is
*answered* iff m(t) is at most the bar at s, which is r(s); and s is stable for i iff none of its improvements stays
unanswered. The concepts differ in the others' steps, in the value of an end state and in the bar.

========  =====================  =================================  ====================
concept   steps of the others    value of an end state              bar at s
========  =====================  =================================  ====================
nash      none                                                      r(s)
gmr       moves                  r                                  r(s)
smr       moves                  greatest of r and r after one      r(s)
                                 move of i
seq       improvements           r                                  r(s)
sseq      improvements           as smr                             r(s)
seq2      improvements that are  r                                  min(r(s), m(s)) - 1
          made under seq
========  =====================  =================================  ====================

All of it is comparison of integers, exact for orders with ties, for any number of actors and any kind of moves.
Restricting a model to states that are closed under the steps concerned changes no m there: for seq, seq2 and nash the
improvements of all, for sseq too (an escape that matters is an improvement of i), for gmr the others' moves, and for
smr i's improvements from where those lead.

References
----------
Fang, Hipel and Kilgour (1993), Interactive Decision Making (nash, gmr, smr, seq); Rêgo and Vieira (2017), Symmetric
sequential stability in the graph model with multiple decision makers (sseq).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from detente.conflict.credible import bar_if_due, made_steps
from detente.conflict.moves import FREE, Bools, Ints, Moves, Positions, Steps
from detente.conflict.sequences import least_reached
from detente.conflict.side_by_side import side_by_side

CONCEPTS: Final = ("nash", "gmr", "smr", "seq", "sseq", "seq2")


class Answers:
    """Who can answer what: least answers and verdicts for one set of ranks, computed when asked for and kept.

    Parameters
    ----------
    moves : Moves
        Everybody's moves.
    ranks : array of int32, shape (actors, states)
        Higher is better, equal is indifferent.
    rising : sequence of Steps, optional
        Each actor's improvements, where they are at hand already (:func:`improvement_steps`): several sets of ranks
        often share an actor's.

    Examples
    --------
    A has option x and D option p; A wants D not to take p, then x; D wants A to stop, if need be by taking p.

    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> moves = OptionMoves(np.arange(4), [Owner(1), Owner(2)])
    >>> answers = Answers(moves, np.array([[2, 3, 0, 1], [3, 0, 2, 1]], np.int32))
    >>> answers.least(0, "seq").tolist()  # D improves only from {x}, to {x, p}, rank 1 for A
    [2147483647, 1, 2, 2147483647]
    >>> answers.stable(0, "seq").tolist()
    [True, True, False, True]
    """

    def __init__(self, moves: Moves, ranks: Ints, rising: Sequence[Steps] | None = None) -> None:
        self.moves = moves
        self.ranks = np.asarray(ranks, np.int32)
        self._rising: dict[int, Steps] = dict(enumerate(rising or ()))
        self._least: dict[tuple[int, str], Ints] = {}
        self._made: dict[int, Steps] = {}

    def rising(self, actor: int) -> Steps:
        """Give the actor's improvements as steps."""
        if actor not in self._rising:
            self._rising[actor] = improvement_steps(self.moves, actor, self.ranks[actor])
        return self._rising[actor]

    def made(self, actor: int) -> Steps:
        """Give the improvements that the actor makes under sequential stability, as steps."""
        if actor not in self._made:
            least = self.least(actor, "seq")
            self._made[actor] = made_steps(self.moves, actor, self.ranks[actor], least)
        return self._made[actor]

    def steps(self, actor: int, concept: str) -> Steps:
        """Give the steps by which the actor answers others under a concept."""
        if concept in ("gmr", "smr"):
            return self.moves.every(actor)
        return self.made(actor) if concept == "seq2" else self.rising(actor)

    def worth(self, actor: int, concept: str) -> Ints:
        """Give what an end state is worth to the actor: its rank, or what one move makes of it if that is better."""
        rank: Ints = self.ranks[actor]
        if concept not in ("smr", "sseq"):
            return rank
        best = -self.rising(actor).least(-rank)
        return np.asarray(np.where(best == -FREE, rank, best), np.int32)

    def least(self, actor: int, concept: str) -> Ints:
        """Give the actor's least answer at each state; see :func:`least_answer`."""
        if (actor, concept) not in self._least:
            self._least[actor, concept] = self._least_anew(actor, concept)
        return self._least[actor, concept]

    def _least_anew(self, actor: int, concept: str) -> Ints:
        if concept == "nash":
            return np.broadcast_to(np.int32(FREE), self.moves.states)
        others = [other for other in range(self.moves.actors) if other != actor]
        return least_reached([self.steps(other, concept) for other in others], self.worth(actor, concept))

    def bar(self, actor: int, concept: str) -> Ints:
        """Give what an answer must bring the actor down to, per state from which it moved."""
        if concept == "seq2":
            return bar_if_due(self.ranks[actor], self.least(actor, concept))
        rank: Ints = self.ranks[actor]
        return rank

    def answered(self, actor: int, concept: str, sources: Positions, targets: Positions) -> Bools:
        """Tell, move by move, whether the actor's improvement from source to target is answered."""
        return np.asarray(self.least(actor, concept)[targets] <= self.bar(actor, concept)[sources], bool)

    def made_at(self, actor: int, concept: str, state: int) -> Positions:
        """Give the states that the actor's unanswered improvements lead to from one state, ascending."""
        better = improvements(self.moves, self.ranks, actor, state)
        answered = self.answered(actor, concept, np.full(better.size, state), better)
        return np.asarray(better[~answered], np.intp)

    def stable(self, actor: int, concept: str) -> Bools:
        """Tell at which states no improvement of the actor stays unanswered."""
        greatest = self.rising(actor).least(-self.least(actor, concept))
        return np.asarray((greatest == FREE) | (-greatest <= self.bar(actor, concept)), bool)

    def table(self, concept: str, workers: int = 1) -> Bools:
        """Give everybody's verdicts, shape (actors, states), several actors at a time; the same however many."""
        count = self.moves.actors
        side_by_side(
            self.rising, count, workers
        )  # what all look at is made first, so that nothing is made twice
        if concept == "seq2":
            side_by_side(self.made, count, workers)
        rows = side_by_side(lambda actor: self.stable(actor, concept), count, workers)
        return np.array(rows, bool).reshape(count, self.moves.states)


def improvement_steps(moves: Moves, actor: int, rank: Ints) -> Steps:
    """Give an actor's improvements, its moves to states that it strictly prefers, as steps.

    Parameters
    ----------
    moves : Moves
    actor : int
    rank : array of int32, shape (states,)
        The actor's ranks.

    Returns
    -------
    Steps

    Examples
    --------
    >>> from detente.conflict.rows import GraphMoves, arcs_of
    >>> moves = GraphMoves([arcs_of([(0, 1), (1, 0)], 2)], 2)
    >>> improvement_steps(moves, 0, np.array([0, 1], np.int32)).targets.tolist()
    [1]
    """
    return moves.above(actor, rank, rank)


def improvements(moves: Moves, ranks: Ints, actor: int, state: int) -> Positions:
    """Give the states that the actor's improvements lead to from one state, ascending.

    Parameters
    ----------
    moves : Moves
    ranks : array of int32, shape (actors, states)
    actor, state : int

    Returns
    -------
    array of int

    Examples
    --------
    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> improvements(OptionMoves(np.arange(4), [Owner(3)]), np.array([[1, 0, 3, 2]]), 0, 0).tolist()
    [2, 3]
    """
    targets = moves.targets(actor, state)
    return np.asarray(targets[ranks[actor, targets] > ranks[actor, state]], np.intp)


def least_answer(moves: Moves, ranks: Ints, actor: int, concept: str) -> Ints:
    """Give the least value, for an actor, of an end state that the others can reach from each state.

    They move by legal sequences of at least one step: moves under gmr and smr, improvements under seq and sseq, those
    improvements that they would make under seq itself under seq2; none under nash. The value of an end state is its
    rank for the actor, or, under smr and sseq, the greatest rank that the actor can be at after at most one move.

    Parameters
    ----------
    moves : Moves
    ranks : array of int32, shape (actors, states)
        Higher is better, equal is indifferent.
    actor : int
    concept : str
        One of :data:`CONCEPTS`.

    Returns
    -------
    array of int32, shape (states,)
        FREE where the others have no step.

    Notes
    -----
    Cost: a few sweeps over the others, each of which costs a few operations per state (and a sort per actor, once).

    Examples
    --------
    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> moves = OptionMoves(np.arange(4), [Owner(1), Owner(2)])
    >>> least_answer(moves, np.array([[2, 3, 0, 1], [3, 0, 2, 1]], np.int32), 0, "gmr").tolist()
    [0, 1, 2, 3]
    """
    return Answers(moves, ranks).least(actor, concept)


def stable_states(moves: Moves, ranks: Ints, concept: str, workers: int = 1) -> Bools:
    """Tell which states are stable for which actors under a concept.

    A state is stable for an actor iff each of its improvements from there is answered.

    Parameters
    ----------
    moves : Moves
    ranks : array of int32, shape (actors, states)
        Higher is better, equal is indifferent.
    concept : str
        One of :data:`CONCEPTS`.
    workers : int
        How many actors are worked on at the same time.

    Returns
    -------
    array of bool, shape (actors, states)

    Examples
    --------
    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> moves = OptionMoves(np.arange(4), [Owner(1), Owner(2)])
    >>> stable_states(moves, np.array([[2, 3, 0, 1], [3, 0, 2, 1]], np.int32), "seq").all(axis=0).nonzero()[0].tolist()
    [0, 3]
    """
    return Answers(moves, ranks).table(concept, workers)
