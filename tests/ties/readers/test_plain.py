"""Plain tables: columns as the user says, names or codes, several products, what is missing."""

from decimal import Decimal

import pytest

from ties.readers.reading import by_pair, read, told

COLUMNS = {"from": "seller", "to": "buyer", "year": "when", "value": "worth"}
HEAD = "seller,buyer,when,worth,good,state of it\n"


def of(text, **asked):
    return read("plain", HEAD + text, columns=COLUMNS | asked.pop("more", {}), **asked)


def test_codes_and_names_are_read_side_by_side():
    flows, _ = of("RUS,Belarus,2021,5,a,\nTürkiye,BLR,2021,1e3,a,\n")
    assert by_pair(flows) == {("RUS", "BLR", 2021): Decimal(5), ("TUR", "BLR", 2021): Decimal(1000)}


def test_a_scheme_of_codes_can_be_named():
    flows, _ = of("365,370,1992,5,a,\n365,2,1980,5,a,\n", choices={"codes": "cow"})
    assert set(by_pair(flows)) == {("RUS", "BLR", 1992), ("SUN", "USA", 1980)}


def test_what_is_the_same_in_all_rows_needs_no_column():
    text = "year,partner,share\n2019,Russia,57\n2019,China,7\n"
    columns = {"year": "year", "from": "partner", "value": "share"}
    flows, _ = read("plain", text, columns=columns, fixed={"to": "BLR"})
    assert by_pair(flows) == {("RUS", "BLR", 2019): Decimal(57), ("CHN", "BLR", 2019): Decimal(7)}


def test_products_are_added_up_or_kept_apart():
    text = "RUS,BLR,2021,5,oil,\nRUS,BLR,2021,6,gas,\n"
    added, _ = of(text, more={"product": "good"})
    assert by_pair(added) == {("RUS", "BLR", 2021): Decimal(11)}
    apart, _ = of(text, more={"product": "good"}, by_product=True)
    assert [(one.product, one.value) for one in apart] == [("oil", Decimal(5)), ("gas", Decimal(6))]
    some, account = of(text, more={"product": "good"}, products=("oi",))
    assert by_pair(some) == {("RUS", "BLR", 2021): Decimal(5)}
    assert account.left_out == {"another product than was asked for": 1}


def test_a_pair_that_stands_twice_is_not_added_up():
    flows, account = of("RUS,BLR,2021,5,oil,\nRUS,BLR,2021,6,gas,\n")
    assert by_pair(flows) == {("RUS", "BLR", 2021): Decimal(5)}
    assert told(account) == [("DT654", 3)]


def test_further_marks_can_stand_for_what_is_missing():
    flows, account = of("RUS,BLR,2021,-9,a,\nRUS,BLR,2022,-99,a,\n", choices={"missing": "-9, -99"})
    assert [(one.value, one.status) for one in flows] == [(None, "not_reported")] * 2
    assert account.unread == 0


def test_status_comes_from_its_column_and_must_fit_the_value():
    text = "RUS,BLR,2021,5,a,mirror\nRUS,BLR,2022,,a,suppressed\nRUS,BLR,2023,,a,reported\nRUS,BLR,2024,5,a,mirrored\n"
    flows, account = of(text, more={"status": "state of it"})
    assert [(one.year, one.status) for one in flows] == [(2021, "mirror"), (2022, "suppressed")]
    assert told(account) == [("DT651", 4), ("DT651", 5)]
    assert account.first[1].hint == "did you mean 'mirror'?"


@pytest.mark.parametrize("worth", ["12,5", "1.234.567", "5 %", "many", "1_000", "inf", "1e99"])
def test_a_value_that_is_no_number_is_listed(worth):
    flows, account = of(f'RUS,BLR,2021,"{worth}",a,\n')
    assert flows == []
    assert [(one.line, one.column, one.got) for one in account.first] == [(2, 4, worth)]


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_cells_may_be_set_apart_by_comma_semicolon_or_tab(delimiter):
    text = (HEAD + "RUS,BLR,2021,5,a,\n").replace(",", delimiter)
    assert by_pair(read("plain", text, columns=COLUMNS)[0]) == {("RUS", "BLR", 2021): Decimal(5)}
