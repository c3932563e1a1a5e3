"""The front door of the engine refuses whatever is of the wrong kind in plain words, never with another error."""

import numpy as np
import pytest

import detente
from detente.conflict.model import Conflict

NAN = float("nan")
OPTIONS = {"options": {"A": ["x"], "D": ["p"]}, "ranks": {"A": [2, 3, 0, 1], "D": [3, 0, 2, 1]}}
GRAPH = {"states": ["p", "q"], "moves": {"A": [("p", "q")]}, "ranks": {"A": [0, 1], "B": [1, 0]}}
MACHINE = ("dtype", "broadcast", "unpack", "ufunc", "iterable", "hashable", "attribute", "subscript")

WRONG_OPTIONS = [
    *[
        {"options": v}
        for v in (None, 5, "AB", [("A", ["x"])], {"A": None}, {"A": 5}, {"A": "xy"}, {5: ["x"]})
    ],
    *[
        {"options": v}
        for v in ({"A": ["x", "x"], "D": ["p"]}, {"A": [1], "D": ["p"]}, {"A": [["x"]], "D": []})
    ],
    {"options": {"A": [f"o{k}" for k in range(70)], "D": []}},
    {"options": {"A": [f"o{k}" for k in range(40)], "D": []}},
    *[{"ranks": v} for v in (None, 5, "A", {}, {"A": [1, 2, 3, 4]}, {5: [1, 2, 3, 4]}, [[1, 2, 3, 4]])],
    *[
        {"ranks": {"A": v, "D": [1, 2, 3, 4]}}
        for v in (
            None,
            5,
            "1234",
            [1, 2, 3],
            [NAN, 1, 2, 3],
            ["1", "2", "3", "4"],
            [[1], [2], [3], [4]],
            [None] * 4,
            [1j, 2, 3, 4],
            {0: 1, 1: 2, 2: 3, 3: 4},
            np.ones((4, 2)),
            np.array(5),
            np.array([1j, 2, 3, 4]),
            np.array(["a", "b", "c", "d"]),
            np.array([1, 2, NAN, 4]),
        )
    ],
    *[{"infeasible": v} for v in (None, 5, "YY", ["Y"], ["Y?"], [5], ["--"], [["Y", "Y"]], {"YY": 1})],
    *[{"rules": v} for v in (None, 5, "x -> p", ["x ->"], ["nix"], [5], [""], ["x and not x"], ["\x00"])],
    *[{"rules": [v]} for v in ("(" * 5000 + "x" + ")" * 5000, "not " * 20000 + "x")],
    *[{"lasting": v} for v in (5, "x", ["x"], {"x": "up"}, {"nix": "taken"}, {"x": None}, {5: "taken"})],
    *[{"status_quo": v} for v in (5, "Y", "??", ["Y", "Y"], 0, b"YY")],
]
WRONG_GRAPHS = [
    *[{"states": v} for v in (None, 5, "pq", [], ["p"], ["p", "p"], [1, 2], ["p", ["q"]], {"p": 1, "q": 2})],
    *[{"moves": v} for v in (None, 5, "A", [], {5: []}, {"X": [("p", "q")]})],
    *[
        {"moves": {"A": v}}
        for v in (None, 5, "pq", ["pq"], [("p",)], [("p", "q", "p")], [("p", "p")], [(0, 1)])
    ],
    *[{"moves": {"A": v}} for v in ([5], [None], {"p": "q"}, [("p", ["q"])], [("p", NAN)], [("p", "r")])],
    *[{"ranks": v} for v in (None, 5, {"A": [0]}, {"A": [0, NAN]}, {"A": "01"}, {5: [0, 1]}, [[0, 1]])],
    *[{"status_quo": v} for v in (5, "r", ["p"])],
]


def refused(call, *arguments, **named):
    with pytest.raises(ValueError, match=r"\w") as error:
        call(*arguments, **named)
    assert not any(word in str(error.value) for word in MACHINE), str(error.value)


@pytest.mark.parametrize("wrong", WRONG_OPTIONS, ids=lambda wrong: repr(wrong)[:60])
def test_option_form_of_the_wrong_kind(wrong):
    refused(Conflict.from_options, **{**OPTIONS, **wrong})


@pytest.mark.parametrize("wrong", WRONG_GRAPHS, ids=lambda wrong: repr(wrong)[:60])
def test_graph_form_of_the_wrong_kind(wrong):
    refused(Conflict.from_moves, **{**GRAPH, **wrong})


@pytest.mark.parametrize("con", [Conflict.from_options(**OPTIONS), Conflict.from_moves(**GRAPH)])
def test_questions_of_the_wrong_kind(con):
    for concept in (None, 5, "", "SEQ", ["seq"], b"seq", NAN):
        refused(con.stability, concept)
    for horizon in (0, -3, "3", 1.5, NAN, 10**9):
        refused(con.stability, "limited", horizon=horizon)
    for leader in ("X", 5, 1.5, ["A"]):
        refused(con.stability, "stackelberg", leader=leader)
    for members in (5, "A", ["X"], [7], [None]):
        refused(con.stability, "cseq", coalition=members)
        refused(con.stability, "seq", merged=members)
    for workers in (0, -1, 1.5, "2", None):
        refused(con.stability, "seq", workers=workers)
    result = con.stability("seq")
    for one in (None, 1.5, NAN, "", [], {}, 99, -1, b"NN", 10**30):
        refused(con.position, one)
        refused(con.row, one)
        refused(result.explain, one, 0)
        refused(result.explain, 0, one)


def test_refinements_of_the_wrong_kind():
    con = Conflict.from_moves(**GRAPH)
    for wrong in (5, [1], {"X": [1, 2]}, {"A": 5}, {"A": None}, {"A": [1]}, {"A": ["p"]}, {"A": [NAN, 1]}):
        refused(con.refined, levels=wrong)
        refused(con.refined, unknown=wrong)
        refused(con.refined, certain=wrong)
    for wrong in (5, {"A": 5}, {"A": {"B": 2}}, {"A": {"B": "x"}}, {"A": {"Z": 1}}):
        refused(con.refined, attitudes=wrong)


def test_situations_types_and_options_held_of_the_wrong_kind():
    sit = detente.load("chicken")
    for wrong in (None, 5, "chicken", {}):
        refused(Conflict.from_situation, wrong)
    for wrong in (5, ["A"], {"X": "y"}, {5: 5}):
        refused(Conflict.from_situation, sit, types=wrong)
    option = sit.options[0].label
    for wrong in (5, ["x"], {"x": True}, {5: True}, {option: "yes"}, {option: None}, {option: 5}):
        refused(Conflict.from_situation, sit, do=wrong)


def test_what_is_unusual_but_right_is_taken():
    tuples = {
        "options": {"A": ("x",), "D": iter(["p"])},
        "ranks": {"A": (k for k in range(4)), "D": range(4)},
    }
    assert Conflict.from_options(**tuples).stability("nash").equilibria.size
    infinite = {"A": [float("-inf"), 10**400, 1.5, 2], "D": [True, False, True, False]}
    assert Conflict.from_options(**{**OPTIONS, "ranks": infinite}).ranks[0].tolist() == [0, 3, 1, 2]
    assert Conflict.from_moves(["p"], {}, {"A": [0]}).stability("seq2").equilibria.tolist() == [0]
