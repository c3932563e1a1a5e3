"""Golden numbers of transfers, worked out by independent code; absolute tolerance 5e-7."""

from fractions import Fraction

import pytest

import detente
from detente.ties.blocking import hitting
from detente.ties.chances import Expansion, swings
from detente.ties.routes import Step, network_of, routes_of
from detente.ties.standins import stand_ins
from ties.making import situation, tie
from ties.networks import mask, members


def near(value):
    return pytest.approx(value, abs=5e-7)


def test_d2_a_published_family_of_four_sets_has_seven_minimal_hitting_sets():
    """Test instance of a public implementation of Murakami and Uno (2014)."""
    family = [mask(one) for one in ((2, 4, 6, 7), (2, 4, 7, 8), (2, 3, 7, 8), (2, 4, 5, 6))]
    found = {members(one) for one in hitting(family)}
    assert found == {frozenset(one) for one in ((2,), (3, 4), (4, 7), (4, 8), (5, 7), (6, 7), (6, 8))}


def test_d3_power_in_the_council_of_1958():
    """Six members with 4, 4, 4, 2, 2 and 1 of seventeen votes, twelve of which decide."""
    votes = [4, 4, 4, 2, 2, 1]
    winning = [one for one in range(64) if sum(v for k, v in enumerate(votes) if one >> k & 1) >= 12]
    found = swings(winning, 6)
    assert found == [10, 10, 10, 6, 6, 0]
    assert found[0] / sum(found) == near(0.238095)
    assert found[5] == 0


ROUTES = """\
detente: 1
title: Three routes
actors: {CHN: China, BLR: Belarus, KAZ: Kazakhstan, UZB: Uzbekistan, TUR: Turkey, RUS: Russia}
transfers:
  item:
    item: It
    from: S
    to: RUS
    routes:
      - {through: [a], consent: {CHN: 30%, BLR: 80%}}
      - {through: [b], consent: {CHN: 30%, KAZ: 50%, UZB: 50%}}
      - {through: [c], consent: {TUR: 20%, BLR: 80%}}
"""


def test_d3_d4_three_routes():
    found = detente.transfers(detente.load(ROUTES))["item"]
    assert found.power["CHN"] == near(0.25)
    assert found.structure.swings == {"BLR": 10, "CHN": 6, "TUR": 4, "KAZ": 2, "UZB": 2}
    assert found.probability.value == near(0.367)
    assert found.importance["CHN"] == near(0.69)
    pairs = [{"BLR", "CHN"}, {"BLR", "KAZ"}, {"BLR", "UZB"}, {"CHN", "TUR"}]
    assert found.blocking == pairs
    assert (found.vetoes, found.structure.smallest) == ([], pairs)


def test_d4_the_bridge():
    """Two ways in and two ways out, with a bridge between them, each with probability 0.9."""
    a, b, c, d, bridge = (1 << k for k in range(5))
    found = Expansion([Fraction(9, 10)] * 5).chance([a | c, b | d, a | bridge | d, b | bridge | c])
    assert float(found) == near(0.978480)


TYPED = """\
detente: 1
title: Two consents
actors: {CHN: China, RUS: Russia}
hypotheses: {beijing: {text: What does it want?, answers: {trade_first: 70%, provoked: 30%}}}
transfers:
  typed:
    item: It
    from: S
    to: RUS
    consent: {CHN: {chance: {trade_first: 10%, provoked: 80%}, basis: missile}}
    parts: {seeker: {consent: {CHN: {chance: {trade_first: 10%, provoked: 80%}, basis: seeker}}}}
  apart: {item: It, from: S, to: RUS, consent: {A: 31%, B: 31%}}
  loose: {item: It, from: S, to: RUS, consent: {CHN: 31%}, parts: {seeker: {consent: {CHN: {chance: 31%, basis: seeker}}}}}
"""


def test_d4_two_consents_through_one_actors_types():
    found = detente.transfers(detente.load(TYPED))
    assert found["typed"].probability.value == near(0.199)
    assert found["apart"].probability.value == near(0.0961)
    assert found["loose"].probability[:3] == (0, None, near(0.31))


def test_d2_ten_hands_that_all_deal_with_one_another():
    steps = [Step(a, b) for a in range(10) for b in range(10) if a != b]
    net = network_of([str(k) for k in range(10)], steps, 0, 9)
    assert len(routes_of(net, most=200_000, most_steps=10**8).found) == 109_601


def test_c5_a_mirror_figure_beside_a_known_one():
    rows = [tie("A", None), tie("B", 300), tie("A", 100, vector="exports")]
    (found,) = stand_ins(situation(*rows), "BLR", "imports")
    assert found.share.value == near(0.261084)
    assert found.share.high == near(0.285714)
