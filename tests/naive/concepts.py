"""The further concepts of stability written from their definitions, with sets, loops and recursion.

They are asked of a twin of a conflict (``naive.conflict.Twin``): states are whatever can stand in a set, preferences one
dictionary of ranks per actor.
"""

from itertools import combinations, product


def coalitions(actors):
    """All non-empty groups."""
    return [frozenset(group) for size in range(1, len(actors) + 1) for group in combinations(actors, size)]


class Coalitional:
    """What groups reach and want: end points count, steps on the way may be worse."""

    def __init__(self, twin):
        self.twin = twin
        self.seen = {}

    def reach(self, group, s):
        key = ("reach", group, s)
        if key not in self.seen:
            self.seen[key] = self.twin.ends(sorted(group), s, self.twin.reach)
        return self.seen[key]

    def better(self, group, s, q):
        return all(self.twin.ranks[i][q] > self.twin.ranks[i][s] for i in group)

    def gains(self, group, s):
        return {q for q in self.reach(group, s) if self.better(group, s, q)}

    def others(self, group):
        return frozenset(self.twin.actors) - group

    def answers(self, group, s1, concept):
        rest = self.others(group)
        if concept == "cnash" or not rest:
            return set()
        if concept in ("cgmr", "csmr"):
            return self.reach(rest, s1)
        key = ("answers", group, s1)
        if key not in self.seen:
            self.seen[key] = self.twin.ends(coalitions(sorted(rest)), s1, self.gains)
        return self.seen[key]

    def blocked(self, group, s, s1, concept):
        for s2 in self.answers(group, s1, concept):
            if self.better(group, s, s2):
                continue
            if concept in ("csmr", "csseq") and any(
                self.better(group, s, s3) for s3 in self.reach(group, s2)
            ):
                continue
            return True
        return False

    def stable(self, group, s, concept):
        return all(self.blocked(group, s, s1, concept) for s1 in self.gains(group, s))


class Merged:
    """Some actors as one, who moves in one step: ``joint`` holds its pairs of states."""

    def __init__(self, twin, group, joint):
        self.twin = twin
        self.movers = [tuple(sorted(group)), *((i,) for i in twin.actors if i not in group)]
        self.pairs = [joint, *(twin.moves[i] for i in twin.actors if i not in group)]

    def reach(self, k, s):
        return {t for (q, t) in self.pairs[k] if q == s}

    def better(self, k, s, q):
        return all(self.twin.ranks[i][q] > self.twin.ranks[i][s] for i in self.movers[k])

    def gains(self, k, s):
        return {q for q in self.reach(k, s) if self.better(k, s, q)}

    def stable(self, k, s, concept):
        others = [j for j in range(len(self.movers)) if j != k]
        step = self.reach if concept in ("gmr", "smr") else self.gains

        def blocked(s1):
            if concept == "nash":
                return False
            for s2 in self.twin.ends(others, s1, step):
                if self.better(k, s, s2):
                    continue
                if concept in ("smr", "sseq") and any(self.better(k, s, s3) for s3 in self.reach(k, s2)):
                    continue
                return True
            return False

        return all(blocked(s1) for s1 in self.gains(k, s))


class Foresight:
    """Two actors in turn; every choice among equally good moves is tried."""

    def __init__(self, twin, pair):
        self.twin, self.pair, self.seen = twin, pair, {}

    def ends(self, i, s, h):
        key = (i, s, h)
        if key not in self.seen:
            self.seen[key] = self._ends(i, s, h)
        return self.seen[key]

    def _ends(self, i, s, h):
        moves = sorted(self.twin.reach(i, s))
        if h == 0 or not moves:
            return {s}
        j = next(k for k in self.pair if k != i)
        r = self.twin.ranks[i]
        found = set()
        for choice in product(*(sorted(self.ends(j, q, h - 1)) for q in moves)):
            top = max(r[end] for end in choice)
            found |= {end for end in choice if r[end] == top} if top > r[s] else {s}
        return found

    def robust(self, i, s, h):
        return self.ends(i, s, h) == {s}

    def possible(self, i, s, h):
        return s in self.ends(i, s, h)

    def table(self, h):
        return [[frozenset(self.ends(i, s, h)) for s in self.twin.states] for i in self.pair]

    def period(self):
        """The horizons of one period, found by looking back at every earlier table."""
        tables = []
        while True:
            table = self.table(len(tables))
            if table in tables:
                return range(tables.index(table), len(tables))
            tables.append(table)


def strong(twin, levels, i, s, concept):
    """Every improvement, of any strength, has an answer that is greatly worse."""
    others = [j for j in twin.actors if j != i]
    step = twin.better if concept == "seq" else twin.reach

    def greatly_worse(q):
        return levels[i][q] < levels[i][s]

    def blocked(s1):
        return any(
            greatly_worse(s2) and (concept != "smr" or all(greatly_worse(s3) for s3 in twin.reach(i, s2)))
            for s2 in twin.ends(others, s1, step)
        )

    return all(blocked(s1) for s1 in twin.better(i, s))


class Unknown:
    """Preference as a relation: ``kinds[i][s, q]`` is ">" if s is preferred to q, "<", "~", or "U"."""

    def __init__(self, twin, kinds):
        self.twin, self.kinds = twin, kinds

    def moves_to(self, i, s, kinds):
        return {q for q in self.twin.reach(i, s) if self.kinds[i][q, s] in kinds}

    def stable(self, i, s, concept, extension):
        leave = {"a": ">U", "b": ">", "c": ">U", "d": ">"}[extension]
        answer = {"a": ">~", "b": ">~", "c": ">~U", "d": ">~U"}[extension]
        escape = {"a": ">U", "b": ">U", "c": ">", "d": ">"}[extension]
        others = [j for j in self.twin.actors if j != i]

        def step(j, q):
            return self.moves_to(j, q, ">U") if concept == "seq" else self.twin.reach(j, q)

        def blocked(s1):
            if concept == "nash":
                return False
            for s2 in self.twin.ends(others, s1, step):
                no_better = s2 == s or self.kinds[i][s, s2] in answer
                free = concept == "smr" and any(
                    s3 != s and self.kinds[i][s3, s] in escape for s3 in self.twin.reach(i, s2)
                )
                if no_better and not free:
                    return True
            return False

        return all(blocked(s1) for s1 in self.moves_to(i, s, leave))


class Attitudes:
    """What is acceptable to an actor, given its attitudes ``e[i][j]`` towards all."""

    def __init__(self, twin, e, strict):
        self.twin, self.e, self.strict = twin, e, strict

    def acceptable(self, i, s, q):
        if q == s:
            return False
        for j in self.twin.actors:
            r = self.twin.ranks[j]
            if self.e[i][j] == 1:
                fine = r[q] > r[s] if self.strict and j == i else r[q] >= r[s]
            elif self.e[i][j] == -1:
                fine = r[q] <= r[s]
            else:
                fine = True
            if not fine:
                return False
        return True

    def replies(self, i, s):
        return {q for q in self.twin.reach(i, s) if self.acceptable(i, s, q)}

    def stable(self, i, s, concept):
        others = [j for j in self.twin.actors if j != i]
        step = self.replies if concept == "rseq" else self.twin.reach

        def blocked(s1):
            if concept == "rnash":
                return False
            for s2 in self.twin.ends(others, s1, step):
                if self.acceptable(i, s, s2):
                    continue
                if concept == "rsmr" and any(self.acceptable(i, s, s3) for s3 in self.twin.reach(i, s2)):
                    continue
                return True
            return False

        return all(blocked(s1) for s1 in self.replies(i, s))
