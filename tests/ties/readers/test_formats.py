"""What is said of each format: units kept apart, terms and citation, a reader of its own."""

from importlib import import_module

import pytest

from detente.situation.build_ties import VECTORS
from detente.ties.readers.formats import FORMATS
from detente.ties.readers.importing import HEADERS, TIE_COLUMNS
from detente.ties.units import unit_of

NAMED = [one for one in FORMATS.values() if one.name != "table"]


@pytest.mark.parametrize("form", NAMED, ids=lambda one: one.name)
def test_each_format_says_whose_it_is_on_what_terms_and_how_to_cite_it(form):
    for text in (form.title, form.publisher, form.licence, form.cite, form.reads, form.drops, form.note):
        assert text.strip()
    assert form.url.startswith(("http://", "https://"))
    assert set(form.kinds) <= set(HEADERS)
    assert callable(import_module(f"detente.ties.readers.{form.name}").read)


@pytest.mark.parametrize("form", NAMED, ids=lambda one: one.name)
def test_ties_have_a_vector_and_a_unit_and_leads_have_none(form):
    assert (form.vector in VECTORS) == ("ties" in form.kinds)
    assert bool(form.unit) == ("ties" in form.kinds)


def test_units_are_those_of_the_sources_and_arms_are_not_money():
    assert [FORMATS[name].unit for name in ("baci", "cow_trade", "sipri")] == [
        "thousand USD",
        "million USD",
        "million TIV",
    ]
    assert unit_of("thousand USD").kind == unit_of("million USD").kind
    assert unit_of("million TIV").kind != unit_of("million USD").kind
    assert unit_of("distance of ideal points").share is False


def test_a_table_of_ties_has_the_columns_that_a_situation_reads():
    assert TIE_COLUMNS == (
        "from",
        "to",
        "vector",
        "value",
        "unit",
        "year",
        "source",
        "status",
        "product",
        "note",
    )
