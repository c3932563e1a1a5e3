"""The probability that a transfer is possible: some coalition consents, each consent being independent of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction
from math import prod
from typing import NamedTuple

from detente.ties.blocking import bits_in, in_order, minimal

MOST_FAMILIES = 20_000
MOST_LEAVES = 500
MOST_DEEP = 250

Family = frozenset[int]
Leaf = Callable[[Family], Fraction]


class TooManyError(ArithmeticError):
    """There are too many coalitions for an exact probability."""


class Joint(NamedTuple):
    """Two consents by their positions, and the probability that both are given."""

    one: int
    other: int
    both: Fraction


class Bounds(NamedTuple):
    """The least and the greatest of a probability."""

    low: float
    high: float


class Expansion:
    """Shannon's expansion with memory: what one family of coalitions gave serves the others.

    A member that all coalitions share is a factor; coalitions that fall into groups without common members are
    independent; else the most frequent member is taken as consenting and as refusing:
    P = p P(f given it consents) + (1 - p) P(f given it refuses).

    Parameters
    ----------
    chances : sequence of Fraction
        The probability of each consent, by its position.
    most : int
        How many families to look at, at most.

    Notes
    -----
    Exact. The cost is that of an ordered decision diagram: small where coalitions overlap in a regular way, exponential
    at worst.
    """

    def __init__(self, chances: Sequence[Fraction], most: int = MOST_FAMILIES) -> None:
        self.chances, self._most = chances, most
        self._known: dict[Family, Fraction] = {}

    def chance(self, coalitions: Iterable[int]) -> Fraction:
        """Give the probability that all members of some coalition consent.

        Parameters
        ----------
        coalitions : iterable of int
            Masks of consents.

        Raises
        ------
        TooManyError
            If it would take more families than allowed.

        Examples
        --------
        >>> p = [Fraction(one, 10) for one in (3, 8, 5, 5, 2)]
        >>> float(Expansion(p).chance([0b00011, 0b01101, 0b10010]))
        0.367
        """
        return self._of(frozenset(minimal(coalitions)), 0)

    def _of(self, family: Family, depth: int) -> Fraction:
        if not family:
            return Fraction(0)
        if 0 in family:
            return Fraction(1)
        known = self._known.get(family)
        if known is None:
            if len(self._known) >= self._most or depth > MOST_DEEP:
                raise TooManyError("too many coalitions for an exact probability")
            known = self._expanded(family, depth + 1)
            self._known[family] = known
        return known

    def _expanded(self, family: Family, depth: int) -> Fraction:
        shared = -1
        for one in family:
            shared &= one
        if shared:
            rest = self._of(frozenset(one & ~shared for one in family), depth)
            return prod((self.chances[bit] for bit in bits_in(shared)), start=rest)
        groups = apart(family)
        if len(groups) > 1:
            return 1 - prod((1 - self._of(one, depth) for one in groups), start=Fraction(1))
        often = Counter(bit for one in family for bit in bits_in(one))
        bit = min(often, key=lambda one: (-often[one], one))
        consents = frozenset(minimal(one & ~(1 << bit) for one in family))
        refuses = frozenset(one for one in family if not one >> bit & 1)
        p = self.chances[bit]
        return p * self._of(consents, depth) + (1 - p) * self._of(refuses, depth)


def apart(family: Collection[int]) -> list[Family]:
    """Part a family of sets into groups that have no member in common.

    Examples
    --------
    >>> sorted(sorted(group) for group in apart([0b0011, 0b0110, 0b1000]))
    [[3, 6], [8]]
    """
    groups: list[tuple[int, list[int]]] = []
    for one in in_order(family):
        union, members, others = one, [one], []
        for mask, held in groups:
            if mask & one:
                union, members = union | mask, held + members
            else:
                others.append((mask, held))
        groups = [*others, (union, members)]
    return [frozenset(members) for _, members in groups]


def importance(coalitions: Sequence[int], chances: Sequence[Fraction], member: int) -> Fraction:
    """Give Birnbaum's importance: P(possible | all of a member's consents) - P(possible | none of them).

    Parameters
    ----------
    coalitions : sequence of int
        Masks of consents.
    chances : sequence of Fraction
        The probability of each consent.
    member : int
        The mask of the member's consents.

    Examples
    --------
    >>> p = [Fraction(one, 10) for one in (3, 8, 5, 5, 2)]
    >>> float(importance([0b00011, 0b01101, 0b10010], p, 0b00001))
    0.69

    Notes
    -----
    Birnbaum (1969), *On the importance of different components in a multicomponent system*. With one consent it is the
    slope of the probability in that consent's own.
    """
    expansion = Expansion(chances)
    consents = expansion.chance(given(coalitions, member, so=True))
    return consents - expansion.chance(given(coalitions, member, so=False))


def swings(coalitions: Sequence[int], members: int) -> list[int]:
    """Count for each holder the coalitions of the others that it turns from failing to succeeding.

    Parameters
    ----------
    coalitions : sequence of int
        The minimal ones, as masks of holders.
    members : int
        How many holders there are.

    Returns
    -------
    list of int
        Divided by 2^(n-1) the absolute Banzhaf (Penrose) index, divided by their sum the normalised one.

    Raises
    ------
    TooManyError
        If there are too many coalitions.

    Examples
    --------
    Three of whom the first is needed by both others:

    >>> swings([0b011, 0b101], 3)
    [3, 1, 1]

    Notes
    -----
    Banzhaf (1965), *Weighted voting doesn't work*. Counted as Birnbaum's importance at even chances, which is exact.
    """
    even = [Fraction(1, 2)] * members
    expansion = Expansion(even)
    counts = []
    for bit in range(members):
        mask = 1 << bit
        joined, left = (expansion.chance(given(coalitions, mask, so=so)) for so in (True, False))
        counts.append(int((joined - left) * 2 ** (members - 1)))
    return counts


def whatever_the_dependence(
    coalitions: Iterable[int],
    blocking: Iterable[int],
    lows: Sequence[Fraction],
    highs: Sequence[Fraction],
) -> Bounds:
    """Bound the probability whatever hangs together with whatever (Fréchet).

    All of a coalition consent with at least 1 - sum(1 - p), and at most some member of a blocking set consents, which
    has at most the sum of its probabilities. For two consents that are both needed these are the bounds
    max(0, p + q - 1) and min(p, q).

    Parameters
    ----------
    coalitions, blocking : iterable of int
        Masks of consents. Each coalition must suffice and each blocking set must block; not all need be given.
    lows, highs : sequence of Fraction
        The ends of each consent's probability.

    Examples
    --------
    >>> p = [Fraction(31, 100)] * 2
    >>> whatever_the_dependence([0b11], [0b01, 0b10], p, p)
    Bounds(low=0.0, high=0.31)

    Notes
    -----
    Safe, and reached where a single coalition or a single blocking set decides; in between they may not be.
    """
    least = [1 - sum((1 - lows[bit] for bit in bits_in(one)), Fraction(0)) for one in coalitions]
    most = [sum((highs[bit] for bit in bits_in(one)), Fraction(0)) for one in blocking]
    return Bounds(float(max([Fraction(0), *least])), float(min([Fraction(1), *most])))


def expected(
    coalitions: Iterable[int],
    chances: Sequence[Fraction],
    joints: Sequence[Joint] = (),
    model: int = 0,
    leaf: Leaf | None = None,
) -> Fraction:
    """Give the probability that some coalition consents, where some consents hang together or are decided elsewhere.

    Parameters
    ----------
    coalitions : iterable of int
        Masks of consents.
    chances : sequence of Fraction
        The probability of each consent.
    joints : sequence of Joint
        Pairs of consents with the probability that both are given; all else is independent.
    model : int
        The mask of consents on which a model decides: they are never expanded.
    leaf : callable, optional
        Gives the probability of what is left of the coalitions once only consents of the model are in them.

    Returns
    -------
    Fraction

    Raises
    ------
    TooManyError
        If it would take too many expansions.

    Examples
    --------
    >>> p = [Fraction(31, 100), Fraction(31, 100)]
    >>> [float(expected([0b11], p, [Joint(0, 1, both)])) for both in (0, Fraction(31, 100))]
    [0.0, 0.31]
    """
    expansion = Expansion(chances)
    known: dict[Family, Fraction] = {}

    def alone(family: Family) -> Fraction:
        union = 0
        for one in family:
            union |= one
        if not union & model:
            return expansion.chance(family)
        if not union & ~model:
            return leaf(family) if leaf else Fraction(0)
        if family not in known:
            if len(known) > MOST_LEAVES:
                raise TooManyError("too many consents beside those that the model decides")
            bit = next(bits_in(union & ~model))
            sides = (frozenset(minimal(given(family, 1 << bit, so=so))) for so in (True, False))
            consents, refuses = map(alone, sides)
            known[family] = chances[bit] * consents + (1 - chances[bit]) * refuses
        return known[family]

    def jointly(left: Iterable[int], pairs: Sequence[Joint]) -> Fraction:
        if not pairs:
            return alone(frozenset(minimal(left)))
        one, other, both = pairs[0]
        p, q = chances[one], chances[other]
        weights = {(True, True): both, (True, False): p - both, (False, True): q - both}
        weights[False, False] = 1 - p - q + both
        parts = (
            weight * jointly(given(given(left, 1 << one, so=a), 1 << other, so=b), pairs[1:])
            for (a, b), weight in weights.items()
            if weight
        )
        return sum(parts, Fraction(0))

    return jointly(tuple(coalitions), joints)


def given(coalitions: Iterable[int], consents: int, *, so: bool) -> list[int]:
    """Give what is left of coalitions once some consents are given, or refused.

    Parameters
    ----------
    coalitions : iterable of int
        Masks of consents.
    consents : int
        The mask of those that are settled.
    so : bool
        Whether they are given.

    Examples
    --------
    >>> given([0b01, 0b11], 0b10, so=True), given([0b01, 0b11], 0b10, so=False)
    ([1, 1], [1])
    """
    return (
        [one & ~consents for one in coalitions] if so else [one for one in coalitions if not one & consents]
    )
