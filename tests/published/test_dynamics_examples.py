"""The worked examples of the theory of behaviour and evolution: small enough to be checked by hand."""

from fractions import Fraction

import numpy as np
import pytest

from detente.conflict.chain import Turn, chain_from, limit_of
from detente.conflict.model import Conflict
from detente.conflict.ranks import ranks_by_statements
from detente.conflict.stability import Answers
from detente.conflict.turns import turns_of
from detente.situation.evaluate import truth
from detente.situation.grammar import parse_expression
from detente.situation.names import Names

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "seq2")


def order(names, codes, *statements):
    exprs = [parse_expression(one, names)[0] for one in statements]
    return ranks_by_statements(np.array([truth(expr, codes) for expr in exprs])).tolist()


def conflict(options, wants, **more):
    """A conflict from statements; ``wants`` gives each actor's, the most important first."""
    names = Names.of(options)
    plain = Conflict.from_options(options, ranks={a: [0] * states_of(options, more) for a in options}, **more)
    ranks = {actor: order(names, plain.codes, *wants[actor]) for actor in options}
    return Conflict.from_options(options, ranks=ranks, **more)


def states_of(options, more):
    from detente.situation.states import feasible_states

    names = Names.of(options)
    rules = [parse_expression(one, names)[0] for one in more.get("rules", ())]
    return len(feasible_states(len(names.labels), rules))


def named(con, at):
    return "".join(label for label, sign in zip(con.options, con.states[at], strict=True) if sign == "Y")


def equilibria(con, concept):
    return {named(con, at) for at in con.stability(concept).equilibria}


def made(con, actor, state, concept):
    answers = Answers(con.moves, con.ranks)
    return {named(con, at) for at in answers.made_at(con.actors.index(actor), concept, state)}


def ends(con, concept, start=0, *, paces=None, choice="best"):
    """Where events end, by the options taken; a cycle by all its states."""
    turns = turns_of(
        Answers(con.moves, con.ranks),
        [concept] * len(con.actors),
        paces or [Fraction(1)] * len(con.actors),
        choice,
    )
    limit = limit_of(chain_from(start, turns))
    return {tuple(named(con, at) for at in end.states): end.probability for end in limit.ends}


DETERRENCE = {"A": ["x"], "D": ["p"]}
WISH = ["not p", "x"]
FIRM = ["not x", "x -> p", "not p"]
SOFT = ["not p", "not x"]


def test_example_1_a_threat():
    firm, soft = (conflict(DETERRENCE, {"A": WISH, "D": one}) for one in (FIRM, SOFT))
    assert firm.ranks.tolist() == [[2, 3, 0, 1], [3, 0, 2, 1]]
    assert soft.ranks[1].tolist() == [3, 2, 1, 0]
    assert equilibria(firm, "seq") == {"", "xp"}
    assert made(firm, "A", 0, "seq") == set()
    assert equilibria(soft, "seq") == {"x"}
    assert made(soft, "A", 0, "seq") == {"x"}
    assert equilibria(soft, "gmr") == {"", "x"}


def test_example_2_a_hollow_threat():
    con = conflict(
        {"A": ["x"], "C": ["a"], "E": ["s"]},
        {"A": ["not a", "x"], "C": ["not s", "x -> a", "not a"], "E": ["a -> s", "not s"]},
    )
    assert con.ranks.tolist() == [
        [2, 3, 0, 1, 2, 3, 0, 1],
        [5, 3, 4, 4, 2, 0, 1, 1],
        [2, 2, 0, 0, 1, 1, 1, 1],
    ]
    assert equilibria(con, "nash") == {"xas"}
    assert equilibria(con, "seq") == {"", "x", "s", "xas"}
    assert equilibria(con, "seq2") == {"x", "xas"}
    assert ends(con, "nash") == {("xas",): 1}
    assert ends(con, "seq") == {("",): 1}
    assert ends(con, "seq2") == {("x",): 1}


def test_example_3_harm_that_comes_anyway():
    con = conflict({"A": ["x"], "C": ["z"]}, {"A": ["not z", "x"], "C": ["z"]})
    assert con.ranks.tolist() == [[2, 3, 0, 1], [0, 0, 1, 1]]
    for concept in ("gmr", "smr", "seq", "sseq"):
        assert con.stability(concept).stable[0, 0], concept
    assert not con.stability("seq2").stable[0, 0]


def test_example_4_no_free_riders():
    con = conflict({"A": ["x", "y"], "B": ["z"]}, {"A": ["x", "not z", "y"], "B": ["y -> z", "not z"]})
    assert con.ranks.tolist() == [[2, 6, 3, 7, 0, 4, 1, 5], [2, 2, 0, 0, 1, 1, 1, 1]]
    assert made(con, "A", 0, "seq") == {"x", "xy"}
    assert made(con, "A", 1, "seq") == set()
    assert ends(con, "seq") == {("x",): 1}
    assert ends(con, "seq", choice="any") == {("x",): Fraction(1, 2), ("xyz",): Fraction(1, 2)}


