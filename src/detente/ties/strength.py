"""The network of ties on one vector: who is tied to whom, and how much flows in and out of each."""

from __future__ import annotations

from datetime import date as Day
from typing import NamedTuple

from detente.situation.records import Situation
from detente.ties.ledger import ledger_of, worst
from detente.ties.shares import Share


class Tied(NamedTuple):
    """One tie of a year: from whom, to whom, and how much."""

    source: str
    target: str
    amount: Share


class Strength(NamedTuple):
    """What flows into a state and out of it, as far as it is on record."""

    arriving: Share
    leaving: Share


class TieNetwork(NamedTuple):
    """The ties on one vector in one year, in one unit, with the strength of each state; not how many ties it has.

    ``apart`` names the receivers whose figures are in another unit and so are left out.
    """

    vector: str
    year: int | None
    unit: str
    ties: tuple[Tied, ...]
    strengths: dict[str, Strength]
    apart: tuple[str, ...] = ()


def tie_network(
    sit: Situation, vector: str, year: int | None = None, *, as_of: Day | None = None
) -> TieNetwork:
    """Give the network of ties on one vector.

    Parameters
    ----------
    sit : Situation
    vector : str
    year : int or None
        The year; default is the latest that has figures.
    as_of : date or None
        Only ties known by this day count; default is the situation's own day.

    Returns
    -------
    TieNetwork
        A sum with an unknown part has no value. Shares are of each receiver's total, and don't add up over receivers.

    Examples
    --------
    >>> import detente
    >>> found = tie_network(detente.load("belarus-2023"), "energy", 2021)
    >>> max(found.ties, key=lambda one: one.amount.value).source
    'RUS'
    """
    receivers = dict.fromkeys(tie.target_actor for tie in sit.ties if tie.vector == vector)
    ledgers = {one: ledger_of(sit, one, vector, "in", as_of) for one in receivers}
    years = [year for ledger in ledgers.values() for year in ledger.dated]
    when = max(years, default=None) if year is None else year
    unit = next((ledger.unit.text for ledger in ledgers.values()), "")
    ties = []
    for target, ledger in ledgers.items():
        for source, entry in ledger.entries(when).items():
            high = None if entry.high is None else float(entry.high)
            value = None if entry.value is None else float(entry.value)
            if ledger.unit.text == unit and entry.written:
                ties.append(Tied(source, target, Share(float(entry.low), value, high, entry.status)))
    states = dict.fromkeys(end for one in ties for end in (one.source, one.target))
    strengths = {
        state: Strength(
            _sum([one.amount for one in ties if one.target == state]),
            _sum([one.amount for one in ties if one.source == state]),
        )
        for state in states
    }
    apart = tuple(one for one, ledger in ledgers.items() if ledger.unit.text != unit)
    return TieNetwork(vector, when, unit, tuple(ties), strengths, apart)


def _sum(amounts: list[Share]) -> Share:
    """Add up amounts; one without an upper end leaves the sum without one."""
    values = [one.value for one in amounts if one.value is not None]
    highs = [one.high for one in amounts if one.high is not None]
    return Share(
        sum(one.low or 0.0 for one in amounts),
        sum(values) if len(values) == len(amounts) else None,
        sum(highs) if len(highs) == len(amounts) else None,
        worst(one.status for one in amounts),
    )
