"""Strength of preference: an answer may have to be greatly worse, not just no better.

An actor prefers some states to others greatly, others mildly. Its *levels* order the states more coarsely than its
ranks do: s is greatly preferred to q iff its level is higher. A state is *strongly* stable if every improvement, of any
strength, has an answer that is greatly worse than the state:

==========  ============================================================================================
strong_gmr  an end of a legal sequence of the others' moves that is greatly worse
strong_smr  as strong_gmr, and every state to which the actor could move on from there is greatly worse
strong_seq  an end of a legal sequence of the others' improvements that is greatly worse
==========  ============================================================================================

It is *weakly* stable if it is stable by the plain concept but not strongly. A state without improvements is strongly
stable by these words, since it has nothing to answer; whoever reports strengths should call it nash and leave it there.

More than two degrees are given by more levels, each coarser than the one before. With degree k in place of the highest,
"greatly worse" reads "worse by at least k degrees"; degree 1 asks for what is worse at all.

References
----------
Hamouda, Kilgour and Hipel (2004, 2006), on strength of preference; Xu, Hipel and Kilgour (2009), on any number of
degrees.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from detente.conflict.model import Conflict
from detente.conflict.moves import FREE, Bools, Ints
from detente.conflict.results import Stability
from detente.conflict.sequences import least_reached
from detente.conflict.stability import Answers, improvements
from detente.conflict.witness import Reply, replies, shortest_sequence, step_from


class Strong:
    """Who can answer strongly: least levels, computed when asked for and kept.

    Parameters
    ----------
    answers : Answers
        Moves and ranks.
    levels : array of int32, shape (actors, states)
        Higher is better; coarser than the ranks.
    """

    def __init__(self, answers: Answers, levels: Ints) -> None:
        self.answers = answers
        self.levels = levels
        self._least: dict[tuple[int, str], Ints] = {}

    def worth(self, actor: int, plain: str) -> Ints:
        """Give the level that an end state leaves the actor at: the best that one move makes of it under smr."""
        level: Ints = self.levels[actor]
        if plain != "smr":
            return level
        best = -self.answers.moves.every(actor).least(-level)
        return np.asarray(np.where(best == -FREE, level, np.maximum(level, best)), np.int32)

    def least(self, actor: int, plain: str) -> Ints:
        """Give the least level that the others can bring the actor down to, from each state."""
        if (actor, plain) not in self._least:
            steps = [
                self.answers.steps(other, plain)
                for other in range(self.answers.moves.actors)
                if other != actor
            ]
            self._least[actor, plain] = least_reached(steps, self.worth(actor, plain))
        return self._least[actor, plain]

    def stable(self, actor: int, plain: str) -> Bools:
        """Tell at which states each improvement of the actor has a strong answer."""
        greatest = self.answers.rising(actor).least(-self.least(actor, plain))
        return np.asarray((greatest == FREE) | (-greatest < self.levels[actor]), bool)

    def replies(self, actor: int, state: int, plain: str) -> Iterator[Reply]:
        """Give each improvement with a shortest path of the others to a strong answer, if there is one."""
        least, worth = self.least(actor, plain), self.worth(actor, plain)
        bar = int(self.levels[actor, state])
        others = [other for other in range(self.answers.moves.actors) if other != actor]
        for target in map(int, improvements(self.answers.moves, self.answers.ranks, actor, state)):
            path = None
            if least[target] < bar:
                path = shortest_sequence(
                    others,
                    target,
                    lambda mover, at: step_from(self.answers, mover, at, plain),
                    lambda end: bool(worth[end] < bar),
                )
            yield Reply(target, path, anyway=False)


def strength_stability(conflict: Conflict, concept: str, degree: int | None = None) -> Stability:
    """Tell which states are strongly or weakly stable for whom.

    Parameters
    ----------
    conflict : Conflict
        With levels (:meth:`Conflict.refined`, or statements marked vital in a situation).
    concept : str
        "strong_gmr", "strong_smr", "strong_seq", or "weak_" with one of the three names.
    degree : int, optional
        By how many degrees an answer must be worse; the highest there is if left out.

    Returns
    -------
    Stability
        Under the strong concepts, states without improvements are included. An explanation of a weak verdict shows
        the plain answers.

    Raises
    ------
    ValueError
        If the conflict has no levels, or not so many.

    Notes
    -----
    Cost as for the plain concepts: a few operations per state and pair of actors.

    Examples
    --------
    A would rather attack than not, and greatly fears only the state in which D punishes it.

    >>> con = Conflict.from_options({"A": ["a"], "D": ["p"]}, ranks={"A": [2, 3, 0, 1], "D": [3, 0, 2, 1]})
    >>> con.refined(levels={"A": [1, 1, 0, 0]}).stability("strong_seq").stable[0].tolist()
    [True, True, False, True]
    >>> con.refined(levels={"A": [1, 2, 0, 1]}).stability("strong_seq").stable[0].tolist()
    [False, True, False, True]
    """
    kind, _, plain = concept.partition("_")
    rows, states = range(len(conflict.actors)), len(conflict.states)
    strong = Strong(conflict.answers, _levels(conflict, degree))
    strongly = np.array([strong.stable(actor, plain) for actor in rows]).reshape(len(rows), states)
    plainly = conflict.stability(plain)
    stable = strongly if kind == "strong" else plainly.stable & ~strongly
    weak_replies = partial(replies, conflict.answers, concept=plain)
    return Stability(
        concept=concept,
        actors=conflict.actors,
        states=conflict.states,
        stable=stable,
        structural=plainly.structural,
        equilibria=np.flatnonzero(stable.all(axis=0)),
        replies=partial(strong.replies, plain=plain) if kind == "strong" else weak_replies,
        position=conflict.position,
        name=lambda actor: conflict.actors[actor],
    )


def _levels(conflict: Conflict, degree: int | None) -> Ints:
    """Give the levels of a degree."""
    if conflict.levels is None:
        raise ValueError(
            "expected strengths of preference, found none: mark statements as vital, or give levels to refined()"
        )
    most = len(conflict.levels)
    if degree is not None and not 1 <= degree <= most:
        raise ValueError(f"expected a degree from 1 to {most}, found {degree}")
    found: Ints = conflict.levels[(degree or most) - 1]
    return found
