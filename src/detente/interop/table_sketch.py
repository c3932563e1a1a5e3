"""From tables of states and moves to the sketch of a situation.

With a column for each option the situation is in option form: which patterns never occur is found from the states,
which options last is found from the moves. Where the moves are not those that follow from options, and where there
are no options, it is in graph form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from detente.conflict.blocks import OptionMoves, Owner
from detente.conflict.ranks import dense_ranks
from detente.interop.arcs import TooManyMovesError, arcs
from detente.interop.covering import TooManyPatternsError, missing_patterns
from detente.interop.cubes import rules_of
from detente.interop.laying_out import labels_of
from detente.interop.naming import identifiers, tidy
from detente.interop.sketch import MOST_RANKED, Lasting, Order, Sketch, SketchOption
from detente.interop.table_reading import Model, TableReading, read_tables
from detente.interop.tables import RANK, Given
from detente.situation.states import pattern_of

_MOST_NAMED = 20  # columns of no meaning that are told


def table_sketch(states: Given, moves: Given | None, stem: str) -> Sketch:
    """Read states and moves from tables.

    Parameters
    ----------
    states : Given
        Texts in the columns ``state``, ``OWNER.option`` for each option, ``rank:ACTOR`` for each actor, ``status_quo``;
        all but the options or ``state`` may be left out.
    moves : Given or None
        Texts in the columns ``actor``, ``from`` and ``to``. None: with options, all moves that follow from them.
    stem : str
        The title.

    Returns
    -------
    Sketch

    Raises
    ------
    SituationError
        With everything in them that can't be read.

    Examples
    --------
    >>> states = Given({"A.go": ["N", "Y"], "rank:A": ["0", "1"]}, "x.csv", [2, 3])
    >>> sketch = table_sketch(states, None, "x")
    >>> sketch.options, sketch.orders["A"].groups
    ({'A': (SketchOption(id='go', text='go', lasting=''),)}, (('s2',), ('s1',)))
    """
    reading = TableReading(states, [])
    model = read_tables(reading, moves)
    ids = dict(zip(model.actors, identifiers([tidy(one) for one in model.actors], "A"), strict=True))
    sketch = _option_form(model, ids) if model.columns else None
    if sketch is None and model.moves is None:
        reading.refuse("moves are needed", hint="give them in a table NAME.moves with actor, from, to")
    sketch = sketch or _graph_form(model, ids)
    if len(sketch.states) > MOST_RANKED:
        expected, got = f"at most {MOST_RANKED:,}", f"{len(sketch.states):,}"
        reading.refuse("there are too many states to be ranked", "DT807", expected=expected, got=got)
    return sketch._replace(
        title=stem,
        actors={one: tidy(actor) or one for actor, one in ids.items()},
        status_quo=_today(sketch, model),
        remarks=(f"Converted from {Path(states.file).name}, a table of states.", *sketch.remarks),
        lost=(*sketch.lost, *_lost(model, ids)),
    )


def _lost(model: Model, ids: Mapping[str, str]) -> list[str]:
    """Say what isn't read, and what isn't told."""
    named = ", ".join(map(tidy, model.unknown[:_MOST_NAMED]))
    lost = [f"columns that aren't known: {named}"] if model.unknown else []
    unranked = (actor for actor in model.actors if actor not in model.ranks)
    return lost + [f"preferences of {ids[actor]}: there is no column {RANK}{actor}" for actor in unranked]


def _option_form(model: Model, ids: Mapping[str, str]) -> Sketch | None:
    """Sketch the conflict by options; None where its moves are not those that follow from options."""
    order = np.argsort(model.codes)
    codes = model.codes[order]
    owned = _owned(model.columns)
    lasting = _lasting(model)
    if lasting is None:
        return None
    try:
        missing = missing_patterns(codes, len(model.columns))
    except TooManyPatternsError:
        return None
    options: dict[str, tuple[SketchOption, ...]] = {}
    for owner, bits in owned.items():
        texts = [model.columns[bit].partition(".")[2] for bit in bits]
        named = identifiers([tidy(text) for text in texts], "o")
        options[ids[owner]] = tuple(
            SketchOption(one, tidy(text) or one, lasting.get(bit, ""))
            for one, text, bit in zip(named, texts, bits, strict=True)
        )
    rules = rules_of(missing, labels_of(options))
    names = _names(model, [model.labels[at] for at in order])
    orders = _orders(model, order.tolist(), names, ids)
    patterns = [pattern_of(int(code), len(model.columns)) for code in codes]
    used = any(order.groups for order in orders.values())
    return Sketch(
        "", {}, options, rules, states=dict(zip(names, patterns, strict=True)) if used else {}, orders=orders
    )


def _owned(columns: Sequence[str]) -> dict[str, list[int]]:
    """Give the positions of each owner's options."""
    owned: dict[str, list[int]] = {}
    for bit, name in enumerate(columns):
        owned.setdefault(name.partition(".")[0], []).append(bit)
    return owned


