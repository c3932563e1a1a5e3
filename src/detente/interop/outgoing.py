"""What is written for another program, what of the situation isn't, and whose order it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from detente.conflict.situated import chosen_type
from detente.faults import SituationError, fault
from detente.situation.records import Situation, Type


class Outgoing(NamedTuple):
    """A text in a foreign format, and one phrase for each thing that the format has no place for."""

    text: str
    lost: tuple[str, ...]


def orders_taken(sit: Situation, actors: Sequence[str], types: Mapping[str, str]) -> list[Type | None]:
    """Give the order by which each actor is written: that of the type named, else of the greatest central prior.

    Parameters
    ----------
    sit : Situation
    actors : sequence of str
    types : mapping of str to str
        The types that are named, by actor.

    Returns
    -------
    list of Type or None
        None for an actor that wants nothing and can do nothing.

    Raises
    ------
    SituationError
        If an actor has no order of all states.

    Examples
    --------
    >>> import detente
    >>> [kind.id for kind in orders_taken(detente.load("belarus-2023"), ["CHN", "EU"], {"CHN": "provoked"})]
    ['provoked', 'soft']
    """
    try:
        return [chosen_type(sit, actor, types.get(actor)) for actor in actors]
    except ValueError as error:
        raise SituationError(
            [fault("DT806", sit.place, f"other programs need an order of all states: {error}")]
        ) from None
