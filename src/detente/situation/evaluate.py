"""Whether an expression holds: at one state, or at all states at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, reduce
from operator import and_, or_
from typing import Any

import numpy as np
import numpy.typing as npt

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

_BLOCK = 1 << 15  # codes looked at together: their intermediate arrays stay in the processor's cache

_ALL_OF_NONE = True  # where a conjunction starts; a disjunction starts from the opposite


def truth(expr: Expr, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Tell at which states an expression holds.

    Parameters
    ----------
    expr
        An expression about a single state.
    codes
        States as bit patterns, shape (n,), int64: bit b is set where the option at position b is taken.

    Returns
    -------
    numpy.ndarray
        Shape (n,), bool.

    Raises
    ------
    ValueError
        For ``ever`` and comparisons of ties, which a single state can't answer.

    Notes
    -----
    One array operation per part of the expression and block of states; memory beyond the result is bounded.
    Nothing recurses, so depth doesn't matter.

    Examples
    --------
    >>> truth(Implies(Taken(0, "a"), Taken(1, "b")), np.arange(4))
    array([ True, False,  True,  True])
    """
    codes = np.asarray(codes, dtype=np.int64)
    order = _parts_first(expr)
    holds_at = np.empty(codes.shape, dtype=np.bool_)
    for start in range(0, len(codes), _BLOCK):
        block = codes[start : start + _BLOCK]
        holds_at[start : start + _BLOCK] = _folded(order, partial(_taken_at, block))
    return holds_at


def holds(expr: Expr, code: int) -> bool:
    """Tell whether an expression holds at one state.

    Parameters
    ----------
    expr
        An expression about a single state.
    code
        The state as a bit pattern.

    Returns
    -------
    bool
        Whether it holds.

    Raises
    ------
    ValueError
        For ``ever`` and comparisons of ties, which a single state can't answer.

    Examples
    --------
    >>> holds(Count(1, 1, (Taken(0, "a"), Taken(1, "b"))), 0b10)
    True
    """
    return bool(_folded(_parts_first(expr), lambda bit: bool(code >> bit & 1)))


def _taken_at(codes: npt.NDArray[np.int64], bit: int) -> npt.NDArray[np.bool_]:
    """Tell at which states an option is taken."""
    return (codes >> bit & 1).astype(np.bool_)


def _parts_first(expr: Expr) -> list[Expr]:
    """List an expression and its parts, every part before its whole; refuse what one state can't answer."""
    order = list(walk(expr))
    order.reverse()
    for one in order:
        if isinstance(one, (Ever, Compare)):
            what = "ever(...)" if isinstance(one, Ever) else f"{one.measure.kind}(...)"
            raise ValueError(f"{what} is answered by a forecast; expected an expression about a single state")  # noqa: TRY004 - the type is right, its use isn't
    return order


def _folded(order: Sequence[Expr], taken: Callable[[int], Any]) -> Any:
    """Combine the truth of options upwards; works on booleans and on arrays of them."""
    waiting: list[Any] = []
    for one in order:
        parts = [waiting.pop() for _ in parts_of(one)]
        waiting.append(taken(one.bit) if isinstance(one, Taken) else _combined(one, parts))
    return waiting.pop()


def _combined(one: Expr, parts: list[Any]) -> Any:
    """Combine the truth of the parts of one expression."""
    match one:
        case Not():
            return parts[0] ^ True
        case And():
            return reduce(and_, parts, _ALL_OF_NONE)
        case Or():
            return reduce(or_, parts, not _ALL_OF_NONE)
        case Implies():
            return parts[0] ^ True | parts[1]
        case Iff():
            return parts[0] ^ parts[1] ^ True
        case Count(least, most):
            number = sum(part * 1 for part in parts)
            return (number >= least) & (number <= most)
    raise AssertionError(one)
