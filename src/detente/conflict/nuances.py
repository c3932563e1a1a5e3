"""From a situation to what is said of preference beyond orders: strength, unknown pairs, attitudes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.conflict.bitsets import better_sets, check_room
from detente.conflict.moves import Bools, Ints, Levels, Positions
from detente.conflict.ranks import dense_ranks, ranks_by_groups, ranks_by_statements
from detente.conflict.unknown import Relation, relation_of_certain, relation_with_unknown
from detente.situation.evaluate import truth
from detente.situation.records import Pair, Preference, Ranking, Situation, Type
from detente.situation.states import pattern_mask


def named_states(sit: Situation, name: str) -> Bools:
    """Tell which feasible states a name stands for; in graph form, the one state of this name.

    Parameters
    ----------
    sit : Situation
    name : str
        One that the situation declares.

    Returns
    -------
    array of bool, shape (states,)

    Examples
    --------
    >>> import detente
    >>> named_states(detente.load("chicken"), "s4").tolist()
    [True, False, False, False]
    """
    if sit.graph is not None:
        return np.array([state == name for state in sit.graph.states])
    if sit.states is None:
        raise ValueError("the feasible states of the situation are not known")
    return pattern_mask(sit.named_states[name].pattern, sit.states.codes)


def levels_of_types(
    sit: Situation, kinds: Sequence[Type | None], first: Positions, ranks: Ints
) -> Levels | None:
    """Give the strength of preference of one type per actor, in two degrees.

    A state is greatly preferred to another iff the first statement on which they differ is marked vital, or stands above
    one that is; in a ranking, iff a double sign stands between their groups. Weights say nothing of strength.

    Parameters
    ----------
    sit : Situation
    kinds : sequence of Type or None
        The types taken, by actor.
    first : array of int, shape (states,)
        For each state of the conflict, a feasible state that it stands for.
    ranks : array of int32, shape (actors, states)

    Returns
    -------
    array of int32, shape (2, actors, states), or None
        The ranks, and the levels that tell great preference; None if no actor prefers anything greatly.
    """
    rows = [None if kind is None else _levels(sit, kind) for kind in kinds]
    if all(row is None for row in rows):
        return None
    plain = np.zeros(first.size, np.int32)
    return np.array([ranks, [plain if row is None else dense_ranks(row[first]) for row in rows]], np.int32)


def _levels(sit: Situation, kind: Type) -> Ints | None:
    """Give the levels of one type over all feasible states; None if it prefers nothing greatly."""
    if kind.ranking is not None:
        return _levels_of_ranking(sit, kind.ranking) if kind.ranking.great else None
    above = [*kind.above, *kind.statements]
    last = max((at for at, one in enumerate(above) if one.vital), default=None)
    if last is None or sit.states is None:
        return None
    return ranks_by_statements(np.array([truth(one.expr, sit.states.codes) for one in above[: last + 1]]))


def _levels_of_ranking(sit: Situation, ranking: Ranking) -> Ints:
    """Take groups together between which no double sign stands."""
    names = [name for group in ranking.groups for name in group if name != "rest"]
    masks = {name: named_states(sit, name) for name in names}
    masks["rest"] = ~np.logical_or.reduce(list(masks.values()))
    levels: list[list[Bools]] = [[]]
    for at, group in enumerate(ranking.groups):
        levels[-1] += [masks[name] for name in group]
        if at in ranking.great:
            levels.append([])
    return ranks_by_groups(levels)


def relations_of(sit: Situation, actors: Sequence[str], place: Positions, ranks: Ints) -> dict[int, Relation]:
    """Give the relations of the actors of whom something is unknown.

    Parameters
    ----------
    sit : Situation
    actors : sequence of str
    place : array of int, shape (feasible states,)
        The state of the conflict that each feasible state belongs to; -1 for those left out.
    ranks : array of int32, shape (actors, states)

    Returns
    -------
    dict of int to Relation
        By row. States that are taken as one are not compared with each other.

    Raises
    ------
    TooLargeError
        If there are too many states for sets of them.
    """
    found = {}
    for row, actor in enumerate(actors):
        preference = sit.preferences.get(actor)
        if preference is not None and (preference.certain or preference.unknown):
            check_room(ranks.shape[1], 2, f"unknown preference of {actor}")
            found[row] = _relation(sit, preference, place, ranks[row])
    return found


def _relation(sit: Situation, preference: Preference, place: Positions, rank: Ints) -> Relation:
    """Give one actor's relation: certain pairs alone, or its order; in either case without the unknown pairs."""

    def positions(name: str) -> list[int]:
        return sorted({int(at) for at in place[named_states(sit, name)] if at >= 0})

    def pairs(listed: Sequence[Pair]) -> list[tuple[int, int, bool]]:
        return [
            (one, other, pair.equal)
            for pair in listed
            for one in positions(pair.first)
            for other in positions(pair.second)
            if one != other
        ]

    relation = Relation(better_sets(rank), [0] * rank.size)
    if preference.certain:
        relation = relation_of_certain(rank.size, pairs(preference.certain))
    apart = relation_with_unknown(relation.better, [pair[:2] for pair in pairs(preference.unknown)])
    return Relation(apart.better, [a | b for a, b in zip(relation.unknown, apart.unknown, strict=True)])


def attitudes_of(sit: Situation, actors: Sequence[str]) -> dict[int, Mapping[int, int]]:
    """Give the attitudes that the file states, by rows; those towards actors who take no part are left out.

    Parameters
    ----------
    sit : Situation
    actors : sequence of str

    Returns
    -------
    dict of int to mapping of int to int

    Examples
    --------
    >>> import detente
    >>> attitudes_of(detente.load("chicken"), ["P1", "P2"])
    {}
    """
    row = {actor: at for at, actor in enumerate(actors)}
    return {
        row[actor]: {row[other]: attitude for other, attitude in preference.attitudes.items() if other in row}
        for actor, preference in sit.preferences.items()
        if preference.attitudes and actor in row
    }
