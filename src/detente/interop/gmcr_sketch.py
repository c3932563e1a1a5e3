"""From a project of GMCR+ to the sketch of a situation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.conflict.blocks import OptionMoves, Owner
from detente.conflict.ranks import ranks_by_statements
from detente.interop.arcs import TooManyMovesError, arcs
from detente.interop.cubes import Cube, any_of, matched, none_of, rules_of
from detente.interop.gmcr import Maker, Project, read_project
from detente.interop.json_text import JsonText
from detente.interop.laying_out import labels_of
from detente.interop.naming import identifiers
from detente.interop.sketch import MOST_RANKED, Order, Sketch, SketchOption
from detente.situation.names import spell
from detente.situation.states import MOST_OPTIONS, States, TooManyStates, feasible_states

MOST_ARCS = 20_000

_IN_GRAPH_FORM = (
    "In graph form, because an option has several owners or none. States bear the numbers that they have there; beside "
    "each stands which options are taken: {}."
)
_TODAY = "GMCR+ saves no state of today. Commands that need one ask for 'status_quo: [options taken]'."


def gmcr_sketch(text: str, file: str, stem: str) -> Sketch:
    """Read a project of GMCR+.

    Parameters
    ----------
    text : str
        The text of a ``.gmcr`` or JSON file.
    file : str
        Its name, for the places of faults.
    stem : str
        The title where the file has none.

    Returns
    -------
    Sketch
        In option form; in graph form where an option belongs to several decision makers or to none.

    Raises
    ------
    SituationError
        With everything in it that can't be read.

    Examples
    --------
    >>> text = '{"options": [{"name": "Go"}], "decisionMakers": [{"name": "A", "options": [0], "preferences": [[[0, "Y"]]]}]}'
    >>> sketch = gmcr_sketch(text, "go.gmcr", "go")
    >>> sketch.options, sketch.orders["A"].statements
    ({'A': (SketchOption(id='go', text='Go', lasting=''),)}, (Taken(bit=0, name='go'),))
    """
    source = JsonText(text, file)
    project = read_project(source)
    owners = Counter(bit for maker in project.makers for bit in maker.options)
    whole = all(owners[bit] == 1 for bit in range(len(project.options)))
    names = _names(project)
    states = _feasible(source, project, names)
    reading = _Reading(source, project, names, states)
    sketch = _option_form(reading) if whole else _graph_form(reading)
    source.refuse()
    title = project.title or stem
    return sketch._replace(
        title=title,
        pacts=tuple(tuple(names.actors[k] for k in group) for group in project.coalitions),
        remarks=(
            f"Converted from {file.rpartition('/')[2]}, a project of GMCR+.",
            *_about(project),
            *sketch.remarks,
            _TODAY,
        ),
        lost=(*sketch.lost, *_lost(reading)),
    )


class _Names(NamedTuple):
    """Identifiers: of decision makers, of options by owner, and each option's shortest name that is unique."""

    actors: list[str]
    options: dict[str, tuple[SketchOption, ...]]
    labels: tuple[str, ...]


class _Reading(NamedTuple):
    """A project with its names and feasible states."""

    source: JsonText
    project: Project
    names: _Names
    states: States


def _names(project: Project) -> _Names:
    """Name everything; in graph form options are named too, for the remarks."""
    actors = identifiers([maker.id or maker.name for maker in project.makers], "A")
    options: dict[str, tuple[SketchOption, ...]] = {}
    for actor, maker in zip(actors, project.makers, strict=True):
        own = [project.options[bit] for bit in maker.options]
        ids = identifiers([one.id or one.name for one in own], "o", lower=not any(one.id for one in own))
        if own:
            options[actor] = tuple(
                SketchOption(one_id, one.name or one_id, one.lasting)
                for one_id, one in zip(ids, own, strict=True)
            )
    if sum(map(len, options.values())) == len(project.options):
        return _Names(actors, options, labels_of(options))
    every = identifiers([one.name for one in project.options], "o", lower=True)
    return _Names(actors, {}, tuple(every))


def _feasible(source: JsonText, project: Project, names: _Names) -> States:
    """Give the feasible states in the order in which GMCR+ numbers them."""
    if len(project.options) > MOST_OPTIONS:
        source.fault("DT807", ("options",), "there are too many options", expected=f"at most {MOST_OPTIONS}")
        source.refuse()
    try:
        rules = [none_of(cube, names.labels) for cube in project.infeasible]
        states = feasible_states(len(project.options), rules)
    except TooManyStates as error:
        source.fault("DT807", ("options",), f"{error}: too many to be solved")
        source.refuse()
        raise
    if not len(states):
        source.fault("DT802", ("infeasibles",), "the patterns leave no state feasible")
        source.refuse()
    return states


def _option_form(reading: _Reading) -> Sketch:
    """Sketch a project in which each option has one owner."""
    _, project, names, states = reading
    orders = _orders(reading)
    named = any(order.groups for order in orders.values())
    if named and len(states) > MOST_RANKED:
        expected, got = f"at most {MOST_RANKED:,}", f"{len(states):,}"
        message = "there are too many states to be ranked one by one"
        reading.source.fault("DT807", ("options",), message, expected=expected, got=got)
    return Sketch(
        "",
        _actors(reading),
        names.options,
        rules_of(project.infeasible, names.labels),
        states={f"s{at}": label for at, label in enumerate(states.labels, 1)} if named else {},
        orders=orders,
        remarks=("States bear the numbers that they have there: s1 is its state 1.",) if named else (),
    )


