"""Figures of commitments: whether they are kept, whom they deter, what they are worth."""

from __future__ import annotations

from detente.brief.figures import Figure
from detente.brief.gather import Gathered
from detente.brief.made.inputs import ends, posterior
from detente.outlook.commitment_results import CommitmentResult, KeptBy

_KEPT = (
    "Over the types and behaviours of its author: the probability that the moves it chooses keep the commitment at every "
    "state in which it is put to the test."
)
_VERDICTS = {
    "deters": "Probability of those actors of whom a step is answered as things are, and wouldn't be if it were surely broken.",
    "induces": "Probability of those actors who are won for a step by the promise.",
    "would_if_believed": "The same if it were surely kept.",
    "deterred_anyway": "Probability of those actors whose step is answered even if it were surely broken.",
    "idle": "What is left: nobody wants a step that leads to its condition, or takes it in any case.",
}


def kept(g: Gathered, one: CommitmentResult) -> Figure:
    """Make the figure of the probability that a commitment is kept."""
    leaders = [found for kind in one.types if (found := posterior(g, one.by, kind.type)) is not None]
    how = (
        _KEPT
        if one.condition
        else "Over everything uncertain: the share of courses on which it is never broken."
    )
    return _figure(g, one, "kept", one.honoured.value, "Probability that it is kept", how, tuple(leaders))


def kept_range(g: Gathered, one: CommitmentResult) -> Figure:
    """Make the figure of what drawn values make of it."""
    value = ends(one.honoured.low, one.honoured.high)
    return _figure(
        g, one, "kept.range", value, "Range of the probability that it is kept", "Over draws of the ranges."
    )


def wanted(g: Gathered, one: CommitmentResult) -> Figure:
    """Make the figure of how probable it is that its author would keep it if it feared no answer."""
    how = "As if its author reckoned with no answer."
    return _figure(g, one, "wanted", one.wants_to, "Kept if its author feared no answer", how)


def verdict(g: Gathered, one: CommitmentResult, which: str) -> Figure:
    """Make the figure of one of the four verdicts: deters, would_if_believed, deterred_anyway, idle."""
    name = "induces" if one.kind == "promise" and which == "deters" else which
    value = getattr(one.deterrence, which)
    return _figure(g, one, which, value, name.replace("_", " ").capitalize(), _VERDICTS[name])


def kept_by(g: Gathered, one: CommitmentResult, kind: KeptBy) -> Figure:
    """Make the figure of how probable it is that one type keeps it."""
    what = f"Kept if the author is of type {kind.type}, deciding by {kind.behaviour}"
    return _figure(
        g, one, f"kept.{kind.type}.{kind.behaviour}", kind.kept, what, "Given that type and behaviour."
    )


def effect(g: Gathered, one: CommitmentResult, question: str, which: str) -> Figure:
    """Make the figure of a question as things are, if a commitment is surely kept, or if it is surely broken."""
    surely = one.effect.questions[question]
    how = {
        "as_is": "As the model has it, without the doubt.",
        "kept": "With keeping it put before everything else that its author wants.",
        "broken": "With breaking it put before everything else that its author wants.",
    }[which]
    what = f"“{g.sit.questions[question].text}”, {which.replace('_', ' ')}"
    return _figure(g, one, f"effect.{question}.{which}", getattr(surely, which), what, how)


def _figure(
    g: Gathered,
    one: CommitmentResult,
    key: str,
    value: float | tuple[float, float] | None,
    what: str,
    how: str,
    inputs: tuple[Figure, ...] = (),
) -> Figure:
    place = g.sit.commitments[one.id].place
    return Figure(f"commitment.{one.id}.{key}", value, "percent", f"{one.id}: {what}", how, inputs, (place,))
