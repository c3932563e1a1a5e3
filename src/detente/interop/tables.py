"""States and moves of a conflict as two tables, for spreadsheets and data frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from detente.conflict.model import Conflict
from detente.faults import SituationError, fault
from detente.interop.arcs import TooManyMovesError, arcs
from detente.interop.losses import losses
from detente.situation.records import Situation

Table: TypeAlias = "dict[str, list[Any]]"
"""Columns by name: texts, whole numbers, or truth values."""

RANK = "rank:"
MOST_CELLS = 1 << 23  # of a table that is read


class Given(NamedTuple):
    """A table that was read: its columns of texts, the name of its file, and the line of each row."""

    table: Table
    file: str
    lines: Sequence[int]


class Tables(NamedTuple):
    """A table of states and one of moves, and what neither holds."""

    states: Table
    moves: Table
    lost: tuple[str, ...]


def tables_of(sit: Situation, types: Mapping[str, str]) -> Tables:
    """Write states and moves of a situation as tables.

    Parameters
    ----------
    sit : Situation
        With options or moves, and with preferences.
    types : mapping of str to str
        The types that are taken, by actor; else those of greatest central prior.

    Returns
    -------
    Tables
        ``states`` has the columns ``state``, one per option as ``OWNER.option``, one per actor as ``rank:ACTOR`` (higher
        is better, 0 the worst), and ``status_quo`` where the situation has one; in order of ascending code. ``moves``
        has ``actor``, ``from``, ``to`` and whether the actor ``improves``.

    Raises
    ------
    SituationError
        If there are more than 2^22 moves.

    Examples
    --------
    >>> import detente
    >>> made = tables_of(detente.load("chicken"), {})
    >>> made.states["state"], made.states["P1.swerve"], made.states["rank:P1"]
    (['NN', 'YN', 'NY', 'YY'], [False, True, False, True], [0, 1, 3, 2])
    >>> made.moves["actor"][0], made.moves["from"][0], made.moves["to"][0], made.moves["improves"][0]
    ('P1', 'NN', 'YN', True)
    """
    con = Conflict.from_situation(sit, types=types)
    states: Table = {"state": list(con.states)}
    for option in sit.options if con.moves.codes is not None else ():
        states[f"{option.owner}.{option.id}"] = (con.codes >> option.bit & 1).astype(bool).tolist()
    for actor, ranks in zip(con.actors, con.ranks, strict=True):
        states[f"{RANK}{actor}"] = ranks.tolist()
    if con.status_quo is not None:
        states["status_quo"] = (np.arange(len(con.states)) == con.status_quo).tolist()
    lost = losses(sit, types, kept=("status_quo", "coalesce"))
    texts = [option for option in sit.options if option.text not in ("", option.id)]
    lost += [f"texts of options: {len(texts)}"] if texts else []
    orders = [actor for actor in con.actors if actor in sit.preferences]
    lost += (
        [f"statements and worths of {', '.join(orders)}: ranks are written"] if sit.options and orders else []
    )
    lost += [f"rules: {len(sit.rules)}, of which the states are left"] if sit.rules else []
    return Tables(states, _moves(sit, con), tuple(lost))


def _moves(sit: Situation, con: Conflict) -> Table:
    """List all moves."""
    labels = list(con.states)
    table: Table = {"actor": [], "from": [], "to": [], "improves": []}
    try:
        for actor, sources, targets in arcs(con.moves):
            table["actor"] += [con.actors[actor]] * sources.size
            table["from"] += [labels[at] for at in sources.tolist()]
            table["to"] += [labels[at] for at in targets.tolist()]
            table["improves"] += (con.ranks[actor][targets] > con.ranks[actor][sources]).tolist()
    except TooManyMovesError as error:
        hint = "hold some options fixed with rules, or solve it here"
        raise SituationError(
            [fault("DT807", sit.place, f"{error}: too many for a table", hint=hint)]
        ) from None
    return table
