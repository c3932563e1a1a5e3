"""Trade between pairs of states by the Correlates of War project, in million current US dollars, 1870 to 2014.

Source: Barbieri, K., Keshk, O. and Pollins, B. (2009), Trading Data: Evaluating our Assumptions and Coding Rules, Conflict
Management and Peace Science 26(5), 471-491; codebook of version 4.0. Columns ``ccode1, ccode2, year, flow1, flow2``:
``flow1`` is what the first state imports from the second, ``flow2`` the opposite; -9 says that there is no figure. The
figures are imports, with cost and freight. Smoothed columns are interpolations and aren't read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from detente.ties.readers.account import Account
from detente.ties.readers.asked import NOT_ASKED, OTHER_YEAR, WITHIN, Asked
from detente.ties.readers.cells import BadCellError, Memo, amount, made_of, once, parties, year_of
from detente.ties.readers.columns import Table, Wanted, table
from detente.ties.readers.flows import Flow, summed
from detente.ties.readers.sheets import Sheet
from detente.ties.readers.store import Seen

COLUMNS: Wanted = {
    "first": ("ccode1",),
    "second": ("ccode2",),
    "year": ("year",),
    "flow1": ("flow1",),
    "flow2": ("flow2",),
}
"""The columns that are read."""

_NO_FIGURE = Decimal(-9)


def read(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Flow]:
    """Read trade flows, two from each row; where the source has no figure, the flow is there and not reported.

    Where a state has several codes in one year (Germany in 1990), its rows are added up, and the note says so.

    Parameters
    ----------
    sheets : iterable of Sheet
    asked : Asked
    account : Account

    Yields
    ------
    Flow
        From the exporter to the importer.
    """
    return summed(_flows(sheets, asked, account))


def _flows(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Flow]:
    """Give the flows of each row."""
    seen = Seen()
    for sheet in sheets:
        one = table(sheet, account, COLUMNS)
        yield from made_of(one, account, _maker(one, asked, account, seen))


def _maker(one: Table, asked: Asked, account: Account, seen: Seen) -> Callable[[list[str]], tuple[Flow, ...]]:
    """Make the function that reads a row."""
    at_first, at_second, at_year, at_flow1, at_flow2 = (one.at[key] for key in COLUMNS)
    years = Memo(year_of)
    firsts, seconds = parties("cow", asked, "first"), parties("cow", asked, "second")
    left_out = account.left_out

    def make(cells: list[str]) -> tuple[Flow, ...]:
        year = years[cells[at_year]]
        codes = cells[at_first].strip(), cells[at_second].strip()
        first, second = firsts[year][codes[0]], seconds[year][codes[1]]
        if not asked.wants(first, second):
            left_out[NOT_ASKED] += 1
        elif not asked.covers(year):
            left_out[OTHER_YEAR] += 1
        elif first == second:
            left_out[WITHIN] += 1
        else:
            flows = (
                _flow(second, first, year, cells[at_flow1], "flow1"),
                _flow(first, second, year, cells[at_flow2], "flow2"),
            )
            once(seen, (min(codes), max(codes), str(year)), "this pair of codes in this year", "first")
            return flows
        return ()

    return make


def _flow(source: str, target: str, year: int, text: str, key: str) -> Flow:
    """Make one flow; only -9 of the negative numbers means something."""
    value = amount(text, key)
    if value is None or value == _NO_FIGURE:
        return Flow(source, target, year, None, "not_reported")
    if value < 0:
        raise BadCellError(
            key, "this can't be negative", text.strip(), "-9 alone says that there is no figure"
        )
    return Flow(source, target, year, value)
