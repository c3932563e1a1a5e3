"""A model made after another one says the same as one made afresh."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

import detente
from detente.outlook.edits import every_edit
from detente.outlook.edits_structural import structural_edits
from detente.outlook.model import Model
from detente.outlook.turning import edited
from naive.forecast import Model as Random


def told(model):
    mixture = model.mixture(model.central, model.filed)
    return {question.id: mixture.probability(question.id) for question in model.modelled}


def spread(model):
    return [
        {
            question.id: model.mixture(values, model.filed).probability(question.id)
            for question in model.modelled
        }
        for values in model.drawn
    ]


@pytest.mark.parametrize("seed", range(6))
def test_an_edited_situation_is_told_alike_with_and_without_another_model(seed):
    rng = np.random.default_rng(420 + seed)
    for _ in range(3):
        sit = detente.load(Random(rng, weighted=0.2).text())
        before = Model(sit, None, 0, 1)
        told(before)
        edits = [*every_edit(sit), *structural_edits(sit, sit.questions["at_end"])]
        for at in rng.permutation(len(edits))[:25].tolist():
            try:
                other = edited(sit, [edits[at]])
                afresh = Model(other, None, 0, 1)
            except ValueError:
                continue
            assert told(Model(other, None, 0, 1, before=before)) == told(afresh), edits[at].text


def test_edits_made_one_after_another_do_not_add_up():
    rng = np.random.default_rng(430)
    sit = detente.load(Random(rng).text())
    before = Model(sit, None, 0, 1)
    as_filed = told(before)
    for edit in every_edit(sit):
        told(Model(edited(sit, [edit]), None, 0, 1, before=before))
    assert told(before) == as_filed
    assert told(Model(sit, None, 0, 1, before=before)) == as_filed


def test_draws_are_told_alike_after_another_model():
    rng = np.random.default_rng(431)
    for _ in range(4):
        sit = detente.load(Random(rng, weighted=0.6).text())
        other = edited(sit, [next(one for one in every_edit(sit) if one.kind == "behaviour")])
        before = Model(sit, None, 5, 1)
        spread(before)
        assert spread(Model(other, None, 5, 1, before=before)) == spread(Model(other, None, 5, 1))


def test_nothing_is_taken_from_a_model_of_other_states():
    rng = np.random.default_rng(432)
    one, another = (detente.load(Random(rng).text()) for _ in range(2))
    before = Model(one, None, 0, 1)
    told(before)
    assert told(Model(another, None, 0, 1, before=before)) == told(Model(another, None, 0, 1))


def test_a_model_of_the_same_situation_on_another_day_takes_everything_over():
    sit = detente.load("prisoners-dilemma")
    before = Model(replace(sit, as_of=dt.date(2020, 1, 1)), None, 0, 1)
    assert told(Model(sit, None, 0, 1, before=before)) == told(before)
