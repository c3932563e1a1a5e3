"""The formats that are exchanged: how their files are named, and what each of them holds."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Format(NamedTuple):
    """A format: endings of its files, the program, what it holds, and what becomes of the rest."""

    name: str
    suffixes: tuple[str, ...]
    program: str
    holds: str
    otherwise: str


SITUATION = Format(
    "situation",
    (".yaml", ".yml"),
    "this one",
    "Everything. A file converted from another format says at its head where it came from.",
    "It is checked like any other file; what it is refused for is told of the file that it came from.",
)
GMCR = Format(
    "gmcr",
    (".gmcr", ".json"),
    "GMCR+",
    "Decision makers, options with the direction in which they may be changed, infeasible patterns, preferences by "
    "prioritisation or by ranking, coalitions. States have the same numbers: state 1 there is the first by ascending code.",
    "Where one actor's order is given by weights or by a ranking, states are ranked for all actors, since the program "
    "has one switch for all; statements are written beside the ranking. The program saves no state of today, and one "
    "order for each actor. A situation in graph form is refused.",
)
NFG = Format(
    "nfg",
    (".nfg",),
    "Gambit",
    "A strategic game. An actor's strategies are the combinations of its own options, its payoffs are sums of worths, or "
    "ranks where its order is given otherwise. Both forms of the file are read, with payoffs and with outcomes.",
    "A situation in which what one actor can do hangs on what others do is refused, because each combination of "
    "strategies is a profile of the game. That an option lasts can't be said. Read back, strategies become the options that "
    "their labels name, or options of which exactly one is taken.",
)
CSV = Format(
    "csv",
    (".csv",),
    "spreadsheets",
    "Two tables. NAME.csv has a row per state: which options are taken, each actor's rank, which state is that of today. "
    "NAME.moves.csv has a row per move: who, from where, to where, and whether it improves.",
    "Orders become ranks, rules become the states that are left. Read back, rules and lasting options are found from "
    "states and moves; where the moves don't follow from options, the situation is in graph form.",
)
PARQUET = Format(
    "parquet",
    (".parquet",),
    "data frames",
    "The same two tables as CSV, NAME.parquet and NAME.moves.parquet, with truth values and whole numbers as such.",
    "As for CSV. It needs pyarrow, which the extra 'exchange' installs.",
)

FORMATS = (SITUATION, GMCR, NFG, CSV, PARQUET)
"""All formats."""


def format_of(path: Path) -> Format | None:
    """Give the format that a file's ending stands for; None if it stands for none.

    Examples
    --------
    >>> format_of(Path("Elmira.GMCR")).program
    'GMCR+'
    """
    return next((one for one in FORMATS if path.suffix.lower() in one.suffixes), None)
