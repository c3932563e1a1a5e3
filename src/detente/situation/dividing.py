"""Options divided into those that are settled, those that no rule ties, and groups that rules tie together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from detente.situation.expressions import Expr, bits_of
from detente.situation.propagation import Group, Partial, grouped, propagate, undecided


class Divided(NamedTuple):
    """All options of a situation, divided.

    ``settled`` is the bit pattern of options that are taken in every state, ``free`` are the options that no rule
    says anything about; each group comes with the partial state in which only what is settled is decided.
    """

    settled: int
    free: tuple[int, ...]
    groups: tuple[tuple[Group, Partial], ...]


def divided(options: int, rules: Sequence[Expr], fixed: Mapping[int, bool]) -> Divided | None:
    """Divide options into groups that share no rule, after deciding what follows at once.

    Parameters
    ----------
    options
        How many options there are.
    rules
        What a state satisfies.
    fixed
        Options that have the given value.

    Returns
    -------
    Divided or None
        None if it follows at once that no state satisfies all rules. Groups with few options come first.

    Raises
    ------
    ValueError
        If a rule or a fixed value names an option that isn't there.
    """
    rules = list(dict.fromkeys(rules))
    named = [bits_of(rule) for rule in rules]
    for bit in (*fixed, *(bit for bits in named for bit in bits)):
        if not 0 <= bit < options:
            raise ValueError(f"expected options at positions 0 to {options - 1}, found position {bit}")
    whole = grouped(range(options), rules)
    root = undecided(whole, fixed)
    if propagate(whole, root, range(options)).any():
        return None
    decided = {bit: bool(root.yes[bit, 0]) for bit in np.flatnonzero(root.yes[:, 0] | root.no[:, 0]).tolist()}
    still = [rule for rule in range(len(rules)) if root.open[rule, 0]]
    groups = []
    for members in _tied([named[rule] - decided.keys() for rule in still]):
        own = [still[k] for k in members]
        order = _order([named[rule] for rule in own], decided)
        group = grouped(order, [rules[rule] for rule in own])
        groups.append((group, undecided(group, decided)))
    tied = {bit for group, _ in groups for bit in group.options}
    free = tuple(bit for bit in range(options) if bit not in decided and bit not in tied)
    settled = sum(1 << bit for bit, value in decided.items() if value)
    return Divided(settled, free, tuple(sorted(groups, key=lambda one: len(one[0].options))))


def _tied(named: Sequence[Collection[int]]) -> list[list[int]]:
    """Put rules together that name an option in common, directly or through others; give their positions."""
    groups: list[tuple[set[int], list[int]]] = []
    for rule, bits in enumerate(named):
        joined, members = set(bits), [rule]
        apart = []
        for one in groups:
            if joined.isdisjoint(one[0]):
                apart.append(one)
            else:
                joined |= one[0]
                members += one[1]
        groups = [*apart, (joined, members)]
    return [sorted(members) for _, members in groups]


def _order(named: Sequence[Collection[int]], decided: Collection[int]) -> list[int]:
    """Order options so that rules are complete early, and few options wait for the rest of their rules."""
    uses: dict[int, list[int]] = {}
    for rule, bits in enumerate(named):
        for bit in bits:
            uses.setdefault(bit, []).append(rule)
    order = [bit for bit in sorted(uses) if bit in decided]
    lacking = [frozenset(bits).difference(order) for bits in named]
    while any(lacking):
        fewest = min(len(bits) for bits in lacking if bits)
        ready = {bits for bits in lacking if len(bits) == fewest}
        costs = (
            (_waiting(bits, order, uses, lacking), -max(len(uses[b]) for b in bits), sorted(bits))
            for bits in ready
        )
        new = sorted(min(costs)[2], key=lambda bit: (-len(uses[bit]), bit))
        order += new
        lacking = [bits.difference(new) for bits in lacking]
    return order


def _waiting(
    new: frozenset[int],
    order: Sequence[int],
    uses: Mapping[int, Sequence[int]],
    lacking: Sequence[frozenset[int]],
) -> int:
    """Count the options in order that would wait for others of their rules, once the new ones were added."""
    return sum(any(not lacking[rule] <= new for rule in uses[bit]) for bit in (*order, *new))
