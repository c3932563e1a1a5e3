"""Transfers of major arms from the trade register of the Stockholm International Peace Research Institute (SIPRI).

Source: SIPRI Arms Transfers Database, sources and methods. Volumes are in millions of SIPRI's trend-indicator value
(TIV): a measure of what was delivered, not money. The register is a list of orders below some lines of introduction. A
column without a name holds a question mark where the figure to its left is uncertain. A cell can hold several years of
delivery; a volume of 0 is one below half a million; an empty one says that no delivery is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from detente.faults import Place, SituationError, fault
from detente.ties.readers.account import Account
from detente.ties.readers.asked import NOT_ASKED, OTHER_PRODUCT, OTHER_YEAR, WITHIN, Asked
from detente.ties.readers.cells import BadCellError, Memo, made_of, party, volume, year_of
from detente.ties.readers.columns import Table, Wanted, bare, table
from detente.ties.readers.flows import Flow, summed
from detente.ties.readers.leads import PEOPLE, Lead
from detente.ties.readers.sheets import Sheet

COLUMNS: Wanted = {
    "recipient": ("Recipient",),
    "supplier": ("Supplier",),
    "ordered": ("Year of order", "Order date", "Year(s) of order"),
    "number": ("Number ordered", "No. ordered"),
    "weapon": ("Weapon designation", "Designation"),
    "kind": ("Weapon description", "Description"),
    "delivered": ("Number delivered", "Deliveries in the Year Range", "No. delivered", "Numbers delivered"),
    "years": ("Year(s) of delivery", "Year(s) of deliveries", "Delivery year(s)", "Delivery year"),
    "comment?": ("Comments", "Comment"),
    "volume": ("SIPRI TIV of delivered weapons", "TIV of delivered weapons", "TIV delivery values"),
}
"""The columns that are read; their wording changes from one download to another."""

_MARKED = {
    "ordered": "year of order",
    "number": "number ordered",
    "delivered": "number delivered",
    "years": "year of delivery",
}
_INTRODUCTION = 60  # lines in which the header must come
_SIGNS = re.compile(r"\W+")
_NOBODY = ("unknown", "multiple")
_PLACES = Decimal("0.000001")
_SPREAD = "spread evenly over several years of delivery"
_SMALL = "below half a million and counted as 0"


class Order(NamedTuple):
    """An order: who supplies what to whom, what was delivered when, and which figures are uncertain.

    ``volume`` is None where no delivery is known; ``uncertain`` names the figures that have a question mark.
    """

    supplier: str
    recipient: str
    ordered: int
    number: str
    weapon: str
    kind: str
    delivered: str
    years: tuple[int, ...]
    volume: Decimal | None
    uncertain: tuple[str, ...]
    comment: str


def read(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Flow] | Iterator[Lead]:
    """Read volumes delivered by year, or each order as a lead.

    Where an order was delivered over several years, nobody says how much in which. Its volume is spread evenly; such a
    figure is an estimate and says so, as is one with a number that SIPRI marks as uncertain.

    Parameters
    ----------
    sheets : iterable of Sheet
    asked : Asked
        Where ``kind`` is ``leads``, each order is a lead.
    account : Account

    Yields
    ------
    Flow or Lead
        From the supplier to the recipient.
    """
    orders = _orders(sheets, asked, account)
    if asked.kind == "leads":
        return (_lead(order) for order in orders if _covered(order, asked, account))
    flows = (flow for order in orders for flow in _flows(order, asked, account))
    return summed(flows)


def _orders(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Order]:
    """Give the order of each row."""
    for sheet in sheets:
        top, before = _top(sheet)
        one = table(sheet, account, COLUMNS, before=before, first=[top])
        yield from made_of(one, account, _maker(one, asked, account))


def _top(sheet: Sheet) -> tuple[str, int]:
    """Find the line of the header, and how many lines of introduction stand above it."""
    found = []
    for before, line in enumerate(islice(sheet.lines, _INTRODUCTION)):
        names = {bare(name) for name in re.split("[,;\t]", line)}
        if {"recipient", "supplier"} <= names:
            return line, before
        found.append(line.strip()[:80])
    message = f"no header with Recipient and Supplier in the first {_INTRODUCTION} lines"
    got = next((line for line in found if line), "an empty file")
    expected = ", ".join(names[0] for names in COLUMNS.values())
    raise SituationError([fault("DT650", Place(1, 1, sheet.name), message, expected=expected, got=got)])


def _maker(one: Table, asked: Asked, account: Account) -> Callable[[list[str]], tuple[Order, ...]]:
    """Make the function that reads a row."""
    marks = {what: one.at[key] + 1 for key, what in _MARKED.items()}
    marks = {what: at for what, at in marks.items() if at < len(one.header) and not one.header[at].strip()}
    sides = Memo[tuple[str, int, str], str](lambda key: _side(*key, asked))

    def make(cells: list[str]) -> tuple[Order, ...]:
        row = {key: " ".join(cells[at].split()) for key, at in one.at.items()}
        ordered = year_of(row["ordered"], "ordered")
        supplier, recipient = (sides[row[key], ordered, key] for key in ("supplier", "recipient"))
        years = _years(row["years"])
        delivered = volume(row["volume"], "volume")
        if delivered is not None and not years:
            raise BadCellError("years", "a volume was delivered, but not in any year", row["years"])
        if not asked.wants(supplier, recipient):
            account.left_out[NOT_ASKED] += 1
        elif supplier == recipient:
            account.left_out[WITHIN] += 1
        elif asked.products and not row["weapon"].startswith(asked.products):
            account.left_out[OTHER_PRODUCT] += 1
        else:
            uncertain = tuple(what for what, at in marks.items() if cells[at].strip())
            order = Order(
                supplier,
                recipient,
                ordered,
                row["number"],
                row["weapon"],
                row["kind"],
                row["delivered"],
                years,
                delivered,
                uncertain,
                row.get("comment", ""),
            )
            return (order,)
        return ()

    return make


def _side(name: str, year: int, key: str, asked: Asked) -> str:
    """Find a state by its name; who is no state, or not known, keeps a name of its own and is not left out."""
    if name.endswith("*") or name.lower().startswith(_NOBODY):
        return asked.names.get(name) or _SIGNS.sub("_", name).strip("_")
    return party("name", name, year, asked, key)


def _years(text: str) -> tuple[int, ...]:
    """Read the years of a cell, such as "2016; 2017" or "2016-2018"."""
    years: list[int] = []
    for part in re.split("[;,]", text):
        ends = [year_of(end, "years") for end in re.split("[-\N{EN DASH}]", part) if end.strip()]
        if ends:
            years.extend(range(ends[0], ends[-1] + 1))
    return tuple(sorted(set(years)))


def _flows(order: Order, asked: Asked, account: Account) -> Iterator[Flow]:
    """Spread what an order delivered over the years of its delivery."""
    if not order.years:
        account.left_out["nothing of the order is known to have been delivered"] += 1
        return
    parts = _spread(order.volume, len(order.years))
    notes = [_SPREAD] if len(parts) > 1 else []
    notes += [_SMALL] if order.volume == 0 else []
    notes += [f"uncertain: {what}" for what in order.uncertain]
    status = "estimated" if notes and order.volume is not None else "reported"
    if order.volume is None:
        status = "not_reported"
    for year, part in zip(order.years, parts, strict=True):
        if asked.covers(year):
            product = order.weapon if asked.by_product else ""
            yield Flow(order.supplier, order.recipient, year, part, status, product, ", ".join(notes))
    if not any(asked.covers(year) for year in order.years):
        account.left_out[OTHER_YEAR] += 1


def _covered(order: Order, asked: Asked, account: Account) -> bool:
    """Whether the year of an order is asked for."""
    covered = asked.covers(order.ordered)
    if not covered:
        account.left_out[OTHER_YEAR] += 1
    return covered


def _spread(whole: Decimal | None, parts: int) -> list[Decimal | None]:
    """Divide a volume evenly; the last part is what is left, so that nothing is lost."""
    if whole is None:
        return [None] * parts
    each = (whole / parts).quantize(_PLACES)
    return [*[each] * (parts - 1), whole - each * (parts - 1)]


def _lead(order: Order) -> Lead:
    """Make an order a lead."""
    number = order.number or "an unknown number"
    when = f", delivered in {', '.join(map(str, order.years))}" if order.years else ""
    doubt = f". Uncertain: {', '.join(order.uncertain)}" if order.uncertain else ""
    comment = f". {order.comment}" if order.comment else ""
    says = (
        f"Supplies {order.weapon} ({order.kind}): {number} ordered, {order.delivered or 'none'} delivered"
        f"{when}{doubt}{comment}"
    )
    origin = f"{order.supplier} to {order.recipient}, {order.ordered}: {order.weapon}"
    return Lead(
        str(order.ordered),
        "",
        order.supplier,
        order.recipient,
        "conduct",
        order.weapon,
        says,
        "",
        origin,
        PEOPLE,
    )
