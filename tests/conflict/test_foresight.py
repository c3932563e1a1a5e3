"""Longer foresight of two actors: agrees with the recursion, and with what is known and worked by hand."""

import numpy as np
import pytest

import detente
from detente.conflict.bitsets import TooLargeError
from detente.conflict.blocks import OptionMoves, Owner
from detente.conflict.foresight import MOST_MOVES, Plays
from detente.conflict.foresight_check import foresight_objections
from detente.conflict.model import Conflict
from detente.conflict.results import Improvement, Step
from naive.concepts import Foresight
from naive.models import conflict_of, large_draw, two_movers_draw


def pair_of(twin):
    """The two who can move, or others if there are fewer."""
    movers = [i for i in twin.actors if twin.moves[i]]
    return (movers + [i for i in twin.actors if i not in movers])[:2]


def small(rng, most=3):
    """A draw with few moves from each state, for every combination of choices is tried out."""
    while True:
        draw = two_movers_draw(rng)
        if all(len(draw.twin.reach(i, s)) <= most for i in draw.twin.actors for s in draw.twin.states):
            return draw


def larger(rng):
    """64 to 300 states of a graph, with two moves of each actor from each."""
    while True:
        draw = large_draw(rng, 2)
        if draw.owners is None:
            return draw


def compare(seed, count, drawn=small):
    """All verdicts at horizons 1 to 5, stable for good, with a leader; robustly and possibly; and witnesses."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        draw = drawn(rng)
        con, twin = conflict_of(draw), draw.twin
        naive = Foresight(twin, pair_of(twin))
        for ties, stays in (("robust", naive.robust), ("possible", naive.possible)):

            def table(horizons, stays=stays, naive=naive, twin=twin):
                return [
                    [i not in naive.pair or all(stays(i, s, h) for h in horizons(i)) for s in twin.states]
                    for i in twin.actors
                ]

            for horizon in range(1, 6):
                found = con.stability("limited", horizon=horizon, ties=ties)
                assert found.stable.tolist() == table(lambda _, h=horizon: [h])
                at, who = int(rng.integers(len(con.states))), naive.pair[int(rng.integers(2))]
                assert foresight_objections(con, found.explain(at, who), horizon, ties) == ()
            period = naive.period()
            found = con.stability("nonmyopic", ties=ties)
            assert found.stable.tolist() == table(lambda _, period=period: period)
            verdict = found.explain(at, who)
            assert any(foresight_objections(con, verdict, h, ties) == () for h in (*period, period.stop))
            leader = naive.pair[int(rng.integers(2))]
            found = con.stability("stackelberg", leader=leader, ties=ties)
            assert found.stable.tolist() == table(lambda i, leader=leader: [2 if i == leader else 1])
            ahead = 2 if who == leader else 1
            assert foresight_objections(con, found.explain(at, who), ahead, ties) == ()


def test_verdicts_agree_with_the_recursion_and_witnesses_pass_the_check():
    compare(seed=1, count=150)


def test_larger_models_agree_too():
    compare(seed=6, count=1, drawn=larger)


def test_what_implies_what_for_strict_orders():
    """Horizon 1 is nash; 2 lies within seq, 3 within smr, all within gmr; robust within possible, equal without ties."""
    rng = np.random.default_rng(2)
    outside = {"nash within 2": 0, "3 within seq": 0, "2 within smr": 0}
    for _ in range(200):
        con = conflict_of(two_movers_draw(rng))
        ranks = np.array([rng.permutation(len(con.states)) for _ in con.actors], np.int32)
        con = Conflict(con.actors, con.moves, ranks, con.states)
        limited = [con.stability("limited", horizon=h).stable for h in range(1, 6)]
        plain = {name: con.stability(name).stable for name in ("nash", "gmr", "smr", "seq")}
        assert limited[0].tolist() == plain["nash"].tolist()
        assert not (limited[1] & ~plain["seq"]).any()
        assert not (limited[2] & ~plain["smr"]).any()
        for one in limited:
            assert not (one & ~plain["gmr"]).any()
        possible = con.stability("limited", horizon=4, ties="possible").stable
        assert possible.tolist() == limited[3].tolist()
        outside["nash within 2"] += bool((plain["nash"] & ~limited[1]).any())
        outside["3 within seq"] += bool((limited[2] & ~plain["seq"]).any())
        outside["2 within smr"] += bool((limited[1] & ~plain["smr"]).any())
    assert all(outside.values()), outside


def test_with_ties_robust_lies_within_possible_and_horizon_one_is_nash():
    rng = np.random.default_rng(3)
    for _ in range(200):
        con = conflict_of(two_movers_draw(rng))
        for horizon in (1, 2, 3, 4):
            robust, possible = (
                con.stability("limited", horizon=horizon, ties=ties).stable for ties in ("robust", "possible")
            )
            assert not (robust & ~possible).any()
        assert con.stability("limited", horizon=1).stable.tolist() == con.stability("nash").stable.tolist()


def test_expectations_repeat_and_the_period_is_found():
    rng = np.random.default_rng(4)
    for _ in range(100):
        plays = Plays(conflict_of(two_movers_draw(rng)))
        first, period = plays.cycle()
        for ahead in range(2 * period):
            assert plays.ends(first + ahead) == plays.ends(first + ahead % period)
        assert first + period < MOST_MOVES


@pytest.fixture
def chicken():
    return detente.Conflict.from_situation(detente.load("chicken"))


def test_chicken_by_hand(chicken):
    """Swerving for certain: from both swerving, who drives on expects the other to swerve, and then to be answered.

    With 1 move it drives on; with 2 it expects to be left alone there; from the third on the other's turn comes again.
    """
    names = {one.pattern: one.id for one in detente.load("chicken").named_states.values()}
    found = {
        h: [names[chicken.states[at]] for at in chicken.stability("limited", horizon=h).equilibria]
        for h in (1, 2, 3, 4)
    }
    assert {h: len(one) for h, one in found.items()} == {1: 2, 2: 0, 3: 1, 4: 1}
    assert found[3] == found[4]
    leading = [
        [chicken.states[at] for at in chicken.stability("stackelberg", leader=who).equilibria]
        for who in chicken.actors
    ]
    assert leading == [["NY"], ["YN"]]


def test_the_dilemma_by_hand():
    """Brams and Wittman 1981: in the prisoners' dilemma both cooperating and both defecting are non-myopic equilibria."""
    con = detente.Conflict.from_situation(detente.load("prisoners-dilemma"))
    assert [con.states[at] for at in con.stability("nonmyopic").equilibria] == ["NN", "YY"]


