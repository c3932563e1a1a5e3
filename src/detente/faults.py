"""What is wrong with a file: faults that say where, what was expected, what was found and how to mend it.

A fault is a record, not an exception: a reader who makes mistakes is the normal case, and all of them are
wanted in one pass. :class:`SituationError` carries them where a caller asked for a usable situation.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Severity = Literal["fault", "warning"]


class Place(NamedTuple):
    """Where something stands in a text: line and column from 1, counted in characters."""

    line: int
    column: int
    file: str = ""

    def __str__(self) -> str:
        return f"{self.file or 'text'}:{self.line}:{self.column}"


NOWHERE = Place(1, 1)


class Fault(NamedTuple):
    """One thing that is wrong (a fault stops a run) or worth a look (a warning doesn't).

    Examples
    --------
    >>> print(Fault("fault", "DT201", "case.yaml", 3, 5, "there is no option 'licens'", hint="did you mean 'licence'?"))
    case.yaml:3:5: fault DT201: there is no option 'licens'; did you mean 'licence'?
    """

    severity: Severity
    code: str
    file: str
    line: int
    column: int
    message: str
    expected: str = ""
    got: str = ""
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file or 'text'}:{self.line}:{self.column}: {self.severity} {self.code}: "
        parts = [self.message]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.got:
            parts.append(f"found {self.got}")
        if self.hint:
            parts.append(self.hint)
        return where + "; ".join(parts)


def fault(
    code: str, place: Place, message: str, *, expected: str = "", got: str = "", hint: str = ""
) -> Fault:
    """Make a fault at a place."""
    return Fault("fault", code, place.file, place.line, place.column, message, expected, got, hint)


def warning(
    code: str, place: Place, message: str, *, expected: str = "", got: str = "", hint: str = ""
) -> Fault:
    """Make a warning at a place."""
    return Fault("warning", code, place.file, place.line, place.column, message, expected, got, hint)


class SituationError(ValueError):
    """A situation that can't be used; :attr:`faults` says why, all at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(f) for f in self.faults) or "the situation can't be used")
