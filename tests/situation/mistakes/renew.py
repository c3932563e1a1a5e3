"""Writes anew what is expected of each mistake; run as ``python tests/situation/mistakes/renew.py`` and read the difference.

A file of mistakes begins with a remark that names the mistake and with what ``detente check`` says of it, each line behind
``#>``. The three files that are whole have neither.
"""

from __future__ import annotations

from pathlib import Path

import detente
from detente.cli.render import told_in_lines

HERE = Path(__file__).parent
MARK = "#> "


def said_of(path: Path) -> list[str]:
    """Say the faults of a file as the command line does, without the folder."""
    _, faults = detente.read(path)
    lines = [line for one in faults for line in told_in_lines(one)]
    return [line.replace(str(path), path.name) for line in lines]


def renewed(path: Path) -> str:
    """Give a file with what is said of it at its top; lines are counted with it."""
    before = ""
    while True:
        text = path.read_text(encoding="utf-8")
        if text == before:
            return text
        before = text
        title, *rest = [line for line in text.splitlines() if not line.startswith(MARK.strip())]
        said = [f"{MARK}{line}".rstrip() for line in said_of(path)]
        path.write_text("\n".join([title, *said, *rest]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for one in sorted(HERE.glob("*.yaml")):
        if not one.name.startswith("whole-"):
            renewed(one)
