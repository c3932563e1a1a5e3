"""The starter file: a small situation with a remark on every part, to be changed into one's own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

STARTER = """\
# A situation to start from. Change it line by line, and run 'detente check' after each change.
detente: 1                       # version of the file format
title: Boats in the strait
asks: Will Northland seize boats in the strait?
as_of: 2025-03-31                # only what was known by this day counts
horizon: 2025-12-31              # how far ahead the questions look

actors:                          # who decides
  NOR: {name: Northland}
  SOU: {name: Southland}

options:                         # what each could do or leave undone, by owner
  NOR:
    seize: {text: seize boats, because: A law of 2024 allows it}
  SOU:
    fish: {text: let its boats fish in the strait, since: 2025-02-10}
    escort: send its navy along

rules:                           # what can't be otherwise; 'a -> b' reads 'if a then b'
  - rule: escort -> fish
    because: A navy has nothing to escort where nobody fishes

status_quo: [fish]               # the options taken on as_of; every other one is not

preferences:                     # what each wants, the most important first
  NOR:
    statements:
      - not escort
      - fish -> seize
      - not fish
      - not seize
  SOU:
    types:                       # two possible orders, with a probability
      bold:
        prior: [30%, 50%]        # a range, where you don't know better
        because: Judgement of the analyst; its last government gave way
        statements:
          - holds: seize -> escort
            because: It promised its fishermen protection
            evidence: [promise]
          - fish
          - not escort
      careful:                   # gets the rest
        statements: [not seize, not escort, fish]

sources:
  gazette: {title: Southland's gazette, date: 2025-03-12, grade: B}   # A to E for reliability, F if nobody can judge

evidence:
  promise:
    date: 2025-03-10             # when it happened
    known: 2025-03-12            # when it could be read
    source: gazette
    kind: statement
    by: SOU
    says: The minister promised that no boat would be left alone.
    expected_if:                 # how probable is such a promise, if this type is the true one?
      SOU: {bold: very likely, careful: roughly even chance}

questions:
  seizure:
    text: Does Northland seize a boat in the strait by the end of the year?
    when: seize
    counted: ever                # at some time; or at_end, or always
    by: 2025-12-31
    base: 20%                    # how often such things happen
    because: In two of the ten years of this invented dispute boats were seized
"""
"""The text of the starter file."""


def write_starter(path: Path, text: str = STARTER) -> None:
    """Write a file to start from, whole or not at all.

    Parameters
    ----------
    path : Path
        Where nothing may be yet.
    text : str, optional
        What is written; default: the starter file.

    Raises
    ------
    FileExistsError
        If something is there already.
    OSError
        If the file can't be written; then nothing is left behind.
    """
    if os.path.lexists(path):
        raise FileExistsError(f"{path} is there already, and nothing was written")
    try:
        handle, name = tempfile.mkstemp(prefix=".detente-", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Give the permissions that new files don't get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
