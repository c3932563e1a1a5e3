"""From a situation to a conflict: types are chosen, what actors want becomes ranks, options may be held fixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from detente.conflict.blocks import OptionMoves
from detente.conflict.build import Parts, known, option_named, owner_of
from detente.conflict.coalescing import coalesced
from detente.conflict.given import situation_given
from detente.conflict.moves import Bools, Ints, Moves, Positions
from detente.conflict.nuances import attitudes_of, levels_of_types, named_states, relations_of
from detente.conflict.ranks import dense_ranks, ranks_by_groups, ranks_by_statements, ranks_by_worth
from detente.conflict.room import check_memory
from detente.conflict.rows import GraphMoves, arcs_of
from detente.simplex import mean_shares
from detente.situation.evaluate import truth
from detente.situation.names import Names
from detente.situation.records import Preference, Quantity, Ranking, Situation, TieName, Type, Worth
from detente.situation.states import States


def situation_parts(sit: Situation, types: Mapping[str, str], do: Mapping[str, bool]) -> Parts:
    """Build a conflict; see :meth:`detente.conflict.model.Conflict.from_situation`."""
    situation_given(sit, types, do)
    actors = players(sit)
    for actor in types:
        known(actor, actors, "actor")
    kinds = [chosen_type(sit, actor, types.get(actor)) for actor in actors]
    layout = layout_of(sit, actors, do)
    check_memory(layout.moves, "the conflict")
    ranks = np.array(
        [dense_ranks(ranks_or_indifferent(sit, kind)[layout.first]) for kind in kinds], np.int32
    ).reshape(len(actors), layout.first.size)
    return Parts(
        actors,
        layout.moves,
        ranks,
        layout.labels,
        tuple(option.label or option.id for option in sit.options),
        layout.status_quo,
        levels_of_types(sit, kinds, layout.first, ranks),
        relations_of(sit, actors, layout.place, ranks),
        attitudes_of(sit, actors),
        None if sit.states is None else sit.states.codes[layout.first],
    )


class Laid(NamedTuple):
    """The states of a conflict and the moves between them.

    ``place``: for each feasible state of the situation, its position in the conflict, -1 if it is left out; states that
    are taken as one share a position. ``first``: for each position the first feasible state there.
    """

    moves: Moves
    labels: Sequence[str]
    place: Positions
    first: Positions
    status_quo: int | None


def layout_of(sit: Situation, actors: Sequence[str], do: Mapping[str, bool]) -> Laid:
    """Lay out the states of a conflict: those left once options are held, some of them taken as one.

    Parameters
    ----------
    sit : Situation
    actors : sequence of str
        Those who take part, in order.
    do : mapping of str to bool
        Options that are held, by id or OWNER.id.

    Returns
    -------
    Laid

    Raises
    ------
    ValueError
        If an option is unknown, or no feasible state is left.
    """
    if sit.graph is not None:
        if do:
            raise ValueError(f"there is no option {next(iter(do))!r}: the situation is in graph form")
        every = np.arange(len(sit.graph.states))
        return Laid(moves_of(sit, actors), sit.graph.states, every, every, sit.status_quo)
    states, kept = held(sit, do)
    place = np.where(kept, np.cumsum(kept) - 1, -1)
    moves, first = moves_of(sit, actors, states), np.flatnonzero(kept)
    today = _status_quo(sit, states, do)
    if not sit.coalesced:
        return Laid(moves, states.labels, place, first, today)
    classes = [named_states(sit, one.state)[kept] for one in sit.coalesced]
    found = coalesced(moves, classes, [one.absorbing for one in sit.coalesced])
    labels = [states.labels[at] for at in found.first.tolist()]
    for one, members in zip(sit.coalesced, classes, strict=True):
        if members.any():
            labels[int(found.place[int(np.argmax(members))])] = sit.named_states[one.state].pattern
    place[kept] = found.place
    return Laid(
        found.moves,
        tuple(labels),
        place,
        first[found.first],
        None if today is None else int(found.place[today]),
    )


def players(sit: Situation) -> tuple[str, ...]:
    """Give the actors who take part: those who own an option, have moves or want something, in the file's order.

    Raises
    ------
    ValueError
        If there is neither an option nor a move in the situation.
    """
    if sit.graph is None and not sit.options:
        raise ValueError("the situation has no options and no moves, so there is nothing to solve")
    movers = {option.owner for option in sit.options} | set(sit.graph.moves if sit.graph else ())
    return tuple(actor for actor in sit.actors if actor in movers or actor in sit.preferences)


def chosen_type(sit: Situation, actor: str, wanted: str | None = None) -> Type | None:
    """Give an actor's type: the one named, or else that of greatest central prior, the first on a tie.

    Parameters
    ----------
    sit : Situation
    actor : str
    wanted : str, optional
        The id of one of its types.

    Returns
    -------
    Type or None
        None for an actor that wants nothing and can do nothing, and for one of whom only certain pairs are known.

    Raises
    ------
    ValueError
        If it has no such type, or has options or moves but no preference.
    """
    preference = sit.preferences.get(actor)
    if preference is not None and preference.certain:
        return None
    if preference is None or not preference.types:
        can = any(option.owner == actor for option in sit.options) or (
            sit.graph and sit.graph.moves.get(actor)
        )
        if can or wanted is not None:
            raise ValueError(f"expected preferences of {actor!r}, found none")
        return None
    if wanted is not None:
        return preference.types[known(wanted, preference.types, f"type of {actor!r}:")]
    priors = central_priors(preference)
    return preference.types[max(priors, key=lambda name: priors[name])]


def central_priors(preference: Preference) -> dict[str, Fraction]:
    """Give the central prior of each type of an actor: the mean of what the ranges allow; one left out is the rest.

    Parameters
    ----------
    preference : Preference

    Returns
    -------
    dict of str to Fraction
        By type; they sum to one.

    Examples
    --------
    >>> from detente.faults import NOWHERE
    >>> firm, soft = Type("firm", "D", NOWHERE, Quantity(Fraction(3, 10), Fraction(3, 10))), Type("soft", "D", NOWHERE)
    >>> {name: str(p) for name, p in central_priors(Preference("D", {"firm": firm, "soft": soft}, True, NOWHERE)).items()}
    {'firm': '3/10', 'soft': '7/10'}
    """
    rest = Quantity(Fraction(0), Fraction(1))
    priors = [kind.prior or rest for kind in preference.types.values()]
    means = mean_shares([prior.low for prior in priors], [prior.high for prior in priors])
    return dict(zip(preference.types, means, strict=True))


def ranks_of_type(sit: Situation, kind: Type) -> Ints:
    """Rank all feasible states as one type does.

    Parameters
    ----------
    sit : Situation
    kind : Type
        Its statements, ranking, or weights, which are taken at their central values.

    Returns
    -------
    array of int32, shape (states,)

    Raises
    ------
    ValueError
        If weights refer to a tie that is not recorded, or a ranking does not cover each state exactly once.
    """
    ranks = _ranks_of_order(sit, kind)
    if not kind.above:
        return ranks
    first = ranks_by_statements(np.array([truth(one.expr, _states(sit).codes) for one in kind.above]))
    return dense_ranks(first.astype(np.int64) * (int(ranks.max(initial=0)) + 1) + ranks)


def _ranks_of_order(sit: Situation, kind: Type) -> Ints:
    """Rank states by statements, weights or ranking, whichever the type has."""
    if kind.ranking is not None:
        return _ranks_by_ranking(sit, kind.ranking)
    codes = _states(sit).codes
    if kind.weights:
        worths = [central_worth(sit, weight.worth) for weight in kind.weights]
        return ranks_by_worth(np.array([truth(weight.expr, codes) for weight in kind.weights]), worths)
    if not kind.statements:
        raise ValueError(f"expected preferences of type {kind.id!r} of {kind.actor!r}, found none")
    return ranks_by_statements(np.array([truth(statement.expr, codes) for statement in kind.statements]))


def central_worth(sit: Situation, worth: Worth) -> Fraction:
    """Give the central value of a worth: each factor's, times that of the tie it refers to.

    Parameters
    ----------
    sit : Situation
    worth : Worth

    Returns
    -------
    Fraction

    Raises
    ------
    ValueError
        If a tie is not recorded.
    """
    return sum(
        (factor.central * (recorded(sit, tie).central if tie else 1) for factor, tie in worth.terms),
        Fraction(0),
    )


def recorded(sit: Situation, tie: TieName) -> Quantity:
    """Give the value of a tie that stakes refer to: of the year named, or else of the latest year that has one.

    Parameters
    ----------
    sit : Situation
    tie : TieName

    Returns
    -------
    Quantity
        [0, 1] where the tie is recorded but its value is not known. What became known after ``as_of`` doesn't count.

    Raises
    ------
    ValueError
        If it is not recorded.
    """
    rows = [
        row
        for row in sit.ties
        if (row.source_actor, row.target_actor, row.vector) == (tie.source, tie.target, tie.vector)
        and tie.year in (None, row.year)
        and (sit.as_of is None or row.known_by is None or row.known_by <= sit.as_of)
        and not row.product
    ]
    if not rows:
        year = f"/{tie.year}" if tie.year else ""
        raise ValueError(f"tie({tie.source}/{tie.target}/{tie.vector}{year}): no such tie is recorded")
    valued = [row for row in rows if row.value is not None]
    latest = max(valued, key=lambda row: row.year or 0, default=None)
    return latest.value if latest and latest.value else Quantity(Fraction(0), Fraction(1))


def moves_of(sit: Situation, actors: Sequence[str], states: States | None = None) -> Moves:
    """Give everybody's moves, over some of the states if they are given.

    Parameters
    ----------
    sit : Situation
    actors : sequence of str
        Those who take part, in order.
    states : States, optional
        All feasible states if left out.

    Returns
    -------
    Moves
    """
    if sit.graph is not None:
        count = len(sit.graph.states)
        return GraphMoves([arcs_of(sit.graph.moves.get(actor, ()), count) for actor in actors], count)
    lasting = {option.bit: option.lasting for option in sit.options if option.lasting}
    bits = {actor: [option.bit for option in sit.options if option.owner == actor] for actor in actors}
    codes = (_states(sit) if states is None else states).codes
    return OptionMoves(codes, [owner_of(bits[actor], lasting) for actor in actors])


def held(sit: Situation, do: Mapping[str, bool]) -> tuple[States, Bools]:
    """Give the states in which options are held at given values, and which of the feasible states they are.

    Parameters
    ----------
    sit : Situation
    do : mapping of str to bool
        Options by id or OWNER.id.

    Returns
    -------
    States
        Those in which each option has its value; nobody can move it.
    array of bool, shape (feasible states,)

    Raises
    ------
    ValueError
        If an option is unknown, or no feasible state is left.
    """
    states = _states(sit)
    kept = np.ones(len(states), bool)
    for bit, value in settings_of(sit, do).items():
        kept &= (states.codes >> bit & 1) == int(value)
    if not kept.any():
        told = ", ".join(f"{name}={'yes' if value else 'no'}" for name, value in do.items())
        raise ValueError(f"no feasible state has {told}")
    return States(states.codes[kept], states.options), kept


def settings_of(sit: Situation, do: Mapping[str, bool]) -> dict[int, bool]:
    """Find options by id or OWNER.id.

    Parameters
    ----------
    sit : Situation
    do : mapping of str to bool

    Returns
    -------
    dict of int to bool
        By the option's position.

    Raises
    ------
    ValueError
        If there is no such option.

    Examples
    --------
    >>> import detente
    >>> settings_of(detente.load("chicken"), {"P2.swerve": True})
    {1: True}
    """
    owners: dict[str, list[str]] = {}
    for option in sit.options:
        owners.setdefault(option.owner, []).append(option.id)
    names = Names.of(owners)
    return {option_named(name, names): value for name, value in do.items()}


def _status_quo(sit: Situation, states: States, do: Mapping[str, bool]) -> int | None:
    """Find the status quo with options held; None if there is none or rules forbid it."""
    if sit.status_quo is None:
        return None
    code = sit.status_quo
    for bit, value in settings_of(sit, do).items():
        code = code | 1 << bit if value else code & ~(1 << bit)
    return states.find(code)


def _states(sit: Situation) -> States:
    """Give the feasible states."""
    if sit.states is None:
        raise ValueError("the feasible states of the situation are not known")
    return sit.states


def ranks_or_indifferent(sit: Situation, kind: Type | None) -> Ints:
    """Rank states as a type does; an actor without one is indifferent."""
    if kind is not None:
        return ranks_of_type(sit, kind)
    return np.zeros(len(sit.graph.states) if sit.graph else len(_states(sit)), np.int32)


def _ranks_by_ranking(sit: Situation, ranking: Ranking) -> Ints:
    """Rank states by groups of names; ``rest`` is what no name covers."""
    names = [name for group in ranking.groups for name in group if name != "rest"]
    masks = {name: named_states(sit, name) for name in names}
    nothing = np.zeros(len(sit.graph.states) if sit.graph else len(_states(sit)), bool)
    masks["rest"] = ~np.logical_or.reduce([nothing, *masks.values()])
    return ranks_by_groups([[masks[name] for name in group] for group in ranking.groups])
