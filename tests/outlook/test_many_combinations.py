"""Situations with very many combinations of types are gone through exactly, or drawn with a seed and an error."""

from math import sqrt

import numpy as np
import pytest

import detente
from detente.outlook import running, verdicts
from detente.outlook.model import Model
from naive.forecast import Model as Random


def actors(count, *, free=False):
    """The first two play the threat of the theory page; the others differ in what they'd do if the last one moved.

    The last one doesn't; with ``free``, all the others want their own options or don't, whatever the others do.
    """
    names, last = [f"A{i}" for i in range(count)], count - 1
    lines = [
        "detente: 1",
        "title: Many",
        "actors: {" + ", ".join(f"{name}: {name}" for name in names) + "}",
        "options: {" + ", ".join(f"{name}: {{o{i}: Option {i}}}" for i, name in enumerate(names)) + "}",
        "status_quo: []",
        "preferences:",
        "  A0: {statements: [not o1, o0]}",
        "  A1:",
        "    types:",
        "      firm: {prior: 30%, statements: [not o0, o0 -> o1, not o1]}",
        "      soft: {prior: 70%, statements: [not o1, not o0]}",
    ]
    for i, name in enumerate(names[2:], 2):
        wants = f"o{i}" if i == 2 or free else f"o{last} -> o{i}, not o{i}" if i < last else f"not o{i}, o0"
        lines += [
            f"  {name}:",
            "    types:",
            f"      one: {{prior: {i * 5}%, statements: [{wants}]}}",
            f"      other: {{prior: {100 - i * 5}%, statements: [not o{i}]}}",
        ]
    lines.append("questions:")
    lines += [
        f"  q{i}: {{text: Asked, when: o{i}, counted: at_end, base: 50%}}" for i in (0, 1, 2, count - 1)
    ]
    return "\n".join(lines) + "\n"


def told(model):
    mixture = model.mixture(model.central, model.filed)
    return {question.id: mixture.probability(question.id) for question in model.modelled}, mixture


def test_fourteen_actors_most_with_two_types_are_gone_through_exactly():
    model = Model(detente.load(actors(14)), None, 0, 1)
    found, mixture = told(model)
    assert len(model.stages[0].verdicts.rows) == 2**13
    assert found == pytest.approx({"q0": 1, "q1": 0.3, "q2": 0.1, "q13": 0})
    assert mixture.drawn == 0
    assert mixture.error("q2") is None


def test_of_still_more_some_are_drawn_and_the_error_is_told(monkeypatch):
    monkeypatch.setattr(running, "MOST_COMBINATIONS", 1000)
    sit = detente.load(actors(12))
    found, mixture = told(Model(sit, None, 0, 1))
    assert mixture.drawn == 1000
    for name, expected in {"q0": 1, "q1": 0.3, "q2": 0.1}.items():
        error = mixture.error(name)
        assert error == pytest.approx(sqrt(expected * (1 - expected) / 1000), abs=0.003)
        assert abs(found[name] - expected) <= 4 * error
    assert told(Model(sit, None, 0, 1))[0] == found
    assert told(Model(sit, None, 0, 2))[0] != found


def test_fewer_are_drawn_where_they_pass_very_many_states():
    """Eleven actors who move in any order pass a thousand states together."""
    found, mixture = told(Model(detente.load(actors(9, free=True)), None, 0, 1))
    assert mixture.drawn == 0
    found, mixture = told(Model(detente.load(actors(12, free=True)), None, 0, 1))
    assert mixture.drawn in {1024, 256}
    assert abs(found["q2"] - 0.1) <= 4 * mixture.error("q2")


def test_beliefs_over_combinations_that_were_drawn_are_weighed_by_their_chance_of_being_drawn(monkeypatch):
    """Else those that are likely would count twice: once for being drawn, once for being likely."""
    sit = detente.load(actors(12))

    def seen():
        model = Model(sit, None, 0, 1)
        deciding = model.stages[0].deciding(model.central, model.filed)
        answered = deciding.verdicts.answered(0, 0, "seq", [(0, 1)])
        return len(deciding.verdicts.rows), float(deciding.answer_probability(0, 0, answered, 0)[0])

    assert seen() == (2**11, pytest.approx(0.3))
    monkeypatch.setattr(running, "MOST_COMBINATIONS", 300)
    drawn, share = seen()
    assert drawn < 300
    assert share == pytest.approx(0.3, abs=0.04)


@pytest.mark.parametrize("seed", range(3))
def test_many_combinations_looked_at_in_blocks_tell_the_same(monkeypatch, seed):
    rng = np.random.default_rng(480 + seed)
    for _ in range(8):
        sit = detente.load(Random(rng).text())
        apart = told(Model(sit, None, 0, 1))[0]
        for block in (2, 3, 512):
            with monkeypatch.context() as patch:
                patch.setattr(verdicts, "_FEW", 1)
                patch.setattr(verdicts, "_BLOCK", block)
                assert told(Model(sit, None, 0, 1))[0] == apart
