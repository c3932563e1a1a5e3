"""What is said of one code of the registry."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Code(NamedTuple):
    """One kind of fault or warning: what it says, why that matters, how to mend it.

    A code whose severity is "fault or warning" stops a run in some places and not in others.
    """

    title: str
    why: str
    mend: str
    severity: Literal["fault", "warning", "fault or warning"] = "fault"


def warns(title: str, why: str, mend: str) -> Code:
    """Make the entry of a warning."""
    return Code(title, why, mend, "warning")


def may_warn(title: str, why: str, mend: str) -> Code:
    """Make the entry of a code that is a fault in some places and a warning in others."""
    return Code(title, why, mend, "fault or warning")
