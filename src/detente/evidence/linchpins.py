"""Linchpins: one or two origins of evidence without which a belief would be another.

What stands without an origin is computed afresh, so that reports that hung together with it count for more then.
Pairs matter by themselves: two origins that say the same hide each other, and leaving out one at a time sees neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date as Day
from itertools import combinations
from typing import NamedTuple

import numpy as np

from detente.evidence.bayes import Floats
from detente.evidence.beliefs import Beliefs, beliefs, central_of
from detente.evidence.frames import Frame, Use, frames
from detente.evidence.means import means_of
from detente.evidence.removal import deposed, posteriors_without
from detente.evidence.weighing import leader, leading_pair
from detente.situation.names import nearest
from detente.situation.records import Situation
from detente.words import DIGITS


class Linchpin(NamedTuple):
    """Origins without which a belief would be another.

    Attributes
    ----------
    group : str
        The actor or hypothesis.
    origins : tuple of str
        One or two; none of them does it without the other.
    leader, leader_without : str
        The leading type with and without them; a tie does not depose a leader.
    type : str
        The type whose probability moves most.
    before, after : float
        Its probability with and without them.
    """

    group: str
    origins: tuple[str, ...]
    leader: str
    leader_without: str
    type: str
    before: float
    after: float

    @property
    def turns(self) -> bool:
        """Whether another type leads without them."""
        return self.leader_without != self.leader

    @property
    def moved(self) -> float:
        """How far the probability moves, in absolute terms."""
        return abs(self.after - self.before)


def linchpins(
    sit: Situation,
    as_of: Day | str | None = None,
    use: Use = "all",
    *,
    moved: float = 0.1,
    most: int = 2,
) -> tuple[Linchpin, ...]:
    """Find the origins, and the pairs of origins, whose removal changes a leading type or moves a probability.

    A pair is named only where neither of the two does by itself what both do together.

    Parameters
    ----------
    sit : Situation
        The situation.
    as_of : date, ISO date or None
        Only evidence known by this day counts; default is the situation's own day.
    use : {"all", "statements", "conduct"}
        The evidence to look at, as for :func:`detente.evidence.beliefs.beliefs`.
    moved : float
        The least change of some type's central probability that counts, in (0, 1].
    most : {1, 2}
        The greatest number of origins to leave out at once.

    Returns
    -------
    tuple of Linchpin
        Those that turn the leader come first, single origins before pairs, the greatest change first.

    Raises
    ------
    AllExcludedError
        If the observations exclude every type of some actor or hypothesis.
    ValueError
        If ``moved`` or ``most`` is out of range.

    Notes
    -----
    All n + n(n - 1)/2 removals of a group are tried, each in O(K) where origins are independent. To leave out more
    than two see :mod:`detente.evidence.turning`.
    """
    if not 0 < moved <= 1 or most not in {1, 2}:
        raise ValueError(
            f"linchpins(): moved must lie in (0, 1] and most be 1 or 2; got moved={moved}, most={most}"
        )
    found = [one for frame in frames(sit, as_of, use).values() for one in _linchpins(frame, moved, most)]
    return tuple(sorted(found, key=lambda one: (not one.turns, len(one.origins), -round(one.moved, DIGITS))))


def without(
    sit: Situation, origins: Collection[str], as_of: Day | str | None = None, use: Use = "all"
) -> Beliefs:
    """Give the beliefs that would be held without some origins.

    Parameters
    ----------
    sit : Situation
        The situation; it isn't changed.
    origins : collection of str
        The origins to leave out.
    as_of, use
        As for :func:`detente.evidence.beliefs.beliefs`.

    Returns
    -------
    Beliefs
        The beliefs.

    Raises
    ------
    ValueError
        If the situation has no such origin.
    """
    return beliefs(set_aside(sit, origins), as_of, use)


def set_aside(sit: Situation, origins: Collection[str]) -> Situation:
    """Give the situation in which the observations of some origins bear on nothing.

    They stay on record, and what they say of options taken stays true: only beliefs are formed without them.

    Parameters
    ----------
    sit : Situation
        The situation; it isn't changed.
    origins : collection of str
        The origins to leave out.

    Returns
    -------
    Situation
        A situation that any analysis takes.

    Raises
    ------
    ValueError
        If the situation has no such origin; the message names the nearest.
    """
    known = {one.origin for one in sit.evidence.values()}
    for origin in origins:
        if origin not in known:
            near = nearest(origin, sorted(known))
            hint = f"; did you mean '{near}'?" if near else ""
            raise ValueError(f"there is no origin '{origin}'{hint}")
    evidence = {
        name: replace(one, expected_if={}) if one.origin in origins else one
        for name, one in sit.evidence.items()
    }
    return replace(sit, evidence=evidence)


def _linchpins(frame: Frame, moved: float, most: int) -> Iterator[Linchpin]:
    """Try single origins, then pairs of which neither does it alone."""
    if not frame.rows:
        return
    means = means_of(frame)
    posterior = central_of(frame, means)
    first = leading_pair(posterior)[0]
    turning: set[int] = set()
    moving: set[int] = set()
    for size in range(1, most + 1):
        removed = list(combinations(range(len(frame.origins)), size))
        after = posteriors_without(frame, means, removed)
        turned = deposed(after, first)
        shifted = np.abs(after - posterior).max(axis=1).round(DIGITS) >= moved
        for k in np.flatnonzero(turned | shifted).tolist():
            new = (turned[k] and turning.isdisjoint(removed[k])) or (
                shifted[k] and moving.isdisjoint(removed[k])
            )
            if new:
                yield _named(frame, removed[k], first, posterior, after[k])
        if size == 1:
            turning.update(np.flatnonzero(turned).tolist())
            moving.update(np.flatnonzero(shifted).tolist())


def _named(frame: Frame, removed: tuple[int, ...], first: int, before: Floats, after: Floats) -> Linchpin:
    """Turn positions into names."""
    origins = frame.origins
    most = int(np.argmax(np.abs(after - before).round(DIGITS)))
    return Linchpin(
        frame.group,
        tuple(origins[position] for position in removed),
        frame.types[first],
        frame.types[leader(after, first)],
        frame.types[most],
        float(before[most]),
        float(after[most]),
    )
