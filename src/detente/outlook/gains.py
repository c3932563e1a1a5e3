"""What it is worth to know something: for the score of an answer, in bits, and for a decision.

Without a decision two measures are given for an observation X of a question Q. The *expected Brier reduction*,
Var(E[Q | X]), is by how much the expected Brier score of the best forecast falls. The *expected information gain*,
H(Q) - E H(Q | X), is the same in bits. For a decision, it is by how much the expected utility of the best action grows.

References
----------
Raiffa (1968), Decision Analysis; Howard (1966), Information value theory.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import log2
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

_DIGITS = 15  # after which a gain is rounding


class Outcome(NamedTuple):
    """What an observation may turn out to be: its name, its probability, and the answer's probability then."""

    name: str
    probability: float
    answer: float


def brier_reduction(outcomes: Sequence[Outcome]) -> float:
    """Give the expected Brier reduction: the variance of the answer's probability over what may be observed.

    Examples
    --------
    A signal of P(+ | yes) = 0.8 and P(+ | no) = 0.25, with P(yes) = 0.3:

    >>> seen, unseen = 0.3 * 0.8 + 0.7 * 0.25, 0.3 * 0.2 + 0.7 * 0.75
    >>> signal = [Outcome("+", seen, 0.24 / seen), Outcome("-", unseen, 0.06 / unseen)]
    >>> round(brier_reduction(signal), 6), round(information_gain(signal), 6)
    (0.054949, 0.194578)
    """
    mean = sum(one.probability * one.answer for one in outcomes)
    return max(0.0, round(sum(one.probability * (one.answer - mean) ** 2 for one in outcomes), _DIGITS))


def information_gain(outcomes: Sequence[Outcome]) -> float:
    """Give the expected information gain in bits; see :func:`brier_reduction` for an example."""
    mean = sum(one.probability * one.answer for one in outcomes)
    left = sum(one.probability * _entropy(one.answer) for one in outcomes)
    return max(0.0, round(_entropy(mean) - left, _DIGITS))


def _entropy(p: float) -> float:
    """Give the entropy of a yes or no, in bits."""
    return sum(-one * log2(one) for one in (p, 1 - p) if one > 0)


def evpi(shares: ArrayLike, utilities: ArrayLike) -> float:
    """Give the expected value of perfect information: E max u - max E u.

    Parameters
    ----------
    shares : array_like of float, shape (states,)
        Probabilities of the states of the world.
    utilities : array_like of float, shape (actions, states)

    Examples
    --------
    >>> round(evpi([0.5, 0.3, 0.2], [[1500, 300, -800], [900, 600, -200], [500, 500, 500]]), 9)
    350.0
    """
    return _value(np.diag(np.asarray(shares, float)), utilities)


def evppi(shares: ArrayLike, utilities: ArrayLike, parameter: Sequence[Hashable]) -> float:
    """Give the expected value of knowing one parameter: E max E[u | parameter] - max E u.

    Parameters
    ----------
    shares : array_like of float, shape (states,)
    utilities : array_like of float, shape (actions, states)
    parameter : sequence, shape (states,)
        The value that the parameter has in each state.

    Examples
    --------
    To act pays t1 + t2, to wait nothing; t1 is -2 or 4 and t2 is -3 or 3. The values of knowing one don't add up.

    >>> t1, t2 = [-2, -2, 4, 4], [-3, 3, -3, 3]
    >>> utilities = [[a + b for a, b in zip(t1, t2)], [0, 0, 0, 0]]
    >>> [evppi([0.25] * 4, utilities, known) for known in (t1, t2)], evpi([0.25] * 4, utilities)
    ([1.0, 1.0], 1.25)
    """
    masks = [[one == value for one in parameter] for value in dict.fromkeys(parameter)]
    return _value(np.array(masks, float) * np.asarray(shares, float), utilities)


def evsi(shares: ArrayLike, utilities: ArrayLike, likelihoods: ArrayLike) -> float:
    """Give the expected value of an observation: E max E[u | x] - max E u.

    Parameters
    ----------
    shares : array_like of float, shape (states,)
    utilities : array_like of float, shape (actions, states)
    likelihoods : array_like of float, shape (observations, states)
        The probability of each observation in each state; columns sum to one.

    Examples
    --------
    To act costs 2, to wait costs 10 if the other is provoked (0.3):

    >>> costs = [[-2, -2], [-10, 0]]
    >>> round(evsi([0.3, 0.7], costs, [[0.8, 0.25], [0.2, 0.75]]), 9)
    0.57

    Notes
    -----
    0 <= EVSI <= EVPPI <= EVPI. Raiffa & Schlaifer (1961), Applied Statistical Decision Theory.
    """
    return _value(np.asarray(likelihoods, float) * np.asarray(shares, float), utilities)


def _value(joint: ArrayLike, utilities: ArrayLike) -> float:
    """Give what observing is worth; ``joint`` has a row for each observation and a column for each state."""
    together, payoffs = np.asarray(joint, float), np.asarray(utilities, float)
    knowing = float((together @ payoffs.T).max(axis=1).sum())
    return max(0.0, round(knowing - float((payoffs @ together.sum(axis=0)).max()), _DIGITS - 3))


class Decision(NamedTuple):
    """What one might do, and how good that is if the answer to the question is yes, and if it is no."""

    actions: tuple[str, ...]
    utilities: tuple[tuple[float, float], ...]

    def best(self, answer: float) -> tuple[str, float]:
        """Give the action of greatest expected utility, the first of equals, and that utility."""
        expected = [answer * yes + (1 - answer) * no for yes, no in self.utilities]
        at = int(np.argmax(np.round(expected, 12)))
        return self.actions[at], expected[at]

    def perfect(self, answer: float) -> float:
        """Give the value of knowing the answer."""
        return evpi([answer, 1 - answer], self.utilities)

    def worth(self, outcomes: Sequence[Outcome]) -> float:
        """Give the value of an observation before one decides."""
        joint = [[one.probability * one.answer, one.probability * (1 - one.answer)] for one in outcomes]
        return _value(joint, self.utilities)
