"""Links from one part of the page to another: to observations, sources and states."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from detente.brief.quoting import NOTHING, code, listed
from detente.situation.records import Situation


def observations(sit: Situation, names: Iterable[str]) -> Markup:
    """Link to observations."""
    return listed(observation(sit, name) for name in names)


def observation(sit: Situation, name: str) -> Markup:
    """Link to an observation; one that isn't in the file is named only."""
    if name not in sit.evidence:
        return code(name)
    return Markup('<a href="#obs-{0}">{0}</a>').format(name)


def source(sit: Situation, name: str) -> Markup:
    """Link to a source; one that isn't in the file is named only."""
    if not name:
        return NOTHING
    if name not in sit.sources:
        return code(name)
    return Markup('<a href="#src-{0}">{0}</a>').format(name)
