"""Commitments: what was threatened and promised, whether it would be kept, and whom it deters or wins."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from detente.brief.blocks import Block, Bullets, Cell, Row, Section, Table
from detente.brief.figures import count, plural
from detente.brief.gather import Gathered
from detente.brief.made import holding
from detente.brief.origins import Origins
from detente.brief.quoting import NOTHING, capital, code, date_of, joined, said
from detente.brief.quoting import listed as in_words
from detente.brief.sections.references import observations
from detente.brief.telling import expression_words, spoken, type_words
from detente.outlook.commitment_results import CommitmentResult
from detente.outlook.commitment_words import DILEMMAS, stake_words
from detente.outlook.results import HeldBack
from detente.situation.phrasing import actor_name, change_words, path_words
from detente.situation.records import Commitment, Situation
from detente.ties.bearing import agreements_on_commitment

_SURE, _HARDLY = 0.995, 0.005
_FELT = 0.005


def section(g: Gathered, book: Origins) -> Section | None:
    """Show commitments, tested where there is a game; None where the file has none."""
    sit = g.sit
    if not sit.commitments:
        return None
    tested = g.deeper.commitments
    blocks: list[Block] = []
    if tested:
        blocks.append(_verdicts(g, book))
        items = [item for one in tested.values() for item in _reasons(g, one, book)]
        blocks += [Bullets(tuple(items))] if items else []
    rows = tuple(_written(g, one, book) for one in sit.commitments.values())
    blocks.append(Table("As written", ("Who", "Kind", "If", "Then", "Rests on"), rows))
    blocks += _worth(g, book)
    return Section("commitments", "Threats, promises and red lines", _lead(g, book), tuple(blocks))


def _lead(g: Gathered, book: Origins) -> Markup:
    """Say how many would be kept more likely than not, and how many deter or win anybody."""
    tested = [one for one in g.deeper.commitments.values() if one.honoured.value is not None]
    number = book.number(count("commitments", g.sit.commitments, "Commitments"))
    many = plural(len(g.sit.commitments), "commitment is", "commitments are")
    if not tested:
        return Markup("{} {} on record; none can be put to the test in this file.").format(number, many)
    held = [one for one in tested if one.credible]
    working = [one for one in tested if one.deters]
    works = in_words(_title(g.sit, one) for one in working)
    told = Markup("{} {} on record, and {} of them would more likely than not be kept; ").format(
        number, many, book.number(count("commitments.kept", held, "Commitments that would be kept"))
    )
    if working:
        return told + Markup("those that deter or win somebody: {}.").format(works)
    return told + Markup("none makes anybody leave or take a step that it wouldn't otherwise.")


def _title(sit: Situation, one: CommitmentResult) -> Markup:
    return Markup("{} of {} ({})").format(spoken(one.kind), said(actor_name(sit, one.by)), code(one.id))


def _verdicts(g: Gathered, book: Origins) -> Table:
    rows = []
    for one in g.deeper.commitments.values():
        tested = one.honoured.value is not None
        cells: list[Cell] = [
            capital(_title(g.sit, one)),
            book.number(holding.kept(g, one)) if tested else Markup("not tested"),
            _if_unafraid(g, one, book),
        ]
        if one.kind == "pledge":
            cells += [NOTHING, NOTHING]
        else:
            cells.append(book.number(holding.verdict(g, one, "deters")))
            cells.append(book.number(holding.verdict(g, one, "would_if_believed")))
        cells.append(_outcome(one))
        rows.append(Row(tuple(cells)))
    columns = (
        "Commitment",
        "Kept",
        "If it feared no answer",
        "Deters or wins",
        "Would if believed",
        "In short",
    )
    return Table("Whether they hold", columns, tuple(rows), frozenset({1, 2, 3, 4}))


def _if_unafraid(g: Gathered, one: CommitmentResult, book: Origins) -> Markup:
    return book.number(holding.wanted(g, one)) if one.wants_to is not None else NOTHING


def _outcome(one: CommitmentResult) -> Markup:
    """Say in a few words what a commitment does, with its condition."""
    if one.honoured.value is None:
        return Markup("can't come to the test: {}").format(said(one.why))
    kept = "would be kept" if one.credible else "would not be kept"
    if one.kind == "pledge":
        return escape(kept)
    acts = "wins somebody" if one.kind == "promise" else "deters somebody"
    if one.deters:
        return Markup("{}; {}").format(kept, acts)
    if one.why:
        return Markup("{}; makes no difference: {}").format(kept, said(one.why))
    return Markup("{}; {} nobody").format(kept, "wins" if one.kind == "promise" else "deters")


def _reasons(g: Gathered, one: CommitmentResult, book: Origins) -> Iterator[Markup]:
    """Say by which types it is kept, and what makes its author do otherwise than it wants."""
    parts = []
    if len(one.types) > 1:
        kinds = (
            Markup("“{}” {}").format(said(type_words(g.sit, one.by, kind.type)), _kept_by(g, one, at, book))
            for at, kind in enumerate(one.types)
        )
        parts.append(Markup("Kept by type: {}.").format(joined(kinds, "; ")))
    parts += [_fear(g, held) for held in one.difference]
    for dilemma in one.dilemmas:
        said_of = DILEMMAS[dilemma.kind].format(actor_name(g.sit, dilemma.actor))
        if dilemma.probability > _FELT:
            parts.append(Markup("It is {}.").format(said(said_of)))
    parts += [said(stake_words(g.sit, stake)) for stake in one.stakes[:2]]
    if parts:
        yield Markup("{}: {}").format(capital(_title(g.sit, one)), joined(parts))


def _kept_by(g: Gathered, one: CommitmentResult, at: int, book: Origins) -> Markup:
    kind = one.types[at]
    if kind.kept > _SURE:
        told = Markup("keeps it")
    elif kind.kept < _HARDLY:
        told = Markup("doesn't")
    else:
        told = Markup("in {} of cases").format(book.number(holding.kept_by(g, one, kind)))
    if kind.kept <= 1 / 2 < kind.wants_to:
        return told + ", though it wants to"
    return told + ", against its wish" if kind.wants_to <= 1 / 2 < kind.kept else told


def _fear(g: Gathered, held: HeldBack) -> Markup:
    wish = change_words(g.sit, held.state, held.to, modal="would")
    answer = path_words(g.sit, held.to, held.answer[:4])
    return Markup("{}, but then {}.").format(said(wish), said(answer))


def _written(g: Gathered, one: Commitment, book: Origins) -> Row:
    sit = g.sit
    claimed = Markup("<small>claimed by {}</small>").format(said(actor_name(sit, one.claimed_by)))
    condition = said(expression_words(sit, one.condition)) if one.condition is not None else Markup("always")
    bearing = [
        Markup("<small>agreement: {}{}</small>").format(
            said(found.agreement.text or spoken(found.agreement.id)),
            Markup(", {}").format(date_of(found.agreement.date)) if found.agreement.date else NOTHING,
        )
        for found in agreements_on_commitment(sit, one, as_of=g.as_of)[:2]
    ]
    because = Markup("<small>{}</small>").format(said(one.because)) if one.because else NOTHING
    quoted = Markup("<small>“{}”</small>").format(said(one.text)) if one.text else NOTHING
    cells: tuple[Cell, ...] = (
        joined([said(actor_name(sit, one.by)), claimed if one.claimed_by else NOTHING]),
        spoken(one.kind),
        condition,
        joined([said(expression_words(sit, one.then)), quoted]),
        joined([observations(sit, one.evidence), because, *bearing]),
    )
    return Row(cells, book.anchor(one.place))


def _worth(g: Gathered, book: Origins) -> Iterator[Block]:
    """Show which questions a commitment would move if it were surely kept, or surely broken."""
    rows = []
    for one in g.deeper.commitments.values():
        for name, surely in one.effect.questions.items():
            known = [value for value in surely if value is not None]
            if len(known) == len(surely) and max(known) - min(known) > _FELT:
                numbers = [
                    book.number(holding.effect(g, one, name, which)) for which in ("as_is", "kept", "broken")
                ]
                text = g.sit.questions[name].text or name
                rows.append(Row((capital(_title(g.sit, one)), said(text), *numbers)))
    if rows:
        columns = ("Commitment", "Question", "As things are", "Surely kept", "Surely broken")
        yield Table("What each is worth, in this model", columns, tuple(rows), frozenset({2, 3, 4}))
