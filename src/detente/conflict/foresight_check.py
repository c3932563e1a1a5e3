"""An independent check of verdicts of limited foresight, straight from the recursion.

Nothing here is shared with the code that finds verdicts and witnesses: every choice among equally good moves is tried out,
one combination after another. It is slow, and meant for small models and for doubters.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Literal

from detente.conflict.model import Conflict
from detente.conflict.results import Improvement, Verdict
from detente.conflict.witness_check import moves_by_definition


def foresight_objections(
    conflict: Conflict, verdict: Verdict, horizon: int, ties: Literal["robust", "possible"] = "robust"
) -> tuple[str, ...]:
    """Say what is wrong with a verdict of limited foresight; nothing if it follows from the definitions.

    Parameters
    ----------
    conflict : Conflict
        Of two actors who can move.
    verdict : Verdict
        Under "limited"; or "stackelberg" or "nonmyopic", which are asked at one horizon after another.
    horizon : int
        How many moves are foreseen.
    ties : {"robust", "possible"}

    Returns
    -------
    tuple of str
        One sentence per mistake: a move left out or made up, a course that could not come about, one that ends
        better than it is said to, or worse, a wrong conclusion.

    Notes
    -----
    Cost: exponential in the number of moves from a state where there are ties.

    Examples
    --------
    >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [0, 1, 3, 2], "B": [0, 3, 1, 2]})
    >>> verdict = con.stability("limited", horizon=2).explain("NN", "A")
    >>> foresight_objections(con, verdict, 2)
    ()
    >>> foresight_objections(con, verdict._replace(stable=True), 2)
    ('stable is True, but the play may end at YN',)
    """
    return tuple(_Check(conflict, verdict, ties).run(horizon))


class _Check:
    """One verdict under examination."""

    def __init__(self, conflict: Conflict, verdict: Verdict, ties: str) -> None:
        self.conflict, self.verdict, self.ties = conflict, verdict, ties
        self.names = {label: at for at, label in enumerate(conflict.states)}
        self.actor, self.state = conflict.actors.index(verdict.actor), self.names[verdict.state]
        self._ends: dict[tuple[int, int, int], set[int]] = {}
        self.opponent = self._opponent()

    def run(self, horizon: int) -> Iterable[str]:
        """Go through the verdict."""
        verdict, moves = self.verdict, self.reach(self.actor, self.state)
        if verdict.structural == bool(moves):
            yield f"structural is {verdict.structural}, but there are {len(moves)} moves"
        if sorted(self.names[one.to] for one in verdict.improvements) != moves:
            yield "the moves are not those that the actor has"
            return
        for left in range(horizon):  # shorter plays first, so that none is followed deeper than one move
            for who in (self.actor, self.other(self.actor)):
                for state in self.names.values():
                    self.ends(who, state, left)
        for one in verdict.improvements:
            yield from self.move(one, horizon)
        ends = self.ends(self.actor, self.state, horizon)
        stays = ends == {self.state} if self.ties == "robust" else self.state in ends
        if verdict.stable != stays:
            others = sorted(self.conflict.states[at] for at in ends if at != self.state)
            yield f"stable is {verdict.stable}, but the play may end at {', '.join(others) or 'no other state'}"

    def move(self, one: Improvement, horizon: int) -> Iterable[str]:
        """Check one move: what is expected to follow it must be able to, and be worth what is said."""
        course = one.steps if one.answer is None else one.answer
        at, who, left = self.names[one.to], self.other(self.actor), horizon - 1
        final = self.names[course[-1].to] if course else at
        if len(course) > left:
            yield f"{one.to}: more than {left} moves follow"
            return
        for by, label in course:
            if self.conflict.actors.index(by) != who:
                yield f"{one.to}: it is not the turn of {by}"
            if self.names[label] not in self.reach(who, at) or final not in self.ends(who, at, left):
                yield f"{one.to}: {by} would not step to {label}"
            at, who, left = self.names[label], self.other(who), left - 1
        if course and final not in self.ends(who, at, left):
            yield f"{one.to}: the play would not end at {self.conflict.states[final]}"
        rank = self.conflict.ranks[self.actor]
        if (rank[final] > rank[self.state]) != (one.answer is None):
            yield f"{one.to}: the end is {'better' if one.answer is not None else 'no better'}"

    def ends(self, who: int, state: int, left: int) -> set[int]:
        """Give where play may end, over all choices among equally good moves."""
        key = (who, state, left)
        if key not in self._ends:
            moves, rank = self.reach(who, state), self.conflict.ranks[who]
            found = {state} if left == 0 or not moves else set[int]()
            choices = [sorted(self.ends(self.other(who), to, left - 1)) for to in moves] if not found else []
            for choice in product(*choices) if choices else ():
                top = max(int(rank[end]) for end in choice)
                found |= {end for end in choice if rank[end] == top} if top > rank[state] else {state}
            self._ends[key] = found
        return self._ends[key]

    def reach(self, actor: int, state: int) -> list[int]:
        """Give moves by definition, ascending."""
        return sorted(set(moves_by_definition(self.conflict.moves, actor, state)))

    def other(self, actor: int) -> int:
        """Give the other of the two."""
        return self.opponent if actor == self.actor else self.actor

    def _opponent(self) -> int:
        """Find who else can move; anybody where nobody else can."""
        others = [one for one in range(len(self.conflict.actors)) if one != self.actor]
        movers = [one for one in others if any(self.reach(one, state) for state in self.names.values())]
        return (movers or others)[0]
