"""Random situations as texts, comparisons of two conflicts, and the files that tests are about."""

from itertools import product

import numpy as np

import detente
from detente.faults import SituationError
from house import ROOT

DATA = ROOT / "tests" / "data" / "interop"
CASES = [case.name for case in detente.cases()]
SMALL = [case.name for case in detente.cases() if case.states <= 200]


def expression(rng, names, depth=2):
    """Draw an expression over options."""
    if depth == 0 or rng.random() < 0.3:
        name = str(rng.choice(names))
        return name if rng.random() < 0.6 else f"(not {name})"
    parts = [expression(rng, names, depth - 1) for _ in range(2)]
    glue = rng.choice([" and ", " or ", " -> ", " <-> "])
    return f"({glue.join(f'({part})' for part in parts)})"


def random_situation(rng, *, full=False, most=5):
    """Draw a situation: 2-4 actors, rules, lasting options, orders in all three forms; None if no state is feasible.

    ``full``: no rule across owners and nothing that lasts, so that it is a game.
    """
    actors = [chr(65 + k) for k in range(int(rng.integers(2, 5)))]
    owned = {actor: [] for actor in actors}
    for bit in range(int(rng.integers(len(actors) - 1, most + 1))):
        owned[str(rng.choice(actors))].append(f"o{bit}")
    owned = {actor: own for actor, own in owned.items() if own}
    names = [name for own in owned.values() for name in own]
    lines = [
        "detente: 1",
        "title: Random",
        "actors:",
        *(f"  {one}: Actor {one}" for one in actors),
        "options:",
    ]
    for actor, own in owned.items():
        lines.append(f"  {actor}:")
        for name in own:
            way = rng.choice(["", "", "taken", "dropped"]) if not full else ""
            lines.append(f"    {name}: {{text: Do {name}{f', lasting: {way}' if way else ''}}}")
    lines += rules(rng, owned, names, full=full)
    text = "\n".join([*lines, ""])
    sit, faults = detente.read(text)
    if sit is None:
        assert {one.code for one in faults if one.severity == "fault"} <= {"DT410", "DT412"}, faults
        return None
    labels = list(sit.states.labels)
    more = ["states:", *(f"  s{at}: {label}" for at, label in enumerate(labels))]
    wants = ["preferences:", *(line for actor in actors for line in order(rng, actor, names, len(labels)))]
    return detente.load("\n".join([*lines, *more, *wants, ""]))


def rules(rng, owned, names, *, full):
    """Draw a few rules; those of a game speak of one owner's options."""
    drawn = []
    for _ in range(int(rng.integers(0, 3))):
        some = owned[str(rng.choice(list(owned)))] if full else names
        if len(some) > 1 and rng.random() < 0.5:
            drawn.append(f"{rng.choice(['at_most_one', 'exactly_one'])}: [{', '.join(some)}]")
        else:
            drawn.append(expression(rng, some))
    return ["rules:", *(f"  - {rule}" for rule in drawn)] if drawn else []


def order(rng, actor, names, states):
    """Draw what an actor wants."""
    form = rng.choice(["statements", "weights", "ranking"])
    lines = [f"  {actor}:", f"    {form}:"]
    if form == "statements":
        return [*lines, *(f"      - {expression(rng, names)}" for _ in range(int(rng.integers(1, 5))))]
    if form == "weights":
        worths = rng.integers(-8, 9, int(rng.integers(1, 5))) / 4
        return [*lines, *(f"      - {{when: {expression(rng, names)}, worth: {worth}}}" for worth in worths)]
    ranks = rng.integers(0, states, states)
    groups = ([f"s{at}" for at in np.flatnonzero(ranks == rank)] for rank in sorted(set(ranks.tolist())))
    return [*lines, *(f"      - [{', '.join(group)}]" for group in groups)]


def situations(seed, count, **more):
    """Give a fixed series of random situations."""
    rng = np.random.default_rng(seed)
    found = 0
    while found < count:
        sit = random_situation(rng, **more)
        if sit is not None:
            found += 1
            yield sit


def arcs_by_label(con):
    """Give each actor's moves as pairs of labels."""
    labels = list(con.states)
    return {
        actor: {
            (labels[a], labels[b]) for a in range(len(labels)) for b in con.moves.targets(row, a).tolist()
        }
        for row, actor in enumerate(con.actors)
    }


def ranks_by_label(con):
    """Give each actor's ranks by label."""
    return {
        actor: dict(zip(con.states, con.ranks[row].tolist(), strict=True))
        for row, actor in enumerate(con.actors)
    }


def same_conflict(one, other):
    """Whether two conflicts have the same actors, states, moves and orders."""
    return (
        set(one.actors) == set(other.actors)
        and list(one.states) == list(other.states)
        and ranks_by_label(one) == ranks_by_label(other)
        and (len(one.states) > 300 or arcs_by_label(one) == arcs_by_label(other))
    )


def every_state(options):
    """Give all patterns of options, ascending."""
    return ["".join(reversed(signs)) for signs in product("NY", repeat=options)]


def codes(call, *arguments):
    """Give the codes of the faults with which a call ends; none if it doesn't."""
    try:
        call(*arguments)
    except SituationError as error:
        return [one.code for one in error.faults]
    return []
