"""Codes of states: one code for several states in turn, one state with several codes in turn, names never guessed."""

import csv
import re
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.ties.codes import SCHEMES, State, Unmatched, fold, id_of, state_of, states
from ties.readers.reading import DATA


def ids(scheme, code, *years):
    return [getattr(state_of(scheme, code, year), "id", "") for year in years]


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_row_has_an_id_that_a_file_can_use_and_days_in_order():
    for one in states():
        assert re.fullmatch(r"[A-Z][A-Z0-9]{2,4}", one.id)
        assert one.kind in {"state", "territory", "group"}
        assert (one.first or date.min) < (one.last or date.max)
    assert len({(one.id, one.first) for one in states()}) == len(states())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_code_stands_for_two_on_one_day(scheme):
    held = {}
    for one in states():
        for code in one.codes[scheme]:
            held.setdefault(fold(code) if scheme == "name" else code.lstrip("0"), []).append(one)
    for holders in held.values():
        for one, other in combinations(holders, 2):
            apart = (one.last or date.max) < (other.first or date.min) or (other.last or date.max) < (
                one.first or date.min
            )
            assert apart or one is other, (one, other)


def test_rows_of_one_id_follow_each_other():
    for one, other in combinations(states(), 2):
        if one.id == other.id:
            assert one.last is not None
            assert other.first is not None
            assert one.last < other.first


@pytest.mark.parametrize(
    ("scheme", "code", "found"),
    [
        ("cow", "365", {1900: "RUS", 1950: "SUN", 1991: "RUS", 1992: "RUS"}),
        ("gw", "365", {1950: "SUN", 2000: "RUS"}),
        ("iso3", "SUN", {1950: "SUN", 1991: "SUN", 1992: ""}),
        ("cow", "345", {1900: "SRB", 1950: "YUG", 2003: "SCG", 2005: "SCG", 2006: "SRB", 2014: "SRB"}),
        ("gw", "340", {1900: "SRB", 2010: "SRB"}),
        ("gw", "345", {1995: "YUG", 2017: "SRB"}),
        ("baci", "891", {1998: "YUG", 2004: "SCG"}),
        ("iso2", "CS", {1980: "CSK", 2004: "SCG"}),
        ("baci", "200", {1980: "CSK", 1993: ""}),
        ("cow", "255", {1930: "DEU", 1991: "DEU"}),
        ("cow", "260", {1980: "DEU", 1990: "DEU", 1995: ""}),
        ("gw", "260", {1980: "DEU", 2020: "DEU"}),
        ("cow", "265", {1980: "DDR", 1990: "DDR", 1991: ""}),
        ("baci", "280", {1985: "DEU"}),
        ("cow", "678", {1980: "YAR", 1990: "YAR", 1991: ""}),
        ("cow", "679", {1990: "YEM", 2010: "YEM"}),
        ("cow", "680", {1980: "YMD"}),
        ("gw", "678", {1980: "YAR", 2010: "YEM"}),
        ("isonum", "886", {1980: "YAR"}),
        ("cow", "816", {1960: "VDR", 1980: "VNM"}),
        ("cow", "817", {1960: "RVN", 1980: ""}),
        ("isonum", "736", {2005: "SDN"}),
        ("isonum", "729", {2015: "SDN"}),
        ("cow", "625", {2005: "SDN", 2015: "SDN"}),
        ("cow", "300", {1900: "AUH", 1919: ""}),
        ("cow", "730", {1900: "KOREA", 1950: ""}),
        ("gw", "731", {1950: "PRK"}),
        ("cow", "946", {2005: "KIR"}),
        ("gw", "970", {2005: "KIR"}),
        ("cow", "970", {2005: "NRU"}),
        ("baci", "251", {2022: "FRA"}),
        ("baci", "842", {2022: "USA"}),
        ("baci", "757", {2022: "CHE"}),
        ("baci", "699", {2022: "IND"}),
        ("baci", "58", {1998: "BLX", 1999: ""}),
        ("isonum", "4", {2022: "AFG"}),
        ("isonum", "004", {2022: "AFG"}),
        ("cow", "2.0", {2000: "USA"}),
        ("bank", "ROM", {2000: "ROU"}),
        ("bank", "ZAR", {2000: "COD"}),
        ("bank", "BLR", {2000: "BLR"}),
        ("cameo", "ROM", {2018: "ROU"}),
        ("cameo", "TMP", {2018: "TLS"}),
        ("cameo", "WSB", {2018: "PSE"}),
        ("fips", "AU", {2018: "AUT"}),
        ("fips", "AS", {2018: "AUS"}),
        ("fips", "CH", {2018: "CHN"}),
        ("fips", "SZ", {2018: "CHE"}),
        ("iso2", "NA", {2018: "NAM"}),
        ("name", "Yemen", {1980: "YAR", 2000: "YEM"}),
        ("name", "Russia (Soviet Union)", {1960: "SUN", 2000: "RUS"}),
        ("name", "West Germany", {1970: "DEU"}),
    ],
)
def test_a_code_stands_for_whoever_held_it_then(scheme, code, found):
    assert dict(zip(found, ids(scheme, code, *found), strict=True)) == found


