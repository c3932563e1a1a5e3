#!/usr/bin/env python3
"""The sessions shown on the pages of the docs: each command's output is what the command prints.

A fenced block of language ``console`` holds lines ``$ detente ...``, each followed by its output. Run as
``python tools/recordings.py --write`` to record them anew, or with ``--check`` to learn which pages differ. The commands of a
page run one after the other in a folder that holds the files of the tutorial, and those that the page shows: blocks of
language ``yaml`` or ``text`` whose first line is a comment with the file's name. The README is a page too.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import click

from detente.cli.main import run

HOME = Path(__file__).resolve().parents[1]
DOCS = HOME / "docs"
FILE = re.compile(
    r"^```(?:yaml|text)\n# (?P<name>[\w-]+\.(?:yaml|csv))\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
SESSION = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def recorded(text: str) -> str:
    """Give the text of a page with every session recorded anew."""
    with tempfile.TemporaryDirectory() as folder:
        for path in (DOCS / "tutorial").glob("*.yaml"):
            shutil.copy(path, folder)
        for shown in FILE.finditer(text):
            (Path(folder) / shown["name"]).write_text(shown["text"], encoding="utf-8")
        with contextlib.chdir(folder):
            return SESSION.sub(lambda found: session(found.group()), text)


def session(block: str) -> str:
    """Run the commands of one block and give the block with their output."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{printed_by(line)}" for line in commands)


def printed_by(line: str) -> str:
    """Run one command line and give what it prints, faults included, without blanks at the ends of lines."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        run(shlex.split(line)[2:])
    return "".join(f"{one.rstrip()}\n" for one in said.getvalue().strip("\n").splitlines())


def stale() -> dict[Path, str]:
    """Give the pages whose sessions differ from what the commands print, with the text that they should have."""
    os.environ.update(COLUMNS="80", NO_COLOR="1")
    found = [HOME / "README.md", *sorted(DOCS.rglob("*.md"))]
    pages = {path: path.read_text(encoding="utf-8") for path in found}
    return {
        path: new for path, text in pages.items() if SESSION.search(text) and (new := recorded(text)) != text
    }


@click.command()
@click.option("--write", "writing", is_flag=True, help="Record the sessions anew.")
@click.option("--check", "checking", is_flag=True, help="Only say which pages differ.")
def main(*, writing: bool, checking: bool) -> None:
    """Record the sessions that the pages of the docs show."""
    if writing == checking:
        raise click.UsageError("say either --write or --check")
    for path, text in stale().items():
        if writing:
            path.write_text(text, encoding="utf-8", newline="\n")
        else:
            click.echo(
                f"{path.relative_to(HOME)} shows other output; run tools/recordings.py --write", err=True
            )
    sys.exit(1 if stale() else 0)


if __name__ == "__main__":
    main()
