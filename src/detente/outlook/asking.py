"""Questions made ready: at which states, and after which passed ones, the answer is yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from detente.conflict.moves import Bools
from detente.outlook.measures import MeasuredWorld
from detente.outlook.worlds import World
from detente.situation.evaluate import truth
from detente.situation.expressions import And, Compare, Ever, Expr, Iff, Implies, Not, Or, Taken, walk
from detente.situation.records import Question

Measured = Callable[[Compare], Bools]
"""For a comparison of a measure of the ties with a number, whether it holds at each state."""

TRUE, FALSE = And(()), Or(())
LEAST, MOST, UNTOLD = "least", "most", "untold"


class Asked(NamedTuple):
    """A question over the states of a world.

    ``flags`` are the sets of states of which it matters whether they are ever entered; ``yes`` tells the answer at a
    state where events end, given these flags. With ``years``, it is asked of the state in which events stand after so
    many years, and of what has been entered by then. Questions about ties are asked more than once, and ``id`` tells
    them apart: see :func:`variant`.
    """

    id: str
    flags: tuple[frozenset[int], ...]
    yes: Callable[[int, tuple[bool, ...]], bool]
    years: float | None = None


def variant(question: str, kind: str) -> str:
    """Name another way to ask a question about ties.

    ``least`` and ``most`` take what isn't known of a comparison as false and as true; ``untold`` asks whether the
    answer hangs on a figure that isn't known at all.
    """
    return f"{question}/{kind}"


def ask(question: Question, world: World, measured: MeasuredWorld) -> list[Asked]:
    """Make a question ready for a world.

    ``at_end`` asks of the states in which events end, ``ever`` of any state passed, the first one included, and
    ``always`` of all of them; ``ever(x)`` inside ``when`` asks whether x held at some time.
    """
    assert question.when is not None  # noqa: S101 - questions without one are not modelled
    asked = [_asked(question, question.id, world, measured.central)]
    if asks_of_ties(question):
        names = {kind: variant(question.id, kind) for kind in (LEAST, MOST)}
        asked += [_asked(question, name, world, _taken(measured, kind)) for kind, name in names.items()]
        anywhere = [one for one in walk(question.when) if isinstance(one, Compare)]
        dark = np.logical_or.reduce([measured.compared(one).untold for one in anywhere])
        hidden = frozenset(np.flatnonzero(dark).tolist())
        name = variant(question.id, UNTOLD)
        if question.counted == "at_end":
            asked.append(Asked(name, (), lambda state, _flags: state in hidden))
        else:
            asked.append(Asked(name, (hidden,), lambda _state, flags: flags[0]))
    return asked


def asks_of_ties(question: Question) -> bool:
    """Tell whether a question compares a measure of the ties with a number."""
    return question.when is not None and any(isinstance(one, Compare) for one in walk(question.when))


def _taken(measured: MeasuredWorld, kind: str) -> Measured:
    def told(comparison: Compare) -> Bools:
        compared = measured.compared(comparison)
        return compared.least if kind == LEAST else compared.most

    return told


def _asked(question: Question, name: str, world: World, measured: Measured) -> Asked:
    assert question.when is not None  # noqa: S101 - questions without one are not modelled
    when = question.when
    if question.counted == "at_end":
        return _at_end(name, when, world, measured)
    wanted = when if question.counted == "ever" else Not(when)
    entered = states_where(wanted, world, measured)
    if question.counted == "ever":
        return Asked(name, (entered,), lambda _state, flags: flags[0])
    return Asked(name, (entered,), lambda _state, flags: not flags[0])


def _at_end(name: str, when: Expr, world: World, measured: Measured) -> Asked:
    parts = tuple(dict.fromkeys(one.part for one in walk(when) if isinstance(one, Ever)))
    flags = tuple(states_where(part, world, measured) for part in parts)
    known: dict[tuple[bool, ...], Bools] = {}

    def yes(state: int, entered: tuple[bool, ...]) -> bool:
        if entered not in known:
            settled: dict[Expr, Expr] = {
                Ever(part): TRUE if flag else FALSE for part, flag in zip(parts, entered, strict=True)
            }
            known[entered] = _truth(replaced(when, settled), world, measured)
        return bool(known[entered][state])

    return Asked(name, flags, yes)


def states_where(expr: Expr, world: World, measured: Measured) -> frozenset[int]:
    """Give the states of a world at which an expression holds."""
    return frozenset(np.flatnonzero(_truth(expr, world, measured)).tolist())


def _truth(expr: Expr, world: World, measured: Measured) -> Bools:
    """Evaluate an expression; comparisons of measures stand in for one another by extra bits."""
    comparisons = [one for one in dict.fromkeys(walk(expr)) if isinstance(one, Compare)]
    if world.codes is None:
        return np.zeros(len(world.labels), bool)
    if not comparisons:
        return truth(expr, world.codes)
    holding = np.stack([measured(one) for one in comparisons])
    result = np.zeros(len(world.codes), bool)
    for pattern in np.unique(holding, axis=1).T:
        here = (holding == pattern[:, None]).all(axis=0)
        settled: Mapping[Expr, Expr] = {
            one: TRUE if value else FALSE for one, value in zip(comparisons, pattern, strict=True)
        }
        result[here] = truth(replaced(expr, settled), world.codes[here])
    return result


def replaced(expr: Expr, by: Mapping[Expr, Expr]) -> Expr:
    """Give an expression with some of its parts replaced."""
    if expr in by:
        return by[expr]
    match expr:
        case Taken() | Compare() | Ever():
            return expr
        case Not(part):
            return Not(replaced(part, by))
        case And(parts):
            return And(tuple(replaced(part, by) for part in parts))
        case Or(parts):
            return Or(tuple(replaced(part, by) for part in parts))
        case Implies(condition, consequence):
            return Implies(replaced(condition, by), replaced(consequence, by))
        case Iff(left, right):
            return Iff(replaced(left, by), replaced(right, by))
        case _:
            return replace(expr, parts=tuple(replaced(part, by) for part in expr.parts))
