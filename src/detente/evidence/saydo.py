"""The say-do gap: how far an actor's statements and its conduct speak for different types."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date as Day
from typing import NamedTuple

from detente.evidence.bayes import jensen_shannon
from detente.evidence.beliefs import Beliefs, Posterior, beliefs
from detente.evidence.frames import Frame, frames
from detente.situation.records import Situation


class Gap(NamedTuple):
    """An actor's say-do gap.

    Attributes
    ----------
    types : mapping of str to Posterior or None
        Log-odds of each type by statements less those by conduct, in nats: positive where the actor says more than it
        does. None for a type that either side makes certain or impossible.
    size : float or None
        Jensen-Shannon divergence of the two beliefs in bits, in [0, 1].
    statements, conduct : tuple of str
        The observations on each side.
    why : str
        Why the gap isn't available; empty where it is.
    """

    types: Mapping[str, Posterior | None]
    size: float | None
    statements: tuple[str, ...]
    conduct: tuple[str, ...]
    why: str = ""


def say_do(sit: Situation, as_of: Day | str | None = None) -> dict[str, Gap]:
    """Compare what an actor's own statements and its own conduct say about its type.

    From one prior, the belief is updated once by statements only and once by conduct only. The gap of a type is
    G = logit p_S - logit p_C; for two types it doesn't depend on the prior. Reports and assessments by others enter
    neither side. Without statements, or without conduct, there is no gap to speak of, which isn't a gap of zero.

    Parameters
    ----------
    sit : Situation
        The situation.
    as_of : date, ISO date or None
        Only evidence known by this day counts; default is the situation's own day.

    Returns
    -------
    dict of str to Gap
        By actor with several types. The range of a gap takes the bounds of both sides as free of each other.

    Notes
    -----
    The size moves with the prior: it doesn't compare actors. The gap is no probability of lying, since bluffers too
    say peace (Fearon 1995); the likelihood of a statement is that of saying it.
    """
    said, done = frames(sit, as_of, "statements"), frames(sit, as_of, "conduct")
    statements, conduct = beliefs(sit, as_of, "statements"), beliefs(sit, as_of, "conduct")
    return {
        actor: _gap(_observations(said[actor]), _observations(done[actor]), statements, conduct, actor)
        for actor in said
        if actor not in sit.hypotheses
    }


def _observations(frame: Frame) -> tuple[str, ...]:
    """Name the observations that count in a frame."""
    return tuple(name for members in frame.members.values() for name in members)


def _gap(
    said: tuple[str, ...], done: tuple[str, ...], statements: Beliefs, conduct: Beliefs, actor: str
) -> Gap:
    """Compare the two beliefs about one actor."""
    if not said or not done:
        missing = "statement" if not said else "conduct"
        return Gap({}, None, said, done, f"no {missing} of {actor} itself bears on its types")
    by_words, by_deeds = statements[actor], conduct[actor]
    size = jensen_shannon([one.value for one in by_words.values()], [one.value for one in by_deeds.values()])
    types = {name: _difference(by_words[name], by_deeds[name]) for name in by_words}
    return Gap(types, size, said, done)


def _difference(words: Posterior, deeds: Posterior) -> Posterior | None:
    """Take the log-odds of the one from those of the other; None where a side is certain."""
    value = _logit(words.value) - _logit(deeds.value)
    low, high = _logit(words.low) - _logit(deeds.high), _logit(words.high) - _logit(deeds.low)
    return Posterior(low, value, high) if math.isfinite(value) else None


def _logit(p: float) -> float:
    """Give the log-odds of a probability."""
    if p in {0.0, 1.0}:
        return math.copysign(math.inf, p - 0.5)
    return math.log(p / (1 - p))
