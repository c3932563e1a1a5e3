"""Edits of a situation: the smallest changes of assumptions that are looked at when an answer is to be turned.

Each edit is one change of one cell of the file, with a cost, the place it changes, and a function that makes the
edited situation. Edits of one set are made to the original file: places refer to the original lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import pairwise

from detente.faults import Place
from detente.situation.phrasing import actor_name
from detente.situation.records import BEHAVIOURS, Cell, Preference, Quantity, Row, Situation, Type
from detente.words import BANDS

VITAL = 2
"""What it costs more to touch a vital statement."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one assumption.

    Attributes
    ----------
    kind : str
        What is changed: origin, word, prior, swap, drop, behaviour, caution, commitment; or, for structural ones,
        pact, knowledge, lasting, status quo, rule, option.
    cell : tuple of str
        Which cell it changes; two edits of one cell are not combined.
    text : str
        The change in words.
    place : Place
        Where it stands in the file.
    cost : int
    structural : bool
        Whether it changes what can happen rather than what is believed or wanted.
    made : callable
        Gives the edited situation.
    """

    kind: str
    cell: tuple[str, ...]
    text: str
    place: Place
    cost: int
    structural: bool
    made: Callable[[Situation], Situation]


def origin_edits(sit: Situation) -> Iterator[Edit]:
    """Leave out an origin: none of its observations bears on anybody."""
    origins: dict[str, list[str]] = {}
    for one in sit.evidence.values():
        if one.expected_if:
            origins.setdefault(one.origin, []).append(one.id)
    for origin, members in origins.items():
        what = (
            f"the evidence '{members[0]}'" if len(members) == 1 else f"all evidence of the origin '{origin}'"
        )
        yield Edit(
            "origin",
            ("origin", origin),
            f"leave out {what}",
            sit.evidence[members[0]].place,
            1,
            structural=False,
            made=partial(_without_rows, members=tuple(members)),
        )


def _without_rows(sit: Situation, *, members: tuple[str, ...]) -> Situation:
    evidence = {
        name: replace(one, expected_if={}) if name in members else one for name, one in sit.evidence.items()
    }
    return replace(sit, evidence=evidence)


def word_edits(sit: Situation) -> Iterator[Edit]:
    """Move one word of likelihood one step; numbers and ranges are not stepped."""
    for one in sit.evidence.values():
        for group, row in one.expected_if.items():
            for name, cell in row.cells.items():
                if cell.quantity is None or not cell.quantity.word:
                    continue
                for word, quantity in _steps(cell.quantity):
                    yield Edit(
                        "word",
                        ("word", one.id, group, name),
                        f"expect '{one.id}' {word} instead of {cell.quantity.word} if {group} is {name}",
                        cell.place,
                        1,
                        structural=False,
                        made=partial(_with_cell, at=(one.id, group, name), quantity=quantity),
                    )


def _steps(quantity: Quantity) -> Iterator[tuple[str, Quantity]]:
    """Give the words one step down and one step up."""
    at = next(k for k, band in enumerate(BANDS) if (band.low, band.high) == (quantity.low, quantity.high))
    for k in (at - 1, at + 1):
        if 0 <= k < len(BANDS):
            word = BANDS[k].first
            yield word, Quantity(BANDS[k].low, BANDS[k].high, None, word, word, quantity.place)


def _with_cell(sit: Situation, *, at: tuple[str, str, str], quantity: Quantity) -> Situation:
    observation, group, name = at
    one = sit.evidence[observation]
    row = one.expected_if.get(group)
    if row is None:  # its origin has been left out
        return sit
    cells = {**row.cells, name: Cell("rated", quantity, row.cells[name].place)}
    changed: Row = row._replace(cells=cells)
    evidence = {**sit.evidence, observation: replace(one, expected_if={**one.expected_if, group: changed})}
    return replace(sit, evidence=evidence)


def prior_edit(sit: Situation, actor: str, name: str, percent: int, central: Mapping[str, Fraction]) -> Edit:
    """Set the prior of one type to a whole per cent; the actor's other types keep their proportions."""
    before = central[name]
    moved = abs(Fraction(percent, 100) - before) * 100
    return Edit(
        "prior",
        ("prior", actor),
        f"{actor_name(sit, actor)}: take the type {name} to have {percent} % instead of {float(100 * before):.3g} %",
        sit.preferences[actor].types[name].place,
        max(1, -(-int(moved * 10) // 100)),
        structural=False,
        made=partial(_with_priors, actor=actor, priors=shared_out(central, name, Fraction(percent, 100))),
    )


def shared_out(central: Mapping[str, Fraction], name: str, share: Fraction) -> dict[str, Fraction]:
    """Give one type a share and scale the others in proportion."""
    rest = sum((p for other, p in central.items() if other != name), Fraction(0))
    others = len(central) - 1
    return {
        other: share if other == name else (1 - share) * (p / rest if rest else Fraction(1, others))
        for other, p in central.items()
    }


def _with_priors(sit: Situation, *, actor: str, priors: Mapping[str, Fraction]) -> Situation:
    preference = sit.preferences[actor]
    types = {name: replace(kind, prior=_point(priors[name], kind)) for name, kind in preference.types.items()}
    return replace(sit, preferences={**sit.preferences, actor: replace(preference, types=types)})


def _point(value: Fraction, kind: Type) -> Quantity:
    return Quantity(value, value, None, f"{float(value):.4g}", "", kind.place)


def statement_edits(sit: Situation) -> Iterator[Edit]:
    """Swap two adjacent statements of a type, or drop one; to touch a vital one costs more."""
    for actor, preference in sit.preferences.items():
        for name, kind in preference.types.items():
            whose = _whose(sit, actor, name, preference)
            listed = kind.statements
            for k, (first, second) in enumerate(pairwise(listed)):
                yield Edit(
                    "swap",
                    ("swap", actor, name, str(k)),
                    f"{whose}: put '{second.text}' above '{first.text}'",
                    second.place,
                    1 + VITAL * (first.vital or second.vital),
                    structural=False,
                    made=partial(_swapped, whose=(actor, name), pair=(first.place, second.place)),
                )
            for k, statement in enumerate(listed if len(listed) > 1 else ()):
                yield Edit(
                    "drop",
                    ("drop", actor, name, str(k)),
                    f"{whose}: drop '{statement.text}'",
                    statement.place,
                    2 + VITAL * statement.vital,
                    structural=False,
                    made=partial(_dropped, whose=(actor, name), place=statement.place),
                )
            for k, weight in enumerate(kind.weights if len(kind.weights) > 1 else ()):
                yield Edit(
                    "drop",
                    ("drop", actor, name, str(k)),
                    f"{whose}: drop the weight of '{weight.text}'",
                    weight.place,
                    2 + VITAL * weight.vital,
                    structural=False,
                    made=partial(_dropped, whose=(actor, name), place=weight.place),
                )


def _whose(sit: Situation, actor: str, name: str, preference: Preference) -> str:
    """Say whose order it is."""
    return f"{actor_name(sit, actor)} ({name})" if preference.typed else actor_name(sit, actor)


def _with_type(sit: Situation, actor: str, kind: Type) -> Situation:
    preference = sit.preferences[actor]
    types = {**preference.types, kind.id: kind}
    return replace(sit, preferences={**sit.preferences, actor: replace(preference, types=types)})


def _swapped(sit: Situation, *, whose: tuple[str, str], pair: tuple[Place, Place]) -> Situation:
    """Swap two statements, found by where they are written."""
    kind = sit.preferences[whose[0]].types[whose[1]]
    places = [statement.place for statement in kind.statements]
    listed = list(kind.statements)
    if set(pair) <= set(places):
        a, b = (places.index(place) for place in pair)
        listed[a], listed[b] = listed[b], listed[a]
    return _with_type(sit, whose[0], replace(kind, statements=tuple(listed)))


def _dropped(sit: Situation, *, whose: tuple[str, str], place: Place) -> Situation:
    """Drop a statement or weight, found by where it is written."""
    kind = sit.preferences[whose[0]].types[whose[1]]
    statements = tuple(one for one in kind.statements if one.place != place)
    weights = tuple(one for one in kind.weights if one.place != place)
    return _with_type(sit, whose[0], replace(kind, statements=statements, weights=weights))


def behaviour_edits(sit: Situation) -> Iterator[Edit]:
    """Let one actor decide by another concept, whatever its type."""
    for actor, preference in sit.preferences.items():
        if not any(option.owner == actor for option in sit.options) and sit.graph is None:
            continue
        filed = {
            concept
            for kind in preference.types.values()
            for concept in kind.behaviour or preference.behaviour
        }
        for concept in BEHAVIOURS:
            if {concept} != (filed or {"seq"}):
                yield Edit(
                    "behaviour",
                    ("behaviour", actor),
                    f"let {actor_name(sit, actor)} decide by {concept}",
                    preference.place,
                    1,
                    structural=False,
                    made=partial(_behaving, actor=actor, concept=concept),
                )


def _behaving(sit: Situation, *, actor: str, concept: str) -> Situation:
    preference = sit.preferences[actor]
    whole = {concept: Quantity(Fraction(1), Fraction(1), None, concept, "", preference.place)}
    types = {name: replace(kind, behaviour={}) for name, kind in preference.types.items()}
    changed = replace(preference, behaviour=whole, types=types)
    return replace(sit, preferences={**sit.preferences, actor: changed})


def caution_edits(sit: Situation, most: int = 4) -> Iterator[Edit]:
    """Make one actor more or less cautious, by tens of points; only where types are kept from one another."""
    if sit.play.knowledge != "own":
        return
    everyone = sit.play.caution.get("", Fraction(1, 2))
    for actor in sit.preferences:
        before = sit.play.caution.get(actor, everyone)
        for tens in range(1, most + 1):
            for caution in (before - Fraction(tens, 10), before + Fraction(tens, 10)):
                if 0 < caution <= 1:
                    yield Edit(
                        "caution",
                        ("caution", actor),
                        f"set the caution of {actor_name(sit, actor)} to {float(100 * caution):.3g} % "
                        f"instead of {float(100 * before):.3g} %",
                        sit.play.place,
                        tens,
                        structural=False,
                        made=partial(_cautious, actor=actor, caution=caution),
                    )


def _cautious(sit: Situation, *, actor: str, caution: Fraction) -> Situation:
    return replace(sit, play=replace(sit.play, caution={**sit.play.caution, actor: caution}))


def every_edit(sit: Situation) -> Iterator[Edit]:
    """List every edit of an assumption, but for priors, whose size depends on the question."""
    from detente.outlook.edits_structural import commitment_edits

    yield from origin_edits(sit)
    yield from word_edits(sit)
    yield from statement_edits(sit)
    yield from behaviour_edits(sit)
    yield from caution_edits(sit)
    yield from commitment_edits(sit)
