"""Checks of what evidence can do to beliefs: zeros, types that nothing tells apart, rows that disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from detente.faults import Fault, fault, warning
from detente.situation.checking import Checking
from detente.situation.checks_wants import settled_priors, shares_fault
from detente.situation.records import Observation, Quantity, Row

_CERTAIN = 1  # report weight of what is taken as fact


class Group(NamedTuple):
    """What evidence bears on: an actor's types or a hypothesis's answers, with priors and the path in the file."""

    name: str
    priors: Mapping[str, Quantity | None]
    path: tuple[str, ...]
    types: str  # what its members are called


def groups(checking: Checking) -> Iterator[Group]:
    """Give every actor with several types and every hypothesis, where they could be read."""
    for actor, preference in checking.sit.preferences.items():
        if preference.typed and len(preference.types) > 1:
            priors = {name: kind.prior for name, kind in preference.types.items()}
            yield Group(actor, priors, ("preferences", actor, "types"), "types")
    for name, one in checking.sit.hypotheses.items():
        yield Group(name, one.answers, ("hypotheses", name, "answers"), "answers")


def hypotheses_have_answers(checking: Checking) -> Iterator[Fault]:
    """Check the answers of hypotheses: two or more, with priors that sum to one."""
    for name, one in checking.sit.hypotheses.items():
        path = ("hypotheses", name, "answers")
        if checking.is_broken(*path):
            continue
        place = checking.key_place(*path)
        rests = [answer for answer, prior in one.answers.items() if prior is None]
        if len(one.answers) < 2:
            message = f"the hypothesis {name} has fewer than two answers"
            yield fault(
                "DT526",
                place,
                message,
                expected="two answers or more, such as {yes_it_is: 40%, it_is_not: rest}",
            )
        elif len(rests) > 1:
            yield fault(
                "DT434",
                checking.key_place(*path, rests[1]),
                f"{len(rests)} answers of {name} are 'rest'",
                expected="at most one 'rest'",
                got=", ".join(rests),
            )
        else:
            yield from shares_fault(f"the answers of {name}", place, one.answers)
            yield from settled_priors(one.answers, name)


def counted(checking: Checking, group: str) -> Iterator[tuple[Observation, Row]]:
    """Give the observations that bear on a group and are known by as_of, with their rows."""
    as_of = checking.sit.as_of
    for one in checking.sit.evidence.values():
        row = one.expected_if.get(group)
        if row is not None and (as_of is None or one.known_by is None or one.known_by <= as_of):
            yield one, row


def zeros_are_meant(checking: Checking) -> Iterator[Fault]:
    """Find likelihoods of a written 0, which remove a type for ever."""
    for one in checking.sit.evidence.values():
        for group, row in one.expected_if.items():
            for name, cell in row.cells.items():
                if cell.quantity is not None and cell.quantity.low == 0:
                    yield warning(
                        "DT511",
                        cell.place,
                        f"{one.id} can't happen if {group} is {name}: one such report removes {name} for ever",
                        got=cell.quantity.text,
                        hint="write 1% unless it is impossible",
                    )


def some_type_remains(checking: Checking) -> Iterator[Fault]:
    """Find actors and hypotheses of which the evidence, with priors of 0, excludes every type."""
    for group in groups(checking):
        if checking.is_broken(*group.path) or checking.is_broken("evidence"):
            continue
        excluded: dict[str, list[str]] = {
            name: [] for name, prior in group.priors.items() if prior is not None and prior.high == 0
        }
        for one, row in counted(checking, group.name):
            if _is_fact(checking, one) and _rates_all(row, group):
                for name, cell in row.cells.items():
                    if cell.quantity is not None and cell.quantity.high == 0:
                        excluded.setdefault(name, []).append(one.id)
        if len(excluded) == len(group.priors) and any(excluded.values()):
            rows = list(dict.fromkeys(row for rows in excluded.values() for row in rows))
            yield fault(
                "DT510",
                checking.place("evidence", rows[0], "expected_if", group.name),
                f"the evidence excludes every one of the {group.types} of {group.name}",
                got=f"zeros in {', '.join(rows)}"
                + "".join(f", prior 0 of {name}" for name, by in excluded.items() if not by),
                hint="write 1% instead of 0 where it isn't impossible, or grade the reports",
            )


def _is_fact(checking: Checking, one: Observation) -> bool:
    """Whether a report counts in full, so that a likelihood of 0 excludes: no grade, and the actor's own act."""
    attributed = one.attributed is None or one.attributed.high == _CERTAIN
    if one.grade is None:
        return attributed
    grade = one.grade
    entry = (
        grade.credibility if grade.credibility not in {"", "6"} else grade.reliability or grade.credibility
    )
    weight = checking.sit.grades.get(entry)
    return attributed and weight is not None and weight.high == _CERTAIN


