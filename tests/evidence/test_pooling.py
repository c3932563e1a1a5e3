"""Several analysts: pools, who is furthest apart, and over what."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.beliefs import beliefs
from detente.evidence.pooling import linear_pool, log_pool, pool
from detente.faults import SituationError
from evidence.making import observation, situation
from evidence.test_linchpins import drawn

PROBABILITY = st.integers(1, 99).map(lambda n: n / 100)


def belief(numbers):
    return [n / sum(numbers) for n in numbers]


BELIEFS = st.integers(2, 4).flatmap(
    lambda k: st.lists(
        st.lists(st.integers(1, 50), min_size=k, max_size=k).map(belief), min_size=1, max_size=5
    )
)


@given(BELIEFS)
def test_pools_are_what_they_are_called(rows):
    columns = list(zip(*rows, strict=True))
    assert linear_pool(rows) == pytest.approx([sum(column) / len(rows) for column in columns])
    roots = [math.prod(column) ** (1 / len(rows)) for column in columns]
    assert log_pool(rows) == pytest.approx([root / sum(roots) for root in roots])


@given(BELIEFS)
def test_whoever_agrees_is_pooled_as_one(rows):
    same = [rows[0]] * 4
    assert linear_pool(same) == pytest.approx(rows[0])
    assert log_pool(same) == pytest.approx(rows[0])


@given(st.lists(PROBABILITY, min_size=2, max_size=5), PROBABILITY)
def test_pools_rise_with_each_belief(numbers, other):
    def pooled(first):
        rows = [[p, 1 - p] for p in (first, *numbers[1:])]
        return float(log_pool(rows)[0]), float(linear_pool(rows)[0])

    low, high = sorted((numbers[0], other))
    assert all(a <= b + 1e-12 for a, b in zip(pooled(low), pooled(high), strict=True))


@given(BELIEFS, st.data())
def test_the_log_pool_commutes_with_a_common_likelihood(rows, data):
    size = len(rows[0])
    likelihood = data.draw(st.lists(PROBABILITY, min_size=size, max_size=size))
    weights = belief(data.draw(st.lists(st.integers(1, 9), min_size=len(rows), max_size=len(rows))))

    def updated(row):
        return belief([p * q for p, q in zip(row, likelihood, strict=True)])

    after = log_pool([updated(row) for row in rows], weights)
    assert after == pytest.approx(updated(log_pool(rows, weights)))


@pytest.mark.parametrize("weights", [[0.5], [0.5, 0.6], [-0.5, 1.5]])
def test_weights_are_one_each_and_sum_to_one(weights):
    with pytest.raises(ValueError, match="sum to one"):
        linear_pool([[0.5, 0.5], [0.2, 0.8]], weights)


def test_a_zero_is_refused_in_a_log_pool_and_not_in_a_linear_one():
    rows = [[0, 1], [0.5, 0.5]]
    assert linear_pool(rows).tolist() == [0.25, 0.75]
    with pytest.raises(ValueError, match="0 or 1 would dictate"):
        log_pool(rows)


def view(prior, x, y=(0.5, 0.5), **more):
    rows = {"x": x, "y": y}
    observations = [
        observation(name, {"CHN": {"a": row[0], "b": row[1]}}, **more) for name, row in rows.items()
    ]
    return situation({"CHN": {"a": prior, "b": None}}, *observations)


def test_beliefs_stand_apart_and_pooled_with_what_drives_them_apart():
    views = {
        "East": view(0.5, (0.8, 0.4)),
        "West": view(0.2, (0.4, 0.8)),
        "North": view(0.5, (0.8, 0.4), (0.5, 0.4)),
    }
    found = pool(views)["CHN"]
    each = {name: beliefs(sit)["CHN"]["a"].value for name, sit in views.items()}
    assert {name: one["a"].value for name, one in found.apart.items()} == each
    assert found.linear["a"] == pytest.approx(sum(each.values()) / 3)
    odds = sum(math.log(p / (1 - p)) for p in each.values()) / 3
    assert found.log_odds["a"] == pytest.approx(1 / (1 + math.exp(-odds)))
    assert found.leaders == {"East": "a", "West": "b", "North": "a"}
    assert not found.agreed
    assert found.span("a") == (min(each.values()), max(each.values()))
    divide = found.divide
    assert (divide.analysts, divide.pair) == (("West", "North"), ("b", "a"))
    assert divide.differences == (
        (None, pytest.approx(math.log(0.8 / 0.2))),
        ("x", pytest.approx(math.log(4))),
        ("y", pytest.approx(math.log(5 / 4))),
    )
    assert divide.rest == pytest.approx(0)


@pytest.mark.parametrize("seed", range(12))
def test_differences_add_up(seed):
    one, other = drawn(seed, types=3), drawn(seed + 50, types=3)
    divide = pool({"one": one, "other": other})["CHN"].divide
    a, b = divide.pair
    logs = [math.log(beliefs(sit)["CHN"][a].value / beliefs(sit)["CHN"][b].value) for sit in (one, other)]
    listed = math.fsum(gap.nats for gap in divide.differences)
    assert listed + divide.rest == pytest.approx(logs[0] - logs[1])


def test_copies_of_one_view_agree():
    found = pool({"one": view(0.3, (0.8, 0.4)), "other": view(0.3, (0.8, 0.4))})["CHN"]
    assert found.agreed
    assert found.divide.size == 0
    assert found.divide.differences == ()


def test_strong_evidence_is_not_certainty():
    rows = [observation(f"o{k}", {"CHN": {"a": 0.99, "b": 0.01}}) for k in range(200)]
    views = {
        "one": situation({"CHN": {"a": 0.5, "b": 0.5}}, *rows),
        "other": view(0.5, (0.8, 0.4)),
    }
    assert beliefs(views["one"])["CHN"]["b"].value == 0
    assert 0 < pool(views)["CHN"].log_odds["b"] < 1e-190


@pytest.mark.parametrize(
    ("made", "why"),
    [(view(0, (0.8, 0.4)), "its prior is 0"), (view(0.5, (0, 0.4)), "its likelihood in x is 0")],
)
def test_who_is_certain_is_asked_for_a_number(made, why):
    with pytest.raises(SituationError, match=f"West holds a of CHN impossible, for {why}") as caught:
        pool({"East": view(0.5, (0.8, 0.4)), "West": made})
    (one,) = caught.value.faults
    assert (one.code, one.expected) == ("DT542", "a number above 0, however small")


def test_views_of_different_situations_are_not_pooled():
    with pytest.raises(ValueError, match="don't speak of the same types"):
        pool({"one": view(0.5, (0.8, 0.4)), "other": drawn(1, types=3)})
    with pytest.raises(ValueError, match="two analysts or more"):
        pool({"one": view(0.5, (0.8, 0.4))})
