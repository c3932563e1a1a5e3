"""Linchpins: origins without which a belief would be another, by ones and by twos."""

import itertools
import random

import numpy as np
import pytest

from detente.evidence.beliefs import beliefs
from detente.evidence.frames import exponents, frames
from detente.evidence.linchpins import linchpins, set_aside, without
from detente.evidence.means import means_of
from detente.evidence.removal import posteriors_without
from evidence.making import observation, situation

NAMES = "abcd"
PRIORS = [0.4, 0.3, 0.2, 0.1]


def drawn(seed, types=3, *, dependence=True):
    """A random situation with grades, copies, dependence and an uncertain grade that rows share."""
    rng = random.Random(seed)
    names = NAMES[:types]
    observations = [
        observation(
            f"o{k}",
            {"CHN": {name: rng.randint(5, 95) / 100 for name in names}},
            grade=rng.choice("ABCD"),
            origin=f"x{rng.randint(0, 6)}",
        )
        if rng.random() < 0.8
        else observation(f"o{k}", {"CHN": {n: rng.randint(5, 95) / 100 for n in names}}, source="s")
        for k in range(rng.randint(1, 9))
    ]
    ids = [one.id for one in observations]
    together = [(tuple(rng.sample(ids, min(3, len(ids)))), 0.4)] if dependence else []
    priors = {"CHN": dict.fromkeys(names[:1]) | dict.fromkeys(names[1:], 0.2)}
    return situation(priors, *observations, sources={"s": "F"}, dependence=together)


def shares(sit):
    return [one.value for one in beliefs(sit)["CHN"].values()]


def deprived(sit, origins):
    """Take the observations of some origins out of the situation altogether."""
    kept = [one for one in sit.evidence.values() if one.origin not in origins]
    left = {one.id for one in kept}
    priors = {"CHN": {name: one.prior for name, one in sit.preferences["CHN"].types.items()}}
    together = [
        (tuple(name for name in one.evidence if name in left), float(one.correlation))
        for one in sit.dependence
    ]
    return situation(priors, *kept, sources={"s": "F"}, dependence=together)


@pytest.mark.parametrize("seed", range(40))
def test_a_removal_is_what_the_file_without_those_observations_says(seed):
    sit = drawn(seed, dependence=seed % 2 == 0)
    frame = frames(sit)["CHN"]
    removed = [*itertools.combinations(range(len(frame.origins)), 1)]
    removed += [*itertools.combinations(range(len(frame.origins)), 2)]
    found = posteriors_without(frame, means_of(frame), removed)
    for positions, posterior in zip(removed, found, strict=True):
        names = {frame.origins[position] for position in positions}
        assert posterior.tolist() == pytest.approx(shares(deprived(sit, names)), abs=1e-12)


@pytest.mark.parametrize("dependence", [True, False])
def test_portions_change_nothing(monkeypatch, dependence):
    frame = frames(drawn(3, dependence=dependence))["CHN"]
    removed = list(itertools.combinations(range(len(frame.origins)), 2))
    whole = posteriors_without(frame, means_of(frame), removed)
    monkeypatch.setattr("detente.evidence.removal._CELLS", 40)
    assert posteriors_without(frame, means_of(frame), removed) == pytest.approx(whole, abs=1e-14)


def test_a_report_that_shares_a_weight_beside_one_that_does_not():
    """Two reports of one origin weigh the same by chance: the mean of what can't be judged is the other's weight."""
    rows = [(0.9, 0.3), (0.4, 0.8), (0.7, 0.2), (0.2, 0.6)]
    more = [{"origin": "x", "source": "s"}, {"origin": "x", "grade": "C"}, {"source": "s"}, {"source": "s"}]
    observations = [
        observation(f"o{k}", {"CHN": {"a": a, "b": b}}, **one)
        for k, ((a, b), one) in enumerate(zip(rows, more, strict=True))
    ]
    sit = situation({"CHN": {"a": 0.6, "b": 0.4}}, *observations, sources={"s": "F"}, grades={"C": 0.525})
    frame = frames(sit)["CHN"]
    assert len(frame.rows) == 4
    for size in (1, 2):
        for removed in itertools.combinations(range(3), size):
            (found,) = posteriors_without(frame, means_of(frame), [removed])
            names = [frame.origins[at] for at in removed]
            assert found.tolist() == pytest.approx(shares(set_aside(sit, names)), abs=1e-12)


