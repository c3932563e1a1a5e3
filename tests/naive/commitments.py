"""Commitments tested in the words of their definitions, with sets and loops.

Reads nothing but a :class:`naive.conflict.Twin` or a :class:`naive.forecast.Play`, and shares no code with the package.
"""


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
