"""The formats that are exchanged: how their files are named, what each holds, and how it is read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Format(NamedTuple):
    """A format: the program that has it, endings of its files, what is written, how it is read, what has no place."""

    name: str
    program: str
    suffixes: tuple[str, ...]
    written: str
    read: str
    lost: str


SITUATION = Format(
    "situation",
    "The situation file",
    (".yaml", ".yml"),
    "All that was found in the foreign file. Remarks at its head say where it came from.",
    "As by every command. Types that are not named are those of greatest prior; weights are taken at their central values.",
    "Nothing.",
)
GMCR = Format(
    "gmcr",
    "GMCR+",
    (".gmcr", ".json"),
    "Options with the direction in which they may be changed, infeasible patterns, statements as the prioritisation. Where one "
    "actor's order is given by weights or a ranking, states are ranked for all actors, since the program has one switch for "
    "all; statements then stand beside the ranking. Options keep their order, so a state has one number in both programs: "
    "1 is the first by ascending code. Pacts become coalitions. Ids stand beside the names; the program passes over "
    "them, and drops them when it saves.",
    "Projects of all versions, and those of its browser edition, which tell no preferences. Patterns become rules, pairs that "
    "exclude one another `at_most_one` or `exactly_one`. A ranking that is what the prioritisation says becomes statements, "
    "another one a ranking of states s1, s2 and so on. An option of several decision makers, or of none, makes a "
    "situation in graph form. Coalitions become pacts.",
    "The state of today, names of states, all but one type of each actor, and what isn't part of the game. A situation in graph "
    "form is refused, and so is a rule that forbids more than 1,024 patterns. When read: misperceptions.",
)
NFG = Format(
    "nfg",
    "Gambit",
    (".nfg",),
    "A game with labels and payoffs. An actor's strategies are the combinations of its own options, labelled by the options "
    "taken, such as `blockade+strike`, or `nothing`. Payoffs are sums of worths; ranks, 0 the worst, where the order is given "
    "otherwise or worths have ranges.",
    "Both forms, with payoffs and with outcomes. Payoffs become worths, and numbers are kept: those without an end as decimals "
    "are multiplied. Strategies become the options that their labels name, else options of which exactly one is taken.",
    "That an option lasts, texts of options, and all that GMCR+ has no place for. Refused where what one actor can do hangs on "
    "what others do, because each combination of strategies is a profile of the game.",
)
CSV = Format(
    "csv",
    "Tables of comma-separated values",
    (".csv",),
    "`NAME.csv` has a row per state with the columns `state`, `OWNER.option` (Y or N), `rank:ACTOR` (higher is better, 0 the "
    "worst), `status_quo`. `NAME.moves.csv` has a row per move with the columns `actor`, `from`, `to`, `improves`.",
    "Commas, semicolons or tabs; ranks may be any numbers. Rules are found from the states that are there, lasting options from "
    "the moves. Without a table of moves all follow from the options. Where they don't follow from them, or there are "
    "no columns of options, the situation is in graph form.",
    "Statements, worths and rules as such: ranks and states are left of them. Texts and names.",
)
PARQUET = Format(
    "parquet",
    "Tables of Parquet",
    (".parquet",),
    "The same two tables as CSV, with truth values and whole numbers as such. It needs pyarrow: "
    "`pip install 'detente[exchange]'`.",
    "As CSV.",
    "As CSV.",
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
