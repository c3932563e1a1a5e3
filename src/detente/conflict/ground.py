"""The ground of verdicts: moves, every order of preference that occurs, and the combinations of orders asked about."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from detente.conflict.moves import Bools, Ints, Moves, Positions
from detente.conflict.picking import Wishes
from detente.conflict.stability import Answers


class Ground:
    """Orders and combinations over one set of states and moves; both may be added to, and each is kept once.

    Attributes
    ----------
    ranks : array of int32, shape (orders, states)
        All orders of all actors.
    rows : array of int, shape (combinations, actors)
        The combinations: numbers of orders.

    Parameters
    ----------
    moves : Moves

    Examples
    --------
    >>> from detente.conflict.blocks import OptionMoves, Owner
    >>> ground = Ground(OptionMoves(np.arange(4), [Owner(1), Owner(2)]))
    >>> ground.add_orders(0, np.array([[2, 3, 0, 1]])), ground.add_orders(1, np.array([[3, 0, 2, 1], [3, 2, 1, 0]]))
    (array([0]), array([1, 2]))
    >>> ground.add_rows(np.array([[0, 1], [0, 2]])).tolist(), ground.add_rows(np.array([[0, 2]])).tolist()
    ([0, 1], [1])
    """

    def __init__(self, moves: Moves) -> None:
        self.moves = moves
        self.ranks = np.empty((0, moves.states), np.int32)
        self.rows = np.empty((0, moves.actors), np.intp)
        self._number: dict[tuple[int, bytes], int] = {}
        self._whose: list[int] = []
        self._row: dict[tuple[int, ...], int] = {}
        self._escapes: dict[int, Ints] = {}
        self._least: dict[tuple[int, str], Ints] = {}
        self._wishes: dict[tuple[int, int], Wishes] = {}

    def add_orders(self, actor: int, orders: Ints, like: tuple[Ints, Positions] | None = None) -> Positions:
        """Give the numbers of an actor's orders; those that are new are added.

        Parameters
        ----------
        actor : int
        orders : array of int32, shape (orders, states)
        like : (array of int32, array of int), optional
            Orders that are here already, with their numbers: compared first, place by place.
        """
        known, numbers = like or (orders[:0], np.empty(0, np.intp))
        told: list[int] = []
        fresh: list[Ints] = []
        for at, rank in enumerate(orders):
            if at < len(known) and np.array_equal(rank, known[at]):
                told.append(int(numbers[at]))
                continue
            key = (actor, blake2b(np.asarray(rank, np.int32).tobytes(), digest_size=16).digest())
            if key not in self._number:
                self._number[key] = len(self._whose)
                self._whose.append(actor)
                fresh.append(rank)
            told.append(self._number[key])
        if fresh:
            self.ranks = np.concatenate((self.ranks, np.array(fresh, np.int32)))
        return np.array(told, np.intp)

    def add_rows(self, rows: Positions) -> Positions:
        """Give the positions of combinations; those that are new are added."""
        listed = [tuple(row) for row in rows.tolist()]
        fresh = [row for row in dict.fromkeys(listed) if row not in self._row]
        if fresh:
            self._row.update(zip(fresh, range(len(self._row), len(self._row) + len(fresh)), strict=True))
            self.rows = np.concatenate((self.rows, np.array(fresh, np.intp)))
        return np.array([self._row[row] for row in listed], np.intp)

    def worth(self, concept: str, orders: Positions, states: Positions) -> Ints:
        """Give what end states are worth by some orders: their ranks, under sseq after the best improvement from there.

        Parameters
        ----------
        concept : {"seq", "sseq", "seq2"}
        orders, states : array of int
            Numbers of orders and states, of shapes that go together.

        Returns
        -------
        array of int32
        """
        if concept != "sseq":
            return np.asarray(self.ranks[orders, states], np.int32)
        orders, states = np.broadcast_arrays(orders, states)
        worth = np.empty(orders.shape, np.int32)
        for order in np.unique(orders).tolist():
            if order not in self._escapes:
                self._escapes[order] = self._alone(order).worth(self._whose[order], "sseq")
            here = orders == order
            worth[here] = self._escapes[order][states[here]]
        return worth

    def least(self, concept: str, order: int) -> Ints:
        """Give the least answers to an actor where the others may make any move: its own order is all that counts.

        Parameters
        ----------
        concept : {"gmr", "smr"}
        order : int

        Returns
        -------
        array of int32, shape (states,)
        """
        if (order, concept) not in self._least:
            self._least[order, concept] = self._alone(order).least(self._whose[order], concept)
        return self._least[order, concept]

    def _alone(self, order: int) -> Answers:
        """Give answers of which only what one order decides may be asked."""
        rank = self.ranks[order]
        return Answers(self.moves, np.broadcast_to(rank, (self.moves.actors, rank.size)))

    def wishes(self, order: int, state: int) -> Wishes:
        """Give the improvements by an order from a state, the best first."""
        if (order, state) not in self._wishes:
            self._wishes[order, state] = Wishes(self.moves, self.ranks[order], self._whose[order], state)
        return self._wishes[order, state]

    def preferring(self, orders: Positions, source: Positions, target: Positions) -> Bools:
        """Tell which moves are improvements by which orders.

        Parameters
        ----------
        orders : array of int
        source, target : array of int, shape (moves,)

        Returns
        -------
        array of bool, shape (moves, orders)
        """
        states, place = np.unique(np.concatenate((source, target)), return_inverse=True)
        ranks = np.ascontiguousarray(self.ranks[np.ix_(orders, states)].T)
        return np.asarray(ranks[place[source.size :]] > ranks[place[: source.size]], bool)
