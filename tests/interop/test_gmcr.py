"""Projects of GMCR+: read and written without loss of what they hold; what is lost is told."""

import json
import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.faults import SituationError
from detente.interop.converting import imported
from detente.interop.formats import GMCR
from detente.interop.gmcr_sketch import gmcr_sketch
from detente.interop.gmcr_writing import gmcr_text
from detente.interop.laying_out import laid_out
from interop.making import (
    CASES,
    DATA,
    SMALL,
    arcs_by_label,
    codes,
    random_situation,
    same_conflict,
    situations,
)
from naive.gmcr import meaning, order_of


def read(text):
    """Read a project, with what is lost."""
    sketch = gmcr_sketch(text, "x.gmcr", "x")
    return detente.load(laid_out(sketch)), sketch.lost


def brought(name):
    return imported(DATA / name, GMCR)


def conflict(sit):
    return detente.Conflict.from_situation(sit)


def pattern(state):
    return "".join("Y" if taken else "N" for taken in state)


def assert_means_the_same(sit, text):
    """Compare a situation with what the format says of a text: states, moves, and all comparisons."""
    con, twin = conflict(sit), meaning(text)
    names = {sit.actors[actor].name: actor for actor in con.actors}
    if sit.graph is None:
        assert list(con.states) == [pattern(state) for state in twin.states]
    assert len(con.states) == len(twin.states)
    number = {label: at for at, label in enumerate(con.states, 1)}
    arcs = {actor: {(number[a], number[b]) for a, b in own} for actor, own in arcs_by_label(con).items()}
    for maker in twin.makers:
        row = con.actors.index(names[maker])
        assert arcs[names[maker]] == twin.moves[maker]
        assert order_of(con.ranks[row].tolist()) == order_of(twin.payoffs[maker])


@pytest.mark.parametrize("case", [case for case in CASES if case != "elmira-1991-graph"])
def test_a_built_in_case_comes_back_as_the_same_conflict(case):
    sit = detente.load(case)
    back, lost = read(gmcr_text(sit, {}).text)
    assert same_conflict(conflict(sit), conflict(back))
    assert lost == ()
    players = conflict(sit).actors
    assert {actor: sit.actors[actor].name for actor in players} == {
        one.id: one.name for one in back.actors.values()
    }
    assert [(one.owner, one.id, one.text, one.lasting) for one in sit.options] == [
        (one.owner, one.id, one.text, one.lasting) for one in back.options
    ]


@pytest.mark.parametrize("case", [case for case in SMALL if case != "elmira-1991-graph"])
def test_a_built_in_case_means_the_same_to_the_format(case):
    sit = detente.load(case)
    assert_means_the_same(sit, gmcr_text(sit, {}).text)


def test_random_situations_mean_the_same_to_the_format_and_come_back():
    for sit in situations(11, 60):
        text = gmcr_text(sit, {}).text
        assert_means_the_same(sit, text)
        back, _ = read(text)
        assert same_conflict(conflict(sit), conflict(back))


def test_statements_stay_statements_and_each_keeps_its_meaning():
    rng, kept = np.random.default_rng(5), 0
    while kept < 20:
        sit = random_situation(rng)
        kinds = (
            {} if sit is None else {a: next(iter(one.types.values())) for a, one in sit.preferences.items()}
        )
        if sit is None or any(kind.weights or kind.ranking for kind in kinds.values()):
            continue
        kept += 1
        text = gmcr_text(sit, {}).text
        assert not json.loads(text)["useManualPreferenceRanking"]
        back, _ = read(text)
        for actor, kind in kinds.items():
            only = back.preferences[actor].types["only"]
            assert only.statements or conflict(sit).ranks[conflict(sit).actors.index(actor)].max() == 0
            assert len(only.statements) <= len(kind.statements)


@pytest.mark.parametrize("name", ["dam.gmcr", "ranked.gmcr", "shared.gmcr"])
def test_a_project_is_read_as_the_format_means_it(name):
    assert_means_the_same(brought(name).situation, (DATA / name).read_text())


def test_a_project_is_laid_out_for_reading():
    text = brought("dam.gmcr").text
    assert text.splitlines()[0] == "# Converted from dam.gmcr, a project of GMCR+."
    assert "    blow_up_the_dam: {text: Blow up the dam, lasting: taken}\n" in text
    assert "    lift_the_embargo: {text: Lift the embargo, lasting: dropped}\n" in text
    assert "  - at_most_one: [pay_for_the_water, blow_up_the_dam]\n" in text
    assert "      - close_the_gates <-> not pay_for_the_water\n" in text
    assert "      - blow_up_the_dam -> close_the_gates\n" in text
    assert detente.read(text)[1] == []


