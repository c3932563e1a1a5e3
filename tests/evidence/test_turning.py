"""What turns a belief: the fewest origins to drop, and the prior at which two types stand even."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.beliefs import beliefs
from detente.evidence.turning import evening_prior, fewest_drops, turning
from evidence.making import observation, situation
from evidence.test_linchpins import deprived, drawn, leads, shares
from naive.turning import fewest

WEIGHTS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.integers(-20, 20).map(lambda n: n / 8) | st.just(math.inf), max_size=7
)


@given(st.integers(-8, 16).map(lambda n: n / 8), WEIGHTS)
def test_the_fewest_drops_are_found_and_all_of_them(log_odds, weights):
    size, sets = fewest(log_odds, weights)
    found = fewest_drops(log_odds, weights, most=1000)
    assert found.whole
    assert (found.size, set(found.sets)) == (size, set(sets))


@given(st.integers(0, 16).map(lambda n: n / 8), WEIGHTS)
def test_a_short_list_says_that_it_is_short(log_odds, weights):
    whole, short = fewest_drops(log_odds, weights, most=1000), fewest_drops(log_odds, weights, most=2)
    assert short.size == whole.size
    assert short.sets == whole.sets[:2]
    assert short.whole == (len(whole.sets) <= 2)


def test_many_weights_are_no_matter():
    found = fewest_drops(-0.25, {f"e{k}": 0.5 + k / 1000 for k in range(900)})
    assert (found.size, len(found.sets), found.whole) == (900, 1, True)
    found = fewest_drops(-200.0, {f"e{k}": 0.5 + k / 1000 for k in range(900)}, most=5)
    assert found.size is not None
    assert (len(found.sets), found.whole) == (5, False)


@pytest.mark.parametrize("seed", range(60))
def test_a_file_s_drops_are_the_smallest_that_depose_the_leader(seed):
    sit = drawn(seed, types=2 + seed % 3, dependence=seed % 2 == 0)
    first = min(leads(shares(sit)))
    names = list(dict.fromkeys(one.origin for one in sit.evidence.values()))
    found = turning(sit)["CHN"]
    assert found.limit is None
    assert found.leader == list(sit.preferences["CHN"].types)[first]
    for size in range(1, len(names) + 1):
        sets = [
            frozenset(some)
            for some in itertools.combinations(names, size)
            if first not in leads(shares(deprived(sit, set(some))))
        ]
        if sets:
            assert found.drops.size == size
            assert {frozenset(one) for one in found.drops.sets} == set(sets)
            return
    assert found.drops.size is None


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_at_the_evening_prior_both_stand_even(seed):
    sit = drawn(seed, types=2)
    found = turning(sit)["CHN"]
    ((rival, prior),) = found.evens_at.items()
    even = {"CHN": {found.leader: prior, rival: None}}
    again = situation(
        even,
        *sit.evidence.values(),
        sources={"s": "F"},
        dependence=[(one.evidence, float(one.correlation)) for one in sit.dependence],
    )
    assert beliefs(again)["CHN"][rival].value == pytest.approx(0.5, abs=1e-9)


def test_an_observation_that_rules_a_rival_out_must_go():
    rows = {"x": (0.5, 0), "y": (0.9, 0.1), "z": (0.2, 0.4)}
    observations = [observation(name, {"CHN": {"a": p, "b": q}}) for name, (p, q) in rows.items()]
    found = turning(situation({"CHN": {"a": 0.5, "b": 0.5}}, *observations))["CHN"]
    assert found.drops == (2, (("x", "y"),), True)
    assert found.evens_at == {"b": 0}


def test_a_rival_without_a_prior_never_leads():
    found = turning(situation({"CHN": {"a": 1, "b": 0}}))["CHN"]
    assert found.drops.size is None
    assert math.isnan(found.evens_at["b"])


def test_where_weights_do_not_add_the_search_says_how_far_it_went(monkeypatch):
    monkeypatch.setattr("detente.evidence.turning.MOST_TRIED", 10)
    rows = [observation(f"o{k}", {"CHN": {"a": 0.9, "b": 0.3}}) for k in range(6)]
    sit = situation(
        {"CHN": {"a": 0.5, "b": 0.5}}, *rows, dependence=[(tuple(f"o{k}" for k in range(6)), 0.2)]
    )
    assert turning(sit)["CHN"].limit == 2
    assert turning(sit)["CHN"].drops == (None, (), False)


def test_evidence_without_end_needs_no_prior():
    assert evening_prior(math.inf) == 0
    assert evening_prior(-math.inf) == 1
    assert evening_prior(0) == 0.5
