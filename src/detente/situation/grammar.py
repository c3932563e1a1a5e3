"""Expressions over options and worths, from text to trees; every fault of a text is found in one pass.

Precedence, the tightest first: ``not``, ``and``, ``or``, ``->``, ``<->``. Neither arrow chains without
parentheses. Signs of other notations (``&&``, ``=>``, ``AND``) are understood well enough to go on reading, and
refused with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, TypeGuard, TypeVar, cast

from detente.faults import Fault, fault, warning
from detente.situation.expressions import (
    And,
    Compare,
    Count,
    Ever,
    Expr,
    Iff,
    Implies,
    Measure,
    Not,
    Or,
    Taken,
)
from detente.situation.lexing import At, Start, from_line_one, tokens_of, tree_of, understood
from detente.situation.names import Ambiguity, Names, spell
from detente.situation.records import Quantity, TieName, Worth, WorthTerm
from detente.situation.scalars import to_number
from detente.situation.shapes import Unreadable

if TYPE_CHECKING:
    from lark import Token, Tree

_T = TypeVar("_T")
_Kind: TypeAlias = Literal["share", "hhi", "balance"]
_Relation: TypeAlias = Literal["<", "<=", ">", ">=", "=", "!="]

_Arrow: TypeAlias = Callable[[Expr, Expr], Expr]

_READABLE = 120  # longest expression that a hint repeats; a longer one is shown by the letters below
_A, _B, _C = Taken(-1, "a"), Taken(-1, "b"), Taken(-1, "c")
_FORMS = {"share": "share(A/B/VECTOR)", "hhi": "hhi(A/VECTOR)", "balance": "balance(A)"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TRUTHS = frozenset({"true", "false", "yes", "no"})


class _Reading(NamedTuple):
    """What the parts of one expression are read with."""

    names: Names
    at: At
    faults: list[Fault]
    options: dict[int, Taken]  # by the offset of the name
    question: bool = False

    def fault(self, code: str, token: Token, message: str, **more: str) -> None:
        """Note a fault at a token."""
        self.faults.append(fault(code, self.at(token.start_pos or 0), message, **more))


def parse_expression(
    text: str, names: Names, at: At | None = None, *, question: bool = False
) -> tuple[Expr | None, list[Fault]]:
    """Read an expression over options.

    ``a -> b`` says: if a holds, so does b. ``not a -> b`` is ``(not a) -> b`` and gives a warning.
    ``at_most_one(a, b)`` and ``exactly_one(a, b)`` count. Questions may also ask ``ever(a)`` and compare
    ``share(A/B/VECTOR)``, ``hhi(A/VECTOR)`` or ``balance(A)`` with a number.

    Parameters
    ----------
    text
        The expression.
    names
        The names of all options.
    at
        Place of an offset in the text; by default the text is line 1.
    question
        Whether ``ever`` and comparisons are allowed.

    Returns
    -------
    tuple
        The expression, or None if it has a fault; and all faults and warnings, in the order of the text.

    Notes
    -----
    Codes: DT201 unknown option, DT202 ambiguous name, DT203 unknown owner, DT205 empty, DT206 other notation,
    DT207 chain of arrows, DT208 ``not a -> b`` (warning), DT209 truth value, DT210 out of place, DT211 parentheses,
    DT212 only in questions, DT213 measure, DT214 stray sign, DT216 count of one, DT302 number outside 0 to 1,
    DT901 and DT902 limits. Time is linear in the text.

    Examples
    --------
    >>> names = Names.of({"CHN": ["licence"], "BLR": ["transfer"]})
    >>> expr, faults = parse_expression("transfer -> licence", names)
    >>> expr
    Implies(condition=Taken(bit=1, name='transfer'), consequence=Taken(bit=0, name='licence'))
    >>> print(*parse_expression("transfer -> licens", names)[1])
    text:1:13: fault DT201: there is no option 'licens'; did you mean 'licence'?
    """
    reading = _Reading(names, at or from_line_one, [], {}, question)
    tree = _parsed(text, "expression", reading)
    expr = None if tree is None else _expression(tree, reading)
    return _finished(expr, reading.faults)


def _parsed(text: str, start: Start, reading: _Reading) -> Tree[Token] | None:
    """Parse a text after looking at its tokens; names are looked up even where it can't be parsed."""
    tokens = tokens_of(text, reading.at, reading.faults)
    if tokens is None:
        return None
    parsable = not reading.faults
    tokens = understood(tokens, reading.names.bits.__contains__, reading.at, reading.faults)
    if start == "expression":
        for token in tokens:
            _look_at(token, reading)
    parsable = parsable and all(one.code != "DT214" for one in reading.faults)
    return tree_of(tokens, start, len(text), reading.at, reading.faults) if parsable else None


