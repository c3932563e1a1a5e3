"""States taken as one: moves between classes by definition, refused where somebody can tell the states apart."""

import numpy as np

import detente
from detente.conflict.coalescing import coalesced
from detente.conflict.model import Conflict
from naive.models import option_draw

ELMIRA = "coalesce: [{state: s9, absorbing: yes}]\n"


def test_moves_between_classes_are_those_of_some_member():
    rng = np.random.default_rng(1)
    for _ in range(200):
        draw = option_draw(rng, most_options=4)
        twin, states = draw.twin, draw.twin.states
        labels = rng.integers(0, 4, len(states))  # class 0: states that stay single
        classes = [labels == k for k in (1, 2, 3)]
        absorbing = [bool(rng.random() < 0.3) for _ in classes]
        found = coalesced(draw.moves, classes, absorbing)
        group = {
            s: ("alone", s) if k == 0 else ("class", int(k)) for s, k in zip(states, labels, strict=True)
        }
        order = list(dict.fromkeys(group[s] for s in states))
        closed = {("class", k + 1) for k, so in enumerate(absorbing) if so}
        assert [order[at] for at in found.place.tolist()] == [group[s] for s in states]
        for i in twin.actors:
            expected = {
                (group[s], group[t])
                for s, t in twin.moves[i]
                if group[s] != group[t] and group[s] not in closed
            }
            sources, targets, _ = found.moves.arcs[i]
            assert {
                (order[s], order[t]) for s, t in zip(sources.tolist(), targets.tolist(), strict=True)
            } == expected


def test_elmira_in_option_form_with_s9_taken_as_one_is_elmira_in_graph_form():
    sit = detente.load("elmira-1991")
    option = Conflict.from_situation(detente.load(sit.text + ELMIRA))
    graph = Conflict.from_situation(detente.load("elmira-1991-graph"))
    names = {one.pattern: one.id for one in sit.named_states.values()}
    label = [names[state] for state in option.states]
    assert sorted(label) == sorted(graph.states)
    for concept in ("nash", "gmr", "smr", "seq", "sseq", "seq2", "cseq"):
        one, other = option.stability(concept), graph.stability(concept)
        assert one.actors == other.actors
        for at, name in enumerate(label):
            assert one.stable[:, at].tolist() == other.stable[:, graph.position(name)].tolist()


def test_coalescing_what_is_absorbing_and_alike_preserves_equilibria():
    """12 states or 9: those of the class are stable together."""
    sit = detente.load("elmira-1991")
    apart = Conflict.from_situation(sit)
    one = Conflict.from_situation(detente.load(sit.text + ELMIRA))
    for concept in ("nash", "gmr", "smr", "seq", "sseq"):
        found = {apart.states[at] for at in apart.stability(concept).equilibria}
        joined = {one.states[at] for at in one.stability(concept).equilibria}
        assert {"-NNY-" if state[1:4] == "NNY" else state for state in found} == joined


def test_a_state_taken_as_one_with_others_is_found_by_any_of_its_patterns():
    con = Conflict.from_situation(detente.load(detente.load("elmira-1991").text + ELMIRA))
    assert con.position("-NNY-") == con.position("NNNYN") == con.position("YNNYY")
    assert len(con.codes) == len(con.states) == 9
    assert con.states[con.status_quo] == "NYNNN"
