"""What became of the rows of a source: read, written, left out on request, or not readable, each with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from detente.faults import Fault, Place, warning

KINDS = 20  # kinds of what is wrong that are told one by one


class Account:
    """The running account of an import.

    Every row that was read is written, left out for a reason, or not readable. What is worth knowing of rows that were
    written (``notes``) is counted by its wording.

    Parameters
    ----------
    sink : callable, optional
        Takes what is wrong with each row that can't be read, and the row's text.

    Attributes
    ----------
    read : int
        Rows of data, without headers and empty lines.
    left_out : Counter
        Rows left out, by reason.
    unread : int
        Rows that couldn't be read.
    notes : Counter
        What is worth knowing.
    """

    def __init__(self, sink: Callable[[Fault, str], None] | None = None) -> None:
        self.read = 0
        self.unread = 0
        self.left_out: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self._first: dict[tuple[str, str], Fault] = {}
        self._often: Counter[tuple[str, str]] = Counter()
        self._sink = sink

    @property
    def first(self) -> tuple[Fault, ...]:
        """The first row of each kind of what is wrong, with the number of rows it is wrong in."""
        return tuple(
            one._replace(message=f"{one.message} ({self._often[key]:,} rows)")
            if self._often[key] > 1
            else one
            for key, one in self._first.items()
        )

    def drop(
        self, code: str, place: Place, message: str, text: str, *, got: str = "", hint: str = ""
    ) -> None:
        """Note that a row can't be read.

        Examples
        --------
        >>> account = Account()
        >>> account.drop("DT651", Place(7, 1, "a.csv"), "this is not a year", "x,2,3", got="x")
        >>> account.unread, str(account.first[0])
        (1, 'a.csv:7:1: warning DT651: this is not a year; found x')
        """
        self.unread += 1
        one = warning(code, place, message, got=got, hint=hint)
        if self._sink is not None:
            self._sink(one, text)
        key = (code, message)
        if key in self._first or len(self._first) < KINDS:
            self._first.setdefault(key, one)
            self._often[key] += 1
