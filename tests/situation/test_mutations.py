"""Slips at random in the largest case give faults with a line, never a traceback."""

from __future__ import annotations

import random
import re

import pytest

from detente.situation.opening import casebook
from detente.situation.readback import read_back
from detente.situation.reader import read_text

FOLDER = casebook() / "belarus-2023"
TEXT = (FOLDER / "situation.yaml").read_text(encoding="utf-8")
MUTATIONS = 400
PARTS = 8


def deleted_line(rng, lines):
    del lines[rng.randrange(len(lines))]


def doubled_line(rng, lines):
    k = rng.randrange(len(lines))
    lines.insert(k, lines[k])


def swapped_lines(rng, lines):
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]


def swapped_neighbours(rng, lines):
    k = rng.randrange(len(lines) - 1)
    lines[k], lines[k + 1] = lines[k + 1], lines[k]


def indented(rng, lines):
    k = rng.randrange(len(lines))
    lines[k] = " " * rng.randrange(1, 5) + lines[k]


def outdented(rng, lines):
    k = rng.randrange(len(lines))
    lines[k] = lines[k].removeprefix(" " * rng.randrange(1, 5))


def changed_sign(rng, lines):
    k = rng.choice([k for k, line in enumerate(lines) if line])
    at = rng.randrange(len(lines[k]))
    sign = rng.choice(list("abc019%:#-[]{},&*!|>'\"@ \té→"))
    lines[k] = lines[k][:at] + sign + lines[k][at + rng.randrange(2) :]


def dropped_sign(rng, lines):
    k = rng.choice([k for k, line in enumerate(lines) if line])
    at = rng.randrange(len(lines[k]))
    lines[k] = lines[k][:at] + lines[k][at + 1 :]


def swapped_words(rng, lines):
    """Put a word of the file in the place of another."""
    words = re.findall(r"[\w.%-]+", "\n".join(lines))
    k = rng.choice([k for k, line in enumerate(lines) if re.search(r"[\w.%-]", line)])
    found = rng.choice(list(re.finditer(r"[\w.%-]+", lines[k])))
    lines[k] = lines[k][: found.start()] + rng.choice(words) + lines[k][found.end() :]


def cut_off(rng, lines):
    k = rng.randrange(len(lines))
    lines[k] = lines[k][: rng.randrange(len(lines[k]) + 1)]
    if rng.random() < 0.2:
        del lines[k + 1 :]


KINDS = [
    deleted_line,
    doubled_line,
    swapped_lines,
    swapped_neighbours,
    indented,
    outdented,
    changed_sign,
    dropped_sign,
    swapped_words,
    swapped_words,
    cut_off,
]


@pytest.mark.parametrize("part", range(PARTS))
def test_a_slip_gives_faults_with_a_line(part):
    rng = random.Random(part)
    for _ in range(MUTATIONS // PARTS):
        lines = TEXT.split("\n")
        kinds = [rng.choice(KINDS) for _ in range(rng.choice([1, 1, 2]))]
        for kind in kinds:
            kind(rng, lines)
        text = "\n".join(lines)
        sit, faults = read_text(text, "case.yaml", FOLDER)
        assert sit is not None or faults
        own = [one for one in faults if one.file == "case.yaml"]
        assert all(1 <= one.line <= len(lines) + 1 for one in own), (kinds, own)
        assert all(one.column >= 1 and one.message and one.code for one in faults)
        if not any(one.severity == "fault" for one in faults):
            assert all(read_back(sit, actor) for actor in sit.preferences)
