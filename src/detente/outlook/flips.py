"""Flip sets: the smallest changes of assumptions that turn the answer to a question.

Every single edit is tried, then every pair that could cost no more than the cheapest flip found; if nothing of up to
two edits turns the answer, edits are added greedily, and what is found so is marked as not shown to be smallest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from itertools import combinations
from typing import NamedTuple

from detente.evidence.frames import day_of
from detente.notebook import table_html
from detente.outlook.edits import Edit, every_edit
from detente.outlook.edits_structural import structural_edits
from detente.outlook.turning import Turning
from detente.situation.phrasing import percent
from detente.situation.records import Situation

MOST_GREEDY = 4
STRONGEST = 5


class FlipSet(NamedTuple):
    """Edits that together turn the answer, none of them needlessly; their cost and the probability they lead to.

    ``difference`` are the lines of the file that they change: '-' was, '+' is.
    """

    edits: tuple[Edit, ...]
    cost: int
    probability: float
    difference: tuple[str, ...] = ()


class Effect(NamedTuple):
    """One edit and what it makes of the probability."""

    edit: Edit
    probability: float


@dataclass(frozen=True, slots=True)
class Flips:
    """What would turn an answer.

    Attributes
    ----------
    question : str
    threshold : float
        The answer is yes where the probability is greater.
    verdict : bool
        The answer as filed.
    probability : float
        As filed, without the doubt.
    size : int or None
        The cost of the cheapest flip sets; None if none was found.
    found : tuple of FlipSet
        All flip sets of least cost.
    smallest : bool
        Whether they are shown to be the cheapest; greedy finds are not.
    structural : tuple of FlipSet
        Structural edits that turn the answer by themselves.
    strongest : tuple of Effect
        The single edits that move the probability most, downwards and upwards.
    varied, not_varied : tuple of str
        Kinds of assumption that were varied, and those that were not.
    """

    question: str
    threshold: float
    verdict: bool
    probability: float
    size: int | None
    found: tuple[FlipSet, ...]
    smallest: bool
    structural: tuple[FlipSet, ...]
    strongest: tuple[Effect, ...]
    varied: tuple[str, ...]
    not_varied: tuple[str, ...]
    tried: int

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        rows = [
            [
                "; ".join(f"{edit.text} [line {edit.place.line}]" for edit in one.edits),
                percent(one.probability),
            ]
            for one in (*self.found, *self.structural)
        ]
        filed = f"{self.question}, as filed: {'yes' if self.verdict else 'no'}, {percent(self.probability)}"
        none = "" if rows else "No change that was tried turns the answer."
        varied = f"Varied: {', '.join(self.varied)}."
        return table_html(filed, ["what turns the answer", "it becomes"], rows, none, varied)

    @property
    def sets(self) -> tuple[tuple[Edit, ...], ...]:
        """The flip sets of least cost, as edits."""
        return tuple(one.edits for one in self.found)


NOT_VARIED = (
    "ranges of worths within what is written",
    "ties and figures",
    "grades of sources",
    "wording of rules and statements",
    "actors and options that the file leaves out",
)


def flips(
    sit: Situation,
    question: str,
    *,
    max_size: int = 2,
    threshold: float = 0.5,
    as_of: Day | str | None = None,
) -> Flips:
    """Find the smallest changes of assumptions that turn the answer to a question.

    The answer is yes where the probability, without the doubt and at central inputs, is greater than the threshold. A
    flip set is a set of edits after which the answer differs, none of whose proper subsets turns it. All flip sets of
    least cost are given; each was found again by building the edited situation from scratch.

    Parameters
    ----------
    sit : Situation
    question : str
        The id of a question that the model answers.
    max_size : {1, 2}
        Up to how many edits are tried together exhaustively.
    threshold : float
    as_of : date, optional

    Returns
    -------
    Flips

    Raises
    ------
    KeyError
        If there is no such question.
    ValueError
        If the model doesn't answer it.
    """
    asked = sit.questions[question]
    if asked.when is None:
        raise ValueError(f"the question '{question}' has no 'when', so no assumption of the model turns it")
    turning = Turning(sit, question, day_of(as_of, sit))
    base = turning.base
    verdict = base > threshold

    def turns(probability: float | None) -> bool:
        return probability is not None and (probability > threshold) != verdict

    edits = [*every_edit(sit), *turning.prior_edits(threshold)]
    singles = [Effect(edit, p) for edit in edits if (p := turning.probability((edit,))) is not None]
    found = [
        FlipSet((one.edit,), one.edit.cost, one.probability) for one in singles if turns(one.probability)
    ]
    smallest = True
    if max_size > 1:
        found += [
            FlipSet(pair, cost, p)
            for pair, cost in _pairs([one.edit for one in singles if not turns(one.probability)], found)
            if turns(p := turning.probability(pair)) and p is not None
        ]
    if not found:
        found, smallest = _greedy(turning, singles, turns), False
    least = min((one.cost for one in found), default=None)
    cheapest = list(_verified(turning, [one for one in found if one.cost == least], turns))
    structural = [
        FlipSet((edit,), edit.cost, p)
        for edit in structural_edits(sit, asked)
        if turns(p := turning.probability((edit,))) and p is not None
    ]
    return Flips(
        question,
        threshold,
        verdict,
        base,
        least,
        tuple(sorted(cheapest, key=_order)),
        smallest,
        tuple(sorted(structural, key=_order)),
        _strongest(singles, base),
        tuple(dict.fromkeys(one.edit.kind for one in singles)),
        NOT_VARIED,
        turning.tried,
    )


def _verified(
    turning: Turning, found: Sequence[FlipSet], turns: Callable[[float | None], bool]
) -> Iterator[FlipSet]:
    """Write each flip set into the file and keep those that turn the answer of the file read anew."""
    for one in found:
        probability, changed = turning.written_out(one.edits)
        if probability is not None and turns(probability):
            yield one._replace(probability=probability, difference=changed)


def _order(one: FlipSet) -> tuple[int, list[tuple[int, str]]]:
    return one.cost, [(edit.place.line, edit.text) for edit in one.edits]


def _pairs(edits: Sequence[Edit], found: Sequence[FlipSet]) -> Iterator[tuple[tuple[Edit, Edit], int]]:
    """Give the pairs of edits of different cells that could cost no more than the cheapest flip."""
    most = min((one.cost for one in found), default=None)
    for first, second in combinations(edits, 2):
        cost = first.cost + second.cost
        if first.cell != second.cell and (most is None or cost <= most):
            yield (first, second), cost


def _greedy(
    turning: Turning, singles: Sequence[Effect], turns: Callable[[float | None], bool]
) -> list[FlipSet]:
    """Add one edit after another, each time the one that moves the probability most for its cost."""
    towards = 1 if not turning.base > 0.5 else -1
    chosen: tuple[Edit, ...] = ()
    for _ in range(MOST_GREEDY):
        best: tuple[float, Edit, float] | None = None
        now = turning.probability(chosen) if chosen else turning.base
        for effect in singles:
            if any(effect.edit.cell == one.cell for one in chosen):
                continue
            p = turning.probability((*chosen, effect.edit))
            if p is None or now is None:
                continue
            gain = towards * (p - now) / effect.edit.cost
            if best is None or gain > best[0]:
                best = (gain, effect.edit, p)
        if best is None or best[0] <= 0:
            return []
        chosen = (*chosen, best[1])
        if turns(best[2]):
            return [FlipSet(chosen, sum(edit.cost for edit in chosen), best[2])]
    return []


def _strongest(singles: Sequence[Effect], base: float) -> tuple[Effect, ...]:
    """Give the single edits that move the probability most, in both directions."""
    down = sorted((one for one in singles if one.probability < base), key=lambda one: one.probability)[
        :STRONGEST
    ]
    up = sorted((one for one in singles if one.probability > base), key=lambda one: -one.probability)[
        :STRONGEST
    ]
    return (*down, *up)
