"""From a situation to a project of GMCR+."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from detente.conflict.moves import Ints
from detente.conflict.situated import players, ranks_or_indifferent
from detente.faults import SituationError, fault
from detente.interop.cubes import ALWAYS, NEVER, Cube, Cubes, TooManyCubesError, cubes_of
from detente.interop.losses import losses
from detente.interop.outgoing import Outgoing, orders_taken
from detente.situation.records import Option, Rule, Situation, Type

MOST_STATEMENTS = 62  # GMCR+ weighs statements by powers of two in 64 bits

_DIRECTIONS = {"": "both", "taken": "fwd", "dropped": "back"}


def gmcr_text(sit: Situation, types: Mapping[str, str]) -> Outgoing:
    """Write a situation as a project of GMCR+.

    Parameters
    ----------
    sit : Situation
        In option form.
    types : mapping of str to str
        The types that are taken, by actor; else those of greatest central prior.

    Returns
    -------
    Outgoing
        The text, and what it doesn't hold. Statements become the prioritisation; where an actor's order has another
        form, states are ranked for all actors.

    Raises
    ------
    SituationError
        If the situation is in graph form, has no options, or has a rule that is no set of patterns.

    Examples
    --------
    >>> import detente
    >>> made = gmcr_text(detente.load("chicken"), {})
    >>> json.loads(made.text)["decisionMakers"][0]["preferenceRanking"]
    [3, 4, 2, 1]
    """
    if not sit.options:
        what = "its states are given one by one" if sit.graph else "it has no options"
        raise SituationError(
            [fault("DT806", sit.place, f"GMCR+ can't hold this situation: {what}", expected="'options:'")]
        )
    makers = _makers(sit, types)
    by_ranking = any(maker.priorities is None for maker in makers)
    coalitions, pacts = _coalitions(sit, [maker.actor for maker in makers])
    project = {
        "program": "detente",
        "title": sit.title,
        "options": [_option(one) for one in sit.options],
        "decisionMakers": [_maker(sit, one, by_ranking=by_ranking) for one in makers],
        "infeasibles": [_pairs(cube) for rule in sit.rules for cube in _infeasible(rule)],
        "useManualPreferenceRanking": by_ranking,
        "coalitions": coalitions,
    }
    lost = losses(sit, types, kept=("play.pacts",))
    lost += pacts
    lost += [why for maker in makers for why in maker.lost]
    return Outgoing(_text(project), tuple(lost))


class _Maker(NamedTuple):
    """An actor as a decision maker: its statements by priority, or None where it ranks states; what isn't written."""

    actor: str
    priorities: tuple[Cubes, ...] | None
    ranks: Ints
    lost: tuple[str, ...]


def _makers(sit: Situation, types: Mapping[str, str]) -> list[_Maker]:
    """Give the actors who take part in the order of their options, since GMCR+ sorts options by decision maker."""
    owners = dict.fromkeys(option.owner for option in sit.options)
    actors = [*owners, *(actor for actor in players(sit) if actor not in owners)]
    kinds = orders_taken(sit, actors, types)
    return [_wanting(sit, actor, kind) for actor, kind in zip(actors, kinds, strict=True)]


def _wanting(sit: Situation, actor: str, kind: Type | None) -> _Maker:
    """Write an actor's order as conditions by priority, as far as it is one."""
    ranks = ranks_or_indifferent(sit, kind)
    if kind is None or not ranks.any():
        return _Maker(actor, (), ranks, ())
    if not kind.statements:
        worths = [f"worths of {actor}: their order is written as a ranking"] if kind.weights else []
        return _Maker(actor, None, ranks, tuple(worths))
    try:
        each = [cubes_of(statement.expr) for statement in kind.statements]
    except TooManyCubesError:
        why = f"statements of {actor}: one has too many alternatives, so their order is written as a ranking"
        return _Maker(actor, None, ranks, (why,))
    if len(each) > MOST_STATEMENTS:
        why = f"statements of {actor}: more than {MOST_STATEMENTS}, so their order is written as a ranking"
        return _Maker(actor, None, ranks, (why,))
    idle = [
        f"a statement of {actor} that holds {'always' if cubes else 'never'}: {statement.text}"
        for statement, cubes in zip(kind.statements, each, strict=True)
        if cubes in (ALWAYS, NEVER)
    ]
    return _Maker(actor, tuple(cubes for cubes in each if cubes not in (ALWAYS, NEVER)), ranks, tuple(idle))


