"""Which move each actor, and each pact, makes at a state, given what it knows of the others.

Under ``own`` knowledge an actor holds beliefs over the others' types: an improvement counts as answered iff the
probability that it is answered is at least the actor's caution. Under ``all`` everybody sees the types.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.conflict.moves import Bools, Positions
from detente.conflict.picking import Pair, Picking, picking
from detente.outlook.verdicts import Inquiry, Verdicts, Weights
from detente.outlook.worlds import World

MARGIN = 1e-12
"""A probability of an answer this close to the caution counts as reaching it."""


class Kind(NamedTuple):
    """One way an actor may be: which order of preference it has, and by which concept it decides."""

    order: int
    behaviour: str


class Rules(NamedTuple):
    """How decisions are made: ``weights[i]`` are actor i's beliefs over combinations (``own``); None under ``all``."""

    weights: Sequence[Weights] | None
    caution: Sequence[float]
    choice: str = "best"


class Who(NamedTuple):
    """Those who decide: one actor, or the members of a pact, and what they are."""

    movers: tuple[int, ...]
    kinds: tuple[Kind, ...]


class Decision(NamedTuple):
    """A decision at a state, in some combinations; ``who`` is a number (:meth:`Deciding.number`)."""

    who: int
    state: int
    combinations: Collection[int]


Process: TypeAlias = Generator[Inquiry, Sequence[bool], tuple[int, ...]]
"""A decision in the making: it asks which improvements are seen answered, and gives the states moved to."""


class _Open(NamedTuple):
    """A decision in the making, in combinations in which all that was asked so far was replied alike."""

    decision: Decision
    process: Process
    replies: tuple[Sequence[bool], ...]


ALIKE = frozenset({-1})
"""In place of combinations where all are alike, since nobody sees the others' types, or reckons with them."""


