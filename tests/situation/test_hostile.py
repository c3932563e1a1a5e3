"""Documents that mean harm, or nothing at all, give faults within bounds of time and memory, and no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import pytest

SECONDS = 5
BYTES = 1 << 30

# reads files in a process of its own, with bounds that it can't leave
READER = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({BYTES}, {BYTES}))
from detente.cli.main import run
sys.exit(run(["check", sys.argv[1], "--json"]))
"""

HEAD = "detente: 1\ntitle: x\nactors: {A: Alpha}\n"
GAME = HEAD + "options: {A: {a: Do a, b: Do b}}\n"


def laughs():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{k}: &a{k} [{', '.join(f'*a{k - 1}' for _ in range(10))}]" for k in range(1, 10)]
    return HEAD + "\n".join(lines) + "\n"


def questions(expression):
    return GAME + f"questions:\n  q: {{text: t, counted: ever, base: 5%, when: '{expression}'}}\n"


TEXTS = {
    "aliases that explode": (laughs(), "DT913"),
    "an alias within itself": (HEAD + "sources: &x {s: *x}\n", "DT113"),
    "brackets": (HEAD + "rules: " + "[" * 20_000 + "]" * 20_000 + "\n", "DT912"),
    "open brackets": ("[" * 20_000, "DT912"),
    "braces": (HEAD + "sources: " + "{a: " * 20_000 + "}" * 20_000 + "\n", "DT912"),
    "deep blocks": (HEAD + "rules:\n" + "\n".join(" " * k + "-" for k in range(1, 500)) + "\n", "DT912"),
    "dashes in one line": (HEAD + "rules:\n  " + "- " * 5_000 + "x\n", "DT912"),
    "parentheses": (questions("(" * 5_000 + "a" + ")" * 5_000), "DT901"),
    "nots": (questions("not " * 20_000 + "a"), "DT902"),
    "fewer nots": (questions("not " * 5_000 + "a"), "DT901"),
    "arrows": (questions(" -> ".join(["a"] * 5_000)), "DT207"),
    "ands": (questions(" and ".join(["a"] * 20_000)), "DT902"),
    "two documents": (HEAD + "---\n" + HEAD, "DT105"),
    "a list": ("- a\n- b\n", "DT104"),
    "a text": ("nothing but a text\n", "DT104"),
    "nothing": ("", "DT103"),
    "remarks": ("# nothing\n# at all\n", "DT103"),
    "a blank document": ("---\n", "DT103"),
    "code": (HEAD + "note: !!python/object/apply:os.system ['touch ran']\n", "DT111"),
    "more code": ("!!python/object/new:os.system [touch ran]\n", "DT111"),
    "a number of 100,000 digits": (
        HEAD + "figures: {f: {total: " + "9" * 100_000 + ", parts: {a: 1}}}\n",
        "DT914",
    ),
    "a probability of 100,000 digits": (HEAD + "play: {doubt: 0." + "9" * 100_000 + "}\n", "DT914"),
    "a year of 100,000 digits": (HEAD + "as_of: " + "9" * 100_000 + "\n", "DT115"),
    "a worth of 100,000 digits": (
        GAME + "preferences: {A: {weights: [{when: a, worth: '" + "9" * 49_000 + " * tie(A/B/trade)'}]}}\n",
        "DT914",
    ),
    "70 options": (HEAD + "options: {A: {" + ", ".join(f"o{k}: x" for k in range(70)) + "}}\n", "DT916"),
    "40 options without rules": (
        HEAD + "options: {A: {" + ", ".join(f"o{k}: x" for k in range(40)) + "}}\n",
        "DT917",
    ),
    "a long name": (HEAD + "options: {A: {" + "x" * 200_000 + ": y}}\nrules: [z]\n", "DT102"),
    "many misspelt names": (
        HEAD
        + "options: {A: {"
        + ", ".join(f"option_number_{k}: x" for k in range(60))
        + "}}\nrules:\n"
        + "".join(f"  - option_nunber_{k}\n" for k in range(3_000)),
        "DT201",
    ),
    "many keys": (HEAD + "".join(f"k{k}: 1\n" for k in range(20_000)), "DT918"),
    "many observations": (
        HEAD + "evidence:\n" + "".join(f"  o{k}: {{says: x}}\n" for k in range(5_000)),
        "DT915",
    ),
    "a tab": (HEAD + "options:\n\tA: {a: b}\n", "DT102"),
    "control characters": (HEAD + "note: a\x07b\n", "DT101"),
    "a table above": (HEAD + "ties: [{table: ../secret.csv}]\n", "DT120"),
    "a table elsewhere": (HEAD + "ties: [{table: /etc/passwd}]\n", "DT120"),
    "a table behind a link": (HEAD + "ties: [{table: link.csv}]\n", "DT120"),
    "a table that is a folder": (HEAD + "ties: [{table: folder}]\n", "DT101"),
    "a table that is not there": (HEAD + "ties: [{table: nothing.csv}]\n", "DT121"),
    "a table that is a device": (HEAD + "ties: [{table: device}]\n", "DT120"),
    "a text above": (HEAD + "sources: {s: {title: t, text: ../secret.csv}}\n", "DT120"),
    "a text behind a link": (HEAD + "sources: {s: {title: t, text: link.csv}}\n", "DT120"),
    "a text with a zero byte in its name": (HEAD + 'sources: {s: {title: t, text: "a\\0b"}}\n', "DT120"),
}
BYTES_OF = {
    "a zero byte": (b"detente: 1\ntitle: a\0b\n", "DT101"),
    "UTF-16": (HEAD.encode("utf-16"), "DT101"),
    "UTF-16 without a mark": (HEAD.encode("utf-16-le"), "DT101"),
    "Latin-1": ("detente: 1\ntitle: Détente\n".encode("latin-1"), "DT101"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "DT101"),
    "60 MB of remarks": (b"# remark\n" * 7_000_000, "DT911"),
    "half a sign": (HEAD.encode() + b"note: \xe2\x82", "DT101"),
    "surrogates": (HEAD.encode() + b"note: \xed\xa0\x80\n", "DT101"),
}


