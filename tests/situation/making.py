"""Random expressions for the tests of expressions and states."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from detente.situation.expressions import (
    And,
    Compare,
    Count,
    Ever,
    Iff,
    Implies,
    Measure,
    Not,
    Or,
    Taken,
)


def option(bit):
    return Taken(bit, f"o{bit}")


OPTIONS = [option(bit) for bit in range(63)]


def parted(kind, parts, least=2, most=4):
    return st.builds(lambda some: kind(tuple(some)), st.lists(parts, min_size=least, max_size=most))


def expressions(options, *, question=False, any_count=True):
    """Expressions over the first options; counts of any kind, or those only that can be written."""
    leaves = st.sampled_from(OPTIONS[:options])
    if question:
        leaves |= st.sampled_from(
            [
                Compare(Measure("share", ("A", "B", "trade")), "<", Fraction(57, 100)),
                Compare(Measure("hhi", ("A", "energy")), ">=", Fraction(3, 10)),
                Compare(Measure("balance", ("A",)), "!=", Fraction(0)),
            ]
        )

    def larger(parts):
        bounds = (
            st.tuples(st.integers(0, 4), st.integers(0, 4))
            if any_count
            else st.sampled_from([(0, 1), (1, 1)])
        )
        counted = st.builds(
            lambda bounds, some: Count(bounds[0], bounds[1], tuple(some)),
            bounds,
            st.lists(parts, min_size=2, max_size=4),
        )
        grown = [
            st.builds(Not, parts),
            parted(And, parts),
            parted(Or, parts),
            st.builds(Implies, parts, parts),
            st.builds(Iff, parts, parts),
            counted,
        ]
        return st.one_of(*grown, st.builds(Ever, parts)) if question else st.one_of(*grown)

    return st.recursive(leaves, larger, max_leaves=8)


def draw_expression(rng, options, depth):
    """Draw an expression with a numpy generator: quicker than hypothesis where thousands are wanted."""
    kind = int(rng.integers(0, 7)) if depth else 0
    if kind == 0:
        return OPTIONS[int(rng.integers(options))]
    parts = tuple(draw_expression(rng, options, depth - 1) for _ in range(int(rng.integers(2, 5))))
    least = int(rng.integers(0, 4))
    return (
        Not(parts[0]),
        And(parts),
        Or(parts),
        Implies(*parts[:2]),
        Iff(*parts[:2]),
        Count(least, int(rng.integers(least, 5)), parts),
    )[kind - 1]


def draw_clauses(rng, options, number, length=3):
    """Draw clauses: each a disjunction of options taken or not."""
    clauses = []
    for _ in range(number):
        bits = rng.choice(options, length, replace=False)
        clauses.append(Or(tuple(OPTIONS[bit] if rng.integers(2) else Not(OPTIONS[bit]) for bit in bits)))
    return clauses
