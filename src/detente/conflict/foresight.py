"""Longer foresight of two actors: limited-move, non-myopic and Stackelberg stability.

Two actors, i and j, move in turn, i first, and each may stop the play by staying. With horizon h let G(i, s, h) be where i
expects the play to end that it begins at s, if h moves remain:

* G(i, s, 0) = s; and G(i, s, h) = s where i has no move;
* otherwise let q be i's move from s that is best for i by what it expects after it, G(j, q, h - 1). If that end is strictly
  better for i than s, then G(i, s, h) is that end; else i stays, and it is s.

A state is *limited-move* stable for i with horizon h iff G(i, s, h) = s. It is *non-myopic* stable iff that is so for every
horizon from some horizon on. It is a *Stackelberg* equilibrium for leader i iff it is stable for i with horizon 2 and for
the other with horizon 1, which is nash.

Ties leave a choice: several moves may be best. Then G is the set of ends that some choice leads to (this program's own
reading; the literature takes strict orders). A state is *robustly* stable if every choice leaves it where it is, *possibly*
stable if some choice does. For the sets: an actor can be sure of M, the greatest over its moves q of the least it likes in
G(j, q, h - 1). Those ends that are at least as good as M and better than s can come about, and s itself iff M is not
better than s.

A third actor that never can move doesn't matter. With more than two who can, the literature has several definitions that
differ; none is offered here.

References
----------
Kilgour (1985), and Fang, Hipel and Kilgour (1993), Interactive Decision Making, on limited moves; Brams and Wittman (1981)
and Kilgour (1984) on non-myopic stability; Fang, Hipel and Kilgour (1989), European Journal of Operational Research 41,
86-100, on Stackelberg equilibria, which are given here from memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import numpy as np

from detente.conflict.bitsets import TooLargeError
from detente.conflict.model import Conflict
from detente.conflict.moves import Bools
from detente.conflict.results import Stability
from detente.conflict.witness import Path, Reply

Ties = Literal["robust", "possible"]
Ends: TypeAlias = tuple[int, ...]
"""The ends of play that may be expected at one state, ascending."""

MOST_MOVES: Final = 10_000
"""How far a play is followed before it must have begun to repeat itself."""

MOST_ARCS: Final = 4_000_000
"""How many moves two actors may have in all."""

MOST_WORK: Final = 50_000_000
"""How often moves are looked at, over all horizons."""

_CHUNK = 1 << 12  # states whose moves are written out at one go


class Plays:
    """What two actors expect at every state, horizon by horizon.

    Parameters
    ----------
    conflict : Conflict

    Raises
    ------
    ValueError
        If more than two actors can move; TooLargeError if they have too many moves.
    """

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        self.states = range(len(conflict.states))
        self.pair = two_movers(conflict)
        self.arcs = 0
        self.targets = [self._targets(actor) for actor in self.pair]
        self.ranks: list[list[int]] = [conflict.ranks[actor].tolist() for actor in self.pair]
        self._tables: list[list[list[Ends]]] = [[[(at,) for at in self.states] for _ in self.pair]]

    def _targets(self, actor: int) -> list[list[int]]:
        """Give where one move of an actor leads from each state."""
        found: list[list[int]] = []
        for first in range(0, len(self.states), _CHUNK):
            sources = np.arange(first, min(first + _CHUNK, len(self.states)))
            which, target = self.conflict.moves.pairs(actor, sources)
            self.arcs += target.size
            if self.arcs > MOST_ARCS:
                raise TooLargeError(
                    f"foresight: {len(self.states):,} states have more than {MOST_ARCS:,} moves, which are too many"
                )
            starts, flat = np.searchsorted(which, np.arange(sources.size + 1)).tolist(), target.tolist()
            found += [flat[a:b] for a, b in pairwise(starts)]
        return found

    def ends(self, horizon: int) -> list[list[Ends]]:
        """Give what each of the two expects at each state."""
        if horizon * self.arcs > MOST_WORK:
            most = MOST_WORK // self.arcs
            raise TooLargeError(
                f"foresight: {self.arcs:,} moves are too many for a horizon of {horizon:,}; at most {most:,} would do"
            )
        while len(self._tables) <= horizon:
            before = self._tables[-1]
            self._tables.append(
                [
                    [self._expected(who, at, before[1 - who]) for at in self.states]
                    for who in range(len(self.pair))
                ]
            )
        return self._tables[horizon]

    def _expected(self, who: int, state: int, after: list[Ends]) -> Ends:
        """Give the ends that some choice among equally good moves leads to."""
        targets = self.targets[who][state]
        if not targets:
            return (state,)
        rank, sure = self.ranks[who], self.sure(who, state, after)
        found = {end for to in targets for end in after[to] if rank[end] >= sure and rank[end] > rank[state]}
        if sure <= rank[state]:
            found.add(state)
        return tuple(sorted(found))

    def sure(self, who: int, state: int, after: list[Ends]) -> int:
        """Give the rank that an actor can be sure of by moving: the best move by the worst that may follow."""
        rank = self.ranks[who]
        return max(min(rank[end] for end in after[to]) for to in self.targets[who][state])

    def stays(self, who: int, horizon: int, ties: Ties) -> Bools:
        """Tell at which states an actor stays, whatever the choices or by some."""
        table = self.ends(horizon)[who]
        if ties == "robust":
            return np.array([ends == (at,) for at, ends in enumerate(table)], bool)
        return np.array([at in ends for at, ends in enumerate(table)], bool)

    def cycle(self) -> tuple[int, int]:
        """Give the first horizon from which expectations repeat, and after how many moves they do.

        Raises
        ------
        ValueError
            If they have not begun to after :data:`MOST_MOVES` moves.
        """
        seen: dict[int, list[int]] = {}
        for horizon in range(MOST_MOVES):
            table = self.ends(horizon)
            key = hash(tuple(map(tuple, table)))
            for earlier in seen.get(key, ()):
                if self.ends(earlier) == table:
                    return earlier, horizon - earlier
            seen.setdefault(key, []).append(horizon)
        raise ValueError(f"expectations have not begun to repeat after {MOST_MOVES:,} moves")

    def replies(self, who: int, state: int, horizon: int, ties: Ties) -> Iterator[Reply]:
        """Give each move with what is expected to follow it.

        A move that pays has that as its ``steps``; one that doesn't has it as its ``path``, the answer.
        """
        if horizon == 0:
            return
        after, rank = self.ends(horizon - 1)[1 - who], self.ranks[who]
        for to in self.targets[who][state]:
            by_worth = sorted(after[to], key=lambda end: (rank[end], end))
            likely = by_worth[-1] if ties == "robust" else by_worth[0]
            pays = rank[likely] > rank[state]
            led = self._led(1 - who, to, horizon - 1, likely if pays else by_worth[0])
            yield Reply(to, None, anyway=False, steps=led) if pays else Reply(to, led, anyway=False)

    def _led(self, who: int, state: int, horizon: int, end: int) -> Path:
        """Give moves by which the play goes on to an end that may be expected."""
        steps = []
        while end != state:
            after = self.ends(horizon - 1)[1 - who]
            sure = self.sure(who, state, after)
            rank = self.ranks[who]
            state = next(to for to in self.targets[who][state] if end in after[to] and rank[end] >= sure)
            steps.append((self.pair[who], state))
            who, horizon = 1 - who, horizon - 1
        return tuple(steps)


def two_movers(conflict: Conflict) -> tuple[int, int]:
    """Give the two actors who can move, or two of all if fewer can.

    Parameters
    ----------
    conflict : Conflict

    Returns
    -------
    tuple of two int

    Raises
    ------
    ValueError
        If more than two can move, or there are not two actors.

    Examples
    --------
    >>> two_movers(Conflict.from_moves(["p", "q"], {"C": [("p", "q")]}, {"A": [0, 1], "B": [0, 0], "C": [0, 0]}))
    (0, 2)
    """
    actors = range(len(conflict.actors))
    movers = [actor for actor in actors if conflict.moves.movable(actor).any()]
    if len(movers) > 2:
        names = ", ".join(conflict.actors[actor] for actor in movers)
        raise ValueError(
            f"longer foresight is defined for two actors who can move; here {len(movers)} can: {names}"
        )
    if len(actors) < 2:
        raise ValueError("longer foresight is defined for two actors; here there is one")
    for actor in actors:
        if len(movers) < 2 and actor not in movers:
            movers.append(actor)
    first, second = sorted(movers)
    return first, second


def limited_stability(conflict: Conflict, horizon: int, ties: Ties = "robust") -> Stability:
    """Tell which states are stable for whom if each foresees a number of moves.

    Parameters
    ----------
    conflict : Conflict
        Of two actors who can move.
    horizon : int
        How many moves are foreseen, one's own first; at least 1.
    ties : {"robust", "possible"}
        Whether a state must be stable for every choice among equally good moves, or for some.

    Returns
    -------
    Stability
        In an explanation, every move is listed. Its answer is what is expected to follow where the end is no better than
        the state; where it is better, ``steps`` say how it comes about.

    Raises
    ------
    ValueError
        If more than two actors can move, or the horizon is below 1.

    Notes
    -----
    Cost: one pass over all moves per horizon; with ties, times the number of ends that may be expected.

    Examples
    --------
    Chicken: with a horizon of 3 or more neither gives way to the other's driving on, and both swerve.

    >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [0, 1, 3, 2], "B": [0, 3, 1, 2]})
    >>> [[con.states[at] for at in con.stability("limited", horizon=h).equilibria] for h in (1, 2, 3)]
    [['YN', 'NY'], [], ['YY']]
    """
    if horizon < 1:
        raise ValueError(f"expected a horizon of at least 1 move, found {horizon}")
    plays = Plays(conflict)
    return _stability("limited", plays, lambda _: (horizon,), ties)


def nonmyopic_stability(conflict: Conflict, ties: Ties = "robust") -> Stability:
    """Tell which states are stable for whom for every horizon that is long enough.

    Parameters
    ----------
    conflict : Conflict
        Of two actors who can move.
    ties : {"robust", "possible"}
        Whether a state must be stable for every choice among equally good moves, or for some.

    Returns
    -------
    Stability
        An explanation takes a horizon at which the state is not stable, if there is one.

    Raises
    ------
    ValueError
        If more than two actors can move, or expectations don't begin to repeat within 10,000 moves.

    Notes
    -----
    What is expected with horizon h follows from what is expected with h - 1, so it repeats from some horizon on; the
    state must be stable throughout one period.

    Examples
    --------
    >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [2, 3, 0, 1], "B": [2, 0, 3, 1]})
    >>> [con.states[at] for at in con.stability("nonmyopic").equilibria]
    ['NN', 'YY']
    """
    plays = Plays(conflict)
    first, period = plays.cycle()
    first = max(first, 1)  # with no move left nobody expects anything
    return _stability("nonmyopic", plays, lambda _: tuple(range(first, first + period)), ties)


def stackelberg_stability(conflict: Conflict, leader: str | int, ties: Ties = "robust") -> Stability:
    """Tell which states are stable for a leader who foresees the answer, and for a follower who doesn't look ahead.

    Parameters
    ----------
    conflict : Conflict
        Of two actors who can move.
    leader : str or int
    ties : {"robust", "possible"}

    Returns
    -------
    Stability

    Raises
    ------
    ValueError
        If more than two actors can move, or there is no such actor.

    Examples
    --------
    >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [0, 1, 3, 2], "B": [0, 3, 1, 2]})
    >>> [con.states[at] for at in con.stability("stackelberg", leader="A").equilibria]
    ['NY']
    """
    first = conflict.row(leader)
    plays = Plays(conflict)
    return _stability("stackelberg", plays, lambda actor: (2,) if actor == first else (1,), ties)


def _stability(
    concept: str, plays: Plays, horizons: Callable[[int], tuple[int, ...]], ties: Ties
) -> Stability:
    """Put verdicts together: a state must be stable at each of an actor's horizons."""
    conflict = plays.conflict
    actors, states = range(len(conflict.actors)), len(conflict.states)
    stable = np.ones((len(actors), states), bool)
    for who, actor in enumerate(plays.pair):
        for horizon in horizons(actor):
            stable[actor] &= plays.stays(who, horizon, ties)
    movable = np.array([conflict.moves.movable(actor) for actor in actors]).reshape(len(actors), states)

    def replies(actor: int, state: int) -> Iterator[Reply]:
        if actor not in plays.pair:
            return iter(())
        who, asked = plays.pair.index(actor), horizons(actor)
        leaving = (h for h in asked if not plays.stays(who, h, ties)[state])
        return plays.replies(who, state, next(leaving, asked[0]), ties)

    return Stability(
        concept=concept,
        actors=conflict.actors,
        states=conflict.states,
        stable=stable,
        structural=~movable,
        equilibria=np.flatnonzero(stable.all(axis=0)),
        replies=replies,
        position=conflict.position,
        name=lambda actor: conflict.actors[actor],
    )