class Deciding:
    """Decisions under one set of rules; each is made once.

    Attributes
    ----------
    whos : list of Who
        Those who have decided, by number.
    made : list of dict of int to dict of int to tuple of int
        By number of who decides, by state, and by combination: the states moved to, each equally likely; none if
        everybody stays.

    Parameters
    ----------
    verdicts : Verdicts
    rules : Rules
    """

    def __init__(self, verdicts: Verdicts, rules: Rules) -> None:
        self.verdicts, self.rules = verdicts, rules
        self.whos: list[Who] = []
        self.made: list[dict[int, dict[int, tuple[int, ...]]]] = []
        self._number: dict[Who, int] = {}
        self._seen: dict[tuple[int, int, str], dict[Pair, Bools]] = {}
        self._held: dict[tuple[int, int], tuple[Weights, float]] = {}

    def weights_of(self, actor: int) -> Weights:
        """Give an actor's beliefs over combinations; all alike where everybody sees the types."""
        if self.rules.weights is None:
            return np.ones(len(self.verdicts.rows))
        return self.rules.weights[actor]

    def answer_probability(self, actor: int, order: int, answered: Bools, combination: int) -> Weights:
        """Give the probability, as the actor sees it, that each of some improvements is answered.

        Parameters
        ----------
        actor, order : int
        answered : array of bool, shape (combinations with the order, improvements)
        combination : int
            The one that is the case; it matters where everybody sees the types.
        """
        if self.rules.weights is None:
            among = self.verdicts.with_order(actor, order)
            seen: Weights = answered[int(np.searchsorted(among, combination))].astype(np.float64)
            return seen
        if (actor, order) not in self._held:
            held = self.rules.weights[actor][self.verdicts.with_order(actor, order)]
            self._held[actor, order] = held, float(held.sum())
        weights, total = self._held[actor, order]
        shares: Weights = weights @ answered / total if total else answered.mean(axis=0)
        return shares

    def blocked(self, actor: int, order: int, answered: Bools, combination: int) -> Bools:
        """Tell which improvements an actor takes to be answered; what nobody could answer is never among them."""
        pi = self.answer_probability(actor, order, answered, combination)
        bar = 0.5 if self.rules.weights is None else self.rules.caution[actor] - MARGIN
        return np.asarray((pi >= bar) & (pi > 0), bool)

    def chosen(self, actor: int, kind: Kind, state: int, combination: int) -> tuple[int, ...]:
        """Give the states that an actor of a kind moves to from a state, each equally likely; none if it stays."""
        return self._made(Who((actor,), (kind,)), state, combination)

    def chosen_jointly(
        self, members: Sequence[int], kinds: Sequence[Kind], state: int, combination: int
    ) -> tuple[int, ...]:
        """Give the states that a pact moves to: improvements of all its members that none of them sees answered.

        Those stay that no other such move beats for all members, then those that change the fewest options.
        ``kinds`` are those of all actors.
        """
        own = tuple(kinds[member] for member in members)
        return self._made(Who(tuple(members), own), state, combination)

    def number(self, who: Who) -> int:
        """Give the number of those who decide."""
        number = self._number.setdefault(who, len(self.whos))
        if number == len(self.whos):
            self.whos.append(who)
            self.made.append({})
        return number

    def is_alike(self, who: Who) -> bool:
        """Tell whether a decision is the same in all combinations."""
        return self.rules.weights is not None or all(kind.behaviour == "nash" for kind in who.kinds)

    def _made(self, who: Who, state: int, combination: int) -> tuple[int, ...]:
        number, at = self.number(who), -1 if self.is_alike(who) else combination
        self.decide([Decision(number, state, (at,))])
        return self.made[number][state][at]

    def decide(self, wanted: Iterable[Decision]) -> None:
        """Make decisions side by side, so that what they ask of the others' answers is found at one go.

        Combinations in which a decision gets the same replies are gone through as one.
        """
        waiting: list[tuple[_Open, Sequence[bool] | None]] = [
            (_Open(one, self._process(one), ()), None) for one in self._not_made(wanted)
        ]
        while waiting:
            asked: list[tuple[_Open, Inquiry]] = []
            for one, reply in waiting:
                try:
                    asked.append((one, one.process.send(reply)))  # type: ignore[arg-type]  # None starts it
                except StopIteration as end:
                    who, state, combinations = one.decision
                    self.made[who].setdefault(state, {}).update(dict.fromkeys(combinations, end.value))
            self._look_up(inquiry for _, inquiry in asked)
            waiting = [after for one, inquiry in asked for after in self._replied(one, inquiry)]

    def _not_made(self, wanted: Iterable[Decision]) -> list[Decision]:
        """Keep what hasn't been decided yet, each once."""
        lacking: dict[tuple[int, int], set[int]] = {}
        for who, state, combinations in wanted:
            made = self.made[who].get(state, {})
            if new := set(combinations) - made.keys():
                lacking.setdefault((who, state), set()).update(new)
        return [Decision(*key, sorted(new)) for key, new in lacking.items()]

    def _process(self, one: Decision) -> Process:
        """Begin to decide."""
        who = self.whos[one.who]
        if len(who.movers) > 1:
            return _joint(self.verdicts.world, who, one.state)
        actor, kind = who.movers[0], who.kinds[0]
        return _single(
            actor, kind, picking(self.verdicts.wishes(actor, kind.order, one.state), self.rules.choice)
        )

    def _look_up(self, asked: Iterable[Inquiry]) -> None:
        """Find out what is asked and not known yet."""
        lacking: dict[tuple[int, int, str], dict[Pair, None]] = {}
        for actor, order, concept, pairs in asked:
            seen = self._seen.setdefault((actor, order, concept), {})
            if new := [pair for pair in pairs if pair not in seen]:
                lacking.setdefault((actor, order, concept), {}).update(dict.fromkeys(new))
        inquiries = [Inquiry(*key, list(pairs)) for key, pairs in lacking.items()]
        found = self.verdicts.find(inquiries)
        for (actor, order, concept, pairs), answered in zip(inquiries, found, strict=True):
            if self.rules.weights is not None:
                answered = self.blocked(actor, order, answered, 0)[None]  # noqa: PLW2901 - as the actor sees it
            self._seen[actor, order, concept].update(zip(pairs, answered.T, strict=True))

    def _replied(self, one: _Open, inquiry: Inquiry) -> list[tuple[_Open, Sequence[bool]]]:
        """Give what is seen answered; where that isn't alike in all combinations, the decision is divided."""
        seen = self._seen[inquiry[:3]]
        combinations = list(one.decision.combinations)
        if len(combinations) == 1:
            at = 0
            if combinations[0] >= 0:
                among = self.verdicts.with_order(inquiry.actor, inquiry.order)
                at = int(np.searchsorted(among, combinations[0]))
            reply = [bool(seen[pair][at]) for pair in inquiry.pairs]
            return [(one, reply)]
        among = self.verdicts.with_order(inquiry.actor, inquiry.order)
        places = np.searchsorted(among, combinations)
        told = np.stack([seen[pair][places] for pair in inquiry.pairs], axis=1)
        patterns, which = np.unique(told, axis=0, return_inverse=True)
        if len(patterns) == 1:
            reply = patterns[0].tolist()
            return [(one._replace(replies=(*one.replies, reply)), reply)]
        parts = []
        for at, reply in enumerate(patterns.tolist()):
            own = [combinations[place] for place in np.flatnonzero(which.reshape(-1) == at).tolist()]
            decision = one.decision._replace(combinations=own)
            process = self._process(decision)
            next(process)
            for before in one.replies:
                process.send(before)
            parts.append((_Open(decision, process, (*one.replies, reply)), reply))
        return parts


