"""From what is given by name to arrays: options, patterns, arcs and ranks; every slip is named with what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from detente.conflict.blocks import OptionMoves, Owner
from detente.conflict.given import list_given, mapping_given, shown, text_given, texts_given
from detente.conflict.moves import Codes, Ints, Levels, Moves
from detente.conflict.ranks import dense_ranks
from detente.conflict.rows import GraphMoves, arcs_of
from detente.faults import SituationError
from detente.situation.expressions import And, Expr, Not, Taken
from detente.situation.names import Ambiguity, Names, nearest
from detente.situation.states import TooManyStates, code_of, feasible_states

if TYPE_CHECKING:
    from detente.conflict.unknown import Relation


class Parts(NamedTuple):
    """What a conflict consists of; the arguments of :class:`detente.conflict.model.Conflict`."""

    actors: tuple[str, ...]
    moves: Moves
    ranks: Ints
    states: Sequence[str]
    options: tuple[str, ...] = ()
    status_quo: int | None = None
    levels: Levels | None = None
    relations: Mapping[int, Relation] | None = None
    attitudes: Mapping[int, Mapping[int, int]] | None = None
    first_codes: Codes | None = None


def option_parts(
    options: Mapping[str, Sequence[str]],
    ranks: Mapping[str, Any],
    *,
    infeasible: Iterable[str],
    rules: Iterable[str],
    lasting: Mapping[str, str],
    status_quo: str | None,
) -> Parts:
    """Build a conflict in option form; see :meth:`detente.conflict.model.Conflict.from_options`."""
    options = {
        actor: texts_given(own, f"options of {actor!r}", "['x', 'y']")
        for actor, own in mapping_given(options, "options", "{'A': ['x', 'y']}").items()
    }
    infeasible = texts_given(infeasible, "infeasible", "['YY-']")
    rules = texts_given(rules, "rules", "['x -> y']")
    lasting = mapping_given(lasting, "lasting", "{'x': 'taken'}")
    if status_quo is not None:
        text_given(status_quo, "status_quo", "'NNY'")
    names = Names.of(options)
    count = len(names.labels)
    wanted = [_without(pattern, names) for pattern in infeasible] + _parsed(rules, names)
    try:
        states = feasible_states(count, wanted)
    except TooManyStates as error:
        raise ValueError(f"{error}; rules or infeasible patterns must leave fewer") from None
    if not len(states):
        raise ValueError("no state is feasible: every pattern of options breaks a rule or is infeasible")
    stays = {option_named(name, names): _direction(name, way) for name, way in lasting.items()}
    actors = tuple(options)
    bits = iter(range(count))
    owners = [owner_of([next(bits) for _ in own], stays) for own in options.values()]
    found = None if status_quo is None else states.find(code_of(_full(status_quo, count)))
    if status_quo is not None and found is None:
        raise ValueError(f"the status quo {status_quo!r} is not among the {len(states)} feasible states")
    moves = OptionMoves(states.codes, owners)
    return Parts(actors, moves, _rank_rows(ranks, actors, len(states)), states.labels, names.labels, found)


def graph_parts(
    states: Sequence[str],
    moves: Mapping[str, Iterable[tuple[str, str]]],
    ranks: Mapping[str, Any],
    status_quo: str | None,
) -> Parts:
    """Build a conflict in graph form; see :meth:`detente.conflict.model.Conflict.from_moves`."""
    labels = tuple(texts_given(states, "states", "['p', 'q']"))
    ranks = mapping_given(ranks, "ranks", "{'A': [0, 1]}")
    moves = mapping_given(moves, "moves", "{'A': [('p', 'q')]}")
    place = {label: at for at, label in enumerate(labels)}
    if len(place) < len(labels):
        twice = next(label for label in labels if labels.count(label) > 1)
        raise ValueError(f"expected each state once, found {twice!r} twice")
    if not labels:
        raise ValueError("expected at least one state, found none")
    actors = tuple(ranks)
    for actor in moves:
        known(actor, actors, "actor with ranks")
    arcs = [
        arcs_of([_arc(pair, place, actor) for pair in _pairs(moves, actor)], len(labels)) for actor in actors
    ]
    found = None if status_quo is None else place[known(status_quo, labels, "state")]
    rows = _rank_rows(ranks, actors, len(labels))
    return Parts(actors, GraphMoves(arcs, len(labels)), rows, labels, (), found)


def owner_of(bits: Iterable[int], lasting: Mapping[int, str]) -> Owner:
    """Make an actor's masks from the positions of its options, and which of them last.

    Parameters
    ----------
    bits : iterable of int
        Positions of the actor's options.
    lasting : mapping of int to {"taken", "dropped"}
        Positions of lasting options, anybody's.

    Returns
    -------
    Owner

    Examples
    --------
    >>> owner_of([0, 1], {1: "taken", 2: "dropped"})
    Owner(own=3, taken=2, dropped=0)
    """
    own = list(bits)
    masks = [sum(1 << bit for bit in own if lasting.get(bit) == way) for way in ("taken", "dropped")]
    return Owner(sum(1 << bit for bit in own), *masks)


def known(name: str, names: Iterable[str], what: str) -> str:
    """Give a name back if it is known.

    Raises
    ------
    ValueError
        If it isn't; the nearest known name is said.

    Examples
    --------
    >>> known("chn", ["CHN", "BLR"], "actor")
    Traceback (most recent call last):
    ...
    ValueError: there is no actor 'chn'; did you mean 'CHN'?
    """
    candidates = list(names)
    if name in candidates:
        return name
    near = nearest(str(name), candidates)
    hint = f"; did you mean {near!r}?" if near else f"; expected one of {', '.join(candidates[:12])}"
    raise ValueError(f"there is no {what} {name!r}{hint}")


def option_named(written: str, names: Names) -> int:
    """Give the position of an option by its id or OWNER.id.

    Raises
    ------
    ValueError
        If there is none, or several; it says which are meant.

    Examples
    --------
    >>> option_named("B.x", Names.of({"A": ["x"], "B": ["x"]}))
    1
    """
    found = names.lookup(written)
    if isinstance(found, int):
        return found
    if isinstance(found, Ambiguity):
        why = f"write {' or '.join(found.spellings)}, since several actors have one"
    elif found.nearest:
        why = f"did you mean {found.nearest!r}?"
    else:
        why = f"expected one of {', '.join(names.labels[:12])}"
    raise ValueError(f"there is no one option {written!r}; {why}")


def _direction(name: str, way: str) -> str:
    """Check the kind of a lasting option."""
    if way not in ("taken", "dropped"):
        raise ValueError(f"lasting {name!r}: expected 'taken' or 'dropped', found {way!r}")
    return way


def _full(pattern: str, count: int) -> str:
    """Check the length of a pattern."""
    if len(pattern) != count:
        raise ValueError(f"pattern {pattern!r}: expected {count} signs, one per option, found {len(pattern)}")
    return pattern


def _without(pattern: str, names: Names) -> Expr:
    """Say that a state does not match a pattern."""
    _full(pattern, len(names.labels))
    code_of(pattern.replace("-", "N"))  # refuses other signs
    options = [Taken(bit, label) for bit, label in enumerate(names.labels)]
    parts = [
        option if sign == "Y" else Not(option)
        for sign, option in zip(pattern, options, strict=True)
        if sign != "-"
    ]
    if not parts:
        raise ValueError(f"no state is feasible: pattern {pattern!r} matches every one")
    return Not(And(tuple(parts)))


def _parsed(rules: Iterable[str], names: Names) -> list[Expr]:
    """Parse rules; all their faults at once."""
    from detente.situation.grammar import parse_expression

    read = [parse_expression(rule, names) for rule in rules]
    faults = [one for _, found in read for one in found if one.severity == "fault"]
    if faults:
        raise SituationError(faults)
    return [expr for expr, _ in read if expr is not None]


def _pairs(moves: Mapping[str, Any], actor: str) -> list[Any]:
    """Give an actor's arcs as they were handed over."""
    return list_given(moves.get(actor, ()), f"moves of {actor!r}", "[('p', 'q')]")


