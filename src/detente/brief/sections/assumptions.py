"""The assumptions, each with its line, its reason and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from detente.brief.blocks import Block, Cell, Row, Section, Table
from detente.brief.figures import count, plural
from detente.brief.gather import Gathered
from detente.brief.made.inputs import caution, counted, stated_range
from detente.brief.origins import Origins
from detente.brief.quoting import NOTHING, code, joined, said
from detente.brief.sections.references import observations
from detente.brief.telling import expression_words, group_name, spoken, type_words
from detente.faults import Place
from detente.situation.expressions import Expr
from detente.situation.phrasing import actor_name, state_words
from detente.situation.records import Preference, Quantity, Situation, Type

_COLUMNS = ("Line", "Assumption", "Because", "Rests on")
_BEHAVIOURS = {
    "nash": "reckons with no answer",
    "gmr": "reckons with any answer, harmful to its giver or not",
    "smr": "reckons with any answer, and with its own reply to it",
    "seq": "reckons with answers that are better for their givers",
    "sseq": "reckons with answers that are better for their givers, and with its own reply to them",
    "seq2": "reckons with answers that their givers would really give",
}


class Assumption(NamedTuple):
    """One thing that the file assumes, with its grounds; ``matters`` if it should have grounds; ``within``: its numbers' places."""

    place: Place
    told: Markup
    because: str = ""
    evidence: tuple[str, ...] = ()
    matters: bool = True
    within: tuple[Place, ...] = ()


def section(g: Gathered, book: Origins) -> Section | None:
    """List everything that the analyst asserts; None where nothing is assumed."""
    sit = g.sit
    groups = [
        ("What can't be", list(_rules(sit))),
        *(
            (f"What {actor_name(sit, actor)} wants", list(_wants(g, one, book)))
            for actor, one in sit.preferences.items()
        ),
        ("Beliefs and chances", list(_chances(sit, book))),
        ("How events unfold", list(_play(g, book))),
        ("Base rates", list(_bases(sit, book))),
        ("What options do to ties", list(_effects(sit, book))),
    ]
    found = [(title, made) for title, made in groups if made]
    if not found:
        return None
    blocks: list[Block] = [
        Table(said(title), _COLUMNS, tuple(_row(sit, one, book) for one in made)) for title, made in found
    ]
    return Section("assumptions", "Assumptions", _lead(found, book), tuple(blocks))


def _lead(groups: Iterable[tuple[str, list[Assumption]]], book: Origins) -> Markup:
    """Say how many assumptions there are, and how many rest on no evidence or on judgement."""
    every = [one for _, made in groups for one in made if one.matters]
    bare = [one for one in every if not one.evidence]
    judged = [one for one in every if _is_judgement(one)]
    return Markup("Of {} {} {} no evidence, and {} judgement.").format(
        book.number(count("assumptions", every, "Assumptions")),
        plural(len(every), "assumption", "assumptions"),
        joined(
            [book.number(count("assumptions.bare", bare, "Assumptions without evidence")), _cite(len(bare))]
        ),
        joined(
            [
                book.number(count("assumptions.judged", judged, "Assumptions called judgement")),
                _say(len(judged)),
            ]
        ),
    )


def _cite(number: int) -> str:
    return plural(number, "cites", "cite")


def _say(number: int) -> str:
    return plural(number, "says that it is", "say that they are")


def _is_judgement(one: Assumption) -> bool:
    return "judgement" in one.because.casefold()


def _row(sit: Situation, one: Assumption, book: Origins) -> Row:
    anchor = book.anchor(one.place, *one.within)
    marks = []
    if one.matters and not one.evidence:
        marks.append(
            Markup('<b class="marked">{}</b>').format("judgement" if _is_judgement(one) else "no evidence")
        )
    elif _is_judgement(one):
        marks.append(Markup('<b class="marked">judgement</b>'))
    cells: tuple[Cell, ...] = (
        book.line(one.place),
        one.told,
        said(one.because),
        joined([observations(sit, one.evidence), *marks]),
    )
    return Row(cells, anchor)


