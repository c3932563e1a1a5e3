"""Misperception agrees with the definitions on random files; witnesses hold in each actor's own game."""

import numpy as np
import pytest

import detente
from detente.conflict.perception import NOWHERE, hyper_stability, hypergame, mistaken
from detente.conflict.surprise import following
from detente.conflict.witness_check import objections
from naive.perception import Seen, believed, courses, stable, surprises

LETTERS = "abcd"
ACTORS = "ABC"


def ranking(order, names):
    """A ranking as a file writes it, from ranks by state."""
    levels = sorted(set(order.values()), reverse=True)
    return " > ".join(" ~ ".join(names[s] for s in order if order[s] == level) for level in levels)


def random_orders(rng, states, count):
    most = int(rng.integers(2, 7))
    return [dict(zip(states, rng.integers(0, most, len(states)).tolist(), strict=True)) for _ in range(count)]


def random_file(rng):
    """A file of 2-3 actors and 2-4 options in which some see otherwise; with each one's own game as the twin has it."""
    actors, options = int(rng.integers(2, 4)), int(rng.integers(2, 5))
    owner = [int(x) for x in rng.integers(0, actors, options)]
    owner.sort()  # options stand in the order of their owners
    owners = [[k for k in range(options) if owner[k] == i] for i in range(actors)]
    every = [tuple(bool(code >> k & 1) for k in range(options)) for code in range(1 << options)]
    hidden = (0, int(rng.integers(options)))
    ruled = rng.random() < 0.3 and hidden[0] != hidden[1]
    states = [s for s in every if not (ruled and all(s[k] for k in hidden))]
    lasting = {k: str(rng.choice(["taken", "dropped"])) for k in range(options) if rng.random() < 0.2}
    names = {s: "s" + "".join(str(int(x)) for x in s) for s in states}
    truth = random_orders(rng, states, actors)
    start = states[int(rng.integers(len(states)))]
    lines = [
        "detente: 1",
        "title: Random",
        f"actors: {{{', '.join(f'{a}: {a}' for a in ACTORS[:actors])}}}",
        "options:",
    ]
    for i in range(actors):
        if owners[i]:
            text = ", ".join(
                f"{LETTERS[k]}: {{text: Do, lasting: {lasting[k]}}}" if k in lasting else f"{LETTERS[k]}: Do"
                for k in owners[i]
            )
            lines.append(f"  {ACTORS[i]}: {{{text}}}")
    if ruled:
        lines += ["rules:", f"  - {{rule: not ({LETTERS[hidden[0]]} and {LETTERS[hidden[1]]}), because: So}}"]
    lines.append(f"status_quo: [{', '.join(LETTERS[k] for k in range(options) if start[k])}]")
    lines.append("states:")
    lines += [f"  {names[s]}: {''.join('NY'[x] for x in s)}" for s in states]
    lines.append("preferences:")
    views = []
    for i in range(actors):
        lines += [f"  {ACTORS[i]}:", f"    ranking: {ranking(truth[i], names)}"]
        seen, said = random_view(rng, i, owners, states, truth, names)
        lines += said
        views.append(Seen(states, owners, lasting, *seen))
    return "\n".join(lines) + "\n", states, start, views


def random_view(rng, i, owners, states, truth, names):
    """What one actor sees: wishes of others, options it doesn't know of, a rule of its own; and how the file says it."""
    ranks, unaware, said = list(truth), [], []
    if rng.random() < 0.3:
        return (ranks, unaware), said
    others = [j for j in range(len(owners)) if j != i]
    wrong = [j for j in others if rng.random() < 0.6]
    if wrong:
        said.append("      preferences:")
        for j in wrong:
            (ranks[j],) = random_orders(rng, states, 1)
            said.append(f"        {ACTORS[j]}: {{ranking: {ranking(ranks[j], names)}}}")
    unaware = [k for j in others for k in owners[j] if rng.random() < 0.25]
    if unaware:
        said.append(f"      unaware: [{', '.join(LETTERS[k] for k in unaware)}]")
    forbids = lambda _: False  # noqa: E731 - a rule that forbids nothing
    if owners[i] and others and rng.random() < 0.3:
        both = owners[i][0], next((k for j in others for k in owners[j]), owners[i][0])
        if both[0] != both[1]:
            said.append(
                f"      rules: [{{rule: not ({LETTERS[both[0]]} and {LETTERS[both[1]]}), because: So}}]"
            )
            forbids = lambda s, both=both: all(s[k] for k in both)  # noqa: E731 - a rule
    return (ranks, unaware, forbids), (["    sees:", *said] if said else [])