def _arc(pair: tuple[str, str], place: Mapping[str, int], actor: str) -> tuple[int, int]:
    """Give an arc by positions."""
    ends = texts_given(pair, f"moves of {actor!r}", "('p', 'q')")
    if len(ends) != 2:
        raise ValueError(f"moves of {actor!r}: expected pairs of states, found {shown(pair)}")
    source, target = (place[known(end, place, "state")] for end in ends)
    if source == target:
        raise ValueError(f"moves of {actor!r}: expected two different states, found {pair[0]!r} twice")
    return source, target


def _rank_rows(ranks: Mapping[str, Any], actors: Sequence[str], states: int) -> Ints:
    """Give ranks numbered densely, one row per actor."""
    ranks = mapping_given(ranks, "ranks", "{'A': [0, 1]}")
    for actor in ranks:
        known(actor, actors, "actor")
    rows = []
    for actor in actors:
        if actor not in ranks:
            raise ValueError(f"expected ranks of {actor!r}, found those of {', '.join(ranks) or 'nobody'}")
        row = ranks[actor]
        if not (isinstance(row, np.ndarray) and row.ndim == 1):
            row = list_given(row, f"ranks of {actor!r}", "[0, 1]")
        if len(row) != states:
            raise ValueError(
                f"ranks of {actor!r}: expected {states}, one per feasible state, found {len(row)}"
            )
        try:
            rows.append(dense_ranks(row))
        except ValueError as error:
            raise ValueError(f"ranks of {actor!r}: {error}") from None
    return np.array(rows, np.int32).reshape(len(actors), states)
