"""How the time of the engine grows with states and actors, with a fit, a picture, a floor, the twin, and two threads.

Run ``python benchmarks/growth.py [--to 24] [--picture growth.svg]``. All combinations of options are feasible, ranks are
random and strict, one concept (seq) is asked for all actors. Times are of the processor, so that other work on the
machine disturbs little; the ratio of two threads to one is of the clock, and is shown beside that of plain sorting by two
threads, which says what the machine had to give at that moment.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from math import exp, log2, log10
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

import numpy as np

from detente.conflict.blocks import OptionMoves, Owner
from detente.conflict.stability import Answers

CONCEPT = "seq"


class Point(NamedTuple):
    """One measurement: how many states and actors, the seconds taken, and the least that moving the memory would take."""

    states: int
    actors: int
    seconds: float
    floor: float


def model(actors: int, options: int) -> tuple[OptionMoves, np.ndarray]:
    """Share the options out among the actors, as evenly as can be."""
    bounds = [options * k // actors for k in range(actors + 1)]
    owners = [Owner((1 << b) - (1 << a)) for a, b in pairwise(bounds)]
    rng = np.random.default_rng(1)
    ranks = np.array([rng.permutation(1 << options).astype(np.int32) for _ in range(actors)])
    return OptionMoves(np.arange(1 << options), owners), ranks


def solve(moves: OptionMoves, ranks: np.ndarray, workers: int = 1) -> np.ndarray:
    """Solve from scratch, blocks included."""
    return Answers(OptionMoves(moves.codes, moves.owners), ranks).table(CONCEPT, workers)


def least_of(times: int, work: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    """Give the least of several times."""
    taken = []
    for _ in range(times):
        start = clock()
        work()
        taken.append(clock() - start)
    return min(taken)


def bandwidth() -> float:
    """Give the bytes per second at which memory is copied, counted once read and once written."""
    source = np.ones(1 << 25, np.int64)
    target = np.empty_like(source)
    return 2 * source.nbytes / least_of(5, lambda: np.copyto(target, source))


def floor(states: int, actors: int, rate: float) -> float:
    """Give the time of one pass over what has to be read and written, at that rate.

    For each actor its states sorted by rank (12 bytes read and written), and for each pair of actors one sweep: an index
    (8 bytes) and a value (4) read twice, a least answer (4) written.
    """
    return states * actors * (24 + (actors - 1) * 28) / rate


def measured(actors: int, options: int, rate: float) -> Point:
    """Measure one size."""
    moves, ranks = model(actors, options)
    times = 7 if options < 15 else 3 if options < 19 else 1
    seconds = least_of(times, lambda: solve(moves, ranks))
    return Point(1 << options, actors, seconds, floor(1 << options, actors, rate))


def slope(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """Fit y = factor * x^power by least squares of the logarithms."""
    power, shift = np.polyfit(np.log(x), np.log(y), 1)
    return float(power), exp(float(shift))


def twin_times(options: int) -> tuple[float, float]:
    """Measure the definitions written out with sets, and the engine, on the same model of four actors."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from naive.corpus import Indexed
    from naive.models import option_model

    moves, ranks = model(4, options)
    states = [tuple(bool(code >> k & 1) for k in range(options)) for code in range(1 << options)]
    owned = [[k for k in range(options) if owner.own >> k & 1] for owner in moves.owners]
    draw = option_model(states, owned, {}, ranks)
    twin = Indexed(draw.twin.states, draw.twin.moves, draw.twin.ranks)
    start = process_time()
    table = twin.table(CONCEPT)
    taken = process_time() - start
    assert solve(moves, ranks).tolist() == table  # noqa: S101 - a figure for wrong answers is worth nothing
    return taken, least_of(7, lambda: solve(moves, ranks))