def _finished(value: _T | None, faults: list[Fault]) -> tuple[_T | None, list[Fault]]:
    """Give a value only if nothing is wrong with it, and faults in the order of the text."""
    faults.sort(key=lambda one: (one.line, one.column))
    return (None if any(one.severity == "fault" for one in faults) else value), faults


def _look_at(token: Token, reading: _Reading) -> None:
    """Look up a name; refuse what only questions may say."""
    if token.type == "NAME":
        reading.options[token.start_pos or 0] = _option(token, reading)
    elif token.type in {"EVER", "MEASURE"} and not reading.question:
        what = "ever(...)" if token.type == "EVER" else _FORMS[token[: token.index("(")].rstrip()]
        reading.fault(
            "DT212",
            token,
            f"{what} can be asked in a question only",
            expected="options and not, and, or, ->, <->",
        )


def _option(token: Token, reading: _Reading) -> Taken:
    """Give the option that a name stands for; a placeholder after a fault."""
    written = str(token)
    found = reading.names.lookup(written)
    if isinstance(found, int):
        return Taken(found, reading.names.labels[found])
    if isinstance(found, Ambiguity):
        owners = f"{len(found.spellings)} actors have an option '{written}'"
        reading.fault("DT202", token, owners, hint="write " + " or ".join(found.spellings))
    elif written.lower() in _TRUTHS:
        hint = "write an option's name alone where it is taken, 'not' before it where it isn't"
        reading.fault("DT209", token, f"'{written}' is not an option", hint=hint)
    elif found.part == "owner":
        owner = written.partition(".")[0]
        reading.fault(
            "DT203", token, f"there is no actor '{owner}' with options", hint=_did_you_mean(found.nearest)
        )
    elif written in _FORMS:
        hint = f"write {_FORMS[written]} and compare it with a number"
        reading.fault("DT213", token, f"'{written}' needs to know of whom", hint=hint)
    elif written in reading.names.owners:
        reading.fault(
            "DT201", token, f"'{written}' is an actor, not an option", hint=f"write {written}.option"
        )
    else:
        reading.fault("DT201", token, f"there is no option '{written}'", hint=_did_you_mean(found.nearest))
    return Taken(-1, written)


def _did_you_mean(nearest: str) -> str:
    """Ask whether the nearest known name was meant."""
    return f"did you mean '{nearest}'?" if nearest else ""


def _expression(tree: Tree[Token], reading: _Reading) -> Expr:
    """Build an expression from its parse tree, parts before wholes."""
    built: dict[int, Expr] = {}
    for node in tree.iter_subtrees():
        parts = [built[id(child)] for child in node.children if _is_tree(child)]
        tokens = [cast("Token", child) for child in node.children if not _is_tree(child)]
        built[id(node)] = _node(node, tokens, parts, reading)
    return built[id(tree)]


def _node(node: Tree[Token], tokens: list[Token], parts: list[Expr], reading: _Reading) -> Expr:
    """Build one node of an expression whose parts have been built."""
    match str(node.data):
        case "taken":
            return reading.options[tokens[0].start_pos or 0]
        case "not_":
            return Not(parts[0])
        case "both":
            return And(tuple(parts))
        case "either":
            return Or(tuple(parts))
        case "implies" | "iff":
            return _arrow(node, tokens, parts, reading)
        case "count":
            return _count(tokens[0], parts, reading)
        case "ever":
            return Ever(parts[0])
        case "comparison":
            return _comparison(tokens, reading)
    return parts[0]  # a group, or the whole


