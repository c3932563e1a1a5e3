"""The matrix of competing hypotheses: what its cells say, how it scores, and where Bayes' rule differs."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.beliefs import beliefs
from detente.evidence.disagreement import comparisons
from detente.evidence.grades import unweighted
from detente.evidence.matrix import LEVELS, inconsistency, matrices, ranked, rate
from detente.words import DIGITS
from evidence.making import DRONES, TWO, observation, quantity, situation

THREE = {"CHN": {"a": 0.5, "b": 0.3, "c": 0.2}}
PROBABILITY = st.integers(0, 100).map(lambda n: Fraction(n, 100))


def of(sit, **more):
    return matrices(sit, **more)["CHN"]


def row(name, *cells, **more):
    return observation(name, {"CHN": dict(zip("abc", cells, strict=True))}, **more)


def symbols(one):
    return [mark.rating or mark.status for mark in one.marks]


@given(st.lists(PROBABILITY, min_size=2, max_size=6))
def test_ratings_follow_the_share_of_the_greatest(row):
    top = max(row)
    for one, rating in zip(row, rate(row), strict=True):
        r = one / top if top else Fraction(0)
        if top and min(row) / top > Fraction(1, 2):
            assert rating == "N"
        else:
            assert rating == ("C" if r > Fraction(1, 2) else "I" if r > Fraction(1, 4) else "II")


def test_rated_neutral_not_rated_not_applicable_unknown_and_zero_stay_apart():
    sit = situation(
        THREE,
        row("zero", 0.8, 0, 0.8),
        observation("neutral", {"CHN": "equal"}),
        observation("unrated", {"CHN": "not rated"}),
        observation("inapplicable", {"CHN": "not applicable"}),
        row("gaps", 0.8, "not rated", "not applicable"),
        row("unknown", 0.8, (0, 1), 0.2),
        observation("elsewhere", {}),
    )
    found = {one.observation: one for one in of(sit).rows}
    assert {name: symbols(one) for name, one in found.items()} == {
        "zero": ["C", "II", "C"],
        "neutral": ["N", "N", "N"],
        "unrated": ["not_rated"] * 3,
        "inapplicable": ["not_applicable"] * 3,
        "gaps": ["N", "not_rated", "not_applicable"],
        "unknown": ["C", "unknown", "II"],
    }
    assert [mark.status for mark in found["neutral"].marks] == ["neutral"] * 3
    assert found["zero"].marks[1].probability == 0
    assert found["gaps"].why_not == "under b"
    assert found["unrated"].why_not == "the whole row"
    assert (found["neutral"].diagnosticity, found["gaps"].diagnosticity) == (0, None)
    assert found["zero"].diagnosticity == math.inf


def test_columns_of_unequal_coverage_are_not_ranked():
    whole, gap = row("x", 0.8, 0.2, 0.8), row("y", 0.8, "not rated", 0.1)
    found = of(situation(THREE, whole, gap))
    assert found.published.rated == {"a": 2, "b": 1, "c": 2}
    assert found.published.ranking is None
    assert found.weighted.ranking is None
    assert found.published.why == "the columns are rated by different rows (a by 2, b by 1, c by 2)"
    assert found.on_shared_rows.ranking == (("a", "c"), ("b",))
    crossed = of(situation(THREE, row("x", "not rated", 0.8, 0.8), row("y", 0.8, "not rated", 0.8)))
    assert crossed.published.rated == {"a": 1, "b": 1, "c": 2}
    assert crossed.on_shared_rows.ranking is None
    assert crossed.on_shared_rows.why == "no row rates it"


def test_rows_that_rate_nothing_do_not_stand_in_the_way():
    found = of(situation(THREE, row("x", 0.8, 0.2, 0.8), observation("u", {"CHN": "not rated"})))
    assert found.published.ranking == (("a", "c"), ("b",))


def test_support_never_counts_and_weights_do():
    assert inconsistency(["CC", "C", "N", "I", "II", ""], [9, 9, 9, 1, 1, 9]) == 3
    low, medium, high = LEVELS["low"], LEVELS["medium"], LEVELS["high"]
    assert inconsistency(["II"], [low * low]) == pytest.approx(1)
    assert inconsistency(["I"], [high * high]) == pytest.approx(2)
    assert inconsistency(["I"], [low * high]) == pytest.approx(medium)


def test_credibility_comes_from_the_grade():
    rows = [row(f"o{k}", 0.8, 0.2, 0.8, grade=code) for k, code in enumerate(["A1", "C", "F6", "E", "D2"])]
    found = of(situation(THREE, *rows, row("none", 0.8, 0.2, 0.8)))
    assert [one.credibility for one in found.rows] == ["high", "medium", "medium", "low", "high", "medium"]
    root = math.sqrt(2)
    assert found.weighted.inconsistency["b"] == pytest.approx(2 * (root + 1 + 1 + 1 / root + root + 1))


def test_cells_are_of_the_event_and_diagnosticity_is_of_the_report():
    (one,) = of(situation(TWO, observation("o", DRONES, grade="B"))).rows
    assert symbols(one) == ["C", "I"]
    assert one.diagnosticity == pytest.approx(math.log(1.608696), abs=1e-6)


def test_relative_support_is_rated_as_written():
    (one,) = of(situation(THREE, observation("o", {"CHN": ("a", "strongly")}))).rows
    assert symbols(one) == ["C", "II", "II"]


def test_what_was_known_later_or_is_of_another_kind_is_not_in_the_matrix():
    later = row("later", 0.8, 0.2, 0.8, known="2023-05-01")
    said = row("said", 0.8, 0.2, 0.8, kind="statement", by="CHN", known="2023-01-01")
    sit = situation(THREE, later, said, as_of="2023-03-08")
    assert [one.observation for one in of(sit).rows] == ["said"]
    assert [one.observation for one in of(sit, as_of="2023-06-01").rows] == ["later", "said"]
    assert of(sit, use="conduct").rows == ()
    assert of(sit, use="conduct").published.why == "no row rates it"


def test_equal_scores_stand_together():
    assert ranked({"a": 0.1 + 0.2, "b": 0.3, "c": 0.0}) == (("c",), ("a", "b"))


def disagreement(*observations, priors=None):
    (found,) = comparisons(situation({"CHN": priors or {"a": 0.5, "b": 0.5}}, *observations))[
        "CHN"
    ].disagreements
    return found


def pair(name, a, b, **more):
    return observation(name, {"CHN": {"a": a, "b": b}}, **more)


def test_weak_support_in_many_rows_outweighs_one_inconsistency():
    rows = [pair(f"o{k}", 0.5, 0.9) for k in range(4)]
    found = disagreement(pair("x", 0.9, 0.3), *rows)
    assert (found.by_matrix, found.by_bayes, found.reason) == ("a", "b", "strength")
    assert found.steps[0].nats == pytest.approx(math.log(3) + 4 * math.log(5 / 9))


def test_a_doubtful_report_is_an_inconsistency_all_the_same():
    found = disagreement(pair("x", 0.9, 0.3, grade="E"), pair("y", 0.5, 0.9, grade="A"))
    assert found.reason == "reports"


def test_one_origin_is_many_rows():
    copies = [pair(f"o{k}", 0.9, 0.4, origin="x") for k in range(3)]
    found = disagreement(*copies, pair("y", 0.4, 0.95))
    assert (found.by_matrix, found.reason) == ("a", "counting")


def test_the_matrix_knows_no_priors():
    found = disagreement(pair("x", 0.8, 0.3), priors={"a": 0.1, "b": 0.9})
    assert (found.by_matrix, found.by_bayes, found.reason) == ("a", "b", "priors")
    assert found.steps[-1].nats == pytest.approx(math.log(0.1 / 0.9) + math.log(8 / 3))


def test_what_is_ruled_out_on_both_sides_has_no_odds_as_fact():
    rows = [
        pair("x", 0, 0.9, grade="C"),
        pair("y", 0.9, 0, grade="A"),
        pair("z", 0.3, 0.9, grade="E"),
        pair("w", 0.3, 0.9, grade="E"),
    ]
    found = disagreement(*rows)
    assert (found.by_matrix, found.by_bayes) == ("b", "a")
    assert found.steps[0].nats is None
    assert found.reason == "reports"


def test_a_tie_is_no_disagreement():
    sit = situation({"CHN": {"a": 0.2, "b": 0.8}}, pair("x", 0.8, 0.7))
    found = comparisons(sit)["CHN"]
    assert (found.matrix, found.bayes, found.disagreements) == ((("a", "b"),), (("b",), ("a",)), ())
    assert comparisons(situation(TWO))["CHN"].matrix == ()


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(1, 99), st.sampled_from("ABCDE")), max_size=6))
def test_the_last_step_is_the_posterior(rows):
    sit = situation(
        {"CHN": {"a": 0.5, "b": 0.5}},
        *[pair(f"o{k}", a / 100, b / 100, grade=g) for k, (a, b, g) in enumerate(rows)],
    )
    belief = beliefs(sit)["CHN"]
    for one in comparisons(sit)["CHN"].disagreements:
        assert round(belief[one.by_bayes].value - belief[one.by_matrix].value, DIGITS) > 0
        assert one.steps[-1].nats == pytest.approx(
            math.log(belief[one.by_matrix].value / belief[one.by_bayes].value)
        )


def test_report_weights_can_be_switched_off_together_or_apart():
    one = observation("o", DRONES, grade="B", attributed=0.5)
    sit = situation(TWO, one)

    def of_report(rho):
        a, b = (1 - rho + rho * p for p in (0.675, 0.325))
        return 0.7 * a / (0.7 * a + 0.3 * b)

    def value(chosen):
        return beliefs(chosen)["CHN"]["trade_first"].value

    assert value(sit) == pytest.approx(of_report(0.4))
    assert value(unweighted(sit)) == pytest.approx(of_report(1))
    assert value(unweighted(sit, "grades")) == pytest.approx(of_report(0.8))
    assert value(unweighted(sit, "attribution")) == pytest.approx(of_report(0.5))
    assert sit.evidence["o"].attributed == quantity(0.5)