def _option(one: Option) -> dict[str, Any]:
    """Write an option."""
    return {"name": one.text, "permittedDirection": _DIRECTIONS[one.lasting], "id": one.id}


def _maker(sit: Situation, maker: _Maker, *, by_ranking: bool) -> dict[str, Any]:
    """Write a decision maker."""
    written: dict[str, Any] = {
        "name": sit.actors[maker.actor].name,
        "id": maker.actor,
        "options": [option.bit for option in sit.options if option.owner == maker.actor],
        "preferences": [_condition(cubes) for cubes in maker.priorities or ()],
    }
    if by_ranking:
        written["preferenceRanking"] = list(_ranking(maker.ranks))
    return written


def _condition(cubes: Cubes) -> Any:
    """Write a condition: a list of options with Y or N, or alternatives of such lists."""
    if len(cubes) == 1:
        return _pairs(cubes[0])
    return {"compound": True, "members": [_pairs(cube) for cube in cubes]}


def _pairs(cube: Cube) -> list[tuple[int, str]]:
    """Write a cube as options with Y or N, in option order."""
    named = cube.yes | cube.no
    return [
        (bit, "Y" if cube.yes >> bit & 1 else "N") for bit in range(named.bit_length()) if named >> bit & 1
    ]


def _infeasible(rule: Rule) -> Cubes:
    """Give the patterns that a rule forbids."""
    try:
        return cubes_of(rule.expr, holds=False)
    except TooManyCubesError as error:
        message = f"GMCR+ can't hold the rule '{rule.text[:60]}': it forbids {error}"
        hint = "split it into several rules"
        raise SituationError([fault("DT806", rule.place, message, hint=hint)]) from None


def _ranking(ranks: Ints) -> Iterator[int | list[int]]:
    """Write ranks as numbers of states, the best first; those of one rank in a list."""
    order = np.argsort(-ranks, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(ranks[order])) + 1):
        numbers = (group + 1).tolist()
        yield numbers if len(numbers) > 1 else numbers[0]


def _coalitions(sit: Situation, makers: Sequence[str]) -> tuple[list[int | list[int]], list[str]]:
    """Write pacts as coalitions, each actor in one of them; say what isn't, or is otherwise there."""
    place = {actor: at for at, actor in enumerate(makers)}
    groups: dict[int, list[int]] = {}
    lost = []
    for pact in sit.play.pacts:
        members = sorted(place[one] for one in pact.members if one in place)
        told = f"pact of {' and '.join(pact.members)}"
        if len(members) < len(pact.members) or any(
            one in group for group in groups.values() for one in members
        ):
            lost.append(f"{told}: GMCR+ has each decision maker in one coalition")
            continue
        groups[members[0]] = members
        lost.append(f"{told}: as a coalition its members move together only, until it is dissolved there")
    inner = {one for group in groups.values() for one in group[1:]}
    return [groups.get(at, at) for at in range(len(makers)) if at not in inner], lost


def _text(project: Mapping[str, Any]) -> str:
    """Write a project so that it can be read and compared line by line."""
    parts = []
    for key, value in project.items():
        if isinstance(value, list) and value and isinstance(value[0], dict | list):
            inner = ",\n".join(f"  {line}" for line in _lines(value))
            parts.append(f" {json.dumps(key)}: [\n{inner}\n ]")
        else:
            parts.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(values: Iterable[Any]) -> Iterator[str]:
    """Write each entry of a list on one line."""
    return (json.dumps(value) for value in values)
