"""An independent check of a verdict and its witnesses, straight from the definitions.

Nothing here is shared with the code that finds verdicts and witnesses: moves are read off the codes or arcs, legal
sequences are searched one by one. It is slow, and meant for small models and for doubters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

import numpy as np

from detente.conflict.blocks import OptionMoves
from detente.conflict.model import Conflict
from detente.conflict.moves import Moves
from detente.conflict.results import Improvement, Verdict
from detente.conflict.rows import GraphMoves

_Step = Callable[[int, int], Iterable[int]]


def objections(conflict: Conflict, verdict: Verdict) -> tuple[str, ...]:
    """Say what is wrong with a verdict; nothing if it follows from the definitions.

    Parameters
    ----------
    conflict : Conflict
    verdict : Verdict
        As :meth:`detente.conflict.results.Stability.explain` gives it.

    Returns
    -------
    tuple of str
        One sentence per mistake: an improvement left out or made up, a step that its mover could not or would not
        make, an end state that is no answer, an answer overlooked, a wrong conclusion.

    Notes
    -----
    Cost: for each improvement a search through all legal sequences, as pairs of a state and the last mover.

    Examples
    --------
    >>> con = Conflict.from_options({"A": ["x"], "D": ["p"]}, ranks={"A": [2, 3, 0, 1], "D": [3, 0, 2, 1]})
    >>> verdict = con.stability("seq").explain("NN", "A")
    >>> objections(con, verdict)
    ()
    >>> objections(con, verdict._replace(stable=False))
    ('stable is False, but every improvement has an answer',)
    """
    return tuple(_Check(conflict, verdict).run())


def moves_by_definition(moves: Moves, actor: int, state: int) -> list[int]:
    """Give the moves of an actor by definition: own options only, in permitted directions; or the arcs given.

    Parameters
    ----------
    moves : Moves
    actor, state : int

    Returns
    -------
    list of int

    Examples
    --------
    >>> con = Conflict.from_options({"A": ["x"], "D": ["p"]}, ranks={"A": [2, 3, 0, 1], "D": [3, 0, 2, 1]})
    >>> moves_by_definition(con.moves, 0, 2)
    [3]
    """
    if isinstance(moves, OptionMoves):
        owner, codes = moves.owners[actor], moves.codes
        changed = codes ^ codes[state]
        allowed = (changed != 0) & (changed & ~owner.own == 0)
        allowed &= (changed & owner.taken & codes[state]) == 0
        allowed &= (changed & owner.dropped & ~codes[state]) == 0
        return [int(at) for at in np.flatnonzero(allowed)]
    sources, targets, _ = cast("GraphMoves", moves).arcs[actor]
    return [int(t) for s, t in zip(sources, targets, strict=True) if s == state]


class _Check:
    """One verdict under examination."""

    def __init__(self, conflict: Conflict, verdict: Verdict) -> None:
        self.verdict = verdict
        self.actors = range(len(conflict.actors))
        self.ranks = conflict.ranks
        self.moves = conflict.moves
        self.actor = conflict.actors.index(verdict.actor)
        self.names = {label: at for at, label in enumerate(conflict.states)}
        self.movers = {label: at for at, label in enumerate(conflict.actors)}
        self.state = self.names[verdict.state]

    def run(self) -> Iterable[str]:
        """Go through the verdict."""
        verdict = self.verdict
        moves = set(self.reach(self.actor, self.state))
        if verdict.structural == bool(moves):
            yield f"structural is {verdict.structural}, but there are {len(moves)} moves"
        better = {at for at in moves if self.rank(at) > self.rank(self.state)}
        told = [self.names[one.to] for one in verdict.improvements]
        if sorted(told) != sorted(better):
            yield "the improvements are not those that the actor has"
            return
        for one in verdict.improvements:
            yield from self.answer(one)
        unanswered = [one for one in verdict.improvements if one.answer is None]
        if verdict.stable == bool(unanswered):
            said = "some improvement has none" if unanswered else "every improvement has an answer"
            yield f"stable is {verdict.stable}, but {said}"

    def answer(self, one: Improvement) -> Iterable[str]:
        """Check an improvement's answer, or that there is none."""
        target = self.names[one.to]
        ends = self.ends(self.others(self.actor), target, self.step())
        harmful = {at for at in ends if self.harms(at)}
        due = self.verdict.concept != "seq2" or self.due(target, ends)
        if one.anyway != (bool(harmful) and not due):
            yield f"{one.to}: anyway is {one.anyway}"
        if one.answer is None:
            if harmful and due:
                yield f"{one.to}: an answer is overlooked"
            return
        if not due:
            yield f"{one.to}: the harm comes anyway"
        yield from self.path(one, target)

    def path(self, one: Improvement, at: int) -> Iterable[str]:
        """Check a path step by step, and its end."""
        last = self.actor
        step = self.step()
        for by, to in one.answer or ():
            mover, target = self.movers[by], self.names[to]
            if mover in (last, self.actor):
                yield f"{one.to}: {by} must not move at this point"
            if target not in step(mover, at):
                yield f"{one.to}: {by} does not step to {to}"
            last, at = mover, target
        if not one.answer or not self.harms(at):
            yield f"{one.to}: the path ends in no answer"

    def rank(self, state: int) -> int:
        """Give the actor's rank of a state."""
        return int(self.ranks[self.actor, state])

    def others(self, actor: int) -> list[int]:
        """Give everybody else."""
        return [other for other in self.actors if other != actor]

    def reach(self, actor: int, state: int) -> list[int]:
        """Give moves by definition."""
        return moves_by_definition(self.moves, actor, state)

    def better(self, actor: int, state: int) -> list[int]:
        """Give improvements by definition."""
        rank = self.ranks[actor]
        return [at for at in self.reach(actor, state) if rank[at] > rank[state]]

    def would(self, actor: int, state: int) -> list[int]:
        """Give improvements that the actor would make under sequential stability."""
        rank = self.ranks[actor]

        def deterred(target: int) -> bool:
            ends = self.ends(self.others(actor), target, self.better)
            return any(rank[end] <= rank[state] for end in ends)

        return [at for at in self.better(actor, state) if not deterred(at)]

    def step(self) -> _Step:
        """Give how the others may answer under the concept."""
        steps: dict[str, _Step] = {
            "nash": lambda _actor, _state: (),
            "gmr": self.reach,
            "smr": self.reach,
            "seq": self.better,
            "sseq": self.better,
            "seq2": self.would,
        }
        return steps[self.verdict.concept]

    def ends(self, members: list[int], start: int, step: _Step) -> set[int]:
        """Give end states of legal sequences of at least one step."""
        found: set[tuple[int, int]] = set()
        waiting = [(start, -1)]
        while waiting:
            state, last = waiting.pop()
            fresh = {(to, by) for by in members if by != last for to in step(by, state)} - found
            found |= fresh
            waiting.extend(fresh)
        return {state for state, _ in found}

    def harms(self, end: int) -> bool:
        """Tell whether an end state is no better than where the actor began, without escape under smr and sseq."""
        floor = self.rank(self.state)
        if self.verdict.concept in ("smr", "sseq") and any(
            self.rank(at) > floor for at in self.reach(self.actor, end)
        ):
            return False
        return self.rank(end) <= floor

    def due(self, target: int, ends: set[int]) -> bool:
        """Tell whether the worst that may follow the move is worse than the worst that may follow staying."""
        before = self.ends(self.others(self.actor), self.state, self.step()) | {self.state}
        return min(map(self.rank, ends | {target})) < min(map(self.rank, before))
