"""Every check: a file that has what it looks for, and the sound file that hasn't."""

from __future__ import annotations

import pytest

import detente

BASE = """\
detente: 1
title: Three parties
as_of: 2024-06-30
horizon: 2024-12-31
actors: {A: Alpha, B: Beta, C: Gamma}
options:
  A: {go: Go, arm: {text: Arm, since: 2024-01}}
  B: {act: Act}
rules:
  - {rule: go -> act, because: It can't go alone}
status_quo: [arm]
states: {war: {go: yes}, quiet: {go: no}}
preferences:
  A: {statements: [not act, go, arm], behaviour: {seq: 70%, nash: 30%}}
  B:
    types:
      hard: {prior: 40%, statements: [not go, act]}
      soft: {prior: [50%, 70%], weights: [{when: act, worth: -2 * tie(B/A/trade)}, {when: go, worth: 1}]}
play: {caution: {A: 30%}, pacts: [[A, B]]}
events:
  storm: {text: A storm, chance: 5%, sets: {act: yes}}
sources:
  paper: {title: The paper, date: 2024-05-01, grade: B}
  wire: {title: The wire, date: 2024-05-02, grade: C}
evidence:
  speech:
    date: 2024-04-30
    source: paper
    at: p1 s1
    digest: 0123abcd
    says: B spoke.
    grade: B2
    by: B
    expected_if: {B: {hard: likely, soft: unlikely}}
  report:
    date: 2024-04-30
    source: wire
    says: B moved.
    expected_if: {B: {hard: 60%, soft: 20%}, aim: {gain: likely, fame: unlikely}}
dependence:
  - {evidence: [speech, report], correlation: 50%}
hypotheses:
  aim: {text: What for?, answers: {gain: 60%, fame: rest}}
believes:
  A: {B: {hard: 30%}}
commitments:
  threat: {by: B, kind: threat, if: go, then: act}
  claim: {by: A, kind: pledge, then: not go, claimed_by: B}
ties:
  - {from: B, to: A, vector: trade, value: 0.3, unit: share of exports, year: 2023, source: paper}
  - {from: A, to: B, vector: credit, value: 50, unit: million USD, year: 2022, source: paper}
  - {from: A, to: B, vector: credit, value: 60, unit: million USD, year: 2023, source: paper}
  - {from: A, to: C, vector: exports, value: 60%, unit: share of exports, year: 2023}
agreements:
  pact: {between: [A, B], date: 2024-03, fields: [defence]}
effects:
  - {when: act, tie: A/B/credit, by: 10, unit: thousand USD}
poles: {east: [A], west: [C]}
figures:
  park: {total: 60, parts: {A: 33, B: [10, 12], others: rest}}
transfers:
  arms: {item: Arms, from: A, to: C, by: go, consent: {B: act}, routes: [{through: [B], consent: {B: 60%}}]}
questions:
  goes: {text: Does A go?, when: go, counted: ever, by: 2024-12-31, base: 10%}
  sells: {text: Does A sell less?, when: "share(A/C/exports) < 50%", counted: at_end, base: 20%}
"""


def faults_of(*edits, add=""):
    text = BASE + add
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return detente.read(text)[1]


def test_the_sound_file_has_nothing_to_tell():
    assert faults_of() == []


