"""Random conflicts for comparison: the engine's arrays and the twin's sets, made from one draw."""

from itertools import product
from typing import NamedTuple

import numpy as np

from detente.conflict.blocks import OptionMoves, Owner
from detente.conflict.rows import GraphMoves, arcs_of
from naive.conflict import Twin, option_moves


class Draw(NamedTuple):
    """One random conflict, twice."""

    moves: object
    ranks: np.ndarray
    twin: Twin
    owners: list | None


def code(state):
    return sum(1 << k for k, taken in enumerate(state) if taken)


def random_ranks(rng, actors, states):
    """Ranks with ties in about half of the draws, strict in the others."""
    if rng.random() < 0.5:
        return np.array([rng.permutation(states) for _ in range(actors)], np.int32)
    return rng.integers(0, int(rng.integers(2, 6)), (actors, states)).astype(np.int32)


def option_draw(rng, most_options=5):
    """2-5 actors, some states infeasible, some options lasting."""
    actors = int(rng.integers(2, 6))
    options = int(rng.integers(actors - 1, most_options + 1))
    owner = rng.integers(0, actors, options)
    owners = [[k for k in range(options) if owner[k] == i] for i in range(actors)]
    every = sorted(product([False, True], repeat=options), key=code)
    keep = rng.random(len(every)) < rng.choice([0.5, 0.8, 1.0])
    keep[int(rng.integers(len(every)))] = True
    states = [s for s, kept in zip(every, keep, strict=True) if kept]
    lasting = {k: str(rng.choice(["taken", "dropped"])) for k in range(options) if rng.random() < 0.25}
    return option_model(states, owners, lasting, random_ranks(rng, actors, len(states)))


def option_model(states, owners, lasting, ranks):
    masks = [
        Owner(
            sum(1 << k for k in own),
            sum(1 << k for k in own if lasting.get(k) == "taken"),
            sum(1 << k for k in own if lasting.get(k) == "dropped"),
        )
        for own in owners
    ]
    moves = OptionMoves(np.array([code(s) for s in states], np.int64), masks)
    worth = [dict(zip(states, map(int, row), strict=True)) for row in ranks]
    return Draw(moves, ranks, Twin(states, option_moves(states, owners, lasting), worth), owners)


def graph_draw(rng):
    """2-4 actors, arcs neither symmetric nor transitive, some of them common to two actors."""
    actors = int(rng.integers(2, 5))
    count = int(rng.integers(2, 10))
    density = rng.choice([0.1, 0.2, 0.4])
    arcs = [
        {(s, t) for s in range(count) for t in range(count) if s != t and rng.random() < density}
        for _ in range(actors)
    ]
    arcs[0] |= {arc for arc in arcs[1] if rng.random() < 0.3}
    ranks = random_ranks(rng, actors, count)
    moves = GraphMoves([arcs_of(one, count) for one in arcs], count)
    worth = [dict(enumerate(map(int, row))) for row in ranks]
    return Draw(moves, ranks, Twin(range(count), arcs, worth), None)


def draws(seed, count, *, graphs=True):
    """A fixed series of random conflicts, option form and graph form in turn."""
    rng = np.random.default_rng(seed)
    for k in range(count):
        yield graph_draw(rng) if graphs and k % 3 == 2 else option_draw(rng)


class Quick(Twin):
    """The same sets, with each state's moves looked up instead of searched for."""

    def reach(self, i, s):
        if ("out", i) not in self.seen:
            out = {}
            for q, t in self.moves[i]:
                out.setdefault(q, set()).add(t)
            self.seen["out", i] = out
        return self.seen["out", i].get(s, set())


def large_draw(rng, actors, most=300):
    """64 states or more, with a few moves of each actor from each state; option form and graph form in turn."""
    if rng.random() < 0.5:
        count = int(rng.integers(64, most + 1))
        arcs = [
            {(s, t) for s in range(count) for t in rng.integers(0, count, 2).tolist() if s != t}
            for _ in range(actors)
        ]
        ranks = random_ranks(rng, actors, count)
        worth = [dict(enumerate(map(int, row))) for row in ranks]
        moves = GraphMoves([arcs_of(one, count) for one in arcs], count)
        return Draw(moves, ranks, Quick(range(count), arcs, worth), None)
    options = int(rng.integers(6, 9 if most >= 256 else 7))
    owners = [[k for k in range(options) if k % actors == i] for i in range(actors)]
    every = sorted(product([False, True], repeat=options), key=code)
    kept = [s for s in every if rng.random() < 0.95]
    lasting = {k: str(rng.choice(["taken", "dropped"])) for k in range(options) if rng.random() < 0.2}
    draw = option_model(kept, owners, lasting, random_ranks(rng, actors, len(kept)))
    return draw._replace(twin=Quick(draw.twin.states, draw.twin.moves, draw.twin.ranks))


def conflict_of(draw):
    """The draw as a conflict with labels: patterns in option form, s0, s1, ... in graph form."""
    from detente.conflict.model import Conflict

    actors = tuple("ABCDE"[: draw.moves.actors])
    if draw.moves.codes is None:
        labels = tuple(f"s{k}" for k in range(draw.moves.states))
    else:
        labels = tuple("".join("NY"[taken] for taken in state) for state in draw.twin.states)
    return Conflict(actors, draw.moves, draw.ranks, labels)


def two_movers_draw(rng):
    """2-3 actors of whom at most two can move, in option form and graph form in turn; few moves from each state."""
    while True:
        draw = graph_draw(rng) if rng.random() < 0.5 else option_draw(rng, most_options=4)
        movers = [i for i in draw.twin.actors if draw.twin.moves[i]]
        if len(movers) > 2:
            if draw.owners is not None:
                continue
            for i in movers[2:]:
                draw.twin.moves[i].clear()
            arcs = [arcs_of(one, draw.moves.states) for one in draw.twin.moves]
            draw = draw._replace(moves=GraphMoves(arcs, draw.moves.states))
        return draw


def random_levels(rng, draw):
    """Coarser ranks for every actor: some neighbouring ranks taken together; as arrays and by state."""
    levels = np.zeros_like(draw.ranks)
    for i, row in enumerate(draw.ranks):
        distinct = sorted(set(row.tolist()))
        level = dict(zip(distinct, np.cumsum(rng.random(len(distinct)) < 0.5).tolist(), strict=True))
        levels[i] = [level[r] for r in row.tolist()]
    return levels, [dict(zip(draw.twin.states, row.tolist(), strict=True)) for row in levels]


def random_kinds(rng, draw):
    """For some actors unknown pairs beside their ranks, for some only a few certain pairs; as a relation and as pairs."""
    kinds, unknown, certain = [], {}, {}
    states = draw.twin.states
    for i in draw.twin.actors:
        r = draw.twin.ranks[i]
        form = rng.choice(["whole", "unknown", "certain"])
        share = rng.choice([0.2, 0.5])
        table = {}
        for k, s in enumerate(states):
            for q in states[:k]:
                sign = ">" if r[s] > r[q] else "<" if r[s] < r[q] else "~"
                if form == "unknown" and rng.random() < share:
                    unknown.setdefault(i, []).append((s, q))
                    sign = "U"
                elif form == "certain":
                    if sign != "~" and rng.random() < share:
                        certain.setdefault(i, []).append((s, q) if sign == ">" else (q, s))
                    else:
                        certain.setdefault(i, [])
                        sign = "U"
                table[s, q] = sign
                table[q, s] = {">": "<", "<": ">"}.get(sign, sign)
        kinds.append(table)
    return kinds, unknown, certain
