"""The usual mistakes: the fault that each gives, the line, and what the hint says to do."""

from __future__ import annotations

from typing import NamedTuple

import pytest

import detente

CASE = """\
detente: 1
title: Two rivers
as_of: 2024-05-31
horizon: 2024-12-31
actors:
  UPL: {name: Upland}
  LOW: {name: Lowland}
options:
  UPL:
    fill: fill the reservoir
    drain: drain it again
  LOW:
    embargo: close its ports
rules:
  - rule: drain -> fill
    because: There is nothing to drain otherwise
status_quo: [fill]
preferences:
  UPL:
    statements:
      - not embargo
      - fill
      - not drain
  LOW:
    types:
      firm:
        prior: 30%
        statements: [not fill, fill -> embargo, not embargo]
      soft:
        statements: [not embargo, drain]
sources:
  gazette: {title: The gazette, date: 2024-05-20, grade: B}
evidence:
  law:
    date: 2024-05-18
    source: gazette
    kind: conduct
    by: LOW
    says: Ports may be closed without a vote.
    expected_if:
      LOW: {firm: likely, soft: unlikely}
questions:
  ports:
    text: Does Lowland close its ports?
    when: embargo
    counted: ever
    by: 2024-12-31
    base: 10%
"""


class Slip(NamedTuple):
    """What is written instead, and the fault it gives: code, line and a part of its message or hint."""

    right: str
    wrong: str
    code: str
    line: int
    says: str


SLIPS = {
    "misspelt option in a statement": Slip(
        "- not embargo\n", "- not embrago\n", "DT201", 21, "did you mean 'embargo'?"
    ),
    "misspelt option in the status quo": Slip("[fill]", "[fil]", "DT201", 17, "did you mean 'fill'?"),
    "misspelt key": Slip("horizon:", "horizont:", "DT107", 4, "did you mean 'horizon'?"),
    "misspelt section": Slip("questions:", "question:", "DT107", 42, "did you mean 'questions'?"),
    "misspelt key of an entry": Slip("    counted:", "    count:", "DT107", 46, "did you mean 'counted'?"),
    "misspelt word of likelihood": Slip(
        "firm: likely", "firm: likley", "DT301", 41, "did you mean 'likely'?"
    ),
    "misspelt type": Slip("{firm: likely", "{frim: likely", "DT242", 41, "did you mean 'firm'?"),
    "misspelt source": Slip("source: gazette", "source: gazete", "DT243", 36, "did you mean 'gazette'?"),
    "misspelt actor": Slip("by: LOW", "by: LWO", "DT240", 38, "did you mean 'LOW'?"),
    "misspelt kind": Slip("kind: conduct", "kind: conducts", "DT114", 37, "did you mean 'conduct'?"),
    "one equals sign for if and only if": Slip(
        "fill -> embargo", "fill = embargo", "DT206", 28, "write 'a <-> b'"
    ),
    "an arrow of another notation": Slip("drain -> fill", "drain => fill", "DT206", 15, "write 'a -> b'"),
    "a sign for and": Slip("drain -> fill", "drain && fill", "DT206", 15, "write 'and'"),
    "capitals": Slip("- not embargo\n", "- NOT embargo\n", "DT206", 21, "write 'not'"),
    "a chain of arrows": Slip(
        "drain -> fill", "drain -> fill -> embargo", "DT207", 15, "(drain -> fill) -> embargo"
    ),
    "a missing parenthesis": Slip("fill -> embargo", "(fill -> embargo", "DT211", 28, "close it with ')'"),
    "two options side by side": Slip("drain -> fill", "drain fill", "DT210", 15, ""),
    "true as an expression": Slip("rule: drain -> fill", "rule: true", "DT209", 15, "option's name alone"),
    "an actor for an option": Slip(
        "rule: drain -> fill", "rule: drain -> UPL", "DT201", 15, "write UPL.option"
    ),
    "ever outside a question": Slip("rule: drain -> fill", "rule: ever(drain)", "DT212", 15, "question"),
    "more than a hundred per cent": Slip("prior: 30%", "prior: 130%", "DT302", 27, "between 0 and 100 %"),
    "a per cent sign forgotten": Slip("prior: 30%", "prior: 30", "DT302", 27, "write 30%"),
    "a decimal comma": Slip("prior: 30%", 'prior: "0,3"', "DT301", 27, "decimals with a point"),
    "a range that falls": Slip("prior: 30%", "prior: [50%, 30%]", "DT304", 27, "must not fall"),
    "a range of three": Slip("prior: 30%", "prior: [10%, 30%, 50%]", "DT303", 27, "3 parts"),
    "priors over one": Slip("      soft:\n", "      soft:\n        prior: 80%\n", "DT310", 25, "sum to 110%"),
    "priors under one": Slip(
        "      soft:\n", "      soft:\n        prior: 60%\n", "DT310", 25, "it gets the rest"
    ),
    "no prior at all": Slip("        prior: 30%\n", "", "DT434", 28, "write 'prior:' for soft"),
    "a tab": Slip("    fill: fill", "\tfill: fill", "DT102", 10, "indent with spaces"),
    "a colon in a text": Slip("says: Ports", "says: Ports: they", "DT102", 39, "between quotes"),
    "a quote not closed": Slip("title: Two rivers", 'title: "Two rivers', "DT102", 2, "missing quote"),
    "a bracket not closed": Slip("status_quo: [fill]", "status_quo: [fill", "DT102", 18, "bracket"),
    "wrong indentation": Slip("    source: gazette", "     source: gazette", "DT102", 36, "one column"),
    "no blank behind a colon": Slip(
        "soft: unlikely}", "soft:unlikely}", "DT124", 41, "write 'soft: unlikely'"
    ),
    "no blank behind a colon in a block": Slip("    drain: drain", "    drain:drain", "DT102", 12, ""),
    "a text cut by a comment": Slip("says: Ports may", "says: Ports #1 may", "DT112", 39, "between quotes"),
    "an exclamation mark": Slip("says: Ports may", "says: !Ports may", "DT111", 39, "between quotes"),
    "a star": Slip("title: Two rivers", "title: *Two rivers", "DT113", 2, "between quotes"),
    "a key without a value": Slip("kind: conduct", "kind:", "DT110", 37, "write a value or remove the key"),
    "a key twice": Slip("    base: 10%\n", "    base: 10%\n    base: 20%\n", "DT106", 49, "line 48"),
    "a list for a text": Slip("title: Two rivers", "title: [Two, rivers]", "DT109", 2, "a text"),
    "a text for a list": Slip(
        "  - rule: drain -> fill\n    because: There is nothing to drain otherwise\n",
        "  drain -> fill\n",
        "DT109",
        15,
        "rules",
    ),
    "a hyphen in a name": Slip("    drain: drain", "    drain-it: drain", "DT117", 11, "write 'drain_it'"),
    "a day that is not there": Slip("date: 2024-05-18", "date: 2024-02-30", "DT115", 35, "no such day"),
    "a day in another order": Slip("date: 2024-05-18", "date: 18.05.2024", "DT115", 35, "2023-03-08"),
    "a grade that is none": Slip("grade: B}", "grade: G}", "DT501", 32, "A-F"),
    "counted forgotten": Slip("    counted: ever\n", "", "DT408", 45, "ever: true at some time"),
    "a question without a text": Slip("    text: Does Lowland close its ports?\n", "", "DT108", 44, "text"),
    "a row that lacks a type": Slip(
        "{firm: likely, soft: unlikely}", "{firm: likely}", "DT504", 41, "not rated"
    ),
    "a row on an actor without types": Slip(
        "      LOW: {firm: likely, soft: unlikely}", "      UPL: {firm: likely}", "DT247", 41, "UPL"
    ),
    "types and statements at once": Slip(
        "  LOW:\n    types:", "  LOW:\n    statements: [fill]\n    types:", "DT404", 25, "into a type"
    ),
    "a type without an order": Slip(
        "      soft:\n        statements: [not embargo, drain]\n",
        "      soft: {text: x}\n",
        "DT414",
        29,
        "statements",
    ),
    "a status quo that breaks a rule": Slip(
        "status_quo: [fill]", "status_quo: [drain]", "DT411", 17, "leave out drain"
    ),
    "rules that contradict": Slip(
        "  - rule: drain -> fill\n",
        "  - drain\n  - not fill\n  - rule: drain -> fill\n",
        "DT410",
        15,
        "line 15, 16, 17",
    ),
    "as_of after the horizon": Slip("as_of: 2024-05-31", "as_of: 2025-05-31", "DT412", 3, "2024-12-31"),
    "a question about the past": Slip("by: 2024-12-31", "by: 2024-01-31", "DT424", 47, "2024-05-31"),
    "known before it happened": Slip(
        "date: 2024-05-18", "date: 2024-05-18\n    known: 2024-05-01", "DT505", 36, "known"
    ),
    "another version": Slip("detente: 1", "detente: 2", "DT118", 1, "detente: 1"),
    "a name of an operator": Slip(
        "    drain: drain", "    not: drain", "DT117", 11, "expressions use the word"
    ),
}