def test_example_5_with_types_seen():
    """Where the drawn type is seen, P(x) is the probability of the soft type; a threat that is seen is not tried."""
    weights = {"firm": Fraction(3, 10), "soft": Fraction(7, 10)}
    cases = {"firm": FIRM, "soft": SOFT}
    attacked = punished = Fraction(0)
    for name, wants in cases.items():
        for state, probability in ends(conflict(DETERRENCE, {"A": WISH, "D": wants}), "seq").items():
            attacked += weights[name] * probability * ("x" in state[0])
            punished += weights[name] * probability * ("p" in state[0])
    assert (attacked, punished) == (Fraction(7, 10), 0)


def test_example_5_once_provoked():
    """Where A attacks whatever D is, the firm punish: P(p) = 0.3."""
    assert ends(conflict(DETERRENCE, {"A": WISH, "D": FIRM}), "seq", start=1) == {("xp",): 1}
    assert ends(conflict(DETERRENCE, {"A": WISH, "D": SOFT}), "seq", start=1) == {("x",): 1}


def test_example_6_two_who_want_to_be_alone():
    con = conflict({"A": ["x"], "B": ["y"]}, {"A": ["not (x and y)", "x"], "B": ["not (x and y)", "y"]})
    assert ends(con, "nash") == {("x",): Fraction(1, 2), ("y",): Fraction(1, 2)}
    uneven = ends(con, "nash", paces=[Fraction(2), Fraction(1)])
    assert uneven == {("x",): Fraction(2, 3), ("y",): Fraction(1, 3)}


def test_example_7_a_cycle():
    con = conflict({"A": ["x"], "B": ["y"]}, {"A": ["x <-> y"], "B": ["not (x <-> y)"]})
    assert equilibria(con, "nash") == set()
    turns = turns_of(Answers(con.moves, con.ranks), ["nash", "nash"], [Fraction(1), Fraction(1)])
    y = {at for at in range(4) if "y" in named(con, at)}
    limit = limit_of(chain_from(0, turns, [y]))
    assert [end.states for end in limit.ends] == [(0, 1, 2, 3)]
    assert limit.ends[0].shares == (Fraction(1, 4),) * 4
    assert limit.probability(lambda state, _flags: state in y) == Fraction(1, 2)
    assert limit.probability(lambda _state, flags: flags[0]) == 1
    assert len(equilibria(con, "seq")) == 4
    assert ends(con, "seq") == {("",): 1}


@pytest.fixture(name="chain_of_three", params=["firm", "soft"])
def _chain_of_three(request):
    wants = {"firm": ["transfer -> cut", "not cut"], "soft": ["not cut"]}
    con = conflict(
        {"C": ["licence"], "B": ["transfer"], "E": ["cut"]},
        {
            "C": ["not cut", "licence", "not transfer"],
            "B": ["licence -> transfer", "not transfer"],
            "E": wants[request.param],
        },
        rules=["transfer -> licence"],
        lasting={"transfer": "taken"},
    )
    return request.param, con


def test_example_9_a_red_line_down_a_chain(chain_of_three):
    kind, con = chain_of_three
    assert list(con.states) == ["NNN", "YNN", "YYN", "NNY", "YNY", "YYY"]
    firm = {"firm": [2, 2, 0, 1, 1, 1], "soft": [1, 1, 1, 0, 0, 0]}
    assert con.ranks.tolist() == [[3, 5, 4, 0, 2, 1], [2, 0, 1, 2, 0, 1], firm[kind]]
    if kind == "firm":
        assert equilibria(con, "seq") == {"", "licencetransfercut"}
        assert made(con, "C", 0, "seq") == set()
        answer = con.stability("seq").explain("NNN", "C").improvements[0].answer
        assert answer == (("B", "YYN"), ("E", "YYY"))
        assert ends(con, "seq", start=1) == {("licencetransfercut",): 1}
    else:
        assert equilibria(con, "seq") == {"licencetransfer"}
        assert ends(con, "seq") == {("licencetransfer",): 1}


def test_example_10_a_promise_does_not_drive_events():
    con = conflict({"A": ["x"], "D": ["g"]}, {"A": ["g", "not x"], "D": ["x", "x -> g", "not g"]})
    assert con.ranks.tolist() == [[1, 0, 3, 2], [1, 2, 0, 3]]
    for concept in CONCEPTS:
        assert ends(con, concept) == {("",): 1}
    for concept in ("seq", "sseq", "smr", "gmr"):
        assert con.stability(concept).stable[:, 3].all()
    assert not con.stability("nash").stable[:, 3].all()
    assert made(con, "D", 1, "nash") == {"xg"}
    assert made(con, "D", 1, "seq") == set()


def test_example_11_a_pact_as_one_more_mover():
    """Turns may be a pact's: under nash the joint move is made, then A takes x back, then D takes g back, for ever."""
    turns = {
        0: [Turn(Fraction(1), ()), Turn(Fraction(1), ()), Turn(Fraction(1), (3,))],
        3: [Turn(Fraction(1), (2,)), Turn(Fraction(1), ()), Turn(Fraction(1), ())],
        2: [Turn(Fraction(1), ()), Turn(Fraction(1), (0,)), Turn(Fraction(1), ())],
    }
    (end,) = limit_of(chain_from(0, turns.get)).ends
    assert end.states == (0, 2, 3)
    assert end.shares == (Fraction(1, 3),) * 3
