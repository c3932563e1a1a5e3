"""The inverse question by trying every order of preference, and every change of one."""

from itertools import permutations, product

from naive.conflict import Twin


def weak_orders(n):
    """Every order with ties of n things, as ranks from 0 without gaps."""
    for ranks in product(range(n), repeat=n):
        if set(ranks) == set(range(max(ranks) + 1)):
            yield ranks


def strict_orders(n):
    yield from permutations(range(n))


def distance(one, other):
    """How many comparisons "a at least as good as b" change; from better to worse are two."""
    pairs = [(a, b) for a in range(len(one)) for b in range(len(one))]
    return sum((one[a] >= one[b]) != (other[a] >= other[b]) for a, b in pairs)


def with_order(twin, actor, order):
    """The conflict with one actor's order replaced."""
    ranks = list(twin.ranks)
    ranks[actor] = dict(zip(twin.states, order, strict=True))
    return Twin(twin.states, twin.moves, ranks)


def ranks_of(twin, actor):
    return [twin.ranks[actor][state] for state in twin.states]


def count_stable(twin, actor, state, concept, orders):
    """How many orders of one actor make a state stable for it."""
    return sum(with_order(twin, actor, order).stable(actor, state, concept) for order in orders)


def is_equilibrium(twin, state, concept):
    return all(twin.stable(i, state, concept) for i in twin.actors)


def count_equilibrium(twin, actor, state, concept, orders):
    """How many orders of one actor make a state stable for everybody."""
    return sum(is_equilibrium(with_order(twin, actor, order), state, concept) for order in orders)


def least_change(twin, actor, state, concept):
    """The cost of a smallest change of one actor's order that makes a state stable for it."""
    now = ranks_of(twin, actor)
    return min(
        distance(now, order)
        for order in weak_orders(len(twin.states))
        if with_order(twin, actor, order).stable(actor, state, concept)
    )


def least_change_together(twin, state, concept):
    """The cost of a smallest change of all orders at once that makes a state an equilibrium."""
    orders = list(weak_orders(len(twin.states)))
    best = None
    for chosen in product(orders, repeat=len(twin.moves)):
        cost = sum(distance(ranks_of(twin, i), order) for i, order in enumerate(chosen))
        if best is not None and cost >= best:
            continue
        ranks = [dict(zip(twin.states, order, strict=True)) for order in chosen]
        if is_equilibrium(Twin(twin.states, twin.moves, ranks), state, concept):
            best = cost
    return best
