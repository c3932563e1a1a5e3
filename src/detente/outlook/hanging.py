"""On which origins of evidence the answers to questions hang: one or two without which a probability would be another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from itertools import combinations
from typing import NamedTuple

from detente.evidence.frames import Frame, frames
from detente.evidence.means import means_of
from detente.evidence.removal import posteriors_without
from detente.outlook.model import Model
from detente.situation.records import Situation
from detente.words import DIGITS

Shares = Mapping[str, float]


class Hanging(NamedTuple):
    """Origins without which the answer to a question would be another.

    Attributes
    ----------
    question : str
    origins : tuple of str
        One or two; neither of two does it by itself.
    before, after : float
        The probability with and without them, at central values and without the doubt.
    """

    question: str
    origins: tuple[str, ...]
    before: float
    after: float

    @property
    def moved(self) -> float:
        """How far the probability moves, in absolute terms."""
        return abs(self.after - self.before)


def hanging(
    sit: Situation, as_of: Day | None = None, *, moved: float = 0.05, most: int = 2
) -> tuple[Hanging, ...]:
    """Find the origins, and the pairs of origins, without which the probability of a question moves.

    A pair is named only where neither of the two moves that question as far by itself. The beliefs without an origin
    are worked out first, for all sets at once; events are then run once for each set of beliefs that differs.

    Parameters
    ----------
    sit : Situation
    as_of : date or None
        Only evidence known by this day counts; default is the situation's own day.
    moved : float
        The least change of a probability that counts, in (0, 1].
    most : {1, 2}
        The greatest number of origins to leave out at once.

    Returns
    -------
    tuple of Hanging
        Question by question in the order of the file, single origins before pairs, the greatest change first.

    Raises
    ------
    AllExcludedError
        If the observations exclude every type of some actor.
    SituationError
        If the file lacks what a forecast needs.
    ValueError
        If ``moved`` or ``most`` is out of range.

    Notes
    -----
    Cost: one run of events for each of n + n(n - 1)/2 sets of n origins that changes a belief.

    Examples
    --------
    >>> import detente
    >>> first = hanging(detente.load("belarus-2023"), most=1)[0]
    >>> first.question, first.origins, round(first.before, 2), round(first.after, 2)
    ('eu_lists', ('red_line_vague',), 0.38, 0.49)
    """
    if not 0 < moved <= 1 or most not in {1, 2}:
        raise ValueError(f"hanging(): moved must lie in (0, 1] and most be 1 or 2; got {moved} and {most}")
    model = Model(sit, as_of or sit.as_of, 0, 1)
    asked = [name for name, question in sit.questions.items() if model.is_modelled(question)]
    before = _answers(model, {}, asked)
    found: list[Hanging] = []
    for removed, types in _without(sit, as_of, most):
        after = _answers(model, types, asked)
        for name in asked:
            told = _moved(name, removed, before[name], after[name], moved)
            if told and not any(one.question == name and set(one.origins) < set(removed) for one in found):
                found.append(told)
    order = {name: place for place, name in enumerate(asked)}
    return tuple(
        sorted(found, key=lambda one: (order[one.question], len(one.origins), -round(one.moved, DIGITS)))
    )


def _moved(
    name: str, removed: tuple[str, ...], before: float | None, after: float | None, least: float
) -> Hanging | None:
    """Give what a removal does to a question if that is enough to be told."""
    if before is None or after is None or round(abs(after - before), DIGITS) < least:
        return None
    return Hanging(name, removed, before, after)


def _answers(model: Model, types: Mapping[str, Shares], asked: Sequence[str]) -> dict[str, float | None]:
    """Run events with some actors' types believed otherwise."""
    central = model.central
    mixture = model.mixture(replace(central, types={**central.types, **types}), model.filed)
    return {name: mixture.probability(name) for name in asked}


def _without(
    sit: Situation, as_of: Day | None, most: int
) -> Iterator[tuple[tuple[str, ...], dict[str, Shares]]]:
    """Give the beliefs about types without each set of origins that changes some of them; single ones first."""
    rated = {group: frame for group, frame in frames(sit, as_of).items() if group in sit.preferences}
    origins = list(dict.fromkeys(origin for frame in rated.values() for origin in frame.origins))
    sets = [one for size in range(1, most + 1) for one in combinations(origins, size)]
    believed = {group: _posteriors(frame, sets) for group, frame in rated.items()}
    for place, removed in enumerate(sets):
        yield removed, {group: rows[place] for group, rows in believed.items()}


def _posteriors(frame: Frame, sets: Sequence[tuple[str, ...]]) -> list[Shares]:
    """Give the belief about one actor without each of several sets of origins."""
    place = {origin: position for position, origin in enumerate(frame.origins)}
    removed = [tuple(place[origin] for origin in one if origin in place) for one in sets]
    if not frame.rows:
        return [{}] * len(sets)
    return [
        dict(zip(frame.types, row, strict=True))
        for row in posteriors_without(frame, means_of(frame), removed).tolist()
    ]
