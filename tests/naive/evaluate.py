"""Truth of an expression, by recursion over its parts and a dictionary of what is taken; three-valued too."""

from detente.situation.expressions import And, Count, Iff, Implies, Not, Or, Taken


def holds(expr, taken):
    """``taken``: bit -> bool."""
    if isinstance(expr, Taken):
        return taken[expr.bit]
    if isinstance(expr, Not):
        return not holds(expr.part, taken)
    if isinstance(expr, And):
        return all(holds(part, taken) for part in expr.parts)
    if isinstance(expr, Or):
        return any(holds(part, taken) for part in expr.parts)
    if isinstance(expr, Implies):
        return holds(expr.consequence, taken) if holds(expr.condition, taken) else True
    if isinstance(expr, Iff):
        return holds(expr.left, taken) == holds(expr.right, taken)
    if isinstance(expr, Count):
        return expr.least <= sum(holds(part, taken) for part in expr.parts) <= expr.most
    raise TypeError(expr)
