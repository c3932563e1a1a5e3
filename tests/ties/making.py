"""Small situations for tests of ties, made by hand."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction

from detente.faults import Place
from detente.situation.records import Actor, Quantity, Situation, Tie


def quantity(written) -> Quantity | None:
    if written is None:
        return None
    if isinstance(written, (tuple, list)):
        ends = [Fraction(str(one)) for one in written]
        return Quantity(ends[0], ends[-1], ends[1] if len(ends) == 3 else None)
    text = str(written)
    if text.endswith("%"):
        value = Fraction(text[:-1]) / 100
        return Quantity(value, value, None, text)
    return Quantity(Fraction(text), Fraction(text), None, text)


def tie(partner, value, year=2021, *, actor="BLR", direction="in", line=1, **more) -> Tie:
    """A tie of Belarus; without a value it isn't reported."""
    known = more.pop("known", None)
    ends = (partner, actor) if direction == "in" else (actor, partner)
    return Tie(
        *ends,
        more.pop("vector", "imports"),
        quantity(value),
        more.pop("unit", "million USD"),
        more.pop("status", "not_reported" if value is None else "reported"),
        Place(line, 1, "ties.csv"),
        year=year,
        known_by=date.fromisoformat(known) if known else None,
        **more,
    )


def situation(*ties, poles=None, as_of=None) -> Situation:
    return Situation(
        "case.yaml",
        "",
        "A case",
        Place(1, 1, "case.yaml"),
        {"BLR": Actor("BLR", "Belarus", Place(1, 1, "case.yaml"))},
        as_of=date.fromisoformat(as_of) if as_of else None,
        ties=ties,
        poles=poles or {},
    )


def table(text, **more):
    """Ties from lines of ``partner,value,year``; a blank value isn't reported."""
    rows = csv.reader(io.StringIO(text.strip()))
    return [
        tie(partner.strip(), value.strip() or None, int(year), line=line, **more)
        for line, (partner, value, year) in enumerate(rows, start=1)
    ]
