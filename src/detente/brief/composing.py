"""The brief before it has a form: the first screen, the sections, and the account of every number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from detente.brief.blocks import Section
from detente.brief.gather import Gathered
from detente.brief.origins import Origins
from detente.brief.sections import (
    assumptions,
    believing,
    branch,
    holding,
    left,
    listed,
    making,
    passing,
    questions,
    running,
    sources,
    today,
    tracking,
    turning,
    tying,
)
from detente.brief.sections.first import First, first_screen

SECTIONS: tuple[Callable[[Gathered, Origins], Section | None], ...] = (
    questions.section,
    running.section,
    today.section,
    holding.section,
    believing.section,
    tying.section,
    passing.section,
    listed.section,
    branch.section,
    turning.section,
    tracking.section,
    tracking.scores,
    assumptions.section,
    left.section,
    sources.section,
    making.section,
)


class Composed(NamedTuple):
    """What every form of the brief is made from."""

    title: str
    first: First
    sections: tuple[Section, ...]
    entries: tuple[Mapping[str, Markup | int], ...]
    records: tuple[Mapping[str, object], ...]


def composed(g: Gathered) -> Composed:
    """Put the brief together.

    Parameters
    ----------
    g : Gathered

    Returns
    -------
    Composed
    """
    book = Origins(g.sit, _shown(g))
    first = first_screen(g, book)
    made = [section(g, book) for section in SECTIONS]
    entries = book.entries()
    kept = tuple(one for one in made if one is not None)
    return Composed(g.sit.title, first, kept, entries, book.records())


def _shown(g: Gathered) -> Mapping[int, str]:
    """Find out which rows will show which lines, where early sections lead to lines that later ones show."""
    if g.deeper.flips is None:
        return {}
    book = Origins(g.sit)
    for section in SECTIONS:
        section(g, book)
    return book.anchors
