"""How variance divides between the ranges of a file, and how answers spread over draws."""

import numpy as np
import pytest

import detente
from detente.outlook.answering import Answering, model_of
from detente.outlook.variance import Spread, finite_indices, indices_of, sampled_indices, spread

TWO_EVENTS = """\
detente: 1
title: Two events
actors: {A: Alpha}
options: {A: {x: X, y: Y}}
status_quo: []
preferences: {A: {statements: [not x, not y]}}
hypotheses: {why: {text: Why?, answers: {a: [20%, 60%], b: rest}}}
events:
  one: {text: One, chance: [0%, 60%], sets: {x: yes}}
  two: {text: Two, chance: [60%, 100%], sets: {y: yes}}
questions:
  both: {text: Both?, when: x and y, counted: ever}
  never: {text: Neither nor?, when: x and not x, counted: ever}
  rain: {text: Rain?, base: 10%}
"""


def indices(text, question, samples):
    sit = detente.load(text)
    found = indices_of(Answering(model_of(sit, question, None), question), samples=samples)
    return found and {one.input: one.indices for one in found}


def test_a_product_of_two_uniform_inputs():
    """Means 0.3 and 0.8, variances 0.03 and 0.04/3: Var(XY) = 0.3^2 v + 0.8^2 u + u v."""
    found = indices(TWO_EVENTS, "both", 512)
    u, v = 0.6**2 / 12, 0.4**2 / 12
    whole = 0.3**2 * v + 0.8**2 * u + u * v
    assert list(found) == ["events.one.chance", "events.two.chance"]
    first, second = found.values()
    assert first.first == pytest.approx(0.8**2 * u / whole, abs=0.02)
    assert second.first == pytest.approx(0.3**2 * v / whole, abs=0.02)
    assert first.total == pytest.approx((0.8**2 * u + u * v) / whole, abs=0.02)
    assert second.total == pytest.approx((0.3**2 * v + u * v) / whole, abs=0.02)


def test_what_never_varies_has_no_indices():
    assert indices(TWO_EVENTS, "never", 8) is None
    assert indices(TWO_EVENTS.replace("[0%, 60%]", "30%").replace("[60%, 100%]", "80%"), "both", 8) is None


def test_a_range_of_a_worth_is_an_input_and_orders_are_solved_once():
    text = """\
detente: 1
title: A worth
actors: {A: Alpha}
options: {A: {go: Go}}
status_quo: []
preferences: {A: {weights: [{when: go, worth: [-1, 3]}]}}
questions: {goes: {text: Goes?, when: go, counted: ever}}
"""
    answering = Answering(model_of(detente.load(text), "goes", None), "goes")
    name = answering.stakes[0].name
    values = [{name: -1 + 4 * k / 64} for k in range(65)]
    assert answering.probabilities(values) == [0.0 if k <= 16 else 1.0 for k in range(65)]
    (index,) = indices(text, "goes", 64).values()
    assert (index.first, index.total) == pytest.approx((1, 1), abs=0.1)


def test_of_two_types_the_prior_is_one_input_by_its_own_name():
    text = TWO_EVENTS.replace(
        "{A: {statements: [not x, not y]}}",
        "{A: {types: {p: {prior: [20%, 40%], statements: [x]}, q: {statements: [not x]}}}}",
    ).replace("when: x and y", "when: x")
    assert "preferences.A.types.p.prior" in indices(text, "both", 64)


@pytest.mark.parametrize("samples", [0, 1, 3, 100])
def test_the_number_of_samples_is_a_power_of_two(samples):
    with pytest.raises(ValueError, match="power of two"):
        sampled_indices(lambda points: points[:, 0], 1, samples=samples)


def test_samples_hang_on_the_seed_alone_and_leave_global_random_numbers_be():
    def answers(points):
        return points[:, 0] ** 2 + points[:, 1]

    state = np.random.get_state()  # noqa: NPY002 - it is the global one that is watched
    first = sampled_indices(answers, 2, samples=64, seed=0)
    after = np.random.get_state()  # noqa: NPY002 - as above
    assert all(np.array_equal(a, b) for a, b in zip(state, after, strict=True))
    np.random.seed(5)  # noqa: NPY002 - as above
    assert sampled_indices(answers, 2, samples=64, seed=0) == first
    assert sampled_indices(answers, 2, samples=64, seed=1) != first


def test_first_order_never_exceeds_total_where_all_is_gone_through():
    generator = np.random.default_rng(3)
    rows = [(a, b, c) for a in range(3) for b in range(2) for c in range(2)]
    for _ in range(20):
        each = [generator.dirichlet(np.ones(k)) for k in (3, 2, 2)]
        shares = [float(each[0][a] * each[1][b] * each[2][c]) for a, b, c in rows]
        found = finite_indices(rows, shares, generator.random(len(rows)).tolist())
        assert all(-1e-12 <= one.first <= one.total + 1e-12 for one in found)
        assert sum(one.first for one in found) <= 1 + 1e-12


def test_a_spread_is_that_of_the_forecasts_own_draws():
    sit = detente.load(TWO_EVENTS)
    found = spread(sit, "both", draws=40, seed=3)
    bounds = detente.forecast(sit, draws=40, seed=3, span=False).questions["both"]
    doubt, base = 0.05, 0.5
    assert doubt * base + (1 - doubt) * found.least <= bounds.low
    assert bounds.high <= doubt * base + (1 - doubt) * found.most
    assert found.mean == pytest.approx(0.24, abs=0.03)
    assert found == spread(sit, "both", draws=40, seed=3)
    assert isinstance(found, Spread)


def test_without_draws_there_is_no_spread():
    assert spread(detente.load(TWO_EVENTS), "both", draws=0) is None
