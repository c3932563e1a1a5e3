"""The smallest blocking sets, by flow and by proposals, against enumeration and against a library."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ties import cuts
from detente.ties.cuts import places_of, smallest_cuts
from detente.ties.flows import Arc, least_cuts, strong_parts
from detente.ties.routes import Step, network_of
from naive import transfers as naive
from ties.networks import made, mask, members, step_lists


def wanted(steps):
    """The smallest blocking sets by enumeration; none if there is no way or nobody can block it."""
    if not naive.is_open(steps, 0, 4, frozenset(range(5))):
        return {frozenset()}
    every = naive.blocking(steps, 0, 4, range(5))
    least = min(map(len, every), default=0)
    return {one for one in every if len(one) == least}


@settings(deadline=None)
@given(step_lists())
def test_the_smallest_blocking_sets_are_found_whichever_way(steps):
    found = smallest_cuts(made(steps))
    assert found.complete
    assert {members(one) for one in found.sets} == wanted(steps)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=14))
def test_each_hand_consenting_for_itself_is_a_matter_of_flow(pairs):
    """The consent of a hand is needed by whatever arrives there, and by whatever leaves."""
    steps = [
        (a, b, frozenset({a, b} - {0, 4})) for a, b in dict.fromkeys(pairs) if a != b and (a, b) != (0, 4)
    ]
    net = made(steps)
    assert places_of(net) is not None
    assert {members(one) for one in smallest_cuts(net).sets} == wanted(steps)


@pytest.mark.parametrize("seed", range(4))
def test_the_size_is_that_of_a_librarys_cut(seed):
    graph = nx.gnp_random_graph(30, 0.12, seed=seed, directed=True)
    graph.remove_edges_from([(0, 29)])
    steps = [Step(a, b, 1 << b if b != 29 else 0) for a, b in graph.edges]
    found = smallest_cuts(network_of([str(k) for k in range(30)], steps, 0, 29))
    if nx.has_path(graph, 0, 29):
        assert found.sets[0].bit_count() == len(nx.minimum_node_cut(graph, 0, 29))
    else:
        assert found.sets == (0,)


def test_no_way_and_a_way_that_needs_nobody_are_told_apart_where_a_library_has_one_answer():
    apart = nx.DiGraph([(0, 1), (2, 3)])
    beside = nx.DiGraph([(0, 3)])
    assert nx.minimum_node_cut(apart, 0, 3) == nx.minimum_node_cut(beside, 0, 3) == set()
    assert smallest_cuts(network_of("abcd", [Step(0, 1, 1), Step(2, 3, 2)], 0, 3)).sets == (0,)
    assert smallest_cuts(network_of("abcd", [Step(0, 3)], 0, 3)).sets == ()


def test_a_licence_that_several_steps_share_is_no_matter_of_flow():
    steps = [(0, 1, frozenset({0})), (0, 2, frozenset({1})), (1, 4, frozenset({2})), (2, 4, frozenset({2}))]
    shared = [*steps, (0, 3, frozenset({0})), (3, 4, frozenset())]
    assert places_of(made(steps)) is not None
    assert places_of(made(shared)) is None
    assert {members(one) for one in smallest_cuts(made(shared)).sets} == wanted(shared)


def test_several_consents_at_one_place_are_each_a_cut():
    steps = [Step(0, 1, mask((0, 1))), Step(1, 2, mask((2, 3)))]
    assert sorted(smallest_cuts(network_of("abc", steps, 0, 2)).sets) == [1, 2, 4, 8]
    few = smallest_cuts(network_of("abc", steps, 0, 2), most=2)
    assert (len(few.sets), few.complete) == (2, False)


def test_a_search_by_proposals_says_when_it_stops(monkeypatch):
    steps = [(0, 1, frozenset({0})), (1, 4, frozenset({1})), (0, 2, frozenset({1})), (2, 4, frozenset({0}))]
    net = made(steps)
    assert places_of(net) is None
    assert smallest_cuts(net).sets == (1, 2)
    assert smallest_cuts(net, most=1) == ((1,), False)
    monkeypatch.setattr(cuts, "MOST_ROUNDS", 1)
    assert smallest_cuts(made([*steps, (0, 3, frozenset({2})), (3, 4, frozenset({2}))])).complete is False


ARCS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=14).map(
    lambda arcs: [arc for arc in arcs if arc[0] != arc[1]]
)


@settings(deadline=None)
@given(ARCS)
def test_all_least_cuts_come_once_each(arcs):
    fixed = [(a, b, frozenset()) for a, b, cuttable in arcs if not cuttable]
    if naive.is_open(fixed, 0, 5, frozenset()):
        return
    found = least_cuts(6, [Arc(*arc) for arc in arcs], 0, 5, most=10_000)
    assert found.complete
    assert len(set(found.cuts)) == len(found.cuts)
    assert {tuple(sorted(one)) for one in found.cuts} == naive.cuts_of_arcs(arcs, 0, 5)
    assert all(len(one) == found.size for one in found.cuts)


def test_a_cap_on_cuts_is_said():
    arcs = [Arc(k, k + 1, cuttable=True) for k in range(5)]
    assert least_cuts(6, arcs, 0, 5, most=3) == (1, ((0,), (1,), (2,)), False)


@given(st.lists(st.lists(st.integers(0, 7), max_size=3), min_size=8, max_size=8))
def test_strong_parts_lead_only_to_lower_numbers(onward):
    part = strong_parts(onward)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(8))
    graph.add_edges_from((a, b) for a, ends in enumerate(onward) for b in ends)
    wanted = {frozenset(one) for one in nx.strongly_connected_components(graph)}
    assert {frozenset(n for n in range(8) if part[n] == p) for p in set(part)} == wanted
    assert all(part[b] <= part[a] for a, b in graph.edges)
