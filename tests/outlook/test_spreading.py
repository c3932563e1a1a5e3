"""Draws run by others: the forecast is the same to the last bit, whoever runs them and however they are cut."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import active_children, get_context

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from cli.asking import THREAT
from detente.outlook import spreading
from detente.outlook.spreading import cut, in_order, processes

RANGES = THREAT.replace("prior: 30%", "prior: [20%, 60%]").replace("knowledge: all", "knowledge: own")


@pytest.fixture(scope="module")
def alone():
    return detente.forecast(detente.load(RANGES), draws=23)


@pytest.mark.parametrize("workers", [1, 2, 3, 7, 50])
def test_the_number_of_parts_does_not_show(alone, workers):
    with ThreadPoolExecutor(2) as threads:
        found = detente.forecast(detente.load(RANGES), draws=23, workers=workers, executor=threads)
    assert repr(found) == repr(alone)


@pytest.mark.parametrize("part", [1, 5, 100])
def test_the_size_of_parts_does_not_show(alone, part, monkeypatch):
    monkeypatch.setattr(spreading, "PART", part)
    with ThreadPoolExecutor(2) as threads:
        assert repr(detente.forecast(detente.load(RANGES), draws=23, executor=threads)) == repr(alone)


def test_local_processes_give_the_same_and_end(alone):
    found = detente.forecast(detente.load(RANGES), draws=23, workers=2)
    assert repr(found) == repr(alone)
    assert active_children() == []


def test_an_executor_of_processes_is_used_and_left_open(alone):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        for _ in range(2):
            assert repr(detente.forecast(detente.load(RANGES), draws=23, executor=pool)) == repr(alone)


def test_what_is_assumed_beyond_the_file_goes_along():
    sit = detente.load("sweden-2023")
    expected = detente.forecast(sit, draws=5, seed=3, do={"hold": False}, as_of="2023-09-01")
    with ThreadPoolExecutor(2) as threads:
        found = detente.forecast(
            sit, draws=5, seed=3, do={"hold": False}, as_of="2023-09-01", executor=threads
        )
    assert repr(found) == repr(expected)


@pytest.mark.parametrize("text", ["chicken", THREAT])
def test_where_there_is_nothing_to_draw_nobody_is_asked(text):
    sit = detente.load(text)
    assert repr(detente.forecast(sit, draws=0, workers=4)) == repr(detente.forecast(sit, draws=0))


def test_what_goes_wrong_elsewhere_is_told_here(monkeypatch):
    def fails(_recipe, _numbers):
        raise OSError("gone")

    monkeypatch.setattr(spreading, "_run", fails)
    with ThreadPoolExecutor(2) as threads, pytest.raises(OSError, match="gone"):
        detente.forecast(detente.load(RANGES), draws=23, executor=threads)


@given(st.integers(0, 200), st.integers(1, 50))
def test_parts_follow_one_another_and_differ_by_one_at_most(count, parts):
    found = cut(count, parts)
    assert [k for part in found for k in part] == list(range(count))
    lengths = {len(part) for part in found}
    assert not lengths or (min(lengths) > 0 and max(lengths) - min(lengths) <= 1)


def test_results_come_in_order_and_work_is_handed_out_in_time():
    taken = []

    def arguments():
        for k in range(20):
            taken.append(k)
            yield (k,)

    with ThreadPoolExecutor(2) as threads:
        results = in_order(threads, abs, arguments(), 4)
        assert next(results) == 0
        assert len(taken) <= 5
        assert list(results) == list(range(1, 20))


def test_processes_end_when_the_work_is_broken_off():
    def broken_off():
        with processes(1) as pool:
            pool.submit(abs, 1).result()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert active_children() == []
