"""Time and memory of the conflict engine: what the table of targets and the README's figures come from.

Run ``python benchmarks/stability.py``; each row is measured in a process of its own. Ranks are random and strict.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from time import perf_counter

import numpy as np

from detente.conflict.blocks import OptionMoves, Owner
from detente.conflict.chain import chain_from, limit_of
from detente.conflict.local import needed_states
from detente.conflict.stability import Answers, improvement_steps
from detente.conflict.turns import turns_of

FIVE = ("nash", "gmr", "smr", "seq", "sseq")


def model(actors: int, each: int) -> tuple[OptionMoves, np.ndarray]:
    """Every combination of ``each`` options of each actor is feasible and can be undone."""
    count = 1 << (actors * each)
    rng = np.random.default_rng(1)
    ranks = np.array([rng.permutation(count).astype(np.int32) for _ in range(actors)])
    return OptionMoves(np.arange(count), owners(actors, each)), ranks


def owners(actors: int, each: int) -> list[Owner]:
    """Give each actor as many options."""
    return [Owner(((1 << each) - 1) << (each * actor)) for actor in range(actors)]


def verdicts(moves: OptionMoves, ranks: np.ndarray, concepts: tuple[str, ...]) -> None:
    """Solve from scratch, blocks included."""
    answers = Answers(OptionMoves(moves.codes, moves.owners), ranks)
    for concept in concepts:
        for actor in range(moves.actors):
            answers.stable(actor, concept)


def best_of(times: int, work: object, *arguments: object) -> float:
    """Give the least of several times in seconds."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        work(*arguments)
        taken.append(perf_counter() - start)
    return min(taken)


def whole(actors: int, each: int, times: int) -> str:
    """Measure all states of a model."""
    moves, ranks = model(actors, each)
    five = best_of(times, verdicts, moves, ranks, FIVE)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    six = best_of(times, verdicts, moves, ranks, (*FIVE, "seq2"))
    return (
        f"five concepts, {moves.states:,} states, {actors} actors: {five:.3f} s, peak {peak:.2f} GB; "
        f"with seq2 {six:.3f} s"
    )


def against_the_twin(actors: int, each: int) -> str:
    """Measure how many times quicker the engine is than the definitions written out with sets."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from naive.conflict import Twin, option_moves

    moves, ranks = model(actors, each)
    options = actors * each
    states = [tuple(bool(code >> k & 1) for k in range(options)) for code in range(moves.states)]
    own = [range(each * actor, each * (actor + 1)) for actor in range(actors)]
    worth = [dict(zip(states, row.tolist(), strict=True)) for row in ranks]
    twin = Twin(states, option_moves(states, own, {}), worth)
    start = perf_counter()
    tables = [twin.table(concept) for concept in FIVE]
    slow = perf_counter() - start
    answers = Answers(moves, ranks)
    for concept, table in zip(FIVE, tables, strict=True):
        assert [answers.stable(actor, concept).tolist() for actor in range(actors)] == table  # noqa: S101 - a figure for wrong answers is worth nothing
    quick = best_of(5, verdicts, moves, ranks, FIVE)
    return (
        f"five concepts, {moves.states:,} states, {actors} actors: {quick * 1000:.1f} ms; "
        f"the naive twin {slow:.2f} s, {slow / quick:,.0f} times as long; same verdicts"
    )


def combinations() -> str:
    """Measure a forecast's share: a part of a model, six actors, least answers for 16 combinations of types."""
    rng = np.random.default_rng(2)
    codes = np.flatnonzero(rng.random(1 << 13) < 0.63)
    sizes = [3, 2, 2, 2, 2, 2]
    masks = [Owner(((1 << size) - 1) << sum(sizes[:at])) for at, size in enumerate(sizes)]
    moves = OptionMoves(codes, masks).restricted(np.sort(rng.choice(codes.size, 430, replace=False)))
    types = [2, 2, 2, 2, 1, 1]
    orders = [np.array([rng.permutation(430) for _ in range(n)], np.int32) for n in types]

    def one_by_one() -> None:
        rising = [[improvement_steps(moves, actor, rank) for rank in own] for actor, own in enumerate(orders)]
        for pick in np.ndindex(*types):
            answers = Answers(
                moves,
                np.array([own[k] for own, k in zip(orders, pick, strict=True)]),
                [own[k] for own, k in zip(rising, pick, strict=True)],
            )
            for actor in range(6):
                answers.least(actor, "seq")

    def together() -> None:
        picks = list(np.ndindex(*types))
        ranks = np.array([np.concatenate([own[p[i]] for p in picks]) for i, own in enumerate(orders)])
        answers = Answers(moves.copies(len(picks)), ranks)
        for actor in range(6):
            answers.least(actor, "seq")

    return (
        f"least answers, 430 states, 6 actors, 16 combinations: {best_of(5, one_by_one) * 1000:.0f} ms "
        f"one by one, {best_of(5, together) * 1000:.0f} ms as copies"
    )


def draws(concept: str, count: int = 10_000, at_once: int = 100) -> str:
    """Measure preference draws with one concept and the evolution from a status quo.

    Actors share most of what they want, so that events run for a while before they rest.
    """
    rng = np.random.default_rng(3)
    sizes = [2, 2, 2, 1, 1, 1]
    masks = [Owner(((1 << size) - 1) << sum(sizes[:at])) for at, size in enumerate(sizes)]
    moves = OptionMoves(np.arange(500), masks)
    copies = moves.copies(at_once)
    base = rng.permutation(500) + rng.integers(0, 150, (6, 500))
    pace = [Fraction(1)] * 6
    passed = most = 0
    start = perf_counter()
    for _ in range(count // at_once):
        drawn = [base + rng.integers(0, 100, base.shape) for _ in range(at_once)]
        turns = turns_of(Answers(copies, np.hstack(drawn)), [concept] * 6, pace)
        for one in range(at_once):
            reached = len(limit_of(chain_from(one * 500, turns, exact=False)).reached)
            passed += reached
            most = max(most, reached)
    taken = perf_counter() - start
    return (
        f"{count:,} draws, 500 states, 6 actors, {concept} and evolution: {taken:.1f} s; "
        f"{passed / count:.1f} states passed on average, {most} at most"
    )


def local() -> str:
    """Measure the cut to the states that matter."""
    moves, ranks = model(6, 3)
    orders = [ranks[i : i + 1] for i in range(6)]
    start = perf_counter()
    needed = needed_states(moves, orders, 0, [["seq"]] * 6, parts=False)
    return (
        f"cut of {moves.states:,} states, 6 actors, strict random ranks, to {needed.positions.size:,}: "
        f"{perf_counter() - start:.3f} s"
    )


ROWS = {
    "huge": lambda: whole(6, 4, 1),
    "twin": lambda: against_the_twin(3, 2),
    "small": lambda: whole(3, 4, 9),
    "middle": lambda: whole(4, 4, 3),
    "large": lambda: whole(5, 4, 2),
    "combinations": combinations,
    "draws-seq": lambda: draws("seq"),
    "draws-nash": lambda: draws("nash"),
    "local": local,
}


def main() -> None:
    """Run the rows asked for, or all, each in a process of its own."""
    if len(sys.argv) == 2:
        print(ROWS[sys.argv[1]](), flush=True)
        return
    for row in list(ROWS)[1:]:  # the first takes minutes and much memory: only when asked for
        subprocess.run([sys.executable, __file__, row], check=True)


if __name__ == "__main__":
    main()
