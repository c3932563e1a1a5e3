"""A forecast written from the definitions: every type, every behaviour, every belief gone through by hand.

It reads nothing but the plain description of a random model below, and shares no code with the package.
"""

from fractions import Fraction
from itertools import product

from naive.conflict import Twin, changes, chosen, in_the_end, option_moves
from naive.timing import after

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "seq2")


class Model:
    """A random situation: options by owner, an order of literals per type, shares of behaviours, beliefs, cautions.

    With ``weighted``, that share of types has weights in place of statements: clauses with ranges of worths. ``worths``
    are the values taken from them, the means at first; they may be set to others.
    """

    def __init__(self, rng, *, concepts=CONCEPTS, most_options=5, weighted=0):
        actors = int(rng.integers(2, 4))
        counts = [1] * actors
        for _ in range(int(rng.integers(0, most_options - actors + 1))):
            counts[int(rng.integers(actors))] += 1
        ends = [sum(counts[: k + 1]) for k in range(actors)]
        self.own = [list(range(end - count, end)) for end, count in zip(ends, counts, strict=True)]
        self.options = sum(counts)
        self.lasting = {
            k: str(rng.choice(["taken", "dropped"])) for k in range(self.options) if rng.random() < 0.15
        }
        self.rules = [self._clause(rng) for _ in range(int(rng.integers(0, 2)))]
        self.states = [
            s for s in product((False, True), repeat=self.options) if all(holds(r, s) for r in self.rules)
        ]
        self.start = self.states[int(rng.integers(len(self.states)))]
        self.types = [self._types(rng, concepts) for _ in range(actors)]
        self.knowledge = str(rng.choice(["own", "all"]))
        self.caution = [Fraction(int(rng.integers(1, 10)), 10) for _ in range(actors)]
        self.pace = [Fraction(int(rng.integers(1, 4))) for _ in range(actors)]
        self.asked = (int(rng.integers(self.options)), bool(rng.random() < 0.5))
        together = sorted(int(k) for k in rng.choice(actors, size=2, replace=False))
        self.pacts = [(together, Fraction(int(rng.integers(1, 4))))] if rng.random() < 0.4 else []
        self.weights = {
            (i, at): [(self._clause(rng), self._range(rng)) for _ in range(int(rng.integers(1, 5)))]
            for i, types in enumerate(self.types if weighted else [])
            for at in range(len(types))
            if rng.random() < weighted
        }
        self.worths = {who: [mean(ends) for _, ends in listed] for who, listed in self.weights.items()}

    def _range(self, rng):
        """One to three numbers: a value; low and high; low, most likely and high."""
        return sorted(Fraction(int(x), 4) for x in rng.integers(-8, 9, int(rng.integers(1, 4))))

    def _clause(self, rng):
        size = int(rng.integers(1, 3))
        chosen_options = rng.choice(self.options, size=min(size, self.options), replace=False)
        return [(int(k), bool(rng.random() < 0.5)) for k in chosen_options]

    def _types(self, rng, concepts):
        count = int(rng.integers(1, 3))
        first = Fraction(int(rng.integers(1, 10)), 10)
        priors = [first, 1 - first] if count == 2 else [Fraction(1)]
        types = []
        for prior in priors:
            statements = [self._clause(rng) for _ in range(int(rng.integers(1, 5)))]
            shares = {str(rng.choice(concepts)): Fraction(1)}
            other = str(rng.choice(concepts))
            if rng.random() < 0.3 and other not in shares:
                shares = {next(iter(shares)): Fraction(3, 5), other: Fraction(2, 5)}
            types.append((prior, statements, shares))
        return types

    def _wants(self, who, statements):
        if who not in self.weights:
            return "        statements: [" + ", ".join(spelt(one) for one in statements) + "]"
        weights = (f"{{when: {spelt(one)}, worth: {worth(ends)}}}" for one, ends in self.weights[who])
        return "        weights: [" + ", ".join(weights) + "]"

    def ranks(self, i, at):
        """How a type ranks the states."""
        if (i, at) not in self.weights:
            return ranks(self, self.types[i][at][1])
        clauses = [clause for clause, _ in self.weights[i, at]]
        values = self.worths[i, at]
        total = {
            s: sum((v for v, one in zip(values, clauses, strict=True) if holds(one, s)), Fraction(0))
            for s in self.states
        }
        order = sorted(set(total.values()))
        return {s: order.index(value) for s, value in total.items()}

    def text(self, *, by=None):
        """The model as a situation file; with ``by``, the paces are moves per year from the first of January 2020."""
        names = [f"A{i}" for i in range(len(self.own))]
        lines = [
            "detente: 1",
            "title: Random",
            *(["as_of: 2020-01-01"] if by else []),
            "actors: {" + ", ".join(f"{n}: {n}" for n in names) + "}",
            "options:",
        ]
        for name, own in zip(names, self.own, strict=True):
            lines.append(f"  {name}:")
            for k in own:
                mark = f", lasting: {self.lasting[k]}" if k in self.lasting else ""
                lines.append(f"    o{k}: {{text: Option {k}{mark}}}")
        if self.rules:
            lines.append("rules: [" + ", ".join(spelt(rule) for rule in self.rules) + "]")
        lines.append(
            "status_quo: [" + ", ".join(f"o{k}" for k, taken in enumerate(self.start) if taken) + "]"
        )
        lines.append("preferences:")
        for name, types in zip(names, self.types, strict=True):
            lines += [f"  {name}:", "    types:"]
            for at, (prior, statements, shares) in enumerate(types):
                behaviour = ", ".join(f"{concept}: {float(share)}" for concept, share in shares.items())
                lines += [
                    f"      t{at}:",
                    f"        prior: {float(prior)}",
                    f"        behaviour: {{{behaviour}}}",
                ]
                lines.append(self._wants((names.index(name), at), statements))
        cautions = ", ".join(f"{n}: {float(c)}" for n, c in zip(names, self.caution, strict=True))
        paces = ", ".join(f"{n}: {p}" for n, p in zip(names, self.pace, strict=True))
        lines.append(
            f"play: {{knowledge: {self.knowledge}, caution: {{{cautions}}}, doubt: 0%, "
            f"{'rates' if by else 'pace'}: {{{paces}}}}}"
        )
        lines.append("questions:")
        when = f"o{self.asked[0]}" if self.asked[1] else f"not o{self.asked[0]}"
        day = f", by: {by}" if by else ""
        for counted in ("at_end", "ever", "always"):
            lines.append(f"  {counted}: {{text: Asked, when: {when}, counted: {counted}, base: 50%{day}}}")
        return "\n".join(lines) + "\n"


