"""Small situations for tests of evidence, made by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from detente.faults import NOWHERE
from detente.situation.records import (
    Actor,
    Cell,
    Dependence,
    Grade,
    Hypothesis,
    Observation,
    Preference,
    Quantity,
    Row,
    Situation,
    Source,
    Type,
)
from detente.words import band_of


def quantity(written) -> Quantity:
    """A word, a number, [low, high] or [low, likely, high]."""
    if isinstance(written, Quantity):
        return written
    if isinstance(written, str):
        low, high = band_of(written)
        return Quantity(low, high, None, written, written)
    if isinstance(written, (tuple, list)):
        ends = [Fraction(str(one)) for one in written]
        return Quantity(ends[0], ends[-1], ends[1] if len(ends) == 3 else None)
    return Quantity(Fraction(str(written)), Fraction(str(written)))


def grade(written: str) -> Grade:
    letters = "".join(one for one in written if one.isalpha())
    return Grade(letters, written.removeprefix(letters))


def row(group, cells) -> Row:
    if isinstance(cells, str):
        return Row(group, cells.replace(" ", "_"), {}, NOWHERE)
    if isinstance(cells, tuple):
        return Row(group, "rated", {}, NOWHERE, cells)
    made = {}
    for name, cell in cells.items():
        if cell in ("not rated", "not applicable"):
            made[name] = Cell(cell.replace(" ", "_"), None, NOWHERE)
        else:
            made[name] = Cell("rated", quantity(cell), NOWHERE)
    return Row(group, "rated", made, NOWHERE)


def observation(name, expected_if, **more) -> Observation:
    known = more.pop("known", None)
    if "grade" in more:
        more["grade"] = grade(more["grade"])
    if "attributed" in more:
        more["attributed"] = quantity(more["attributed"])
    return Observation(
        name,
        NOWHERE,
        known_by=date.fromisoformat(known) if known else None,
        origin=more.pop("origin", name),
        expected_if={group: row(group, cells) for group, cells in expected_if.items()},
        **more,
    )


def situation(
    priors, *observations, sources=None, grades=None, dependence=(), hypotheses=None, as_of=None
) -> Situation:
    """``priors``: actor -> type -> prior (None is the rest)."""
    preferences = {
        actor: Preference(
            actor,
            {
                name: Type(name, actor, NOWHERE, None if prior is None else quantity(prior))
                for name, prior in types.items()
            },
            typed=True,
            place=NOWHERE,
        )
        for actor, types in priors.items()
    }
    return Situation(
        "case.yaml",
        "",
        "A case",
        NOWHERE,
        {actor: Actor(actor, actor, NOWHERE) for actor in priors},
        as_of=date.fromisoformat(as_of) if as_of else None,
        preferences=preferences,
        sources={
            name: Source(name, NOWHERE, grade=grade(code) if code else None)
            for name, code in (sources or {}).items()
        },
        evidence={one.id: one for one in observations},
        grades={name: quantity(one) for name, one in (grades or {}).items()},
        dependence=tuple(Dependence(names, Fraction(str(c)), NOWHERE) for names, c in dependence),
        hypotheses={
            name: Hypothesis(
                name,
                "",
                {answer: None if p is None else quantity(p) for answer, p in answers.items()},
                NOWHERE,
            )
            for name, answers in (hypotheses or {}).items()
        },
    )


TWO = {"CHN": {"trade_first": 0.7, "provoked": 0.3}}
DRONES = {"CHN": {"trade_first": "likely", "provoked": "unlikely"}}
