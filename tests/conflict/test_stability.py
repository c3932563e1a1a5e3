"""Least answers and verdicts agree with the definitions on thousands of random models; what follows from them holds."""

import numpy as np
import pytest

from detente.conflict.blocks import OptionMoves, Owner
from detente.conflict.moves import FREE
from detente.conflict.rows import GraphMoves, arcs_of
from detente.conflict.stability import CONCEPTS, Answers, improvements, least_answer, stable_states
from naive.models import draws, graph_draw, option_draw, option_model, random_ranks


def tables(moves, ranks):
    return {concept: stable_states(moves, ranks, concept) for concept in CONCEPTS}


def test_least_answers_and_verdicts_agree_with_the_definitions():
    for draw in draws(seed=1, count=1000):
        twin, answers = draw.twin, Answers(draw.moves, draw.ranks)
        for concept in CONCEPTS:
            for actor in twin.actors:
                least = [twin.least(actor, state, concept) for state in twin.states]
                expected = [FREE if value is None else value for value in least]
                assert answers.least(actor, concept).tolist() == expected
                assert answers.stable(actor, concept).tolist() == [
                    twin.stable(actor, state, concept) for state in twin.states
                ]


def test_larger_models_agree_with_the_definitions():
    rng = np.random.default_rng(2)
    for _ in range(4):
        draw = option_draw(rng, most_options=7)
        for concept in CONCEPTS:
            assert stable_states(draw.moves, draw.ranks, concept).tolist() == draw.twin.table(concept)


def test_made_moves_are_the_unanswered_improvements():
    for draw in draws(seed=3, count=150):
        twin, answers = draw.twin, Answers(draw.moves, draw.ranks)
        for concept in CONCEPTS:
            for actor in twin.actors:
                for at, state in enumerate(twin.states):
                    made = {twin.states[t] for t in answers.made_at(actor, concept, at)}
                    assert made == twin.made(actor, state, concept)


def test_what_implies_what():
    for draw in draws(seed=4, count=1000):
        table = tables(draw.moves, draw.ranks)
        for strong, weak in [
            ("nash", "sseq"),
            ("sseq", "seq"),
            ("seq", "gmr"),
            ("sseq", "smr"),
            ("smr", "gmr"),
            ("nash", "seq2"),
            ("seq2", "seq"),
        ]:
            assert not (table[strong] & ~table[weak]).any(), (strong, weak)


def test_what_does_not_imply_what():
    """Counterexamples turn up for each implication that is not valid, so nothing here is assumed."""
    missing = {("seq", "smr"), ("smr", "seq"), ("both", "sseq"), ("seq", "seq2"), ("seq2", "sseq")}
    for draw in draws(seed=5, count=1000):
        table = tables(draw.moves, draw.ranks)
        table["both"] = table["seq"] & table["smr"]
        missing = {(one, other) for one, other in missing if not (table[one] & ~table[other]).any()}
    assert missing == set()


def test_a_seq_equilibrium_exists_in_reversible_option_form_and_a_seq2_equilibrium_may_not():
    rng = np.random.default_rng(6)
    without = 0
    for _ in range(400):
        sizes = rng.integers(1, 3, int(rng.integers(2, 4)))
        owners = [Owner(((1 << int(k)) - 1) << int(sum(sizes[:at]))) for at, k in enumerate(sizes)]
        moves = OptionMoves(np.arange(1 << int(sum(sizes))), owners)
        ranks = random_ranks(rng, len(owners), moves.states)
        assert stable_states(moves, ranks, "seq").all(axis=0).any()
        assert stable_states(moves, ranks, "gmr").all(axis=0).any()
        without += not stable_states(moves, ranks, "seq2").all(axis=0).any()
    assert without > 0


def test_only_the_order_of_ranks_matters():
    for draw in draws(seed=7, count=150):
        for concept in CONCEPTS:
            scaled = 3 * draw.ranks + np.arange(draw.moves.actors, dtype=np.int32)[:, np.newaxis]
            assert (
                stable_states(draw.moves, scaled, concept) == stable_states(draw.moves, draw.ranks, concept)
            ).all()


def test_names_and_order_of_states_and_actors_do_not_matter():
    rng = np.random.default_rng(8)
    for _ in range(150):
        draw = graph_draw(rng)
        count = draw.moves.states
        to = rng.permutation(count)
        who = rng.permutation(draw.moves.actors)
        arcs = [arcs_of([(to[s], to[t]) for s, t in draw.twin.moves[i]], count) for i in who]
        ranks = np.empty_like(draw.ranks)
        ranks[:, to] = draw.ranks[who]
        for concept in CONCEPTS:
            plain = stable_states(draw.moves, draw.ranks, concept)
            assert (stable_states(GraphMoves(arcs, count), ranks, concept)[:, to] == plain[who]).all()


