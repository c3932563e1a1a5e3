"""What information is worth: by trying every rule of decision, and what must hold whatever the numbers."""

from itertools import pairwise, product
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.outlook.gains import (
    Decision,
    Outcome,
    brier_reduction,
    evpi,
    evppi,
    evsi,
    information_gain,
)

SHARE = st.integers(1, 20)
PAYOFF = st.integers(-50, 50)


def shared(numbers):
    return [one / sum(numbers) for one in numbers]


def best_rule(shares, utilities, likelihoods):
    """Try every way to answer observations with actions; give the greatest expected utility."""
    seen, states = range(len(likelihoods)), range(len(shares))
    return max(
        sum(shares[s] * likelihoods[x][s] * utilities[rule[x]][s] for x in seen for s in states)
        for rule in product(range(len(utilities)), repeat=len(likelihoods))
    )


@st.composite
def decisions(draw):
    """Four states, which are pairs of two parameters; two or three actions; a signal of the first parameter."""
    shares = shared([draw(SHARE) for _ in range(4)])
    utilities = [[draw(PAYOFF) for _ in range(4)] for _ in range(draw(st.integers(2, 3)))]
    a, b = (draw(st.integers(0, 10)) / 10 for _ in range(2))
    return shares, utilities, [[a, a, b, b], [1 - a, 1 - a, 1 - b, 1 - b]]


@settings(max_examples=80, deadline=None)
@given(decisions())
def test_a_signal_is_worth_what_the_best_rule_gains(decision):
    shares, utilities, likelihoods = decision
    now = best_rule(shares, utilities, [[1] * 4])
    assert evsi(shares, utilities, likelihoods) == pytest.approx(
        best_rule(shares, utilities, likelihoods) - now, abs=1e-9
    )
    known = [[1, 1, 0, 0], [0, 0, 1, 1]]
    assert evppi(shares, utilities, "aabb") == pytest.approx(
        best_rule(shares, utilities, known) - now, abs=1e-9
    )
    all_known = [[float(s == x) for s in range(4)] for x in range(4)]
    assert evpi(shares, utilities) == pytest.approx(best_rule(shares, utilities, all_known) - now, abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(decisions())
def test_a_signal_is_worth_no_more_than_its_parameter_and_that_no_more_than_everything(decision):
    shares, utilities, likelihoods = decision
    values = [
        0.0,
        evsi(shares, utilities, likelihoods),
        evppi(shares, utilities, "aabb"),
        evpi(shares, utilities),
    ]
    assert all(one <= other + 1e-9 for one, other in pairwise(values))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(SHARE, st.integers(0, 20)), min_size=1, max_size=5))
def test_both_measures_lie_between_nothing_and_knowing_the_answer(listed):
    shares = shared([one for one, _ in listed])
    outcomes = [
        Outcome(str(k), p, yes / 20) for k, (p, (_, yes)) in enumerate(zip(shares, listed, strict=True))
    ]
    mean = sum(one.probability * one.answer for one in outcomes)
    expected = sum(p * (one.answer * (1 - one.answer)) for p, one in zip(shares, outcomes, strict=True))
    assert brier_reduction(outcomes) == pytest.approx(mean * (1 - mean) - expected, abs=1e-12)
    whole = -sum(p * log2(p) for p in (mean, 1 - mean) if p > 0)
    assert 0 <= information_gain(outcomes) <= whole + 1e-12


def test_of_equally_good_actions_the_first_is_named():
    decision = Decision(("stay", "go"), ((1, 1), (1, 1)))
    assert decision.best(0.3) == ("stay", 1)
    assert decision.perfect(0.3) == 0


def test_what_would_not_change_the_action_is_worth_nothing_though_it_moves_the_answer():
    decision = Decision(("stay", "go"), ((10, 10), (0, 0)))
    outcomes = [Outcome("seen", 0.5, 0.9), Outcome("not seen", 0.5, 0.1)]
    assert decision.worth(outcomes) == 0
    assert brier_reduction(outcomes) == pytest.approx(0.16)
