"""Dependence: shares with what isn't known of them."""

import math
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.ties.ledger import worst
from detente.ties.shares import Share, asymmetry, dependence
from ties.making import situation, table, tie

PLAIN = [tie("RUS", 60), tie("CHN", 30), tie("DEU", 10)]


def of(*ties, vector="imports", **more):
    as_of = more.pop("known_by", None)
    return dependence(situation(*ties, as_of=as_of), "BLR", vector, **more)


def test_shares_of_a_reported_list_are_points_and_sum_to_one():
    found = of(*PLAIN)
    assert {name: one.value for name, one in found.shares.items()} == {"RUS": 0.6, "CHN": 0.3, "DEU": 0.1}
    assert all(one.low == one.value == one.high for one in found.shares.values())
    assert found.hhi[:4] == (pytest.approx(0.46), pytest.approx(0.46), pytest.approx(0.46), "reported")
    assert found.effective.value == pytest.approx(1 / 0.46)
    assert (found.total.value, found.unit, found.year, found.warnings, found.notes) == (
        1e8,
        "USD",
        2021,
        (),
        (),
    )


def test_the_direction_is_what_flows_to_or_from_the_actor():
    out = tie("RUS", 7, direction="out")
    assert list(of(*PLAIN, out, direction="out").shares) == ["RUS"]
    assert of(*PLAIN, out).shares["RUS"].value == 0.6
    with pytest.raises(ValueError, match="direction"):
        of(*PLAIN, direction="both")
    with pytest.raises(ValueError, match="no actor 'XXX'"):
        dependence(situation(*PLAIN), "XXX", "imports")


def test_a_partner_who_is_not_reported_makes_every_share_a_range():
    found = of(*PLAIN, tie("UKR", None))
    assert found.shares["UKR"] == Share(0, None, 1, "not_reported", "not reported: UKR")
    assert found.shares["RUS"] == Share(0, None, 0.6, "reported", "not reported: UKR")
    assert (found.hhi.value, found.hhi.high, found.hhi.status) == (None, 1, "not_reported")
    assert (found.total.low, found.total.value, found.total.high) == (1e8, None, None)


def test_an_unknown_figure_keeps_to_its_stated_range():
    found = of(*PLAIN, tie("UKR", (0, 100), status="suppressed"))
    assert found.shares["UKR"][:4] == (0, None, 0.5, "suppressed")
    assert found.shares["RUS"][:4] == (0.3, None, 0.6, "reported")
    assert found.total[:3] == (1e8, None, 2e8)


def test_a_true_zero_is_a_figure():
    found = of(*PLAIN, tie("UKR", 0))
    assert found.shares["UKR"] == Share(0, 0, 0, "reported")
    assert found.hhi.value == pytest.approx(0.46)


def test_what_cannot_exist_has_no_share_and_takes_none():
    found = of(*PLAIN, tie("UKR", None, status="not_applicable"))
    assert found.shares["UKR"] == Share(None, None, None, "not_applicable")
    assert found.shares["RUS"].value == 0.6


def test_a_total_of_zero_has_no_shares():
    found = of(tie("RUS", 0), tie("CHN", 0))
    assert {one.status for one in found.shares.values()} == {"not_applicable"}
    assert (found.hhi.low, found.hhi.status, found.effective.value) == (None, "not_applicable", None)


def test_a_figure_with_a_range_gives_shares_with_a_range():
    found = of(tie("RUS", (40, 60)), tie("CHN", 50), tie("DEU", 0))
    assert found.shares["RUS"][:3] == pytest.approx((40 / 90, 0.5, 60 / 110))
    assert found.hhi.value == pytest.approx(0.5)
    assert found.hhi.low <= 0.5 <= found.hhi.high


def test_an_absent_row_is_not_reported_unless_the_table_is_complete():
    rows = "RUS,60,2020\nCHN,39,2020\nVEN,1,2020\nRUS,60,2021\nCHN,40,2021"
    open_list = of(*table(rows))
    assert open_list.year == 2021
    assert open_list.shares["VEN"][:4] == (0, None, 1, "not_reported")
    assert open_list.shares["RUS"] == Share(0, 0.6, 0.6, "reported", "no figure in this year: VEN")
    assert open_list.hhi[1:4] == (pytest.approx(0.52), 1, "not_reported")
    assert (open_list.total.value, open_list.total.high, open_list.unlisted) == (1e8, None, math.inf)
    closed = of(*table(rows, complete=True))
    assert closed.shares["VEN"] == Share(0, 0, 0, "reported")
    assert closed.shares["RUS"] == Share(0.6, 0.6, 0.6, "reported")
    assert (closed.hhi.status, closed.total.high, closed.unlisted) == ("reported", 1e8, 0)


