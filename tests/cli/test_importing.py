"""``detente ties import``: a data set becomes a table that a situation names, with its source and an account of every row."""

import csv
import json

import pytest

import detente
from cli.asking import ask, wide
from detente.registry import CODES
from detente.ties.readers.formats import FORMATS
from house import ROOT

DATA = ROOT / "tests" / "data"
BACI = DATA / "baci_hs92_layout_2022_subset.csv"
GDELT = DATA / "gdelt_v2_20180101000000.export.CSV"
DAYS = ("--released", "2024-01-30", "--retrieved", "2024-05-31")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_table_and_what_is_printed_make_a_situation(capsys, here):
    said = ask(capsys, "ties", "import", "baci", BACI, "-o", "trade.csv", "--actor", "Russia", *DAYS)
    assert (said.code, said.err) == (0, "")
    assert wide(said) == [line for line in wide(said) if line.lstrip().startswith(("note:", "url:"))]
    pasted = said.out.partition("Paste this into the situation:\n\n")[2]
    text = f"detente: 1\ntitle: Trade\nas_of: 2024-06-01\nactors: {{RUS: Russia}}\n{pasted}"
    (here / "case.yaml").write_text(text, encoding="utf-8")
    sit, faults = detente.read(here / "case.yaml")
    assert [one for one in faults if one.severity == "fault"] == []
    assert len(sit.ties) == len(rows(here / "trade.csv"))
    assert {tie.source for tie in sit.ties} == {"baci"}
    assert {str(tie.known_by) for tie in sit.ties} == {"2024-01-30"}
    assert sit.sources["baci"].licence == "Etalab Open Licence 2.0"
    found = detente.dependence(sit, "RUS", "trade", year=2022)
    assert found.unit == "USD"
    page = detente.report(sit, draws=0)
    assert "To cite: Gaulier, G. and Zignago, S. (2010)" in page
    assert "Etalab Open Licence 2.0" in page


def test_the_same_is_told_as_one_document(capsys, here):
    said = ask(capsys, "ties", "import", "baci", BACI, "-o", "t.csv", "--actor", "RUS", *DAYS, "--json")
    assert (said.code, said.err) == (0, "")
    data = json.loads(said.out)
    assert data["rows"] == len(rows(here / "t.csv"))
    assert data["read"] == 300
    assert data["left_out"] == {"neither side was asked for": 282}
    assert data["unread"] == {"rows": 0, "file": "", "first": []}
    assert data["sources"]["baci"]["retrieved"] == "2024-05-31"
    assert data["paste"].startswith("sources:\n  baci:\n")


def test_rows_that_cannot_be_read_are_listed_beside_the_table(capsys, here):
    text = "t,i,j,k,v,q\n2022,643,112,270900,5,1\n2022,999,112,270900,6,1\n2022,999,156,270900,7,1\n"
    (here / "in.csv").write_text(text, encoding="utf-8")
    said = ask(capsys, "ties", "import", "baci", "in.csv", "-o", "out.csv", *DAYS)
    assert said.code == 0
    assert "Rows not readable: 2, each listed with its line in out.unread.csv." in said.flat
    assert said.err.count("DT652") == 1
    assert "(2 rows)" in said.err
    listed = rows(here / "out.unread.csv")
    assert [(one["line"], one["code"], one["text"]) for one in listed] == [
        ("3", "DT652", "2022,999,112,270900,6,1"),
        ("4", "DT652", "2022,999,156,270900,7,1"),
    ]
    assert {one["code"] for one in listed} <= set(CODES)
    again = ask(capsys, "ties", "import", "baci", "in.csv", "-o", "out.csv", "--name", "999=XYZ", *DAYS)
    assert again.code == 0
    assert not (here / "out.unread.csv").exists()
    assert {row["from"] for row in rows(here / "out.csv")} == {"RUS", "XYZ"}


def test_a_file_of_another_format_is_a_fault_and_changes_nothing(capsys, here):
    (here / "t.csv").write_text("kept", encoding="utf-8")
    said = ask(capsys, "ties", "import", "cow_trade", BACI, "-o", "t.csv", *DAYS, "--json")
    assert said.code == 1
    (one,) = said.data["faults"]
    assert (one["code"], one["got"]) == ("DT650", "t, i, j, k, v, q")
    assert (here / "t.csv").read_text(encoding="utf-8") == "kept"
    assert [path.name for path in here.iterdir()] == ["t.csv"]


def test_nothing_left_to_write_says_where_all_rows_went(capsys, here):
    said = ask(capsys, "ties", "import", "baci", BACI, "-o", "t.csv", "--years", "1990", *DAYS)
    assert (said.code, said.out) == (1, "")
    assert "DT655" in said.err
    assert "another year than was asked for: 300" in " ".join(said.err.split())
    assert list(here.iterdir()) == []


def test_without_days_there_is_a_warning(capsys, here):
    said = ask(capsys, "ties", "import", "baci", BACI, "-o", "t.csv", "--json")
    assert said.code == 0
    assert [one["code"] for one in said.data["warnings"]] == ["DT658", "DT658"]
    assert "date" not in said.data["sources"]["baci"]
    kept = ask(capsys, "ties", "import", "baci", BACI, "-o", "t.csv", "--retrieved", "2024-05-31", "--json")
    assert kept.data["sources"]["baci"]["date"] == "2024-05-31"


def test_a_table_beyond_what_a_situation_reads_is_a_warning(capsys, here):
    lines = (f"{1000 + n},RUS,BLR,{n},{'x' * 3000}\n" for n in range(1000))
    (here / "in.csv").write_text("year,a,b,v,why\n" + "".join(lines), encoding="utf-8")
    plain = ("--column", "from=a", "--column", "to=b", "--column", "year=year", "--column", "value=v")
    said = ask(
        capsys, "ties", "import", "table", "in.csv", "-o", "t.csv", *plain, "--column", "note=why",
        "--vector", "trade", "--unit", "USD", "--cite", "title=Made up", *DAYS, "--json",
    )  # fmt: skip
    assert [one["code"] for one in said.data["warnings"]] == ["DT656"]
    assert said.data["rows"] == 1000


