"""Cut-offs of recorded ties: what the loss of partners leaves, what others can't replace, and what that does to output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from detente.situation.quantities import Quantity
from detente.situation.records import Situation, Tie
from detente.ties.cutoff import ces_output
from detente.ties.ledger import Direction, Entry, Ledger, ledger_of, natural_direction, worst
from detente.ties.shares import Dependence, Share, dependence
from detente.words import DIGITS

ELASTICITY = (0.0, 1.0)
"""From no substitution at all to an even trade-off: the range taken where the file gives none."""

MOST_PARTNERS = 15
MOST_CUT = 6


class Output(NamedTuple):
    """Output after a cut over output before, at one elasticity of substitution: over the ranges of share and gap."""

    elasticity: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CutOff:
    """What the end of ties with some partners leaves, on one vector.

    Attributes
    ----------
    actor, vector, direction : str
    year : int or None
    partners : tuple of str
        Whose ties end.
    lost : Share
        Their part of the total.
    gap : Share
        The part of the total that the others on record can't replace: max(0, lost - their spare capacity) / total. It
        has no value where it isn't known what they could bring.
    output : tuple of Output
        Output of the economy at both ends of the elasticity; empty if the file gives no share in costs.
    assumed : bool
        Whether the elasticities are the usual range, the file giving none.
    after : Dependence
        Dependence on those who are left, if nothing is replaced.
    why : str
        What isn't known.
    """

    actor: str
    vector: str
    direction: Direction
    year: int | None
    partners: tuple[str, ...]
    lost: Share
    gap: Share
    output: tuple[Output, ...]
    assumed: bool
    after: Dependence
    why: str = ""


class LeastCutOffs(NamedTuple):
    """The smallest sets of partners whose loss brings an actor under a level.

    Attributes
    ----------
    level : float
        Part of the present total.
    surely : tuple of frozenset of str
        Sets of least size after which what is left is under the level whatever isn't known.
    possibly : tuple of frozenset of str
        Sets of least size after which it may be.
    replaced : bool
        Whether what the others could bring is reckoned with; else it isn't known.
    """

    level: float
    surely: tuple[frozenset[str], ...]
    possibly: tuple[frozenset[str], ...]
    replaced: bool


def cut_off(
    sit: Situation,
    actor: str,
    vector: str,
    partners: Iterable[str],
    year: int | None = None,
    *,
    as_of: Day | None = None,
) -> CutOff:
    """Say what the end of an actor's ties with some partners leaves.

    Parameters
    ----------
    sit : Situation
    actor : str
    vector : str
        Kind of tie, the way it runs by its name.
    partners : iterable of str
        Whose ties end.
    year : int or None
        The year; default is the latest that has figures.
    as_of : date or None
        Only ties known by this day count; default is the situation's own day.

    Returns
    -------
    CutOff

    Examples
    --------
    >>> from detente import read
    >>> sit, _ = read('''detente: 1
    ... title: Gas
    ... actors: {A: Alpha}
    ... vectors: {energy: {cost_share: 4%, elasticity: [0.1, 1]}}
    ... ties:
    ...   - {from: B, to: A, vector: energy, value: 60, unit: PJ, year: 2021, spare: 0}
    ...   - {from: C, to: A, vector: energy, value: 40, unit: PJ, year: 2021, spare: 30}
    ... ''')
    >>> found = cut_off(sit, "A", "energy", ["B"])
    >>> found.lost.value, round(found.gap.value, 6)
    (0.6, 0.3)
    >>> [(one.elasticity, round(one.low, 6)) for one in found.output]
    [(0.1, 0.928418), (1.0, 0.985834)]

    Notes
    -----
    Output by :func:`detente.ties.cutoff.ces_output` (Bachmann et al. 2022). The elasticity decides everything, so that
    both ends of its range are given.
    """
    cut = tuple(dict.fromkeys(partners))
    way = natural_direction(vector)
    on = dependence(sit, actor, vector, year, way, as_of=as_of)
    ledger = ledger_of(sit, actor, vector, way, as_of)
    entries = ledger.entries(on.year)
    lost = share_of(on, cut)
    gap, why = _gap(on, entries, cut, lost)
    output, assumed, unknown = _output(sit, vector, gap)
    day = as_of or sit.as_of or Day.max
    after = dependence(_without(sit, ledger, on, cut, day), actor, vector, on.year, way, as_of=as_of)
    said = "; ".join(one for one in (why, unknown) if one)
    return CutOff(actor, vector, way, on.year, cut, lost, gap, output, assumed, after, said)


def share_of(on: Dependence, partners: Sequence[str]) -> Share:
    """Give the part of a total that some partners have together.

    Parameters
    ----------
    on : Dependence
    partners : sequence of str

    Returns
    -------
    Share
        The ends are those of the partners, and of what the others leave.
    """
    none = Share(0.0, None if on.unlisted else 0.0, min(1.0, on.unlisted), "not_reported")
    parts = [on.shares.get(one, none) for one in partners]
    held = [one for one in parts if one.status != "not_applicable"]
    others = [
        one for name, one in on.shares.items() if name not in partners and one.status != "not_applicable"
    ]
    open_end = 1.0 if on.unlisted else sum(one.high or 0.0 for one in others)
    low = max(sum(one.low or 0.0 for one in held), 1 - open_end)
    high = min(1.0, sum(one.high or 0.0 for one in held), 1 - sum(one.low or 0.0 for one in others))
    values = [one.value for one in held if one.value is not None]
    value = sum(values) if len(values) == len(held) else None
    if value is not None:
        low, high = min(low, value), max(high, value)
    return Share(round(low, DIGITS), value, round(high, DIGITS), worst(one.status for one in parts))


def least_cut_offs(on: Dependence, entries: Mapping[str, Entry], level: float) -> LeastCutOffs:
    """Give the smallest sets of partners whose loss leaves less than a level of the total.

    Parameters
    ----------
    on : Dependence
    entries : mapping of str to Entry
        The same year's ledger, for what the others could bring.
    level : float
        Part of the present total, in (0, 1].

    Returns
    -------
    LeastCutOffs
        All sets of the least size, of the fifteen largest partners; empty if six of them don't suffice.

    Notes
    -----
    What the others could bring counts only if it is known of all of them.
    """
    ranked = sorted(on.shares, key=lambda name: (-(on.shares[name].high or 0.0), name))[:MOST_PARTNERS]
    known = all(entry.spare is not None for entry in entries.values()) and bool(entries)
    surely = _least(on, entries, ranked, level, known=known, sure=True)
    possibly = _least(on, entries, ranked, level, known=known, sure=False)
    return LeastCutOffs(level, surely, possibly, known)


def _least(
    on: Dependence,
    entries: Mapping[str, Entry],
    ranked: Sequence[str],
    level: float,
    *,
    known: bool,
    sure: bool,
) -> tuple[frozenset[str], ...]:
    """Give the sets of least size after which what is left is under the level: surely, or possibly."""
    for size in range(1, MOST_CUT + 1):
        found = []
        for chosen in combinations(ranked, size):
            lost = share_of(on, chosen)
            spare = _spare(on, entries, chosen) if known else (0.0, 0.0)
            least, most = (lost.low or 0.0) - spare[1], (lost.high or 0.0) - spare[0]
            left = 1 - max(0.0, least if sure else most)
            if round(left - level, DIGITS) < 0:
                found.append(frozenset(chosen))
        if found:
            return tuple(found)
    return ()


def _gap(on: Dependence, entries: Mapping[str, Entry], cut: Sequence[str], lost: Share) -> tuple[Share, str]:
    """Give the part of the total that the others can't replace, and whose spare capacity isn't known."""
    unknown = [name for name, entry in entries.items() if name not in cut and entry.spare is None]
    least, most = _spare(on, entries, cut)
    low = 0.0 if unknown else max(0.0, (lost.low or 0.0) - most)
    high = max(0.0, (lost.high or 0.0) - least)
    if unknown:
        few = ", ".join(unknown[:3]) + (f" and {len(unknown) - 3} more" if len(unknown) > 3 else "")
        return Share(low, None, high, lost.status), f"it isn't known what more could come from {few}"
    value = None if lost.value is None or least != most else max(0.0, lost.value - least)
    return Share(low, value, high, lost.status), ""


def _spare(on: Dependence, entries: Mapping[str, Entry], cut: Sequence[str]) -> tuple[float, float]:
    """Give what the others could bring at need, as a part of the total: least and most of what is known."""
    spares = [entry.spare for name, entry in entries.items() if name not in cut and entry.spare is not None]
    least, most = (float(sum((ends[side] for ends in spares), Fraction(0))) for side in (0, 1))
    bottom, top = on.total.low or 0.0, on.total.high
    return (least / top if top else 0.0), (most / bottom if bottom else 1.0 if most else 0.0)


def _output(sit: Situation, vector: str, gap: Share) -> tuple[tuple[Output, ...], bool, str]:
    """Give output after the cut at both ends of the elasticity; whether these are assumed; why there is none."""
    said = sit.vector_records.get(vector)
    if said is None or said.cost_share is None:
        return (), False, f"the file gives no share of {vector} in costs"
    written = said.elasticity
    ends = ELASTICITY if written is None else (float(written.low), float(written.high))
    shares = float(said.cost_share.low), float(said.cost_share.high)
    gaps = gap.low or 0.0, gap.high or 0.0
    found = tuple(
        Output(one, ces_output(shares[1], gaps[1], one), ces_output(shares[0], gaps[0], one))
        for one in dict.fromkeys(ends)
    )
    return found, written is None, ""


def _without(sit: Situation, ledger: Ledger, on: Dependence, cut: Sequence[str], day: Day) -> Situation:
    """Give the situation in which nothing flows between the actor and some partners."""
    nought = Quantity(Fraction(0), Fraction(0), None, "0")

    def ended() -> Iterator[Tie]:
        for partner in cut:
            ends = (partner, on.actor) if on.direction == "in" else (on.actor, partner)
            yield Tie(
                *ends, on.vector, nought, ledger.unit.text, "reported", sit.place, on.year, known_by=day
            )

    return replace(sit, ties=(*sit.ties, *ended()))
