"""Alliance obligations by the ATOP project: who owes what to whom, year by year, each obligation 0 or 1.

Source: Leeds, B., Ritter, J., Mitchell, S. and Long, A. (2002), Alliance Treaty Obligations and Provisions, 1815-1944,
International Interactions 28(3), 237-260. The file of directed pairs and years: ``stateA, stateB, year`` and five
obligations of the first state towards the second. States have the codes of the Correlates of War.

An obligation is no amount: it is never added to other figures, and two of one kind in a year are still one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from detente.ties.readers.account import Account
from detente.ties.readers.asked import NOT_ASKED, OTHER_YEAR, WITHIN, Asked
from detente.ties.readers.cells import BadCellError, Memo, amount, made_of, once, parties, year_of
from detente.ties.readers.columns import Table, Wanted, table
from detente.ties.readers.flows import Flow
from detente.ties.readers.sheets import Sheet
from detente.ties.readers.store import Seen

COLUMNS: Wanted = {
    "debtor": ("stateA", "ccode1", "mem1"),
    "creditor": ("stateB", "ccode2", "mem2"),
    "year": ("year",),
    "defence": ("defense",),
    "offence": ("offense",),
    "neutrality": ("neutral",),
    "non-aggression": ("nonagg",),
    "consultation": ("consul",),
}
"""The columns that are read."""

OBLIGATIONS = ("defence", "offence", "neutrality", "non-aggression", "consultation")
"""What one state can owe another."""

_VALUES = {Decimal(0), Decimal(1)}

Pair = tuple[str, str, int]


def read(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Flow]:
    """Read one obligation, or several kept apart as products: 1 where it is owed, 0 where the treaty has none such.

    A pair that isn't in the file in a year that is has no alliance. Pairs that stand in one direction only are counted;
    the other direction is not made up.

    Parameters
    ----------
    sheets : iterable of Sheet
    asked : Asked
        ``products`` names the obligations; default ``defence``.
    account : Account

    Yields
    ------
    Flow
        From the one who owes to the one who is owed.
    """
    seen = Seen()
    lone: set[Pair] = set()
    for sheet in sheets:
        one = table(sheet, account, COLUMNS)
        yield from made_of(one, account, _maker(one, asked, account, seen, lone))
    if lone:
        account.notes["rows whose opposite direction is missing, and not made up"] += len(lone)


def _maker(
    one: Table, asked: Asked, account: Account, seen: Seen, lone: set[Pair]
) -> Callable[[list[str]], tuple[Flow, ...]]:
    """Make the function that reads a row."""
    years = Memo(year_of)
    debtors, creditors = parties("cow", asked, "debtor"), parties("cow", asked, "creditor")
    obligations = asked.products or ("defence",)
    at_debtor, at_creditor, at_year = one.at["debtor"], one.at["creditor"], one.at["year"]

    def make(cells: list[str]) -> tuple[Flow, ...]:
        year = years[cells[at_year]]
        debtor, creditor = debtors[year][cells[at_debtor]], creditors[year][cells[at_creditor]]
        if not asked.wants(debtor, creditor):
            account.left_out[NOT_ASKED] += 1
        elif not asked.covers(year):
            account.left_out[OTHER_YEAR] += 1
        elif debtor == creditor:
            account.left_out[WITHIN] += 1
        else:
            owed = [(kind, _owed(cells[one.at[kind]], kind)) for kind in obligations]
            once(seen, (debtor, creditor, str(year)), "this pair of states in this year", "debtor")
            _pair_up(lone, (debtor, creditor, year))
            several = len(obligations) > 1
            return tuple(
                Flow(
                    debtor,
                    creditor,
                    year,
                    value,
                    "not_reported" if value is None else "reported",
                    kind if several else "",
                )
                for kind, value in owed
            )
        return ()

    return make


def _pair_up(lone: set[Pair], pair: Pair) -> None:
    """Take a pair's opposite direction from those that wait for theirs, or let it wait."""
    debtor, creditor, year = pair
    if (creditor, debtor, year) in lone:
        lone.remove((creditor, debtor, year))
    else:
        lone.add(pair)


def _owed(text: str, key: str) -> Decimal | None:
    """Read an obligation."""
    value = amount(text, key)
    if value is None or value == -9:
        return None
    if value not in _VALUES:
        raise BadCellError(key, "an obligation is 0 or 1", text.strip())
    return value
