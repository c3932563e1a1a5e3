"""Results show themselves in a notebook: as small tables, escaped, with nothing of a notebook imported."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser

import pytest

import detente
from detente.notebook import MOST_ROWS, table_html

CASE = "sweden-2023"


class Shape(HTMLParser):
    """Follows tags, and notes those that are never closed or closed in another order."""

    def __init__(self):
        super().__init__()
        self.open, self.texts, self.wrong = [], [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if attrs:
            self.wrong.append((tag, attrs))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        self.texts.append(data)


def shown(value):
    """Give the texts of what a notebook would show."""
    shape = Shape()
    shape.feed(value._repr_html_())
    assert shape.open == []
    assert shape.wrong == []
    return " ".join(shape.texts)


@pytest.fixture(scope="module")
def sit():
    return detente.load(CASE)


def test_equilibria_and_reasons(sit):
    con = detente.Conflict.from_situation(sit)
    stability = con.stability("seq")
    assert "6 of 192 states are stable for everybody under seq" in shown(stability)
    today = con.states[con.status_quo]
    assert "TUR would not stay in" in shown(stability.explain(today, "TUR"))
    assert "No move of its own leads to a state that it prefers." in shown(stability.explain(today, "SWE"))


def test_forecasts(sit):
    found = detente.forecast(sit, draws=5)
    assert "Forecast as known by 2023-10-01" in shown(found)
    assert "Where events end" in shown(found)
    assert "Is the protocol before the Turkish parliament" in shown(found.questions["submitted"])


def test_commitments(sit):
    said = shown(detente.commitments(sit)["move_forward"])
    assert "promise by" in said
    assert "kept 100 %" in " ".join(said.split())


def test_beliefs(sit):
    assert "keeps_word" in shown(detente.beliefs(sit))


def test_flips_ties_and_transfers():
    case = detente.load("belarus-2023")
    assert "share (range)" in shown(detente.dependence(case, "BLR", "energy"))
    assert "can block it" in shown(detente.transfers(case, draws=1)["polonez"])


def test_flips():
    text = (
        "detente: 1\ntitle: T\nactors: {A: A, B: B}\noptions: {A: {x: x}, B: {y: y}}\nstatus_quo: []\n"
        "preferences: {A: {statements: [not y, x]}, B: {statements: [x -> y, not y]}}\n"
        "questions: {q: {text: Q?, when: x, counted: ever, base: 10%}}\n"
    )
    assert "what turns the answer" in shown(detente.flips(detente.load(text), "q"))


def test_long_tables_say_how_much_they_leave_out_and_everything_is_escaped():
    made = table_html("<script>", ["&"], [["<b>"]] * (MOST_ROWS + 2), "", "<i>")
    assert "and 2 more" in made
    assert "<script>" not in made
    assert "<i>" not in made
    assert made.count("<tr>") == MOST_ROWS + 1


def test_nothing_of_a_notebook_is_imported():
    code = "import sys, detente; detente.load('chicken'); print([m for m in sys.modules if m.split('.')[0] in ('IPython', 'notebook', 'jupyter')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
