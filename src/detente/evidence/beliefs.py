"""Beliefs over types and hypotheses, updated by the evidence that was known by a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import NamedTuple

import numpy as np

from detente.evidence.bayes import AllExcludedError, Floats, divergence
from detente.evidence.bounds import Boxes, boxes_of, posterior_bounds
from detente.evidence.frames import Frame, LeftOut, Use, day_of, exponents, frames
from detente.evidence.means import Means, central, means_of
from detente.evidence.weighing import Counted, Weighed, count, weigh
from detente.notebook import table_html
from detente.situation.phrasing import ranged
from detente.situation.records import Situation


class Posterior(NamedTuple):
    """A probability: its central value and how low and high it may be within the ranges of the file."""

    low: float
    value: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs(Mapping[str, Mapping[str, Posterior]]):
    """Posterior over types by actor and over answers by hypothesis, and how it came about.

    Attributes
    ----------
    posterior, prior : mapping of str to mapping of str to Posterior
        By actor or hypothesis and type; the priors' ranges are cut down to what a sum of one allows.
    weighed : tuple of Weighed
        How each origin weighed; per group, the one that changes most first.
    left_out : tuple of LeftOut
        The observations that didn't count, and why.
    shift : mapping of str to float
        How far each belief has moved from its prior, in bits.
    counted : mapping of str to Counted
        How many reports each belief rests on, and how many independent ones they are worth.
    loose : tuple of str
        Groups whose bounds are safe but may be wider than they need be.
    as_of : date or None
        The day by which evidence had to be known.
    use : str
        The evidence that was asked for.
    """

    posterior: Mapping[str, Mapping[str, Posterior]]
    prior: Mapping[str, Mapping[str, Posterior]]
    weighed: tuple[Weighed, ...]
    left_out: tuple[LeftOut, ...]
    shift: Mapping[str, float]
    counted: Mapping[str, Counted]
    loose: tuple[str, ...]
    as_of: Day | None
    use: Use

    def __getitem__(self, group: str) -> Mapping[str, Posterior]:
        return self.posterior[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self.posterior)

    def __len__(self) -> int:
        return len(self.posterior)

    def _repr_html_(self) -> str:
        """Show the beliefs in a notebook."""
        rows = [
            [
                group,
                kind,
                ranged(prior.value, prior.low, prior.high),
                ranged(after.value, after.low, after.high),
            ]
            for group, kinds in self.posterior.items()
            for kind, after in kinds.items()
            for prior in [self.prior[group][kind]]
        ]
        day = f" as known by {self.as_of}" if self.as_of else ""
        return table_html(f"Beliefs{day}", ["who", "type or answer", "before", "after"], rows)

    @property
    def linchpins(self) -> tuple[Weighed, ...]:
        """The origins without which another type would lead."""
        return tuple(one for one in self.weighed if one.linchpin)


def beliefs(sit: Situation, as_of: Day | str | None = None, use: Use = "all") -> Beliefs:
    """Update the belief over each actor's types, and over each hypothesis, by the evidence.

    The posterior of a type is proportional to its prior times the product, over observations, of the likelihood of
    the *report*: L = (1 - rho) + rho p. Observations of one origin count once. The central value is Bayes' rule at
    the means of uncertain inputs; the bounds are the least and greatest posterior that the ranges allow.

    Parameters
    ----------
    sit : Situation
        The situation; it isn't changed.
    as_of : date, ISO date or None
        Only evidence known by this day counts; default is the situation's own day.
    use : {"all", "statements", "conduct"}
        All evidence, or only what the actor itself said or did.

    Returns
    -------
    Beliefs
        A mapping from actor or hypothesis to type to :class:`Posterior`. Actors with one type have no entry.

    Raises
    ------
    AllExcludedError
        If the observations exclude every type of some actor or hypothesis.
    NoSharesError
        If priors can't sum to one.
    ValueError
        If ``use`` is none of the three.

    Notes
    -----
    Exact up to rounding; a thousand observations take a fraction of a second. Good (1950, 1985); Schum (1994) for
    reports; Walley (1991) for bounds.
    """
    posterior, prior, shift, counted = {}, {}, {}, {}
    weighed: list[Weighed] = []
    left_out: dict[LeftOut, None] = {}
    loose = []
    for group, frame in frames(sit, as_of, use).items():
        means, boxes = means_of(frame), boxes_of(frame)
        value = central_of(frame, means)
        low, high, exact = _bounds(frame, boxes, value)
        posterior[group] = _spans(frame, low, value, high)
        prior[group] = _spans(frame, boxes.prior_low, means.prior, boxes.prior_high)
        shift[group] = divergence(value, means.prior)
        counted[group] = count(frame)
        weighed += weigh(frame, means, value)
        left_out.update(dict.fromkeys(frame.left_out))
        if not exact:
            loose.append(group)
    return Beliefs(
        posterior,
        prior,
        tuple(weighed),
        tuple(left_out),
        shift,
        counted,
        tuple(loose),
        day_of(as_of, sit),
        use,
    )


def central_of(frame: Frame, means: Means) -> Floats:
    """Give the central posterior of a frame, shape (K,); a failure names the rows that exclude types."""
    try:
        return central(means, exponents(frame))
    except AllExcludedError:
        excluding = (means.likelihoods == 0).any(axis=1)
        rows = [row.observation for row, zero in zip(frame.rows, excluding, strict=True) if zero]
        raise AllExcludedError(frame.group, rows) from None


def _bounds(frame: Frame, boxes: Boxes, value: Floats) -> tuple[Floats, Floats, bool]:
    """Give bounds that contain the central value, and the value itself where nothing has a range."""
    if _is_point(frame, boxes):
        return value, value, True
    low, high, exact = posterior_bounds(boxes, exponents(frame))
    return np.minimum(low, value), np.maximum(high, value), exact


def _is_point(frame: Frame, boxes: Boxes) -> bool:
    """Say whether no input of a frame has a range."""
    settled = all(
        row.weight.grade.is_point
        and row.weight.attributed.is_point
        and all(cell.is_point for cell in row.cells)
        for row in frame.rows
    )
    return settled and bool((boxes.prior_low == boxes.prior_high).all())


def _spans(frame: Frame, low: Floats, value: Floats, high: Floats) -> dict[str, Posterior]:
    """Put three arrays together by type."""
    spans = zip(frame.types, low.tolist(), value.tolist(), high.tolist(), strict=True)
    return {name: Posterior(*ends) for name, *ends in spans}
