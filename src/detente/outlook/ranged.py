"""Inputs that a file gives as ranges: their names, what they are in words, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Day
from typing import NamedTuple

from detente.conflict.situated import players
from detente.evidence.inputs import inputs
from detente.faults import Place
from detente.outlook.worths import worths_of
from detente.simplex import mean_shares, tighten
from detente.situation.phrasing import actor_name
from detente.situation.records import Quantity, Situation, TieName, Type
from detente.situation.stakes import recorded_row

Asked = Mapping[str, tuple[Quantity, ...]]
"""By name, what a forecast draws: one quantity, or several shares that sum to one."""

NOT_VARIED = (
    "numbers written without a range",
    "orders of statements and rankings",
    "cautions, paces and rates",
    "ties that no weight refers to",
)
"""What no range says anything about, so that it stays as it is when ranges are varied."""


class Ranged(NamedTuple):
    """An input with a range.

    Attributes
    ----------
    name : str
        Under which it is set.
    text : str
        What it is, in words.
    quantities : tuple of Quantity
        One, or several shares that sum to one.
    members : tuple of Member
        Which of several shares are free to move; empty for one quantity.
    place : Place
    """

    name: str
    text: str
    quantities: tuple[Quantity, ...]
    members: tuple[Member, ...]
    place: Place


class Member(NamedTuple):
    """One of several shares: its position among them, its name as an input, its words, and its place."""

    at: int
    name: str
    text: str
    place: Place

    def ends(self, quantities: Sequence[Quantity]) -> tuple[float, float]:
        """Give the least and the greatest share that a sum of one allows."""
        low, high = tighten([one.low for one in quantities], [one.high for one in quantities])
        return float(low[self.at]), float(high[self.at])

    def shares(self, quantities: Sequence[Quantity], *, high: bool) -> tuple[float, ...]:
        """Give all shares when this one is at an end, the others at the mean of what is left to them."""
        lows, highs = tighten([one.low for one in quantities], [one.high for one in quantities])
        end = (highs if high else lows)[self.at]
        held = [[end if k == self.at else x for k, x in enumerate(ends)] for ends in (lows, highs)]
        return tuple(float(share) for share in mean_shares(*held))


class Stake(NamedTuple):
    """A number that a type's worths are made of: a factor of a weight, or the recorded value of a tie.

    ``name`` is that under which it is drawn, ``input`` its path in the file; ``at`` its weight and term.
    """

    name: str
    input: str
    text: str
    quantity: Quantity
    place: Place
    kind: Type
    at: tuple[int, int]
    tie: TieName | None = None


def drawn_inputs(sit: Situation, as_of: Day | None, asked: Asked) -> tuple[Ranged, ...]:
    """Describe what a forecast draws, but for what worths are made of.

    Parameters
    ----------
    sit : Situation
    as_of : date or None
    asked : mapping of str to tuple of Quantity
        As the draws were asked for it.

    Returns
    -------
    tuple of Ranged
        In the order of the draws.
    """
    names: dict[str, list[str]] = {}
    for one in inputs(sit, as_of):
        if one.kind == "prior":
            names.setdefault(f"{one.group}.priors", []).append(one.name)
    return tuple(
        _described(sit, name, quantities, names.get(name, []))
        for name, quantities in asked.items()
        if not _of_worth(name) and any(_free(quantities))
    )


def _of_worth(name: str) -> bool:
    """Tell whether a name is that of something that worths are made of; see :func:`stakes_of`."""
    return name.startswith("tie.") or ".weights." in name


def _free(quantities: tuple[Quantity, ...]) -> list[bool]:
    """Tell which of several shares that sum to one can move; of a single quantity, whether it can."""
    if len(quantities) == 1:
        return [not quantities[0].is_point]
    low, high = tighten([one.low for one in quantities], [one.high for one in quantities])
    return [a < b for a, b in zip(low, high, strict=True)]


def _described(sit: Situation, name: str, quantities: tuple[Quantity, ...], priors: Sequence[str]) -> Ranged:
    """Say what an input is, by the path of keys that is its name."""
    kind, _, rest = name.partition(".")
    if priors:
        members = [Member(at, path, *_prior(sit, path)) for at, path in enumerate(priors)]
    elif kind == "believes":
        members = list(_views(sit, name, rest.split("."), len(quantities)))
    elif name.endswith(".behaviour"):
        members = list(_behaviours(sit, rest.split(".")))
    else:
        members = []
    free = [one for one in members if _free(quantities)[one.at]]
    if len(free) == 2:  # what one gains the other loses
        free = free[:1]
    if free:
        return Ranged(name, free[0].text, quantities, tuple(free), free[0].place)
    return Ranged(name, *_single(sit, name), quantities, (), _place(sit, name, quantities[0]))


def _prior(sit: Situation, path: str) -> tuple[str, Place]:
    """Say what a prior is of, and where it stands."""
    parts = path.split(".")
    if parts[0] == "hypotheses":
        place = sit.hypotheses[parts[1]].place
        return f"prior of the answer '{parts[3]}' to '{parts[1]}'", place
    kind = sit.preferences[parts[1]].types[parts[3]]
    return (
        f"prior of {actor_name(sit, parts[1])} being '{parts[3]}'",
        kind.prior.place if kind.prior else kind.place,
    )


def _views(sit: Situation, name: str, path: Sequence[str], count: int) -> Iterator[Member]:
    """Name the shares of what one actor believes of another."""
    if count < 2:
        return
    viewer, other = path
    stated = sit.believes[viewer][other]
    place = next(iter(stated.values())).place
    for at, kind in enumerate(sit.preferences[other].types):
        text = f"belief of {actor_name(sit, viewer)} that {actor_name(sit, other)} is '{kind}'"
        yield Member(at, f"{name}.{kind}", text, stated[kind].place if kind in stated else place)


def _behaviours(sit: Situation, path: Sequence[str]) -> Iterator[Member]:
    """Name the shares of the ways in which a type decides."""
    preference = sit.preferences[path[0]]
    kind = preference.types[path[1]]
    there = f"preferences.{path[0]}." + (f"types.{path[1]}." if preference.typed else "") + "behaviour"
    for at, (concept, share) in enumerate((kind.behaviour or preference.behaviour).items()):
        yield Member(at, f"{there}.{concept}", f"share of {concept} for {whose(sit, kind)}", share.place)


def whose(sit: Situation, kind: Type) -> str:
    """Name an actor, with its type where it has several."""
    name = actor_name(sit, kind.actor)
    return f"{name} ({kind.id})" if sit.preferences[kind.actor].typed else name


def _single(sit: Situation, name: str) -> tuple[str]:
    """Say what a single number is."""
    kind, *path = name.split(".")
    match kind, path:
        case "evidence", [observation, "expected_if", group, answer]:
            who = actor_name(sit, group)
            return (f"likelihood of '{observation}' if {who} is '{answer}'",)
        case "evidence", [observation, "grade"]:
            return (f"report weight of '{observation}'",)
        case "evidence", [observation, "attributed"]:
            return (f"how far '{observation}' is the actor's own doing",)
        case "sources", [source, "grade"]:
            return (f"report weight of the source '{source}'",)
        case "believes", [viewer, other, answer]:
            return (f"belief of {actor_name(sit, viewer)} that {actor_name(sit, other)} is '{answer}'",)
        case "events", [event, _]:
            return (f"chance of '{event}'",)
    return (name,)


def _place(sit: Situation, name: str, quantity: Quantity) -> Place:
    """Give the place where an input is written: a grade's where its weight is read from a table."""
    kind, key, *rest = name.split(".")
    if rest == ["grade"]:
        holder = (sit.evidence if kind == "evidence" else sit.sources)[key]
        return holder.grade.place if holder.grade else holder.place
    return quantity.place


