"""Memory is reckoned before it is taken, a little high, and what would not fit is refused with what would."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from detente.conflict import room
from detente.conflict.blocks import OptionMoves, Owner, blocks_of, entries_of
from detente.conflict.model import Conflict
from detente.conflict.rows import GraphMoves, arcs_of
from detente.situation.states import Labels

MEASURE = """
from pathlib import Path
import numpy as np
from detente.conflict.blocks import OptionMoves, Owner
from detente.conflict.room import memory_needed
def peak():  # of this process alone: what getrusage says may be the peak of the one that began it
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM"))
from detente.conflict.stability import Answers
count, concept = 1 << 18, {concept!r}
moves = OptionMoves(np.arange(count), [Owner(63 << 6 * at) for at in range(3)])
rng = np.random.default_rng(1)
ranks = np.array([rng.permutation(count).astype(np.int32) for _ in range(3)])
before = peak()
Answers(moves, ranks).table(concept)
print(peak() - before, memory_needed(moves, (concept,)))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system doesn't say what was taken")
@pytest.mark.parametrize("concept", ["gmr", "sseq", "seq2"])
def test_what_is_reckoned_is_no_less_than_what_is_taken(concept):
    said = subprocess.run(
        [sys.executable, "-c", MEASURE.format(concept=concept)], check=True, capture_output=True, text=True
    )
    taken, reckoned = map(int, said.stdout.split())
    assert 0 < taken <= reckoned <= 5 * taken


def large(states=1 << 17):
    moves = OptionMoves(np.arange(states), [Owner(states - 1), Owner(0)])
    return Conflict(("A", "B"), moves, np.zeros((2, states), np.int32), Labels(moves.codes, 17))


def test_what_would_not_fit_is_refused_with_what_would(monkeypatch):
    con = large()
    monkeypatch.setattr(room, "memory_free", lambda: 4 << 20)
    with pytest.raises(room.NoRoomError) as refused:
        con.stability("seq")
    assert refused.value.expected == "at most 4 MB, which is free"
    assert refused.value.got.endswith(" MB for 131,072 states")
    assert "would fit: hold 3 options with --do" in refused.value.hint
    assert str(refused.value).startswith("seq needs more memory than there is; expected at most 4 MB")
    monkeypatch.setattr(room, "memory_free", lambda: 1 << 30)
    assert con.stability("seq").stable.all()


def test_small_models_are_not_held_up_and_an_unknown_amount_refuses_nothing(monkeypatch):
    monkeypatch.setattr(room, "memory_free", lambda: 0)
    small = Conflict.from_options({"A": ["x"]}, ranks={"A": [0, 1]})
    assert small.stability("seq").equilibria.tolist() == [1]
    monkeypatch.setattr(room, "memory_free", lambda: None)
    assert large().stability("nash").stable.all()


def test_free_memory_is_a_number_of_bytes_or_unknown():
    free = room.memory_free()
    assert free is None or free > 1 << 20


def test_lasting_options_and_arcs_count():
    codes = np.arange(64)
    for owner in (Owner(7), Owner(7, taken=3), Owner(56, dropped=40), Owner(63, 1, 2)):
        assert blocks_of(codes, owner).rows.size <= entries_of(codes, owner)
        assert blocks_of(codes, owner).rows.size == entries_of(codes, owner)
    few = GraphMoves([arcs_of([(0, 1)], 3)], 3)
    more = GraphMoves([arcs_of([(0, 1), (1, 2)], 3)], 3)
    assert room.memory_needed(few) < room.memory_needed(more)
    assert room.memory_needed(OptionMoves(codes, [Owner(7)]), ("seq",)) < room.memory_needed(
        OptionMoves(codes, [Owner(7)]), ("seq2",)
    )
