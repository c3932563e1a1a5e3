"""What follows if each actor plays the game that it sees, and who is surprised on the way.

Events run as usual: one actor at a time makes the move that it chooses, by its own game, and the true state changes by
what it does. Whoever looks on compares the move with what it expected of the mover in its own game. Four things surprise it:

* ``unknown``: the move takes or drops an option of which it doesn't know;
* ``impossible``: the move leads to a state that it took to be impossible, or comes while it is in one;
* ``unexpected``: in its game the mover would not have made this move;
* ``absent``: where events come to rest it expected somebody to move on.

That events run so, and what counts as a surprise, is this program's own; the literature asks which states are stable.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache, partial
from typing import Literal, NamedTuple

import numpy as np

from detente.conflict.chain import Turn, chain_from, limit_of
from detente.conflict.choice import chosen_moves
from detente.conflict.moves import Positions
from detente.conflict.perception import NOWHERE, Hypergame, Perceived


class Surprise(NamedTuple):
    """One actor is surprised by what another does, or fails to do (then ``to`` is None)."""

    actor: str
    by: str
    state: str
    to: str | None
    kind: Literal["unknown", "impossible", "unexpected", "absent"]


class Ending(NamedTuple):
    """Where events end: one state, or several between which they turn; how probable that is."""

    states: tuple[str, ...]
    probability: Fraction | float


class Following(NamedTuple):
    """What follows: where events end, all states passed, and the surprises in the order of the states."""

    endings: tuple[Ending, ...]
    reached: tuple[str, ...]
    surprises: tuple[Surprise, ...]


class Course:
    """How events run where each plays its own game.

    Parameters
    ----------
    game : Hypergame
    concept : str
        By which everybody decides.
    """

    def __init__(self, game: Hypergame, concept: str) -> None:
        self.game = game
        self.concept = concept
        self.made = cache(self._made)

    def chosen(self, view: Perceived, mover: int, at: int) -> Positions:
        """Give the moves that a mover chooses at a state of one view."""
        answers = view.conflict.answers
        answered = partial(answers.answered, mover, self.concept)
        found = chosen_moves(answers.moves, answers.ranks[mover], mover, np.array([at]), answered=answered)
        return found.target

    def _made(self, viewer: int, mover: int, at: int) -> frozenset[int]:
        """Give the moves that a mover might make, in the viewer's game."""
        answers = self.game.views[viewer].conflict.answers
        return frozenset(answers.made_at(mover, self.concept, at).tolist())

    def moves(self, mover: int, state: int) -> list[int]:
        """Give the true states that an actor's chosen moves lead to; those that turn out impossible are not made."""
        view = self.game.views[mover]
        at = int(view.image[state])
        if at == NOWHERE:
            return []
        targets: list[int] = self.chosen(view, mover, at).tolist()
        codes = view.conflict.moves.codes
        if codes is None:
            return targets
        true = self.game.conflict.codes
        wanted = [int(true[state]) ^ int(codes[at]) ^ int(codes[to]) for to in targets]
        places = np.searchsorted(true, wanted).tolist()
        return [
            place
            for place, code in zip(places, wanted, strict=True)
            if place < true.size and true[place] == code
        ]

    def turns(self, state: int) -> list[Turn]:
        """Give everybody's turn at a true state, at equal pace."""
        return [Turn(Fraction(1), tuple(self.moves(mover, state))) for mover in range(len(self.game.views))]

    def surprised(self, viewer: int, mover: int, state: int, to: int) -> Surprise | None:
        """Tell whether a move surprises somebody else."""
        view, labels = self.game.views[viewer], self.game.conflict
        at, after = int(view.image[state]), int(view.image[to])
        kind: Literal["unknown", "impossible", "unexpected"]
        if view.unaware and (int(labels.codes[state]) ^ int(labels.codes[to])) & view.unaware:
            kind = "unknown"
        elif NOWHERE in (at, after):
            kind = "impossible"
        elif after not in self.made(viewer, mover, at):
            kind = "unexpected"
        else:
            return None
        return Surprise(view.actor, labels.actors[mover], labels.states[state], labels.states[to], kind)

    def absent(self, viewer: int, state: int) -> list[Surprise]:
        """Give those whom somebody expected to move on from a state of rest."""
        view, labels = self.game.views[viewer], self.game.conflict
        at = int(view.image[state])
        others = [mover for mover in range(len(self.game.views)) if mover != viewer]
        return [
            Surprise(view.actor, labels.actors[mover], labels.states[state], None, "absent")
            for mover in others
            if at != NOWHERE and self.made(viewer, mover, at)
        ]


def following(game: Hypergame, concept: str) -> Following | None:
    """Tell what follows from the status quo if each plays the game that it sees.

    Parameters
    ----------
    game : Hypergame
    concept : str
        A plain one, by which everybody decides.

    Returns
    -------
    Following or None
        None where there is no status quo.

    Examples
    --------
    The second driver takes the first for one who swerves; neither does.

    >>> import detente
    >>> from detente.conflict.perception import hypergame
    >>> text = '''
    ... detente: 1
    ... title: Chicken
    ... actors: {A: Alpha, B: Beta}
    ... options: {A: {a: Drive on}, B: {b: Drive on}}
    ... states: {none: NN, first: YN, second: NY, both: YY}
    ... status_quo: [a]
    ... preferences:
    ...   A: {ranking: first > none > second > both}
    ...   B:
    ...     ranking: second > none > first > both
    ...     sees: {preferences: {A: {ranking: none > second > first > both}}}
    ... '''
    >>> found = following(hypergame(detente.load(text)), "seq")
    >>> [ending.states for ending in found.endings], [(one.actor, one.kind) for one in found.surprises]
    ([('YN',)], [('B', 'absent')])
    """
    start = game.conflict.status_quo
    if start is None:
        return None
    course = Course(game, concept)
    limit = limit_of(chain_from(start, course.turns))
    labels = game.conflict.states
    viewers = range(len(game.views))
    found: list[Surprise] = []
    for state in sorted(limit.reached):
        moves = {mover: course.moves(mover, state) for mover in viewers}
        found += _at(course, state, moves)
    return Following(
        tuple(Ending(tuple(labels[at] for at in end.states), end.probability) for end in limit.ends),
        tuple(labels[at] for at in sorted(limit.reached)),
        tuple(found),
    )


def _at(course: Course, state: int, moves: Mapping[int, list[int]]) -> list[Surprise]:
    """Give all surprises at one state: by the moves made, or by rest."""
    viewers = range(len(course.game.views))
    if not any(moves.values()):
        return [one for viewer in viewers for one in course.absent(viewer, state)]
    seen = (
        course.surprised(viewer, mover, state, to)
        for mover, targets in moves.items()
        for to in targets
        for viewer in viewers
        if viewer != mover
    )
    return [one for one in seen if one is not None]