def holds(clause, state):
    """A clause holds if one of its literals does."""
    return any(state[k] == sign for k, sign in clause)


def spelt(clause):
    return " or ".join(f"o{k}" if sign else f"not o{k}" for k, sign in clause)


def mean(ends):
    """The mean of a uniform range, or of one whose most likely value weighs four times as much as its ends."""
    return (ends[0] + 4 * ends[1] + ends[2]) / 6 if len(ends) == 3 else sum(ends) / len(ends)


def worth(ends):
    """A worth as a file gives it."""
    return float(ends[0]) if len(ends) == 1 else [float(x) for x in ends]


def ranks(model, statements):
    """Lexicographic comparison of truth vectors."""
    vectors = {s: tuple(holds(one, s) for one in statements) for s in model.states}
    order = sorted(set(vectors.values()))
    return {s: order.index(vector) for s, vector in vectors.items()}


class Play:
    """One model with a twin of the conflict for every combination of types."""

    def __init__(self, model):
        self.model = model
        self.actors = range(len(model.own))
        moves = option_moves(model.states, model.own, model.lasting)
        orders = [[model.ranks(i, at) for at in range(len(types))] for i, types in enumerate(model.types)]
        self.thetas = list(product(*[range(len(types)) for types in model.types]))
        self.twins = {
            theta: Twin(model.states, moves, [orders[i][theta[i]] for i in self.actors])
            for theta in self.thetas
        }

    def believed(self, i, theta):
        """What actor i thinks of the others' types."""
        p = Fraction(1)
        for j in self.actors:
            if j != i:
                p *= self.model.types[j][theta[j]][0]
        return p

    def answered(self, i, theta, concept, step):
        """Whether i takes a step to be answered: as it is, or as it believes with at least its caution."""
        if concept == "nash":
            return False
        if self.model.knowledge == "all":
            return self.twins[theta].answered(i, *step, concept)
        alike = [other for other in self.thetas if other[i] == theta[i]]
        pi = sum(self.believed(i, other) for other in alike if self.twins[other].answered(i, *step, concept))
        return pi >= self.model.caution[i]

    def moves_of(self, i, theta, concept, s):
        twin = self.twins[theta]

        def answered(u, t):
            return self.answered(i, theta, concept, (u, t))

        made = {t for t in twin.better(i, s) if not answered(s, t)}
        return sorted(chosen(twin, i, s, made, answered=answered, own=self.model.own[i]))

    def joint_moves_of(self, members, theta, concepts, s):
        """What a pact does: joint improvements that no member takes to be answered, none of them beaten, the smallest."""
        model, twin = self.model, self.twins[theta]
        made = [t for t in model.states if self.is_joint(members, s, t)]
        made = [t for t in made if all(twin.ranks[i][t] > twin.ranks[i][s] for i in members)]
        made = [t for t in made if not any(self.answered(i, theta, concepts[i], (s, t)) for i in members)]

        def beats(t, u):
            pairs = [(twin.ranks[i][t], twin.ranks[i][u]) for i in members]
            return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)

        made = [u for u in made if not any(beats(t, u) for t in made)]
        fewest = min((len(changes(s, t)) for t in made), default=0)
        return sorted(t for t in made if len(changes(s, t)) == fewest)

    def is_joint(self, members, s, t):
        """Whether a change is made by the members only, by at least two of them, in permitted directions."""
        model = self.model
        changed = changes(s, t)
        by = [i for i in members if any(k in model.own[i] for k in changed)]
        own = [k for i in members for k in model.own[i]]
        if len(by) < 2 or not set(changed) <= set(own):
            return False
        return all(t[k] == (model.lasting[k] == "taken") for k in changed if k in model.lasting)

    def runs(self):
        """Each combination of types and behaviours with its probability and its turns."""
        for theta in self.thetas:
            kinds = [self.model.types[i][theta[i]] for i in self.actors]
            for concepts in product(*[list(shares) for _, _, shares in kinds]):
                p = Fraction(1)
                for (prior, _, shares), concept in zip(kinds, concepts, strict=True):
                    p *= prior * shares[concept]
                yield p, self.turns(theta, concepts)

    def turns(self, theta, concepts):
        known = {}

        def at(node):
            if node not in known:
                known[node] = [
                    (self.model.pace[i], self.moves_of(i, theta, concepts[i], node)) for i in self.actors
                ]
            return known[node]

        return at


