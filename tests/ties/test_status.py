"""Blackouts told apart from trade that ended."""

from hypothesis import given
from hypothesis import strategies as st

from detente.ties.ledger import ledger_of
from detente.ties.shares import dependence
from detente.ties.status import mirrored, silences
from naive.shares import silent_partners
from ties.making import situation, table

BLACKOUT = """
RUS,95,2020
CHN,3,2020
DEU,2,2020
RUS,95,2021
CHN,4,2021
DEU,2,2021
CHN,5,2022
DEU,3,2022
"""


def found(*ties, year):
    result = dependence(situation(*ties), "BLR", "imports", year)
    return [one.code for one in result.warnings], [one.code for one in result.notes]


def test_a_large_partner_gone_with_the_total_is_a_blackout():
    assert found(*table(BLACKOUT), year=2021) == ([], [])
    assert found(*table(BLACKOUT), year=2022) == (["DT683", "DT687"], [])


def test_a_complete_table_does_not_make_a_blackout_a_zero():
    result = dependence(situation(*table(BLACKOUT, complete=True)), "BLR", "imports", 2022)
    assert result.shares["RUS"][:4] == (0, None, 1, "not_reported")
    assert result.shares["CHN"].value is None
    assert result.hhi.high == 1
    assert [one.code for one in result.warnings] == ["DT683", "DT687"]
    assert "95%" in result.warnings[0].message or "94%" in result.warnings[0].message


def test_a_written_zero_ends_it():
    assert found(*table(BLACKOUT + "RUS,0,2022"), year=2022) == ([], [])
    mirror = table("RUS,0,2022", status="mirror")
    assert found(*table(BLACKOUT), *mirror, year=2022) == (["DT683", "DT687"], [])


def test_without_a_fall_of_the_total_it_is_worth_a_note():
    rows = table(BLACKOUT.replace("CHN,5,2022", "CHN,90,2022"))
    assert found(*rows, year=2022) == ([], ["DT684"])


def test_a_middling_partner_is_worth_a_note_and_a_small_one_nothing():
    rows = table("RUS,88,2020\nVEN,10,2020\nDEU,2,2020\nRUS,88,2021")
    assert found(*rows, year=2021) == ([], ["DT684"])


def test_mirror_figures_without_the_partner_are_a_blackout_whatever_their_total():
    rows = table("RUS,60,2020\nCHN,40,2020")
    assert found(*rows, *table("CHN,99,2021", status="mirror"), year=2021) == (["DT683"], [])


def test_while_a_blackout_is_open_the_year_before_it_is_compared_with():
    later = BLACKOUT + "CHN,5,2023\nKAZ,3,2022"
    assert found(*table(later), year=2023) == (["DT683"], [])


def test_shares_have_no_total_so_a_large_partner_counts_as_missing():
    rows = table("RUS,0.57,2019\nCHN,0.07,2019\nUKR,0.05,2019\nCHN,0.26,2022", unit="share of imports")
    assert found(*rows, year=2022) == (["DT683", "DT687"], ["DT684"])


YEARS = st.dictionaries(
    st.integers(2015, 2020),
    st.dictionaries(
        st.sampled_from("ABC"),
        st.tuples(st.sampled_from([None, 0, 1, 5, 20, 90]), st.sampled_from(["reported", "mirror"])),
        min_size=1,
    ),
    max_size=6,
)


@given(YEARS)
def test_the_rule_agrees_with_its_definition(years):
    lines = [
        table(
            f"{partner},{'' if value is None else value},{year}",
            **({} if value is None else {"status": status}),
        )[0]
        for year, partners in years.items()
        for partner, (value, status) in partners.items()
    ]
    ledger = ledger_of(situation(*lines), "BLR", "imports")
    dark = {
        year: sorted(one.partner for one in quiet if one.blackout)
        for year, quiet in silences(ledger.dated, shares=False).items()
    }
    assert dark == silent_partners(years)


def test_a_mirror_figure_is_raised_by_freight_and_insurance():
    low, usual, high = mirrored(100)
    assert low == 100 < usual < high == 120
