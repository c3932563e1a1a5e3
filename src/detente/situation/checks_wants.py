"""Checks of what actors want: an order for each, rankings, probabilities that sum to one, stakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from detente.faults import Fault, Place, fault, warning
from detente.simplex import NoSharesError, tighten
from detente.situation.build_wants import ONLY
from detente.situation.checking import Checking
from detente.situation.names import nearest
from detente.situation.records import Quantity, Ranking, TieName, Type
from detente.situation.stakes import is_share, recorded_row, rows_of
from detente.situation.states import pattern_mask

_FORMS = ("statements", "weights", "ranking")
_SHOWN = 4  # how many states a message names


def types_with_paths(checking: Checking) -> Iterator[tuple[Type, tuple[str, ...]]]:
    """Give every type of every actor with the path of its entry in the file."""
    for actor, preference in checking.sit.preferences.items():
        for name, kind in preference.types.items():
            own = ("types", name) if preference.typed else ()
            yield kind, ("preferences", actor, *own)


def whose(kind: Type) -> str:
    """Name an actor's type, or the actor where it has only one."""
    return kind.actor if kind.id == ONLY else f"{kind.actor}'s type {kind.id}"


def each_has_an_order(checking: Checking) -> Iterator[Fault]:
    """Find types, and actors without types, that have no order of preference."""
    sit = checking.sit
    if checking.is_broken("options"):
        return
    for actor, preference in sit.preferences.items():
        if not preference.types and not preference.certain and not checking.is_broken("preferences", actor):
            yield _without_order(checking, ("preferences", actor), actor)
    for kind, path in types_with_paths(checking):
        if not (kind.statements or kind.weights or kind.ranking) and not checking.is_broken(*path):
            who = kind.actor if kind.id == ONLY else f"the type {kind.id} of {kind.actor}"
            yield _without_order(checking, path, who)


def _without_order(checking: Checking, path: tuple[str, ...], who: str) -> Fault:
    return fault(
        "DT414",
        checking.key_place(*path),
        f"{who} has no order of preference",
        expected="statements, weights or ranking",
        hint="write 'statements:' with what it wants, most important first",
    )


def movers_want_something(checking: Checking) -> Iterator[Fault]:
    """Find actors with options of whom the file doesn't say what they want, where it says so of others."""
    sit = checking.sit
    if not sit.preferences or checking.is_broken("preferences") or checking.is_broken("actors"):
        return
    owners = {option.owner for option in sit.options} | set(sit.graph.moves if sit.graph else ())
    for actor in sit.actors:
        if actor in owners and actor not in sit.preferences:
            yield warning(
                "DT436",
                sit.actors[actor].place,
                f"{actor} can act, but the file doesn't say what it wants",
                hint=f"add '{actor}:' under 'preferences:'; solve and forecast need it",
            )


def rankings_cover_each_state_once(checking: Checking) -> Iterator[Fault]:
    """Find states that a ranking leaves out or names twice."""
    sit = checking.sit
    usable = checking.settled if sit.graph is None else not checking.is_broken("states")
    if not usable or checking.is_broken("states"):
        return
    for kind, path in types_with_paths(checking):
        if kind.ranking is not None and not checking.is_broken(*path, "ranking"):
            yield from coverage(checking, kind, kind.ranking)


def coverage(checking: Checking, kind: Type, ranking: Ranking) -> Iterator[Fault]:
    """Find states that one ranking leaves out or names twice."""
    names = [name for group in ranking.groups for name in group]
    labels, masks = _masks(checking, names)
    who = whose(kind)
    times = np.sum([np.zeros(len(labels), dtype=np.int64), *masks.values()], axis=0)
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        message = f"the ranking of {who} names {', '.join(repeated)} more than once"
        yield fault("DT416", ranking.place, message, hint="keep each name once")
        return
    missing = np.flatnonzero(times == 0) if "rest" not in names else np.array([], dtype=np.int64)
    if len(missing):
        yield fault(
            "DT415",
            ranking.place,
            f"the ranking of {who} leaves out {_counted(len(missing))}",
            expected="each feasible state once",
            got=_examples(labels, missing),
            hint="name them, or put 'rest' where all the others belong",
        )
    twice = np.flatnonzero(times > 1)
    if len(twice):
        both = [name for name, mask in masks.items() if mask[twice[0]]]
        yield fault(
            "DT416",
            ranking.place,
            f"the ranking of {who} covers {_counted(len(twice))} more than once",
            expected="each feasible state once",
            got=_examples(labels, twice),
            hint=f"'{both[0]}' and '{both[1]}' overlap; tell their patterns apart",
        )


