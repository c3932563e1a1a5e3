"""Golden numbers of evidence and ties, worked out by independent code; absolute tolerance 5e-7."""

from fractions import Fraction

import pytest

from detente.evidence.bayes import (
    decibans,
    divergence,
    effective_number,
    report_likelihood,
    update,
    weight_of_evidence,
)
from detente.evidence.beliefs import beliefs
from detente.evidence.bounds import CONTAMINATION, contaminate
from detente.evidence.frames import frames
from detente.evidence.inputs import posterior_given
from detente.evidence.pooling import linear_pool, log_pool
from detente.evidence.saydo import say_do
from detente.ties.balance import balance
from detente.ties.capacity import influence_capacity
from detente.ties.concentration import (
    effective_partners,
    hhi,
    hhi_in_ranges,
    hhi_with_tail,
    normalised_hhi,
)
from detente.ties.cutoff import ces_output, geopolitical_supply_risk, welfare_loss
from detente.ties.shares import Share, asymmetry, dependence
from detente.ties.status import mirrored
from evidence.making import DRONES, TWO, observation, situation
from ties.making import situation as ties_of
from ties.making import tie

TYPE = "trade_first"


def near(value):
    return pytest.approx(value, abs=5e-7)


def of_china(*observations, priors=TWO, use="all", **more):
    return beliefs(situation(priors, *observations, **more), use=use)["CHN"][TYPE]


def test_a1_confidence_as_contamination():
    low, high = contaminate(0.55, 0.80, CONTAMINATION["moderate"])
    assert (low, high) == (near(0.495), near(0.82))


def test_a2_report_weight_pulls_the_ratio_towards_one():
    a, b = report_likelihood([0.675, 0.325], 0.8)
    assert a / b == near(1.608696)
    a, b = report_likelihood([0.02, 0.01], 0.8)
    assert a / b == near(1.038462)


def test_a2_a_grade_that_cannot_be_judged_is_a_range():
    posterior = of_china(observation("o", {"CHN": {TYPE: 0.675, "provoked": 0.325}}, grade="F"))
    assert posterior == (near(0.707680), near(0.749839), near(0.818047))


def test_a3_posterior_of_words():
    posterior = of_china(observation("o", DRONES))
    assert posterior == (near(0.740385), near(0.828947), near(0.903226))
    assert of_china(observation("o", DRONES, grade="B2")).value == near(0.789634)


def test_a3_bounds_for_three_types():
    priors = {"CHN": {TYPE: (0.2, 0.4), "provoked": (0.3, 0.6), "other": (0.1, 0.3)}}
    row = {TYPE: (0.5, 0.7), "provoked": (0.2, 0.4), "other": (0.1, 0.3)}
    posterior = of_china(observation("o", {"CHN": row}), priors=priors)
    assert (posterior.low, posterior.high) == (near(0.25), near(0.756757))


def test_a3_the_mean_of_posteriors_is_another_number():
    framed = frames(situation(TWO, observation("o", DRONES)))
    steps = 60
    total = 0.0
    for i in range(steps):
        for k in range(steps):
            at = {
                "evidence.o.expected_if.CHN.trade_first": 0.55 + 0.25 * (i + 0.5) / steps,
                "evidence.o.expected_if.CHN.provoked": 0.20 + 0.25 * (k + 0.5) / steps,
            }
            total += posterior_given(framed, at)["CHN"][TYPE]
    assert total / steps**2 == pytest.approx(0.828807, abs=1e-5)


def test_a3_weight_of_evidence():
    assert decibans(weight_of_evidence(0.675, 0.325)) == near(3.174204)
    (weighed,) = beliefs(situation(TWO, observation("o", DRONES))).weighed
    assert weighed.decibans == near(3.174204)


def test_a3_one_origin_in_two_outlets_counts_once():
    twice = [
        observation("b", DRONES, grade="B", origin="event"),
        observation("d", DRONES, grade="D", origin="event"),
    ]
    posterior = of_china(*twice).value
    assert posterior / (1 - posterior) / (0.7 / 0.3) == near(1.608696)
    apart = [observation("b", DRONES, grade="B"), observation("d", DRONES, grade="D")]
    posterior = of_china(*apart).value
    assert posterior / (1 - posterior) / (0.7 / 0.3) == near(1.866719)


def test_a3_effective_number_and_divergence():
    assert effective_number(3, 0.5) == near(1.5)
    assert divergence(update([0.7, 0.3], [[0.675, 0.325]]), [0.7, 0.3]) == near(0.063560)
    assert beliefs(situation(TWO, observation("o", DRONES))).shift["CHN"] == near(0.063560)


def test_a4_inconsistencies_as_halved_likelihoods():
    priors = [Fraction(1, 3)] * 3
    half = 0.5
    rows = [[1, 1, 1], [1, 1, half], [1, 1, half], [half, 1, 1], [half, 1, 1], [half, 1, 1]]
    assert update(priors, rows) == pytest.approx([1 / 11, 0.727273, 2 / 11], abs=5e-7)
    del rows[2]
    assert update(priors, rows)[1] == near(0.615385)


def test_a5_say_do_gap():
    says = observation("s", {"CHN": {TYPE: 0.8, "provoked": 0.2}}, kind="statement", by="CHN")
    does = observation("c", {"CHN": {TYPE: 0.3, "provoked": 0.6}}, kind="conduct", by="CHN")
    gap = say_do(situation(TWO, says, does))["CHN"]
    assert gap.size == near(0.127092)
    assert gap.types[TYPE].value == near(2.079442)
    assert of_china(says, does, use="statements").value == near(0.903226)
    assert of_china(says, does, use="conduct").value == near(0.538462)