def test_many_absent_partners_are_named_in_part():
    rows = "\n".join(["RUS,96,2020", *(f"P{k},1,2020" for k in range(4)), "RUS,90,2021"])
    assert of(*table(rows)).shares["RUS"].why == "no figure in this year: P0, P1, P2 and 1 more"


def test_a_partner_first_listed_later_is_no_gap_before():
    assert list(of(*table("RUS,60,2020\nRUS,60,2021\nKAZ,5,2021"), year=2020).shares) == ["RUS"]


def test_the_latest_year_known_by_the_day_is_taken():
    rows = [tie("RUS", 60, 2020), tie("RUS", 70, 2021, known="2023-05-01")]
    assert of(*rows, known_by="2023-03-08").year == 2020
    assert of(*rows, known_by="2023-03-08", as_of=date(2023, 6, 1)).year == 2021
    assert of(*rows).year == 2021


def test_of_several_versions_the_one_known_last_counts():
    rows = [tie("RUS", 50, known="2022-05-01"), tie("RUS", 70, known="2022-01-01"), tie("CHN", 50)]
    assert of(*rows).shares["RUS"].value == 0.5
    assert of(*rows, known_by="2022-02-01").shares["RUS"].value == pytest.approx(70 / 120)


def test_an_undated_figure_stands_for_any_year_without_one():
    rows = [tie("RUS", 60, None), tie("CHN", 40, 2021)]
    assert of(*rows).shares["RUS"].value == 0.6
    assert of(rows[0]).year is None


def test_products_are_added_up_where_there_is_no_row_for_the_whole():
    rows = [
        tie("RUS", 40, product="2709"),
        tie("RUS", 20, product="2711"),
        tie("CHN", 40),
        tie("CHN", 9, product="8501"),
    ]
    assert of(*rows).shares["RUS"].value == 0.6
    unknown = of(*rows, tie("RUS", None, product="3104"))
    assert unknown.shares["RUS"][:4] == (0.6, None, 1, "not_reported")


def test_powers_of_ten_are_converted_and_other_units_are_not():
    rows = [
        tie("RUS", "0.06", unit="billion USD"),
        tie("CHN", 40_000, unit="thousand USD"),
        tie("DEU", 7, unit="tonnes"),
    ]
    found = of(*rows)
    assert found.shares["DEU"][:4] == (0, None, 1, "not_reported")
    assert found.shares["RUS"].high == 0.6
    (warned,) = found.warnings
    assert (warned.code, warned.expected, warned.got) == ("DT681", "USD", "tonnes")
    better = of(*rows, tie("DEU", 0, unit="USD"))
    assert better.shares["RUS"].value == 0.6


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("95%", "share of imports"),
        ("0.95", "share of imports"),
        ("95", "per cent of imports"),
        ("95", "% of imports"),
        ("95%", "% of imports"),
    ],
)
def test_shares_are_taken_as_shares(value, unit):
    found = of(tie("RUS", value, unit=unit))
    assert found.shares["RUS"][:3] == (0.95, 0.95, 0.95)
    assert found.hhi[:3] == (pytest.approx(0.9025), None, pytest.approx(0.905))
    assert found.unit == "share of imports"
    assert found.total.value == 1


def test_a_share_above_one_is_no_share():
    found = of(tie("RUS", 95, unit="share of imports"), tie("CHN", "0.03", unit="share of imports"))
    assert [one.code for one in found.warnings] == ["DT682"]
    assert found.shares["RUS"].value is None


def test_a_negative_figure_is_no_part_of_a_total():
    assert [one.code for one in of(tie("RUS", -3), tie("CHN", 5)).warnings] == ["DT682"]


def shared(text, **more):
    return table(text, unit="share of imports", **more)


def test_the_rest_of_listed_shares_is_unknown_in_its_parts():
    found = of(*shared("RUS,0.57,2019\nCHN,0.07,2019\nPOL,0.05,2019"))
    assert found.shares["RUS"].value == 0.57
    assert found.hhi.value is None
    assert "31.0% is unknown" in found.hhi.why
    assert found.unlisted == pytest.approx(0.05)


def test_a_complete_list_of_shares_has_an_index():
    found = of(*shared("RUS,0.6,2019\nCHN,0.4,2019", complete=True))
    assert found.hhi.value == pytest.approx(0.52)


def test_a_named_partner_without_a_share_may_have_the_rest():
    found = of(*shared("RUS,,2019\nCHN,0.2,2019\nPOL,0.1,2019"))
    assert found.shares["RUS"][:3] == (0, None, 0.7)
    assert found.shares["CHN"].value == 0.2
    assert found.hhi[:3] == pytest.approx((0.05, None, 0.54))
    closed = of(*shared("RUS,,2019\nCHN,0.2,2019\nPOL,0.1,2019", complete=True))
    assert closed.shares["RUS"][:3] == (0.7, None, 0.7)


