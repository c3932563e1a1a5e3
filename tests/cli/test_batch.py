"""``detente batch``: the file of results is the same however the work is shared and however often it is interrupted."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from cli.asking import BROKEN, THREAT, ask, told

COMMAND = [
    sys.executable,
    "-W",
    "error",
    "-c",
    "import sys; from detente.cli.main import main; main(sys.argv[1:])",
]
CASES = ("chicken", "prisoners-dilemma", "elmira-1991-graph")


def records(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def output(tmp_path):
    return tmp_path / "results.jsonl"


@pytest.fixture
def run(capsys, output, threat):
    def batch(*arguments, workers=1):
        return ask(
            capsys, "batch", threat, "--vary", "attack=yes,no,filed", "--draws", "3", "-o", output,
            *(("--workers", workers) if workers else ()), *arguments,
        )  # fmt: skip

    return batch


def test_each_job_has_a_line_with_its_key_settings_and_figures(run, output, capsys, threat):
    assert run().code == 0
    found = records(output)
    assert [one["settings"]["do"] for one in found] == [{"attack": True}, {"attack": False}, {}]
    assert len({one["key"] for one in found}) == 3
    expected = told(capsys, "forecast", threat, "--draws", "3")
    assert found[2]["questions"] == expected["questions"]
    assert found[2]["outcomes"] == expected["outcomes"]
    assert found[2]["digest"] == expected["digest"]


def test_what_is_there_is_not_done_again(run, output):
    run()
    before = output.read_bytes()
    said = run()
    assert "3 were there already" in said.flat
    assert output.read_bytes() == before
    assert "and 3 were there already" in run("--start", "punish=yes,filed", "--workers", "1").flat


def test_wherever_it_was_cut_off_it_goes_on_to_the_same_file(run, output):
    run()
    whole = output.read_bytes()
    for at in (0, 1, len(whole) // 3, len(whole) // 2, len(whole) - 1, len(whole)):
        output.write_bytes(whole[:at])
        assert run().code == 0
        assert output.read_bytes() == whole


def test_processes_write_the_same_file(run, output):
    run()
    alone = output.read_bytes()
    output.unlink()
    assert run(workers=2).code == 0
    assert output.read_bytes() == alone


def test_a_file_with_faults_is_told_and_the_others_are_done(run, output, written):
    broken = written(BROKEN, "broken.yaml")
    said = run(broken)
    assert (said.code, len(records(output))) == (1, 3)
    assert "broken.yaml" in said.err
    assert run(broken, "--json").data["faults"]


def test_a_situation_that_the_settings_do_not_fit_is_told(run, output):
    said = run("chicken")
    assert (said.code, len(records(output))) == (1, 3)
    assert "chicken: attack=yes,no,filed: there is no one option 'attack'" in said.err
    assert set(run("chicken", "--json").data["unfit"]) == {"chicken"}


def test_what_has_no_forecast_says_why_and_counts_as_done(capsys, output, ties):
    arguments = ("batch", ties, "-o", output, "--workers", "1")
    said = ask(capsys, *arguments)
    assert (said.code, "needs 'options:'" in said.flat) == (0, True)
    assert records(output)[0]["questions"] == {}
    assert "1 were there already" in ask(capsys, *arguments).flat


def test_situations_are_listed_in_a_file_too(capsys, output, written):
    listed = written("chicken\n\nprisoners-dilemma\nchicken\n", "list.txt")
    found = told(capsys, "batch", "--from", listed, "-o", output, "--draws", "0", "--workers", "1")
    assert (found["written"], found["alike"]) == (2, 1)
    assert [one["situation"] for one in records(output)] == ["chicken", "prisoners-dilemma"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nowhere.yaml"],
        ["chicken", "nowhere"],
        ["chicken", "--workers", "0"],
        ["chicken", "--as-of", "soon"],
    ],
)
def test_wrong_use_ends_with_two_before_anything_is_written(capsys, output, arguments):
    assert ask(capsys, "batch", *arguments, "-o", output).code == 2
    assert not output.exists()


def test_a_file_that_is_something_else_is_left_alone(capsys, threat, tmp_path):
    before = threat.read_bytes()
    said = ask(capsys, "batch", "chicken", "-o", threat, "--workers", "1")
    assert (said.code, "no result of a job" in said.err) == (2, True)
    assert threat.read_bytes() == before
    assert ask(capsys, "batch", "chicken", "-o", tmp_path, "--workers", "1").code == 2
    assert ask(capsys, "batch", "chicken", "-o", tmp_path / "no" / "r.jsonl", "--workers", "1").code == 2


def test_a_cluster_that_is_not_there_is_wrong_use(capsys, output):
    said = ask(capsys, "batch", "chicken", "-o", output, "--scheduler", "nowhere")
    assert (said.code, "no address" in said.err) == (2, True)
    assert ask(capsys, "batch", "chicken", "-o", output, "--scheduler", "a:1", "--workers", "2").code == 2


def test_an_interruption_ends_it_at_once_and_leaves_whole_lines(output, tmp_path):
    """As by Ctrl-C: all processes of the terminal are interrupted, and nothing of the command is left."""
    cases = []
    for k in range(40):
        cases.append(tmp_path / f"case{k}.yaml")
        cases[-1].write_text(THREAT.replace("30%", f"[{k}%, 60%]"), encoding="utf-8")
    arguments = ["batch", *map(str, cases), "-o", str(output), "--draws", "2000", "--workers", "2"]
    process = subprocess.Popen(
        [*COMMAND, *arguments], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    waited = 0
    while not (output.exists() and output.read_bytes()) and waited < 600:
        time.sleep(0.1)
        waited += 1
    os.killpg(process.pid, signal.SIGINT)
    begun = time.monotonic()
    _, said = process.communicate(timeout=60)
    assert time.monotonic() - begun < 10  # a second where the machine has nothing else to do
    assert (process.returncode, "the same command goes on" in said) == (130, True)
    found = records(output)
    assert 0 < len(found) < 40
    assert [one["situation"] for one in found] == [str(path) for path in cases[: len(found)]]


def test_a_dask_cluster_writes_the_same_file(capsys, output, tmp_path):
    places = tmp_path / "scheduler.json"
    own = [sys.executable, "-m"]
    started = []
    try:
        started.append(
            quiet([*own, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                   "--scheduler-file", str(places)], tmp_path)
        )  # fmt: skip
        address = json.loads(waited_for(places))["address"]
        started.append(
            quiet([*own, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny",
                   "--name", "one"], tmp_path)
        )  # fmt: skip
        arguments = ["batch", *CASES, "--draws", "5", "-o", str(output), "--scheduler", address]
        for _ in range(50):
            found = subprocess.run(
                [*COMMAND, *arguments], capture_output=True, text=True, timeout=60, check=False
            )
            if "has no workers" not in found.stderr:
                break
            time.sleep(0.2)
        assert found.returncode == 0, found.stderr
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(timeout=20)
    alone = tmp_path / "alone.jsonl"
    assert ask(capsys, "batch", *CASES, "--draws", "5", "-o", alone, "--workers", "1").code == 0
    assert output.read_bytes() == alone.read_bytes()


def quiet(arguments, folder):
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)


def waited_for(path):
    for _ in range(200):
        if path.exists() and path.read_text(encoding="utf-8").strip().endswith("}"):
            return path.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError(f"{path} was not written")
