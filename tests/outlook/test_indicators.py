"""What to watch for: and what is worth knowing: checked against what is written down by hand for a small threat."""

from math import log2, prod

import pytest

import detente
from detente.outlook.indicators import indicators
from detente.outlook.voi import value_of_information

# Types are known to the actors. Alpha sees whether Delta is firm (30 %) and attacks only a soft one.
SEEN = """\
detente: 1
title: A threat
actors: {A: Alpha, D: Delta, E: Echo}
options:
  A: {warn: {text: Send a warning, lasting: taken}, attack: Attack the pass}
  D: {punish: Punish the attack}
  E: {flee: Leave the valley}
status_quo: []
rules: [attack -> warn]
preferences:
  A:
    types:
      bold: {prior: 60%, statements: [not punish, attack, warn]}
      shy: {prior: 40%, statements: [not punish, not attack, not warn]}
  D:
    types:
      firm: {prior: 30%, statements: [not attack, attack -> punish, not punish]}
      soft: {statements: [not punish, not attack]}
  E: {statements: [warn -> flee, not flee]}
play: {knowledge: all, doubt: 0%}
sources: {paper: {title: The paper, date: 2023-03-01}}
evidence:
  drill: {source: paper, says: Alpha drilled., expected_if: {A: {bold: 80%, shy: 25%}}}
hypotheses: {why: {text: Why?, answers: {pride: 50%, gain: rest}}}
questions:
  attacks: {text: "Does Alpha attack?", when: attack, counted: ever}
  stays: {text: "Does Alpha keep still?", when: not attack, counted: always}
  flees: {text: "Is Echo gone?", when: flee, counted: at_end}
  weather: {text: "Does it rain?", base: 30%}
"""


def entropy(p):
    return sum(-one * log2(one) for one in (p, 1 - p) if one > 0)


@pytest.fixture(scope="module")
def sit():
    return detente.load(SEEN)


BOLD, FIRM = 0.6 * 0.8 / (0.6 * 0.8 + 0.4 * 0.25), 0.3


def watched(sit, question):
    return {one.name: one for one in indicators(sit, question)}


def learnt(sit, question):
    return {(one.kind, one.name): one for one in value_of_information(sit, question)}


def test_learning_a_type_is_worth_the_variance_of_the_answer_over_types(sit):
    found = learnt(sit, "attacks")
    yes = BOLD * (1 - FIRM)
    of_delta, of_alpha, of_all = (found[key] for key in (("type", "D"), ("type", "A"), ("types", "")))
    assert of_delta.brier_reduction == pytest.approx(FIRM * yes**2 + (1 - FIRM) * (BOLD - yes) ** 2)
    assert of_alpha.brier_reduction == pytest.approx(BOLD * (1 - FIRM - yes) ** 2 + (1 - BOLD) * yes**2)
    assert of_all.brier_reduction == pytest.approx(yes * (1 - yes))
    assert of_delta.bits == pytest.approx(entropy(yes) - (1 - FIRM) * entropy(BOLD))
    assert of_all.bits == pytest.approx(entropy(yes))


def test_a_question_does_not_hang_on_the_answer_of_a_hypothesis(sit):
    hypothesis = learnt(sit, "attacks")["hypothesis", "why"]
    assert (hypothesis.brier_reduction, hypothesis.bits) == (0, 0)
    assert [one.name for one in hypothesis.outcomes] == ["pride", "gain"]


def test_no_knowledge_of_wishes_is_worth_more_than_all_of_it(sit):
    for question in ("attacks", "stays", "flees"):
        found = learnt(sit, question)
        most = found["types", ""].brier_reduction
        assert all(one.brier_reduction <= most + 1e-12 for one in found.values())
        assert all(one.brier_reduction <= most + 1e-12 for one in watched(sit, question).values())


def test_a_further_report_is_as_probable_as_the_file_says_of_such_reports(sit):
    report = watched(sit, "attacks")["drill"]
    seen = BOLD * 0.8 + (1 - BOLD) * 0.25
    assert report.if_type == pytest.approx({"bold": 0.8, "shy": 0.25})
    yes, no = report.outcomes
    assert (yes.probability, yes.answer) == pytest.approx((seen, BOLD * 0.8 * (1 - FIRM) / seen))
    assert (no.probability, no.answer) == pytest.approx((1 - seen, BOLD * 0.2 * (1 - FIRM) / (1 - seen)))


