"""The table of keys: every key has a sentence, and every key is read by somebody."""

from __future__ import annotations

import pytest

from detente.situation.fields import SITUATION
from detente.situation.shapes import ByKind, Listing, Record, Table


def records(shape, path="situation"):
    """Give every record below a shape, with the way to it."""
    if isinstance(shape, Record):
        yield path, shape
        for key, one in shape.keys.items():
            yield from records(one.shape, f"{path}.{key}")
    elif isinstance(shape, Listing):
        yield from records(shape.item, f"{path}[]")
    elif isinstance(shape, Table):
        yield from records(shape.value, f"{path}.*")
    elif isinstance(shape, ByKind):
        for one in (shape.scalar, shape.listing, shape.mapping):
            yield from records(one, path)


RECORDS = dict(records(SITUATION))


@pytest.mark.parametrize("path", RECORDS)
def test_every_key_has_a_sentence(path):
    for key, one in RECORDS[path].keys.items():
        assert one.doc[0].isupper() or one.doc.split(",")[0].split(":")[0].islower(), key
        assert one.doc.endswith((".", ":")), key
        assert len(one.doc) < 120


def test_the_sections_of_the_format_are_there():
    sections = (
        "detente title asks marking as_of horizon actors options rules status_quo states preferences play events sources "
        "evidence dependence hypotheses believes commitments ties agreements effects poles figures transfers questions grades"
    )
    assert set(sections.split()) <= set(SITUATION.keys)
    assert [key for key, one in SITUATION.keys.items() if one.required] == ["detente", "title", "actors"]


def test_every_key_has_an_effect():
    reserved = {key for record in RECORDS.values() for key, one in record.keys.items() if one.reserved}
    assert reserved == set()


def test_short_forms_name_a_key_of_their_record():
    for path, record in RECORDS.items():
        assert not record.short or record.short in record.keys, path
