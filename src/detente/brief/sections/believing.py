"""What the evidence made of beliefs: from prior to posterior, what moved them, and what was left out."""

from __future__ import annotations

import math
from collections.abc import Iterator

from markupsafe import Markup

from detente.brief.blocks import Block, Bullets, Heading, Row, Section, Table
from detente.brief.figures import Figure, count, plural
from detente.brief.gather import Gathered
from detente.brief.made.inputs import belief_range, posterior, prior, stated_range
from detente.brief.origins import Origins
from detente.brief.pictures.ranges import Bar, ranges_picture
from detente.brief.quoting import NOTHING, joined, said
from detente.brief.sections.references import observation, observations
from detente.brief.telling import group_name, type_words
from detente.evidence.beliefs import Beliefs
from detente.evidence.saydo import Gap
from detente.evidence.weighing import Weighed
from detente.situation.phrasing import actor_name

_MOST_ORIGINS = 6  # by actor or hypothesis
_FELT = 0.005
# Half-way between the strengths of the scale of support: 2, 4, 10 and 30 times likelier, and no times at all.
_STRENGTHS = (
    (math.sqrt(300), "very strongly"),
    (math.sqrt(40), "strongly"),
    (math.sqrt(8), "moderately"),
    (math.sqrt(2), "slightly"),
)
_REASONS = {
    "later": "Known only later",
    "weaker_repeat": "Repeats of an origin that counts already, with less weight",
    "not_rated": "Not rated for every type",
    "not_applicable": "Not applicable",
}


def section(g: Gathered, book: Origins) -> Section | None:
    """Show beliefs before and after the evidence; None where there are none."""
    told = g.beliefs
    if told is None:
        why = g.missing.get("beliefs", ())
        lead = Markup("Beliefs can't be worked out: {}.").format(joined(map(said, why), "; "))
        return Section("beliefs", "What the evidence moved", lead, ()) if why else None
    caption = "Diamonds stand where a belief stood before the evidence, points after it. Bars are what the stated ranges allow."
    blocks: list[Block] = [
        ranges_picture(
            list(_bars(g, told)), book, "beliefs", "Beliefs before and after the evidence", caption
        ),
        _table(g, told, book),
    ]
    if told.weighed:
        blocks += [Heading("What moved them most"), *_moved(g, told, book)]
    blocks += [*_own_views(g, book), *_left_out(g, told, book), *_gaps(g, book)]
    return Section("beliefs", "What the evidence moved", _lead(g, told, book), tuple(blocks))


def _lead(g: Gathered, told: Beliefs, book: Origins) -> Markup:
    """Say which belief moved most, and whether any single origin decides who leads."""
    group = max(told.shift, key=lambda name: told.shift[name])
    changes = {name: one.value - told.prior[group][name].value for name, one in told[group].items()}
    name = max(changes, key=lambda one: (round(abs(changes[one]), 9), changes[one]))
    if abs(changes[name]) < _FELT:
        return Markup("No belief moves by as much as a per cent: the priors stand.")
    after = posterior(g, group, name)
    return Markup("The evidence moved most what to think of {}: “{}” went from {} to {}.").format(
        _group(g, group),
        said(type_words(g.sit, group, name)),
        book.number(prior(g, group, name)),
        book.number(after) if after is not None else NOTHING,
    )


def _group(g: Gathered, group: str) -> Markup:
    words = said(group_name(g.sit, group))
    return Markup("“{}”").format(words) if group in g.sit.hypotheses else words


def _bars(g: Gathered, told: Beliefs) -> Iterator[Bar]:
    for group, types in told.items():
        for at, (name, span) in enumerate(types.items()):
            after = posterior(g, group, name)
            if after is not None:
                within = belief_range(g, group, name, span, "posterior")
                head = group_name(g.sit, group) if not at else ""
                yield Bar(type_words(g.sit, group, name), after, within, None, prior(g, group, name), head)


def _table(g: Gathered, told: Beliefs, book: Origins) -> Table:
    rows = []
    for group, types in told.items():
        for name, span in types.items():
            before, after = told.prior[group][name], posterior(g, group, name)
            rows.append(
                Row(
                    (
                        Markup("{}: {}").format(
                            said(group_name(g.sit, group)), said(type_words(g.sit, group, name))
                        ),
                        book.number(prior(g, group, name)),
                        book.number(belief_range(g, group, name, before, "prior")),
                        book.number(after) if after is not None else NOTHING,
                        book.number(belief_range(g, group, name, span, "posterior")),
                    )
                )
            )
    columns = ("Belief", "Before", "Its range", "After", "Its range")
    return Table("Beliefs before and after the evidence", columns, tuple(rows), frozenset({1, 2, 3, 4}))


def _moved(g: Gathered, told: Beliefs, book: Origins) -> Iterator[Block]:
    """List the origins that changed each belief most."""
    for group in told:
        own = [one for one in told.weighed if one.group == group and one.nats]
        if own:
            rows = tuple(_weighed(g, one, book) for one in own[:_MOST_ORIGINS])
            caption = Markup("On {}").format(_group(g, group))
            yield Table(
                caption, ("What was seen", "What it says", "Decibans", "Without it"), rows, frozenset({2})
            )
            yield from _further(group, own[_MOST_ORIGINS:], book)
    pivots = told.linchpins
    if not pivots:
        yield Bullets(
            (Markup("No single origin decides which type leads: without any one of them the same ones do."),)
        )


def _further(group: str, rest: list[Weighed], book: Origins) -> Iterator[Block]:
    if rest:
        number = book.number(count(f"weighed.{group}.rest", rest, "Further origins"))
        yield Bullets(
            (
                Markup("{} further {} it less.").format(
                    number, plural(len(rest), "origin changes", "origins change")
                ),
            )
        )


