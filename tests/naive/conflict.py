"""Stability, choice and courses of events written from the definitions, with sets, loops and recursion.

Slow on purpose. A state is whatever can stand in a set; moves are a list, one set of pairs per actor; ranks are a
list, one dictionary per actor.
"""

from fractions import Fraction
from itertools import chain, combinations


def option_moves(states, owners, lasting):
    """Join two states for an actor when they differ in its own options only, in permitted directions only.

    A state is a tuple of booleans; ``owners`` lists each actor's option numbers; ``lasting`` maps an option number to
    "taken" or "dropped".
    """

    def may(one, other, own):
        changed = {k for k in range(len(one)) if one[k] != other[k]}
        if not changed or not changed <= set(own):
            return False
        return all(other[k] == (lasting[k] == "taken") for k in changed if k in lasting)

    return [{(s, t) for s in states for t in states if may(s, t, own)} for own in owners]


class Twin:
    """A conflict as sets."""

    def __init__(self, states, moves, ranks):
        self.states = list(states)
        self.moves = moves
        self.ranks = ranks
        self.actors = range(len(moves))
        self.seen = {}

    def reach(self, i, s):
        return {t for (q, t) in self.moves[i] if q == s}

    def better(self, i, s):
        return {t for t in self.reach(i, s) if self.ranks[i][t] > self.ranks[i][s]}

    def ends(self, group, s, step):
        """End states of legal sequences of at least one step from s (pairs of state and last mover)."""
        found = {(t, j) for j in group for t in step(j, s)}
        waiting = list(found)
        while waiting:
            q, last = waiting.pop()
            for j in group:
                if j == last:
                    continue
                for t in step(j, q):
                    if (t, j) not in found:
                        found.add((t, j))
                        waiting.append((t, j))
        return {q for (q, _) in found}

    def step(self, concept):
        return {
            "gmr": self.reach,
            "smr": self.reach,
            "seq": self.better,
            "sseq": self.better,
            "seq2": lambda j, q: self.made(j, q, "seq"),
        }[concept]

    def answers(self, i, t, concept):
        if concept == "nash":
            return set()
        key = (i, t, concept)
        if key not in self.seen:
            self.seen[key] = self.ends([j for j in self.actors if j != i], t, self.step(concept))
        return self.seen[key]

    def value(self, i, s, concept):
        """What an end state is worth: no better than x iff at most r(x), after i's best reply under smr and sseq."""
        if concept in ("smr", "sseq"):
            return max([self.ranks[i][s], *(self.ranks[i][q] for q in self.reach(i, s))])
        return self.ranks[i][s]

    def least(self, i, t, concept):
        """The least value over the others' end states; None if they have no step."""
        return min((self.value(i, q, concept) for q in self.answers(i, t, concept)), default=None)

    def answered(self, i, s, t, concept):
        """Whether i's improvement from s to t is answered, in the words of each definition."""
        r = self.ranks[i]
        ends = self.answers(i, t, concept)
        if concept in ("smr", "sseq"):
            return any(r[q] <= r[s] and all(r[x] <= r[s] for x in self.reach(i, q)) for q in ends)
        bad = any(r[q] <= r[s] for q in ends)
        if concept != "seq2" or not bad:
            return bad
        after = min([r[t], *(r[q] for q in ends)])
        before = min([r[s], *(r[q] for q in self.answers(i, s, concept))])
        return after < before

    def made(self, i, s, concept):
        key = ("made", i, s, concept)
        if key not in self.seen:
            self.seen[key] = {t for t in self.better(i, s) if not self.answered(i, s, t, concept)}
        return self.seen[key]

    def stable(self, i, s, concept):
        return not self.made(i, s, concept)

    def table(self, concept):
        return [[self.stable(i, s, concept) for s in self.states] for i in self.actors]


def chosen(twin, i, s, made, *, answered, own):
    """Which of the made moves: no free riders, then the best, then the fewest changes (``own`` None: graph form)."""
    kept = set(made)
    if own is not None:
        kept = {t for t in kept if not rides_free(twin, i, s, t, answered=answered, own=own)} or kept
    best = max((twin.ranks[i][t] for t in kept), default=None)
    kept = {t for t in kept if twin.ranks[i][t] == best}
    if own is not None and kept:
        fewest = min(len(changes(s, t)) for t in kept)
        kept = {t for t in kept if len(changes(s, t)) == fewest}
    return kept