# name: (old, new, code, severity, line, words of it)
GAME = {
    "the status quo breaks a rule": (
        "status_quo: [arm]",
        "status_quo: [arm, go]",
        "DT411",
        "fault",
        "",
        "because: It can't go alone",
    ),
    "the smallest change is told": (
        "status_quo: [arm]",
        "status_quo: [arm, go]",
        "DT411",
        "fault",
        "",
        "leave out go",
    ),
    "a name that no state has": (
        "war: {go: yes}",
        "war: {go: yes, act: no}",
        "DT417",
        "warning",
        "",
        "'war'",
    ),
    "a rule across owners without a reason": (
        "{rule: go -> act, because: It can't go alone}",
        "go -> act",
        "DT429",
        "warning",
        "",
        "lets B keep A from go",
    ),
    "a count across owners without a reason": (
        "{rule: go -> act, because: It can't go alone}",
        "at_most_one: [go, act]",
        "DT429",
        "warning",
        "",
        "A and B keep each other",
    ),
    "an event that sets nothing": ("sets: {act: yes}", "sets: {}", "DT419", "fault", "", "sets nothing"),
    "an event that no state has": (
        "sets: {act: yes}",
        "sets: {act: no, go: yes}",
        "DT419",
        "fault",
        "",
        "no feasible state",
    ),
    "an event that today can't take": (
        "sets: {act: yes}",
        "sets: {go: yes}",
        "DT419",
        "fault",
        "",
        "let it also take act",
    ),
    "caution of nought": (
        "caution: {A: 30%}",
        "caution: {A: 0}",
        "DT311",
        "fault",
        "",
        "no move is ever made",
    ),
    "caution of nought for all": (
        "caution: {A: 30%}",
        "caution: 0%",
        "DT311",
        "fault",
        "",
        "no move is ever made",
    ),
    "a member twice in a pact": ("[[A, B]]", "[[A, A]]", "DT418", "fault", "", "A stands twice"),
    "a pact of one": ("[[A, B]]", "[[A]]", "DT406", "fault", "", "at least two"),
    "an option dated before as_of that isn't taken": (
        "status_quo: [arm]",
        "status_quo: []",
        "DT430",
        "warning",
        "  A: {go: Go, ar",
        "taken since 2024-01",
    ),
    "an option dated after as_of that is taken": (
        "since: 2024-01",
        "since: 2024-08",
        "DT430",
        "warning",
        "",
        "only from 2024-08",
    ),
    "an observation by which an option was taken": (
        "says: B moved.",
        "took: act\n    says: B moved.",
        "DT430",
        "warning",
        "  B: {act: Act}",
        "by report its owner took it",
    ),
    "an option taken and dropped at once": (
        "says: B moved.",
        "took: act\n    dropped: act\n    says: B moved.",
        "DT520",
        "fault",
        "  report:",
        "at once",
    ),
}
WANTS = {
    "no order": (
        "A: {statements: [not act, go, arm], behaviour: {seq: 70%, nash: 30%}}",
        "A: {behaviour: nash}",
        "DT414",
        "fault",
        "",
        "A has no order",
    ),
    "a type without an order": (
        "statements: [not go, act]}",
        "because: x}",
        "DT414",
        "fault",
        "",
        "type hard of B",
    ),
    "an actor whose wishes aren't told": (
        "  A: {statements: [not act, go, arm], behaviour: {seq: 70%, nash: 30%}}\n",
        "",
        "DT436",
        "warning",
        "actors: {A: Alph",
        "A can act",
    ),
    "priors over one": ("prior: 40%", "prior: 60%", "DT310", "fault", "    types:", "from 110% to 130%"),
    "priors that a range can't bring to one": (
        "prior: 40%",
        "prior: 10%",
        "DT310",
        "fault",
        "    types:",
        "from 60% to 80%",
    ),
    "a prior of nought": (
        "prior: 40%, statements",
        "prior: 0%, statements",
        "DT312",
        "warning",
        "",
        "no evidence can ever move it",
    ),
    "behaviours under one": ("nash: 30%", "nash: 20%", "DT310", "fault", "", "sum to 90%"),
    "a belief about one without types": (
        "A: {B: {hard: 30%}}",
        "B: {A: {hard: 30%}}",
        "DT435",
        "fault",
        "",
        "A has no types",
    ),
    "a belief about a type that isn't there": (
        "A: {B: {hard: 30%}}",
        "A: {B: {herd: 30%}}",
        "DT242",
        "fault",
        "",
        "did you mean 'hard'?",
    ),
    "beliefs over one": (
        "A: {B: {hard: 30%}}",
        "A: {B: {hard: 30%, soft: 80%}}",
        "DT310",
        "fault",
        "",
        "A's beliefs about B sum to 110%",
    ),
    "a stake that isn't recorded": (
        "tie(B/A/trade)",
        "tie(B/A/credit)",
        "DT431",
        "fault",
        "",
        "did you mean tie(",
    ),
    "a stake of a year that isn't recorded": (
        "tie(B/A/trade)",
        "tie(B/A/trade/2019)",
        "DT431",
        "fault",
        "",
        "tie(B/A/trade/2019)",
    ),
    "a stake that was not known yet": (
        "year: 2023, source: paper}\n  - {from: A, to: B, vector: credit, value: 50",
        "year: 2023, known: 2024-09}\n  - {from: A, to: B, vector: credit, value: 50",
        "DT431",
        "fault",
        "      soft: {pri",
        "known on 2024-09-30",
    ),
    "a stake that is no share": ("tie(B/A/trade)", "tie(A/B/credit)", "DT432", "fault", "", "million USD"),
    "a stake that isn't known": (
        "value: 0.3, unit: share of exports",
        "status: not_reported, unit: share of exports",
        "DT433",
        "warning",
        "      soft: {pri",
        "anything from 0 to 1",
    ),
    "a stake of which bounds are known": (
        "value: 0.3, unit: share of exports",
        "value: [0.2, 0.4], status: not_reported, unit: share of exports",
        "DT433",
        "warning",
        "      soft: {pri",
        "[0.2, 0.4]",
    ),
    "a statement always true": (
        "[not act, go, arm]",
        "[go -> act, not act, go, arm]",
        "DT427",
        "warning",
        "",
        "true in every feasible state",
    ),
    "a weight never true": (
        "{when: go, worth: 1}",
        "{when: go and not act, worth: 1}",
        "DT427",
        "warning",
        "",
        "false in every feasible state",
    ),
    "a statement settled by those above": (
        "[not act, go, arm]",
        "[not act, go, arm, act or arm]",
        "DT428",
        "warning",
        "",
        "never decides",
    ),
    "an option that nobody minds": (
        "[not act, go, arm]",
        "[not act, go]",
        "DT426",
        "warning",
        "  A: {go: Go, ar",
        "nobody minds arm",
    ),
}
EVIDENCE = {
    "as_of after the horizon": (
        "as_of: 2024-06-30",
        "as_of: 2025-06-30",
        "DT412",
        "fault",
        "",
        "dated after its horizon",
    ),
    "known before it happened": (
        "    at: p1 s1\n",
        "    known: 2024-04-29\n    at: p1 s1\n",
        "DT505",
        "fault",
        "",
        "before it happened",
    ),
    "known later": (
        "says: B moved.",
        "known: 2024-07-01\n    says: B moved.",
        "DT513",
        "warning",
        "  report:",
        "1 observation is",
    ),
    "a source dated to a month": (
        "The wire, date: 2024-05-02",
        "The wire, date: 2024",
        "DT514",
        "warning",
        "",
        "counts as 2024-12-31",
    ),
    "a digest that is none": ("digest: 0123abcd", "digest: 0123ABCD", "DT506", "fault", "", "8 hex digits"),
    "a place that is none": ("at: p1 s1", "at: page 1", "DT507", "fault", "", "p7 s1"),
    "every type excluded": (
        "grade: B2\n    by: B\n    expected_if: {B: {hard: likely, soft: unlikely}}",
        "by: B\n    expected_if: {B: {hard: 0, soft: 0}}",
        "DT511",
        "warning",
        "    expected_if:",
        "removes hard for ever",
    ),
    "a likelihood of nought": (
        "{hard: 60%, soft: 20%}",
        "{hard: 60%, soft: 0%}",
        "DT511",
        "warning",
        "",
        "removes soft for ever",
    ),
    "types that nothing tells apart": (
        "aim: {gain: likely, fame: unlikely}",
        "aim: equal",
        "DT512",
        "warning",
        "  aim: {text: Wh",
        "gain and fame",
    ),
    "types on which there is nothing": (
        ", aim: {gain: likely, fame: unlikely}",
        "",
        "DT512",
        "warning",
        "  aim: {text: Wh",
        "answers of aim apart",
    ),
    "reports of one origin that differ": (
        "by: B\n",
        "by: B\n    origin: report\n",
        "DT515",
        "warning",
        "expected_if: {B: {hard: 60%",
        "report one origin",
    ),
    "words of both rows": (
        "B: {hard: likely, soft: unlikely}",
        "B: {hard: likely, soft: improbable}",
        "DT516",
        "warning",
        "",
        "two rows",
    ),
    "no grade": (
        "date: 2024-05-02, grade: C",
        "date: 2024-05-02",
        "DT517",
        "warning",
        "",
        "source wire has no grade",
    ),
    "a confirmation that may count twice": (
        "grade: B2\n    by: B",
        "grade: B1\n    by: B",
        "DT518",
        "warning",
        "",
        "it counts twice",
    ),
    "grades far apart": ("grade: B2", "grade: A5", "DT519", "warning", "", "4 steps apart"),
    "dependence within one origin": ("[speech, report]", "[speech]", "DT525", "warning", "", "only one"),
    "a hypothesis of one answer": (
        "{gain: 60%, fame: rest}",
        "{gain: rest}",
        "DT526",
        "fault",
        "",
        "two answers",
    ),
    "answers over one": ("fame: rest}", "fame: 50%}", "DT310", "fault", "", "110%"),
    "two answers that are the rest": (
        "{gain: 60%, fame: rest}",
        "{gain: rest, fame: rest}",
        "DT434",
        "fault",
        "",
        "2 answers of aim",
    ),
}
TIES = {
    "a tie twice": (
        "  - {from: A, to: C, vector: exports",
        "  - {from: B, to: A, vector: trade, value: 0.4, unit: share of exports, year: 2023, source: paper}\n  - {from: A, to: C, vector: exports",
        "DT605",
        "fault",
        "",
        "before in line 50",
    ),
    "a share over a hundred": (
        "value: 60%, unit",
        "value: 160%, unit",
        "DT606",
        "fault",
        "",
        "outside 0 to 100%",
    ),
    "a share without its per cent sign": (
        "value: 60%, unit",
        "value: 60, unit",
        "DT606",
        "fault",
        "value: 60, unit: share",
        "write 60%",
    ),
    "a value without a unit": (
        "value: 50, unit: million USD",
        "value: 50",
        "DT607",
        "warning",
        "",
        "without a unit",
    ),
    "an effect in another unit": ("unit: thousand USD", "unit: tonnes", "DT608", "fault", "", "million USD"),
    "an effect on a tie that isn't recorded": (
        "tie: A/B/credit",
        "tie: A/B/arms",
        "DT614",
        "warning",
        "",
        "not recorded",
    ),
    "poles that overlap": ("west: [C]", "west: [C, A]", "DT609", "fault", "", "east and west"),
    "an agreement of one": ("between: [A, B]", "between: [A]", "DT610", "fault", "", "one party"),
    "an agreement of the future": (
        "date: 2024-03,",
        "date: 2024-09,",
        "DT611",
        "warning",
        "",
        "after 2024-06-30",
    ),
    "parts over their total": ("A: 33", "A: 53", "DT612", "fault", "", "others would be negative"),
    "parts under their total": ("others: rest", "others: 3", "DT612", "fault", "", "46 to 48"),
    "two rests": ("A: 33", "A: rest", "DT612", "fault", "", "2 parts"),
    "a reporter that falls silent": (
        "value: 60, unit: million USD, year: 2023",
        "status: not_reported, unit: million USD, year: 2023",
        "DT613",
        "warning",
        "",
        "of 2022",
    ),
    "a tie to itself": (
        "{from: A, to: C, vector: exports",
        "{from: C, to: C, vector: exports",
        "DT616",
        "warning",
        "",
        "to itself",
    ),
    "a consent by another's option": (
        "consent: {B: act}",
        "consent: {B: go}",
        "DT701",
        "fault",
        "",
        "not of B",
    ),
    "handed over by another": ("by: go,", "by: act,", "DT702", "fault", "", "A has the item"),
    "a consent that is two things": (
        "consent: {B: act}",
        "consent: {B: {option: act, chance: 5%}}",
        "DT703",
        "fault",
        "",
        "at once",
    ),
    "a consent that is nothing": (
        "consent: {B: act}",
        "consent: {B: {basis: x}}",
        "DT703",
        "fault",
        "",
        "neither",
    ),
    "a transfer to its owner": (
        "from: A, to: C, by",
        "from: A, to: A, by",
        "DT704",
        "fault",
        "",
        "to itself",
    ),
    "a consent that has lapsed": (
        "consent: {B: 60%}",
        "consent: {B: {chance: 60%, until: 2024-01}}",
        "DT705",
        "warning",
        "",
        "lapsed on 2024-01-31",
    ),
    "a route that turns back": ("through: [B]", "through: [B, A]", "DT706", "fault", "", "passes A twice"),
}
QUESTIONS = {
    "a commitment claimed by its maker": (
        "claimed_by: B",
        "claimed_by: A",
        "DT421",
        "fault",
        "",
        "by the one who makes it",
    ),
    "a commitment about another's option": (
        "then: act}",
        "then: arm}",
        "DT422",
        "warning",
        "",
        "names no option of B",
    ),
    "two questions alike": (
        '"share(A/C/exports) < 50%", counted: at_end',
        "go, counted: ever, by: 2024-12-31",
        "DT423",
        "warning",
        "  sells: {text: ",
        "same as goes",
    ),
    "a question about the past": ("by: 2024-12-31", "by: 2024-02", "DT424", "fault", "", "before the day"),
    "no base rate": (", base: 10%", "", "DT425", "warning", "  goes: {text: D", "goes has no base"),
    "a measure of nobody": ("share(A/C/exports)", "share(A/D/exports)", "DT437", "fault", "", "'D'"),
    "a measure on a vector without ties": (
        "share(A/C/exports)",
        "share(A/C/arms)",
        "DT437",
        "fault",
        "",
        "no tie is of it",
    ),
    "a measure of one without ties on the vector": (
        "share(A/C/exports)",
        "share(B/A/exports)",
        "DT437",
        "fault",
        "",
        "no tie on exports from or to B",
    ),
    "a balance without poles": (
        "poles: {east: [A], west: [C]}\n",
        "",
        "DT437",
        "fault",
        "  sells: {text: ",
        "poles",
    ),
}
TABLE = {**GAME, **WANTS, **EVIDENCE, **TIES, **QUESTIONS}