def compare(seed, count):
    """Verdicts, images, mistakes, where events end, who is surprised; and witnesses in each own game."""
    rng = np.random.default_rng(seed)
    met = {"unknown": 0, "impossible": 0, "unexpected": 0, "absent": 0, "nowhere": 0}
    for _ in range(count):
        text, states, start, views = random_file(rng)
        sit, faults = detente.read(text)
        assert sit is not None, [str(one) for one in faults]
        game = hypergame(sit)
        pattern = {"".join("NY"[x] for x in s): s for s in states}
        truly = [pattern[label] for label in game.conflict.states]
        for concept in ("nash", "seq", "smr"):
            found = hyper_stability(game, concept)
            assert found.stable.tolist() == [
                [stable(views, i, s, concept) for s in truly] for i in range(len(views))
            ], text
            assert found.recognised.tolist() == [[view.image(s) is not None for s in truly] for view in views]
            met["nowhere"] += int((~found.recognised).sum())
            equilibria = {s for at, s in enumerate(truly) if found.stable[:, at].all()}
            assert {truly[int(at)] for at in found.equilibria} == equilibria
            for actor, wrong in mistaken(game, found).items():
                view = views[game.conflict.row(actor)]
                assert {truly[at] for at in wrong} == believed(view, states, concept) - equilibria
            for row, (view, own) in enumerate(zip(game.views, found.views, strict=True)):
                at = int(rng.integers(len(view.conflict.states)))
                assert objections(view.conflict, own.explain(at, row)) == ()
        course = following(game, "seq")
        ends, passed = courses(views, states, start, "seq")
        assert {
            frozenset(pattern[s] for s in one.states): one.probability for one in course.endings
        } == ends, text
        assert {pattern[s] for s in course.reached} == passed
        told = {
            (
                game.conflict.row(one.actor),
                game.conflict.row(one.by),
                pattern[one.state],
                None if one.to is None else pattern[one.to],
                one.kind,
            )
            for one in course.surprises
        }
        expected = set().union(*(surprises(views, states, s, "seq") for s in passed))
        assert told == expected, text
        for one in course.surprises:
            met[one.kind] += 1
    return met


def test_what_each_sees_and_what_follows_agree_with_the_definitions():
    met = compare(seed=1, count=200)
    assert all(met.values()), met


def test_where_all_see_the_same_it_is_the_usual_game():
    for case in ("chicken", "prisoners-dilemma", "elmira-1991", "elmira-1991-graph", "suez-1956"):
        game = hypergame(detente.load(case))
        for concept in ("nash", "seq"):
            found, plain = hyper_stability(game, concept), game.conflict.stability(concept)
            assert found.stable.tolist() == plain.stable.tolist()
            assert found.equilibria.tolist() == plain.equilibria.tolist()
            believed_wrongly = mistaken(game, found)
            assert not any(believed_wrongly.values())
        course = following(game, "seq")
        assert course is None or course.surprises == ()


THREAT = """
detente: 1
title: Surprise
actors: {A: Alpha, D: Delta}
options: {A: {x: Take}, D: {p: Punish}}
status_quo: []
preferences:
  A:
    statements: [not p, x]
    sees: {SEEN}
  D: {statements: [not x, x -> p, not p]}
"""


@pytest.mark.parametrize(
    ("seen", "kind"),
    [("unaware: [p]", "unknown"), ("rules: [{rule: not (x and p), because: So}]", "impossible")],
)
def test_by_hand_who_does_not_know_of_punishment_is_not_deterred(seen, kind):
    """Delta's punishment keeps Alpha still if it knows of it. If not, it moves, and punishment surprises it."""
    sit = detente.load(THREAT.replace("{SEEN}", f"{{{seen}}}"))
    game = hypergame(sit)
    assert [game.conflict.states[at] for at in game.conflict.stability("seq").equilibria] == ["NN", "YY"]
    course = following(game, "seq")
    assert [one.states for one in course.endings] == [("YY",)]
    assert ("A", "D", "YN", "YY", kind) in {tuple(one) for one in course.surprises}


def test_in_graph_form_states_of_which_an_actor_is_unaware_are_out_of_its_game():
    text = "detente: 1\ntitle: G\nactors: {A: A, B: B}\nstates: [p, q, r]\nstatus_quo: p\n"
    text += "moves: {A: [[p, q]], B: [[q, r]]}\npreferences:\n"
    text += "  A: {ranking: q > p > r, sees: {unaware: [r]}}\n  B: {ranking: r > q > p}\n"
    game = hypergame(detente.load(text))
    assert game.views[0].image.tolist() == [0, 1, NOWHERE]
    found = hyper_stability(game, "seq")
    assert found.stable.tolist() == [[False, True, False], [True, False, True]]
    assert game.conflict.stability("seq").stable.tolist() == [[True, True, True], [True, False, True]]
    course = following(game, "seq")
    assert [one.states for one in course.endings] == [("r",)]
    assert [tuple(one) for one in course.surprises] == [
        ("B", "A", "p", "q", "unexpected"),
        ("A", "B", "q", "r", "impossible"),
    ]
