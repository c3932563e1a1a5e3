"""Leads: what a data set says that somebody did, as a row that an analyst may turn into an observation, or not."""

from __future__ import annotations

from typing import NamedTuple

MACHINE = "by machine"
PEOPLE = "by people"
UNJUDGED = "F6"
"""The grade of what a program read out of the news: neither source nor information can be judged by it."""


class Lead(NamedTuple):
    """Who is said to have done what to whom; the fields are those of an observation, as far as a data set has them.

    ``origin`` is the story: leads of one story count once. ``coded`` says whether people or a program read it.
    """

    date: str
    known: str
    by: str
    on: str
    kind: str
    code: str
    says: str
    grade: str
    origin: str
    coded: str
    address: str = ""


class Count(NamedTuple):
    """How many stories of a month or year have somebody do something of one kind to somebody.

    ``stories`` are news, not events; ``rows`` are what the source has, many of one story.
    """

    by: str
    on: str
    when: str
    code: str
    says: str
    stories: int
    rows: int
    grade: str = UNJUDGED
    coded: str = MACHINE
