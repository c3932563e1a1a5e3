"""Hypergames from their definition: each actor's own game as sets, images by forgetting options, events by hand."""

from naive.conflict import Twin, changes, chosen, in_the_end, option_moves


class Seen:
    """One actor's own game: the states it takes to be possible, with everybody's wishes as it sees them."""

    def __init__(self, states, owners, lasting, ranks, unaware=(), forbids=lambda _: False):
        self.unaware = set(unaware)
        kept = [s for s in states if not any(s[k] for k in self.unaware) and not forbids(s)]
        worth = [{s: row[s] for s in kept} for row in ranks]
        self.owners = owners
        self.twin = Twin(kept, option_moves(kept, owners, lasting), worth)

    def image(self, state):
        """The same state without the options that the actor doesn't know of; None if it takes that to be impossible."""
        seen = tuple(taken and k not in self.unaware for k, taken in enumerate(state))
        return seen if seen in self.twin.states else None

    def chosen(self, mover, at, concept):
        """The moves that the mover chooses in this game."""
        made = self.twin.made(mover, at, concept)
        return chosen(
            self.twin,
            mover,
            at,
            made,
            answered=lambda u, t: self.twin.answered(mover, u, t, concept),
            own=self.owners[mover],
        )


def stable(views, actor, state, concept):
    """Whether the image of a state is stable for an actor in its own game."""
    at = views[actor].image(state)
    return at is not None and views[actor].twin.stable(actor, at, concept)


def believed(view, states, concept):
    """The true states whose image is an equilibrium of one actor's own game."""
    twin = view.twin
    equilibria = {s for s in twin.states if all(twin.stable(i, s, concept) for i in twin.actors)}
    return {s for s in states if view.image(s) in equilibria}


def moves(views, states, mover, state, concept):
    """Where an actor's chosen moves lead in truth: what it changes is changed, where that is feasible."""
    at = views[mover].image(state)
    if at is None:
        return set()
    found = set()
    for to in views[mover].chosen(mover, at, concept):
        changed = changes(at, to)
        truly = tuple(taken != (k in changed) for k, taken in enumerate(state))
        if truly in states:
            found.add(truly)
    return found


def courses(views, states, start, concept):
    """Where events end, with probabilities, and every state that is passed."""

    def turns(state):
        return [(1, tuple(sorted(moves(views, states, i, state, concept)))) for i in range(len(views))]

    passed, waiting = {start}, [start]
    while waiting:
        for _, targets in turns(waiting.pop()):
            fresh = set(targets) - passed
            passed |= fresh
            waiting += fresh
    ends = in_the_end(turns, start)
    return {frozenset(s for s, _ in group): p for group, (p, _) in ends.items() if p}, passed


def surprises(views, states, state, concept):
    """Who is surprised at a state: by moves made there, or by rest."""
    every = range(len(views))
    made = {mover: moves(views, states, mover, state, concept) for mover in every}
    found = set()
    for viewer in every:
        view, at = views[viewer], views[viewer].image(state)
        for mover in every:
            if mover == viewer:
                continue
            if not any(made.values()) and at is not None and view.twin.made(mover, at, concept):
                found.add((viewer, mover, state, None, "absent"))
            for to in made[mover]:
                kind = why(view, mover, state, to, concept)
                if kind:
                    found.add((viewer, mover, state, to, kind))
    return found


def why(view, mover, state, to, concept):
    """What surprises a viewer in a move; None if it expected it."""
    at, after = view.image(state), view.image(to)
    if view.unaware & set(changes(state, to)):
        return "unknown"
    if at is None or after is None:
        return "impossible"
    return None if after in view.twin.made(mover, at, concept) else "unexpected"
