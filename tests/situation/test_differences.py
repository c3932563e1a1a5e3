"""Differences of two files, and the files between them: none of the changes is the first file, all are the second."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.situation.differences import between, merged
from detente.situation.nodes import compose
from detente.situation.reader import nodes_of, read_nodes
from detente.situation.splice import plain_of

plain = st.recursive(
    st.sampled_from(["a", "b", "1", "20%", ""]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from("abcdef"), inner, max_size=4),
    max_leaves=25,
)
files = st.dictionaries(
    st.sampled_from(["actors", "options", "rules", "evidence", "play"]), plain, max_size=5
)


def node(value):
    from detente.situation.writing import written

    return compose(written({"x": "1", **value}))[0]


def numbers(changes):
    return list(chain.from_iterable(one.numbers for one in changes))


@settings(max_examples=300)
@given(files, files)
def test_with_no_change_it_is_the_first_file_and_with_all_of_them_the_second(first, second):
    roots = node(first), node(second)
    both, changes = merged(*roots)
    assert plain_of(between(both, [])) == plain_of(roots[0])
    assert plain_of(between(both, numbers(changes))) == plain_of(roots[1])
    assert bool(changes) >= (plain_of(roots[0]) != plain_of(roots[1]))


@settings(max_examples=100)
@given(files)
def test_a_file_does_not_differ_from_itself(one):
    assert merged(node(one), node(one))[1] == ()


@settings(max_examples=100)
@given(files, files)
def test_every_number_belongs_to_one_change(first, second):
    _, changes = merged(node(first), node(second))
    found = numbers(changes)
    assert sorted(found) == list(range(len(found)))


def differ(first, second):
    roots = [compose(text)[0] for text in (first, second)]
    return [
        [(".".join(d.path), d.kind, d.first, d.second) for d in one.differences] for one in merged(*roots)[1]
    ]


def test_a_word_a_range_and_a_line_break():
    first = (
        "title: a\nevidence: {e: {expected_if: {A: {x: likely}}}}\nplay: {doubt: [1%, 2%]}\nnote: one two\n"
    )
    second = "title: a\nevidence: {e: {expected_if: {A: {x: unlikely}}}}\nplay: {doubt: [1%, 3%]}\nnote: >-\n  one\n  two\n"
    assert differ(first, second) == [
        [("evidence.e.expected_if.A.x", "changed", "likely", "unlikely")],
        [("play.doubt", "changed", "[1%, 2%]", "[1%, 3%]")],
    ]


def test_a_statement_that_moved_is_one_change():
    assert differ("p: [a, b, c]", "p: [b, c, a]") == [[("p.1", "moved", "a", "a")]]


def test_priors_of_one_actor_go_together():
    first = "preferences: {A: {types: {x: {prior: 30%}, y: {prior: 70%}}}}"
    second = "preferences: {A: {types: {x: {prior: 40%}, y: {prior: 60%}}}}"
    (found,) = differ(first, second)
    assert [one[0] for one in found] == ["preferences.A.types.x.prior", "preferences.A.types.y.prior"]


def test_one_order_of_preference_for_another_is_one_change():
    (found,) = differ("preferences: {A: {statements: [a]}}", "preferences: {A: {ranking: x > y}}")
    assert sorted(one[1] for one in found) == ["only_first", "only_second"]


def test_the_order_of_options_counts_and_that_of_evidence_does_not():
    assert differ("evidence: {a: 1, b: 2}", "evidence: {b: 2, a: 1}") == []
    (found,) = differ("options: {A: {a: x, b: y}}", "options: {A: {b: y, a: x}}")
    assert found == [("options.A", "order", "[a, b]", "[b, a]")]


@pytest.mark.parametrize("key", ["title", "note", "because", "text", "says"])
def test_words_are_told_from_assumptions(key):
    roots = [compose(f"a: {{{key}: {word}, worth: 1}}")[0] for word in ("x", "y")]
    assert [one.wording for one in merged(*roots)[1]] == [True]


@pytest.mark.parametrize("case", ["elmira-1991", "elmira-1991-graph", "sweden-2023"])
def test_nodes_of_a_situation_read_back_as_the_situation(case):
    sit = detente.load(case)
    again, faults = read_nodes(nodes_of(sit), sit.file, None)
    assert not [one for one in faults if one.severity == "fault"]
    assert (again.options, again.preferences, again.questions) == (
        sit.options,
        sit.preferences,
        sit.questions,
    )


def test_an_overlay_is_part_of_what_is_compared(tmp_path):
    base = tmp_path / "base.yaml"
    base.write_text(
        "detente: 1\ntitle: T\nactors: {A: Alpha}\noptions: {A: {go: Go}}\nstatus_quo: []\n"
        "preferences: {A: {types: {x: {prior: 30%, statements: [go]}, y: {prior: 70%, statements: [not go]}}}}\n",
        encoding="utf-8",
    )
    over = tmp_path / "over.yaml"
    over.write_text(
        "overlays: base.yaml\nanalyst: Second\n"
        "preferences: {A: {types: {x: {prior: 60%}, y: {prior: 40%}}}}\n",
        encoding="utf-8",
    )
    _, changes = merged(nodes_of(detente.load(base)), nodes_of(detente.load(over)))
    (change,) = changes
    assert [one.second for one in change.differences] == ["60%", "40%"]
    assert {one.second_place.file for one in change.differences} == {str(over)}