def test_a6_evidence_counts_from_the_day_it_was_known():
    even = {"CHN": {TYPE: 0.5, "provoked": 0.5}}
    dated = [("2023-02-25", 0.4, 0.2), ("2023-03-01", 0.6, 0.2), ("2023-03-15", 0.2, 0.8)]
    made = [
        observation(f"o{k}", {"CHN": {TYPE: a, "provoked": b}}, known=day)
        for k, (day, a, b) in enumerate(dated)
    ]
    assert of_china(*made, priors=even, as_of="2023-03-08").value == near(0.857143)
    assert of_china(*made, priors=even, as_of="2023-03-15").value == near(0.6)


def test_b4_pools_of_several_analysts():
    four = [[p, 1 - p] for p in (0.0140, 0.0221, 0.0039, 0.0040)]
    assert linear_pool(four)[0] == near(0.011)
    assert log_pool(four)[0] == near(0.008358)
    assert log_pool([[p, 1 - p] for p in (0.6, 0.7, 0.8)], extremising=2.5)[0] == near(0.900179)


COW = {"RUS": 22285, "DEU": 2451, "CHN": 2375, "UKR": 1689, "POL": 1534, "ITA": 1165, "USA": 511, "CHE": 503}
FACTBOOK = {"CHN": "26%", "POL": "15%", "DEU": "12%", "LTU": "12%", "TUR": "9%"}


def test_c1_shares_asymmetry_and_a_tail_known_in_sum():
    shares = [flow / 40204 for flow in COW.values()]
    assert shares[0] == near(0.554298)
    ours, theirs = (Share(x, x, x, "reported") for x in (22285 / 40204, 11744 / 284388))
    assert asymmetry(ours, theirs).value == pytest.approx(2.596944, abs=5e-7)
    assert hhi_with_tail(shares)[:2] == (near(0.318831), near(0.321192))
    listed = [tie(one, Fraction(flow, 40204), 2014, unit="share of imports") for one, flow in COW.items()]
    found = dependence(ties_of(*listed), "BLR", "imports")
    assert found.shares["RUS"].value == near(0.554298)
    assert (found.hhi.low, found.hhi.high) == (near(0.318831), near(0.321192))


def test_c1_indices_of_even_and_uneven_shares():
    shares = [0.5, 0.3, 0.2]
    assert normalised_hhi(hhi(shares), 3) == near(0.07)
    assert effective_partners(shares) == (near(2.800094), near(2.631579))


def test_c2_capacity():
    weights = dict(zip("abc", (0.5, 0.3, 0.2), strict=True))
    band = dict(zip("abc", (0.30, 0.60, 0.50), strict=True))
    depends = dict(zip("abc", (0.55, 0.90, 0.20), strict=True))
    assert influence_capacity(band, depends, weights, weights).value == near(0.251550)


def test_c3_balance_of_three_poles():
    rows = [tie(one, share, unit="share") for one, share in (("RUS", 0.55), ("CHN", 0.06), ("EU", 0.20))]
    found = balance(ties_of(*rows, poles={"east": ["RUS"], "far_east": ["CHN"], "west": ["EU"]}), "BLR")
    assert found.profile["imports"].balance.value == near(0.708733)
    assert found.profile["imports"].coverage.value == near(0.81)
    assert found.profile["imports"].lean["east", "west"].value == pytest.approx(0.467, abs=5e-4)
    assert found.captivity.value == near(0.55)


def test_c4_cut_offs():
    assert ces_output(0.04, 0.3, 0.1) == near(0.928418)
    assert geopolitical_supply_risk(0.35, {"A": 0.6, "B": 0.4}, {"A": 40, "B": 20}, 20) == near(0.14)
    assert welfare_loss(0.6, 1, 5) == near(0.097120)


def test_c5_a_blackout_is_no_diversification():
    mirror = [
        tie(one, share, 2022, unit="share of imports", status="mirror") for one, share in FACTBOOK.items()
    ]
    naive = dependence(ties_of(*mirror), "BLR", "imports")
    assert (naive.hhi.low, naive.hhi.high) == (near(0.127), near(0.1496))
    russia = tie("RUS", (0.5, 0.65), 2022, unit="share of imports", status="estimated")
    found = dependence(ties_of(*mirror, russia), "BLR", "imports")
    assert (found.hhi.low, found.hhi.high) == (near(0.281750), near(0.440826))
    assert found.shares["CHN"][:3] == (near(0.091), near(0.26 * 0.425), near(0.13))


def test_c5_index_over_a_box_and_beside_one_missing_partner():
    assert hhi_in_ranges([0.4, 0.05, 0.05, 0], [0.7, 0.3, 0.25, 0.2])[:2] == (near(0.28), near(0.555))
    assert hhi_in_ranges([0.15, 0, 0, 0.2], [0.5, 0.25, 0.65, 0.4]).high == near(0.485)
    rows = [tie("A", 30), tie("B", 20), tie("C", 10), tie("D", None)]
    assert dependence(ties_of(*rows), "BLR", "imports").hhi.low == near(0.28)


def test_c5_a_mirror_figure_and_its_range():
    low, usual, high = mirrored(100)
    assert usual / (usual + 300) == near(0.261084)
    rows = [tie("A", (low, usual, high), status="mirror"), tie("B", 300)]
    assert dependence(ties_of(*rows), "BLR", "imports").shares["A"].high == near(0.285714)
