"""Coherence of base rates: which rules hold between questions, and that all breaches and only breaches are found."""

import itertools
import random
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.evidence.coherence import coherence
from detente.evidence.joint import Answer, Kinds
from detente.faults import NOWHERE
from detente.situation.records import Question, When
from naive.turning import answer, courses

DAYS = [date(2024, 1, 1), date(2025, 1, 1)]
HEAD = """\
detente: 1
title: T
as_of: 2023-01-01
actors: {A: Alpha, B: Beta}
options: {A: {x: do x, y: do y}, B: {z: do z}}
"""


def read(questions, rules="", status_quo="[]"):
    text = HEAD + rules + f"status_quo: {status_quo}\nquestions:\n"
    for name, (when, counted, base, *by) in questions.items():
        day = by[0] if by else "2024-01-01"
        text += f"  {name}: {{text: Q?, when: {when}, counted: {counted}, by: {day}, base: {base}, because: So}}\n"
    sit, faults = detente.read(text)
    assert sit is not None, [str(one) for one in faults]
    return sit


def found(questions, **more):
    return {(one.kind, *one.questions) for one in coherence(read(questions, **more)).found}


END, EVER, ALWAYS = "at_end", "ever", "always"


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        ({"a": ("x", END, "60%"), "b": ("not x", END, "60%")}, {("complement", "a", "b")}),
        ({"a": ("x", END, "30%"), "b": ("not x", END, "60%")}, {("complement", "a", "b")}),
        ({"a": ("x", END, "40%"), "b": ("not x", END, "60%")}, set()),
        ({"a": ("x", EVER, "40%"), "b": ("not x", ALWAYS, "40%")}, {("complement", "a", "b")}),
        ({"a": ("x", EVER, "80%"), "b": ("not x", EVER, "80%")}, {("settled", "b")}),
        ({"a": ("x and y", END, "30%"), "b": ("x", END, "20%")}, {("part", "a", "b")}),
        ({"a": ("x and y", EVER, "30%"), "b": ("x", EVER, "20%")}, {("part", "a", "b")}),
        ({"a": ("x", EVER, "30%"), "b": ("x", EVER, "20%", "2025-01-01")}, {("part", "a", "b")}),
        ({"a": ("x", EVER, "20%"), "b": ("x", EVER, "30%", "2025-01-01")}, set()),
        ({"a": ("x", END, "30%"), "b": ("x", EVER, "20%")}, {("part", "a", "b")}),
        ({"a": ("x", END, "30%", "2025-01-01"), "b": ("x", EVER, "20%")}, set()),
        ({"a": ("x", END, "60%"), "b": ("x", END, "50%")}, {("part", "a", "b")}),
        ({"a": ("x and y", END, "60%"), "b": ("x and not y", END, "50%")}, {("sum", "a", "b")}),
        ({"a": ("x or y", END, "30%"), "b": ("not x or y", END, "50%")}, {("sum", "a", "b")}),
        (
            {"a": ("x", END, "80%"), "b": ("y", END, "70%"), "c": ("x and y", END, "40%")},
            {("conjunction", "a", "b", "c")},
        ),
        (
            {"a": ("x", EVER, "80%"), "b": ("y", EVER, "70%"), "c": ("x and y", EVER, "40%")},
            set(),
        ),
        (
            {"a": ("x or y", END, "80%"), "b": ("x", END, "30%"), "c": ("y", END, "40%")},
            {("union", "a", "b", "c")},
        ),
        ({"a": ("x", END, "[10%, 50%]"), "b": ("x and y", END, "likely")}, {("part", "b", "a")}),
        ({"a": ("x", END, "[10%, 60%]"), "b": ("x and y", END, "likely")}, set()),
        ({"a": ("x and not x", END, "1%")}, {("settled", "a")}),
    ],
)
def test_what_breaks_a_rule_is_named(questions, expected):
    assert found(questions) == expected


def test_rules_of_the_file_make_relations():
    questions = {"a": ("x", END, "40%"), "b": ("y", END, "50%"), "c": ("z", END, "30%")}
    assert found(questions) == set()
    assert found(questions, rules="rules: [exactly_one: [x, y, z]]\n", status_quo="[x]") == {
        ("sum", "a", "b", "c")
    }
    assert found(questions, rules="rules: [x -> z]\n") == {("part", "a", "c")}


def test_what_is_so_today_was_so_at_some_time():
    questions = {"a": ("x", EVER, "60%"), "b": ("not x", ALWAYS, "10%")}
    assert found(questions, status_quo="[x]") == {("settled", "a"), ("settled", "b")}


def test_four_that_leave_nothing_out_sum_to_one():
    parts = ["x and y", "x and not y", "not x and y", "not x and not y"]
    low = {f"q{k}": (part, END, "20%") for k, part in enumerate(parts)}
    assert found(low) == {("sum", "q0", "q1", "q2", "q3")}
    high = {f"q{k}": (part, END, "30%") for k, part in enumerate(parts)}
    assert found(high) == {("sum", "q0", "q1", "q2", "q3")}
    assert found({name: (part, END, "25%") for name, (part, *_) in high.items()}) == set()


def test_a_breach_is_a_warning_at_its_line():
    sit = read({"a": ("x and y", END, "30%"), "b": ("x", END, "20%")})
    (one,) = coherence(sit).found
    assert one.given == "a 30%, b 20%"
    assert one.rule == "a can't come true without b, so it is at most as probable"
    assert (one.fault.severity, one.fault.code, one.fault.line) == ("warning", "DT543", 8)


