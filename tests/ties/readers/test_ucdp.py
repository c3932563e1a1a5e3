"""Armed conflicts: lists of states in one cell, codes of Gleditsch and Ward, two days on which it began."""

from ties.readers.reading import DATA, read, told

SAMPLE = DATA / "ucdp_dyadic_v24_1.csv"


def of(leads, dyad, year):
    return [one for one in leads if one.origin == f"dyad {dyad} in {year}"]


def test_every_row_of_the_sample_is_read():
    leads, account = read("ucdp", SAMPLE)
    assert (account.read, account.unread, account.left_out.total()) == (288, 0, 0)
    assert len({one.origin for one in leads}) == 288
    assert {one.coded for one in leads} == {"by people"}


def test_both_days_are_told_and_the_episode_dates_the_year_in_which_it_began():
    leads, _ = read("ucdp", SAMPLE)
    first, second = of(leads, 11974, 1969)
    assert (first.by, first.on, second.by, second.on) == ("EGY", "ISR", "ISR", "EGY")
    assert first.date == "1969-03-06"
    assert first.says.endswith("first fought 1967-06-05, this episode since 1969-03-06")
    assert {one.date for one in of(leads, 11974, 1970)} == {"1970"}


def test_a_list_of_states_in_a_cell_makes_a_lead_for_each():
    leads, _ = read("ucdp", SAMPLE)
    suez = of(leads, 510, 1956)
    assert [(one.by, one.on) for one in suez] == [
        ("EGY", "FRA"),
        ("EGY", "ISR"),
        ("EGY", "GBR"),
        ("FRA", "EGY"),
        ("ISR", "EGY"),
        ("GBR", "EGY"),
    ]


def test_a_state_that_joined_in_fought_beside_the_side():
    leads, _ = read("ucdp", SAMPLE)
    (helper,) = [one for one in of(leads, 689, 2015) if one.by == "COD"]
    assert helper.on == ""
    assert helper.says.startswith("Fought beside Government of Uganda against ADF:")


def test_a_code_is_the_state_of_its_year():
    leads, _ = read("ucdp", SAMPLE)
    assert {one.by for one in of(leads, 413, 1948)} == {"SUN"}


def test_only_actors_and_years_that_are_asked_for():
    leads, account = read("ucdp", SAMPLE, actors={"ISR"}, years=(1956, 1970))
    assert {(one.by, one.on) for one in leads if "ISR" not in (one.by, one.on)} == set()
    assert set(account.left_out) == {"neither side was asked for", "another year than was asked for"}
    assert len({one.origin for one in leads}) + account.left_out.total() == account.read


def test_what_cannot_be_read_is_listed():
    lines = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    broken = [lines[1].replace(",651,", ",999,"), lines[2].replace("1967-06-05", "1967-13-45"), lines[3]]
    _, account = read("ucdp", "".join([lines[0], *broken, lines[3]]))
    assert told(account) == [("DT652", 2), ("DT651", 3), ("DT654", 5)]
