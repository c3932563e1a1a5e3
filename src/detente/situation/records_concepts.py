"""Records of what goes beyond one order for each actor: what is certain or unknown, what an actor sees, states taken as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from detente.faults import Place

if TYPE_CHECKING:
    from detente.situation.records import Rule, Type


class Pair(NamedTuple):
    """Two named states: the first preferred to the second, or ``equal``; or, among unknown pairs, nobody can say."""

    first: str
    second: str
    place: Place
    equal: bool = False


@dataclass(frozen=True, slots=True)
class Sees:
    """What an actor takes the situation to be, where that differs from the file.

    ``unaware``: positions of options that it doesn't know of, or of states in graph form. ``rules`` hold for it besides
    those of the file. ``types`` and ``preferences`` are what it takes others to be, or to want.
    """

    actor: str
    place: Place
    unaware: tuple[int, ...] = ()
    rules: tuple[Rule, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    preferences: Mapping[str, Type] = field(default_factory=dict)


class Coalesced(NamedTuple):
    """States of one name that are taken as one; ``absorbing``: nobody leaves it."""

    state: str
    place: Place
    absorbing: bool = False
