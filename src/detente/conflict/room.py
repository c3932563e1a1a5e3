"""How much memory the plain concepts will take, reckoned before it is taken.

What is kept for each actor: where each state stands among its block, sorted by rank (36 bytes per entry of its blocks, and
12 per state; 20 more per entry under seq2), and for each concept one least answer per state (4 bytes). Work in progress adds some arrays of whole
numbers for each actor that is worked on at the same time.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from pathlib import Path
from typing import Final

from detente.conflict.blocks import OptionMoves, entries_of
from detente.conflict.moves import Moves
from detente.conflict.rows import GraphMoves

SMALL: Final = 1 << 16
"""States up to which nothing is reckoned: any machine has room."""

_PER_ENTRY, _MADE, _PER_STATE, _PER_ARC = 36, 20, 12, 48
_LEAST = 4  # a least answer
_PASSING = 64  # bytes per state while one actor is worked on, and 4 more per other actor


class NoRoomError(ValueError):
    """There is not enough free memory for what was asked; ``expected``, ``got`` and ``hint`` say what would fit."""

    def __init__(self, what: str, *, needed: int, free: int, states: int) -> None:
        most = max(int(states * free / needed), 1)
        held = max(math.ceil(math.log2(needed / max(free, 1))), 1)
        self.expected = f"at most {_said(free)}, which is free"
        self.got = f"{_said(needed)} for {states:,} states"
        self.hint = f"about {most:,} states would fit: hold {held} option{'s' if held > 1 else ''} with --do, or add rules"
        self.message = f"{what} needs more memory than there is"
        super().__init__(f"{self.message}; expected {self.expected}; found {self.got}; {self.hint}")


def memory_needed(moves: Moves, concepts: Collection[str] = ("seq",), workers: int = 1) -> int:
    """Reckon how many bytes the plain concepts take for all actors, the ranks not counted.

    Parameters
    ----------
    moves : Moves
    concepts : collection of str
        Those that are asked for.
    workers : int
        How many actors are worked on at the same time.

    Returns
    -------
    int
        Bytes; meant to be a little too many.

    Examples
    --------
    >>> import numpy as np
    >>> from detente.conflict.blocks import Owner
    >>> memory_needed(OptionMoves(np.arange(4), [Owner(1), Owner(2)]))
    704
    """
    twice = "seq2" in concepts  # its steps are kept beside those of seq
    kept = _LEAST * (len(concepts) + twice) + _PER_STATE
    entries = 0
    if isinstance(moves, OptionMoves):
        each = _PER_ENTRY + _MADE * twice
        entries = each * sum(entries_of(moves.codes, owner) for owner in moves.owners)
    elif isinstance(moves, GraphMoves):
        entries = _PER_ARC * sum(one.sources.size for one in moves.arcs)
    passing = (_PASSING + 4 * moves.actors) * min(workers, moves.actors)
    return entries + moves.states * (moves.actors * kept + passing)


def check_memory(moves: Moves, what: str, concepts: Collection[str] = ("seq",), workers: int = 1) -> None:
    """Refuse a question that would not fit into the memory that is free, before any is taken.

    Parameters
    ----------
    moves : Moves
    what : str
        What is asked, for the message.
    concepts, workers
        As for :func:`memory_needed`.

    Raises
    ------
    NoRoomError
        If it would not fit; it says how many states would.
    """
    if moves.states <= SMALL:
        return
    free = memory_free()
    needed = memory_needed(moves, concepts, workers)
    if free is not None and needed > free:
        raise NoRoomError(what, needed=needed, free=free, states=moves.states)


def memory_free() -> int | None:
    """Give how many bytes of memory this process may still take, None where the system doesn't say.

    Returns
    -------
    int or None
        What the machine has available, or less if a limit is set for the process.
    """
    found = []
    told = Path("/proc/meminfo")
    if told.exists():
        lines = dict(
            line.split(":", 1) for line in told.read_text(encoding="ascii").splitlines() if ":" in line
        )
        if "MemAvailable" in lines:
            found.append(int(lines["MemAvailable"].split()[0]) << 10)
    try:
        import resource
    except ImportError:  # not on every system
        return min(found, default=None)
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    size = Path("/proc/self/statm")
    if limit != resource.RLIM_INFINITY and size.exists():
        taken = int(size.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        found.append(max(limit - taken, 0))
    return min(found, default=None)


def _said(size: int) -> str:
    """Write a number of bytes."""
    return f"{size / 2**30:.1f} GB" if size >= 1 << 27 else f"{size / 2**20:.0f} MB"
