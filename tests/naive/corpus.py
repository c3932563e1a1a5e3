"""Random conflicts of up to 300 states, twice each: the engine's arrays, and the twin's sets with its moves indexed.

Most are small, so that thousands can be gone through; some have hundreds of states.
"""

from itertools import product

import numpy as np

from detente.conflict.rows import GraphMoves, arcs_of
from detente.conflict.witness_check import objections
from naive.conflict import Twin
from naive.models import Draw, code, conflict_of, graph_draw, option_draw, option_model, random_ranks

MOST_STATES = 300
WHOLE = 16  # states up to which all witnesses are checked
SOME = 30


class Indexed(Twin):
    """The twin with the moves from each state at hand; nothing else differs."""

    def __init__(self, states, moves, ranks):
        super().__init__(states, moves, ranks)
        self.known = {}

    def reach(self, i, s):
        if i not in self.known:
            table = {state: set() for state in self.states}
            for source, target in self.moves[i]:
                table[source].add(target)
            self.known[i] = table
        return self.known[i][s]

    def better(self, i, s):
        key = ("better", i, s)
        if key not in self.seen:
            self.seen[key] = super().better(i, s)
        return self.seen[key]


def indexed(draw):
    """Give a draw with its moves at hand."""
    twin = draw.twin
    return draw._replace(twin=Indexed(twin.states, twin.moves, twin.ranks))


def large_options(rng):
    """2-5 actors, six to nine options, at most 300 of the states feasible, some options lasting."""
    options = int(rng.integers(6, 10))
    actors = int(rng.integers(2, 6))
    owner = rng.integers(0, actors, options)
    owners = [[k for k in range(options) if owner[k] == i] for i in range(actors)]
    most = min(MOST_STATES, 1 << options)
    kept = np.sort(rng.choice(1 << options, int(rng.integers(20, most + 1)), replace=False))
    every = sorted(product([False, True], repeat=options), key=code)
    states = [every[k] for k in kept]
    lasting = {k: str(rng.choice(["taken", "dropped"])) for k in range(options) if rng.random() < 0.2}
    return option_model(states, owners, lasting, random_ranks(rng, actors, len(states)))


def large_graph(rng, most=MOST_STATES):
    """2-5 actors, 20 to 300 states, a few arcs from each, some common to two actors."""
    actors = int(rng.integers(2, 6))
    count = int(rng.integers(20, most + 1))
    each = int(rng.integers(1, 4))
    arcs = []
    for _ in range(actors):
        ends = rng.integers(0, count, (count * each, 2))
        arcs.append({(int(s), int(t)) for s, t in ends if s != t})
    arcs[0] |= {arc for arc in sorted(arcs[1]) if rng.random() < 0.3}
    ranks = random_ranks(rng, actors, count)
    moves = GraphMoves([arcs_of(one, count) for one in arcs], count)
    worth = [dict(enumerate(map(int, row))) for row in ranks]
    return Draw(moves, ranks, Twin(range(count), arcs, worth), None)


def corpus(seed, count, *, large=0.02):
    """A fixed series of random conflicts, two of three in option form; a share of them is large."""
    rng = np.random.default_rng(seed)
    for k in range(count):
        graph, big = k % 3 == 2, rng.random() < large
        make = (large_graph if big else graph_draw) if graph else (large_options if big else option_draw)
        yield indexed(make(rng))


def differences(draw, concept, rng, seen):
    """Say where the engine, the twin and the checker of witnesses differ on one model; count what was gone through."""
    con = conflict_of(draw)
    result = con.stability(concept)
    expected = np.array(draw.twin.table(concept)).reshape(result.stable.shape)
    found = [
        f"{con.actors[i]} at {con.states[s]}" for i, s in np.argwhere(expected != result.stable).tolist()
    ]
    pairs = [(i, s) for i in range(len(con.actors)) for s in range(len(con.states))]
    if len(con.states) > WHOLE:
        pairs = [pairs[k] for k in rng.choice(len(pairs), SOME, replace=False)]
    for actor, state in pairs:
        verdict = result.explain(state, actor)
        found += [f"{con.actors[actor]} at {con.states[state]}: {said}" for said in objections(con, verdict)]
        seen["answers"] += sum(one.answer is not None for one in verdict.improvements)
    seen["explained"] += len(pairs)
    seen["verdicts"] += result.stable.size
    seen["stable"] += int(result.stable.sum())
    return found
