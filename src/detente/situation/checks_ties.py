"""Checks of ties: units, shares, repeats, reporters that fall silent, effects, poles."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from detente.faults import Fault, Place, fault, warning
from detente.situation.checking import Checking
from detente.situation.records import Effect, Tie
from detente.situation.stakes import base_of, is_share, rows_of

_SILENT = ("not_reported", "suppressed")


def _named(tie: Tie) -> str:
    year = f"/{tie.year}" if tie.year is not None else ""
    return f"{tie.source_actor}/{tie.target_actor}/{tie.vector}{year}"


def ties_stand_once(checking: Checking) -> Iterator[Fault]:
    """Find ties that stand twice: same ends, vector, year, product, source and day."""
    seen: dict[tuple[object, ...], Place] = {}
    for tie in checking.sit.ties:
        key = (
            tie.source_actor,
            tie.target_actor,
            tie.vector,
            tie.year,
            tie.product,
            tie.source,
            tie.known_by,
            tie.status,
        )
        first = seen.setdefault(key, tie.place)
        if first is not tie.place and tie.vector:
            where = f"line {first.line}" + (f" of {first.file}" if first.file != tie.place.file else "")
            yield fault(
                "DT605",
                tie.place,
                f"the tie {_named(tie)} stands twice",
                got=f"before in {where}",
                hint="keep one; a correction has its own source or 'known:' day",
            )


def ties_join_two(checking: Checking) -> Iterator[Fault]:
    """Find ties that lead from somebody to itself."""
    for tie in checking.sit.ties:
        if tie.source_actor and tie.source_actor == tie.target_actor:
            yield warning(
                "DT616",
                tie.place,
                f"a tie leads from {tie.source_actor} to itself",
                expected="two different parties",
                hint="correct 'from:' or 'to:'; what an actor supplies itself with is no tie and doesn't count",
            )


def shares_are_shares(checking: Checking) -> Iterator[Fault]:
    """Find shares over 100 % or under 0; of its product an actor may trade more than the whole."""
    for tie in checking.sit.ties:
        if tie.value is None or not is_share(tie.unit) or "gdp" in tie.unit.lower():
            continue
        counted = "%" in tie.unit or "cent" in tie.unit.lower()
        whole = Fraction(100) if counted and "%" not in tie.value.text else Fraction(1)
        if tie.value.high > whole or tie.value.low < 0:
            number = tie.value.text
            hint = (
                f"write {number}%" if 1 < tie.value.high <= 100 and "%" not in number and whole == 1 else ""
            )
            yield fault(
                "DT606",
                tie.value.place if tie.value.place.line > 1 else tie.place,
                f"the tie {_named(tie)} is a share and lies outside 0 to 100%",
                got=f"{number} ({tie.unit})",
                hint=hint or "correct the value or the unit",
            )


def values_have_units(checking: Checking) -> Iterator[Fault]:
    """Find values without a unit, once per vector; marks of 0 and 1 and per cents need none."""
    told: set[str] = set()
    for tie in checking.sit.ties:
        value = tie.value
        if value is None or tie.unit or tie.vector in told or "%" in value.text:
            continue
        if value.is_point and value.low in {0, 1}:
            continue
        told.add(tie.vector)
        yield warning(
            "DT607",
            tie.place,
            f"the tie {_named(tie)} has a value without a unit",
            got=value.text,
            hint="write 'unit:', such as 'million USD' or 'share of imports'",
        )


def silence_is_noticed(checking: Checking) -> Iterator[Fault]:
    """Find partners that are not reported although an earlier year has a figure; once per pair and vector."""
    as_of = checking.sit.as_of
    known = [
        tie for tie in checking.sit.ties if as_of is None or tie.known_by is None or tie.known_by <= as_of
    ]
    last: dict[tuple[str, str, str], int] = {}
    for tie in known:
        if tie.value is not None and tie.year is not None and tie.status not in _SILENT:
            flow = (tie.source_actor, tie.target_actor, tie.vector)
            last[flow] = max(tie.year, last.get(flow, tie.year))
    told: set[tuple[str, str, str]] = set()
    for tie in known:
        flow = (tie.source_actor, tie.target_actor, tie.vector)
        before = last.get(flow)
        silent = tie.status in _SILENT and tie.year is not None and before is not None and tie.year > before
        if silent and flow not in told:
            told.add(flow)
            yield warning(
                "DT613",
                tie.place,
                f"{tie.vector} from {tie.source_actor} to {tie.target_actor} is not reported in {tie.year};"
                f" the last figure is of {before}",
                hint="it counts as unknown, not as zero; bounds or a partner's figures narrow it",
            )


def effects_fit_their_ties(checking: Checking) -> Iterator[Fault]:
    """Check that what an option changes is recorded, and in the same unit."""
    sit = checking.sit
    if checking.is_broken("ties"):
        return
    for k, effect in enumerate(sit.effects):
        if checking.is_broken("effects", str(k)):
            continue
        rows = rows_of(sit, effect.tie)
        if not rows:
            yield _unrecorded(effect)
            continue
        units = {base_of(row.unit): row.unit for row in rows if row.unit}
        if effect.unit and units and base_of(effect.unit) not in units:
            yield fault(
                "DT608",
                checking.place("effects", str(k), "unit"),
                f"the effect of '{effect.text}' is in another unit than the tie it changes",
                expected=next(iter(units.values())),
                got=effect.unit,
                hint="give the change in the unit of the tie",
            )


def _unrecorded(effect: Effect) -> Fault:
    tie = effect.tie
    return warning(
        "DT614",
        effect.place,
        f"'{effect.text}' changes a tie that is not recorded: {tie.source}/{tie.target}/{tie.vector}",
        hint="record the tie under 'ties:', be it with value 0, so that the change has something to change",
    )


def poles_stand_apart(checking: Checking) -> Iterator[Fault]:
    """Find members of more than one pole."""
    held: dict[str, str] = {}
    for name, members in checking.sit.poles.items():
        for member in dict.fromkeys(members):
            first = held.setdefault(member, name)
            if first != name and member:
                yield fault(
                    "DT609",
                    checking.place("poles", name),
                    f"{member} stands in the poles {first} and {name}",
                    hint="a pole is what an actor balances against the others; keep each member in one",
                )


def weights_of_vectors_sum_to_one(checking: Checking) -> Iterator[Fault]:
    """Check that the weights of kinds of ties can sum to one; they are never scaled."""
    if checking.is_broken("vectors"):
        return
    stated = {name: one.weight for name, one in checking.sit.vector_records.items() if one.weight is not None}
    low = sum(weight.low for weight in stated.values())
    high = sum(weight.high for weight in stated.values())
    if stated and (low > 1 or high < 1 or any(weight.low < 0 for weight in stated.values())):
        yield fault(
            "DT615",
            checking.place("vectors"),
            "the weights of vectors don't sum to one",
            expected="100%",
            got=", ".join(f"{name} {weight.text}" for name, weight in stated.items()),
            hint="a vector without a weight doesn't count in the average",
        )


def costs_are_shares(checking: Checking) -> Iterator[Fault]:
    """Check what cut-offs are reckoned from: shares in costs, elasticities, and what more could come."""
    sit = checking.sit
    for name, one in sit.vector_records.items():
        if checking.is_broken("vectors", name):
            continue
        share, elasticity = one.cost_share, one.elasticity
        if share is not None and not 0 < share.low <= share.high < 1:
            yield fault(
                "DT619",
                share.place,
                f"the share of {name} in costs lies outside 0 to 100%",
                got=share.text,
                expected="a share such as 4%",
            )
        if elasticity is not None and elasticity.low < 0:
            yield fault(
                "DT619",
                elasticity.place,
                "an elasticity can't be negative",
                got=elasticity.text,
                expected="0 or more",
            )
        elif elasticity is not None and elasticity.is_point:
            yield warning(
                "DT617",
                elasticity.place,
                f"the elasticity of {name} is one number, and it decides everything",
                got=elasticity.text,
                hint="write a range, such as [0.05, 0.5]",
            )
    for tie in sit.ties:
        if tie.spare is not None and tie.spare.low < 0:
            yield fault(
                "DT619",
                tie.place,
                f"what more could come by {_named(tie)} can't be negative",
                got=tie.spare.text,
            )


TIES_CHECKS = (
    ties_stand_once,
    ties_join_two,
    shares_are_shares,
    values_have_units,
    silence_is_noticed,
    effects_fit_their_ties,
    poles_stand_apart,
    weights_of_vectors_sum_to_one,
    costs_are_shares,
)
