"""What more is said of preference than an order: strength, what is unknown, attitudes; every slip is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from detente.conflict.bitsets import better_sets, check_room
from detente.conflict.given import list_given, mapping_given, unfit
from detente.conflict.model import Conflict
from detente.conflict.moves import Ints, Levels
from detente.conflict.ranks import dense_ranks
from detente.conflict.unknown import Relation, relation_of_certain, relation_with_unknown

Pairs = Mapping[str, Iterable[tuple[str, str]]]


def refined(
    conflict: Conflict,
    *,
    levels: Mapping[str, Any],
    unknown: Pairs,
    certain: Pairs,
    attitudes: Mapping[str, Mapping[str, int]],
) -> Conflict:
    """Give a conflict of which more is said; see :meth:`detente.conflict.model.Conflict.refined`."""
    pairs_such_as = "{'A': [('p', 'q')]}"
    levels = mapping_given(levels, "levels", "{'A': [0, 0, 1]}")
    unknown = mapping_given(unknown, "unknown", pairs_such_as)
    certain = mapping_given(certain, "certain", pairs_such_as)
    attitudes = mapping_given(attitudes, "attitudes", "{'A': {'B': 1}}")
    relations = {
        **conflict.relations,
        **{conflict.row(actor): _with_unknown(conflict, actor, pairs) for actor, pairs in unknown.items()},
        **{conflict.row(actor): _of_certain(conflict, actor, pairs) for actor, pairs in certain.items()},
    }
    return Conflict(
        conflict.actors,
        conflict.moves,
        conflict.ranks,
        conflict.states,
        options=conflict.options,
        status_quo=conflict.status_quo,
        levels=levels_of(conflict, levels) if levels else conflict.levels,
        relations=relations,
        attitudes={**conflict.attitudes, **_attitudes(conflict, attitudes)},
        first_codes=conflict.first_codes,
    )


def levels_of(conflict: Conflict, given: Mapping[str, Any]) -> Levels:
    """Put levels of all actors and degrees together.

    Parameters
    ----------
    conflict : Conflict
    given : mapping of str to sequence
        By actor, one row of numbers per degree from the second on, or a single row.

    Returns
    -------
    array of int32, shape (degrees, actors, states)
        Degree 1 is the ranks themselves. An actor of whom less is given prefers nothing by the further degrees.

    Raises
    ------
    ValueError
        If a row is not coarser than the one before.

    Examples
    --------
    >>> con = Conflict.from_moves(["p", "q", "r"], {}, {"A": [0, 1, 2], "B": [0, 0, 1]})
    >>> levels_of(con, {"A": [0, 0, 1]})[1].tolist()
    [[0, 0, 1], [0, 0, 0]]
    """
    rows = {conflict.row(actor): _rows(actor, value, len(conflict.states)) for actor, value in given.items()}
    degrees = 1 + max(map(len, rows.values()))
    found = np.zeros((degrees, *conflict.ranks.shape), np.int32)
    found[0] = conflict.ranks
    for actor, own in rows.items():
        for degree, row in enumerate(own, 1):
            _check_coarser(conflict.actors[actor], found[degree - 1, actor], row)
            found[degree, actor] = row
    return found


def _rows(actor: str, value: Any, states: int) -> list[Ints]:
    """Take one row of levels or several."""
    if not isinstance(value, np.ndarray):
        value = list_given(value, f"levels of {actor!r}", "[0, 0, 1]")
    nested = len(value) > 0 and hasattr(value[0], "__len__")
    rows = list(value) if nested else [value]
    for row in rows:
        if len(row) != states:
            raise ValueError(f"levels of {actor!r}: expected {states}, one per state, found {len(row)}")
    return [dense_ranks(row) for row in rows]


def _check_coarser(actor: str, fine: Ints, coarse: Ints) -> None:
    """Refuse levels that tell apart what the finer ones put equal or the other way round."""
    order = np.lexsort((coarse, fine))
    same = np.diff(fine[order]) == 0
    step = np.diff(coarse[order])
    if (step < 0).any() or (step[same] != 0).any():
        raise ValueError(
            f"levels of {actor!r}: each must be coarser than the one before, the first than the ranks"
        )


def _positions(conflict: Conflict, pairs: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
    """Find pairs of states."""
    listed = [list_given(pair, "pairs", "('p', 'q')") for pair in list_given(pairs, "pairs", "[('p', 'q')]")]
    for pair in listed:
        if len(pair) != 2:
            raise unfit("pairs", "two states each", pair)
    found = [(conflict.position(first), conflict.position(second)) for first, second in listed]
    for first, second in found:
        if first == second:
            raise ValueError(f"expected pairs of different states, found {conflict.states[first]!r} twice")
    return found


def _with_unknown(conflict: Conflict, actor: str, pairs: Iterable[tuple[str, str]]) -> Relation:
    """Take pairs out of an actor's order."""
    check_room(len(conflict.states), 2, "unknown preference")
    order = better_sets(conflict.ranks[conflict.row(actor)])
    return relation_with_unknown(order, _positions(conflict, pairs))


def _of_certain(conflict: Conflict, actor: str, pairs: Iterable[tuple[str, str]]) -> Relation:
    """Take only some pairs as known."""
    check_room(len(conflict.states), 2, "unknown preference")
    found = _positions(conflict, pairs)
    both = next((pair for pair in found if pair[::-1] in found), None)
    if both is not None:
        first, second = (conflict.states[at] for at in both)
        raise ValueError(f"certain pairs of {actor!r}: {first!r} and {second!r} are preferred to each other")
    return relation_of_certain(len(conflict.states), [(*pair, False) for pair in found])


def _attitudes(conflict: Conflict, given: Mapping[str, Mapping[str, int]]) -> dict[int, dict[int, int]]:
    """Check attitudes."""
    for actor, towards in given.items():
        mapping_given(towards, f"attitudes of {actor!r}", "{'B': 1}")
        for other, attitude in towards.items():
            if attitude not in (-1, 0, 1):
                raise ValueError(
                    f"attitude of {actor!r} towards {other!r}: expected 1, 0 or -1, found {attitude!r}"
                )
    return {
        conflict.row(actor): {conflict.row(other): int(attitude) for other, attitude in towards.items()}
        for actor, towards in given.items()
    }
