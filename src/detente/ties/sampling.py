"""The probability that a transfer is possible, by drawing consents: where there are too many coalitions to be exact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.ties.blocking import bits_in
from detente.ties.routes import Network

DRAWS = 10_000


class Sampled(NamedTuple):
    """A probability by drawing, and its standard error."""

    value: float
    error: float


def sampled(network: Network, chances: Sequence[float], draws: int = DRAWS, seed: int = 1) -> Sampled:
    """Draw who consents, and count how often a way is open; each consent is independent of the others.

    Parameters
    ----------
    network : Network
    chances : sequence of float
        The probability of each consent. Between two calls with the same seed a consent of greater probability is given
        wherever it was before, so that the result never falls.
    draws : int
    seed : int

    Returns
    -------
    Sampled

    Examples
    --------
    >>> from detente.ties.routes import Step, network_of
    >>> made = network_of("SABT", [Step(0, 1, 1), Step(0, 2, 2), Step(1, 3), Step(2, 3)], 0, 3)
    >>> found = sampled(made, [0.5, 0.5])
    >>> abs(found.value - 0.75) < 4 * found.error
    True

    Notes
    -----
    No route is listed, so that caps on their number don't matter. Cost: steps times draws, some few times over.
    """
    stream = np.random.default_rng(np.random.SeedSequence([seed, draws]))
    consents = stream.random((len(chances), draws)) < np.array(chances)[:, None]
    open_for: dict[int, NDArray[np.bool_]] = {}
    reached = np.zeros((len(network.hands), draws), bool)
    reached[network.start] = True
    waiting = {network.start}
    while waiting:
        changed = set()
        for hand in sorted(waiting):
            for step in network.leaving[hand]:
                if step.needs not in open_for:
                    needed = consents[list(bits_in(step.needs))]
                    open_for[step.needs] = np.asarray(needed.all(axis=0), bool)
                fresh = reached[hand] & open_for[step.needs] & ~reached[step.target]
                if fresh.any():
                    reached[step.target] |= fresh
                    changed.add(step.target)
        waiting = changed - {network.goal}
    value = float(reached[network.goal].mean())
    return Sampled(value, float(np.sqrt(value * (1 - value) / draws)))