def threads(options: int = 20, actors: int = 4) -> str:
    """Compare two threads with one, and with what two threads that only sort reach at that moment."""
    moves, ranks = model(actors, options)
    one = solve(moves, ranks)
    assert (one == solve(moves, ranks, 2)).all()  # noqa: S101 - a figure for other answers is worth nothing
    arrays = [np.random.default_rng(k).permutation(1 << 16) for k in range(2)]

    def sort(which: int) -> None:
        for _ in range(200):
            np.sort(arrays[which])

    def both() -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(sort, range(2)))

    pairs = []
    for _ in range(3):
        alone = least_of(1, lambda: solve(moves, ranks, 1), perf_counter)
        together = least_of(1, lambda: solve(moves, ranks, 2), perf_counter)
        sorted_ = least_of(1, lambda: [sort(0), sort(1)], perf_counter) / least_of(1, both, perf_counter)
        pairs.append((alone / together, alone, together, sorted_))
    ratio, alone, together, sorted_ = max(pairs)
    return (
        f"two threads, {1 << options:,} states, {actors} actors: {alone:.2f} s by one, {together:.2f} s by two, ratio "
        f"{ratio:.2f} (sorting: {sorted_:.2f}); same verdicts"
    )


def picture(points: Sequence[Point], fit: tuple[float, float]) -> str:
    """Draw time against states, both logarithmic, with the fit and the floor."""
    wide, high, edge = 640, 420, 60
    low, top = log10(min(p.floor for p in points)), log10(max(p.seconds for p in points))
    first, last = log2(points[0].states), log2(points[-1].states)

    def at(states: float, seconds: float) -> str:
        x = edge + (log2(states) - first) / (last - first) * (wide - 2 * edge)
        y = high - edge - (log10(seconds) - low) / (top - low) * (high - 2 * edge)
        return f"{x:.1f},{y:.1f}"

    power, factor = fit
    ends = " ".join(at(p.states, factor * p.states**power) for p in (points[0], points[-1]))
    under = " ".join(at(p.states, p.floor) for p in points)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12">',
        f"<title>Seconds for {CONCEPT}, {points[0].actors} actors, against states: power {power:.2f}</title>",
        f'<rect width="{wide}" height="{high}" fill="white"/>',
        f'<polyline points="{ends}" fill="none" stroke="#1b5e8a"/>',
        f'<polyline points="{under}" fill="none" stroke="#888" stroke-dasharray="4 3"/>',
    ]
    for p in points:
        x, y = at(p.states, p.seconds).split(",")
        parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="#1b5e8a"/>')
        parts.append(f'<text x="{x}" y="{float(y) - 8:.1f}" text-anchor="middle">{p.seconds:.2g} s</text>')
        parts.append(f'<text x="{x}" y="{high - 30}" text-anchor="middle">2^{round(log2(p.states))}</text>')
    parts.append(
        f'<text x="{wide / 2}" y="{high - 10}" text-anchor="middle">states (dashed: floor of memory)</text>'
    )
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    """Measure and print; draw if asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--to", type=int, default=20, help="the most options, up to 24 (several GB)")
    asked.add_argument("--picture", type=Path, help="where to write the picture")
    given = asked.parse_args()
    rate = bandwidth()
    print(f"memory is copied at {rate / 1e9:.1f} GB/s")
    grown = []
    for options in range(10, given.to + 1, 2):
        grown.append(measured(4, options, rate))
        p = grown[-1]
        print(
            f"{p.states:>12,} states, 4 actors: {p.seconds:9.4f} s, {p.seconds / p.floor:6.1f} times the floor",
            flush=True,
        )
    fit = slope([p.states for p in grown], [p.seconds for p in grown])
    print(f"time grows as states^{fit[0]:.2f}")
    wider = [measured(actors, 16, rate) for actors in range(2, 9)]
    for p in wider:
        print(
            f"{p.states:>12,} states, {p.actors} actors: {p.seconds:9.4f} s, {p.seconds / p.floor:6.1f} times the floor"
        )
    print(f"time grows as actors^{slope([p.actors for p in wider], [p.seconds for p in wider])[0]:.2f}")
    for options in (6, 8):
        slow, quick = twin_times(options)
        print(
            f"{1 << options:>12,} states, 4 actors: the naive twin {slow:.2f} s, {slow / quick:,.0f} times as long"
        )
    print(threads())
    if given.picture:
        given.picture.write_text(picture(grown, fit), encoding="utf-8")


if __name__ == "__main__":
    main()
