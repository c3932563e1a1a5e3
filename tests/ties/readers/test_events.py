"""News that a program read: one story counts once, codes are texts, what is dated before it was told is known later."""

from collections import Counter

import pytest

from detente.ties.readers import gdelt
from detente.ties.readers.account import Account
from detente.ties.readers.asked import Asked
from detente.ties.readers.events import Event, code_of, story_of, told
from naive import readers as naive
from ties.readers.reading import DATA, read, reconciled
from ties.readers.reading import told as listed

SAMPLE = DATA / "gdelt_v2_20180101000000.export.CSV"
ICEWS_HEAD = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    "Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\t"
    "Province\tCountry\tLatitude\tLongitude"
)


def row(version=61, **cells):
    """Make a row of GDELT by the names of its columns."""
    name = "gdelt_v2_events_header.txt" if version == 61 else "gdelt_v1_events_header.txt"
    names = (DATA / name).read_text(encoding="utf-8").strip().split("\t")[:version]
    usual = {
        "GLOBALEVENTID": "1",
        "SQLDATE": "20180101",
        "Actor1Code": "BLRGOV",
        "Actor1Name": "MINSK",
        "Actor1CountryCode": "BLR",
        "Actor2Code": "CHN",
        "Actor2Name": "CHINA",
        "Actor2CountryCode": "CHN",
        "EventCode": "042",
        "ActionGeo_CountryCode": "BO",
        "DATEADDED": "20180101000000" if version == 61 else "20180101",
        "SOURCEURL": "http://www.made-up.example/news/minsk-says-talks-go-on/1",
    }
    assert set(cells) <= set(names)
    return "\t".join({**usual, **cells}.get(name, "") for name in names) + "\n"


def test_columns_stand_where_the_published_names_say():
    for width, name in ((58, "gdelt_v1_events_header.txt"), (61, "gdelt_v2_events_header.txt")):
        names = (DATA / name).read_text(encoding="utf-8").strip().split("\t")
        layout = gdelt.LAYOUTS[width]
        assert len(names) == width
        assert (names[layout.place], names[layout.added], names[layout.address]) == (
            "ActionGeo_CountryCode",
            "DATEADDED",
            "SOURCEURL",
        )
        assert [names[at] for at in gdelt._KEYS.values()] == [
            "SQLDATE",
            "Actor1CountryCode",
            "Actor2CountryCode",
            "EventCode",
        ]


def test_every_row_of_the_sample_is_told_left_out_or_listed():
    leads, account = read("gdelt", SAMPLE, kind="leads")
    assert account.unread == 0
    assert reconciled(account, len(leads))
    assert {(one.grade, one.coded) for one in leads} == {("F6", "by machine")}
    assert account.left_out["one side is no state"] == 194


def test_one_story_counts_once_however_often_it_is_told():
    other = "https://b.example/2018/minsk-says-talks-go-on.html?rss=1"
    text = row() + row(GLOBALEVENTID="2") + row(SOURCEURL=other) + row(EventCode="046")
    text += row(SOURCEURL="http://c.example/quite-another-story-from-minsk")
    (count,), account = read("gdelt", text, kind="counts")
    assert (count.by, count.on, count.when, count.code, count.stories, count.rows) == (
        "BLR",
        "CHN",
        "2018-01",
        "04",
        2,
        5,
    )
    assert account.notes == {"rows that told a story again": 3}
    leads, account = read("gdelt", text, kind="leads")
    assert len(leads) == 2
    assert account.left_out == {"the story had been told": 3}
    assert len({one.origin for one in leads}) == 2


def test_counts_are_those_of_the_twin():
    events = [
        Event(
            "2018-01-01",
            f"2018-0{1 + n % 3}-01",
            "A",
            "BC"[n % 2],
            f"04{n % 4}",
            "",
            f"story {n * n % 7}",
            "",
        )
        for n in range(200)
    ]
    account = Account()
    counts = list(told(events, Asked(kind="counts"), account))
    assert {(one.when, one.by, one.on, one.code): one.stories for one in counts} == naive.stories(events)
    assert sum(one.rows for one in counts) == 200
    leads = list(told(events, Asked(kind="leads"), account))
    assert Counter((one.known[:7], one.by, one.on) for one in leads) == Counter(
        {key[:3]: number for key, number in naive.stories(events).items()}
    )


def test_without_an_address_a_day_is_a_story():
    text = row(57) + row(57, EventCode="046") + row(57, DATEADDED="20180102")
    (count,), account = read("gdelt", text, kind="counts")
    assert (count.stories, count.rows) == (2, 3)
    assert (
        account.notes["rows without an address: one day, pair and kind of event is taken for one story"] == 3
    )


@pytest.mark.parametrize("version", [57, 58, 61])
def test_files_of_all_three_widths_are_read(version):
    (lead,), account = read("gdelt", row(version), kind="leads")
    assert (lead.by, lead.on, lead.code, lead.known) == ("BLR", "CHN", "CAMEO 042", "2018-01-01")
    assert lead.says == "Minsk (BLRGOV) consults, towards China (CHN), in Belarus"
    assert account.read == 1


def test_another_width_is_listed():
    _, account = read("gdelt", row().rstrip("\n") + "\tmore\n" + "1\t2\t3\n", kind="leads")
    assert listed(account) == [("DT651", 1), ("DT651", 2)]


