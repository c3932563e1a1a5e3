"""Engine, twin and checker agree on a part of the corpus; ``tools/corpus.py`` goes through as much of it as is wanted."""

from collections import Counter

import numpy as np

from detente.conflict.stability import CONCEPTS
from naive.corpus import corpus, differences, indexed, large_graph, large_options


def test_every_verdict_is_the_twins_and_every_witness_is_accepted():
    rng, seen = np.random.default_rng(1), Counter()
    for draw in corpus(seed=21, count=120, large=0):
        for concept in CONCEPTS:
            assert differences(draw, concept, rng, seen) == []
    assert seen["answers"] > 1500
    assert 0.5 < seen["stable"] / seen["verdicts"] < 0.95


def test_models_of_many_states_agree_too():
    rng, seen = np.random.default_rng(4), Counter()
    for draw in (large_options(rng), large_graph(rng, most=40), large_graph(rng, most=40)):
        for concept in CONCEPTS:
            assert differences(indexed(draw), concept, rng, seen) == []
