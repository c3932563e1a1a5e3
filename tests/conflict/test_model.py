"""The front door: conflicts from options, arcs and situations; every slip is named."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from detente.conflict.model import Conflict
from detente.faults import NOWHERE, SituationError
from detente.situation.expressions import And, Implies, Not, Taken
from detente.situation.records import (
    Actor,
    Graph,
    NamedState,
    Option,
    Preference,
    Quantity,
    Ranking,
    Situation,
    Statement,
    Tie,
    TieName,
    Type,
    Weight,
    Worth,
    WorthTerm,
)
from detente.situation.states import feasible_states

THREAT = {"A": [2, 3, 0, 1], "D": [3, 0, 2, 1]}


def options(**more):
    return Conflict.from_options(**{"options": {"A": ["x"], "D": ["p"]}, "ranks": THREAT, **more})


def test_states_are_patterns_by_ascending_code():
    con = options()
    assert list(con.states) == ["NN", "YN", "NY", "YY"]
    assert con.codes.tolist() == [0, 1, 2, 3]
    assert con.options == ("x", "p")
    assert con.actors == ("A", "D")
    assert con.status_quo is None
    assert options(status_quo="YN").status_quo == 1


def test_infeasible_patterns_and_rules_may_both_be_given():
    ranks = {"A": [0, 1], "D": [0, 1]}
    con = options(infeasible=["YY"], rules=["x or p"], ranks=ranks)
    assert list(con.states) == ["YN", "NY"]
    con = options(infeasible=["Y-"], ranks=ranks)
    assert list(con.states) == ["NN", "NY"]


def test_lasting_options_go_one_way():
    con = options(lasting={"x": "taken", "D.p": "dropped"})
    structural = con.stability("nash").structural
    assert structural.tolist() == [[False, True, False, True], [True, True, False, False]]


def test_equal_ranks_are_indifferent_and_any_numbers_will_do():
    floats = options(ranks={"A": np.array([0.5, 1.5, -1, 0]), "D": [Fraction(1, 3), 0, 0.25, True]})
    assert floats.ranks.tolist() == [[2, 3, 0, 1], [2, 0, 1, 3]]
    assert floats.ranks.dtype == np.int32


def test_two_actors_may_use_one_id():
    con = Conflict.from_options(
        {"A": ["x"], "B": ["x"]}, ranks={"A": [0] * 4, "B": [0] * 4}, lasting={"B.x": "taken"}
    )
    assert con.options == ("A.x", "B.x")
    assert con.stability("nash").structural[1].tolist() == [False, False, True, True]
    with pytest.raises(ValueError, match=r"write A\.x or B\.x"):
        Conflict.from_options(
            {"A": ["x"], "B": ["x"]}, ranks={"A": [0] * 4, "B": [0] * 4}, lasting={"x": "taken"}
        )


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            {"ranks": {"A": [1, 2, 3], "D": [0] * 4}},
            r"ranks of 'A': expected 4, one per feasible state, found 3",
        ),
        ({"ranks": {"A": [0] * 4}}, "expected ranks of 'D', found those of A"),
        ({"ranks": {**THREAT, "d": [0] * 4}}, "no actor 'd'; did you mean 'D'"),
        (
            {"ranks": {"A": [0, 1, 2, float("nan")], "D": [0] * 4}},
            "ranks of 'A': expected an integer.* found nan at 3",
        ),
        ({"lasting": {"y": "taken"}}, "no one option 'y'; expected one of x, p"),
        ({"lasting": {"X": "taken"}}, "no one option 'X'; did you mean 'x'"),
        ({"lasting": {"x": "forever"}}, "lasting 'x': expected 'taken' or 'dropped', found 'forever'"),
        ({"infeasible": ["Y"]}, "pattern 'Y': expected 2 signs, one per option, found 1"),
        ({"infeasible": ["YX"]}, "'X'"),
        ({"infeasible": ["--"]}, "no state is feasible"),
        ({"rules": ["x and not x"]}, "no state is feasible"),
        ({"status_quo": "NNN"}, "expected 2 signs"),
        (
            {"status_quo": "YY", "infeasible": ["YY"], "ranks": {"A": [0] * 3, "D": [0] * 3}},
            "'YY' is not among the 3",
        ),
        ({"options": {"A": ["x", "x"]}, "ranks": {"A": []}}, "'x' twice"),
        (
            {"options": {"A": [f"o{k}" for k in range(40)]}, "ranks": {"A": []}},
            "states are feasible; rules or",
        ),
    ],
)
def test_slips_in_options_are_named(more, message):
    with pytest.raises(ValueError, match=message):
        options(**more)


def test_all_faults_of_all_rules_are_told_at_once():
    with pytest.raises(SituationError) as caught:
        options(rules=["x -> q", "x and", "p"])
    assert len(caught.value.faults) == 2


def test_an_actor_may_have_no_options_and_there_may_be_none_at_all():
    con = Conflict.from_options({"A": ["x"], "B": []}, ranks={"A": [0, 1], "B": [1, 0]})
    assert con.stability("seq").structural.tolist() == [[False, False], [True, True]]
    con = Conflict.from_options({"A": []}, ranks={"A": [7]})
    assert list(con.states) == [""]
    assert con.stability("gmr").equilibria.tolist() == [0]


def test_arcs_by_name():
    con = Conflict.from_moves(
        ["p", "q", "r"],
        {"B": [("q", "r")], "A": [("p", "q"), ("p", "q")]},
        {"A": [0, 1, 0], "B": [0, 0, 1]},
        status_quo="p",
    )
    assert con.actors == ("A", "B")
    assert con.states == ("p", "q", "r")
    assert con.status_quo == 0
    res = con.stability("seq")
    assert [con.states[at] for at in res.equilibria] == ["p", "r"]
    assert res.explain("p", "A").improvements[0].answer == (("B", "r"),)
    with pytest.raises(ValueError, match="graph form has no codes"):
        _ = con.codes


@pytest.mark.parametrize(
    ("states", "moves", "ranks", "message"),
    [
        (
            ["p", "q"],
            {"A": [("p", "p")]},
            {"A": [0, 1]},
            "moves of 'A': expected two different states, found 'p' twice",
        ),
        (["p", "q"], {"A": [("p", "qq")]}, {"A": [0, 1]}, "no state 'qq'; did you mean 'q'"),
        (["p", "q"], {"AA": [("p", "q")]}, {"A": [0, 1]}, "no actor with ranks 'AA'; did you mean 'A'"),
        (["p", "p"], {}, {"A": [0, 1]}, "each state once, found 'p' twice"),
        ([], {}, {"A": []}, "at least one state"),
        (["p", "q"], {}, {"A": [0]}, "expected 2, one per feasible state, found 1"),
    ],
)
def test_slips_in_arcs_are_named(states, moves, ranks, message):
    with pytest.raises(ValueError, match=message):
        Conflict.from_moves(states, moves, ranks)


def test_an_unknown_concept_is_named_with_the_nearest():
    with pytest.raises(ValueError, match="no concept 'SEQ'; did you mean 'seq'"):
        options().stability("SEQ")


X, P = Taken(0, "x"), Taken(1, "p")


def point(number):
    return Quantity(Fraction(number), Fraction(number))


def statements(actor, name, *exprs, prior=None):
    return Type(name, actor, NOWHERE, prior, tuple(Statement(expr, "", NOWHERE) for expr in exprs))


def want(actor, *types, typed=True):
    return Preference(actor, {one.id: one for one in types}, typed, NOWHERE)


def threat(**more):
    """A owns x, D owns p; D is firm or soft."""
    parts = {
        "actors": {name: Actor(name, name, NOWHERE) for name in "ADE"},
        "options": (Option("x", "A", "", 0, NOWHERE, label="x"), Option("p", "D", "", 1, NOWHERE, label="p")),
        "status_quo": 0,
        "states": feasible_states(2, []),
        "preferences": {
            "A": want("A", statements("A", "only", Not(P), X), typed=False),
            "D": want(
                "D",
                statements("D", "firm", Not(X), Implies(X, P), Not(P), prior=point("3/10")),
                statements("D", "soft", Not(P), Not(X)),
            ),
        },
        **more,
    }
    return Situation("", "", "", NOWHERE, **parts)


def test_the_likeliest_type_is_taken_where_none_is_named():
    con = Conflict.from_situation(threat())
    assert con.actors == ("A", "D")  # E owns nothing and wants nothing
    assert con.ranks.tolist() == [[2, 3, 0, 1], [3, 2, 1, 0]]
    assert con.status_quo == 0
    assert con.options == ("x", "p")
    firm = Conflict.from_situation(threat(), types={"D": "firm"})
    assert firm.ranks.tolist() == [[2, 3, 0, 1], [3, 0, 2, 1]]


def test_the_first_of_equally_likely_types_is_taken_and_ranges_count_by_what_they_allow():
    def taken(first, second):
        kinds = [statements("D", "one", P, prior=first), statements("D", "two", Not(P), prior=second)]
        sit = threat(preferences={**threat().preferences, "D": want("D", *kinds)})
        return "one" if Conflict.from_situation(sit).ranks[1, 2] else "two"

    assert taken(point("1/2"), None) == "one"
    assert taken(point("1/2"), point("1/2")) == "one"
    assert taken(point("2/5"), None) == "two"
    ranges = Quantity(Fraction("0.4"), Fraction("0.5")), Quantity(Fraction("0.2"), Fraction("0.55"))
    assert taken(*ranges) == "two"  # 0.475 against 0.525 once they sum to one


def test_an_option_held_is_moved_by_nobody():
    con = Conflict.from_situation(threat(), do={"x": True})
    assert list(con.states) == ["YN", "YY"]
    assert con.codes.tolist() == [1, 3]
    assert con.status_quo == 0
    assert con.stability("nash").structural.tolist() == [[True, True], [False, False]]
    assert con.ranks.tolist() == [[1, 0], [1, 0]]
    assert Conflict.from_situation(threat(), do={"D.p": False}).options == ("x", "p")


def test_a_status_quo_that_rules_forbid_with_an_option_held_is_none():
    states = feasible_states(2, [Implies(P, X)])
    sit = threat(states=states)
    assert Conflict.from_situation(sit, do={"p": True}).status_quo is None
    assert Conflict.from_situation(replace(sit, status_quo=None)).status_quo is None


def weighted(worth_of_x):
    kind = Type(
        "only",
        "A",
        NOWHERE,
        weights=(
            Weight(X, "", worth_of_x, NOWHERE),
            Weight(And((X, P)), "", Worth((WorthTerm(point(-1)),), "", NOWHERE), NOWHERE),
        ),
    )
    return threat(preferences={**threat().preferences, "A": want("A", kind, typed=False)})


def tied(value, *, year=2021, known_by=None, product=""):
    return Tie("A", "D", "trade", value, "share of exports", "reported", NOWHERE, year, "", known_by, product)


def test_weights_are_taken_at_central_values_and_read_ties():
    term = WorthTerm(Quantity(Fraction(1), Fraction(3)))
    assert Conflict.from_situation(weighted(Worth((term,), "", NOWHERE))).ranks[0].tolist() == [0, 2, 0, 1]
    stake = Worth((WorthTerm(point(4), TieName("A", "D", "trade")),), "", NOWHERE)

    def ranks(*ties, **more):
        return Conflict.from_situation(replace(weighted(stake), ties=ties, **more)).ranks[0].tolist()

    assert ranks(tied(point("1/4"))) == [0, 1, 0, 0]  # 4 x 1/4 - 1 is exactly 0
    assert ranks(tied(point("1/4")), tied(point("1/2"), year=2022)) == [0, 2, 0, 1]
    assert ranks(tied(point("1/4")), tied(None, year=2022)) == [0, 1, 0, 0]
    assert ranks(tied(None)) == [0, 2, 0, 1]  # unknown is anything between 0 and 1
    assert ranks(tied(point("1/4")), tied(point(1), product="HS 8701")) == [0, 1, 0, 0]
    from datetime import date

    late = tied(point("1/2"), year=2022, known_by=date(2024, 1, 1))
    assert ranks(tied(point("1/4")), late, as_of=date(2023, 1, 1)) == [0, 1, 0, 0]
    with pytest.raises(ValueError, match=r"tie\(A/D/trade\): no such tie"):
        ranks()
    stake = Worth((WorthTerm(point(4), TieName("A", "D", "trade", 1999)),), "", NOWHERE)
    with pytest.raises(ValueError, match=r"tie\(A/D/trade/1999\): no such tie"):
        ranks(tied(point("1/4")))


def test_rankings_name_states_and_the_rest():
    named = {"war": NamedState("war", "YY", NOWHERE), "p": NamedState("p", "-Y", NOWHERE)}

    def ranks(*groups):
        kind = Type("only", "A", NOWHERE, ranking=Ranking(groups, NOWHERE))
        sit = threat(
            preferences={**threat().preferences, "A": want("A", kind, typed=False)}, named_states=named
        )
        return Conflict.from_situation(sit).ranks[0].tolist()

    assert ranks(("rest",), ("war",)) == [1, 1, 1, 0]
    assert ranks(("p",), ("rest",)) == [0, 0, 1, 1]
    with pytest.raises(ValueError, match="exactly one group, found state 0 in 0"):
        ranks(("p",))
    with pytest.raises(ValueError, match="exactly one group, found state 3 in 2"):
        ranks(("p", "war"), ("rest",))


def test_graph_form():
    graph = Graph(("s", "t"), {"A": ((0, 1),)}, NOWHERE)

    def order(actor, *groups):
        return want(actor, Type("only", actor, NOWHERE, ranking=Ranking(groups, NOWHERE)), typed=False)

    sit = threat(
        options=(),
        states=None,
        graph=graph,
        status_quo=1,
        preferences={"A": order("A", ("t",), ("s",)), "D": order("D", ("rest",))},
    )
    con = Conflict.from_situation(sit)
    assert con.states == ("s", "t")
    assert con.status_quo == 1
    assert con.stability("nash").stable.tolist() == [[False, True], [True, True]]
    with pytest.raises(ValueError, match="no option 'x': the situation is in graph form"):
        Conflict.from_situation(sit, do={"x": True})


def test_an_actor_that_wants_nothing_and_can_do_nothing_is_indifferent():
    sit = threat(preferences={**threat().preferences, "E": want("E", typed=False)})
    con = Conflict.from_situation(sit)
    assert con.actors == ("A", "D", "E")
    assert con.ranks[2].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("sit", "more", "message"),
    [
        (threat(), {"types": {"D": "frim"}}, "no type of 'D': 'frim'; did you mean 'firm'"),
        (threat(), {"types": {"Q": "firm"}}, "no actor 'Q'; expected one of A, D"),
        (threat(), {"do": {"y": True}}, "no one option 'y'"),
        (threat(states=feasible_states(2, [Not(P)])), {"do": {"p": True}}, "no feasible state has p=yes"),
        (threat(preferences={}), {}, "expected preferences of 'A', found none"),
        (threat(states=None), {}, "feasible states of the situation are not known"),
        (threat(options=(), states=None), {}, "no options and no moves"),
        (
            threat(preferences={**threat().preferences, "D": want("D", Type("t", "D", NOWHERE))}),
            {},
            "type 't' of 'D', found none",
        ),
    ],
)
def test_slips_in_situations_are_named(sit, more, message):
    with pytest.raises(ValueError, match=message):
        Conflict.from_situation(sit, **more)


def test_a_conflict_of_a_million_states_is_explained_at_once():
    """Labels are written when asked for, and found by bisection."""
    rng = np.random.default_rng(3)
    ranks = {name: rng.integers(0, 5, 1 << 16) for name in "AB"}
    con = Conflict.from_options(
        {"A": [f"a{k}" for k in range(8)], "B": [f"b{k}" for k in range(8)]}, ranks=ranks
    )
    verdict = con.stability("seq").explain("Y" * 16, "B")
    assert verdict.state == "Y" * 16
    assert con.position("Y" * 16) == (1 << 16) - 1