def _masks(
    checking: Checking, names: Iterable[str]
) -> tuple[tuple[str, ...], dict[str, npt.NDArray[np.bool_]]]:
    """Give the labels of all states, and for each name which of them it stands for."""
    sit = checking.sit
    kept = [name for name in dict.fromkeys(names) if name != "rest"]
    if sit.graph is not None:
        return sit.graph.states, {
            name: np.array([state == name for state in sit.graph.states]) for name in kept
        }
    assert sit.states is not None  # noqa: S101 - the caller has looked
    patterns = {name: sit.named_states[name].pattern for name in kept if name in sit.named_states}
    masks = {name: pattern_mask(pattern, sit.states.codes) for name, pattern in patterns.items()}
    return sit.states.labels, masks  # type: ignore[return-value]  # labels are written when asked for


def _counted(number: int) -> str:
    return "one state" if number == 1 else f"{number:,} states"


def _examples(labels: tuple[str, ...], positions: npt.NDArray[np.int64]) -> str:
    more = f" and {len(positions) - _SHOWN} more" if len(positions) > _SHOWN else ""
    return ", ".join(labels[int(k)] for k in positions[:_SHOWN]) + more


def shares_fault(
    what: str, place: Place, shares: Mapping[str, Quantity | None], *, open_end: bool = False
) -> Iterator[Fault]:
    """Check that shares can sum to one.

    Parameters
    ----------
    what : str
        Whose shares, in words.
    place : Place
        Where they stand.
    shares : mapping of str to Quantity or None
        None for the one that is the rest.
    open_end : bool
        Whether there are further shares that the file doesn't give.
    """
    given = {name: one for name, one in shares.items() if one is not None}
    rests = len(shares) - len(given) + open_end
    bounds = [*((one.low, one.high) for one in given.values()), *[(Fraction(0), Fraction(1))] * rests]
    try:
        tighten([low for low, _ in bounds], [high for _, high in bounds])
    except NoSharesError:
        low, high = sum(one.low for one in given.values()), sum(one.high for one in given.values())
        total = _percent(low) if low == high else f"something from {_percent(low)} to {_percent(high)}"
        yield fault(
            "DT310",
            place,
            f"{what} sum to {total}, not to 100%",
            expected="at most 100% in all" if rests else "100% in all",
            got=", ".join(f"{name} {one.text}" for name, one in given.items()),
            hint="nothing is scaled silently; correct one of them"
            + ("" if rests else ", or leave one out: it gets the rest"),
        )


def _percent(share: Fraction | int) -> str:
    return f"{float(share * 100):.10g}%"


def priors_sum_to_one(checking: Checking) -> Iterator[Fault]:
    """Check the priors of each actor's types: a sum of one, at most one left out, none of 0 or 1."""
    for actor, preference in checking.sit.preferences.items():
        if not preference.typed or not preference.types:
            continue
        path = ("preferences", actor, "types")
        if checking.broken_keys(*path) - set(preference.types):
            continue
        if any(checking.broken_keys(*path, name) - {*_FORMS} for name in preference.types):
            continue
        priors = {name: kind.prior for name, kind in preference.types.items()}
        place = checking.key_place("preferences", actor, "types")
        without = [name for name, prior in priors.items() if prior is None]
        if len(without) > 1:
            yield fault(
                "DT434",
                checking.key_place(*path, without[1]),
                f"{len(without)} types of {actor} have no prior",
                expected="at most one type without a prior: it gets the rest",
                got=", ".join(without),
                hint=f"write 'prior:' for {without[1]}",
            )
        else:
            yield from shares_fault(f"the priors of {actor}", place, priors)
        yield from settled_priors(priors, actor)


def settled_priors(priors: Mapping[str, Quantity | None], whose: str) -> Iterator[Fault]:
    """Find priors of 0 or 1, which no evidence can move."""
    for name, prior in priors.items():
        if len(priors) > 1 and prior is not None and prior.is_point and prior.low in {0, 1}:
            yield warning(
                "DT312",
                prior.place,
                f"the prior of {name} of {whose} is {_percent(prior.low)}, so no evidence can ever move it",
                hint="write 1% or 99% unless the opposite is impossible",
            )


