"""What a question about stability is answered with: frozen records, keyed by label."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from detente.conflict.build import known
from detente.conflict.given import unfit
from detente.conflict.moves import Bools, Codes, Positions
from detente.conflict.witness import Path, Reply
from detente.notebook import table_html


class Step(NamedTuple):
    """One step of an answer: who moves, and to which state."""

    by: str
    to: str


class Improvement(NamedTuple):
    """One improvement and the others' answer to it.

    ``answer`` is the path by which the others reach a state that is no better for the mover than where it began (and
    from which, under smr and sseq, the mover has no escape); None if there is none. ``anyway`` (SEQ2 only): they
    would reach such a state, but that harm is not due to the move, so it does not keep the mover from it. ``steps``:
    how a coalition gets to ``to`` where that takes several moves, or what an actor of limited foresight expects to follow.
    """

    to: str
    answer: tuple[Step, ...] | None
    anyway: bool = False
    steps: tuple[Step, ...] = ()


class Verdict(NamedTuple):
    """Whether a state is stable for an actor, and why.

    It is stable iff each improvement has an answer. ``structural``: the actor has no move from there at all.
    """

    actor: str
    state: str
    concept: str
    stable: bool
    structural: bool
    improvements: tuple[Improvement, ...]

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        stays = "would stay in" if self.stable else "would not stay in"
        rows = [[one.to, _answer_words(one)] for one in self.improvements]
        why = "It has no move from there." if self.structural else ""
        why = why or ("" if rows else "No move of its own leads to a state that it prefers.")
        title = f"{self.actor} {stays} {self.state}, by {self.concept}"
        return table_html(title, ["it would gain by going to", "the others' answer"], rows, why)


def _answer_words(one: Improvement) -> str:
    """Say the answer to an improvement, step by step."""
    if one.answer is None:
        return "none: harm may follow, but it would come anyway" if one.anyway else "none"
    return ", then ".join(f"{step.by} to {step.to}" for step in one.answer)


@dataclass(frozen=True, slots=True, eq=False)
class Stability:
    """Which states are stable for whom under one concept.

    Attributes
    ----------
    concept : str
        The stability concept.
    actors, states : sequence of str
        Labels of the rows and columns; under the concepts of coalitions a row is a coalition, such as "A+B".
    stable : array of bool, shape (actors, states)
        Whether a state is stable for an actor.
    structural : array of bool, shape (actors, states)
        Whether an actor has no move from a state: such a state is stable for it whatever it wants.
    equilibria : array of int
        Positions of the states that are stable for all, ascending.
    """

    concept: str
    actors: tuple[str, ...]
    states: Sequence[str]
    stable: Bools
    structural: Bools
    equilibria: Positions
    replies: Callable[[int, int], Iterable[Reply]] = field(repr=False)
    position: Callable[[str | int], int] = field(repr=False)
    name: Callable[[int], str] = field(repr=False)

    def explain(self, state: str | int, actor: str | int) -> Verdict:
        """Say why a state is or isn't stable for an actor.

        Parameters
        ----------
        state, actor : str or int
            Label or position.

        Returns
        -------
        Verdict

        Raises
        ------
        ValueError
            If there is no such state or actor; it names the nearest.

        Examples
        --------
        >>> from detente.conflict.model import Conflict
        >>> con = Conflict.from_options(
        ...     {"A": ["x"], "D": ["p"]}, ranks={"A": [2, 3, 0, 1], "D": [3, 0, 2, 1]}
        ... )
        >>> con.stability("seq").explain("NN", "A").improvements
        (Improvement(to='YN', answer=(Step(by='D', to='YY'),), anyway=False, steps=()),)
        """
        at = self.position(state)
        who = index_of(actor, self.actors, "actor")
        return Verdict(
            actor=self.actors[who],
            state=self.states[at],
            concept=self.concept,
            stable=bool(self.stable[who, at]),
            structural=bool(self.structural[who, at]),
            improvements=tuple(
                Improvement(
                    self.states[one.to],
                    None if one.path is None else self._labelled(one.path),
                    one.anyway,
                    self._labelled(one.steps),
                )
                for one in self.replies(who, at)
            ),
        )

    def _repr_html_(self) -> str:
        """Show the equilibria in a notebook."""
        rows = [
            [
                self.states[at],
                ", ".join(name for row, name in enumerate(self.actors) if self.structural[row, at]),
            ]
            for at in self.equilibria.tolist()
        ]
        total = f"{len(rows):,} of {len(self.states):,} states are stable for everybody under {self.concept}"
        return table_html(total, ["state", "has no move from there"], rows)

    def _labelled(self, path: Path) -> tuple[Step, ...]:
        """Put labels in place of positions."""
        return tuple(Step(self.name(by), self.states[to]) for by, to in path)


def index_of(wanted: str | int, labels: Sequence[str], what: str) -> int:
    """Find a label, or check a position.

    Parameters
    ----------
    wanted : str or int
        A label, or a position from 0.
    labels : sequence of str
        All labels.
    what : str
        What they name, for the message.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If there is none; it names the nearest label.

    Examples
    --------
    >>> index_of("B", ["A", "B"], "actor"), index_of(0, ["A", "B"], "actor")
    (1, 0)
    """
    if isinstance(wanted, str):
        return labels.index(known(wanted, labels, what))
    try:
        at = operator.index(wanted)
    except TypeError:
        raise unfit(what, "its name or its position", wanted) from None
    if not 0 <= at < len(labels):
        raise ValueError(f"expected a {what} from 0 to {len(labels) - 1}, found {at}")
    return at


def position_of(pattern: str, states: Sequence[str], codes: Codes) -> int:
    """Find a state by its pattern, without going through all of them.

    Parameters
    ----------
    pattern : str
    states : sequence of str
        The patterns of the feasible states.
    codes : ndarray of int64
        Their codes, ascending.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If there is no such state.

    Examples
    --------
    >>> position_of("NY", ["NN", "NY"], np.array([0, 2]))
    1
    """
    code = sum(1 << bit for bit, sign in enumerate(pattern) if sign == "Y")
    at = int(np.searchsorted(codes, code))
    if at < len(states) and states[at] == pattern:
        return at
    length = len(states[0]) if states else 0
    raise ValueError(
        f"there is no feasible state {pattern!r}; expected {length} letters Y or N, one per option, that no rule forbids"
    )