def stakes_of(sit: Situation) -> tuple[Stake, ...]:
    """List the ranges that worths are made of: factors of weights, and recorded values of ties that weights refer to.

    A tie whose value isn't known has the range [0, 1]. It is one number, wherever it is referred to.

    Parameters
    ----------
    sit : Situation
        With what is known by its day only.

    Returns
    -------
    tuple of Stake
        In the order of the file, each once.
    """
    found: dict[str, Stake] = {}
    for actor in players(sit):
        preference = sit.preferences.get(actor)
        for kind in preference.types.values() if preference else ():
            for one in _stakes_in(sit, kind):
                if not one.quantity.is_point:
                    found.setdefault(one.name, one)
    return tuple(found.values())


def _stakes_in(sit: Situation, kind: Type) -> Iterator[Stake]:
    """Give the numbers in the worths of one type."""
    path = f"preferences.{kind.actor}." + (f"types.{kind.id}." if sit.preferences[kind.actor].typed else "")
    for at, (weight, made) in enumerate(zip(kind.weights, worths_of(sit, kind), strict=True)):
        what, worth = f"worth of '{weight.text}' to {whose(sit, kind)}", weight.worth
        for k, ((_, tie), (factor, *rest)) in enumerate(zip(worth.terms, made, strict=True)):
            term = f".{k}" if len(made) > 1 else ""
            yield Stake(
                factor.name,
                f"{path}weights.{at}.worth{term}",
                what,
                factor.quantity,
                worth.place,
                kind,
                (at, k),
            )
            for recorded, name in zip(rest, [tie] if tie else [], strict=True):
                row = recorded_row(sit, name)
                year = f"/{name.year}" if name.year else ""
                words = f"{name.source}/{name.target}/{name.vector}{year}"
                place = row.place if row else worth.place
                yield Stake(
                    recorded.name,
                    f"ties.{words}",
                    f"tie {words}",
                    recorded.quantity,
                    place,
                    kind,
                    (at, k),
                    name,
                )
