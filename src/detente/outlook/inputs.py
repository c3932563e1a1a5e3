"""What a forecast takes from the file: one set of numbers at the centre, and one for each draw of the ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from detente.conflict.moves import Ints
from detente.conflict.situated import players, ranks_or_indifferent
from detente.evidence.frames import Frame, frames
from detente.evidence.inputs import Input, inputs, posterior_given, posteriors_given
from detente.outlook.draws import CENTRAL, Draws
from detente.outlook.worths import DrawnOrder, is_drawn
from detente.situation.records import Quantity, Situation, Type

Shares = Mapping[str, float]

DEFAULT_BEHAVIOUR = "seq"
_GRID = 10**6
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


class Beliefs(NamedTuple):
    """What beliefs over types rest on, and what they are at central values."""

    frames: Mapping[str, Frame]
    inputs: Sequence[Input]
    central: Mapping[str, Shares]


class Taken:
    """Takes sets of values from a situation; the orders of preference that occur are collected on the way.

    Attributes
    ----------
    orders : dict of str to list of arrays of int32
        By actor, every order of preference that occurs, over all feasible states: that of each type at the centre, then
        those that are drawn.
    kinds : dict of str to list of int
        By actor, of which of its types each order is.

    Parameters
    ----------
    sit : Situation
    as_of : date or None
        Only evidence known by this day counts.
    draws : Draws
    before : Taken, optional
        From another situation; what is the same there is not worked out again.
    """

    def __init__(self, sit: Situation, as_of: Day | None, draws: Draws, before: Taken | None = None) -> None:
        self.sit, self.as_of, self.draws = sit, as_of, draws
        self.types = {actor: _types(sit, actor) for actor in players(sit)}
        same = before if before is not None and _ranks_alike(sit, before.sit) else None
        self.orders = {
            actor: [_central_order(sit, kind, same) for kind in own] for actor, own in self.types.items()
        }
        self.kinds = {actor: list(range(len(own))) for actor, own in self.types.items()}
        self._drawn: dict[tuple[str, str], DrawnOrder | None] = {}
        self._drawn_as: dict[tuple[str, str, bytes], int] = {}
        if before is not None and _evidence_alike(sit, before.sit) and as_of == before.as_of:
            self.beliefs: Beliefs = before.beliefs
        else:
            framed = frames(sit, as_of)
            self.beliefs = Beliefs(framed, inputs(sit, as_of), posterior_given(framed, {}))

    @cached_property
    def _posteriors(self) -> list[Mapping[str, Shares]]:
        """Beliefs over types, by draw."""
        given = (self._evidence(draw) for draw in range(self.draws.count))
        return list(posteriors_given(self.beliefs.frames, given))

    @property
    def has_ranges(self) -> bool:
        """Whether anything that a forecast uses is a range."""
        behaviours = (
            share
            for one in self.sit.preferences.values()
            for shares in (one.behaviour, *(kind.behaviour for kind in one.types.values()))
            for share in shares.values()
        )
        views = (
            share for row in self.sit.believes.values() for held in row.values() for share in held.values()
        )
        chances = (event.chance for event in self.sit.events.values())
        return (
            bool(self.beliefs.inputs)
            or any(not one.is_point for one in (*behaviours, *views, *chances))
            or any(is_drawn(self.sit, kind) for own in self.types.values() for kind in own)
        )

    def values(self, draw: int = CENTRAL) -> Values:
        """Take one set of values."""
        posterior = self.beliefs.central
        if draw != CENTRAL:
            posterior = self._posteriors[draw]
        held = {actor: posterior.get(actor) or {own[0].id: 1.0} for actor, own in self.types.items()}
        events = self.sit.events.values()
        return Values(
            held,
            {viewer: self._views(viewer, others, held, draw) for viewer, others in self.sit.believes.items()},
            {
                actor: {kind.id: self._behaviour(kind, draw) for kind in own}
                for actor, own in self.types.items()
            },
            {
                actor: {kind.id: self._order(kind, at, draw) for at, kind in enumerate(own)}
                for actor, own in self.types.items()
            },
            {event.id: self.draws.value(f"events.{event.id}.chance", event.chance, draw) for event in events},
        )

    def _evidence(self, draw: int) -> dict[str, float]:
        """Take what beliefs rest on; the priors of one group together."""
        priors: dict[str, list[Input]] = {}
        values: dict[str, float] = {}
        for one in self.beliefs.inputs:
            if one.kind == "prior":
                priors.setdefault(one.group, []).append(one)
            else:
                values[one.name] = self.draws.value(one.name, one.quantity, draw)
        for group, members in priors.items():
            fixed = sum(q.central for q in self.beliefs.frames[group].priors if q.is_point)
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

    def _order(self, kind: Type, at: int, draw: int) -> int:
        """Take the order of a type: which of its actor's orders it is."""
        if draw == CENTRAL:
            return at
        whose = (kind.actor, kind.id)
        if whose not in self._drawn:
            self._drawn[whose] = DrawnOrder(self.sit, kind) if is_drawn(self.sit, kind) else None
        drawn = self._drawn[whose]
        if drawn is None:
            return at
        ranks = drawn.drawn(self.draws, draw)
        key = (*whose, ranks.tobytes())
        if key not in self._drawn_as:
            self._drawn_as[key] = len(self.orders[kind.actor])
            self.orders[kind.actor].append(drawn.over_states(ranks))
            self.kinds[kind.actor].append(at)
        return self._drawn_as[key]


def _types(sit: Situation, actor: str) -> tuple[Type, ...]:
    """Give an actor's types; one that wants nothing is indifferent over everything."""
    preference = sit.preferences.get(actor)
    if preference is None or not preference.types:
        return (Type("", actor, sit.actors[actor].place),)
    return tuple(preference.types.values())


def _central_order(sit: Situation, kind: Type, same: Taken | None) -> Ints:
    """Rank states as a type does at central values; take over the ranks of one that wants the same."""
    for at, other in enumerate(same.types.get(kind.actor, ()) if same else ()):
        if same and _wants(other) == _wants(kind):
            return same.orders[kind.actor][at]
    wants = kind.statements or kind.weights or kind.ranking
    return ranks_or_indifferent(sit, kind if wants else None)


def _wants(kind: Type) -> tuple[object, ...]:
    return kind.above, kind.statements, kind.weights, kind.ranking


def _ranks_alike(one: Situation, other: Situation) -> bool:
    """Tell whether the same wants give the same ranks in two situations."""
    return (one.states is other.states and one.graph is other.graph) and (
        one.named_states,
        one.ties,
        one.as_of,
    ) == (other.named_states, other.ties, other.as_of)


def _evidence_alike(one: Situation, other: Situation) -> bool:
    """Tell whether what beliefs over types rest on is the same in two situations."""
    return (
        (one.evidence, one.dependence, one.sources, one.grades, one.hypotheses)
        == (other.evidence, other.dependence, other.sources, other.grades, other.hypotheses)
    ) and _priors_of(one) == _priors_of(other)


def _priors_of(sit: Situation) -> dict[str, list[tuple[str, Quantity | None]]]:
    return {
        actor: [(name, kind.prior) for name, kind in preference.types.items()]
        for actor, preference in sit.preferences.items()
    }
