"""Frames: for each actor's types or hypothesis, the prior and the rows of evidence that count.

Here it is decided what counts: known by the day, of the kind asked for, one observation per origin. No arithmetic
of probabilities yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.evidence.grades import ReportWeight, report_weight
from detente.situation.records import Observation, Quantity, Row, Situation
from detente.words import FAVOURS

Use: TypeAlias = Literal["all", "statements", "conduct"]
Reason: TypeAlias = Literal["later", "weaker_repeat", "not_rated", "not_applicable"]

_KIND = {"statements": "statement", "conduct": "conduct"}
_ONE = Quantity(Fraction(1), Fraction(1))


class LeftOut(NamedTuple):
    """An observation that wasn't counted, and why; ``group`` is empty where it counts for no group at all.

    ``later``: known only after the day asked for. ``weaker_repeat``: its origin counts through a report of greater
    weight. ``not_rated``, ``not_applicable``: the row, or the cell of some type, says so.
    """

    observation: str
    group: str
    reason: Reason
    detail: str


class CountedRow(NamedTuple):
    """A row of likelihoods that counts: a cell per type, the report's weight, and its share within its origin."""

    observation: str
    origin: str
    cells: tuple[Quantity, ...]
    weight: ReportWeight
    share: Fraction


@dataclass(frozen=True, slots=True)
class Frame:
    """What bears on one actor's types or on one hypothesis.

    Attributes
    ----------
    group, label : str
        The actor's or hypothesis's id, and where its priors stand in the file.
    types : tuple of str
        Exclusive and exhaustive, in the order of the file.
    priors : tuple of Quantity
        Prior of each type; [0, 1] for the one that is the rest.
    rows : tuple of CountedRow
        The rows that count, origin by origin.
    together : tuple of (frozenset of str, Fraction)
        Origins whose reports hang together, with the correlation.
    members : mapping of str to tuple of str
        The observations of each origin that counts, weaker repeats included.
    left_out : tuple of LeftOut
        What doesn't count.
    """

    group: str
    label: str
    types: tuple[str, ...]
    priors: tuple[Quantity, ...]
    rows: tuple[CountedRow, ...]
    together: tuple[tuple[frozenset[str], Fraction], ...]
    members: Mapping[str, tuple[str, ...]]
    left_out: tuple[LeftOut, ...]

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins that count, in the order of the rows."""
        return tuple(dict.fromkeys(row.origin for row in self.rows))


def day_of(as_of: Day | str | None, sit: Situation) -> Day | None:
    """Give the day by which something must be known: as asked, else the situation's own; None for no limit."""
    if as_of is None:
        return sit.as_of
    return Day.fromisoformat(as_of) if isinstance(as_of, str) else as_of


def frames(sit: Situation, as_of: Day | str | None = None, use: Use = "all") -> dict[str, Frame]:
    """Give a frame for each actor with several types and each hypothesis.

    Parameters
    ----------
    sit : Situation
        The situation.
    as_of : date, ISO date or None
        Observations known after this day are left out; default is the situation's own day.
    use : {"all", "statements", "conduct"}
        All observations, or only an actor's own statements or its own conduct (``by`` is the actor).

    Returns
    -------
    dict of str to Frame
        By actor or hypothesis.

    Raises
    ------
    ValueError
        If ``use`` is none of the three.

    Notes
    -----
    Linear in the number of cells. An observation without a date of knowledge is taken as known.
    """
    if use not in {"all", *_KIND}:
        raise ValueError(f"use must be 'all', 'statements' or 'conduct'; got {use!r}")
    known = _known(sit, day_of(as_of, sit))
    return {group: _frame(sit, group, priors, known, use) for group, priors in _groups(sit).items()}


class _Known(NamedTuple):
    """What was known by a day, what hangs together, and what became known later."""

    observations: tuple[Observation, ...]
    together: tuple[tuple[frozenset[str], Fraction], ...]
    later: tuple[LeftOut, ...]


def _known(sit: Situation, day: Day | None) -> _Known:
    """Part what was known by a day from what became known later."""
    origin_of = {one.id: one.origin for one in sit.evidence.values()}
    together = tuple(
        (frozenset(origin_of[name] for name in one.evidence if name in origin_of), one.correlation)
        for one in sit.dependence
    )
    known, later = [], []
    for one in sit.evidence.values():
        if day is None or one.known_by is None or one.known_by <= day:
            known.append(one)
        else:
            later.append(LeftOut(one.id, "", "later", f"known on {one.known_by}"))
    return _Known(tuple(known), together, tuple(later))


def _groups(sit: Situation) -> dict[str, dict[str, Quantity]]:
    """Give the priors by group and type; the rest of the others is [0, 1]."""
    rest = Quantity(Fraction(0), Fraction(1))
    typed = {
        actor: {name: one.prior or rest for name, one in preference.types.items()}
        for actor, preference in sit.preferences.items()
        if preference.typed and len(preference.types) > 1
    }
    answers = {
        name: {answer: prior or rest for answer, prior in one.answers.items()}
        for name, one in sit.hypotheses.items()
        if len(one.answers) > 1
    }
    return {**typed, **answers}


