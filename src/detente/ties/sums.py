"""Figures that must add up: totals, their parts and the rest, and figures of one thing by several sources side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from detente.faults import Fault, warning
from detente.situation.quantities import Quantity, When
from detente.situation.records import Figure, Situation
from detente.ties.units import unit_of


class Number(NamedTuple):
    """A number between two ends."""

    low: Fraction
    value: Fraction
    high: Fraction


class Part(NamedTuple):
    """A part of a total: how much, its share of the total, and whether it is the rest of the others."""

    amount: Number
    share: Number | None
    rest: bool


class Sum(NamedTuple):
    """A total with its parts."""

    id: str
    text: str
    unit: str
    source: str
    date: When | None
    total: Number
    parts: Mapping[str, Part]


class Beside(NamedTuple):
    """Figures of one thing by several sources: their ids, how far their totals lie apart, and what forbids comparing them.

    ``apart`` is the least and greatest difference between two of the totals; None where their units differ.
    """

    ids: tuple[str, ...]
    apart: tuple[Fraction, Fraction] | None
    warnings: tuple[Fault, ...]


def sums(sit: Situation) -> dict[str, Sum]:
    """Work out the rest and the shares of each figure.

    Parameters
    ----------
    sit : Situation

    Returns
    -------
    dict of str to Sum
        By the figure's id.

    Examples
    --------
    >>> import detente
    >>> park = sums(detente.load("belarus-2023"))["park"]
    >>> int(park.parts["others"].amount.value), float(park.parts["CHN"].share.value)
    (15, 0.55)
    """
    return {one.id: _sum(one) for one in sit.figures.values()}


def side_by_side(sit: Situation) -> tuple[Beside, ...]:
    """Put figures of one thing side by side; nothing is averaged.

    Parameters
    ----------
    sit : Situation

    Returns
    -------
    tuple of Beside
        A group for each thing of which there are several figures, in the order of the file.

    Examples
    --------
    >>> from detente import read
    >>> sit, _ = read('''detente: 1
    ... title: Park
    ... actors: {A: Alpha}
    ... figures:
    ...   told: {total: 60, parts: {CHN: 33, BLR: 12, others: rest}, unit: investors}
    ...   counted: {total: 99, parts: {joined: 6, before: rest}, unit: investors, beside: told}
    ... ''')
    >>> one, = side_by_side(sit)
    >>> one.ids, [int(end) for end in one.apart]
    (('told', 'counted'), [39, 39])
    """
    groups: list[list[str]] = []
    for figure in sit.figures.values():
        mine = [group for group in groups if figure.id in group or figure.beside in group]
        named = [name for name in (figure.beside, figure.id) if name in sit.figures]
        others = [group for group in groups if group not in mine]
        groups = [*others, list(dict.fromkeys([*(name for group in mine for name in group), *named]))]
    order = list(sit.figures)
    several = [sorted(group, key=order.index) for group in groups if len(group) > 1]
    return tuple(_beside(sit, group) for group in sorted(several, key=lambda group: order.index(group[0])))


def _sum(one: Figure) -> Sum:
    total = _number(one.total)
    given = {name: _number(part) for name, part in one.parts.items() if part is not None}
    left = _difference(total, list(given.values()))
    parts = {}
    for name, part in one.parts.items():
        amount = left if part is None else given[name]
        parts[name] = Part(amount, _share(amount, total), part is None)
    return Sum(one.id, one.text, one.unit, one.source, one.date, total, parts)


def _number(quantity: Quantity) -> Number:
    return Number(quantity.low, quantity.central, quantity.high)


def _difference(total: Number, parts: list[Number]) -> Number:
    """Give what parts leave of a total; no count falls below nought."""
    low, value, high = (
        total.low - sum((one.high for one in parts), Fraction(0)),
        total.value - sum((one.value for one in parts), Fraction(0)),
        total.high - sum((one.low for one in parts), Fraction(0)),
    )
    return Number(max(Fraction(0), low), max(Fraction(0), value), max(Fraction(0), high))


def _share(amount: Number, total: Number) -> Number | None:
    """Give a part's share of its total."""
    if total.low <= 0:
        return None
    high = min(Fraction(1), amount.high / total.low)
    return Number(amount.low / total.high, amount.value / total.value, high)


def _beside(sit: Situation, group: list[str]) -> Beside:
    figures = [sit.figures[name] for name in group]
    warnings = tuple(_unlike(figures))
    if warnings:
        return Beside(tuple(group), None, warnings)
    scaled = [(one.total.low * _scale(one), one.total.high * _scale(one)) for one in figures]
    gaps = [
        (max(Fraction(0), b[0] - a[1], a[0] - b[1]), max(b[1] - a[0], a[1] - b[0]))
        for at, a in enumerate(scaled)
        for b in scaled[at + 1 :]
    ]
    return Beside(tuple(group), (min(low for low, _ in gaps), max(high for _, high in gaps)), ())


def _scale(one: Figure) -> Fraction:
    return unit_of(one.unit).scale


def _unlike(figures: list[Figure]) -> Iterator[Fault]:
    """Find figures in another unit, currency or price year than the first of their group."""
    first = figures[0]
    for one in figures[1:]:
        if unit_of(one.unit).kind != unit_of(first.unit).kind:
            yield warning(
                "DT688",
                one.place,
                f"the figures {first.id} and {one.id} of one thing are in different units, so they aren't compared",
                expected=first.unit or "no unit",
                got=one.unit or "no unit",
            )
