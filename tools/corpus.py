#!/usr/bin/env python3
"""Thousands of random conflicts through the engine, the naive twin and the checker of witnesses.

Run as ``python tools/corpus.py [MODELS] [SEED]``: for each of the six plain concepts every verdict on each model must be the
twin's, and the checker must accept the witnesses: all of them in models of up to 16 states, 30 in larger ones.
Prints what was gone through; leaves with 1 at the first difference. The tests go through hundreds of models in the same way.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from time import process_time

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from detente.conflict.stability import CONCEPTS
from naive.corpus import corpus, differences


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Go through the corpus."""
    models = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2026
    rng = np.random.default_rng(seed)
    seen: dict[str, Counter[str]] = {concept: Counter() for concept in CONCEPTS}
    kinds: Counter[str] = Counter()
    largest = 0
    start = process_time()
    for number, draw in enumerate(corpus(seed, models)):
        kinds["graph form" if draw.owners is None else "option form"] += 1
        kinds["more than 64 states"] += draw.moves.states > 64
        kinds["with ties"] += any(len(set(row)) < row.size for row in draw.ranks)
        if draw.owners is not None:
            kinds["with lasting options"] += any(one.taken | one.dropped for one in draw.moves.owners)
        largest = max(largest, draw.moves.states)
        for concept in CONCEPTS:
            found = differences(draw, concept, rng, seen[concept])
            if found:
                say(f"model {number} of seed {seed}, {concept}: {'; '.join(found[:5])}")
                return 1
    say(f"{models:,} models, seed {seed}: {', '.join(f'{n:,} {kind}' for kind, n in sorted(kinds.items()))}")
    say(f"largest {largest} states; {process_time() - start:.0f} s of CPU; no difference")
    for concept, one in seen.items():
        say(
            f"{concept}: {one['verdicts']:,} verdicts ({one['stable']:,} stable), {one['explained']:,} explained with "
            f"{one['answers']:,} answers, all accepted"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
