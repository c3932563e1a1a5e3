"""All checks of a situation, in one pass: small functions that each return faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from detente.faults import Fault, fault
from detente.situation.records import Situation
from detente.situation.shapes import Reading
from detente.situation.states import TooManyStates, conflicting, feasible_states

Check = Callable[[Situation], Iterable[Fault]]


def with_states(sit: Situation, reading: Reading) -> Situation:
    """Find the feasible states; none, or too many, is a fault that says which rules matter."""
    if not sit.options:
        return sit
    rules = [rule.expr for rule in sit.rules]
    try:
        states = feasible_states(len(sit.options), rules)
    except TooManyStates as error:
        reading.faults.append(too_many(sit, error))
        return sit
    if not len(states):
        culprits = [sit.rules[i] for i in conflicting(len(sit.options), rules)]
        reading.fault(
            "DT410",
            culprits[0].place,
            "no state is feasible: these rules together admit none",
            got="; ".join(rule.text for rule in culprits),
            hint=f"they stand in lines {', '.join(str(rule.place.line) for rule in culprits)}; one of them must go or be weakened",
        )
        return sit
    return replace(sit, states=states)


def too_many(sit: Situation, error: TooManyStates) -> Fault:
    """Say how many states there are, and which options more rules would help with."""
    labels = [option.label for option in sit.options]
    free = ", ".join(labels[bit] for bit in error.free) or "none"
    place = sit.options[0].place
    return fault(
        "DT917",
        place,
        "there are too many feasible states",
        expected="at most 16,777,216",
        got=f"{'at least ' if error.bound else ''}{error.count:,}",
        hint=f"add rules that say what can't happen together; options in no rule: {free}",
    )


def check(sit: Situation, reading: Reading) -> Situation:
    """Run every check; give the situation with its feasible states."""
    from detente.situation.checks_evidence import EVIDENCE_CHECKS
    from detente.situation.checks_model import MODEL_CHECKS
    from detente.situation.checks_ties import TIES_CHECKS

    sit = with_states(sit, reading)
    for one in (*MODEL_CHECKS, *EVIDENCE_CHECKS, *TIES_CHECKS):
        reading.faults.extend(one(sit))
    return sit
