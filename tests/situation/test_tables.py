"""Tables of ties: columns, rows and cells, each fault with the line of the table."""

from __future__ import annotations

import pytest

from detente.situation.reader import read_text

FILE = """\
detente: 1
title: T
as_of: 2024-01-01
actors: {A: Alpha, B: Beta}
sources: {s: {title: S, date: 2023-05-01}}
ties:
  - {table: data/t.csv, complete: yes}
"""
HEADER = "from,to,vector,value,unit,year,source,status,known,product\n"


@pytest.fixture
def read(tmp_path):
    def reading(table, file=FILE):
        (tmp_path / "data").mkdir(exist_ok=True)
        data = table if isinstance(table, bytes) else table.encode()
        (tmp_path / "data" / "t.csv").write_bytes(data)
        return read_text(file, "case.yaml", tmp_path)

    return reading


def test_rows_become_ties_with_their_line(read):
    sit, faults = read(
        HEADER
        + 'A,B,trade,1.5,million USD,2020,s,reported,2021,"x, y"\n\nC,B,trade,,million USD,2021,s,not_reported,,\nB,A,energy,57%,share,2021,,,,\n'
    )
    assert [one.code for one in faults] == []
    first, second, third = sit.ties
    assert (first.source_actor, first.target_actor, first.value.text, first.product) == (
        "A",
        "B",
        "1.5",
        "x, y",
    )
    assert (first.place.line, second.place.line, third.place.line) == (2, 4, 5)
    assert first.place.file.endswith("t.csv")
    assert (first.known_by.year, second.known_by.isoformat()) == (2021, "2023-05-01")
    assert all(one.complete for one in sit.ties)
    assert (second.value, second.status, second.source_actor) == (None, "not_reported", "C")
    assert sit.tables["data/t.csv"].startswith("from,to")


def test_columns_may_stand_in_any_order_and_case_and_a_byte_order_mark_is_passed_over(read):
    sit, faults = read("\ufeffValue,Vector,TO,from,unit\n1,trade,B,A,x\n")
    assert faults == []
    assert sit.ties[0].value.low == 1


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("", [("DT122", 1)]),
        ("from,to,vector\nA,B,trade\n", [("DT122", 1)]),
        ("from,to,vektor,value\nA,B,trade,1\n", [("DT122", 1), ("DT122", 1)]),
        (HEADER + "A,B,trade,1\n", [("DT123", 2)]),
        (HEADER + "A,B,trade,1,2,3,4,5,6,7,8\n", [("DT123", 2)]),
        (HEADER + 'A,B,trade,1,x,2020,s,reported,,"y\n', [("DT123", 2)]),
        (HEADER + "A,B,trade,one,x,2020,s,reported,,\n", [("DT301", 2)]),
        (HEADER + "A,B,trade,1,x,2020,s,wrong,,\n", [("DT114", 2)]),
        (HEADER + "A,B,trade,1,x,20,s,reported,,\n", [("DT115", 2)]),
        (HEADER + "A,B,trade,1,x,2020,t,reported,,\n", [("DT243", 2)]),
        (HEADER + "A,B,gold,1,x,2020,s,reported,,\n", [("DT246", 2)]),
        (HEADER + "A,,trade,1,x,2020,s,reported,,\n", [("DT108", 2)]),
        (HEADER + "A,B,trade,1,x,2020,s,reported,,\n" * 2, [("DT605", 3)]),
        (HEADER.encode() + b"A,B,trade,1,caf\xe9,,,,,\n", [("DT101", 2)]),
        (b"from\0", [("DT101", 1)]),
    ],
)
def test_what_is_wrong_has_the_line_of_the_table(read, table, found):
    _, faults = read(table)
    assert [(one.code, one.line) for one in faults] == found
    assert all(one.file.endswith("t.csv") for one in faults)


def test_a_table_that_can_not_be_found_is_a_fault_of_the_file(read):
    for name, code in [("data/u.csv", "DT121"), ("../t.csv", "DT120"), ("/etc/passwd", "DT120")]:
        _, faults = read(HEADER, FILE.replace("data/t.csv", name))
        assert [(one.code, one.file, one.line) for one in faults] == [(code, "case.yaml", 7)]


def test_without_a_folder_no_table_is_read():
    assert [one.code for one in read_text(FILE)[1]] == ["DT120"]
