"""Beliefs: what counts, what moves them, and what doesn't."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.evidence.bayes import AllExcludedError
from detente.evidence.beliefs import beliefs
from detente.evidence.frames import exponents, frames
from detente.simplex import NoSharesError
from evidence.making import DRONES, TWO, observation, situation
from naive.beliefs import averaged, one_per_origin, posterior, report

RHO = {"A": 0.95, "B": 0.8, "C": 0.6, "D": 0.35, "E": 0.1}
THREE = {"CHN": {"a": 0.5, "b": 0.3, "c": 0.2}}
PROBABILITY = st.integers(1, 99).map(lambda n: n / 100)


def rate(*numbers, group="CHN"):
    return {group: dict(zip("abc", numbers, strict=False))}


def values(sit, group="CHN", **more):
    return [one.value for one in beliefs(sit, **more)[group].values()]


def reports(draw_origin):
    return st.lists(
        st.tuples(draw_origin, st.sampled_from("ABCDE"), st.lists(PROBABILITY, min_size=3, max_size=3)),
        max_size=6,
    )


def made(listed):
    return [
        observation(f"o{k}", rate(*row), grade=grade, origin=origin)
        for k, (origin, grade, row) in enumerate(listed)
    ]


@given(reports(st.sampled_from("xyz")))
def test_origins_count_once_and_reports_weigh_by_grade(listed):
    rows = one_per_origin([(origin, RHO[grade], row) for origin, grade, row in listed])
    assert values(situation(THREE, *made(listed))) == pytest.approx(
        posterior([0.5, 0.3, 0.2], rows), abs=1e-12
    )


@given(reports(st.sampled_from("xyz")), st.randoms())
def test_the_order_of_rows_plays_no_part(listed, random):
    observations = made(listed)
    before = values(situation(THREE, *observations))
    random.shuffle(observations)
    assert values(situation(THREE, *observations)) == pytest.approx(before, abs=1e-12)


@given(reports(st.sampled_from("xyz")))
def test_renaming_types_changes_nothing(listed):
    before = beliefs(situation(THREE, *made(listed)))["CHN"]
    turned = {"CHN": dict(reversed(THREE["CHN"].items()))}
    after = beliefs(situation(turned, *made(listed)))["CHN"]
    assert {name: one.value for name, one in after.items()} == pytest.approx(
        {name: one.value for name, one in before.items()}, abs=1e-12
    )


@given(reports(st.just("x")), st.integers(2, 5))
def test_copies_and_weaker_repeats_change_nothing(listed, copies):
    first = observation("first", rate(0.8, 0.4, 0.1), grade="A", origin="x")
    before = values(situation(THREE, first))
    weaker = [one for one in made(listed) if one.grade.reliability != "A"]
    assert values(situation(THREE, *weaker, first)) == before
    same = [observation(f"c{k}", rate(0.8, 0.4, 0.1), grade="A", origin="x") for k in range(copies)]
    assert values(situation(THREE, *same)) == pytest.approx(before, abs=1e-12)


@pytest.mark.parametrize(
    "extra",
    [
        observation("e", {"CHN": "equal"}),
        observation("e", {"CHN": "not rated"}),
        observation("e", {"CHN": "not applicable"}),
        observation("e", {}),
        observation("e", rate(0.3, 0.3, 0.3)),
        observation("e", rate(0.9, "not rated", 0.1)),
        observation("e", rate(0.9, "not applicable", 0.1)),
        observation("e", rate(0.9, 0.1, 0.1), attributed=0),
    ],
)
def test_what_tells_nothing_changes_nothing(extra):
    told = observation("o", rate(0.8, 0.4, 0.1), grade="B")
    assert values(situation(THREE, told, extra)) == pytest.approx(values(situation(THREE, told)), abs=1e-15)


def test_a_row_without_a_likelihood_for_a_type_is_left_out_and_said():
    unrated = observation("u", rate(0.9, "not rated", 0.1))
    inapplicable = observation("n", {"CHN": "not applicable"})
    found = beliefs(situation(THREE, unrated, inapplicable))
    assert [(one.observation, one.group, one.reason, one.detail) for one in found.left_out] == [
        ("u", "CHN", "not_rated", "under b"),
        ("n", "CHN", "not_applicable", "the whole row"),
    ]
    assert found.weighed == ()


def test_a_report_taken_as_fact_is_undiscounted():
    assert values(situation(THREE, observation("o", rate(0.8, 0.4, 0.1)))) == pytest.approx(
        posterior([0.5, 0.3, 0.2], [[0.8, 0.4, 0.1]])
    )


def test_relative_support_takes_the_favoured_type_as_one():
    one = observation("o", {"CHN": ("a", "strongly")}, grade="B")
    row = [report(p, 0.8) for p in (1, 0.1, 0.1)]
    assert values(situation(THREE, one)) == pytest.approx(posterior([0.5, 0.3, 0.2], [row]))


def test_evidence_is_filtered_by_day_before_origins_are_counted():
    early = observation("early", rate(0.6, 0.4, 0.4), grade="D", origin="x", known="2023-03-01")
    late = observation("late", rate(0.9, 0.1, 0.1), grade="A", origin="x", known="2023-03-09")
    undated = observation("undated", rate(0.5, 0.6, 0.5))
    sit = situation(THREE, early, late, undated, as_of="2023-03-08")
    found = beliefs(sit)
    assert [(one.observation, one.reason) for one in found.left_out] == [("late", "later")]
    assert found.as_of == date(2023, 3, 8)
    assert values(sit) == values(situation(THREE, early, undated))
    by_text = beliefs(sit, as_of="2023-03-09")
    assert [(one.observation, one.reason) for one in by_text.left_out] == [("early", "weaker_repeat")]
    assert dict(by_text) == dict(beliefs(sit, as_of=date(2023, 3, 9)))


@settings(max_examples=25)
@given(reports(st.sampled_from("xyz")), st.integers(0, 6))
def test_later_records_are_ignored_bit_for_bit(listed, cut):
    known = [
        observation(f"o{k}", rate(*row), grade=grade, origin=origin, known=f"2023-03-0{k + 1}")
        for k, (origin, grade, row) in enumerate(listed)
    ]
    day = f"2023-03-0{max(cut, 1)}"
    garbled = [
        one
        if str(one.known_by) <= day
        else observation(one.id, rate(0, 1, 0), origin="x", grade="A", known=str(one.known_by))
        for one in known
    ]
    kept = [one for one in known if str(one.known_by) <= day]
    as_of = {"as_of": day}
    expected = dict(beliefs(situation(THREE, *kept)))
    assert dict(beliefs(situation(THREE, *known), **as_of)) == expected
    assert dict(beliefs(situation(THREE, *garbled), **as_of)) == expected


def test_only_an_actor_s_own_statements_and_conduct_are_taken_apart():
    said = observation("s", rate(0.8, 0.2, 0.2), kind="statement", by="CHN")
    told = observation("t", rate(0.8, 0.2, 0.2), kind="statement", by="USA")
    done = observation("d", rate(0.3, 0.6, 0.6), kind="conduct", by="CHN")
    press = observation("r", rate(0.3, 0.6, 0.6), kind="report", by="CHN")
    sit = situation(THREE, said, told, done, press)
    assert values(sit, use="statements") == values(situation(THREE, said))
    assert values(sit, use="conduct") == values(situation(THREE, done))
    with pytest.raises(ValueError, match="statements"):
        beliefs(sit, use="words")


def test_actors_with_one_type_have_no_entry_and_hypotheses_do():
    sit = situation(
        {"CHN": {"a": 1}, "RUS": {"a": 0.5, "b": None}},
        observation("o", {"peace": {"yes": 0.9, "no": 0.3}, "RUS": {"a": 0.2, "b": 0.2}}),
        hypotheses={"peace": {"yes": 0.4, "no": None}, "empty": {"yes": 1}},
    )
    found = beliefs(sit)
    assert list(found) == ["RUS", "peace"]
    assert len(found) == 2
    assert found["peace"]["yes"].value == pytest.approx(posterior([0.4, 0.6], [[0.9, 0.3]])[0])
    assert found.prior["RUS"]["b"] == (0.5, 0.5, 0.5)


def test_a_prior_left_out_is_the_rest_and_three_ranges_have_their_centroid():
    ranged = situation({"CHN": {"a": (0.2, 0.4), "b": (0.3, 0.6), "c": (0.1, 0.3)}})
    assert values(ranged) == pytest.approx([0.309524, 0.480952, 0.209524], abs=5e-7)
    rest = beliefs(situation({"CHN": {"a": (0.6, 0.8), "b": None}}))["CHN"]["b"]
    assert rest == pytest.approx((0.2, 0.3, 0.4))


def test_priors_that_cannot_sum_to_one_are_refused():
    with pytest.raises(NoSharesError):
        beliefs(situation({"CHN": {"a": 0.6, "b": 0.6}}))


def test_all_types_excluded_names_the_rows():
    sit = situation(THREE, observation("x", rate(0, 0, 1)), observation("y", rate(1, 1, 0)))
    with pytest.raises(
        AllExcludedError, match="no type of CHN can produce these observations: x, y"
    ) as caught:
        beliefs(sit)
    assert (caught.value.group, caught.value.rows) == ("CHN", ("x", "y"))


def test_a_graded_report_never_makes_a_type_impossible():
    sit = situation(THREE, observation("x", rate(0, 0, 1), grade="A"))
    assert min(values(sit)) > 0


def test_the_most_likely_value_of_a_range_counts_by_its_pert_mean():
    sit = situation(THREE, observation("o", rate((0.2, 0.3, 0.8), 0.5, 0.5)))
    mean = (0.2 + 4 * 0.3 + 0.8) / 6
    assert values(sit) == pytest.approx(posterior([0.5, 0.3, 0.2], [[mean, 0.5, 0.5]]))


def test_a_weight_that_rows_share_is_averaged_over_their_product():
    rows = [[0.9, 0.2, 0.4], [0.1, 0.6, 0.4], [0.7, 0.7, 0.1]]
    observations = [observation(f"o{k}", rate(*row), source="s") for k, row in enumerate(rows)]
    shared = values(situation(THREE, *observations, sources={"s": "F"}))
    assert shared == pytest.approx(averaged([0.5, 0.3, 0.2], rows, 0.1, 0.95), abs=1e-7)
    apart = values(
        situation(THREE, *[observation(f"o{k}", rate(*row), grade="F") for k, row in enumerate(rows)])
    )
    assert apart == pytest.approx(
        posterior([0.5, 0.3, 0.2], [[report(p, 0.525) for p in row] for row in rows])
    )
    assert shared != pytest.approx(apart, abs=1e-3)


def test_reports_that_hang_together_count_for_less():
    rows = [[0.8, 0.4, 0.4]] * 3
    observations = [observation(f"o{k}", rate(*row)) for k, row in enumerate(rows)]
    names = ("o0", "o1", "o2")
    for correlation, powers in ((0, [1] * 3), (0.5, [0.5] * 3), (1, [1 / 3] * 3)):
        sit = situation(THREE, *observations, dependence=[(names, correlation)])
        assert values(sit) == pytest.approx(posterior([0.5, 0.3, 0.2], rows, powers))


def test_the_effective_number_of_reports_is_told():
    observations = [observation(f"o{k}", rate(0.8, 0.4, 0.4), grade="B") for k in range(3)]
    again = observation("again", rate(0.8, 0.4, 0.4), grade="C", origin="o0")
    equal = observation("equal", {"CHN": "equal"})
    sit = situation(
        THREE, *observations, again, equal, dependence=[(("o0", "o1", "again"), 0.5), (("o2",), 1)]
    )
    counted = beliefs(sit).counted["CHN"]
    assert (counted.observations, counted.origins) == (4, 3)
    assert counted.effective == pytest.approx(1 + 4 / 3)
    assert counted.together == ((("o0", "o1"), 0.5, pytest.approx(4 / 3)),)


def test_an_origin_in_two_groups_takes_the_least_exponent():
    observations = [observation(f"o{k}", rate(0.8, 0.4, 0.4)) for k in range(3)]
    sit = situation(THREE, *observations, dependence=[(("o0", "o1"), 1), (("o0", "o2"), 0.5)])
    assert exponents(frames(sit)["CHN"]) == pytest.approx((0.5, 0.5, 2 / 3))


def test_each_origin_says_how_it_weighed():
    rows = [[0.9, 0.1, 0.1], [0.1, 0.8, 0.4], [0.5, 0.5, 0.4]]
    observations = [observation(f"o{k}", rate(*row), grade="B", origin=f"x{k}") for k, row in enumerate(rows)]
    repeat = observation("again", rate(0.9, 0.2, 0.1), grade="C", origin="x0")
    found = beliefs(situation(THREE, repeat, *observations))
    discounted = [[report(p, 0.8) for p in row] for row in rows]
    by_origin = {one.origin: one for one in found.weighed}
    first = by_origin["x0"]
    assert (first.observations, first.repeats, first.pair) == (("o0",), ("again",), ("a", "b"))
    assert first.decibans == pytest.approx(first.nats * 4.342944819)
    assert first.counted == 1
    assert [name for name, one in by_origin.items() if one.shared] == ["x0"]
    assert float(first.weight.value) == 0.8
    for k, row in enumerate(discounted):
        without = posterior([0.5, 0.3, 0.2], [other for other in discounted if other is not row])
        one = by_origin[f"x{k}"]
        assert list(one.without.values()) == pytest.approx(without)
        assert one.linchpin == (without[0] < max(without))
        assert one.change == pytest.approx(one.nats)
    assert [one.origin for one in found.linchpins] == ["x0"]
    assert by_origin["x2"].diagnosticity > 0
    assert [abs(one.change) for one in found.weighed] == sorted(
        (abs(one.change) for one in found.weighed), reverse=True
    )


def test_leaving_out_an_origin_frees_what_hung_together_with_it():
    observations = [observation(f"o{k}", rate(0.8, 0.4, 0.4)) for k in range(2)]
    sit = situation(THREE, *observations, dependence=[(("o0", "o1"), 1)])
    for one in beliefs(sit).weighed:
        assert one.counted == pytest.approx(0.5)
        assert one.change == pytest.approx(0, abs=1e-12)


def test_an_exclusion_weighs_infinitely():
    sit = situation(TWO, observation("o", {"CHN": {"trade_first": 0.4, "provoked": 0}}))
    (one,) = beliefs(sit).weighed
    assert one.decibans == one.diagnosticity == one.change == float("inf")


def test_a_file_without_ranges_gives_points():
    sit = situation(THREE, observation("o", rate(0.8, 0.4, 0.1), grade="B"))
    assert all(one.low == one.value == one.high for one in beliefs(sit)["CHN"].values())


def test_a_thousand_observations_take_well_under_a_second():
    ranged = [
        observation(f"o{k}", rate((0.3 + k % 7 / 20, 0.7), "likely", 0.5), grade="BCF"[k % 3])
        for k in range(1000)
    ]
    start = time.process_time()
    beliefs(situation(THREE, *ranged))
    assert time.process_time() - start < 2


def test_evidence_for_one_actor_leaves_others_alone():
    sit = situation({**TWO, "RUS": {"a": 0.5, "b": 0.5}}, observation("o", DRONES))
    assert values(sit, "RUS") == [0.5, 0.5]
