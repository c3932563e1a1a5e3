"""A conflict as a graph of networkx, which the extra ``exchange`` installs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.conflict.model import Conflict
from detente.interop.arcs import arcs

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(con: Conflict) -> nx.MultiDiGraph[Any]:
    """Make a directed graph of a conflict: states are nodes, moves are edges.

    Parameters
    ----------
    con : Conflict

    Returns
    -------
    networkx.MultiDiGraph
        Nodes bear the labels of states, in their order, with ``code`` in option form, ``rank_ACTOR`` for each actor
        (higher is better, 0 the worst) and ``status_quo``. An edge has the actor as its key, ``actor``, and whether it
        is an improvement (``improves``). All attributes are texts, numbers and truth values, so the graph can be
        written in any of networkx's formats.

    Raises
    ------
    TooManyMovesError
        If there are more than 2^22 moves.
    ModuleNotFoundError
        If networkx isn't installed.

    Notes
    -----
    Cost: a dictionary per move, some hundred bytes.

    Examples
    --------
    >>> con = Conflict.from_moves(["p", "q"], {"A": [("p", "q")]}, {"A": [0, 1], "B": [1, 0]}, status_quo="p")
    >>> graph = to_networkx(con)
    >>> graph.nodes["p"], graph.edges["p", "q", "A"]
    ({'rank_A': 0, 'rank_B': 1, 'status_quo': True}, {'actor': 'A', 'improves': True})
    """
    import networkx as nx

    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    labels = list(con.states)
    codes = con.moves.codes
    for at, label in enumerate(labels):
        about: dict[str, Any] = {} if codes is None else {"code": int(codes[at])}
        about |= {
            f"rank_{actor}": int(rank) for actor, rank in zip(con.actors, con.ranks[:, at], strict=True)
        }
        graph.add_node(label, **about, status_quo=at == con.status_quo)
    for row, sources, targets in arcs(con.moves):
        actor, ranks = con.actors[row], con.ranks[row]
        improves = (ranks[targets] > ranks[sources]).tolist()
        for source, target, better in zip(sources.tolist(), targets.tolist(), improves, strict=True):
            graph.add_edge(labels[source], labels[target], key=actor, actor=actor, improves=better)
    return graph
