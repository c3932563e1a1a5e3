"""Checks of what goes beyond one order for each actor: certain and unknown pairs, what actors see, states taken as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt

from detente.faults import Fault, Place, fault
from detente.situation.checking import Checking
from detente.situation.checks_wants import coverage, types_with_paths, whose
from detente.situation.evaluate import truth
from detente.situation.expressions import Not, Taken
from detente.situation.names import nearest
from detente.situation.records import Coalesced, Pair, Sees
from detente.situation.states import States, pattern_mask
from detente.situation.views import view_of


def certain_pairs_agree(checking: Checking) -> Iterator[Fault]:
    """Find pairs of states that are certain in two ways."""
    for actor, preference in checking.sit.preferences.items():
        if checking.is_broken("preferences", actor, "certain"):
            continue
        said: dict[tuple[str, str], tuple[str, Pair]] = {}
        for pair in preference.certain:
            key = (min(pair.first, pair.second), max(pair.first, pair.second))
            better = "" if pair.equal else pair.first
            before = said.setdefault(key, (better, pair))
            if before[0] != better:
                yield fault(
                    "DT439",
                    pair.place,
                    f"{actor}'s certain pairs contradict each other: {_told(pair)}, but {_told(before[1])} in line "
                    f"{before[1].place.line}",
                    hint="keep one of the two; whatever is not named is unknown",
                )


def _told(pair: Pair) -> str:
    """Write a pair as a file may."""
    return f"{pair.first} {'~' if pair.equal else '>'} {pair.second}"


def pairs_are_of_different_states(checking: Checking) -> Iterator[Fault]:
    """Find pairs whose two names share a state."""
    sit, states = checking.sit, checking.sit.states
    if states is None or not checking.settled or checking.is_broken("states"):
        return
    for actor, preference in sit.preferences.items():
        for pair in (*preference.unknown, *preference.certain):
            masks = [pattern_mask(sit.named_states[name].pattern, states.codes) for name in pair[:2]]
            if (masks[0] & masks[1]).any():
                yield fault(
                    "DT439",
                    pair.place,
                    f"{actor}'s pair of {pair.first} and {pair.second} compares a state with itself",
                    hint="the two names overlap; tell their patterns apart",
                )


def what_is_seen_can_be(checking: Checking) -> Iterator[Fault]:
    """Find actors that don't know their own options or wishes, or see no state at all."""
    for actor, preference in checking.sit.preferences.items():
        sees = preference.sees
        if sees is not None and not checking.is_broken("preferences", actor, "sees"):
            yield from _own(checking, sees)
            yield from _believed(checking, sees)
            yield from _seen_states(checking, sees)


def _own(checking: Checking, sees: Sees) -> Iterator[Fault]:
    """Find what an actor must know: its own options and wishes."""
    sit = checking.sit
    for bit in sees.unaware:
        if sit.options and sit.options[bit].owner == sees.actor:
            yield fault(
                "DT440",
                checking.place("preferences", sees.actor, "sees", "unaware"),
                f"{sees.actor} must know its own option {sit.options[bit].label}",
                hint="name options of others",
            )
    for key, table in (("types", sees.types), ("preferences", sees.preferences)):
        if sees.actor in table:
            yield fault(
                "DT440",
                checking.key_place("preferences", sees.actor, "sees", key, sees.actor),
                f"{sees.actor} must know what it wants itself",
                hint="say what it takes others to want",
            )


def _believed(checking: Checking, sees: Sees) -> Iterator[Fault]:
    """Find types that others don't have, and orders that are none."""
    sit = checking.sit
    for other, kind in sees.types.items():
        preference = sit.preferences.get(other)
        known = tuple(preference.types) if preference is not None and preference.typed else ()
        if kind not in known and not checking.is_broken("preferences", other):
            near = nearest(kind, known)
            yield fault(
                "DT242",
                checking.place("preferences", sees.actor, "sees", "types", other),
                f"{other} has no type '{kind}'",
                expected=", ".join(known) or f"a type of {other}; the file gives it none",
                hint=f"did you mean '{near}'?" if near else "",
            )
    for other, order in sees.preferences.items():
        path = ("preferences", sees.actor, "sees", "preferences", other)
        if not (order.statements or order.ranking) and not checking.is_broken(*path):
            yield fault(
                "DT414",
                checking.key_place(*path),
                f"{sees.actor} takes {other} to want something, but there is no order of preference",
                expected="statements or ranking",
            )
        if order.ranking is not None and (sit.graph is not None or checking.settled):
            yield from coverage(checking, order, order.ranking)


def _seen_states(checking: Checking, sees: Sees) -> Iterator[Fault]:
    """Find an actor that sees no feasible state."""
    sit = checking.sit
    if sit.states is None or not checking.settled:
        return
    kept = np.ones(len(sit.states), bool)
    for expr in [*(rule.expr for rule in sees.rules), *(Not(Taken(bit, "")) for bit in sees.unaware)]:
        kept &= truth(expr, sit.states.codes)
    if not kept.any():
        yield fault(
            "DT440",
            sees.place,
            f"{sees.actor} sees no feasible state",
            hint="its rules, and the options that it doesn't know of, leave none; weaken them",
        )


def coalesced_states_are_alike(checking: Checking) -> Iterator[Fault]:
    """Find names taken as one state that overlap, or whose states an actor doesn't like equally."""
    sit, states = checking.sit, checking.sit.states
    if not sit.coalesced or states is None or not checking.settled or checking.is_broken("states"):
        return
    masks = {
        one.state: pattern_mask(sit.named_states[one.state].pattern, states.codes) for one in sit.coalesced
    }
    for first, second in combinations(sit.coalesced, 2):
        if first.state == second.state or (masks[first.state] & masks[second.state]).any():
            yield fault(
                "DT438",
                second.place,
                f"{first.state} and {second.state} share states, so they can't be taken as one each",
                hint="tell their patterns apart",
            )
    yield from _disliked(checking, states, masks, sit.coalesced)


def _disliked(
    checking: Checking, states: States, masks: dict[str, npt.NDArray[np.bool_]], names: Iterable[Coalesced]
) -> Iterator[Fault]:
    """Find actors that don't like the states of a name equally."""
    view = view_of(checking.sit)
    for kind, path in types_with_paths(checking):
        if checking.is_broken(*path) or not (kind.statements or kind.weights or kind.ranking):
            continue
        keys = view.keys(kind)
        for one in names:
            own = keys[masks[one.state]]
            if len(own) and own.min() != own.max():
                at = np.flatnonzero(masks[one.state])
                first, second = (int(states.codes[at[k]]) for k in (own.argmin(), own.argmax()))
                yield _unlike(one.place, one.state, whose(kind), view.label(second), view.label(first))


def _unlike(place: Place, name: str, who: str, better: str, worse: str) -> Fault:
    return fault(
        "DT438",
        place,
        f"{who} doesn't like the states of {name} equally, so they can't be taken as one",
        got=f"{better} better than {worse}",
        hint="leave the name out of 'coalesce:', or make the order blind to what differs",
    )


CONCEPT_CHECKS = (
    certain_pairs_agree,
    pairs_are_of_different_states,
    what_is_seen_can_be,
    coalesced_states_are_alike,
)
