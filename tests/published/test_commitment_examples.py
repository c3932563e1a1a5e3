"""Worked examples of the theory of commitments: small enough to be checked by hand."""

from fractions import Fraction

import pytest

import detente
from detente.outlook.commitments import commitments

HEAD = "detente: 1\ntitle: Example\n"

THREAT = (
    HEAD
    + """
actors: {A: Challenger, D: Defender}
options: {A: {x: Take the island}, D: {p: Punish}}
status_quo: []
preferences:
  A: {statements: [not p, x]}
  D:
    types:
      firm: {prior: 30%, statements: [not x, x -> p, not p]}
      soft: {prior: 70%, statements: [not p, not x]}
play: {knowledge: KNOWLEDGE, caution: CAUTION, doubt: 0%}
questions:
  taken: {text: Taken?, when: x, counted: ever, base: 50%}
commitments:
  threat: {by: D, kind: threat, if: x, then: p}
"""
)


def threat(knowledge="all", caution="50%"):
    text = THREAT.replace("KNOWLEDGE", knowledge).replace("CAUTION", caution)
    return commitments(detente.load(text), draws=0)["threat"]


def test_a_threat_is_kept_by_the_firm_and_not_by_the_soft():
    found = threat()
    assert [(one.state, one.kept, one.wants_to, one.cannot) for one in found.triggers] == [
        ("YN", 0.3, 0.3, False)
    ]
    assert found.triggers[0].by_type == {"firm": 1.0, "soft": 0.0}
    assert {one.type: one.kept for one in found.types} == {"firm": 1.0, "soft": 0.0}
    assert tuple(found.honoured) == pytest.approx((0.3, 0.3, 0.3))
    assert not found.credible


def test_a_threat_deters_where_it_would_be_carried_out_and_would_deter_the_rest_if_it_were_believed():
    found = threat()
    assert tuple(found.deterrence) == pytest.approx((0.3, 0.7, 0, 0))
    (step,) = found.steps
    assert (step.actor, step.to) == ("A", "YN")
    assert (step.deters, step.would_if_believed) == pytest.approx((0.3, 0.7))
    assert (step.answered, step.if_broken, step.if_kept) == pytest.approx((0.3, 0, 1))
    assert step.answer == (("D", "YY"),)


@pytest.mark.parametrize(
    ("caution", "deterrence"), [("25%", (1, 0, 0, 0)), ("30%", (1, 0, 0, 0)), ("50%", (0, 1, 0, 0))]
)
def test_where_types_are_hidden_the_challengers_caution_decides(caution, deterrence):
    found = threat("own", caution)
    assert tuple(found.deterrence) == pytest.approx(deterrence)
    assert tuple(found.by_knowledge["all"]) == pytest.approx((0.3, 0.7, 0, 0))


def test_the_worth_of_a_threat_is_the_difference_between_surely_kept_and_surely_broken():
    effect = threat().effect
    assert tuple(effect.condition) == pytest.approx((0.7, 0, 1))
    assert tuple(effect.questions["taken"]) == pytest.approx((0.7, 0, 1))


def test_a_soft_defender_has_two_dilemmas():
    """It isn't believed, and punishing would cost it more than giving in."""
    found = {(one.kind, one.actor): one.probability for one in threat().dilemmas}
    assert found == pytest.approx({("threat", "D"): 0.7, ("rejection", "D"): 0.7})


CHAIN = (
    HEAD
    + """
actors: {C: Consenter, B: Bearer, E: Embargo}
options:
  C: {licence: Agree}
  B: {transfer: {text: Transfer, lasting: taken}}
  E: {cut: Cut}
rules: [transfer -> licence]
status_quo: []
preferences:
  C: {statements: [not cut, licence, not transfer]}
  B: {statements: [licence -> transfer, not transfer]}
  E:
    types:
      firm: {prior: 60%, statements: [transfer -> cut, not cut]}
      soft: {statements: [not cut]}
play: {knowledge: KNOWLEDGE, caution: CAUTION, doubt: 0%}
questions:
  via: {text: Via?, when: transfer, counted: ever, base: 50%}
commitments:
  line: {by: E, kind: red_line, if: transfer, then: cut}
"""
)


