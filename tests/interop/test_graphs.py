"""A graph of networkx has the states, moves and ranks of the conflict, and can be written by networkx."""

import io

import networkx as nx
import pytest

import detente
from detente.interop.graphs import to_networkx
from interop.making import SMALL, arcs_by_label, ranks_by_label


@pytest.mark.parametrize("case", SMALL)
def test_the_graph_has_what_the_conflict_has(case):
    con = detente.Conflict.from_situation(detente.load(case))
    graph = to_networkx(con)
    ranks = ranks_by_label(con)
    assert list(graph) == list(con.states)
    for actor, own in arcs_by_label(con).items():
        edges = {(a, b): data for a, b, data in graph.edges(data=True) if data["actor"] == actor}
        assert set(edges) == own
        assert {pair for pair, data in edges.items() if data["improves"]} == {
            (a, b) for a, b in own if ranks[actor][b] > ranks[actor][a]
        }
        assert nx.get_node_attributes(graph, f"rank_{actor}") == ranks[actor]
    marked = [state for state, today in graph.nodes(data="status_quo") if today]
    assert marked == ([] if con.status_quo is None else [con.states[con.status_quo]])


def test_codes_stand_in_option_form_only_and_the_graph_can_be_written():
    pair = [
        to_networkx(detente.Conflict.from_situation(detente.load(case)))
        for case in ("elmira-1991", "elmira-1991-graph")
    ]
    assert ["code" in graph.nodes[next(iter(graph))] for graph in pair] == [True, False]
    out = io.BytesIO()
    nx.write_graphml(pair[0], out)
    out.seek(0)
    again = nx.read_graphml(out, force_multigraph=True)
    assert set(again) == set(pair[0])
    assert again.number_of_edges() == pair[0].number_of_edges()


def test_two_actors_may_own_one_move():
    con = detente.Conflict.from_moves(
        ["p", "q"], {"A": [("p", "q")], "B": [("p", "q")]}, {"A": [0, 1], "B": [1, 0]}
    )
    assert dict(to_networkx(con)["p"]["q"]) == {
        "A": {"actor": "A", "improves": True},
        "B": {"actor": "B", "improves": False},
    }
