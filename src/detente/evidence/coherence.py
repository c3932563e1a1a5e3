"""Coherence of the analyst's own probabilities: base rates of questions that hang together over the feasible states.

Two questions may be complements, one a part of the other, or a third their conjunction. Probabilities that break the
rules for these are nobody's belief, whatever the model says. Experiments with competing hypotheses find just this kind
of slip (Karvetski & Mandel 2020).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Literal, NamedTuple, TypeAlias

from detente.evidence.joint import Answer, Kinds, kinds_of
from detente.faults import Fault, warning
from detente.situation.evaluate import truth
from detente.situation.records import Question, Situation

Kind: TypeAlias = Literal["settled", "sum", "complement", "part", "conjunction", "union"]

_MOST_STEPS = 100_000  # of the search for many questions that exclude each other or leave nothing out


class Incoherence(NamedTuple):
    """Base rates that break a rule of probability.

    Attributes
    ----------
    kind : str
        ``settled``: certain or impossible whatever happens. ``complement``: just one of two holds. ``part``: one can't
        hold without the other. ``conjunction``: two together make a third. ``union``: one can't hold unless one of two
        others does. ``sum``: several exclude each other, or leave nothing out.
    questions : tuple of str
        The questions.
    rule, given : str
        What would have to hold, and what the file says.
    fault : Fault
        The same as a warning, at the place of the first question's base rate.
    """

    kind: Kind
    questions: tuple[str, ...]
    rule: str
    given: str
    fault: Fault


class Coherence(NamedTuple):
    """Which questions were compared, which not and why, and what doesn't fit together."""

    compared: tuple[str, ...]
    left_out: Mapping[str, str]
    found: tuple[Incoherence, ...]


def coherence(sit: Situation) -> Coherence:
    """Compare the base rates of questions that are complements, parts or conjunctions of one another.

    What hangs together is found over the feasible states and the ways of counting: *ever* is the opposite of *always
    not*, what holds at the end held at some time, an earlier date lies within a later one. That some moves can't be
    undone is not used, so fewer relations may be found than hold, never one that doesn't.

    Parameters
    ----------
    sit : Situation
        The situation.

    Returns
    -------
    Coherence
        What was compared and what breaks a rule. Ranges are broken only if no numbers within them would do. Exact.

    Notes
    -----
    One pass over the states per question; then pairs and triples of questions, over the different ways in which
    states answer them.
    """
    asked, left_out = _asked(sit)
    if not asked:
        return Coherence((), left_out, ())
    rates = _Rates(kinds_of(sit, asked))
    found = [*rates.settled(), *rates.pairs(), *rates.triples(), *rates.families()]
    return Coherence(tuple(one.id for one in asked), left_out, tuple(found))


def _asked(sit: Situation) -> tuple[list[Question], dict[str, str]]:
    """Part the questions that can be compared from those that can't."""
    asked, left_out = [], {}
    for name, one in sit.questions.items():
        why = ""
        if one.base is None:
            why = "it has no base rate"
        elif one.when is None or sit.states is None:
            why = "it is not about states of the model"
        else:
            try:
                truth(one.when, sit.states.codes[:1])
            except ValueError:
                why = "it is about a course of events or about ties"
        if why:
            left_out[name] = why
        else:
            asked.append(one)
    return asked, left_out


