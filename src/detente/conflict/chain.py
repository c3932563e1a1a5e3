"""How events run: the chain of states when one actor moves at a time, and where it ends.

In each round one mover is drawn with probability proportional to its pace, and makes one of its chosen moves if it
has any. A mover is an actor, or a pact that moves as one. Rounds in which nothing happens matter only for time: the
*jump chain* leaves them out and ends in the same places.

The chain ends in its closed classes: single states that nobody leaves, and *cycles*, sets of states that are passed
through for ever. In a cycle the share of time in a state is that of the rounds, idle ones included.

Nothing is simulated. The states are taken class by class in the order in which they are passed. A state that is never
come back to hands its probability on; within a class that is left in the end, states are eliminated one by one, each
handing on what it holds and what others send to it. No subtraction is made, so the numbers are exact as fractions and
nearly so as floats.

References
----------
Grassmann, Taksar and Heyman (1985), Operations Research 33, on elimination without subtraction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction
from math import fsum
from typing import NamedTuple, TypeAlias

from detente.conflict.classes import strong_classes

Probability: TypeAlias = Fraction | float
Row: TypeAlias = dict[int, Probability]

_SMALL = 48  # states of a class up to which elimination by hand is quicker than linear algebra, and exact


class Turn(NamedTuple):
    """One mover at one state: its pace, and the states it chooses between, equally likely; none if it stays."""

    pace: Fraction
    targets: tuple[int, ...]


class Node(NamedTuple):
    """A state, and which of the sets asked about have been entered by then."""

    state: int
    flags: tuple[bool, ...] = ()


class Chain(NamedTuple):
    """All that can be reached: nodes in the order found, the first one the start, and the rates between them.

    ``rates[k]`` maps each node that a jump from node k may lead to, to the paces that lead there.
    """

    nodes: tuple[Node, ...]
    rates: tuple[Row, ...]


class End(NamedTuple):
    """A closed class: a state of rest, or a cycle; the share of time spent in each state; its probability."""

    states: tuple[int, ...]
    shares: tuple[Probability, ...]
    flags: tuple[bool, ...]
    probability: Probability

    @property
    def is_cycle(self) -> bool:
        """Whether events keep turning."""
        return len(self.states) > 1


class Limit(NamedTuple):
    """Where events end: the closed classes, ordered by state and flags, and all states that may be passed."""

    ends: tuple[End, ...]
    reached: tuple[int, ...]

    def probability(self, holds: Callable[[int, tuple[bool, ...]], bool]) -> Probability:
        """Give the probability, in the end, of what holds of a state and the flags.

        Parameters
        ----------
        holds : callable
            Whether it holds at a state, given which sets have been entered.

        Returns
        -------
        Fraction or float
            A cycle counts by its shares of time. Exactly 0 or 1 where it holds in no course or in all.

        Examples
        --------
        >>> half = Fraction(1, 2)
        >>> ends = (End((1,), (Fraction(1),), (), half), End((2,), (Fraction(1),), (), half))
        >>> Limit(ends, (0, 1, 2)).probability(lambda state, flags: state == 2)
        Fraction(1, 2)
        """
        cases = [
            (holds(state, end.flags), end.probability * share)
            for end in self.ends
            for state, share in zip(end.states, end.shares, strict=True)
        ]
        if all(hold for hold, _ in cases):
            return Fraction(1)
        return _total(part for hold, part in cases if hold)


def chain_from(
    start: int,
    turns: Callable[[int], Sequence[Turn]],
    flags: Sequence[Collection[int]] = (),
    *,
    exact: bool = True,
) -> Chain:
    """Build the chain of all that can be reached from a state.

    Parameters
    ----------
    start : int
        Where events begin.
    turns : callable
        For a state, each mover's turn there; asked once per state.
    flags : sequence of collections of int
        Sets of states of which it matters whether they are ever entered, the start included.
    exact : bool
        Fractions if true, else floats.

    Returns
    -------
    Chain

    Examples
    --------
    Either of two actors would move from state 0, the first twice as often.

    >>> turns = {0: [Turn(Fraction(2), (1,)), Turn(Fraction(1), (2,))], 1: [], 2: []}
    >>> chain_from(0, turns.get).rates[0]
    {1: Fraction(2, 1), 2: Fraction(1, 1)}
    """
    known: dict[int, Row] = {}

    def at(state: int) -> Row:
        if state not in known:
            known[state] = rates_at(turns(state), exact=exact)
        return known[state]

    return chain_of(start, at, flags)


def chain_of(start: int, rates: Callable[[int], Row], flags: Sequence[Collection[int]] = ()) -> Chain:
    """Build the chain of all that can be reached from a state, from rates (:func:`rates_at`) by state.

    Parameters
    ----------
    start : int
        Where events begin.
    rates : callable
        For a state, the rates at which it is left, by target; asked whenever the chain comes there.
    flags : sequence of collections of int
        Sets of states of which it matters whether they are ever entered, the start included.

    Returns
    -------
    Chain
    """
    first = Node(start, tuple(start in entered for entered in flags))
    nodes = [first]
    index: dict[tuple[int, tuple[bool, ...]], int] = {first: 0}
    found: list[Row] = []
    for state, entered in nodes:  # grows while it is gone through
        row: Row = {}
        for target, rate in rates(state).items():
            after = entered
            if flags:
                after = tuple([b or target in f for b, f in zip(entered, flags, strict=True)])
            at = index.setdefault((target, after), len(nodes))
            if at == len(nodes):
                nodes.append(Node(target, after))
            row[at] = rate
        found.append(row)
    return Chain(tuple(nodes), tuple(found))


def rates_at(turns: Sequence[Turn], *, exact: bool) -> Row:
    """Sum the movers' rates by target, in order of state.

    Parameters
    ----------
    turns : sequence of Turn
    exact : bool
        Fractions if true, else floats.

    Returns
    -------
    dict of int to Fraction or float

    Examples
    --------
    >>> rates_at([Turn(Fraction(2), (1,)), Turn(Fraction(1), (1, 2)), Turn(Fraction(1), ())], exact=False)
    {1: 2.5, 2: 0.5}
    """
    rates: Row = {}
    for pace, targets in turns:
        if targets:
            part: Probability = Fraction(pace) / len(targets) if exact else float(pace) / len(targets)
            for target in targets:
                rates[target] = rates.get(target, 0) + part
    return dict(sorted(rates.items()))


def limit_of(chain: Chain) -> Limit:
    """Give the closed classes of a chain with the probability that events end there.

    Parameters
    ----------
    chain : Chain

    Returns
    -------
    Limit
        Exact if the chain is, except where events pass through a class of more than 48 states.

    Examples
    --------
    >>> turns = {0: [Turn(Fraction(2), (1,)), Turn(Fraction(1), (2,))], 1: [], 2: []}
    >>> [(end.states, str(end.probability)) for end in limit_of(chain_from(0, turns.get)).ends]
    [((1,), '2/3'), ((2,), '1/3')]
    """
    held: Row = {0: Fraction(1)}
    ends: list[End] = []
    for group in reversed(strong_classes(chain.rates)):
        if any(target not in group for node in group for target in chain.rates[node]):
            for target, part in _handed_on(chain, group, held).items():
                held[target] = held.get(target, 0) + part
        else:
            ends.append(_end(chain, sorted(group), _total(held.get(node, 0) for node in group)))
    if len(ends) == 1:
        ends = [ends[0]._replace(probability=Fraction(1))]
    return Limit(tuple(sorted(ends)), tuple(sorted({node.state for node in chain.nodes})))


def _end(chain: Chain, group: list[int], probability: Probability) -> End:
    """Make the record of a closed class."""
    ordered = sorted(group, key=lambda node: chain.nodes[node])
    shares = _shares(chain, ordered)
    states = tuple(chain.nodes[node].state for node in ordered)
    return End(states, shares, chain.nodes[ordered[0]].flags, probability)


def _handed_on(chain: Chain, group: Collection[int], held: Row) -> Row:
    """Give what a class that is left hands on to the nodes outside it."""
    if len(group) == 1:
        (node,) = group
        away = {target: rate for target, rate in chain.rates[node].items() if target != node}
        return {target: held.get(node, 0) * part for target, part in _scaled(away).items()}
    inside = sorted(group)
    jumps = {node: _scaled(chain.rates[node]) for node in inside}
    if len(inside) > _SMALL:
        from detente.conflict.dense import passed_on

        return passed_on(inside, jumps, held)
    mass: Row = {node: held.get(node, 0) for node in inside}
    for place, node in enumerate(inside):
        row = jumps[node]
        row.pop(node, None)
        row = _scaled(row)
        _add(mass, row, mass.pop(node))
        for other in inside[place + 1 :]:
            if node in jumps[other]:
                _add(jumps[other], row, jumps[other].pop(node))
    return mass


def _scaled(row: Row) -> Row:
    """Make a row sum to one."""
    whole = _total(row.values())
    return {target: part / whole for target, part in row.items()}


def _add(onto: Row, row: Row, factor: Probability) -> None:
    """Add a multiple of a row."""
    for target, part in row.items():
        onto[target] = onto.get(target, 0) + factor * part


def _shares(chain: Chain, group: list[int]) -> tuple[Probability, ...]:
    """Give the shares of time in a closed class: the stationary distribution of its rounds."""
    if len(group) == 1:
        return (Fraction(1),)
    place = {node: k for k, node in enumerate(group)}
    rows = [{place[target]: rate for target, rate in chain.rates[node].items()} for node in group]
    if len(group) > _SMALL:
        from detente.conflict.dense import stationary

        return stationary(rows)
    for last in range(len(group) - 1, 0, -1):
        away = _scaled({target: rate for target, rate in rows[last].items() if target < last})
        leaving = _total(rate for target, rate in rows[last].items() if target < last)
        for row in rows[:last]:
            if last in row:
                _add(row, away, row[last])
                row[last] = row[last] / leaving
    weight: list[Probability] = [Fraction(1)]
    for node in range(1, len(group)):
        weight.append(_total(weight[k] * rows[k].get(node, 0) for k in range(node)))
    whole = _total(weight)
    return tuple(part / whole for part in weight)


def _total(parts: Iterable[Probability]) -> Probability:
    """Sum fractions exactly, and floats with one rounding."""
    numbers = list(parts)
    if any(isinstance(number, float) for number in numbers):
        return fsum(numbers)
    return sum(numbers, Fraction(0))
