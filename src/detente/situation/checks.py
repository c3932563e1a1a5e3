"""All checks of a situation, in one pass: small functions that each return faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from detente.faults import Fault, fault
from detente.situation.checking import Checking
from detente.situation.nodes import Node
from detente.situation.records import Situation
from detente.situation.shapes import Reading
from detente.situation.states import TooManyStates, conflicting, feasible_states

Check = Callable[[Checking], Iterable[Fault]]


def check(sit: Situation, root: Node, reading: Reading) -> Situation:
    """Run every check and note what it finds; give the situation with its feasible states.

    Parameters
    ----------
    sit : Situation
        As built, without its states; it may lack what could not be read.
    root : Node
        The nodes of its file.
    reading : Reading
        What was noted while the file was read.

    Returns
    -------
    Situation
        With its feasible states, where there are some and not too many.
    """
    from detente.situation.checks_beliefs import BELIEF_CHECKS
    from detente.situation.checks_concepts import CONCEPT_CHECKS
    from detente.situation.checks_dates import DATE_CHECKS
    from detente.situation.checks_evidence import EVIDENCE_CHECKS
    from detente.situation.checks_game import GAME_CHECKS
    from detente.situation.checks_orders import ORDER_CHECKS
    from detente.situation.checks_questions import QUESTION_CHECKS
    from detente.situation.checks_ties import TIES_CHECKS
    from detente.situation.checks_transfers import TRANSFER_CHECKS
    from detente.situation.checks_wants import WANTS_CHECKS

    checking = Checking(sit, root, reading)
    checking.sit = with_states(sit, checking, reading)
    for one in (
        *DATE_CHECKS,
        *GAME_CHECKS,
        *WANTS_CHECKS,
        *ORDER_CHECKS,
        *CONCEPT_CHECKS,
        *QUESTION_CHECKS,
        *EVIDENCE_CHECKS,
        *BELIEF_CHECKS,
        *TIES_CHECKS,
        *TRANSFER_CHECKS,
    ):
        reading.extend(one(checking))
    return checking.sit


def with_states(sit: Situation, checking: Checking, reading: Reading) -> Situation:
    """Find the feasible states; none, or too many, is a fault that says which rules matter."""
    if not sit.options or checking.is_broken("options"):
        return sit
    rules = [rule.expr for rule in sit.rules]
    try:
        states = feasible_states(len(sit.options), rules)
    except TooManyStates as error:
        if not checking.is_broken("rules"):  # a rule that can't be read may be the one that cuts them down
            reading.extend([_too_many(sit, error, checking)])
        return sit
    if not len(states):
        checking.has_states = False
        culprits = [sit.rules[i] for i in conflicting(len(sit.options), rules)]
        lines = ", ".join(str(rule.place.line) for rule in culprits)
        reading.fault(
            "DT410",
            culprits[0].place,
            "no state is feasible: these rules together admit none",
            got="; ".join(rule.text for rule in culprits),
            hint=f"they stand in line {lines}; one of them must go or be weakened"
            if len(culprits) > 1
            else "no state satisfies this rule; remove or weaken it",
        )
        return sit
    return replace(sit, states=states)


def _too_many(sit: Situation, error: TooManyStates, checking: Checking) -> Fault:
    """Say how many states there are, and which options more rules would help with."""
    labels = [option.label for option in sit.options]
    free = [labels[bit] for bit in error.free]
    named = ", ".join(free[:8]) + (f" and {len(free) - 8} more" if len(free) > 8 else "")
    tied = ", ".join(labels[bit] for bit in error.parts[0].options[:8]) if error.parts else ""
    return fault(
        "DT917",
        checking.place("options"),
        "there are too many feasible states",
        expected="at most 16,777,216",
        got=f"{'at least ' if error.bound else ''}{error.count:,}",
        hint="add rules that say what can't happen together, or leave out options that never matter"
        + (f"; no rule names {named}" if free else f"; the most states come from {tied}"),
    )