def _graph_form(reading: _Reading) -> Sketch:
    """Sketch a project in which an option has several owners or none: states by number, moves one by one."""
    source, project, names, states = reading
    last = {
        way: sum(1 << k for k, one in enumerate(project.options) if one.lasting == way)
        for way in ("taken", "dropped")
    }
    masks = [sum(1 << bit for bit in maker.options) for maker in project.makers]
    owners = [Owner(own, own & last["taken"], own & last["dropped"]) for own in masks]
    try:
        listed = list(arcs(OptionMoves(states.codes, owners), MOST_ARCS))
    except TooManyMovesError as error:
        source.fault(
            "DT805",
            ("options",),
            "an option has several owners or none, and there are too many moves to list them one by one",
            expected="each option among the 'options' of exactly one decision maker",
            got=str(error),
        )
        return Sketch("", {})
    moves = {
        names.actors[actor]: tuple(
            (f"s{a + 1}", f"s{b + 1}") for a, b in zip(sources.tolist(), ends.tolist(), strict=True)
        )
        for actor, sources, ends in listed
    }
    makers = dict(zip(names.actors, project.makers, strict=True))
    orders = {actor: _by_states(order, reading, makers[actor]) for actor, order in _orders(reading).items()}
    return Sketch(
        "",
        _actors(reading),
        states={f"s{at}": label for at, label in enumerate(states.labels, 1)},
        moves={actor: own for actor, own in moves.items() if own},
        orders=orders,
        remarks=(_IN_GRAPH_FORM.format(", ".join(names.labels)),),
        lost=("options, and preferences as statements about them: an option has several owners or none",),
    )


def _actors(reading: _Reading) -> dict[str, str]:
    """Give the names of decision makers by id."""
    makers = zip(reading.names.actors, reading.project.makers, strict=True)
    return {actor: maker.name or actor for actor, maker in makers}


def _orders(reading: _Reading) -> dict[str, Order]:
    """Read what each decision maker wants; nothing for one of whom the file doesn't tell it."""
    makers = zip(reading.names.actors, reading.project.makers, strict=True)
    found = {actor: _order(reading, maker) for actor, maker in makers}
    return {actor: order for actor, order in found.items() if order is not None}


def _order(reading: _Reading, maker: Maker) -> Order | None:
    """Read what one decision maker wants; statements stand for a ranking that they give."""
    told = [cubes for cubes in maker.statements or () if cubes and Cube(0, 0) not in cubes]
    statements = Order(tuple(any_of(cubes, reading.names.labels) for cubes in told))
    if maker.ranking is None:
        return None if maker.statements is None else statements
    ranks = _ranks(reading, maker, maker.ranking)
    if ranks is None or not ranks.any():
        return Order()
    if told and np.array_equal(ranks, _ranks_of(told, reading.states)):
        return statements
    return Order(groups=tuple(tuple(f"s{at}" for at in group) for group in maker.ranking))


def _ranks(reading: _Reading, maker: Maker, ranking: Sequence[Sequence[int]]) -> npt.NDArray[np.int32] | None:
    """Rank states as listed, the best first; None after noting a state that isn't ranked exactly once."""
    count = len(reading.states)
    times = Counter(at for group in ranking for at in group)
    wrong = [at for at in times if not 1 <= at <= count or times[at] > 1]
    missing = next((at for at in range(1, count + 1) if at not in times), None)
    if wrong or missing is not None:
        what = f"state {wrong[0]} stands {times[wrong[0]]} times" if wrong else f"state {missing} is missing"
        expected = f"each of the states 1 to {count} exactly once"
        reading.source.fault(
            "DT804", maker.path, "the ranking doesn't fit the states", expected=expected, got=what
        )
        return None
    ranks = np.zeros(count, np.int32)
    for worse, group in enumerate(ranking, 1):
        ranks[np.array(group) - 1] = len(ranking) - worse
    return ranks


def _ranks_of(statements: Sequence[tuple[Cube, ...]], states: States) -> npt.NDArray[np.int32]:
    """Rank states by statements."""
    return ranks_by_statements(np.array([matched(cubes, states.codes) for cubes in statements]))


def _by_states(order: Order, reading: _Reading, maker: Maker) -> Order:
    """Turn statements into groups of states, since graph form has no options to state anything about."""
    told = [cubes for cubes in maker.statements or () if cubes and Cube(0, 0) not in cubes]
    if not order.statements:
        return order
    ranks = _ranks_of(told, reading.states)
    groups = (np.flatnonzero(ranks == rank) + 1 for rank in range(int(ranks.max()), -1, -1))
    return Order(groups=tuple(tuple(f"s{at}" for at in group.tolist()) for group in groups))


def _about(project: Project) -> tuple[str, ...]:
    """Repeat what the file says of itself."""
    return (project.about,) if project.about else ()


def _lost(reading: _Reading) -> list[str]:
    """Say what a situation has no place for."""
    lost = []
    orders: Mapping[str, Order] = _orders(reading)
    for actor, maker in zip(reading.names.actors, reading.project.makers, strict=True):
        if maker.unperceived:
            states = spell(any_of(maker.unperceived, reading.names.labels), reading.names.labels)
            lost.append(f"misperceptions of {actor}: it doesn't perceive states with {states}")
        if maker.ranking is not None and maker.statements and not orders[actor].statements:
            lost.append(f"prioritisation of {actor}: the file ranks states otherwise, and the ranking counts")
        if actor not in orders:
            lost.append(
                f"preferences of {actor}: the file has none, and 'preferences:' must say what it wants"
            )
    for group in reading.project.coalitions:
        members = " and ".join(reading.names.actors[one] for one in group)
        lost.append(f"coalition of {members}: it becomes a pact, whose members may also move alone")
    return lost
