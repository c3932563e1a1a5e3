"""Forecasts against a twin written from the definitions, and what must hold of every forecast."""

import numpy as np
import pytest

import detente
from naive.forecast import Model, forecast


def labelled(states):
    return frozenset("".join("Y" if taken else "N" for taken in state) for state in states)


@pytest.mark.parametrize("seed", range(12))
def test_forecasts_agree_with_the_twin_on_random_situations(seed):
    rng = np.random.default_rng(seed)
    for _ in range(25):
        model = Model(rng)
        found = detente.forecast(detente.load(model.text()), draws=0)
        expected, ends = forecast(model)
        told = {name: question.undoubted for name, question in found.questions.items()}
        assert told == pytest.approx({name: float(p) for name, p in expected.items()}, abs=1e-9), model.text()
        outcomes = {frozenset(one.states): one.probability for one in found.outcomes}
        assert outcomes == pytest.approx({labelled(states): float(p) for states, p in ends.items()}, abs=1e-9)
