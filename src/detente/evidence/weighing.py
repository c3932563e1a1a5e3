"""How each observation weighed: its weight of evidence, its diagnosticity, and what would stand without it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from detente.evidence.bayes import Floats, decibans, effective_number, weight_of_evidence, weighted_logs
from detente.evidence.frames import Frame, exponents
from detente.evidence.grades import ReportWeight
from detente.evidence.means import Means
from detente.evidence.removal import posteriors_without
from detente.words import DIGITS


class Weighed(NamedTuple):
    """One origin's weight for one actor's types or one hypothesis.

    Attributes
    ----------
    group, origin : str
        What it bears on, and the origin; its observations count once.
    observations, repeats : tuple of str
        Those of greatest report weight, which count, and the weaker ones, which don't.
    weight : ReportWeight
        The report weight used (of the first that counts).
    counted : float
        How far it counts: 1, or less where origins hang together.
    pair : tuple of str
        The two leading types, between which the weight is given.
    nats, decibans : float
        Weight of evidence for the first of the pair against the second, at the means; infinite where a likelihood
        is zero.
    diagnosticity : float
        max ln L - min ln L over all types, in nats.
    without : mapping of str to float
        Posterior of each type if the origin is left out.
    leader_without : str
        The leading type then; a tie does not depose the former leader.
    change : float
        What it adds to the log-odds of the pair: those with it less those without, in nats.
    """

    group: str
    origin: str
    observations: tuple[str, ...]
    repeats: tuple[str, ...]
    weight: ReportWeight
    counted: float
    pair: tuple[str, str]
    nats: float
    decibans: float
    diagnosticity: float
    without: Mapping[str, float]
    leader_without: str
    change: float

    @property
    def shared(self) -> bool:
        """Whether several observations report this one origin."""
        return len(self.observations) + len(self.repeats) > 1

    @property
    def linchpin(self) -> bool:
        """Whether another type leads without it."""
        return self.leader_without != self.pair[0]


class Counted(NamedTuple):
    """How many reports a belief rests on.

    ``observations`` that rate the types, the ``origins`` they come from, and the ``effective`` number of independent
    reports that these are worth. ``together``: origins that hang together, with their correlation and what they count
    as.
    """

    observations: int
    origins: int
    effective: float
    together: tuple[tuple[tuple[str, ...], float, float], ...]


def count(frame: Frame) -> Counted:
    """Count the reports of a frame.

    Parameters
    ----------
    frame : Frame
        The frame.

    Returns
    -------
    Counted
        Observations that bear equally on all types are not counted. An origin that stands in several groups takes the
        least of its shares, so groups need not add up.

    Notes
    -----
    n reports of correlation c are worth n / (1 + (n - 1) c): Kish's design effect (1965).
    """
    origins = frame.origins
    groups = [
        (tuple(one for one in origins if one in names), float(correlation))
        for names, correlation in frame.together
    ]
    return Counted(
        sum(len(frame.members[origin]) for origin in origins),
        len(origins),
        float(exponents(frame).sum()),
        tuple(
            (names, correlation, effective_number(len(names), correlation))
            for names, correlation in groups
            if len(names) > 1
        ),
    )


def weigh(frame: Frame, means: Means, posterior: Floats) -> tuple[Weighed, ...]:
    """Weigh each origin of a frame, the one that changes most first.

    The change is that of the posterior with one origin left out, which doesn't depend on the order of the file.

    Parameters
    ----------
    frame : Frame
        The frame.
    means : Means
        The frame at its means.
    posterior : ndarray of float, shape (K,)
        The central posterior.

    Returns
    -------
    tuple of Weighed
        By size of change, then in the order of the frame.

    Notes
    -----
    Linear in the number of origins where they are independent. Leaving out one origin at a time misses origins that matter only together.
    """
    counted = exponents(frame)
    first, second = leading_pair(posterior)
    odds = weight_of_evidence(posterior[first], posterior[second])
    posteriors = posteriors_without(frame, means, [(k,) for k in range(len(frame.origins))])
    by_origin: dict[str, list[int]] = defaultdict(list)
    for position, row in enumerate(frame.rows):
        by_origin[row.origin].append(position)
    weighed = []
    for (origin, rows), without in zip(by_origin.items(), posteriors, strict=True):
        totals = weighted_logs(means.likelihoods[rows], counted[rows])
        nats = _gap(totals[first], totals[second])
        kept = tuple(frame.rows[row].observation for row in rows)
        weighed.append(
            Weighed(
                frame.group,
                origin,
                kept,
                tuple(name for name in frame.members[origin] if name not in kept),
                frame.rows[rows[0]].weight,
                float(counted[rows].sum()),
                (frame.types[first], frame.types[second]),
                nats,
                decibans(nats),
                _gap(totals.max(), totals.min()),
                dict(zip(frame.types, without.tolist(), strict=True)),
                frame.types[leader(without, first)],
                _gap(odds, weight_of_evidence(without[first], without[second])),
            )
        )
    return tuple(sorted(weighed, key=lambda one: -abs(one.change)))


def leading_pair(posterior: Floats) -> tuple[int, int]:
    """Give the positions of the two most probable types; of equals the one that stands first in the file."""
    ranked = np.argsort(-posterior.round(DIGITS), kind="stable")
    return int(ranked[0]), int(ranked[1])


def leader(posterior: Floats, former: int) -> int:
    """Give the position of the leading type; a tie does not depose the former leader."""
    rounded = posterior.round(DIGITS)
    return former if rounded[former] == rounded.max() else int(np.argmax(rounded))


def _gap(a: float, b: float) -> float:
    """Take b from a; two equal infinities differ by nothing."""
    return 0.0 if a == b else float(a - b)
