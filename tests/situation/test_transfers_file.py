"""What a file says of transfers, weights and figures: how it is read, and which mistakes are told, each once."""

import pytest

import detente

HEAD = "detente: 1\ntitle: Ways\nas_of: 2024-03-01\nactors: {A: Alpha, B: Beta, C: Gamma}\n"
GAME = "options: {A: {give: Give}, C: {allow: Allow}}\n"


def read(body, head=HEAD):
    return detente.read(head + body)


def codes(body, head=HEAD):
    return [one.code for one in read(body, head)[1]]


def transfer(body):
    return f"transfers: {{t: {{item: It, from: A, to: B, {body}}}}}\n"


def only(body, head=HEAD):
    sit, faults = read(transfer(body), head)
    assert faults == [], faults
    return sit.transfers["t"]


def test_a_consent_is_a_probability_a_range_a_word_options_or_nothing_yet():
    found = only("consent: {C: 40%, A: [10%, 20%], B: likely}").consent
    assert [float(one.chance.central) for one in found] == [0.4, 0.15, 0.675]
    bare = only("consent: [C, A]").consent
    assert [(one.holder, one.bare) for one in bare] == [("C", True), ("A", True)]
    option = only("consent: {C: allow}", HEAD + GAME).consent[0]
    assert (option.options, option.refusing, option.chance) == ((1,), (), None)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("consent: {C: 130%}", "DT302"),
        ("consent: {C: [30%, 20%]}", "DT304"),
        ("consent: {C: nobody}", "DT201"),
        ("consent: {C: {basis: law}}", "DT703"),
        ("consent: {C: {chance: {x: 10%}}}", "DT710"),
        ("steps: [{from: A, to: A}]", "DT707"),
        ("steps: [{from: A}]", "DT108"),
        ("steps: [{from: A, to: x}]", "DT711"),
        ("parts: {p: {within: q}}", "DT708"),
        ("parts: {p: {within: q}, q: {within: p}}", "DT709"),
        ("parts: {p: {within: p}}", "DT709"),
        ("either: [{C: 20%}, {C: 2x%}]", "DT301"),
        ("consent: C", "DT109"),
    ],
)
def test_a_mistake_is_told_once(body, code):
    assert set(codes(transfer(body))) == {code}
    if code != "DT709":
        assert len(codes(transfer(body))) == 1


def test_options_of_others_and_two_things_at_once_are_faults_wherever_they_stand():
    for place in (
        "parts: {p: {consent: {%s}}}",
        "either: [{%s}]",
        "steps: [{from: A, to: B, consent: {%s}}]",
    ):
        assert codes(transfer(place % "C: give"), HEAD + GAME) == ["DT701"]
        both = "C: {option: allow, chance: 10%}"
        assert codes(transfer(place % both), HEAD + GAME) == ["DT703"]
    assert codes(transfer("consent: {C: not give}"), HEAD + GAME) == ["DT701"]


def test_probabilities_by_type_are_for_all_types_of_the_holder_or_answers_of_a_hypothesis():
    types = (
        GAME
        + "preferences: {A: {statements: [give]}, C: {types: {mild: {prior: 50%, statements: [allow]}, hard: {statements: [not allow]}}}}\n"
    )
    assert codes(transfer("consent: {C: {chance: {mild: 10%, hard: 20%}}}"), HEAD + types) == []
    assert codes(transfer("consent: {C: {chance: {mild: 10%}}}"), HEAD + types) == ["DT710"]
    court = "hypotheses: {h: {text: Which?, answers: {yes1: 40%, no1: 60%}}}\n"
    assert codes(transfer("consent: {B: {chance: {yes1: 10%, no1: 20%}}}"), HEAD + court) == []
    assert codes(transfer("consent: {B: {chance: {yes1: 10%}}}"), HEAD + court) == ["DT710"]


def test_a_consent_that_has_lapsed_is_worth_a_warning():
    assert codes(transfer("consent: {C: {chance: 10%, until: 2020}}")) == ["DT705"]


STEPS = """\
from,to,consent,either,basis,until
A,Firm,A: 40%,,licence,
Firm,B,C: likely; X,,transit,2025-06-30
A,Other,,A: 40%; C: 30%,,
"""


