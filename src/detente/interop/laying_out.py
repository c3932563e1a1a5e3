"""A sketch of a foreign file as the text of a situation: readable, in the order in which one thinks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from detente.interop.sketch import Order, Sketch, SketchOption
from detente.situation.expressions import Count, Expr, Taken
from detente.situation.names import Names, spell
from detente.situation.writing import written

WIDTH = 110
_SHORT = 90  # a ranking up to this long stands on one line


def labels_of(options: Mapping[str, Sequence[SketchOption]]) -> tuple[str, ...]:
    """Give each option's shortest name that is unique, in option order.

    Examples
    --------
    >>> labels_of({"A": [SketchOption("go", "Go")], "B": [SketchOption("go", "Go"), SketchOption("stop", "Stop")]})
    ('A.go', 'B.go', 'stop')
    """
    return Names.of({owner: [one.id for one in own] for owner, own in options.items()}).labels


def laid_out(sketch: Sketch) -> str:
    """Write a sketch as the text of a situation file.

    Parameters
    ----------
    sketch : Sketch

    Returns
    -------
    str
        The text, which ends with a line break; lists are wrapped at 110 columns.

    Examples
    --------
    >>> print(laid_out(Sketch("Two", {"A": "Alpha"}, {"A": (SketchOption("go", "Go"),)}, orders={"A": Order()})), end="")
    detente: 1
    title: Two
    actors:
      A: Alpha
    options:
      A:
        go: Go
    preferences:
      A:
        ranking: [[rest]]        # indifferent between all states
    """
    labels = labels_of(sketch.options)
    return "\n".join([*_head(sketch), *_game(sketch, labels), *_wants(sketch, labels), *_play(sketch), ""])


def _head(sketch: Sketch) -> Iterator[str]:
    """Write the remarks, the title and the actors."""
    for remark in sketch.remarks:
        yield from wrap(remark, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
    yield "detente: 1"
    yield f"title: {written(sketch.title)}"
    yield "actors:"
    for actor, name in sketch.actors.items():
        yield f"  {actor}: {written(name)}"


def _game(sketch: Sketch, labels: Sequence[str]) -> Iterator[str]:
    """Write options and rules, or states and moves, and the state of today."""
    if sketch.options:
        yield "options:"
    for owner, own in sketch.options.items():
        yield f"  {owner}:"
        yield from (f"    {one.id}: {_option(one)}" for one in own)
    if sketch.rules:
        yield "rules:"
    for rule in sketch.rules:
        yield from _rule(rule, labels)
    if sketch.status_quo:
        yield f"status_quo: {written(sketch.status_quo)}"
    yield from _states(sketch)
    if sketch.moves is not None:
        yield "moves:"
        for actor, arcs in (sketch.moves or dict.fromkeys(list(sketch.actors)[:1], ())).items():
            yield from _filled(f"  {actor}: ", map(written, arcs))


def _option(one: SketchOption) -> str:
    """Write what stands behind an option's id."""
    if one.lasting:
        return written({"text": one.text, "lasting": one.lasting})
    return written(one.text)


def _rule(rule: Expr, labels: Sequence[str]) -> Iterator[str]:
    """Write a rule: a count of options under its own key, all else as an expression."""
    if isinstance(rule, Count) and all(isinstance(part, Taken) for part in rule.parts):
        key = "exactly_one" if rule.least else "at_most_one"
        yield from _filled(f"  - {key}: ", (spell(part, labels) for part in rule.parts))
    else:
        yield f"  - {written(spell(rule, labels))}"


def _states(sketch: Sketch) -> Iterator[str]:
    """Write the names of states with their patterns; in graph form the states with what they stand for."""
    if sketch.states:
        yield "states:"
    for name, pattern in sketch.states.items():
        if sketch.moves is None:
            yield f"  {name}: {written(pattern)}"
        else:
            yield f"  - {name}        # {pattern}" if pattern and pattern != name else f"  - {name}"


def _wants(sketch: Sketch, labels: Sequence[str]) -> Iterator[str]:
    """Write what each actor wants."""
    if sketch.orders:
        yield "preferences:"
    for actor, order in sketch.orders.items():
        yield f"  {actor}:"
        yield from _order(order, labels)


def _order(order: Order, labels: Sequence[str]) -> Iterator[str]:
    """Write one order of preference."""
    if order.statements:
        yield "    statements:"
        yield from (f"      - {written(spell(one, labels))}" for one in order.statements)
    elif order.weights:
        yield "    weights:"
        for when, worth in order.weights:
            yield f"      - {written({'when': spell(when, labels), 'worth': worth})}"
    elif order.groups:
        line = " > ".join(" ~ ".join(group) for group in order.groups)
        if len(line) <= _SHORT:
            yield f"    ranking: {line}"
            return
        yield "    ranking:"
        for group in order.groups:
            yield from _filled("      - ", group)
    else:
        yield "    ranking: [[rest]]        # indifferent between all states"


def _play(sketch: Sketch) -> Iterator[str]:
    """Write who can act as one."""
    if sketch.pacts:
        yield "play:"
        yield from _filled("  pacts: ", map(written, sketch.pacts))


def _filled(lead: str, items: Iterable[str]) -> Iterator[str]:
    """Write a list between brackets, over several lines where it is long, each deeper than its key."""
    line, indent = f"{lead}[", " " * (len(lead) - len(lead.lstrip()) + 4)
    for at, item in enumerate(items):
        if at and len(line) + len(item) + 3 > WIDTH:
            yield f"{line},"
            line = indent + item
        else:
            line += f", {item}" if at else item
    yield f"{line}]"
