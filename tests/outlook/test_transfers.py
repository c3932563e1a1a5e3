"""Transfers with and without a game, against twins written from the definitions."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

import detente
from detente.outlook import consent_odds
from detente.outlook.transfers import transfers
from naive import commitments as naive
from naive.forecast import Model, Play
from naive.transfers import probability

HEAD = """\
detente: 1
title: Ways
as_of: 2024-03-01
actors: {A: Alpha, B: Beta, C: Gamma, D: Delta, E: Epsilon}
hypotheses:
  court: {text: What does it want?, answers: {cold: [60%, 80%], hot: [20%, 40%]}}
transfers:
  item:
    item: It
    from: A
    to: B
"""


def told(body, **more):
    text = HEAD + "".join(f"    {line}\n" for line in body.splitlines())
    return transfers(detente.load(text), **more)["item"]


ROUTES = "routes: [{through: [D], consent: {C: 30%, D: 80%}}, {through: [E], consent: {C: 30%, E: 50%}}]"


def test_independent_consents_are_gone_through_by_enumeration():
    found = told(f"consent: {{A: 90%}}\n{ROUTES}")
    p = {"A": Fraction(9, 10), "C": Fraction(3, 10), "D": Fraction(8, 10), "E": Fraction(1, 2)}
    family = [frozenset("ACD"), frozenset("ACE")]
    exact = float(probability(family, p))
    assert found.probability[:4] == (pytest.approx(exact), pytest.approx(exact), pytest.approx(exact), "")
    for holder in "ACDE":
        ends = [float(probability(family, {**p, holder: Fraction(end)})) for end in (0, 1)]
        assert found.importance[holder] == pytest.approx(ends[1] - ends[0])
    left = [float(probability([one], p)) for one in reversed(family)]
    assert found.adds == (pytest.approx(exact - left[0]), pytest.approx(exact - left[1]))


def test_the_range_is_that_of_the_consents_ends():
    found = told(
        "consent: {A: likely}\nroutes: [{through: [D], consent: {D: [10%, 30%]}}, {through: [E], consent: {E: 50%}}]"
    )

    def at(a, d):
        return float(probability([frozenset("AD"), frozenset("AE")], {"A": a, "D": d, "E": Fraction(1, 2)}))

    low, value, high = found.probability[:3]
    assert low == pytest.approx(at(Fraction(55, 100), Fraction(1, 10)))
    assert value == pytest.approx(at(Fraction(675, 1000), Fraction(1, 5)))
    assert high == pytest.approx(at(Fraction(8, 10), Fraction(3, 10)))


def test_consents_by_type_are_mixed_over_the_beliefs():
    two = "consent: {C: {chance: {cold: 10%, hot: 80%}}}\nparts: {p: {consent: {C: {chance: {cold: 10%, hot: 80%}, basis: p}}}}"
    found = told(two)
    assert found.probability.value == pytest.approx(0.7 * 0.1**2 + 0.3 * 0.8**2)
    assert found.probability.low == pytest.approx(0.8 * 0.1**2 + 0.2 * 0.8**2)
    assert found.probability.high == pytest.approx(0.6 * 0.1**2 + 0.4 * 0.8**2)
    ranged = told("consent: {C: {chance: {cold: [0%, 20%], hot: 80%}}}")
    assert ranged.probability[:3] == pytest.approx((0.2 * 0.8, 0.7 * 0.1 + 0.3 * 0.8, 0.6 * 0.2 + 0.4 * 0.8))


def test_a_type_of_many_ranges_stays_within_its_cases(monkeypatch):
    body = "consent: {C: {chance: {cold: 10%, hot: 80%}}}"
    exact = told(body).probability
    monkeypatch.setattr(consent_odds, "MOST_TYPES", 1)
    loose = told(body).probability
    assert loose.value == pytest.approx(exact.value)
    assert (loose.low, loose.high) == (pytest.approx(0.1), pytest.approx(0.8))


def test_two_consents_of_one_holder_have_a_range_and_no_value():
    found = told("consent: {C: 60%}\nparts: {p: {consent: {C: 70%}}}")
    assert found.probability[:3] == (pytest.approx(0.3), None, pytest.approx(0.6))
    assert "C hang together" in found.probability.why
    assert found.importance == {"C": None}
    either = told("routes: [{consent: {C: 60%}}, {through: [D], consent: {C: 30%}}]")
    assert either.probability[:3] == (pytest.approx(0.6), None, pytest.approx(0.9))
    assert either.adds == (None, None)
    assert either.vetoes == ["C"]


def test_three_consents_of_one_holder_are_bounded_safely():
    found = told("consent: {C: 90%}\nparts: {p: {consent: {C: 80%}}, q: {consent: {C: 70%}}}")
    assert found.probability[:3] == (pytest.approx(0.4), None, pytest.approx(0.7))


def test_a_consent_that_is_not_rated_leaves_no_value():
    found = told(
        "consent: {C: 60%}\nroutes: [{through: [D], consent: [D]}, {through: [E], consent: {E: 50%}}]"
    )
    assert found.probability[:4] == (pytest.approx(0.3), None, pytest.approx(0.6), "not rated: D")
    assert found.blocking == [frozenset("C"), frozenset("DE")]
    dummy = told("consent: {C: 60%}\nroutes: [{through: [D], consent: [D]}, {through: [E]}]")
    assert dummy.probability.value == pytest.approx(0.6)


def test_what_lapses_is_not_needed_from_the_next_day_on():
    body = "consent: {C: 60%, D: {chance: 50%, until: 2024-06-30}}"
    now, then = told(body), told(body, on="2024-07-01")
    assert (now.probability.value, then.probability.value) == (pytest.approx(0.3), pytest.approx(0.6))
    assert [(one.day, one.lapsed, one.power.vetoes) for one in now.later] == [
        (date(2024, 7, 1), ("D",), ["C"])
    ]
    assert ([one.holder for one in then.lapsed], then.later) == (["D"], ())


def test_no_way_a_free_way_and_no_distance_have_their_own_words():
    assert told("steps: [{from: A, to: x}]").probability[:3] == (0, 0, 0)
    free = told("routes: [{through: [D]}, {through: [E], consent: {C: 1%}}]")
    assert (free.verdict, free.probability.value, free.blocking) == ("free", 1, [])


def test_too_many_coalitions_are_drawn_with_their_error(monkeypatch):
    def refuse(*_, **__):
        raise consent_odds.TooManyError

    body = f"consent: {{A: 90%}}\n{ROUTES}"
    exact = told(body).probability.value
    monkeypatch.setattr(consent_odds, "expected", refuse)
    found = told(body).probability
    assert found.value == pytest.approx(exact, abs=5 * found.monte_carlo_error)
    assert found.monte_carlo_error > 0
    pair = told("consent: {C: 60%}\nparts: {p: {consent: {C: 70%}}}").probability
    assert pair[:3] == (0, None, 1)


def test_any_dependence_holds_what_independence_gives():
    found = told(f"consent: {{A: 90%}}\n{ROUTES}")
    assert found.any_dependence.low <= found.probability.low
    assert found.any_dependence.high >= found.probability.high
    assert found.any_dependence.high == pytest.approx(0.3)


# Consents that are options of a game.


def cased(rng):
    """A random model with a transfer that needs an option of each of two or three actors."""
    model = Model(rng)
    options = [int(rng.choice(own)) for own in model.own]
    signs = [bool(rng.random() < 0.7) for _ in options]
    needed = list(zip(options, signs, strict=True))
    owner, *others = range(len(options))
    by = f", by: o{options[owner]}" if signs[owner] else ""
    if not signs[owner]:
        needed = needed[1:]
    consents = ", ".join(f"A{i}: {'' if signs[i] else 'not '}o{options[i]}" for i in others)
    text = model.text() + f"transfers: {{t: {{item: It, from: A0, to: X{by}, consent: {{{consents}}}}}}}\n"
    return model, needed, text


@pytest.mark.parametrize("seed", range(6))
def test_the_probability_is_that_all_consents_ever_stand_and_refusals_are_commitments(seed):
    rng = np.random.default_rng([9, seed])
    for _ in range(8):
        model, needed, text = cased(rng)
        found = detente.transfers(detente.load(text), draws=0)["t"]
        play = Play(model)
        wanted = naive.ever(play, lambda s, needed=needed: all(s[k] == sign for k, sign in needed))
        assert found.probability.value == pytest.approx(float(wanted), abs=1e-9), text
        assert found.vetoes == [
            f"A{i}" for i, own in enumerate(model.own) if any(k in own for k, _ in needed)
        ]
        check_refusals(found, play, needed, text)


def check_refusals(found, play, needed, text):
    model = play.model
    for option, sign in needed:
        by = next(i for i, own in enumerate(model.own) if option in own)
        others = [one for one in needed if one[0] != option]
        told_of = found.refusals[f"A{by}"]
        word = naive.Word(by, "threat", others, (option, not sign))
        where = naive.triggers(play, word) if others else []
        labels = {"".join("Y" if taken else "N" for taken in state) for state in where}
        assert set(told_of.states) == labels, text
        if where:
            kept = naive.honoured(play, word)
            assert told_of.wants_to == pytest.approx(float(naive.honoured(play, word, "nash")), abs=1e-9), (
                text
            )
            for concept in ("gmr", "seq2"):
                each = naive.honoured(play, word, concept)
                assert told_of.stable[concept] == pytest.approx(float(each), abs=1e-9), text
        else:
            kept = naive.pledge_honoured(play, naive.Word(by, "pledge", None, (option, not sign)))
        assert told_of.kept.value == pytest.approx(float(kept), abs=1e-9), text
        assert told_of.credible == (kept > Fraction(1, 2)), text
        check_importance(found, play, (by, option, sign), needed, text)


def check_importance(found, play, own, needed, text):
    by, option, sign = own
    pledge = naive.Word(by, "pledge", None, (option, not sign))
    sides = [
        naive.ever(
            Play(naive.sworn(play.model, pledge, kept=kept)),
            lambda s: all(s[k] == holds for k, holds in needed),
        )
        for kept in (False, True)
    ]
    assert found.importance[f"A{by}"] == pytest.approx(float(sides[0] - sides[1]), abs=1e-9), text


GAME = """\
detente: 1
title: A licence
as_of: 2024-03-01
actors: {A: Alpha, B: Beta, C: Gamma}
options:
  A: {give: Give the item}
  C: {allow: Allow its export}
