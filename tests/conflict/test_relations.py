"""Strength, unknown preference and attitudes agree with the definitions; witnesses pass the check."""

import numpy as np
import pytest

import detente
from detente.conflict.concepts import CONCEPTS, concept_named, names_of, origin_words
from detente.conflict.model import Conflict
from detente.conflict.relation_check import relation_objections
from detente.conflict.results import Improvement, Step
from naive.concepts import Attitudes, Unknown, strong
from naive.models import (
    conflict_of,
    draws,
    graph_draw,
    large_draw,
    option_draw,
    random_kinds,
    random_levels,
)

PLAIN = ("gmr", "smr", "seq")
ALL = ("nash", *PLAIN)


def usual(rng):
    """Few states: option form, and graph form in two of five."""
    return graph_draw(rng) if rng.random() < 0.4 else option_draw(rng, most_options=4)


def larger(rng):
    """64 to 300 states and 2 to 4 actors."""
    return large_draw(rng, int(rng.integers(2, 5)))


def checked(con, found, degree=None):
    """The witnesses of every third state, of some of many, pass the independent check."""
    for row in range(len(found.actors)):
        for at in range(0, len(con.states), max(3, len(con.states) // 10)):
            assert relation_objections(con, found.explain(at, row), degree) == ()


def compare_strength(seed, count, drawn=usual):
    """Strong and weak verdicts at two degrees beside the plain ones."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        draw = drawn(rng)
        coarse, by_state = random_levels(rng, draw)
        con = conflict_of(draw)
        given = {actor: [int(x) for x in coarse[row]] for row, actor in enumerate(con.actors)}
        con, twin = con.refined(levels=given), draw.twin
        for plain in PLAIN:
            for degree, levels in ((2, by_state), (1, twin.ranks)):
                strongly = [[strong(twin, levels, i, s, plain) for s in twin.states] for i in twin.actors]
                found = con.stability(f"strong_{plain}", degree=degree)
                assert found.stable.tolist() == strongly
                checked(con, found, degree)
                weak = con.stability(f"weak_{plain}", degree=degree)
                assert weak.stable.tolist() == [
                    [twin.stable(i, s, plain) and not strongly[i][at] for at, s in enumerate(twin.states)]
                    for i in twin.actors
                ]
                checked(con, weak, degree)


def compare_unknown(seed, count, drawn=usual):
    """All sixteen extensions; for each actor nothing unknown, some pairs unknown, or few pairs certain."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        draw = drawn(rng)
        kinds, unknown, certain = random_kinds(rng, draw)
        con = conflict_of(draw)

        def named(pairs, con=con, twin=draw.twin):
            label = dict(zip(twin.states, con.states, strict=True))
            return {con.actors[i]: [(label[s], label[q]) for s, q in each] for i, each in pairs.items()}

        con = con.refined(unknown=named(unknown), certain=named(certain))
        naive = Unknown(draw.twin, kinds)
        for plain in ALL:
            for letter in "abcd":
                found = con.stability(f"{plain}_{letter}")
                assert found.stable.tolist() == [
                    [naive.stable(i, s, plain, letter) for s in draw.twin.states] for i in draw.twin.actors
                ]
                checked(con, found)


def compare_attitudes(seed, count, drawn=usual):
    """All eight concepts with random attitudes, some of them left out."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        draw = drawn(rng)
        con, actors = conflict_of(draw), draw.twin.actors
        table = [[int(i == j) for j in actors] for i in actors]
        given = {}
        for i in actors:
            for j in actors:
                if rng.random() < 0.5:
                    table[i][j] = int(rng.integers(-1, 2))
                    given.setdefault(con.actors[i], {})[con.actors[j]] = table[i][j]
        con = con.refined(attitudes=given)
        for strict in (False, True):
            naive = Attitudes(draw.twin, table, strict)
            for plain in ALL:
                found = con.stability(f"r{plain}{'_strict' * strict}")
                assert found.stable.tolist() == [
                    [naive.stable(i, s, f"r{plain}") for s in draw.twin.states] for i in actors
                ]
                checked(con, found)


def test_strength_agrees_with_the_definitions():
    compare_strength(seed=1, count=150)


def test_unknown_preference_agrees_with_the_definitions():
    compare_unknown(seed=2, count=150)


def test_attitudes_agree_with_the_definitions():
    compare_attitudes(seed=3, count=150)


@pytest.mark.parametrize("compare", [compare_strength, compare_unknown, compare_attitudes])
def test_larger_models_agree_too(compare):
    compare(seed=9, count=2, drawn=lambda rng: large_draw(rng, 3, most=100))


def test_strength_forms_a_chain_of_degrees():
    """Greatly worse asks for more than worse, and that for more than no better; nash is strong for want of anything to answer."""
    rng = np.random.default_rng(4)
    for draw in draws(seed=4, count=200):
        coarse, _ = random_levels(rng, draw)
        con = conflict_of(draw)
        con = con.refined(levels={actor: coarse[row].tolist() for row, actor in enumerate(con.actors)})
        nash = con.stability("nash").stable
        table = {}
        for plain in PLAIN:
            one, two = (con.stability(f"strong_{plain}", degree=k).stable for k in (1, 2))
            table[plain] = two
            weak, whole = con.stability(f"weak_{plain}").stable, con.stability(plain).stable
            assert not (two & ~one).any()
            assert not (one & ~whole).any()
            assert not (nash & ~two).any()
            assert (weak | two).tolist() == whole.tolist()
            assert not (weak & two).any()
        assert not ((table["smr"] | table["seq"]) & ~table["gmr"]).any()


def test_where_all_degrees_are_one_strong_is_worse_at_all():
    for draw in draws(seed=5, count=60):
        con = conflict_of(draw)
        same = con.refined(levels={actor: con.ranks[row].tolist() for row, actor in enumerate(con.actors)})
        for plain in PLAIN:
            by_rank = same.stability(f"strong_{plain}", degree=1).stable.tolist()
            assert same.stability(f"strong_{plain}").stable.tolist() == by_rank


def test_extensions_lie_within_each_other():
    """a within b and c, both within d; within a letter nash within seq and smr, both within gmr; none unknown: all the same."""
    rng = np.random.default_rng(6)
    apart = {"b but not c": 0, "c but not b": 0}
    for draw in draws(seed=6, count=150):
        _, unknown, certain = random_kinds(rng, draw)
        con = conflict_of(draw)
        label = dict(zip(draw.twin.states, con.states, strict=True))
        told = con.refined(
            unknown={con.actors[i]: [(label[s], label[q]) for s, q in each] for i, each in unknown.items()},
            certain={con.actors[i]: [(label[s], label[q]) for s, q in each] for i, each in certain.items()},
        )
        table = {name: told.stability(name).stable for name in names_of("unknown")}
        for plain in ALL:
            for one, other in ("ab", "ac", "bd", "cd"):
                assert not (table[f"{plain}_{one}"] & ~table[f"{plain}_{other}"]).any()
            apart["b but not c"] += (table[f"{plain}_b"] & ~table[f"{plain}_c"]).any()
            apart["c but not b"] += (table[f"{plain}_c"] & ~table[f"{plain}_b"]).any()
        for letter in "abcd":
            for one, other in (("nash", "seq"), ("nash", "smr"), ("seq", "gmr"), ("smr", "gmr")):
                assert not (table[f"{one}_{letter}"] & ~table[f"{other}_{letter}"]).any()
        assert table["nash_a"].tolist() == table["nash_c"].tolist()
        assert table["nash_b"].tolist() == table["nash_d"].tolist()
        for plain in ALL:
            whole = con.stability(plain).stable.tolist()
            assert all(con.stability(f"{plain}_{letter}").stable.tolist() == whole for letter in "abcd")
    assert all(apart.values()), apart


def test_attitudes_reduce_to_the_plain_concepts():
    """Positive to oneself and neutral to others is the plain concept for strict orders; as strict interest for all orders."""
    rng = np.random.default_rng(7)
    for draw in draws(seed=7, count=150):
        con = conflict_of(draw)
        strict = Conflict(
            con.actors,
            con.moves,
            np.array([rng.permutation(len(con.states)) for _ in con.actors], np.int32),
            con.states,
        )
        for plain in ALL:
            assert strict.stability(f"r{plain}").stable.tolist() == strict.stability(plain).stable.tolist()
            assert con.stability(f"r{plain}_strict").stable.tolist() == con.stability(plain).stable.tolist()


def test_who_cares_for_nobody_moves_anywhere():
    """With neutral attitudes all through, rnash is rsmr and rgmr is rseq (Walker, Hipel and Inohara 2009)."""
    for draw in draws(seed=8, count=150):
        con = conflict_of(draw)
        con = con.refined(attitudes={i: dict.fromkeys(con.actors, 0) for i in con.actors})
        table = {name: con.stability(name).stable.tolist() for name in ("rnash", "rsmr", "rgmr", "rseq")}
        assert table["rnash"] == table["rsmr"]
        assert table["rgmr"] == table["rseq"]


def test_strength_by_hand():
    """A attacks unless punished. Punishment is greatly worse for it than peace only where the levels say so."""
    con = Conflict.from_options({"A": ["a"], "D": ["p"]}, ranks={"A": [2, 3, 0, 1], "D": [3, 0, 2, 1]})
    fears = con.refined(levels={"A": [1, 1, 0, 0]})
    verdict = fears.stability("strong_seq").explain("NN", "A")
    assert verdict.improvements == (Improvement("YN", (Step("D", "YY"),)),)
    assert verdict.stable
    shrugs = con.refined(levels={"A": [1, 1, 0, 1]})
    assert not shrugs.stability("strong_seq").explain("NN", "A").stable
    assert shrugs.stability("weak_seq").explain("NN", "A").stable


def test_wishing_the_other_well_by_hand():
    """In the dilemma, who wishes the other well and not itself ill never defects; who wishes it ill always does."""
    con = detente.Conflict.from_situation(detente.load("prisoners-dilemma"))
    first, second = con.actors
    kind = con.refined(attitudes={first: {first: 0, second: 1}, second: {second: 0, first: 1}})
    grim = con.refined(attitudes={first: {first: 0, second: -1}, second: {second: 0, first: -1}})
    assert [con.states[at] for at in kind.stability("rnash").equilibria] == ["YY"]
    assert [con.states[at] for at in grim.stability("rnash").equilibria] == ["NN"]


def test_the_checker_refuses_whatever_is_wrong():
    con = Conflict.from_options({"A": ["a"], "D": ["p"]}, ranks={"A": [2, 3, 0, 1], "D": [3, 0, 2, 1]})
    con = con.refined(levels={"A": [1, 1, 0, 0]})
    good = con.stability("strong_seq").explain("NN", "A")
    (one,) = good.improvements
    wrong = {
        "stable is False": {"stable": False},
        "structural is True": {"structural": True},
        "the moves are not": {"improvements": ()},
        "overlooked": {"improvements": (one._replace(answer=None),)},
        "must not move": {"improvements": (one._replace(answer=(Step("A", "NN"),)),)},
        "does not step": {"improvements": (one._replace(answer=(Step("D", "NY"),)),)},
        "ends in no answer": {"improvements": (one._replace(answer=()),)},
    }
    for part, change in wrong.items():
        found = relation_objections(con, good._replace(**change))
        assert any(part in sentence for sentence in found), (part, found)
    weak = con.stability("weak_seq").explain("NN", "A")
    assert relation_objections(con, weak) == ()
    assert "by seq it is True and strongly True" in relation_objections(con, weak._replace(stable=True))[0]


def test_what_does_not_fit_is_refused():
    con = Conflict.from_moves(["p", "q"], {"A": [("p", "q")]}, {"A": [0, 1], "B": [0, 0]})
    for change, message in [
        ({"levels": {"A": [1, 0]}}, "must be coarser"),
        ({"levels": {"B": [1, 0]}}, "must be coarser"),
        ({"levels": {"A": [1]}}, "expected 2, one per state, found 1"),
        ({"unknown": {"A": [("p", "p")]}}, "'p' twice"),
        ({"unknown": {"A": [("p", "r")]}}, "there is no state 'r'"),
        ({"certain": {"A": [("p", "q"), ("q", "p")]}}, "preferred to each other"),
        ({"attitudes": {"A": {"B": 2}}}, "expected 1, 0 or -1, found 2"),
        ({"attitudes": {"A": {"C": 1}}}, "actor"),
    ]:
        with pytest.raises(ValueError, match=message):
            con.refined(**change)
    with pytest.raises(ValueError, match="expected strengths of preference"):
        con.stability("strong_seq")
    strong = con.refined(levels={"A": [0, 1]})
    with pytest.raises(ValueError, match="degree from 1 to 2, found 3"):
        strong.stability("strong_seq", degree=3)
    with pytest.raises(ValueError, match="takes no degree"):
        strong.stability("seq", degree=1)
    partly = con.refined(unknown={"A": [("p", "q")]})
    with pytest.raises(ValueError, match="preference of A is partly unknown"):
        partly.stability("seq")


def test_every_concept_says_where_it_comes_from():
    for name in CONCEPTS:
        one = concept_named(name)
        assert one.words
        assert one.source or one.origin == "own"
        marked = {"unverified": "from memory", "own": "this program's own", "literature": ""}[one.origin]
        assert marked in origin_words(one)
    unverified = {name for name, one in CONCEPTS.items() if one.origin == "unverified"}
    assert unverified == {"stackelberg", "cseq", "rnash", "rgmr", "rsmr", "rseq"}
