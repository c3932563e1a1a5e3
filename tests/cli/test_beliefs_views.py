"""``detente beliefs``: what beliefs hang on, the matrix, several analysts, and evidence left out as asked."""

import csv
import io
import shutil
from pathlib import Path

import pytest

import detente
from cli.asking import ask, told, wide

FLAGSHIP = "belarus-2023"
DAM = Path(__file__).resolve().parents[2] / "docs" / "tutorial" / "dam.yaml"


@pytest.fixture
def dam(tmp_path):
    return Path(shutil.copy(DAM, tmp_path / "dam.yaml"))


@pytest.fixture
def west(dam):
    path = dam.with_name("west.yaml")
    path.write_text(
        "overlays: dam.yaml\nanalyst: West\n"
        "preferences: {LOW: {types: {firm: {prior: 60%}}}}\n"
        "evidence: {levy: {expected_if: {LOW: {firm: very likely, soft: unlikely}}}}\n",
        encoding="utf-8",
    )
    return path


def believed(found, group="LOW", kind="firm"):
    return found["posterior"][group][kind]["value"]


def test_linchpins_by_ones_and_twos_and_what_would_turn_a_belief(capsys):
    found = told(capsys, "beliefs", FLAGSHIP)
    pairs = [one for one in found["linchpins"] if one["turns"] and len(one["origins"]) == 2]
    assert {one["group"] for one in pairs} == {"BLR", "EU"}
    assert all(one["origin"] is None for one in pairs)
    minsk = found["turning"]["BLR"]
    assert (minsk["size"], minsk["sets"], minsk["whole"]) == (2, [["stays_out", "courts_beijing"]], True)
    assert 0 < minsk["evens_at"]["client"] < 1
    assert found["counted"]["BLR"]["effective"] < found["counted"]["BLR"]["observations"]
    said = ask(capsys, "beliefs", FLAGSHIP)
    assert "without stays_out and courts_beijing together, client would." in said.flat
    assert (
        "Belarus: survivor leads until 2 origins fall: stays_out with courts_beijing; or its prior"
        in said.flat
    )
    assert wide(said) == []


def test_origins_can_be_left_out(capsys, dam):
    found = told(capsys, "beliefs", dam, "--without", "levy")
    assert believed(found) == pytest.approx(0.3)
    assert found["without"] == ["levy"]
    assert "Left out as asked: levy." in ask(capsys, "beliefs", dam, "--without", "levy").flat
    said = ask(capsys, "beliefs", dam, "--without", "levi")
    assert (said.code, said.out) == (2, "")
    assert "did you mean 'levy'?" in said.err


def test_report_weights_can_be_switched_off(capsys, dam):
    graded, plain = (told(capsys, "beliefs", dam, *more) for more in ([], ["--weights", "off"]))
    a, b = 0.675, 0.325
    assert believed(plain) == pytest.approx(0.3 * a / (0.3 * a + 0.7 * b), abs=1e-9)
    assert believed(graded) < believed(plain)
    assert (graded["report_weights"], plain["report_weights"]) == ("on", "off")
    assert told(capsys, "beliefs", dam, "--weights", "grades")["posterior"] == graded["posterior"]
    assert told(capsys, "beliefs", dam, "--weights", "attribution")["posterior"] == plain["posterior"]
    assert "Every report is taken as fact." in ask(capsys, "beliefs", dam, "--weights", "off").flat


def test_the_matrix_stands_beside_bayes_rule(capsys):
    found = told(capsys, "beliefs", FLAGSHIP, "--matrix", "CHN")["matrix"]
    assert list(found) == ["CHN"]
    china = found["CHN"]
    assert china["columns"] == ["trade_first", "provoked"]
    assert china["inconsistency"]["ranking"] == [["provoked"], ["trade_first"]]
    assert china["bayes"] == [["trade_first"], ["provoked"]]
    (turned,) = china["disagreements"]
    assert (turned["by_matrix"], turned["by_bayes"], turned["reason"]) == (
        "provoked",
        "trade_first",
        "strength",
    )
    said = ask(capsys, "beliefs", FLAGSHIP, "--matrix")
    assert wide(said) == []
    assert "By inconsistency: provoked > trade_first. By Bayes' rule: trade_first > provoked." in said.flat
    assert "the order turns when it counts how strongly each observation speaks" in said.flat
    assert set(told(capsys, "beliefs", FLAGSHIP, "--matrix")["matrix"]) == set(found) | {
        "BLR",
        "EU",
        "RUS",
        "visit",
        "patronage",
        "neutrality",
    }


