"""Reading back: what is told agrees with the definitions, and a wrong arrow is seen."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest

import detente
from detente.conflict.situated import ranks_of_type
from detente.situation.checks_orders import Partition
from detente.situation.distance import distances, nearest_code
from detente.situation.evaluate import truth
from detente.situation.opening import case_names, load
from detente.situation.readback import SHOWN_MOVES, SHOWN_STATES, in_a_line, read_back
from detente.situation.states import code_of
from naive.orders import settled, vector, worth

OPTIONS = [("A", 3), ("B", 2), ("C", 1)]
NAMES = [f"{owner.lower()}{k}" for owner, count in OPTIONS for k in range(count)]


def expression(rng):
    a, b = rng.sample(NAMES, 2)
    return rng.choice([a, f"not {a}", f"{a} -> {b}", f"{a} and {b}", f"{a} or not {b}", f"{a} <-> {b}"])


def drawn(rng):
    """Draw a small situation with statements, weights and lasting options."""
    options = "".join(
        f"  {owner}: {{{', '.join(option(rng, owner, k) for k in range(count))}}}\n"
        for owner, count in OPTIONS
    )
    wants = [
        "statements: [" + ", ".join(expression(rng) for _ in range(rng.randint(1, 5))) + "]",
        "weights: ["
        + ", ".join(
            f"{{when: {expression(rng)}, worth: {rng.choice([-2, -1, 1, 0.5, 3])}}}" for _ in range(4)
        )
        + "]",
    ]
    return (
        "detente: 1\ntitle: T\nactors: {A: Alpha, B: Beta, C: Gamma}\noptions:\n"
        + options
        + f"rules: [{rng.choice(['a0 or not a1', 'a0 -> b0', 'not (b0 and b1)'])}]\n"
        + "status_quo: [a0]\n"
        + "preferences:\n"
        + "".join(f"  {owner}: {{{rng.choice(wants)}}}\n" for owner, _ in OPTIONS)
    )


def option(rng, owner, k):
    lasting = rng.choice(["", "", ", lasting: taken", ", lasting: dropped"])
    return f"{owner.lower()}{k}: {{text: Do {owner}{k}{lasting}}}"


def usable(rng):
    while True:
        sit, _ = detente.read(drawn(rng))
        if sit is not None:
            return sit


def value(sit, kind, code):
    """Give what is compared, from the definition."""
    options = len(sit.options)
    if kind.statements:
        return vector([one.expr for one in kind.statements], code, options)
    return worth([(one.expr, one.worth.terms[0].factor.low) for one in kind.weights], code, options)


def moves_of(sit, actor):
    """Give the feasible codes that differ from today in the actor's own options only, lasting ones as they must be."""
    today = sit.status_quo
    for code in map(int, sit.states.codes):
        changed = [one for one in sit.options if (code ^ today) >> one.bit & 1]
        free = all(
            one.owner == actor and (not one.lasting or bool(code >> one.bit & 1) == (one.lasting == "taken"))
            for one in changed
        )
        if changed and free:
            yield code


@pytest.mark.parametrize("seed", range(30))
def test_best_worst_place_and_moves_agree_with_the_definitions(seed):
    rng = random.Random(seed)
    sit = usable(rng)
    codes = [int(code) for code in sit.states.codes]
    for actor, preference in sit.preferences.items():
        kind = preference.types["only"]
        told = read_back(sit, actor)["only"]
        values = {code: value(sit, kind, code) for code in codes}
        best = [code for code in codes if values[code] == max(values.values())]
        worst = [code for code in codes if values[code] == min(values.values())]
        assert (told.best_states, told.worst_states) == (len(best), len(worst))
        assert set(map(code_of, told.best)) <= set(best)
        assert set(map(code_of, told.worst)) <= set(worst)
        assert len(told.best) == min(len(best), SHOWN_STATES)
        distinct = sorted({str(one): one for one in values.values()}.values(), reverse=True)
        assert (told.status_quo.place, told.status_quo.of) == (
            distinct.index(values[sit.status_quo]) + 1,
            len(distinct),
        )
        assert sorted(code_of(step.to) for step in told.moves) == sorted(moves_of(sit, actor))
        for step in told.moves:
            before, after = values[sit.status_quo], values[code_of(step.to)]
            assert step.better is (None if before == after else after > before)
            assert (step.decided_by == "") is (step.better is None)
            decides(sit, kind, step)


def decides(sit, kind, step):
    """Compare what is said to decide with the definition."""
    if step.better is None:
        return
    after = code_of(step.to)
    if kind.statements:
        exprs = [one.expr for one in kind.statements]
        pairs = zip(vector(exprs, sit.status_quo, 6), vector(exprs, after, 6), strict=True)
        first = next(k for k, (a, b) in enumerate(pairs) if a != b)
        assert step.decided_by == kind.statements[first].text
        assert step.line == kind.statements[first].place.line
    else:
        gains = [
            one.worth.terms[0].factor.low
            * (vector([one.expr], after, 6)[0] - vector([one.expr], sit.status_quo, 6)[0])
            for one in kind.weights
        ]
        assert step.gain in gains
        assert (step.gain > 0) is step.better
        assert all(abs(step.gain) >= abs(gain) for gain in gains if (gain > 0) is step.better and gain)


