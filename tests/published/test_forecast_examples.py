"""Worked examples of the theory of how events run: small enough to check by hand."""

import pytest

import detente

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
  punished: {text: Punished?, when: p, counted: at_end, base: 50%}
"""
)


def threat(knowledge="all", caution="50%"):
    return detente.load(THREAT.replace("KNOWLEDGE", knowledge).replace("CAUTION", caution))


def undoubted(forecast):
    return {name: question.undoubted for name, question in forecast.questions.items()}


def test_a_challenger_who_sees_the_types_takes_only_what_nobody_punishes():
    assert undoubted(detente.forecast(threat())) == pytest.approx({"taken": 0.7, "punished": 0.0})


@pytest.mark.parametrize("caution", ["25%", "30%"])
def test_a_cautious_challenger_holds_back_before_a_probable_answer(caution):
    """A probability of an answer that equals the caution counts as reaching it."""
    assert undoubted(detente.forecast(threat("own", caution))) == {"taken": 0.0, "punished": 0.0}


def test_a_bold_challenger_may_run_into_a_threat_that_is_real():
    assert undoubted(detente.forecast(threat("own", "50%"))) == pytest.approx({"taken": 1.0, "punished": 0.3})


def test_holding_starting_and_conditioning_are_three_things():
    sit = threat()
    assert undoubted(detente.forecast(sit, do={"x": True}))["punished"] == pytest.approx(0.3)
    assert undoubted(detente.forecast(sit, start={"x": True}))["punished"] == pytest.approx(0.3)
    assert undoubted(detente.forecast(sit, given={"x": True}))["punished"] == 0


def test_a_condition_that_never_comes_about_has_no_probability():
    question = detente.forecast(threat("own", "25%"), given={"x": True}).questions["taken"]
    assert question.probability is None
    assert "condition" in question.why


HOLLOW = (
    HEAD
    + """
actors: {A: Alpha, C: Client, E: Empire}
options: {A: {x: X}, C: {a: Answer}, E: {s: Strike}}
status_quo: []
preferences:
  A: {behaviour: CONCEPT, statements: [not a, x]}
  C: {behaviour: CONCEPT, statements: [not s, x -> a, not a]}
  E: {behaviour: CONCEPT, statements: [a -> s, not s]}
play: {doubt: 0%}
"""
)


@pytest.mark.parametrize(("concept", "end"), [("nash", "YYY"), ("seq", "NNN"), ("seq2", "YNN")])
def test_a_hollow_threat_deters_only_who_does_not_see_through_it(concept, end):
    outcomes = detente.forecast(detente.load(HOLLOW.replace("CONCEPT", concept))).outcomes
    assert [(one.state, one.probability) for one in outcomes] == [(end, 1.0)]


RIDERS = (
    HEAD
    + """
actors: {A: Alpha, B: Beta}
options: {A: {x: X, y: Y}, B: {z: Z}}
status_quo: []
preferences:
  A: {statements: [x, not z, y]}
  B: {statements: [y -> z, not z]}
play: {doubt: 0%, choice: CHOICE}
"""
)


def test_a_move_carries_no_part_that_would_be_answered_alone():
    outcomes = detente.forecast(detente.load(RIDERS.replace("CHOICE", "best"))).outcomes
    assert [(one.state, one.probability) for one in outcomes] == [("YNN", 1.0)]


def test_any_choice_lets_actors_take_dominated_moves():
    outcomes = detente.forecast(detente.load(RIDERS.replace("CHOICE", "any"))).outcomes
    assert {one.state: one.probability for one in outcomes} == {"YNN": 0.5, "YYY": 0.5}


RACE = (
    HEAD
    + """
actors: {A: Alpha, B: Beta}
options: {A: {x: X}, B: {y: Y}}
status_quo: []
preferences:
  A: {behaviour: nash, statements: [not (x and y), x]}
  B: {behaviour: nash, statements: [not (x and y), y]}
play: {doubt: 0%PACE}
"""
)


@pytest.mark.parametrize(("pace", "first"), [("", 1 / 2), (", pace: {A: 2}", 2 / 3)])
def test_who_moves_first_is_drawn_by_pace(pace, first):
    outcomes = detente.forecast(detente.load(RACE.replace("PACE", pace))).outcomes
    assert {one.state: one.probability for one in outcomes} == pytest.approx({"YN": first, "NY": 1 - first})


TURNING = (
    HEAD
    + """
actors: {A: Alpha, B: Beta}
options: {A: {x: X}, B: {y: Y}}
status_quo: []
preferences:
  A: {behaviour: CONCEPT, statements: [x <-> y]}
  B: {behaviour: CONCEPT, statements: [not (x <-> y)]}
