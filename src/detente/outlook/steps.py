"""The steps that a commitment bears on, one by one: who would take them, what answers them, and what answers anyway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from detente.conflict.witness import Path
from detente.outlook.aftermath import AS_IS, Change
from detente.outlook.commitment_results import Deterred
from detente.outlook.deterring import Deterring
from detente.outlook.inducing import Inducing
from detente.outlook.keeping import neat
from detente.outlook.pledged import Pledged, Way

_LEAST = 1e-12


def steps_of_threat(deterring: Deterring, pledged: Pledged) -> tuple[Deterred, ...]:
    """List the steps that a threat or a red line deters, would deter, or leaves deterred anyway.

    Parameters
    ----------
    deterring : Deterring
    pledged : Pledged

    Returns
    -------
    tuple of Deterred
        In the order of actors, types and steps.
    """
    return tuple(
        step
        for actor in range(len(deterring.world.actors))
        if actor != pledged.by
        for way in deterring.ways(actor)
        for step in _of_way(deterring, pledged, actor, way)
    )


def _of_way(deterring: Deterring, pledged: Pledged, actor: int, way: Way) -> Iterator[Deterred]:
    flags = deterring.flags(pledged, actor, way)
    weights = deterring.keeping.given_order(actor, way.kind.order)[1]
    shares = np.stack([weights @ kind for kind in (flags.deters, flags.would, flags.anyway)])
    for at in np.flatnonzero((shares > _LEAST).any(axis=0)).tolist():
        yield _step(deterring, pledged, (actor, way), int(flags.targets[at]), shares[:, at].tolist())


def _step(
    deterring: Deterring, pledged: Pledged, who: tuple[int, Way], target: int, shares: Sequence[float]
) -> Deterred:
    actor, way = who
    name, world = pledged.record.id, deterring.world
    changes = AS_IS, Change(broken=(name,)), Change(kept=name)
    pi = [neat(deterring.answer_probability(actor, way, change, target)) for change in changes]
    deters, would, anyway = map(neat, shares)
    shown = changes[0] if deters else changes[2] if would else changes[1]
    path = _likeliest(deterring, actor, way, shown, target)
    only_anyway = bool(anyway) and not deters and not would
    return Deterred(
        actor=world.actors[actor],
        type=way.type,
        behaviour=way.kind.behaviour,
        probability=way.probability,
        to=world.labels[target],
        deters=deters,
        would_if_believed=would,
        deterred_anyway=anyway,
        answered=pi[0],
        if_broken=pi[1],
        if_kept=pi[2],
        caution=deterring.keeping.stage.table.caution[actor],
        answer=tuple((world.actors[by], world.labels[to]) for by, to in path),
        anyway_by=_carried_out(deterring, name, target, path) if only_anyway else (),
        jointly=tuple(deterring.together(pledged, actor, way, target).items()) if anyway else (),
    )


def _likeliest(deterring: Deterring, actor: int, way: Way, change: Change, target: int) -> Path:
    """Give the answer to a step in the likeliest combination, as the actor sees it, in which there is one."""
    rows, _ = deterring.keeping.given_order(actor, way.kind.order)
    answered = deterring.aftermath.answered(actor, *way.kind, change, np.array([target]))[:, 0]
    likely = np.where(answered, deterring.weights(actor, way.kind.order), -1.0)
    row = int(rows[int(likely.argmax())])
    return deterring.aftermath.answer(row, actor, way.kind.behaviour, change, target)


def _carried_out(deterring: Deterring, name: str, start: int, path: Path) -> tuple[str, ...]:
    """Give the other commitments that are carried out on a path."""
    found = []
    sources = [start, *(to for _, to in path)]
    for other, known in deterring.known.items():
        vow = known.vow
        steps = zip(sources, path, strict=False)
        if other != name and any(by == vow.by and vow.unmet[s] and vow.met[t] for s, (by, t) in steps):
            found.append(other)
    return tuple(found)


def steps_of_promise(inducing: Inducing, pledged: Pledged) -> tuple[Deterred, ...]:
    """List the steps that a promise induces, or would if it were kept."""
    world = inducing.world
    return tuple(
        Deterred(
            actor=world.actors[step.actor],
            type=step.way.type,
            behaviour=step.way.kind.behaviour,
            probability=step.way.probability,
            to=world.labels[step.target],
            deters=neat(step.induces),
            would_if_believed=neat(step.would - step.induces),
            deterred_anyway=0.0,
        )
        for step in inducing.steps(pledged)
    )


def joint_sets(steps: Iterable[Deterred]) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Give the sets of commitments that deter only together, the most probable first.

    The probability is that the actor whose step it is, is such that the set is pivotal for one of its steps; of several
    actors the greatest counts.
    """
    by_way: dict[tuple[tuple[str, ...], str], dict[tuple[str, str], float]] = {}
    for step in steps:
        for group, share in step.jointly:
            ways = by_way.setdefault((group, step.actor), {})
            way = (step.type, step.behaviour)
            ways[way] = max(ways.get(way, 0.0), step.probability * share)
    greatest: dict[tuple[str, ...], float] = {}
    for (group, _), ways in by_way.items():
        greatest[group] = max(greatest.get(group, 0.0), sum(ways.values()))
    return tuple(sorted(greatest.items(), key=lambda one: (-round(one[1], 12), one[0])))
