"""Routes, coalitions and ways round, against enumeration and against a library."""

import networkx as nx
import pytest
from hypothesis import given, settings

from detente.ties.routes import (
    Step,
    blocks,
    coalitions_of,
    narrow_hands,
    needs_of,
    network_of,
    routes_of,
    way_around,
)
from naive import transfers as naive
from ties.networks import made, mask, members, step_lists


def complete(hands, *, own=False):
    """Everybody deals with everybody; if ``own``, each step needs the consent of both hands."""
    steps = [
        Step(a, b, (1 << a | 1 << b) if own else 0) for a in range(hands) for b in range(hands) if a != b
    ]
    return network_of([str(k) for k in range(hands)], steps, 0, hands - 1)


def keyed(route):
    return [(step.source, step.target, sorted(members(step.needs))) for step in route]


@settings(deadline=None)
@given(step_lists())
def test_routes_are_all_simple_ways_the_shortest_first(steps):
    found = routes_of(made(steps))
    wanted = [[steps[at] for at in route] for route in naive.routes(steps, 0, 4)]
    assert found.complete
    assert sorted(keyed(route) for route in found.found) == sorted(
        ([(a, b, sorted(needs)) for a, b, needs in route] for route in wanted),
    )
    lengths = [len(route) for route in found.found]
    assert lengths == sorted(lengths)


def test_between_ten_hands_that_all_deal_with_one_another_there_are_109601_routes():
    net = complete(10)
    assert len(routes_of(net, most=200_000, most_steps=10**8).found) == 109_601
    capped = routes_of(net)
    assert (len(capped.found), capped.complete) == (10_000, False)
    assert not routes_of(net, most_steps=1000).complete


def test_parallel_steps_make_routes_of_their_own():
    steps = [Step(0, 1, 1), Step(0, 1, 2), Step(1, 2)]
    net = network_of("abc", steps, 0, 2)
    assert len(routes_of(net).found) == 2
    graph = nx.MultiDiGraph([(step.source, step.target) for step in steps])
    assert len(list(nx.all_simple_edge_paths(graph, 0, 2))) == 2


def test_a_longest_route_may_be_asked_for():
    net = complete(5)
    found = routes_of(net, longest=2)
    assert ({len(route) for route in found.found}, found.complete) == ({1, 2}, False)


def test_no_way_and_no_distance_have_no_routes():
    assert routes_of(network_of("ab", [], 0, 1)) == ((), True)
    assert coalitions_of(network_of("ab", [], 0, 1)).sets == ()
    assert routes_of(network_of("ab", [Step(0, 1)], 0, 0)).found == ()
    assert coalitions_of(network_of("ab", [Step(0, 1)], 0, 0)).sets == ()
    assert way_around(network_of("ab", [], 0, 1)) is None


@settings(deadline=None)
@given(step_lists())
def test_coalitions_are_the_smallest_sets_that_open_a_way(steps):
    net = made(steps)
    wanted = naive.coalitions(steps, 0, 4, range(5))
    for found in (coalitions_of(net), coalitions_of(net, routes_of(net))):
        assert found.complete
        assert {members(one) for one in found.sets} == wanted


def test_many_routes_need_not_mean_many_coalitions():
    net = complete(10, own=True)
    capped = routes_of(net)
    assert not capped.complete
    found = coalitions_of(net, capped)
    assert found == ((mask((0, 9)),), True)


def test_a_search_that_stops_falls_back_on_the_routes_found():
    net = complete(7, own=True)
    steps = [step for step in net.steps if (step.source, step.target) != (0, 6)]
    net = network_of(net.hands, steps, 0, 6)
    routes = routes_of(net, most=3)
    found = coalitions_of(net, routes, most_compared=2)
    assert not found.complete
    assert set(found.sets) <= {needs_of(route) for route in routes.found}
    assert coalitions_of(net, most_compared=2).sets == ()


@settings(deadline=None)
@given(step_lists())
def test_a_set_blocks_if_no_way_is_left(steps):
    net = made(steps)
    everybody = frozenset(range(5))
    for some in naive.subsets(range(5)):
        is_open = naive.is_open(steps, 0, 4, everybody - some)
        assert blocks(net, mask(some)) == (not is_open)
        way = way_around(net, mask(some))
        assert way is None or not needs_of(way) & mask(some)


@settings(deadline=None)
@given(step_lists())
def test_narrow_hands_are_on_every_route(steps):
    found = routes_of(made(steps)).found
    passed = [{step.target for step in route[:-1]} for route in found]
    everywhere = set.intersection(*passed) if passed else set()
    assert set(narrow_hands(made(steps))) == {str(hand) for hand in everywhere}


@pytest.mark.parametrize("seed", range(3))
def test_a_library_finds_the_same_routes(seed):
    graph = nx.gnp_random_graph(8, 0.35, seed=seed, directed=True)
    net = network_of([str(k) for k in range(8)], [Step(a, b) for a, b in graph.edges], 0, 7)
    wanted = {tuple(path) for path in nx.all_simple_paths(graph, 0, 7)}
    assert {(0, *(step.target for step in route)) for route in routes_of(net).found} == wanted
