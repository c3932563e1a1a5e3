"""Names of other programs become identifiers that a situation takes, all different."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.interop.laying_out import laid_out
from detente.interop.naming import identifiers, tidy
from detente.interop.sketch import Order, Sketch, SketchOption
from detente.situation.expressions import Count, Taken


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=8), st.booleans())
def test_identifiers_are_different_and_well_formed(names, lower):
    made = identifiers(names, "o", lower=lower)
    assert len(set(made)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", one) for one in made)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4), st.text(max_size=40))
def test_any_names_make_a_situation_without_faults_that_keeps_them(names, title):
    ids = identifiers([tidy(name) for name in names], "o")
    own = tuple(SketchOption(one, tidy(name) or one) for one, name in zip(ids, names, strict=True))
    actor = identifiers([tidy(title)], "A")[0]
    sketch = Sketch(
        tidy(title) or "x",
        {actor: tidy(title) or "x"},
        {actor: own},
        orders={actor: Order()},
        remarks=(tidy(title),),
    )
    sit, faults = detente.read(laid_out(sketch))
    assert [str(one) for one in faults if one.severity == "fault"] == []
    assert [option.text for option in sit.options] == [one.text for one in own]
    assert sit.actors[actor].name == (tidy(title) or "x")


def test_words_of_the_language_are_avoided():
    assert identifiers(["not", "REST", "yes", "Share"], "o", lower=True) == [
        "not_",
        "rest_",
        "yes_",
        "share_",
    ]
    assert identifiers(["go", "go", "go_2"], "o") == ["go", "go_2", "go_2_2"]


def test_a_long_name_is_cut_between_words():
    assert identifiers(["Withhold cheap oil, gas and credit from the capital"], "o", lower=True) == [
        "withhold_cheap_oil_gas_and_credit_from"
    ]


def test_long_lists_are_wrapped_and_read_back():
    names = [f"option_number_{k}" for k in range(40)]
    labels = tuple(SketchOption(name, name) for name in names)
    rule = Count(1, 1, tuple(Taken(bit, name) for bit, name in enumerate(names)))
    states = {f"s{k}": "".join("Y" if k == at else "N" for at in range(40)) for k in range(40)}
    order = Order(groups=(tuple(list(states)[:35]), tuple(list(states)[35:])))
    text = laid_out(Sketch("Long", {"A": "A"}, {"A": labels}, (rule,), "s3", states, orders={"A": order}))
    assert max(map(len, text.splitlines())) <= 110
    sit = detente.load(text)
    assert len(sit.states) == 40
    assert [len(group) for group in sit.preferences["A"].types["only"].ranking.groups] == [35, 5]


def test_tidy_leaves_nothing_that_breaks_a_line():
    assert tidy(json.loads('"a\\u0000b\\n c\\ud800"')) == "a b c"
