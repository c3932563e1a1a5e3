"""Files become text only if they are UTF-8, small and regular; names stay within a folder."""

from __future__ import annotations

import os

import pytest

from detente.situation.text import MAX_BYTES, decode, inside, read_file


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        ("title: café".encode("latin-1"), 1, 11, "0xe9"),
        (b"a: 1\nb: \xff\n", 2, 4, "0xff"),
        (b"a: \xe2\x82", 1, 4, "0xe2"),
        ("a".encode("utf-16"), 1, 1, "UTF-16"),
        (b"\xfe\xff\x00a", 1, 1, "UTF-16"),
        (b"a: 1\nb: \x00", 2, 4, "U+0000"),
        (b"\x1b[31m", 1, 1, "U+001B"),
        (b"\x7fELF", 1, 1, "U+007F"),
    ],
)
def test_what_is_no_utf_8_is_a_fault_at_its_place(data, line, column, words):
    text, (fault,) = decode(data, "case.yaml")
    assert text is None
    assert (fault.code, fault.file, fault.line, fault.column) == ("DT101", "case.yaml", line, column)
    assert words in str(fault)


def test_text_in_utf_8_is_decoded():
    for text in ("", "a: é→𝄞\n", "\ufeffa: 1\r\n", "a:\t1\n"):
        assert decode(text.encode()) == (text, [])


def test_the_limit_of_size_is_kept(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert read_file(path)[1] == []
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    text, (fault,) = read_file(path)
    assert (text, fault.code, fault.got) == (None, "DT911", "2,000,001 bytes")
    assert decode(b"#" * (MAX_BYTES + 1))[1][0].code == "DT911"


def test_folders_and_pipes_are_faults_and_missing_files_errors(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "a folder" in read_file(tmp_path)[1][0].message
    assert "a device or pipe" in read_file(tmp_path / "pipe")[1][0].message
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "nothing")


def test_names_resolve_within_the_folder_only(tmp_path):
    case = tmp_path / "case"
    (case / "data").mkdir(parents=True)
    (case / "data" / "a.csv").touch()
    (tmp_path / "secret").touch()
    (case / "out").symlink_to(tmp_path / "secret")
    (case / "loop").symlink_to(case / "loop")
    (case / "in").symlink_to(case / "data" / "a.csv")
    assert inside(case, "data/a.csv") == case.resolve() / "data" / "a.csv"
    assert inside(case, "data/../data/a.csv") is not None
    assert inside(case, "in") == case.resolve() / "data" / "a.csv"
    for name in ("", "../secret", "data/../../secret", "/etc/passwd", "out", "a\0b", "data\\..\\x"):
        assert inside(case, name) is None, name
    assert inside(case, "loop") in {None, case.resolve() / "loop"}
    assert inside(None, "data/a.csv") is None
