"""What keeps today's state in place: what each actor would like to do, and whose answer holds it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from detente.brief.blocks import Block, Bullets, Heading, Paragraph, Row, Section, Table
from detente.brief.gather import Gathered
from detente.brief.made.courses import answered, deal_gain, deal_share
from detente.brief.made.inputs import caution, posterior
from detente.brief.origins import Origins
from detente.brief.quoting import NOTHING, capital, date_of, joined, listed, said
from detente.brief.telling import type_words
from detente.outlook.results import Forecast, HeldBack
from detente.situation.phrasing import actor_name, change_words, option_words, path_words
from detente.situation.records import Option, Situation

_MOST_STEPS = 4
_LASTING = {"": "", "taken": "can't be taken back", "dropped": "can't be taken up again"}


def section(g: Gathered, book: Origins) -> Section | None:
    """Say what holds today's state, and who could do what; None where nobody can do anything."""
    sit = g.sit
    if g.forecast is None:
        if not sit.options:
            return None
        lead = Markup(
            "Who could do what is written down; what would come of it can't be worked out from this file."
        )
        return Section("today", "Who could do what", lead, (_options(sit, book),))
    blocks: list[Block] = []
    if g.forecast.held_back:
        blocks.append(Bullets(tuple(_held(g, g.forecast, one, book) for one in g.forecast.held_back)))
    blocks.append(Paragraph(_content(g.forecast, sit), note=True))
    if g.forecast.deals:
        blocks += [Heading("Deals on the table"), _deals(sit, g.forecast, book)]
    if sit.options:
        blocks.append(_options(sit, book))
    return Section("today", "What keeps today's state in place", _lead(sit, g.forecast), tuple(blocks))


def _lead(sit: Situation, forecast: Forecast) -> Markup:
    """Say who moves at once, who is held back, and who does the one or the other according to its aim."""
    if not forecast.held_back:
        return Markup("Today's state keeps itself: nobody would rather move.")
    moves = {one.actor for one in forecast.held_back if one.made or one.does}
    waits = {one.actor for one in forecast.held_back if not one.made and not one.does}
    kinds = (
        (Markup("{} would move but for the answers of others"), waits - moves, "and"),
        (Markup("nothing keeps {} from moving"), moves - waits, "or"),
        (Markup("the aim of {} decides whether it moves"), moves & waits, "and"),
    )
    parts = [
        told.format(_names(sit, [one for one in forecast.actors if one in actors], last))
        for told, actors, last in kinds
        if actors
    ]
    return Markup("{}.").format(capital(joined(parts, "; ")))


def _names(sit: Situation, actors: Sequence[str], last: str = "and") -> Markup:
    return listed([said(actor_name(sit, actor)) for actor in actors], last)


def _held(g: Gathered, forecast: Forecast, one: HeldBack, book: Origins) -> Markup:
    """Say of one actor of one type what it would do, whether it does, what decides, and who would answer how."""
    wish = said(change_words(g.sit, one.state, one.to, modal="would like to", by=one.actor))
    return joined(
        [
            Markup("{}{}.").format(wish, _of_type(g, one, book)),
            _does(g, one),
            _decides(g, forecast, one, book),
            _answers(g, one),
        ]
    )


def _of_type(g: Gathered, one: HeldBack, book: Origins) -> Markup:
    """Say for which type that holds, and how probable the type is."""
    figure = posterior(g, one.actor, one.type)
    if figure is None:
        return NOTHING
    return Markup(" if its aim is “{}” ({})").format(
        said(type_words(g.sit, one.actor, one.type)), book.number(figure)
    )


def _does(g: Gathered, one: HeldBack) -> Markup:
    if one.made:
        return Markup("It does.")
    if not one.does:
        return Markup("It leaves it.")
    others = [said(change_words(g.sit, one.state, to, by=one.actor)) for to in one.does]
    return Markup("It does something else instead: {}.").format(joined(others, "; or "))


def _decides(g: Gathered, forecast: Forecast, one: HeldBack, book: Origins) -> Markup:
    """Hold how probable an answer seems against the caution."""
    if one.behaviour == "nash":
        return Markup("It doesn't reckon with answers.")
    if forecast.knowledge == "all":
        told = Markup("It knows the others' types, and an answer would come in {} of cases.")
        return told.format(book.number(answered(one)))
    if one.answered <= 0:
        return Markup("It sees no answer coming that would spoil it.")
    if one.answered >= 1:
        return Markup("It is sure of an answer that would spoil it, so that no caution would free it.")
    if one.made:
        told = Markup("It gives an answer {}, and is free while its caution is over that; its caution is {}.")
    else:
        told = Markup("It gives an answer {}, and only a caution over that would free it; its caution is {}.")
    return told.format(book.number(answered(one)), book.number(caution(g, one.actor, one.caution)))


def _answers(g: Gathered, one: HeldBack) -> Markup:
    """Say by which path the others would answer, its first steps at least."""
    if not one.answer:
        return NOTHING
    told = said(path_words(g.sit, one.to, one.answer[:_MOST_STEPS]))
    more = Markup(", and so on") if len(one.answer) > _MOST_STEPS else NOTHING
    types = [
        Markup("the aim of {} is “{}”").format(
            said(actor_name(g.sit, actor)), said(type_words(g.sit, actor, name))
        )
        for actor, name in one.if_types.items()
    ]
    condition = Markup(" if {}").format(listed(types)) if types else NOTHING
    return Markup("The answer{}: {}{}.").format(condition, told, more)


def _content(forecast: Forecast, sit: Situation) -> Markup:
    """Name those who would rather stay."""
    wishing = {one.actor for one in forecast.held_back}
    content = [actor for actor in forecast.actors if actor not in wishing]
    if not content:
        return Markup("Every actor has something that it would rather do.")
    verb = "has" if len(content) == 1 else "have"
    return Markup("{} {} no step that would be better today.").format(_names(sit, content), verb)


def _deals(sit: Situation, forecast: Forecast, book: Origins) -> Table:
    """List what two actors would both gain by and neither begins."""
    rows = tuple(
        Row(
            (
                _names(sit, list(deal.actors)),
                said(change_words(sit, deal.state, deal.to)),
                said(change_words(sit, forecast.status_quo, deal.state)),
                book.number(deal_share(sit, deal)),
                book.number(deal_gain(sit, deal)),
            )
        )
        for deal in forecast.deals
    )
    columns = ("Who", "Both would gain by", "Where events rest with", "Courses", "Of these, both gain in")
    return Table("Both would gain if both moved, and neither moves first", columns, rows, frozenset({3, 4}))


def _options(sit: Situation, book: Origins) -> Table:
    """List who could do what, and what of it is done today."""
    rows = tuple(Row(tuple(_option(sit, option)), book.anchor(option.place)) for option in sit.options)
    return Table("Who could do what", ("Who", "Could", "Today", "Once decided"), rows)


def _option(sit: Situation, option: Option) -> Iterator[Markup | str]:
    yield said(actor_name(sit, option.owner))
    yield joined([said(option_words(option)), Markup("<small>{}</small>").format(said(option.because))])
    taken = sit.status_quo is not None and bool(sit.status_quo >> option.bit & 1)
    since = (
        Markup(" since {}").format(date_of(option.since)) if option.since is not None and taken else NOTHING
    )
    yield Markup("{}{}").format("done" if taken else "not done", since)
    yield _LASTING[option.lasting]
