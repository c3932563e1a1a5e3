"""Every built-in case of the literature comes out cell by cell."""

import json
from pathlib import Path

import pytest

import detente
from detente.situation.states import pattern_mask

ANSWERS = json.loads((Path(__file__).parent / "answers.json").read_text(encoding="utf-8"))
CASES = [(name, name) for name in ANSWERS] + [("elmira-1991-graph", "elmira-1991")]
CONCEPTS = {"Nash": "nash", "GMR": "gmr", "SMR": "smr", "SEQ": "seq", "SSEQ": "sseq"}


def positions(sit, con):
    """The states of each published name."""
    if sit.graph is not None:
        return {name: [at] for at, name in enumerate(con.states)}
    return {
        name: pattern_mask(state.pattern, con.codes).nonzero()[0].tolist()
        for name, state in sit.named_states.items()
    }


@pytest.mark.parametrize(("case", "answers"), CASES)
@pytest.mark.parametrize("written", CONCEPTS)
def test_every_cell_of_the_published_stability_table(case, answers, written):
    sit = detente.load(case)
    con = detente.Conflict.from_situation(sit)
    result = con.stability(CONCEPTS[written])
    for name, places in positions(sit, con).items():
        for actor, row in zip(con.actors, result.stable, strict=True):
            expected = name in ANSWERS[answers]["per_actor"][actor][written]
            assert [bool(row[at]) for at in places] == [expected] * len(places), (actor, name)


@pytest.mark.parametrize(("case", "answers"), CASES)
def test_published_equilibria(case, answers):
    sit = detente.load(case)
    con = detente.Conflict.from_situation(sit)
    named = positions(sit, con)
    for written, expected in ANSWERS[answers]["published"].items():
        if written in CONCEPTS:
            found = set(con.stability(CONCEPTS[written]).equilibria.tolist())
            assert found == {at for name in expected for at in named[name]}, written


EVOLUTIONS = [
    ("cuban-missile-crisis-1962", {}, {"NYYN": 1.0}),
    ("elmira-1991", {}, {"NYNNY": 1.0}),
    ("elmira-1991-graph", {}, {"s5": 1.0}),
    ("syria-iraq-euphrates-1975", {}, {"NYY": 1.0}),
    ("lake-gisborne-economic", {}, {"YYN": 1.0}),
    ("sustainable-development", {}, {"YY": 1.0}),
    ("chicken", {}, {"YN": 0.5, "NY": 0.5}),
    ("prisoners-dilemma", {}, {"YY": 1.0}),
    ("prisoners-dilemma", {"P2.cooperate": False}, {"NN": 1.0}),
]


@pytest.mark.parametrize(("case", "start", "ends"), EVOLUTIONS)
def test_where_published_conflicts_end(case, start, ends):
    forecast = detente.forecast(detente.load(case), start=start)
    assert {one.state: one.probability for one in forecast.outcomes} == ends


def with_behaviour(case, behaviour):
    """A case in which everybody decides in one way."""
    sit = detente.load(case)
    head, _, tail = sit.text.partition("preferences:\n")
    for actor in sit.preferences:
        tail = tail.replace(f"  {actor}:\n", f"  {actor}:\n    behaviour: {behaviour}\n", 1)
    return detente.load(f"{head}preferences:\n{tail}")


@pytest.mark.parametrize(
    ("case", "behaviour", "ends"),
    [
        ("cuban-missile-crisis-1962", "gmr", ["NNNN"]),
        ("elmira-1991", "gmr", ["NYNNN"]),
        ("syria-iraq-euphrates-1975", "gmr", ["NNN"]),
    ],
)
def test_who_fears_any_answer_does_not_move(case, behaviour, ends):
    assert [one.state for one in detente.forecast(with_behaviour(case, behaviour)).outcomes] == ends


def test_without_foresight_the_cuban_crisis_turns_for_ever():
    (cycle,) = detente.forecast(with_behaviour("cuban-missile-crisis-1962", "nash")).outcomes
    assert (cycle.kind, set(cycle.states)) == ("cycle", {"NNNN", "NYNN", "NYYN", "NNYN"})