def test_a_ranking_is_kept_with_the_numbers_of_states():
    made = brought("ranked.gmcr")
    assert "    ranking: s4 > s6 ~ s3 > s1 > s2 ~ s5\n" in made.text
    assert "  s4: YYN\n" in made.text
    assert "    ranking: [[rest]]        # indifferent" in made.text
    assert made.lost == (
        "prioritisation of Island: the file ranks states otherwise, and the ranking counts",
        "misperceptions of Fleet: it doesn't perceive states with withdraw and attack",
        "coalition of Fleet and League: it becomes a pact, whose members may also move alone",
    )
    assert [pact.members for pact in made.situation.play.pacts] == [("Fleet", "League")]


def test_statements_stand_for_a_ranking_that_they_give():
    ranked = situation().text.replace("B: {statements: [b]}", "B: {ranking: [[x], [rest]]}")
    sit = detente.load(f"{ranked}states: {{x: YY}}\n")
    text = gmcr_text(sit, {}).text
    assert json.loads(text)["useManualPreferenceRanking"]
    back, lost = read(text)
    assert [bool(back.preferences[actor].types["only"].statements) for actor in ("A", "B")] == [True, False]
    assert lost == ()


def test_an_option_of_two_owners_makes_graph_form():
    made = brought("shared.gmcr")
    assert made.situation.graph is not None
    assert made.lost[0].startswith("options, and preferences as statements")
    assert "  - s2        # YNN\n" in made.text


def test_a_project_of_the_browser_tells_no_preferences():
    made = brought("browser.json")
    assert made.situation.title == "Boats in the strait"
    assert [option.lasting for option in made.situation.options] == ["", "taken"]
    assert made.situation.preferences == {}
    assert [one.partition(":")[0] for one in made.lost] == [
        "preferences of Southland",
        "preferences of Northland",
    ]


def test_pacts_and_coalitions_become_one_another():
    project = json.loads(gmcr_text(detente.load("sustainable-development"), {}).text)
    project["coalitions"] = [[0, 1]]
    back, lost = read(json.dumps(project))
    assert len(lost) == 1
    again = gmcr_text(back, {})
    assert json.loads(again.text)["coalitions"] == [[0, 1]]
    assert [one for one in again.lost if one.startswith("pact of")] != []


def test_what_a_project_has_no_place_for_is_listed():
    lost = gmcr_text(detente.load("belarus-2023"), {"CHN": "provoked"}).lost
    assert {
        "status_quo",
        "evidence: 66 entries",
        "types of CHN: trade_first (provoked is taken)",
        "worths of CHN: their order is written as a ranking",
        "behaviour of EU",
    } <= set(lost)


def test_the_type_that_is_named_is_written():
    sit = detente.load("sweden-2023")
    texts = {kind: gmcr_text(sit, {"TUR": kind}).text for kind in ("keeps_word", "asks_more")}
    con = detente.Conflict.from_situation(sit, types={"TUR": "asks_more"})
    assert same_conflict(con, conflict(read(texts["asks_more"])[0]))
    assert texts["asks_more"] != texts["keeps_word"]


def situation(rules="", wants="statements: [a, b]", play=""):
    return detente.load(
        "detente: 1\ntitle: T\nactors: {A: Alpha, B: Beta, C: Gamma}\noptions: {A: {a: A}, B: {b: B}}\n"
        f"{rules}preferences: {{A: {{{wants}}}, B: {{statements: [b]}}}}\n{play}"
    )


def test_statements_that_say_nothing_are_left_out_and_told():
    made = gmcr_text(situation(wants="statements: [a or not a, a and not a, b]"), {})
    assert json.loads(made.text)["decisionMakers"][0]["preferences"] == [[[1, "Y"]]]
    assert "a statement of A that holds always: a or not a" in made.lost
    assert "a statement of A that holds never: a and not a" in made.lost


def test_an_actor_that_is_indifferent_comes_back_so():
    back, lost = read(gmcr_text(situation(wants="ranking: [[rest]]"), {}).text)
    assert conflict(back).ranks[0].tolist() == [0, 0, 0, 0]
    assert lost == ()


def test_more_statements_than_the_program_can_weigh_become_a_ranking():
    many = ", ".join(["a", "b"] * 40)
    made = gmcr_text(situation(wants=f"statements: [{many}]"), {})
    assert json.loads(made.text)["decisionMakers"][0]["preferenceRanking"] == [4, 2, 3, 1]
    assert any(one.startswith("statements of A: more than 62") for one in made.lost)


def test_a_pact_that_is_no_coalition_is_told():
    made = gmcr_text(situation(play="play: {pacts: [[A, B], [B, C]]}\n"), {})
    assert json.loads(made.text)["coalitions"] == [[0, 1]]
    assert "pact of B and C: GMCR+ has each decision maker in one coalition" in made.lost


@pytest.mark.parametrize("case", ["elmira-1991-graph"])
def test_graph_form_is_refused(case):
    with pytest.raises(SituationError, match="DT806"):
        gmcr_text(detente.load(case), {})


