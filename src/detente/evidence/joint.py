"""Which answers to questions are possible together: over the feasible states, the days and the ways of counting.

A course of events begins with today's state and may then go anywhere among the feasible states. That some moves can't
be undone is not used, so that what is called impossible surely is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.situation.evaluate import truth
from detente.situation.records import Question, Situation

_BITS = 36  # truth values packed into one integer beside the 24 bits of states told apart so far


_Timed: TypeAlias = list[tuple[Day, int]]  # until which day, and the kinds


class Answer(NamedTuple):
    """A question, by position, that is answered yes or no."""

    at: int
    yes: bool


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds of states: two states that answer all questions alike are of one kind. Sets of kinds are bits of an integer.

    Attributes
    ----------
    asked : tuple of Question
        The questions; each has a condition on states.
    sets : tuple of int
        The kinds for which each question's condition holds.
    whole : int
        All kinds.
    today : int
        The kind of today's state; all kinds where it isn't known.
    """

    asked: tuple[Question, ...]
    sets: tuple[int, ...]
    whole: int
    today: int

    def possible(self, answers: Sequence[Answer]) -> bool:
        """Tell whether some course of states gives all these answers.

        Parameters
        ----------
        answers : sequence of Answer
            Answers to questions.

        Returns
        -------
        bool
            *Ever* no is *always not*, and *always* no is *ever not*. A course begins today and may be anywhere that
            the *always* still running allow, so it fails only if these leave nothing for the start, for an end, or for
            the last moment of an *ever*.
        """
        always, ever, end = self._parted(answers)
        if not _allowed(self.today, always, Day.min):
            return False
        return all(_allowed(kinds, always, day) for day, kinds in [*end.items(), *ever])

    def _parted(self, answers: Sequence[Answer]) -> tuple[_Timed, _Timed, dict[Day, int]]:
        """Part answers into what must always hold, what must ever hold, and what must hold at each end."""
        always: _Timed = []
        ever: _Timed = []
        end: dict[Day, int] = {}
        for at, yes in answers:
            one = self.asked[at]
            day = one.by.day if one.by else Day.max
            kinds = self.sets[at] if yes else self.whole & ~self.sets[at]
            if one.counted == "at_end":
                end[day] = end.get(day, self.whole) & kinds
            elif (one.counted == "always") == yes:
                always.append((day, kinds))
            else:
                ever.append((day, kinds))
        return always, ever, end


def _allowed(kinds: int, always: _Timed, day: Day) -> int:
    """Give the kinds that are allowed on a day."""
    for until, held in always:
        if until >= day:
            kinds &= held
    return kinds


def kinds_of(sit: Situation, asked: Sequence[Question]) -> Kinds:
    """Tell states apart by how they answer questions.

    Parameters
    ----------
    sit : Situation
        A situation with feasible states.
    asked : sequence of Question
        Questions about single states.

    Returns
    -------
    Kinds
        The kinds.

    Notes
    -----
    One pass over the states for each question, and a sort.
    """
    assert sit.states is not None  # noqa: S101 - only then is a question compared
    codes = sit.states.codes
    labels = np.zeros(len(codes), np.int64)
    for number, one in enumerate(asked):
        assert one.when is not None  # noqa: S101 - only then is a question compared
        labels = labels * 2 + truth(one.when, codes)
        if number % _BITS == _BITS - 1:
            labels = np.unique(labels, return_inverse=True)[1].ravel()
    different, first, of_state = np.unique(labels, return_index=True, return_inverse=True)
    answers = [truth(one.when, codes[first]).tolist() for one in asked if one.when is not None]
    sets = [sum(1 << kind for kind, holds in enumerate(row) if holds) for row in answers]
    at = None if sit.status_quo is None else sit.states.find(sit.status_quo)
    whole = (1 << len(different)) - 1
    return Kinds(tuple(asked), tuple(sets), whole, whole if at is None else 1 << int(of_state.ravel()[at]))
