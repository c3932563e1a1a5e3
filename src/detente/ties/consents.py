"""From a transfer to its network: the decisions that its consents are, and the ways on which they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Day
from typing import NamedTuple

from detente.situation.holders import consents_of
from detente.situation.records import Consent, Consents, Quantity, Transfer
from detente.ties.blocking import bits_in
from detente.ties.routes import Network, Step, network_of


class Decision(NamedTuple):
    """One decision of a holder, on which one or more consents hang.

    It is made by ``options`` of its own that are taken, and ``refusing`` that are not; else it has a probability, one
    for each type (``by_type``), or none is known (``bare``). Consents of one holder are one decision if they are by the
    same options, or have the same probability and the same basis.
    """

    holder: str
    options: tuple[int, ...] = ()
    refusing: tuple[int, ...] = ()
    chance: Quantity | None = None
    by_type: tuple[tuple[str, Quantity], ...] = ()
    basis: str = ""

    @property
    def by_options(self) -> bool:
        """Whether options decide it."""
        return bool(self.options or self.refusing)

    @property
    def bare(self) -> bool:
        """Whether nothing is known of it."""
        return not (self.by_options or self.chance is not None or self.by_type)


class Ways(NamedTuple):
    """What a transfer needs on a day.

    Attributes
    ----------
    decisions : tuple of Decision
        By position: the bits of the network's steps.
    holders : tuple of str
        Whoever decides, in the order of the file.
    network : Network
        Its hands are names; "" is no hand but a place where a condition on the item, or on a whole route, is met.
    lapsed : tuple of Consent
        Consents that are no longer needed by the day.
    """

    decisions: tuple[Decision, ...]
    holders: tuple[str, ...]
    network: Network
    lapsed: tuple[Consent, ...]

    @property
    def by_options(self) -> int:
        """The mask of the decisions that options make."""
        return sum(1 << at for at, one in enumerate(self.decisions) if one.by_options)

    def held_by(self, holder: str) -> int:
        """Give the mask of a holder's decisions."""
        return sum(1 << at for at, one in enumerate(self.decisions) if one.holder == holder)

    def holders_of(self, decisions: int) -> int:
        """Give the mask of the holders of some decisions."""
        mask = 0
        for bit in bits_in(decisions):
            mask |= 1 << self.holders.index(self.decisions[bit].holder)
        return mask

    def by_holder(self) -> Network:
        """Give the network with holders in the place of their decisions: whoever consents, consents to all."""
        known: dict[int, int] = {}

        def held(step: Step) -> Step:
            if step.needs not in known:
                known[step.needs] = self.holders_of(step.needs)
            return step._replace(needs=known[step.needs])

        leaving = [[held(step) for step in steps] for steps in self.network.leaving]
        return self.network._replace(steps=tuple(map(held, self.network.steps)), leaving=leaving)


def ways_of(transfer: Transfer, day: Day | None = None) -> Ways:
    """Give the ways of a transfer as a network, with the decisions that they need.

    Consents on the item and on its parts are needed on every way; they add up. Of an ``either`` one set will do, so that
    there is a way through each. A route of the file is a way of its own; steps make up any way that they allow.

    Parameters
    ----------
    transfer : Transfer
    day : date, optional
        Consents that lapse before it are no longer needed; default: all are.

    Returns
    -------
    Ways

    Examples
    --------
    >>> import detente
    >>> ways = ways_of(detente.load("belarus-2023").transfers["polonez"])
    >>> ways.holders, len(ways.network.steps)
    (('BLR', 'CHN'), 2)
    """
    return _Builder(transfer, day).ways()


