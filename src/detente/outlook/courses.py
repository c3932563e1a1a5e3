"""How events may run: where they end, who moves on the way, and what keeps a state in place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from detente.conflict.chain import Turn, chain_from, limit_of
from detente.conflict.classes import strong_classes
from detente.conflict.moves import Bools, Positions
from detente.conflict.picking import picked_moves
from detente.conflict.stability import Answers
from detente.conflict.witness import replies
from detente.outlook.deciding import Deciding, Kind
from detente.outlook.inputs import Values
from detente.outlook.results import Flow, HeldBack, Outcome
from detente.outlook.running import Mixture, Setting, Stage
from detente.situation.records import Situation

_LEAST_SHARE = 1e-9


def outcomes_of(sit: Situation, mixture: Mixture) -> tuple[Outcome, ...]:
    """List the states of rest and the cycles that can be attained, the most probable first."""
    found: dict[tuple[str, ...], tuple[float, tuple[float, ...]]] = {}
    total = sum(p * float(part.condition) for p, part in mixture.parts)
    for p, passage in mixture.parts:
        for end in passage.limit.ends:
            if not all(end.flags) or not total:
                continue
            states = tuple(passage.labels[state] for state in end.states)
            before = found.get(states, (0.0, ()))[0]
            shares = tuple(float(share) for share in end.shares)
            found[states] = (before + p * float(end.probability) / total, shares)
    outcomes = [_outcome(sit, states, p, shares) for states, (p, shares) in found.items() if p > _LEAST_SHARE]
    return tuple(sorted(outcomes, key=lambda one: (-round(one.probability, 12), one.states)))


def _outcome(
    sit: Situation, states: tuple[str, ...], probability: float, shares: tuple[float, ...]
) -> Outcome:
    taken = tuple(option.label for option in sit.options if all(state[option.bit] == "Y" for state in states))
    return Outcome(
        states[0], taken, min(1.0, probability), "rest" if len(states) == 1 else "cycle", states, shares
    )


def flows_of(movers: Sequence[str], mixture: Mixture) -> tuple[Flow, ...]:
    """Give each move with the share of courses that leave a state by it when they first come there.

    Parameters
    ----------
    movers : sequence of str
        Names of the actors, then of the pacts, in the order of turns.
    mixture : Mixture
    """
    shares: dict[tuple[str, str, str], float] = {}
    for p, passage in mixture.parts:
        passed = _passed(passage.turns, passage.start)
        for state, turns in passage.turns.items():
            weight = sum(float(turn.pace) for turn in turns if turn.targets)
            for mover, turn in zip(movers, turns, strict=False):
                for target in turn.targets:
                    share = passed.get(state, 0.0) * float(turn.pace) / weight / len(turn.targets)
                    key = (mover, passage.labels[state], passage.labels[target])
                    shares[key] = shares.get(key, 0.0) + p * share
    flows = [Flow(*key, min(1.0, share)) for key, share in shares.items() if share > _LEAST_SHARE]
    return tuple(sorted(flows, key=lambda one: (-round(one.share, 12), one.source, one.target, one.by)))


def _passed(turns: Mapping[int, tuple[Turn, ...]], start: int) -> dict[int, float]:
    """Give the probability that each state is ever passed."""
    states = list(turns)
    place = {state: at for at, state in enumerate(states)}
    after = [sorted({place[t] for turn in turns[state] for t in turn.targets}) for state in states]
    classes = strong_classes(after)
    if any(len(group) > 1 for group in classes):
        return {state: _probability_of_passing(turns, start, state) for state in states}
    passed = dict.fromkeys(states, 0.0)
    passed[start] = 1.0
    for group in reversed(classes):
        (at,) = group
        state = states[at]
        weight = sum(float(turn.pace) for turn in turns[state] if turn.targets)
        for turn in turns[state]:
            for target in turn.targets:
                passed[target] += passed[state] * float(turn.pace) / weight / len(turn.targets)
    return passed


def _probability_of_passing(turns: Mapping[int, tuple[Turn, ...]], start: int, state: int) -> float:
    chain = chain_from(start, turns.__getitem__, [frozenset({state})], exact=False)
    return float(limit_of(chain).probability(lambda _state, flags: flags[0]))


def held_back(
    stage: Stage,
    values: Values,
    setting: Setting,
    states: Sequence[int],
    actors: Collection[int] | None = None,
) -> tuple[HeldBack, ...]:
    """Say what each actor of each type would do at some states, whether it does, and who would answer.

    Parameters
    ----------
    stage : Stage
    values : Values
    setting : Setting
    states : sequence of int
        Positions in the stage's world.
    actors : collection of int, optional
        Only these; all if left out.
    """
    deciding = stage.deciding(values, setting)
    found = []
    for state in states:
        for actor, name in enumerate(stage.world.actors):
            if actors is not None and actor not in actors:
                continue
            for type_name, p in values.types[name].items():
                shares = values.behaviours[name][type_name]
                order = values.orders[name][type_name]
                for behaviour in shares if setting.behaviour is None else (setting.behaviour,):
                    wish = _wish(stage, actor, Kind(order, behaviour), state)
                    if wish is not None:
                        found.append(
                            _held(
                                stage,
                                deciding,
                                values,
                                (actor, type_name, p, Kind(order, behaviour)),
                                state,
                                wish,
                            )
                        )
    return tuple(found)


def _wish(stage: Stage, actor: int, kind: Kind, state: int) -> int | None:
    """Give the improvement that an actor would choose if nobody answered; the first of several."""
    world = stage.world
    wishes = picked_moves(world.moves, world.orders[actor][kind.order], actor, state, answered=_nobody)
    return wishes[0] if wishes else None


def _nobody(sources: Positions, _targets: Positions) -> Bools:
    return np.zeros(sources.size, bool)


def _held(
    stage: Stage, deciding: Deciding, values: Values, who: tuple[int, str, float, Kind], state: int, wish: int
) -> HeldBack:
    actor, type_name, p, kind = who
    world, verdicts = stage.world, stage.verdicts
    column = verdicts.answered(actor, kind.order, kind.behaviour, [(state, wish)])[:, 0]
    rows = verdicts.with_order(actor, kind.order)
    likely = np.array([_likelihood(stage, values, row) for row in rows.tolist()])
    shares = deciding.weights_of(actor)[rows] if deciding.rules.weights is not None else likely
    total = float(shares.sum())
    answered = float(shares @ column / total) if total else 0.0
    answer: tuple[tuple[str, str], ...] = ()
    types: dict[str, str] = {}
    if column.any() and answered:
        row = rows[int(np.argmax(np.where(column, shares, -1.0)))]
        answer = _answer(stage, row, actor, kind, state, wish)
        types = _types_in(stage, values, row, {name for name, _ in answer})
    chosen = deciding.chosen(actor, kind, state, int(rows[0])) if deciding.rules.weights is not None else ()
    made = wish in chosen if deciding.rules.weights is not None else answered < 1
    return HeldBack(
        world.actors[actor],
        type_name,
        kind.behaviour,
        p,
        world.labels[state],
        world.labels[wish],
        made,
        answered,
        stage.table.caution[actor],
        answer,
        types,
        tuple(world.labels[target] for target in chosen),
    )


def _likelihood(stage: Stage, values: Values, row: int) -> float:
    """Give the probability of a combination of orders."""
    p = 1.0
    for actor, order in zip(stage.world.actors, stage.verdicts.rows[row].tolist(), strict=True):
        p *= {values.orders[actor][t]: share for t, share in values.types[actor].items()}.get(order, 0.0)
    return p


def _answer(
    stage: Stage, row: int, actor: int, kind: Kind, state: int, wish: int
) -> tuple[tuple[str, str], ...]:
    """Give a shortest path by which the others answer a move, in one combination."""
    world = stage.world
    orders = stage.verdicts.rows[row].tolist()
    ranks = np.stack([own[order] for own, order in zip(world.orders, orders, strict=True)])
    for reply in replies(Answers(world.moves, ranks), actor, state, kind.behaviour):
        if reply.to == wish and reply.path is not None:
            return tuple((world.actors[by], world.labels[to]) for by, to in reply.path)
    return ()


def _types_in(stage: Stage, values: Values, row: int, names: Collection[str]) -> dict[str, str]:
    """Give the types of some actors in a combination, where they have several."""
    found = {}
    for actor, order in zip(stage.world.actors, stage.verdicts.rows[row].tolist(), strict=True):
        if actor in names and len(values.types[actor]) > 1:
            found[actor] = next(t for t, at in values.orders[actor].items() if at == order)
    return found
