"""Records of ties, agreements, effects, figures and transfers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import TypeAlias

from detente.faults import Place
from detente.situation.expressions import Expr
from detente.situation.quantities import Quantity, TieName, When

STATUSES = (
    "reported",
    "provisional",
    "estimated",
    "mirror",
    "not_reported",
    "suppressed",
    "not_applicable",
)


@dataclass(frozen=True, slots=True)
class Tie:
    """A directed, dated, sourced quantity on one vector between two actors; ``value`` is None where not known."""

    source_actor: str
    target_actor: str
    vector: str
    value: Quantity | None
    unit: str
    status: str
    place: Place
    year: int | None = None
    source: str = ""
    known_by: Day | None = None
    product: str = ""
    note: str = ""
    complete: bool = False  # of its table: an absent row is a true zero
    spare: Quantity | None = None  # how much more could come this way at need, in the unit of the value


@dataclass(frozen=True, slots=True)
class Vector:
    """What the file says of a kind of tie: how much it counts where kinds are averaged, and what its loss would do."""

    id: str
    place: Place
    text: str = ""
    weight: Quantity | None = None
    cost_share: Quantity | None = None
    elasticity: Quantity | None = None
    because: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agreed on which fields, when."""

    id: str
    between: tuple[str, ...]
    fields: tuple[str, ...]
    place: Place
    date: When | None = None
    source: str = ""
    text: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What an option does to a tie."""

    expr: Expr
    text: str
    tie: TieName
    by: Quantity
    unit: str
    place: Place
    because: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that must add up; a part of None is the rest."""

    id: str
    total: Quantity
    parts: Mapping[str, Quantity | None]
    place: Place
    source: str = ""
    unit: str = ""
    date: When | None = None
    text: str = ""
    beside: str = ""  # another figure of the same thing


@dataclass(frozen=True, slots=True)
class Consent:
    """What a holder must agree to: options of its own (all needed), or a probability; its basis and date of expiry.

    ``refusing`` are options that must not be taken: an objection. ``by_type`` gives the probability for each type of
    the holder. ``bare`` if nothing is said but that the consent is needed: then its probability isn't known.
    """

    holder: str
    options: tuple[int, ...]
    chance: Quantity | None
    place: Place
    basis: str = ""
    until: When | None = None
    refusing: tuple[int, ...] = ()
    by_type: Mapping[str, Quantity] = field(default_factory=dict)
    bare: bool = False


Consents: TypeAlias = tuple[Consent, ...]
"""Consents that are all needed; of several such sets under ``either``, one will do."""


@dataclass(frozen=True, slots=True)
class Route:
    """One way through other hands, with the consents that this way needs."""

    through: tuple[str, ...]
    consent: Consents
    place: Place
    either: tuple[Consents, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a network, from one hand to the next, with the consents that it needs."""

    source: str
    target: str
    consent: Consents
    place: Place
    either: tuple[Consents, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an item, or of another part, with the consents that travel with it."""

    id: str
    item: str
    within: str  # the part that contains it; empty for the item itself
    consent: Consents
    place: Place
    either: tuple[Consents, ...] = ()


@dataclass(frozen=True, slots=True)
class Transfer:
    """An item on its way from an owner to a recipient, with the consents it needs on every route and per route.

    The ways are ``routes``, each of them whole, and what a network of ``steps`` allows; without either it goes straight.
    """

    id: str
    item: str
    owner: str
    recipient: str
    by: tuple[int, ...]  # the owner's options that hand it over
    consent: Consents
    routes: tuple[Route, ...]
    place: Place
    product: str = ""
    because: str = ""
    evidence: tuple[str, ...] = ()
    either: tuple[Consents, ...] = ()
    steps: tuple[Step, ...] = ()
    networked: bool = False  # whether the file gives steps, be it none
    unread: bool = False  # whether some of them could not be read
    parts: Mapping[str, Part] = field(default_factory=dict)
