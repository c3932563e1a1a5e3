"""``detente report``: the page as a whole or not at all, one line on it, and exit codes."""

import hashlib
import os
from pathlib import Path

import pytest

import detente
from brief.making import HARBOUR
from cli.asking import THREAT, ask, told, wide
from detente.cli.report import write_whole


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def harbour_file(tmp_path):
    path = tmp_path / "files" / "harbour.yaml"
    path.parent.mkdir()
    path.write_text(HARBOUR, encoding="utf-8")
    return path


def test_the_page_goes_to_the_current_folder_by_the_name_of_the_case_or_file(capsys, harbour_file):
    assert ask(capsys, "report", "chicken").code == 0
    assert ask(capsys, "report", harbour_file, "--draws", "0").code == 0
    assert sorted(path.name for path in Path().iterdir()) == ["chicken.html", "files", "harbour.html"]


def test_the_page_is_that_of_the_python_interface(capsys, harbour_file):
    arguments = (
        "--draws",
        "5",
        "--seed",
        "3",
        "--as-of",
        "2030-04-25",
        "--do",
        "open=yes",
        "-o",
        "page.html",
    )
    ask(capsys, "report", harbour_file, *arguments)
    expected = detente.report(
        detente.load(harbour_file), draws=5, seed=3, as_of="2030-04-25", do={"open": True}
    )
    assert Path("page.html").read_text(encoding="utf-8") == expected


def test_json_names_the_file_and_its_digest(capsys, harbour_file):
    found = told(capsys, "report", harbour_file, "--draws", "0")
    content = Path("harbour.html").read_bytes()
    assert (found["file"], found["digest"]) == ("harbour.html", hashlib.sha256(content).hexdigest())
    first = found["numbers"][0]
    assert set(first) == {"number", "key", "what", "value", "shown", "form", "how", "from", "places"}


def test_it_says_what_it_wrote_and_the_answer(capsys, harbour_file):
    said = ask(capsys, "report", harbour_file, "--draws", "0", "-o", "x.html")
    assert said.flat.startswith("Wrote x.html. In the end it hangs on")
    assert wide(said) == []
    assert said.err == ""


def test_without_questions_it_says_what_it_wrote(capsys):
    assert ask(capsys, "report", "chicken").flat == "Wrote chicken.html."


def test_a_file_with_ties_only_has_a_page(capsys, tmp_path):
    path = tmp_path / "ties.yaml"
    path.write_text(
        "detente: 1\ntitle: Two\nactors: {A: Alpha, B: Beta}\n"
        "ties: [{from: A, to: B, vector: trade, value: 3, unit: tonnes, year: 2020}]\n"
    )
    assert ask(capsys, "report", path).code == 0
    assert "Who depends on whom" in Path("ties.html").read_text(encoding="utf-8")


def test_a_broken_file_is_faulty_and_leaves_no_page(capsys, tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("detente: 1\ntitle: T\nactors: {A: Alpha}\noptons: {}\n")
    said = ask(capsys, "report", path, "--json")
    assert (said.code, list(said.data)) == (1, ["faults"])
    assert [one.name for one in Path().iterdir()] == ["broken.yaml"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("nocase",),
        ("chicken", "--do", "swerve_both=yes"),
        ("chicken", "--as-of", "yesterday"),
        ("chicken", "--draws", "-1"),
        ("chicken", "-o", "missing/folder/page.html"),
        ("chicken", "-o", "."),
        ("chicken", "--unknown"),
    ],
)
def test_wrong_use_ends_with_2_in_plain_words_and_leaves_nothing(capsys, arguments):
    said = ask(capsys, "report", *arguments)
    assert said.code == 2
    assert said.out == ""
    assert "Error: " in said.err
    assert "Traceback" not in said.err
    assert list(Path().iterdir()) == []


def test_an_unwritable_folder_is_named_as_it_was_given(capsys):
    said = ask(capsys, "report", "chicken", "-o", "missing/page.html")
    assert said.err == "Error: missing/page.html: no such file or directory\n"


def test_a_beginning_that_rules_forbid_is_a_fault(capsys, tmp_path):
    path = tmp_path / "h.yaml"
    path.write_text(HARBOUR.replace("status_quo: [build]", "status_quo: []"), encoding="utf-8")
    assert ask(capsys, "report", path, "--do", "open=yes", "--draws", "0").code == 1


def test_options_held_change_the_page(capsys, tmp_path):
    path = tmp_path / "t.yaml"
    path.write_text(THREAT)
    ask(capsys, "report", path, "-o", "a.html")
    ask(capsys, "report", path, "-o", "b.html", "--do", "attack=yes")
    assert (
        "Alpha should attack the pass" in Path("b.html").read_text(encoding="utf-8").partition("</main>")[0]
    )
    assert Path("a.html").read_bytes() != Path("b.html").read_bytes()


def test_a_page_is_written_as_a_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    path.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "elsewhere")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left") as error:
        write_whole(path, b"after")
    assert error.value.filename == str(path)
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


def test_a_link_is_followed_and_what_is_no_file_is_written_to(tmp_path):
    (tmp_path / "real.html").write_text("before")
    (tmp_path / "link.html").symlink_to("real.html")
    write_whole(tmp_path / "link.html", b"after")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text() == "after"
    write_whole(Path(os.devnull), b"after")
    assert not Path(os.devnull).is_file()


def test_the_ending_or_the_format_makes_another_form(capsys, harbour_file):
    for name, begins in (("a.md", b"**For exercise"), ("a.txt", b"For exercise"), ("a.docx", b"PK")):
        assert ask(capsys, "report", harbour_file, "--draws", "0", "-o", name).code == 0
        assert Path(name).read_bytes().startswith(begins)
    assert ask(capsys, "report", harbour_file, "--draws", "0", "--format", "text").code == 0
    assert Path("harbour.txt").read_bytes() == Path("a.txt").read_bytes()