rules: [give -> allow]
status_quo: []
preferences:
  A: {statements: [allow -> give]}
  C:
    types:
      mild: {prior: 60%, weights: [{when: allow, worth: [1, 3]}]}
      hard: {weights: [{when: allow, worth: -2}, {when: give, worth: -10 * tie(A/C/trade)}]}
ties: [{from: A, to: C, vector: trade, value: 20%, unit: share of trade, year: 2023}]
transfers:
  item: {item: It, from: A, to: B, by: give, consent: {C: allow}}
"""


def test_a_price_is_what_consent_costs_in_points():
    found = detente.transfers(detente.load(GAME), draws=0)["item"]
    assert found.probability.value == pytest.approx(0.6)
    giving, allowing = found.refusals["A"], found.refusals["C"]
    assert (allowing.states, allowing.options) == ((), ("allow",))
    prices = {price.type: price[3:6] for price in allowing.prices}
    assert prices == {"mild": (-3, -2, -1), "hard": (2, 2, 2)}
    assert [price.why for price in giving.prices] == ["its order of preference sets no price"]
    assert (giving.kept.value, giving.credible, giving.states) == (0, False, ("NY",))
    assert allowing.kept.value == pytest.approx(0.4)
    assert found.importance["C"] == pytest.approx(1)


def test_options_held_change_the_answer_and_what_cannot_begin_is_a_fault():
    sit = detente.load(GAME)
    assert detente.transfers(sit, draws=0, do={"allow": True})["item"].probability.value == 1
    assert detente.transfers(sit, draws=0, do={"allow": False})["item"].probability.value == 0
    with pytest.raises(detente.SituationError):
        detente.transfers(sit, draws=0, do={"give": True})
    begun = detente.transfers(sit, draws=0, start={"allow": True})["item"].probability
    assert begun.value == pytest.approx(0.6 + 0.4 / 2)


def test_a_probability_beside_an_option_multiplies_what_the_model_says():
    text = GAME.replace(
        "consent: {C: allow}}", "consent: {C: allow}, routes: [{through: [D], consent: {D: 50%}}]}"
    )
    found = detente.transfers(detente.load(text), draws=0)["item"]
    assert found.probability.value == pytest.approx(0.3)
    assert found.importance["D"] == pytest.approx(0.6)
    assert set(found.refusals) == {"A", "C"}
    ranged = detente.transfers(detente.load(text.replace("D: 50%", "D: [40%, 60%]")), draws=0)["item"]
    assert ranged.probability[:3] == pytest.approx((0.24, 0.3, 0.36))


def test_draws_widen_the_range_of_what_the_model_says():
    text = GAME.replace("prior: 60%", "prior: [50%, 70%]")
    found = detente.transfers(detente.load(text), draws=40)["item"]
    low, value, high = found.probability[:3]
    assert value == pytest.approx(0.6)
    assert 0.5 <= low < value < high <= 0.7
    kept = found.refusals["C"].kept
    assert kept.low < kept.value < kept.high


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("status_quo: []\n", "", "status_quo"),
        ("  A: {statements: [allow -> give]}\n", "", "doesn't say what it wants"),
    ],
)
def test_without_a_model_that_runs_the_structure_is_told_and_why_there_is_no_probability(old, new, why):
    found = detente.transfers(detente.load(GAME.replace(old, new)), draws=0)["item"]
    assert found.probability[:3] == (None, None, None)
    assert why in found.probability.why
    assert found.vetoes == ["A", "C"]
    assert (found.importance, found.refusals) == ({"A": None, "C": None}, {})


def test_types_that_decide_a_consent_and_moves_at_once_are_not_multiplied():
    text = GAME.replace(
        "consent: {C: allow}}",
        "consent: {C: allow}, parts: {p: {consent: {C: {chance: {mild: 90%, hard: 10%}}}}}}",
    )
    found = detente.transfers(detente.load(text), draws=0)["item"]
    assert found.probability.value is None
    assert "by type" in found.probability.why


def test_it_is_the_forecast_of_the_question_that_asks_the_same():
    sit = detente.load("belarus-2023")
    found = detente.transfers(sit, draws=8, seed=3)["polonez"]
    asked = detente.forecast(sit, draws=8, seed=3).questions["via_belarus"]
    assert found.probability.value == pytest.approx(asked.undoubted, abs=1e-12)
    doubted = [(one - 0.05 * asked.base) / 0.95 for one in (asked.low, asked.high)]
    assert [found.probability.low, found.probability.high] == pytest.approx(doubted, abs=1e-9)


def test_a_file_without_transfers_has_none():
    assert detente.transfers(detente.load("chicken")) == {}