def _expression(sit: Situation, expr: Expr, text: str) -> Markup:
    """Show an expression in words and as it is written."""
    words = expression_words(sit, expr)
    return joined([said(words[:1].upper() + words[1:]), code(text)])


def _rules(sit: Situation) -> Iterator[Assumption]:
    for rule in sit.rules:
        yield Assumption(rule.place, _expression(sit, rule.expr, rule.text), rule.because, rule.evidence)


def _wants(g: Gathered, one: Preference, book: Origins) -> Iterator[Assumption]:
    """Go through what an actor may want: its types, each with what it wants, the most important first."""
    sit = g.sit
    if one.because:
        yield Assumption(one.place, Markup("In general"), one.because, (), matters=False)
    if one.behaviour:
        yield Assumption(one.place, _behaviour(one.actor, one.behaviour, book), "", (), matters=False)
    for kind in one.types.values():
        if one.typed:
            yield _type(sit, kind, book)
        yield from _order(sit, kind, typed=one.typed)


def _type(sit: Situation, kind: Type, book: Origins) -> Assumption:
    """Give a type with its prior."""
    what = f"{actor_name(sit, kind.actor)}: {kind.id}, as written"
    prior = Markup("the rest")
    if kind.prior is not None:
        prior = book.number(stated_range(f"written.{kind.actor}.{kind.id}", kind.prior, what))
    told = Markup("Type “{}” {}: before the evidence {}").format(
        said(type_words(sit, kind.actor, kind.id)), code(kind.id), prior
    )
    if kind.behaviour:
        told = Markup("{}; {}").format(told, _behaviour(f"{kind.actor}.{kind.id}", kind.behaviour, book))
    within = (kind.prior.place,) if kind.prior is not None else ()
    return Assumption(kind.place, told, kind.because, kind.evidence, bool(within), within)


def _behaviour(key: str, held: Mapping[str, Quantity], book: Origins) -> Markup:
    """Say how an actor decides."""
    if len(held) == 1:
        return _decides(next(iter(held)))
    return joined(
        (
            Markup("{} {}").format(
                book.number(stated_range(f"behaviour.{key}.{name}", share, name)), _BEHAVIOURS[name]
            )
            for name, share in held.items()
        ),
        ", ",
    )


def _decides(name: str) -> Markup:
    """Say in words how an actor of a behaviour decides."""
    return Markup("{} ({})").format(_BEHAVIOURS[name], code(name))


def _order(sit: Situation, kind: Type, *, typed: bool) -> Iterator[Assumption]:
    """Go through an order of preference."""
    of = Markup("<small>{}</small> ").format(said(spoken(kind.id))) if typed else NOTHING
    for one in kind.statements:
        told = of + _expression(sit, one.expr, one.text) + (Markup(" <b>vital</b>") if one.vital else NOTHING)
        yield Assumption(one.place, told, one.because, one.evidence)
    for weight in kind.weights:
        worth = Markup(", worth {}").format(code(weight.worth.text))
        vital = Markup(" <b>vital</b>") if weight.vital else NOTHING
        told = of + _expression(sit, weight.expr, weight.text) + worth + vital
        yield Assumption(weight.place, told, weight.because, weight.evidence)
    if kind.ranking is not None:
        groups = [" ~ ".join(group) for group in kind.ranking.groups]
        yield Assumption(kind.ranking.place, of + code(" > ".join(groups)), kind.because, kind.evidence)


