"""A conflict: actors, states, moves and ranks, and which states are stable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from detente.conflict.build import graph_parts, option_parts
from detente.conflict.moves import Codes, Ints, Levels, Moves
from detente.conflict.results import Stability, index_of, position_of
from detente.conflict.stability import Answers
from detente.situation.records import Situation
from detente.situation.states import within

if TYPE_CHECKING:
    from detente.conflict.unknown import Relation


class Conflict:
    """The graph model of a conflict: who can take it from which state to which, and what each prefers.

    Made by :meth:`from_situation`, :meth:`from_options` or :meth:`from_moves`.

    Attributes
    ----------
    actors : tuple of str
        Who decides; rows of ``ranks``.
    options : tuple of str
        All options in order, the first one bit 0 of a state's code; empty in graph form.
    states : sequence of str
        Labels: patterns of Y and N in option order, by ascending code; in graph form the given names.
    moves : Moves
        Everybody's moves.
    ranks : array of int32, shape (actors, states)
        Higher is better, equal is indifferent; numbered from 0 without gaps.
    status_quo : int or None
        Position of the state in which events begin; None if not given, or not feasible.
    levels : array of int32, shape (degrees, actors, states), or None
        Strength of preference: a state is preferred by at least k degrees iff its k-th level is higher.
    relations : mapping of int to Relation
        Actors whose preference is partly unknown, by their rows; their ranks don't count.
    attitudes : mapping of int to mapping of int to int
        Towards whom an actor's attitude is 1, 0 or -1.

    Examples
    --------
    A may attack, D may punish. A wants no punishment, then to attack; D wants no attack, and punishes if need be.

    >>> con = Conflict.from_options(
    ...     {"A": ["attack"], "D": ["punish"]}, ranks={"A": [2, 3, 0, 1], "D": [3, 0, 2, 1]}
    ... )
    >>> res = con.stability("seq")
    >>> [con.states[at] for at in res.equilibria]
    ['NN', 'YY']
    >>> res.explain("NN", "A").improvements[0].answer
    (Step(by='D', to='YY'),)
    """

    __slots__ = (
        "actors",
        "answers",
        "attitudes",
        "first_codes",
        "levels",
        "moves",
        "options",
        "ranks",
        "relations",
        "states",
        "status_quo",
    )

    def __init__(
        self,
        actors: tuple[str, ...],
        moves: Moves,
        ranks: Ints,
        states: Sequence[str],
        *,
        options: tuple[str, ...] = (),
        status_quo: int | None = None,
        levels: Levels | None = None,
        relations: Mapping[int, Relation] | None = None,
        attitudes: Mapping[int, Mapping[int, int]] | None = None,
        first_codes: Codes | None = None,
    ) -> None:
        self.actors = actors
        self.moves = moves
        self.ranks = ranks
        self.states = states
        self.options = options
        self.status_quo = status_quo
        self.levels = levels
        self.relations = relations or {}
        self.attitudes = attitudes or {}
        self.first_codes = moves.codes if first_codes is None else first_codes
        self.answers = Answers(moves, ranks)

    @classmethod
    def from_options(
        cls,
        options: Mapping[str, Sequence[str]],
        *,
        ranks: Mapping[str, Any],
        infeasible: Iterable[str] = (),
        rules: Iterable[str] = (),
        lasting: Mapping[str, str] | None = None,
        status_quo: str | None = None,
    ) -> Conflict:
        """Make a conflict from options: an actor moves by changing its own options.

        Parameters
        ----------
        options : mapping of str to sequence of str
            By actor; the first option of the first actor is bit 0 of a state's code.
        ranks : mapping of str to sequence of int, float or Fraction
            By actor, one per feasible state in order of ascending code; higher is better, equal is indifferent.
        infeasible : iterable of str
            Patterns over Y, N and - in option order; a state that matches one is not feasible.
        rules : iterable of str
            Expressions that a feasible state satisfies.
        lasting : mapping of str to {"taken", "dropped"}
            Options that change in one direction only: once taken, or once dropped, for good.
        status_quo : str, optional
            The pattern of the state in which events begin.

        Returns
        -------
        Conflict

        Raises
        ------
        ValueError
            If names, patterns, rules or ranks don't fit together, or no state is feasible.

        Examples
        --------
        >>> con = Conflict.from_options({"A": ["a"], "B": ["b"]}, rules=["b -> a"], ranks={"A": [0, 1, 2], "B": [0, 0, 1]})
        >>> list(con.states)
        ['NN', 'YN', 'YY']
        """
        return cls(
            **option_parts(
                options,
                ranks,
                infeasible=infeasible,
                rules=rules,
                lasting=lasting or {},
                status_quo=status_quo,
            )._asdict()
        )

    @classmethod
    def from_moves(
        cls,
        states: Sequence[str],
        moves: Mapping[str, Iterable[tuple[str, str]]],
        ranks: Mapping[str, Any],
        *,
        status_quo: str | None = None,
    ) -> Conflict:
        """Make a conflict from arcs, which need be neither symmetric nor transitive.

        Parameters
        ----------
        states : sequence of str
            Names.
        moves : mapping of str to iterable of pairs of str
            By actor, which state it can take the conflict to from which; two actors may own the same arc.
        ranks : mapping of str to sequence of int, float or Fraction
            By actor, one per state; the actors are those that have ranks.
        status_quo : str, optional
            The state in which events begin.

        Returns
        -------
        Conflict

        Raises
        ------
        ValueError
            If names or ranks don't fit together, or an arc leads from a state to itself.

        Examples
        --------
        >>> con = Conflict.from_moves(["p", "q"], {"A": [("p", "q")]}, {"A": [0, 1], "B": [1, 0]})
        >>> con.stability("nash").equilibria.tolist()
        [1]
        """
        return cls(**graph_parts(states, moves, ranks, status_quo)._asdict())

    @classmethod
    def from_situation(
        cls, sit: Situation, types: Mapping[str, str] | None = None, do: Mapping[str, bool] | None = None
    ) -> Conflict:
        """Make a conflict from a situation, with one type for each actor.

        Parameters
        ----------
        sit : Situation
            It needs options (or moves) and preferences. Weights are taken at their central values.
        types : mapping of str to str, optional
            The type of an actor; else the one of greatest central prior, the first on a tie.
        do : mapping of str to bool, optional
            Options, by id or OWNER.id, that are held at a value: other states are left out and nobody moves them.

        Returns
        -------
        Conflict
            Its actors are those who own an option, have moves or want something. Its status quo is that of the
            situation with the options held, None if rules forbid that.

        Raises
        ------
        ValueError
            If a name is unknown, a preference is missing, or no feasible state is left.
        """
        from detente.conflict.situated import situation_parts

        return cls(**situation_parts(sit, types or {}, do or {})._asdict())

    @property
    def codes(self) -> Codes:
        """The states' codes in option form, ascending: option k taken adds 2^k; of states taken as one the first.

        Raises
        ------
        ValueError
            In graph form, which has none.
        """
        if self.first_codes is None:
            raise ValueError("a conflict in graph form has no codes")
        return self.first_codes

    def position(self, state: str | int) -> int:
        """Give the position of a state.

        Parameters
        ----------
        state : str or int
            Its label or its position.

        Returns
        -------
        int

        Raises
        ------
        ValueError
            If there is no such state.

        Examples
        --------
        >>> con = Conflict.from_moves(["p", "q"], {}, {"A": [0, 1]})
        >>> con.position("q")
        1
        """
        if not isinstance(state, str) or self.first_codes is None:
            return index_of(state, self.states, "state")
        if self.moves.codes is not None:
            return position_of(state, self.states, self.moves.codes)
        return index_of(next((one for one in self.states if within(state, one)), state), self.states, "state")

    def row(self, actor: str | int) -> int:
        """Give the row of an actor.

        Parameters
        ----------
        actor : str or int
            Its label or its row.

        Returns
        -------
        int

        Raises
        ------
        ValueError
            If there is no such actor.

        Examples
        --------
        >>> Conflict.from_moves(["p"], {}, {"A": [0], "B": [0]}).row("B")
        1
        """
        return index_of(actor, self.actors, "actor")

    def refined(
        self,
        *,
        levels: Mapping[str, Any] | None = None,
        unknown: Mapping[str, Iterable[tuple[str, str]]] | None = None,
        certain: Mapping[str, Iterable[tuple[str, str]]] | None = None,
        attitudes: Mapping[str, Mapping[str, int]] | None = None,
    ) -> Conflict:
        """Say more of what the actors want: how strongly, what of it is unknown, whom they wish well or ill.

        Parameters
        ----------
        levels : mapping of str to sequence, optional
            By actor, one number per state, coarser than the ranks: a state is greatly preferred iff its level is higher.
            Or several such rows, each coarser than the one before, for more degrees. Others prefer nothing greatly.
        unknown : mapping of str to iterable of pairs of str, optional
            By actor, pairs of states of which it isn't known which is better.
        certain : mapping of str to iterable of pairs of str, optional
            By actor, the only pairs that are known, the first state of each preferred; its ranks don't count.
        attitudes : mapping of str to mapping of str to int, optional
            By actor, 1, 0 or -1 towards others and itself. Left out, they are 1 towards itself and 0 towards others.

        Returns
        -------
        Conflict
            A new one; this one is not changed.

        Raises
        ------
        ValueError
            If names are unknown, levels are not coarser than ranks, or an attitude is another number.

        Examples
        --------
        >>> con = Conflict.from_moves(["p", "q"], {"A": [("p", "q")]}, {"A": [0, 1], "B": [1, 0]})
        >>> con.refined(unknown={"A": [("p", "q")]}).stability("nash_b").equilibria.tolist()
        [0, 1]
        """
        from detente.conflict.refining import refined

        return refined(
            self,
            levels=levels or {},
            unknown=unknown or {},
            certain=certain or {},
            attitudes=attitudes or {},
        )

    def stability(
        self,
        concept: str,
        *,
        coalition: Sequence[str | int] | None = None,
        merged: Sequence[str | int] | None = None,
        horizon: int | None = None,
        leader: str | int | None = None,
        degree: int | None = None,
        ties: Literal["robust", "possible"] = "robust",
        workers: int = 1,
    ) -> Stability:
        """Tell which states are stable for whom under a concept.

        Parameters
        ----------
        concept : str
            "nash", "gmr", "smr", "seq", "sseq" or "seq2"; or another of :data:`detente.conflict.concepts.CONCEPTS`.
        coalition : sequence of str or int, optional
            With the concepts of coalitions: the members of one. All coalitions if left out.
        merged : sequence of str or int, optional
            With "nash", "gmr", "smr", "seq", "sseq": actors who move as one, in one step.
        horizon : int, optional
            With "limited": how many moves are foreseen.
        leader : str or int, optional
            With "stackelberg": who leads.
        degree : int, optional
            With the concepts of strength: how many degrees count as great; the most there are if left out.
        ties : {"robust", "possible"}
            With the concepts of foresight: whether a state must hold for every choice among equally good moves, or some.
        workers : int
            How many actors are worked on at the same time under the plain concepts. It pays from about 100,000 states;
            the verdicts are the same however many.

        Returns
        -------
        Stability

        Raises
        ------
        ValueError
            If there is no such concept, it lacks a setting, or it can't be asked of this conflict; also if it would not
            fit into the memory that is free, which is reckoned first.

        Notes
        -----
        The six plain concepts cost a few operations on arrays of all states per pair of actors; see
        :mod:`detente.conflict.stability`.

        Examples
        --------
        >>> con = Conflict.from_moves(["p", "q"], {"A": [("p", "q")]}, {"A": [0, 1], "B": [1, 0]})
        >>> con.stability("seq").stable.tolist()
        [[False, True], [True, True]]
        """
        from detente.conflict.asking import Settings, stability_of

        return stability_of(
            self, concept, Settings(coalition, merged, horizon, leader, degree, ties), workers
        )