def behaviours_sum_to_one(checking: Checking) -> Iterator[Fault]:
    """Check the shares of behaviours."""
    for actor, preference in checking.sit.preferences.items():
        own = ("preferences", actor, "behaviour")
        if preference.behaviour and not checking.is_broken(*own):
            yield from shares_fault(f"the behaviours of {actor}", checking.place(*own), preference.behaviour)
    for kind, path in types_with_paths(checking):
        if kind.behaviour and not checking.is_broken(*path, "behaviour"):
            place = checking.place(*path, "behaviour")
            yield from shares_fault(f"the behaviours of {whose(kind)}", place, kind.behaviour)


def beliefs_are_about_types(checking: Checking) -> Iterator[Fault]:
    """Check what actors believe of each other: of types that are there, with a sum of one."""
    sit = checking.sit
    for holder, others in sit.believes.items():
        for other, shares in others.items():
            path = ("believes", holder, other)
            preference = sit.preferences.get(other)
            lost = preference is None and checking.is_broken("preferences")
            if lost or checking.is_broken("preferences", other) or checking.is_broken(*path):
                continue
            types = tuple(preference.types) if preference and preference.typed else ()
            if not types:
                yield fault(
                    "DT435",
                    checking.key_place(*path),
                    f"{other} has no types, so {holder} can't believe anything of them",
                    hint=f"give {other} types under 'preferences:', or remove this",
                )
                continue
            unknown = [name for name in shares if name not in types]
            for name in unknown:
                near = nearest(name, types)
                yield fault(
                    "DT242",
                    checking.key_place(*path, name),
                    f"there is no '{name}' among the types of {other}",
                    expected=", ".join(types),
                    got=name,
                    hint=f"did you mean '{near}'?" if near else "",
                )
            if not unknown:
                what = f"{holder}'s beliefs about {other}"
                open_end = len(shares) < len(types)
                yield from shares_fault(what, checking.key_place(*path), dict(shares), open_end=open_end)


def stakes_are_recorded(checking: Checking) -> Iterator[Fault]:
    """Check the ties that weights refer to: recorded, a share, known."""
    if checking.is_broken("ties"):
        return
    told: set[TieName] = set()
    for kind, _ in types_with_paths(checking):
        for weight in kind.weights:
            for term in weight.worth.terms:
                if term.tie is not None and term.tie not in told:
                    told.add(term.tie)
                    yield from _stake(checking, term.tie, weight.worth.place)


def _stake(checking: Checking, tie: TieName, place: Place) -> Iterator[Fault]:
    sit = checking.sit
    row = recorded_row(sit, tie)
    named = f"tie({tie.source}/{tie.target}/{tie.vector}{f'/{tie.year}' if tie.year else ''})"
    if row is None:
        later = rows_of(sit, tie)
        near = nearest(
            f"{tie.source}/{tie.target}/{tie.vector}",
            dict.fromkeys(f"{one.source_actor}/{one.target_actor}/{one.vector}" for one in sit.ties),
        )
        hint = f"did you mean tie({near})?" if near else "record it under 'ties:'"
        if later:
            hint = f"it became known on {later[0].known_by}; name a year known by then"
        message = f"{named} is not recorded" + (f" by {sit.as_of}" if later else "")
        yield fault("DT431", place, message, hint=hint)
    elif (row.unit and not is_share(row.unit)) or (row.value is not None and row.value.high > 1):
        yield fault(
            "DT432",
            place,
            f"{named} is not a share, so it can't be a stake",
            expected="a value between 0 and 1 (or 0% and 100%) with a unit such as 'share of exports'",
            got=f"{row.value.text if row.value else 'no value'} {row.unit or 'without a unit'} (line {row.place.line})",
            hint="record the tie as a share of the whole, or write the stake as a number",
        )
    elif row.value is None or row.status in {"not_reported", "suppressed"}:
        bounds = row.value.text if row.value is not None else "anything from 0 to 1"
        yield warning(
            "DT433",
            place,
            f"the value of {named} is not known; it is taken as {bounds}",
            hint="give bounds, such as value: [0.1, 0.2], or a year whose value is known",
        )


WANTS_CHECKS = (
    each_has_an_order,
    movers_want_something,
    rankings_cover_each_state_once,
    priors_sum_to_one,
    behaviours_sum_to_one,
    beliefs_are_about_types,
    stakes_are_recorded,
)
