"""Bounds of a posterior: exact, never too narrow, wider with wider ranges."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.evidence.beliefs import beliefs
from detente.evidence.bounds import CONTAMINATION, contaminate
from detente.evidence.frames import frames
from detente.evidence.inputs import inputs, posterior_given
from evidence.making import observation, situation
from naive.beliefs import extremes, posterior, report
from strategies import ranges_of_shares

NAMES = "abcd"
POSITIVE = st.tuples(st.integers(1, 100), st.integers(1, 100)).map(
    lambda ends: tuple(Fraction(end, 100) for end in sorted(ends))
)


def rows_of(k, most=2, cell=POSITIVE):
    return st.lists(st.lists(cell, min_size=k, max_size=k), min_size=1, max_size=most)


def case(priors, rows, **more):
    listed = more.pop("each", [{}] * len(rows))
    observations = [
        observation(f"o{n}", {"X": dict(zip(NAMES, row, strict=False))}, **each)
        for n, (row, each) in enumerate(zip(rows, listed, strict=True))
    ]
    return situation({"X": dict(zip(NAMES, priors, strict=False))}, *observations, **more)


def ends(sit):
    found = beliefs(sit)
    assert found.loose == ()
    return [one.low for one in found["X"].values()], [one.high for one in found["X"].values()]


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(2, 3))
def test_bounds_are_those_over_all_corners(data, k):
    priors = data.draw(ranges_of_shares(k, k))
    rows = data.draw(rows_of(k, most=2 if k == 2 else 1))
    grades = [(f"g{n}", [1.0]) for n in range(len(rows))]
    least, greatest = extremes([a for a, _ in priors], [b for _, b in priors], rows, grades)
    low, high = ends(case(priors, rows))
    assert low == pytest.approx(least, abs=1e-12)
    assert high == pytest.approx(greatest, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(2, 4))
def test_the_ends_of_each_unjudged_weight_are_tried(data, k):
    point = POSITIVE.map(lambda ends: (ends[0], ends[0]))
    priors = data.draw(ranges_of_shares(k, k))
    rows = data.draw(rows_of(k, most=3, cell=point))
    grades = [(f"g{n}", [0.1, 0.95]) for n in range(len(rows))]
    least, greatest = extremes([a for a, _ in priors], [b for _, b in priors], rows, grades)
    low, high = ends(case(priors, rows, each=[{"grade": "F"}] * len(rows)))
    assert low == pytest.approx(least, abs=1e-12)
    assert high == pytest.approx(greatest, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(st.data(), st.integers(2, 3))
def test_a_weight_that_rows_share_is_searched_between_its_ends(data, k):
    point = POSITIVE.map(lambda ends: (ends[0], ends[0]))
    rows = data.draw(rows_of(k, most=4, cell=point))
    tried = [0.1 + 0.85 * step / 2000 for step in range(2001)]
    priors = [(Fraction(1, k), Fraction(1, k))] * k
    least, greatest = extremes(*zip(*priors, strict=True), rows, [("s", tried)] * len(rows))
    low, high = ends(case(priors, rows, each=[{"source": "s"}] * len(rows), sources={"s": "F"}))
    for j in range(k):
        assert least[j] - 1e-5 <= low[j] <= least[j] + 1e-12
        assert greatest[j] - 1e-12 <= high[j] <= greatest[j] + 1e-5


def test_a_weight_of_a_row_that_counts_in_part_may_be_best_between_its_ends():
    rows = [[(Fraction(p, 100),) * 2 for p in row] for row in ([90, 20, 50], [50, 50, 50])]
    tried = [0.1 + 0.85 * step / 4000 for step in range(4001)]
    priors = [(Fraction(1, 3), Fraction(1, 3))] * 3
    each = [{"grade": "F"}, {}]
    low, high = ends(case(priors, rows, each=each, dependence=[(("o0", "o1"), 1)]))
    least, greatest = extremes(
        *zip(*priors, strict=True), rows, [("s", tried), ("fact", [1.0])], powers=[0.5, 0.5]
    )
    assert low == pytest.approx(least, abs=1e-7)
    assert high == pytest.approx(greatest, abs=1e-7)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(2, 4), st.integers(0, 999))
def test_bounds_contain_the_central_value_and_every_draw(data, k, seed):
    priors = data.draw(ranges_of_shares(k, k))
    rows = data.draw(rows_of(k, most=4))
    how = st.sampled_from(
        [{}, {"grade": "B"}, {"grade": "F"}, {"source": "s"}, {"source": "s", "attributed": "likely"}]
    )
    each = [data.draw(how) for _ in rows]
    sit = case(priors, rows, each=each, sources={"s": "F"}, dependence=[(("o0", "o1"), 0.5)])
    found = beliefs(sit)["X"]
    assert all(one.low <= one.value <= one.high for one in found.values())
    rng, named = Random(seed), inputs(sit)
    for _ in range(10):
        values = {
            one.name: rng.choice(
                [
                    float(one.quantity.low),
                    float(one.quantity.high),
                    rng.uniform(float(one.quantity.low), float(one.quantity.high)),
                ]
            )
            for one in named
            if one.kind != "prior"
        }
        for name, value in posterior_given(frames(sit), values)["X"].items():
            assert found[name].low - 1e-12 <= value <= found[name].high + 1e-12


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(2, 3))
def test_a_wider_range_never_narrows(data, k):
    priors = data.draw(ranges_of_shares(k, k))
    rows = data.draw(rows_of(k, most=2))
    wider = [[(a / 2, (1 + b) / 2) for a, b in row] for row in rows]
    low, high = ends(case(priors, rows))
    lower, higher = ends(case(priors, wider))
    assert all(a <= b + 1e-12 for a, b in zip(lower, low, strict=True))
    assert all(a >= b - 1e-12 for a, b in zip(higher, high, strict=True))


def test_many_open_weights_give_bounds_that_are_safe_and_say_so():
    rng = Random(3)
    rows = [[(Fraction(rng.randint(5, 95), 100),) * 2 for _ in range(3)] for _ in range(60)]
    sit = case([(Fraction(1, 3),) * 2] * 3, rows, each=[{"grade": "F"}] * 60)
    found = beliefs(sit)
    assert found.loose == ("X",)
    for _ in range(100):
        rho = [rng.choice([0.1, 0.95]) for _ in rows]
        likelihoods = [[report(float(p), one) for p, _ in row] for row, one in zip(rows, rho, strict=True)]
        for name, value in zip("abc", posterior([1 / 3] * 3, likelihoods), strict=True):
            assert found["X"][name].low - 1e-12 <= value <= found["X"][name].high + 1e-12


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([(0, 0.5), (0.5, 0.5)], [(0, 0.5), (0.5, 1)]),
        ([(0, 0), (0.5, 0.5)], [(0, 0), (1, 1)]),
        ([(0, 0.5), (0, 0)], [(1, 1), (0, 0)]),
        ([(0, 0), (0, 0.5)], [(0, 0), (1, 1)]),
        ([(0, 0.5), (0, 0.5)], [(0, 1), (0, 1)]),
    ],
)
def test_zeros_at_an_end_of_a_range(row, expected):
    sit = case([(0.5, 0.5), (0.5, 0.5)], [row])
    found = beliefs(sit)["X"].values()
    assert [one.low for one in found] == pytest.approx([low for low, _ in expected])
    assert [one.high for one in found] == pytest.approx([high for _, high in expected])


def test_a_prior_of_zero_stays_zero():
    found = beliefs(case([(0, 0), (0.2, 1), (0, 0.8)], [[(0.5, 0.9), (0.1, 0.2), (0.1, 0.3)]]))["X"]
    assert found["a"] == (0, 0, 0)
    assert found["b"].high == 1


def test_confidence_widens_both_ways():
    assert contaminate(0.2, 0.4, 0) == (0.2, 0.4)
    assert contaminate(0.2, 0.4, 1) == (0, 1)
    assert CONTAMINATION["high"] < CONTAMINATION["moderate"] < CONTAMINATION["low"]