def test_the_case_itself_is_right():
    assert detente.read(CASE)[1] == []
    assert len(SLIPS) >= 30


@pytest.mark.parametrize("name", SLIPS)
def test_a_usual_mistake_gives_one_clear_fault(name):
    slip = SLIPS[name]
    assert CASE.count(slip.right) == 1
    _, faults = detente.read(CASE.replace(slip.right, slip.wrong))
    assert [(one.code, one.line) for one in faults][:1] == [(slip.code, slip.line)], [
        str(one) for one in faults
    ]
    assert slip.says in str(faults[0]), str(faults[0])


@pytest.mark.parametrize("name", SLIPS)
def test_one_slip_is_told_once(name):
    """What only follows from a slip isn't told as well."""
    slip = SLIPS[name]
    _, faults = detente.read(CASE.replace(slip.right, slip.wrong))
    assert len([one for one in faults if one.severity == "fault"]) <= 1, [str(one) for one in faults]


def test_mistakes_in_different_sections_are_all_found_in_one_pass():
    names = [
        "misspelt key",
        "misspelt option in the status quo",
        "an arrow of another notation",
        "more than a hundred per cent",
        "misspelt source",
        "misspelt kind",
        "a grade that is none",
        "counted forgotten",
        "a key without a value",
    ]
    text = CASE
    for name in names[:-1]:
        text = text.replace(SLIPS[name].right, SLIPS[name].wrong)
    _, faults = detente.read(text)
    assert sorted(one.code for one in faults) == sorted(SLIPS[name].code for name in names[:-1])