def test_columns_of_unequal_coverage_have_no_ranking_and_why_stands_beside(capsys, dam):
    text = dam.read_text(encoding="utf-8").replace(
        "{firm: likely, soft: unlikely}", "{firm: likely, soft: not rated}"
    )
    dam.write_text(text, encoding="utf-8")
    found = told(capsys, "beliefs", dam, "--matrix")["matrix"]["LOW"]
    assert found["inconsistency"]["ranking"] is None
    assert "rated by different rows" in found["inconsistency"]["why"]
    assert found["rows"][0]["decibans"] is None
    said = ask(capsys, "beliefs", dam, "--matrix")
    assert "No row rates all of them" in said.flat
    assert "Not counted by Bayes' rule: levy (under soft)." in said.flat


def test_the_matrix_goes_out_and_comes_back_as_a_difference(capsys, dam, tmp_path):
    out = tmp_path / "m.csv"
    assert ask(capsys, "beliefs", dam, "--matrix-csv", out).code == 0
    shown = ask(capsys, "beliefs", dam, "--matrix-csv", "-")
    assert shown.out.splitlines() == out.read_text(encoding="utf-8").splitlines()
    (row,) = csv.DictReader(io.StringIO(shown.out))
    assert (row["observation"], row["firm"], row["fits soft"]) == ("levy", "likely", "I")
    assert "The table says what the file says." in ask(capsys, "beliefs", dam, "--matrix-in", out).out
    before = dam.read_bytes()
    out.write_text(out.read_text(encoding="utf-8").replace("likely,unlikely", "80%,5%"), encoding="utf-8")
    said = ask(capsys, "beliefs", dam, "--matrix-in", out)
    assert "+      LOW: {firm: 80%, soft: 5%}" in said.out.splitlines()
    assert "Nothing is written" in said.out
    assert dam.read_bytes() == before
    assert told(capsys, "beliefs", dam, "--matrix-in", out)["written"] is False
    done = ask(capsys, "beliefs", dam, "--matrix-in", out, "--write")
    assert "Changed" in done.out
    assert dam.read_bytes() == before.replace(b"{firm: likely, soft: unlikely}", b"{firm: 80%, soft: 5%}")
    assert detente.load(dam).evidence["levy"].expected_if["LOW"].cells["soft"].quantity.text == "5%"


