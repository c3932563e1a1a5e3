"""Edits of what can happen: commitments kept or broken, pacts, knowledge, lasting marks, status quo, rules, options."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import Any

from detente.faults import Place
from detente.outlook.edits import Edit
from detente.situation.evaluate import holds
from detente.situation.expressions import Expr, Implies, Not, Taken
from detente.situation.phrasing import actor_name
from detente.situation.records import Commitment, Pact, Preference, Question, Rule, Situation, Statement
from detente.situation.states import feasible_states

COST = 2


def commitment_edits(sit: Situation) -> Iterator[Edit]:
    """Let a commitment be surely kept, or surely broken: that stands first in every order of who made it.

    One whose condition holds in the status quo is left alone: to keep or break it would rewrite the status quo.
    """
    for one in sit.commitments.values():
        if one.by not in sit.preferences or sit.status_quo is None:
            continue
        if one.condition is not None and holds(one.condition, sit.status_quo):
            continue
        for kept in (True, False):
            yield Edit(
                "commitment",
                ("commitment", one.id),
                f"let '{one.id}' be surely {'kept' if kept else 'broken'}",
                one.place,
                COST,
                structural=False,
                made=partial(with_commitment, one=one, kept=kept),
            )


def with_commitment(sit: Situation, *, one: Commitment, kept: bool) -> Situation:
    """Put keeping, or breaking, a commitment first in every order of the actor who made it."""
    consequence: Expr = one.then if kept else Not(one.then)
    expr = consequence if one.condition is None else Implies(one.condition, consequence)
    first = Statement(expr, f"{one.id} {'kept' if kept else 'broken'}", one.place)
    preference = sit.preferences[one.by]
    types = {name: replace(kind, above=(first, *kind.above)) for name, kind in preference.types.items()}
    changed: Preference = replace(preference, types=types)
    return replace(sit, preferences={**sit.preferences, one.by: changed})


def structural_edits(sit: Situation, question: Question) -> Iterator[Edit]:
    """List the structural edits; one that answers the question itself is left out."""
    yield from _pacts(sit)
    yield from _knowledge(sit)
    yield from _lasting(sit)
    yield from _status_quo(sit, question)
    yield from _rules(sit)
    yield from _options(sit, question)


def _pacts(sit: Situation) -> Iterator[Edit]:
    movers = [actor for actor in sit.actors if any(option.owner == actor for option in sit.options)]
    declared = {frozenset(pact.members): pact for pact in sit.play.pacts}
    for pair in combinations(movers, 2):
        names = " and ".join(actor_name(sit, actor) for actor in pair)
        there = declared.get(frozenset(pair))
        if there is None:
            pacts = (*sit.play.pacts, Pact(pair, sit.play.place))
            text = f"let {names} move as one"
        else:
            pacts = tuple(pact for pact in sit.play.pacts if pact is not there)
            text = f"let {names} no longer move as one"
        yield _structural(
            "pact",
            pair,
            text,
            there.place if there else sit.play.place,
            partial(_playing, pacts=pacts),
        )


def _playing(sit: Situation, **changed: Any) -> Situation:
    return replace(sit, play=replace(sit.play, **changed))


def _beginning(sit: Situation, *, code: int) -> Situation:
    return replace(sit, status_quo=code)


def _ruled(sit: Situation, *, rule: Rule) -> Situation:
    return _restated(sit, (*sit.rules, rule))


def _structural(
    kind: str, cell: tuple[str, ...], text: str, place: Place, made: Callable[[Situation], Situation]
) -> Edit:
    return Edit(kind, (kind, *cell), text, place, COST, structural=True, made=made)


def _knowledge(sit: Situation) -> Iterator[Edit]:
    other = "all" if sit.play.knowledge == "own" else "own"
    text = (
        "let everybody know the others' types" if other == "all" else "let everybody know its own type only"
    )
    yield _structural("knowledge", (), text, sit.play.place, partial(_playing, knowledge=other))


def _lasting(sit: Situation) -> Iterator[Edit]:
    for option in sit.options:
        if option.lasting:
            text = f"let '{option.label}' be undone again"
            yield _structural(
                "lasting", (option.label,), text, option.place, partial(_undone, bit=option.bit)
            )


def _undone(sit: Situation, *, bit: int) -> Situation:
    options = tuple(replace(one, lasting="") if one.bit == bit else one for one in sit.options)
    return replace(sit, options=options)


def _status_quo(sit: Situation, question: Question) -> Iterator[Edit]:
    if sit.status_quo is None or sit.states is None:
        return
    for option in sit.options:
        code = sit.status_quo ^ (1 << option.bit)
        if sit.states.find(code) is not None and not _answers(question, sit.status_quo, code):
            taken = code >> option.bit & 1
            text = f"begin with '{option.label}' {'taken' if taken else 'not taken'}"
            yield _structural(
                "status quo",
                (option.label,),
                text,
                sit.status_quo_place,
                partial(_beginning, code=code),
            )


def _answers(question: Question, before: int, after: int) -> bool:
    """Tell whether another beginning changes by itself whether what is asked holds."""
    if question.when is None:
        return False
    try:
        return holds(question.when, before) != holds(question.when, after)
    except ValueError:  # a question about ties or about the past isn't told by a state alone
        return False


def _rules(sit: Situation) -> Iterator[Edit]:
    for k, rule in enumerate(sit.rules):
        yield _structural(
            "rule", (str(k),), f"drop the rule '{rule.text}'", rule.place, partial(_unruled, k=k)
        )


def _unruled(sit: Situation, *, k: int) -> Situation:
    return _restated(sit, (*sit.rules[:k], *sit.rules[k + 1 :]))


def _options(sit: Situation, question: Question) -> Iterator[Edit]:
    if sit.status_quo is None:
        return
    for option in sit.options:
        if question.when is not None and Taken(option.bit, option.label) == question.when:
            continue
        taken = bool(sit.status_quo >> option.bit & 1)
        text = f"leave '{option.label}' out: it stays {'taken' if taken else 'not taken'}"
        there = Taken(option.bit, option.label)
        rule = Rule(
            there if taken else Not(there), option.label if taken else f"not {option.label}", option.place
        )
        yield _structural(
            "option",
            (option.label,),
            text,
            option.place,
            partial(_ruled, rule=rule),
        )


def _restated(sit: Situation, rules: tuple[Rule, ...]) -> Situation:
    """Give the situation under other rules, with its feasible states found anew."""
    states = feasible_states(len(sit.options), [rule.expr for rule in rules])
    return replace(sit, rules=rules, states=states)
