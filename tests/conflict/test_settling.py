"""Verdicts for many combinations at once are those of each combination by itself."""

import numpy as np
import pytest

from detente.conflict.settling import Ask, Settled
from detente.conflict.stability import CONCEPTS, Answers
from naive.models import graph_draw, option_draw


def orders_of(rng, rank):
    """One or two types, each with up to six orders that differ a little."""
    orders, kinds = [], []
    for kind in range(int(rng.integers(1, 3))):
        first = rank if kind == 0 else rng.permutation(rank)
        drawn = [first] * int(rng.integers(1, 6) if rng.random() < 0.5 else 1)
        for order in drawn:
            changed = order.copy()
            for _ in range(int(rng.integers(0, 4))):
                changed[int(rng.integers(rank.size))] = changed[int(rng.integers(rank.size))]
            orders.append(changed)
            kinds.append(kind)
    return np.array(orders, np.int32), np.array(kinds)


class Case:
    """A random conflict with several orders per actor, some combinations of them, and each solved by itself."""

    def __init__(self, rng, draw):
        self.rng, self.moves = rng, draw.moves
        self.orders, self.kinds = zip(*(orders_of(rng, rank) for rank in draw.ranks), strict=True)
        count = int(rng.integers(1, 12))
        listed = np.stack([rng.integers(0, len(own), count) for own in self.orders], axis=1)
        self.rows = rng.permutation(np.unique(listed, axis=0))
        self.alone = [
            Answers(draw.moves, np.stack([own[k] for own, k in zip(self.orders, row, strict=True)]))
            for row in self.rows
        ]

    def enrolled(self, settled, *, together):
        numbers = [settled.ground.add_orders(*own) for own in enumerate(self.orders)]
        rows = np.stack([own[column] for own, column in zip(numbers, self.rows.T, strict=True)], axis=1)
        kinds = np.stack([kind[column] for kind, column in zip(self.kinds, self.rows.T, strict=True)], axis=1)
        return settled.enrol(rows, kinds if together else None)

    def question(self):
        """An actor, one of its orders, and some of its improvements."""
        rng = self.rng
        actor = int(rng.integers(self.moves.actors))
        order = int(rng.choice(self.rows[:, actor]))
        source, target = self.moves.pairs(actor, np.arange(self.moves.states))
        rank = self.orders[actor][order]
        pairs = np.stack((source, target), axis=1)[rank[target] > rank[source]]
        return actor, order, rng.permutation(pairs)[: int(rng.integers(1, 5))]

    def check(self, settled, positions, concept):
        actor, order, pairs = self.question()
        if not len(pairs):
            return
        rows = np.flatnonzero(self.rows[:, actor] == order)
        found = settled.answered(concept, Ask(actor, positions[rows], pairs))
        expected = [self.alone[row].answered(actor, concept, *pairs.T) for row in rows]
        assert np.array_equal(found, expected)


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_verdicts_are_those_of_each_combination(seed, together):
    rng = np.random.default_rng(600 + seed)
    for trial in range(40):
        case = Case(rng, graph_draw(rng) if trial % 3 == 2 else option_draw(rng, 6))
        settled = Settled(case.moves)
        positions = case.enrolled(settled, together=together)
        for _ in range(6):
            case.check(settled, positions, str(rng.choice(CONCEPTS)))


def test_combinations_added_later_are_told_as_well():
    rng = np.random.default_rng(610)
    for _ in range(30):
        case = Case(rng, option_draw(rng, 6))
        settled = Settled(case.moves)
        every = case.rows
        for count in (1, len(every) // 2 or 1, len(every)):
            case.rows = every[:count]
            positions = case.enrolled(settled, together=bool(rng.integers(2)))
            for concept in CONCEPTS:
                case.check(settled, positions, concept)


def test_what_is_asked_at_once_of_several_actors_is_told_as_one_by_one():
    rng = np.random.default_rng(611)
    for _ in range(30):
        case = Case(rng, option_draw(rng, 6))
        settled = Settled(case.moves)
        positions = case.enrolled(settled, together=True)
        concept = str(rng.choice(["seq", "seq2", "sseq"]))
        asks = []
        for _ in range(4):
            actor, order, pairs = case.question()
            if len(pairs):
                asks.append(Ask(actor, positions[case.rows[:, actor] == order], pairs))
        settled.find(concept, asks)
        other = Settled(case.moves)
        assert case.enrolled(other, together=False).tolist() == positions.tolist()
        for ask in asks:
            assert np.array_equal(settled.answered(concept, ask), other.answered(concept, ask))


def test_equal_orders_and_combinations_are_kept_once():
    rng = np.random.default_rng(612)
    case = Case(rng, option_draw(rng, 5))
    settled = Settled(case.moves)
    first = case.enrolled(settled, together=True)
    assert case.enrolled(settled, together=False).tolist() == first.tolist()
    assert len(settled.ground.rows) == len({tuple(row) for row in settled.ground.rows.tolist()})