def test_a_table_with_faults_changes_nothing(capsys, dam, tmp_path):
    table = tmp_path / "m.csv"
    table.write_text("observation,firm,soft\nlevy,CC,unlikely\nlevi,likely,unlikely\n", encoding="utf-8")
    before = dam.read_bytes()
    said = ask(capsys, "beliefs", dam, "--matrix-in", table, "--write", "--json")
    assert said.code == 1
    assert [(one["code"], one["line"]) for one in said.data["faults"]] == [("DT546", 2), ("DT244", 3)]
    before = before.replace(b", grade: B", b"")  # a fact may rule types out, a report never does
    dam.write_bytes(before)
    table.write_text("observation,firm,soft\nlevy,0%,0%\n", encoding="utf-8")
    said = ask(capsys, "beliefs", dam, "--matrix-in", table, "--write", "--json")
    assert said.code == 1
    assert said.data["faults"]
    assert dam.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["belarus-2023", "--matrix-csv", "x.csv"],
        ["belarus-2023", "--matrix", "CHM"],
        ["belarus-2023", "--write"],
        ["belarus-2023", "--matrix", "CHN", "--matrix-in", "nowhere.csv"],
        ["belarus-2023", "--pool", "nowhere.yaml"],
        ["belarus-2023", "--weights", "half"],
    ],
)
def test_wrong_use_ends_with_2(capsys, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    assert (ask(capsys, "beliefs", *arguments).code, list(tmp_path.iterdir())) == (2, [])


def test_rows_that_stand_in_two_files_are_not_written_to(capsys, dam, west, tmp_path):
    table = tmp_path / "m.csv"
    table.write_text("observation,firm,soft\nlevy,10%,20%\n", encoding="utf-8")
    said = ask(capsys, "beliefs", west, "--matrix-in", table, "--write")
    assert said.code == 2
    assert "expected a file of its own" in said.err


def test_a_built_in_case_is_not_written_to(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert ask(capsys, "beliefs", FLAGSHIP, "--matrix", "EU", "--matrix-csv", "m.csv").code == 0
    said = ask(capsys, "beliefs", FLAGSHIP, "--matrix", "EU", "--matrix-in", "m.csv", "--write")
    assert said.code == 2
    assert "copy it to a file of your own" in said.err


def test_analysts_stand_apart_and_pooled(capsys, dam, west):
    found = told(capsys, "beliefs", dam, "--pool", west)["pooled"]
    assert list(found["analysts"]) == ["dam", "West"]
    assert found["changes"]["West"] == ["preferences.LOW.types.firm.prior", "evidence.levy.expected_if.LOW"]
    low = found["groups"]["LOW"]
    each = [low["apart"][name]["firm"]["value"] for name in ("dam", "West")]
    assert each[0] == pytest.approx(believed(told(capsys, "beliefs", dam)))
    assert low["linear"]["firm"] == pytest.approx(sum(each) / 2)
    assert low["leaders"] == {"dam": "soft", "West": "firm"}
    assert low["agreed"] is False
    assert [one["origin"] for one in low["divide"]["differences"]] == [None, "levy"]
    said = ask(capsys, "beliefs", dam, "--pool", west)
    assert "They don't agree which is the most probable: dam soft and West firm." in said.flat
    assert "Furthest apart: dam and West." in said.flat
    assert "West: preferences.LOW.types.firm.prior, evidence.levy.expected_if.LOW" in said.flat


def test_an_overlay_alone_is_one_analyst_s_view(capsys, west):
    found = told(capsys, "beliefs", west)
    assert believed(found) > 0.6
    assert "As West sees it." in ask(capsys, "beliefs", west).out


def test_a_certainty_in_a_pool_is_a_fault_at_its_line(capsys, dam, west):
    sure = west.with_name("sure.yaml")
    sure.write_text(
        "overlays: dam.yaml\nanalyst: Sure\n"
        "preferences: {LOW: {types: {firm: {prior: 0%}, soft: {prior: 100%}}}}\n",
        encoding="utf-8",
    )
    said = ask(capsys, "beliefs", dam, "--pool", sure, "--json")
    assert said.code == 1
    (one,) = said.data["faults"]
    assert (one["code"], Path(one["file"]).name, one["line"]) == ("DT542", "sure.yaml", 3)
    assert one["expected"] == "a number above 0, however small"


def test_what_is_left_out_is_left_out_of_every_view(capsys, dam, west):
    found = told(capsys, "beliefs", dam, "--pool", west, "--without", "levy")["pooled"]["groups"]["LOW"]
    assert found["apart"]["West"]["firm"]["value"] == pytest.approx(0.6)


@pytest.mark.parametrize("other", ["belarus-2023", "dam"])
def test_files_that_cannot_be_pooled_are_wrong_use(capsys, dam, other):
    source = dam if other == "dam" else other
    assert ask(capsys, "beliefs", dam, "--pool", source).code == 2


def test_base_rates_that_do_not_fit_together_are_told(capsys, dam):
    text = dam.read_text(encoding="utf-8") + (
        "  calm:\n    text: Do the ports stay open?\n    when: not embargo\n    counted: always\n"
        "    by: 2024-12-31\n    base: 70%\n    because: So it seems.\n"
    )
    dam.write_text(text, encoding="utf-8")
    found = told(capsys, "beliefs", dam)["coherence"]
    assert found["compared"] == ["ports", "calm"]
    (one,) = found["found"]
    assert (one["kind"], one["questions"], one["given"]) == (
        "complement",
        ["ports", "calm"],
        "ports 10%, calm 70%",
    )
    assert "Just one of ports and calm comes true, so they sum to 100%." in ask(capsys, "beliefs", dam).flat


def test_origins_under_the_answers_to_questions(capsys, dam):
    found = told(capsys, "beliefs", dam, "--answers", "2%")["answers"]
    assert [one["origins"] for one in found] == [["levy"]]
    assert found[0]["after"] < found[0]["before"]
    said = ask(capsys, "beliefs", dam, "--answers", "2%")
    assert "Without levy: from 41 % to 30 %." in said.flat
    assert wide(said) == []
    assert "No answer moves as much" in ask(capsys, "beliefs", dam, "--answers", "50%").flat
    assert ask(capsys, "beliefs", dam, "--answers", "0").code == 2
    assert ask(capsys, "beliefs", dam, "--answers", "often").code == 2