def test_order_of_options_does_not_matter():
    rng = np.random.default_rng(9)
    for _ in range(100):
        draw = option_draw(rng)
        options = len(draw.twin.states[0])
        new = [int(k) for k in rng.permutation(options)]  # the option at k moves to new[k]

        def turned(state, new=new):
            bits = [False] * len(state)
            for k, taken in enumerate(state):
                bits[new[k]] = taken
            return tuple(bits)

        owners = [
            Owner(*(sum(1 << new[k] for k in range(options) if mask >> k & 1) for mask in owner))
            for owner in draw.moves.owners
        ]
        states = sorted(map(turned, draw.twin.states), key=lambda s: s[::-1])
        codes = np.array([sum(1 << k for k, b in enumerate(s) if b) for s in states], np.int64)
        place = [states.index(turned(s)) for s in draw.twin.states]
        ranks = np.empty_like(draw.ranks)
        ranks[:, place] = draw.ranks
        for concept in CONCEPTS:
            plain = stable_states(draw.moves, draw.ranks, concept)
            assert (stable_states(OptionMoves(codes, owners), ranks, concept)[:, place] == plain).all()


def test_an_actor_without_moves_changes_nothing_and_is_stable_everywhere():
    for draw in draws(seed=10, count=150):
        moves, ranks, rng = draw.moves, draw.ranks, np.random.default_rng(0)
        idle = random_ranks(rng, 1, moves.states)
        if isinstance(moves, OptionMoves):
            more = OptionMoves(moves.codes, [*moves.owners, Owner(0)])
        else:
            more = GraphMoves([*moves.arcs, arcs_of([], moves.states)], moves.states)
        for concept in CONCEPTS:
            table = stable_states(more, np.vstack([ranks, idle]), concept)
            assert (table[:-1] == stable_states(moves, ranks, concept)).all()
            assert table[-1].all()
        assert not more.movable(moves.actors).any()


def test_an_indifferent_actor_is_stable_everywhere_and_a_state_without_moves_is_nash():
    for draw in draws(seed=11, count=150):
        ranks = draw.ranks.copy()
        ranks[0] = 0
        for concept in CONCEPTS:
            assert stable_states(draw.moves, ranks, concept)[0].all()
        for actor in range(draw.moves.actors):
            assert Answers(draw.moves, draw.ranks).stable(actor, "nash")[~draw.moves.movable(actor)].all()


def with_arc(draw, actor, arc):
    arcs = [set(one) for one in draw.twin.moves]
    arcs[actor].add(arc)
    return GraphMoves([arcs_of(one, draw.moves.states) for one in arcs], draw.moves.states)


def test_more_arcs_of_an_opponent_never_destroy_answers_and_more_of_ones_own_never_create_nash():
    rng = np.random.default_rng(12)
    for _ in range(600):
        draw = graph_draw(rng)
        source, target = (int(x) for x in rng.choice(draw.moves.states, 2, replace=False))
        more = with_arc(draw, 1, (source, target))
        concepts = ["gmr", "smr"]
        if draw.ranks[1][target] > draw.ranks[1][source]:
            concepts.append("seq")
        for concept in concepts:
            before = Answers(draw.moves, draw.ranks).stable(0, concept)
            assert not (before & ~Answers(more, draw.ranks).stable(0, concept)).any(), concept
        nash = Answers(draw.moves, draw.ranks).stable(1, "nash")
        assert not (Answers(more, draw.ranks).stable(1, "nash") & ~nash).any()


def test_a_lasting_option_only_removes_moves():
    rng = np.random.default_rng(13)
    for _ in range(150):
        draw = option_draw(rng)
        for actor, owner in enumerate(draw.moves.owners):
            both_ways = OptionMoves(draw.moves.codes, [Owner(own) for own, _, _ in draw.moves.owners])
            for at in range(draw.moves.states):
                moves = draw.moves.targets(actor, at)
                assert set(moves) <= set(both_ways.targets(actor, at))
                assert owner.taken & owner.dropped == 0


def test_two_actors_answer_by_one_step():
    rng = np.random.default_rng(14)
    for _ in range(200):
        draw = graph_draw(rng)
        if draw.moves.actors != 2:
            continue
        for at in range(draw.moves.states):
            step = draw.moves.targets(1, at)
            least = min((int(draw.ranks[0][t]) for t in step), default=FREE)
            assert least_answer(draw.moves, draw.ranks, 0, "gmr")[at] == least