def _chances(sit: Situation, book: Origins) -> Iterator[Assumption]:
    """Go through hypotheses and chance events."""
    for name, one in sit.hypotheses.items():
        shares = [
            Markup("“{}” {}").format(
                said(spoken(answer)),
                Markup("the rest")
                if prior is None
                else book.number(
                    stated_range(f"written.{name}.{answer}", prior, f"{name}: {answer}, as written")
                ),
            )
            for answer, prior in one.answers.items()
        ]
        told = Markup("{} {}").format(said(group_name(sit, name)), joined(shares, ", "))
        within = tuple(prior.place for prior in one.answers.values() if prior is not None)
        yield Assumption(one.place, told, one.because, within=within)
    for event in sit.events.values():
        what = f"Chance of “{event.text or event.id}”, as written"
        figure = book.number(stated_range(f"written.event.{event.id}", event.chance, what))
        told = Markup("{}: {}").format(said(event.text or spoken(event.id)), figure)
        yield Assumption(event.place, told, event.because, event.evidence, within=(event.chance.place,))
    yield from _own_views(sit)
    for together in sit.dependence:
        told = Markup("These reports hang together: {}").format(observations(sit, together.evidence))
        yield Assumption(together.place, told, together.because, together.evidence)


def _own_views(sit: Situation) -> Iterator[Assumption]:
    """Go through where an actor believes something else than the analyst."""
    for viewer, others in sit.believes.items():
        for other, held in others.items():
            shares = joined(
                (Markup("{} {}").format(code(name), said(one.text)) for name, one in held.items()), ", "
            )
            told = Markup("{} believes of {}: {}").format(
                said(actor_name(sit, viewer)), said(actor_name(sit, other)), shares
            )
            places = tuple(one.place for one in held.values())
            yield Assumption(places[0], told, "", (), matters=False, within=places)


def _play(g: Gathered, book: Origins) -> Iterator[Assumption]:
    """Go through how events unfold, as far as the file says so."""
    sit = g.sit
    if sit.status_quo is not None:
        state = state_words(sit, g.forecast.status_quo) if g.forecast is not None else ""
        told = joined([Markup("Today"), said(state)], ": ")
        yield Assumption(sit.status_quo_place, told, "", (), matters=False)
    if "knowledge" in sit.play.written:
        knows = (
            "each actor knows its own type only"
            if sit.play.knowledge == "own"
            else "the actors know each other's types"
        )
        yield Assumption(sit.play.place, Markup("Knowledge: {}").format(knows), "", (), matters=False)
    if "caution" in sit.play.written and g.forecast is not None:
        parts = [
            Markup("{} {}").format(said(actor_name(sit, actor)), book.number(caution(g, actor, value)))
            for actor, value in g.forecast.caution.items()
        ]
        told = Markup("Caution, the probability of an answer at which a move is left undone: {}").format(
            joined(parts, ", ")
        )
        yield Assumption(sit.play.place, told, "", (), matters=False)
    for pact in sit.play.pacts:
        members = joined((said(actor_name(sit, member)) for member in pact.members), " and ")
        yield Assumption(pact.place, Markup("{} can move as one").format(members))


def _bases(sit: Situation, book: Origins) -> Iterator[Assumption]:
    for one in sit.questions.values():
        if one.base is not None:
            figure = stated_range(
                f"written.question.{one.id}", one.base, f"Base rate of “{one.text}”, as written"
            )
            told = Markup("{} {}").format(said(one.text), book.number(figure))
            yield Assumption(one.base.place, told, one.because, one.evidence)


def _effects(sit: Situation, book: Origins) -> Iterator[Assumption]:
    """Go through what options do to ties."""
    for at, one in enumerate(sit.effects):
        ends = f"{actor_name(sit, one.tie.source)} to {actor_name(sit, one.tie.target)}"
        figure = book.number(counted(f"effect.{at}", one.by, ends, "amount"))
        told = Markup("{}: {} changes by {} {}").format(
            _expression(sit, one.expr, one.text),
            said(f"{spoken(one.tie.vector)} from {ends}"),
            figure,
            said(one.unit),
        )
        yield Assumption(one.place, told, one.because, one.evidence, within=(one.by.place,))
