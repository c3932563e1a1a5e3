"""Votes in the General Assembly: absence is no disagreement, numbers of resolutions in two styles, NA is Namibia."""

import pytest

from detente.faults import SituationError
from naive import readers as naive
from ties.readers.reading import DATA, by_pair, read, told

VOTES = DATA / "unvotes_un_votes_sample.csv"
CALLS = DATA / "unvotes_un_roll_calls_sample.csv"
VOTE_HEAD = "rcid,country,country_code,vote\n"
CALL_HEAD = "rcid,session,importantvote,date,unres,amend,para,short,descr\n"
CALL = "1,71.0,0,2017-06-01,A/RES/71/290,,,On made-up things,\n"


def test_shares_of_votes_alike_are_those_of_the_twin():
    flows, account = read("un_votes", VOTES, CALLS)
    twin = naive.alike(naive.rows(VOTES), naive.rows(CALLS))
    codes = {"CD": "COD", "NA": "NAM", "GB": "GBR", "BY": "BLR", "CN": "CHN"}
    ours = {(one.source, one.target, one.year): one.note for one in flows}
    assert len(ours) == len(twin)
    for (one, other, year), (same, both) in twin.items():
        if one in codes and other in codes:
            assert ours[codes[one], codes[other], year] == f"{same} of {both} votes that both cast"
    assert {one.code for one in account.first} == {"DT651"}  # roll calls that the sample lacks


def test_the_order_of_the_two_files_does_not_matter():
    assert read("un_votes", VOTES, CALLS)[0] == read("un_votes", CALLS, VOTES)[0]


def test_only_votes_that_both_cast_are_compared():
    calls = CALL_HEAD + CALL + CALL.replace("1,71.0", "2,71.0")
    votes = (
        VOTE_HEAD
        + "1,Belarus,BY,yes\n1,China,CN,no\n1,France,FR,yes\n2,Belarus,BY,abstain\n2,China,CN,abstain\n"
    )
    flows, _ = read("un_votes", votes, calls, actors={"BLR"})
    assert {one.source: (float(one.value), one.note) for one in flows} == {
        "CHN": (0.5, "1 of 2 votes that both cast"),
        "FRA": (1.0, "1 of 1 votes that both cast"),
    }


def test_numbers_stand_for_votes_too_and_absence_is_left_out():
    votes = VOTE_HEAD + "1.0,Belarus,BY,1\n1.0,China,CN,3.0\n1.0,France,FR,8\n1.0,Chad,TD,9\n"
    flows, account = read("un_votes", votes, CALL_HEAD + CALL)
    assert set(by_pair(flows)) == {("CHN", "BLR", 2017), ("BLR", "CHN", 2017)}
    assert account.left_out == {"absent, or not a member": 2}


def test_a_session_with_a_point_and_resolutions_in_two_styles_are_read():
    calls = CALL_HEAD + CALL + '2,72.0,,2017-12-04,R/72/50,,1,,"The President: made-up\nwords"\n'
    votes = VOTE_HEAD + "1,Belarus,BY,no\n2,Belarus,BY,yes\n"
    leads, _ = read("un_votes", votes, calls, kind="leads")
    assert [(one.code, one.says, one.date) for one in leads] == [
        ("A/RES/71/290", "Voted against A/RES/71/290: On made-up things", "2017-06-01"),
        ("A/RES/72/50", "Voted for A/RES/72/50: The President: made-up words", "2017-12-04"),
    ]
    assert {one.coded for one in leads} == {"by people"}
    real, _ = read("un_votes", VOTES, CALLS, kind="leads", actors={"BLR"})
    assert all(one.code.startswith("A/RES/") for one in real)


def test_na_is_namibia_unless_the_name_says_otherwise():
    votes = VOTE_HEAD + "1,Namibia,NA,yes\n1,Zanzibar,NA,yes\n1,Belarus,,yes\n"
    calls = CALL_HEAD + CALL.replace("2017-06-01", "1964-01-15")
    assert {one.by for one in read("un_votes", votes, calls, kind="leads")[0]} == {"NAM", "ZAN", "BLR"}


def test_a_vote_of_a_roll_call_that_is_not_there_is_listed():
    votes = VOTE_HEAD + "7,Belarus,BY,yes\n1,Belarus,BY,maybe\n1,China,CN,yes\n1,China,CN,no\n"
    _, account = read("un_votes", votes, CALL_HEAD + CALL)
    assert told(account) == [("DT651", 2), ("DT651", 3), ("DT654", 5)]


@pytest.mark.parametrize(
    ("given", "missing"), [([VOTES], "no file of roll calls"), ([CALLS], "no file of votes")]
)
def test_both_files_are_needed(given, missing):
    with pytest.raises(SituationError, match=missing):
        read("un_votes", *given)
