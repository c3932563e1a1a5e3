"""BACI: codes that aren't those of ISO, products with a first nought, quantities that are missing."""

import csv
from decimal import Decimal
from fractions import Fraction

import pytest

from detente.faults import SituationError
from detente.ties.codes import state_of
from naive import readers as naive
from ties.readers.reading import DATA, by_pair, read, reconciled, told

SAMPLE = DATA / "baci_hs92_layout_2022_subset.csv"
HEAD = "t,i,j,k,v,q\n"


def names():
    with (DATA / "baci_country_codes_V202401b.csv").open(encoding="utf-8", newline="") as stream:
        return {row["country_code"]: row["country_iso3"] for row in csv.DictReader(stream)}


def test_values_are_added_up_by_pair_as_the_twin_does():
    flows, account = read("baci", SAMPLE)
    assert {key: Fraction(value) for key, value in by_pair(flows).items()} == naive.trade(SAMPLE, names())
    assert (account.read, account.unread, account.left_out.total()) == (300, 0, 0)
    assert {one.status for one in flows} == {"reported"}


def test_products_kept_apart_keep_their_first_nought():
    text = HEAD + "2022,112,156,010121,1.5,2\n2022,112,156,10190,2.5,3\n"
    flows, account = read("baci", text, by_product=True)
    assert [(one.product, one.value) for one in flows] == [
        ("010121", Decimal("1.5")),
        ("010190", Decimal("2.5")),
    ]
    assert account.notes == {"product codes that had lost their first nought, given back": 1}


def test_france_the_united_states_and_switzerland_have_codes_of_their_own():
    flows, _ = read("baci", HEAD + "2022,251,842,010121,1,\n2022,757,579,010121,2,\n")
    assert set(by_pair(flows)) == {("FRA", "USA", 2022), ("CHE", "NOR", 2022)}


def test_codes_with_one_iso_code_stay_the_states_of_their_time():
    text = (
        HEAD
        + "1997,58,276,010121,1,\n1999,56,276,010121,2,\n2005,736,156,010121,3,\n2015,729,156,010121,4,\n"
    )
    flows, _ = read("baci", text)
    assert set(by_pair(flows)) == {
        ("BLX", "DEU", 1997),
        ("BEL", "DEU", 1999),
        ("SDN", "CHN", 2005),
        ("SDN", "CHN", 2015),
    }


def test_namibia_is_a_state_and_not_a_gap():
    with (DATA / "baci_country_codes_V202401b.csv").open(encoding="utf-8", newline="") as stream:
        row = next(row for row in csv.DictReader(stream) if row["country_name"] == "Namibia")
    assert row["country_iso2"] == ""  # lost on its way: NA was taken for a gap
    assert by_pair(read("baci", HEAD + "2022,516,156,010121,1,\n")[0]) == {("NAM", "CHN", 2022): Decimal(1)}
    assert state_of("iso2", "NA").id == "NAM"


def test_a_quantity_that_is_missing_makes_the_sum_unknown_and_is_never_nought():
    text = HEAD + "2022,643,112,270900,5,100\n2022,643,112,271121,6,\n2022,643,156,270900,7,        NA\n"
    flows, _ = read("baci", text, choices={"measure": "quantity"})
    belarus, china = flows
    assert (belarus.target, belarus.value, belarus.status) == ("BLR", None, "not_reported")
    assert belarus.note == "at least 100: 1 of 2 figures is missing"
    assert (china.target, china.value, china.status, china.note) == ("CHN", None, "not_reported", "")
    value = by_pair(read("baci", text)[0])
    assert value == {("RUS", "BLR", 2022): Decimal(11), ("RUS", "CHN", 2022): Decimal(7)}


def test_what_was_not_asked_for_is_counted_by_reason():
    flows, account = read("baci", SAMPLE, actors={"RUS"}, years=(2022, 2022), products=("2709",))
    assert flows
    assert {"RUS"} <= {one.source for one in flows} | {one.target for one in flows}
    assert set(account.left_out) == {"neither side was asked for", "another product than was asked for"}
    by_product, kept = read("baci", SAMPLE, actors={"RUS"}, products=("2709",), by_product=True)
    assert reconciled(kept, len(by_product))
    assert read("baci", SAMPLE, years=(1990, 2000))[1].left_out == {"another year than was asked for": 300}


def test_a_group_counts_as_one_and_its_inner_trade_is_left_out():
    groups = dict.fromkeys(("DEU", "FRA"), "EU")
    text = HEAD + "2022,276,112,010121,1,\n2022,251,112,010121,2,\n2022,276,251,010121,4,\n"
    flows, account = read("baci", text, groups=groups, by_product=True)
    assert by_pair(flows) == {("EU", "BLR", 2022): Decimal(3)}
    assert account.left_out == {"both sides are one actor": 1}


def test_rows_that_cannot_be_read_are_listed_with_line_and_column():
    text = HEAD + (
        "2022,643,112,270900,5,1\n"
        "20x2,643,112,270900,5,1\n"
        "2022,999,112,270900,5,1\n"
        "2022,643,112,oil,5,1\n"
        "2022,643,112,270900,many,1\n"
        "2022,643,112,270900,-5,1\n"
        "2022,643,112,270900\n"
        "1995,200,112,270900,5,1\n"
    )
    flows, account = read("baci", text)
    assert by_pair(flows) == {("RUS", "BLR", 2022): Decimal(5)}
    assert [(one.code, one.line, one.column) for one in account.first] == [
        ("DT651", 3, 1),
        ("DT652", 4, 2),
        ("DT651", 5, 4),
        ("DT651", 6, 5),
        ("DT651", 7, 5),
        ("DT651", 8, 1),
        ("DT653", 9, 2),
    ]
    assert (account.read, account.unread) == (8, 7)
    assert "--name '999=ID'" in account.first[1].hint


def test_whom_a_code_stands_for_can_be_said():
    flows, account = read("baci", HEAD + "2022,490,112,010121,1,\n", names={"490": "TWN"})
    assert by_pair(flows) == {("TWN", "BLR", 2022): Decimal(1)}
    assert account.unread == 0
    assert by_pair(read("baci", HEAD + "2022,490,112,010121,1,\n")[0]) == {("S19", "BLR", 2022): Decimal(1)}


def test_a_year_in_two_files_is_worth_knowing():
    _, account = read("baci", HEAD + "2022,643,112,270900,5,1\n", HEAD + "2022,643,112,270900,5,1\n")
    assert account.notes == {"years that stand in more than one file, added up (2022)": 1}


def test_a_column_that_is_missing_is_told_with_those_that_were_found():
    with pytest.raises(SituationError) as caught:
        read("baci", "t,exporter,j,k,value\n2022,1,2,3,4\n")
    (one,) = caught.value.faults
    assert (one.code, one.message) == ("DT650", "the table lacks the columns i, v")
    assert one.got == "t, exporter, j, k, value"
    with pytest.raises(SituationError, match="is 'flow_1x' what is meant by 'flow1'"):
        read("cow_trade", "ccode1,ccode2,year,flow_1x,flow2\n")
    assert told(read("baci", HEAD)[1]) == []
