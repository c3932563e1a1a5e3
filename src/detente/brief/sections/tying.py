"""Who depends on whom: shares by partner, concentration, balance between poles, and what isn't known of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from detente.brief.blocks import Block, Bullets, Cell, Heading, Row, Section, Table
from detente.brief.figures import Figure, count, plural
from detente.brief.gather import Gathered, Vector
from detente.brief.made.ties import last_share, over_partners, places, pole, share, share_range
from detente.brief.origins import Origins
from detente.brief.pictures.network import Link, network_picture
from detente.brief.pictures.ranges import Bar, ranges_picture
from detente.brief.quoting import NOTHING, joined, said, year
from detente.brief.telling import spoken
from detente.situation.phrasing import actor_name
from detente.ties.balance import Balance
from detente.ties.shares import Dependence, Share

_MOST_PARTNERS = 6  # by vector
_MOST_BARS = 3
_FEW = 3  # shares that need no picture
_STATUS = {"not_reported": "not reported", "not_applicable": "not applicable"}


def section(g: Gathered, book: Origins) -> Section | None:
    """Show dependence actor by actor; None without ties."""
    if not g.ties:
        return None
    blocks: list[Block] = [*_network(g, book)]
    for actor, vectors in g.ties.items():
        blocks.append(Heading(said(actor_name(g.sit, actor))))
        blocks += _warnings(g, vectors, book)
        bars = [bar for vector in vectors.values() for bar in _bars(g, vector.on)]
        if len(bars) > _FEW:
            caption = "Points are known shares. Bars with a broken edge say how much or little a share that isn't known may be."
            title = f"On whom {actor_name(g.sit, actor)} depends"
            blocks.append(ranges_picture(bars, book, f"ties-{actor}", title, caption))
        blocks.append(_partners(g, vectors, book))
        blocks.append(_concentration(g, vectors, book))
        if actor in g.balances:
            blocks.append(_balance(g, vectors, g.balances[actor], book))
    return Section("ties", "Who depends on whom", _lead(g, book), tuple(blocks))


def _lead(g: Gathered, book: Origins) -> Markup:
    """Name the greatest dependence on record among several partners, and say whether figures are missing."""
    known = [
        (one.value, vector.on, partner)
        for vectors in g.ties.values()
        for vector in vectors.values()
        for partner, one in vector.on.shares.items()
        if one.value is not None and partner in g.sit.actors
    ]
    dark = any(
        silent.blackout for vectors in g.ties.values() for one in vectors.values() for silent in one.silent
    )
    missing = Markup("; some figures are missing, which is not independence") if dark else NOTHING
    if not known:
        return Markup("No share is known{}.").format(missing)
    several = [one for one in known if len(one[1].shares) > 1] or known
    _, on, partner = max(several, key=lambda one: one[0])
    return Markup("The greatest dependence on record is that of {} on {}: {} of {}{}.").format(
        said(actor_name(g.sit, on.actor)),
        said(actor_name(g.sit, partner)),
        book.number(share(g, on, partner)),
        said(_vector(on)),
        missing,
    )


def _network(g: Gathered, book: Origins) -> Iterator[Block]:
    """Draw for each actor the tie to each other actor on which it depends most."""
    strongest: dict[tuple[str, str], tuple[float, Dependence]] = {}
    for actor, vectors in g.ties.items():
        for vector in vectors.values():
            for partner, one in vector.on.shares.items():
                greater = (
                    one.value is not None and one.value > strongest.get((actor, partner), (0.0, None))[0]
                )
                if greater and one.value is not None and partner in g.sit.actors:
                    strongest[actor, partner] = (one.value, vector.on)
    links = [Link(actor, partner, share(g, on, partner)) for (actor, partner), (_, on) in strongest.items()]
    named = {end for link in links for end in (link.actor, link.partner)}
    if len(named) > 2:
        names = {actor: actor_name(g.sit, actor) for actor in g.sit.actors if actor in named}
        caption = (
            "For each two actors the greatest share that is known, of whatever kind. A line ends, and has its number, "
            "near who depends."
        )
        yield network_picture(links, names, book, "network", "Who depends on whom", caption)


def _vector(on: Dependence) -> str:
    return spoken(on.vector)


def _warnings(g: Gathered, vectors: Mapping[str, Vector], book: Origins) -> Iterator[Block]:
    """Say whose figures have stopped, and that unknown isn't zero."""
    items = []
    for vector in vectors.values():
        for silent in vector.silent:
            told = Markup("{} is not reported on {} in {}, after {} in {}.").format(
                said(actor_name(g.sit, silent.partner)),
                said(_vector(vector.on)),
                year(vector.on.year),
                book.number(last_share(g, vector, silent)),
                year(silent.last),
            )
            what = (
                "Unknown is not zero: every share is a range."
                if silent.blackout
                else "That may be a real end."
            )
            items.append(joined([told, what]))
    if items:
        yield Bullets(tuple(items))


def _ranked(on: Dependence) -> list[str]:
    """Order partners: known shares first, the greatest first, then those that may be greatest."""
    shares = on.shares
    return sorted(
        shares,
        key=lambda name: (
            shares[name].value is None,
            name in on.absent,
            -(shares[name].value or shares[name].high or 0),
        ),
    )


