"""From the text of an expression or a worth to tokens and a parse tree; what can't be read becomes faults.

The grammar is `expression.lark`. Its parser is built once, on first use. Limits are checked before anything is
parsed, in time linear in the text, so no text can exhaust the stack or the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from detente.faults import Fault, Place, fault

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

LONGEST = 50_000
"""Most characters of one expression."""

DEEPEST = 100
"""Most parentheses and nots around one option."""

At: TypeAlias = Callable[[int], Place]
Start: TypeAlias = Literal["expression", "worth"]

# what other notations use -> the kind of token that it stands for here, and what to write
_NOTATIONS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("&", "&&", "∧", "and"), ("AND", "write 'and'")),
    **dict.fromkeys(("|", "||", "\N{LOGICAL OR}", "or"), ("OR", "write 'or'")),
    **dict.fromkeys(("!", "~", "¬", "not"), ("NOT", "write 'not'")),
    **dict.fromkeys(("=>", "-->", "→", "⇒", "implies"), ("IMPLIES", "write 'a -> b'")),
    **dict.fromkeys(("<=>", "<-->", "↔", "⇔", "=", "==", "iff"), ("IFF", "write 'a <-> b'")),
    **dict.fromkeys(("!=", "<>", "≠", "xor"), ("IFF", "write 'not (a <-> b)'")),
    "<-": ("IMPLIES", "write 'b <- a' as 'a -> b'"),
    "then": ("IMPLIES", "write 'if a then b' as 'a -> b'"),
    "if": ("", "write 'if a then b' as 'a -> b'"),
    **dict.fromkeys(("\N{MINUS SIGN}", "\N{EN DASH}", "\N{EM DASH}"), ("MINUS", "write '-'")),
    **dict.fromkeys(("\N{MULTIPLICATION SIGN}", "·"), ("STAR", "write '*'")),
}
_RELATIONS = {"==": "=", "=<": "<=", "≤": "<=", "=>": ">=", "≥": ">=", "<>": "!=", "≠": "!=", "<-": "< -"}
_STRAYS = {
    **dict.fromkeys(
        "'\"`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}“”", "names stand without quotes"
    ),
    **dict.fromkeys("{}", "group with ( and )"),
    "/": "write a number as a decimal: 0.5 or 50%",
    ".": "write an owner and its option as one word: OWNER.option",
}
_NOTS = frozenset({"!", "~", "¬", "NOT", "Not"})

# what is expected, in words, where the parser would accept these kinds of token
_OPERAND = ("an option, not or (", frozenset({"NAME", "LPAR"}))
_EXPECTED = (
    ("and, or, -> or <->", frozenset({"AND"})),
    (", or )", frozenset({"COMMA", "RPAR"})),
    (")", frozenset({"RPAR"})),
    (", or ]", frozenset({"COMMA", "RSQB"})),
    ("<, <=, >, >=, = or !=", frozenset({"RELATION"})),
    ("a number, [low, high] or tie(FROM/TO/VECTOR)", frozenset({"NUMBER", "TIE"})),
    ("tie(FROM/TO/VECTOR)", frozenset({"TIE"})),
    ("a number", frozenset({"NUMBER"})),
    ("(", frozenset({"LPAR"})),
    ("+, - or * tie(FROM/TO/VECTOR)", frozenset({"PLUS", "STAR"})),
    ("+ or -", frozenset({"PLUS", "MINUS", "$END"})),
    ("the end", frozenset({"$END"})),
)


@cache
def _parser() -> Lark:
    """Build the parser of the grammar."""
    from lark import Lark

    grammar = files(__package__).joinpath("expression.lark").read_text(encoding="utf-8")
    start = ["expression", "worth", "notation"]
    return Lark(grammar, parser="lalr", lexer="basic", start=start, maybe_placeholders=False)


def from_line_one(offset: int) -> Place:
    """Give the place of an offset in a text that stands alone on its line."""
    return Place(1, offset + 1)


def tokens_of(text: str, at: At, faults: list[Fault]) -> list[Token] | None:
    """Cut a text into tokens, unless it is empty, too long or nested too deeply.

    Parameters
    ----------
    text
        An expression or a worth.
    at
        Place of an offset in the text.
    faults
        Where faults are added: DT205 empty, DT901 nesting, DT902 length, DT211 brackets without partner.

    Returns
    -------
    list of Token or None
        All tokens, also those that no rule of the grammar accepts; None if the text can't be looked at further.

    Notes
    -----
    Time is linear in the text and bounded by :data:`LONGEST`.
    """
    if len(text) > LONGEST:
        faults.append(
            fault(
                "DT902",
                at(0),
                "this text is too long",
                expected=f"at most {LONGEST:,} characters",
                got=f"{len(text):,}",
                hint="write several rules or statements instead of one",
            )
        )
        return None
    tokens = _cut(text)
    if not tokens:
        faults.append(
            fault("DT205", at(0), "there is nothing here", expected="an expression such as a -> not b")
        )
        return None
    deep = _first_too_deep(tokens)
    if deep is not None:
        faults.append(
            fault(
                "DT901",
                at(_start(deep)),
                "parentheses and nots are nested too deeply",
                expected=f"at most {DEEPEST} around one option",
                hint="name parts of it by rules of their own",
            )
        )
        return None
    faults.extend(_unpaired(tokens, at))
    return tokens


def _cut(text: str) -> list[Token]:
    """Cut a text into tokens; by way of an interactive parser, which doesn't make its lexer anew each time."""
    parser: Any = _parser().parse_interactive(text, start="expression")
    return list(parser.lexer_thread.lex(parser.parser_state))


