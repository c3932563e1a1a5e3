"""How probable it is that a transfer is possible: from probabilities of consents, and from what a model says of others.

Consents of different holders are independent, given their types. How two consents of one holder hang together is known
only through its types or its options; else any dependence is reckoned with, and there is a range without a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date as Day
from fractions import Fraction
from functools import cached_property
from itertools import permutations, product
from math import prod
from typing import NamedTuple, TypeAlias

from detente.evidence.beliefs import beliefs
from detente.situation.holders import group_of
from detente.situation.records import Consent, Situation
from detente.ties.blocking import bits_in, hitting
from detente.ties.chances import (
    Bounds,
    Family,
    Joint,
    TooManyError,
    expected,
    given,
    whatever_the_dependence,
)
from detente.ties.consents import Decision, Ways
from detente.ties.cuts import smallest_cuts
from detente.ties.routes import Coalitions, coalitions_of, routes_of
from detente.ties.sampling import sampled

Leaf: TypeAlias = Callable[[Family], Fraction]
"""What a model says of coalitions of consents by options: the probability that one of them ever comes about."""

MOST_TYPES = 6  # whose ranges are gone through corner by corner
MOST_CORNERS = 5_000
MOST_PAIRS = 4


class Odds(NamedTuple):
    """A probability with its range; ``value`` is None where something that it hangs on isn't known, and ``why`` says what.

    ``monte_carlo_error`` is the standard error where consents were drawn; None where the probability is exact.
    """

    low: float | None
    value: float | None
    high: float | None
    why: str = ""
    monte_carlo_error: float | None = None


class Group(NamedTuple):
    """An actor or hypothesis on whose types consents hang, with the probability of each type: least, central, greatest."""

    name: str
    types: tuple[str, ...]
    lows: tuple[Fraction, ...]
    values: tuple[Fraction, ...]
    highs: tuple[Fraction, ...]

    def corners(self) -> set[tuple[Fraction, ...]]:
        """Give the corners of what the ranges allow: the rest is poured over the types in every order.

        Of very many types they are each taken as sure, which is safe.
        """
        if self.lows == self.highs:
            return {self.values}
        size = len(self.types)
        if size > MOST_TYPES:
            return sure(size)
        found = set()
        for order in permutations(range(size)):
            shares, rest = list(self.lows), max(Fraction(0), 1 - sum(self.lows, Fraction(0)))
            for at in order:
                part = min(rest, self.highs[at] - self.lows[at])
                shares[at] += part
                rest -= part
            found.add(tuple(shares))
        return found


def sure(size: int) -> set[tuple[Fraction, ...]]:
    """Give the ways in which one of some types is sure.

    Examples
    --------
    >>> sorted(tuple(map(int, one)) for one in sure(2))
    [(0, 1), (1, 0)]
    """
    return {tuple(Fraction(at == other) for at in range(size)) for other in range(size)}


class Rates(NamedTuple):
    """The probability of each decision: least, central and greatest. Where nothing is known they are 0, 1/2 and 1."""

    lows: list[Fraction]
    values: list[Fraction]
    highs: list[Fraction]


class Reckoning:
    """The probability of one transfer.

    Parameters
    ----------
    sit : Situation
    ways : Ways
    as_of : date or None
        Beliefs about types rest on what was known by this day.
    seed : int
        For draws, where there are too many coalitions.
    """

    def __init__(self, sit: Situation, ways: Ways, as_of: Day | None, seed: int = 1) -> None:
        self.sit, self.ways, self.as_of, self._seed = sit, ways, as_of, seed
        self._by_options = ways.by_options

    @cached_property
    def found(self) -> Coalitions:
        """The coalitions of decisions."""
        network = self.ways.network
        return coalitions_of(network, routes_of(network))

    @property
    def asks_a_model(self) -> bool:
        """Whether options decide any consent that matters."""
        return bool(self._union & self._by_options)

    @cached_property
    def _union(self) -> int:
        """The decisions that some coalition needs."""
        mask = 0
        for one in self.found.sets:
            mask |= one
        return mask

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The actors and hypotheses on whose types decisions hang."""
        names = dict.fromkeys(
            self._group(one)
            for at, one in enumerate(self.ways.decisions)
            if one.by_type and self._union >> at & 1
        )
        if not names:
            return ()
        held = beliefs(self.sit, self.as_of)
        found = []
        for name in names:
            types = held[name]
            exact = [[Fraction(end).limit_denominator(10**9) for end in one[:3]] for one in types.values()]
            rest = 1 - sum((one[1] for one in exact[:-1]), Fraction(0))
            lows, values, highs = zip(*exact, strict=True)
            found.append(Group(name, tuple(types), lows, (*values[:-1], rest), highs))
        return tuple(found)

    def _group(self, decision: Decision) -> str:
        by_type = Consent(decision.holder, (), None, self.sit.place, by_type=dict(decision.by_type))
        return group_of(self.sit, by_type)

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...] | None:
        """Pairs of consents of one holder of which it isn't known how they hang together; None if there are more of one."""
        pairs = []
        for holder in self.ways.holders:
            own = self.ways.held_by(holder) & self._union & ~self._by_options
            free = [bit for bit in bits_in(own) if not self.ways.decisions[bit].by_type]
            typed = [bit for bit in bits_in(own) if self.ways.decisions[bit].by_type]
            loose = [*free, *typed] if free else []
            if len(loose) > 2:
                return None
            if len(loose) == 2:
                pairs.append((loose[0], loose[1]))
        return tuple(pairs) if len(pairs) <= MOST_PAIRS else None

    def cases(self) -> Iterator[tuple[tuple[int, ...], Rates]]:
        """Go through the combinations of types, by position, each with the probabilities of decisions."""
        for combination in product(*(range(len(group.types)) for group in self.groups)):
            types = {group.name: group.types[at] for group, at in zip(self.groups, combination, strict=True)}
            yield combination, self._rates(types)

    def _rates(self, types: Mapping[str, str]) -> Rates:
        rates = Rates([], [], [])
        for one in self.ways.decisions:
            chance = one.chance
            if one.by_type:
                chance = dict(one.by_type).get(types.get(self._group(one), ""))
            rates.lows.append(Fraction(0) if chance is None else chance.low)
            rates.values.append(Fraction(1, 2) if chance is None else chance.central)
            rates.highs.append(Fraction(1) if chance is None else chance.high)
        return rates

    def ask(self, leaf: Leaf) -> None:
        """Put every proposition to a model of which an answer will be wanted."""
        _, rates = next(self.cases())
        with suppress(TooManyError):
            expected(self.found.sets, rates.values, (), self._by_options, leaf)

    def odds(self, leaf: Leaf | None = None, coalitions: Sequence[int] | None = None) -> Odds:
        """Give the probability that some coalition consents.

        Parameters
        ----------
        leaf : callable, optional
            What a model says of consents by options; left out only where there are none.
        coalitions : sequence of int, optional
            What is left of the coalitions once some consents are settled; default: all.
        """
        sets = self.found.sets if coalitions is None else tuple(coalitions)
        if self.pairs is None:
            bounds = self.any_dependence()
            return Odds(bounds.low, None, bounds.high, self._why)

        def exact(rates: Sequence[Fraction], joints: Sequence[Joint]) -> Fraction:
            return expected(sets, rates, joints, self._by_options, leaf)

        with suppress(TooManyError):
            if self.found.complete:
                return self._mixed(exact)
        return self._drawn()

    def _mixed(self, of: Callable[[Sequence[Fraction], Sequence[Joint]], Fraction]) -> Odds:
        """Mix over types: by their central probabilities, and by the corners of their ranges for the ends."""
        least: dict[tuple[int, ...], Fraction] = {}
        most: dict[tuple[int, ...], Fraction] = {}
        value = Fraction(0)
        for combination, rates in self.cases():
            least[combination] = min(of(rates.lows, joints) for joints in self._joints(rates.lows))
            most[combination] = max(of(rates.highs, joints) for joints in self._joints(rates.highs))
            weight = prod(
                (group.values[at] for group, at in zip(self.groups, combination, strict=True)),
                start=Fraction(1),
            )
            if not self._why:
                value += weight * of(rates.values, ())
        corners = self._corners()
        low = min(_average(least, corner) for corner in corners)
        high = max(_average(most, corner) for corner in corners)
        if self._why:
            return Odds(float(low), None, float(high), self._why)
        return Odds(float(min(low, value)), float(value), float(max(high, value)))

    def _corners(self) -> list[tuple[tuple[Fraction, ...], ...]]:
        """Give the corners of what all ranges of types allow; where they are very many, each type as sure, which is safe."""
        listed = [group.corners() for group in self.groups]
        if prod(map(len, listed)) > MOST_CORNERS:
            listed = [sure(len(group.types)) for group in self.groups]
        return list(product(*listed))

    def _joints(self, rates: Sequence[Fraction]) -> Iterator[tuple[Joint, ...]]:
        """Go through the ends of how pairs of consents may hang together."""
        ends = [
            [
                Joint(a, b, both)
                for both in (max(Fraction(0), rates[a] + rates[b] - 1), min(rates[a], rates[b]))
            ]
            for a, b in self.pairs or ()
        ]
        return product(*ends)

    def _drawn(self) -> Odds:
        """Draw consents, where that is all there is to it; else the probability isn't known."""
        if self._by_options or self.pairs:
            return Odds(0.0, None, 1.0, "there are too many coalitions")
        errors = []

        def of(rates: Sequence[Fraction], _joints: Sequence[Joint]) -> Fraction:
            found = sampled(self.ways.network, [float(one) for one in rates], seed=self._seed)
            errors.append(found.error)
            return Fraction(found.value)

        return self._mixed(of)._replace(monte_carlo_error=max(errors))

    @cached_property
    def _why(self) -> str:
        """Say what isn't known of the consents that matter."""
        bare = [
            one.holder for at, one in enumerate(self.ways.decisions) if one.bare and self._union >> at & 1
        ]
        if bare:
            return f"not rated: {', '.join(dict.fromkeys(bare))}"
        if self.groups and self.asks_a_model:
            return "consents by type and consents by options aren't reckoned together"
        if self.pairs is None:
            return "how several consents of one holder hang together isn't known"
        if self.pairs:
            holders = dict.fromkeys(self.ways.decisions[a].holder for a, _ in self.pairs)
            return f"how the consents of {', '.join(holders)} hang together isn't known"
        return ""

    def any_dependence(self) -> Bounds:
        """Bound the probability whatever hangs together with whatever; consents by options may be anything."""
        lows, highs = list[Fraction](), list[Fraction]()
        for one in self.ways.decisions:
            rated = [one.chance] if one.chance else [chance for _, chance in one.by_type]
            lows.append(min((q.low for q in rated), default=Fraction(0)))
            highs.append(max((q.high for q in rated), default=Fraction(1)))
        blocking = hitting(self.found.sets) if self.found.complete else None
        if blocking is None:
            blocking = list(smallest_cuts(self.ways.network).sets)
        return whatever_the_dependence(self.found.sets, blocking, lows, highs)

    def importance(self, holder: str, leaves: tuple[Leaf | None, Leaf | None]) -> float | None:
        """Give Birnbaum's importance of a holder: P with all its consents, less P with none; None where it isn't known.

        Parameters
        ----------
        holder : str
        leaves : pair of callables
            What a model says if the holder surely consents, and if it surely refuses; None without consents by options.
        """
        mask = self.ways.held_by(holder) & ~self._by_options
        agreed, refused = (
            self.odds(leaf, given(self.found.sets, mask, so=so)).value
            for leaf, so in zip(leaves, (True, False), strict=True)
        )
        return None if agreed is None or refused is None else agreed - refused


def _average(by_case: Mapping[tuple[int, ...], Fraction], shares: Sequence[Sequence[Fraction]]) -> Fraction:
    """Average over combinations of types."""
    total = Fraction(0)
    for combination, value in by_case.items():
        total += prod((group[at] for group, at in zip(shares, combination, strict=True)), start=value)
    return total
