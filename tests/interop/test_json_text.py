"""Every value of a JSON text is found at its place, and what is no JSON is a fault."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.faults import SituationError
from detente.interop.json_text import MOST_FAULTS, JsonText

VALUES = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.none(), st.text(max_size=5)),
    lambda parts: st.one_of(
        st.lists(parts, max_size=4), st.dictionaries(st.text(max_size=4), parts, max_size=4)
    ),
    max_leaves=12,
)


def paths(value, path=()):
    yield path, value
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, one in entries:
        yield from paths(one, (*path, key))


@settings(max_examples=80, deadline=None)
@given(VALUES, st.sampled_from([None, 0, 1]))
def test_a_place_is_where_the_value_begins(value, indent):
    text = " \n" + json.dumps(value, indent=indent)
    source = JsonText(text, "x.json")
    lines = text.split("\n")
    for path, one in paths(value):
        place = source.place(path)
        rest = "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])
        assert json.JSONDecoder().raw_decode(rest)[0] == one
        assert source.value(path) == one


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", (1, 1)),
        ('{"a": 1', (1, 8)),
        ('{"a":\n ?}', (2, 2)),
        ("[" * 100_000, (1, 1)),
        ("1" * 5000, (1, 1)),
    ],
)
def test_what_is_no_json_is_a_fault(text, place):
    with pytest.raises(SituationError) as error:
        JsonText(text, "x.json")
    one = error.value.faults[0]
    assert (one.code, one.file, (one.line, one.column)) == ("DT801", "x.json", place)


def test_of_two_keys_alike_the_last_counts_and_is_pointed_at():
    source = JsonText('{"a": 1,\n "a": 2}', "x.json")
    assert (source.value(("a",)), source.place(("a",)).line) == (2, 2)


def test_faults_end_before_they_are_endless():
    source = JsonText(json.dumps(["x"] * 1000), "x.json")
    assert [source.whole((at,), "a number") for at in range(MOST_FAULTS - 1)] == [None] * (MOST_FAULTS - 1)
    with pytest.raises(SituationError) as error:
        source.whole((MOST_FAULTS,), "a number")
    assert len(error.value.faults) == MOST_FAULTS
