"""Coalitions agree with the definitions on random models; every witness is one; what follows from them holds."""

import numpy as np
import pytest

import detente
from detente.conflict.bitsets import TooLargeError, check_room
from detente.conflict.blocks import OptionMoves, Owner
from detente.conflict.coalition_check import coalition_objections
from detente.conflict.coalitions import coalition_improvements, equilibrium_jumps
from detente.conflict.concepts import names_of
from detente.conflict.model import Conflict
from detente.conflict.results import Improvement, Step
from naive.concepts import Coalitional, Merged, coalitions
from naive.conflict import option_moves
from naive.models import conflict_of, graph_draw, large_draw, option_draw

CONCEPTS = names_of("coalition")
PLAIN = {"cnash": "nash", "cgmr": "gmr", "csmr": "smr"}


def few(rng):
    """2-4 actors, now and then 5, and at most 16 states, for coalitions of coalitions are many."""
    while True:
        draw = graph_draw(rng) if rng.random() < 0.4 else option_draw(rng, most_options=4)
        if len(draw.twin.moves) < 5 or rng.random() < 0.1:
            return draw


def larger(rng):
    """64 to 300 states and 2 or 3 actors."""
    return large_draw(rng, int(rng.integers(2, 4)))


def compare(seed, count, drawn=few):
    """Every verdict of every coalition under every concept, and the witnesses of every third state, of some of many."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        draw = drawn(rng)
        con, naive = conflict_of(draw), Coalitional(draw.twin)
        for concept in CONCEPTS:
            found = con.stability(concept)
            for row, name in enumerate(found.actors):
                group = frozenset(con.row(actor) for actor in name.split("+"))
                expected = [naive.stable(group, state, concept) for state in draw.twin.states]
                assert found.stable[row].tolist() == expected, (concept, name)
                for at in range(0, len(con.states), max(3, len(con.states) // 8)):
                    assert coalition_objections(con, found.explain(at, row)) == ()


def test_verdicts_agree_with_the_definitions_and_witnesses_pass_the_check():
    compare(seed=1, count=200)


def test_larger_models_agree_too():
    compare(seed=8, count=1, drawn=lambda rng: large_draw(rng, 3, most=80))


def test_one_coalition_asked_for_is_as_in_the_table_of_all():
    rng = np.random.default_rng(2)
    for _ in range(40):
        con = conflict_of(few(rng))
        for concept in CONCEPTS:
            table = con.stability(concept)
            for row, name in enumerate(table.actors):
                alone = con.stability(concept, coalition=name.split("+"))
                assert alone.actors == (name,)
                assert alone.stable[0].tolist() == table.stable[row].tolist()


def test_what_implies_what():
    """Where moves are transitive, as in option form, cseq lies within cgmr; on other graphs coalitions can step on."""
    rng = np.random.default_rng(3)
    broken = 0
    for _ in range(300):
        draw = few(rng)
        con = conflict_of(draw)
        table = {concept: con.stability(concept).stable for concept in CONCEPTS}
        for strong, weak in [("cnash", "csseq"), ("csseq", "cseq"), ("cnash", "csmr"), ("csmr", "cgmr")]:
            assert not (table[strong] & ~table[weak]).any(), (strong, weak)
        for strong, weak in [("cseq", "cgmr"), ("csseq", "csmr")]:
            outside = (table[strong] & ~table[weak]).any()
            broken += outside
            assert draw.owners is None or not outside, (strong, weak)
        single = len(con.actors)
        for concept, plain in PLAIN.items():
            assert table[concept][:single].tolist() == con.stability(plain).stable.tolist()
    assert broken


def test_answers_of_coalitions_are_more_than_answers_of_actors():
    rng = np.random.default_rng(7)
    more = 0
    for _ in range(200):
        con = conflict_of(few(rng))
        plain, coalitional = con.stability("seq").stable, con.stability("cseq").stable[: len(con.actors)]
        assert not (plain & ~coalitional).any()
        more += (coalitional & ~plain).any()
    assert more


def test_universal_stability_is_stability_for_all_and_so_within_the_plain_one():
    rng = np.random.default_rng(4)
    for _ in range(100):
        con = conflict_of(few(rng))
        for concept, plain in PLAIN.items():
            found = con.stability(concept)
            assert found.equilibria.tolist() == np.flatnonzero(found.stable.all(axis=0)).tolist()
            assert set(found.equilibria.tolist()) <= set(con.stability(plain).equilibria.tolist())


def test_jumps_lead_from_equilibrium_to_equilibrium_and_are_complete():
    rng = np.random.default_rng(5)
    met = 0
    for _ in range(150):
        draw = few(rng)
        con, naive = conflict_of(draw), Coalitional(draw.twin)
        for concept in ("nash", "gmr"):
            stable = {
                at
                for at, state in enumerate(draw.twin.states)
                if all(draw.twin.stable(i, state, concept) for i in draw.twin.actors)
            }
            number = {state: at for at, state in enumerate(draw.twin.states)}
            expected = {
                (tuple(sorted(group)), at, number[to])
                for group in coalitions(draw.twin.actors)
                if len(group) > 1
                for at in stable
                for to in naive.gains(group, draw.twin.states[at])
                if number[to] in stable
            }
            jumps = equilibrium_jumps(con, concept)
            found = [
                (tuple(map(con.row, jump.coalition)), con.position(jump.state), con.position(jump.to))
                for jump in jumps
            ]
            assert set(found) == expected
            assert len(found) == len(expected)
            met += len(found)
            assert all(jump.path[-1].to == jump.to for jump in jumps)
    assert met > 20


def compare_merged(seed, count):
    """Some actors as one, in option form with its joint steps and in graph form without."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        draw = few(rng)
        con, twin = conflict_of(draw), draw.twin
        size = int(rng.integers(2, len(con.actors) + 1))
        group = sorted(rng.choice(len(con.actors), size, replace=False).tolist())
        joint = set().union(*(twin.moves[i] for i in group))
        if draw.owners is not None:
            own = [k for i in group for k in draw.owners[i]]
            lasting = {
                k: "taken" if owner.taken >> k & 1 else "dropped"
                for owner in draw.moves.owners
                for k in range(8)
                if (owner.taken | owner.dropped) >> k & 1
            }
            (joint,) = option_moves(twin.states, [own], lasting)
        naive = Merged(twin, group, joint)
        for concept in ("nash", "gmr", "smr", "seq", "sseq"):
            found = con.stability(concept, merged=[con.actors[i] for i in group])
            assert found.actors[0] == "+".join(con.actors[i] for i in group)
            assert found.stable.tolist() == [
                [naive.stable(k, state, concept) for state in twin.states] for k in range(len(naive.movers))
            ]


