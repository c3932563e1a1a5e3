"""Moves in both forms are those of the definitions, on the whole model and on parts of it."""

from itertools import pairwise

import numpy as np

from detente.conflict.blocks import OptionMoves, Owner, blocks_of
from detente.conflict.layout import Layout
from detente.conflict.moves import FREE
from detente.conflict.rows import GraphMoves, arcs_of
from naive.models import draws, option_draw


def test_targets_and_pairs_are_the_moves_by_definition():
    for draw in draws(seed=21, count=300):
        twin, moves = draw.twin, draw.moves
        everywhere = np.arange(moves.states)
        for actor in twin.actors:
            expected = [sorted(map(twin.states.index, twin.reach(actor, s))) for s in twin.states]
            assert [moves.targets(actor, at).tolist() for at in everywhere] == expected
            which, target = moves.pairs(actor, everywhere)
            assert list(zip(which, target, strict=True)) == [
                (at, t) for at, row in enumerate(expected) for t in row
            ]
            assert moves.movable(actor).tolist() == [bool(row) for row in expected]


def test_steps_find_the_least_among_the_states_concerned():
    rng = np.random.default_rng(22)
    for draw in draws(seed=22, count=300):
        moves, count = draw.moves, draw.moves.states
        key, floor, values = rng.integers(0, 6, (3, count)).astype(np.int32)
        floor = np.maximum(floor, key)  # as ranks do: no state lies above itself
        for actor in range(moves.actors):
            every, above = moves.every(actor).least(values), moves.above(actor, key, floor).least(values)
            for at in range(count):
                targets = moves.targets(actor, at)
                assert every[at] == min(values[targets], default=FREE)
                assert above[at] == min(values[targets[key[targets] > floor[at]]], default=FREE)


def test_negative_values_give_the_greatest():
    rng = np.random.default_rng(23)
    for draw in draws(seed=23, count=60):
        values = rng.integers(0, 9, draw.moves.states).astype(np.int32)
        values[0] = FREE
        for actor in range(draw.moves.actors):
            least = draw.moves.every(actor).least(-values)
            for at in range(draw.moves.states):
                targets = draw.moves.targets(actor, at)
                assert least[at] == (-max(values[targets]) if targets.size else FREE)


def test_the_part_among_some_states_keeps_the_moves_between_them():
    rng = np.random.default_rng(24)
    for draw in draws(seed=24, count=200):
        positions = np.flatnonzero(rng.random(draw.moves.states) < 0.6)
        part = draw.moves.restricted(positions)
        assert part.states == positions.size
        for actor in range(part.actors):
            for at in range(part.states):
                among = [t for t in draw.moves.targets(actor, positions[at]) if t in positions]
                assert positions[part.targets(actor, at)].tolist() == among


def test_a_part_of_copies_keeps_them_apart():
    rng = np.random.default_rng(25)
    for draw in draws(seed=25, count=60):
        moves = draw.moves.copies(3)
        positions = np.flatnonzero(rng.random(moves.states) < 0.7)
        part = moves.restricted(positions)
        for actor in range(part.actors):
            for at in range(part.states):
                own, here = divmod(int(positions[at]), draw.moves.states)
                mates = [own * draw.moves.states + t for t in draw.moves.targets(actor, here)]
                assert positions[part.targets(actor, at)].tolist() == [t for t in mates if t in positions]


def test_copies_of_parts_are_parts_of_copies():
    rng = np.random.default_rng(28)
    for draw in draws(seed=28, count=60):
        kept = rng.random((3, draw.moves.states)) < 0.7
        copy, positions = (np.asarray(one, np.intp) for one in np.nonzero(kept))
        parts, whole = (
            draw.moves.copied(copy, positions),
            draw.moves.copies(3).restricted(np.flatnonzero(kept)),
        )
        assert parts.states == whole.states == positions.size
        for actor in range(parts.actors):
            for at in range(parts.states):
                assert parts.targets(actor, at).tolist() == whole.targets(actor, at).tolist()


def test_a_joint_move_changes_options_of_two_members_at_least_and_of_nobody_else():
    rng = np.random.default_rng(26)
    for _ in range(150):
        draw = option_draw(rng)
        members = [int(i) for i in rng.permutation(draw.moves.actors)[: int(rng.integers(2, 4))]]
        which, target = draw.moves.joint_pairs(members, np.arange(draw.moves.states))
        found = set(zip(which.tolist(), target.tolist(), strict=True))
        states, codes = draw.twin.states, draw.moves.codes
        for s in range(len(states)):
            for t in range(len(states)):
                changed = int(codes[s] ^ codes[t])
                movers = [i for i in members if changed & draw.moves.owners[i].own]
                within = changed & ~sum(draw.moves.owners[i].own for i in members) == 0
                ways = all(
                    not (changed & owner.taken & int(codes[s]))
                    and not (changed & owner.dropped & int(codes[t]))
                    for owner in draw.moves.owners
                )
                assert ((s, t) in found) == (len(movers) >= 2 and within and ways)


def test_graph_form_has_no_joint_moves_and_arcs_given_twice_count_once():
    moves = GraphMoves([arcs_of([(0, 1), (0, 1)], 2), arcs_of([(1, 0)], 2)], 2)
    assert moves.arcs[0].targets.tolist() == [1]
    assert moves.joint_pairs([0, 1], np.arange(2))[0].size == 0
    assert moves.codes is None


def test_layouts_by_columns_and_by_rows_agree():
    rng = np.random.default_rng(27)
    for _ in range(50):
        lengths = rng.integers(1, 9, int(rng.integers(1, 30)))
        starts = np.append(0, np.cumsum(lengths))
        columns, rows = Layout(starts), Layout(starts)
        rows._columns, rows._offset = (), np.repeat(np.arange(lengths.size) << 32, lengths)
        rows.place = np.arange(starts[-1])
        values = rng.integers(-5, 5, starts[-1]).astype(np.int32)
        order = np.empty(values.size, np.intp)
        order[columns.place] = np.arange(values.size)
        assert (columns.later(values, order)[columns.place] == rows.later(values, rows.place)[:-1]).all()
        for a, b in pairwise(starts):
            expected = [values[k:b].min() for k in range(a, b)]
            assert columns.later(values, order)[columns.place[a:b]].tolist() == expected


def test_blocks_of_lasting_options_hold_each_pattern_that_someone_asks_in():
    codes = np.array([0b00, 0b11], np.int64)
    blocks = blocks_of(codes, Owner(own=3, taken=3))
    assert [blocks.rows[a:b].tolist() for a, b in pairwise(blocks.starts)] == [
        [0, 1],
        [1],
    ]
    assert OptionMoves(codes, [Owner(3, 3)]).targets(0, 0).tolist() == [1]