def test_quotes_mean_nothing_and_a_line_of_names_is_none():
    names = (DATA / "gdelt_v2_events_header.txt").read_text(encoding="utf-8").strip() + "\n"
    leads, account = read("gdelt", names + row(Actor1Name='"MINSK') + row(EventCode="112"), kind="leads")
    assert [one.code for one in leads] == ["CAMEO 042", "CAMEO 112"]
    assert account.read == 2


def test_what_is_dated_earlier_is_known_on_the_day_it_was_added():
    (lead,), account = read("gdelt", row(SQLDATE="20171201"), kind="leads")
    assert (lead.date, lead.known) == ("2017-12-01", "2018-01-01")
    assert account.notes == {"events dated before the day on which they were reported": 1}
    (count,), _ = read("gdelt", row(SQLDATE="20171201"), kind="counts", choices={"every": "year"})
    assert count.when == "2018"


def test_actors_have_codes_of_cameo_and_places_those_of_fips():
    text = row(Actor1CountryCode="ROM", Actor2CountryCode="AUS", ActionGeo_CountryCode="AU")
    (lead,), _ = read("gdelt", text, kind="leads")
    assert (lead.by, lead.on) == ("ROU", "AUS")
    assert lead.says.endswith("in Austria")


def test_regions_and_sides_without_a_state_are_left_out():
    text = row(Actor1CountryCode="EUR") + row(Actor2CountryCode="") + row(Actor2CountryCode="BLR")
    leads, account = read("gdelt", text, kind="leads")
    assert leads == []
    assert account.left_out == {"one side is no state": 2, "both sides are one actor": 1}
    named, _ = read("gdelt", row(Actor1CountryCode="EUR"), kind="leads", names={"EUR": "EU"})
    assert named[0].by == "EU"


def test_a_code_that_lost_its_nought_is_listed_with_a_hint():
    _, account = read("gdelt", row(EventCode="42"), kind="leads")
    assert listed(account) == [("DT651", 1)]
    assert "read the column as text" in account.first[0].hint
    assert code_of(" 0831 ", "code") == "0831"


@pytest.mark.parametrize(
    ("address", "story"),
    [
        ("http://www.a.example/x/minsk-says-talks-go-on/77/", "minsk-says-talks-go-on"),
        ("https://b.example/2018/01/01/Minsk-says-talks-go-on.html#top", "minsk-says-talks-go-on"),
        ("http://c.example/news/1234", "c.example/news/1234"),
        ("http://c.example/story.php?id=5", "c.example/story.php?id=5"),
        ("http://c.example/a/b?utm=1", "c.example/a/b"),
        ("BBC Monitoring", "bbc monitoring"),
        ("", ""),
    ],
)
def test_a_story_is_told_by_the_name_of_its_page(address, story):
    assert story_of(address) == story


def icews(number="9", day="2015-03-01", code="040", story="77", source="Made-up Ministry (Belarus)", **more):
    cells = {"sectors": "Government,Executive", "by": "Belarus", "on": "China", "text": "Consult"} | more
    return (
        f"{number}\t{day}\t{source}\t{cells['sectors']}\t{cells['by']}\t{cells['text']}\t{code}\t1.0\tMade-up Firm\t"
        f"Business\t{cells['on']}\t{story}\t3\tMade-up Gazette\tMinsk\tNA\tNA\tBelarus\t53.9\t27.5\n"
    )


def test_a_number_of_an_event_is_unique_only_with_its_date():
    text = ICEWS_HEAD + "\n" + icews() + icews(day="2016-03-01", story="78")
    leads, _ = read("icews", text, kind="leads")
    assert [one.address for one in leads] == ["ICEWS event 9 of 2015-03-01", "ICEWS event 9 of 2016-03-01"]


def test_lists_of_sectors_read_the_same_in_any_order():
    text = ICEWS_HEAD + "\n" + icews() + icews(day="2015-03-02", story="8", sectors="Executive,Government")
    first, second = read("icews", text, kind="leads")[0]
    assert first.says == second.says
    assert first.says == (
        "Made-up Ministry (Belarus) (Executive, Government): Consult, towards Made-up Firm (Business), in Belarus; "
        "Made-up Gazette"
    )


def test_na_is_nobody_and_states_are_named():
    text = ICEWS_HEAD + "\n" + icews(by="NA") + icews(on="") + icews(by="Russian Federation")
    leads, account = read("icews", text, kind="leads")
    assert [one.by for one in leads] == ["RUS"]
    assert account.left_out["one side is no state"] == 2


def test_a_code_of_two_digits_is_not_guessed():
    text = ICEWS_HEAD + "\n" + icews(code="40") + icews(code="040")
    leads, account = read("icews", text, kind="leads")
    assert [one.code for one in leads] == ["CAMEO 040"]
    assert listed(account) == [("DT651", 2)]
    assert account.first[0].column == 7


def test_stories_of_icews_count_once_too():
    text = ICEWS_HEAD + "\n" + icews() + icews(number="10") + icews(number="11", story="78")
    (count,), _ = read("icews", text, kind="counts")
    assert (count.stories, count.rows, count.says) == (2, 3, "consults")


def test_a_verbal_act_is_a_statement_and_a_deed_is_conduct():
    text = ICEWS_HEAD + "\n" + icews() + icews(code="190", text="Use force")
    assert {one.code: one.kind for one in read("icews", text, kind="leads")[0]} == {
        "CAMEO 040": "statement",
        "CAMEO 190": "conduct",
    }
