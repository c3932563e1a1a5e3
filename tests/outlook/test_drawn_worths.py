"""Worths that are ranges are drawn, each draw with orders of preference of its own, and solved exactly."""

from fractions import Fraction

import numpy as np
import pytest

import detente
from detente.outlook import model as model_module
from detente.outlook.draws import Draws
from detente.outlook.model import Model
from naive.forecast import Model as Random
from naive.forecast import forecast

DRAWS, SEED = 4, 7

TIES = """\
detente: 1
title: Two weights, one tie
actors: {A: Alpha, B: Beta}
options: {A: {x: Trade, y: Arm}, B: {z: Cut}}
status_quo: []
preferences:
  A:
    weights:
      - {when: x, worth: 1 * tie(A/B/trade)}
      - {when: y, worth: 0.5}
      - {when: x and y, worth: -10}
  B: {statements: [not z]}
ties:
  - {from: A, to: B, vector: trade, year: 2020, status: not_reported, unit: share}
questions:
  trades: {text: Does Alpha trade?, when: x, counted: at_end, base: 50%}
"""


def prepared(text, draws=DRAWS, seed=SEED):
    sit = detente.load(text)
    return Model(sit, sit.as_of, draws, seed)


def quantity(ends):
    numbers = [Fraction(x) for x in ends]
    return detente.situation.records.Quantity(numbers[0], numbers[-1], numbers[1] if len(ends) == 3 else None)


def drawn_worths(random, draw):
    """The values that draws give, taken by the names of the inputs and rounded to millionths."""
    draws = Draws(DRAWS, SEED)
    return {
        (i, at): [
            Fraction(
                round(draws.value(f"preferences.A{i}.t{at}.weights.{k}.0", quantity(ends), draw) * 10**6),
                10**6,
            )
            for k, (_, ends) in enumerate(listed)
        ]
        for (i, at), listed in random.weights.items()
    }


def parts(mixture):
    return [(part.probability, part.passage.turns, part.passage.values) for part in mixture.parts]


def agrees(found, expected):
    told = {name: found.probability(name) for name in expected}
    assert told == pytest.approx({name: float(p) for name, p in expected.items()}, abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_every_draw_agrees_with_the_twin(seed):
    rng = np.random.default_rng(400 + seed)
    for _ in range(8):
        random = Random(rng, weighted=0.7)
        model = prepared(random.text())
        agrees(model.mixture(model.central, model.filed), forecast(random)[0])
        assert len(model.drawn) in {0, DRAWS}
        for draw, values in enumerate(model.drawn):
            random.worths = drawn_worths(random, draw)
            agrees(model.mixture(values, model.filed), forecast(random)[0])


def test_results_do_not_hang_on_how_many_draws_are_looked_at_together(monkeypatch):
    rng = np.random.default_rng(410)
    for _ in range(10):
        text = Random(rng, weighted=1, concepts=("seq", "seq2", "sseq")).text()
        sets = []
        for together in (1, 3, 256):
            monkeypatch.setattr(model_module, "_TOGETHER", together)
            model = prepared(text, draws=6)
            sets.append([parts(model.mixture(values, model.filed)) for values in model.drawn])
        assert sets[0] == sets[1] == sets[2]


def test_the_order_in_which_draws_are_solved_does_not_matter():
    text = Random(np.random.default_rng(411), weighted=1).text()
    one, other = prepared(text), prepared(text)
    forwards = [parts(one.mixture(values, one.filed)) for values in one.drawn]
    backwards = [parts(other.mixture(values, other.filed)) for values in reversed(other.drawn)]
    assert forwards == backwards[::-1]


def test_a_tie_of_unknown_value_is_drawn_between_nothing_and_all_and_is_one_number_everywhere():
    model = prepared(TIES, draws=40, seed=3)
    draws = Draws(40, 3)
    unknown = detente.situation.records.Quantity(Fraction(0), Fraction(1))
    value = [draws.value("tie.A/B/trade/", unknown, draw) for draw in range(40)]
    assert min(value) < 0.3
    assert max(value) > 0.7
    for at, values in zip(value, model.drawn, strict=True):
        assert model.mixture(values, model.filed).probability("trades") == float(at > 0.5)


def test_equal_orders_are_solved_once():
    model = prepared(TIES, draws=40, seed=3)
    assert len(model.taken.orders["A"]) == 3  # as the tie is worth less than, more than, or as much as arming


def test_a_range_of_no_width_draws_nothing():
    assert prepared(TIES.replace("status: not_reported", "value: 0.7")).drawn == []


def test_a_forecast_is_the_same_each_time_it_is_made():
    text = Random(np.random.default_rng(412), weighted=1).text()
    once, again = (detente.forecast(detente.load(text), draws=9, seed=2) for _ in range(2))
    assert once == again
    assert once.draws == 9


def test_ranges_of_worths_widen_the_interval_of_a_forecast():
    question = detente.forecast(detente.load(TIES), draws=60).questions["trades"]
    assert question.high - question.low > 0.9
