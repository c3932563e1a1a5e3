"""Published and computed answers of the literature's further concepts."""

import pytest

import detente
from detente.conflict.model import Conflict

LAKE = {
    "nash_a": "",
    "gmr_a": "",
    "smr_a": "",
    "seq_a": "",
    "nash_b": "s4 s6",
    "gmr_b": "s4 s6 s8",
    "smr_b": "s4 s6 s8",
    "seq_b": "s4 s6 s8",
    "nash_c": "",
    "gmr_c": "s4 s6 s8",
    "smr_c": "s4 s6 s8",
    "seq_c": "s4 s6",
    "nash_d": "s4 s6",
    "gmr_d": "s4 s6 s8",
    "smr_d": "s4 s6 s8",
    "seq_d": "s4 s6 s8",
}


@pytest.mark.parametrize("concept", LAKE)
def test_lake_gisborne_with_the_provinces_preference_partly_unknown(concept):
    """Li, Hipel, Kilgour and Fang 2004 report s4, s6 and s8: the union of what the extensions give."""
    sit = detente.load("lake-gisborne-unknown")
    con = Conflict.from_situation(sit)
    names = {one.pattern: one.id for one in sit.named_states.values()}
    found = sorted(names[con.states[at]] for at in con.stability(concept).equilibria)
    assert found == LAKE[concept].split()
