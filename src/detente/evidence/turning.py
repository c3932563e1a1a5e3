"""What turns a belief: the fewest origins to leave out, and the prior at which two types stand even.

The closed forms are those of weights of evidence, which add: the log-odds of one type to another are its prior
log-odds plus the weight of each origin.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Day
from itertools import combinations
from typing import NamedTuple

import numpy as np

from detente.evidence.bayes import Floats, weight_of_evidence, weighted_logs
from detente.evidence.beliefs import central_of
from detente.evidence.frames import Frame, Use, exponents, frames
from detente.evidence.means import Means, means_of
from detente.evidence.removal import deposed, posteriors_without
from detente.evidence.weighing import leading_pair
from detente.situation.records import Situation
from detente.words import DIGITS

MOST_SETS = 20
MOST_TRIED = 200_000  # sets of origins looked at one by one where weights don't add


class Drops(NamedTuple):
    """The fewest items to drop: how many (None if dropping all of them is not enough), and the sets of that size.

    ``whole`` tells whether ``sets`` holds all of that size.
    """

    size: int | None
    sets: tuple[tuple[str, ...], ...]
    whole: bool


class Turning(NamedTuple):
    """What turns one belief.

    Attributes
    ----------
    group, leader : str
        The actor or hypothesis, and its leading type.
    drops : Drops
        The fewest origins without which another type would lead, with the sets of them.
    evens_at : mapping of str to float
        By rival: the prior of the leader, as a share of the two, at which both would stand even on this evidence.
    limit : int or None
        Up to how many origins sets were tried, where the search had to stop: no set of up to so many turns the
        leader. None where the answer is complete.
    """

    group: str
    leader: str
    drops: Drops
    evens_at: Mapping[str, float]
    limit: int | None


def evening_prior(nats: float) -> float:
    """Give the prior at which a type with this weight of evidence behind it stands even with its rival.

    Parameters
    ----------
    nats : float
        Sum of the weights of evidence for the type against its rival.

    Examples
    --------
    >>> round(evening_prior(1.2 + 0.9 - 1.0 + 0.4), 6)
    0.182426
    """
    return 1 / (1 + math.exp(nats)) if nats < 700 else 0.0


def fewest_drops(log_odds: float, weights: Mapping[str, float], most: int = MOST_SETS) -> Drops:
    """Find the fewest weights of evidence to drop so that the log-odds become negative.

    Taking the largest positive weights until the rest is below zero is optimal in number; every set of that number
    which does it is listed, since the cheapest alone says little.

    Parameters
    ----------
    log_odds : float
        Prior log-odds of the leader against its rival.
    weights : mapping of str to float
        Weight of evidence of each item for the leader, in nats; infinite where it rules the rival out.
    most : int
        The greatest number of sets to list.

    Returns
    -------
    Drops
        Size and sets; size 0 with the empty set if the rival leads anyway.

    Examples
    --------
    >>> fewest_drops(0.0, {"e1": 1.2, "e2": 0.9, "e3": -1.0, "e4": 0.4})
    Drops(size=2, sets=(('e1', 'e2'), ('e1', 'e4')), whole=True)

    Notes
    -----
    O(n log n) for the size, and O(n) for each set that is listed.
    """
    ruling = [name for name, weight in weights.items() if weight == math.inf]
    helping = sorted(((w, name) for name, w in weights.items() if 0 < w < math.inf), key=lambda one: -one[0])
    excess = log_odds + math.fsum(w for w in weights.values() if w != math.inf)
    size = _size([w for w, _ in helping], excess)
    if size is None:
        return Drops(None, (), whole=True)
    order = {name: position for position, name in enumerate(weights)}
    sets: list[tuple[str, ...]] = []
    for chosen in _sets([w for w, _ in helping], excess, size):
        if len(sets) == most:
            return Drops(size + len(ruling), tuple(sets), whole=False)
        names = [*ruling, *(helping[position][1] for position in chosen)]
        sets.append(tuple(sorted(names, key=order.__getitem__)))
    return Drops(size + len(ruling), tuple(sets), whole=True)


def turning(sit: Situation, as_of: Day | str | None = None, use: Use = "all") -> dict[str, Turning]:
    """Find, for each actor and hypothesis, the fewest origins and the prior that would turn its leading type.

    Parameters
    ----------
    sit : Situation
        The situation.
    as_of : date, ISO date or None
        Only evidence known by this day counts; default is the situation's own day.
    use : {"all", "statements", "conduct"}
        The evidence to look at.

    Returns
    -------
    dict of str to Turning
        By actor or hypothesis.

    Raises
    ------
    AllExcludedError
        If the observations exclude every type of some actor or hypothesis.

    Notes
    -----
    The closed form holds where origins are independent and no uncertain report weight is shared. Elsewhere sets of
    origins are tried, the small ones first, up to 200,000 of them, and no claim is made beyond that.
    """
    return {group: _turning(frame) for group, frame in frames(sit, as_of, use).items()}


def _turning(frame: Frame) -> Turning:
    """Find what turns one belief."""
    means = means_of(frame)
    posterior = central_of(frame, means)
    first = leading_pair(posterior)[0]
    rivals = [k for k in range(len(frame.types)) if k != first]
    weights = _weights(frame, means)
    evens = {frame.types[k]: _evens(means, posterior, first, k) for k in rivals}
    limit = None
    if _adds(frame, means):
        found = [
            fewest_drops(weight_of_evidence(means.prior[first], means.prior[k]), _against(weights, first, k))
            for k in rivals
            if means.prior[k] > 0
        ]
        drops = _least(found)
    else:
        drops, limit = _tried(frame, means, first)
    return Turning(frame.group, frame.types[first], drops, evens, limit)


def _weights(frame: Frame, means: Means) -> dict[str, Floats]:
    """Give each origin's log likelihoods by type."""
    counted = exponents(frame)
    rows: dict[str, list[int]] = {origin: [] for origin in frame.origins}
    for position, row in enumerate(frame.rows):
        rows[row.origin].append(position)
    return {origin: weighted_logs(means.likelihoods[at], counted[at]) for origin, at in rows.items()}