def table(
    tmp_path, text, transfers="transfers: {t: {item: It, from: A, to: B, steps: steps.csv}}\n", head=HEAD
):
    (tmp_path / "steps.csv").write_text(text, encoding="utf-8")
    path = tmp_path / "case.yaml"
    path.write_text(head + transfers, encoding="utf-8")
    return detente.read(path)


def test_a_table_of_steps_is_read_row_by_row(tmp_path):
    sit, faults = table(tmp_path, STEPS)
    assert faults == []
    first, second, third = sit.transfers["t"].steps
    assert (first.source, first.target, first.consent[0].basis) == ("A", "Firm", "licence")
    assert [(one.holder, one.bare) for one in second.consent] == [("C", False), ("X", True)]
    assert second.consent[0].until.text == "2025-06-30"
    assert [one[0].holder for one in third.either] == ["A", "C"]
    assert second.place.line == 3
    assert sit.tables["steps.csv"] == STEPS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("from,to,consnt\nA,B,\n", "DT122"),
        ("from\nA\n", "DT122"),
        ("from,to\nA,B,C\n", "DT123"),
        ("from,to,consent\nA,B,C: 140%\n", "DT302"),
        ("from,to,consent\nA,B,C: nobody\n", "DT201"),
        ("from,to,until\nA,B,soon\n", "DT115"),
        ("from,to\nA,A\n", "DT707"),
        ("from,to,consent\nA,B,C: give\n", "DT701"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_line(tmp_path, text, code):
    _, faults = table(tmp_path, text, head=HEAD + GAME)
    assert [one.code for one in faults if one.code != "DT436"] == [code]
    assert faults[0].file.endswith("steps.csv")


def test_a_hand_that_is_spelt_in_two_ways_is_named():
    (found,) = read(transfer("steps: [{from: A, to: x}, {from: x, to: b}]"))[1]
    assert (found.severity, found.code) == ("warning", "DT711")
    assert codes(transfer("routes: [{through: [C]}], steps: [{from: A, to: x}]")) == []


def test_a_table_that_is_not_there_is_a_fault():
    assert codes(transfer("steps: nowhere.csv")) == ["DT120"]


def test_options_may_be_named_in_a_table(tmp_path):
    sit, _ = table(tmp_path, "from,to,consent\nA,B,C: allow; A: not give\n", head=HEAD + GAME)
    one, other = sit.transfers["t"].steps[0].consent
    assert (one.options, other.refusing) == ((1,), (0,))


TIE = "{from: B, to: A, vector: energy, value: 5, unit: PJ, year: 2021%s}"


def ties(vectors="", more=""):
    return f"{f'vectors: {{{vectors}}}' if vectors else ''}\nties: [{TIE % more}]\n"


@pytest.mark.parametrize(
    ("vectors", "found"),
    [
        ("energy: {weight: 60%}, trade: {weight: 40%}", []),
        ("energy: {weight: 60%}, trade: {weight: 30%}", ["DT615"]),
        ("energy: {weight: [50%, 70%]}, trade: {weight: [30%, 50%]}", []),
        ("energy: {weight: -10%}, trade: {weight: 110%}", ["DT615"]),
        ("energy: {cost_share: 4%, elasticity: [0.1, 1]}", []),
        ("energy: {cost_share: 4%, elasticity: 0.1}", ["DT617"]),
        ("energy: {cost_share: 4}", ["DT619"]),
        ("energy: {elasticity: [-1, 1]}", ["DT619"]),
        ("market: {text: Where it is sold}, other: A text", []),
    ],
)
def test_what_is_said_of_vectors_is_checked(vectors, found):
    assert codes(ties(vectors)) == found


def test_the_text_of_a_vector_stands_alone_or_among_its_keys():
    sit, _ = read(ties("market: {text: Where it is sold, weight: 100%}, other: A text"))
    assert sit.vectors == {"market": "Where it is sold", "other": "A text"}
    assert list(sit.vector_records) == ["market"]


def test_what_more_could_come_is_no_debt():
    assert codes(ties(more=", spare: 3")) == []
    assert codes(ties(more=", spare: -3")) == ["DT619"]


def test_a_figure_stands_beside_one_that_is_there():
    figures = "figures: {a: {total: 2, parts: {x: rest}}, b: {total: 3, parts: {x: rest}, beside: %s}}\n"
    assert codes(figures % "a") == []
    assert codes(figures % "c") == ["DT618"]
