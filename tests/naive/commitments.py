"""Commitments tested in the words of their definitions, with sets and loops.

Reads nothing but a :class:`naive.conflict.Twin` or a :class:`naive.forecast.Play`, and shares no code with the package.
"""

from copy import copy
from fractions import Fraction
from itertools import product

from naive.conflict import changes, in_the_end


class Vow:
    """Actor ``by`` commits itself: where a state is in ``condition``, then to one in ``consequence``."""

    def __init__(self, by, condition, consequence):
        self.by = by
        self.unmet = condition - consequence
        self.met = condition & consequence


def surely_broken(twin, concept, vows):
    """K without the steps of those who vowed from unmet to met states."""

    def step(k, s):
        usual = twin.step(concept)(k, s)
        taken = {t for vow in vows if vow.by == k and s in vow.unmet for t in usual if t in vow.met}
        return usual - taken

    return step


def surely_kept(twin, concept, vow):
    """K with all steps from unmet states replaced by the highest-ranked moves to met ones."""

    def step(k, s):
        if k != vow.by or s not in vow.unmet:
            return twin.step(concept)(k, s)
        into = {t for t in twin.reach(k, s) if t in vow.met}
        best = max((twin.ranks[k][t] for t in into), default=None)
        return {t for t in into if twin.ranks[k][t] == best}

    return step


def ends(twin, j, s, step):
    """End states of the legal sequences of all but j."""
    return twin.ends([k for k in twin.actors if k != j], s, step)


def answered(twin, j, move, concept, step):
    """Whether j's improvement is answered when the others step as told."""
    if concept == "nash":
        return False
    s, t = move
    r = twin.ranks[j]
    reached = ends(twin, j, t, step)
    if concept in {"smr", "sseq"}:
        return any(r[q] <= r[s] and all(r[x] <= r[s] for x in twin.reach(j, q)) for q in reached)
    bad = any(r[q] <= r[s] for q in reached)
    if concept != "seq2" or not bad:
        return bad
    return min([r[t], *(r[q] for q in reached)]) < min([r[s], *(r[q] for q in ends(twin, j, s, step))])


def three(twin, j, move, concept, vow):
    """Whether an improvement is answered: as things are, if the commitment is surely broken, if it is surely kept."""
    return (
        twin.answered(j, *move, concept),
        answered(twin, j, move, concept, surely_broken(twin, concept, [vow])),
        answered(twin, j, move, concept, surely_kept(twin, concept, vow)),
    )


class Word:
    """A commitment in a random model: its author, T as literals that all hold (None: a pledge), and R as one literal."""

    def __init__(self, by, kind, condition, then):
        self.by, self.kind, self.condition, self.then = by, kind, condition, then

    @classmethod
    def random(cls, rng, model, kind):
        by = int(rng.integers(len(model.own)))
        others = [k for i, own in enumerate(model.own) for k in own if i != by]
        chosen = rng.choice(others, size=min(len(others), int(rng.integers(1, 3))), replace=False)
        condition = [(int(k), bool(rng.random() < 0.7)) for k in chosen]
        then = int(rng.choice(model.own[by])), bool(rng.random() < 0.7)
        return cls(by, kind, None if kind == "pledge" else condition, then)

    def text(self, name):
        told = f"  {name}: {{by: A{self.by}, kind: {self.kind}, then: {literal(self.then)}"
        if self.condition is not None:
            told += f", if: {' and '.join(literal(one) for one in self.condition)}"
        return told + "}\n"

    def when(self, s):
        return all(s[k] == sign for k, sign in self.condition or [])

    def done(self, s):
        return s[self.then[0]] == self.then[1]

    def vow(self, states):
        return Vow(self.by, {s for s in states if self.when(s)}, {s for s in states if self.done(s)})


def literal(one):
    return f"o{one[0]}" if one[1] else f"not o{one[0]}"


def triggers(play, word):
    """Feasible states with T, the author's own options as at the start, in reach of the others; none inside another."""
    model, twin = play.model, play.twins[play.thetas[0]]
    c = model.start
    if word.when(c):
        return [c]
    others = [k for k in play.actors if k != word.by]
    found, waiting = {c}, [c]
    while waiting:
        s = waiting.pop()
        for t in {t for k in others for t in twin.reach(k, s)} - found:
            found.add(t)
            waiting.append(t)
    there = [s for s in found if word.when(s) and all(s[k] == c[k] for k in model.own[word.by])]
    return [s for s in there if not any(set(changes(c, t)) < set(changes(c, s)) for t in there)]


def keeps(play, word, theta, concept, s):
    moves = play.moves_of(word.by, theta, concept, s)
    if word.done(s):
        return all(word.done(t) for t in moves)
    return bool(moves) and all(word.done(t) for t in moves)


def chance(play, theta):
    p = Fraction(1)
    for i in play.actors:
        p *= play.model.types[i][theta[i]][0]
    return p


def honoured(play, word, concept=None):
    """The probability that a conditional commitment is kept at every trigger state; None if there is none."""
    where = triggers(play, word)
    if not where:
        return None
    return sum(
        chance(play, theta) * share
        for theta in play.thetas
        for b, share in behaviours(play, word.by, theta).items()
        if all(keeps(play, word, theta, concept or b, s) for s in where)
    )


def behaviours(play, i, theta):
    return play.model.types[i][theta[i]][2]