@pytest.mark.parametrize("name", case_names())
def test_places_agree_with_the_ranks_that_the_conflict_uses(name):
    sit = load(name)
    for actor, preference in sit.preferences.items():
        for kind, told in zip(preference.types.values(), read_back(sit, actor).values(), strict=True):
            ranks = ranks_of_type(sit, kind)
            assert told.best_states == int((ranks == ranks.max()).sum())
            assert told.worst_states == int((ranks == 0).sum())
            if told.status_quo is not None:
                position = sit.status_quo if sit.graph else sit.states.find(sit.status_quo)
                top = int(ranks.max())
                assert (told.status_quo.place, told.status_quo.of) == (top - ranks[position] + 1, top + 1)


@pytest.mark.parametrize("seed", range(20))
def test_statements_settled_by_those_above_agree_with_the_definition(seed):
    rng = random.Random(seed)
    sit = usable(rng)
    for preference in sit.preferences.values():
        exprs = [one.expr for one in preference.types["only"].statements]
        groups = Partition(len(sit.states))
        told = [k for k, one in enumerate(exprs) if not groups.split(truth(one, sit.states.codes))]
        assert told == settled(exprs, [int(code) for code in sit.states.codes], len(sit.options))


DAM = """\
detente: 1
title: The dam
actors: {U: Upland, L: Lowland}
options: {U: {fill: fill the reservoir}, L: {embargo: close its ports}}
status_quo: []
preferences:
  U: {statements: [not embargo, fill]}
  L: {statements: [not fill, fill -> embargo, not embargo]}
"""


def test_one_arrow_the_wrong_way_round_is_visible_in_one_line():
    right, wrong = detente.load(DAM), detente.load(DAM.replace("fill -> embargo", "embargo -> fill"))
    said = [in_a_line(sit, read_back(sit, "L")["only"]) for sit in (right, wrong)]
    assert said[0] == (
        "Lowland. Best: as today. Worst: Upland: fill the reservoir. Today: best of 4. "
        "After Upland: fill the reservoir, it would gain by Lowland: close its ports (fill -> embargo)."
    )
    assert said[1] == (
        "Lowland. Best: as today. Worst: Upland: fill the reservoir; Lowland: close its ports. Today: best of 4. "
        "No step of its own is better for it, today or after one step of another."
    )


def test_without_a_status_quo_states_are_told_whole():
    sit = detente.load(DAM.replace("status_quo: []\n", ""))
    told = read_back(sit, "U")["only"]
    assert (told.status_quo, told.moves, told.reactions) == (None, (), ())
    assert in_a_line(sit, told) == (
        "Upland. Best: Upland: fill the reservoir. Worst: Lowland: close its ports."
    )


def test_where_all_states_are_equally_good_that_is_said():
    sit = detente.load(DAM.replace("[not embargo, fill]", "[fill or not fill]"))
    assert "Today: all states are equally good." in in_a_line(sit, read_back(sit, "U")["only"])


def test_more_than_a_hundred_statements_are_compared_in_order():
    text = DAM.replace("[not embargo, fill]", "[" + "fill or not fill, " * 70 + "not embargo, fill]")
    told = read_back(detente.load(text), "U")["only"]
    assert (told.best, told.worst, told.status_quo.place) == (("YN",), ("NY",), 2)


def test_enormous_worths_are_added_exactly():
    text = DAM.replace(
        "U: {statements: [not embargo, fill]}",
        f"U: {{weights: [{{when: embargo, worth: {'9' * 29}}}, {{when: fill, worth: 0.{'0' * 26}1}}]}}",
    )
    told = read_back(detente.load(text), "U")["only"]
    assert (told.best, told.worst, told.status_quo.of) == (("YY",), ("NN",), 4)
    assert told.moves[0].gain == Fraction(1, 10**27)


def test_only_so_many_moves_are_listed_but_all_are_counted():
    many = ", ".join(f"o{k}: x" for k in range(8))
    sit = detente.load(
        f"detente: 1\ntitle: T\nactors: {{A: a}}\noptions: {{A: {{{many}}}}}\nstatus_quo: []\npreferences: {{A: {{statements: [o0]}}}}\n"
    )
    told = read_back(sit, "A")["only"]
    assert (len(told.moves), told.moves_in_all) == (SHOWN_MOVES, 255)
    assert told.moves[0].to == "YNNNNNNN"


def test_the_nearest_state_is_the_one_with_the_fewest_differences():
    rng = np.random.default_rng(1)
    codes = np.unique(rng.integers(0, 1 << 62, 500))
    for code in map(int, rng.integers(0, 1 << 62, 20)):
        counted = [(int(one) ^ code).bit_count() for one in codes]
        assert distances(codes, code).tolist() == counted
        assert nearest_code(codes, code) == min(
            map(int, codes), key=lambda one: ((one ^ code).bit_count(), one)
        )
