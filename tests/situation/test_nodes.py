"""Nodes know where they stand, scalars stay text, and what can't be read becomes faults."""

from __future__ import annotations

import pytest

from detente.faults import Place
from detente.situation.nodes import MAX_ALIASED_NODES, MAX_ALIASES, MAX_DEPTH, compose


def codes(text):
    return [one.code for one in compose(text)[1]]


def walked(node):
    yield node
    for item in node.items:
        yield from walked(item)
    for key, value in node.pairs:
        yield from walked(key)
        yield from walked(value)


TEXT = """\
# remark
title: "Dé: 'x'"   # behind
list: [a, 'b b', {c: 1}]
block:
  - one two
  - |
    lines
    kept
empty:
"""


def test_every_node_has_its_line_column_and_span():
    root, faults = compose(TEXT, "case.yaml")
    assert faults == []
    title, listed = root.get("title"), root.get("list")
    assert title.place == Place(2, 8, "case.yaml")
    assert TEXT[title.start : title.end] == "\"Dé: 'x'\""
    assert [TEXT[item.start : item.end] for item in listed.items] == ["a", "'b b'", "{c: 1}"]
    assert (listed.flow, root.flow) == (True, False)
    assert root.get("block").items[0].place == Place(5, 5, "case.yaml")
    assert root.get("block").items[1].text == "lines\nkept\n"
    assert root.get("empty").missing


def test_columns_count_characters_and_a_byte_order_mark_does_not_shift_them():
    for mark in ("", "\ufeff"):
        root, _ = compose(f"{mark}é: {{ü: x}}\n")
        inner = root.pairs[0][1].pairs[0][1]
        assert inner.place[:2] == (1, 8)
        assert f"{mark}é: {{ü: x}}\n"[inner.start : inner.end] == "x"


def test_scalars_stay_text():
    root, _ = compose("[1:30, on, 007, 0x1F, ~, null, 1e3, 2024-01-01, .inf, 91234567]")
    assert [item.text for item in root.items] == [
        "1:30",
        "on",
        "007",
        "0x1F",
        "~",
        "null",
        "1e3",
        "2024-01-01",
        ".inf",
        "91234567",
    ]


def test_a_place_within_a_scalar():
    root, _ = compose("a: 'xyz'\nb: xyz\nc: >-\n  xyz\n")
    assert [value.at(2).column for _, value in root.pairs] == [7, 6, 4]


def test_all_keys_that_stand_twice_are_told():
    _, faults = compose("a: 1\nb: {c: 1, c: 2}\na: 2\n'b': 3\n")
    assert [(one.code, one.line) for one in faults] == [("DT106", 2), ("DT106", 3), ("DT106", 4)]
    assert "line 1" in faults[1].hint


def test_an_alias_stands_where_it_is_written_and_what_it_stands_for_where_that_is():
    root, faults = compose("a: &x [p, q]\nb: *x\n")
    assert faults == []
    alias = root.get("b")
    assert (alias.place[:2], alias.alias, [item.text for item in alias.items]) == ((2, 4), True, ["p", "q"])
    assert alias.items[0].place.line == 1


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: *x\n", "DT113", 1),
        ("a: &x {b: *x}\n", "DT113", 1),
        ("a: 1\nb: !t x\n", "DT111", 2),
        ("a: ! x\n", "DT111", 1),
        ("a: !!str x\n", "DT111", 1),
        ("a: 1\n---\nb: 1\n", "DT105", 2),
        ("[a]: b\n", "DT109", 1),
        ("{a: b}: c\n", "DT109", 1),
        ("a: b: c\n", "DT102", 1),
        ("a: 'b\n", "DT102", 1),
        ("a: [b,\nc: d\n", "DT102", 1),
        ("\ta: b\n", "DT102", 1),
        ("a: @b\n", "DT102", 1),
        ("a: `b\n", "DT102", 1),
        ("a: %b\n", "DT102", 1),
        ("", "DT103", 1),
        ("# remark\n", "DT103", 1),
    ],
)
def test_what_can_not_be_read_has_a_code_and_a_line(text, code, line):
    _, faults = compose(text)
    assert (faults[0].code, faults[0].line) == (code, line)


def test_a_text_cut_by_a_remark_is_a_warning_only_where_no_blank_follows_the_sign():
    assert codes("a: b #1\n") == ["DT112"]
    assert codes("a: b # remark\n") == []
    assert codes("a: 'b #1'\n") == []
    assert codes("a: b#1\n") == []
    assert codes("[a, b] #1\n") == []


def test_depth_and_aliases_are_bounded():
    assert codes("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert codes("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == ["DT912"]
    fifty = ", ".join(["*x"] * MAX_ALIASES)
    assert codes(f"[&x a, {fifty}]") == []
    assert codes(f"[&x a, {fifty}, *x]") == ["DT913"]
    large = ", ".join(["a"] * (MAX_ALIASED_NODES // 4))
    assert codes(f"[&x [{large}], *x, *x, *x]") == []
    assert codes(f"[&x [{large}], *x, *x, *x, *x]") == ["DT913"]


def test_line_breaks_of_every_kind_count():
    for end in ("\n", "\r\n", "\r"):
        root, _ = compose(f"a: 1{end}b: 2{end}")
        assert root.get("b").place[:2] == (2, 4)


def test_spans_lie_within_one_another():
    root, _ = compose(TEXT)
    for node in walked(root):
        for below in walked(node):
            assert node.start <= below.start
            assert below.end <= max(node.end, len(TEXT))
