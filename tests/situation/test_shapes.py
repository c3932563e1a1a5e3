"""Shapes read nodes and describe themselves; each says what is wrong once, at its place."""

from __future__ import annotations

import pytest

from detente.situation.nodes import compose
from detente.situation.scalars import NAME, NUMBER, TEXT, TEXTS, WORD, WORDS, YES_NO, chosen
from detente.situation.shapes import MOST_FAULTS, UNREAD, ByKind, Key, Listing, Reading, Record, Table

BOX = Record(
    "a box",
    {
        "name": Key(TEXT, "Its name.", required=True),
        "size": Key(NUMBER, "Its size.", required=True),
        "open": Key(YES_NO, "Whether it is open."),
        "sees": Key(TEXT, "For later.", reserved=True),
    },
    short="name",
)


def read(shape, text):
    reading = Reading()
    return shape.read(compose(text)[0], reading), reading.faults


def told(faults):
    return [(one.code, one.line, one.column) for one in faults]


def test_a_record_reads_its_keys_and_remembers_where_they_stand():
    entry, faults = read(BOX, "name: x\nsize: 3\nopen: no\n")
    assert faults == []
    assert entry.values == {"name": "x", "size": 3, "open": False}
    assert entry.place_of("size")[:2] == (2, 7)
    assert entry.place_of("sees") == entry.place
    assert (entry.get("sees", 5), "open" in entry) == (5, True)


def test_unknown_missing_and_reserved_keys_are_told():
    value, faults = read(BOX, "nmae: x\nsees: y\nextra_thing: z\n")
    assert value is UNREAD
    assert [(one.code, one.line) for one in faults] == [
        ("DT107", 1),
        ("DT119", 2),
        ("DT107", 3),
        ("DT108", 1),
    ]
    assert faults[0].hint == "did you mean 'name'?"
    assert "size" in faults[3].message  # name is misspelt, which is told already


def test_a_missing_text_does_not_hide_what_else_is_wrong():
    entry, faults = read(BOX, "size: 3\nopen: perhaps\n")
    assert entry.get("name") == ""
    assert [one.code for one in faults] == ["DT116", "DT108"]
    assert entry.broken == {"open"}


def test_a_short_form_stands_for_one_key():
    short = Record("a box", {"name": Key(TEXT, "Its name.", required=True)}, short="name")
    assert read(short, "x")[0].values == {"name": "x"}
    assert told(read(short, "[x]")[1]) == [("DT109", 1, 1)]
    assert told(read(BOX, "''")[1]) == [("DT110", 1, 1)]


def test_a_list_leaves_out_what_it_can_not_read_and_goes_on():
    value, faults = read(Listing(NUMBER, "numbers"), "[1, a, 2, b]")
    assert value == (1, 2)
    assert told(faults) == [("DT301", 1, 5), ("DT301", 1, 11)]


def test_a_lone_value_may_stand_for_a_list():
    assert read(WORDS, "a")[0] == ("a",)
    assert read(TEXTS, "[a, b]")[0] == ("a", "b")
    assert told(read(Listing(TEXT, "texts"), "a")[1]) == [("DT109", 1, 1)]
    assert told(read(Listing(TEXT, "texts", least=1), "[]")[1]) == [("DT109", 1, 1)]


def test_a_table_keeps_the_names_whose_values_or_which_themselves_can_not_be_read():
    table, faults = read(Table(NAME, NUMBER, "numbers by name"), "a: 1\nb: x\nc d: 2\n")
    assert dict(table) == {"a": 1}
    assert (set(table.places), table.broken, table.unread) == ({"a", "b"}, {"b"}, {"c d"})
    assert [one.code for one in faults] == ["DT301", "DT117"]


def test_a_colon_without_a_blank_is_told_as_that():
    for shape in (BOX, Table(NAME, NUMBER, "numbers by name")):
        _, faults = read(shape, "{name:x, size: 3}")
        assert [(one.code, one.hint) for one in faults if one.code != "DT301"] == [
            ("DT124", "write 'name: x'")
        ]


def test_a_value_without_a_blank_behind_its_colon_is_hinted_at():
    _, faults = read(Table(NAME, NUMBER, "numbers by name"), "name:x")
    assert faults[0].hint == "a blank follows the colon of a key"


def test_a_choice_names_the_nearest_word():
    choice = chosen(("at_end", "ever"), "a way to count")
    assert read(choice, "ever")[0] == "ever"
    assert read(choice, "At end")[1][0].hint == "did you mean 'at_end'?"
    assert read(choice, "xyz")[1][0].hint == ""


def test_by_kind_chooses_by_the_kind_of_node():
    either = ByKind("a name or names", scalar=WORD, listing=WORDS)
    assert read(either, "a")[0] == "a"
    assert read(either, "[a]")[0] == ("a",)
    assert [one.code for one in read(either, "{a: b}")[1]] == ["DT109"]


def test_a_text_knows_its_node():
    value, _ = read(WORD, "  'a b'")
    assert (value, value.place.column) == ("a b", 3)


def test_no_more_than_a_bound_of_faults_is_kept():
    reading = Reading()
    for line in range(MOST_FAULTS + 5):
        reading.warning("DT119", compose("a")[0].place._replace(line=line + 1), "x")
    assert (len(reading.faults), reading.is_full, reading.dropped) == (MOST_FAULTS, True, True)


@pytest.mark.parametrize(
    "shape", [BOX, WORDS, Table(NAME, NUMBER, "x"), ByKind("x", scalar=WORD, listing=WORDS)]
)
def test_shapes_describe_themselves(shape):
    described = shape.schema()
    assert {"type", "anyOf"} & set(described)


def test_the_description_of_a_record_has_sentences_and_required_keys():
    short, whole = BOX.schema()["anyOf"]
    assert short["type"] == ["string", "number", "boolean"]
    assert whole["required"] == ["name", "size"]
    assert whole["properties"]["open"]["description"] == "Whether it is open."
    assert whole["additionalProperties"] is False