def test_what_cannot_be_compared_says_why():
    text = HEAD + (
        "status_quo: []\n"
        "questions:\n"
        "  a: {text: Q?, when: ever(x), counted: at_end, by: 2024-01-01, base: 5%}\n"
        "  b: {text: Q?, by: 2024-01-01, base: 5%}\n"
        "  c: {text: Q?, when: x, counted: ever, by: 2024-01-01}\n"
    )
    sit, _ = detente.read(text)
    made = coherence(sit)
    assert made.compared == ()
    assert set(made.left_out) == {"a", "b", "c"}
    assert made.left_out["c"] == "it has no base rate"


def test_many_questions_are_told_apart_and_compared_quickly():
    options = ", ".join(f"o{k}: do {k}" for k in range(12))
    text = f"detente: 1\ntitle: T\nas_of: 2023-01-01\nactors: {{A: Alpha}}\noptions: {{A: {{{options}}}}}\nstatus_quo: []\nquestions:\n"
    for k in range(80):
        when = f"o{k % 12}" if k < 70 else f"not o{k % 12}"
        text += f"  q{k}: {{text: Q?, when: {when}, counted: at_end, by: 2024-01-01, base: 40%}}\n"
    sit, _ = detente.read(text)
    kinds = {one.kind for one in coherence(sit).found}
    assert kinds == {"complement"}


def question(name, counted, day, base=None):
    return Question(name, "", None, "", counted, NOWHERE, When(day, day, ""), base)


MOMENTS = [date(2023, 1, 1), date(2023, 7, 1), DAYS[0], date(2024, 7, 1), DAYS[1]]


def drawn_events(seed):
    rng = random.Random(seed)
    number = rng.randint(2, 3)
    asked = [
        question(f"q{k}", rng.choice([END, EVER, ALWAYS]), rng.choice(DAYS)) for k in range(rng.randint(1, 4))
    ]
    sets = [frozenset(k for k in range(number) if rng.random() < 0.5) for _ in asked]
    return asked, sets, number, rng.choice([None, *range(number)])


@pytest.mark.parametrize("seed", range(150))
def test_answers_are_possible_together_where_a_course_gives_them(seed):
    asked, sets, number, today = drawn_events(seed)
    whole = (1 << number) - 1
    kinds = Kinds(
        tuple(asked),
        tuple(sum(1 << k for k in one) for one in sets),
        whole,
        whole if today is None else 1 << today,
    )
    real = {
        tuple(
            answer(one.counted, one.by.day, kind, course, MOMENTS)
            for one, kind in zip(asked, sets, strict=True)
        )
        for course in courses(number, today, len(MOMENTS))
    }
    for some in itertools.chain.from_iterable(
        itertools.combinations(range(len(asked)), size) for size in range(1, len(asked) + 1)
    ):
        for answers in itertools.product([True, False], repeat=len(some)):
            there = any(all(row[at] == yes for at, yes in zip(some, answers, strict=True)) for row in real)
            assert kinds.possible([Answer(at, yes) for at, yes in zip(some, answers, strict=True)]) == there


WHENS = ["x", "y", "not x", "x and y", "x or y", "z", "x and not z", "not y or z", "x -> y", "not z"]


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_base_rates_that_some_belief_has_are_never_faulted(seed):
    rng = random.Random(seed)
    picked = rng.sample(WHENS, rng.randint(2, 6))
    states = list(itertools.product([False, True], repeat=3))
    weights = [rng.randint(0, 4) for _ in states]
    weights[0] += 1
    total = sum(weights)

    def chance(when):
        text = when.replace("x -> y", "(not x) or y")
        held = (eval(text, {}, dict(zip("xyz", state, strict=True))) for state in states)  # noqa: S307 - own texts
        return Fraction(sum(w for w, holds in zip(weights, held, strict=True) if holds), total)

    def between(p):
        return f"[{float(int(p * 1000)) / 10}%, {min(100.0, float(int(p * 1000 + 1)) / 10)}%]"

    questions = {f"q{k}": (when, END, between(chance(when))) for k, when in enumerate(picked)}
    assert found(questions) == set()


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_every_breach_of_a_rule_on_two_or_three_is_found_or_implied(seed):
    rng = random.Random(seed)
    picked = rng.sample(WHENS, rng.randint(2, 5))
    sit = read({f"q{k}": (when, END, f"{rng.randint(1, 9) * 10}%") for k, when in enumerate(picked)})
    made = coherence(sit)
    states = list(itertools.product([False, True], repeat=3))
    truth = {
        f"q{k}": [
            eval(when.replace("x -> y", "(not x) or y"), {}, dict(zip("xyz", state, strict=True)))  # noqa: S307 - own texts
            for state in states
        ]
        for k, when in enumerate(picked)
    }
    base = {name: one.base.low for name, one in sit.questions.items()}
    told = [set(one.questions) for one in made.found]
    for size in (2, 3):
        for names in itertools.combinations(truth, size):
            for answers in itertools.product([True, False], repeat=size):
                rows = [
                    [value == yes for value in truth[name]] for name, yes in zip(names, answers, strict=True)
                ]
                together = any(all(column) for column in zip(*rows, strict=True))
                chances = [
                    base[name] if yes else 1 - base[name] for name, yes in zip(names, answers, strict=True)
                ]
                if not together and sum(chances) > size - 1:
                    assert any(one <= set(names) for one in told)
