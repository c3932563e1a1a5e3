"""Misperception: each actor plays the game that it sees.

A first-level hypergame gives each actor i a graph model G(i) of its own: the options it knows of, the states it takes to be
possible, the moves between them, and what it takes everybody to want. An option of which it doesn't know is, for it, never
taken; so the *image* of a state, as i sees it, is the same state without those options. A state without an image in G(i) is
one that i takes to be impossible.

A state is stable for i iff it has an image in G(i) that is stable for i there, under whatever concept. It is an equilibrium
iff that is so for every actor, each in its own game. If all see the same, these are the usual verdicts.

References
----------
Bennett (1977), on hypergames; Wang, Hipel and Fraser (1988); Aljefri, Bashar, Fang and Hipel (2018), on first-level
hypergames in the graph model. Deeper levels, in which an actor has a view of another's view, are not offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from detente.conflict.model import Conflict
from detente.conflict.moves import Bools, Positions
from detente.conflict.results import Stability
from detente.conflict.situated import settings_of
from detente.situation.build_wants import ONLY
from detente.situation.evaluate import truth
from detente.situation.records import Graph, Preference, Sees, Situation
from detente.situation.states import States

NOWHERE = -1
"""The image of a state that an actor takes to be impossible."""


class Perceived(NamedTuple):
    """One actor's game, and for each true state its image there, :data:`NOWHERE` if it has none.

    ``unaware``: a mask of the options that it doesn't know of.
    """

    actor: str
    conflict: Conflict
    image: Positions
    unaware: int = 0


class Hypergame(NamedTuple):
    """The game as it is, and as each actor sees it, in the order of the actors."""

    conflict: Conflict
    views: tuple[Perceived, ...]


class HyperStability(NamedTuple):
    """Which states are stable for whom, each in its own game.

    Attributes
    ----------
    concept : str
    actors, states : sequence of str
        Labels of the rows and columns.
    stable : array of bool, shape (actors, states)
        Whether the image of a state is stable for an actor in its own game; False where there is no image.
    recognised : array of bool, shape (actors, states)
        Whether there is an image.
    equilibria : array of int
        Positions of the states that are stable for all.
    views : tuple of Stability
        Each actor's own game in full; its equilibria are what the actor takes to be stable.
    """

    concept: str
    actors: tuple[str, ...]
    states: Sequence[str]
    stable: Bools
    recognised: Bools
    equilibria: Positions
    views: tuple[Stability, ...]


def hypergame(
    sit: Situation, types: Mapping[str, str] | None = None, do: Mapping[str, bool] | None = None
) -> Hypergame:
    """Give the game as it is and as each actor sees it.

    Parameters
    ----------
    sit : Situation
        ``preferences.X.sees`` says what an actor sees otherwise than the file. Names that ``coalesce`` takes as one state
        are kept apart here.
    types : mapping of str to str, optional
        The type that an actor truly is; else the one of greatest central prior.
    do : mapping of str to bool, optional
        Options that are held at a value.

    Returns
    -------
    Hypergame

    Raises
    ------
    ValueError
        As :meth:`detente.conflict.model.Conflict.from_situation`.

    Examples
    --------
    >>> import detente
    >>> game = hypergame(detente.load("chicken"))
    >>> [view.image.tolist() for view in game.views]
    [[0, 1, 2, 3], [0, 1, 2, 3]]
    """
    apart = replace(sit, coalesced=())
    taken, held = dict(types or {}), dict(do or {})
    conflict = Conflict.from_situation(apart, taken, held)
    views = []
    for actor in conflict.actors:
        preference = sit.preferences.get(actor)
        sees = None if preference is None else preference.sees
        if sees is None:
            views.append(Perceived(actor, conflict, np.arange(len(conflict.states))))
        elif sit.graph is not None:
            views.append(_seen_graph(apart, conflict, sees, taken))
        else:
            views.append(_seen_options(apart, conflict, sees, taken, held))
    return Hypergame(conflict, tuple(views))


def _believed(sit: Situation, sees: Sees, types: Mapping[str, str]) -> tuple[Situation, dict[str, str]]:
    """Put what an actor takes others to want in place of what they want, and the types it takes them to be."""
    orders = {
        other: Preference(other, {ONLY: kind}, False, kind.place)  # noqa: FBT003 - a record in the order of its fields
        for other, kind in sees.preferences.items()
    }
    taken = {actor: kind for actor, kind in types.items() if actor not in orders}
    return replace(sit, preferences={**sit.preferences, **orders}), {**taken, **sees.types}


def _seen_graph(sit: Situation, conflict: Conflict, sees: Sees, types: Mapping[str, str]) -> Perceived:
    """Give an actor's game in graph form: no moves into or out of states of which it is unaware."""
    assert sit.graph is not None  # noqa: S101 - the caller has looked
    hidden = set(sees.unaware)
    moves = {
        actor: tuple(arc for arc in arcs if not hidden.intersection(arc))
        for actor, arcs in sit.graph.moves.items()
    }
    seen, taken = _believed(sit, sees, types)
    seen = replace(seen, graph=Graph(sit.graph.states, moves, sit.graph.place))
    image = np.arange(len(conflict.states))
    image[list(hidden)] = NOWHERE
    return Perceived(sees.actor, Conflict.from_situation(seen, taken), image)


