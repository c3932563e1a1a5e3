"""One input at a time: every bar is what the file says once the range is replaced by its end."""

import pytest

import detente
from detente.outlook.tornado import tornado

RANGED = """\
detente: 1
title: Example
actors: {A: Challenger, D: Defender, N: Neighbour}
options: {A: {x: Take the island, y: Take the hill}, D: {p: Punish}, N: {n: Join in}}
status_quo: []
preferences:
  A:
    behaviour: {seq: [80%, 90%], nash: [10%, 20%]}
    weights:
      - {when: x, worth: [2, 6]}
      - {when: x and n, worth: -5}
      - {when: y, worth: 1}
      - {when: p, worth: -9}
  D:
    types:
      firm: {prior: [30%, 40%], statements: [not x, x -> p, not p]}
      soft: {prior: [60%, 70%], statements: [not p, not x]}
  N:
    types:
      bold: {prior: [10%, 30%], statements: [x -> n, not n]}
      calm: {prior: [20%, 60%], statements: [not n]}
      cold: {prior: [20%, 50%], statements: [not n, not x]}
play: {knowledge: own, caution: 39%, doubt: 0%}
believes: {A: {D: {firm: [15%, 35%]}}}
sources: {s: {title: Seen, date: 2020-01-01, grade: F}}
evidence:
  seen: {says: Seen, source: s, grade: B2, expected_if: {D: {firm: [60%, 80%], soft: [20%, 40%]}}}
  told: {says: Told, source: s, attributed: [50%, 90%], expected_if: {D: {firm: 50%, soft: [40%, 70%]}}}
events: {storm: {text: A storm, chance: [10%, 30%], sets: {x: yes}}}
questions:
  taken: {text: Taken?, when: x, counted: ever, base: 50%}
  punished: {text: Punished?, when: p, counted: ever, base: 50%}
  rain: {text: Does it rain?, base: 30%}
"""


ENDS = {
    "evidence.seen.expected_if.D.firm": ("firm: [60%, 80%]", "firm: 60%", "firm: 80%"),
    "evidence.seen.expected_if.D.soft": ("soft: [20%, 40%]", "soft: 20%", "soft: 40%"),
    "evidence.told.attributed": ("attributed: [50%, 90%]", "attributed: 50%", "attributed: 90%"),
    "sources.s.grade": ("grade: F}}", "grade: F}}\ngrades: {F: 10%}", "grade: F}}\ngrades: {F: 95%}"),
    "events.storm.chance": ("chance: [10%, 30%]", "chance: 10%", "chance: 30%"),
    "preferences.A.weights.0.worth": ("worth: [2, 6]", "worth: 2", "worth: 6"),
    "believes.A.D.firm": ("firm: [15%, 35%]", "firm: 15%", "firm: 35%"),
    "preferences.A.behaviour.seq": (
        "seq: [80%, 90%], nash: [10%, 20%]",
        "seq: 80%, nash: 20%",
        "seq: 90%, nash: 10%",
    ),
}
"""For an input, what the file has, and what it has instead at either end."""


def answer(text, question):
    return detente.forecast(detente.load(text), draws=0, span=False).questions[question].undoubted


@pytest.fixture(scope="module")
def found():
    sit = detente.load(RANGED)
    return {question: tornado(sit, question) for question in ("taken", "punished")}


@pytest.mark.parametrize("question", ["taken", "punished"])
def test_the_middle_is_the_answer_at_central_values(found, question):
    assert found[question].base == answer(RANGED, question)


@pytest.mark.parametrize("question", ["taken", "punished"])
@pytest.mark.parametrize("name", ENDS)
def test_a_bar_is_the_answer_of_the_file_with_the_end_in_place_of_the_range(found, question, name):
    written, low, high = ENDS[name]
    assert RANGED.count(written) == 1
    bar = next(bar for bar in found[question].bars if bar.input == name)
    assert bar.at_low == pytest.approx(answer(RANGED.replace(written, low), question), abs=1e-9)
    assert bar.at_high == pytest.approx(answer(RANGED.replace(written, high), question), abs=1e-9)
    assert written.split(", nash")[0] in RANGED.splitlines()[bar.place.line - 1]


