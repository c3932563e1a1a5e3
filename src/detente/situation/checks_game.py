"""Checks of the game itself: status quo, named states, rules, events, play."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.faults import Fault, fault, warning
from detente.situation.checking import Checking
from detente.situation.distance import nearest_code
from detente.situation.evaluate import holds
from detente.situation.expressions import Expr, Iff, Implies, bits_of
from detente.situation.records import Event, Option, Rule, Situation
from detente.situation.states import States, pattern_mask


def status_quo_is_feasible(checking: Checking) -> Iterator[Fault]:
    """Find the rules that the status quo breaks, and what else would have to change."""
    sit = checking.sit
    if sit.status_quo is None or sit.graph is not None or checking.is_broken("options"):
        return
    if not checking.has_states:
        return
    broken = rules_broken(sit, sit.status_quo)
    for rule in broken:
        yield fault(
            "DT411",
            checking.place("status_quo"),
            f"the status quo breaks the rule '{rule.text}' (line {rule.place.line})",
            expected="a state that every rule allows",
            got=f"the rule holds because: {rule.because}" if rule.because else "",
            hint=_mended(checking, sit.status_quo),
        )


def rules_broken(sit: Situation, code: int) -> list[Rule]:
    """Give the rules that a state breaks."""
    return [rule for rule in sit.rules if not holds(rule.expr, code)]


def _mended(checking: Checking, code: int) -> str:
    """Say which options a nearest feasible state has otherwise."""
    sit = checking.sit
    if sit.states is None or not checking.settled:
        return ""
    near = nearest_code(sit.states.codes, code)
    return "smallest change that every rule allows: " + ", ".join(changes(sit.options, code, near))


def changes(options: Iterable[Option], before: int, after: int) -> list[str]:
    """Say in words which options differ between two states."""
    return [
        f"{'take' if after >> option.bit & 1 else 'leave out'} {option.label}"
        for option in options
        if (before ^ after) >> option.bit & 1
    ]


def names_stand_for_states(checking: Checking) -> Iterator[Fault]:
    """Find names that no feasible state has."""
    sit = checking.sit
    if not checking.settled or sit.states is None:
        return
    for name, one in sit.named_states.items():
        if len(one.pattern) == len(sit.options) and not pattern_mask(one.pattern, sit.states.codes).any():
            yield warning(
                "DT417",
                one.place,
                f"no feasible state is a '{name}'",
                got=one.pattern,
                hint="a rule forbids every such state; correct the pattern or the rule",
            )


def rules_across_owners(checking: Checking) -> Iterator[Fault]:
    """Find rules without a reason that bind one actor's options to another's."""
    sit = checking.sit
    for rule in sit.rules:
        owners = _owners(sit, bits_of(rule.expr))
        if len(owners) > 1 and not rule.because and not rule.evidence:
            yield warning(
                "DT429",
                rule.place,
                f"the rule '{rule.text}' binds options of different actors: {_binds(sit, rule.expr, owners)}",
                hint="say why under 'because:', or make it a statement of what an actor wants",
            )


def _owners(sit: Situation, bits: Iterable[int]) -> list[str]:
    """Give the owners of options, in the file's order."""
    wanted = set(bits)
    return list(dict.fromkeys(option.owner for option in sit.options if option.bit in wanted))


def _binds(sit: Situation, expr: Expr, owners: list[str]) -> str:
    """Say who can keep whom from what."""
    if isinstance(expr, Implies):
        first, second = (_owners(sit, bits_of(part)) for part in (expr.condition, expr.consequence))
        if len(first) == len(second) == 1 and first != second:
            own = ", ".join(option.label for option in sit.options if option.bit in bits_of(expr.condition))
            return f"this lets {second[0]} keep {first[0]} from {own}"
    each = " and ".join(owners) if not isinstance(expr, Iff) else " or ".join(owners)
    return f"this lets {each} keep each other from a step"


def events_set_something_possible(checking: Checking) -> Iterator[Fault]:
    """Find events that set nothing, or what no feasible state has, or what the status quo can't take."""
    sit = checking.sit
    for name, event in sit.events.items():
        if checking.is_broken("events", name, "sets"):
            continue
        if not event.sets:
            place = checking.place("events", name, "sets")
            yield fault("DT419", place, f"the event {name} sets nothing", expected="options with yes or no")
        elif checking.settled and sit.states is not None:
            yield from _possible(checking, sit.states, event)


def _possible(checking: Checking, states: States, event: Event) -> Iterator[Fault]:
    """Compare what an event sets with the feasible states, and with the status quo."""
    sit, name = checking.sit, event.id
    mask = sum(1 << bit for bit in event.sets)
    wanted = sum(1 << bit for bit, value in event.sets.items() if value)
    place = checking.place("events", name, "sets")
    fitting = states.codes[(states.codes & mask) == wanted]
    if not len(fitting):
        yield fault(
            "DT419",
            place,
            f"no feasible state has what the event {name} sets",
            hint="a rule forbids it; correct the event or the rule",
        )
        return
    if sit.status_quo is None or states.find(sit.status_quo) is None:
        return
    after = sit.status_quo & ~mask | wanted
    if states.find(after) is None:
        also = changes(sit.options, after, nearest_code(fitting, after))
        broken = rules_broken(sit, after)
        yield fault(
            "DT419",
            place,
            f"the event {name} can't happen in the status quo: it would break the rule '{broken[0].text}'",
            hint=f"let it also {', '.join(also)}",
        )


def caution_leaves_room(checking: Checking) -> Iterator[Fault]:
    """Refuse a caution of zero, by which nobody would ever move."""
    for actor, caution in checking.sit.play.caution.items():
        if caution == 0:
            place = checking.place("play", "caution", actor) if actor else checking.place("play", "caution")
            yield fault(
                "DT311",
                place,
                "with a caution of 0 no move is ever made",
                expected="more than 0%",
                got="0",
                hint="a move is left out when an answer is at least as probable as the caution; 50% is usual",
            )


GAME_CHECKS = (
    status_quo_is_feasible,
    names_stand_for_states,
    rules_across_owners,
    events_set_something_possible,
    caution_leaves_room,
)