@pytest.mark.parametrize("name", TABLE)
def test_a_check_finds_what_it_looks_for(name):
    old, new, code, severity, where, words = TABLE[name]
    edits = [(old, new)]
    line = BASE.replace(old, new).partition(where or new or old)[0].count("\n") + 1
    if name == "a balance without poles":
        edits.append(("share(A/C/exports) < 50%", "balance(A) < 0.5"))
    found = [one for one in faults_of(*edits) if one.code == code]
    assert found, [str(one) for one in faults_of(*edits)]
    assert (found[0].severity, found[0].line) == (severity, line), str(found[0])
    assert any(words in str(one) for one in found), [str(one) for one in found]


def test_all_types_excluded_names_the_rows():
    edit = (
        "grade: B2\n    by: B\n    expected_if: {B: {hard: likely, soft: unlikely}}",
        "by: B\n    expected_if: {B: {hard: 0, soft: 20%}}",
    )
    ungraded = ("The paper, date: 2024-05-01, grade: B", "The paper, date: 2024-05-01")
    (found,) = [
        one for one in faults_of(edit, ungraded, ("prior: [50%, 70%]", "prior: 0%")) if one.code == "DT510"
    ]
    assert found.got == "zeros in speech, prior 0 of soft"
    graded = [one.code for one in faults_of(edit, ("prior: [50%, 70%]", "prior: 0%"))]
    assert "DT510" not in graded  # a graded report may be wrong, so it excludes nothing