def _arrow(node: Tree[Token], arrows: list[Token], parts: list[Expr], reading: _Reading) -> Expr:
    """Build an implication or equivalence; refuse chains, and warn of ``not a -> b``."""
    make: _Arrow = Implies if node.data == "implies" else Iff
    first, second = parts[:2]
    whole = make(first, second)
    if len(parts) > 2:
        hint = "write " + " or ".join(_bracketings(make, parts[:3], reading.names.labels))
        reading.fault("DT207", arrows[1], f"'{arrows[0]}' doesn't chain", hint=hint)
    start = cast("Tree[Token]", node.children[0])
    if isinstance(first, Not) and node.data == "implies" and start.data == "not_":
        plain, other = whole, Not(Implies(first.part, second))
        if len(spell(whole, reading.names.labels)) > _READABLE:
            plain, other = Implies(Not(_A), _B), Not(Implies(_A, _B))
        message = f"this is read as {spell(plain, reading.names.labels)}"
        hint = f"write it so, or {spell(other, reading.names.labels)}"
        reading.faults.append(warning("DT208", reading.at(_offset(start)), message, hint=hint))
    return whole


def _bracketings(make: _Arrow, parts: Sequence[Expr], labels: Sequence[str]) -> tuple[str, str]:
    """Write a chain of three parts with parentheses in both ways."""
    a, b, c = parts
    left, right = spell(make(make(a, b), c), labels), spell(make(a, make(b, c)), labels)
    return (left, right) if len(left) <= _READABLE else _bracketings(make, (_A, _B, _C), labels)


def _offset(node: Tree[Token]) -> int:
    """Give the offset at which a node begins."""
    return min(token.start_pos or 0 for token in node.scan_values(lambda _: True))


def _count(word: Token, parts: list[Expr], reading: _Reading) -> Expr:
    """Build ``at_most_one`` or ``exactly_one``."""
    if len(parts) < 2:
        reading.fault(
            "DT216", word, f"{word} of a single part", expected="two parts or more, with commas between"
        )
    return Count(0 if word == "at_most_one" else 1, 1, tuple(parts))


def _comparison(tokens: list[Token], reading: _Reading) -> Expr:
    """Build the comparison of a measure with a number."""
    token, relation = tokens[0], tokens[1]
    kind, _, rest = token.rstrip(")").partition("(")
    kind = cast("_Kind", kind.rstrip())
    arguments = tuple(part.strip() for part in rest.split("/"))
    form = _FORMS[kind]
    if len(arguments) != form.count("/") + 1 or not all(map(_NAME.fullmatch, arguments)):
        reading.fault(
            "DT213", token, f"this is not a measure '{kind}' of ties", expected=form, got=str(token)
        )
    number = _number(tokens[2:], reading)
    if not 0 <= number <= 1:
        hint = f"write {tokens[-1]}%" if 1 < number <= 100 and "%" not in tokens[-1] else ""
        reading.fault("DT302", tokens[-1], f"'{kind}' lies between 0 and 1", got=str(tokens[-1]), hint=hint)
    return Compare(Measure(kind, arguments), cast("_Relation", str(relation)), number)


def _number(tokens: Sequence[Token], reading: _Reading) -> Fraction:
    """Read a number, perhaps with a sign before it; 0 after a fault."""
    sign = -1 if tokens[0].type == "MINUS" else 1
    try:
        return sign * to_number(str(tokens[-1]))
    except Unreadable as why:
        reading.fault(
            why.code, tokens[-1], why.message, expected=why.expected, got=str(tokens[-1])[:40], hint=why.hint
        )
        return Fraction(0)