def test_event_data_become_counts_or_leads_and_never_ties(capsys, here):
    said = ask(capsys, "ties", "import", "gdelt", GDELT, "-o", "c.csv", *DAYS)
    assert said.code == 0
    assert said.out.startswith("Counts written to c.csv: 39. Rows read")
    assert "ties:" not in said.out
    assert {(row["grade"], row["coded"]) for row in rows(here / "c.csv")} == {("F6", "by machine")}
    leads = ask(capsys, "ties", "import", "gdelt", GDELT, "-o", "l.csv", "--as", "leads", *DAYS)
    assert leads.code == 0
    assert "- the story had been told: 2" in leads.out
    assert list(rows(here / "l.csv")[0])[:7] == ["date", "known", "by", "on", "kind", "code", "says"]
    wrong = ask(capsys, "ties", "import", "gdelt", GDELT, "-o", "t.csv", "--as", "ties", *DAYS)
    assert (wrong.code, (here / "t.csv").exists()) == (2, False)


def test_a_plain_table_is_read_as_the_user_says(capsys, here):
    (here / "in.csv").write_text("year,partner,share\n2019,Russia,57\n2019,China,7\n", encoding="utf-8")
    said = ask(
        capsys, "ties", "import", "table", "in.csv", "-o", "data.csv", "--column", "from=partner",
        "--column", "year=year", "--column", "value=share", "--fixed", "to=Belarus", "--vector", "imports",
        "--unit", "per cent of imports", "--source", "factbook", "--cite", "title=A made-up book", *DAYS,
    )  # fmt: skip
    assert said.code == 0
    assert [(row["from"], row["to"], row["value"], row["source"]) for row in rows(here / "data.csv")] == [
        ("CHN", "BLR", "7", "factbook"),
        ("RUS", "BLR", "57", "factbook"),
    ]


def test_obligations_come_with_a_table_that_is_complete(capsys, here):
    text = "year,stateA,stateB,defense,offense,neutral,nonagg,consul\n2018,365,370,1,0,0,1,1\n"
    (here / "in.csv").write_text(text, encoding="utf-8")
    said = ask(capsys, "ties", "import", "atop", "in.csv", "-o", "pacts.csv", *DAYS)
    assert "- table: pacts.csv\n    complete: yes" in said.out
    assert "rows whose opposite direction is missing, and not made up: 1" in said.out


def test_a_table_elsewhere_is_to_be_moved_to_the_situation(capsys, here):
    said = ask(capsys, "ties", "import", "baci", BACI, "-o", here / "t.csv", *DAYS)
    assert "- table: t.csv   # a table lies in the situation's own folder" in said.out


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("bacci", BACI), "Did you mean 'baci'?"),
        (("baci", BACI, "--actor", "Russa"), "did you mean 'Russia'?"),
        (("baci", BACI, "--years", "2020-2010"), "2010-2021"),
        (("baci", BACI, "--choose", "measure=weight"), "there are value, quantity"),
        (("baci", BACI, "--choose", "mesure=value"), "did you mean 'measure'?"),
        (("baci", BACI, "--unit", "million USD"), "nothing is converted"),
        (("baci", BACI, "--released", "May"), "is not a day"),
        (("baci", BACI, "--cite", "tile=x"), "did you mean 'title'?"),
        (("baci", BACI, "--name", "Borduria"), "takes a name, '='"),
        (("baci", BACI, "--group", "EU=DEU", "--group", "G=DEU"), "in two groups"),
        (("baci", BACI, "--column", "from=i"), "for plain tables"),
        (("baci", BACI, "--source", "no name"), "can't be a name"),
        (("ideal_points", BACI, "--group", "EU=DEU"), "can't be added up"),
        (("ideal_points", BACI, "--by-product"), "has no products"),
        (("ucdp", BACI, "--choose", "a=b"), "has no settings"),
        (("atop", BACI, "--product", "defense"), "did you mean 'defence'?"),
        (("table", BACI, "--column", "from=i"), "needs to, year, value"),
        (("baci", "missing.csv"), "missing.csv"),
    ],
)
def test_wrong_use_says_what_was_meant(capsys, here, arguments, hint):
    said = ask(capsys, "ties", "import", *arguments, "-o", "t.csv")
    assert (said.code, said.out) == (2, "")
    assert hint in " ".join(said.err.split())
    assert list(here.iterdir()) == []


def test_a_source_is_never_written_over(capsys, here):
    (here / "in.csv").write_bytes(BACI.read_bytes())
    said = ask(capsys, "ties", "import", "baci", "in.csv", "-o", "in.csv", *DAYS)
    assert said.code == 2
    assert (here / "in.csv").read_bytes() == BACI.read_bytes()


def test_a_situation_can_still_be_asked_for_its_ties(capsys, ties):
    assert ask(capsys, "ties", ties).code == 0
    assert "ties import" in ask(capsys, "ties", "--help").flat
    helped = ask(capsys, "ties", "import", "--help")
    assert helped.out.startswith("Usage: detente ties import ")
    assert all(name in helped.flat for name in FORMATS)


def test_the_same_files_give_the_same_bytes(capsys, here):
    for name in ("a.csv", "b.csv"):
        assert ask(capsys, "ties", "import", "gdelt", GDELT, "-o", name, "--as", "leads", *DAYS).code == 0
    assert (here / "a.csv").read_bytes() == (here / "b.csv").read_bytes()
