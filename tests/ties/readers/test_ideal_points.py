"""Ideal points: names of columns by release, sessions or years, empty cells, distances with what is left of their range."""

from decimal import Decimal

import pytest

from ties.readers.reading import DATA, by_pair, read, told

SAMPLE = DATA / "unga_ideal_points_july2025_2010on.csv"


def test_the_distance_of_two_states_is_the_same_both_ways():
    flows, account = read("ideal_points", SAMPLE, years=(2018, 2018))
    found = by_pair(flows)
    assert all(found[one, other, year] == found[other, one, year] for one, other, year in found)
    assert found["CAN", "USA", 2018] == Decimal("2.693874") - Decimal("1.348809")
    assert account.unread == 0
    assert {one.status for one in flows} == {"estimated"}


def test_the_two_ranges_leave_a_range_of_the_distance():
    """The United States 2.520493 to 2.860627, Canada 1.186747 to 1.514608."""
    flows, _ = read("ideal_points", SAMPLE, years=(2018, 2018), actors={"USA"})
    (note,) = [one.note for one in flows if one.source == "CAN"]
    low, high = Decimal("2.520493") - Decimal("1.514608"), Decimal("2.860627") - Decimal("1.186747")
    assert note == f"{low} to {high.normalize()} where each lies within its 5 to 95 % range"
    assert {one.target for one in flows} == {"USA"}


def test_an_empty_cell_is_not_reported():
    flows, _ = read("ideal_points", SAMPLE, years=(2024, 2024), actors={"CUB"}, choices={"estimate": "all"})
    assert flows
    assert {(one.value, one.status) for one in flows} == {(None, "not_reported")}
    final, _ = read("ideal_points", SAMPLE, years=(2024, 2024), actors={"CUB"})
    assert any(one.value is not None for one in final)


@pytest.mark.parametrize(
    "text",
    [
        "ccode,session,IdealPointFP,Q5%FP,Q95%FP\n2,73,2.5,2,3\n20,73,1.5,1,2\n",
        "ccode,year,idealpointfp,q5fp,q95fp\n2,2018,2.5,2,3\n20,2018,1.5,1,2\n",
        "Ccode,Year,IdealPoint,Q5%,Q95%\n2,2018,2.5,2,3\n20,2018.0,1.5,1,2\n",
    ],
)
def test_columns_are_found_under_the_names_of_any_release(text):
    flows, _ = read("ideal_points", text)
    assert by_pair(flows) == {("CAN", "USA", 2018): Decimal("1.0"), ("USA", "CAN", 2018): Decimal("1.0")}
    assert {one.note for one in flows} == {"0 to 2 where each lies within its 5 to 95 % range"}


def test_without_bounds_there_is_no_range():
    flows, _ = read("ideal_points", "ccode,year,idealpoint\n2,2018,2.5\n20,2018,1.5\n")
    assert {one.note for one in flows} == {""}


def test_names_that_were_decoded_wrongly_do_no_harm():
    text = "ccode,countryname,year,idealpointfp\n640,T\xc3\xbcrkiye,2018,0.5\n437,C\xc3\xb4te d'Ivoire,2018,-0.5\n"
    assert set(by_pair(read("ideal_points", text)[0])) == {("TUR", "CIV", 2018), ("CIV", "TUR", 2018)}


def test_a_state_stands_once_in_a_year():
    text = "ccode,year,idealpointfp\n2,2018,0.5\n2,2018,0.6\n20,2018,1\n"
    flows, account = read("ideal_points", text)
    assert by_pair(flows)["USA", "CAN", 2018] == Decimal("0.5")
    assert told(account) == [("DT654", 3)]
