"""The register of arms transfers, on made-up orders: introduction, changing words, marks of uncertainty, several years."""

from decimal import Decimal

import pytest

from detente.faults import SituationError
from ties.readers.reading import by_pair, read, told

INTRODUCTION = "".join(f"Made-up line {number}, with a comma\n" for number in range(9)) + "\nLast line\n"
HEADER = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
)
OTHER_HEADER = (
    "Supplier,Recipient,Designation,Description,Order date, ,No. ordered, ,Deliveries in the Year Range, ,"
    "Years of delivery,TIV of delivered weapons\n"
)


def order(recipient="Azerbaijan", supplier="Belarus", weapon="Halberd", years="2018", volume="12", **marks):
    cells = {"ordered": "", "number": "", "delivered": ""} | marks
    return (
        f"{recipient},{supplier},2016,{cells['ordered']},6,{cells['number']},{weapon},made-up launcher,6,"
        f'{cells["delivered"]},{years},New,"Said, by some",2,12,{volume}\n'
    )


def register(*orders):
    return INTRODUCTION + HEADER + "".join(orders)


def test_the_lines_of_introduction_are_passed_over_and_lines_still_count_from_the_top():
    flows, account = read("sipri", register(order(), order(recipient="Ruritania")))
    assert by_pair(flows) == {("BLR", "AZE", 2018): Decimal(12)}
    assert told(account) == [("DT652", 14)]
    assert account.read == 2


def test_the_wording_of_the_header_may_change():
    text = INTRODUCTION + OTHER_HEADER + "Belarus,Azerbaijan,Halberd,launcher,2016, ,6,?,6, ,2018,12\n"
    text = text.replace("Years of delivery", "Year(s) of deliveries")
    flows, _ = read("sipri", text)
    assert by_pair(flows) == {("BLR", "AZE", 2018): Decimal(12)}
    assert flows[0].note == "uncertain: number ordered"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-8-sig"])
def test_latin_letters_are_read_in_either_encoding(encoding):
    flows, account = read("sipri", register(order(weapon="Flèche")).encode(encoding), by_product=True)
    assert flows[0].product == "Flèche"
    latin = {"lines that were not UTF-8, read as Latin-1": 1} if encoding == "latin-1" else {}
    assert account.notes == latin


def test_marks_of_uncertainty_survive():
    flows, _ = read("sipri", register(order(ordered="?", delivered="?")))
    assert flows[0].status == "estimated"
    assert flows[0].note == "uncertain: year of order, uncertain: number delivered"
    (lead,), _ = read("sipri", register(order(number="?")), kind="leads")
    assert "Uncertain: number ordered" in lead.says
    assert "Said, by some" in lead.says


def test_several_years_of_delivery_share_the_volume_and_lose_none_of_it():
    flows, _ = read("sipri", register(order(years="2016; 2017; 2019", volume="10")))
    assert [one.year for one in flows] == [2016, 2017, 2019]
    assert sum(one.value for one in flows) == 10
    assert {one.status for one in flows} == {"estimated"}
    assert {one.note for one in flows} == {"spread evenly over several years of delivery"}
    ranged, _ = read("sipri", register(order(years="2016-2018")))
    assert [one.year for one in ranged] == [2016, 2017, 2018]


def test_orders_are_added_up_and_an_estimate_among_them_shows():
    flows, _ = read("sipri", register(order(), order(weapon="Pike", volume="3.5", delivered="?")))
    assert by_pair(flows) == {("BLR", "AZE", 2018): Decimal("15.5")}
    assert flows[0].status == "estimated"
    apart, _ = read("sipri", register(order(), order(weapon="Pike")), by_product=True)
    assert [one.product for one in apart] == ["Halberd", "Pike"]


def test_an_order_of_which_no_delivery_is_known_is_no_tie_but_a_lead():
    text = register(order(years="", volume=""))
    flows, account = read("sipri", text)
    assert flows == []
    assert account.left_out == {"nothing of the order is known to have been delivered": 1}
    (lead,), _ = read("sipri", text, kind="leads")
    assert (lead.by, lead.on, lead.code, lead.coded) == ("BLR", "AZE", "Halberd", "by people")


def test_an_empty_volume_is_unknown_and_a_nought_is_a_little():
    unknown, small = read("sipri", register(order(volume=""), order(years="2019", volume="0")))[0]
    assert (unknown.value, unknown.status) == (None, "not_reported")
    assert (small.value, small.status, small.note) == (
        0,
        "estimated",
        "below half a million and counted as 0",
    )


def test_a_volume_without_a_year_is_listed():
    assert told(read("sipri", register(order(years="")))[1]) == [("DT651", 13)]


def test_who_is_no_state_keeps_a_name_and_is_not_left_out():
    text = register(order(supplier="Unknown supplier(s)"), order(supplier="Order of the Made-up (Syldavia)*"))
    flows, account = read("sipri", text)
    assert {one.source for one in flows} == {"Unknown_supplier_s", "Order_of_the_Made_up_Syldavia"}
    assert account.unread == 0


def test_made_up_states_are_read_once_it_is_said_who_they_are():
    text = register(order(recipient="Borduria", supplier="Syldavia"))
    flows, _ = read("sipri", text, names={"Borduria": "BRD", "Syldavia": "SYL"}, actors={"BRD"})
    assert by_pair(flows) == {("SYL", "BRD", 2018): Decimal(12)}


def test_a_file_without_the_header_is_not_the_register():
    with pytest.raises(SituationError) as caught:
        read("sipri", "Country,Value\nBelarus,1\n")
    assert caught.value.faults[0].code == "DT650"
    with pytest.raises(SituationError, match="lacks the column Weapon description"):
        read("sipri", register(order()).replace("Weapon description", "About"))