def test_a_rule_that_is_no_short_list_of_patterns_is_refused_at_its_line():
    names = [f"o{k}" for k in range(24)]
    parity = names[0]
    for name in names[1:]:
        parity = f"({parity}) <-> {name}"
    sit = detente.load(
        f"detente: 1\ntitle: T\nactors: {{A: Alpha}}\noptions: {{A: {{{', '.join(f'{name}: X' for name in names)}}}}}\n"
        f"rules:\n  - {' and '.join(names[12:])}\n  - {parity}\npreferences: {{A: {{statements: [o0]}}}}\n"
    )
    with pytest.raises(SituationError) as error:
        gmcr_text(sit, {})
    assert (error.value.faults[0].code, error.value.faults[0].line) == ("DT806", 7)


def changed(**more):
    project = json.loads((DATA / "ranked.gmcr").read_text())
    return project | more


def broken(project):
    with pytest.raises(SituationError) as error:
        gmcr_sketch(json.dumps(project, indent=1), "x.gmcr", "x")
    return [(one.code, one.message) for one in error.value.faults]


def test_every_fault_of_a_project_is_told_with_its_line():
    text = (DATA / "ranked.gmcr").read_text()
    wrong = text.replace('"options": [2]', '"options": [7]').replace(
        '"both"}, {"name": "Blockade"', '"bth"}, {"name": "Blockade"'
    )
    with pytest.raises(SituationError) as error:
        gmcr_sketch(wrong, "x.gmcr", "x")
    assert [(one.code, one.line, one.column) for one in error.value.faults] == [
        ("DT802", 2, 55),
        ("DT803", 5, 34),
    ]


@pytest.mark.parametrize(
    ("project", "code"),
    [
        ([], "DT802"),
        ({"options": []}, "DT802"),
        ({"options": {}, "decisionMakers": []}, "DT802"),
        (changed(infeasibles=[[]]), "DT802"),
        (changed(infeasibles=[[[0, "Y"]], [[0, "N"]]]), "DT802"),
        (changed(infeasibles=[[[0, "Maybe"]]]), "DT802"),
        (changed(infeasibles=[[[0, "Y"], [0, "N"]]]), "DT802"),
        (changed(infeasibles=[[["0", "Y"]]]), "DT802"),
        (changed(infeasibles=[{"compound": True}]), "DT802"),
        (changed(infeasibles=[3]), "DT802"),
        (changed(infeasibles=[[[9, "Y"]]]), "DT803"),
        (changed(infeasibles=[]), "DT804"),
        (changed(coalitions=[[0, 9]]), "DT803"),
        (changed(coalitions=3), "DT802"),
        (changed(options=[3]), "DT802"),
        (changed(options=[{"name": f"o{k}"} for k in range(70)]), "DT807"),
        (changed(decisionMakers=[{"name": "A", "options": [0, 1, 2], "preferences": []}]), "DT802"),
        (changed(decisionMakers=[{"name": "A"}]), "DT802"),
        (
            changed(
                coalitions=[],
                decisionMakers=[{"name": "A", "options": [0, 1, 2], "preferenceRanking": [1, 1]}],
            ),
            "DT804",
        ),
    ],
)
def test_what_can_not_be_read_is_a_fault(project, code):
    assert code in [found for found, _ in broken(project)]


def test_faults_stop_before_they_are_endless():
    assert len(broken(changed(infeasibles=[[["x", "Y"]]] * 1000))) == 50


def test_forty_free_options_are_refused_before_they_are_listed():
    free = {
        "options": [{"name": f"o{k}"} for k in range(40)],
        "decisionMakers": [{"name": "A", "options": list(range(40))}],
    }
    assert [code for code, _ in broken(free)] == ["DT807"]


def test_a_shared_option_in_a_large_model_is_refused():
    makers = [
        {"name": name, "options": own, "preferences": []}
        for name, own in (("A", list(range(12))), ("B", [0]))
    ]
    large = {"options": [{"name": f"o{k}"} for k in range(12)], "decisionMakers": makers}
    assert [code for code, _ in broken(large)] == ["DT805"]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_project_is_read_or_refused_and_nothing_else(data):
    text = data.draw(
        st.sampled_from([(DATA / name).read_text() for name in ("dam.gmcr", "ranked.gmcr", "shared.gmcr")])
    )
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    put = data.draw(
        st.sampled_from(
            ["", "0", "[", "]", "{", '"', "-1", "null", "1e9", '"Y"', "[[[]]]", ",", "99999999999999999999"]
        )
    )
    assert all(code[:3] in {"DT4", "DT8", "DT9"} for code in codes(read, text[:start] + put + text[end:]))


def test_the_order_of_hash_seeds_changes_nothing():
    code = (
        "import detente; from detente.interop.gmcr_writing import gmcr_text;"
        "print(gmcr_text(detente.load('sweden-2023'), {}))"
    )
    import subprocess
    import sys

    outs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outs) == 1
