"""Transfers: on which routes an item may go, whose consent each needs, and who can open and block it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from detente.brief.blocks import Block, Bullets, Cell, Row, Section, Table
from detente.brief.figures import count, plural
from detente.brief.gather import Gathered
from detente.brief.made import passing
from detente.brief.made.inputs import stated_range
from detente.brief.origins import Origins
from detente.brief.pictures.passages import passages_picture
from detente.brief.quoting import NOTHING, capital, date_of, joined, said
from detente.brief.quoting import listed as in_words
from detente.brief.sections.references import observations
from detente.brief.telling import spoken
from detente.outlook.refusals import Refusal
from detente.situation.holders import consents_of
from detente.situation.phrasing import actor_name, option_words
from detente.situation.records import Consent, Situation, Transfer
from detente.ties.power import Power

_MOST_DRAWN = 8  # routes in a picture
_MOST_SETS = 6  # blocking sets in words


def section(g: Gathered, book: Origins) -> Section | None:
    """Show transfers; None where the file has none."""
    sit = g.sit
    if not sit.transfers:
        return None
    blocks: list[Block] = []
    rows = tuple(_written(sit, one, book) for one in sit.transfers.values())
    columns = ("Item", "From and to", "Handed over by", "Consent needed", "Rests on")
    blocks.append(Table("As written", columns, rows))
    for name, found in g.deeper.powers.items():
        if found.routes and found.verdict in {"conditional", "free"}:
            blocks.append(passages_picture(sit, sit.transfers[name], found, _MOST_DRAWN, f"route-{name}"))
        blocks.append(Bullets(tuple(_told(g, name, found, book))))
        if found.power:
            blocks.append(_holders(g, name, found, book))
    return Section("transfers", "Whose consent transfers need", _lead(g, book), tuple(blocks))


def _lead(g: Gathered, book: Origins) -> Markup:
    """Say who can block the first transfer, and how many there are."""
    name, found = next(iter(g.deeper.powers.items()))
    told = capital(Markup("{}: {}").format(said(g.sit.transfers[name].item), _who_blocks(g.sit, found)))
    if len(g.deeper.powers) == 1:
        return Markup("{}.").format(told)
    number = book.number(count("transfers", g.deeper.powers, "Transfers"))
    return Markup("{}. {} transfers are looked at.").format(told, number)


def _who_blocks(sit: Situation, found: Power) -> Markup:
    """Say who can block a transfer."""
    if found.verdict == "not_applicable":
        return Markup("it leads to where it begins")
    if found.verdict == "impossible":
        return Markup("no way leads there, so that there is nothing to block")
    if found.verdict == "free":
        return Markup("a way needs nobody's consent, so that nobody can block it")
    alone = _names(sit, found.vetoes) if found.vetoes else Markup("nobody")
    several = [one for one in found.blocking if len(one) > 1]
    each = "can each block it" if len(found.vetoes) > 1 else "can block it"
    told = Markup("{} {} alone").format(alone, each)
    if several:
        sets = joined((_names(sit, sorted(one)) for one in several[:_MOST_SETS]), Markup(", or "))
        more = "" if found.blocking_complete and len(several) <= _MOST_SETS else ", among others"
        told += Markup("; together {}{}").format(sets, more)
    return told


def _names(sit: Situation, names: Iterable[str]) -> Markup:
    return in_words(said(actor_name(sit, one)) for one in names)


def _told(g: Gathered, name: str, found: Power, book: Origins) -> Iterator[Markup]:
    """Say of one transfer who opens and blocks it, how probable it is, and what refusals are worth."""
    item = said(g.sit.transfers[name].item)
    yield Markup("{}: {}.").format(item, _who_blocks(g.sit, found))
    if found.verdict == "conditional" and found.coalitions:
        sets = joined((_names(g.sit, sorted(one)) for one in found.coalitions[:_MOST_SETS]), Markup("; or "))
        more = "" if found.coalitions_complete and len(found.coalitions) <= _MOST_SETS else "; or of others"
        yield Markup("It takes the consent of {}{}.").format(sets, more)
    if found.narrow:
        yield Markup("Every route passes {}.").format(_names(g.sit, found.narrow))
    one = g.deeper.transfers.get(name)
    if one is None:
        return
    if one.probability.low is None:
        yield Markup("How probable it is isn't known: {}.").format(said(one.probability.why))
    elif found.verdict == "conditional":
        handed = "It is handed over with all consents" if g.sit.transfers[name].by else "It is possible"
        number = book.number(passing.probability(g, one))
        yield Markup("{} with a probability of {}.").format(handed, number)
    for refusal in one.refusals.values():
        yield _refused(g, name, refusal, book)
    for later in one.later[:1]:
        yield Markup("Once the consent of {} is no longer needed, {}.").format(
            _names(g.sit, later.lapsed), _who_blocks(g.sit, later.power)
        )


def _refused(g: Gathered, name: str, one: Refusal, book: Origins) -> Markup:
    who = said(actor_name(g.sit, one.holder))
    if one.kept.value is None:
        return Markup("Whether {} would keep refusing isn't tested: {}.").format(who, said(one.why))
    told = "it would keep refusing" if one.credible else "it would not keep refusing"
    number = book.number(passing.refused(g, name, one))
    return Markup("{} refuses in {} of cases where the others consent: {}.").format(who, number, told)


def _holders(g: Gathered, name: str, found: Power, book: Origins) -> Table:
    """List holders with their power, and with the importance of their consent where it is known."""
    one = g.deeper.transfers.get(name)
    rows = []
    for holder in sorted(found.power, key=lambda who: (-found.power[who], who)):
        cells: list[Cell] = [
            said(actor_name(g.sit, holder)),
            book.number(passing.power(g, name, holder, found.power[holder])),
        ]
        if one is not None:
            known = one.importance.get(holder) is not None
            cells.append(book.number(passing.importance(g, one, holder)) if known else "not known")
        rows.append(Row(tuple(cells)))
    columns = ("Holder", "Part of the deciding cases", "Importance of its consent")
    caption = Markup("Power over {}").format(said(g.sit.transfers[name].item))
    return Table(caption, columns[: 2 + (one is not None)], tuple(rows), frozenset({1, 2}))


def _written(sit: Situation, one: Transfer, book: Origins) -> Row:
    ends = Markup("{} to {}").format(said(actor_name(sit, one.owner)), said(actor_name(sit, one.recipient)))
    needed = []
    for path, consents in consents_of(one):
        if path[0] != "steps":
            needed += [
                joined([_where(sit, one, path), _consent(sit, one.id, consent, book)]) for consent in consents
            ]
    if one.steps:
        number = book.number(count(f"steps.{one.id}", one.steps, "Steps of the network"))
        needed.append(Markup("a network of {} {}").format(number, plural(len(one.steps), "step", "steps")))
    because = Markup("<small>{}</small>").format(said(one.because)) if one.because else NOTHING
    cells: tuple[Cell, ...] = (
        joined([said(one.item), said(one.product)]),
        ends,
        joined((said(option_words(sit.options[bit])) for bit in one.by), "; "),
        joined(needed, "; ") or "none",
        joined([observations(sit, one.evidence), because]),
    )
    return Row(cells, book.anchor(one.place))


def _where(sit: Situation, one: Transfer, path: tuple[str, ...]) -> Markup:
    """Say where a consent is needed, if not for the item itself."""
    if path[0] == "parts":
        part = one.parts[path[1]]
        return Markup("for {},").format(said(part.item or spoken(part.id)))
    if path[0] == "routes":
        through = one.routes[int(path[1])].through
        return Markup("through {},").format(_names(sit, through)) if through else Markup("straight,")
    return NOTHING


def _consent(sit: Situation, transfer: str, one: Consent, book: Origins) -> Markup:
    """Say whose consent is needed, and what it consists of."""
    parts = [said(actor_name(sit, one.holder))]
    options = [*one.options, *one.refusing]
    if options:
        parts.append(joined((said(option_words(sit.options[bit])) for bit in options), " and "))
    if one.chance is not None and not one.bare:
        what = f"Chance that {actor_name(sit, one.holder)} consents"
        key = f"consent.{transfer}.{one.holder}.{one.place.line}.{one.place.column}"
        parts.append(book.number(stated_range(key, one.chance, what)))
    for kind, chance in one.by_type.items():
        what = f"Chance that {actor_name(sit, one.holder)} consents if {kind}"
        key = f"consent.{transfer}.{one.holder}.{kind}.{one.place.line}"
        parts.append(
            Markup("{} if {}").format(book.number(stated_range(key, chance, what)), said(spoken(kind)))
        )
    extra = joined([said(one.basis), Markup("until {}").format(date_of(one.until)) if one.until else NOTHING])
    return joined([Markup(": ").join(parts), Markup("({})").format(extra) if extra else NOTHING])