RANKINGS = {
    "[[war], [quiet]]": None,
    "war > quiet": None,
    "quiet > rest": None,
    "[[quiet]]": ("DT415", "leaves out 2 states"),
    "[[war, quiet], [war]]": ("DT416", "names war more than once"),
    "[[war], [quiet], [arming]]": ("DT416", "'quiet' and 'arming' overlap"),
    "[[war], [rest], [rest]]": ("DT416", "names rest more than once"),
    "[[war], [quite]]": ("DT245", "did you mean 'quiet'?"),
}


@pytest.mark.parametrize("ranking", RANKINGS)
def test_a_ranking_covers_each_feasible_state_once(ranking):
    edits = [
        ("A: {statements: [not act, go, arm], behaviour", f"A: {{ranking: {ranking}, behaviour"),
        ("quiet: {go: no}}", "quiet: {go: no}, arming: -Y-}"),
    ]
    faults = faults_of(*edits)
    expected = RANKINGS[ranking]
    assert [one.code for one in faults] == ([expected[0]] if expected else [])
    assert not expected or expected[1] in str(faults[0]), str(faults[0])


def test_states_of_a_graph_are_ranked_once_each():
    text = (
        "detente: 1\ntitle: G\nactors: {A: Alpha}\nstates: [s1, s2, s3]\nmoves: {A: [[s1, s2]]}\n"
        "preferences: {A: {ranking: s1 > s2}}\n"
    )
    (fault,) = detente.read(text)[1]
    assert (fault.code, fault.got) == ("DT415", "s3")
    assert detente.read(text.replace("s1 > s2", "s1 > s2 > rest"))[1] == []
    assert [one.code for one in detente.read(text + "status_quo: [s1, s2]\n")[1]] == ["DT415", "DT409"]


