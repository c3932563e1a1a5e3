"""The whole brief as parts, before it is written in any form: first screen, sections, and how each number was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from detente.brief.blocks import Section
from detente.brief.gather import Gathered
from detente.brief.origins import Entry, Origins
from detente.brief.sections import (
    assumptions,
    believing,
    branch,
    listed,
    making,
    questions,
    running,
    sources,
    today,
    tying,
)
from detente.brief.sections.first import First, first_screen

_SECTIONS: tuple[Callable[[Gathered, Origins], Section | None], ...] = (
    questions.section,
    running.section,
    today.section,
    branch.section,
    believing.section,
    tying.section,
    listed.section,
    assumptions.section,
    sources.section,
    making.section,
)

ACCOUNT = "How each number was made"
ACCOUNT_LEAD = "Every number on this page leads here, and each entry leads back."


class Whole(NamedTuple):
    """A brief, ready to be written.

    Attributes
    ----------
    name, marking : str
        The title and the marking as plain text.
    first : First
        The first screen.
    sections : tuple of Section
        Those for which the file has matter.
    entries : tuple of Entry
        How each number was made.
    """

    name: str
    marking: str
    first: First
    sections: tuple[Section, ...]
    entries: tuple[Entry, ...]


def whole_of(g: Gathered) -> Whole:
    """Put the parts of a brief together.

    Parameters
    ----------
    g : Gathered

    Returns
    -------
    Whole
    """
    book = Origins(g.sit)
    first = first_screen(g, book)
    made = [section(g, book) for section in _SECTIONS]
    return Whole(
        g.sit.title, g.sit.marking, first, tuple(one for one in made if one is not None), book.entries()
    )
