"""An actor's ledger on one vector: who is on record with how much, year by year, as far as known by a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from detente.faults import Fault, Place, warning
from detente.situation.records import Situation, Tie
from detente.ties.units import Unit, unit_of

Direction: TypeAlias = Literal["in", "out"]

UNKNOWN = ("not_reported", "suppressed")
_WORSE = ("reported", "provisional", "estimated", "mirror", *UNKNOWN)


class Entry(NamedTuple):
    """What is on record for one partner in one year.

    ``value`` is None where the figure isn't known; it then lies between ``low`` and ``high``, and a ``high`` of None
    is no upper end at all. A true zero is a value of 0. ``spare`` is how much more could come at need, least and most;
    None where that isn't known.
    """

    low: Fraction
    value: Fraction | None
    high: Fraction | None
    status: str
    place: Place
    written: bool = True
    spare: tuple[Fraction, Fraction] | None = None


class Ledger(NamedTuple):
    """Entries by year (None: undated) and partner, in one unit; in ``complete`` years an absent row is a true zero."""

    actor: str
    vector: str
    direction: Direction
    unit: Unit
    years: Mapping[int | None, Mapping[str, Entry]]
    complete: frozenset[int | None]
    warnings: tuple[Fault, ...]

    @property
    def dated(self) -> dict[int, Mapping[str, Entry]]:
        """The years that have rows, in order."""
        return {year: self.years[year] for year in sorted(year for year in self.years if year is not None)}

    def entries(self, year: int | None) -> dict[str, Entry]:
        """Give every partner's entry for a year.

        An undated row stands for any year in which its partner has none. A partner on record in an earlier year but
        absent in this one is not reported, unless the year's table is complete: then it is a true zero.
        """
        found = {**self.years.get(None, {}), **self.years.get(year, {})}
        for before, entries in self.dated.items():
            if year is not None and before < year:
                for partner, entry in entries.items():
                    found.setdefault(partner, _absent(entry.place, complete=year in self.complete))
        return found


def natural_direction(vector: str) -> Direction:
    """Say which way a vector runs by its name: exports run out, everything else is what an actor receives.

    Examples
    --------
    >>> natural_direction("exports"), natural_direction("energy")
    ('out', 'in')
    """
    return "out" if vector == "exports" else "in"


def worst(statuses: Iterable[str]) -> str:
    """Give the status that tells most against a sum of figures; not applicable if there are none.

    Examples
    --------
    >>> worst(["reported", "mirror", "not_applicable", "estimated"])
    'mirror'
    """
    ranked = [_WORSE.index(status) for status in statuses if status in _WORSE]
    return _WORSE[max(ranked)] if ranked else "not_applicable"


def ledger_of(
    sit: Situation, actor: str, vector: str, direction: Direction = "in", as_of: Day | None = None
) -> Ledger:
    """Collect an actor's ties on one vector.

    Of several figures for one partner and year the one known last counts. Rows of single products are added up where
    a partner has no row for the whole. A figure in another unit than most counts as unknown, with a warning; nothing
    is converted but shares, per cents and powers of ten.

    Parameters
    ----------
    sit : Situation
        The situation.
    actor : str
        Whose ledger.
    vector : str
        Kind of tie.
    direction : {"in", "out"}
        What flows to the actor, or from it.
    as_of : date or None
        Ties known after this day are left out; default is the situation's own day.

    Raises
    ------
    ValueError
        If ``direction`` is neither.
    """
    if direction not in {"in", "out"}:
        raise ValueError(f"direction must be 'in' or 'out'; got {direction!r}")
    day = as_of or sit.as_of
    ties = [
        tie
        for tie in sit.ties
        if tie.vector == vector
        and (tie.target_actor if direction == "in" else tie.source_actor) == actor
        and tie.source_actor != tie.target_actor
        and (day is None or tie.known_by is None or tie.known_by <= day)
    ]
    unit, ties, warnings = _of_one_unit(ties)
    by_year: dict[int | None, dict[str, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for tie in ties:
        by_year[tie.year][tie.source_actor if direction == "in" else tie.target_actor].append(tie)
    years = {
        year: {partner: _entry(rows) for partner, rows in partners.items()}
        for year, partners in by_year.items()
    }
    complete = frozenset(tie.year for tie in ties if tie.complete)
    return Ledger(actor, vector, direction, unit, years, complete, tuple(warnings))


def _of_one_unit(ties: Sequence[Tie]) -> tuple[Unit, list[Tie], list[Fault]]:
    """Bring ties to the unit that most of them have; one in another unit counts as unknown, with a warning."""
    valued = [tie for tie in ties if tie.value is not None]
    kinds = Counter(unit_of(tie.unit).kind for tie in valued or ties)
    base, share = kinds.most_common(1)[0][0] if kinds else ("", False)
    reasons = [_misfit(tie, (base, share)) for tie in ties]
    fitting = {_flow(tie) for tie, reason in zip(ties, reasons, strict=True) if not reason}
    kept = []
    for tie, reason in zip(ties, reasons, strict=True):
        if not reason:
            kept.append(tie)
        elif _flow(tie) not in fitting:
            kept.append(replace(tie, value=None, status="not_reported"))
    return Unit(base, Fraction(1), share), kept, [reason for reason in reasons if reason]


def _flow(tie: Tie) -> tuple[int | None, str, str]:
    """Say which flow of which year a tie gives."""
    return tie.year, tie.source_actor, tie.target_actor


def _misfit(tie: Tie, kind: tuple[str, bool]) -> Fault | None:
    """Say why a tie can't be added to the others, if it can't."""
    if tie.value is None:
        return None
    unit = unit_of(tie.unit)
    if unit.kind != kind:
        return warning(
            "DT681", tie.place, f"this tie is in another unit than the others on {tie.vector} and counts as unknown",
            expected=Unit(kind[0], Fraction(1), kind[1]).text or "no unit", got=tie.unit or "no unit",
        )  # fmt: skip
    high = tie.value.high * _scale(tie)
    if tie.value.low < 0 or (unit.share and high > 1):
        expected = "a share between 0 and 100 %" if unit.share else "an amount that isn't negative"
        return warning(
            "DT682", tie.place, "this tie can't be a part of a total and counts as unknown",
            expected=expected, got=f"{tie.value.text or float(tie.value.high)} {tie.unit}".strip(),
        )  # fmt: skip
    return None


def _scale(tie: Tie) -> Fraction:
    """Give the factor from a tie's figure to the ledger's unit; a figure written with % is a share already."""
    unit = unit_of(tie.unit)
    written = tie.value.text if tie.value else ""
    return Fraction(1) if unit.share and "%" in written else unit.scale


def _entry(ties: Sequence[Tie]) -> Entry:
    """Make one entry of a partner's rows of one year: its row for the whole, else the sum over products."""
    by_product: dict[str, Tie] = {}
    for tie in sorted(ties, key=lambda one: one.known_by or Day.min):
        by_product[tie.product] = tie
    rows = [by_product[""]] if "" in by_product else list(by_product.values())
    entries = [_single(tie) for tie in rows]
    if len(entries) == 1:
        return entries[0]
    values = [entry.value for entry in entries if entry.value is not None]
    highs = [entry.high for entry in entries if entry.high is not None]
    spares = [entry.spare for entry in entries if entry.spare is not None]
    whole = len(spares) == len(entries)
    return Entry(
        sum((entry.low for entry in entries), Fraction(0)),
        sum(values, Fraction(0)) if len(values) == len(entries) else None,
        sum(highs, Fraction(0)) if len(highs) == len(entries) else None,
        worst(entry.status for entry in entries),
        entries[0].place,
        spare=(_total(spares, 0), _total(spares, 1)) if whole else None,
    )


def _total(spares: Sequence[tuple[Fraction, Fraction]], side: int) -> Fraction:
    """Add up one end of ranges."""
    return sum((ends[side] for ends in spares), Fraction(0))


def _single(tie: Tie) -> Entry:
    """Make an entry of one row."""
    if tie.status == "not_applicable":
        return Entry(Fraction(0), Fraction(0), Fraction(0), tie.status, tie.place)
    if tie.value is None:
        status = tie.status if tie.status in UNKNOWN else "not_reported"
        return Entry(Fraction(0), None, None, status, tie.place)
    scale = _scale(tie)
    value = None if tie.status in UNKNOWN else tie.value.central * scale
    spare = None if tie.spare is None else (tie.spare.low * scale, tie.spare.high * scale)
    return Entry(tie.value.low * scale, value, tie.value.high * scale, tie.status, tie.place, spare=spare)


def _absent(place: Place, *, complete: bool) -> Entry:
    """Make the entry of a partner that an earlier year has and this one lacks."""
    if complete:
        return Entry(Fraction(0), Fraction(0), Fraction(0), "reported", place, written=False)
    return Entry(Fraction(0), None, None, "not_reported", place, written=False)
