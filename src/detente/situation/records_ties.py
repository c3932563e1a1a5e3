"""Records of ties, agreements, effects, figures and transfers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day

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


@dataclass(frozen=True, slots=True)
class Consent:
    """What a holder must agree to: options of its own (all needed), or a probability; its basis and date of expiry."""

    holder: str
    options: tuple[int, ...]
    chance: Quantity | None
    place: Place
    basis: str = ""
    until: When | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One way through other hands, with the consents that this way needs."""

    through: tuple[str, ...]
    consent: tuple[Consent, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Transfer:
    """An item on its way from an owner to a recipient, with the consents it needs on every route and per route."""

    id: str
    item: str
    owner: str
    recipient: str
    by: tuple[int, ...]  # the owner's options that hand it over
    consent: tuple[Consent, ...]
    routes: tuple[Route, ...]
    place: Place
    product: str = ""
    because: str = ""
    evidence: tuple[str, ...] = ()
