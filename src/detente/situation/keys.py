"""Keys that several records of a situation file share."""

from __future__ import annotations

from detente.situation.records import BEHAVIOURS
from detente.situation.scalars import NAME, TEXT, WORDS, chosen
from detente.situation.shapes import Key, Shape, Source, Table

EXPRESSION = Source("an expression over options, such as 'not a or b -> c'")
BEHAVIOUR = chosen(BEHAVIOURS, "a behaviour")

BECAUSE = Key(TEXT, "Why the analyst holds this.")
EVIDENCE = Key(WORDS, "Observations it rests on.")
NOTE = Key(TEXT, "A remark.")
GROUNDS = {"because": BECAUSE, "evidence": EVIDENCE}


def table_of(value: Shape, expected: str, key: Shape = NAME) -> Table:
    """Make a table of values by name."""
    return Table(key, value, expected)