def _start(token: Token) -> int:
    """Give the offset of a token in its text."""
    return token.start_pos or 0


def _first_too_deep(tokens: Sequence[Token]) -> Token | None:
    """Find the first token around which more than DEEPEST parentheses and nots are open."""
    opened: list[int] = []  # for each open parenthesis: itself and the nots right before it
    depth = nots = 0
    for token in tokens:
        if token.type == "LPAR":
            opened.append(nots + 1)
            depth, nots = depth + nots + 1, 0
        elif token.type == "RPAR":
            depth -= opened.pop() if opened else 0
            nots = 0
        else:
            nots = nots + 1 if token.type == "NOT" or token in _NOTS else 0
        if depth + nots > DEEPEST:
            return token
    return None


def _unpaired(tokens: Sequence[Token], at: At) -> list[Fault]:
    """Find parentheses without a partner."""
    opened: list[Token] = []
    found: list[Fault] = []
    for token in tokens:
        if token.type == "LPAR":
            opened.append(token)
        elif token.type == "RPAR" and opened:
            opened.pop()
        elif token.type == "RPAR":
            found.append(
                fault(
                    "DT211", at(_start(token)), "this ')' closes nothing", hint="remove it or open it before"
                )
            )
    if opened:
        found.append(
            fault("DT211", at(_start(opened[0])), "this '(' is never closed", hint="close it with ')'")
        )
    return found


def understood(
    tokens: Sequence[Token], known: Callable[[str], bool], at: At, faults: list[Fault]
) -> list[Token]:
    """Turn signs of other notations into those they stand for, so that reading can go on; each is a fault.

    Parameters
    ----------
    tokens
        All tokens of a text.
    known
        Whether a word is a name: then it is no sign.
    at
        Place of an offset in the text.
    faults
        Where faults are added: DT206 another notation, DT214 a stray sign.

    Returns
    -------
    list of Token
        Tokens of kinds that the grammar accepts.
    """
    found: list[Token] = []
    conditional = False  # an `if` was met; its `then` needs no fault of its own
    for sign in tokens:
        before = found[-1].type if found else ""
        if sign.type == "STRAY":
            hint = _STRAYS.get(str(sign), "")
            faults.append(
                fault("DT214", at(_start(sign)), f"the sign '{sign}' has no meaning here", hint=hint)
            )
            continue
        kind, hint = ("", "") if sign.type == "NAME" and known(sign) else _meant(sign, before)
        if not hint:
            found.append(sign)
            continue
        if not (conditional and sign.lower() == "then"):
            faults.append(fault("DT206", at(_start(sign)), f"'{sign}' is another notation", hint=hint))
        conditional = conditional or sign.lower() == "if"
        if kind:
            found.append(sign.update(type=kind))
    return found


def _meant(token: Token, before: str) -> tuple[str, str]:
    """Give the kind of token that a sign of another notation stands for, and what to write; else nothing."""
    sign = token.lower()
    if sign in _RELATIONS and (before == "MEASURE" or sign not in _NOTATIONS):
        return "RELATION", f"write '{_RELATIONS[sign]}'"
    if token.type in {"FOREIGN", "NAME"} or (token.type == "RELATION" and before != "MEASURE"):
        return _NOTATIONS.get(sign, ("", ""))
    return "", ""


def tree_of(
    tokens: Sequence[Token], start: Start, end: int, at: At, faults: list[Fault]
) -> Tree[Token] | None:
    """Parse tokens; the first one that can't stand where it stands becomes a fault.

    Parameters
    ----------
    tokens
        Tokens of kinds that the grammar accepts.
    start
        What the tokens should make.
    end
        Length of the text: where it ends too early if it does.
    at
        Place of an offset in the text.
    faults
        Where a fault (DT210) is added.

    Returns
    -------
    Tree or None
        The parse tree, or None if there is none.
    """
    from lark import UnexpectedInput

    parser: Any = _parser().parse_interactive(start=start)
    fed = 0
    try:
        for token in tokens:
            parser.feed_token(token)
            fed += 1
        tree: Tree[Token] = parser.feed_eof()
    except UnexpectedInput:
        expected = _in_words(_accepted(tokens[:fed], start))
        if fed == len(tokens):
            faults.append(fault("DT210", at(end), "this ends too early", expected=expected))
        else:
            token = tokens[fed]
            said = f"'{token}' can't stand here"
            faults.append(
                fault("DT210", at(_start(token)), said, expected=expected, hint=_between(tokens, fed, start))
            )
        return None
    return tree


def _between(tokens: Sequence[Token], fed: int, start: Start) -> str:
    """Say what is missing between two names side by side, or where a number should stand."""
    if start == "worth":
        return "write a number such as 4, a range such as [2, 6], or a number times a tie"
    before, token = tokens[fed - 1] if fed else None, tokens[fed]
    if before is None or not before.type == token.type == "NAME":
        return ""
    return f"put and, or, -> or <-> between '{before}' and '{token}'"


def _accepted(tokens: Sequence[Token], start: Start) -> set[str]:
    """Give the kinds of token that can follow some tokens; the parser that failed has gone too far to say."""
    parser: Any = _parser().parse_interactive(start=start)
    for token in tokens:
        parser.feed_token(token)
    return set(parser.accepts())


def _in_words(kinds: set[str]) -> str:
    """Say in words which tokens could stand at a place."""
    if _OPERAND[1] <= kinds:
        return _OPERAND[0]
    said = []
    for words, needed in _EXPECTED:
        if needed <= kinds:
            said.append(words)
            kinds = kinds - needed
    return "; ".join(said)
