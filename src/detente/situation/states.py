"""Feasible states: the bit patterns over all options that every rule allows, and how they are written.

The option at position b in option order is bit b of a state's code; a set bit is a yes. A pattern writes a state
as one letter per option, in option order: Y, N, and - for either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt

from detente.situation.dividing import divided
from detente.situation.expressions import Expr
from detente.situation.growth import Codes, completable
from detente.situation.listing import Counted, counted, listed, subsets

MOST_OPTIONS = 63
MOST_STATES = 1 << 24

# work of looking for a contradiction, in units of growth: what may be spent, and what dividing costs per rule
_PATIENCE = 1 << 28
_DIVIDING = 1 << 13


def pattern_of(code: int, options: int) -> str:
    """Write a state as a pattern.

    Parameters
    ----------
    code
        The state's bit pattern.
    options
        How many options there are.

    Returns
    -------
    str
        Y or N for each option, in option order.

    Examples
    --------
    >>> pattern_of(0b011, 3)
    'YYN'
    """
    return format(code, f"0{options}b")[::-1].translate(_LETTERS) if options else ""


_LETTERS = str.maketrans("01", "NY")


def code_of(pattern: str) -> int:
    """Read a pattern of Y and N as a state's code.

    Parameters
    ----------
    pattern
        One letter per option, in option order.

    Returns
    -------
    int
        The bit pattern.

    Raises
    ------
    ValueError
        If another sign than Y and N stands in it.

    Examples
    --------
    >>> code_of("YYN")
    3
    """
    _checked(pattern, "YN")
    return sum(1 << bit for bit, letter in enumerate(pattern) if letter == "Y")


def pattern_mask(pattern: str, codes: Codes) -> npt.NDArray[np.bool_]:
    """Tell which states match a pattern.

    Parameters
    ----------
    pattern
        Y, N or - (either) per option, in option order; options beyond its end may be either.
    codes
        States, shape (n,), int64.

    Returns
    -------
    numpy.ndarray
        Shape (n,), bool.

    Raises
    ------
    ValueError
        If another sign than Y, N and - stands in it.

    Examples
    --------
    >>> pattern_mask("-Y", np.arange(4))
    array([False, False,  True,  True])
    """
    _checked(pattern, "YN-")
    said = sum(1 << bit for bit, letter in enumerate(pattern) if letter != "-")
    matches: npt.NDArray[np.bool_] = (np.asarray(codes, dtype=np.int64) & said) == code_of(
        pattern.replace("-", "N")
    )
    return matches


def within(state: str, pattern: str) -> bool:
    """Tell whether a state, or a pattern, has each sign that a pattern asks for.

    Parameters
    ----------
    state
        Over Y, N and -.
    pattern
        Likewise; - asks for nothing.

    Returns
    -------
    bool

    Examples
    --------
    >>> within("YNN", "-N-"), within("-N-", "-N-"), within("YYN", "-N-")
    (True, True, False)
    """
    return len(state) == len(pattern) and all(
        asked in ("-", sign) for sign, asked in zip(state, pattern, strict=True)
    )


def _checked(pattern: str, signs: str) -> None:
    """Refuse a pattern with other signs."""
    for place, sign in enumerate(pattern, 1):
        if sign not in signs:
            expected = ", ".join(signs)
            raise ValueError(
                f"pattern {pattern!r}: expected one of {expected} at place {place}, found {sign!r}"
            )


@dataclass(frozen=True, slots=True)
class Labels(Sequence[str]):
    """The patterns of states, written when they are asked for."""

    codes: Codes
    options: int

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, position: int) -> str: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[str, ...]: ...
    def __getitem__(self, position: int | slice) -> str | tuple[str, ...]:
        if isinstance(position, slice):
            return tuple(Labels(self.codes[position], self.options))
        return pattern_of(int(self.codes[position]), self.options)

    def __iter__(self) -> Iterator[str]:
        return (pattern_of(int(code), self.options) for code in self.codes)


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """Feasible states in ascending order of their codes.

    ``codes`` is a read-only array of int64, shape (states,); ``options`` is how many options there are.

    Examples
    --------
    >>> states = feasible_states(2, [])
    >>> list(states.labels), states.find(0b10), states.find(0b111)
    (['NN', 'YN', 'NY', 'YY'], 2, None)
    """

    codes: Codes
    options: int

    def __post_init__(self) -> None:
        self.codes.setflags(write=False)

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def labels(self) -> Labels:
        """The states as patterns, in the order of the codes."""
        return Labels(self.codes, self.options)

    def find(self, code: int) -> int | None:
        """Give the position of a state, None if it isn't feasible; by bisection."""
        if not 0 <= code < 1 << MOST_OPTIONS:
            return None
        position = int(np.searchsorted(self.codes, code))
        return position if position < len(self) and int(self.codes[position]) == code else None

    def positions(self, codes: Codes) -> npt.NDArray[np.int64]:
        """Give the position of each state, -1 where it isn't feasible; shape as given, by bisection."""
        if not len(self):
            return np.full(np.shape(codes), -1, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.codes, codes), len(self) - 1)
        return np.where(self.codes[found] == codes, found, -1)


class Part(NamedTuple):
    """Options that rules tie together, and in how many ways they can be decided."""

    options: tuple[int, ...]
    states: int