def pledge_honoured(play, word):
    """The probability that the author of a pledge chooses no move into a state without R, on any course."""
    total = Fraction(0)
    for p, turns in play.runs():
        seen, waiting, kept = {play.model.start}, [play.model.start], True
        while waiting:
            at = turns(waiting.pop())
            joint = zip(play.model.pacts, at[len(play.model.own) :], strict=False)
            taking_part = [at[word.by], *(turn for (members, _), turn in joint if word.by in members)]
            kept = kept and all(word.done(t) for _, targets in taking_part for t in targets)
            for t in {t for _, targets in at for t in targets} - seen:
                seen.add(t)
                waiting.append(t)
        total += p * kept
    return total


def sure(play, i, theta, concept, told):
    """From whether a step is answered in each combination, to whether i takes it to be: as it is, or by caution."""
    if concept == "nash":
        return False
    if play.model.knowledge == "all":
        return told(theta)
    alike = [other for other in play.thetas if other[i] == theta[i]]
    return sum(play.believed(i, other) for other in alike if told(other)) >= play.model.caution[i]


def may_come(play, word, j, other, concept, t):
    """Whether T holds at t, or the others may bring it about in answer to j, if the commitment is surely kept."""
    twin, condition = play.twins[other], {s for s in play.model.states if word.when(s)}
    step = surely_kept(twin, concept if concept != "nash" else "seq", word.vow(play.model.states))
    return t in condition or bool(ends(twin, j, t, step) & condition)


def alike(play, j, theta):
    """The combinations that j can't tell from this one."""
    if play.model.knowledge == "all":
        return [theta]
    return [other for other in play.thetas if other[j] == theta[j] and play.believed(j, other)]


def leading(play, word, j, theta, concept, t):
    """Whether T may come about after t, and couldn't from the start, as far as j can tell."""
    c = play.model.start

    def leads(other):
        return may_come(play, word, j, other, concept, t) and not may_come(play, word, j, other, concept, c)

    if play.model.knowledge == "all":
        return leads(theta)
    return (
        sum(play.believed(j, other) for other in alike(play, j, theta) if leads(other))
        >= play.model.caution[j]
    )


def counted(play, word, j, theta, concept):
    """The improvements of j after which T may come about, none of which contains another."""
    c = play.model.start
    there = [
        t
        for t in play.twins[theta].better(j, c)
        if any(may_come(play, word, j, other, concept, t) for other in alike(play, j, theta))
    ]
    return [t for t in there if not any(set(changes(c, u)) < set(changes(c, t)) for u in there)]


def verdicts(play, word, j, theta, concept):
    """The verdicts on the improvements of j from the start: deters, would, anyway; as sets of states."""
    vow, c = word.vow(play.model.states), play.model.start
    found = {"deters": set(), "would": set(), "anyway": set()}
    for t in counted(play, word, j, theta, concept):
        usual, without, kept = (
            sure(
                play,
                j,
                theta,
                concept,
                lambda other, move=(c, t), k=k: three(play.twins[other], j, move, concept, vow)[k],
            )
            for k in range(3)
        )
        if usual and not without:
            found["deters"].add(t)
        elif not usual and kept:
            found["would"].add(t)
        elif usual and without and leading(play, word, j, theta, concept, t):
            found["anyway"].add(t)
    return found


def deterrence(play, word):
    """The probabilities of the four verdicts."""
    total = [Fraction(0)] * 4
    others = [j for j in play.actors if j != word.by]
    for theta in play.thetas:
        for chosen in product(*[list(behaviours(play, j, theta).items()) for j in others]):
            p = chance(play, theta)
            for _, share in chosen:
                p *= share
            found = [verdicts(play, word, j, theta, b) for j, (b, _) in zip(others, chosen, strict=True)]
            kinds = [any(one[kind] for one in found) for kind in ("deters", "would", "anyway")]
            total[[*kinds, True].index(True)] += p
    return total


def inducement(play, word):
    """The probabilities that a promise induces somebody, and that it only would."""
    model, c = play.model, play.model.start
    total = [Fraction(0), Fraction(0)]
    if word.when(c):
        return total
    for theta in play.thetas:
        twin = play.twins[theta]
        for b, share in behaviours(play, word.by, theta).items():
            steps = []
            for j in play.actors:
                if j == word.by or not any(k in model.own[j] for k, _ in word.condition):
                    continue
                r = twin.ranks[j]
                for t in twin.reach(j, c):
                    rewards = {u for u in twin.reach(word.by, t) if word.done(u)}
                    best = max((twin.ranks[word.by][u] for u in rewards), default=None)
                    best = [u for u in rewards if twin.ranks[word.by][u] == best]
                    if (
                        word.when(t)
                        and not word.done(t)
                        and best
                        and r[t] <= r[c]
                        and all(r[u] > r[c] for u in best)
                    ):
                        steps.append(t)
            induced = any(keeps(play, word, theta, b, t) for t in steps)
            total[0] += chance(play, theta) * share * induced
            total[1] += chance(play, theta) * share * (bool(steps) and not induced)
    return total


def ever(play, condition):
    """The probability that a state with a property is passed."""
    states = [s for s in play.model.states if condition(s)]
    total = Fraction(0)
    for p, turns in play.runs():
        for group, (hit, _) in in_the_end(turns, play.model.start, [states]).items():
            ((flag,),) = {flags for _, flags in group}
            total += p * hit * flag
    return total


def sworn(model, word, *, kept):
    """The model in which the author puts its word, or the breach of it, before everything else."""
    then = (word.then[0], word.then[1] == kept)
    clause = [(k, not sign) for k, sign in word.condition or []] + [then]
    other = copy(model)
    other.types = list(model.types)
    other.types[word.by] = [
        (prior, [clause, *wants], shares) for prior, wants, shares in model.types[word.by]
    ]
    return other
