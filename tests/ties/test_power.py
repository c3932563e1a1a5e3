"""Who can open and who can block: verdicts, duals, vetoes, dummies, and what is said where a cap bites."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from detente.ties import power
from detente.ties.blocking import bits_in
from detente.ties.consents import Decision, Ways
from detente.ties.power import power_of
from detente.ties.routes import Routes, Step, network_of
from detente.ties.sampling import sampled
from naive import transfers as naive
from ties.networks import step_lists

NAMES = "ABCDE"


def ways(steps, hands=5, holders=NAMES):
    """A network whose decisions are one for each holder."""
    listed = [Step(a, b, sum(1 << k for k in needs)) for a, b, needs in steps]
    net = network_of(["", *map(str, range(1, hands))], [step._replace() for step in listed], 0, hands - 1)
    return Ways(tuple(Decision(name) for name in holders), tuple(holders), net, ())


def named(sets):
    return {frozenset(NAMES[k] for k in one) for one in sets}


@settings(deadline=None)
@given(step_lists())
def test_all_sets_are_those_of_the_definitions(steps):
    found = power_of(ways(steps))
    opening, closing = (
        naive.coalitions(steps, 0, 4, range(5)),
        naive.blocking(steps, 0, 4, range(5)),
    )
    assert set(found.coalitions) == named(opening)
    assert set(found.blocking) == named(closing)
    assert set(found.vetoes) == {next(iter(one)) for one in named(closing) if len(one) == 1}
    assert found.coalitions_complete
    assert found.blocking_complete
    assert found.blocking == sorted(found.blocking, key=lambda one: (len(one), sorted(one)))


@settings(deadline=None)
@given(step_lists())
def test_power_is_shares_of_swings_and_a_dummy_has_none(steps):
    found = power_of(ways(steps))
    family = naive.coalitions(steps, 0, 4, range(5))
    swings = naive.swings(family, range(5))
    if found.verdict != "conditional":
        assert not found.power
        assert not any(swings.values())
        return
    total = sum(swings.values())
    assert found.power == {NAMES[k]: pytest.approx(swings[k] / total) for k in range(5)}
    assert found.absolute == {NAMES[k]: swings[k] / 16 for k in range(5)}
    in_some = frozenset().union(*family)
    assert {name for name, one in found.swings.items() if one} == {NAMES[k] for k in in_some}


def test_verdicts_are_told_apart():
    needy = (0, 4, frozenset({1}))
    assert power_of(ways([needy])).verdict == "conditional"
    free = power_of(ways([needy, (0, 4, frozenset())]))
    assert (free.verdict, free.coalitions, free.blocking, free.vetoes) == ("free", [frozenset()], [], [])
    impossible = power_of(ways([(0, 1, frozenset())]))
    assert (impossible.verdict, impossible.coalitions, impossible.blocking) == (
        "impossible",
        [],
        [frozenset()],
    )


def complete_of_ten():
    """Ten hands that all deal with one another; whoever is passed consents for itself, and the ends don't meet at once."""
    hands = [chr(ord("a") + k) for k in range(10)]
    steps = [
        Step(a, b, 0 if b == 9 else 1 << b)
        for a in range(10)
        for b in range(10)
        if a != b and (a, b) != (0, 9)
    ]
    net = network_of(["", *hands[1:]], steps, 0, 9)
    return Ways(tuple(Decision(hand) for hand in hands), tuple(hands), net, ())


def test_an_explosion_of_routes_says_at_least_and_the_coalitions_are_still_all_known():
    found = power_of(complete_of_ten())
    assert (len(found.routes), found.routes_complete) == (10_000, False)
    assert found.coalitions_complete
    assert found.coalitions == [frozenset(one) for one in "bcdefghi"]
    assert found.blocking == [frozenset("bcdefghi")]


def layered(width, depth, density, seed=1):
    """Layers of hands, each of whom consents for itself."""
    rng = np.random.default_rng(seed)
    count = 2 + width * depth
    steps = [Step(0, 1 + k, 1 << k) for k in range(width)]
    for layer in range(depth - 1):
        for k in range(width):
            for m in rng.choice(width, size=density, replace=False).tolist():
                ahead = width * (layer + 1) + m
                steps.append(Step(1 + width * layer + k, 1 + ahead, 1 << ahead))
    steps += [Step(1 + width * (depth - 1) + k, count - 1) for k in range(width)]
    names = [f"h{k}" for k in range(width * depth)]
    net = network_of(["", *names, "goal"], steps, 0, count - 1)
    return Ways(tuple(Decision(name) for name in names), tuple(names), net, ())


def test_where_coalitions_are_too_many_those_found_suffice_and_blocking_sets_are_proven():
    made = layered(8, 6, 5)
    found = power_of(made, most_routes=200)
    assert not found.coalitions_complete
    assert not found.blocking_complete
    assert found.smallest_complete
    assert "too many routes" in found.why
    steps = [(s.source, s.target, frozenset(bits_in(s.needs))) for s in made.network.steps]
    everybody = frozenset(range(48))
    number = {name: k for k, name in enumerate(made.holders)}
    for one in found.coalitions[:20]:
        assert naive.is_open(steps, 0, 49, frozenset(number[name] for name in one))
    for one in found.blocking:
        assert not naive.is_open(steps, 0, 49, everybody - {number[name] for name in one})
    assert {len(one) for one in found.smallest} == {8}
    assert not found.power


def test_vetoes_hold_even_where_not_all_coalitions_are_known():
    made = layered(8, 6, 5)
    extra = len(made.holders)
    steps = [step._replace(needs=step.needs | 1 << extra) for step in made.network.steps]
    net = network_of(made.network.hands, steps, 0, 49)
    found = power_of(Ways((*made.decisions, Decision("owner")), (*made.holders, "owner"), net, ()), 50)
    assert found.vetoes == ["owner"]
    assert found.smallest == [frozenset({"owner"})]


def test_too_many_coalitions_leave_power_unknown(monkeypatch):
    def refuse(*_):
        raise power.TooManyError

    monkeypatch.setattr(power, "swings", refuse)
    found = power_of(ways([(0, 4, frozenset({1}))]))
    assert (found.power, found.why) == ({}, "there are too many coalitions to measure power")


@settings(deadline=None, max_examples=25)
@given(step_lists())
def test_drawing_consents_comes_near_what_is_exact(steps):
    family = naive.coalitions(steps, 0, 4, range(5))
    chances = [Fraction(k + 2, 10) for k in range(5)]
    exact = float(naive.probability(family, dict(enumerate(chances))))
    made = ways(steps)
    found = sampled(made.network, [float(one) for one in chances], draws=4000)
    assert found.value == pytest.approx(exact, abs=max(0.04, 5 * found.error))
    more = sampled(made.network, [min(1.0, float(one) + 0.2) for one in chances], draws=4000)
    assert more.value >= found.value


def test_routes_are_named_by_the_hands_between():
    assert Routes((), complete=True).found == ()
    made = ways([(0, 1, frozenset()), (1, 2, frozenset()), (2, 4, frozenset({0})), (1, 4, frozenset({1}))])
    found = power_of(made)
    assert [route.through for route in found.routes] == [(), ("2",)]
    assert found.narrow == ()
