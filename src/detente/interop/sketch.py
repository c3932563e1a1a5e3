"""A sketch: what a foreign file says of a conflict, before it is laid out as the text of a situation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from detente.situation.expressions import Expr

MOST_RANKED = 1 << 14  # states that a situation may name one by one in a ranking

Lasting: TypeAlias = Literal["", "taken", "dropped"]


class SketchOption(NamedTuple):
    """An option: its id, its text, and whether it changes in one direction only."""

    id: str
    text: str
    lasting: Lasting = ""


class Order(NamedTuple):
    """What an actor wants, in one of three forms; none of them: it is indifferent between all states.

    ``statements`` stand by importance, ``weights`` are pairs of what holds and what that is worth, ``groups`` are
    names of states, the best group first.
    """

    statements: tuple[Expr, ...] = ()
    weights: tuple[tuple[Expr, str], ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()


class Sketch(NamedTuple):
    """A conflict in option form, or in graph form where ``moves`` are given.

    ``actors`` are names by id, ``options`` stand by owner in option order. ``states`` are patterns by name; in graph
    form the name is the state, and what it stands for is a remark. An actor without an entry in ``orders`` has
    preferences that the file doesn't tell. ``remarks`` stand at the head of the text, ``lost`` is what a situation
    has no place for.
    """

    title: str
    actors: Mapping[str, str]
    options: Mapping[str, tuple[SketchOption, ...]] = {}
    rules: tuple[Expr, ...] = ()
    status_quo: str = ""
    states: Mapping[str, str] = {}
    moves: Mapping[str, tuple[tuple[str, str], ...]] | None = None
    orders: Mapping[str, Order] = {}
    pacts: tuple[tuple[str, ...], ...] = ()
    remarks: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