play: {doubt: 0%}
questions:
  end: {text: In the end?, when: y, counted: at_end, base: 50%}
  ever: {text: Ever?, when: y, counted: ever, base: 50%}
  always: {text: Never?, when: not y, counted: always, base: 50%}
  left: {text: Once and gone?, when: ever(y) and not y, counted: at_end, base: 50%}
"""
)


def test_a_cycle_is_an_outcome_that_keeps_turning():
    forecast = detente.forecast(detente.load(TURNING.replace("CONCEPT", "nash")))
    (cycle,) = forecast.outcomes
    assert (cycle.kind, cycle.probability, cycle.shares) == ("cycle", 1.0, (0.25, 0.25, 0.25, 0.25))
    assert undoubted(forecast) == {"end": 0.5, "ever": 1.0, "always": 0.0, "left": 0.5}


def test_foresight_stops_the_turning():
    forecast = detente.forecast(detente.load(TURNING.replace("CONCEPT", "seq")))
    assert [(one.state, one.kind) for one in forecast.outcomes] == [("NN", "rest")]


CHAIN = (
    HEAD
    + """
actors: {C: Consenter, B: Bearer, E: Embargo}
options:
  C: {licence: License}
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
  cut: {text: Cut?, when: cut, counted: ever, base: 50%}
"""
)


@pytest.mark.parametrize(
    ("knowledge", "caution", "via", "cut"),
    [("all", "50%", 0.4, 0.0), ("own", "50%", 0.0, 0.0), ("own", "70%", 1.0, 0.6)],
)
def test_a_red_line_works_down_a_chain_of_consents(knowledge, caution, via, cut):
    sit = detente.load(CHAIN.replace("KNOWLEDGE", knowledge).replace("CAUTION", caution))
    assert undoubted(detente.forecast(sit)) == pytest.approx({"via": via, "cut": cut})


def test_a_licence_that_is_held_leads_to_the_transfer_and_perhaps_the_cut():
    sit = detente.load(CHAIN.replace("KNOWLEDGE", "all").replace("CAUTION", "50%"))
    assert undoubted(detente.forecast(sit, do={"licence": True})) == pytest.approx({"via": 1.0, "cut": 0.6})


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
"""
)


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq", "seq2"])
def test_without_a_pact_nobody_takes_the_costly_first_step(concept):
    outcomes = detente.forecast(detente.load(BARGAIN.replace("CONCEPT", concept))).outcomes
    assert [one.state for one in outcomes] == ["NN"]


def test_doubt_draws_towards_the_base_rate():
    sit = detente.load(
        THREAT.replace("KNOWLEDGE", "all").replace("CAUTION", "50%").replace("doubt: 0%", "doubt: 10%")
    )
    question = detente.forecast(sit).questions["taken"]
    assert (question.probability, question.undoubted) == pytest.approx((0.9 * 0.7 + 0.1 * 0.5, 0.7))


PACT = BARGAIN.replace("doubt: 0%", "doubt: 0%, pacts: [[A, D]]")


def ends(text):
    return {
        tuple(sorted(one.states)): one.probability for one in detente.forecast(detente.load(text)).outcomes
    }


def test_a_pact_without_foresight_is_made_and_broken_for_ever():
    forecast = detente.forecast(detente.load(PACT.replace("CONCEPT", "nash")))
    (cycle,) = forecast.outcomes
    assert (cycle.kind, set(cycle.states)) == ("cycle", {"NN", "YY", "NY"})
    assert cycle.shares == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_a_pact_is_not_made_by_who_foresees_its_breach():
    assert ends(PACT.replace("CONCEPT", "seq")) == {("NN",): 1.0}


def test_a_pact_is_made_where_its_breach_is_deterred():
    assert ends(PACT.replace("CONCEPT", "seq2")) == {("YY",): 1.0}


def test_a_bargain_without_a_pact_lies_on_the_table():
    forecast = detente.forecast(detente.load(BARGAIN.replace("CONCEPT", "seq2")))
    (deal,) = forecast.deals
    assert (deal.actors, deal.state, deal.to, deal.share, deal.gain) == (("A", "D"), "NN", "YY", 1.0, 1.0)


def test_the_hinge_of_a_bargain_is_the_pact():
    text = (
        BARGAIN.replace("CONCEPT", "seq2")
        + "questions:\n  struck: {text: Struck?, when: x and g, counted: at_end, base: 50%}\n"
    )
    question = detente.forecast(detente.load(text)).questions["struck"]
    assert question.undoubted == 0
    assert question.hinge.setting == "pact"
    assert [case.when for case in question.hinge.cases] == [
        "nobody moves together",
        "Alpha and Delta move as one",
    ]
