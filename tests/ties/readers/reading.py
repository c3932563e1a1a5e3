"""Files and texts given to the readers, with the account of what became of their rows."""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path

from detente.ties.readers.account import Account
from detente.ties.readers.asked import Asked
from detente.ties.readers.sheets import opened
from house import ROOT

DATA = ROOT / "tests" / "data"


class Sheets:
    """Files that can be gone through twice."""

    def __init__(self, paths, account):
        self.paths, self.account = paths, account

    def __iter__(self):
        for path in self.paths:
            with opened(Path(path), self.account) as sheet:
                yield sheet


def read(module, *sources, **asked):
    """Read paths or texts (bytes, or what has a line break) and give the rows with the account."""
    if "actors" in asked:
        asked["actors"] = frozenset(asked["actors"])
    account = Account()
    reader = import_module(f"detente.ties.readers.{module}")
    with tempfile.TemporaryDirectory() as folder:
        paths = [written(source, Path(folder) / f"{number}.csv") for number, source in enumerate(sources)]
        return list(reader.read(Sheets(paths, account), Asked(**asked), account)), account


def written(source, path):
    if isinstance(source, Path):
        return source
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return path


def by_pair(flows):
    """Give the value by source, target, year."""
    found = {(one.source, one.target, one.year): one.value for one in flows}
    assert len(found) == len(flows)
    return found


def told(account):
    """Give code and line of what couldn't be read."""
    return [(one.code, one.line) for one in account.first]


def reconciled(account, rows):
    """Whether each row that was read is written, left out or listed."""
    return account.read == rows + account.left_out.total() + account.unread
