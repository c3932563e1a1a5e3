"""Balance between poles: how evenly an actor leans on several patrons, and whether one of them holds it on some vector.

One number for hedging hides something: balance, lean and captivity are shown together, with how much they cover.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import NamedTuple

from detente.faults import Fault, Place
from detente.situation.records import Situation
from detente.ties.concentration import hhi, hhi_of_amounts
from detente.ties.findings import improved
from detente.ties.ledger import ledger_of, natural_direction, worst
from detente.ties.shares import Dependence, Share, dependence


class PoleBalance(NamedTuple):
    """The balance between poles on one vector.

    Attributes
    ----------
    poles : mapping of str to Share
        Dependence on each pole: the sum over its members.
    balance : Share
        (1 - sum of squared shares among poles) / (1 - 1/K): 1 is even, 0 is one pole alone.
    lean : mapping of (str, str) to Share
        (P - Q) / (P + Q) for each two poles: 1 is all the first, -1 all the second.
    coverage : Share
        The sum over poles: what the balance speaks of.
    missing : tuple of str
        Members of poles without a figure.
    """

    poles: Mapping[str, Share]
    balance: Share
    lean: Mapping[tuple[str, str], Share]
    coverage: Share
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """An actor's balance on each vector, and its captivity: the greatest dependence on any pole on any vector.

    ``warnings`` say where the balance would have improved by a blackout alone.
    """

    actor: str
    profile: Mapping[str, PoleBalance]
    captivity: Share
    captor: tuple[str, str] | None
    warnings: tuple[Fault, ...] = ()


def balance(
    sit: Situation,
    actor: str,
    vectors: Sequence[str] | None = None,
    year: int | None = None,
    *,
    as_of: Day | None = None,
) -> Balance:
    """Give an actor's balance between the situation's poles, as a profile over vectors.

    Parameters
    ----------
    sit : Situation
        The situation, with ``poles``.
    actor : str
        Whose balance.
    vectors : sequence of str or None
        The vectors; default all on which the actor has ties. They are not averaged.
    year : int or None
        The year; default is the latest on each vector.
    as_of : date or None
        Only ties known by this day count; default is the situation's own day.

    Returns
    -------
    Balance
        By vector, and the captivity over all of them with the vector and pole where it is (``captor``; None where it
        has no value).

    Raises
    ------
    ValueError
        If the situation has no poles, or no actor of that name.
    """
    if not sit.poles:
        raise ValueError("balance(): the situation names no poles")
    named = _vectors(sit, actor) if vectors is None else vectors
    found = {
        vector: dependence(sit, actor, vector, year, natural_direction(vector), as_of=as_of)
        for vector in named
    }
    profile = {vector: pole_balance(on, sit.poles) for vector, on in found.items()}
    held = {(vector, pole): share for vector, one in profile.items() for pole, share in one.poles.items()}
    captivity = _greatest(held.values())
    captor = max(held, key=lambda key: held[key].value or 0.0) if captivity.value is not None else None
    warnings = tuple(one for on in found.values() for one in _improved(sit, on, as_of))
    return Balance(actor, profile, captivity, captor, warnings)


def _improved(sit: Situation, on: Dependence, as_of: Day | None) -> Iterator[Fault]:
    """Warn where the balance among those who are left would be better than before a member of a pole went dark."""
    members = {one for pole in sit.poles.values() for one in pole}
    for silence in on.silent:
        if not silence.blackout or silence.partner not in members:
            continue
        then = dependence(sit, on.actor, on.vector, silence.last, on.direction, as_of=as_of)
        before = pole_balance(then, sit.poles).balance.value
        left = {name: one for name, one in on.shares.items() if name != silence.partner}
        sums = [
            math.fsum(left[one].high or 0.0 for one in pole if one in left) for pole in sit.poles.values()
        ]
        now = _evenness([Share(one, one, one, "reported") for one in sums]).value
        if before is not None and now is not None and now > before:
            ledger = ledger_of(sit, on.actor, on.vector, on.direction, as_of)
            place = next((one for one in on.warnings if one.code == "DT683"), None)
            at = Place(place.line, place.column, place.file) if place else sit.place
            yield improved(ledger, on.year, silence, ("balance between poles", before, now), at)


def pole_balance(on: Dependence, poles: Mapping[str, Sequence[str]]) -> PoleBalance:
    """Give the balance between poles on one vector.

    A member who isn't reported leaves its pole, and what is computed from it, without a value; so does a pole of which
    no member has a figure. A member without a row is in the range only: the value is that of the members on record.

    Parameters
    ----------
    on : Dependence
        Shares by partner.
    poles : mapping of str to sequence of str
        Members of each pole; the actor itself is passed over.

    Returns
    -------
    PoleBalance
        Not applicable with one pole, or where no pole has a share.
    """
    shares = {
        pole: {one: _member(on, one) for one in members if one != on.actor} for pole, members in poles.items()
    }
    sums = {pole: _pole(on, members) for pole, members in shares.items()}
    missing = tuple(
        one for members in shares.values() for one, share in members.items() if share.value is None
    )
    lean = {pair: _lean(sums[pair[0]], sums[pair[1]]) for pair in itertools.combinations(sums, 2)}
    capped = {pole: one._replace(high=min(1.0, one.high or 0.0)) for pole, one in sums.items()}
    coverage = _sum(sums.values())
    return PoleBalance(
        capped,
        _evenness(list(sums.values())),
        lean,
        coverage._replace(high=min(1.0, coverage.high or 0.0)),
        missing,
    )


def _vectors(sit: Situation, actor: str) -> list[str]:
    """Name the vectors on which an actor has ties the way they run."""
    found = (
        tie.vector
        for tie in sit.ties
        if actor == (tie.source_actor if natural_direction(tie.vector) == "out" else tie.target_actor)
    )
    return list(dict.fromkeys(found))


def _member(on: Dependence, partner: str) -> Share:
    """Give a member's share; unlisted, it may have what the list leaves, and nothing where the list is complete."""
    share = on.shares.get(partner)
    if share is None:
        value = None if on.unlisted else 0.0
        return Share(0.0, value, on.unlisted, "not_reported" if on.unlisted else "reported")
    if share.status == "not_applicable":
        return Share(0.0, 0.0, 0.0, share.status)
    return share