def _bars(g: Gathered, on: Dependence) -> Iterator[Bar]:
    applicable = [name for name in _ranked(on) if on.shares[name].status != "not_applicable"]
    shown = [name for name in applicable if name not in on.absent][:_MOST_BARS]
    for at, partner in enumerate(shown):
        head = f"{_vector(on)}{f', {on.year}' if on.year is not None else ''}" if not at else ""
        yield Bar(
            actor_name(g.sit, partner), share(g, on, partner), share_range(g, on, partner), None, None, head
        )


def _partners(g: Gathered, vectors: Mapping[str, Vector], book: Origins) -> Table:
    rows = []
    for vector in vectors.values():
        on = vector.on
        ranked = _ranked(on)
        shown = [name for name in ranked if name not in on.absent][:_MOST_PARTNERS] or ranked[:_MOST_PARTNERS]
        rows += [_partner(g, on, partner, book) for partner in shown]
        others = len(ranked) - len(shown)
        if others:
            number = book.number(count(f"partners.{on.actor}.{on.vector}", others, "Further partners"))
            unknown = all(on.shares[name].value is None for name in ranked if name not in shown)
            told = "none with a figure in this year" if unknown else "each with less"
            cells = (
                _named(on),
                Markup("{} further {}").format(number, plural(others, "partner", "partners")),
                NOTHING,
                NOTHING,
                told,
            )
            rows.append(Row(cells))
    return Table(
        "Shares by partner", ("On", "Partner", "Share", "Its range", "Figure"), tuple(rows), frozenset({2, 3})
    )


def _named(on: Dependence) -> Markup:
    """Name a vector with its direction and year."""
    way = "to" if on.direction == "out" else "from"
    return (
        Markup("{} {} {}").format(said(_vector(on)), way, year(on.year))
        if on.year
        else said(f"{_vector(on)} {way}")
    )


def _partner(g: Gathered, on: Dependence, partner: str, book: Origins) -> Row:
    one = on.shares[partner]
    if one.status == "not_applicable":
        value: Cell = "not applicable"
        span: Cell = NOTHING
    else:
        value, span = book.number(share(g, on, partner)), _range(one, share_range(g, on, partner), book)
    status = _STATUS.get(one.status, one.status)
    name = said(actor_name(g.sit, partner))
    return Row(
        (Markup("{} {}").format(said(_vector(on)), year(on.year)), name, value, span, status),
        book.anchor(*places(g, on, partner)),
    )


def _range(one: Share, figure: Figure, book: Origins) -> Markup:
    """Give the range of a share, where it has one."""
    if one.low is None or one.high is None or one.low == one.high:
        return NOTHING
    return book.number(figure)


def _concentration(g: Gathered, vectors: Mapping[str, Vector], book: Origins) -> Table:
    rows = []
    for vector in vectors.values():
        on = vector.on
        cells: list[Cell] = [Markup("{} {}").format(said(_vector(on)), year(on.year))]
        for which, one in (
            ("Concentration (Herfindahl-Hirschman)", on.hhi),
            ("Effective number of partners", on.effective),
        ):
            figures = over_partners(g, on, which, one, "index" if one is on.hhi else "ratio")
            cells += _with_range(one, figures, book)
        value, _ = over_partners(g, on, "Total", on.total, "amount")
        if on.total.value is None or on.unit.startswith("share"):
            cells.append(said(on.unit) if on.total.value is not None else Markup("not known"))
        else:
            cells.append(Markup("{} {}").format(book.number(value), said(on.unit)))
        rows.append(Row(tuple(cells)))
    columns = ("On", "Concentration", "Its range", "Partners that count", "Their range", "Total")
    return Table("How concentrated it is", columns, tuple(rows), frozenset({1, 2, 3, 4, 5}))


def _with_range(one: Share, figures: tuple[Figure, Figure], book: Origins) -> list[Cell]:
    """Give the cells of a value and of its range."""
    if one.status == "not_applicable":
        return ["not applicable", NOTHING]
    return [book.number(figures[0]), _range(one, figures[1], book)]


def _balance(g: Gathered, vectors: Mapping[str, Vector], held: Balance, book: Origins) -> Table:
    """Show the shares of each pole, how even they are, and how much they cover."""
    poles = list(g.sit.poles)
    rows = []
    for name, one in held.profile.items():
        on = vectors[name].on if name in vectors else None
        if on is None:
            continue
        cells: list[Cell] = [Markup("{} {}").format(said(_vector(on)), year(on.year))]
        cells += [
            _value_or_range(one.poles[which], pole(g, on, spoken(which), one.poles[which]), book)
            for which in poles
        ]
        cells.append(_value_or_range(one.balance, pole(g, on, "Balance between poles", one.balance), book))
        cells.append(_value_or_range(one.coverage, pole(g, on, "Covered by the poles", one.coverage), book))
        cells.append(joined((said(actor_name(g.sit, member)) for member in one.missing), ", "))
        rows.append(Row(tuple(cells)))
    columns = ("On", *(said(spoken(which)) for which in poles), "Balance", "Covered", "Without a figure")
    caption = "Balance between poles: all is even, none is one pole alone"
    return Table(caption, columns, tuple(rows), frozenset(range(1, len(poles) + 3)))


def _value_or_range(one: Share, figures: tuple[Figure, Figure], book: Origins) -> Cell:
    """Give a value; where it isn't known, its range."""
    if one.status == "not_applicable" and one.value is None and one.low is None:
        return "not applicable"
    if one.value is not None:
        return book.number(figures[0])
    if one.low is None or one.high is None:
        return "not known"
    return Markup("not known: {}").format(book.number(figures[1]))