@pytest.fixture
def folder(tmp_path):
    """Make a folder with things beside the situation, and a secret above it."""
    inner = tmp_path / "case"
    inner.mkdir()
    (tmp_path / "secret.csv").write_text("from,to,vector,value\nA,A,trade,1\n")
    (inner / "link.csv").symlink_to(tmp_path / "secret.csv")
    (inner / "device").symlink_to("/dev/zero")
    (inner / "folder").mkdir()
    return inner


def checked(path):
    """Check a file within the bounds; give the exit code and what was said."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)],
        capture_output=True,
        cwd=path.parent,
        env=environment,
        text=True,
        timeout=4 * SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    assert time.monotonic() - start < SECONDS
    return done


def faults_of(path, code):
    done = checked(path)
    assert done.returncode == 1, done.stderr[-500:]
    faults = json.loads(done.stdout)["faults"]
    assert code in {one["code"] for one in faults}
    assert all(one["line"] >= 1 and one["column"] >= 1 for one in faults)
    assert not (path.parent / "ran").exists()


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_gives_a_fault_in_time(name, folder):
    text, code = TEXTS[name]
    path = folder / "situation.yaml"
    path.write_text(text, encoding="utf-8")
    faults_of(path, code)


@pytest.mark.parametrize("name", BYTES_OF)
def test_a_file_that_is_no_text_gives_a_fault_in_time(name, folder):
    data, code = BYTES_OF[name]
    path = folder / "situation.yaml"
    path.write_bytes(data)
    faults_of(path, code)


def test_a_folder_is_a_fault(folder):
    faults_of(folder / "folder", "DT101")


def test_a_file_that_never_ends_is_wrong_use_or_a_fault(folder):
    assert checked(folder / "device").returncode in {1, 2}


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(folder):
    os.mkfifo(folder / "pipe")
    assert checked(folder / "pipe").returncode in {1, 2}