def test_merged_actors_agree_with_the_definitions():
    compare_merged(seed=6, count=150)


def test_a_merged_pair_passes_where_a_coalition_can_not():
    """Both must change at once, for no state between is feasible: one joint step, but no sequence of moves."""
    con = Conflict.from_options(
        {"A": ["a"], "B": ["b"]}, infeasible=["YN", "NY"], ranks={"A": [0, 1], "B": [0, 1]}
    )
    assert [con.states[at] for at in con.stability("cnash").equilibria] == ["NN", "YY"]
    assert [con.states[at] for at in con.stability("nash", merged=["A", "B"]).equilibria] == ["YY"]


@pytest.mark.parametrize("case", ["elmira-1991", "elmira-1991-graph"])
def test_ministry_and_firm_jump_from_s5_to_s8(case):
    """Kilgour, Hipel, Fang and Peng 2001, with the improvements of every coalition."""
    sit = detente.load(case)
    con = Conflict.from_situation(sit)
    name = {state: state for state in con.states}
    name |= {one.pattern: one.id for one in sit.named_states.values()} if sit.graph is None else {}
    jumps = equilibrium_jumps(con, "nash")
    assert [(jump.coalition, name[jump.state], name[jump.to]) for jump in jumps] == [
        (("MoE", "UR"), "s5", "s8")
    ]
    assert [(step.by, name[step.to]) for step in jumps[0].path] == [("MoE", "s6"), ("UR", "s8")]
    improvements = {
        ("MoE", "UR"): {"s2": {"s4"}, "s5": {"s8"}, "s6": {"s8"}},
        ("MoE", "LG"): {"s1": {"s5"}, "s3": {"s7"}},
        ("UR", "LG"): {"s2": {"s4", "s8"}, "s6": {"s8"}},
        ("MoE", "UR", "LG"): {"s2": {"s4", "s8"}, "s6": {"s8"}},
    }
    for group, expected in improvements.items():
        found = coalition_improvements(con, group)
        assert {name[one]: {name[to] for to in ends} for one, ends in found.items()} == expected