class TooManyStates(Exception):  # noqa: N818 - says what is there, and a caller makes a fault of it
    """More states are feasible than can be listed.

    Attributes
    ----------
    count
        How many there are; where ``bound`` is true, how many there are at least.
    bound
        Whether ``count`` is a lower bound only.
    free
        Positions of the options that no rule says anything about: each of them doubles the number.
    parts
        What the rules tie together, the most numerous first.
    """

    def __init__(self, count: int, *, bound: bool, free: tuple[int, ...], parts: tuple[Part, ...]) -> None:
        super().__init__(f"{'at least ' if bound else ''}{count:,} states are feasible")
        self.count, self.bound, self.free, self.parts = count, bound, free, parts


def feasible_states(
    options: int, rules: Sequence[Expr], *, limit: int = MOST_STATES, fixed: Mapping[int, bool] | None = None
) -> States:
    """List the states that satisfy every rule.

    Parameters
    ----------
    options
        How many options there are, at most 63.
    rules
        What a feasible state satisfies.
    limit
        The most states that may be listed.
    fixed
        Options that have the given value in every state.

    Returns
    -------
    States
        All feasible states, ascending; perhaps none.

    Raises
    ------
    TooManyStates
        If there are more than ``limit``; found out before they are listed.
    ValueError
        If there are more than 63 options, or a rule names an option beyond them.

    Notes
    -----
    Options that share no rule don't affect each other, so the number of states is a product over groups of
    options; each group is counted, then listed. Time and memory follow the number of states and the number of
    options that rules hold open at once, not 2 to the number of options.

    Examples
    --------
    >>> from detente.situation.expressions import Implies, Taken
    >>> feasible_states(2, [Implies(Taken(0, "transfer"), Taken(1, "licence"))]).labels[:]
    ('NN', 'NY', 'YY')
    """
    if options > MOST_OPTIONS:
        raise ValueError(f"expected at most {MOST_OPTIONS} options, found {options}")
    whole = divided(options, rules, fixed or {})
    sizes = [] if whole is None else [counted(group, start, limit) for group, start in whole.groups]
    if whole is None or Counted(0) in sizes:
        return States(np.empty(0, dtype=np.int64), options)
    total = prod(one.states for one in sizes) << len(whole.free)
    bound = any(one.bound for one in sizes)
    if total > limit or bound:
        parts = [
            Part(tuple(sorted(group.options)), one.states)
            for (group, _), one in zip(whole.groups, sizes, strict=True)
        ]
        parts.sort(key=lambda part: -part.states)
        raise TooManyStates(total, bound=bound, free=whole.free, parts=tuple(parts))
    choices = [
        listed(group, start, one.states) for (group, start), one in zip(whole.groups, sizes, strict=True)
    ]
    return States(_product(whole.settled, [*choices, subsets(whole.free)]), options)


def _product(settled: int, choices: list[Codes]) -> Codes:
    """Put every choice together with every other; ascending."""
    codes, *others = sorted(choices, key=lambda one: int(one[-1]))
    for own in others:
        codes = (own[:, np.newaxis] | codes).reshape(-1)
    codes |= settled
    if not (codes[1:] > codes[:-1]).all():
        codes.sort()
    return codes


def conflicting(
    options: int, rules: Sequence[Expr], fixed: Mapping[int, bool] | None = None
) -> tuple[int, ...]:
    """Find a core of rules that together admit no state: leave out any one of them and some state is left.

    Parameters
    ----------
    options
        How many options there are.
    rules
        Rules that no state satisfies.
    fixed
        Options that have the given value in every state.

    Returns
    -------
    tuple of int
        Ascending positions in ``rules``; empty if the rules do admit a state.

    Notes
    -----
    Deletion filter: a rule without which there is still no state is left out for good; runs of rules are tried
    before single ones. The core is minimal, not always the smallest there is. Among hundreds of rules that
    contradict each other only in ways hard to find, the search ends early; what is left then still admits no
    state, but may hold more rules than needed.

    Examples
    --------
    >>> from detente.situation.expressions import Not, Taken
    >>> a, b = Taken(0, "a"), Taken(1, "b")
    >>> conflicting(2, [b, a, Not(a)])
    (1, 2)
    """
    fixed = fixed or {}
    core = list(range(len(rules)))
    admits, work = _admits(options, rules, fixed)
    if admits:
        return ()
    run = len(core)
    while run and work < _PATIENCE:
        at = 0
        while at < len(core) and work < _PATIENCE:
            rest = core[:at] + core[at + run :]
            admits, more = _admits(options, [rules[k] for k in rest], fixed)
            work += more
            if admits is False:
                core = rest
            else:
                at += run
        run //= 2
    return tuple(core)


def _admits(options: int, rules: Sequence[Expr], fixed: Mapping[int, bool]) -> tuple[bool | None, int]:
    """Tell whether some state satisfies the rules (None where that is too hard to tell), and the work of it."""
    work = _DIVIDING * len(rules)
    whole = divided(options, rules, fixed)
    if whole is None:
        return False, work
    admits: bool | None = True
    for group, start in whole.groups:
        completes, more = completable(group, start, _PATIENCE)
        work += more
        if completes is False:
            return False, work
        admits = admits and completes
    return admits, work
