"""One way of deciding, run to its end: the chain of states, and the answers to questions on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from detente.conflict.chain import Limit, Probability, Turn, chain_of, limit_of, rates_at
from detente.outlook.asking import Asked
from detente.outlook.worlds import World

_EXACT_STATES = 8  # reached states up to which chains are solved in fractions


class Passage(NamedTuple):
    """One way of deciding, run to its end.

    ``turns`` gives for each state passed who moves where; movers are actors, then pacts. ``values`` are the
    probabilities of the questions (under a condition: of question and condition), ``condition`` that of the condition.
    ``labels`` name the positions, of which ``start`` is the first.
    """

    labels: Sequence[str]
    start: int
    turns: Mapping[int, tuple[Turn, ...]]
    limit: Limit
    values: Mapping[str, Probability]
    condition: Probability


def passage(
    world: World,
    turns: Mapping[int, tuple[Turn, ...]],
    asked: Sequence[Asked],
    condition: Sequence[frozenset[int]],
) -> Passage:
    """Solve the chain of one way of deciding.

    Parameters
    ----------
    world : World
    turns : mapping of int to tuple of Turn
        For each state passed who moves where.
    asked : sequence of Asked
    condition : sequence of frozensets of int
        Sets of states that must all be entered; empty for no condition.
    """
    ends = _Ends(world.start, turns)
    plain = ends.limit(condition)
    met = plain.probability(lambda _state, flags: all(flags))
    values = {one.id: ends.answer(one, condition) for one in asked}
    return Passage(world.labels, world.start, turns, plain, values, met)


class _Ends:
    """The ends of one chain, with whatever sets of states must be watched on the way."""

    def __init__(self, start: int, turns: Mapping[int, tuple[Turn, ...]]) -> None:
        exact = len(turns) <= _EXACT_STATES
        self._start, self._passed = start, frozenset(turns)
        self._rates = {state: rates_at(own, exact=exact) for state, own in turns.items()}
        self._limits: dict[tuple[frozenset[int], ...], Limit] = {}

    def limit(self, flags: Sequence[frozenset[int]]) -> Limit:
        """Solve the chain with flags; each choice of flags once."""
        key = tuple(flags)
        if key not in self._limits:
            self._limits[key] = limit_of(chain_of(self._start, self._rates.__getitem__, key))
        return self._limits[key]

    def answer(self, one: Asked, condition: Sequence[frozenset[int]]) -> Probability:
        """Give the probability of a question, together with the condition if there is one.

        A set that holds the first state, or none that is reached, needs no watching.
        """
        inside = [flag & self._passed for flag in one.flags]
        watched = [at for at, flag in enumerate(inside) if flag and self._start not in flag]
        fixed = [self._start in flag for flag in inside]
        limit = self.limit((*(inside[at] for at in watched), *condition))

        def holds(state: int, flags: tuple[bool, ...]) -> bool:
            own = list(fixed)
            for at, flag in zip(watched, flags, strict=False):
                own[at] = flag
            return all(flags[len(watched) :]) and one.yes(state, tuple(own))

        return limit.probability(holds)