@pytest.fixture
def dilemma():
    return Conflict.from_options({"A": ["a"], "B": ["b"]}, ranks={"A": [2, 3, 0, 1], "B": [2, 0, 3, 1]})


def test_the_dilemma_by_hand(dilemma):
    """Both gain by disarming together; alone each would arm again, which the other answers."""
    table = {name: dilemma.stability(name) for name in CONCEPTS}
    universal = {name: [dilemma.states[at] for at in one.equilibria] for name, one in table.items()}
    assert universal == {"cnash": [], "cgmr": ["NN"], "csmr": ["NN"], "cseq": ["NN"], "csseq": ["NN"]}
    verdict = table["cseq"].explain("YY", "A+B")
    assert verdict.improvements == (Improvement("NN", None, steps=(Step("A", "NY"), Step("B", "NN"))),)
    assert not verdict.stable


def test_the_checker_refuses_whatever_is_wrong(dilemma):
    good = dilemma.stability("cseq").explain("YY", "A+B")
    (one,) = good.improvements
    alone = dilemma.stability("cgmr").explain("NN", "A")
    wrong = {
        "stable is True": (good, {"stable": True}),
        "structural": (good, {"structural": True}),
        "improvements are not": (good, {"improvements": ()}),
        "does not step": (good, {"improvements": (one._replace(steps=(Step("A", "NN"),)),)}),
        "twice in a row": (
            good,
            {"improvements": (one._replace(steps=(Step("A", "NY"), Step("A", "YY"), Step("B", "YN"))),)},
        ),
        "doesn't lead to": (good, {"improvements": (one._replace(steps=(Step("A", "NY"),)),)}),
        "no member": (
            alone,
            {"improvements": (alone.improvements[0]._replace(answer=(Step("A", "NN"),)),)},
        ),
        "overlooked": (alone, {"improvements": (alone.improvements[0]._replace(answer=None),)}),
        "ends in no answer": (alone, {"improvements": (alone.improvements[0]._replace(answer=()),)}),
    }
    for part, (verdict, change) in wrong.items():
        found = coalition_objections(dilemma, verdict._replace(**change))
        assert any(part in sentence for sentence in found), (part, found)


def test_what_does_not_fit_is_refused_before_memory_is_taken(dilemma):
    with pytest.raises(ValueError, match="did you mean 'A'"):
        dilemma.stability("cseq", coalition=["a"])
    with pytest.raises(ValueError, match="at least one member"):
        dilemma.stability("cseq", coalition=[])
    with pytest.raises(ValueError, match="takes no coalition"):
        dilemma.stability("seq", coalition=["A", "B"])
    big = Conflict(
        ("A", "B"),
        OptionMoves(np.arange(1 << 17), [Owner(1), Owner(2)]),
        np.zeros((2, 1 << 17)),
        ["s"] * (1 << 17),
    )
    with pytest.raises(TooLargeError, match=r"131,072 states are too many; at most 17,\d\d\d would do"):
        big.stability("cgmr")
    many = Conflict.from_moves(["p"], {}, {f"A{k}": [0] for k in range(11)})
    with pytest.raises(TooLargeError, match=r"11 actors have 2,047 coalitions; at most 10 actors would do"):
        many.stability("cnash")
    assert many.stability("cseq", coalition=["A0", "A1"]).stable.tolist() == [[True]]
    with pytest.raises(TooLargeError, match="coalitions"):
        check_room(100_000, 8, "coalitions")