def test_copies_are_solved_as_if_alone():
    rng = np.random.default_rng(15)
    for draw in draws(seed=15, count=90):
        sets = [random_ranks(rng, draw.moves.actors, draw.moves.states) for _ in range(3)]
        moves = draw.moves.copies(3)
        for concept in CONCEPTS:
            alone = np.hstack([stable_states(draw.moves, ranks, concept) for ranks in sets])
            assert (stable_states(moves, np.hstack(sets), concept) == alone).all()


def test_improvements_at_hand_give_the_same_answers():
    for draw in draws(seed=16, count=60):
        first = Answers(draw.moves, draw.ranks)
        again = Answers(draw.moves, draw.ranks, [first.rising(actor) for actor in range(draw.moves.actors)])
        for actor in range(draw.moves.actors):
            assert (first.least(actor, "seq2") == again.least(actor, "seq2")).all()


@pytest.mark.parametrize("form", ["option", "graph"])
def test_one_state_or_none_is_solved_too(form):
    for states in (0, 1):
        if form == "option":
            moves = OptionMoves(np.zeros(states, np.int64), [Owner(0), Owner(0)])
        else:
            moves = GraphMoves([arcs_of([], states)] * 2, states)
        ranks = np.zeros((2, states), np.int32)
        for concept in CONCEPTS:
            assert stable_states(moves, ranks, concept).shape == (2, states)
        for actor in (0, 1):
            assert moves.movable(actor).tolist() == [False] * states


def test_wide_blocks_are_laid_out_in_rows_and_give_the_same():
    """One actor with eleven options and one with none: blocks too long to go by columns."""
    rng = np.random.default_rng(17)
    codes = np.flatnonzero(rng.random(1 << 12) < 0.9)
    wide = OptionMoves(codes, [Owner((1 << 11) - 1), Owner(1 << 11)])
    ranks = random_ranks(rng, 2, codes.size)
    for state in rng.integers(0, codes.size, 20):
        better = improvements(wide, ranks, 0, int(state))
        mates = np.flatnonzero(codes >> 11 == codes[state] >> 11)
        assert better.tolist() == [int(t) for t in mates if ranks[0, t] > ranks[0, state]]
        steps = wide.above(0, ranks[0], ranks[0]).least(ranks[1])
        assert steps[state] == min((int(ranks[1, t]) for t in better), default=FREE)
        lowest = wide.every(0).least(ranks[1])
        assert lowest[state] == min(int(ranks[1, t]) for t in mates if t != state)


def test_too_many_lasting_options_are_refused_before_memory_is_gone():
    codes = np.array([(1 << 40) - 1], np.int64)
    with pytest.raises(ValueError, match="too many lasting options of one actor: 40 over 1 states"):
        OptionMoves(codes, [Owner((1 << 40) - 1, (1 << 40) - 1)]).movable(0)


def test_the_last_bit_of_a_code_can_be_used():
    codes = np.array([0, 1, 1 << 62, 1 << 62 | 1], np.int64)
    moves = OptionMoves(codes, [Owner(1), Owner(1 << 62, 1 << 62)])
    assert moves.targets(1, 0).tolist() == [2]
    assert moves.targets(1, 2).tolist() == []
    assert moves.movable(1).tolist() == [True, True, False, False]


def test_a_hand_made_model_with_a_lasting_option():
    draw = option_model(
        [(False, False), (True, False), (True, True)],
        [[0], [1]],
        {1: "taken"},
        np.array([[0, 1, 0], [0, 0, 1]], np.int32),
    )
    assert draw.moves.targets(1, 1).tolist() == [2]
    assert draw.moves.targets(1, 2).tolist() == []
    assert least_answer(draw.moves, draw.ranks, 0, "seq").tolist() == [FREE, 0, FREE]


@pytest.mark.parametrize("workers", [2, 3, 8])
def test_the_number_of_workers_changes_nothing(workers):
    for draw in draws(seed=18, count=60):
        for concept in CONCEPTS:
            alone = stable_states(draw.moves, draw.ranks, concept)
            assert (stable_states(draw.moves, draw.ranks, concept, workers) == alone).all()


def test_workers_are_a_whole_number_from_one():
    draw = option_draw(np.random.default_rng(19))
    for wrong in (0, -1, 1.5, "2"):
        with pytest.raises(ValueError, match="workers: expected a whole number from 1"):
            stable_states(draw.moves, draw.ranks, "seq", wrong)