def _against(weights: Mapping[str, Floats], first: int, rival: int) -> dict[str, float]:
    """Give each origin's weight of evidence for the leader against one rival."""
    return {
        name: 0.0 if row[first] == row[rival] else float(row[first] - row[rival])
        for name, row in weights.items()
    }


def _evens(means: Means, posterior: Floats, first: int, rival: int) -> float:
    """Give the leader's prior, as a share of the two, at which both stand even: what their odds gained, undone."""
    gained = weight_of_evidence(posterior[first], posterior[rival])
    if means.prior[rival] > 0:
        gained -= weight_of_evidence(means.prior[first], means.prior[rival])
        return evening_prior(gained)
    return math.nan


def _adds(frame: Frame, means: Means) -> bool:
    """Tell whether dropping an origin leaves the weights of all others as they are."""
    present = set(frame.origins)
    return not means.shared and all(len(names & present) < 2 for names, _ in frame.together)


def _least(found: Sequence[Drops]) -> Drops:
    """Join the smallest sets over all rivals."""
    size = min((one.size for one in found if one.size is not None), default=None)
    best = [one for one in found if one.size == size]
    sets = dict.fromkeys(names for one in best for names in one.sets)
    return Drops(size, tuple(sets), all(one.whole for one in best))


def _tried(frame: Frame, means: Means, first: int) -> tuple[Drops, int | None]:
    """Try sets of origins one by one, the small ones first; give also the size tried to, None if all were."""
    n = len(frame.origins)
    tried = 0
    for size in range(1, n + 1):
        tried += math.comb(n, size)
        if tried > MOST_TRIED and size > 2:
            return Drops(None, (), whole=False), size - 1
        removed = list(combinations(range(n), size))
        turned = np.flatnonzero(deposed(posteriors_without(frame, means, removed), first)).tolist()
        if turned:
            sets = [tuple(frame.origins[at] for at in removed[k]) for k in turned[:MOST_SETS]]
            return Drops(size, tuple(sets), whole=len(turned) <= MOST_SETS), None
    return Drops(None, (), whole=True), None


def _size(falling: Sequence[float], excess: float) -> int | None:
    """Give how many of the largest weights bring the rest below zero."""
    for size in range(len(falling) + 1):
        if round(excess - math.fsum(falling[:size]), DIGITS) < 0:
            return size
    return None


def _sets(falling: Sequence[float], excess: float, size: int) -> Iterator[tuple[int, ...]]:
    """Give all sets of so many weights whose sum exceeds the excess, as positions; each step taken leads to one."""
    waiting: list[tuple[tuple[int, ...], int, float]] = [((), 0, excess)]
    while waiting:
        chosen, start, rest = waiting.pop()
        left = size - len(chosen)
        if not left:
            yield chosen
            continue
        steps = []
        for at in range(start, len(falling) - left + 1):
            if round(rest - math.fsum(falling[at : at + left]), DIGITS) >= 0:
                break
            steps.append(((*chosen, at), at + 1, rest - falling[at]))
        waiting.extend(reversed(steps))
