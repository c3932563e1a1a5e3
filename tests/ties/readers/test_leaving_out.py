"""What isn't asked for is left out for a reason that is counted, by every reader in the same words."""

import pytest

from detente.faults import Place
from detente.ties.readers.account import KINDS, Account
from detente.ties.readers.store import Seen
from ties.readers.reading import DATA, read
from ties.readers.test_atop import HEAD as ATOP
from ties.readers.test_atop import line as alliance
from ties.readers.test_events import ICEWS_HEAD, icews, row
from ties.readers.test_plain import COLUMNS
from ties.readers.test_sipri import order, register

NOT_ASKED, OTHER_YEAR, WITHIN = (
    "neither side was asked for",
    "another year than was asked for",
    "both sides are one actor",
)
PLAIN = "seller,buyer,when,worth\nRUS,BLR,2018,5\n"
SOURCES = {
    "plain": (PLAIN, {"columns": COLUMNS}),
    "sipri": (register(order()), {}),
    "atop": (ATOP + alliance(370, 31, 2018), {}),
    "gdelt": (row(), {"kind": "leads"}),
    "icews": (f"{ICEWS_HEAD}\n{icews(day='2018-03-01')}", {"kind": "leads"}),
}


@pytest.mark.parametrize("name", SOURCES)
def test_another_actor_and_another_year_are_left_out(name):
    text, asked = SOURCES[name]
    assert len(read(name, text, **asked)[0]) == 1
    assert read(name, text, actors={"USA"}, **asked)[1].left_out == {NOT_ASKED: 1}
    assert read(name, text, actors={"BLR"}, years=(2018, 2018), **asked)[1].left_out == {}
    assert read(name, text, years=(1990, 1991), **asked)[1].left_out == {OTHER_YEAR: 1}


@pytest.mark.parametrize("name", ["plain", "sipri"])
def test_what_goes_on_within_a_group_is_left_out(name):
    text, asked = SOURCES[name]
    groups = dict.fromkeys(("RUS", "BLR", "AZE"), "CIS")
    assert read(name, text, groups=groups, **asked)[1].left_out == {WITHIN: 1}


def test_orders_are_leads_of_the_year_in_which_they_were_placed():
    text = register(order(), order(weapon="Pike"))
    assert read("sipri", text, kind="leads", years=(2018, 2018))[1].left_out == {OTHER_YEAR: 2}
    assert len(read("sipri", text, kind="leads", years=(2016, 2016), products=("Pi",))[0]) == 1


def test_votes_of_other_states_and_years_are_left_out():
    files = DATA / "unvotes_un_votes_sample.csv", DATA / "unvotes_un_roll_calls_sample.csv"
    leads, account = read("un_votes", *files, kind="leads", actors={"BLR"})
    assert account.left_out == {NOT_ASKED: 206 - len(leads)}
    assert read("un_votes", *files, years=(1990, 1991))[1].left_out == {OTHER_YEAR: 206}


def test_what_is_wrong_is_told_once_for_each_kind_and_only_so_many_kinds():
    account = Account()
    for number in range(KINDS + 5):
        for line in (1, 2):
            account.drop("DT651", Place(line, 1), f"kind {number}", "")
    assert account.unread == 2 * (KINDS + 5)
    assert [one.message for one in account.first] == [f"kind {number} (2 rows)" for number in range(KINDS)]


def test_keys_are_remembered_beyond_what_memory_holds():
    seen = Seen(most=3)
    keys = [str(number % 10) for number in range(30)]
    assert [seen.add(key) for key in keys] == [True] * 10 + [False] * 20
