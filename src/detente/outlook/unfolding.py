"""How far combinations of types and behaviours do the same, and what is done in each.

All combinations go on together from where events begin, and part only where somebody does something else. So a great many
of them cost little where few decisions differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import NamedTuple, TypeAlias

from detente.outlook.deciding import Deciding, Decision, Kind, Who

Targets: TypeAlias = tuple[tuple[int, ...], ...]
"""For each mover, actors first, then pacts: the states it moves to, each equally likely."""

_Deciders: TypeAlias = Sequence[Sequence[tuple[int, int]]]
_Made: TypeAlias = Sequence[Mapping[int, Mapping[int, tuple[int, ...]]]]


class Alike(NamedTuple):
    """Combinations in which everybody does the same, as far as is known.

    ``ways`` are their positions. ``whos`` has for each mover those that decide in any of them, each with the
    combinations in which it does as the verdicts count them; ``turns`` the moves at the states passed so far, and
    ``front`` the states that come next.
    """

    ways: Sequence[int]
    whos: Sequence[Sequence[tuple[int, frozenset[int]]]]
    turns: dict[int, Targets]
    front: set[int]

    def gone_on(self, deciders: _Deciders, made: _Made) -> list[Alike]:
        """Go on from the states that come next: parts in which everybody does the same there."""
        parts = [self]
        for state in self.front:
            parts = [alike for part in parts for alike in part.alike_at(state, deciders, made)]
        after: list[Alike] = []
        for part in parts:
            targets = {to for state in self.front for chosen in part.turns[state] for to in chosen}
            after.append(part._replace(front=targets - part.turns.keys()))
        return after

    def alike_at(self, state: int, deciders: _Deciders, made: _Made) -> list[Alike]:
        """Part where a mover chooses differently at a state, and add what is chosen to the moves."""
        chosen: list[tuple[int, ...]] = []
        for mover, whos in enumerate(self.whos):
            found: set[tuple[int, ...]] = set()
            for who, rows in whos:
                found.update(map(made[who][state].__getitem__, rows))
            if len(found) > 1:
                split: dict[tuple[int, ...], list[int]] = {}
                for at in self.ways:
                    who, row = deciders[at][mover]
                    split.setdefault(made[who][state][row], []).append(at)
                parts = [_alike(ways, deciders, self.turns, self.front) for ways in split.values()]
                return [alike for part in parts for alike in part.alike_at(state, deciders, made)]
            chosen.append(found.pop())
        return [self._replace(turns={**self.turns, state: tuple(chosen)})]


def _alike(ways: Sequence[int], deciders: _Deciders, turns: dict[int, Targets], front: set[int]) -> Alike:
    """Put combinations together."""
    whos: list[list[tuple[int, frozenset[int]]]] = []
    for own in zip(*(deciders[at] for at in ways), strict=True):
        rows: dict[int, set[int]] = {}
        for who, row in own:
            rows.setdefault(who, set()).add(row)
        whos.append([(who, frozenset(found)) for who, found in rows.items()])
    return Alike(ways, whos, turns, front)


def unfolded(
    deciding: Deciding,
    combinations: Sequence[tuple[Kind, ...]],
    movers: Sequence[tuple[int, ...]],
    most: float = inf,
) -> list[Alike] | None:
    """Give everybody's moves at every state that is reached, for all combinations that do the same together.

    Parameters
    ----------
    deciding : Deciding
    combinations : sequence of tuple of Kind
        What the actors are; where decisions hang on the others' orders, they are among those of the verdicts.
    movers : sequence of tuple of int
        Who moves as one: the actors, then the pacts.
    most : float
        States to look at, counted once for all combinations that do the same.

    Returns
    -------
    list of Alike or None
        Every combination is in one of them; nothing comes next. None if that were too many states.

    Notes
    -----
    Cost: at each state that is reached, as many decisions as there are ways for a mover to be; and each combination
    once wherever its part is divided.
    """
    deciders: list[list[tuple[int, int]]] = []
    for kinds in combinations:
        whos = [Who(group, tuple(kinds[one] for one in group)) for group in movers]
        alike = [deciding.is_alike(who) for who in whos]
        row = -1 if all(alike) else deciding.verdicts.row_of(kind.order for kind in kinds)
        deciders.append(
            [(deciding.number(who), -1 if same else row) for who, same in zip(whos, alike, strict=True)]
        )
    found = [_alike(range(len(deciders)), deciders, {}, {deciding.verdicts.world.start})]
    while any(one.front for one in found):
        if sum(len(one.turns) + len(one.front) for one in found) > most:
            return None
        deciding.decide(_lacking(found, deciding.made))
        found = [after for one in found for after in one.gone_on(deciders, deciding.made)]
    return found


def _lacking(found: Sequence[Alike], made: _Made) -> list[Decision]:
    """Give the decisions at the states that come next, those that are at hand left out."""
    wanted: dict[tuple[int, int], set[int]] = {}
    for one in found:
        for state in one.front:
            for group in one.whos:
                for who, rows in group:
                    known = made[who].get(state)
                    if known is None or not rows <= known.keys():
                        wanted.setdefault((who, state), set()).update(rows)
    return [Decision(who, state, rows) for (who, state), rows in wanted.items()]
