"""The matrix as a table: out as the file has it, back in as edits of single cells."""

import csv
import io
from pathlib import Path

import pytest

import detente
from detente.evidence.matrix import matrices
from detente.evidence.matrix_csv import RowEdit, edited, read_csv, to_csv

CASE = """\
detente: 1
title: T
as_of: 2023-03-01
actors: {A: Alpha}
options: {A: {go: Go}}
preferences:
  A:
    types:
      one: {prior: 50%, statements: [go]}
      two: {statements: [not go]}
sources: {s: {title: S, date: 2023-01-01, grade: B}}
evidence:
  word:        # a remark
    source: s
    says: "=1+1 was said"
    expected_if: {A: {one: likely, two: [20%, 40%]}}   # behind
  gaps: {source: s, says: Gaps, expected_if: {A: {one: 70%, two: not rated}}}
  even: {source: s, says: Even, expected_if: {A: equal}}
  none: {source: s, says: None, expected_if: {A: not applicable}}
  side: {source: s, says: "Sided, with one", expected_if: {A: "favours: two, strongly"}}
  mute:
    source: s
    says: Mute
  other: {source: s, says: Other, expected_if: {h: {x: likely, y: unlikely}}}
hypotheses: {h: {text: H, answers: {x: 50%, y: 50%}}}
"""


@pytest.fixture
def sit():
    made, faults = detente.read(CASE)
    assert made is not None, faults
    return made


def table(sit, group="A"):
    return to_csv(sit, matrices(sit)[group])


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def changed(sit, name, **cells):
    """Change cells of one line of the table."""
    listed = rows(table(sit))
    for row in listed:
        if row["observation"] == name:
            row.update(cells)
    out = io.StringIO()
    writer = csv.DictWriter(out, listed[0])
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue()


def test_the_table_says_what_the_file_says_and_how_it_fits(sit):
    found = {row["observation"]: row for row in rows(table(sit))}
    assert list(found) == ["word", "gaps", "even", "none", "side"]
    assert {name: (row["one"], row["two"]) for name, row in found.items()} == {
        "word": ("likely", "[20%, 40%]"),
        "gaps": ("70%", "not rated"),
        "even": ("equal", "equal"),
        "none": ("not applicable", "not applicable"),
        "side": ("", "favours strongly"),
    }
    assert [(row["fits one"], row["fits two"]) for row in found.values()] == [
        ("C", "I"),
        ("N", ""),
        ("N", "N"),
        ("", ""),
        ("II", "C"),
    ]
    assert found["word"]["says"] == "'=1+1 was said"
    assert (found["word"]["grade"], found["word"]["report weight"]) == ("B", "0.8")
    assert (found["even"]["diagnosticity in decibans"], found["gaps"]["diagnosticity in decibans"]) == (
        "0.00",
        "",
    )


def test_a_table_that_comes_back_unchanged_changes_nothing(sit):
    assert read_csv(table(sit), "t.csv", sit, "A") == ((), [])
    flagship = detente.load("belarus-2023")
    for group, matrix in matrices(flagship).items():
        assert read_csv(to_csv(flagship, matrix), "t.csv", flagship, group) == ((), [])


@pytest.mark.parametrize(
    ("name", "cells", "row", "line"),
    [
        ("word", {"one": "very likely"}, {"one": "very likely", "two": ["20%", "40%"]}, "{one: very likely, two: [20%, 40%]}"),
        ("word", {"two": "0.1"}, {"one": "likely", "two": "0.1"}, "{one: likely, two: 0.1}"),
        ("word", {"one": "", "two": "n/a"}, {"one": "not rated", "two": "not applicable"}, "{one: not rated, two: not applicable}"),
        ("word", {"one": "Equal", "two": "equal"}, "equal", "{A: equal}"),
        ("word", {"one": "favours slightly", "two": ""}, "favours: one, slightly", '{A: "favours: one, slightly"}'),
        ("gaps", {"two": "unknown"}, {"one": "70%", "two": ["0%", "100%"]}, "{one: 70%, two: [0%, 100%]}"),
        ("side", {"one": "[10%, 20%]", "two": "80%"}, {"one": ["10%", "20%"], "two": "80%"}, "{A: {one: [10%, 20%], two: 80%}}"),
    ],
)  # fmt: skip
def test_a_changed_line_becomes_an_edit_and_nothing_else_moves(sit, name, cells, row, line):
    edits, faults = read_csv(changed(sit, name, **cells), "t.csv", sit, "A")
    assert faults == []
    assert edits == (RowEdit(name, "A", row),)
    text = edited(sit, edits)
    before, after = CASE.splitlines(), text.splitlines()
    assert len(before) == len(after)
    different = [k for k, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    assert len(different) == 1
    assert line in after[different[0]]
    again, faults = detente.read(text)
    assert again is not None, faults
    assert read_csv(changed(sit, name, **cells), "t.csv", again, "A") == ((), [])


def test_rows_are_put_in_where_the_file_has_none(sit):
    text = table(sit) + "mute,,,,,likely,unlikely\r\nother,,,,,10%,20%\r\n"
    edits, faults = read_csv(text, "t.csv", sit, "A")
    assert faults == []
    again = detente.read(edited(sit, edits))[0]
    assert again.evidence["mute"].expected_if["A"].cells["one"].quantity.text == "likely"
    assert set(again.evidence["other"].expected_if) == {"h", "A"}


def test_an_empty_line_changes_nothing_and_semicolons_and_marks_are_read(sit):
    text = "\ufeffobservation;one;two\r\nword;;\r\n;;\r\ngaps;10%;20%\r\n"
    edits, faults = read_csv(text, "t.csv", sit, "A")
    assert faults == []
    assert [one.observation for one in edits] == ["gaps"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", [("DT544", 1)] * 3),
        ("observation,one\n", [("DT544", 1)]),
        ("observation,one,two,tow\n", [("DT544", 1)]),
        ("observation,one,two,two\n", [("DT544", 1)]),
        ("observation,one,two\nwrod,likely,unlikely\n", [("DT244", 2)]),
        ("observation,one,two\nword,likely,unlikely\nword,likely,likely\n", [("DT545", 3)]),
        ("observation,one,two\nword,C,II\n", [("DT546", 2)] * 2),
        ("observation,one,two\nword,likley,160%\n", [("DT301", 2), ("DT302", 2)]),
        ('observation,one,two\nword,"[40%, 20%]",10%\n', [("DT304", 2)]),
        ("observation,one,two\nword,likely,unlikely,more\n", [("DT547", 2)]),
        ("observation,one,two\nword," + "x" * 200_000 + "\n", [("DT547", 2)]),
    ],
)
def test_what_cannot_be_read_is_told_at_its_line(sit, text, told):
    edits, faults = read_csv(text, "t.csv", sit, "A")
    assert [(one.code, one.line) for one in faults] == told
    assert {one.file for one in faults} == {"t.csv"}
    assert len(edits) <= 1


def test_a_letter_is_never_taken_for_a_probability(sit):
    edits, faults = read_csv("observation,one,two\nword,I,likely\n", "t", sit, "A")
    assert edits == ()
    assert "doesn't say how probable" in faults[0].message


def test_an_overlay_is_not_edited(tmp_path):
    (tmp_path / "base.yaml").write_text(CASE, encoding="utf-8")
    path = Path(tmp_path / "over.yaml")
    path.write_text("overlays: base.yaml\nanalyst: West\n", encoding="utf-8")
    with pytest.raises(ValueError, match="expected a file of its own"):
        edited(detente.load(path), ())
