"""How far an answer hangs on the theory of behaviour rather than on the facts: the method span and its hinge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from detente.outlook.results import Case, Hinge, Span
from detente.words import word_for

THEORIES = (None, "nash", "seq", "seq2")
KNOWLEDGE = ("own", "all")

IN_WORDS: Mapping[tuple[str, str], str] = {
    ("behaviour", ""): "actors decide as the file says",
    ("behaviour", "nash"): "nobody reckons with answers",
    ("behaviour", "seq"): "everybody reckons with the others' answers",
    ("behaviour", "seq2"): "everybody reckons with those answers that the others would really give",
    ("knowledge", "own"): "each actor knows only its own type",
    ("knowledge", "all"): "the actors see through one another",
    ("pact", ""): "nobody moves together",
}


class Variant(NamedTuple):
    """One way to run the model: the value of each setting, by setting; and the probability it gives."""

    settings: Mapping[str, str]
    probability: float


def span_of(variants: Sequence[Variant]) -> Span:
    """Give the least and greatest probability over variants."""
    values = [one.probability for one in variants]
    return Span(min(values), max(values))


def hinge_of(variants: Sequence[Variant]) -> Hinge | None:
    """Find the setting that splits the answer, where the span leaves one band of words.

    It is the setting whose values explain most of the spread between the variants: the one with the least spread
    left within its values, the first on a tie.

    Parameters
    ----------
    variants : sequence of Variant

    Returns
    -------
    Hinge or None
        None where all variants fall in one band.

    Examples
    --------
    >>> runs = [Variant({"behaviour": b, "knowledge": k}, 0.9 if b == "nash" else 0.1)
    ...         for b in ("nash", "seq") for k in ("own", "all")]
    >>> hinge = hinge_of(runs)
    >>> hinge.setting, [(case.when, case.high) for case in hinge.cases]
    ('behaviour', [('nobody reckons with answers', 0.9), ("everybody reckons with the others' answers", 0.1)])
    """
    if len({band(one.probability) for one in variants}) == 1:
        return None
    names = [name for name in variants[0].settings if len({one.settings[name] for one in variants}) > 1]
    best = min(names, key=lambda name: round(_left(variants, name), 12))
    cases = []
    for value in dict.fromkeys(one.settings[best] for one in variants):
        there = [one.probability for one in variants if one.settings[best] == value]
        words = IN_WORDS.get((best, value), f"{value} move as one")
        cases.append(Case(words, min(there), max(there)))
    return Hinge(best, tuple(cases))


def _left(variants: Sequence[Variant], name: str) -> float:
    """Sum the squared distances from the mean of each value of a setting."""
    total = 0.0
    for value in {one.settings[name] for one in variants}:
        there = [one.probability for one in variants if one.settings[name] == value]
        mean = sum(there) / len(there)
        total += sum((p - mean) ** 2 for p in there)
    return total


def band(probability: float) -> str:
    """Give the word of a probability; those without one go with their neighbour."""
    return word_for(min(0.985, max(0.015, probability)))
