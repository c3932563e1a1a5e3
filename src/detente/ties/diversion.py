"""The diversion screen: where a direct flow of one product fell, how much rose through each third state.

A state that doesn't report is unknown; it is listed apart and never ranked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date as Day
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from detente.faults import Fault, warning
from detente.situation.records import Situation, Tie
from detente.ties.ledger import UNKNOWN
from detente.ties.units import Unit, unit_of


class Flow(NamedTuple):
    """What flowed between two states in a year, least and most; ``high`` None is no upper end."""

    low: Fraction
    high: Fraction | None


class Leg(NamedTuple):
    """How one leg of a way round changed, least and most; ``high`` None is no upper end. ``why`` says what isn't known."""

    low: float
    high: float | None
    why: str = ""


class Through(NamedTuple):
    """A third state, with the rise of what came to it and of what went on from it.

    ``rise`` is the rise through it: the lesser of the two, and nothing where one of them fell. Without an upper end it may
    be anything.
    """

    state: str
    arriving: Leg
    leaving: Leg
    rise: Leg


class Diversion(NamedTuple):
    """One direct flow that fell, and the third states.

    Attributes
    ----------
    source, target : str
    product, unit : str
    base, year : int
        The years compared.
    before, after : float
        The direct flow, at the middle of what is known.
    through : tuple of Through
        Those through whom it rose by figures of both legs, the greatest first.
    unknown : tuple of Through
        Those of whom a figure is missing, the greatest possible rise first.
    """

    source: str
    target: str
    product: str
    unit: str
    base: int
    year: int
    before: float
    after: float
    through: tuple[Through, ...]
    unknown: tuple[Through, ...]


Flows: TypeAlias = Mapping[tuple[str, str, int], Flow]


def diversions(
    sit: Situation,
    product: str,
    base: int | None = None,
    year: int | None = None,
    *,
    as_of: Day | None = None,
) -> tuple[Diversion, ...]:
    """Screen the flows of one product for ways round.

    Parameters
    ----------
    sit : Situation
    product : str
        As the ties have it, or the beginning of its code.
    base, year : int, optional
        The years to compare; default: the latest with figures of the direct flow, and the year before it with the
        greatest.
    as_of : date or None
        Only ties known by this day count; default is the situation's own day.

    Returns
    -------
    tuple of Diversion
        By direct flow that fell, the largest fall first.

    Examples
    --------
    >>> from detente import read
    >>> sit, _ = read('''detente: 1
    ... title: Machines
    ... actors: {DEU: Germany}
    ... ties:
    ...   - {from: DEU, to: RUS, vector: exports, product: HS 8457, value: 90, unit: t, year: 2021}
    ...   - {from: DEU, to: RUS, vector: exports, product: HS 8457, value: 10, unit: t, year: 2023}
    ...   - {from: DEU, to: KAZ, vector: exports, product: HS 8457, value: 5, unit: t, year: 2021}
    ...   - {from: DEU, to: KAZ, vector: exports, product: HS 8457, value: 45, unit: t, year: 2023}
    ...   - {from: KAZ, to: RUS, vector: exports, product: HS 8457, value: 1, unit: t, year: 2021}
    ...   - {from: KAZ, to: RUS, vector: exports, product: HS 8457, value: 31, unit: t, year: 2023}
    ...   - {from: DEU, to: KGZ, vector: exports, product: HS 8457, value: 0, unit: t, year: 2021}
    ...   - {from: DEU, to: KGZ, vector: exports, product: HS 8457, value: 60, unit: t, year: 2023}
    ... ''')
    >>> found, = diversions(sit, "HS 8457")
    >>> [(one.state, one.rise.low) for one in found.through], [one.state for one in found.unknown]
    ([('KAZ', 30.0)], ['KGZ'])

    Notes
    -----
    A lead and no proof: what rises may be the third state's own demand. Figures of one flow on several vectors, which are
    the ledgers of both sides, make a range. Only figures of the unit that most have are compared.
    """
    ties = _of_product(sit, product, as_of)
    unit, flows = _flows(ties)
    pairs = dict.fromkeys((source, target) for source, target, _ in flows)
    found = []
    for source, target in pairs:
        years = _years(flows, (source, target), base, year)
        if years is None:
            continue
        before, after = (flows[source, target, one] for one in years)
        if after.high is not None and after.high < before.low:
            found.append(_screened(flows, (source, target), years, _Context(product, unit.text, ties)))
    return tuple(sorted(found, key=lambda one: (one.after - one.before, one.source, one.target)))


def in_other_units(sit: Situation, product: str, *, as_of: Day | None = None) -> tuple[Fault, ...]:
    """Warn of figures of a product that the screen leaves out, because most are in another unit.

    Parameters
    ----------
    sit : Situation
    product : str
    as_of : date or None
        Only ties known by this day count; default is the situation's own day.
    """
    ties = _of_product(sit, product, as_of)
    unit = _usual(ties)
    return tuple(
        warning(
            "DT681",
            tie.place,
            f"this tie is in another unit than the others of {product} and counts as unknown",
            expected=unit.text or "no unit",
            got=tie.unit or "no unit",
        )
        for tie in ties
        if tie.value is not None and _base(tie) != unit
    )


class _Context(NamedTuple):
    """What is screened: the product, the unit, and all ties on record with the product."""

    product: str
    unit: str
    ties: list[Tie]

    def third_states(self, pair: tuple[str, str], year: int) -> list[str]:
        """Name the states that are on record in a year with one end of a direct flow, be it without a figure."""
        source, target = pair
        found = {
            tie.target_actor if tie.source_actor == source else tie.source_actor: None
            for tie in self.ties
            if tie.year == year and (tie.source_actor == source or tie.target_actor == target)
        }
        return [state for state in found if state not in pair]


