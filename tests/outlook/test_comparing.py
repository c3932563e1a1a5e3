"""Two files compared: what differs, what follows, and which change did it."""

from dataclasses import replace

import pytest

import detente
from cli.asking import BARE, THREAT, TIES
from detente.outlook.comparing import compare
from detente.outlook.concluding import Key, concluded


def changed(*pairs):
    text = THREAT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return detente.load(text)


def by(found):
    return {one.key: one.by for one in found.turned}


def test_the_change_that_did_it_is_found_among_others():
    second = changed(
        ("statements: [not punish, attack]", "statements: [attack, not punish]"),
        ("unlikely, soft: likely", "unlikely, soft: very likely"),
        ("title: A threat", "title: No threat"),
    )
    found = compare(changed(("prior: 30%", "prior: 70%")), replace(second, file=""))
    answer = by(found)[Key("answer", "attacks")]
    blamed = [found.changes[k].differences[0].path for (k,) in answer]
    assert blamed
    assert all(path[:1] == ("preferences",) for path in blamed)


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
questions: {done: {text: Done?, when: x, counted: ever, base: 50%}}
"""


def without(*names):
    return detente.load(
        "".join(
            line
            for line in WEIGHTS.splitlines(keepends=True)
            if not any(line.startswith(f"  {name}:") for name in names)
        )
    )


def test_pairs_are_tried_where_no_single_change_does_it():
    """The first report with the second, or with the fourth, turns the answer; none of them does by itself."""
    found = compare(without(), without("e1", "e2", "e4"))
    answer = next(one for one in found.turned if one.key == Key("answer", "done"))
    paths = [tuple(found.changes[k].differences[0].path[-1] for k in chosen) for chosen in answer.by]
    assert (answer.first, answer.second, paths) == ("yes", "no", [("e1", "e2"), ("e1", "e4")])
    assert (found.pairs, found.left) == (3, 0)


def test_pairs_that_are_left_out_are_counted():
    found = compare(without(), without("e1", "e2", "e4"), pairs=1)
    assert (found.pairs, found.left) == (1, 2)


def test_what_is_reused_gives_what_is_worked_out_anew():
    first = without()
    model = concluded(first).model
    for name in ("e1", "e2", "e3"):
        second = without(name)
        again, anew = concluded(second, before=model), concluded(second)
        assert again.values == anew.values
        assert again.questions == anew.questions


@pytest.mark.parametrize("case", ["chicken", "sweden-2023", "elmira-1991-graph"])
def test_a_file_compared_with_itself_differs_in_nothing(case):
    found = compare(detente.load(case), detente.load(case))
    assert (found.changes, found.turned, found.tried) == ((), (), ())


@pytest.mark.parametrize(
    ("first", "second"),
    [("chicken", "prisoners-dilemma"), ("elmira-1991", "elmira-1991-graph"), ("chicken", TIES), (TIES, BARE)],
)
def test_files_that_share_little_are_compared_too(first, second):
    there, back = (compare(detente.load(a), detente.load(b)) for a, b in ((first, second), (second, first)))
    assert there.changes
    assert {(one.key, one.first, one.second) for one in there.turned} == {
        (one.key, one.second, one.first) for one in back.turned
    }


def test_a_file_without_a_model_says_why_nothing_follows():
    found = compare(detente.load(TIES), detente.load(TIES.replace("95", "90")))
    assert [one.path for one in found.changes[0].differences] == [("ties", "1", "value")]
    assert "options" in found.first.why
    assert found.turned == ()


def test_a_change_that_makes_no_file_by_itself_says_why():
    second = (
        THREAT.replace("D: {punish: Punish the attack}", "D: {punish: Punish the attack, arm: Arm}")
        .replace("status_quo: []", "status_quo: [arm]")
        .replace("war: YY", "war: YYY")
    )
    found = compare(detente.load(THREAT), detente.load(second))
    unmade = {one.changes: one.why for one in found.tried if one.found is None}
    assert any("no option 'arm'" in why for why in unmade.values())


def test_tables_that_say_something_else_are_a_change(tmp_path):
    files = []
    for name, value in (("one", 95), ("two", 20)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "t.csv").write_text(
            f"from,to,vector,value,unit,year\nB,A,energy,{value},PJ,2020\n", encoding="utf-8"
        )
        text = THREAT.replace(
            "questions:\n", "ties: [{table: t.csv}]\nvectors: {energy: Energy}\nquestions:\n"
        )
        (folder / "case.yaml").write_text(text.replace("D: Delta}", "D: Delta, B: Beta}"), encoding="utf-8")
        files.append(detente.load(folder / "case.yaml"))
    (change,) = compare(*files).changes
    assert [one.path for one in change.differences] == [("tables", "t.csv")]


TRANSFER = """
transfers:
  arms:
    item: Missiles
    from: A
    to: B
    routes:
      - {through: [C], consent: {C: 50%}}
"""


def test_who_can_block_a_transfer_is_compared_in_a_file_without_a_model():
    first = (
        TIES.replace("actors: {A: Alpha, B: Beta}", "actors: {A: Alpha, B: Beta, C: Gamma, D: Delta}")
        + TRANSFER
    )
    second = first.replace("consent: {C: 50%}", "consent: {C: 50%, D: 50%}")
    found = compare(detente.load(first), detente.load(second.replace("95", "94")))
    (turned,) = found.turned
    assert (turned.key, turned.first, turned.second) == (
        Key("transfer", "arms"),
        "blocked by C",
        "blocked by C or D",
    )
    assert [found.changes[k].differences[0].path[0] for (k,) in turned.by] == ["transfers"]
    assert all(one.found is not None for one in found.tried)


def test_commitments_are_compared_when_asked_for():
    vow = "commitments: {threat: {by: D, kind: threat, if: attack, then: punish}}\n"
    first, second = (detente.load(THREAT.replace("prior: 30%", f"prior: {p}%") + vow) for p in (20, 90))
    key = Key("commitment", "threat")
    assert key not in by(compare(first, second))
    turned = {one.key: one for one in compare(first, second, vows=True).turned}
    assert (turned[key].first, turned[key].second) == (
        "not credible, does not deter",
        "credible, deters",
    )
