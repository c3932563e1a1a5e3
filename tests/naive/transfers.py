"""Transfers written from the definitions, sharing no code with the package: everything by enumeration of subsets."""

from fractions import Fraction
from itertools import chain, combinations, product


def subsets(members):
    members = sorted(members)
    return [
        frozenset(one)
        for one in chain.from_iterable(combinations(members, k) for k in range(len(members) + 1))
    ]


def smallest(sets):
    """The sets that contain none of the others."""
    return {one for one in sets if not any(other < one for other in sets)}


def routes(steps, start, goal):
    """All ways that pass no hand twice; a way is a list of numbers of steps (source, target, needs)."""

    def onward(hand, passed):
        if hand == goal:
            yield []
            return
        for at, (source, target, _) in enumerate(steps):
            if source == hand and target not in passed:
                for rest in onward(target, passed | {target}):
                    yield [at, *rest]

    return [] if start == goal else list(onward(start, {start}))


def needs(steps, route):
    return frozenset().union(*(steps[at][2] for at in route))


def is_open(steps, start, goal, consenting):
    """Whether the goal is reached by steps whose needs are all met."""
    reached, grown = {start}, True
    while grown:
        grown = False
        for source, target, needed in steps:
            if source in reached and target not in reached and needed <= consenting:
                reached.add(target)
                grown = True
    return goal in reached


def coalitions(steps, start, goal, holders):
    return smallest({one for one in subsets(holders) if is_open(steps, start, goal, one)})


def blocking(steps, start, goal, holders):
    everybody = frozenset(holders)
    return smallest({one for one in subsets(holders) if not is_open(steps, start, goal, everybody - one)})


def swings(family, holders):
    """For each holder the sets of others that it turns."""

    def wins(some):
        return any(one <= some for one in family)

    return {
        i: sum(wins(some | {i}) and not wins(some) for some in subsets(set(holders) - {i})) for i in holders
    }


def probability(family, chances):
    """The probability that all members of some set consent, over all ways to consent and refuse."""
    names = sorted(chances)
    total = Fraction(0)
    for consents in product((False, True), repeat=len(names)):
        given = {name for name, so in zip(names, consents, strict=True) if so}
        weight = Fraction(1)
        for name, so in zip(names, consents, strict=True):
            weight *= chances[name] if so else 1 - chances[name]
        if any(one <= given for one in family):
            total += weight
    return total


def cuts_of_arcs(arcs, source, sink):
    """All smallest sets of cuttable arcs without which the sink isn't reached."""
    cuttable = [at for at, arc in enumerate(arcs) if arc[2]]
    for size in range(len(cuttable) + 1):
        found = {
            chosen
            for chosen in combinations(cuttable, size)
            if not is_open(
                [(a, b, frozenset()) for at, (a, b, _) in enumerate(arcs) if at not in chosen],
                source,
                sink,
                frozenset(),
            )
        }
        if found:
            return found
    return set()
