"""One way of deciding, run to its end: the chain of states, and the answers to questions on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from detente.conflict.chain import Chain, Limit, Probability, Turn, chain_of, limit_of, rates_at
from detente.conflict.timing import Dated, dated
from detente.outlook.asking import Asked
from detente.outlook.worlds import World

_EXACT_STATES = 8  # reached states up to which chains are solved in fractions


class Passage(NamedTuple):
    """One way of deciding, run to its end.

    ``turns`` gives for each state passed who moves where; movers are actors, then pacts. ``values`` are the
    probabilities of the questions (under a condition: of question and condition), ``condition`` that of the condition,
    and ``conditions`` the same for questions about a day, by then. ``labels`` name the positions, of which ``start`` is
    the first.
    """

    labels: Sequence[str]
    start: int
    turns: Mapping[int, tuple[Turn, ...]]
    limit: Limit
    values: Mapping[str, Probability]
    condition: Probability
    conditions: Mapping[str, Probability]

    def met(self, question: str) -> Probability:
        """Give the probability of the condition, by the time that a question is about."""
        return self.conditions.get(question, self.condition)


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
    plain = ends.found(condition)
    assert isinstance(plain, Limit)  # noqa: S101 - no time was given
    values = {one.id: ends.answer(one, condition) for one in asked}
    by_then = {
        one.id: ends.found(condition, one.years).probability(_all_entered)
        for one in asked
        if condition and one.years is not None
    }
    return Passage(world.labels, world.start, turns, plain, values, plain.probability(_all_entered), by_then)


def _all_entered(_state: int, flags: tuple[bool, ...]) -> bool:
    return all(flags)


class _Ends:
    """Where one chain ends, or stands after some years, with whatever sets of states must be watched on the way."""

    def __init__(self, start: int, turns: Mapping[int, tuple[Turn, ...]]) -> None:
        exact = len(turns) <= _EXACT_STATES
        self._start, self._passed = start, frozenset(turns)
        self._rates = {state: rates_at(own, exact=exact) for state, own in turns.items()}
        self._chains: dict[tuple[frozenset[int], ...], Chain] = {}
        self._found: dict[tuple[tuple[frozenset[int], ...], float | None], Limit | Dated] = {}

    def found(self, flags: Sequence[frozenset[int]], years: float | None = None) -> Limit | Dated:
        """Solve the chain with flags, for a time or for the end; each choice of flags and time once."""
        watched = tuple(flags)
        if (watched, years) not in self._found:
            if watched not in self._chains:
                self._chains[watched] = chain_of(self._start, self._rates.__getitem__, watched)
            chain = self._chains[watched]
            self._found[watched, years] = limit_of(chain) if years is None else dated(chain, years)
        return self._found[watched, years]

    def answer(self, one: Asked, condition: Sequence[frozenset[int]]) -> Probability:
        """Give the probability of a question, together with the condition if there is one.

        A set that holds the first state, or none that is reached, needs no watching.
        """
        inside = [flag & self._passed for flag in one.flags]
        watched = [at for at, flag in enumerate(inside) if flag and self._start not in flag]
        fixed = [self._start in flag for flag in inside]
        found = self.found((*(inside[at] for at in watched), *condition), one.years)

        def holds(state: int, flags: tuple[bool, ...]) -> bool:
            own = list(fixed)
            for at, flag in zip(watched, flags, strict=False):
                own[at] = flag
            return all(flags[len(watched) :]) and one.yes(state, tuple(own))

        return found.probability(holds)