@pytest.mark.parametrize("question", ["taken", "punished"])
def test_the_priors_of_two_types_move_along_their_segment_and_have_one_bar(found, question):
    (bar,) = (bar for bar in found[question].bars if bar.input.startswith("preferences.D."))
    assert (bar.low, bar.high) == (0.3, 0.4)
    for at, firm, soft in ((bar.at_low, 30, 70), (bar.at_high, 40, 60)):
        text = RANGED.replace("prior: [30%, 40%]", f"prior: {firm}%").replace(
            "prior: [60%, 70%]", f"prior: {soft}%"
        )
        assert at == pytest.approx(answer(text, question), abs=1e-9)


def test_of_three_priors_each_has_a_bar_and_the_others_take_the_mean_of_what_is_left(found):
    bars = {bar.input: bar for bar in found["taken"].bars if bar.input.startswith("preferences.N.")}
    assert len(bars) == 3
    bold = bars["preferences.N.types.bold.prior"]
    assert (bold.low, bold.high) == (0.1, 0.3)
    # 90 % are left: calm between 40 and 60 %, cold between 30 and 50 %, so that half way is 50 and 40 %.
    text = RANGED.replace("[10%, 30%], statements: [x -> n", "10%, statements: [x -> n")
    text = text.replace("prior: [20%, 60%]", "prior: 50%").replace("prior: [20%, 50%]", "prior: 40%")
    assert bold.at_low == pytest.approx(answer(text, "taken"), abs=1e-9)


def test_bars_are_sorted_by_width(found):
    widths = [bar.width for bar in found["taken"].bars]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 0


def test_every_range_of_the_file_has_its_bar(found):
    assert len({bar.input for bar in found["taken"].bars}) == len(found["taken"].bars) == 13


def test_a_file_without_ranges_has_no_bars():
    text = RANGED
    for written, low, _ in ENDS.values():
        text = text.replace(written, low)
    for part, point in (
        ("[30%, 40%]", "30%"),
        ("[60%, 70%]", "70%"),
        ("[10%, 30%]", "20%"),
        ("[20%, 60%]", "40%"),
        ("[20%, 50%]", "40%"),
        ("[40%, 70%]", "60%"),
    ):
        text = text.replace(part, point)
    assert tornado(detente.load(text), "taken").bars == ()


def test_where_an_end_excludes_every_type_there_is_no_answer():
    text = RANGED.replace("firm: [60%, 80%], soft: [20%, 40%]", "firm: [0%, 80%], soft: 0%").replace(
        "grade: B2", "grade: A"
    )
    text += "grades: {A: 100%}\n"
    bars = {bar.input: bar for bar in tornado(detente.load(text), "punished").bars}
    bar = bars["evidence.seen.expected_if.D.firm"]
    assert (bar.at_low, bar.width) == (None, 0.0)
    assert bar.at_high is not None


def test_what_the_model_does_not_answer_is_refused():
    sit = detente.load(RANGED)
    with pytest.raises(ValueError, match="has no 'when'"):
        tornado(sit, "rain")
    with pytest.raises(KeyError):
        tornado(sit, "snow")


TIE = """\
detente: 1
title: Trade
actors: {A: Alpha, B: Beta}
options: {A: {cut: Cut trade}, B: {mind: Mind it}}
status_quo: []
ties: [{from: B, to: A, vector: trade, unit: share of trade, VALUE}]
preferences:
  A:
    weights:
      - {when: cut, worth: "4 * tie(B/A/trade)"}
      - {when: not cut, worth: 1}
  B:
    types:
      few: {prior: 50%, weights: [{when: mind and cut, worth: "tie(B/A/trade)"}, {when: not mind, worth: 0.5}]}
      all: {weights: [{when: mind, worth: "2 * tie(B/A/trade)"}, {when: not mind, worth: 0.3}]}
questions:
  cuts: {text: Cut?, when: cut, counted: ever}
  minds: {text: Minds?, when: mind, counted: ever}
"""


@pytest.mark.parametrize("question", ["cuts", "minds"])
@pytest.mark.parametrize(
    ("written", "ends"), [("value: [10%, 60%]", (0.1, 0.6)), ("status: not_reported", (0.0, 1.0))]
)
def test_a_tie_is_one_number_wherever_it_is_referred_to(question, written, ends):
    (bar,) = tornado(detente.load(TIE.replace("VALUE", written)), question).bars
    assert (bar.input, bar.low, bar.high) == ("ties.B/A/trade", *ends)
    for at, end in zip((bar.at_low, bar.at_high), ends, strict=True):
        assert at == answer(TIE.replace("VALUE", f"value: {100 * end}%"), question)
    assert bar.at_low != bar.at_high
