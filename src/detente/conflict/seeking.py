"""Goal seeking: which single change of the model would make a wanted state an equilibrium.

Every change is made and the state is looked at again, so that an answer is verified and the list is complete for the
kinds of change that it covers:

==========  ========================================================================================
type        an actor is another of its types
swap, drop  two neighbouring statements of an actor, or groups of its ranking, change places; a statement is left out
lasting     an option can no longer be undone, or can be undone again
held        an option is left as it is in the wanted state, by everybody
rule        a rule is dropped
state       one further state is ruled out
move        in graph form: one move is taken away
==========  ========================================================================================

References
----------
Hipel, Fang and Kilgour, on third parties who change preferences, options or what is feasible; the list of changes is this
program's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal, NamedTuple

import numpy as np

from detente.conflict.inverse import check_inverse
from detente.conflict.model import Conflict
from detente.conflict.situated import chosen_type
from detente.conflict.spot import stable_at
from detente.conflict.stability import improvements
from detente.situation.records import Option, Ranking, Situation, Statement, Type
from detente.situation.states import States, feasible_states

MOST_STATES_OUT: Final = 64
"""In models of more states, only those to which somebody would go are tried for being ruled out."""


class Change(NamedTuple):
    """One change: its kind, the actor whose order or move it is ("" if nobody's), what is changed, and where it stands.

    ``line`` is 0 for what stands nowhere.
    """

    kind: str
    actor: str
    what: str
    line: int


class _Trial(NamedTuple):
    """A change with the situation that it makes, and the types and options held there."""

    change: Change
    sit: Situation
    types: Mapping[str, str]
    do: Mapping[str, bool]


def single_changes(
    sit: Situation,
    state: str,
    concept: str = "seq",
    *,
    types: Mapping[str, str] | None = None,
    do: Mapping[str, bool] | None = None,
) -> tuple[Change, ...]:
    """Find the single changes after which a state is an equilibrium.

    Parameters
    ----------
    sit : Situation
    state : str
        The label of a state of the conflict: its pattern, or its name in graph form.
    concept : {"nash", "gmr", "smr", "seq", "sseq"}
    types : mapping of str to str, optional
        The type of an actor; else the one of greatest central prior.
    do : mapping of str to bool, optional
        Options that are held at a value.

    Returns
    -------
    tuple of Change
        In the order of the table above; empty if none will do, or if the state is an equilibrium as it is.

    Raises
    ------
    ValueError
        If there is no such state or concept, or preference is partly unknown.

    Notes
    -----
    Cost: one conflict per change, of which only the surroundings of the state are looked at.

    Examples
    --------
    The Euphrates in 1975: without foresight the release of water would hold if Syria couldn't stop it again.

    >>> import detente
    >>> [(one.kind, one.what) for one in single_changes(detente.load("syria-iraq-euphrates-1975"), "YNN", "nash")]
    [('lasting', "release can't be undone once taken"), ('held', 'release stays taken')]
    """
    apart = replace(sit, coalesced=())
    taken, held = dict(types or {}), dict(do or {})
    conflict = Conflict.from_situation(apart, taken, held)
    check_inverse(conflict, concept)
    at = conflict.position(state)
    if _is_equilibrium(conflict, at, concept):
        return ()
    return tuple(
        trial.change
        for trial in _trials(apart, conflict, at, taken, held)
        if _would_do(trial, state, concept)
    )


def _would_do(trial: _Trial, state: str, concept: str) -> bool:
    """Make a change and look at the state again; where it is no state any more, the change won't do."""
    try:
        conflict = Conflict.from_situation(trial.sit, trial.types, trial.do)
        at = conflict.position(state)
    except ValueError:
        return False
    return _is_equilibrium(conflict, at, concept)


def _is_equilibrium(conflict: Conflict, state: int, concept: str) -> bool:
    """Tell whether a state is stable for everybody."""
    return all(stable_at(conflict, actor, state, concept) for actor in range(len(conflict.actors)))


def _trials(
    sit: Situation, conflict: Conflict, state: int, types: Mapping[str, str], do: Mapping[str, bool]
) -> Iterator[_Trial]:
    """Give all single changes with the situations that they make."""
    for actor in conflict.actors:
        yield from _other_types(sit, actor, types, do)
        yield from _statements(sit, actor, types, do)
    if sit.graph is not None:
        yield from _without_moves(sit, types, do)
        return
    label = conflict.states[state]
    for option in sit.options:
        value = label[option.bit] == "Y"
        yield from _lasting(sit, option, types, do, value=value)
        if option.label not in do:
            change = Change(
                "held",
                option.owner,
                f"{option.label} stays {'taken' if value else 'not taken'}",
                option.place.line,
            )
            yield _Trial(change, sit, types, {**do, option.label: value})
    yield from _without_rules(sit, types, do)
    yield from _without_states(sit, conflict, state, types, do)


def _lasting(
    sit: Situation, option: Option, types: Mapping[str, str], do: Mapping[str, bool], *, value: bool
) -> Iterator[_Trial]:
    """Let an option last as it is in the wanted state, or no longer last."""
    way: Literal["taken", "dropped"] = "taken" if value else "dropped"
    wanted: list[tuple[Literal["", "taken", "dropped"], str]] = [
        (way, f"{option.label} can't be undone once {way}")
    ]
    if option.lasting:
        wanted.append(("", f"{option.label} can be undone"))
    for lasting, told in wanted:
        if lasting != option.lasting:
            changed = tuple(replace(one, lasting=lasting) if one is option else one for one in sit.options)
            change = Change("lasting", option.owner, told, option.place.line)
            yield _Trial(change, replace(sit, options=changed), types, do)


def _other_types(
    sit: Situation, actor: str, types: Mapping[str, str], do: Mapping[str, bool]
) -> Iterator[_Trial]:
    """Let an actor be another of its types."""
    preference = sit.preferences.get(actor)
    now = chosen_type(sit, actor, types.get(actor))
    if preference is None or now is None:
        return
    for name, kind in preference.types.items():
        if name != now.id:
            yield _Trial(Change("type", actor, name, kind.place.line), sit, {**types, actor: name}, do)


def _statements(
    sit: Situation, actor: str, types: Mapping[str, str], do: Mapping[str, bool]
) -> Iterator[_Trial]:
    """Swap two neighbouring statements of an actor, or leave one out."""
    kind = chosen_type(sit, actor, types.get(actor))
    if kind is None:
        return
    if kind.ranking is not None:
        yield from _groups(sit, kind, kind.ranking, types, do)
    listed = kind.statements
    for first, second in pairwise(range(len(listed))):
        swapped = (*listed[:first], listed[second], listed[first], *listed[second + 1 :])
        what = f"{listed[second].text} before {listed[first].text}"
        yield _Trial(
            Change("swap", actor, what, listed[first].place.line), _with(sit, kind, swapped), types, do
        )
    for at, one in enumerate(listed if len(listed) > 1 else ()):
        rest = (*listed[:at], *listed[at + 1 :])
        yield _Trial(Change("drop", actor, one.text, one.place.line), _with(sit, kind, rest), types, do)


def _groups(
    sit: Situation, kind: Type, ranking: Ranking, types: Mapping[str, str], do: Mapping[str, bool]
) -> Iterator[_Trial]:
    """Swap two neighbouring groups of a ranking."""
    groups = ranking.groups
    for first, second in pairwise(range(len(groups))):
        swapped = (*groups[:first], groups[second], groups[first], *groups[second + 1 :])
        what = f"{' ~ '.join(groups[second])} before {' ~ '.join(groups[first])}"
        changed = replace(kind, ranking=replace(ranking, groups=swapped))
        yield _Trial(Change("swap", kind.actor, what, ranking.place.line), _as(sit, changed), types, do)


def _with(sit: Situation, kind: Type, statements: tuple[Statement, ...]) -> Situation:
    """Give one type other statements."""
    return _as(sit, replace(kind, statements=statements))


def _as(sit: Situation, kind: Type) -> Situation:
    """Put a type in place of the one of its name."""
    preference = sit.preferences[kind.actor]
    changed = {**preference.types, kind.id: kind}
    return replace(sit, preferences={**sit.preferences, kind.actor: replace(preference, types=changed)})


def _without_rules(sit: Situation, types: Mapping[str, str], do: Mapping[str, bool]) -> Iterator[_Trial]:
    """Drop one rule."""
    for rule in sit.rules:
        kept = tuple(one for one in sit.rules if one is not rule)
        try:
            states = feasible_states(len(sit.options), [one.expr for one in kept])
        except ValueError:  # too many states without it
            continue
        yield _Trial(
            Change("rule", "", rule.text, rule.place.line), replace(sit, rules=kept, states=states), types, do
        )


def _without_states(
    sit: Situation, conflict: Conflict, state: int, types: Mapping[str, str], do: Mapping[str, bool]
) -> Iterator[_Trial]:
    """Rule out one further state."""
    assert sit.states is not None  # noqa: S101 - the conflict could be made
    wanted = list(range(len(conflict.states)))
    if len(conflict.states) > MOST_STATES_OUT:
        wanted = sorted(
            {
                int(to)
                for actor in range(len(conflict.actors))
                for to in improvements(conflict.moves, conflict.ranks, actor, state)
            }
        )
    for out in wanted:
        if out != state:
            kept = sit.states.codes != conflict.codes[out]
            states = States(sit.states.codes[np.asarray(kept)], sit.states.options)
            yield _Trial(Change("state", "", conflict.states[out], 0), replace(sit, states=states), types, do)


def _without_moves(sit: Situation, types: Mapping[str, str], do: Mapping[str, bool]) -> Iterator[_Trial]:
    """Take one move away, in graph form."""
    assert sit.graph is not None  # noqa: S101 - the caller has looked
    graph = sit.graph
    for actor, arcs in graph.moves.items():
        for source, target in arcs:
            kept = {**graph.moves, actor: tuple(arc for arc in arcs if arc != (source, target))}
            what = f"{graph.states[source]} to {graph.states[target]}"
            change = Change("move", actor, what, graph.place.line)
            yield _Trial(change, replace(sit, graph=graph._replace(moves=kept)), types, do)