def _of_product(sit: Situation, product: str, as_of: Day | None) -> list[Tie]:
    """Give the ties of a product that were known by a day."""
    day, wanted = as_of or sit.as_of, _code(product)
    return [
        tie
        for tie in sit.ties
        if tie.product
        and _code(tie.product).startswith(wanted)
        and tie.year is not None
        and (day is None or tie.known_by is None or tie.known_by <= day)
    ]


def _code(product: str) -> str:
    return "".join(product.split()).casefold()


def products_of(sit: Situation) -> tuple[str, ...]:
    """Name the products on record, for whoever asks for one that isn't.

    Parameters
    ----------
    sit : Situation
    """
    return tuple(dict.fromkeys(tie.product for tie in sit.ties if tie.product))


def _flows(ties: Iterable[Tie]) -> tuple[Unit, dict[tuple[str, str, int], Flow]]:
    """Bring ties to flows of one unit; sums over codes, and ranges where two ledgers differ."""
    listed = list(ties)
    unit = _usual(listed)
    ledgers: dict[tuple[str, str, int], dict[str, dict[str, Tie]]] = defaultdict(lambda: defaultdict(dict))
    for tie in sorted(listed, key=lambda one: one.known_by or Day.min):
        if tie.value is None or _base(tie) == unit:
            ledgers[tie.source_actor, tie.target_actor, tie.year or 0][tie.vector][tie.product] = tie
    flows = {}
    for key, by_vector in ledgers.items():
        told = [flow for rows in by_vector.values() if (flow := _sum(rows.values())) is not None]
        closed = [flow for flow in told if flow.high is not None] or told
        if closed:
            highs = [flow.high for flow in closed if flow.high is not None]
            top = max(highs) if len(highs) == len(closed) else None
            flows[key] = Flow(min(flow.low for flow in closed), top)
    return unit, flows


def _usual(ties: Iterable[Tie]) -> Unit:
    """Give the unit that most figures are in, without its scale."""
    kinds = Counter(_base(tie) for tie in ties if tie.value is not None)
    return kinds.most_common(1)[0][0] if kinds else Unit("", Fraction(1), share=False)


def _base(tie: Tie) -> Unit:
    return unit_of(tie.unit)._replace(scale=Fraction(1))


def _sum(ties: Iterable[Tie]) -> Flow | None:
    """Add up the codes of one ledger; None if nothing is known of any."""
    low, high, told = Fraction(0), Fraction(0), False
    open_end = False
    for tie in ties:
        if tie.value is None or (tie.status in UNKNOWN and tie.value.is_point):
            open_end = True
            continue
        scale, told = unit_of(tie.unit).scale, True
        low, high = low + tie.value.low * scale, high + tie.value.high * scale
    return Flow(low, None if open_end else high) if told else None


def _years(flows: Flows, pair: tuple[str, str], base: int | None, year: int | None) -> tuple[int, int] | None:
    """Choose the years to compare for a direct flow; None if it isn't known in two."""
    known = sorted(one for source, target, one in flows if (source, target) == pair)
    late = year if year is not None else max(known, default=None)
    if late is None or late not in known:
        return None
    earlier = [one for one in known if one < late]
    early = base if base is not None else max(earlier, key=lambda one: flows[(*pair, one)].low, default=None)
    return (early, late) if early is not None and early in known and early < late else None


def _screened(flows: Flows, pair: tuple[str, str], years: tuple[int, int], context: _Context) -> Diversion:
    """Screen one direct flow."""
    source, target = pair
    through, unknown = [], []
    for state in context.third_states(pair, years[1]):
        arriving = _leg(flows, (source, state), years)
        leaving = _leg(flows, (state, target), years)
        one = Through(state, arriving, leaving, _lesser(arriving, leaving))
        if arriving.why or leaving.why:
            if one.rise.high is None or one.rise.high > 0:
                unknown.append(one)
        elif one.rise.high:
            through.append(one)
    before, after = (_middle(flows[source, target, year]) for year in years)
    return Diversion(
        source,
        target,
        context.product,
        context.unit,
        *years,
        before,
        after,
        tuple(sorted(through, key=lambda one: (-one.rise.low, -(one.rise.high or 0.0), one.state))),
        tuple(
            sorted(
                unknown,
                key=lambda one: (
                    -one.rise.low,
                    one.rise.high is not None,
                    -(one.rise.high or 0.0),
                    one.state,
                ),
            )
        ),
    )


def _leg(flows: Flows, pair: tuple[str, str], years: tuple[int, int]) -> Leg:
    """Give the rise of one leg; what isn't on record isn't zero."""
    before, after = (flows.get((*pair, year)) for year in years)
    missing = [str(year) for year, flow in zip(years, (before, after), strict=True) if flow is None]
    if after is None or before is None:
        why = f"no figure from {pair[0]} to {pair[1]} in {' and '.join(missing)}"
        high = None if after is None or after.high is None else float(after.high)
        return Leg(0.0, high, why)
    low = after.low - before.high if before.high is not None else Fraction(0)
    return Leg(
        float(max(Fraction(0), low)),
        None if after.high is None else float(max(Fraction(0), after.high - before.low)),
    )


def _lesser(one: Leg, other: Leg) -> Leg:
    """Give the lesser of two rises."""
    highs = [leg.high for leg in (one, other) if leg.high is not None]
    why = "; ".join(leg.why for leg in (one, other) if leg.why)
    return Leg(min(one.low, other.low), min(highs, default=None), why)


def _middle(flow: Flow) -> float:
    return float(flow.low if flow.high is None else (flow.low + flow.high) / 2)
