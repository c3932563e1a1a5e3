"""Where events end agrees with linear algebra over the round chain in exact fractions."""

from fractions import Fraction

import numpy as np
import pytest

from detente.conflict import chain as chain_module
from detente.conflict.chain import Turn, chain_from, limit_of
from detente.conflict.classes import strong_classes
from naive.conflict import in_the_end, reachable


def random_turns(rng, most=9):
    states, movers = int(rng.integers(1, most)), int(rng.integers(1, 4))
    paces = [Fraction(int(rng.integers(1, 4)), int(rng.integers(1, 3))) for _ in range(movers)]
    density = rng.choice([0.3, 0.5, 0.8])

    def targets(s):
        if rng.random() > density:
            return ()
        return tuple(sorted({int(t) for t in rng.integers(0, states, int(rng.integers(1, 3)))} - {s}))

    return {s: [Turn(pace, targets(s)) for pace in paces] for s in range(states)}


@pytest.mark.parametrize(("exact", "small"), [(True, 48), (False, 48), (True, 1)])
def test_ends_and_shares_agree_with_the_twin(monkeypatch, exact, small):
    """Exactly with fractions; closely with floats, and where large classes go by linear algebra."""
    monkeypatch.setattr(chain_module, "_SMALL", small)
    rng = np.random.default_rng(51)
    cycles = 0
    for _ in range(400):
        turns = random_turns(rng)
        flags = [{int(x) for x in rng.integers(0, len(turns), 2)} for _ in range(int(rng.integers(0, 3)))]
        limit = limit_of(chain_from(0, turns.get, flags, exact=exact))
        expected = in_the_end(turns.get, 0, flags)
        assert len(expected) == len(limit.ends)
        for end in limit.ends:
            probability, shares = expected[frozenset((s, end.flags) for s in end.states)]
            theirs = [probability, *(shares[s, end.flags] for s in end.states)]
            ours = [end.probability, *end.shares]
            if exact and small > 1:
                assert ours == theirs
            else:
                assert ours == pytest.approx([float(x) for x in theirs], abs=1e-9)
            cycles += end.is_cycle
    assert cycles > 20


def test_probabilities_sum_to_one_and_sure_things_are_exactly_sure():
    rng = np.random.default_rng(52)
    for _ in range(200):
        turns = random_turns(rng)
        limit = limit_of(chain_from(0, turns.get, exact=False))
        assert limit.probability(lambda *_: True) == 1
        assert limit.probability(lambda *_: False) == 0
        assert sum(end.probability for end in limit.ends) == pytest.approx(1, abs=1e-12)
        assert limit.reached == tuple(sorted(limit.reached))
        assert limit.reached[0] >= 0


def test_rates_add_up_and_are_positive_and_exact_unless_floats_are_asked_for():
    turns = {0: [Turn(Fraction(1, 3), (1, 2)), Turn(Fraction(1, 2), (1,))], 1: [], 2: []}
    assert chain_from(0, turns.get).rates == ({1: Fraction(2, 3), 2: Fraction(1, 6)}, {}, {})
    assert all(type(one) is Fraction for one in chain_from(0, turns.get).rates[0].values())
    assert all(type(one) is float for one in chain_from(0, turns.get, exact=False).rates[0].values())


def test_a_state_of_rest_is_no_cycle():
    turns = {
        0: [Turn(Fraction(1), (1,)), Turn(Fraction(1), (2,))],
        1: [],
        2: [Turn(Fraction(1), (3,))],
        3: [],
    }
    turns[3] = [Turn(Fraction(1), (2,))]
    assert [(end.states, end.is_cycle) for end in limit_of(chain_from(0, turns.get)).ends] == [
        ((1,), False),
        ((2, 3), True),
    ]


def test_what_never_reaches_a_class_hands_nothing_on():
    """A class of several states that is entered at one of them only."""
    turns = {0: [Turn(Fraction(1), (1,))], 1: [Turn(Fraction(1), (2, 4))], 2: [Turn(Fraction(1), (1, 3))]}
    turns |= {3: [], 4: []}
    limit = limit_of(chain_from(0, turns.get))
    assert [(end.states, end.probability) for end in limit.ends] == [
        ((3,), Fraction(1, 3)),
        ((4,), Fraction(2, 3)),
    ]


def test_a_flag_says_whether_a_set_was_ever_entered():
    turns = {0: [Turn(Fraction(1), (1,)), Turn(Fraction(1), (2,))], 1: [Turn(Fraction(1), (2,))], 2: []}
    limit = limit_of(chain_from(0, turns.get, [{1}, {0}, {7}]))
    assert limit.probability(lambda _state, flags: flags[0]) == Fraction(1, 2)
    assert limit.probability(lambda _state, flags: flags[1]) == 1
    assert limit.probability(lambda _state, flags: flags[2]) == 0
    assert [end.states for end in limit.ends] == [(2,), (2,)]


def test_order_of_ends_and_states_is_that_of_codes():
    turns = {
        5: [Turn(Fraction(1), (9,)), Turn(Fraction(1), (2,))],
        9: [Turn(Fraction(1), (7,))],
        7: [Turn(Fraction(1), (9,))],
        2: [],
    }
    limit = limit_of(chain_from(5, turns.get))
    assert [end.states for end in limit.ends] == [(2,), (7, 9)]
    assert limit.ends[1].shares == (Fraction(1, 2), Fraction(1, 2))
    assert limit.reached == (2, 5, 7, 9)


def test_a_slow_mover_holds_a_cycle_in_its_state():
    """Time shares count idle rounds: where only the slow one moves, more rounds pass."""
    fast, slow = Fraction(2), Fraction(1)
    turns = {0: [Turn(fast, (1,)), Turn(slow, ())], 1: [Turn(fast, ()), Turn(slow, (0,))]}
    assert limit_of(chain_from(0, turns.get)).ends[0].shares == (Fraction(1, 3), Fraction(2, 3))


def test_long_courses_do_not_recurse():
    turns = {s: [Turn(Fraction(1), (s + 1,))] for s in range(20_000)}
    limit = limit_of(chain_from(0, lambda s: turns.get(s, [])))
    assert [end.states for end in limit.ends] == [(20_000,)]


def test_a_large_cycle_that_is_left_in_the_end_agrees_with_the_small_way(monkeypatch):
    count = 60
    turns = {
        s: [Turn(Fraction(1), ((s + 1) % count,)), Turn(Fraction(1), (count + s % 2,))] for s in range(count)
    }
    chain = chain_from(0, lambda s: turns.get(s, []), exact=False)
    large = limit_of(chain)
    monkeypatch.setattr(chain_module, "_SMALL", 1000)
    small = limit_of(chain)
    for one, other in zip(large.ends, small.ends, strict=True):
        assert one.probability == pytest.approx(other.probability, abs=1e-12)


def test_classes_come_after_what_they_lead_to():
    rng = np.random.default_rng(53)
    for _ in range(300):
        count = int(rng.integers(1, 12))
        arcs = {n: {int(t): 1 for t in rng.integers(0, count, int(rng.integers(0, 4)))} for n in range(count)}
        reach = {n: reachable(arcs, n) for n in range(count)}
        expected = {frozenset(m for m in reach[n] if n in reach[m]) for n in range(count)}
        classes = strong_classes([list(arcs[n]) for n in range(count)])
        assert set(classes) == expected
        assert len(classes) == len(expected)
        place = {n: k for k, group in enumerate(classes) for n in group}
        assert all(place[t] <= place[n] for n in range(count) for t in arcs[n])
