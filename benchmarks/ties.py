#!/usr/bin/env python3
"""Routes and cuts of a network of 1,000 hands in ten layers, beside a library's on the same graph; and ties of many partners.

Run as ``python benchmarks/ties.py``. Each hand consents for itself; steps lead from each hand to some of the next layer.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from time import perf_counter

import networkx as nx
import numpy as np

from detente.ties.concentration import hhi_in_ranges
from detente.ties.consents import Decision, Ways
from detente.ties.cuts import smallest_cuts
from detente.ties.power import power_of
from detente.ties.routes import Network, Step, network_of, routes_of
from detente.ties.sampling import sampled
from detente.ties.weighing import part_of_weightings

WIDTH, DEPTH = 100, 10


def layered(density: int) -> Network:
    """Make layers of hands; each leads to as many of the next layer as ``density`` says."""
    rng = np.random.default_rng(1)
    goal = 1 + WIDTH * DEPTH
    steps = [Step(0, 1 + k, 1 << (1 + k)) for k in range(WIDTH)]
    for layer in range(DEPTH - 1):
        for k in range(WIDTH):
            for m in sorted(rng.choice(WIDTH, size=density, replace=False).tolist()):
                ahead = 1 + WIDTH * (layer + 1) + m
                steps.append(Step(1 + WIDTH * layer + k, ahead, 1 << ahead))
    steps += [Step(1 + WIDTH * (DEPTH - 1) + k, goal) for k in range(WIDTH)]
    return network_of([str(k) for k in range(goal + 1)], steps, 0, goal)


def graph_of(network: Network) -> nx.DiGraph:
    """Give the same graph to the library."""
    return nx.DiGraph((step.source, step.target) for step in network.steps)


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Give the time that some work takes, in seconds, and what comes of it."""
    begun = perf_counter()
    found = work()
    return perf_counter() - begun, found


def of_layers(density: int) -> None:
    """Measure one network."""
    network = layered(density)
    graph = graph_of(network)
    print(f"\n{WIDTH * DEPTH:,} hands in {DEPTH} layers, {len(network.steps):,} steps")
    took, routes = timed(lambda: routes_of(network))
    print(f"  first 10,000 routes        {took:8.3f} s")
    took, _ = timed(lambda: list(islice(nx.all_simple_paths(graph, network.start, network.goal), 10_000)))
    print(f"  the library's first 10,000 {took:8.3f} s")
    took, cuts = timed(lambda: smallest_cuts(network))
    print(f"  all smallest cuts          {took:8.3f} s: {len(cuts.sets)} of {cuts.sets[0].bit_count()} hands")
    took, cut = timed(lambda: nx.minimum_node_cut(graph, network.start, network.goal))
    print(f"  the library's one cut      {took:8.3f} s: {len(cut)} hands")
    holders = tuple(network.hands)
    ways = Ways(tuple(Decision(name) for name in holders), holders, network, ())
    took, _ = timed(lambda: power_of(ways))
    print(f"  all that is told of it     {took:8.3f} s")
    took, drawn = timed(lambda: sampled(network, [0.3] * len(holders)))
    print(f"  probability by 10,000 draws{took:8.3f} s: {drawn.value:.3f} +- {drawn.error:.3f}")
    if len(routes.found) != 10_000:
        print(f"  but only {len(routes.found)} routes were found")


def main() -> None:
    """Print the figures."""
    for density in (5, 20, 100):
        of_layers(density)
    everybody = [Step(a, b) for a in range(10) for b in range(10) if a != b]
    took, found = timed(
        lambda: routes_of(network_of([str(k) for k in range(10)], everybody, 0, 9), 200_000, None, 10**8)
    )
    print(
        f"\n{len(found.found):,} routes between two of ten hands that all deal with one another: {took:.3f} s"
    )
    took, _ = timed(lambda: hhi_in_ranges([0.02] * 16, [0.5] * 16))
    print(f"index over sixteen ranges, exact: {took:.3f} s")
    took, _ = timed(lambda: part_of_weightings(np.linspace(0, 1, 40).tolist(), 0.5))
    print(f"part of all weightings of forty vectors: {took:.3f} s")


if __name__ == "__main__":
    main()
