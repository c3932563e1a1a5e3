"""An independent check of verdicts on strength, unknown preference and attitudes, straight from the definitions.

Nothing here is shared with the code that finds verdicts and witnesses: states are compared one pair at a time, moves are
read off the codes or arcs, legal sequences are searched one by one. It is slow, and meant for small models and for doubters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from detente.conflict.model import Conflict
from detente.conflict.results import Improvement, Verdict
from detente.conflict.witness_check import moves_by_definition

_Compare = Callable[[int, int], bool]
_Step = Callable[[int, int], set[int]]


class _Rules(NamedTuple):
    """How an actor compares a state q with a state s, as (s, q), and how the others step."""

    wants: _Compare
    harms: _Compare
    flees: _Compare | None
    step: _Step


def relation_objections(conflict: Conflict, verdict: Verdict, degree: int | None = None) -> tuple[str, ...]:
    """Say what is wrong with a verdict; nothing if it follows from the definitions.

    Parameters
    ----------
    conflict : Conflict
    verdict : Verdict
        Under a concept of strength, unknown preference or attitudes.
    degree : int, optional
        Under the concepts of strength the degree that was asked for.

    Returns
    -------
    tuple of str
        One sentence per mistake.

    Notes
    -----
    Cost: for each state to which the actor would go a search through all legal sequences of the others.

    Examples
    --------
    >>> con = Conflict.from_moves(["p", "q"], {"A": [("p", "q")]}, {"A": [0, 1], "B": [0, 0]})
    >>> con = con.refined(unknown={"A": [("p", "q")]})
    >>> verdict = con.stability("nash_a").explain("p", "A")
    >>> relation_objections(con, verdict)
    ()
    >>> relation_objections(con, verdict._replace(stable=True))
    ('stable is True, but some move has no answer',)
    """
    return tuple(_Check(conflict, verdict, degree).run())


class _Check:
    """One verdict under examination."""

    def __init__(self, conflict: Conflict, verdict: Verdict, degree: int | None) -> None:
        self.conflict, self.verdict, self.degree = conflict, verdict, degree
        self.actor = conflict.actors.index(verdict.actor)
        self.names = {label: at for at, label in enumerate(conflict.states)}
        self.state = self.names[verdict.state]

    def run(self) -> Iterable[str]:
        """Go through the verdict."""
        concept = self.verdict.concept
        kind, _, plain = concept.partition("_")
        if kind == "weak":
            strongly = self.stable(self.rules(f"strong_{plain}"))
            plainly = self.stable(self.plain(plain))
            yield from self.listed(self.plain(plain))
            if self.verdict.stable != (plainly and not strongly):
                yield f"stable is {self.verdict.stable}, but by {plain} it is {plainly} and strongly {strongly}"
            return
        yield from self.listed(self.rules(concept))
        unanswered = any(one.answer is None for one in self.verdict.improvements)
        if self.verdict.stable == unanswered:
            said = "some move has no answer" if unanswered else "every move has an answer"
            yield f"stable is {self.verdict.stable}, but {said}"

    def listed(self, rules: _Rules) -> Iterable[str]:
        """Check the moves that are told, one by one."""
        moves = self.reach(self.actor, self.state)
        if self.verdict.structural == bool(moves):
            yield f"structural is {self.verdict.structural}, but there are {len(moves)} moves"
        wanted = {at for at in moves if rules.wants(self.state, at)}
        if sorted(self.names[one.to] for one in self.verdict.improvements) != sorted(wanted):
            yield "the moves are not those that the actor would make"
            return
        for one in self.verdict.improvements:
            yield from self.answer(rules, one)

    def answer(self, rules: _Rules, one: Improvement) -> Iterable[str]:
        """Check a move's answer, or that there is none."""
        at, last = self.names[one.to], self.actor
        if one.answer is None:
            if self.answered(rules, at):
                yield f"{one.to}: an answer is overlooked"
            return
        for by, label in one.answer:
            mover, target = self.conflict.actors.index(by), self.names[label]
            if mover in (last, self.actor):
                yield f"{one.to}: {by} must not move at this point"
            if target not in rules.step(mover, at):
                yield f"{one.to}: {by} does not step to {label}"
            last, at = mover, target
        if not one.answer or not self.counts(rules, at):
            yield f"{one.to}: the path ends in no answer"

    def stable(self, rules: _Rules) -> bool:
        """Tell whether each move that the actor would make has an answer."""
        wanted = (at for at in self.reach(self.actor, self.state) if rules.wants(self.state, at))
        return all(self.answered(rules, at) for at in wanted)

    def answered(self, rules: _Rules, start: int) -> bool:
        """Search the others' legal sequences for an answer."""
        found: set[tuple[int, int]] = set()
        waiting = [(start, self.actor)]
        while waiting:
            state, last = waiting.pop()
            for by in range(len(self.conflict.actors)):
                if by in (last, self.actor):
                    continue
                fresh = {(to, by) for to in rules.step(by, state)} - found
                found |= fresh
                waiting.extend(fresh)
        return any(self.counts(rules, end) for end, _ in found)

    def counts(self, rules: _Rules, end: int) -> bool:
        """Whether an end answers: it harms, and leaves no way out."""
        flees = rules.flees
        return rules.harms(self.state, end) and not (
            flees is not None and any(flees(self.state, at) for at in self.reach(self.actor, end))
        )

    def reach(self, actor: int, state: int) -> set[int]:
        """Give moves by definition."""
        return set(moves_by_definition(self.conflict.moves, actor, state))

    def rules(self, concept: str) -> _Rules:
        """Give the rules of a concept, by its family."""
        kind, _, rest = concept.partition("_")
        if kind == "strong":
            return self.strong(rest)
        return (
            self.unknown(kind, rest) if rest in set("abcd") else self.attitude(kind, strict=rest == "strict")
        )

    def plain(self, plain: str) -> _Rules:
        """Give the rules of a plain concept."""
        rank = self.conflict.ranks[self.actor]
        return _Rules(
            lambda s, q: bool(rank[q] > rank[s]),
            lambda s, q: bool(rank[q] <= rank[s]),
            (lambda s, q: bool(rank[q] > rank[s])) if plain == "smr" else None,
            self.improving if plain == "seq" else self.reach,
        )

    def improving(self, by: int, at: int) -> set[int]:
        """Give improvements by the ranks."""
        rank = self.conflict.ranks[by]
        return {to for to in self.reach(by, at) if rank[to] > rank[at]}

    def strong(self, plain: str) -> _Rules:
        """Give the rules of strength: what answers, and where one would be led on to, is greatly worse."""
        assert self.conflict.levels is not None  # noqa: S101 - there is a verdict of strength
        level = self.conflict.levels[(self.degree or len(self.conflict.levels)) - 1, self.actor]
        return self.plain(plain)._replace(
            harms=lambda s, q: bool(level[q] < level[s]),
            flees=(lambda s, q: bool(level[q] >= level[s])) if plain == "smr" else None,
        )

    def unknown(self, plain: str, letter: str) -> _Rules:
        """Give the rules of an extension for unknown preference."""

        def better(actor: int, s: int, q: int) -> bool:
            relation = self.conflict.relations.get(actor)
            if relation is None:
                return bool(self.conflict.ranks[actor, q] > self.conflict.ranks[actor, s])
            return bool(relation.better[s] >> q & 1)

        def open_(actor: int, s: int, q: int) -> bool:
            relation = self.conflict.relations.get(actor)
            return relation is not None and bool(relation.unknown[s] >> q & 1)

        def maybe(s: int, q: int) -> bool:
            return better(self.actor, s, q) or open_(self.actor, s, q)

        def surely(s: int, q: int) -> bool:
            return better(self.actor, s, q)

        def hopeful(by: int, at: int) -> set[int]:
            return {to for to in self.reach(by, at) if better(by, at, to) or open_(by, at, to)}

        flees = surely if letter in "cd" else maybe
        step = {"nash": lambda _by, _at: set[int](), "seq": hopeful}.get(plain, self.reach)
        return _Rules(
            maybe if letter in "ac" else surely,
            lambda s, q: not flees(s, q),
            flees if plain == "smr" else None,
            step,
        )

    def attitude(self, plain: str, *, strict: bool) -> _Rules:
        """Give the rules of attitudes: what is acceptable to all whom an actor wishes well or ill."""

        def acceptable(by: int, s: int, q: int) -> bool:
            for other, rank in enumerate(self.conflict.ranks):
                wish = self.conflict.attitudes.get(by, {}).get(other, 1 if other == by else 0)
                if (rank[q] - rank[s]) * wish < int(strict and wish == 1 and other == by):
                    return False
            return q != s

        def accepted(by: int, at: int) -> set[int]:
            return {to for to in self.reach(by, at) if acceptable(by, at, to)}

        def own(s: int, q: int) -> bool:
            return acceptable(self.actor, s, q)

        step = {"rnash": lambda _by, _at: set[int](), "rseq": accepted}.get(plain, self.reach)
        return _Rules(own, lambda s, q: not own(s, q), own if plain == "rsmr" else None, step)
