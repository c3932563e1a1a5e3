"""Who can open a transfer and who can block it: routes, coalitions, vetoes, blocking sets, power."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from detente.ties.blocking import bits_in, hitting
from detente.ties.chances import TooManyError, swings
from detente.ties.consents import Ways
from detente.ties.cuts import MOST_CUTS, smallest_cuts
from detente.ties.routes import (
    MOST_ROUTES,
    Coalitions,
    Network,
    Step,
    blocks,
    coalitions_of,
    narrow_hands,
    needs_of,
    routes_of,
)

Holders: TypeAlias = frozenset[str]
Verdict: TypeAlias = Literal["conditional", "free", "impossible", "not_applicable"]


class Passage(NamedTuple):
    """One route: the hands that it passes between owner and recipient, and whose consents it needs."""

    through: tuple[str, ...]
    holders: Holders


@dataclass(frozen=True, slots=True)
class Power:
    """Who can open and who can block a transfer.

    Attributes
    ----------
    verdict : {"conditional", "free", "impossible", "not_applicable"}
        Whether it hangs on consents, needs nobody's, has no way at all, or leads to where it begins.
    routes : tuple of Passage
        Those of fewest hands first; ``routes_complete`` if there are no others, else there are at least these.
    coalitions : list of frozenset of str
        Minimal sets of holders whose consent suffices; if not ``coalitions_complete`` there may be others, and smaller.
    vetoes : list of str
        Holders whom every coalition needs; known even where not all coalitions are.
    blocking : list of frozenset of str
        Minimal sets of holders whose refusal leaves no way, the smallest first. Where nothing needs blocking the empty
        set; none where nobody can. If not ``blocking_complete`` there are others; each of these blocks all the same.
    smallest_complete : bool
        Whether all blocking sets of the least size are among them.
    power, absolute : mapping of str to float
        Normalised and absolute Banzhaf index by holder; empty where there are too many coalitions. Only the absolute
        one compares transfers.
    swings : mapping of str to int
        Coalitions of the others that a holder turns from failing to succeeding.
    narrow : tuple of str
        Hands between owner and recipient that every route passes.
    why : str
        Why something is missing or not complete; empty if nothing is.
    """

    verdict: Verdict
    routes: tuple[Passage, ...] = ()
    routes_complete: bool = True
    coalitions: list[Holders] = field(default_factory=list)
    coalitions_complete: bool = True
    vetoes: list[str] = field(default_factory=list)
    blocking: list[Holders] = field(default_factory=list)
    blocking_complete: bool = True
    smallest_complete: bool = True
    power: Mapping[str, float] = field(default_factory=dict)
    absolute: Mapping[str, float] = field(default_factory=dict)
    swings: Mapping[str, int] = field(default_factory=dict)
    narrow: tuple[str, ...] = ()
    why: str = ""

    @property
    def smallest(self) -> list[Holders]:
        """The blocking sets of the least size."""
        least = min(map(len, self.blocking), default=0)
        return [one for one in self.blocking if len(one) == least]


def power_of(ways: Ways, most_routes: int = MOST_ROUTES) -> Power:
    """Say who can open a transfer and who can block it. A holder consents to all that is asked of it, or to nothing.

    Parameters
    ----------
    ways : Ways
    most_routes : int
        How many routes to list at most.

    Returns
    -------
    Power

    Examples
    --------
    >>> import detente
    >>> from detente.ties.consents import ways_of
    >>> found = power_of(ways_of(detente.load("belarus-2023").transfers["polonez"]))
    >>> found.vetoes, [sorted(one) for one in found.blocking], found.power
    (['BLR', 'CHN'], [['BLR'], ['CHN']], {'BLR': 0.5, 'CHN': 0.5})

    Notes
    -----
    Minimal coalitions are the prime implicants, minimal blocking sets the prime implicates of one monotone function.
    Where the former are too many to list, blocking sets are proven one by one on the network itself, and the smallest
    are found by flow. Tsebelis (2002), *Veto Players*; Banzhaf (1965).
    """
    network = ways.by_holder()
    if network.start == network.goal:
        return Power("not_applicable")
    if not network.steps:
        return Power("impossible", blocking=[frozenset()])
    listed = routes_of(network, most_routes)
    found = coalitions_of(network, listed)
    routes = tuple(
        dict.fromkeys(Passage(_through(network, one), _names(ways, needs_of(one))) for one in listed.found)
    )
    if found.sets == (0,):
        return Power("free", routes, listed.complete, [frozenset()], narrow=_narrow(network))
    blocking = _blocking(network, found)
    counted = _swings(found, len(ways.holders))
    total = sum(counted)
    shares = dict(zip(ways.holders, counted, strict=True)) if counted else {}
    return Power(
        "conditional",
        routes,
        listed.complete,
        _listed(ways, found.sets),
        found.complete,
        [ways.holders[bit] for bit in _vetoes(network, found)],
        _listed(ways, blocking.sets),
        blocking.complete,
        blocking.smallest_complete,
        {name: count / total for name, count in shares.items()},
        {name: count / 2 ** (len(shares) - 1) for name, count in shares.items()},
        shares,
        _narrow(network),
        _why(found, blocking, counted=bool(counted)),
    )


class _Blocking(NamedTuple):
    """Blocking sets as masks; whether all are listed, and whether all of the least size are."""

    sets: Sequence[int]
    complete: bool
    smallest_complete: bool


def _blocking(network: Network, found: Coalitions) -> _Blocking:
    """Give the minimal blocking sets; of those that meet the known coalitions, only those that are proven to block.

    A minimal set that meets some coalitions and blocks all routes is a minimal blocking set.
    """
    hit = hitting(found.sets)
    if hit is not None and found.complete:
        return _Blocking(hit, complete=True, smallest_complete=True)
    cuts = smallest_cuts(network)
    proven = [one for one in (hit or ())[:MOST_CUTS] if one not in cuts.sets and blocks(network, one)]
    least = {one.bit_count() for one in cuts.sets}
    others = [one for one in proven if one.bit_count() not in least]
    return _Blocking([*cuts.sets, *others], complete=False, smallest_complete=cuts.complete and bool(least))


def _vetoes(network: Network, found: Coalitions) -> list[int]:
    """Give the holders whom every coalition needs; proven on the network, for there may be unknown coalitions."""
    shared = -1
    for one in found.sets:
        shared &= one
    bits = bits_in(shared) if shared > 0 else ()
    return [bit for bit in bits if found.complete or blocks(network, 1 << bit)]


def _swings(found: Coalitions, holders: int) -> list[int]:
    """Count swings; none where not all coalitions are known, or there are too many."""
    if not found.complete:
        return []
    try:
        return swings(found.sets, holders)
    except TooManyError:
        return []


def _why(found: Coalitions, blocking: _Blocking, *, counted: bool) -> str:
    """Say what is missing, and why."""
    if not found.complete:
        return "there are too many routes to know all coalitions"
    if not blocking.complete:
        return "there are too many blocking sets to list them all"
    return "" if counted else "there are too many coalitions to measure power"


def _listed(ways: Ways, sets: Iterable[int]) -> list[Holders]:
    """Name the members of sets; the smallest first, then by name."""
    named = (_names(ways, one) for one in sets)
    return sorted(named, key=lambda one: (len(one), sorted(one)))


def _names(ways: Ways, mask: int) -> Holders:
    return frozenset(ways.holders[bit] for bit in bits_in(mask))


def _through(network: Network, route: Sequence[Step]) -> tuple[str, ...]:
    """Name the hands that a route passes between the owner and the recipient."""
    named = [network.hands[step.target] for step in route if network.hands[step.target]]
    return tuple(named[1:-1])


def _narrow(network: Network) -> tuple[str, ...]:
    """Name the hands after the owner's that every route passes."""
    return tuple(name for name in narrow_hands(network) if name)[1:]