class _Builder:
    """Builds the network of one transfer."""

    def __init__(self, transfer: Transfer, day: Day | None) -> None:
        self.transfer, self.day = transfer, day
        self.decisions: dict[tuple[object, ...], tuple[int, Decision]] = {}
        self.hands: list[str] = []
        self.steps: list[Step] = []

    def ways(self) -> Ways:
        one = self.transfer
        begin, goal = self._hand(""), self._hand(one.recipient)
        owner = self._item(begin)
        if one.owner == one.recipient:
            owner = begin = goal
        for route in one.routes:
            self._route(route.through, self._mask(route.consent), route.either, (owner, goal))
        self._network(owner, goal)
        if not one.routes and not one.networked:
            self.steps.append(Step(owner, goal))
        decisions = tuple(decision for _, decision in self.decisions.values())
        holders = tuple(dict.fromkeys(decision.holder for decision in decisions))
        network = network_of(self.hands, self.steps, begin, goal)
        lapsed = [c for _, needed in consents_of(one) for c in needed if self._lapsed(c)]
        return Ways(decisions, holders, network, tuple(lapsed))

    def _item(self, begin: int) -> int:
        """Add what every way needs; give the owner's hand."""
        one = self.transfer
        handed = self._bit(Decision(one.owner, one.by)) if one.by else 0
        parts = list(one.parts.values())
        mask = handed | self._mask(one.consent)
        for part in parts:
            mask |= self._mask(part.consent)
        either = [
            *_given(one.either),
            *(alternatives for part in parts for alternatives in _given(part.either)),
        ]
        at = begin
        for alternatives in either:
            at = self._alternatives(at, alternatives, self._hand(""))
        owner = self._hand(one.owner)
        self.steps.append(Step(at, owner, mask))
        return owner

    def _route(
        self, through: Sequence[str], mask: int, either: Sequence[Consents], ends: tuple[int, int]
    ) -> None:
        """Add a way of its own."""
        at, goal = ends
        for alternatives in _given(either):
            at = self._alternatives(at, alternatives, self._hand(""))
        for hand in through:
            ahead = self._hand(hand)
            self.steps.append(Step(at, ahead, mask))
            at, mask = ahead, 0
        self.steps.append(Step(at, goal, mask))

    def _network(self, owner: int, goal: int) -> None:
        """Add the steps of a network of hands; each name is one hand."""
        named = {self.transfer.owner: owner, self.transfer.recipient: goal}
        for step in self.transfer.steps:
            for hand in (step.source, step.target):
                if hand not in named:
                    named[hand] = self._hand(hand)
            mask = self._mask(step.consent)
            for alternative in step.either or ((),):
                self.steps.append(
                    Step(named[step.source], named[step.target], mask | self._mask(alternative))
                )

    def _alternatives(self, at: int, alternatives: Sequence[Consents], ahead: int) -> int:
        """Add a step for each set of consents of which one will do."""
        self.steps.extend(Step(at, ahead, self._mask(one)) for one in alternatives)
        return ahead

    def _hand(self, name: str) -> int:
        self.hands.append(name)
        return len(self.hands) - 1

    def _mask(self, consents: Iterable[Consent]) -> int:
        """Give the decisions that consents are, but for those that have lapsed."""
        mask = 0
        for one in consents:
            if one.holder and not self._lapsed(one):
                mask |= self._bit(
                    Decision(
                        one.holder,
                        one.options,
                        one.refusing,
                        one.chance,
                        tuple(one.by_type.items()),
                        one.basis,
                    )
                )
        return mask

    def _lapsed(self, consent: Consent) -> bool:
        return consent.until is not None and self.day is not None and consent.until.day < self.day

    def _bit(self, decision: Decision) -> int:
        """Give the bit of a decision; the same decision has the same bit wherever it is needed."""
        key = (decision.holder, *sorted(decision.options), "not", *sorted(decision.refusing))
        if not decision.by_options:
            rated = [decision.chance, *(chance for _, chance in decision.by_type)]
            key = (*key, decision.basis, *(name for name, _ in decision.by_type), *map(_ends, rated))
        at, _ = self.decisions.setdefault(key, (len(self.decisions), decision))
        return 1 << at


def _given(either: Sequence[Consents]) -> Iterator[Sequence[Consents]]:
    """Give the alternatives, if there are any."""
    if either:
        yield either


def _ends(quantity: Quantity | None) -> object:
    """Give what makes two probabilities the same."""
    return None if quantity is None else (quantity.low, quantity.high, quantity.likely)
