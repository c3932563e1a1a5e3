"""What would turn the answer: single changes of assumptions, ends of ranges, things worth learning or watching."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from detente.brief.blocks import Block, Cell, Paragraph, Row, Section, Table
from detente.brief.gather import Gathered
from detente.brief.made import turning
from detente.brief.origins import Origins
from detente.brief.pictures.tornado import tornado_picture
from detente.brief.quoting import NOTHING, joined, said
from detente.brief.telling import type_words
from detente.outlook.flips import Effect, Flips, FlipSet
from detente.outlook.indicators import Indicator
from detente.outlook.voi import Learned
from detente.situation.phrasing import actor_name, sentence

MOST_WATCHED = 3  # indicators on the first screen
_MOST_LISTED = 8
_MOST_BARS = 10
_FELT = 1e-6  # of a Brier score


def section(g: Gathered, book: Origins) -> Section | None:
    """Say what would turn the first answer and what to watch for; None where nothing of it was worked out."""
    deep = g.deeper
    if deep.flips is None and not deep.indicators:
        return None
    blocks: list[Block] = [Paragraph(Markup("Asked: {}").format(said(g.sit.questions[deep.asked].text)))]
    if deep.flips is not None:
        blocks += _flips(g, deep.flips, book)
    blocks += _ranges(g, book)
    moving = [one for one in deep.learned if one.brier_reduction > _FELT]
    if moving:
        blocks.append(_learned(moving, book))
    elif deep.learned:
        none = Markup("To learn what the actors want or how they decide would not move the answer.")
        blocks.append(Paragraph(none))
    if deep.indicators:
        blocks.append(_watched(g, deep.indicators, book))
    return Section("turning", "What would turn the answer, and what to watch", _lead(g, book), tuple(blocks))


def _lead(g: Gathered, book: Origins) -> Markup:
    turns = what_turns(g, book)
    if turns:
        return turns
    first = g.deeper.indicators[0]
    return Markup("What tells most about this answer: {}").format(said(watch_words(first)))


def what_turns(g: Gathered, book: Origins) -> Markup:
    """Say in one sentence what single change turns the answer, or which move it most; empty if not worked out."""
    found = g.deeper.flips
    if found is None:
        return NOTHING
    if found.found:
        first = found.found[0]
        each = (
            "One change of an assumption turns the answer"
            if len(first.edits) == 1
            else "Together these turn it"
        )
        return Markup("{}: {} It becomes {}.").format(
            each, said(_edits(first)), book.number(turning.changed(first))
        )
    moves = [_strongest(found, book, down=down) for down in (True, False)]
    told = joined((one for one in moves if one), "; ")
    if not told:
        return Markup("No single change of an assumption moves the answer.")
    return Markup("No single change of an assumption turns the answer. What moves it most: {}.").format(told)


def _strongest(found: Flips, book: Origins, *, down: bool) -> Markup:
    """Name the single edit that moves the answer most one way."""
    moved = [one for one in found.strongest if (one.probability < found.probability) == down]
    if not moved:
        return NOTHING
    return Markup("{}, {} to {}").format(
        said(moved[0].edit.text), "down" if down else "up", book.number(turning.changed(moved[0]))
    )


def watch_words(one: Indicator) -> str:
    """Say what to watch for, without what it tells."""
    return sentence(one.text.split(": it ", 1)[0])


def _edits(one: FlipSet) -> str:
    return sentence("; ".join(edit.text for edit in one.edits))


def _flips(g: Gathered, found: Flips, book: Origins) -> Iterator[Block]:
    """List what turns the answer, and the single changes that move it most."""
    filed = book.number(turning.as_filed(g, found.probability))
    yield Paragraph(Markup("As filed the model gives {} of courses.").format(filed))
    if found.found:
        caption = (
            "The smallest changes that turn it"
            if found.smallest
            else "Changes found one after another that turn it"
        )
        yield _sets(caption, found.found, book)
    if found.structural:
        yield _sets("Turned by changing what can happen", found.structural, book)
    if found.strongest:
        rows = tuple(_effect(one, book) for one in found.strongest)
        yield Table(
            "Single changes that move it most", ("Change", "It becomes", "Line"), rows, frozenset({1})
        )
    left = Markup("Varied: {}. Not varied: {}.").format(", ".join(found.varied), ", ".join(found.not_varied))
    yield Paragraph(left, note=True)


def _effect(one: Effect, book: Origins) -> Row:
    cells: tuple[Cell, ...] = (
        said(sentence(one.edit.text)),
        book.number(turning.changed(one)),
        book.place(one.edit.place),
    )
    return Row(cells)


def _sets(caption: str, sets: Sequence[FlipSet], book: Origins) -> Table:
    rows = tuple(
        Row(
            (
                said(_edits(one)),
                book.number(turning.changed(one)),
                joined((book.place(edit.place) for edit in one.edits), ", "),
            )
        )
        for one in sets[:_MOST_LISTED]
    )
    return Table(caption, ("Change", "It becomes", "Line"), rows, frozenset({1}))


def _ranges(g: Gathered, book: Origins) -> Iterator[Block]:
    """Draw what the ends of ranges do to the answer, and list them."""
    found = g.deeper.tornado
    bars = found.moving[:_MOST_BARS] if found is not None else ()
    if found is None or not bars:
        return
    yield tornado_picture(bars, turning.base_of(g, found), book, "tornado")
    rows = tuple(
        Row(
            (
                said(bar.text),
                book.number(turning.input_range(bar)),
                book.number(turning.at_end(bar, "low")),
                book.number(turning.at_end(bar, "high")),
                book.place(bar.place),
            )
        )
        for bar in bars
    )
    columns = ("Input", "Its range", "Answer at its low end", "At its high end", "Line")
    yield Table("The answer at the ends of each range", columns, rows, frozenset({1, 2, 3}))


def _learned(learned: Sequence[Learned], book: Origins) -> Table:
    rows = tuple(
        Row((said(sentence(one.text)), book.number(turning.worth(one)), _answers(one, book)))
        for one in learned[:_MOST_LISTED]
    )
    columns = ("What one might learn", "Worth, in hundredths of a Brier score", "The answer then")
    return Table("What it would be worth to know", columns, rows, frozenset({1}))


def _answers(one: Learned | Indicator, book: Origins) -> Markup:
    parts = (
        Markup("{} if {}").format(book.number(turning.then(one, at)), said(outcome.name.replace("_", " ")))
        for at, outcome in enumerate(one.outcomes[:4])
        if outcome.probability > 0
    )
    return joined(parts, "; ")


def _watched(g: Gathered, found: Sequence[Indicator], book: Origins) -> Table:
    rows = tuple(
        Row(
            (
                said(watch_words(one)),
                _tells(g, one, book),
                book.number(turning.worth(one)),
                _answers(one, book),
            ),
        )
        for one in found[:_MOST_LISTED]
    )
    columns = (
        "What to watch for",
        "What it tells apart",
        "Worth, in hundredths of a Brier score",
        "The answer then",
    )
    return Table("What to watch for", columns, rows, frozenset({2}))


def _tells(g: Gathered, one: Indicator, book: Origins) -> Markup:
    """Say which types an indicator tells apart, with how probable it is under each."""
    if not one.if_type:
        return NOTHING
    types = (
        Markup("“{}” {}").format(
            said(type_words(g.sit, one.actor, kind)), book.number(turning.seen(one, kind))
        )
        for kind in one.if_type
    )
    return Markup("{}: seen if {}").format(said(actor_name(g.sit, one.actor)), joined(types, ", "))
