"""A part of the model that holds the needed states gives the same verdicts, choices and answers as the whole."""

import numpy as np

from detente.conflict.choice import chosen_moves
from detente.conflict.local import needed_states
from detente.conflict.stability import CONCEPTS, Answers
from naive.models import draws, option_draw, random_ranks


def cases(seed, count):
    """Random models with one to three orders per actor and two concepts per actor."""
    rng = np.random.default_rng(seed)
    for draw in draws(seed, count):
        actors = draw.moves.actors
        orders = [random_ranks(rng, int(rng.integers(1, 4)), draw.moves.states) for _ in range(actors)]
        concepts = [[str(c) for c in rng.choice(CONCEPTS, 2)] for _ in range(actors)]
        start = int(rng.integers(draw.moves.states))
        ranks = np.array([order[rng.integers(len(order))] for order in orders])
        yield draw, orders, concepts, start, ranks


def test_verdicts_on_the_part_equal_those_on_the_whole():
    smaller = 0
    for draw, orders, concepts, start, ranks in cases(31, 1200):
        needed = needed_states(draw.moves, orders, start, concepts)
        part = Answers(draw.moves.restricted(needed.positions), ranks[:, needed.positions])
        whole = Answers(draw.moves, ranks)
        smaller += needed.positions.size < draw.moves.states
        for actor, some in enumerate(concepts):
            for concept in {"nash", "seq", "sseq", *some} - ({"seq2"} - set(some)):
                at = needed.positions[needed.core]
                assert (whole.stable(actor, concept)[at] == part.stable(actor, concept)[needed.core]).all()
                assert (whole.least(actor, concept)[at] == part.least(actor, concept)[needed.core]).all()
    assert smaller > 400


def test_choices_on_the_part_equal_those_on_the_whole():
    for draw, orders, concepts, start, ranks in cases(32, 500):
        needed = needed_states(draw.moves, orders, start, concepts)
        part = Answers(draw.moves.restricted(needed.positions), ranks[:, needed.positions])
        whole = Answers(draw.moves, ranks)
        for actor, some in enumerate(concepts):
            for concept in some:
                here = chosen(part, actor, concept, np.flatnonzero(needed.core))
                there = chosen(whole, actor, concept, needed.positions[needed.core])
                assert (here.which == there.which).all()
                assert (needed.positions[here.target] == there.target).all()


def chosen(answers, actor, concept, states):
    return chosen_moves(
        answers.moves,
        answers.ranks[actor],
        actor,
        states,
        answered=lambda sources, targets: answers.answered(actor, concept, sources, targets),
    )


def test_the_core_is_what_improvements_reach():
    for draw, orders, concepts, start, _ in cases(33, 200):
        needed = needed_states(draw.moves, orders, start, concepts, parts=False)
        reached, waiting = {start}, [start]
        while waiting:
            s = waiting.pop()
            for actor, order in enumerate(orders):
                for t in map(int, draw.moves.targets(actor, s)):
                    if t not in reached and (order[:, t] > order[:, s]).any():
                        reached.add(t)
                        waiting.append(t)
        assert set(needed.positions[needed.core].tolist()) == reached


def test_joint_improvements_of_pacts_lead_on():
    rng = np.random.default_rng(34)
    more = 0
    for _ in range(100):
        draw = option_draw(rng)
        orders = [random_ranks(rng, 2, draw.moves.states) for _ in range(draw.moves.actors)]
        concepts = [["seq"]] * draw.moves.actors
        alone = needed_states(draw.moves, orders, 0, concepts, parts=False)
        pact = needed_states(draw.moves, orders, 0, concepts, parts=False, pacts=[[0, 1]])
        reached, waiting = set(alone.positions.tolist()), alone.positions.tolist()
        while waiting:
            s = waiting.pop()
            _, joint = draw.moves.joint_pairs([0, 1], np.array([s]))
            both = [int(t) for t in joint if all((orders[i][:, t] > orders[i][:, s]).any() for i in (0, 1))]
            single = [
                int(t)
                for i in range(draw.moves.actors)
                for t in draw.moves.targets(i, s)
                if (orders[i][:, t] > orders[i][:, s]).any()
            ]
            fresh = {*both, *single} - reached
            reached |= fresh
            waiting.extend(fresh)
        assert set(pact.positions.tolist()) == reached
        more += pact.positions.size > alone.positions.size
    assert more