def test_ranges_of_a_complete_list_are_cut_to_a_sum_of_one():
    rows = [
        tie("RUS", (0.4, 0.9), unit="share", complete=True),
        tie("CHN", (0.3, 0.5), unit="share", complete=True),
    ]
    assert of(*rows).shares["RUS"][:3] == (0.5, 0.65, 0.7)


def test_a_complete_list_that_falls_short_is_left_open():
    rows = [tie("RUS", (0.1, 0.2), unit="share", complete=True)]
    assert of(*rows).hhi[:3] == pytest.approx((0.01, None, 0.2))


def test_many_small_parts_of_a_rest_are_bounded_safely():
    rows = [tie("RUS", (0.3, 0.4), unit="share"), tie("CHN", (0.01, 0.02), unit="share")]
    assert of(*rows).hhi.high >= 0.4**2 + 0.02**2 + 29 * 0.02**2


def test_shares_that_sum_to_more_than_one_are_warned_of_and_not_scaled():
    found = of(*shared("RUS,0.7,2019\nCHN,0.4,2019"))
    assert [one.code for one in found.warnings] == ["DT685"]
    assert found.shares["RUS"].value == 0.7
    assert found.hhi.value is None


def test_mirror_shares_are_scaled_beside_a_partner_in_the_dark():
    before = shared("RUS,0.57,2019\nCHN,0.07,2019")
    now = shared("CHN,0.26,2022\nPOL,0.15,2022", status="mirror")
    found = of(*before, *now)
    assert found.shares["RUS"][:4] == (0, None, 1, "not_reported")
    assert found.shares["CHN"][:4] == (0, None, 0.26, "mirror")
    assert found.hhi.high == 1
    assert found.hhi.why == "not reported: RUS"


def test_without_figures_nothing_is_known():
    found = of(vector="arms")
    assert (found.hhi.low, found.hhi.value, found.hhi.high, found.hhi.status) == (0, None, 1, "not_reported")
    assert [one.code for one in found.warnings] == ["DT686"]
    assert found.total.value is None
    gap = of(*PLAIN, year=2030)
    assert {one[:3] for one in gap.shares.values()} == {(0, None, 1)}
    assert [one.hint for one in gap.warnings] == ["the years on record: 2021"]


VALUES = st.lists(st.integers(0, 50), min_size=2, max_size=5).filter(lambda values: sum(values) > 0)


@given(VALUES, st.integers(0, 4), st.booleans())
def test_marking_a_value_unknown_never_narrows(values, k, share):
    total = max(1, sum(values)) * 5 // 4 + 1
    rows = [
        tie(f"P{n}", Fraction(value, total) if share else value, unit="share" if share else "USD", line=n + 1)
        for n, value in enumerate(values)
    ]
    before = of(*rows)
    rows[k % len(rows)] = tie(f"P{k % len(rows)}", None)
    after = of(*rows)
    for one, other in [
        *zip(before.shares.values(), after.shares.values(), strict=True),
        (before.hhi, after.hhi),
    ]:
        assert other.low is None or other.low <= one.low + 1e-12
        assert other.high is None or other.high >= one.high - 1e-12


@given(VALUES, st.integers(1, 50))
def test_a_further_partner_never_raises_a_listed_share(values, more):
    rows = [tie(f"P{n}", value) for n, value in enumerate(values)]
    before, after = of(*rows), of(*rows, tie("NEW", more))
    assert all(after.shares[name].value <= one.value for name, one in before.shares.items())
    assert sum(one.value for one in after.shares.values()) == pytest.approx(1)


@given(VALUES)
def test_the_index_lies_between_its_bounds(values):
    found = of(*[tie(f"P{n}", (value, value + 3)) for n, value in enumerate(values)])
    assert found.hhi.low <= found.hhi.value <= found.hhi.high


def test_asymmetry_is_one_sided_where_one_side_is_nought():
    a, nought = Share(0.2, 0.3, 0.4, "reported"), Share(0, 0, 0, "reported")
    assert asymmetry(a, nought)[:3] == (math.inf, math.inf, math.inf)
    assert asymmetry(nought, a)[:3] == (-math.inf, -math.inf, -math.inf)
    assert asymmetry(nought, nought)[:3] == (None, None, None)
    ranged = asymmetry(a, Share(0.1, None, 0.2, "mirror"))
    assert ranged[:4] == (0, None, pytest.approx(math.log(4)), "mirror")


def test_the_worst_status_speaks_for_a_sum():
    assert worst(["reported", "estimated", "suppressed"]) == "suppressed"
    assert worst([]) == worst(["not_applicable"]) == "not_applicable"
