"""What could stand in for a figure that isn't known: the last one, and the partner's own. Side by side, never in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Day
from fractions import Fraction
from typing import Literal, NamedTuple

from detente.situation.quantities import Quantity
from detente.situation.records import Situation, Tie
from detente.ties.ledger import UNKNOWN, Direction, Ledger, ledger_of, natural_direction
from detente.ties.shares import Dependence, Share, dependence
from detente.ties.status import MIRROR_FACTORS

MIRRORS = {"imports": "exports", "exports": "imports"}


class StandIn(NamedTuple):
    """One reading of a figure that isn't known, and what would follow from it.

    Attributes
    ----------
    partner : str
    kind : {"carried", "mirror"}
        The last figure carried forward, or the partner's own report of the same flow.
    year : int
        Of the figure that stands in.
    amount : Share
        It, in the unit of the ledger: least, value, greatest. A mirror figure is brought from f.o.b. to c.i.f. or back.
    share, hhi, effective : Share
        The partner's share, and concentration, if it were so.
    """

    partner: str
    kind: Literal["carried", "mirror"]
    year: int
    amount: Share
    share: Share
    hhi: Share
    effective: Share


def stand_ins(
    sit: Situation,
    actor: str,
    vector: str,
    year: int | None = None,
    direction: Direction | None = None,
    *,
    as_of: Day | None = None,
) -> tuple[StandIn, ...]:
    """Give what could stand in for each figure of a year that isn't known.

    Parameters
    ----------
    sit : Situation
    actor : str
        Whose ledger.
    vector : str
        Kind of tie. Only imports and exports have mirror figures: what one reports sent, the other reports received.
    year : int or None
        The year; default is the latest that has figures.
    direction : {"in", "out"}, optional
        Default: as the vector runs by its name.
    as_of : date or None
        Only ties known by this day count; default is the situation's own day.

    Returns
    -------
    tuple of StandIn
        By partner; the figure carried forward first. None is put into the ledger: each shows what would follow.

    Examples
    --------
    >>> import detente, datetime
    >>> sit = detente.load("belarus-2023")
    >>> found = stand_ins(sit, "BLR", "energy", 2022, as_of=datetime.date(2025, 6, 1))
    >>> [(one.partner, one.kind, one.year, round(one.share.value, 2)) for one in found if one.partner == "RUS"]
    [('RUS', 'carried', 2021, 0.99)]

    Notes
    -----
    A partner that is known to have traded 5 % or more, or is named as not reported, is asked for. The factor between
    f.o.b. and c.i.f. is 1.06, from 1 to 1.2 (IMF, *Direction of Trade Statistics*).
    """
    way = natural_direction(vector) if direction is None else direction
    on = dependence(sit, actor, vector, year, way, as_of=as_of)
    if on.year is None:
        return ()
    ledger = ledger_of(sit, actor, vector, way, as_of)
    return tuple(_readings(sit, ledger, on, as_of))


def _readings(sit: Situation, ledger: Ledger, on: Dependence, as_of: Day | None) -> Iterator[StandIn]:
    """Give the readings of a year, partner by partner."""
    assert on.year is not None  # noqa: S101 - the caller looked
    silent = [one.partner for one in on.silent]
    named = [name for name, entry in ledger.years.get(on.year, {}).items() if entry.status in UNKNOWN]
    for partner in dict.fromkeys([*silent, *named]):
        known = [
            (year, entries[partner])
            for year, entries in ledger.dated.items()
            if year < on.year and partner in entries and entries[partner].value is not None
        ]
        if known:
            last, entry = known[-1]
            amount = Quantity(entry.low, entry.high or entry.low, entry.value)
            yield _reading(sit, ledger, on, (partner, "carried", last, amount), as_of)
        mirror = _mirror(sit, ledger, partner, on.year, as_of)
        if mirror is not None:
            yield _reading(sit, ledger, on, (partner, "mirror", on.year, mirror), as_of)


def _mirror(sit: Situation, ledger: Ledger, partner: str, year: int, as_of: Day | None) -> Quantity | None:
    """Give the partner's own figure of the same flow, valued as the actor would."""
    other = MIRRORS.get(ledger.vector)
    if other is None or ledger.unit.share:
        return None
    theirs = ledger_of(sit, partner, other, "out" if ledger.direction == "in" else "in", as_of)
    entry = theirs.years.get(year, {}).get(ledger.actor)
    if entry is None or entry.value is None or theirs.unit.kind != ledger.unit.kind:
        return None
    low, usual, high = (Fraction(str(factor)) for factor in MIRROR_FACTORS)
    value, top = entry.value, entry.high or entry.value
    if ledger.direction == "in":
        return Quantity(entry.low * low, top * high, value * usual)
    return Quantity(entry.low / high, top / low, value / usual)


def _reading(
    sit: Situation,
    ledger: Ledger,
    on: Dependence,
    told: tuple[str, Literal["carried", "mirror"], int, Quantity],
    as_of: Day | None,
) -> StandIn:
    """Say what would follow if a figure stood in: at its value, and over its range."""
    partner, kind, year, amount = told
    status = "mirror" if kind == "mirror" else "estimated"
    value = amount.central if amount.likely is None else amount.likely
    at, over = (
        _as_if(sit, ledger, on, (partner, status, one), as_of)
        for one in (Quantity(value, value), Quantity(amount.low, amount.high))
    )
    return StandIn(
        partner,
        kind,
        year,
        Share(float(amount.low), float(value), float(amount.high), status),
        _around(at.shares[partner], over.shares[partner]),
        _around(at.hhi, over.hhi),
        _around(at.effective, over.effective),
    )


def _as_if(
    sit: Situation, ledger: Ledger, on: Dependence, told: tuple[str, str, Quantity], as_of: Day | None
) -> Dependence:
    """Give the dependence of a year as if a partner had a figure."""
    partner, status, value = told
    ends = (partner, on.actor) if on.direction == "in" else (on.actor, partner)
    day = as_of or sit.as_of or Day.max
    tie = Tie(*ends, on.vector, value, ledger.unit.text, status, sit.place, on.year, known_by=day)
    return dependence(
        replace(sit, ties=(*sit.ties, tie)), on.actor, on.vector, on.year, on.direction, as_of=as_of
    )


def _around(at: Share, over: Share) -> Share:
    """Put a value into the range that goes with it."""
    return over._replace(value=at.value)