def test_on_a_day_the_holder_of_that_day_counts():
    assert state_of("cow", "365", date(1991, 12, 25)).id == "SUN"
    assert state_of("cow", "365", date(1991, 12, 26)).id == "RUS"


def test_figures_carried_back_before_the_beginning_of_a_state_are_its_own():
    assert ids("iso3", "BLR", 1970) == ["BLR"]
    assert ids("isonum", "499", 2000) == ["MNE"]


def test_a_state_that_ended_is_told_with_its_day():
    found = state_of("iso3", "CSK", 2000)
    assert isinstance(found, Unmatched)
    assert found.ended
    assert found.message == "Czechoslovakia (CSK) ended on 1992-12-31"


def test_a_name_that_is_not_known_gets_a_hint_and_is_not_guessed():
    found = state_of("name", "Belorus", 2020)
    assert isinstance(found, Unmatched)
    assert "'Belarus' (BLR)" in found.hint
    assert state_of("name", "Xyzzy", 2020).hint == ""
    assert state_of("cow", "999", 2020).message == "no state has the COW code '999'"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("C\xc3\xb4te d'Ivoire", "CIV"),
        ("T\xc3\xbcrkiye", "TUR"),
        ("Turkiye", "TUR"),
        ("St. Kitts & Nevis", "KNA"),
        ("the Bahamas", "BHS"),
        ("KOREA, REP.", "KOR"),
        ("Dem. People's Rep. of Korea", "PRK"),
        ("Congo - Kinshasa", "COD"),
        ("Macedonia (FYROM)", "MKD"),
        ("  Viet  Nam ", "VNM"),
    ],
)
def test_accents_signs_and_abbreviations_do_not_matter(name, found):
    assert state_of("name", name, 2020).id == found


def test_the_names_and_codes_of_baci_agree():
    for row in rows("baci_country_codes_V202401b.csv"):
        by_code, by_name = state_of("baci", row["country_code"]), state_of("name", row["country_name"])
        assert by_code.id == by_name.id
        assert by_code.id == row["country_iso3"] or row["country_code"] == "58"


def test_ideal_points_carry_an_iso_code_that_their_state_had_before():
    odd = set()
    for row in rows("unga_ideal_points_july2025_2010on.csv"):
        found = state_of("cow", row["ccode"], int(row["year"]))
        if found.id != row["iso3c"]:
            odd.add((found.id, row["iso3c"]))
        else:
            assert state_of("name", row["countryname"], int(row["year"])).id == found.id
    assert odd == {("SRB", "YUG")}


def test_votes_name_and_code_the_same_states():
    for row in rows("unvotes_un_votes_sample.csv"):
        assert state_of("iso2", row["country_code"], 2019).id == state_of("name", row["country"], 2019).id


def test_every_state_of_the_conflict_data_is_known_in_its_year():
    for row in rows("ucdp_dyadic_v24_1.csv"):
        for key in ("gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "gwno_loc"):
            for code in filter(None, re.split(r"[,\s]+", row[key])):
                assert isinstance(state_of("gw", code, int(row["year"])), State), (code, row["year"])


def test_places_of_event_data_have_codes_of_another_list_than_actors():
    actors, places = set(), set()
    for line in (DATA / "gdelt_v2_20180101000000.export.CSV").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        actors |= {cells[7], cells[17]}
        places |= {cells[37], cells[45], cells[53]}
    unknown = {code for code in actors - {""} if isinstance(state_of("cameo", code, 2018), Unmatched)}
    assert unknown == {"AFR", "EUR", "NMR", "WAF"}
    assert all(isinstance(state_of("fips", code, 2018), State) for code in places - {""})


def test_actors_are_found_by_id_code_or_name():
    assert [id_of(one) for one in ("BLR", "by", "Belarus", "SUN", "KOREA", "nowhere")] == [
        "BLR",
        "BLR",
        "BLR",
        "SUN",
        "KOREA",
        "",
    ]


def test_a_scheme_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(KeyError, match="iso3"):
        state_of("icao", "X")


@given(st.sampled_from(sorted(SCHEMES)), st.text(max_size=20), st.integers(1000, 3000))
def test_whatever_is_written_is_somebody_or_nobody(scheme, code, year):
    found = state_of(scheme, code, year)
    assert isinstance(found, (State, Unmatched))


@given(st.text(max_size=30))
def test_a_folded_name_stays_as_it_is(name):
    assert fold(fold(name)) == fold(name)


@given(st.sampled_from(states()), st.integers(0, 5000))
def test_within_its_days_each_code_of_a_state_stands_for_it(one, days):
    first, last = one.first or date(1900, 1, 1), one.last or date(2020, 1, 1)
    day = min(first + timedelta(days=days), last) if first <= last else last
    for scheme in SCHEMES:
        for code in one.codes[scheme]:
            assert state_of(scheme, code, day).id == one.id
