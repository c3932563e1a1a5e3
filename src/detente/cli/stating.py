"""States as a command line names them, and as commands say them."""

from __future__ import annotations

import re
from typing import NamedTuple

import click

from detente.cli.choosing import Chosen, do_words, option_at, option_names
from detente.cli.opened import known_name
from detente.situation.evaluate import holds
from detente.situation.phrasing import change_words, state_name, state_words
from detente.situation.records import Situation
from detente.situation.states import code_of

TODAY = "status_quo"


class Found(NamedTuple):
    """The state that was named: the position of the first, and how many the name stands for."""

    position: int
    matching: int = 1


def state_at(sit: Situation, chosen: Chosen, written: str) -> Found:
    """Find a state by its pattern, its name, ``status_quo``, or the options taken joined by ``+``."""
    con = chosen.conflict
    if sit.graph is not None:
        if written in con.states:
            return Found(con.position(written))
        if written != TODAY:
            known_name(written, [*con.states, TODAY], "state")
    if written == TODAY:
        return Found(today(sit, chosen))
    if re.fullmatch("[YN]+", written) and len(written) == len(sit.options):
        return Found(_feasible(sit, chosen, code_of(written), written))
    if written in sit.named_states:
        return _named(sit, chosen, written)
    return Found(_by_options(sit, chosen, written))


def today(sit: Situation, chosen: Chosen) -> int:
    """Give the position of today's state with options held; to ask for it where there is none is wrong use."""
    if chosen.conflict.status_quo is not None:
        return chosen.conflict.status_quo
    if sit.status_quo is None:
        raise click.UsageError("the file has no 'status_quo:', so there is no state of today")
    raise click.UsageError(no_today(sit, chosen))


def no_today(sit: Situation, chosen: Chosen) -> str:
    """Say why there is no state of today once options are held."""
    code = sit.status_quo or 0
    for option in sit.options:
        if option.label in chosen.do:
            mask = 1 << option.bit
            code = code | mask if chosen.do[option.label] else code & ~mask
    return f"today's state with {do_words(chosen.do)} is not feasible: {_broken(sit, code)}"


def _feasible(sit: Situation, chosen: Chosen, code: int, written: str) -> int:
    """Find a state by its code; wrong use names the rule that forbids it."""
    found = None if sit.states is None else sit.states.find(code)
    if found is None or chosen.place[found] < 0:
        raise click.UsageError(f"the state '{written}' is not feasible: {_broken(sit, code)}")
    return int(chosen.place[found])


def _named(sit: Situation, chosen: Chosen, written: str) -> Found:
    """Find the states that a name stands for."""
    from detente.conflict.nuances import named_states

    inside = chosen.place[named_states(sit, written)]
    found = sorted({int(at) for at in inside if at >= 0})
    if not found:
        raise click.UsageError(f"'{written}' stands for no feasible state")
    return Found(found[0], len(found))


def _by_options(sit: Situation, chosen: Chosen, written: str) -> int:
    """Find the state in which just the options named are taken, and those that are held at yes."""
    names = option_names(sit)
    parts = [part.strip() for part in written.split("+")]
    if len(parts) == 1 and parts[0] not in names.bits:
        if re.fullmatch("[YN]+", written):
            raise click.UsageError(
                f"a pattern has {len(sit.options)} letters, one per option; found {len(written)}"
            )
        known_name(written, [*sit.named_states, TODAY, *names.labels], "state")
    code = sum(1 << bit for bit in {option_at(names, part, written) for part in parts})
    for option in sit.options:
        if chosen.do.get(option.label):
            code |= 1 << option.bit
    return _feasible(sit, chosen, code, written)


def _broken(sit: Situation, code: int) -> str:
    """Name the first rule that a state breaks."""
    rule = next((rule for rule in sit.rules if not holds(rule.expr, code)), None)
    return f"it breaks the rule '{rule.text}' in line {rule.place.line}" if rule else "--do leaves it out"


def called(sit: Situation, label: str) -> str:
    """Give the name of a state with its pattern, or what there is of the two."""
    name = state_name(sit, label)
    return f"{name} ({label})" if name and name != label else label


def told(sit: Situation, label: str, start: str | None) -> str:
    """Say a state in words: what changed since today, or all of it where there is no state of today."""
    if start is None or sit.graph is not None:
        return state_words(sit, label)
    return "as today" if label == start else change_words(sit, start, label)
