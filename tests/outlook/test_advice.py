"""What an actor can do: each measure is the forecast of its own what-if, and the actor is its own judge of the cost."""

from fractions import Fraction

import pytest

import detente
from cli.asking import BARE, THREAT, TIES
from detente.outlook.advice import Measure, advise
from detente.outlook.model import Model
from detente.outlook.surely import effects
from detente.situation.expressions import Not, Taken
from detente.situation.records import Commitment

SIT = detente.load(THREAT)


def by_measure(found):
    return {one.measure: one for one in found.measures}


def test_an_option_held_gives_the_forecast_with_it():
    found = by_measure(advise(SIT, "A", "punishes", promises=False))
    assert set(found) == {Measure("attack", value=True), Measure("attack", value=False)}
    for measure, one in found.items():
        expected = detente.forecast(SIT, draws=0, do={measure.option: measure.value}).questions["punishes"]
        assert one.probability == pytest.approx(expected.undoubted, abs=1e-12)


@pytest.mark.parametrize("value", [True, False])
def test_a_commitment_is_worth_what_it_is_worth_surely_kept(value):
    measure = Measure("punish", value, "attack", if_value=True)
    one = by_measure(advise(SIT, "D", "attacks"))[measure]
    attack, punish = (Taken(option.bit, option.label) for option in SIT.options)
    record = Commitment("c", "D", "threat", attack, "", punish if value else Not(punish), "", SIT.place)
    expected = effects(Model(SIT, SIT.as_of, 0, 1), [record])["c"].questions["attacks"].kept
    assert one.probability == pytest.approx(expected, abs=1e-12)


def test_a_threat_that_is_surely_kept_deters_and_serves_its_author():
    """A soft Delta would not punish: 7 in 10 before the evidence, and the threat keeps Alpha from attacking at all."""
    found = by_measure(advise(SIT, "D", "attacks", checked=9))
    threat = found[Measure("punish", value=True, if_option="attack", if_value=True)]
    soft = detente.beliefs(SIT)["D"]["soft"].value
    assert threat.probability == 0
    assert threat.fared.better == pytest.approx(soft, abs=1e-9)
    assert threat.fared.worse == 0
    assert threat.lasts == pytest.approx(1 - soft, abs=1e-9)


def test_what_an_actor_loses_is_counted_by_its_own_order():
    """Held back from attacking, Alpha ends in peace, which it likes less than an attack that nobody punishes."""
    one = by_measure(advise(SIT, "A", "attacks"))[Measure("attack", value=False)]
    ends = detente.forecast(SIT, draws=0).outcomes
    taken = sum(Fraction(end.probability) for end in ends if end.state == "YN")
    assert one.fared.worse == pytest.approx(float(taken), abs=1e-9)


def test_a_commitment_whose_opposite_does_the_same_is_no_advice():
    found = advise(SIT, "D", "attacks")
    told = by_measure(found)
    for one in found.measures:
        if one.why == "its opposite does the same":
            other = told[one.measure._replace(value=not one.measure.value)]
            assert (one.change, other.change) == (0, 0)
            assert one.probability == pytest.approx(other.probability)


def test_the_greatest_change_comes_first():
    found = advise(detente.load("sweden-2023"), "CON", "ratified")
    sizes = [abs(one.change) for one in found.measures]
    assert sizes == sorted(sizes, reverse=True)
    assert found.measures[0].measure == Measure("hold", value=False)


def test_what_rules_forbid_says_so():
    found = advise(detente.load("sweden-2023"), "TUR", "ratified", promises=False)
    (unmade,) = (one for one in found.measures if one.probability is None)
    assert (unmade.measure.option, "breaks the rule" in unmade.why) == ("tur_ratifies", True)


def test_chance_events_are_gone_through():
    text = THREAT.replace(
        "questions:\n", "events: {storm: {text: Storm, chance: 40%, sets: {attack: no}}}\nquestions:\n"
    )
    found = by_measure(advise(detente.load(text), "D", "attacks"))
    expected = (
        detente.forecast(detente.load(text), draws=0, do={"punish": True}).questions["attacks"].undoubted
    )
    assert found[Measure("punish", value=True)].probability == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "actor", "question", "error"),
    [
        (THREAT, "A", "weather", "no 'when'"),
        (THREAT.replace("D: Delta}", "D: Delta, B: Beta}"), "B", "attacks", "nothing that it can do"),
    ],
)
def test_what_cannot_be_asked(text, actor, question, error):
    with pytest.raises(ValueError, match=error):
        advise(detente.load(text), actor, question)


@pytest.mark.parametrize("text", [TIES, BARE])
def test_a_file_without_a_model_has_faults(text):
    with pytest.raises(detente.SituationError):
        advise(
            detente.load(
                text + "questions: {q: {text: Q?, when: 'share(A/B/energy) > 1%', counted: ever}}\n"
            ),
            "A",
            "q",
        )