def _rates_all(row: Row, group: Group) -> bool:
    return all(name in row.cells and row.cells[name].quantity is not None for name in group.priors)


def types_are_told_apart(checking: Checking) -> Iterator[Fault]:
    """Find types that no evidence tells apart, in a file that has evidence on types."""
    evidence = checking.sit.evidence.values()
    if checking.is_broken("evidence") or not any(one.expected_if for one in evidence):
        return
    for group in groups(checking):
        if checking.is_broken(*group.path):
            continue
        rows = [row for _, row in counted(checking, group.name)]
        alike = [
            pair
            for pair in combinations(group.priors, 2)
            if not any(_tells_apart(row, *pair) for row in rows)
        ]
        if alike:
            pairs = ", ".join(f"{a} and {b}" for a, b in alike[:4])
            which = "any of them" if len(rows) == 0 else pairs
            yield warning(
                "DT512",
                checking.key_place(*group.path),
                f"no evidence tells the {group.types} of {group.name} apart: {which}",
                hint="add an observation that is more to be expected of one than of the other; else the priors stand",
            )


def _tells_apart(row: Row, first: str, second: str) -> bool:
    """Whether a row rates two types differently."""
    if row.favours is not None:
        return row.favours[0] in {first, second}
    cells = [row.cells.get(name) for name in (first, second)]
    ends = [(cell.quantity.low, cell.quantity.high) for cell in cells if cell and cell.quantity]
    return len(ends) == 2 and ends[0] != ends[1]


def one_origin_says_one_thing(checking: Checking) -> Iterator[Fault]:
    """Find reports of one origin whose rows differ."""
    first: dict[tuple[str, str], tuple[str, object]] = {}
    for one in checking.sit.evidence.values():
        for group, row in one.expected_if.items():
            if row.status not in {"rated", "equal"}:
                continue
            name, said = first.setdefault((one.origin, group), (one.id, _said(row)))
            if said != _said(row):
                yield warning(
                    "DT515",
                    row.place,
                    f"{one.id} and {name} report one origin, {one.origin}, and their rows on {group} differ",
                    hint="one event has one likelihood; only the reports of greatest weight count",
                )


def _said(row: Row) -> object:
    """Give what a row says, for comparison."""
    cells = {
        name: (cell.quantity.low, cell.quantity.high) if cell.quantity else cell.status
        for name, cell in row.cells.items()
    }
    return row.status, row.favours, cells


def words_are_of_one_row(checking: Checking) -> Iterator[Fault]:
    """Warn once if words of both rows of the standard are used."""
    if len(checking.rows) > 1:
        later = max(checking.rows.items(), key=lambda item: item[1][:2])
        first = min(checking.rows.values(), key=lambda place: place[:2])
        yield warning(
            "DT516",
            later[1],
            "the file mixes the two rows of words of likelihood",
            got=f"a word of the other row stands in line {first.line}",
            hint="keep to one row, such as unlikely, likely, very likely; the output uses the first",
        )


BELIEF_CHECKS = (
    hypotheses_have_answers,
    zeros_are_meant,
    some_type_remains,
    types_are_told_apart,
    one_origin_says_one_thing,
    words_are_of_one_row,
)
