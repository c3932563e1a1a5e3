"""Which module answers for a concept, and whether what it is told fits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal, NamedTuple

import numpy as np

from detente.conflict.concepts import Concept, concept_named
from detente.conflict.given import list_given, unfit
from detente.conflict.model import Conflict
from detente.conflict.results import Stability
from detente.conflict.room import check_memory
from detente.conflict.witness import replies

MOST_FORESEEN = 1000
"""Moves that a horizon may have: far more than any actor foresees."""

_TAKES = {
    "coalition": ("coalition",),
    "foresight": ("horizon", "leader", "ties"),
    "strength": ("degree",),
    "plain": ("merged",),
}
_NAMED = {"horizon": "limited", "leader": "stackelberg"}


class Settings(NamedTuple):
    """What a concept is told; see :meth:`detente.conflict.model.Conflict.stability`."""

    coalition: Sequence[str | int] | None = None
    merged: Sequence[str | int] | None = None
    horizon: int | None = None
    leader: str | int | None = None
    degree: int | None = None
    ties: Literal["robust", "possible"] = "robust"


def stability_of(conflict: Conflict, name: str, settings: Settings, workers: int = 1) -> Stability:
    """Tell which states are stable for whom under a concept.

    Parameters
    ----------
    conflict : Conflict
    name : str
    settings : Settings
    workers : int
        How many actors are worked on at the same time under the plain concepts; the others take no notice.

    Returns
    -------
    Stability

    Raises
    ------
    ValueError
        If the concept lacks a setting, a setting doesn't belong to it, or it can't be asked of this conflict.

    Examples
    --------
    >>> con = Conflict.from_moves(["p", "q"], {"A": [("p", "q")]}, {"A": [0, 1], "B": [1, 0]})
    >>> stability_of(con, "limited", Settings())
    Traceback (most recent call last):
    ...
    ValueError: 'limited' needs a horizon
    """
    concept = concept_named(name)
    _check(conflict, concept, settings)
    if concept.family == "coalition":
        from detente.conflict.coalitions import coalition_stability

        return coalition_stability(conflict, name, settings.coalition)
    if concept.family == "foresight":
        return _foreseen(conflict, name, settings)
    if concept.family == "strength":
        from detente.conflict.strength import strength_stability

        return strength_stability(conflict, name, settings.degree)
    if concept.family == "unknown":
        from detente.conflict.unknown import unknown_stability

        return unknown_stability(conflict, name)
    if concept.family == "attitude":
        from detente.conflict.attitudes import attitude_stability

        return attitude_stability(conflict, name)
    if settings.merged is not None:
        from detente.conflict.merged import merged_stability

        return merged_stability(conflict, name, settings.merged)
    return plain_stability(conflict, name, workers)


def plain_stability(conflict: Conflict, concept: str, workers: int = 1) -> Stability:
    """Tell which states are stable for whom under a concept that asks for nothing but everybody's order.

    Parameters
    ----------
    conflict : Conflict
    concept : {"nash", "gmr", "smr", "seq", "sseq", "seq2"}
    workers : int
        How many actors are worked on at the same time; the verdicts are the same however many.

    Returns
    -------
    Stability

    Raises
    ------
    NoRoomError
        If it would not fit into the memory that is free; it says how many states would.

    Notes
    -----
    Cost: a few operations on arrays of all states per pair of actors; see :mod:`detente.conflict.stability`.

    Examples
    --------
    >>> con = Conflict.from_moves(["p", "q"], {"A": [("p", "q")]}, {"A": [0, 1], "B": [1, 0]})
    >>> plain_stability(con, "nash").stable.tolist()
    [[False, True], [True, True]]
    """
    rows = range(len(conflict.actors))
    shape = (len(conflict.actors), len(conflict.states))
    check_memory(conflict.moves, concept, (concept,), workers)
    stable = conflict.answers.table(concept, workers)
    movable = np.array([conflict.moves.movable(actor) for actor in rows]).reshape(shape)
    return Stability(
        concept=concept,
        actors=conflict.actors,
        states=conflict.states,
        stable=stable,
        structural=~movable,
        equilibria=np.flatnonzero(stable.all(axis=0)),
        replies=partial(replies, conflict.answers, concept=concept),
        position=conflict.position,
        name=conflict.actors.__getitem__,
    )


def _foreseen(conflict: Conflict, name: str, settings: Settings) -> Stability:
    """Ask a concept of foresight."""
    from detente.conflict.foresight import limited_stability, nonmyopic_stability, stackelberg_stability

    if name == "limited":
        return limited_stability(conflict, settings.horizon or 0, settings.ties)
    if name == "stackelberg":
        return stackelberg_stability(conflict, settings.leader or 0, settings.ties)
    return nonmyopic_stability(conflict, settings.ties)


def _check(conflict: Conflict, concept: Concept, settings: Settings) -> None:
    """Refuse what lacks a setting, has one too many, or asks for whole orders where some are unknown."""
    if conflict.relations and concept.family != "unknown":
        names = ", ".join(conflict.actors[actor] for actor in conflict.relations)
        raise ValueError(
            f"the preference of {names} is partly unknown, and {concept.name!r} needs whole orders; ask for an extension, "
            "such as 'seq_a'"
        )
    if concept.needs and getattr(settings, concept.needs) is None:
        raise ValueError(f"{concept.name!r} needs a {concept.needs}")
    _check_kinds(settings)
    takes = _TAKES.get(concept.family, ())
    for setting, default in Settings._field_defaults.items():
        unfit = setting not in takes or _NAMED.get(setting, concept.name) != concept.name
        if unfit and getattr(settings, setting) != default:
            raise ValueError(f"{concept.name!r} takes no {setting}")
    if settings.ties not in ("robust", "possible"):
        raise ValueError(f"ties: expected 'robust' or 'possible', found {settings.ties!r}")


def _check_kinds(settings: Settings) -> None:
    """Refuse settings of another kind than was asked for."""
    for what, number in (("horizon", settings.horizon), ("degree", settings.degree)):
        told: object = number
        if told is not None and (not isinstance(told, int) or told > MOST_FORESEEN):
            raise unfit(what, f"a whole number from 1 to {MOST_FORESEEN:,}", told)
    for what, members in (("coalition", settings.coalition), ("merged", settings.merged)):
        if members is not None:
            list_given(members, what, "['A', 'B']")
