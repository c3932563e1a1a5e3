"""States and moves as tables: written, read back as the same conflict, and refused by line."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.faults import SituationError
from detente.interop.converting import imported
from detente.interop.csv_table import csv_of, table_of_csv
from detente.interop.formats import CSV
from detente.interop.laying_out import laid_out
from detente.interop.parquet_table import parquet_of, table_of_parquet
from detente.interop.table_sketch import table_sketch
from detente.interop.tables import tables_of
from interop.making import CASES, DATA, arcs_by_label, codes, ranks_by_label, same_conflict, situations


def conflict(sit):
    return detente.Conflict.from_situation(sit)


def through_csv(table):
    return table_of_csv(csv_of(table), "x.csv")


def through_parquet(table):
    return table_of_parquet(parquet_of(table), "x.parquet")


def back(tables, through=through_csv):
    sketch = table_sketch(through(tables.states), through(tables.moves), "x")
    return detente.load(laid_out(sketch)), sketch.lost


def sketched(states, moves=None):
    table = None if moves is None else table_of_csv(moves, "x.moves.csv")
    return table_sketch(table_of_csv(states, "x.csv"), table, "x")


def same_by_position(one, other):
    """Compare conflicts whose states bear other names."""
    place = [dict(zip(con.states, range(len(con.states)), strict=True)) for con in (one, other)]
    found = []
    for con, at in zip((one, other), place, strict=True):
        ranks = {actor: list(own.values()) for actor, own in ranks_by_label(con).items()}
        arcs = {actor: {(at[a], at[b]) for a, b in own} for actor, own in arcs_by_label(con).items()}
        found.append((ranks, arcs))
    return found[0] == found[1]


@pytest.mark.parametrize("case", [case for case in CASES if case != "belarus-2023"])
@pytest.mark.parametrize("through", [through_csv, through_parquet])
def test_a_built_in_case_comes_back_as_the_same_conflict(case, through):
    sit = detente.load(case)
    again, lost = back(tables_of(sit, {}), through)
    assert lost == ()
    assert same_conflict(conflict(sit), conflict(again))
    assert again.status_quo == sit.status_quo
    assert [(one.owner, one.id, one.lasting) for one in again.options] == [
        (one.owner, one.id, one.lasting) for one in sit.options
    ]


def test_a_large_case_is_written_whole():
    sit = detente.load("belarus-2023")
    tables = tables_of(sit, {})
    con = conflict(sit)
    assert len(tables.states["state"]) == len(con.states)
    assert tables.states["rank:CHN"] == con.ranks[con.actors.index("CHN")].tolist()
    counts = [
        sum(con.moves.targets(row, at).size for at in range(0, len(con.states), 997))
        for row in range(len(con.actors))
    ]
    picked = set(list(con.states)[::997])
    listed = zip(tables.moves["actor"], tables.moves["from"], strict=True)
    found = [
        sum(1 for actor, source in tables_pairs if actor == one and source in picked)
        for tables_pairs in [list(listed)]
        for one in con.actors
    ]
    assert found == counts


def test_random_situations_come_back_in_either_form():
    forms = set()
    for sit in situations(21, 60):
        again, _ = back(tables_of(sit, {}))
        forms.add(again.graph is None)
        if again.graph is None:
            assert same_conflict(conflict(sit), conflict(again))
        else:
            assert same_by_position(conflict(sit), conflict(again))
    assert True in forms


def test_the_columns_are_those_of_the_reference():
    tables = tables_of(detente.load("prisoners-dilemma"), {})
    rows = list(csv.reader(io.StringIO(csv_of(tables.states))))
    assert rows[0] == ["state", "P1.cooperate", "P2.cooperate", "rank:P1", "rank:P2", "status_quo"]
    assert rows[4] == ["YY", "Y", "Y", "2", "2", "Y"]
    moves = list(csv.reader(io.StringIO(csv_of(tables.moves))))
    assert moves[:2] == [["actor", "from", "to", "improves"], ["P1", "NN", "YN", "N"]]


def test_parquet_keeps_kinds():
    import pyarrow.parquet as pq

    tables = tables_of(detente.load("chicken"), {})
    schema = pq.read_table(io.BytesIO(parquet_of(tables.states))).schema
    assert [str(one.type) for one in schema] == ["string", "bool", "bool", "int64", "int64", "bool"]


def test_a_conflict_without_moves_makes_an_empty_table():
    text = "detente: 1\ntitle: T\nactors: {A: A}\nstates: [p, q]\nmoves: {A: []}\npreferences: {A: {ranking: p > q}}\n"
    tables = tables_of(detente.load(text), {})
    for through in (through_csv, through_parquet):
        assert through(tables.moves).table["actor"] == []
        again, _ = back(tables, through)
        assert list(conflict(again).states) == ["p", "q"]


def test_moves_that_do_not_follow_from_options_make_graph_form():
    made = imported(DATA / "states.csv", CSV)
    assert made.situation.graph is not None
    assert made.lost == (
        "options: the moves are not those that follow from them, so the situation is in graph form",
        "columns that aren't known: colour",
    )
    assert "  - q        # YN\n" in made.text
    assert made.situation.status_quo == 0


def test_without_moves_all_follow_from_the_options():
    sketch = sketched("A.a;B.b;rank:A;rank:B\n0;0;1;2\n1;0;2;1\n0;1;1/2;1e1\n")
    sit = detente.load(laid_out(sketch))
    assert [rule.text for rule in sit.rules] == ["at most one of a, b"]
    assert conflict(sit).ranks.tolist() == [[1, 2, 0], [1, 0, 2]]
    assert arcs_by_label(conflict(sit)) == {
        "A": {("NN", "YN"), ("YN", "NN")},
        "B": {("NN", "NY"), ("NY", "NN")},
    }


def test_an_actor_without_ranks_is_told():
    sketch = sketched("A.a\nN\nY\n")
    assert sketch.lost == ("preferences of A: there is no column rank:A",)


def test_options_of_one_owner_are_put_side_by_side():
    sketch = sketched("A.a,B.b,A.c\nN,N,N\nY,N,Y\n")
    assert {owner: [one.id for one in own] for owner, own in sketch.options.items()} == {
        "A": ["a", "c"],
        "B": ["b"],
    }


def test_states_far_apart_make_graph_form():
    rng = np.random.default_rng(3)
    codes = np.unique(rng.integers(0, 1 << 40, 200))
    header = ",".join(f"A.o{bit}" for bit in range(40))
    rows = "\n".join(",".join("NY"[int(code) >> bit & 1] for bit in range(40)) for code in codes)
    with pytest.raises(SituationError, match="moves are needed"):
        sketched(f"{header}\n{rows}\n")


@pytest.mark.parametrize(
    ("states", "moves", "code", "file", "line"),
    [
        ("", None, "DT809", "x.csv", 1),
        ("state\n", None, "DT809", "x.csv", 1),
        ("colour\nred\n", None, "DT809", "x.csv", 1),
        ("state\np\n", None, "DT809", "x.csv", 1),
        ("state,state\np,q\n", None, "DT809", "x.csv", 1),
        ("state,A.a\np\n", None, "DT809", "x.csv", 2),
        ('state,A.a\n"p,Y\n', None, "DT809", "x.csv", 2),
        ("state,A.a\n\np,N\n\nq,maybe\n", None, "DT809", "x.csv", 5),
        ("state,A.a\np,N\np,Y\n", None, "DT809", "x.csv", 3),
        ("state,A.a\np,N\nq,N\n", None, "DT809", "x.csv", 3),
        ("A.a,rank:A\nN,high\nY,1\n", None, "DT809", "x.csv", 2),
        ("A.a,rank:A\nN,nan\nY,1\n", None, "DT809", "x.csv", 2),
        ("A.a,status_quo\nN,Y\nY,Y\n", None, "DT809", "x.csv", 3),
        ("state\np\nq\n", "actor,from\nA,p\n", "DT809", "x.moves.csv", 1),
        ("state\np\nq\n", "actor,from,to\nA,p,q\nA,p,r\n", "DT803", "x.moves.csv", 3),
        ("state\np\nq\n", "actor,from,to\nA,p,p\n", "DT809", "x.moves.csv", 2),
        (
            ",".join(f"A.o{k}" for k in range(64)) + "\n" + ",".join("N" * 64) + "\n",
            None,
            "DT807",
            "x.csv",
            1,
        ),
        ("A.a,rank:A\n" + "N,x\n" * 2000, None, "DT809", "x.csv", 3),
    ],
)
def test_what_can_not_be_read_is_a_fault_at_its_line(states, moves, code, file, line):
    with pytest.raises(SituationError) as error:
        sketched(states, moves)
    one = error.value.faults[0]
    assert (one.code, one.file, one.line) == (code, file, line)
    assert len(error.value.faults) <= 50


def test_what_is_no_parquet_is_a_fault():
    for data in (b"", b"PAR1", b"PAR1" + b"\xff" * 100 + b"PAR1"):
        with pytest.raises(SituationError, match="DT809"):
            table_of_parquet(data, "x.parquet")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="pqYN,;\n\"'0123.A:rank", max_size=80))
def test_any_text_is_read_or_refused(text):
    assert set(codes(sketched, f"state,A.a,rank:A\n{text}")) <= {"DT803", "DT807", "DT809"}


def test_too_many_moves_are_refused(monkeypatch):
    from detente.interop import arcs

    monkeypatch.setattr(arcs.arcs, "__defaults__", (10,))
    with pytest.raises(SituationError, match="more than 10 moves"):
        tables_of(detente.load("elmira-1991"), {})