def asked(observation: Observation, group: str, use: Use) -> bool:
    """Say whether an observation is of the kind asked for and bears on the group."""
    mine = use == "all" or (observation.kind == _KIND[use] and observation.by == group)
    return mine and group in observation.expected_if


def _frame(sit: Situation, group: str, priors: Mapping[str, Quantity], known: _Known, use: Use) -> Frame:
    """Choose the rows that count for one group."""
    types = tuple(priors)
    left_out = list(known.later)
    rated: dict[str, list[_Report]] = defaultdict(list)
    for one in known.observations:
        if not asked(one, group, use):
            continue
        row = one.expected_if[group]
        gap = _gap(one.id, row, types)
        if gap:
            left_out.append(gap)
        else:
            rated[one.origin].append(_Report(one.id, row, report_weight(sit, one)))
    rows: list[CountedRow] = []
    for origin, reports in rated.items():
        kept, weaker = _greatest(reports)
        share = Fraction(1, len(kept))
        rows += [
            CountedRow(one.observation, origin, _cells(one.row, types), one.weight, share)
            for one in kept
            if one.row.status != "equal"
        ]
        detail = f"its origin {origin} counts through {kept[0].observation}"
        left_out += [LeftOut(one.observation, group, "weaker_repeat", detail) for one in weaker]
    label = f"hypotheses.{group}.answers" if group in sit.hypotheses else f"preferences.{group}.types"
    members = {origin: tuple(one.observation for one in reports) for origin, reports in rated.items()}
    return Frame(
        group, label, types, tuple(priors.values()), tuple(rows), known.together, members, tuple(left_out)
    )


class _Report(NamedTuple):
    """A report that rates a group, before its origin is counted once."""

    observation: str
    row: Row
    weight: ReportWeight


def _greatest(reports: Sequence[_Report]) -> tuple[list[_Report], list[_Report]]:
    """Part the reports of greatest central weight from the weaker ones."""
    greatest = max(one.weight.value for one in reports)
    kept = [one for one in reports if one.weight.value == greatest]
    return kept, [one for one in reports if one.weight.value != greatest]


def _gap(observation: str, row: Row, types: Sequence[str]) -> LeftOut | None:
    """Say why a row can't be counted, if it can't: a likelihood is missing for some type."""
    if row.status == "equal" or row.favours:
        return None
    if row.status != "rated":
        return LeftOut(observation, row.group, row.status, "the whole row")
    for name in types:
        cell = row.cells.get(name)
        if cell is None or cell.quantity is None:
            reason = "not_applicable" if cell and cell.status == "not_applicable" else "not_rated"
            return LeftOut(observation, row.group, reason, f"under {name}")  # type: ignore[arg-type]
    return None


def _cells(row: Row, types: Sequence[str]) -> tuple[Quantity, ...]:
    """Give a row's likelihoods in the order of types; relative support takes the favoured type as 1."""
    if row.favours:
        favoured, strength = row.favours
        share = 1 / FAVOURS[strength]
        return tuple(_ONE if name == favoured else Quantity(share, share) for name in types)
    cells = (row.cells[name].quantity for name in types if row.cells)
    return tuple(quantity for quantity in cells if quantity is not None)


def exponents(frame: Frame, without: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
    """Give how far each row counts: its share within its origin, less where origins hang together.

    n origins with correlation c count as n / (1 + (n - 1) c), so each has the exponent n_eff / n. An origin that
    stands in several such groups takes the least of its exponents.

    Parameters
    ----------
    frame : Frame
        The frame.
    without : ndarray of bool, shape (..., origins), optional
        The origins to leave out, in the order of :attr:`Frame.origins`: their rows have exponent zero, and what hung
        together with them counts for more.

    Returns
    -------
    ndarray of float, shape (..., rows)
        In the order of the frame's rows.

    Notes
    -----
    Kish's design effect; see :func:`detente.evidence.bayes.effective_number`. Linear in the size of the result.
    """
    origins = frame.origins
    gone = np.zeros(len(origins), bool) if without is None else without
    held = (~gone).astype(float)
    for names, correlation in frame.together:
        members = [position for position, origin in enumerate(origins) if origin in names]
        left = np.maximum(len(members) - gone[..., members].sum(axis=-1), 1)
        each = 1 / (1 + (left - 1) * float(correlation))
        held[..., members] = np.minimum(held[..., members], each[..., None])
    place = {origin: position for position, origin in enumerate(origins)}
    counted: NDArray[np.float64] = np.take(held, [place[row.origin] for row in frame.rows], axis=-1)
    counted *= np.array([float(row.share) for row in frame.rows])
    return counted
