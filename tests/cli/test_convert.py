"""``detente convert``: by endings, with what is lost, and never over a file without being told to."""

import re
import subprocess
import sys

import pytest

import detente
from cli.asking import BROKEN, ask, told
from house import ROOT

DATA = ROOT / "tests" / "data" / "interop"
CASE = "elmira-1991"


@pytest.mark.parametrize("ending", ["gmcr", "json", "nfg", "csv", "parquet"])
def test_a_case_goes_out_and_comes_back(ending, tmp_path, capsys):
    away, home = tmp_path / f"x.{ending}", tmp_path / "back.yaml"
    data = told(capsys, "convert", CASE, away)
    assert data["written"][0] == str(away)
    assert {"asks", "sources: 1 entry"} <= set(data["lost"])
    assert told(capsys, "convert", away, home)["lost"] == []
    sit, faults = detente.read(home)
    assert [one for one in faults if one.severity == "fault"] == []
    assert len(sit.states) == 12


def test_what_is_lost_is_listed_in_words(tmp_path, capsys):
    said = ask(capsys, "convert", CASE, tmp_path / "x.nfg")
    assert said.code == 0
    assert "Lost, because the format has no place for it:" in said.out
    assert "- that modify, delay, abandon can't be undone" in said.flat
    back = ask(capsys, "convert", tmp_path / "x.nfg", tmp_path / "y.yaml")
    assert back.flat.endswith("y.yaml. Nothing was lost.")


def test_one_foreign_format_becomes_another(tmp_path, capsys):
    data = told(capsys, "convert", DATA / "ranked.gmcr", tmp_path / "x.csv")
    assert data["written"] == [str(tmp_path / "x.csv"), str(tmp_path / "x.moves.csv")]
    assert any(one.startswith("misperceptions of Fleet") for one in data["lost"])
    assert any(one.startswith("rules: 1") for one in data["lost"])


def test_the_type_is_chosen(tmp_path, capsys, threat):
    for kind, ranks in (("firm", [3, 0, 2, 1]), ("soft", [3, 2, 1, 0])):
        path = tmp_path / f"{kind}.parquet"
        data = told(capsys, "convert", threat, path, "--types", f"D={kind}")
        other = {"firm": "soft", "soft": "firm"}[kind]
        assert f"types of D: {other} ({kind} is taken)" in data["lost"]
        import pyarrow.parquet as pq

        assert pq.read_table(path)["rank:D"].to_pylist() == ranks
    assert ask(capsys, "convert", threat, tmp_path / "z.gmcr", "--types", "D=meek").code == 2
    assert ask(capsys, "convert", DATA / "dam.gmcr", tmp_path / "z.yaml", "--types", "D=meek").code == 2


def test_nothing_is_overwritten_without_force(tmp_path, capsys):
    path = tmp_path / "x.csv"
    (tmp_path / "x.moves.csv").write_text("mine")
    said = ask(capsys, "convert", CASE, path)
    assert (said.code, said.out) == (2, "")
    assert "is there already" in said.err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x.moves.csv"]
    assert ask(capsys, "convert", CASE, path, "--force").code == 0
    assert (tmp_path / "x.moves.csv").read_text().startswith("actor,from,to")
    (tmp_path / "dangling.gmcr").symlink_to(tmp_path / "nowhere")
    assert ask(capsys, "convert", CASE, tmp_path / "dangling.gmcr").code == 2


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        (CASE, "x.txt", "names no format"),
        (CASE, "x", "names no format"),
        (CASE, "x.yaml", "both are situation files"),
        ("no.gmcr", "x.nfg", "there is no file and no built-in case"),
        (CASE, "no/x.gmcr", "no such file or directory"),
        ("elmira", "x.gmcr", "did you mean"),
    ],
)
def test_wrong_use_says_what_was_meant(source, target, said, tmp_path, capsys):
    found = ask(capsys, "convert", source, tmp_path / target)
    assert (found.code, found.out) == (2, "")
    assert said in " ".join(found.err.split())
    assert list(tmp_path.iterdir()) == []


def test_what_a_format_can_not_hold_is_a_fault(tmp_path, capsys):
    said = ask(capsys, "convert", "elmira-1991-graph", tmp_path / "x.gmcr", "--json")
    assert (said.code, said.err) == (1, "")
    assert [one["code"] for one in said.data["faults"]] == ["DT806"]
    plain = ask(capsys, "convert", "suez-1956", tmp_path / "x.nfg")
    assert (plain.code, plain.out) == (1, "")
    assert "what one actor can do hangs on what others do" in " ".join(plain.err.split())
    assert list(tmp_path.iterdir()) == []


def test_a_situation_with_faults_or_without_preferences_is_refused(tmp_path, capsys, written, bare):
    assert ask(capsys, "convert", written(BROKEN, "broken.yaml"), tmp_path / "x.gmcr").code == 1
    said = ask(capsys, "convert", bare, tmp_path / "x.gmcr", "--json")
    assert (said.code, [one["code"] for one in said.data["faults"]]) == (1, ["DT413"])
    browser = ask(capsys, "convert", DATA / "browser.json", tmp_path / "x.gmcr", "--json")
    assert [one["code"] for one in browser.data["faults"]] == ["DT413", "DT413"]


def test_a_situation_written_as_json_is_told_from_a_project(tmp_path, capsys, written):
    text = (
        '{"detente": 1, "title": "T", "actors": {"A": "Alpha"}, "options": {"A": {"a": "Act"}},'
        ' "preferences": {"A": {"statements": ["a"]}}}'
    )
    path = written(text, "case.json")
    assert told(capsys, "convert", path, tmp_path / "x.gmcr")["written"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.gmcr", b""),
        ("x.gmcr", b"\xff\xfe\x00\x00"),
        ("x.gmcr", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("x.gmcr", b"{" * 100_000),
        ("x.gmcr", b"[" * 3_000_000),
        ("x.gmcr", b'{"options": [], "decisionMakers": []}'),
        ("x.nfg", b"NFG 1 R " + b"{" * 100_000),
        ("x.nfg", b'NFG 1 R "' + b"a" * 1_000_000),
        ("x.nfg", b"\x00" * 1000),
        ("x.csv", b'state\n"' + b"a" * 200_000),
        ("x.csv", b"a," * 100_000),
        ("x.parquet", b"PAR1" * 1000),
    ],
)
def test_a_hostile_file_gives_faults_and_nothing_else(name, content, tmp_path, capsys):
    (tmp_path / name).write_bytes(content)
    said = ask(capsys, "convert", tmp_path / name, tmp_path / "y.yaml", "--json")
    assert said.code == 1
    assert {re.match("DT[48]", one["code"]) is not None for one in said.data["faults"]} == {True}
    assert {one["file"] for one in said.data["faults"]} == {str(tmp_path / name)}
    assert not (tmp_path / "y.yaml").exists()


def test_a_file_of_many_bytes_is_not_read(tmp_path, capsys):
    with (tmp_path / "x.gmcr").open("wb") as stream:
        stream.truncate(40_000_000)
    said = ask(capsys, "convert", tmp_path / "x.gmcr", tmp_path / "y.yaml", "--json")
    assert [one["code"] for one in said.data["faults"]] == ["DT807"]


def test_a_package_that_is_missing_is_named(tmp_path):
    code = (
        "import sys; sys.modules['pyarrow'] = None\nfrom detente.cli.main import run\n"
        f"sys.exit(run(['convert', 'chicken', {str(tmp_path / 'x.parquet')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'detente[exchange]'" in " ".join(done.stderr.split())
