"""The order of preference of a type whose weights have ranges, for any values of them.

States at which the same weights hold are worth the same, whatever the values. So worths are added up, and compared, once
for each pattern of weights that occurs, not for each state.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import NamedTuple

import numpy as np

from detente.conflict.moves import Ints
from detente.conflict.ranks import dense_ranks, ranks_by_statements, ranks_by_worth
from detente.conflict.situated import recorded
from detente.outlook.draws import Draws
from detente.situation.evaluate import truth
from detente.situation.records import Quantity, Situation, Type

_GRID = 10**6  # drawn values are whole millionths, so that worths are added and compared exactly


class Factor(NamedTuple):
    """A number that a worth is made of, and the name by which it is drawn."""

    name: str
    quantity: Quantity


class DrawnOrder:
    """The order of a type as its worths are drawn.

    Parameters
    ----------
    sit : Situation
        In option form.
    kind : Type
        One with weights.
    """

    def __init__(self, sit: Situation, kind: Type) -> None:
        assert sit.states is not None  # noqa: S101 - weights need states
        parts = [*(one.expr for one in kind.above), *(one.expr for one in kind.weights)]
        holds = np.array([truth(part, sit.states.codes) for part in parts])
        self._state = ranks_by_statements(holds)  # numbers the patterns
        patterns = holds[:, np.unique(self._state, return_index=True)[1]]
        self._holds = patterns[len(kind.above) :]
        self._above = ranks_by_statements(patterns[: len(kind.above)]) if kind.above else None
        self._worths = worths_of(sit, kind)

    def drawn(self, draws: Draws, draw: int) -> Ints:
        """Rank the patterns of weights as one draw has it.

        Parameters
        ----------
        draws : Draws
        draw : int

        Returns
        -------
        array of int32, shape (patterns,)
        """
        worths = [sum((_product(draws, term, draw) for term in terms), Fraction(0)) for terms in self._worths]
        ranks = ranks_by_worth(self._holds, worths)
        if self._above is None:
            return ranks
        return dense_ranks(self._above.astype(np.int64) * (int(ranks.max(initial=0)) + 1) + ranks)

    def over_states(self, ranks: Ints) -> Ints:
        """Give the ranks of all feasible states from those of the patterns."""
        return np.asarray(ranks[self._state], np.int32)


def worths_of(sit: Situation, kind: Type) -> list[list[list[Factor]]]:
    """Give what the worth of each weight is made of: a sum of terms, each a product of factors.

    A factor that the file writes is drawn by its place there, the recorded value of a tie by the name of the tie: it is
    one number, wherever it is referred to.
    """
    found = []
    for at, weight in enumerate(kind.weights):
        terms = []
        for k, (factor, tie) in enumerate(weight.worth.terms):
            term = [Factor(f"preferences.{kind.actor}.{kind.id}.weights.{at}.{k}", factor)]
            if tie is not None:
                name = f"tie.{tie.source}/{tie.target}/{tie.vector}/{tie.year or ''}"
                term.append(Factor(name, recorded(sit, tie)))
            terms.append(term)
        found.append(terms)
    return found


def is_drawn(sit: Situation, kind: Type) -> bool:
    """Tell whether any worth of a type is a range, or hangs on a tie whose value is one or isn't known."""
    factors = (factor for terms in worths_of(sit, kind) for term in terms for factor in term)
    return any(not factor.quantity.is_point for factor in factors)


def _product(draws: Draws, term: Sequence[Factor], draw: int) -> Fraction:
    return prod((_value(draws, factor, draw) for factor in term), start=Fraction(1))


def _value(draws: Draws, factor: Factor, draw: int) -> Fraction:
    """Take a value; what is one number stays as it is."""
    if factor.quantity.is_point:
        return factor.quantity.low
    return Fraction(round(draws.value(*factor, draw) * _GRID), _GRID)
