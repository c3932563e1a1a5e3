"""An independent check of a coalition's verdict and its witnesses, straight from the definitions.

Nothing here is shared with the code that finds verdicts and witnesses: moves are read off the codes or arcs, and each
end of a legal sequence is searched for pair by pair of state and last mover. It is slow, and meant for small models and
for doubters.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

from detente.conflict.model import Conflict
from detente.conflict.results import Improvement, Step, Verdict
from detente.conflict.witness_check import moves_by_definition

_Group = frozenset[int]
_Mover = TypeVar("_Mover", bound=Hashable)


def coalition_objections(conflict: Conflict, verdict: Verdict) -> tuple[str, ...]:
    """Say what is wrong with a verdict on a coalition; nothing if it follows from the definitions.

    Parameters
    ----------
    conflict : Conflict
    verdict : Verdict
        As :meth:`detente.conflict.results.Stability.explain` gives it under "cnash", "cgmr", "csmr", "cseq" or "csseq".

    Returns
    -------
    tuple of str
        One sentence per mistake: an improvement left out or made up, steps that its mover can't make, an end state that
        is no answer, an answer overlooked, a wrong conclusion.

    Notes
    -----
    Cost: for each improvement a search through all legal sequences of the others; under cseq of all their coalitions,
    each of whose steps takes a search again.

    Examples
    --------
    >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [2, 3, 0, 1], "B": [2, 0, 3, 1]})
    >>> verdict = con.stability("cgmr").explain("YY", "A+B")
    >>> coalition_objections(con, verdict)
    ()
    >>> coalition_objections(con, verdict._replace(stable=True))
    ('stable is True, but some improvement has no answer',)
    """
    return tuple(_Check(conflict, verdict).run())


class _Check:
    """One verdict under examination."""

    def __init__(self, conflict: Conflict, verdict: Verdict) -> None:
        self.conflict, self.verdict = conflict, verdict
        self.names = {label: at for at, label in enumerate(conflict.states)}
        self.group = self.members(verdict.actor)
        self.others = frozenset(range(len(conflict.actors))) - self.group
        self.state = self.names[verdict.state]
        self._ends: dict[tuple[_Group, int], set[int]] = {}

    def members(self, label: str) -> _Group:
        """Read the members of a coalition off its name."""
        return frozenset(self.conflict.actors.index(name) for name in label.split("+"))

    def run(self) -> Iterable[str]:
        """Go through the verdict."""
        verdict, reach = self.verdict, self.reach(self.group, self.state)
        if verdict.structural == bool(reach):
            yield f"structural is {verdict.structural}, but {len(reach)} states can be reached"
        gains = {at for at in reach if self.better(self.group, at, self.state)}
        if sorted(self.names[one.to] for one in verdict.improvements) != sorted(gains):
            yield "the improvements are not those that the coalition has"
            return
        for one in verdict.improvements:
            yield from self.way(one)
            yield from self.answer(one)
        unanswered = any(one.answer is None for one in verdict.improvements)
        if verdict.stable == unanswered:
            said = "some improvement has no answer" if unanswered else "every improvement has an answer"
            yield f"stable is {verdict.stable}, but {said}"

    def way(self, one: Improvement) -> Iterable[str]:
        """Check how the coalition gets to an improvement."""
        yield from self.walk(
            one.to, self.state, one.steps, lambda mover: len(mover) == 1 and mover <= self.group
        )
        if not one.steps or one.steps[-1].to != one.to:
            yield f"{one.to}: the coalition's way doesn't lead to it"

    def answer(self, one: Improvement) -> Iterable[str]:
        """Check an improvement's answer, or that there is none."""
        target = self.names[one.to]
        if one.answer is None:
            if any(self.harms(end) for end in self.answers(target)):
                yield f"{one.to}: an answer is overlooked"
            return
        size = len(self.others) if self.credible() else 1
        yield from self.walk(
            one.to, target, one.answer, lambda mover: mover <= self.others and len(mover) <= size
        )
        if not one.answer or not self.harms(self.names[one.answer[-1].to]):
            yield f"{one.to}: the path ends in no answer"

    def walk(
        self, to: str, at: int, path: Sequence[Step], allowed: Callable[[_Group], bool]
    ) -> Iterable[str]:
        """Check a path step by step: who moves, not twice in a row, and whether each step can be made."""
        last: _Group = frozenset()
        for by, label in path:
            mover, target = self.members(by), self.names[label]
            if not allowed(mover):
                yield f"{to}: {by} is no member of those who move here"
            if mover == last:
                yield f"{to}: {by} moves twice in a row"
            if target not in self.step(mover, at):
                yield f"{to}: {by} does not step to {label}"
            last, at = mover, target

    def credible(self) -> bool:
        """Whether only improvements of coalitions answer."""
        return self.verdict.concept in ("cseq", "csseq")

    def step(self, mover: _Group, at: int) -> set[int]:
        """Give where one step of an actor, or one improvement of a coalition that answers, leads."""
        if self.credible() and mover <= self.others:
            return {to for to in self.reach(mover, at) if self.better(mover, to, at)}
        (actor,) = mover if len(mover) == 1 else (None,)
        return set() if actor is None else set(moves_by_definition(self.conflict.moves, actor, at))

    def reach(self, group: _Group, start: int) -> set[int]:
        """Give the ends of legal sequences of a coalition's members."""
        if (group, start) not in self._ends:
            self._ends[group, start] = _ends(
                sorted(group), start, lambda actor, at: moves_by_definition(self.conflict.moves, actor, at)
            )
        return self._ends[group, start]

    def better(self, group: _Group, one: int, other: int) -> bool:
        """Whether all of a coalition strictly prefer one state to another."""
        ranks = self.conflict.ranks
        return all(ranks[actor, one] > ranks[actor, other] for actor in group)

    def answers(self, target: int) -> set[int]:
        """Give the ends that the others can bring about."""
        if self.verdict.concept == "cnash":
            return set()
        if not self.credible():
            return self.reach(self.others, target)
        members = sorted(self.others)
        groups = [
            frozenset(one) for size in range(1, len(members) + 1) for one in combinations(members, size)
        ]
        return _ends(groups, target, self.step)

    def harms(self, end: int) -> bool:
        """Whether an end is no better for some member, and under csmr and csseq leaves the coalition no way out."""
        if self.verdict.concept == "cnash" or self.better(self.group, end, self.state):
            return False
        if self.verdict.concept in ("cgmr", "cseq"):
            return True
        return not any(self.better(self.group, at, self.state) for at in self.reach(self.group, end))


def _ends(movers: Sequence[_Mover], start: int, step: Callable[[_Mover, int], Iterable[int]]) -> set[int]:
    """Give the ends of legal sequences of at least one step."""
    found: set[tuple[int, _Mover]] = {(to, by) for by in movers for to in step(by, start)}
    waiting = list(found)
    while waiting:
        state, last = waiting.pop()
        fresh = {(to, by) for by in movers if by != last for to in step(by, state)} - found
        found |= fresh
        waiting.extend(fresh)
    return {state for state, _ in found}
