"""The sources with what rests on them, and the observations with their place and digest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from markupsafe import Markup

from detente.brief.blocks import Block, Cell, Row, Section, Table
from detente.brief.figures import count, plural
from detente.brief.gather import Gathered
from detente.brief.origins import Origins
from detente.brief.quoting import NOTHING, code, date_of, joined, link, said
from detente.brief.sections.references import observations, source
from detente.brief.telling import group_name, spoken
from detente.situation.phrasing import actor_name
from detente.situation.records import Grade, Observation, Situation, Source
from detente.situation.records import Row as Rated

_RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "can't be judged",
}
_CREDIBILITY = {
    "1": "confirmed",
    "2": "rather true than not",
    "3": "possibly true",
    "4": "doubtful",
    "5": "hard to believe",
    "6": "can't be judged",
}


def section(g: Gathered, book: Origins) -> Section | None:
    """List sources and observations; None where the file has neither."""
    sit = g.sit
    if not sit.sources and not sit.evidence:
        return None
    blocks: list[Block] = []
    if sit.sources:
        resting: dict[str, list[str]] = defaultdict(list)
        for one in sit.evidence.values():
            resting[one.source].append(one.id)
        ties = Counter(tie.source for tie in sit.ties)
        rows = tuple(
            _source(one, _resting(sit, one, resting[one.id], ties[one.id], book), book)
            for one in sit.sources.values()
        )
        blocks.append(
            Table("Sources", ("Source", "Date", "Grade", "Address and licence", "What rests on it"), rows)
        )
    if sit.evidence:
        columns = ("Observation", "What was read", "When", "Source and place", "Grade", "How likely it is")
        blocks.append(
            Table("Observations", columns, tuple(_observation(g, one, book) for one in sit.evidence.values()))
        )
    lead = Markup("The file cites {} {} and records {} {}.").format(
        book.number(count("sources", sit.sources, "Sources")),
        plural(len(sit.sources), "source", "sources"),
        book.number(count("observations", sit.evidence, "Observations")),
        plural(len(sit.evidence), "observation", "observations"),
    )
    return Section("sources", "Sources and observations", lead, tuple(blocks))


def _resting(sit: Situation, one: Source, names: list[str], ties: int, book: Origins) -> Markup:
    """Say what rests on a source: observations, and figures of ties."""
    number = count(f"ties.{one.id}", ties, f"Ties from {one.id}")
    counted = Markup("{} {}").format(book.number(number), plural(ties, "tie", "ties")) if ties else NOTHING
    return joined([observations(sit, names), counted], "; ")


def _source(one: Source, resting: Markup, book: Origins) -> Row:
    who = joined([said(one.author), said(one.publisher)], ", ")
    where = joined([link(one.url) if one.url else NOTHING, said(one.licence), said(one.note)], Markup("<br>"))
    cells: tuple[Cell, ...] = (
        joined([code(one.id), said(one.title), who], Markup("<br>")),
        date_of(one.date),
        _grade(one.grade),
        where,
        resting,
    )
    return Row(cells, book.anchor(one.place, name=f"src-{one.id}"))


def _grade(grade: Grade | None) -> Markup:
    """Give a grade as it is written, and what it means."""
    if grade is None:
        return Markup("none given")
    means = [_RELIABILITY.get(grade.reliability, ""), _CREDIBILITY.get(grade.credibility, "")]
    return joined([code(f"{grade.reliability}{grade.credibility}"), joined(means, ", ")])


def _observation(g: Gathered, one: Observation, book: Origins) -> Row:
    sit = g.sit
    who = joined(
        [spoken(one.kind), Markup("by {}").format(said(actor_name(sit, one.by))) if one.by else NOTHING]
    )
    known = date_of(one.known)
    late = g.as_of is not None and one.known_by is not None and one.known_by > g.as_of
    dates = [
        Markup("happened {}").format(date_of(one.date)) if one.date else NOTHING,
        Markup("known {}").format(known) if known else NOTHING,
        Markup('<b class="marked">known too late for this page</b>') if late else NOTHING,
    ]
    cells: tuple[Cell, ...] = (
        joined([code(one.id), Markup("<small>{}</small>").format(who) if who else NOTHING], Markup("<br>")),
        joined(
            [
                said(one.says),
                Markup("<small>{}</small>").format(said(one.because)) if one.because else NOTHING,
            ]
        ),
        joined(dates, Markup("<br>")),
        joined([source(sit, one.source), code(one.at), code(one.digest)]),
        _grade(one.grade) if one.grade is not None or one.expected_if else NOTHING,
        joined((_rated(sit, group, row) for group, row in one.expected_if.items()), Markup("<br>")),
    )
    return Row(cells, book.anchor(one.place, name=f"obs-{one.id}"))


def _rated(sit: Situation, group: str, row: Rated) -> Markup:
    """Say how probable an observation is under each type, in the words of the file."""
    name = said(group_name(sit, group))
    if row.favours is not None:
        favoured, strength = row.favours
        return Markup("{}: favours “{}” {}").format(name, said(spoken(favoured)), strength)
    if row.status == "equal":
        return Markup("{}: bears equally on all").format(name)
    if row.status != "rated":
        return Markup("{}: {}").format(name, spoken(row.status))
    return Markup("{}: {}").format(name, joined(_cells(row), ", "))


def _cells(row: Rated) -> Iterator[Markup]:
    for kind, cell in row.cells.items():
        words = (cell.quantity.word or cell.quantity.text) if cell.quantity else spoken(cell.status)
        yield Markup("{} if “{}”").format(said(words), said(spoken(kind)))