def leads(shares):
    """The types that nothing beats."""
    return {k for k, one in enumerate(shares) if round(one, 9) == max(round(x, 9) for x in shares)}


@pytest.mark.parametrize("seed", range(40))
def test_ones_and_twos_are_found_as_defined(seed):
    sit = drawn(seed)
    base = shares(sit)
    first = min(leads(base))
    names = list(dict.fromkeys(one.origin for one in sit.evidence.values()))
    turning, moving = {}, {}
    for size in (1, 2):
        for some in itertools.combinations(names, size):
            after = shares(deprived(sit, set(some)))
            moved = max(abs(a - b) for a, b in zip(base, after, strict=True))
            turning[some] = first not in leads(after)
            moving[some] = round(moved, 9) >= 0.15
    new = {
        some
        for some in turning
        if any(
            table[some] and not any(table[one,] for one in some if len(some) == 2)
            for table in (turning, moving)
        )
    }
    found = linchpins(sit, moved=0.15)
    assert {frozenset(one.origins) for one in found} == {frozenset(some) for some in new}
    for one in found:
        some = next(key for key in turning if set(key) == set(one.origins))
        assert one.turns == turning[some]
        assert (one.moved >= 0.15 - 1e-9) == moving[some]


def test_two_origins_that_hide_each_other_are_a_pair():
    strong = {"CHN": {"a": 0.9, "b": 0.1}}
    sit = situation({"CHN": {"a": 0.3, "b": 0.7}}, observation("x", strong), observation("y", strong))
    assert beliefs(sit).linchpins == ()
    found = linchpins(sit, moved=1)
    assert [(one.origins, one.leader, one.leader_without) for one in found] == [(("x", "y"), "a", "b")]
    assert found[0].after == pytest.approx(0.3)
    assert linchpins(sit, moved=1, most=1) == ()


def test_what_turns_comes_first_and_small_sets_before_large():
    sit = drawn(7, types=4)
    keys = [(not one.turns, len(one.origins), -round(one.moved, 9)) for one in linchpins(sit, moved=0.05)]
    assert keys == sorted(keys)


def test_a_tie_deposes_nobody():
    sit = situation({"CHN": {"a": 0.5, "b": 0.5}}, observation("x", {"CHN": {"a": 0.2, "b": 0.4}}))
    assert [(one.leader, one.turns) for one in linchpins(sit, moved=0.1)] == [("b", False)]
    assert beliefs(sit).linchpins == ()


def test_without_evidence_nothing_holds_a_belief_up():
    assert linchpins(situation({"CHN": {"a": 0.5, "b": 0.5}})) == ()


def test_setting_aside_leaves_the_record_and_takes_the_bearing():
    sit = drawn(5)
    origin = next(iter(sit.evidence.values())).origin
    aside = set_aside(sit, [origin])
    assert list(aside.evidence) == list(sit.evidence)
    assert sit.evidence[next(iter(sit.evidence))].expected_if
    assert without(sit, [origin])["CHN"] == beliefs(aside)["CHN"]
    assert shares(aside) == pytest.approx(shares(deprived(sit, {origin})), abs=1e-12)
    with pytest.raises(ValueError, match="there is no origin 'xx1'; did you mean 'x1'"):
        without(sit, ["xx1"])


@pytest.mark.parametrize(("moved", "most"), [(0, 2), (1.1, 2), (0.1, 3)])
def test_amounts_and_sizes_out_of_range_are_refused(moved, most):
    with pytest.raises(ValueError, match="moved must lie"):
        linchpins(drawn(1), moved=moved, most=most)


def test_exponents_follow_the_origins_that_are_left():
    observations = [observation(f"o{k}", {"CHN": {"a": 0.8, "b": 0.4}}) for k in range(3)]
    sit = situation(
        {"CHN": {"a": 0.5, "b": 0.5}}, *observations, dependence=[(("o0", "o1"), 1), (("o0", "o2"), 0.5)]
    )
    frame = frames(sit)["CHN"]
    gone = np.array([[False] * 3, [True, False, False], [False, True, False], [True] * 3])
    assert exponents(frame, gone).tolist() == [
        pytest.approx([0.5, 0.5, 2 / 3]),
        [0, 1, 1],
        pytest.approx([2 / 3, 0, 2 / 3]),
        [0, 0, 0],
    ]
