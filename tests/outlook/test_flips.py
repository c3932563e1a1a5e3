"""Flip sets: the worked example, and what must hold of every flip set that is found."""

import pytest

import detente
from detente.outlook.edits import every_edit
from detente.outlook.edits_structural import structural_edits
from detente.outlook.flips import flips
from detente.outlook.rewriting import reread, rewritten
from detente.outlook.turning import Turning

THREAT = """\
detente: 1
title: Example
actors: {A: Challenger, D: Defender}
options: {A: {x: Take the island}, D: {p: Punish}}
status_quo: []
preferences:
  A: {statements: [not p, x]}
  D:
    types:
      firm: {prior: 30%, statements: [not x, x -> p, not p]}
      soft: {prior: 70%, statements: [not p, not x]}
play: {knowledge: all, doubt: 0%}
commitments: {threat: {by: D, kind: threat, if: x, then: p}}
questions:
  taken: {text: Taken?, when: x, counted: ever, base: 50%}
"""

SEEN = """\
sources: {s: {title: Seen, date: 2020-01-01}}
evidence:
  seen: {says: Seen, source: s, expected_if: {D: {firm: likely, soft: unlikely}}}
"""


def told(found):
    return {tuple(edit.text for edit in one.edits): one.probability for one in found.found}


def test_the_cheapest_flips_of_the_worked_example():
    found = flips(detente.load(THREAT), "taken")
    assert (found.verdict, found.probability, found.size) == (True, pytest.approx(0.7), 1)
    assert told(found) == {
        ("let Challenger decide by gmr",): 0.0,
        ("let Challenger decide by smr",): 0.0,
    }


def test_costlier_edits_of_the_worked_example():
    turning = Turning(detente.load(THREAT), "taken", None)
    edits = {edit.text: edit for edit in (*every_edit(turning.sit), *turning.prior_edits(0.5))}
    expected = {
        "Challenger: drop 'x'": (2, 0.0),
        "let 'threat' be surely kept": (2, 0.0),
        "Defender: take the type firm to have 50 % instead of 30 %": (2, 0.5),
    }
    for text, (cost, probability) in expected.items():
        assert edits[text].cost == cost
        assert turning.probability((edits[text],)) == pytest.approx(probability)


def test_a_word_moved_a_step_turns_the_example_with_evidence():
    found = flips(detente.load(THREAT + SEEN), "taken")
    assert found.probability == pytest.approx(0.529070, abs=5e-7)
    assert found.size == 1
    expected = {
        ("expect 'seen' very likely instead of likely if D is firm",): 0.464286,
        ("expect 'seen' very unlikely instead of unlikely if D is soft",): 0.301724,
        ("let Challenger decide by gmr",): 0.0,
        ("let Challenger decide by smr",): 0.0,
    }
    for edits, probability in expected.items():
        assert told(found)[edits] == pytest.approx(probability, abs=5e-7)


def test_a_probability_at_the_threshold_is_no():
    found = flips(detente.load(THREAT.replace("30%", "50%").replace("70%", "50%")), "taken")
    assert (found.verdict, found.probability) == (False, 0.5)


WEIGHTS = """\
detente: 1
title: Four reports of 1.2, 0.9, -1.0 and 0.4 nats
actors: {A: Alpha}
options: {A: {x: X}}
status_quo: []
preferences:
  A: {types: {eager: {prior: 50%, statements: [x]}, calm: {prior: 50%, statements: [not x]}}}
sources: {s: {title: S, date: 2020-01-01}}
evidence:
  e1: {says: One, source: s, expected_if: {A: {eager: 0.6640234, calm: 0.2}}}
  e2: {says: Two, source: s, expected_if: {A: {eager: 0.4919206, calm: 0.2}}}
  e3: {says: Three, source: s, expected_if: {A: {eager: 0.2, calm: 0.5436564}}}
  e4: {says: Four, source: s, expected_if: {A: {eager: 0.2983649, calm: 0.2}}}
play: {doubt: 0%}
questions: {done: {text: Done?, when: x, counted: ever, base: 50%}}
"""


def test_pairs_are_found_where_no_single_edit_turns_the_answer():
    """No one report turns it; the first with the second, or with the fourth, does."""
    found = flips(detente.load(WEIGHTS), "done")
    assert found.probability == pytest.approx(0.817574, abs=5e-7)
    assert (found.size, found.smallest) == (2, True)
    assert set(told(found)) == {
        ("leave out the evidence 'e1'", "leave out the evidence 'e2'"),
        ("leave out the evidence 'e1'", "leave out the evidence 'e4'"),
    }


def test_the_prior_at_which_the_answer_stands_even():
    turning = Turning(detente.load(WEIGHTS), "done", None)
    (down,) = (edit for edit in turning.prior_edits(0.5) if "18 %" in edit.text)
    assert (down.cost, turning.probability((down,)) < 0.5) == (4, True)


@pytest.mark.parametrize("case", ["chicken", "elmira-1991", "syria-iraq-euphrates-1975"])
def test_each_flip_set_flips_and_none_of_its_parts_does(case):
    sit = detente.load(case)
    option = sit.options[0].label
    asked = f"questions:\n  asked: {{text: Asked?, when: {option}, counted: at_end, base: 50%}}\n"
    sit = detente.load(sit.text + asked)
    found = flips(sit, "asked")
    turning = Turning(sit, "asked", None)
    for one in (*found.found, *found.structural):
        assert (turning.from_scratch(one.edits) > 0.5) != found.verdict
        for edit in one.edits if len(one.edits) > 1 else ():
            part = turning.from_scratch([edit])
            assert (part > 0.5) == found.verdict


def test_the_hinge_of_a_bargain_is_its_structural_flip():
    found = flips(detente.load("sweden-2023"), "ratified", max_size=1)
    assert [one.edits[0].kind for one in found.structural] == ["pact"]


@pytest.mark.parametrize(("text", "question"), [(THREAT + SEEN, "taken"), ("sweden-2023", "f16_approved")])
def test_every_edit_written_into_the_file_says_what_the_edited_records_say(text, question):
    sit = detente.load(text)
    question = question if question in sit.questions else next(iter(sit.questions))
    turning = Turning(sit, question, sit.as_of)
    edits = [*every_edit(sit), *turning.prior_edits(0.5), *structural_edits(sit, sit.questions[question])]
    for edit in edits[:: max(1, len(edits) // 40)]:
        new = rewritten(sit, [edit])
        assert new is not None, edit.text
        probability = Turning(reread(sit, new), question, sit.as_of).base
        assert probability == pytest.approx(turning.from_scratch([edit]), abs=1e-5), edit.text


def test_a_commitment_above_a_ranking_cannot_be_written_into_the_file():
    sit = detente.load("chicken")
    sit = detente.load(
        sit.text + "commitments: {dare: {by: P1, kind: threat, if: not P2.swerve, then: not P1.swerve}}\n"
    )
    edit = next(one for one in every_edit(sit) if one.kind == "commitment")
    assert rewritten(sit, [edit]) is None


def test_the_difference_shows_only_the_lines_that_change():
    found = flips(detente.load(THREAT), "taken")
    assert found.found[0].difference == (
        "-  A: {statements: [not p, x]}",
        "+  A: {statements: [not p, x], behaviour: gmr}",
    )