def line(knowledge="all", caution="50%", **where):
    text = CHAIN.replace("KNOWLEDGE", knowledge).replace("CAUTION", caution)
    return commitments(detente.load(text), draws=0, **where)["line"]


def test_a_red_line_deters_down_a_chain_of_consents():
    found = line()
    assert tuple(found.deterrence) == pytest.approx((0.6, 0.4, 0, 0))
    assert found.deters
    assert found.honoured.value == pytest.approx(0.6)
    (step,) = found.steps
    assert (step.actor, step.to) == ("C", "YNN")
    assert step.answer == (("B", "YYN"), ("E", "YYY"))
    assert [one.state for one in found.triggers] == ["YYN"]


def test_once_the_consent_is_given_the_line_is_idle_for_the_bearer_takes_the_step_whatever_comes():
    found = line(start={"licence": True})
    assert tuple(found.deterrence) == (0, 0, 0, 1)
    assert found.why == "Bearer would take a step that may lead there in any case"
    assert ("persuasion", "B") in {(one.kind, one.actor) for one in found.dilemmas}
    assert found.honoured.value == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("knowledge", "caution", "as_is"), [("all", "50%", 0.4), ("own", "50%", 0), ("own", "70%", 1)]
)
def test_surely_kept_no_missile_goes_through_and_surely_broken_all_do(knowledge, caution, as_is):
    effect = line(knowledge, caution).effect
    assert tuple(effect.questions["via"]) == pytest.approx((as_is, 0, 1))
    assert tuple(effect.condition) == pytest.approx((as_is, 0, 1))


BARGAIN = (
    HEAD
    + """
actors: {A: Alpha, D: Delta}
options: {A: {x: X}, D: {g: G}}
status_quo: []
preferences:
  A: {behaviour: CONCEPT, statements: [g, not x]}
  D: {behaviour: CONCEPT, statements: [x, x -> g, not g]}
play: {doubt: 0%}
commitments:
  promise: {by: D, kind: promise, if: x, then: g}
"""
)


def promise(concept):
    return commitments(detente.load(BARGAIN.replace("CONCEPT", concept)), draws=0)["promise"]


def test_a_promise_induces_where_it_is_kept():
    found = promise("nash")
    assert tuple(found.honoured) == (1, 1, 1)
    assert tuple(found.deterrence) == (1, 0, 0, 0)
    assert found.deters
    (step,) = found.steps
    assert (step.actor, step.to, step.deters) == ("A", "YN", 1)


def test_a_promise_that_its_author_fears_to_keep_would_induce_and_does_not():
    """D would give g, but A could then take x back, and D would be worse off than before."""
    found = promise("seq")
    assert (found.honoured.value, found.wants_to) == (0, 1)
    assert tuple(found.deterrence) == (0, 1, 0, 0)
    (answer,) = found.difference
    assert (answer.state, answer.to, answer.answer) == ("YN", "YY", (("A", "NY"),))
    assert {(one.kind, one.actor) for one in found.dilemmas} == {("trust", "D"), ("cooperation", "A")}


STAKE = (
    HEAD
    + """
actors: {A: Challenger, D: Defender}
options: {A: {x: Take the island}, D: {p: Punish}}
status_quo: []
preferences:
  A: {weights: [{when: x, worth: 2/3}, {when: p, worth: -3}]}
  D: {statements: [not x, x -> p, not p]}
play: {doubt: 0%}
commitments:
  threat: {by: D, kind: threat, if: x, then: p}
"""
)


def test_the_stake_at_which_a_threat_ends_to_deter_is_what_the_step_brings():
    """With p worth -2/3, to be punished is as bad as to hold still, which is just enough to deter."""
    sit = detente.load(STAKE.replace("2/3", "0.7"))
    stake = commitments(sit, draws=0)["threat"].stake
    assert (stake.actor, stake.when, stake.value) == ("A", "p", Fraction(-7, 10))
    assert (stake.verdict, stake.holds, stake.already) == ("deters", True, False)
