"""What is on record beside the game: commitments, transfers, agreements, figures that must add up."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from detente.brief.blocks import Block, Cell, Row, Section, Table
from detente.brief.figures import Figure, count, plural
from detente.brief.gather import Gathered
from detente.brief.made.inputs import counted, stated_range
from detente.brief.origins import Origins
from detente.brief.quoting import NOTHING, date_of, joined, said
from detente.brief.quoting import listed as in_words
from detente.brief.sections.references import observations, source
from detente.brief.telling import expression_words, spoken
from detente.situation.phrasing import actor_name, option_words
from detente.situation.records import Commitment, Consent, Situation, Transfer
from detente.situation.records import Figure as Stated


def section(g: Gathered, book: Origins) -> Section | None:
    """List commitments, transfers, agreements and figures; None where the file has none of them."""
    sit = g.sit
    blocks: list[Block] = []
    if sit.commitments:
        rows = tuple(_commitment(sit, one, book) for one in sit.commitments.values())
        blocks.append(Table("Commitments", ("Who", "Kind", "If", "Then", "Rests on"), rows))
    if sit.transfers:
        rows = tuple(_transfer(sit, one, book) for one in sit.transfers.values())
        columns = ("Item", "From and to", "Handed over by", "Consent needed", "Rests on")
        blocks.append(Table("Transfers", columns, rows))
    if sit.agreements:
        blocks.append(_agreements(sit, book))
    if sit.figures:
        rows = tuple(row for one in sit.figures.values() for row in _figures(sit, one, book))
        blocks.append(
            Table("Figures that must add up", ("Figure", "Part", "Number", "Source"), rows, frozenset({2}))
        )
    if not blocks:
        return None
    return Section("records", "Commitments and what is on record", _lead(sit, book), tuple(blocks))


def _lead(sit: Situation, book: Origins) -> Markup:
    """Say what there is."""
    kinds = (
        ("commitments", len(sit.commitments), "commitment", "commitments"),
        ("transfers", len(sit.transfers), "transfer", "transfers"),
        ("agreements", len(sit.agreements), "agreement", "agreements"),
        ("figures", len(sit.figures), "count that must add up", "counts that must add up"),
    )
    found = [
        Markup("{} {}").format(book.number(count(key, number, many)), plural(number, one, many))
        for key, number, one, many in kinds
        if number
    ]
    return Markup("On record: {}.").format(in_words(found))


def _commitment(sit: Situation, one: Commitment, book: Origins) -> Row:
    claimed = NOTHING
    if one.claimed_by:
        claimed = Markup("<small>claimed by {}</small>").format(said(actor_name(sit, one.claimed_by)))
    condition = said(expression_words(sit, one.condition)) if one.condition is not None else Markup("always")
    rests = joined([observations(sit, one.evidence), Markup("<small>{}</small>").format(said(one.because))])
    cells: tuple[Cell, ...] = (
        joined([said(actor_name(sit, one.by)), claimed]),
        spoken(one.kind),
        condition,
        joined([said(expression_words(sit, one.then)), _quoted(one.text)]),
        rests,
    )
    return Row(cells, book.anchor(one.place))


def _quoted(text: str) -> Markup:
    return Markup("<small>“{}”</small>").format(said(text)) if text else NOTHING


def _transfer(sit: Situation, one: Transfer, book: Origins) -> Row:
    ends = Markup("{} to {}").format(said(actor_name(sit, one.owner)), said(actor_name(sit, one.recipient)))
    routes = [
        Markup("through {}: {}").format(
            in_words(said(actor_name(sit, hand)) for hand in route.through),
            joined((_consent(sit, one.id, consent, book) for consent in route.consent), "; ") or "no consent",
        )
        for route in one.routes
    ]
    needed = [_consent(sit, one.id, consent, book) for consent in one.consent]
    cells: tuple[Cell, ...] = (
        joined([said(one.item), said(one.product)]),
        ends,
        joined((said(option_words(sit.options[bit])) for bit in one.by), "; "),
        joined([*needed, *routes], "; "),
        joined([observations(sit, one.evidence), Markup("<small>{}</small>").format(said(one.because))]),
    )
    return Row(cells, book.anchor(one.place))


def _consent(sit: Situation, transfer: str, one: Consent, book: Origins) -> Markup:
    """Say whose consent is needed, and what it consists of."""
    parts = [said(actor_name(sit, one.holder))]
    if one.options:
        parts.append(joined((said(option_words(sit.options[bit])) for bit in one.options), " and "))
    if one.chance is not None:
        what = f"Chance that {actor_name(sit, one.holder)} consents"
        parts.append(book.number(stated_range(f"consent.{transfer}.{one.holder}", one.chance, what)))
    extra = joined([said(one.basis), Markup("until {}").format(date_of(one.until)) if one.until else NOTHING])
    return joined([Markup(": ").join(parts), Markup("({})").format(extra) if extra else NOTHING])


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
