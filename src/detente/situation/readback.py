"""Reading back: what a file makes an actor want, so that a statement written the wrong way round is seen.

Shown are the best and worst states, where today's state stands, and whether each own move is better or worse, with
what decides. :mod:`detente.situation.orders` says how states are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from detente.situation.build_wants import ONLY
from detente.situation.orders import Keys
from detente.situation.phrasing import actor_name, change_words, state_words
from detente.situation.records import Situation, Type
from detente.situation.views import View, view_of

SHOWN_STATES = 8
SHOWN_MOVES = 100


class Step(NamedTuple):
    """A move of the actor's own: where it leads, whether that is better, what decides and in which line it stands.

    ``better`` is None where both are equally good; then nothing decides. ``gain`` is what a deciding weight adds.
    """

    to: str
    better: bool | None
    decided_by: str
    line: int
    gain: Fraction | None


class Reaction(NamedTuple):
    """What the actor would make of another's step: the state after it, and its own moves from there that are better."""

    after: str
    by: str
    steps: tuple[Step, ...]


class Standing(NamedTuple):
    """Where today's state stands: the ``place``-best of ``of`` ranks, 1 the best."""

    state: str
    place: int
    of: int


class ReadBack(NamedTuple):
    """What one type of one actor is made to want.

    ``best`` and ``worst`` are some of the states, those nearest to today first; ``best_states`` and ``worst_states``
    say how many there are. ``moves`` are the actor's own from today, ``moves_in_all`` how many it has.
    """

    actor: str
    type: str
    best: tuple[str, ...]
    best_states: int
    worst: tuple[str, ...]
    worst_states: int
    status_quo: Standing | None
    moves: tuple[Step, ...]
    moves_in_all: int
    reactions: tuple[Reaction, ...]


def read_back(sit: Situation, actor: str) -> dict[str, ReadBack]:
    """Say what a file makes an actor want, type by type.

    Parameters
    ----------
    sit : Situation
        Without faults, with feasible states or in graph form.
    actor : str
        One who has preferences.

    Returns
    -------
    dict of str to ReadBack
        By type, in the order of the file; the one type of an actor without types is called ``only``.

    Notes
    -----
    One pass over the states per statement; only moves from today's state are looked at.

    Examples
    --------
    >>> from detente.situation.opening import load
    >>> told = read_back(load("chicken"), "P1")["only"]
    >>> told.best, told.status_quo
    (('NY',), Standing(state='YY', place=2, of=4))
    """
    view = view_of(sit)
    return {name: _told(view, kind) for name, kind in sit.preferences[actor].types.items()}


def _told(view: View, kind: Type) -> ReadBack:
    keys, today = view.keys(kind), view.today
    best, worst = keys == keys.max(), keys == keys.min()
    moves = [] if today is None else view.moves(kind.actor, today)
    return ReadBack(
        kind.actor,
        kind.id,
        view.some(best, SHOWN_STATES),
        int(best.sum()),
        view.some(worst, SHOWN_STATES),
        int(worst.sum()),
        None if today is None else _standing(view, keys, today),
        () if today is None else tuple(_step(view, kind, today, to) for to in moves[:SHOWN_MOVES]),
        len(moves),
        () if today is None else tuple(_reactions(view, kind, today)),
    )


def _standing(view: View, keys: Keys, today: int) -> Standing:
    ranks = np.unique(keys)
    place = int((ranks > keys[view.position(today)]).sum()) + 1
    return Standing(view.label(today), place, len(ranks))


def _step(view: View, kind: Type, before: int, after: int) -> Step:
    return Step(view.label(after), *view.compared(kind, before, after))


def _reactions(view: View, kind: Type, today: int) -> Iterator[Reaction]:
    """Give what the actor would gain by after each single step of another that it wouldn't gain by today."""
    already = {
        view.change(today, to)
        for to in view.single_moves(kind.actor, today)
        if view.compared(kind, today, to).better
    }
    for by, after in view.steps_of_others(kind.actor, today):
        moves = [to for to in view.single_moves(kind.actor, after) if view.change(after, to) not in already]
        better = tuple(step for step in (_step(view, kind, after, to) for to in moves) if step.better)
        if better:
            yield Reaction(view.label(after), by, better)


def in_a_line(sit: Situation, told: ReadBack) -> str:
    """Say in one line what a type is made to want: the best, the worst, today, and what it would do about others.

    Parameters
    ----------
    sit : Situation
    told : ReadBack
        From :func:`read_back`.

    Returns
    -------
    str
        One sentence after another, without a line break.

    Examples
    --------
    >>> from detente.situation.opening import load
    >>> sit = load("chicken")
    >>> print(in_a_line(sit, read_back(sit, "P1")["only"]))
    First driver. Best: First driver: no longer swerve. Worst: First driver: no longer swerve; Second driver: no longer swerve. Today: 2nd best of 4.
    """
    today = told.status_quo.state if told.status_quo else None
    parts = [
        who(sit, told),
        f"Best: {against(sit, today, told.best[0])}",
        f"Worst: {against(sit, today, told.worst[0])}",
    ]
    if told.status_quo is not None:
        parts.append(f"Today: {place_words(told.status_quo)}")
    parts += [_reaction_words(sit, one, today) for one in told.reactions[:1]]
    if told.moves_in_all and not told.reactions and not any(one.better for one in told.moves):
        parts.append("No step of its own is better for it, today or after one step of another")
    return ". ".join(parts) + "."


def who(sit: Situation, told: ReadBack) -> str:
    """Name an actor, and its type if it has several."""
    name = actor_name(sit, told.actor)
    return name if told.type == ONLY else f"{name}, {told.type}"


def against(sit: Situation, today: str | None, label: str) -> str:
    """Say a state in words: as against today, or as a whole where there is no state of today."""
    if today is None or sit.graph is not None:
        return state_words(sit, label)
    return "as today" if label == today else change_words(sit, today, label)


def place_words(standing: Standing) -> str:
    """Say where a state stands.

    Examples
    --------
    >>> [place_words(Standing("Y", place, 12)) for place in (1, 2, 3, 11, 12)]
    ['best of 12', '2nd best of 12', '3rd best of 12', '11th best of 12', 'worst of 12']
    """
    if standing.of == 1:
        return "all states are equally good"
    if standing.place in {1, standing.of}:
        return f"{'best' if standing.place == 1 else 'worst'} of {standing.of:,}"
    last = standing.place % 10 if standing.place % 100 not in {11, 12, 13} else 0
    ending = {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
    return f"{standing.place:,}{ending} best of {standing.of:,}"


def _reaction_words(sit: Situation, one: Reaction, today: str | None) -> str:
    step = one.steps[0]
    if sit.graph is not None or today is None:
        return f"After {one.after} it would gain by going to {step.to} ({step.decided_by})"
    first, then = change_words(sit, today, one.after), change_words(sit, one.after, step.to)
    return f"After {first}, it would gain by {then} ({step.decided_by})"
