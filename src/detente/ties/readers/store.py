"""What is too much for memory goes to a temporary file that nobody else sees: keys that were seen, and rows to be put in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b

MOST = 200_000  # keys, or sums, that are kept in memory
_CACHE = "-32000"  # of a store, in KB


def number_of(parts: Iterable[str]) -> int:
    """Give the number of a key, of 64 bits; two keys have the same one with a chance of 2^-64.

    Examples
    --------
    >>> number_of(["a", "b"]) == number_of(["a", "b"]), number_of(["a", "b"]) == number_of(["ab"])
    (True, False)
    """
    text = "\n".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


def store(table: str) -> sqlite3.Connection:
    """Make a store with one table: in memory what fits, the rest in a file that is gone with the store."""
    made = sqlite3.connect("", isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = {_CACHE}"):
        made.execute(f"PRAGMA {setting}")
    made.execute(table)
    made.execute("BEGIN")
    return made


class Seen:
    """The keys that were seen, in bounded memory.

    Examples
    --------
    >>> seen = Seen(most=1)
    >>> [seen.add(key) for key in ("a", "b", "a", "b", "c")]
    [True, True, False, False, True]
    """

    def __init__(self, most: int = MOST) -> None:
        self._few: set[int] = set()
        self._most = most
        self._many: sqlite3.Connection | None = None

    def add(self, *key: str) -> bool:
        """Remember a key; whether it is new."""
        number = number_of(key)
        if self._many is not None:
            done = self._many.execute("INSERT OR IGNORE INTO seen VALUES (?)", (number,))
            return done.rowcount == 1
        if number in self._few:
            return False
        self._few.add(number)
        if len(self._few) > self._most:
            self._many = store("CREATE TABLE seen (id INTEGER PRIMARY KEY)")
            self._many.executemany("INSERT INTO seen VALUES (?)", ((one,) for one in sorted(self._few)))
            self._few.clear()
        return True
