"""Alliance obligations, on a made-up table: five of them, each 0 or 1, in one direction or both."""

from decimal import Decimal

from ties.readers.reading import by_pair, read, told

HEAD = "ddyad,year,stateA,stateB,atopally,defense,offense,neutral,nonagg,consul,number\n"


def line(first, second, year, obligations="1,0,0,1,1"):
    return f"1,{year},{first},{second},1,{obligations},2\n"


def test_the_first_state_owes_the_second():
    flows, account = read("atop", HEAD + line(365, 370, 2018) + line(370, 365, 2018))
    assert by_pair(flows) == {("RUS", "BLR", 2018): Decimal(1), ("BLR", "RUS", 2018): Decimal(1)}
    assert {one.product for one in flows} == {""}
    assert not account.notes


def test_five_obligations_can_be_kept_apart_as_products():
    kinds = ("defence", "offence", "neutrality", "non-aggression", "consultation")
    flows, _ = read("atop", HEAD + line(365, 370, 2018, "1,0,1,0,1"), products=kinds)
    assert [(one.product, int(one.value)) for one in flows] == list(zip(kinds, (1, 0, 1, 0, 1), strict=True))


def test_an_obligation_that_a_treaty_has_not_is_a_true_nought():
    flows, _ = read("atop", HEAD + line(370, 710, 2018, "0,0,0,1,0"))
    assert [(one.source, one.target, one.value, one.status) for one in flows] == [
        ("BLR", "CHN", Decimal(0), "reported")
    ]


def test_a_direction_that_is_missing_is_counted_and_not_made_up():
    flows, account = read("atop", HEAD + line(365, 370, 2018) + line(365, 371, 2018) + line(371, 365, 2018))
    assert len(flows) == 3
    assert account.notes == {"rows whose opposite direction is missing, and not made up": 1}


def test_other_names_of_the_columns_are_known():
    text = HEAD.replace("stateA", "mem1").replace("stateB", "mem2") + line(2, 20, 2000)
    assert by_pair(read("atop", text)[0]) == {("USA", "CAN", 2000): Decimal(1)}


def test_an_obligation_is_nought_or_one_and_a_pair_stands_once():
    text = HEAD + line(2, 20, 2000, "2,0,0,0,0") + line(2, 20, 2001, ".,0,0,0,0") + 2 * line(2, 20, 2002)
    flows, account = read("atop", text)
    assert [(one.year, one.value) for one in flows] == [(2001, None), (2002, Decimal(1))]
    assert told(account) == [("DT651", 2), ("DT654", 5)]