def parse_worth(text: str, at: At | None = None) -> tuple[Worth | None, list[Fault]]:
    """Read a worth: numbers, ranges and ties, each perhaps a number or range times a tie, joined by + and -.

    Parameters
    ----------
    text
        Such as ``4``, ``[-9, -5]``, ``[1, 2, 4]``, ``-10 * tie(CHN/EU/trade)`` or ``2 + tie(A/B/credit/2021)``.
    at
        Place of an offset in the text; by default the text is line 1.

    Returns
    -------
    tuple
        The worth with exact numbers, or None if it has a fault; and all faults, in the order of the text.

    Notes
    -----
    Codes: DT205 empty, DT206 other notation, DT210 out of place, DT211 parentheses, DT214 stray sign, DT215 tie,
    DT301 not a number, DT303 range of the wrong length, DT304 range that falls, DT901, DT902 and DT914 limits.

    Examples
    --------
    >>> worth, faults = parse_worth("-10 * tie(CHN/EU/trade)")
    >>> [(str(term.factor.low), term.tie.vector) for term in worth.terms]
    [('-10', 'trade')]
    >>> print(*parse_worth("[5, 1]")[1])
    text:1:1: fault DT304: the parts of a range must not fall; expected [low, high] or [low, likely, high]; found [5, 1]
    """
    reading = _Reading(Names.of({}), at or from_line_one, faults=[], options={})
    tree = _parsed(text, "worth", reading)
    if tree is None:
        return _finished(None, reading.faults)
    terms: list[WorthTerm] = []
    minus = False
    for child in tree.children:
        if _is_tree(child):
            terms.append(_term(child, text, reading, minus=minus))
        else:
            minus = cast("Token", child).type == "MINUS"
    return _finished(Worth(tuple(terms), text.strip(), reading.at(0)), reading.faults)


def _term(node: Tree[Token], text: str, reading: _Reading, *, minus: bool) -> WorthTerm:
    """Build one term: a factor, a tie, or both multiplied in either order."""
    factor, tie = Quantity(Fraction(1), Fraction(1), place=reading.at(_offset(node))), None
    for child in node.children:
        if not _is_tree(child):
            token = cast("Token", child)
            tie = _tie(token, reading) if token.type == "TIE" else tie
        elif child.data == "factor":
            factor = _factor(child, text, reading)
        else:
            minus ^= cast("Token", child.children[0]).type == "MINUS"
    if minus:
        likely = None if factor.likely is None else -factor.likely
        factor = factor._replace(
            low=-factor.high, high=-factor.low, likely=likely, text="-" + (factor.text or "1")
        )
    return WorthTerm(factor, tie)


def _factor(node: Tree[Token], text: str, reading: _Reading) -> Quantity:
    """Build a number or a range."""
    tokens = list(node.scan_values(lambda _: True))
    start, end = tokens[0].start_pos or 0, tokens[-1].end_pos or 0
    place, written = reading.at(start), text[start:end]
    bounds = [child for child in node.children if _is_tree(child)]
    if not bounds:
        number = _number(tokens, reading)
        return Quantity(number, number, None, written, "", place)
    numbers = [_number(list(bound.scan_values(lambda _: True)), reading) for bound in bounds]
    expected = "[low, high] or [low, likely, high]"
    if len(numbers) not in (2, 3):
        got = f"{len(numbers)} parts"
        reading.fault("DT303", tokens[0], "a range has the wrong number of parts", expected=expected, got=got)
    elif numbers != sorted(numbers):
        reading.fault(
            "DT304", tokens[0], "the parts of a range must not fall", expected=expected, got=written
        )
    likely = numbers[1] if len(numbers) == 3 else None
    return Quantity(numbers[0], numbers[-1], likely, written, "", place)


def _tie(token: Token, reading: _Reading) -> TieName:
    """Read ``tie(FROM/TO/VECTOR)`` or ``tie(FROM/TO/VECTOR/YEAR)``."""
    inner = token[token.index("(") + 1 : -1]
    parts = [part.strip() for part in inner.split("/")]
    year = parts.pop() if len(parts) == 4 else ""
    if len(parts) != 3 or not all(map(_NAME.fullmatch, parts)) or not re.fullmatch(r"([0-9]{4})?", year):
        expected = "tie(FROM/TO/VECTOR) or tie(FROM/TO/VECTOR/YEAR)"
        reading.fault("DT215", token, "this doesn't name a tie", expected=expected, got=str(token))
        return TieName("", "", "")
    return TieName(parts[0], parts[1], parts[2], int(year) if year else None)


def _is_tree(child: Token | Tree[Token]) -> TypeGuard[Tree[Token]]:
    """Tell a part from a token."""
    return hasattr(child, "children")
