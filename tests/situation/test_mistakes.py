"""The usual mistakes, each in a small file with what is said of it: one fault, at its place, with what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente.registry import CODES
from house import ROOT, tool

MISTAKES = ROOT / "tests" / "situation" / "mistakes"
FILES = sorted(path.name for path in MISTAKES.glob("*.yaml"))
WHOLE = [name for name in FILES if name.startswith("whole-")]
WRONG = [name for name in FILES if name not in WHOLE]
SEVERAL = {
    "an-option-of-two-actors.yaml",
    "a-ranking-of-options-not-of-states.yaml",
}  # a name used several times

renewing = tool("renew", MISTAKES)


def expected(name: str) -> list[str]:
    """Give what a file says of its own mistake."""
    lines = (MISTAKES / name).read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(renewing.MARK) for line in lines if line.startswith(renewing.MARK)]


def test_there_are_many_of_them_and_the_files_that_they_were_made_from_are_right():
    assert len(WRONG) >= 100
    assert [detente.read(MISTAKES / name)[1] for name in WHOLE] == [[]] * len(WHOLE)


@pytest.mark.parametrize("name", WRONG)
def test_a_usual_mistake_is_told_in_these_words(name):
    assert renewing.said_of(MISTAKES / name) == expected(name), (
        "run: python tests/situation/mistakes/renew.py"
    )


@pytest.mark.parametrize("name", WRONG)
def test_one_mistake_is_told_once_with_what_to_do_next(name):
    """What only follows from a mistake isn't told as well."""
    faults = detente.read(MISTAKES / name)[1]
    assert len(faults) == 1 or name in SEVERAL
    assert all(one.hint or CODES[one.code].mend for one in faults)
    assert sum(line.startswith("  hint: ") for line in expected(name)) == len(faults)


def test_no_words_of_the_parser_are_handed_on():
    jargon = ("token", "mapping values", "flow", "scalar", "indicator", "block end", "stream")
    told = [line for name in WRONG for line in expected(name)]
    assert [line for line in told if any(word in line for word in jargon)] == []


def test_mistakes_in_different_sections_are_all_found_in_one_pass():
    """Nine slips in one file give nine faults."""
    text = (MISTAKES / "whole-river.yaml").read_text(encoding="utf-8")
    slips = {
        "horizon:": ("horizont:", "DT107"),
        "[fill]": ("[fil]", "DT201"),
        "rule: drain -> fill": ("rule: drain => fill", "DT206"),
        "prior: 30%": ("prior: 130%", "DT302"),
        "source: gazette": ("source: gazete", "DT243"),
        "kind: conduct": ("kind: conducts", "DT114"),
        "grade: B}": ("grade: G}", "DT501"),
        "    counted: ever\n": ("", "DT408"),
    }
    for right, (wrong, _) in slips.items():
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    _, faults = detente.read(text)
    assert sorted(one.code for one in faults) == sorted(code for _, code in slips.values())


def test_a_mistake_keeps_its_name():
    titles = [Path(MISTAKES / name).read_text(encoding="utf-8").splitlines()[0] for name in WRONG]
    assert all(title.startswith("# ") and title.endswith(".") for title in titles)
    assert len(set(titles)) == len(titles)
