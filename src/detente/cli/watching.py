"""Waiting until a file changes."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

PAUSE = 0.4  # seconds between two looks; an editor may write a file in two steps within less


def changed(files: Iterable[Path]) -> Path:
    """Wait until one of these files has changed, has come or has gone, and give it.

    Parameters
    ----------
    files : iterable of Path
        The files to look at.

    Returns
    -------
    Path
        The first that changed.

    Notes
    -----
    Looks at the time and size of each file. A change made within the same instant and of the same size is not seen.
    """
    seen = {path: _mark(path) for path in files}
    while True:
        time.sleep(PAUSE)
        for path, mark in seen.items():
            if _mark(path) != mark:
                return path


def _mark(path: Path) -> tuple[int, int] | None:
    """Give what tells one writing of a file from another; None where there is no file."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