def _single(actor: int, kind: Kind, process: Picking) -> Process:
    """Say for whom a choice asks."""
    try:
        pairs = next(process)
        while True:
            pairs = process.send((yield Inquiry(actor, *kind, pairs)))
    except StopIteration as end:
        chosen: tuple[int, ...] = end.value
        return chosen


def _joint(world: World, who: Who, state: int) -> Process:
    """Go through the joint improvements of a pact, those that nothing beats first."""
    movers, kinds = who
    orders = [kind.order for kind in kinds]
    left = joint_improvements(world, movers, orders, state)
    made: list[int] = []
    while left.size:
        front = left[~dominated(world, movers, orders, left, left)]
        open_to = front.tolist()
        for member, kind in zip(movers, kinds, strict=True):
            if open_to:
                answered = yield Inquiry(member, *kind, [(state, target) for target in open_to])
                open_to = [target for target, flag in zip(open_to, answered, strict=True) if not flag]
        made += open_to
        left = left[~np.isin(left, front)]
        left = left[~dominated(world, movers, orders, left, np.array(open_to, np.intp))]
    return fewest_changes(world, state, np.array(sorted(made), np.intp))


def joint_improvements(world: World, members: Sequence[int], orders: Sequence[int], state: int) -> Positions:
    """Give the states that a joint move leads to and that every member strictly prefers.

    Parameters
    ----------
    world : World
    members : sequence of int
        Actors who would move as one; at least two of them change options.
    orders : sequence of int
        Each member's order of preference.
    state : int
    """
    targets = world.moves.joint_pairs(members, np.array([state]))[1]
    for member, order in zip(members, orders, strict=True):
        rank = world.orders[member][order]
        targets = targets[rank[targets] > rank[state]]
    return targets


def dominated(
    world: World, members: Sequence[int], orders: Sequence[int], targets: Positions, by: Positions
) -> Bools:
    """Tell which joint moves another beats: no worse for any member, better for one."""
    ranks = [world.orders[member][order] for member, order in zip(members, orders, strict=True)]
    weakly = np.ones((by.size, targets.size), bool)
    strictly = np.zeros((by.size, targets.size), bool)
    for rank in ranks:
        weakly &= rank[by][:, None] >= rank[targets]
        strictly |= rank[by][:, None] > rank[targets]
    return np.asarray((weakly & strictly).any(axis=0), bool)


def fewest_changes(world: World, state: int, targets: Positions) -> tuple[int, ...]:
    """Keep the moves that change the fewest options; all of them in graph form."""
    codes = world.codes
    if codes is None or targets.size < 2:
        return tuple(targets.tolist())
    changed = np.array([int(codes[t] ^ codes[state]).bit_count() for t in targets])
    return tuple(targets[changed == changed.min()].tolist())


def beliefs_over_rows(rows: Positions, viewer: int, probabilities: Sequence[Mapping[int, float]]) -> Weights:
    """Give an actor's beliefs over combinations: the product, over the others, of the probability of their orders.

    Parameters
    ----------
    rows : array of int, shape (combinations, actors)
    viewer : int
        The actor; its own order is known to it.
    probabilities : sequence of mappings of int to float, one per actor
        As the viewer holds them; an order that is not in it has probability 0.
    """
    weights = np.ones(len(rows))
    for actor, held in enumerate(probabilities):
        if actor != viewer:
            weights *= np.array([held.get(order, 0.0) for order in rows[:, actor].tolist()])
    return weights
