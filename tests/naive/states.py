"""Feasible states by trying every combination of options, and cores of rules by trying every subset."""

from itertools import combinations, product

from naive.evaluate import holds


def feasible(options, rules, fixed=None):
    """Codes of all feasible states, ascending; at most 12 options."""
    assert options <= 12
    found = []
    for values in product([False, True], repeat=options):
        taken = dict(enumerate(values))
        right = all(taken[bit] == value for bit, value in (fixed or {}).items())
        if right and all(holds(rule, taken) for rule in rules):
            found.append(sum(2**bit for bit, value in taken.items() if value))
    return sorted(found)


def is_minimal_core(options, rules, core, fixed=None):
    """Whether the rules of a core admit no state, and some state as soon as one of them is left out."""
    if feasible(options, [rules[k] for k in core], fixed):
        return False
    fewer = combinations(core, len(core) - 1)
    return all(feasible(options, [rules[k] for k in some], fixed) for some in fewer)
