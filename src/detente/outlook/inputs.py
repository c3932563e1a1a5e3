"""What a forecast takes from the file: one set of numbers at the centre, and one for each draw of the ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from fractions import Fraction

from detente.conflict.moves import Ints
from detente.conflict.situated import players, ranks_or_indifferent
from detente.evidence.frames import frames
from detente.evidence.inputs import Input, inputs, posterior_given
from detente.outlook.draws import CENTRAL, Draws
from detente.situation.records import Quantity, Situation, Type

Shares = Mapping[str, float]

DEFAULT_BEHAVIOUR = "seq"
_GRID = 10**6  # drawn worths are whole millionths, so that they are added and compared exactly
_REST = Quantity(Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True)
class Values:
    """One set of values: beliefs over types, how each type decides, which order each type has, chances of events.

    ``types``, ``behaviours`` and ``orders`` are by actor and type; ``views`` by actor, other actor and type, where a
    belief differs from the analyst's.
    """

    types: Mapping[str, Shares]
    views: Mapping[str, Mapping[str, Shares]]
    behaviours: Mapping[str, Mapping[str, Shares]]
    orders: Mapping[str, Mapping[str, int]]
    chances: Shares


class Taken:
    """Takes sets of values from a situation; the orders of preference that occur are collected on the way.

    Parameters
    ----------
    sit : Situation
    as_of : date or None
        Only evidence known by this day counts.
    draws : Draws
    """

    def __init__(self, sit: Situation, as_of: Day | None, draws: Draws) -> None:
        self.sit, self.draws = sit, draws
        self.types = {actor: _types(sit, actor) for actor in players(sit)}
        self.orders = {
            actor: [_central_order(sit, kind) for kind in own] for actor, own in self.types.items()
        }
        self._frames = frames(sit, as_of)
        self._inputs = inputs(sit, as_of)

    @property
    def has_ranges(self) -> bool:
        """Whether anything that a forecast uses is a range."""
        behaviours = (
            share
            for one in self.sit.preferences.values()
            for kind in one.types.values()
            for share in kind.behaviour.values()
        )
        views = (
            share for row in self.sit.believes.values() for held in row.values() for share in held.values()
        )
        chances = (event.chance for event in self.sit.events.values())
        return bool(self._inputs) or any(not one.is_point for one in (*behaviours, *views, *chances))

    def values(self, draw: int = CENTRAL) -> Values:
        """Take one set of values."""
        posterior = posterior_given(self._frames, self._evidence(draw))
        held = {actor: posterior.get(actor) or {own[0].id: 1.0} for actor, own in self.types.items()}
        events = self.sit.events.values()
        return Values(
            held,
            {viewer: self._views(viewer, others, held, draw) for viewer, others in self.sit.believes.items()},
            {
                actor: {kind.id: self._behaviour(kind, draw) for kind in own}
                for actor, own in self.types.items()
            },
            {actor: {kind.id: at for at, kind in enumerate(own)} for actor, own in self.types.items()},
            {event.id: self.draws.value(f"events.{event.id}.chance", event.chance, draw) for event in events},
        )

    def _evidence(self, draw: int) -> dict[str, float]:
        """Take what beliefs rest on; the priors of one group together."""
        if draw == CENTRAL:
            return {}
        priors: dict[str, list[Input]] = {}
        values: dict[str, float] = {}
        for one in self._inputs:
            if one.kind == "prior":
                priors.setdefault(one.group, []).append(one)
            else:
                values[one.name] = self.draws.value(one.name, one.quantity, draw)
        for group, members in priors.items():
            fixed = sum(q.central for q in self._frames[group].priors if q.is_point)
            values.update(self._priors(group, members, float(fixed), draw))
        return values

    def _priors(self, group: str, members: Sequence[Input], fixed: float, draw: int) -> dict[str, float]:
        settled = Quantity(Fraction(fixed).limit_denominator(_GRID), Fraction(fixed).limit_denominator(_GRID))
        quantities = [*(one.quantity for one in members), settled]
        shares = self.draws.shares(f"{group}.priors", quantities, draw)
        return {one.name: share for one, share in zip(members, shares, strict=False)}

    def _views(
        self, viewer: str, others: Mapping[str, Mapping[str, Quantity]], held: Mapping[str, Shares], draw: int
    ) -> dict[str, Shares]:
        """Take an actor's own beliefs; what it leaves open keeps the analyst's proportions."""
        views: dict[str, Shares] = {}
        for other, stated in others.items():
            names = list(held[other])
            unstated = [name for name in names if name not in stated]
            quantities = [stated.get(name, _REST) for name in names]
            if len(unstated) < 2:
                shares = self.draws.shares(f"believes.{viewer}.{other}", quantities, draw)
                views[other] = dict(zip(names, shares, strict=True))
                continue
            given = {
                name: self.draws.value(f"believes.{viewer}.{other}.{name}", q, draw)
                for name, q in stated.items()
            }
            rest, open_share = 1 - sum(given.values()), sum(held[other][name] for name in unstated)
            scale = rest / open_share if open_share else 0.0
            views[other] = {name: given.get(name, held[other][name] * scale) for name in names}
        return views

    def _behaviour(self, kind: Type, draw: int) -> dict[str, float]:
        """Take the shares of behaviours of a type: its own, else its actor's, else seq."""
        stated = kind.behaviour or self.sit.preferences[kind.actor].behaviour
        if not stated:
            return {DEFAULT_BEHAVIOUR: 1.0}
        shares = self.draws.shares(
            f"preferences.{kind.actor}.{kind.id}.behaviour", list(stated.values()), draw
        )
        return {name: share for name, share in zip(stated, shares, strict=True) if share}


def _types(sit: Situation, actor: str) -> tuple[Type, ...]:
    """Give an actor's types; one that wants nothing is indifferent over everything."""
    preference = sit.preferences.get(actor)
    if preference is None or not preference.types:
        return (Type("", actor, sit.actors[actor].place),)
    return tuple(preference.types.values())


def _central_order(sit: Situation, kind: Type) -> Ints:
    wants = kind.statements or kind.weights or kind.ranking
    return ranks_or_indifferent(sit, kind if wants else None)
