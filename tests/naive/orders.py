"""Orders of preference from the definitions, state by state: twins of what reads preferences back."""

from __future__ import annotations

from fractions import Fraction

from naive.evaluate import holds


def vector(statements, code, options):
    """Truth of each statement at a state, the most important first."""
    taken = {bit: bool(code >> bit & 1) for bit in range(options)}
    return [holds(one, taken) for one in statements]


def worth(weights, code, options):
    """Sum of the worths of what holds."""
    taken = {bit: bool(code >> bit & 1) for bit in range(options)}
    return sum((value for expr, value in weights if holds(expr, taken)), Fraction(0))


def settled(statements, codes, options):
    """Positions of statements that tell no two states apart which those above them don't tell apart already."""
    found = []
    for k, _ in enumerate(statements):
        above = {tuple(vector(statements[:k], code, options)) for code in codes}
        with_it = {tuple(vector(statements[: k + 1], code, options)) for code in codes}
        if len(above) == len(with_it):
            found.append(k)
    return found
