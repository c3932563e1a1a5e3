"""The stake at which a commitment's verdict ends: the worth of one weight at which it changes, as a rational number.

Of whoever a threat or a red line is meant for, the verdict is whether it deters that type; of whoever a promise is meant
for, whether it would induce it; of its author, whether it is kept. How the others answer doesn't depend on what the one
who is answered wants, as long as it decides by nash, gmr or seq. So two passes over the order of states, one of those
where the weight holds and one of those where it doesn't, give for every value of the weight whether a step is answered.
Under the other concepts the answers themselves would change, and no stake is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from detente.outlook.aftermath import Aftermath
from detente.outlook.deterring import Deterring
from detente.outlook.pledged import Pledged
from detente.outlook.sliding import slide_of, turns
from detente.outlook.stake_verdicts import FIXED, Deters, Kept, Scene, SlidingVerdict, Target, WouldInduce
from detente.situation.expressions import bits_of
from detente.situation.records import Situation, TieName, Weight


class Stake(NamedTuple):
    """The worth of a weight at which a verdict on a commitment changes.

    Attributes
    ----------
    actor, type, when : str
        Whose weight it is, and what it is the worth of.
    value, now : Fraction
        Where the verdict changes, and the weight's central value.
    verdict : {"deters", "would_induce", "kept"}
        What changes for that type; ``holds`` tells whether it holds now.
    above : bool
        Whether it has changed above ``value``, or below.
    already : bool
        Whether it has changed at ``value`` itself.
    without : tuple of str
        Further commitments that are taken as surely broken, because each hides what the others do.
    tie : TieName or None
        A tie that the worth is read from, with its value at the stake, if the worth is a multiple of one tie.
    """

    actor: str
    type: str
    when: str
    value: Fraction
    now: Fraction
    verdict: str
    holds: bool
    above: bool
    already: bool
    without: tuple[str, ...] = ()
    tie: TieName | None = None
    tie_value: Fraction | None = None


class StakeScan:
    """The scan of the weights of all who are concerned by a commitment.

    Parameters
    ----------
    sit : Situation
    deterring : Deterring
    """

    def __init__(self, sit: Situation, deterring: Deterring) -> None:
        self.sit, self.deterring = sit, deterring
        self.world = deterring.world
        self._known: dict[tuple[int, str], Aftermath] = {}

    def stakes(
        self, pledged: Pledged, together: Callable[[Target, str], tuple[str, ...]]
    ) -> tuple[Stake, ...]:
        """List the stakes of a commitment, those that matter most first.

        Parameters
        ----------
        pledged : Pledged
        together : callable
            For a type and the commitment's id, the further commitments that must be broken too for it to matter.

        Returns
        -------
        tuple of Stake
            None for a commitment that can't be triggered. First those of whoever it is meant for, then the author's; first the weights that speak of the consequence,
            then the more probable type, then the smallest change.
        """
        found = []
        for target in self._targets() if pledged.triggers else ():
            for at, weight in enumerate(target.type.weights):
                if not bits_of(weight.expr) & self._bits(pledged):
                    continue
                found += [
                    (self._place(pledged, target, weight, stake), stake)
                    for stake in self._stakes(pledged, target, at, together)
                ]
        return tuple(stake for _, stake in sorted(found, key=lambda one: one[0]))

    def _around(self, target: Target) -> Aftermath:
        """Give what the others bring about after any move of a type: from the beginning, or where it is put to the test."""
        key = (target.actor, target.type.id)
        if key not in self._known:
            world, moves = self.world, self.world.moves
            tested = [one.triggers for one in self.deterring.known.values() if one.by == target.actor]
            states = [world.start, *(state for triggers in tested for state in triggers)]
            reach = [np.append(moves.targets(target.actor, state), state) for state in states]
            rows = self.deterring.aftermath.rows
            self._known[key] = Aftermath(
                world,
                rows[rows[:, target.actor] == target.ways[0].kind.order],
                self.deterring.aftermath.vows,
                {way.kind.behaviour for way in target.ways},
                np.unique(np.concatenate(reach)),
                [actor for actor in range(len(world.actors)) if actor != target.actor],
            )
        return self._known[key]

    def _targets(self) -> Iterator[Target]:
        """Give every type that has weights and decides by concepts under which a stake can be told."""
        for actor, name in enumerate(self.world.actors):
            preference = self.sit.preferences.get(name)
            for type_name, kind in preference.types.items() if preference else ():
                ways = [way for way in self.deterring.ways(actor) if way.type == type_name]
                if kind.weights and ways and all(way.kind.behaviour in FIXED for way in ways):
                    yield Target(actor, kind, ways, sum(way.probability for way in ways))

    def _bits(self, pledged: Pledged) -> frozenset[int]:
        record = pledged.record
        return bits_of(record.then) | (bits_of(record.condition) if record.condition else frozenset())

    def _place(self, pledged: Pledged, target: Target, weight: Weight, stake: Stake) -> tuple[object, ...]:
        change = abs(stake.value - stake.now)
        relative = change / abs(stake.now) if stake.now else change
        speaks = bool(bits_of(weight.expr) & bits_of(pledged.record.then))
        return target.actor == pledged.by, not speaks, -round(target.probability, 12), relative, weight.text

    def _stakes(
        self, pledged: Pledged, target: Target, at: int, together: Callable[[Target, str], tuple[str, ...]]
    ) -> list[Stake]:
        """List where a verdict changes as one weight slides, upwards and downwards."""
        codes = self.world.codes
        assert codes is not None  # noqa: S101 - commitments are about options
        slide = slide_of(self.sit, target.type, at, codes)
        without: tuple[str, ...] = ()
        test: SlidingVerdict
        scene = Scene(self.deterring, self._around(target), pledged, target, slide)
        if target.actor == pledged.by:
            name, test = "kept", Kept(scene)
        elif pledged.record.kind == "promise":
            name, test = "would_induce", WouldInduce(scene)
        else:
            without = together(target, pledged.record.id)
            name, test = "deters", Deters(scene, without)
        weight, holds = target.type.weights[at], test.verdict(slide.now)
        return [
            Stake(
                actor=self.world.actors[target.actor],
                type=target.type.id,
                when=weight.text,
                value=slide.value(turn.at),
                now=slide.value(slide.now),
                verdict=name,
                holds=holds,
                above=turn.upward,
                already=turn.already,
                without=without,
                **_tie_of(weight, slide.value(turn.at)),
            )
            for turn in turns(slide.now, test.breaks(), test.verdict)
        ]


def _tie_of(weight: Weight, value: Fraction) -> dict[str, Any]:
    """Give the tie that a worth is a multiple of, and its value at the stake; nothing if it isn't one."""
    if len(weight.worth.terms) != 1:
        return {}
    factor, tie = weight.worth.terms[0]
    if tie is None or not factor.is_point or not factor.central:
        return {}
    return {"tie": tie, "tie_value": value / factor.central}