def test_a_step_before_the_answer_is_known_is_watched_for(sit):
    """Alpha warns and doesn't attack where it is bold and Delta firm; where it attacks, it warns in the same move."""
    warning = watched(sit, "attacks")["warn"]
    assert (warning.kind, warning.actor) == ("option", "D")
    assert warning.if_type == pytest.approx({"firm": BOLD, "soft": 0})
    assert warning.outcomes[0].probability == pytest.approx(BOLD * FIRM)
    assert warning.text == (
        "Watch whether Alpha comes to send a warning: it tells Delta as 'firm' (83 %) from 'soft' (0 %)."
    )


@pytest.mark.parametrize("question", ["attacks", "stays"])
def test_what_itself_settles_the_answer_is_no_sign_of_it(sit, question):
    assert "attack" not in watched(sit, question)


def test_of_a_question_about_the_end_every_step_on_the_way_is_a_sign(sit):
    found = watched(sit, "flees")
    assert found["warn"].outcomes[0].probability == pytest.approx(BOLD)
    assert found["attack"].outcomes[0].probability == pytest.approx(BOLD * (1 - FIRM))
    assert "flee" not in found


def test_they_are_ordered_by_what_they_are_worth(sit):
    for question in ("attacks", "stays", "flees"):
        for found in (indicators(sit, question), value_of_information(sit, question)):
            gains = [one.brier_reduction for one in found]
            assert gains == sorted(gains, reverse=True)


def test_without_types_a_step_may_still_move_the_answer():
    text = """\
detente: 1
title: A storm
actors: {A: Alpha}
options: {A: {flee: Leave, lock: Lock the door}}
status_quo: []
preferences: {A: {behaviour: {nash: 50%, seq: 50%}, statements: [lock, not flee]}}
events: {storm: {text: A storm, chance: 25%, sets: {flee: yes}}}
questions: {locked: {text: Locked?, when: lock and flee, counted: ever}}
"""
    found = value_of_information(detente.load(text), "locked")
    assert {one.kind for one in found} == {"behaviour", "event"}
    assert found[0].kind == "event"
    assert found[0].brier_reduction == pytest.approx(prod((0.25, 0.75)))


TIMED = (
    SEEN.replace("title: A threat", "as_of: 2023-03-08\ntitle: A threat")
    .replace("play: {knowledge: all,", "play: {rates: {A: 2, D: 3, E: 1}, knowledge: all,")
    .replace("counted: ever}", "counted: ever, by: 2023-09-01}")
    .replace("counted: always}", "counted: always, by: 2023-09-01}")
    .replace("counted: at_end}", "counted: at_end, by: 2023-09-01}")
)


@pytest.mark.parametrize("text", [SEEN, TIMED])
@pytest.mark.parametrize("question", ["attacks", "stays", "flees"])
def test_over_what_may_be_seen_the_answers_average_to_the_answer(text, question):
    sit = detente.load(text)
    answer = detente.forecast(sit, draws=0, span=False).questions[question].undoubted
    for one in (*indicators(sit, question), *value_of_information(sit, question)):
        assert sum(each.probability for each in one.outcomes) == pytest.approx(1)
        assert sum(each.probability * each.answer for each in one.outcomes) == pytest.approx(answer)


def test_by_a_date_a_sign_counts_only_up_to_then():
    """Alpha warns after an exponential waiting time: within t years with probability 1 - exp(-2t)."""
    sit = detente.load(TIMED)
    seen = watched(sit, "attacks")["warn"].outcomes[0].probability
    assert 0 < seen < BOLD * FIRM


@pytest.mark.parametrize("ask", [indicators, value_of_information])
def test_what_the_model_does_not_answer_is_refused(sit, ask):
    with pytest.raises(ValueError, match="has no 'when'"):
        ask(sit, "weather")
    with pytest.raises(KeyError):
        ask(sit, "snow")


def test_a_question_that_hangs_on_an_unknown_tie_is_refused():
    text = """\
detente: 1
title: Trade
actors: {A: Alpha, B: Beta}
options: {A: {cut: Cut trade}}
status_quo: []
ties: [{from: B, to: A, vector: trade, year: 2021, unit: USD, status: not_reported}]
preferences: {A: {statements: [cut]}}
questions: {less: {text: Less?, when: "share(A/B/trade) < 30%", counted: at_end}}
"""
    with pytest.raises(ValueError, match="isn't known"):
        indicators(detente.load(text), "less")
