"""How events may run, and where they end."""

from __future__ import annotations

from markupsafe import Markup

from detente.brief.blocks import Block, Paragraph, Row, Section, Table
from detente.brief.figures import Figure, count
from detente.brief.gather import Gathered
from detente.brief.made.courses import flow_share, hidden_share, outcome_share
from detente.brief.origins import Origins
from detente.brief.pictures.courses import courses_picture
from detente.brief.quoting import NOTHING, joined, said
from detente.brief.routes import Routes, routes_of
from detente.outlook.results import Forecast, Outcome
from detente.situation.phrasing import actor_name, change_words, sentence
from detente.situation.records import Situation
from detente.words import word_for

MOST_STATES = 10
FIRST_STATES = 5  # of the picture on the first screen
_LEAST = 0.01  # ends below it are put together


def section(g: Gathered, book: Origins) -> Section | None:
    """Draw the courses of events and list where they end; None without a forecast."""
    forecast = g.forecast
    if forecast is None or not forecast.outcomes:
        return None
    routes = routes_of(g.sit, forecast, MOST_STATES)
    blocks: list[Block] = []
    if len(routes.nodes) > FIRST_STATES or routes.hidden:
        blocks.append(courses_picture(g, forecast, routes, book, "courses"))
        blocks.append(_hidden(routes, book))
    elif forecast.flows:
        blocks.append(
            Paragraph(Markup("The picture at the top shows every state that events can pass."), note=True)
        )
    blocks.append(_ends(g.sit, forecast, routes, book))
    if routes.steps:
        blocks.append(_moves(g.sit, routes, book))
    return Section("courses", "How events may run", lead(g.sit, forecast, book), tuple(blocks))


def lead(sit: Situation, forecast: Forecast, book: Origins, today: str = "") -> Markup:
    """Say where events end, in one sentence; ``today`` is what that is compared with, if not where events begin."""
    first = forecast.outcomes[0]
    told, share = end_words(sit, today or forecast.status_quo, first), outcome_share(sit, forecast, first)
    if first.probability >= 1:
        return Markup("In the end, in every course of this model: {}.").format(told)
    if first.probability > 0.5:
        return Markup("In the end, in most courses ({}): {}.").format(book.number(share), told)
    return Markup("No end comes in most courses; the most frequent one ({}) is: {}.").format(
        book.number(share), told
    )


def end_words(sit: Situation, today: str, outcome: Outcome) -> Markup:
    """Say in words where events end: what changes, and that nothing else does."""
    if outcome.kind == "cycle":
        passed = [said(_changed(sit, today, state)) for state in outcome.states[:3]]
        more = Markup(", and so on") if len(outcome.states) > 3 else NOTHING
        return Markup("it keeps turning: {}{}").format(joined(passed, "; then "), more)
    told = _changed(sit, today, outcome.state)
    if sit.graph is not None or outcome.state == today:
        return said(told)
    return Markup("{}; nothing else changes").format(said(told))


def _changed(sit: Situation, today: str, state: str) -> str:
    return change_words(sit, today, state) if state != today else "all as today"


def _hidden(routes: Routes, book: Origins) -> Paragraph:
    """Say what the picture leaves out."""
    if not routes.hidden:
        return Paragraph(Markup("Every state that events can pass is drawn."), note=True)
    number = book.number(count("courses.hidden", routes.hidden, "States that aren't drawn"))
    told = Markup(
        "Drawn are the states that most courses pass. {} more are left out; {} of courses end in them."
    )
    return Paragraph(told.format(number, book.number(hidden_share(routes))), note=True)


def _ends(sit: Situation, forecast: Forecast, routes: Routes, book: Origins) -> Table:
    """List the ends of events; those that hardly ever come are put together."""
    marks = {node.state: node.mark for node in routes.nodes}
    listed = [one for one in forecast.outcomes if one.probability >= _LEAST] or [*forecast.outcomes[:1]]
    rows = [
        Row(
            (
                Markup("{}.").format(end_words(sit, forecast.status_quo, one)),
                marks.get(one.state, ""),
                book.number(outcome_share(sit, forecast, one)),
                word_for(min(1.0, one.probability))
                if one.probability < 1
                else "in every course of this model",
            )
        )
        for one in listed
    ]
    others = forecast.outcomes[len(listed) :]
    if others:
        share = Figure(
            "outcome.others",
            sum(one.probability for one in others),
            "percent",
            "Courses that end in one of the other ways",
            "Added up over these ends.",
        )
        number = book.number(count("outcome.others", others, "Ends that hardly ever come"))
        rows.append(Row((Markup("Other ends, {} in all").format(number), "", book.number(share), "")))
    return Table(
        "Where events end", ("In the end", "Drawn as", "Probability", "In words"), tuple(rows), frozenset({2})
    )


def _moves(sit: Situation, routes: Routes, book: Origins) -> Table:
    """List the moves of the picture."""
    marks = {node.state: node.mark for node in routes.nodes}
    order = {node.state: at for at, node in enumerate(routes.nodes)}
    steps = sorted(routes.steps, key=lambda step: (order[step.source], order[step.target]))
    rows = tuple(
        Row(
            (
                f"{marks[step.source]} to {marks[step.target]}",
                said(actor_name(sit, step.by)),
                said(sentence(change_words(sit, step.source, step.target, by=step.by))),
                book.number(flow_share(sit, step)),
            )
        )
        for step in steps
    )
    return Table(
        "The moves of the picture", ("From and to", "Who", "What it does", "Courses"), rows, frozenset({3})
    )
