"""Checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from detente.faults import Fault
from detente.situation.records import Situation

EVIDENCE_CHECKS: tuple[Callable[[Situation], Iterable[Fault]], ...] = ()
