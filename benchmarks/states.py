"""Time and peak memory of listing feasible states; each row in a process of its own.

Run it: python benchmarks/states.py
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from detente.situation.expressions import And, Count, Expr, Iff, Implies, Not, Or, Taken
from detente.situation.states import TooManyStates, conflicting, feasible_states

OPTIONS = [Taken(bit, f"o{bit}") for bit in range(63)]


def chain(kind: Callable[[Expr, Expr], Expr]) -> list[Expr]:
    """Join each of 63 options to the next, in no order."""
    order = np.random.default_rng(1).permutation(62)
    return [kind(OPTIONS[k], OPTIONS[k + 1]) for k in order]


def clauses(options: int, number: int) -> list[Expr]:
    """Draw clauses of three options, each taken or not."""
    rng = np.random.default_rng(1)
    drawn: list[Expr] = []
    for _ in range(number):
        bits = rng.choice(options, 3, replace=False)
        drawn.append(Or(tuple(OPTIONS[bit] if rng.integers(2) else Not(OPTIONS[bit]) for bit in bits)))
    return drawn


def pairs(options: int) -> list[Expr]:
    """Forbid every pair."""
    return [Not(And((OPTIONS[k], OPTIONS[j]))) for k in range(options) for j in range(k)]


def grid(rows: int, columns: int) -> list[Expr]:
    """Forbid neighbours on a grid."""
    beside = [(r * columns + c, r * columns + c + 1) for r in range(rows) for c in range(columns - 1)]
    below = [(k, k + columns) for k in range((rows - 1) * columns)]
    return [Not(And((OPTIONS[k], OPTIONS[j]))) for k, j in beside + below]


ROWS: dict[str, tuple[int, Callable[[], list[Expr]]]] = {
    "20 free options": (20, list),
    "24 free options": (24, list),
    "40 free options": (40, list),
    "24 options, one of them taken": (24, lambda: [Or(tuple(OPTIONS[:24]))]),
    "63 options, chain of 62 ->": (63, lambda: chain(Implies)),
    "63 options, chain of 62 <->": (63, lambda: chain(Iff)),
    "40 options, exactly_one": (40, lambda: [Count(1, 1, tuple(OPTIONS[:40]))]),
    "63 options, exactly_one": (63, lambda: [Count(1, 1, tuple(OPTIONS))]),
    "40 options, no two of them": (40, lambda: pairs(40)),
    "63 options, 290 clauses of 3": (63, lambda: clauses(63, 290)),
    "63 options, 230 clauses of 3": (63, lambda: clauses(63, 230)),
    "63 options, 100 clauses of 3": (63, lambda: clauses(63, 100)),
    "40 options, 104 clauses of 3": (40, lambda: clauses(40, 104)),
    "63 options, 7 x 9 grid": (63, lambda: grid(7, 9)),
    "63 options, 320 clauses, core": (63, lambda: clauses(63, 320)),
}


def measure(name: str) -> None:
    """Print one row."""
    options, make = ROWS[name]
    rules = make()
    start = time.perf_counter()
    try:
        states = feasible_states(options, rules)
        found = f"{len(states):,}"
        if name.endswith("core"):
            found += f", core of {len(conflicting(options, rules))} rules"
    except TooManyStates as error:
        found = f"too many: {'at least ' if error.bound else ''}{error.count:,}"
    spent = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:32} {spent:8.3f} s {peak:6.0f} MB   {found}")


if __name__ == "__main__":
    if sys.argv[1:]:
        measure(sys.argv[1])
    else:
        for row in ROWS:
            subprocess.run([sys.executable, __file__, row], check=True)
