"""Where a commitment leaves somebody in a dilemma, as drama theory has it.

==============  =======================================================================================
threat          a threat that isn't believed: its author would not carry it out
rejection       a threat that costs its author more than giving in
persuasion      a threat that doesn't frighten: whoever it is meant for takes the step even so
trust           a promise that isn't trusted: its author would not keep it
cooperation     cooperation that tempts: once all have done their part, somebody would gain by taking it back
==============  =======================================================================================

Each has the probability that it is there, over everything that the actors may be.

References
----------
Howard (1994), Group Decision and Negotiation 3, on drama theory; Bryant (2003), The Six Dilemmas of Collaboration.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from detente.outlook.deterring import Deterring
from detente.outlook.inducing import rewarded, steps_into, tempted, would_induce
from detente.outlook.keeping import Keeping, neat
from detente.outlook.pledged import Pledged, ways_of


class Dilemma(NamedTuple):
    """One dilemma: its kind, whose it is, and how probable it is that the actors are such that it is there."""

    kind: str
    actor: str
    probability: float


def dilemmas_of_threat(deterring: Deterring, pledged: Pledged, honoured: float | None) -> tuple[Dilemma, ...]:
    """List the dilemmas of a threat or a red line, the author's first."""
    keeping, world = deterring.keeping, deterring.world
    author = world.actors[pledged.by]
    found = [Dilemma("threat", author, 1 - honoured)] if honoured is not None else []
    found.append(Dilemma("rejection", author, _costly(keeping, pledged)))
    found += [
        Dilemma("persuasion", name, _unmoved(deterring, pledged, actor))
        for actor, name in enumerate(world.actors)
        if actor != pledged.by
    ]
    return _present(found)


def dilemmas_of_promise(keeping: Keeping, pledged: Pledged, honoured: float | None) -> tuple[Dilemma, ...]:
    """List the dilemmas of a promise or a pledge, the author's first."""
    world = keeping.stage.world
    author = world.actors[pledged.by]
    found = [Dilemma("trust", author, 1 - honoured)] if honoured is not None else []
    if pledged.record.condition is not None:
        found += list(_tempting(keeping, pledged))
    return _present(found)


def _present(found: list[Dilemma]) -> tuple[Dilemma, ...]:
    """Keep those that are there at all."""
    told = [one._replace(probability=neat(one.probability)) for one in found]
    return tuple(one for one in told if one.probability)


def _costly(keeping: Keeping, pledged: Pledged) -> float:
    """Give the probability that an author would rather leave a trigger state as it is than carry out its threat."""
    world = keeping.stage.world
    probability = 0.0
    for way in ways_of(keeping.values, world.actors[pledged.by]):
        rank = world.orders[pledged.by][way.kind.order]
        for state in pledged.triggers:
            best = rewarded(world, pledged, way.kind.order, state)
            if not pledged.consequence[state] and best.size and rank[best[0]] < rank[state]:
                probability += way.probability
                break
    return probability


def _unmoved(deterring: Deterring, pledged: Pledged, actor: int) -> float:
    """Give the probability that an actor takes a step into the condition though it believes the threat."""
    probability = 0.0
    for way in deterring.ways(actor):
        taken = deterring.flags(pledged, actor, way).taken.any(axis=1)
        weights = deterring.keeping.given_order(actor, way.kind.order)[1]
        probability += way.probability * float(weights @ taken)
    return probability


def _tempting(keeping: Keeping, pledged: Pledged) -> Iterator[Dilemma]:
    """Give, for each actor, the probability that a promise would win it for a step that it would gain by taking back."""
    world = keeping.stage.world
    both = pledged.condition & pledged.consequence
    for actor, name in enumerate(world.actors):
        steps = steps_into(world, pledged, actor).tolist()
        probability = 0.0
        if steps:
            rows = keeping.stage.verdicts.rows.tolist()
            for row, p in zip(rows, keeping.chances().tolist(), strict=True):
                rank = world.orders[actor][row[actor]]
                ends = [rewarded(world, pledged, row[pledged.by], state) for state in steps]
                won = [
                    end
                    for state, best in zip(steps, ends, strict=True)
                    if would_induce(world, rank, state, best)
                    for end in best.tolist()
                ]
                probability += p * any(tempted(world, rank, actor, end, both) for end in won)
        yield Dilemma("cooperation", name, probability)