class _Rates:
    """The base rates of questions, as the least probability of each answer, and which answers exclude each other."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds, self.asked, self.possible = kinds, kinds.asked, kinds.possible
        self.low = {(at, True): _low(one) for at, one in enumerate(self.asked)}
        self.low |= {(at, False): 1 - _high(one) for at, one in enumerate(self.asked)}

    def broken(self, answers: Sequence[Answer], most: int) -> bool:
        """Tell whether the probabilities of these answers must sum to more than the most that is allowed."""
        return sum((self.low[one] for one in answers), Fraction(0)) > most

    def settled(self) -> Iterator[Incoherence]:
        """Find questions that only one answer is possible to, and that have another base rate."""
        for at in range(len(self.asked)):
            for one in (Answer(at, yes=True), Answer(at, yes=False)):
                if self.broken([one], 0) and not self.possible([one]):
                    so = "can't come true" if one.yes else "is true whatever happens"
                    rate = "0%" if one.yes else "100%"
                    yield self._made("settled", [at], f"{{0}} {so}, so its base rate is {rate}")

    def pairs(self) -> Iterator[Incoherence]:
        """Find pairs of answers that exclude each other and are too probable together."""
        for a, b in combinations(self._open(), 2):
            if a.at == b.at or not self.broken([a, b], 1) or self.possible([a, b]):
                continue
            if a.yes != b.yes:
                part, whole = (a, b) if a.yes else (b, a)
                rule = "{0} can't come true without {1}, so it is at most as probable"
                yield self._made("part", [part.at, whole.at], rule)
            elif not self.possible([Answer(a.at, not a.yes), Answer(b.at, not b.yes)]):
                rule = "just one of {0} and {1} comes true, so they sum to 100%"
                yield self._made("complement", [a.at, b.at], rule)
            elif a.yes:
                yield self._made(
                    "sum", [a.at, b.at], "{0} and {1} exclude each other, so they sum to at most 100%"
                )
            else:
                rule = "{0} or {1} comes true whatever happens, so they sum to at least 100%"
                yield self._made("sum", [a.at, b.at], rule)

    def triples(self) -> Iterator[Incoherence]:
        """Find three answers that are possible two by two but not together, and too probable together."""
        for three in combinations(self._open(), 3):
            if len({one.at for one in three}) < 3 or not self.broken(three, 2) or self.possible(three):
                continue
            if not all(self.possible(two) for two in combinations(three, 2)):
                continue
            yes, no = [one.at for one in three if one.yes], [one.at for one in three if not one.yes]
            kind, rule = _OF_THREE[len(yes)]
            yield self._made(kind, [*yes, *no], rule)

    def families(self) -> Iterator[Incoherence]:
        """Find three or more questions that exclude each other, or four or more that leave nothing out."""
        yes = [Answer(at, yes=True) for at in range(len(self.asked))]
        apart = {(a.at, b.at) for a, b in combinations(yes, 2) if not self.possible([a, b])}
        for family in self._too_probable(apart):
            rule = f"{_listed(len(family))} exclude each other, so they sum to at most 100%"
            yield self._made("sum", family, rule)
        for family in self._too_improbable():
            rule = f"one of {_listed(len(family))} comes true whatever happens, so they sum to at least 100%"
            yield self._made("sum", family, rule)

    def _open(self) -> list[Answer]:
        """Give the answers to all questions that have two possible ones."""
        both = [(Answer(at, yes=True), Answer(at, yes=False)) for at in range(len(self.asked))]
        return [one for pair in both if self.possible(pair[:1]) and self.possible(pair[1:]) for one in pair]

    def _too_probable(self, apart: set[tuple[int, int]]) -> Iterator[list[int]]:
        """Give the smallest families of three or more questions that exclude each other and sum to more than one."""
        waiting: list[tuple[list[int], Fraction]] = [([], Fraction(0))]
        steps = 0
        while waiting and steps < _MOST_STEPS:
            steps += 1
            family, total = waiting.pop()
            if total > 1:
                least = min(self.low[at, True] for at in family)
                if len(family) > 2 and total - least <= 1:
                    yield family
                continue
            start = family[-1] + 1 if family else 0
            waiting += [
                ([*family, at], total + self.low[at, True])
                for at in range(len(self.asked) - 1, start - 1, -1)
                if self.low[at, True] and all((other, at) in apart for other in family)
            ]

    def _too_improbable(self) -> Iterator[list[int]]:
        """Give families of four or more questions about one end that leave nothing out and sum to less than one."""
        days = {one.by.day if one.by else None for one in self.asked if one.counted == "at_end"}
        for day in sorted(days, key=str):
            ends = [
                at
                for at, one in enumerate(self.asked)
                if one.counted == "at_end" and (one.by.day if one.by else None) == day
            ]
            waiting: list[tuple[list[int], int, Fraction]] = [([], 0, Fraction(0))]
            seen: set[frozenset[int]] = set()
            steps = 0
            while waiting and steps < _MOST_STEPS:
                steps += 1
                family, covered, total = waiting.pop()
                if total >= 1:
                    continue
                missing = self.kinds.whole & ~covered
                if not missing:
                    if len(family) > 3 and frozenset(family) not in seen and self._needed(family):
                        seen.add(frozenset(family))
                        yield sorted(family)
                    continue
                first = missing & -missing
                waiting += [
                    ([*family, at], covered | self.kinds.sets[at], total + 1 - self.low[at, False])
                    for at in reversed(ends)
                    if self.kinds.sets[at] & first
                ]

    def _needed(self, family: Sequence[int]) -> bool:
        """Tell whether a family leaves something out as soon as one of it is missing."""
        return all(self.possible([Answer(at, yes=False) for at in family if at != gone]) for gone in family)

    def _made(self, kind: Kind, places: Sequence[int], rule: str) -> Incoherence:
        """Say what breaks a rule."""
        questions = [self.asked[at] for at in places]
        names = tuple(one.id for one in questions)
        told = rule.format(*names)
        given = ", ".join(f"{one.id} {one.base.text}" for one in questions if one.base)
        first = questions[0]
        place = first.base.place if first.base and first.base.place.file else first.place
        return Incoherence(
            kind,
            names,
            told,
            given,
            warning(
                "DT543",
                place,
                f"base rates that don't fit together: {told}",
                got=given,
                hint="change one of them, or see whether the questions say what is meant",
            ),
        )


_OF_THREE: Mapping[int, tuple[Kind, str]] = {
    3: ("sum", "{0}, {1} and {2} can't all come true, so they sum to at most 200%"),
    2: (
        "conjunction",
        "{0} and {1} together make {2}, so {2} is at least as probable as their sum less 100%",
    ),
    1: ("union", "{0} can't come true unless {1} or {2} does, so it is at most as probable as their sum"),
    0: ("sum", "one of {0}, {1} and {2} comes true whatever happens, so they sum to at least 100%"),
}


def _listed(number: int) -> str:
    """Give a list of so many names to be filled in."""
    names = [f"{{{k}}}" for k in range(number)]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _low(one: Question) -> Fraction:
    """Give the least base rate that the file allows."""
    return one.base.low if one.base else Fraction(0)


def _high(one: Question) -> Fraction:
    """Give the greatest base rate that the file allows."""
    return one.base.high if one.base else Fraction(1)
