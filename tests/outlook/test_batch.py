"""Batches: a job's key has all that its result depends on, and a file of results is only ever added to."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

import detente
from cli.asking import THREAT
from detente.outlook.batch import BusyError, Job, results_in, run
from detente.outlook.clusters import NoClusterError, cluster_at
from detente.outlook.model import Branch

SIT = detente.load(THREAT)


@pytest.mark.parametrize(
    "other",
    [
        {"sit": detente.load(THREAT.replace("30%", "31%"))},
        {"branch": Branch({"attack": True}, {}, {})},
        {"branch": Branch({}, {"attack": True}, {})},
        {"branch": Branch({}, {}, {"attack": True})},
        {"as_of": date(2023, 3, 5)},
        {"draws": 7},
        {"seed": 2},
        {"span": False},
    ],
)
def test_whatever_the_result_depends_on_is_in_the_key(other):
    job = Job("a", SIT)
    assert replace(job, **other).key("1") != job.key("1")
    assert job.key("2") != job.key("1")
    assert replace(job, name="b").key("1") == job.key("1")


def test_the_tables_that_a_file_names_are_in_the_key():
    sit = replace(SIT, tables={"t.csv": "a"})
    assert Job("a", sit).key("1") != Job("a", replace(SIT, tables={"t.csv": "b"})).key("1")


def jobs():
    settings = [({}, 3), ({"attack": True}, 4), ({"punish": True}, 0), ({"nothing": True}, 1), ({}, 5)]
    return [Job(str(k), SIT, Branch(do, {}, {}), draws=draws) for k, (do, draws) in enumerate(settings)]


@pytest.mark.parametrize("window", [1, 2, 100])
def test_results_come_in_the_order_of_the_jobs_whoever_does_them(window):
    alone = list(run(jobs()))
    with ThreadPoolExecutor(3) as threads:
        shared = list(run(jobs(), executor=threads, window=window))
    assert [one.job.name for one in shared] == ["0", "1", "2", "3", "4"]
    assert [(repr(one.forecast), one.why) for one in shared] == [
        (repr(one.forecast), one.why) for one in alone
    ]
    assert "nothing" in alone[3].why[0]


def test_jobs_are_taken_as_they_are_handed_out():
    taken = []

    def listed():
        for job in jobs():
            taken.append(job.name)
            yield job

    results = run(listed())
    next(results)
    assert taken == ["0"]


def test_a_line_without_an_end_does_not_count_and_is_taken_away(tmp_path):
    path = tmp_path / "results.jsonl"
    path.write_bytes(b'{"key": "a"}\n{"key": "b"}\n{"key": "c')
    with results_in(path) as results:
        assert results.keys == {"a", "b"}
        results.add({"key": "d", "says": "café"})
    assert path.read_text(encoding="utf-8") == '{"key": "a"}\n{"key": "b"}\n{"key": "d", "says": "café"}\n'


@pytest.mark.parametrize(
    "text", ["detente: 1\n", "[]\n", "{}\n", '{"key": "a"}\nnot json\n', "\n", "one line", '{"keys": 1']
)
def test_a_file_that_is_something_else_is_not_added_to(tmp_path, text):
    path = tmp_path / "notes.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="line"), results_in(path):
        pass
    assert path.read_text(encoding="utf-8") == text


def test_two_runs_do_not_write_to_one_file(tmp_path):
    path = tmp_path / "results.jsonl"
    with results_in(path) as results:
        results.add({"key": "a"})
        with pytest.raises(BusyError, match="another run"), results_in(path):
            pass
        results.add({"key": "b"})
    with results_in(path) as results:
        assert results.keys == {"a", "b"}


class Client:
    """Stands in for the client of a cluster."""

    ended = 0

    def __init__(self, address, **_more):
        if address.endswith(":9"):
            raise OSError("refused")
        self.places = 0 if address.endswith(":8") else 2

    def ncores(self):
        return {"one": self.places} if self.places else {}

    def get_executor(self):
        return "executor"

    def close(self, timeout):
        assert timeout
        type(self).ended += 1


def test_a_cluster_is_left_as_it_was(monkeypatch):
    monkeypatch.setattr("distributed.Client", Client, raising=False)
    with cluster_at("tcp://10.0.0.1:8786") as cluster:
        assert cluster == ("executor", 2)
    assert Client.ended == 1


@pytest.mark.parametrize(
    ("address", "why"),
    [("nonsense", "no address"), ("tcp://10.0.0.1:9", "no scheduler answers"), ("10.0.0.1:8", "no workers")],
)
def test_a_cluster_that_cannot_be_used_says_why(monkeypatch, address, why):
    monkeypatch.setattr("distributed.Client", Client, raising=False)
    with pytest.raises(NoClusterError, match=why), cluster_at(address):
        pass


def test_without_the_package_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(NoClusterError, match=r"pip install 'detente\[distributed\]'"), cluster_at("a:1"):
        pass
