"""Trade of the Correlates of War, on a made-up table: who imports from whom, and figures that are missing."""

from decimal import Decimal

from ties.readers.reading import by_pair, read, reconciled, told

HEAD = "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,bel_lux_alt_flow1,source1,version\n"


def line(first, second, year, flow1, flow2):
    return f"{first},{second},{year},Borduria,Syldavia,{flow1},{flow2},77,77,-9,1,4.0\n"


def test_flow1_is_what_the_first_imports_from_the_second():
    flows, account = read("cow_trade", HEAD + line(365, 370, 2014, 11744, 22285.03))
    assert by_pair(flows) == {
        ("BLR", "RUS", 2014): Decimal(11744),
        ("RUS", "BLR", 2014): Decimal("22285.03"),
    }
    assert account.read == 1


def test_minus_nine_is_not_reported_and_other_negative_figures_are_errors():
    flows, account = read("cow_trade", HEAD + line(2, 20, 2014, -9, "-9.0") + line(2, 365, 2014, 5, -3))
    assert [(one.value, one.status) for one in flows] == [(None, "not_reported")] * 2
    assert told(account) == [("DT651", 3)]
    assert account.first[0].column == 7


def test_a_blank_is_not_reported_and_a_nought_is_a_nought():
    flows, _ = read("cow_trade", HEAD + line(2, 20, 2014, "", 0))
    assert [(one.source, one.value, one.status) for one in flows] == [
        ("CAN", None, "not_reported"),
        ("USA", Decimal(0), "reported"),
    ]


def test_one_code_is_another_state_in_another_year():
    text = HEAD + line(345, 365, 1950, 1, 2) + line(345, 365, 2014, 3, 4) + line(678, 2, 1980, 5, 6)
    pairs = set(by_pair(read("cow_trade", text)[0]))
    assert pairs == {
        ("SUN", "YUG", 1950),
        ("YUG", "SUN", 1950),
        ("RUS", "SRB", 2014),
        ("SRB", "RUS", 2014),
        ("USA", "YAR", 1980),
        ("YAR", "USA", 1980),
    }


def test_a_state_with_two_codes_in_a_year_is_one_state():
    """Germany has the code 260 until October 1990 and 255 from then on."""
    flows, _ = read("cow_trade", HEAD + line(255, 2, 1990, 10, 20) + line(260, 2, 1990, 30, 40))
    assert by_pair(flows) == {("USA", "DEU", 1990): Decimal(40), ("DEU", "USA", 1990): Decimal(60)}


def test_a_pair_that_stands_twice_counts_once_and_is_listed():
    text = HEAD + line(2, 20, 2014, 1, 2) + line(2, 20, 2014, 1, 2) + line(20, 2, 2014, 2, 1)
    flows, account = read("cow_trade", text)
    assert by_pair(flows) == {("CAN", "USA", 2014): Decimal(1), ("USA", "CAN", 2014): Decimal(2)}
    assert [one.code for one in account.first] == ["DT654"]
    assert account.unread == 2


def test_a_member_without_a_figure_makes_its_group_unknown():
    groups = dict.fromkeys(("DEU", "FRA"), "EU")
    text = HEAD + line(255, 370, 2014, 5, 7) + line(220, 370, 2014, -9, 8)
    flows, _ = read("cow_trade", text, groups=groups)
    assert [(one.source, one.value, one.note) for one in flows] == [
        ("BLR", None, "at least 5: 1 of 2 figures is missing"),
        ("EU", Decimal(15), ""),
    ]


def test_rows_left_out_are_counted_by_row():
    text = HEAD + line(2, 20, 2014, 1, 2) + line(2, 365, 1999, 1, 2) + line(365, 370, 2014, 1, 2)
    flows, account = read("cow_trade", text, actors={"RUS"}, years=(2010, 2014))
    assert account.left_out == {"neither side was asked for": 1, "another year than was asked for": 1}
    assert reconciled(account, len(flows) // 2)