def _seen_options(
    sit: Situation, conflict: Conflict, sees: Sees, types: Mapping[str, str], do: Mapping[str, bool]
) -> Perceived:
    """Give an actor's game in option form: what it doesn't know of is never taken, its own rules hold too."""
    assert sit.states is not None  # noqa: S101 - the conflict could be made
    unaware = sum(1 << bit for bit in sees.unaware)
    kept = (sit.states.codes & unaware) == 0
    for rule in sees.rules:
        kept &= truth(rule.expr, sit.states.codes)
    seen, taken = _believed(sit, sees, types)
    today = None if sit.status_quo is None else sit.status_quo & ~unaware
    seen = replace(
        seen,
        states=States(sit.states.codes[kept], sit.states.options),
        rules=(*sit.rules, *sees.rules),
        status_quo=today,
    )
    held = {
        sit.options[bit].label: value for bit, value in settings_of(sit, do).items() if not unaware >> bit & 1
    }
    own = Conflict.from_situation(seen, taken, held)
    wanted = conflict.codes & ~unaware
    place = np.minimum(np.searchsorted(own.codes, wanted), own.codes.size - 1)
    image = np.where(own.codes[place] == wanted, place, NOWHERE)
    return Perceived(sees.actor, own, np.asarray(image, np.intp), unaware)


def hyper_stability(game: Hypergame, concept: str) -> HyperStability:
    """Tell which states are stable for whom, each in the game that it sees.

    Parameters
    ----------
    game : Hypergame
    concept : str
        A plain one.

    Returns
    -------
    HyperStability

    Examples
    --------
    Two drivers; the first is wrong in taking the second for one who always swerves.

    >>> import detente
    >>> text = '''
    ... detente: 1
    ... title: Chicken
    ... actors: {A: Alpha, B: Beta}
    ... options: {A: {a: Swerve}, B: {b: Swerve}}
    ... states: {both: YY, first: YN, second: NY, none: NN}
    ... preferences:
    ...   A:
    ...     ranking: second > both > first > none
    ...     sees: {preferences: {B: {ranking: both > second > first > none}}}
    ...   B: {ranking: first > both > second > none}
    ... '''
    >>> game = hypergame(detente.load(text))
    >>> found = hyper_stability(game, "nash")
    >>> [game.conflict.states[at] for at in found.equilibria], [found.states[at] for at in found.views[0].equilibria]
    (['YN', 'NY'], ['NY'])
    """
    whole: dict[int, Stability] = {}

    def solved(one: Conflict) -> Stability:
        if id(one) not in whole:
            whole[id(one)] = one.stability(concept)
        return whole[id(one)]

    views = tuple(solved(view.conflict) for view in game.views)
    shape = (len(game.views), len(game.conflict.states))
    image = np.array([view.image for view in game.views]).reshape(shape)
    stable = image != NOWHERE
    for row, view in enumerate(views):
        stable[row] &= view.stable[row, np.maximum(image[row], 0)]
    return HyperStability(
        concept,
        game.conflict.actors,
        game.conflict.states,
        stable,
        image != NOWHERE,
        np.flatnonzero(stable.all(axis=0)),
        views,
    )


def mistaken(game: Hypergame, found: HyperStability) -> dict[str, tuple[int, ...]]:
    """Give for each actor the states that it takes to be equilibria and that are none.

    Parameters
    ----------
    game : Hypergame
    found : HyperStability
        Of this game.

    Returns
    -------
    dict of str to tuple of int
        By actor, positions of true states whose image is an equilibrium of the actor's own game, ascending.

    Examples
    --------
    >>> import detente
    >>> game = hypergame(detente.load("chicken"))
    >>> mistaken(game, hyper_stability(game, "nash"))
    {'P1': (), 'P2': ()}
    """
    true = set(found.equilibria.tolist())
    wrong = {}
    for view, own in zip(game.views, found.views, strict=True):
        believed = set(own.equilibria.tolist())
        wrong[view.actor] = tuple(
            state for state, at in enumerate(view.image.tolist()) if at in believed and state not in true
        )
    return wrong