def _lasting(model: Model) -> dict[int, Lasting] | None:
    """Find which options change in one direction only; None if the moves don't follow from options."""
    if model.moves is None:
        return {}
    owned = _owned(model.columns)
    lasting: dict[int, Lasting] = {}
    for owner, bits in owned.items():
        pairs = np.array(sorted(model.moves.get(owner, ())), np.int64).reshape(-1, 2)
        before, after = model.codes[pairs[:, 0]], model.codes[pairs[:, 1]]
        for bit in bits:
            taken = bool(((after & ~before) >> bit & 1).any())
            dropped = bool(((before & ~after) >> bit & 1).any())
            if taken != dropped:
                lasting[bit] = "taken" if taken else "dropped"
    return lasting if _follows(model, owned, lasting) else None


def _follows(model: Model, owned: Mapping[str, Sequence[int]], lasting: Mapping[int, Lasting]) -> bool:
    """Whether the moves given are just those that follow from options."""
    given = model.moves or {}
    if not set(given) <= set(owned):
        return False
    order = np.argsort(model.codes)
    way = {
        kind: sum(1 << bit for bit, one in lasting.items() if one == kind) for kind in ("taken", "dropped")
    }
    masks = [sum(1 << bit for bit in bits) for bits in owned.values()]
    owners = [Owner(own, own & way["taken"], own & way["dropped"]) for own in masks]
    every = OptionMoves(model.codes[order], owners)
    try:
        for actor, (_, sources, targets) in zip(
            owned, arcs(every, sum(map(len, given.values()))), strict=True
        ):
            pairs = set(zip(order[sources].tolist(), order[targets].tolist(), strict=True))
            if pairs != given.get(actor, set()):
                return False
    except TooManyMovesError:
        return False
    return True


def _graph_form(model: Model, ids: Mapping[str, str]) -> Sketch:
    """Sketch the conflict by its moves."""
    names = _names(model, model.labels)
    given = {
        ids[actor]: tuple((names[a], names[b]) for a, b in sorted(pairs))
        for actor, pairs in (model.moves or {}).items()
    }
    remarks, lost = [], []
    if model.columns:
        remarks.append(
            f"Beside each state stands which options are taken: {', '.join(map(tidy, model.columns))}."
        )
        lost.append(
            "options: the moves are not those that follow from them, so the situation is in graph form"
        )
    patterns = [
        pattern_of(int(code), len(model.columns)) if model.columns else tidy(label)
        for code, label in zip(model.codes, model.labels, strict=True)
    ]
    orders = _orders(model, range(len(names)), names, ids)
    return Sketch(
        "",
        {},
        states=dict(zip(names, patterns, strict=True)),
        moves=given,
        orders=orders,
        remarks=tuple(remarks),
        lost=tuple(lost),
    )


def _names(model: Model, labels: Sequence[str]) -> list[str]:
    """Name states by their labels, or by number where these are patterns."""
    if model.columns and all(re.fullmatch("[YN]*", label) for label in labels):
        return [f"s{at}" for at in range(1, len(labels) + 1)]
    return identifiers([tidy(label) for label in labels], "s")


def _orders(
    model: Model, rows: Iterable[int], names: Sequence[str], ids: Mapping[str, str]
) -> dict[str, Order]:
    """Give each actor's ranks as groups of states, the best first; ``names`` stand in the order of ``rows``."""
    listed = list(rows)
    orders = {}
    for actor, numbers in model.ranks.items():
        ranks = dense_ranks([numbers[row] for row in listed])
        groups = [np.flatnonzero(ranks == rank).tolist() for rank in range(int(ranks.max()), -1, -1)]
        named = tuple(tuple(names[at] for at in group) for group in groups)
        orders[ids[actor]] = Order(groups=named if len(named) > 1 else ())
    return orders


def _today(sketch: Sketch, model: Model) -> str:
    """Give the state of today as a pattern, or as a name in graph form; '' where the table marks none."""
    if model.today is None:
        return ""
    if sketch.moves is None:
        return pattern_of(int(model.codes[model.today]), len(model.columns))
    return _names(model, model.labels)[model.today]