def test_what_rests_on_a_part_that_can_not_be_read_is_not_told():
    """One slip in types leaves evidence, beliefs, priors and statements in peace."""
    for old, new, code in [
        ("types:\n", "types: []\n      x:\n", None),
        ("      hard: {prior", "      ha rd: {prior", "DT117"),
        ("  A: {go: Go, arm", "  A: {go: Go, 2arm", "DT117"),
        ("sources:\n  paper: {title: The paper", "sources:\n  paper: {titel: The paper", "DT107"),
        ("actors: {A: Alpha, B: Beta, C: Gamma}", "actors: [A, B, C]", "DT109"),
        ("preferences:\n", "preference:\n", "DT107"),
        ("ties:\n  - {from: B, to: A, vector: trade", "ties:\n  - {from: B, to: A, vectr: trade", "DT107"),
    ]:
        faults = [one for one in faults_of((old, new)) if one.severity == "fault"]
        assert len(faults) == 1, [str(one) for one in faults]
        assert code in {None, faults[0].code}


def test_a_fault_in_one_section_hides_none_in_another():
    edits = [
        (old, new) for old, new, code, *_ in TABLE.values() if code in {"DT419", "DT506", "DT609", "DT701"}
    ]
    chosen = {old: (old, new) for old, new in edits}
    found = {
        one.code
        for one in faults_of(
            *chosen.values(), ("nash: 30%", "nash: 20%"), ("not act, go, arm", "not akt, go, arm")
        )
    }
    assert {"DT419", "DT506", "DT609", "DT701", "DT310", "DT201"} <= found


