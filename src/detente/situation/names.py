"""Names of options: from what an analyst wrote to a position in option order, and back to words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from typing import NamedTuple

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
    parts_of,
    walk,
)

_GLUE: dict[type, str] = {And: " and ", Or: " or ", Implies: " -> ", Iff: " <-> "}
_CLOSE = 0.6  # how alike two words must be to be taken for one another, of 1


class Ambiguity(NamedTuple):
    """Several actors have an option of this name; ``spellings`` are the names that tell them apart."""

    spellings: tuple[str, ...]


class Unknown(NamedTuple):
    """No option has this name.

    ``part`` says what isn't known, the option or its owner; ``nearest`` is the known name that is most like
    what was written, or empty.
    """

    part: str
    nearest: str


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Give the candidate that is most like a word, for a hint; empty if none is close.

    Letter case doesn't count. Of equally close candidates the first wins, so the answer is always the same.

    Parameters
    ----------
    word
        What was written.
    candidates
        The names that could have been meant.

    Returns
    -------
    str
        One of the candidates, or ``""``.

    Examples
    --------
    >>> nearest("licens", ["invest", "licence"])
    'licence'
    >>> nearest("Trade_First", ["trade_first"])
    'trade_first'
    >>> nearest("xyz", ["invest", "licence"])
    ''
    """
    best, score = "", _CLOSE
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word.casefold()[:200])
    for candidate in candidates:
        matcher.set_seq1(candidate.casefold()[:200])
        if matcher.real_quick_ratio() <= score or matcher.quick_ratio() <= score:
            continue
        ratio = matcher.ratio()
        if ratio > score:
            best, score = candidate, ratio
    return best


@dataclass(frozen=True, slots=True)
class Names:
    """All options of a situation by name: the short name where only one actor has it, ``OWNER.option`` always.

    Made by :meth:`of`. ``labels`` gives each option's shortest name that is unique, in option order.

    Examples
    --------
    >>> names = Names.of({"CHN": ["licence", "strike"], "BLR": ["strike"]})
    >>> names.labels
    ('licence', 'CHN.strike', 'BLR.strike')
    >>> names.lookup("licence"), names.lookup("CHN.licence")
    (0, 0)
    >>> names.lookup("strike")
    Ambiguity(spellings=('CHN.strike', 'BLR.strike'))
    >>> names.lookup("licens")
    Unknown(part='option', nearest='licence')
    """

    owners: tuple[str, ...]
    labels: tuple[str, ...]
    bits: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, owners: Mapping[str, Sequence[str]]) -> Names:
        """Collect the names of all options.

        Parameters
        ----------
        owners
            Ids of options by owner. The k-th option over all owners, in the order of the mapping, has bit k.

        Returns
        -------
        Names
            The names, ready for :meth:`lookup`.

        Raises
        ------
        ValueError
            If one owner has two options of one id.
        """
        pairs = [(owner, option) for owner, options in owners.items() for option in options]
        bits: dict[str, tuple[int, ...]] = {}
        for bit, (owner, option) in enumerate(pairs):
            dotted = f"{owner}.{option}"
            if dotted in bits:
                raise ValueError(f"expected each option of {owner} once, found {option!r} twice")
            bits[option] = (*bits.get(option, ()), bit)
            bits[dotted] = (bit,)
        labels = tuple(o if len(bits[o]) == 1 else f"{owner}.{o}" for owner, o in pairs)
        return cls(tuple(owners), labels, bits)

    def lookup(self, written: str) -> int | Ambiguity | Unknown:
        """Find the option that a written name stands for.

        Parameters
        ----------
        written
            ``option`` or ``OWNER.option``.

        Returns
        -------
        int or Ambiguity or Unknown
            The option's position in option order, or why there is none.
        """
        found = self.bits.get(written, ())
        if len(found) == 1:
            return found[0]
        if found:
            return Ambiguity(tuple(self.labels[bit] for bit in found))
        owner, dot, option = written.partition(".")
        if not dot:
            return Unknown("option", nearest(written, self.bits))
        if owner not in self.owners:
            return Unknown("owner", nearest(owner, self.owners))
        own = [name[len(owner) + 1 :] for name in self.bits if name.startswith(f"{owner}.")]
        close = nearest(option, own)
        return Unknown("option", f"{owner}.{close}" if close else "")


def spell(expr: Expr, labels: Sequence[str]) -> str:
    """Write an expression as an analyst would; parsing what is written gives the same expression again.

    Every part that is not a single option stands in parentheses, so nobody needs to know which operator
    binds more tightly.

    Parameters
    ----------
    expr
        An expression as the parser builds it: ``and`` and ``or`` have two parts or more, and a count is
        ``at_most_one`` or ``exactly_one``.
    labels
        A name for each option, in option order; an option beyond them is written by its own name.

    Returns
    -------
    str
        The expression as text, on one line.

    Raises
    ------
    ValueError
        For a count that has no written form.

    Examples
    --------
    >>> a, b = Taken(0, "a"), Taken(1, "b")
    >>> spell(Implies(Not(a), And((a, b))), ["a", "b"])
    '(not a) -> (a and b)'
    """
    waiting: list[str] = []
    for one in reversed(list(walk(expr))):
        parts = [waiting.pop() for _ in parts_of(one)]
        waiting.append(_written(one, parts, labels))
    return waiting.pop()


def _written(one: Expr, parts: list[str], labels: Sequence[str]) -> str:
    """Write one expression whose parts have been written."""
    inner = [text if _plain(part) else f"({text})" for part, text in zip(parts_of(one), parts, strict=True)]
    match one:
        case Taken(bit, name):
            return labels[bit] if 0 <= bit < len(labels) else name
        case Not():
            return f"not {inner[0]}"
        case Ever():
            return f"ever({parts[0]})"
        case Count(least, most):
            if most != 1 or least not in (0, 1):
                raise ValueError(f"a count between {least} and {most} has no written form")
            return f"{('at_most_one', 'exactly_one')[least]}({', '.join(parts)})"
        case Compare(measure, relation, number):
            return f"{measure.kind}({'/'.join(measure.arguments)}) {relation} {_decimal(number)}"
        case Implies(Not(), _):
            inner[0] = f"({parts[0]})"  # without brackets it would be read with a warning
    return _GLUE[type(one)].join(inner)


def _plain(part: Expr) -> bool:
    """Whether a part reads well without brackets inside another expression."""
    return isinstance(part, (Taken, Not, Count, Ever, Compare))


def _decimal(number: Fraction) -> str:
    """Write a fraction that came from a decimal number as one again."""
    places = next((k for k in range(64) if (number * 10**k).denominator == 1), None)
    if places is None:
        raise ValueError(f"{number} has no end as a decimal number")
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if number < 0 else "") + whole + (f".{rest}" if rest else "")
