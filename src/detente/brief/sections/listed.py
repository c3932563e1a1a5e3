"""What is on record beside the game: agreements, and figures that must add up."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from detente.brief.blocks import Block, Row, Section, Table
from detente.brief.figures import Figure, count, plural
from detente.brief.gather import Gathered
from detente.brief.made.inputs import counted
from detente.brief.origins import Origins
from detente.brief.quoting import NOTHING, date_of, joined, said
from detente.brief.quoting import listed as in_words
from detente.brief.sections.references import observations, source
from detente.brief.telling import spoken
from detente.situation.phrasing import actor_name
from detente.situation.records import Figure as Stated
from detente.situation.records import Situation


def section(g: Gathered, book: Origins) -> Section | None:
    """List agreements and figures; None where the file has none of them."""
    sit = g.sit
    blocks: list[Block] = []
    if sit.agreements:
        blocks.append(_agreements(sit, book))
    if sit.figures:
        rows = tuple(row for one in sit.figures.values() for row in _figures(sit, one, book))
        blocks.append(
            Table("Figures that must add up", ("Figure", "Part", "Number", "Source"), rows, frozenset({2}))
        )
    if not blocks:
        return None
    return Section("records", "Agreements and counts on record", _lead(sit, book), tuple(blocks))


def _lead(sit: Situation, book: Origins) -> Markup:
    """Say what there is."""
    kinds = (
        ("agreements", len(sit.agreements), "agreement", "agreements"),
        ("figures", len(sit.figures), "count that must add up", "counts that must add up"),
    )
    found = [
        Markup("{} {}").format(book.number(count(key, number, many)), plural(number, one, many))
        for key, number, one, many in kinds
        if number
    ]
    return Markup("On record: {}.").format(in_words(found))


def _agreements(sit: Situation, book: Origins) -> Table:
    rows = tuple(
        Row(
            (
                said(one.text or spoken(one.id)),
                in_words(said(actor_name(sit, actor)) for actor in one.between),
                date_of(one.date),
                joined(map(said, one.fields), ", "),
                joined([source(sit, one.source), observations(sit, one.evidence)]),
            ),
            book.anchor(one.place),
        )
        for one in sit.agreements.values()
    )
    return Table("Agreements", ("Agreement", "Between", "Date", "Fields", "Source"), rows)


def _figures(sit: Situation, one: Stated, book: Origins) -> Iterator[Row]:
    """List a total and its parts, of which one may be the rest."""
    name = one.text or spoken(one.id)
    unit = Markup(" {}").format(said(one.unit)) if one.unit else NOTHING
    origin = joined([source(sit, one.source), date_of(one.date)], ", ")
    yield Row(
        (
            said(name),
            "total",
            book.number(counted(f"figure.{one.id}.total", one.total, name, "count")) + unit,
            origin,
        ),
        book.anchor(one.place, one.total.place),
    )
    for part, number in one.parts.items():
        if number is not None:
            figure = counted(f"figure.{one.id}.{part}", number, f"{name}: {part}", "count")
        else:
            figure = _rest(one, part, name)
        yield Row(
            (said(name), said(actor_name(sit, part)), book.number(figure), NOTHING),
            book.anchor(*figure.places),
        )


def _rest(one: Stated, part: str, name: str) -> Figure:
    """Make the figure of the part that is the rest of the others."""
    others = [number for number in one.parts.values() if number is not None]
    low = float(one.total.low - sum(number.high for number in others))
    high = float(one.total.high - sum(number.low for number in others))
    value = low if low == high else (low, high)
    return Figure(f"figure.{one.id}.{part}", value, "count", f"{name}: {part}", "What the other parts leave.")
