"""Ctrl-C ends a command soon, with exit code 130, in the middle of whatever it does."""

import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals work otherwise there")

DEAF = """
import sys, time
from detente.cli.interrupting import stoppable
with stoppable(130):
    print("begun", flush=True)
    for _ in range(600):
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            pass
"""


def ended(process, after):
    """Interrupt a process some time after it has begun; give the exit code, the seconds it took and what it said."""
    time.sleep(after)
    start = time.perf_counter()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    return process.returncode, time.perf_counter() - start, said


def test_what_does_not_listen_is_ended():
    process = subprocess.Popen(
        [sys.executable, "-c", DEAF], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "begun\n"
    code, seconds, said = ended(process, 0.1)
    assert (code, said) == (130, "interrupted\n")
    assert 0.4 < seconds < 3


def large(actors, each):
    names = [f"A{k}" for k in range(actors)]
    lines = ["detente: 1", "title: Large", f"actors: {{{', '.join(f'{n}: {n}' for n in names)}}}", "options:"]
    lines += [f"  {name}: {{{', '.join(f'{name}x{k}: Option {k}' for k in range(each))}}}" for name in names]
    lines += ["status_quo: []", "preferences:"]
    for name, other in zip(names, [*names[1:], names[0]], strict=True):
        wants = [f"{name}x{k}" for k in range(each)] + [f"not {other}x{k}" for k in range(each)]
        lines.append(f"  {name}: {{statements: [{', '.join(wants)}]}}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("after", [1.0, 3.0])
def test_a_million_states_are_left_within_a_second(tmp_path, after):
    path = tmp_path / "large.yaml"
    path.write_text(large(5, 4), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", "solve", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    code, seconds, said = ended(process, after)
    assert code == 130, said
    assert seconds < 2  # a second, and what a busy machine adds
    assert said.strip().endswith("interrupted")
