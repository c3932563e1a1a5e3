"""Time of what is asked of evidence: the table of targets comes from here.

Run ``python benchmarks/evidence.py``. Situations are made up: random likelihoods between 30 and 70 %, random grades.
Each row is the least of several runs in one process.
"""

from __future__ import annotations

import random
import resource
from collections.abc import Callable
from fractions import Fraction
from time import perf_counter

from detente.evidence.beliefs import beliefs
from detente.evidence.disagreement import comparisons
from detente.evidence.linchpins import linchpins
from detente.evidence.turning import turning
from detente.faults import NOWHERE
from detente.situation.records import (
    Actor,
    Cell,
    Dependence,
    Grade,
    Observation,
    Preference,
    Quantity,
    Row,
    Situation,
    Source,
    Type,
)


def made(
    observations: int, types: int, *, grades: str = "ABCD", sources: int = 0, together: int = 0
) -> Situation:
    """Make up a situation: one actor of several types; some sources that can't be judged, some reports that hang together."""
    rng = random.Random(1)
    names = [f"t{k}" for k in range(types)]
    evidence = {}
    for k in range(observations):
        cells = {name: Cell("rated", _point(rng.randint(30, 70), 100), NOWHERE) for name in names}
        row = Row("A", "rated", cells, NOWHERE)
        grade = None if sources else Grade(rng.choice(grades), "")
        source = f"s{k % sources}" if sources else ""
        evidence[f"o{k}"] = Observation(
            f"o{k}", NOWHERE, source=source, grade=grade, origin=f"o{k}", expected_if={"A": row}
        )
    kinds = {name: Type(name, "A", NOWHERE, _point(1, types) if k else None) for k, name in enumerate(names)}
    hanging = (Dependence(tuple(f"o{k}" for k in range(together)), Fraction(3, 10), NOWHERE),)
    return Situation(
        "",
        "",
        "made up",
        NOWHERE,
        {"A": Actor("A", "Alpha", NOWHERE)},
        preferences={"A": Preference("A", kinds, typed=True, place=NOWHERE)},
        sources={f"s{k}": Source(f"s{k}", NOWHERE, grade=Grade("F", "")) for k in range(sources)},
        evidence=evidence,
        dependence=hanging if together else (),
    )


def _point(number: int, of: int) -> Quantity:
    """Make a probability without a range."""
    return Quantity(Fraction(number, of), Fraction(number, of))


def least(work: Callable[[Situation], object], sit: Situation, times: int = 3) -> float:
    """Give the least of several times in seconds."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        work(sit)
        taken.append(perf_counter() - start)
    return min(taken)


def main() -> None:
    """Print the table."""
    plain = made(500, 10)
    rows: list[tuple[str, Callable[[Situation], object], Situation]] = [
        ("beliefs with bounds, 1,000 x 10", beliefs, made(1000, 10)),
        ("removals by ones and twos, 500 x 10", linchpins, plain),
        ("  250 of the reports hang together", linchpins, made(500, 10, together=250)),
        ("  ten sources that can't be judged", linchpins, made(500, 10, sources=10)),
        ("  one source that can't be judged", linchpins, made(500, 10, sources=1)),
        ("removals by ones and twos, 1,000 x 10", linchpins, made(1000, 10)),
        ("fewest origins that turn it, 500 x 10", turning, plain),
        ("matrix against Bayes' rule, 500 x 10", comparisons, plain),
    ]
    print(f"{'what':42}{'seconds':>9}")
    for what, work, sit in rows:
        print(f"{what:42}{least(work, sit):9.3f}")
    print(f"greatest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
