"""States, moves and comparisons of a situation, alike in option form and in graph form.

A state is a code in option form and a position in graph form.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from detente.situation.distance import distances
from detente.situation.orders import (
    Keys,
    Verdict,
    by_groups,
    by_statements,
    by_weights,
    keys_of_ranking,
    keys_of_statements,
    keys_of_weights,
)
from detente.situation.records import Graph, Option, Ranking, Situation, Type
from detente.situation.states import States, pattern_mask, pattern_of


class OptionView:
    """A situation in option form."""

    __slots__ = ("sit", "states", "today")

    def __init__(self, sit: Situation, states: States) -> None:
        self.sit, self.states = sit, states
        self.today = sit.status_quo

    def label(self, code: int) -> str:
        """Give the pattern of a state."""
        return pattern_of(code, len(self.sit.options))

    def position(self, code: int) -> int:
        """Give the position of a feasible state among all."""
        return int(np.searchsorted(self.states.codes, code))

    def some(self, chosen: npt.NDArray[np.bool_], most: int) -> tuple[str, ...]:
        """Give some of the chosen states, those that differ least from today first."""
        codes = self.states.codes[chosen]
        if self.today is not None:
            codes = codes[np.argsort(distances(codes, self.today), kind="stable")]
        return tuple(self.label(int(code)) for code in codes[:most])

    def keys(self, kind: Type) -> Keys:
        """Give each state a number that grows with how good it is; shape (states,)."""
        codes = self.states.codes
        if kind.ranking is not None:
            named = self.sit.named_states.items()
            masks = {name: pattern_mask(one.pattern, codes) for name, one in named}
            return keys_of_ranking(kind.ranking, masks, len(codes))
        if kind.weights:
            return keys_of_weights(self.sit, kind.weights, codes)
        return keys_of_statements(codes, [statement.expr for statement in kind.statements])

    def moves(self, actor: str, code: int) -> list[int]:
        """Give the states an actor can turn one into, those that change the fewest options first."""
        own = [option for option in self.sit.options if option.owner == actor and _can_change(option, code)]
        mask = sum(1 << option.bit for option in own)
        codes = self.states.codes
        ends = codes[((codes ^ np.int64(code)) & ~np.int64(mask) == 0) & (codes != code)]
        return [int(end) for end in ends[np.argsort(distances(ends, code), kind="stable")]]

    def single_moves(self, actor: str, code: int) -> Iterator[int]:
        """Give those that change one option."""
        for option in self.sit.options:
            after = code ^ (1 << option.bit)
            if option.owner == actor and _can_change(option, code) and self.states.find(after) is not None:
                yield after

    def steps_of_others(self, actor: str, code: int) -> Iterator[tuple[str, int]]:
        """Give others' moves that change one option, with who makes them."""
        for owner in dict.fromkeys(option.owner for option in self.sit.options):
            if owner != actor:
                yield from ((owner, after) for after in self.single_moves(owner, code))

    def compared(self, kind: Type, before: int, after: int) -> Verdict:
        """Say whether the second of two states is better, and what decides."""
        if kind.ranking is not None:
            return by_groups(kind.ranking, self._names(before), self._names(after))
        if kind.weights:
            return by_weights(self.sit, kind.weights, before, after)
        return by_statements(kind.statements, before, after)

    def change(self, before: int, after: int) -> object:
        """Give what tells one move from another, wherever it starts: the options that it turns."""
        return before ^ after

    def _names(self, code: int) -> set[str]:
        codes = np.array([code], dtype=np.int64)
        named = self.sit.named_states.items()
        return {name for name, one in named if pattern_mask(one.pattern, codes)[0]}


class GraphView:
    """A situation in graph form, where states have names only and orders are rankings."""

    __slots__ = ("graph", "sit", "today")

    def __init__(self, sit: Situation, graph: Graph) -> None:
        self.sit, self.graph = sit, graph
        self.today = sit.status_quo

    def label(self, position: int) -> str:
        """Give the name of a state."""
        return self.graph.states[position]

    def position(self, position: int) -> int:
        """Give the position of a state among all."""
        return position

    def some(self, chosen: npt.NDArray[np.bool_], most: int) -> tuple[str, ...]:
        """Give some of the chosen states, in the order of the file."""
        return tuple(self.label(int(k)) for k in np.flatnonzero(chosen)[:most])

    def keys(self, kind: Type) -> Keys:
        """Give each state a number that grows with how good it is; shape (states,)."""
        states = np.array(self.graph.states)
        return keys_of_ranking(
            _ranking(kind), {name: states == name for name in self.graph.states}, len(states)
        )

    def moves(self, actor: str, position: int) -> list[int]:
        """Give the states an actor can turn one into."""
        return [after for before, after in self.graph.moves.get(actor, ()) if before == position]

    def single_moves(self, actor: str, position: int) -> list[int]:
        """Give the same: here a move is one step."""
        return self.moves(actor, position)

    def steps_of_others(self, actor: str, position: int) -> Iterator[tuple[str, int]]:
        """Give others' moves, with who makes them."""
        for other in self.graph.moves:
            if other != actor:
                yield from ((other, after) for after in self.moves(other, position))

    def compared(self, kind: Type, before: int, after: int) -> Verdict:
        """Say whether the second of two states is better, and what decides."""
        return by_groups(_ranking(kind), {self.label(before)}, {self.label(after)})

    def change(self, before: int, after: int) -> object:
        """Give what tells one move from another."""
        return before, after


View = OptionView | GraphView


def view_of(sit: Situation) -> View:
    """Look at a situation in the form in which it is written.

    Parameters
    ----------
    sit : Situation

    Raises
    ------
    ValueError
        If it is in option form and its feasible states are not known.
    """
    if sit.graph is not None:
        return GraphView(sit, sit.graph)
    if sit.states is None:
        raise ValueError("expected a situation with feasible states or in graph form")
    return OptionView(sit, sit.states)


def _ranking(kind: Type) -> Ranking:
    """Give a type's ranking, the one form of order that states without options can have."""
    if kind.ranking is None:
        raise ValueError(f"expected a ranking of {kind.id!r} of {kind.actor!r} in graph form")
    return kind.ranking


def _can_change(option: Option, code: int) -> bool:
    """Whether an option may still be turned: what is lasting stays as it is."""
    return not option.lasting or bool(code >> option.bit & 1) != (option.lasting == "taken")
