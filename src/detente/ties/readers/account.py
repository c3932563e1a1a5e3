"""What became of the rows of a source: read, written, left out on request, or not readable, each with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from detente.faults import Fault, Place, warning

FIRST = 20  # rows that can't be read are listed up to here; a sink gets them all


class Account:
    """The running account of an import.

    Every row that was read is written, left out for a reason that was asked for, or not readable. What is said of the
    whole (``notes``) is counted by its wording.

    Parameters
    ----------
    sink : callable
        Takes the place of each row that can't be read, what is wrong with it, and its text.

    Attributes
    ----------
    read : int
        Rows of data, without headers and empty lines.
    left_out : Counter
        Rows left out, by reason.
    unread : int
        Rows that couldn't be read.
    first : list of Fault
        The first of them.
    notes : Counter
        What is worth knowing of rows that were written.
    """

    def __init__(self, sink: Callable[[Fault, str], None] | None = None) -> None:
        self.read = 0
        self.unread = 0
        self.left_out: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self.first: list[Fault] = []
        self._sink = sink

    def drop(
        self, code: str, place: Place, message: str, text: str, *, got: str = "", hint: str = ""
    ) -> None:
        """Note that a row can't be read.

        Examples
        --------
        >>> account = Account()
        >>> account.drop("DT651", Place(7, 1, "a.csv"), "'x' is not a year", "x,2,3", got="x")
        >>> account.unread, str(account.first[0])
        (1, "a.csv:7:1: warning DT651: 'x' is not a year; found x")
        """
        self.unread += 1
        if self._sink is None and self.unread > FIRST:
            return
        one = warning(code, place, message, got=got, hint=hint)
        if self.unread <= FIRST:
            self.first.append(one)
        if self._sink is not None:
            self._sink(one, text)
