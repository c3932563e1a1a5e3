"""Expressions over options, as trees: what a rule, a statement or a question says of a state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Taken:
    """The option whose position in option order is ``bit`` is taken."""

    bit: int
    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The part doesn't hold."""

    part: Expr


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """If the first part holds, so does the second."""

    condition: Expr
    consequence: Expr


@dataclass(frozen=True, slots=True)
class Iff:
    """Both parts hold or neither does."""

    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Count:
    """The number of parts that hold lies between ``least`` and ``most`` (``at_most_one``, ``exactly_one``)."""

    least: int
    most: int
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Ever:
    """The part held at some state of the course (questions only)."""

    part: Expr


@dataclass(frozen=True, slots=True)
class Measure:
    """A number read from the ties at the end state: ``share(A/B/vector)``, ``hhi(A/vector)``, ``balance(A)``."""

    kind: Literal["share", "hhi", "balance"]
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """A measure of the ties stands in the given relation to a number (questions only)."""

    measure: Measure
    relation: Literal["<", "<=", ">", ">=", "=", "!="]
    number: Fraction


Expr: TypeAlias = Taken | Not | And | Or | Implies | Iff | Count | Ever | Compare


def parts_of(expr: Expr) -> tuple[Expr, ...]:
    """Give the direct parts of an expression; none for an option or a comparison."""
    match expr:
        case Taken() | Compare():
            return ()
        case Not(part) | Ever(part):
            return (part,)
        case And(parts) | Or(parts) | Count(parts=parts):
            return parts
        case Implies(condition, consequence):
            return (condition, consequence)
        case Iff(left, right):
            return (left, right)


def walk(expr: Expr) -> Iterator[Expr]:
    """Go through an expression and all its parts, the whole before its parts, without recursion."""
    waiting = [expr]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(parts_of(one)))


def bits_of(expr: Expr) -> frozenset[int]:
    """Give the positions of the options that an expression names."""
    return frozenset(one.bit for one in walk(expr) if isinstance(one, Taken))