def test_the_latest_day_of_the_evidence_counts_as_today_and_then_contradictions_only_warn():
    faults = faults_of(
        ("as_of: 2024-06-30\n", ""), ("says: B moved.", "known: 2025-03-01\n    says: B moved.")
    )
    assert [(one.code, one.severity) for one in faults] == [("DT412", "warning")]


def test_rules_that_admit_no_state_are_named_and_no_others():
    rules = (
        "  - {rule: go -> act, because: It can't go alone}\n",
        "  - {rule: go -> act, because: x}\n  - go\n  - not act\n",
    )
    (fault,) = [one for one in faults_of(rules) if one.severity == "fault"]
    assert (fault.code, fault.got) == ("DT410", "go -> act; go; not act")
    assert fault.hint.startswith("they stand in line 10, 11, 12")
    (fault,) = [
        one for one in faults_of((rules[0], "  - {rule: go and not go, because: x}\n")) if one.code == "DT410"
    ]
    assert (fault.line, fault.hint) == (10, "no state satisfies this rule; remove or weaken it")


@pytest.mark.parametrize(
    ("rules", "hint"),
    [
        ("", "no rule names o0, o1, o2, o3, o4, o5, o6, o7 and 32 more"),
        ("rules: [{rules}]", "the most states come from o0"),
    ],
)
def test_too_many_states_are_counted_and_the_free_options_named(rules, hint):
    chain = ", ".join(f"o{k} or o{k + 1}" for k in range(39))
    text = (
        "detente: 1\ntitle: T\nactors: {A: Alpha}\noptions: {A: {"
        + ", ".join(f"o{k}: x" for k in range(40))
        + "}}\n"
        + rules.replace("{rules}", chain)
    )
    (fault,) = detente.read(text)[1]
    assert (fault.code, fault.line, fault.expected) == ("DT917", 4, "at most 16,777,216")
    assert hint in fault.hint
    assert "1,099,511,627,776" in fault.got or rules


def test_a_rule_that_can_not_be_read_may_be_the_one_that_cuts_states_down():
    text = (
        "detente: 1\ntitle: T\nactors: {A: Alpha}\noptions: {A: {"
        + ", ".join(f"o{k}: x" for k in range(40))
        + "}}\nrules: [o0 and]\n"
    )
    assert [one.code for one in detente.read(text)[1]] == ["DT210"]