def forecast(model):
    """The probability of each question and of each end (a frozenset of states)."""
    option, sign = model.asked
    asked = [s for s in model.states if s[option] == sign]
    against = [s for s in model.states if s[option] != sign]
    found = {"at_end": Fraction(0), "ever": Fraction(0), "always": Fraction(0)}
    ends = {}
    for p, turns in Play(model).runs():
        for group, (hit, time) in in_the_end(turns, model.start, [asked, against]).items():
            states = frozenset(state for state, _ in group)
            ends[states] = ends.get(states, 0) + p * hit
            (flags,) = {flags for _, flags in group}
            found["at_end"] += p * hit * sum(share for (s, _), share in time.items() if s in asked)
            found["ever"] += p * hit * flags[0]
            found["always"] += p * hit * (not flags[1])
    return found, {states: p for states, p in ends.items() if p}


def forecast_after(model, years, given=None):
    """The probability of each question after some years of moves at the given rates.

    With ``given``, an option and a value, only courses on which it had that value by then count.
    """
    option, sign = model.asked
    flags = [[s for s in model.states if (s[option] == sign) is so] for so in (True, False)]
    if given is not None:
        flags.append([s for s in model.states if s[given[0]] == given[1]])
    found, whole = {"at_end": 0.0, "ever": 0.0, "always": 0.0}, 0.0
    for p, turns in Play(model).runs():
        nodes, rates = nodes_and_rates(turns, model.start, flags)
        for (state, entered), share in zip(nodes, after(rates, years), strict=True):
            met = float(p) * share * (given is None or entered[2])
            whole += met
            found["at_end"] += met * (state in flags[0])
            found["ever"] += met * entered[0]
            found["always"] += met * (not entered[1])
    return {name: share / whole for name, share in found.items()} if whole else None


def nodes_and_rates(turns, start, flags):
    """All that can be reached, with the sets entered on the way, and how often a year one leads to another."""
    nodes, rates = [(start, tuple(start in one for one in flags))], []
    for state, entered in nodes:
        row = {}
        for rate, targets in turns(state):
            for t in targets:
                node = (t, tuple(so or t in one for so, one in zip(entered, flags, strict=True)))
                if node not in nodes:
                    nodes.append(node)
                at = nodes.index(node)
                row[at] = row.get(at, 0) + Fraction(rate) / len(targets)
        rates.append(row)
    return nodes, rates