def _weighed(g: Gathered, one: Weighed, book: Origins) -> Row:
    """Say of one origin what it speaks for, how strongly, and what would stand without it."""
    seen = [joined([said(g.sit.evidence[name].says), observation(g.sit, name)]) for name in one.observations]
    repeats = (
        Markup("<small>repeated by {}</small>").format(observations(g.sit, one.repeats))
        if one.repeats
        else NOTHING
    )
    first, second = one.pair if one.nats > 0 else one.pair[::-1]
    counted = (
        Markup(" <small>(counts in part, since it hangs together with others)</small>")
        if one.counted < 1
        else NOTHING
    )
    against = Markup(" against “{}”").format(said(type_words(g.sit, one.group, second)))
    says = Markup("{} “{}”{}{}").format(
        support_words(one.nats),
        said(type_words(g.sit, one.group, first)),
        against if len(one.without) > 2 else NOTHING,
        counted,
    )
    return Row((joined([*seen, repeats]), says, book.number(_decibans(g, one)), _without(g, one, book)))


def support_words(nats: float) -> str:
    """Say how strongly an observation speaks for a type.

    Examples
    --------
    >>> support_words(math.log(4)), support_words(-math.log(1.2)), support_words(math.inf)
    ('speaks moderately for', 'hardly speaks for', 'leaves only')
    """
    if math.isinf(nats):
        return "leaves only"
    times = math.exp(abs(nats))
    return next((f"speaks {word} for" for least, word in _STRENGTHS if times >= least), "hardly speaks for")


def _decibans(g: Gathered, one: Weighed) -> Figure:
    places = tuple(g.sit.evidence[name].place for name in one.observations)
    return Figure(
        f"weight.{one.group}.{one.origin}",
        abs(one.decibans),
        "decibans",
        f"Weight of {one.origin} on {group_name(g.sit, one.group)}",
        "How many times likelier the report is under one type than under the other, its grade weighed in.",
        (),
        places,
    )


def _without(g: Gathered, one: Weighed, book: Origins) -> Markup:
    name = one.leader_without if one.linchpin else one.pair[0]
    figure = Figure(
        f"without.{one.group}.{one.origin}",
        one.without[name],
        "percent",
        f"“{type_words(g.sit, one.group, name)}” without {one.origin}",
        "Bayes' rule at the central values with this origin left out.",
    )
    told = Markup("“{}” {}").format(said(type_words(g.sit, one.group, name)), book.number(figure))
    return Markup("<b>another type would lead</b>: {}").format(told) if one.linchpin else told


def _own_views(g: Gathered, book: Origins) -> Iterator[Block]:
    """List where an actor believes something else than the analyst."""
    items = []
    for viewer, others in g.sit.believes.items():
        for other, held in others.items():
            for name, written in held.items():
                what = f"What {actor_name(g.sit, viewer)} believes of {actor_name(g.sit, other)}: {name}"
                items.append(
                    Markup("{} itself gives “{}” of {}: {}").format(
                        said(actor_name(g.sit, viewer)),
                        said(type_words(g.sit, other, name)),
                        said(actor_name(g.sit, other)),
                        book.number(stated_range(f"believes.{viewer}.{other}.{name}", written, what)),
                    )
                )
    if items:
        yield Heading("Where an actor believes something else")
        yield Bullets(tuple(items))


def _left_out(g: Gathered, told: Beliefs, book: Origins) -> Iterator[Block]:
    """Say what wasn't counted, and why."""
    items = []
    for reason, words in _REASONS.items():
        names = list(dict.fromkeys(one.observation for one in told.left_out if one.reason == reason))
        if names:
            number = book.number(count(f"left_out.{reason}", names, words))
            items.append(Markup("{} ({}): {}").format(words, number, observations(g.sit, names)))
    if items:
        yield Heading("What was left out")
        yield Bullets(tuple(items))


def _gaps(g: Gathered, book: Origins) -> Iterator[Block]:
    """Say how far what actors say and what they do speak for different types."""
    items = [_gap(g, actor, gap, book) for actor, gap in g.gaps.items()]
    if items:
        yield Heading("What they say and what they do")
        yield Bullets(tuple(items))


def _gap(g: Gathered, actor: str, gap: Gap, book: Origins) -> Markup:
    name = said(actor_name(g.sit, actor))
    known = {kind: span for kind, span in gap.types.items() if span is not None}
    if gap.why or not known:
        missing = "statements" if not gap.statements else "conduct"
        return Markup("{}: not available, for want of {} that bear on its types.").format(name, missing)
    kind = max(known, key=lambda one: known[one].value)
    span = known[kind]
    about = said(type_words(g.sit, actor, kind))
    if span.low <= 0 <= span.high:
        told = Markup(
            "{}: no clear gap. What it says favours “{}” {} times as much as what it does, but over the ranges {}."
        )
    else:
        told = Markup("{}: what it says favours “{}” {} times as much as what it does, over the ranges {}.")
    ratio = _ratio(g, actor, kind, span.value)
    ends = Figure(
        f"{ratio.key}.range",
        (math.exp(span.low), math.exp(span.high)),
        "ratio",
        f"Range: {ratio.what}",
        "From the bounds of both beliefs, taken as free of each other.",
    )
    return told.format(name, about, book.number(ratio), book.number(ends))


def _ratio(g: Gathered, actor: str, kind: str, nats: float) -> Figure:
    return Figure(
        f"gap.{actor}.{kind}",
        math.exp(nats),
        "ratio",
        f"Odds of “{type_words(g.sit, actor, kind)}” by statements over those by conduct",
        "The belief updated once by the actor's own statements only and once by its conduct only.",
    )