def _pole(on: Dependence, members: Mapping[str, Share]) -> Share:
    """Add up a pole's members; those without a row count in the range only, if another member has a figure."""
    total = _sum(members.values())
    without = [one for one, share in members.items() if share.value is None]
    rowless = all(one not in on.shares or one in on.absent for one in without)
    values = [share.value for share in members.values() if share.value is not None]
    if without and rowless and values:
        return total._replace(value=math.fsum(values), why=f"without {', '.join(without)}")
    return total


def _sum(shares: Iterable[Share]) -> Share:
    """Add up shares."""
    parts = list(shares)
    values = [one.value for one in parts if one.value is not None]
    return Share(
        math.fsum(one.low or 0.0 for one in parts),
        math.fsum(values) if len(values) == len(parts) else None,
        math.fsum(one.high or 0.0 for one in parts),
        worst(one.status for one in parts),
    )


def _lean(first: Share, second: Share) -> Share:
    """Give the lean towards the first of two poles."""
    ends = ((first.low, second.high), (first.value, second.value), (first.high, second.low))
    low, value, high = (_difference(a, b) for a, b in ends)
    status = "not_applicable" if low is None and high is None else worst([first.status, second.status])
    return Share(low, value, high, status)


def _difference(a: float | None, b: float | None) -> float | None:
    """Give (a - b) / (a + b), also where one of them has no upper end."""
    if a is None or b is None or not (a or b):
        return None
    if math.isinf(a) or math.isinf(b):
        return 1.0 if math.isinf(a) else -1.0
    return (a - b) / (a + b)


def _evenness(poles: Sequence[Share]) -> Share:
    """Turn the concentration among poles into a balance."""
    lows, highs = [one.low or 0.0 for one in poles], [one.high or 0.0 for one in poles]
    if len(poles) < 2 or not any(highs):
        return Share(None, None, None, "not_applicable", "it takes two poles of which one has a share")
    most = 1 - 1 / len(poles)
    index = hhi_of_amounts(lows, highs)
    values = [one.value for one in poles if one.value is not None]
    value = None
    if len(values) == len(poles) and any(values):
        value = (1 - hhi([one / math.fsum(values) for one in values])) / most
    low, high = max(0.0, (1 - index.high) / most), min(1.0, (1 - index.low) / most)
    if value is not None:
        low, high = min(low, value), max(high, value)
    return Share(low, value, high, worst(one.status for one in poles))


def _greatest(shares: Iterable[Share]) -> Share:
    """Give the greatest of several shares."""
    parts = list(shares)
    if not parts:
        return Share(None, None, None, "not_applicable", "there are no ties")
    values = [one.value for one in parts if one.value is not None]
    return Share(
        max(one.low or 0.0 for one in parts),
        max(values) if len(values) == len(parts) else None,
        max(one.high or 0.0 for one in parts),
        worst(one.status for one in parts),
    )
