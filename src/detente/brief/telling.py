"""Types and expressions in words, beside the states and moves that the situation itself puts into words."""

from __future__ import annotations

from detente.situation.expressions import (
    And,
    Compare,
    Count,
    Ever,
    Expr,
    Iff,
    Implies,
    Not,
    Or,
    Taken,
)
from detente.situation.phrasing import actor_name, option_words
from detente.situation.records import Situation


def group_name(sit: Situation, group: str) -> str:
    """Name an actor, or a hypothesis by its text.

    Examples
    --------
    >>> import detente
    >>> group_name(detente.load("belarus-2023"), "visit")
    'What was the visit to Beijing for?'
    """
    if group in sit.hypotheses:
        return sit.hypotheses[group].text or spoken(group)
    return actor_name(sit, group)


def type_words(sit: Situation, group: str, name: str) -> str:
    """Say what a type wants, in the text of the file; its name where there is none."""
    preference = sit.preferences.get(group)
    kind = preference.types.get(name) if preference else None
    return kind.text if kind and kind.text else spoken(name)


def spoken(identifier: str) -> str:
    """Make words of an identifier.

    Examples
    --------
    >>> spoken("trade_first")
    'trade first'
    """
    return identifier.replace("_", " ").strip() or identifier


def expression_words(sit: Situation, expr: Expr) -> str:
    """Say an expression in the options' own words.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("cuban-missile-crisis-1962")
    >>> expression_words(sit, Not(Taken(0, sit.options[0].id))).startswith("not “United States: ")
    True
    """
    match expr:
        case Taken(bit):
            option = sit.options[bit]
            return f"“{actor_name(sit, option.owner)}: {option_words(option)}”"
        case Not(part):
            return f"not {_inner(sit, part)}"
        case And(parts):
            return " and ".join(_inner(sit, part) for part in parts)
        case Or(parts):
            return " or ".join(_inner(sit, part) for part in parts)
        case Implies(condition, consequence):
            return f"if {_inner(sit, condition)}, then {_inner(sit, consequence)}"
        case Iff(left, right):
            return f"{_inner(sit, left)} exactly if {_inner(sit, right)}"
        case Count(parts=parts):
            return f"{_counted(expr)} of {', '.join(_inner(sit, part) for part in parts)}"
        case Ever(part):
            return f"at some time {_inner(sit, part)}"
        case Compare():
            return _compared(expr)


def _inner(sit: Situation, expr: Expr) -> str:
    """Say a part of an expression, in brackets where it has parts of its own."""
    words = expression_words(sit, expr)
    return words if isinstance(expr, Taken | Not | Compare) else f"({words})"


def _counted(expr: Count) -> str:
    if expr.least == expr.most:
        return "exactly one" if expr.least == 1 else f"exactly {expr.least}"
    return "at most one" if expr.most == 1 else f"between {expr.least} and {expr.most}"


def _compared(expr: Compare) -> str:
    measure = f"{expr.measure.kind} of {' / '.join(expr.measure.arguments)}"
    return f"{measure} {expr.relation} {float(expr.number):g}"