def test_ties_by_hand():
    """Two moves are equally good for A, and B would go on from one of them to where A is worse off."""
    con = Conflict.from_moves(
        ["s", "l", "r", "bad"],
        {"A": [("s", "l"), ("s", "r")], "B": [("l", "bad")]},
        {"A": [1, 2, 2, 0], "B": [0, 0, 0, 1]},
    )
    verdict = con.stability("limited", horizon=2).explain("s", "A")
    assert verdict.improvements == (
        Improvement("l", (Step("B", "bad"),)),
        Improvement("r", None),
    )
    assert not verdict.stable
    assert foresight_objections(con, verdict, 2) == ()


def test_the_checker_refuses_whatever_is_wrong(chicken):
    good = chicken.stability("limited", horizon=3).explain("NN", chicken.actors[0])
    (one,) = good.improvements
    answered = one if one.answer is not None else one._replace(answer=one.steps, steps=())
    other = chicken.actors[1]
    wrong = {
        "stable is": {"stable": not good.stable},
        "structural is": {"structural": True},
        "the moves are not": {"improvements": ()},
        "not the turn": {"improvements": (answered._replace(answer=(Step(chicken.actors[0], "NN"),)),)},
        "would not step": {"improvements": (answered._replace(answer=(Step(other, "NN"),)),)},
        "the end is": {
            "improvements": (one._replace(answer=None if one.answer is not None else (), steps=()),)
        },
    }
    for part, change in wrong.items():
        found = foresight_objections(chicken, good._replace(**change), 3)
        assert any(part in sentence for sentence in found), (part, found)


def test_too_many_moves_are_refused_before_they_are_written_out():
    many = OptionMoves(np.arange(1 << 16), [Owner(255), Owner(255 << 8)])
    con = Conflict(("A", "B"), many, np.zeros((2, 1 << 16), np.int32), ["s"] * (1 << 16))
    with pytest.raises(TooLargeError, match="more than 4,000,000 moves"):
        con.stability("limited", horizon=1)
    some = OptionMoves(np.arange(1 << 12), [Owner(63), Owner(63 << 6)])
    con = Conflict(("A", "B"), some, np.zeros((2, 1 << 12), np.int32), ["s"] * (1 << 12))
    with pytest.raises(
        TooLargeError, match="516,096 moves are too many for a horizon of 100; at most 96 would do"
    ):
        con.stability("limited", horizon=100)


def test_what_does_not_fit_is_refused():
    three = Conflict.from_options(
        {"A": ["a"], "B": ["b"], "C": ["c"]}, ranks={actor: [0] * 8 for actor in "ABC"}
    )
    with pytest.raises(ValueError, match="two actors who can move; here 3 can: A, B, C"):
        three.stability("nonmyopic")
    with pytest.raises(ValueError, match="needs a horizon"):
        three.stability("limited")
    with pytest.raises(ValueError, match="needs a leader"):
        three.stability("stackelberg")
    two = Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [0] * 4, "B": [0] * 4})
    with pytest.raises(ValueError, match="at least 1 move, found 0"):
        two.stability("limited", horizon=0)
    with pytest.raises(ValueError, match="takes no leader"):
        two.stability("limited", horizon=2, leader="A")
    with pytest.raises(ValueError, match="expected 'robust' or 'possible'"):
        two.stability("nonmyopic", ties="maybe")
    with pytest.raises(ValueError, match="here there is one"):
        Conflict.from_moves(["p"], {}, {"A": [0]}).stability("nonmyopic")
