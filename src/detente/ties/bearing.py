"""Agreements where they bear on a tie or on a commitment: between whom, in which fields, since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Day
from typing import NamedTuple

from detente.situation.expressions import bits_of
from detente.situation.records import Agreement, Commitment, Situation


class Bearing(NamedTuple):
    """An agreement that bears on something; ``fields`` are those of its fields that name it, if any does."""

    agreement: Agreement
    fields: tuple[str, ...]


def agreements_on_tie(
    sit: Situation, one: str, other: str, vector: str, *, as_of: Day | None = None
) -> tuple[Bearing, ...]:
    """Give the agreements between two parties, those that name the kind of tie first, then the latest.

    Parameters
    ----------
    sit : Situation
    one, other : str
    vector : str
        Kind of tie.
    as_of : date or None
        Agreements dated later are left out; default is the situation's own day.

    Examples
    --------
    >>> import detente
    >>> found = agreements_on_tie(detente.load("belarus-2023"), "BLR", "CHN", "investment")
    >>> found[0].agreement.id, found[0].fields
    ('great_stone', ('investment',))
    """
    text = sit.vectors.get(vector, "")
    words = {_plain(vector), *(_plain(text).split() if len(text.split()) == 1 else ())}
    found = [
        Bearing(agreement, _naming(agreement.fields, words))
        for agreement in _known(sit, as_of)
        if {one, other} <= set(agreement.between)
    ]
    return _ranked(found)


def agreements_on_commitment(
    sit: Situation, commitment: Commitment, *, as_of: Day | None = None
) -> tuple[Bearing, ...]:
    """Give the agreements that bear on a commitment: they share an observation, or its author and somebody it concerns.

    Concerned are whoever claims it, owns an option that it names, or is named in the texts of these.

    Parameters
    ----------
    sit : Situation
    commitment : Commitment
    as_of : date or None
        Agreements dated later are left out; default is the situation's own day.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("belarus-2023")
    >>> [one.agreement.id for one in agreements_on_commitment(sit, sit.commitments["protection"])]
    ['collective_security', 'union_state']
    """
    parts = [part for part in (commitment.condition, commitment.then) if part is not None]
    options = [sit.options[bit] for part in parts for bit in sorted(bits_of(part))]
    said = " ".join([commitment.text, *(option.text for option in options)])
    named = {actor.id for actor in sit.actors.values() if actor.name and actor.name in said}
    concerned = ({option.owner for option in options} | named | {commitment.claimed_by}) - {commitment.by, ""}
    found = [
        Bearing(agreement, _naming(agreement.fields, set(_plain(said).split())))
        for agreement in _known(sit, as_of)
        if set(agreement.evidence) & set(commitment.evidence)
        or (commitment.by in agreement.between and concerned & set(agreement.between))
    ]
    return _ranked(found)


def _known(sit: Situation, as_of: Day | None) -> list[Agreement]:
    """Give the agreements of which the date isn't after the day."""
    day = as_of or sit.as_of
    return [
        one for one in sit.agreements.values() if day is None or one.date is None or one.date.first <= day
    ]


def _naming(fields: Iterable[str], words: set[str]) -> tuple[str, ...]:
    """Give the fields that name one of some words."""
    return tuple(field for field in fields if words & set(_plain(field).split()))


def _plain(text: str) -> str:
    return text.replace("_", " ").casefold()


def _ranked(found: list[Bearing]) -> tuple[Bearing, ...]:
    def day(one: Bearing) -> int:
        return one.agreement.date.day.toordinal() if one.agreement.date else 0

    return tuple(sorted(found, key=lambda one: (not one.fields, -day(one), one.agreement.id)))