def changes(s, t):
    return [k for k in range(len(s)) if s[k] != t[k]]


def rides_free(twin, i, s, t, *, answered, own):
    """Whether some proper part of the change leaves a remainder that is an answered improvement."""
    changed = changes(s, t)
    assert set(changed) <= set(own)
    parts = chain.from_iterable(combinations(changed, size) for size in range(1, len(changed)))
    for part in parts:
        u = tuple(t[k] if k in part else s[k] for k in range(len(s)))
        if u in twin.states and t in twin.better(i, u) and answered(u, t):
            return True
    return False


def solve(matrix, right):
    """Solve matrix x = right exactly by Gauss and Jordan."""
    n = len(matrix)
    rows = [[Fraction(x) for x in row] + [Fraction(y)] for row, y in zip(matrix, right, strict=True)]
    for c in range(n):
        pivot = next(r for r in range(c, n) if rows[r][c] != 0)
        rows[c], rows[pivot] = rows[pivot], rows[c]
        rows[c] = [x / rows[c][c] for x in rows[c]]
        for r in range(n):
            if r != c and rows[r][c] != 0:
                rows[r] = [x - rows[r][c] * y for x, y in zip(rows[r], rows[c], strict=True)]
    return [row[n] for row in rows]


def rounds(turns, node):
    """The round chain at a node: who is drawn by pace moves if it can, else nothing happens."""
    movers = turns(node)
    total = sum(pace for pace, _ in movers)
    spread = {}
    for pace, targets in movers:
        for t in targets or (node,):
            spread[t] = spread.get(t, 0) + Fraction(pace) / total / len(targets or (node,))
    return spread or {node: Fraction(1)}


def in_the_end(turns, start, flags=()):
    """Closed classes with their probabilities and time shares, from the round chain by linear algebra.

    Returns a dictionary: frozenset of nodes -> (probability, {node: share}); a node is (state, flags).
    """

    def seen(state, before):
        return tuple(b or state in f for b, f in zip(before, flags, strict=True))

    first = (start, seen(start, tuple(False for _ in flags)))
    spread = {}
    waiting = [first]
    while waiting:
        node = waiting.pop()
        if node in spread:
            continue
        state, before = node
        spread[node] = {}
        for t, p in rounds(turns, state).items():
            after = (t, seen(t, before))
            spread[node][after] = spread[node].get(after, 0) + p
            waiting.append(after)
    nodes = list(spread)
    reach = {n: reachable(spread, n) for n in nodes}
    closed = {frozenset(reach[n]) for n in nodes if all(n in reach[m] for m in reach[n])}
    passing = [n for n in nodes if not any(n in c for c in closed)]
    result = {}
    for group in closed:
        matrix = [[(m == n) - spread[n].get(m, Fraction(0)) for m in passing] for n in passing]
        right = [sum(p for m, p in spread[n].items() if m in group) for n in passing]
        hit = dict(zip(passing, solve(matrix, right), strict=True))
        result[group] = (hit.get(first, Fraction(first in group)), shares(spread, sorted(group)))
    return result


def reachable(spread, node):
    found = {node}
    waiting = [node]
    while waiting:
        for m in spread[waiting.pop()]:
            if m not in found:
                found.add(m)
                waiting.append(m)
    return found


def shares(spread, group):
    """The stationary distribution of the round chain on a closed class."""
    n = len(group)
    matrix = [[spread[group[c]].get(group[r], Fraction(0)) - (r == c) for c in range(n)] for r in range(n)]
    matrix[n - 1] = [Fraction(1)] * n
    return dict(zip(group, solve(matrix, [0] * (n - 1) + [1]), strict=True))


def shortest(twin, start, goals, step):
    """All shortest legal paths from start to a goal, as tuples of (mover, state)."""
    if start in goals:
        return [()]
    paths = [((j, t),) for j in twin.actors for t in step(j, start)]
    for _ in range(len(twin.states) * len(twin.actors)):
        done = [p for p in paths if p[-1][1] in goals]
        if done or not paths:
            return done
        best = {}
        for p in paths:
            best.setdefault(p[-1], []).append(p)
        paths = [(*p, (j, t)) for p in paths for j in twin.actors if j != p[-1][0] for t in step(j, p[-1][1])]
        if len(paths) > 20000:
            return None
    return []
