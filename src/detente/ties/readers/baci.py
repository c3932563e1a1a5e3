"""BACI: trade by product between pairs of states, in thousand US dollars and tonnes, reconciled from both sides.

Source: Gaulier, G. and Zignago, S. (2010), BACI: International Trade Database at the Product-Level, CEPII Working Paper
2010-23. Columns ``t, i, j, k, v, q``: year, exporter, importer, product, value, quantity. The codes of states are those
of UN Comtrade, which for France, the United States, Switzerland and some others aren't those of ISO.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from detente.ties.readers.account import Account
from detente.ties.readers.asked import (
    NOT_ASKED,
    OTHER_PRODUCT,
    OTHER_YEAR,
    WITHIN,
    Asked,
)
from detente.ties.readers.cells import BadCellError, Memo, made_of, parties, volume, year_of
from detente.ties.readers.columns import Table, Wanted, table
from detente.ties.readers.flows import Flow, summed
from detente.ties.readers.sheets import Sheet

UNITS = {"value": "thousand USD", "quantity": "tonnes"}
"""What each measure counts."""

_COLUMN = {"value": "v", "quantity": "q"}
_DIGITS = 6  # of a product's code


def read(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Flow]:
    """Read trade flows: one for each pair and year, or for each product of a pair where that is asked for.

    A flow that isn't in the file is one that didn't exist, or that neither side reported. Nobody can tell which, so it
    stays unknown.

    Parameters
    ----------
    sheets : iterable of Sheet
    asked : Asked
        ``choices["measure"]`` is ``value`` (the default) or ``quantity``.
    account : Account

    Yields
    ------
    Flow
        From the exporter to the importer.
    """
    flows = _flows(sheets, asked, account)
    return flows if asked.by_product and not asked.groups else summed(flows)


def _flows(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Flow]:
    """Give the flow of each row, and note years that stand in more than one file."""
    column = _COLUMN[asked.choices.get("measure", "value")]
    wanted: Wanted = {key: (key,) for key in ("t", "i", "j", "k", column)}
    held: set[int] = set()
    for sheet in sheets:
        one = table(sheet, account, wanted)
        years: set[int] = set()
        for flow in made_of(one, account, _maker(one, asked, account, column)):
            years.add(flow.year)
            yield flow
        for year in sorted(years & held):
            account.notes[f"years that stand in more than one file, added up ({year})"] += 1
        held |= years


def _maker(
    one: Table, asked: Asked, account: Account, column: str
) -> Callable[[list[str]], tuple[Flow, ...]]:
    """Make the function that reads a row."""
    at_year, at_from, at_to, at_product, at_value = (one.at[key] for key in ("t", "i", "j", "k", column))
    years = Memo[str, int](lambda text: year_of(text, "t"))
    sources, targets = parties("baci", asked, "i"), parties("baci", asked, "j")
    products = Memo[str, str](lambda text: _product(text, account))
    left_out = account.left_out

    def make(cells: list[str]) -> tuple[Flow, ...]:
        year = years[cells[at_year]]
        source, target = sources[year][cells[at_from]], targets[year][cells[at_to]]
        product = products[cells[at_product]]
        if not asked.wants(source, target):
            left_out[NOT_ASKED] += 1
        elif not asked.covers(year):
            left_out[OTHER_YEAR] += 1
        elif source == target:
            left_out[WITHIN] += 1
        elif asked.products and not product.startswith(asked.products):
            left_out[OTHER_PRODUCT] += 1
        else:
            value = volume(cells[at_value], column)
            status = "not_reported" if value is None else "reported"
            return (Flow(source, target, year, value, status, product if asked.by_product else ""),)
        return ()

    return make


def _product(text: str, account: Account) -> str:
    """Read a code of the Harmonised System: six digits, of which a program may have taken the first nought."""
    code = text.strip()
    if not (code.isascii() and code.isdigit()) or len(code) > _DIGITS:
        raise BadCellError(
            "k", "this is not a product of the Harmonised System", code, "six digits, such as 010121"
        )
    if len(code) == _DIGITS:
        return code
    if len(code) == _DIGITS - 1:
        account.notes["product codes that had lost their first nought, given back"] += 1
        return code.zfill(_DIGITS)
    raise BadCellError(
        "k", "this is not a product of the Harmonised System", code, "six digits, such as 010121"
    )
