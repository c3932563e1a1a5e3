"""Plain tables: any table with a column for each side and one for the value, as the user says which is which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from detente.situation.names import nearest
from detente.situation.records import STATUSES
from detente.ties.readers.account import Account
from detente.ties.readers.asked import NOT_ASKED, OTHER_PRODUCT, OTHER_YEAR, WITHIN, Asked
from detente.ties.readers.cells import BadCellError, Memo, amount, made_of, once, party, year_of
from detente.ties.readers.columns import Table, Wanted, table
from detente.ties.readers.flows import Flow, summed
from detente.ties.readers.sheets import Sheet
from detente.ties.readers.store import Seen

KEYS = ("from", "to", "year", "value", "product", "status", "note")
"""What a column can hold; the first four must be in a column or be the same in all rows."""

NEEDED = KEYS[:4]
"""What no table can do without."""

_UNKNOWN = ("not_reported", "suppressed", "not_applicable")


def read(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Flow]:
    """Read the flows of a table; those of several products are added up unless products are to stay apart.

    A pair that stands twice in a year, with the same product or without any, is an error: of the two the first counts.

    Parameters
    ----------
    sheets : iterable of Sheet
    asked : Asked
        ``columns`` and ``fixed`` say where each key stands or what it is. ``choices["codes"]`` is the scheme of codes; by
        default three capitals are an ISO code and everything else a name. ``choices["missing"]`` are further marks, with
        commas between them, for figures that are missing.
    account : Account

    Yields
    ------
    Flow
    """
    flows = _flows(sheets, asked, account)
    return flows if asked.by_product and not asked.groups else summed(flows)


def _flows(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Flow]:
    """Give the flow of each row."""
    seen = Seen()
    wanted: Wanted = {key: (column,) for key, column in asked.columns.items()}
    for sheet in sheets:
        one = table(sheet, account, wanted)
        yield from made_of(one, account, _maker(one, asked, account, seen))


def _maker(one: Table, asked: Asked, account: Account, seen: Seen) -> Callable[[list[str]], tuple[Flow, ...]]:
    """Make the function that reads a row."""
    scheme = asked.choices.get("codes", "")
    missing = {mark.strip() for mark in asked.choices.get("missing", "").split(",") if mark.strip()}
    sides = Memo[tuple[str, int, str], str](lambda key: _side(scheme, *key, asked))

    def make(cells: list[str]) -> tuple[Flow, ...]:
        row = {**asked.fixed, **{key: cells[at].strip() for key, at in one.at.items()}}
        year = year_of(row["year"])
        source, target = sides[row["from"], year, "from"], sides[row["to"], year, "to"]
        product = row.get("product", "")
        value = None if row["value"] in missing else amount(row["value"])
        flow = Flow(source, target, year, value, _status(row, value), product, row.get("note", ""))
        if not asked.wants(source, target):
            account.left_out[NOT_ASKED] += 1
        elif not asked.covers(year):
            account.left_out[OTHER_YEAR] += 1
        elif source == target:
            account.left_out[WITHIN] += 1
        elif asked.products and not product.startswith(asked.products):
            account.left_out[OTHER_PRODUCT] += 1
        else:
            once(seen, (row["from"], row["to"], row["year"], product), "this pair in this year", "from")
            return (flow if asked.by_product else flow._replace(product=""),)
        return ()

    return make


def _side(scheme: str, text: str, year: int, key: str, asked: Asked) -> str:
    """Find the actor of one side."""
    usual = "iso3" if len(text) == 3 and text.isupper() else "name"
    return party(scheme or usual, text, year, asked, key)


def _status(row: dict[str, str], value: Decimal | None) -> str:
    """Give how well a value is known; by default it is reported if it is there."""
    status = row.get("status", "") or ("not_reported" if value is None else "reported")
    if status not in STATUSES:
        near = nearest(status, STATUSES)
        raise BadCellError(
            "status", "this is not a status", status, f"did you mean '{near}'?" if near else ""
        )
    if (value is None) != (status in _UNKNOWN):
        raise BadCellError(
            "status", "status and value contradict each other", f"{status}, {row['value'] or 'no value'}"
        )
    return status
